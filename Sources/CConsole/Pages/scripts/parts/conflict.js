// What happens when somebody else changed the same thing meanwhile: both versions beside each other, and a choice.
import { freshID, h } from "../dom.js";
import { t } from "../text.js";
import { openDialog } from "./dialog.js";
import { button } from "./field.js";
import { box } from "./notice.js";

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** A value as a reader sees it: lists as words of which each stands for itself, with what only this side has marked. */
function shown(value, other) {
  if (!Array.isArray(value)) return h("span", {}, value);
  return h("ul", { class: "chips" }, value.map((word) => h("li", { class: other.includes(word) ? "chip" : "chip only" }, word)));
}

/**
 * Asks field by field whose value is to stand.
 *
 * - `fields`: `{name, label}`; `before`, `mine`, `theirs`: the values by those names.
 *
 * Promises the values that were chosen; `null` where the decision was put off. A field that only one of the two changed
 * takes that change unless told otherwise.
 */
export async function resolveConflict({ fields, before, mine, theirs }) {
  const differing = fields.filter(({ name }) => !same(mine[name], theirs[name]));
  const choice = Object.fromEntries(fields.map(({ name }) => [name, same(mine[name], before[name]) ? "theirs" : "mine"]));
  const groups = differing.map(({ name, label }) => {
    const group = freshID("choice");
    const option = (side, title, value, other) => {
      const id = `${group}-${side}`;
      return h("div", { class: "choice" },
        h("input", { type: "radio", name: group, id, value: side, checked: choice[name] === side, onChange: () => { choice[name] = side; } }),
        h("label", { for: id }, h("span", { class: "choice-title" }, title), shown(value, other)));
    };
    return h("fieldset", { class: "choices", "data-field": name }, h("legend", {}, label),
      option("mine", t("conflict.mine"), mine[name], theirs[name]), option("theirs", t("conflict.theirs"), theirs[name], mine[name]));
  });
  const answer = await openDialog({
    title: t("conflict.title"), wide: true,
    body: [box("warning", h("p", {}, differing.length > 0 ? t("conflict.text") : t("conflict.same"))), groups],
    actions: (close) => [
      button({ label: t("conflict.back"), onClick: () => close(false) }),
      button({ label: t("conflict.save"), kind: "primary", onClick: () => close(true) }),
    ],
  });
  if (answer !== true) return null;
  return Object.fromEntries(fields.map(({ name }) => [name, choice[name] === "mine" ? mine[name] : theirs[name]]));
}
