// The words of the pages, in the language of whoever reads them.
import en from "./messages/en.js";
import nl from "./messages/nl.js";

const tables = { en, nl };

/** The languages that there are, each by its own name. */
export const languages = { en: "English", nl: "Nederlands" };

let language = "en";
let plurals = new Intl.PluralRules(language);

/** The language that is in use, such as `nl`. */
export const currentLanguage = () => language;

/** The language of this browser: what was chosen here before, else what the browser asks for, else English. */
export function preferredLanguage() {
  let chosen = null;
  try { chosen = localStorage.getItem("tollgate.language"); } catch { /* Then what the browser asks for. */ }
  const wanted = [chosen, ...navigator.languages].map((name) => name?.slice(0, 2).toLowerCase());
  return wanted.find((name) => name in tables) ?? "en";
}

/** Sets the language of what is drawn from now on, and keeps it for the next visit. */
export function setLanguage(name) {
  if (!(name in tables)) return;
  language = name;
  plurals = new Intl.PluralRules(name);
  document.documentElement.lang = name;
  try { localStorage.setItem("tollgate.language", name); } catch { /* Then only for this visit. */ }
}

/**
 * The text of a key, with `{name}` replaced by what is given under that name. Where `count` is given, the key's form for
 * that number (`key.one`, `key.other`).
 */
export function t(key, values = {}) {
  const form = "count" in values ? `${key}.${plurals.select(values.count)}` : key;
  const table = tables[language];
  const text = table[form] ?? table[`${key}.other`] ?? table[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? inWords(values[name]) : "–"));
}

/** A value of the API within a text: a number, a list, what a route asks of a token (`{all: […]}` or `{any: […]}`), or a text. */
function inWords(value) {
  if (typeof value === "number") return new Intl.NumberFormat(language).format(value);
  if (Array.isArray(value)) return value.length > 0 ? value.join(", ") : t("none");
  if (value === null || typeof value !== "object") return String(value);
  const [[kind, scopes] = ["all", []]] = Object.entries(value);
  if (scopes.length < 2) return scopes[0] ?? t("requirement.nothing");
  return t(kind === "any" ? "requirement.any" : "requirement.all", { scopes });
}

/** The text of an id of the API, by what its key begins with; the id itself where there is none, as of a newer gateway's audit. */
export const named = (beginning, id) => (hasText(beginning + id) ? t(beginning + id) : id);

/** Whether there is a text of this key, or of its forms for numbers. */
export const hasText = (key) => Object.hasOwn(tables[language], key) || Object.hasOwn(tables[language], `${key}.other`);
