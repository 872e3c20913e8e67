// Numbers, times and sizes, as they are written in the language in use.
import { h } from "./dom.js";
import { currentLanguage, t } from "./text.js";

/** The language with the country that this browser asks for, where it does: days are written differently in each. */
const locale = () => navigator.languages.find((name) => name.startsWith(currentLanguage())) ?? currentLanguage();

/** A number with its separators; at most so many decimals. */
export const number = (value, decimals = 0) =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: decimals }).format(value);

const formats = new Map();

function dateFormat(options) {
  const key = locale() + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale(), options));
  return formats.get(key);
}

/** A day, such as 30 Nov 2026. */
export const day = (text) =>
  dateFormat({ day: "numeric", month: "short", year: "numeric", timeZone: text.length === 10 ? "UTC" : undefined })
    .format(new Date(text));

/** A day with the time, to the second where asked. */
export const moment = (text, seconds = false) =>
  dateFormat({
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
    second: seconds ? "2-digit" : undefined, hourCycle: "h23",
  }).format(new Date(text));

/** A `time` element; the exact time in UTC is its title. `otherwise` stands where there is none. */
export function time(text, { seconds = false, otherwise = "–", dayOnly = false } = {}) {
  if (!text) return h("span", { class: "muted" }, otherwise);
  const exact = text.replace("T", " ").replace("Z", " UTC");
  return h("time", { datetime: text, title: exact }, dayOnly || text.length === 10 ? day(text) : moment(text, seconds));
}

/** How long ago or ahead, in the largest unit that fits. */
export function relative(text) {
  const seconds = (new Date(text) - Date.now()) / 1000;
  const units = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60]];
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(currentLanguage(), { numeric: "auto" }).format(Math.round(seconds / length), unit);
}

/** A length of time in its two largest units. */
export function duration(seconds) {
  const parts = [[86400, "time.days"], [3600, "time.hours"], [60, "time.minutes"], [1, "time.seconds"]];
  const texts = [];
  let rest = Math.floor(seconds);
  for (const [length, key] of parts) {
    const amount = Math.floor(rest / length);
    rest -= amount * length;
    if (amount > 0 || (length === 1 && texts.length === 0)) texts.push(t(key, { amount }));
  }
  return texts.slice(0, 2).join(" ");
}

/** A size in MiB or GiB. */
export function size(bytes) {
  const mebibytes = bytes / 1048576;
  return mebibytes < 1024 ? `${number(mebibytes, mebibytes < 10 ? 1 : 0)} MiB` : `${number(mebibytes / 1024, 1)} GiB`;
}
