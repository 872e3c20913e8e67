// Starts the console, and draws the page that the address names.
import { api } from "./api.js";
import { h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { closeDialogs, mayDiscard, mustAsk } from "./parts/dialog.js";
import { keepFocus } from "./parts/focus.js";
import { failure, loading } from "./parts/notice.js";
import { signInAgain } from "./parts/sign-in-form.js";
import { giveUp } from "./parts/unsaved.js";
import { go, link, onMove, place, rename } from "./router.js";
import { can, onSession, onSessionEnd, renewSession, session, setSession } from "./session.js";
import { home, pageHead, shell } from "./shell.js";
import { preferredLanguage, setLanguage, t } from "./text.js";
import * as accounts from "./pages/accounts.js";
import * as application from "./pages/application.js";
import * as applicationForm from "./pages/application-form.js";
import * as applications from "./pages/applications.js";
import * as audit from "./pages/audit.js";
import * as explain from "./pages/explain.js";
import * as me from "./pages/me.js";
import * as merchants from "./pages/merchants.js";
import * as overview from "./pages/overview.js";
import * as routes from "./pages/routes.js";
import * as signIn from "./pages/sign-in.js";
import * as welcome from "./pages/welcome.js";

const root = document.getElementById("root");
let frame = null;
/** Ends what the page that is shown keeps running. */
let leave = [];
/** Which drawing is the newest; one that comes late is thrown away. */
let turn = 0;
/** Where somebody wanted to go before signing in. */
let wanted = null;

/** The page of an address: its module, what it needs, and its name in the way around. */
function pageOf(parts) {
  const [name, id, action] = parts;
  const simple = { overview: [overview, "overview:read"], routes: [routes, "routes:read"], explain: [explain, "routes:read"], merchants: [merchants, "merchants:read"], accounts: [accounts, "accounts:read"], audit: [audit, "audit:read"], me: [me, null] };
  if (name === "applications") {
    if (id === "new") return { page: applicationForm, name, permission: "applications:write" };
    if (action === "edit") return { page: applicationForm, name, permission: "applications:write" };
    return { page: id ? application : applications, name, permission: "applications:read" };
  }
  if (!Object.hasOwn(simple, name ?? "")) return null;
  const [page, permission] = simple[name];
  return { page, name, permission };
}

function endPage() {
  closeDialogs();
  for (const end of leave.splice(0)) end();
}

async function draw({ focus = true } = {}) {
  const { parts, query } = place();
  const mine = ++turn;
  // Before anything is taken away: what waits to be drawn may be preceded by the sign of waiting.
  const restore = focus ? () => {} : keepFocus(root);
  endPage();
  if (parts[0] === "welcome") return drawDoorway(welcome, parts[1] ?? "", focus);
  if (!session()) return drawDoorway(signIn, null, focus);
  if (parts.length === 0 || parts[0] === "sign-in") {
    rename(home());
    return draw({ focus });
  }
  if (!frame) {
    frame = shell(redraw);
    replace(root, frame.element);
  }
  const found = pageOf(parts);
  frame.show(found?.name);
  if (!found || (found.permission && !can(found.permission))) return settle(nothingHere(), t("page.none"), focus);
  const wait = setTimeout(() => { if (mine === turn) replace(frame.main, loading()); }, 150);
  const context = { parts, query, redraw: () => draw({ focus: false }), onLeave: (end) => leave.push(end) };
  try {
    const { element, title, shown, focus: target } = await found.page.draw(context);
    clearTimeout(wait);
    if (mine !== turn) return;
    settle(element, title, focus && !target);
    await shown?.();
    if (focus) target?.focus();
    else restore(root);
  } catch (error) {
    if (mine !== turn || error.name === "AbortError") return;
    settle(error.status === 404 ? nothingHere() : failure(error, () => draw()), t("failure.title"), focus);
    if (error.status === undefined) throw error;
  } finally {
    clearTimeout(wait);
  }
}

function settle(element, title, focus) {
  replace(frame.main, element);
  frame.main.scrollTop = 0;
  document.title = `${title} · Tollgate`;
  if (focus) (frame.main.querySelector("h1") ?? frame.main).focus({ preventScroll: true });
}

/** The same for what is not there, what is not permitted, and what is another merchant's. */
function nothingHere() {
  return h("div", { class: "page" }, pageHead({ title: t("page.none") }),
    h("div", { class: "empty" }, icon("search", "large"), h("p", { class: "muted" }, t("page.none.text")), h("a", { class: "button", href: link(home()) }, t("page.home"))));
}

async function drawDoorway(page, token, focus) {
  frame = null;
  const { element, title } = await page.draw({ token, redraw, entered });
  replace(root, element);
  document.title = `${title} · Tollgate`;
  (focus ? root.querySelector("h1") : root.querySelector("input"))?.focus();
}

/** Somebody has signed in. */
function entered(value) {
  const target = wanted;
  wanted = null;
  if (value.account.language) setLanguage(value.account.language);
  setSession(value);
  if (!target) return go(home());
  if (location.hash === target) return draw();
  location.hash = target;
}

/** Draws everything anew: in another language. */
function redraw() {
  frame = null;
  draw({ focus: false });
}

onSession((value) => {
  frame = null;
  // Whatever is still being drawn was for whoever has left.
  turn += 1;
  if (value) return;
  // Whoever has left cannot save any more.
  giveUp();
  closeDialogs();
  const { parts } = place();
  if (!["sign-in", "welcome"].includes(parts[0] ?? "sign-in")) wanted = location.hash;
  if (location.hash === "#/sign-in") draw();
  else location.hash = "#/sign-in";
});

onSessionEnd(async () => {
  // Signing in leads back here. Where something would be lost by the way, it is done before the page.
  if (!mustAsk()) {
    setSession(null);
    return false;
  }
  const renewed = await signInAgain(session().account);
  if (renewed) renewSession(renewed);
  return renewed !== undefined;
});

async function start() {
  setLanguage(preferredLanguage());
  // Only an answer tells: the cookie cannot be seen from here.
  let value = null;
  try {
    value = await api.get("session");
  } catch (error) {
    if (error.status !== 401) return replace(root, h("main", { id: "main" }, failure(error, () => { replace(root, loading()); start(); })));
  }
  if (value) {
    if (value.account.language) setLanguage(value.account.language);
    setSession(value);
  } else if (place().parts[0] !== "welcome") {
    const { parts } = place();
    if (parts.length > 0 && parts[0] !== "sign-in") wanted = location.hash;
  }
  onMove({ draw, mustAsk, mayLeave: mayDiscard });
  await draw({ focus: false });
}

start();
