// Explain: a request, who makes it, and every step of the decision.
import { api } from "../api.js";
import { append, h, replace } from "../dom.js";
import { moment, relative } from "../format.js";
import { icon } from "../icons.js";
import { comboField } from "../parts/combobox.js";
import { form, selectField, textField, labelled } from "../parts/field.js";
import { box, empty } from "../parts/notice.js";
import { scopeTree } from "../parts/scope-tree.js";
import { can } from "../session.js";
import { pageHead, section } from "../shell.js";
import { t } from "../text.js";
import { pattern, requirement } from "./routes.js";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

const suggestApplications = async (q) =>
  (await api.get("applications", { q, limit: 20 })).items.map((item) => ({ value: item.clientId, text: item.name, detail: `${item.owner} · ${item.clientId}` }));

/** The two readable parts of a token; `null` where it is none. Nothing is verified here: the gateway does that. */
export function decodeToken(text) {
  const parts = text.trim().split(".");
  if (parts.length !== 3) return null;
  try {
    const [header, claims] = parts.slice(0, 2).map((part) => {
      const bytes = Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
      return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    });
    return { header, claims };
  } catch {
    return null;
  }
}

function decoded(text) {
  if (text.trim() === "") return null;
  const token = decodeToken(text);
  if (!token) return h("p", { class: "muted small" }, t("explain.token.undecodable"));
  const list = (values) => h("dl", { class: "claims" }, Object.entries(values).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, h("code", {}, typeof value === "string" ? value : JSON.stringify(value)), ["iat", "exp", "nbf"].includes(name) && Number.isFinite(value) && Math.abs(value) < 8e12 && h("span", { class: "muted" }, ` ${moment(new Date(value * 1000).toISOString(), true)}, ${relative(new Date(value * 1000).toISOString())}`)))));
  return h("div", { class: "decoded" }, h("h2", { class: "subhead" }, t("explain.token.header")), list(token.header), h("h2", { class: "subhead" }, t("explain.token.claims")), list(token.claims), h("p", { class: "muted small" }, t("explain.token.unverified")));
}

export async function draw() {
  const audiences = await api.get("audiences").catch(() => ({ items: [] }));
  const method = selectField({ label: t("explain.method"), options: methods.map((name) => [name, name]), value: "GET" });
  const target = textField({ label: t("explain.target"), hint: t("explain.target.hint"), placeholder: "/transactions/17", required: true });
  const host = textField({ label: t("explain.host"), hint: t("explain.host.hint") });
  const application = can("applications:read") && comboField({ label: t("explain.application"), suggest: suggestApplications, placeholder: t("explain.application.hint"), required: false });
  const scopes = scopeTree({ audiences: audiences.items.map((audience) => ({ ...audience, operations: audience.operations.map((operation) => ({ ...operation, grantable: true })) })), label: t("explain.scopes") });
  const area = h("textarea", { class: "input mono", rows: 4, autocomplete: "off", spellcheck: "false", onInput: () => replace(reading, decoded(area.value)) });
  const token = Object.assign(labelled(area, { label: t("explain.token"), hint: t("explain.token.hint") }), { read: () => area.value.trim() });
  const reading = h("div", {});
  const ways = { application: application && [application.element], token: [token.element, reading], scopes: [scopes.element], nobody: [] };
  const place = h("div", { class: "caller" });
  let caller = application ? "application" : "token";
  const choose = (name) => { caller = name; replace(place, ways[name]); };
  const keys = { application: "explain.by.application", token: "explain.by.token", scopes: "explain.by.scopes", nobody: "explain.by.nobody" };
  const radios = h("fieldset", { class: "radios" }, h("legend", {}, t("explain.caller")), Object.keys(ways).filter((name) => ways[name]).map((name) => h("div", { class: "radio" },
    h("input", { type: "radio", name: "caller", id: `caller-${name}`, value: name, checked: name === caller, onChange: () => choose(name) }), h("label", { for: `caller-${name}` }, t(keys[name])))));
  choose(caller);
  const result = h("div", { class: "explain-result", role: "region", "aria-live": "polite", "aria-label": t("explain.result") }, empty("explain", t("explain.empty"), t("explain.empty.text")));

  async function submit(asked) {
    const body = { method: method.read(), target: target.read().trim(), ...(host.read().trim() ? { host: host.read().trim() } : {}) };
    await (caller === "application" ? application.settle() : null);
    const values = { application: application && application.read(), token: token.read(), scopes: scopes.read() };
    if (caller !== "nobody") {
      if (values[caller].length === 0) {
        const field = { application, token, scopes }[caller];
        field.setFault(t(caller === "application" && field.control.value.trim() ? "combobox.choose" : "form.required"));
        return field.focus();
      }
      body[caller] = values[caller];
    }
    replace(result, answer(await api.post("explain", body)));
    asked();
    // Below the form, where there is no room beside it.
    if (result.getBoundingClientRect().top > innerHeight - 120) result.scrollIntoView({ block: "start" });
  }

  const fields = { "/method": method, "/target": target, "/host": host, ...(application ? { "/application": application } : {}), "/token": token, "/scopes": { ...scopes, required: false } };
  const element = h("div", { class: "page" },
    pageHead({ title: t("explain.title"), crumbs: [[t("nav.configuration")]], note: t("explain.note") }),
    h("div", { class: "explain" },
      h("div", { class: "card" }, form({ fields, submit, label: t("explain.action"), body: [h("div", { class: "request-line" }, method.element, target.element), host.element, radios, place] })),
      result));
  return { element, title: t("explain.title") };
}

/** The decision, and the steps that led to it. */
export function answer(said) {
  const allowed = said.decision !== "refused";
  return h("div", { class: "card" },
    h("div", { class: `verdict ${allowed ? "good" : "bad"}` }, icon(allowed ? "check" : "cross", "large"),
      h("div", {}, h("h2", {}, t({ allowed: "explain.allowed", refused: "explain.refused", answered: "explain.answered" }[said.decision])),
        h("p", {}, allowed
          ? said.forwarded && [t("explain.forwarded"), " ", h("code", {}, `${said.request.method} ${said.forwarded.path}`), " → ", h("code", {}, said.forwarded.upstream)]
          : h("code", {}, `${said.status ?? ""} ${said.reason ?? ""}`)))),
    h("ol", { class: "steps" }, (said.steps ?? []).map((each) => step(each, said.scopes))),
    said.route && h("div", { class: "explain-route" }, h("h3", {}, t("explain.route")), h("p", { class: "match" }, pattern(said.route.route ?? said.route.path), requirement(said.route))),
    said.scopes && scopesTable(said.scopes),
    (said.resembling ?? []).length > 0 && h("div", { class: "explain-route" }, h("h3", {}, t("explain.resembling")), said.resembling.map((route) => h("p", {}, pattern(typeof route === "string" ? route : route.route)))));
}

/** Who lacks the scopes that do not count: a token cannot have what its application may not. */
function lack(missing, { token, application }) {
  const list = typeof missing === "string" ? missing.split(" ") : missing;
  const refused = application ? list.filter((scope) => !application.includes(scope)) : [];
  const notGiven = list.filter((scope) => !refused.includes(scope) && !token?.includes(scope));
  return [refused.length > 0 && t("lack.application", { scopes: refused }), notGiven.length > 0 && t("lack.token", { scopes: notGiven })].filter(Boolean).join(" ");
}

/** What a step found, in the words of the page. */
function told({ outcome, finding, values }) {
  if (!finding) return null;
  const shown = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, name.endsWith("At") ? moment(value, true) : value]));
  return t(`${outcome === "refused" ? "refusal" : "finding"}.${finding}`, shown);
}

function step(said, scopes) {
  const { step, outcome } = said;
  const pictures = { passed: ["check", t("step.passed")], refused: ["cross", t("step.refused")], notReached: ["minus", t("step.notReached")] };
  const [picture, word] = pictures[outcome] ?? pictures.notReached;
  return h("li", { class: `step ${outcome}` }, h("span", { class: "step-mark" }, icon(picture)),
    h("div", {}, h("div", { class: "step-name" }, t(`step.name.${step}`), h("span", { class: "visually-hidden" }, `: ${word}`)), h("div", { class: "step-text" }, told(said)),
      said.finding === "scope.missing" && h("div", { class: "step-lack" }, lack(said.values.missing, scopes ?? {}))));
}

function scopesTable(scopes) {
  const rows = [["token", t("explain.scopes.token")], ["application", t("explain.scopes.application")], ["counting", t("explain.scopes.counting")]];
  const present = rows.filter(([name]) => Array.isArray(scopes[name]));
  return h("dl", { class: "facts explain-scopes" }, present.map(([name, label]) => h("div", {}, h("dt", {}, label), append(h("dd", {}), [scopes[name].length > 0 ? h("span", { class: "chips" }, scopes[name].map((scope) => h("span", { class: "chip" }, scope))) : h("span", { class: "muted" }, t("none"))]))));
}
