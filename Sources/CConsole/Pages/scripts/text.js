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
  const text = tables[language][form] ?? tables[language][`${key}.other`] ?? tables.en[form] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    if (!(name in values)) return whole;
    return typeof values[name] === "number" ? new Intl.NumberFormat(language).format(values[name]) : String(values[name]);
  });
}

/** Whether there is a text of this key. */
export const hasText = (key) => key in tables[language];
