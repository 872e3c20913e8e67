// Signing in.
import { api } from "../api.js";
import { h } from "../dom.js";
import { box } from "../parts/notice.js";
import { signInForm } from "../parts/sign-in-form.js";
import { doorway } from "../shell.js";
import { t } from "../text.js";

export async function draw({ redraw, entered }) {
  // Another language keeps what is typed.
  const typed = (name) => document.querySelector(`.doorway input[name=${name}]`)?.value ?? "";
  const meta = await api.get("meta").catch(() => null);
  const element = doorway(redraw, t("signIn.title"),
    meta?.setupNeeded && box("info", h("p", {}, t("signIn.setup"))),
    signInForm({ typed, signedIn: entered }));
  return { element, title: t("signIn.title") };
}
