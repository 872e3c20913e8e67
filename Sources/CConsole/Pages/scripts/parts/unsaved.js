// What somebody has filled in and not saved: whoever leads away from it asks first (`mayDiscard`).

/** What each form holds by now, and held when it was last saved. */
const forms = new WeakMap();

/** Watches a form: `read()` tells all that it holds, as one text. */
export const watch = (form, read) => forms.set(form, { read, saved: read() });

/** What the form holds by now is saved. */
export function markSaved(form) {
  const state = forms.get(form);
  if (state) state.saved = state.read();
}

/** What these forms hold is given up. */
export function giveUp(within = document) {
  for (const form of formsOf(within)) forms.delete(form);
}

/** Whether something would be lost with what is within: filled in and not saved. */
export const isUnsaved = (within = document) =>
  formsOf(within).some((form) => {
    const state = forms.get(form);
    return state !== undefined && state.read() !== state.saved;
  });

/** Whether something stands on the page that is shown once, and not again. */
export const isShownOnce = () => document.querySelector("dialog[data-once]") !== null;

const formsOf = (within) => (within instanceof Element && within.matches("form") ? [within] : [...within.querySelectorAll("form")]);

// Closing the tab, loading the page anew, another address: the browser asks in its own words.
addEventListener("beforeunload", (event) => { if (isUnsaved() || isShownOnce()) event.preventDefault(); });
