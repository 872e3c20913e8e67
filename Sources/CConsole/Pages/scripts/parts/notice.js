// Messages: a line at the foot of the page that goes away, and boxes that stay.
import { h, replace } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../text.js";

const line = h("div", { class: "toasts", role: "status" });
const stay = 6000;
let timer = 0;

/** Says that something was done. Read out by screen readers, and gone after a while. */
export function say(text) {
  // What lies under an open dialog is not read out.
  (document.querySelector("dialog[open]") ?? document.body).append(line);
  clearTimeout(timer);
  replace(line, h("div", { class: "toast" }, icon("check"), text));
  timer = setTimeout(() => line.replaceChildren(), stay);
}

/** A box with a message. `kind`: `danger`, `warning`, `info` or `success`. */
export function box(kind, ...children) {
  const names = { danger: "warning", warning: "warning", info: "info", success: "check" };
  return h("div", { class: `box ${kind}`, role: kind === "danger" ? "alert" : null }, icon(names[kind]), h("div", {}, children));
}

/** What stands in the place of something that could not be loaded: what happened, and a button to try again. */
export function failure(error, again) {
  return h("div", { class: "empty", role: "alert" },
    icon("warning", "large"),
    h("p", { class: "empty-title" }, t("failure.title")),
    h("p", { class: "muted" }, error.text ?? error.message),
    again && h("button", { type: "button", class: "button", onClick: again }, icon("rotate"), t("failure.again")));
}

/** What stands where there is nothing yet. */
export function empty(name, title, text, action = null) {
  return h("div", { class: "empty" }, icon(name, "large"), h("p", { class: "empty-title" }, title), text && h("p", { class: "muted" }, text), action);
}

/** What stands where something is being loaded. */
export const loading = () => h("div", { class: "loading", role: "status" }, h("span", { class: "spinner" }), t("loading"));
