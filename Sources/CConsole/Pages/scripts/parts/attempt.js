// What is done at the press of a button, and may fail.
import { Problem } from "../api.js";
import { h } from "../dom.js";
import { t } from "../text.js";
import { openDialog } from "./dialog.js";
import { button } from "./field.js";
import { box } from "./notice.js";

/** Does something and shows in a dialog why it could not be done. */
export async function attempt(action) {
  try {
    await action();
  } catch (error) {
    if (error.status === undefined) throw error;
    const texts = error.errors.length > 0 ? error.errors.map((fault) => new Problem(0, fault).text) : [error.text];
    await openDialog({ title: t("failure.done"), body: box("danger", texts.map((text) => h("p", {}, text))), actions: (close) => button({ label: t("close"), kind: "primary", onClick: () => close() }) });
  }
}
