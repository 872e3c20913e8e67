// What surrounds every page: the way around, the name of whoever is signed in, language and colours.
import { api } from "./api.js";
import { h, replace } from "./dom.js";
import { icon, mark } from "./icons.js";
import { mayDiscard } from "./parts/dialog.js";
import { link } from "./router.js";
import { can, session, setSession } from "./session.js";
import { currentLanguage, languages, setLanguage, t } from "./text.js";

/** The pages that there are, by groups, each with what one must be permitted to see it. */
const groups = [
  [null, [["overview", "overview:read"]]],
  ["nav.configuration", [["applications", "applications:read"], ["routes", "routes:read"], ["explain", "routes:read"]]],
  ["nav.administration", [["merchants", "merchants:read"], ["accounts", "accounts:read"], ["audit", "audit:read"]]],
];

const titles = {
  overview: "overview.title", applications: "applications.title", routes: "routes.title", explain: "explain.title",
  merchants: "merchants.title", accounts: "accounts.title", audit: "audit.title", me: "me.title",
};

/** The first page that whoever is signed in may see. */
export const home = () => (can("overview:read") ? "overview" : can("applications:read") ? "applications" : "me");

function theme() {
  try { return localStorage.getItem("tollgate.theme") ?? "system"; } catch { return "system"; }
}

/** Sets light, dark, or what the system has. */
export function setTheme(name) {
  try { localStorage.setItem("tollgate.theme", name); } catch { /* Then only for this visit. */ }
  if (name === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
}

/** The three choices of colours. */
export function themeSwitch() {
  const names = [["system", "system", "theme.system"], ["light", "sun", "theme.light"], ["dark", "moon", "theme.dark"]];
  const group = h("div", { class: "segments", role: "group", "aria-label": t("theme") }, names.map(([name, picture, key]) => h("button", {
    type: "button", class: "segment", "aria-pressed": String(theme() === name), "aria-label": t(key), title: t(key), "data-theme-name": name,
    onClick: () => {
      setTheme(name);
      for (const other of group.children) other.setAttribute("aria-pressed", String(other.dataset.themeName === name));
    },
  }, icon(picture))));
  return group;
}

/** The choice of the language. For whoever is signed in, it is kept with the account. */
export function languageSwitch(redraw) {
  return h("div", { class: "segments", role: "group", "aria-label": t("language") }, Object.entries(languages).map(([code, name]) => h("button", {
    type: "button", class: "segment text", lang: code, "aria-label": name, "aria-pressed": String(code === currentLanguage()), title: name, "data-language": code,
    onClick: async () => {
      if (!(await mayDiscard())) return;
      setLanguage(code);
      redraw();
      document.querySelector(`[data-language="${code}"]`)?.focus();
      if (session()) await api.patch("me", { language: code }).catch(() => {});
    },
  }, code.toUpperCase())));
}

async function signOut() {
  if (!(await mayDiscard())) return;
  // Whatever the API says, nobody is signed in here any more.
  await api.delete("session").catch(() => {});
  setSession(null);
}

function navigation() {
  return groups.map(([heading, entries]) => {
    const permitted = entries.filter(([, permission]) => can(permission));
    return permitted.length > 0 && h("div", { class: "nav-group" },
      heading && h("h2", { class: "nav-heading" }, t(heading)),
      h("ul", {}, permitted.map(([name]) => entry(name))));
  });
}

const entry = (name) => h("li", {}, h("a", { class: "nav-link", href: link(name), "data-page": name }, icon(name), h("span", {}, t(titles[name]))));

/** The frame of the pages: `{element, main, show(name)}`. */
export function shell(redraw) {
  const main = h("main", { id: "main", class: "main", tabindex: -1 });
  const toggle = h("button", { type: "button", class: "icon-button nav-toggle", "aria-expanded": "false", "aria-controls": "sidebar", "aria-label": t("nav.menu") }, icon("menu"));
  const open = (isOpen) => {
    element.classList.toggle("nav-open", isOpen);
    toggle.setAttribute("aria-expanded", String(isOpen));
  };
  toggle.addEventListener("click", () => open(!element.classList.contains("nav-open")));
  const sidebar = h("nav", { class: "sidebar", id: "sidebar", "aria-label": t("nav.label"), onKeydown: (event) => { if (event.key === "Escape") { open(false); toggle.focus(); } } },
    h("div", {}, navigation()),
    h("div", { class: "sidebar-foot" },
      h("ul", {}, h("li", {}, h("a", { class: "nav-link", href: link("me"), "data-page": "me" }, icon("me"), h("span", { class: "me-text" }, h("span", { class: "me-name" }, session().account.name), h("span", { class: "visually-hidden" }, ", "), h("span", { class: "me-role" }, t("me.title")))))),
      h("button", { type: "button", class: "nav-link", onClick: signOut }, icon("leave"), h("span", {}, t("signOut"))),
      h("div", { class: "switches" }, themeSwitch(), languageSwitch(redraw))));
  const skip = h("a", { class: "skip", href: "#main", onClick: (event) => { event.preventDefault(); (main.querySelector("h1") ?? main).focus(); } }, t("skip"));
  const element = h("div", { class: "shell" }, skip,
    h("header", { class: "topbar" }, toggle, h("a", { class: "brand", href: link(home()) }, mark(), h("span", {}, "Tollgate"))),
    sidebar, main);
  return {
    element, main,
    /** Marks the page in the way around. */
    show(name) {
      open(false);
      for (const anchor of sidebar.querySelectorAll("[data-page]")) {
        if (anchor.dataset.page === name) anchor.setAttribute("aria-current", "page");
        else anchor.removeAttribute("aria-current");
      }
    },
  };
}

/** The head of a page: where it stands, its title, and what can be done at the top right. `crumbs`: `[text, address]`. */
export function pageHead({ title, crumbs = [], actions = [], note = null, badge = null }) {
  const heading = h("h1", { tabindex: -1 }, title);
  const trail = crumbs.length > 0 && h("nav", { class: "crumbs", "aria-label": t("crumbs") }, h("ol", {}, crumbs.map(([text, address]) => h("li", {}, address ? h("a", { href: address }, text) : text))));
  return h("div", { class: "page-head" },
    h("div", { class: "page-title" }, trail, h("div", { class: "page-heading" }, heading, badge), note && h("p", { class: "page-note" }, note)),
    h("div", { class: "page-actions" }, actions));
}

/** A part of a page with a heading of its own. */
export function section({ title, note = null, actions = [], className = "" }, ...children) {
  return h("section", { class: `card ${className}` },
    h("div", { class: "card-head" }, h("div", {}, h("h2", {}, title), note && h("p", { class: "muted" }, note)), h("div", { class: "card-actions" }, actions)),
    children);
}

/** Names and values, in two columns where there is room. */
export function facts(pairs) {
  return h("dl", { class: "facts" }, pairs.filter(Boolean).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

/** The frame of the pages before anybody has signed in. */
export function doorway(redraw, title, ...children) {
  return h("div", { class: "doorway" },
    h("main", { class: "doorway-card", id: "main" }, h("div", { class: "doorway-brand" }, mark(), h("span", {}, "Tollgate")), h("h1", { tabindex: -1 }, title), children),
    h("footer", { class: "switches" }, themeSwitch(), languageSwitch(redraw)));
}

/** Puts a page into the place of what was there. */
export const put = (root, element) => replace(root, element);
