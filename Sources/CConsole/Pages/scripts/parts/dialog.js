// Dialogs: the browser's own, which keep the focus inside and give it back.
import { freshID, h } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../text.js";
import { button } from "./field.js";
import { giveUp, isShownOnce, isUnsaved } from "./unsaved.js";

/**
 * Shows a dialog. `body` and `actions` are nodes, or functions that are given `close`.
 *
 * A dialog that is not `dismissable` closes by its own buttons only: for what is shown once. Another one asks first where it is
 * dismissed with something filled in.
 *
 * Returns a promise of what `close` was given; `undefined` where it was dismissed.
 */
export function openDialog({ title, body, actions, wide = false, dismissable = true }) {
  const heading = freshID("dialog");
  let result;
  let finish;
  // At once: the browser tells that a dialog was closed with its next frame, and meanwhile one can move on.
  const close = (value) => {
    result = value;
    dialog.close();
    finish();
  };
  async function dismiss() {
    if (dismissable && (await mayDiscard(dialog))) close();
  }
  const make = (part) => (typeof part === "function" ? part(close) : part);
  const dialog = h(
    "dialog", { class: wide ? "dialog wide" : "dialog", "aria-labelledby": heading, closedby: dismissable ? "closerequest" : "none", "data-once": !dismissable },
    h("div", { class: "dialog-head" },
      h("h2", { id: heading, tabindex: -1 }, title),
      dismissable && h("button", { type: "button", class: "icon-button", "aria-label": t("close"), onClick: dismiss }, icon("cross"))),
    h("div", { class: "dialog-body" }, make(body)),
    actions && h("div", { class: "dialog-actions" }, make(actions)));
  document.body.append(dialog);
  const before = document.activeElement;
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    dismiss();
  });
  // Before the browser does: it would let the second Escape in a row close the dialog, whatever one says to it.
  const escape = (event) => {
    if (event.key !== "Escape" || event.isComposing || event.defaultPrevented || topmost() !== dialog) return;
    event.preventDefault();
    dismiss();
  };
  document.addEventListener("keydown", escape);
  return new Promise((resolve) => {
    finish = () => {
      document.removeEventListener("keydown", escape);
      dialog.removeEventListener("close", finish);
      dialog.remove();
      // The browser gives the focus back, but not to what was drawn anew meanwhile.
      if (before?.isConnected && document.activeElement === document.body) before.focus();
      resolve(result);
    };
    // Where it was not closed by `close`.
    dialog.addEventListener("close", finish);
    dialog.showModal();
    (dialog.querySelector("[data-first]") ?? dialog.querySelector("h2")).focus();
  });
}

const topmost = () => [...document.querySelectorAll("dialog[open]")].at(-1);

/** Asks before something is done that cannot be undone. Promises whether it is to be done. */
export async function confirm({ title, text, action, danger = true, extra = null, otherwise = t("cancel") }) {
  const answer = await openDialog({
    title,
    body: [h("p", {}, text), extra],
    actions: (close) => [
      h("button", { type: "button", class: "button", "data-first": true, onClick: () => close(false) }, otherwise),
      button({ label: action, kind: danger ? "danger" : "primary", onClick: () => close(true) }),
    ],
  });
  return answer === true;
}

/** Whether something would be lost by leaving the page now. */
export const mustAsk = () => isUnsaved() || isShownOnce();

/** Asks before what is filled in is lost, where there is something. Promises whether it may be; then it is given up. */
export async function mayDiscard(within = document) {
  const isUntouched = !isUnsaved(within);
  if (isUntouched && (within !== document || !isShownOnce())) return true;
  const text = t(isUntouched ? "unsaved.once" : "unsaved.text");
  const leaves = await confirm({ title: t(isUntouched ? "unsaved.once.title" : "unsaved.title"), text, action: t("unsaved.leave"), otherwise: t("unsaved.stay") });
  if (leaves) giveUp(within);
  return leaves;
}

/** Closes whatever dialog is open: whoever signs out, or is signed out, leaves none behind. */
export function closeDialogs() {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
}
