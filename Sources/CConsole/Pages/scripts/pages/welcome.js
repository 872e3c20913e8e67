// An invitation: choosing a password, and the name where it makes the first operator.
import { api } from "../api.js";
import { h } from "../dom.js";
import { form, textField } from "../parts/field.js";
import { doorway } from "../shell.js";
import { t } from "../text.js";

export async function draw({ token, redraw, entered }) {
  const meta = await api.get("meta").catch(() => null);
  const isFirst = meta?.setupNeeded ?? false;
  const name = textField({ label: t("signIn.name"), hint: t("welcome.name.hint"), autocomplete: "username", autocapitalize: "none", required: true });
  const password = textField({ label: t("password.new"), hint: t("password.hint"), type: "password", autocomplete: "new-password", required: true });
  const again = textField({ label: t("password.again"), type: "password", autocomplete: "new-password", required: true });
  const fields = { ...(isFirst ? { "/name": name } : {}), "/password": password, "/again": again };

  async function submit(saved) {
    if (password.read() !== again.read()) {
      again.setFault(t("password.differs"));
      return again.focus();
    }
    const body = { token, password: password.read(), ...(isFirst ? { name: name.read().trim() } : {}) };
    const value = await api.post("invitations/accept", body);
    saved();
    // The address holds the token, which is of no use any more and shall not stay in the history.
    history.replaceState(history.state, "", "#/");
    entered(value);
  }

  const element = doorway(redraw, t(isFirst ? "welcome.first" : "welcome.title"),
    h("p", { class: "muted" }, t(isFirst ? "welcome.first.text" : "welcome.text")),
    form({ fields, submit, label: t("welcome.action") }));
  return { element, title: t("welcome.title") };
}
