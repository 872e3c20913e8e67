// My account: password, second factor, sessions, API tokens, language and colours.
import { api, freshKey, part } from "../api.js";
import { h, replace } from "../dom.js";
import { time } from "../format.js";
import { attempt } from "../parts/attempt.js";
import { copyable } from "../parts/copy.js";
import { openDialog } from "../parts/dialog.js";
import { button, checkbox, form, selectField, textField } from "../parts/field.js";
import { isUnsaved } from "../parts/unsaved.js";
import { box, say } from "../parts/notice.js";
import { qrCode } from "../parts/qr.js";
import { showOnce } from "../parts/secret.js";
import { tokenList } from "../parts/token-list.js";
import { session } from "../session.js";
import { facts, languageSwitch, pageHead, section, themeSwitch } from "../shell.js";
import { t } from "../text.js";
import { roleName } from "./accounts.js";

export async function draw({ redraw }) {
  const [{ account }, sessions, tokens] = await Promise.all([api.get("me"), api.get("me/sessions"), api.get("me/tokens")]);
  const element = h("div", { class: "page" },
    pageHead({ title: t("me.title") }),
    h("div", { class: "columns" },
      section({ title: account.name }, facts([
        [t("account.role"), roleName(account.role)],
        [t("account.lastSignIn"), time(account.lastSignInAt)],
        [t("language"), languageSwitch(() => redraw())],
        [t("theme"), themeSwitch()],
      ])),
      section({ title: t("me.totp"), note: t("me.totp.note") }, secondFactor(account, redraw))),
    h("div", { class: "columns" }, keptPassword() ?? passwordSection(redraw), sessionsSection(sessions.items, redraw)),
    tokensSection(tokens.items, redraw));
  return { element, title: t("me.title") };
}

/** The form of the password that stands on the page, where somebody has begun to fill it in: ending a session keeps that. */
function keptPassword() {
  const section = document.querySelector("main .password-section");
  return section && isUnsaved(section) ? section : null;
}

function passwordSection(redraw) {
  const current = textField({ label: t("password.current"), type: "password", autocomplete: "current-password", required: true });
  const fresh = textField({ label: t("password.new"), hint: t("password.hint"), type: "password", autocomplete: "new-password", required: true });
  const again = textField({ label: t("password.again"), type: "password", autocomplete: "new-password", required: true });
  return section({ title: t("me.password"), note: t("me.password.note"), className: "password-section" }, form({
    fields: { "/currentPassword": current, "/newPassword": fresh, "/again": again }, label: t("me.password.action"),
    submit: async (saved) => {
      if (fresh.read() !== again.read()) {
        again.setFault(t("password.differs"));
        return again.focus();
      }
      await api.post("me/password", { currentPassword: current.read(), newPassword: fresh.read() });
      saved();
      say(t("me.password.changed"));
      await redraw();
    },
  }));
}

// MARK: The second factor

function secondFactor(account, redraw) {
  return h("div", { class: "padded second-factor" },
    h("p", {}, account.totp ? h("span", { class: "badge good" }, t("me.totp.on")) : h("span", { class: "badge off" }, t("me.totp.off"))),
    account.totp
      ? button({ label: t("me.totp.remove"), onClick: () => removeFactor(redraw) })
      : button({ label: t("me.totp.add"), name: "shield", onClick: () => addFactor(redraw) }));
}

const currentPassword = () => textField({ label: t("password.current"), type: "password", autocomplete: "current-password", required: true, "data-first": true });

async function removeFactor(redraw) {
  const done = await openDialog({
    title: t("me.totp.remove"),
    body: (close) => {
      const password = currentPassword();
      return form({ fields: { "/currentPassword": password }, label: t("me.totp.remove"), kind: "danger", cancel: () => close(false), submit: async () => { await api.post("me/totp/remove", { currentPassword: password.read() }); close(true); } });
    },
  });
  if (done) await redraw();
}

async function addFactor(redraw) {
  const made = await openDialog({
    title: t("me.totp.add"),
    body: (close) => {
      const password = currentPassword();
      return form({ fields: { "/currentPassword": password }, label: t("continue"), cancel: () => close(null), submit: async () => close(await api.post("me/totp", { currentPassword: password.read() })) });
    },
  });
  if (!made) return;
  const done = await openDialog({
    title: t("me.totp.add"), wide: true,
    body: (close) => {
      const code = textField({ label: t("signIn.code"), hint: t("me.totp.code.hint"), inputmode: "numeric", autocomplete: "one-time-code", required: true, maxlength: 6, "data-first": true });
      return [
        h("p", {}, t("me.totp.scan")),
        h("div", { class: "totp" }, qrCode(made.uri, t("me.totp.qr")), facts([
          [t("me.totp.secret"), copyable(made.secret, t("copy.what", { what: t("me.totp.secret") }))],
          [t("me.totp.uri"), h("code", { class: "break", "data-shown": "otpauth" }, made.uri)]])),
        form({ fields: { "/code": code }, label: t("me.totp.confirm"), cancel: () => close(false), submit: async () => { await api.post("me/totp/confirm", { code: code.read().replaceAll(" ", "") }); close(true); } }),
      ];
    },
  });
  if (!done) return;
  say(t("me.totp.added"));
  await redraw();
}

// MARK: Sessions and tokens

function sessionsSection(items, redraw) {
  return section({ title: t("me.sessions"), note: t("me.sessions.note") },
    h("ul", { class: "rows" }, items.map((item) => h("li", { "data-session": item.id },
      h("div", {}, h("div", {}, item.address || t("me.session"), item.current && h("span", { class: "badge good beside" }, t("me.session.current"))),
        h("div", { class: "muted small" }, t("me.session.used"), " ", time(item.lastUsedAt), item.userAgent && ` · ${browser(item.userAgent)}`)),
      !item.current && h("button", { type: "button", class: "button small", onClick: () => attempt(async () => { await api.delete(`me/sessions/${part(item.id)}`); say(t("me.session.ended")); await redraw(); }) }, t("me.session.end"))))));
}

/** The name of a browser in what it says it is. Most say that they are others as well, so the order matters. */
const browser = (text) => ["Firefox", "Edg", "OPR", "Chrome", "Safari", "curl"].find((name) => text.includes(name))?.replace("Edg", "Edge").replace("OPR", "Opera") ?? text.slice(0, 40);

function tokensSection(items, redraw) {
  return section({ title: t("me.tokens"), note: t("me.tokens.note"), actions: button({ label: t("me.tokens.add"), name: "plus", onClick: () => addToken(redraw) }) },
    items.length === 0 ? h("p", { class: "muted padded" }, t("me.tokens.none")) : tokenList(items, { path: "me/tokens", removed: redraw }));
}

async function addToken(redraw) {
  const key = freshKey();
  const made = await openDialog({
    title: t("me.tokens.add"),
    body: (close) => {
      const name = textField({ label: t("me.tokens.name"), hint: t("me.tokens.name.hint"), required: true, "data-first": true });
      const days = selectField({ label: t("me.tokens.expires"), value: "90", options: [7, 30, 90, 365].map((amount) => [String(amount), t("me.tokens.days", { amount })]) });
      const boxes = session().permissions.map((permission) => [permission, checkbox({ label: permission, checked: permission === "applications:read" })]);
      const fault = h("div", {});
      const permissions = {
        element: h("fieldset", { class: "radios stacked" }, h("legend", {}, t("me.tokens.permissions")), boxes.map(([, one]) => one.element), fault),
        read: () => boxes.filter(([, one]) => one.read()).map(([permission]) => permission), required: true, missing: t("me.tokens.permissions.required"),
        setFault: (text) => replace(fault, text && box("danger", h("p", {}, text))), focus: () => boxes[0][1].control.focus(),
      };
      return form({
        fields: { "/name": name, "/permissions": permissions, "/expiresInDays": days }, label: t("me.tokens.make"), cancel: () => close(null),
        submit: async () => close(await api.post("me/tokens", { name: name.read().trim(), permissions: permissions.read(), expiresInDays: Number(days.read()) }, { key })),
      });
    },
  });
  if (!made) return;
  await showOnce({ title: t("me.tokens.made"), text: t("me.tokens.once"), label: t("me.tokens.token"), value: made.token, name: "token" });
  await redraw();
}
