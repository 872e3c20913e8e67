// The route table: match → requirement → upstream, and which applications reach each.
import { api } from "../api.js";
import { h, replace } from "../dom.js";
import { number } from "../format.js";
import { icon } from "../icons.js";
import { openDialog } from "../parts/dialog.js";
import { searchField } from "../parts/grid.js";
import { empty, failure, loading } from "../parts/notice.js";
import { link } from "../router.js";
import { pageHead } from "../shell.js";
import { t } from "../text.js";
import { scopeChips } from "./applications.js";

/** Routes that are fetched and drawn at a time. */
const pageLength = 200;

/** A method in the colour of what it does. */
export const methodTag = (method) => h("span", { class: `method method-${method.toLowerCase()}` }, method);

/** A pattern with its variable parts set apart. */
export const pattern = (text) => h("code", { class: "pattern" }, text.split(/(\{[^}]*\})/).map((piece) => (piece.startsWith("{") ? h("span", { class: "variable" }, piece) : piece)));

/** What a route asks of a token. */
export function requirement(route) {
  if (route.public) return h("span", { class: "badge warn" }, t("route.public"));
  const [kind, scopes] = Object.entries(route.scope ?? {})[0] ?? ["all", []];
  return h("span", { class: "requirement" }, scopes.length > 1 && h("span", { class: "muted" }, t(kind === "any" ? "route.any" : "route.all")), scopeChips(scopes, 4));
}

export async function draw({ onLeave }) {
  let q = "";
  let request = new AbortController();
  onLeave(() => request.abort());
  const body = h("tbody", {});
  const table = h("table", { class: "table routes" },
    h("caption", { class: "visually-hidden" }, t("routes.title")),
    h("thead", {}, h("tr", {}, [t("route.match"), t("route.requirement"), t("route.upstream"), t("route.applications")].map((text) => h("th", { scope: "col" }, text)))),
    body);
  const status = h("p", { class: "muted table-status", role: "status" });
  const more = h("button", { type: "button", class: "button", hidden: true, onClick: () => fetch(false) }, t("showMore"));
  const place = h("div", { class: "card flush" });
  let held = [];

  async function fetch(anew) {
    request.abort();
    request = new AbortController();
    if (anew) held = [];
    try {
      const { items, total } = await api.get("routes", { q, offset: held.length, limit: pageLength }, request.signal);
      held = [...held, ...items];
      if (anew) replace(body, items.map(row));
      else body.append(...items.map(row));
      more.hidden = held.length >= total;
      status.textContent = t("routes.count", { count: total });
      replace(place, total > 0 ? h("div", { class: "table-box", tabindex: 0, role: "region", "aria-label": t("routes.title") }, table) : empty("routes", q ? t("nothing.found") : t("routes.none"), q ? null : t("routes.none.text")));
    } catch (error) {
      if (error.name !== "AbortError") replace(place, failure(error, () => fetch(true)));
    }
  }

  const element = h("div", { class: "page" },
    pageHead({ title: t("routes.title"), crumbs: [[t("nav.configuration")]], note: t("routes.note") }),
    h("div", { class: "tools" }, searchField({ label: t("routes.search"), search: (text) => { q = text; fetch(true); } })), place, status, more);
  await fetch(true);
  return { element, title: t("routes.title") };
}

function row(route) {
  return h("tr", { "data-route": route.index },
    h("td", { "data-label": t("route.match") }, h("span", { class: "match" }, (route.methods ?? []).filter((method) => method !== "HEAD").map(methodTag), pattern((route.host ?? "") + route.path)),
      route.forward && h("div", { class: "muted small" }, "→ ", h("code", {}, route.forward))),
    h("td", { "data-label": t("route.requirement") }, requirement(route)),
    h("td", { "data-label": t("route.upstream") }, h("code", {}, route.upstream)),
    h("td", { "data-label": t("route.applications") }, route.public
      ? h("span", { class: "muted" }, t("route.everybody"))
      : h("button", { type: "button", class: "button small", "aria-label": t("route.reach", { count: route.applications, route: route.route }), onClick: () => reach(route) }, number(route.applications), icon("chevron"))));
}

/** The applications whose scopes meet the requirement. */
function reach(route) {
  const place = h("div", { class: "reach" }, loading());
  let offset = 0;
  const list = h("ul", { class: "plain-list" });
  const more = h("button", { type: "button", class: "button", hidden: true, onClick: () => fetch() }, t("showMore"));
  async function fetch() {
    try {
      const { items, total } = await api.get(`routes/${route.index}/applications`, { offset, limit: 50 });
      offset += items.length;
      list.append(...items.map((item) => h("li", {}, h("a", { href: link("applications", item.clientId) }, item.name), h("span", { class: "muted" }, item.owner))));
      more.hidden = offset >= total;
      replace(place, total > 0 ? [list, more] : empty("applications", t("route.nobody"), null));
    } catch (error) {
      replace(place, failure(error, fetch));
    }
  }
  fetch();
  return openDialog({ title: t("route.applications"), wide: true, body: [h("p", { class: "match" }, route.methods.filter((method) => method !== "HEAD").map(methodTag), pattern((route.host ?? "") + route.path)), requirement(route), place] });
}
