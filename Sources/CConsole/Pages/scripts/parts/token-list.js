// API tokens in a list, each with what it may, how long, and its last use.
import { api, part } from "../api.js";
import { h } from "../dom.js";
import { day, time } from "../format.js";
import { icon } from "../icons.js";
import { t } from "../text.js";
import { attempt } from "./attempt.js";
import { confirm } from "./dialog.js";
import { say } from "./notice.js";

/** `path`: where they stand in the API. `removed(item)` is called, and waited for, when one is revoked. */
export const tokenList = (items, { path, removed }) =>
  h("ul", { class: "rows" }, items.map((item) => h("li", { "data-token": item.id },
    h("div", {}, h("div", {}, h("strong", {}, item.name)),
      h("div", { class: "chips" }, item.permissions.map((name) => h("span", { class: "chip" }, name))),
      h("div", { class: "muted small" }, t("me.tokens.expires"), " ", time(item.expiresAt, { dayOnly: true }), " · ", t("me.tokens.used"), " ", item.lastUsed ? day(item.lastUsed) : t("never"))),
    removed && h("button", { type: "button", class: "button small", "aria-label": t("remove.what", { what: item.name }), onClick: () => remove(item, path, removed) }, icon("trash"), h("span", {}, t("remove"))))));

async function remove(item, path, removed) {
  const sure = await confirm({ title: t("me.tokens.remove", { name: item.name }), text: t("me.tokens.remove.text"), action: t("remove") });
  if (sure) await attempt(async () => { await api.delete(`${path}/${part(item.id)}`); say(t("removed", { name: item.name })); await removed(item); });
}
