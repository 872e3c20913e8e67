// Configuration → Token Applications: the list.
import { api } from "../api.js";
import { h } from "../dom.js";
import { time } from "../format.js";
import { icon } from "../icons.js";
import { Grid, searchField } from "../parts/grid.js";
import { empty } from "../parts/notice.js";
import { link } from "../router.js";
import { can, session } from "../session.js";
import { pageHead } from "../shell.js";
import { t } from "../text.js";

/** Chips that are drawn of an application's scopes; the rest is a number. */
const mostChips = 2;

/** What the list looked like when it was left: to come back to it. */
let kept = { q: "", enabled: "", sort: "number" };
/** The application that was registered or changed just now. */
let marked = null;

/** Has the list show this application when it is drawn next: scrolled to, highlighted, and not hidden by a search. */
export function mark(application, { reset }) {
  marked = application;
  if (reset) kept = { q: "", enabled: "", sort: "number" };
}

/** A few scopes as chips, the rest as a number. */
export function scopeChips(scopes, most = mostChips) {
  return h("span", { class: "chips inline" }, scopes.slice(0, most).map((scope) => h("span", { class: "chip" }, scope)),
    scopes.length > most && h("span", { class: "chip more", title: scopes.slice(most).join("\n") }, t("more", { amount: scopes.length - most })));
}

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
    { id: "scopes", title: t("application.scopes"), className: "cell-scopes", cell: (item) => h("span", { class: "scope-lines", title: item.scopes.join("\n") }, item.scopes.map((scope) => [h("span", {}, scope), " "])) },
    { id: "status", title: t("application.status"), className: "cell-status", cell: statusBadge },
    { id: "updatedAt", title: t("application.updated"), sort: "updatedAt", className: "cell-time", cell: (item) => time(item.updatedAt, { dayOnly: true }) },
  ].filter(Boolean);
}

/** Where an application stands in the order of registration: a search by halves over the API's pages. */
async function locate(application, total) {
  const numberAt = async (offset) => (await api.get("applications", { offset, limit: 1, sort: "number" })).items[0]?.number ?? Infinity;
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
    if (!target || !grid.total) return;
    const index = state.sort === "number" && !isNarrowed() ? await locate(target, grid.total) : await find(target);
    if (index === null) return;
    await grid.highlight(index, target.clientId);
    grid.element.dispatchEvent(new CustomEvent("highlighted"));
  }

  /** Where it stands in a list that is narrowed down or sorted otherwise: among what is at hand. */
  async function find(application) {
    for (let index = 0; index < Math.min(grid.total, 100); index += 1) if (grid.item(index)?.clientId === application.clientId) return index;
    state.q = state.enabled = "";
    search.querySelector("input").value = filter.value = "";
    grid.sort = state.sort = "-number";
    await grid.sortBy("number");
    return locate(application, grid.total);
  }

  return { element, title: t("applications.title"), shown, focus: target && { focus: () => element.querySelector("[aria-selected=true] .grid-link")?.focus({ preventScroll: true }) } };
}
