// Merchants: who owns applications, and which scopes their people may grant.
import { api, freshKey, part } from "../api.js";
import { h } from "../dom.js";
import { number, time } from "../format.js";
import { icon } from "../icons.js";
import { attempt } from "../parts/attempt.js";
import { resolveConflict } from "../parts/conflict.js";
import { confirm, openDialog } from "../parts/dialog.js";
import { button, form, textField } from "../parts/field.js";
import { searchField } from "../parts/grid.js";
import { say } from "../parts/notice.js";
import { scopeTree } from "../parts/scope-tree.js";
import { pagedTable } from "../parts/paged-table.js";
import { can } from "../session.js";
import { pageHead } from "../shell.js";
import { t } from "../text.js";
import { scopeChips } from "./applications.js";

export async function draw({ onLeave }) {
  const write = can("merchants:write");
  let q = "";
  const table = pagedTable({
    label: t("merchants.title"), onLeave,
    columns: [t("merchant.name"), t("merchant.allowedScopes"), t("merchant.applicationCount"), t("application.updated"), write && null],
    load: (offset, limit, signal) => api.get("merchants", { q, offset, limit }, signal),
    row: (merchant) => [
      h("strong", {}, merchant.name),
      merchant.allowedScopes.length > 0 ? scopeChips(merchant.allowedScopes, 3) : h("span", { class: "muted" }, t("merchant.noScopes")),
      h("span", { class: "figure" }, number(merchant.applications)), time(merchant.updatedAt, { dayOnly: true }),
      write && h("span", { class: "row-actions" },
        h("button", { type: "button", class: "button small", "aria-label": t("edit.what", { what: merchant.name }), onClick: () => edit(merchant, table) }, icon("edit"), h("span", {}, t("edit"))),
        h("button", { type: "button", class: "button small", "aria-label": t("remove.what", { what: merchant.name }), onClick: () => remove(merchant, table) }, icon("trash"), h("span", {}, t("remove")))),
    ],
    none: ["merchants", t("merchants.none"), t("merchants.none.text")], isNarrowed: () => q !== "", count: (count) => t("merchants.count", { count }),
  });
  const element = h("div", { class: "page" },
    pageHead({ title: t("merchants.title"), crumbs: [[t("nav.administration")]], note: t("merchants.note"), actions: write && button({ label: t("merchants.add"), name: "plus", kind: "primary", onClick: () => add(table) }) }),
    h("div", { class: "tools" }, searchField({ label: t("merchants.search"), search: (text) => { q = text; table.reload(); } })), table.element);
  await table.reload();
  return { element, title: t("merchants.title") };
}

async function add(table) {
  const audiences = await api.get("audiences");
  const key = freshKey();
  const made = await openDialog({
    title: t("merchants.add"), wide: true,
    body: (close) => {
      const name = textField({ label: t("merchant.name"), hint: t("merchant.name.hint"), required: true, "data-first": true });
      const scopes = Object.assign(scopeTree({ audiences: audiences.items, label: t("merchant.allowedScopes") }), { required: false });
      return form({ fields: { "/name": name, "/allowedScopes": scopes }, label: t("save"), cancel: () => close(null), submit: async () => close(await api.post("merchants", { name: name.read().trim(), allowedScopes: scopes.read() }, { key })) });
    },
  });
  if (!made) return;
  say(t("merchant.added", { name: made.name }));
  await table.reload();
}

async function edit(merchant, table) {
  const [audiences, current] = await Promise.all([api.get("audiences"), api.get(`merchants/${part(merchant.id)}`)]);
  let known = current;
  const saved = await openDialog({
    title: merchant.name, wide: true,
    body: (close) => {
      const scopes = Object.assign(scopeTree({ audiences: audiences.items, selected: current.allowedScopes, label: t("merchant.allowedScopes") }), { required: false });
      const save = async (values) => {
        try {
          close(await api.patch(`merchants/${part(merchant.id)}`, values, known.version));
        } catch (error) {
          if (error.status !== 412 || !error.current) throw error;
          const chosen = await resolveConflict({ fields: [{ name: "allowedScopes", label: t("merchant.allowedScopes") }], before: known, mine: values, theirs: error.current });
          known = error.current;
          if (!chosen) return;
          scopes.set(chosen.allowedScopes);
          await save(chosen);
        }
      };
      return form({ fields: { "/allowedScopes": scopes }, label: t("save"), cancel: () => close(null), submit: () => save({ allowedScopes: scopes.read() }) });
    },
  });
  if (!saved) return;
  say(t("saved", { name: merchant.name }));
  await table.reload();
}

async function remove(merchant, table) {
  const sure = await confirm({ title: t("merchant.remove.title", { name: merchant.name }), text: t("merchant.remove.text"), action: t("remove") });
  if (!sure) return;
  await attempt(async () => {
    await api.delete(`merchants/${part(merchant.id)}`, merchant.version);
    say(t("removed", { name: merchant.name }));
    await table.reload();
  });
}
