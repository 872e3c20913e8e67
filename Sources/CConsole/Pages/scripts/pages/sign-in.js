// Signing in, with the code of an authenticator where the account has one.
import { api } from "../api.js";
import { h } from "../dom.js";
import { form, textField } from "../parts/field.js";
import { box } from "../parts/notice.js";
import { doorway } from "../shell.js";
import { t } from "../text.js";

export async function draw({ redraw, entered }) {
  const meta = await api.get("meta").catch(() => null);
  const name = textField({ label: t("signIn.name"), autocomplete: "username", autocapitalize: "none", required: true, name: "username" });
  const password = textField({ label: t("signIn.password"), type: "password", autocomplete: "current-password", required: true, name: "password" });
  const code = textField({ label: t("signIn.code"), hint: t("signIn.code.hint"), autocomplete: "one-time-code", inputmode: "numeric", maxlength: 6, pattern: "[0-9]*" });
  const fields = { "/name": name, "/password": password, "/code": code };
  code.element.hidden = true;

  async function submit() {
    const body = { name: name.read(), password: password.read() };
    if (code.read()) body.code = code.read().replaceAll(" ", "");
    try {
      entered(await api.post("session", body));
    } catch (error) {
      if (error.reason !== "session.codeNeeded") throw error;
      code.element.hidden = false;
      code.focus();
    }
  }

  const element = doorway(redraw, t("signIn.title"),
    meta?.setupNeeded && box("info", h("p", {}, t("signIn.setup"))),
    form({ fields, submit, label: t("signIn.action"), autocomplete: "on" }));
  return { element, title: t("signIn.title") };
}
