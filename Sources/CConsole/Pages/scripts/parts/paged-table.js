// A table of which more is fetched when its end is asked for: for lists of some hundreds.
import { h, replace } from "../dom.js";
import { t } from "../text.js";
import { keepFocus } from "./focus.js";
import { empty, failure, loading } from "./notice.js";

const pageLength = 100;

/**
 * - `columns`: the headings; `null` for the column of what can be done.
 * - `load(offset, limit, signal)`: promises `{items, total}`; `row(item)`: the cells.
 * - `none`: icon, title and text of the empty list; `isNarrowed()`: whether a search hides something; `count(n)`: in words.
 */
export function pagedTable({ label, columns, load, row, none, isNarrowed, count, onLeave }) {
  const titles = columns.filter((column) => column !== false);
  const body = h("tbody", {});
  const table = h("div", { class: "table-box", tabindex: 0, role: "region", "aria-label": label }, h("table", { class: "table" },
    h("thead", {}, h("tr", {}, titles.map((title) => h("th", { scope: "col" }, title ?? h("span", { class: "visually-hidden" }, t("actions")))))), body));
  const card = h("div", { class: "card flush" }, loading());
  const status = h("p", { class: "muted table-status", role: "status" });
  const more = h("button", { type: "button", class: "button", hidden: true, onClick: () => fetch(false) }, t("showMore"));
  let request = new AbortController();
  let offset = 0;
  onLeave(() => request.abort());

  const drawn = (item) => h("tr", { "data-id": item.id }, row(item).filter((cell) => cell !== false).map((cell, place) => h("td", { "data-label": titles[place] ?? null }, cell)));

  async function fetch(anew) {
    request.abort();
    request = new AbortController();
    if (anew) offset = 0;
    try {
      const { items, total } = await load(offset, pageLength, request.signal);
      const restore = keepFocus(card);
      if (anew) body.replaceChildren();
      body.append(...items.map(drawn));
      offset += items.length;
      more.hidden = offset >= total;
      status.textContent = total > 0 ? count(total) : "";
      replace(card, total > 0 ? table : isNarrowed() ? empty("search", t("nothing.found")) : empty(...none));
      restore();
    } catch (error) {
      if (error.name !== "AbortError") replace(card, failure(error, () => fetch(true)));
    }
  }
  return { element: h("div", {}, card, h("div", { class: "table-foot" }, status, more)), reload: () => fetch(true) };
}
