// Keeps the place of the keyboard where something is drawn anew: what had the focus is not in the page any more.

const controls = "a[href], button, input, select, textarea, [tabindex]";

/** What a control is called: its label, else its text. */
const nameOf = (control) => control.getAttribute("aria-label") ?? control.labels?.[0]?.textContent ?? control.textContent.trim();

const isGone = (focused) => focused === null || focused === document.body || !focused.isConnected;

/** The controls of a name, in order. */
const called = (name, within) => [...within.querySelectorAll(controls)].filter((control) => nameOf(control) === name);

/**
 * To be called before a part of the page is drawn anew. Returns what is to be called afterwards with the part that stands there
 * now: where the focus was within and is lost, it goes to the control of the same name, else to the heading of the dialog or page.
 */
export function keepFocus(within) {
  const focused = document.activeElement;
  if (isGone(focused) || !within.contains(focused)) return () => {};
  const name = nameOf(focused);
  const place = called(name, within).indexOf(focused);
  return (now = within) => {
    if (!isGone(document.activeElement)) return;
    if (focused.isConnected) return focused.focus();
    const found = called(name, now);
    const heading = now.closest("dialog")?.querySelector("h2") ?? document.querySelector("main h1");
    (found[Math.min(place, found.length - 1)] ?? heading)?.focus();
  };
}
