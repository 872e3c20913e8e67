// Accounts: who may sign in, and as what.
import { api, freshKey, part } from "../api.js";
import { h, replace } from "../dom.js";
import { time } from "../format.js";
import { icon } from "../icons.js";
import { attempt } from "../parts/attempt.js";
import { comboField } from "../parts/combobox.js";
import { confirm, mayDiscard, openDialog } from "../parts/dialog.js";
import { button, form, selectField, textField } from "../parts/field.js";
import { keepFocus } from "../parts/focus.js";
import { searchField } from "../parts/grid.js";
import { box, say } from "../parts/notice.js";
import { pagedTable } from "../parts/paged-table.js";
import { showOnce } from "../parts/secret.js";
import { tokenList } from "../parts/token-list.js";
import { can, session } from "../session.js";
import { pageHead } from "../shell.js";
import { t } from "../text.js";

/** The kinds of accounts by their names in the API. */
export const roleName = (role) => t({ operator: "role.operator", reader: "role.reader", merchant: "role.merchant" }[role] ?? "role.reader");

const suggestMerchants = async (q) => (await api.get("merchants", { q, limit: 20 })).items.map(({ id, name }) => ({ value: id, text: name }));

export async function draw({ onLeave }) {
  const write = can("accounts:write");
  let q = "";
  const merchants = new Map();
  // Names of merchants are a matter of comfort; without them the ids stand.
  for (const { id, name } of (await api.get("merchants", { limit: 500 }).catch(() => ({ items: [] }))).items) merchants.set(id, name);
  const table = pagedTable({
    label: t("accounts.title"), onLeave,
    columns: [t("account.name"), t("account.role"), t("application.status"), t("account.totp"), t("account.lastSignIn"), write && null],
    load: (offset, limit, signal) => api.get("accounts", { q, offset, limit }, signal),
    row: (account) => [
      h("span", {}, h("strong", {}, account.name), account.id === session().account.id && h("span", { class: "muted" }, ` (${t("account.you")})`)),
      h("span", {}, roleName(account.role), account.merchantId && h("span", { class: "muted" }, ` · ${merchants.get(account.merchantId) ?? account.merchantId}`)),
      status(account), account.totp ? h("span", { class: "badge good" }, t("on")) : h("span", { class: "muted" }, t("off")),
      time(account.lastSignInAt, { otherwise: t("never") }),
      write && h("span", { class: "row-actions" }, h("button", { type: "button", class: "button small", "aria-label": t("edit.what", { what: account.name }), onClick: () => edit(account, merchants, table) }, icon("edit"), h("span", {}, t("edit")))),
    ],
    none: ["accounts", t("accounts.none"), null], isNarrowed: () => q !== "", count: (count) => t("accounts.count", { count }),
  });
  const element = h("div", { class: "page" },
    pageHead({ title: t("accounts.title"), crumbs: [[t("nav.administration")]], note: t("accounts.note"), actions: write && button({ label: t("accounts.add"), name: "plus", kind: "primary", onClick: () => add(table) }) }),
    h("div", { class: "tools" }, searchField({ label: t("accounts.search"), search: (text) => { q = text; table.reload(); } })), table.element);
  await table.reload();
  return { element, title: t("accounts.title") };
}

function status(account) {
  if (!account.enabled) return h("span", { class: "badge off" }, t("application.disabled"));
  if (!account.hasPassword) return h("span", { class: "badge warn" }, t("account.invited"));
  return h("span", { class: "badge good" }, t("application.enabled"));
}

/** Role and, for a merchant's person, the merchant; `{fields, elements, values()}`. */
function roleFields(account, merchants) {
  const merchant = comboField({
    label: t("role.merchant.of"), suggest: suggestMerchants,
    value: account?.merchantId ? { value: account.merchantId, text: merchants.get(account.merchantId) ?? account.merchantId } : null,
  });
  const show = () => { merchant.element.hidden = role.read() !== "merchant"; };
  const role = selectField({ label: t("account.role"), value: account?.role ?? "merchant", options: ["merchant", "operator", "reader"].map((name) => [name, roleName(name)]), onChange: show });
  show();
  return { fields: { "/role": role, "/merchantId": merchant }, values: () => ({ role: role.read(), ...(role.read() === "merchant" ? { merchantId: merchant.read() } : {}) }), lacks: () => role.read() === "merchant" && !merchant.read() && merchant };
}

async function add(table) {
  const key = freshKey();
  const made = await openDialog({
    title: t("accounts.add"),
    body: (close) => {
      const name = textField({ label: t("signIn.name"), hint: t("account.name.hint"), required: true, "data-first": true });
      const role = roleFields(null, new Map());
      return form({
        fields: { "/name": name, ...role.fields }, label: t("account.invite"), cancel: () => close(null),
        submit: async () => {
          if (refuse(role.lacks())) return;
          close(await api.post("accounts", { name: name.read().trim(), ...role.values() }, { key }));
        },
      });
    },
  });
  if (!made) return;
  await table.reload();
  if (made.invitation) await showInvitation(made.account, made.invitation);
}

function refuse(field) {
  if (!field) return false;
  field.setFault(t("combobox.choose"));
  field.focus();
  return true;
}

const showInvitation = (account, invitation) => showOnce({
  title: t("invitation.title", { name: account.name }), text: [t("invitation.text"), " ", t("invitation.until"), " ", time(invitation.expiresAt), "."], label: t("invitation.link"), value: invitation.url, name: "invitation",
});

async function edit(account, merchants, table) {
  const path = `accounts/${part(account.id)}`;
  const isSelf = account.id === session().account.id;
  const tokens = isSelf ? null : await tokensOf(path);
  const done = await openDialog({
    title: account.name,
    body: (close) => {
      const role = roleFields(account, merchants);
      const after = (action, text) => async () => {
        if (!(await mayDiscard(fields))) return;
        await attempt(async () => {
          await action();
          say(text);
          close("changed");
        });
      };
      const leave = async (value) => { if (await mayDiscard(fields)) close(value); };
      const fields = form({
        fields: role.fields, label: t("save"), cancel: () => close(null),
        submit: async () => {
          if (refuse(role.lacks())) return;
          await api.patch(path, role.values(), account.version);
          say(t("saved", { name: account.name }));
          close("changed");
        },
      });
      return [
        fields,
        tokens,
        isSelf ? box("info", h("p", {}, t("account.self"))) : h("div", { class: "dialog-section" },
          h("h3", {}, t("actions")),
          h("div", { class: "button-row" },
            button({ label: t("account.signOut"), name: "leave", onClick: after(() => api.post(`${path}/sign-out`), t("account.signedOut")) }),
            button({ label: t("account.reset"), name: "key", onClick: () => leave("reset") }),
            account.enabled
              ? button({ label: t("application.disable"), name: "power", onClick: after(() => api.patch(path, { enabled: false }, account.version), t("saved", { name: account.name })) })
              : button({ label: t("application.enable"), name: "power", onClick: after(() => api.patch(path, { enabled: true }, account.version), t("saved", { name: account.name })) }),
            button({ label: t("remove"), name: "trash", kind: "danger-outline", onClick: () => leave("remove") }))),
      ];
    },
  });
  if (done === "reset") await reset(account, path);
  if (done === "remove") await remove(account, path);
  if (done) await table.reload();
}

/** The API tokens of an account, where it has any. */
async function tokensOf(path) {
  const element = h("div", { class: "dialog-section", hidden: true });
  const show = async () => {
    const { items } = await api.get(`${path}/tokens`);
    element.hidden = items.length === 0;
    const restore = keepFocus(element);
    replace(element, h("h3", {}, t("me.tokens")), tokenList(items, { path: `${path}/tokens`, removed: show }));
    restore();
  };
  await attempt(show);
  return element;
}

async function reset(account, path) {
  const sure = await confirm({ title: t("account.reset.title", { name: account.name }), text: t("account.reset.text"), action: t("account.reset") });
  if (sure) await attempt(async () => showInvitation(account, (await api.post(`${path}/reset`)).invitation));
}

async function remove(account, path) {
  const sure = await confirm({ title: t("account.remove.title", { name: account.name }), text: t("account.remove.text"), action: t("remove") });
  if (sure) await attempt(async () => { await api.delete(path, account.version); say(t("removed", { name: account.name })); });
}
