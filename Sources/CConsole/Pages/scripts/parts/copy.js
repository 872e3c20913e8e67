// Copying to the clipboard.
import { h, replace } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../text.js";
import { say } from "./notice.js";

async function put(text) {
  if (navigator.clipboard) {
    try { return await navigator.clipboard.writeText(text); } catch { /* Not permitted here; the older way may be. */ }
  }
  const area = h("textarea", { class: "visually-hidden", value: text });
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

/** A button that copies `text`. `label` says what is copied. */
export function copyButton(text, label, { visible = false } = {}) {
  const mark = h("span", { class: "copy-mark" }, icon("copy"));
  const back = () => replace(mark, icon("copy"));
  return h("button", {
    type: "button", class: visible ? "button copy" : "icon-button copy", "aria-label": label, title: label,
    onClick: async (event) => {
      const control = event.currentTarget;
      await put(text);
      control.focus();
      replace(mark, icon("check"));
      control.addEventListener("blur", back, { once: true });
      say(t("copied"));
    },
  }, mark, visible && h("span", {}, t("copy")));
}

/** A value in fixed-width letters, with a button that copies it. */
export function copyable(text, label) {
  return h("span", { class: "copyable" }, h("code", {}, text), copyButton(text, label));
}
