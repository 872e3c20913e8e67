// Signing in, with the code of an authenticator where the account has one.
import { api } from "../api.js";
import { h } from "../dom.js";
import { form, textField } from "../parts/field.js";
import { box } from "../parts/notice.js";
import { doorway } from "../shell.js";
import { t } from "../text.js";

export async function draw({ redraw, entered }) {
  // Another language keeps what is typed.
  const typed = (name) => document.querySelector(`.doorway input[name=${name}]`)?.value ?? "";
  const meta = await api.get("meta").catch(() => null);
  const name = textField({ label: t("signIn.name"), autocomplete: "username", autocapitalize: "none", required: true, name: "username", value: typed("username") });
  const password = textField({ label: t("signIn.password"), type: "password", autocomplete: "current-password", required: true, name: "password", value: typed("password") });
  const code = textField({ label: t("signIn.code"), hint: t("signIn.code.hint"), autocomplete: "one-time-code", inputmode: "numeric", maxlength: 6, pattern: "[0-9]*", name: "code", value: typed("code") });
  const fields = { "/name": name, "/password": password, "/code": code };
  code.element.hidden = document.querySelector(".doorway .field:not([hidden]) [name=code]") === null;

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
    form({ fields, submit, label: t("signIn.action"), autocomplete: "on", guarded: false }));
  return { element, title: t("signIn.title") };
}
