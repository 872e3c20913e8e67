// Choosing scopes: a tree of audiences and their operations, with search.
import { freshID, h, replace } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../text.js";
import { button } from "./field.js";

/** Whether a text holds every word that was searched for. */
const matches = (words, ...texts) => {
  const text = texts.join(" ").toLocaleLowerCase();
  return words.every((word) => text.includes(word));
};

/**
 * The tree.
 *
 * - `audiences`: as the API lists them.
 * - `selected`: scopes that are chosen at the start. One that no audience declares any more, or that may not be granted, can be
 *   taken away and is not there to be added.
 */
export function scopeTree({ audiences, selected = [], label, onChange = () => {} }) {
  const chosen = new Set(selected);
  const offered = withHeld(audiences, selected);
  const closed = new Set(offered.length > 8 ? offered.filter((audience) => !audience.operations.some(({ scope }) => chosen.has(scope))).map(({ name }) => name) : []);
  const id = freshID("scopes");
  const tree = h("ul", { class: "tree", role: "tree", "aria-multiselectable": "true", "aria-labelledby": `${id}-label` });
  const chips = h("ul", { class: "chips", "aria-label": t("scopes.chosen") });
  const fault = h("p", { class: "field-fault", id: `${id}-fault`, hidden: true });
  const count = h("span", { class: "muted", role: "status" });
  const search = h("input", {
    type: "search", class: "input", placeholder: t("scopes.search"), "aria-label": t("scopes.search"), autocomplete: "off",
    onInput: () => { focused = null; draw(); },
    onKeydown: (event) => {
      if (event.key === "ArrowDown") { event.preventDefault(); focus(visible()[0]); }
      // Enter would send the form.
      if (event.key === "Enter") event.preventDefault();
    },
  });
  /** The key of the item that Tab reaches. */
  let focused = null;

  const words = () => search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const isOpen = (audience) => words().length > 0 || !closed.has(audience.name);
  const visible = () => [...tree.querySelectorAll("[role=treeitem]")];

  function found(audience) {
    const wanted = words();
    if (matches(wanted, audience.name, audience.description ?? "")) return audience.operations;
    return audience.operations.filter(({ scope, description }) => matches(wanted, scope, description ?? "", audience.description ?? ""));
  }

  function set(scopes, value) {
    for (const { scope, grantable } of scopes) {
      if (!value) chosen.delete(scope);
      else if (grantable !== false || selected.includes(scope)) chosen.add(scope);
    }
    setFault(null);
    draw();
    onChange([...chosen].sort());
  }

  function state(scopes) {
    const held = scopes.filter(({ scope }) => chosen.has(scope)).length;
    return held === 0 ? "false" : held === scopes.length ? "true" : "mixed";
  }

  function item({ key, name, detail, level, checked, expanded, disabled, toggle, children }) {
    return h("li", {
      role: "treeitem", "data-key": key, "aria-level": level, "aria-checked": checked, "aria-expanded": expanded, "aria-disabled": disabled ? "true" : null,
      "aria-labelledby": `${id}-${key}`, "aria-describedby": detail ? `${id}-${key}-detail` : null, tabindex: -1, class: "tree-item",
    },
      h("div", { class: "tree-row", "data-toggle": key, onClick: () => { if (!disabled) { focused = key; toggle(); refocus(); } } },
        expanded !== undefined && h("span", { class: "tree-arrow", onClick: (event) => { event.stopPropagation(); fold(key, expanded === "true"); } }, icon("chevron")),
        h("span", { class: "tick" }, checked === "true" ? icon("check") : checked === "mixed" ? icon("minus") : null),
        h("span", { class: "tree-text" },
          h("span", { class: level === 1 ? "tree-name" : "tree-name mono", id: `${id}-${key}` }, name),
          detail && h("span", { class: "tree-detail", id: `${id}-${key}-detail` }, detail))),
      children && h("ul", { role: "group" }, children));
  }

  function draw() {
    const groups = offered.map((audience) => [audience, found(audience)]).filter(([, operations]) => operations.length > 0);
    replace(tree, groups.map(([audience, operations]) => item({
      key: audience.name, name: audience.name, detail: audience.description, level: 1, checked: state(operations), expanded: String(isOpen(audience)),
      toggle: () => set(operations, state(operations) !== "true"),
      children: isOpen(audience) && operations.map((operation) => item({
        key: operation.scope, name: operation.scope, detail: operation.note ?? operation.description, level: 2, checked: String(chosen.has(operation.scope)),
        disabled: operation.grantable === false && !chosen.has(operation.scope) && !selected.includes(operation.scope),
        toggle: () => set([operation], !chosen.has(operation.scope)),
      })),
    })));
    if (groups.length === 0) replace(tree, h("li", { role: "treeitem", "aria-disabled": "true", class: "tree-none muted", tabindex: -1 }, offered.length === 0 ? t("scopes.none") : t("nothing.found")));
    replace(chips, [...chosen].sort().map(chip));
    replace(count, t("scopes.count", { count: chosen.size }));
    roving();
  }

  function chip(scope) {
    return h("li", { class: "chip" }, scope, h("button", {
      type: "button", class: "chip-remove", "aria-label": t("scopes.remove", { scope }),
      onClick: () => { set([{ scope }], false); search.focus(); },
    }, icon("cross")));
  }

  /** One item is in the order of Tab; the arrows reach the others. */
  function roving() {
    const items = visible();
    const target = items.find((element) => element.dataset.key === focused) ?? items[0];
    if (target) target.tabIndex = 0;
  }

  function focus(element) {
    if (!element) return;
    for (const other of visible()) other.tabIndex = -1;
    focused = element.dataset.key;
    element.tabIndex = 0;
    element.focus();
  }

  const refocus = () => focus(visible().find((element) => element.dataset.key === focused));

  function fold(name, isClosing) {
    if (isClosing) closed.add(name);
    else closed.delete(name);
    focused = name;
    draw();
    refocus();
  }

  tree.addEventListener("keydown", (event) => {
    const items = visible();
    const index = items.indexOf(document.activeElement);
    if (index < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const current = items[index];
    const level = Number(current.getAttribute("aria-level"));
    const moves = {
      ArrowDown: () => focus(items[index + 1]),
      ArrowUp: () => (index === 0 ? search.focus() : focus(items[index - 1])),
      Home: () => focus(items[0]),
      End: () => focus(items.at(-1)),
      ArrowRight: () => {
        if (current.getAttribute("aria-expanded") === "false") fold(current.dataset.key, false);
        else if (level === 1) focus(items[index + 1]);
      },
      ArrowLeft: () => {
        if (level === 2) focus(current.parentElement.closest("[role=treeitem]"));
        else if (words().length === 0) fold(current.dataset.key, true);
      },
      " ": () => current.querySelector(".tree-row").click(),
      Enter: () => current.querySelector(".tree-row").click(),
    };
    if (!(event.key in moves)) return;
    event.preventDefault();
    moves[event.key]();
  });

  function setFault(text) {
    fault.hidden = !text;
    replace(fault, text && icon("warning"), text);
    tree.setAttribute("aria-invalid", String(Boolean(text)));
    if (text) tree.setAttribute("aria-describedby", fault.id);
    else tree.removeAttribute("aria-describedby");
  }

  draw();
  const element = h("div", { class: "field scopes", role: "group", "aria-labelledby": `${id}-label` },
    h("div", { class: "scopes-head" }, h("span", { class: "field-label", id: `${id}-label` }, label), count),
    h("div", { class: "scopes-search" }, icon("search"), search), tree, chips, fault);
  return {
    element, required: true, missing: t("scopes.required"), setFault,
    focus: () => search.focus(),
    /** The chosen scopes, in order. */
    read: () => [...chosen].sort(),
    /** Replaces the choice. */
    set: (scopes) => { chosen.clear(); scopes.forEach((scope) => chosen.add(scope)); draw(); },
  };
}

/** The audiences with those scopes added that are held and that no audience has any more. */
function withHeld(audiences, selected) {
  const known = new Set(audiences.flatMap((audience) => audience.operations.map(({ scope }) => scope)));
  const result = audiences.map((audience) => ({ ...audience, operations: [...audience.operations] }));
  for (const scope of selected.filter((scope) => !known.has(scope))) {
    const [name, operation] = scope.split(":");
    let audience = result.find((audience) => audience.name === name);
    if (!audience) result.push((audience = { name, description: "", operations: [] }));
    audience.operations.push({ operation, scope, description: "", grantable: false, note: t("scopes.withdrawn") });
  }
  return result;
}
