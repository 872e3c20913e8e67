// Fields with their labels, hints and faults, and forms that send them.
import { append, freshID, h, replace } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../text.js";
import { Problem } from "../api.js";
import { giveUp, markSaved, watch } from "./unsaved.js";

/** A button. `kind`: `primary`, `danger`, `quiet` or none. */
export function button({ label, kind = "", name = null, onClick, type = "button", ...others }) {
  return h("button", { type, class: `button ${kind}`, onClick, ...others }, name && icon(name), h("span", {}, label));
}

/** Puts a label above a control, a hint and faults below it, and ties them together. */
export function labelled(control, { label, hint = null, id = control.id || freshID("field"), target = control }) {
  target.id = id;
  const fault = h("p", { class: "field-fault", id: `${id}-fault`, hidden: true });
  const note = hint && h("p", { class: "field-hint", id: `${id}-hint` }, hint);
  const describe = (faulty) => {
    const ids = [note && `${id}-hint`, faulty && `${id}-fault`].filter(Boolean).join(" ");
    if (ids) target.setAttribute("aria-describedby", ids);
    else target.removeAttribute("aria-describedby");
  };
  describe(false);
  const element = h("div", { class: "field" }, h("label", { for: id, class: "field-label" }, label), note, control, fault);
  return {
    element,
    control: target,
    label,
    /** Shows what is wrong with the value; nothing where it is `null`. */
    setFault(text) {
      fault.hidden = !text;
      replace(fault, text && icon("warning"), text);
      if (text) target.setAttribute("aria-invalid", "true");
      else target.removeAttribute("aria-invalid");
      describe(Boolean(text));
    },
    focus: () => target.focus(),
  };
}

/** A line of text. */
export function textField({ label, hint, value = "", type = "text", required = false, ...others }) {
  const input = h("input", { type, class: "input", autocomplete: "off", spellcheck: "false", required, ...others, value });
  const field = labelled(input, { label, hint });
  return Object.assign(field, { required, read: () => input.value, set: (text) => { input.value = text; } });
}

/** A choice of one out of few. `options`: `[value, text]`. */
export function selectField({ label, hint, options, value, onChange, ...others }) {
  const select = h("select", { class: "input", value, onChange, ...others }, options.map(([value, text]) => h("option", { value }, text)));
  return Object.assign(labelled(select, { label, hint }), { read: () => select.value });
}

/** A box to tick. */
export function checkbox({ label, hint = null, checked = false, onChange, ...others }) {
  const id = freshID("check");
  const input = h("input", { type: "checkbox", id, checked, onChange, "aria-describedby": hint && `${id}-hint`, ...others });
  const element = h("div", { class: "check" }, input, h("label", { for: id }, label), hint && h("p", { class: "field-hint", id: `${id}-hint` }, hint));
  return { element, control: input, read: () => input.checked };
}

/**
 * A form.
 *
 * - `fields`: by the JSON pointers that the API names them by, such as `/name`.
 * - `submit(saved)`: sends it, and calls `saved()` where it stays on the page or leads on to another; a `Problem` that it throws is
 *   shown at the fields that it names, the rest above the buttons.
 * - `guarded`: whether what is filled in and not saved keeps somebody from leaving unasked.
 */
export function form({ fields, body, submit, label, kind = "primary", name = null, cancel = null, others = [], autocomplete = "off", guarded = true }) {
  const summary = h("div", { class: "form-summary" });
  const send = button({ label, kind, name, type: "submit" });
  const element = h(
    "form", { class: "form", novalidate: true, autocomplete, onSubmit: (event) => { event.preventDefault(); run(); } },
    body ?? Object.values(fields).map((field) => field.element), summary,
    h("div", { class: "form-actions" }, send, cancel && button({ label: t("cancel"), onClick: () => { giveUp(element); cancel(); } }), others));
  if (guarded) watch(element, () => held(element, fields));
  let busy = false;

  async function run() {
    if (busy) return;
    clear(fields, summary);
    if (!complete(fields)) return;
    setBusy(true);
    try {
      await submit(() => markSaved(element));
    } catch (error) {
      showProblem(error, fields, summary);
    } finally {
      setBusy(false);
    }
  }

  // Disabled, the button would lose the focus, and a screen reader its place.
  function setBusy(value) {
    busy = value;
    send.setAttribute("aria-disabled", String(value));
    element.setAttribute("aria-busy", String(value));
  }
  return element;
}

/** All that a form holds: what its fields would send, and what stands in its controls. What is searched for is not of it. */
function held(element, fields) {
  const controls = [...element.elements].filter((control) => control.matches("input:not([type=search]), select, textarea"));
  const values = controls.map((control) => (["checkbox", "radio"].includes(control.type) ? control.checked : control.value));
  return JSON.stringify([Object.values(fields).map((field) => field.read()), values]);
}

function clear(fields, summary) {
  summary.replaceChildren();
  for (const field of Object.values(fields)) field.setFault?.(null);
}

/** Whether every field that is required has a value; those that have none say so. */
function complete(fields) {
  const lacking = Object.values(fields).filter((field) => field.required && field.read().length === 0);
  for (const field of lacking) field.setFault(field.missing ?? t("form.required"));
  lacking[0]?.focus();
  return lacking.length === 0;
}

/** Shows a problem: each error at the field it names, what no field is named for in the summary. */
export function showProblem(error, fields, summary) {
  if (!(error instanceof Problem)) throw error;
  const unplaced = [];
  let first = null;
  for (const fault of error.errors) {
    const pointer = Object.keys(fields).find((pointer) => fault.pointer === pointer || fault.pointer?.startsWith(pointer + "/"));
    if (!pointer || !fields[pointer].setFault) { unplaced.push(new Problem(0, fault).text); continue; }
    fields[pointer].setFault(new Problem(0, fault).text);
    first ??= fields[pointer];
  }
  if (error.errors.length === 0) unplaced.push(error.text);
  if (unplaced.length > 0) append(summary, [h("div", { class: "box danger", role: "alert" }, icon("warning"), h("div", {}, unplaced.map((text) => h("p", {}, text))))]);
  first?.focus();
}
