// A text field with suggestions (ARIA combobox with a list box).
import { freshID, h, replace } from "../dom.js";
import { t } from "../text.js";
import { labelled } from "./field.js";

/**
 * A field that suggests values while one types.
 *
 * - `suggest(text)`: promises `[{value, text, detail}]`.
 * - `free`: whether other values than the suggested may stand.
 * - `onChoice(option)`, `onType(text)`: are called where a suggestion is chosen, and where something is typed.
 */
export function comboField({ label, hint, suggest, free = false, value = null, required = false, placeholder = "", onChoice = () => {}, onType = () => {} }) {
  const list = h("ul", { class: "options", role: "listbox", id: freshID("options"), "aria-label": t("combobox.suggestions"), hidden: true });
  const input = h("input", {
    class: "input", type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
    autocomplete: "off", spellcheck: "false", required, placeholder, value: value?.text ?? "",
  });
  const field = labelled(h("div", { class: "combobox" }, input, list), { label, hint, target: input, id: freshID("combo") });
  let chosen = value?.value ?? null;
  let options = [];
  let active = -1;
  let asked = 0;
  let timer = 0;

  const isOpen = () => !list.hidden;

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    active = index;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === index)));
    const item = list.children[index];
    if (!item) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function choose(option) {
    chosen = option.value;
    input.value = option.text;
    close();
    field.setFault(null);
    onChoice(option);
  }

  function draw() {
    replace(list, options.map((option) => h(
      "li", { class: "option", role: "option", id: freshID("option"), "aria-selected": "false", onMousedown: (event) => { event.preventDefault(); choose(option); } },
      h("span", { class: "option-text" }, option.text), option.detail && h("span", { class: "option-detail" }, option.detail))));
    if (options.length === 0 && !free) replace(list, h("li", { class: "option none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, t("nothing.found")));
    list.hidden = options.length === 0 && free;
    input.setAttribute("aria-expanded", String(isOpen()));
    active = -1;
  }

  async function ask() {
    const turn = ++asked;
    const found = await suggest(input.value).catch(() => []);
    if (turn !== asked || document.activeElement !== input) return;
    options = found;
    draw();
  }

  input.addEventListener("input", () => {
    chosen = free ? input.value : null;
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
    onType(input.value.trim());
  });
  input.addEventListener("click", () => { if (!isOpen()) ask(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen()) return void ask();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (options.length > 0) mark((active + step + options.length + (active < 0 && step < 0 ? 1 : 0)) % options.length);
    } else if (event.key === "Enter" && isOpen() && (active >= 0 || options.length === 1)) {
      event.preventDefault();
      choose(options[Math.max(active, 0)]);
    } else if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  return Object.assign(field, {
    required,
    missing: free ? null : t("combobox.choose"),
    /** The value that was chosen or typed; an empty text where there is none. */
    read: () => (free ? input.value.trim() : chosen ?? ""),
    /** Where something was typed whole but not chosen: takes the one suggestion that is called so, if it is the only one. */
    async settle() {
      const text = input.value.trim();
      if (free || chosen || text === "") return;
      const same = (await suggest(text).catch(() => [])).filter((option) => [option.text, option.value].includes(text));
      if (same.length === 1 && input.value.trim() === text) choose(same[0]);
    },
    set(option) { choose(option); },
  });
}
