// Dialogs: the browser's own, which keep the focus inside and give it back.
import { freshID, h } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../text.js";
import { button } from "./field.js";

/**
 * Shows a dialog. `body` and `actions` are nodes, or functions that are given `close`.
 *
 * A dialog that is not `dismissable` closes by its own buttons only: for what is shown once.
 *
 * Returns a promise of what `close` was given; `undefined` where it was dismissed.
 */
export function openDialog({ title, body, actions, wide = false, dismissable = true }) {
  const heading = freshID("dialog");
  let result;
  const close = (value) => {
    result = value;
    dialog.close();
  };
  const make = (part) => (typeof part === "function" ? part(close) : part);
  const dialog = h(
    "dialog", { class: wide ? "dialog wide" : "dialog", "aria-labelledby": heading, closedby: dismissable ? "closerequest" : "none" },
    h("div", { class: "dialog-head" },
      h("h2", { id: heading, tabindex: -1 }, title),
      dismissable && h("button", { type: "button", class: "icon-button", "aria-label": t("close"), onClick: () => close() }, icon("cross"))),
    h("div", { class: "dialog-body" }, make(body)),
    actions && h("div", { class: "dialog-actions" }, make(actions)));
  document.body.append(dialog);
  const before = document.activeElement;
  dialog.addEventListener("cancel", (event) => { if (!dismissable) event.preventDefault(); });
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      // The browser gives the focus back, but not to what was drawn anew meanwhile.
      if (before?.isConnected && document.activeElement === document.body) before.focus();
      resolve(result);
    });
    dialog.showModal();
    (dialog.querySelector("[data-first]") ?? dialog.querySelector("h2")).focus();
  });
}

/** Asks before something is done that cannot be undone. Promises whether it is to be done. */
export async function confirm({ title, text, action, danger = true, extra = null }) {
  const answer = await openDialog({
    title,
    body: [h("p", {}, text), extra],
    actions: (close) => [
      h("button", { type: "button", class: "button", "data-first": true, onClick: () => close(false) }, t("cancel")),
      button({ label: action, kind: danger ? "danger" : "primary", onClick: () => close(true) }),
    ],
  });
  return answer === true;
}

/** Closes whatever dialog is open: whoever signs out, or is signed out, leaves none behind. */
export function closeDialogs() {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
}
