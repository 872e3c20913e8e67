// Audit: who changed what, and when, with the difference.
import { api } from "../api.js";
import { h, replace } from "../dom.js";
import { time } from "../format.js";
import { icon } from "../icons.js";
import { comboField } from "../parts/combobox.js";
import { box, empty, failure } from "../parts/notice.js";
import { searchField } from "../parts/grid.js";
import { button } from "../parts/field.js";
import { link } from "../router.js";
import { pageHead } from "../shell.js";
import { languages, named, t } from "../text.js";

const pageLength = 100;

/** Groups of kinds: the API takes a beginning that ends in a dot for all that begin so. */
const kinds = [
  ["application.", "audit.kinds.application"], ["merchant.", "audit.kinds.merchant"], ["account.", "audit.kinds.account"],
  ["session.", "audit.kinds.session"], ["token.", "audit.kinds.token"], ["key.", "audit.kinds.key"], ["configuration.", "audit.kinds.configuration"],
];

/** Those who change something by the API are named by their accounts. */
const suggestAccounts = async (q) =>
  (await api.get("accounts", { q: q.replace(/^account:/, ""), limit: 20 })).items.map(({ name }) => ({ value: `account:${name}`, text: `account:${name}` }));

/** A day of the browser as the moment in UTC at which it begins, or the next one does. */
function edge(day, plus) {
  if (!day) return "";
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + plus);
  return date.toISOString().replace(/\.\d+/, "");
}

export async function draw({ onLeave }) {
  const filter = { q: "", who: "", kind: "", from: "", to: "" };
  let request = new AbortController();
  let next = null;
  let timer = 0;
  onLeave(() => { request.abort(); clearTimeout(timer); });
  const body = h("tbody", {});
  const table = h("div", { class: "table-box", tabindex: 0, role: "region", "aria-label": t("audit.title") }, h("table", { class: "table audit" },
    h("thead", {}, h("tr", {}, [t("audit.time"), t("audit.who"), t("audit.what"), t("audit.subject"), t("audit.changes")].map((text) => h("th", { scope: "col" }, text)))), body));
  const card = h("div", { class: "card flush" });
  const more = h("button", { type: "button", class: "button", hidden: true, onClick: () => fetch(false) }, t("audit.older"));
  const searching = h("span", { class: "muted", role: "status" });
  const verdict = h("div", { role: "status" });
  const isNarrowed = () => Object.values(filter).some((value) => value !== "");
  const exports = h("span", { class: "button-row" });
  const query = () => ({ ...filter, from: edge(filter.from, 0), to: edge(filter.to, 1) });

  async function fetch(anew) {
    request.abort();
    request = new AbortController();
    replace(exports, ["csv", "jsonl"].map((format) => h("a", { class: "button", href: api.address("audit/export", { ...query(), format }), download: `audit.${format}` }, icon("download"), h("span", {}, format.toUpperCase()), h("span", { class: "visually-hidden" }, ` ${t("audit.export")}`))));
    try {
      await fill(anew, request.signal);
      replace(card, body.children.length > 0 ? table : isNarrowed() ? empty("search", t("nothing.found")) : empty("audit", t("audit.none"), null));
    } catch (error) {
      if (error.name !== "AbortError") replace(card, failure(error, () => fetch(true)));
    }
  }

  /** A page more. One answer looks through a part of a long audit only: those that follow are asked for until the page is full. */
  async function fill(anew, signal) {
    const asked = query();
    let before = anew ? "" : next;
    let missing = pageLength;
    try {
      do {
        const found = await api.get("audit", { ...asked, before, limit: missing }, signal);
        if (anew) body.replaceChildren();
        anew = false;
        body.append(...found.items.map(row));
        if (body.children.length > 0) replace(card, table);
        before = next = found.next;
        missing -= found.items.length;
        searching.textContent = next && missing > 0 ? t("audit.searching") : "";
      } while (next && missing > 0);
    } catch (error) {
      if (!signal.aborted) searching.textContent = "";
      throw error;
    }
    more.hidden = !next;
  }

  const set = (name, value) => {
    filter[name] = value;
    clearTimeout(timer);
    timer = setTimeout(() => fetch(true), 200);
  };
  const labelledFilter = (label, control) => h("label", { class: "filter-field" }, h("span", { class: "filter-label" }, label), control);
  const date = (name, label) => labelledFilter(label, h("input", { class: "input", type: "date", onInput: (event) => set(name, event.target.value) }));
  const who = comboField({ label: t("audit.who"), free: true, suggest: suggestAccounts, onType: (text) => set("who", text), onChoice: ({ value }) => set("who", value) });
  who.element.classList.add("filter-field");
  const kind = labelledFilter(t("audit.what"), h("select", { class: "input", onChange: (event) => set("kind", event.target.value) },
    h("option", { value: "" }, t("audit.kinds.all")), kinds.map(([value, key]) => h("option", { value }, t(key)))));

  async function verify(event) {
    const control = event.currentTarget;
    control.setAttribute("aria-disabled", "true");
    try {
      const said = await api.get("audit/verify");
      replace(verdict, said.intact
        ? box("success", h("p", {}, t("audit.intact", { entries: said.entries })), h("p", { class: "digest" }, h("code", {}, said.head)))
        : box("danger", h("p", {}, t(breaks[said.breakage], { at: said.brokenAt }))));
    } catch (error) {
      replace(verdict, box("danger", h("p", {}, error.text ?? error.message)));
    } finally {
      control.removeAttribute("aria-disabled");
    }
  }

  const element = h("div", { class: "page" },
    pageHead({ title: t("audit.title"), crumbs: [[t("nav.administration")]], note: t("audit.note"), actions: [exports, button({ label: t("audit.verify"), name: "shield", onClick: verify })] }),
    verdict,
    h("div", { class: "tools wrap" }, searchField({ label: t("audit.search"), search: (text) => { filter.q = text; fetch(true); } }),
      who.element, kind, date("from", t("audit.from")), date("to", t("audit.to"))),
    card, h("div", { class: "table-foot" }, searching, more));
  await fetch(true);
  return { element, title: t("audit.title") };
}

/** How a chain may be broken, by the API's names. */
const breaks = { changed: "audit.broken.changed", missing: "audit.broken.missing", moved: "audit.broken.moved", cutOff: "audit.broken.cutOff" };

/** Fields that hold several words, of which each comes and goes by itself. */
const lists = ["scopes", "allowedScopes", "permissions", "secrets"];

/** The words of a field, as the API gives them: one text. */
const words = (field, value) => (value === null ? [] : lists.includes(field) ? value.split(" ").filter(Boolean) : [value]);

/** Fields whose values are words of the API, by what the keys of their texts begin with. */
const spoken = { enabled: "audit.value.", hasPassword: "audit.value.", totp: "audit.value.", role: "role.", reason: "audit.cause." };

/** A value as people say it; names, ids and times are as they are. */
const say = (field, word) => (field === "language" ? languages[word] ?? word : Object.hasOwn(spoken, field) ? named(spoken[field], word) : word);

/** A field by its name. Of a secret's end, the id of the secret is a part of it. */
function fieldName(field) {
  const [, id] = field.match(/^secrets\.(.+)\.endsAt$/) ?? [];
  return id ? t("audit.field.secrets.endsAt", { id }) : named("audit.field.", field);
}

/** Values one below the other; of lists only what came and what went. */
function difference({ field, before, after }) {
  const [old, fresh] = [words(field, before), words(field, after)];
  const gone = old.filter((word) => !fresh.includes(word));
  const come = fresh.filter((word) => !old.includes(word));
  return h("div", { class: "difference" }, h("span", { class: "difference-field", title: field }, fieldName(field)),
    gone.map((text) => h("del", {}, h("span", { class: "visually-hidden" }, `${t("audit.before")}: `), say(field, text))),
    come.map((text) => h("ins", {}, h("span", { class: "visually-hidden" }, `${t("audit.after")}: `), say(field, text))));
}

function row(entry) {
  const subject = entry.subject ?? {};
  const name = subject.name || subject.id || "";
  return h("tr", { "data-sequence": entry.sequence },
    h("td", { class: "nowrap", "data-label": t("audit.time") }, time(entry.time, { seconds: true })),
    h("td", { "data-label": t("audit.who") }, entry.who.replace(/^account:/, "")),
    h("td", { "data-label": t("audit.what") }, h("div", {}, h("div", { class: "kind" }, named("audit.kind.", entry.kind)), h("code", { class: "stable-id" }, entry.kind))),
    h("td", { "data-label": t("audit.subject") }, subject.type === "application" ? h("a", { href: link("applications", subject.id) }, name) : name || h("span", { class: "muted" }, "–")),
    h("td", { "data-label": t("audit.changes") }, (entry.changes ?? []).length === 0 ? h("span", { class: "muted" }, "–") : h("div", { class: "changes" }, entry.changes.map(difference))));
}
