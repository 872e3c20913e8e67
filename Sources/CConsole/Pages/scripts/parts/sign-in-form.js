// The form that signs in, with the code of an authenticator where the account has one.
import { api } from "../api.js";
import { t } from "../text.js";
import { openDialog } from "./dialog.js";
import { h } from "../dom.js";
import { form, textField } from "./field.js";

/**
 * - `typed(name)`: what a field begins with.
 * - `only`: the name that alone may sign in, where somebody goes on with what they have begun.
 * - `signedIn(session)`: what follows.
 */
export function signInForm({ typed = () => "", only = null, signedIn, ...others }) {
  const name = textField({ label: t("signIn.name"), autocomplete: "username", autocapitalize: "none", required: true, name: "username", value: only ?? typed("username"), readonly: only !== null });
  const password = textField({ label: t("signIn.password"), type: "password", autocomplete: "current-password", required: true, name: "password", value: typed("password"), "data-first": true });
  const code = textField({ label: t("signIn.code"), hint: t("signIn.code.hint"), autocomplete: "one-time-code", inputmode: "numeric", maxlength: 6, pattern: "[0-9]*", name: "code", value: typed("code") });
  const fields = { "/name": name, "/password": password, "/code": code };
  code.element.hidden = document.querySelector(".doorway .field:not([hidden]) [name=code]") === null;

  async function submit() {
    const body = { name: name.read(), password: password.read() };
    if (code.read()) body.code = code.read().replaceAll(" ", "");
    try {
      signedIn(await api.post("session", body));
    } catch (error) {
      if (error.reason !== "session.codeNeeded") throw error;
      code.element.hidden = false;
      code.focus();
    }
  }

  return form({ fields, submit, label: t("signIn.action"), autocomplete: "on", guarded: false, ...others });
}

let asking = null;

/**
 * Asks whoever was signed in to do so once more, before the page and what is filled in there. Promises the new session;
 * `undefined` where they did not. However many calls find that the session is over, they are asked once.
 */
export function signInAgain(account) {
  asking ??= openDialog({
    title: t("signIn.again"),
    body: (close) => [h("p", {}, t("signIn.again.text", { name: account.name })), signInForm({ only: account.name, signedIn: close, cancel: () => close() })],
  }).finally(() => { asking = null; });
  return asking;
}
