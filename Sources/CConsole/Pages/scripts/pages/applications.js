// Configuration → Token Applications: the list.
import { api } from "../api.js";
import { h } from "../dom.js";
import { time } from "../format.js";
import { icon } from "../icons.js";
import { openDialog } from "../parts/dialog.js";
import { Grid, searchField } from "../parts/grid.js";
import { empty } from "../parts/notice.js";
import { link } from "../router.js";
import { can, session } from "../session.js";
import { pageHead } from "../shell.js";
import { t } from "../text.js";

/** What a row of the list has room for: lines of scopes, and characters that surely fit on one (`--columns` in lists.css). */
const room = { lines: 3, width: 28 };

/** What the list looked like when it was left: to come back to it. */
let kept = { q: "", enabled: "", sort: "number" };
/** The application that was registered or changed just now. */
let marked = null;

/** Has the list show this application when it is drawn next: scrolled to, highlighted, and not hidden by a search or a filter. */
export function mark(application, { reset }) {
  marked = application;
  if (reset) kept = { q: "", enabled: "", sort: "number" };
}

/** Scopes as chips; those beyond the first few behind a button that shows them. */
export function scopeChips(scopes, most) {
  const rest = h("span", { class: "chips inline", hidden: true }, scopes.slice(most).map(chip));
  return h("span", { class: "chips inline" }, scopes.slice(0, most).map(chip), scopes.length > most && [moreButton(scopes.length - most, rest), rest]);
}

const chip = (scope) => h("span", { class: "chip" }, scope);

function moreButton(amount, rest) {
  const more = h("button", { type: "button", class: "chip more", "aria-expanded": "false", "aria-label": t("scopes.more", { count: amount }), onClick: () => {
    rest.hidden = !rest.hidden;
    more.setAttribute("aria-expanded", String(!rest.hidden));
  } }, t("more", { amount }));
  return more;
}

/** How many of these scopes a row has room for, each on one line; a line is kept for the button where they are not all. */
function fitting(scopes) {
  const filled = (lines) => {
    let [used, width] = [1, 0];
    const end = scopes.findIndex((scope) => {
      width += (width > 0 ? 1 : 0) + scope.length;
      if (width > room.width) [used, width] = [used + (width > scope.length ? 1 : 0), scope.length];
      return used > lines || width > room.width;
    });
    return end < 0 ? scopes.length : end;
  };
  return filled(room.lines) === scopes.length ? scopes.length : filled(room.lines - 1);
}

/** The scopes of an application in its row: as many as fit, and a button that shows all. */
function scopesOf(application) {
  const { name, scopes } = application;
  const shown = fitting(scopes);
  const rest = scopes.length - shown;
  return h("span", { class: "scope-lines" }, scopes.slice(0, shown).map((scope) => [h("span", {}, scope), " "]),
    rest > 0 && h("button", { type: "button", class: "chip more", tabindex: -1, "aria-haspopup": "dialog", "aria-label": t("applications.moreScopes", { count: rest, name }), onClick: () => showScopes(application) }, t("more", { amount: rest })));
}

const showScopes = ({ name, scopes }) => openDialog({ title: name, body: [h("h3", {}, t("application.scopes")), h("ul", { class: "plain-list all-scopes" }, scopes.map((scope) => h("li", {}, h("code", {}, scope))))] });

/** Whether an application may fetch and use tokens, in a word and a colour. */
export const statusBadge = (application) =>
  h("span", { class: `badge ${application.enabled ? "good" : "off"}` }, t(application.enabled ? "application.enabled" : "application.disabled"));

function columns() {
  const isMerchant = session().account.role === "merchant";
  return [
    { id: "number", title: t("application.number"), sort: "number", className: "cell-number", cell: (item) => item.number },
    { id: "name", title: t("application.name"), sort: "name", main: true, className: "cell-name" },
    !isMerchant && { id: "owner", title: t("application.owner"), sort: "owner", className: "cell-owner", cell: (item) => item.owner },
    { id: "clientId", title: t("application.clientId"), className: "cell-id", cell: (item) => h("code", {}, item.clientId) },
    { id: "scopes", title: t("application.scopes"), className: "cell-scopes", cell: scopesOf },
    { id: "status", title: t("application.status"), className: "cell-status", cell: statusBadge },
    { id: "updatedAt", title: t("application.updated"), sort: "updatedAt", className: "cell-time", cell: (item) => time(item.updatedAt, { dayOnly: true }) },
  ].filter(Boolean);
}

/** Where an application stands, or would, in the order of registration: a search by halves over the API's pages. */
async function locate(application, total, narrowing = {}) {
  const numberAt = async (offset) => (await api.get("applications", { ...narrowing, offset, limit: 1, sort: "number" })).items[0]?.number ?? Infinity;
  let [low, high] = [0, total];
  // Most often nothing was ever removed before it, or it is the last.
  for (const guess of [application.number - 1, total - 1]) {
    if (guess >= 0 && guess < total && (await numberAt(guess)) === application.number) return guess;
  }
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((await numberAt(middle)) < application.number) low = middle + 1;
    else high = middle;
  }
  return low;
}

export async function draw({ onLeave }) {
  const target = marked;
  marked = null;
  const state = kept;
  const write = can("applications:write");
  const register = h("a", { class: "button primary", href: link("applications", "new") }, icon("plus"), h("span", {}, t("applications.register")));
  const isNarrowed = () => state.q !== "" || state.enabled !== "";
  const grid = new Grid({
    label: t("applications.title"), columns: columns(), sort: state.sort, className: session().account.role === "merchant" ? "applications own" : "applications",
    key: (item) => item.clientId, name: (item) => item.name, address: (item) => link("applications", item.clientId),
    load: (offset, limit, sort, signal) => api.get("applications", { offset, limit, sort, q: state.q, enabled: state.enabled }, signal),
    count: (count) => t("applications.count", { count }),
    onSort: (sort) => { state.sort = sort; },
    nothing: () => (isNarrowed()
      ? empty("search", t("nothing.found"), t("applications.none.found"))
      : empty("applications", t("applications.none"), t("applications.none.text"))),
  });
  onLeave(() => grid.dispose());
  const search = searchField({ label: t("applications.search"), value: state.q, search: (text) => { state.q = text; grid.reload(); } });
  const filter = h("select", { class: "input filter", "aria-label": t("application.status"), value: state.enabled, onChange: (event) => { state.enabled = event.target.value; grid.reload(); } },
    h("option", { value: "" }, t("applications.all")), h("option", { value: "true" }, t("application.enabled")), h("option", { value: "false" }, t("application.disabled")));
  const element = h("div", { class: "page fills" },
    pageHead({ title: t("applications.title"), crumbs: [[t("nav.configuration")]], actions: write && register }),
    h("div", { class: "tools" }, search, filter), grid.element);

  async function shown() {
    await grid.reload();
    if (!target || grid.total === null) return;
    const index = (await find(target)) ?? (await findInAll(target));
    await grid.highlight(index, target.clientId);
    grid.element.dispatchEvent(new CustomEvent("highlighted"));
  }

  /** Where it stands in the list as that is narrowed down and sorted; `null` where it is not in it, or far down in another order. */
  async function find(application) {
    const isIt = (index) => grid.item(index)?.clientId === application.clientId;
    if (state.sort === "number") {
      const index = await locate(application, grid.total, { q: state.q, enabled: state.enabled });
      if (index >= grid.total) return null;
      await grid.reveal(index);
      return isIt(index) ? index : null;
    }
    for (let index = 0; index < Math.min(grid.total, 100); index += 1) if (isIt(index)) return index;
    return null;
  }

  /** Gives up search, filter and order, so that it is in sight. */
  async function findInAll(application) {
    state.q = state.enabled = "";
    search.querySelector("input").value = filter.value = "";
    grid.sort = state.sort = "-number";
    await grid.sortBy("number");
    return locate(application, grid.total);
  }

  return { element, title: t("applications.title"), shown, focus: target && { focus: () => element.querySelector("[aria-selected=true] .grid-link")?.focus({ preventScroll: true }) } };
}
