// Registering an application, and editing one.
import { api, freshKey, part } from "../api.js";
import { h } from "../dom.js";
import { comboField } from "../parts/combobox.js";
import { resolveConflict } from "../parts/conflict.js";
import { form, textField } from "../parts/field.js";
import { say } from "../parts/notice.js";
import { scopeTree } from "../parts/scope-tree.js";
import { showCredentials } from "../parts/secret.js";
import { go, link } from "../router.js";
import { session } from "../session.js";
import { pageHead } from "../shell.js";
import { t } from "../text.js";
import { mark } from "./applications.js";

/** Suggests merchants by their names. */
export const suggestMerchants = async (q) =>
  (await api.get("merchants", { q, limit: 20 })).items.map((merchant) => ({ value: merchant.name, text: merchant.name, detail: t("merchant.applications", { count: merchant.applications }) }));

export const draw = ({ parts }) => (parts[1] === "new" ? drawRegistration() : drawEdit(parts[1]));

const crumbs = () => [[t("nav.configuration")], [t("applications.title"), link("applications")]];

async function drawRegistration() {
  const [audiences, meta] = await Promise.all([api.get("audiences"), api.get("meta")]);
  const key = freshKey();
  const name = textField({ label: t("application.name"), hint: t("application.name.hint"), required: true, maxlength: 200 });
  const owner = session().account.role !== "merchant" && comboField({ label: t("application.owner"), hint: t("application.owner.hint"), suggest: suggestMerchants, free: true, required: true });
  const scopes = scopeTree({ audiences: audiences.items, label: t("application.scopes") });
  const fields = { "/name": name, ...(owner ? { "/owner": owner } : {}), "/scopes": scopes };

  async function submit(saved) {
    const body = { name: name.read().trim(), scopes: scopes.read(), ...(owner ? { owner: owner.read() } : {}) };
    const { application, clientSecret } = await api.post("applications", body, { key });
    saved();
    mark(application, { reset: true });
    go("applications");
    await new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
    await showCredentials({ title: t("applications.registered", { name: application.name }), application, secret: clientSecret, endpoint: meta.tokenEndpoint });
    document.querySelector("[aria-selected=true] .grid-link")?.focus();
  }

  const element = h("div", { class: "page narrow" }, pageHead({ title: t("applications.register"), crumbs: crumbs() }),
    h("div", { class: "card" }, form({ fields, submit, label: t("save"), cancel: () => go("applications") })));
  return { element, title: t("applications.register"), focus: name };
}

async function drawEdit(id) {
  const [application, audiences] = await Promise.all([api.get(`applications/${part(id)}`), api.get("audiences")]);
  const name = textField({ label: t("application.name"), value: application.name, required: true, maxlength: 200 });
  const scopes = scopeTree({ audiences: audiences.items, selected: application.scopes, label: t("application.scopes") });
  let known = application;

  async function submit(done) {
    await save({ name: name.read().trim(), scopes: scopes.read() }, done);
  }

  /** Sends what differs from what was last seen. What somebody else changed meanwhile is shown first, and then decided upon. */
  async function save(values, done) {
    try {
      const saved = await api.patch(`applications/${part(id)}`, values, known.version);
      done();
      mark(saved, { reset: false });
      say(t("application.saved", { name: saved.name }));
      go("applications");
    } catch (error) {
      if (error.status !== 412 || !error.current) throw error;
      const fields = [{ name: "name", label: t("application.name") }, { name: "scopes", label: t("application.scopes") }];
      const chosen = await resolveConflict({ fields, before: known, mine: values, theirs: error.current });
      known = error.current;
      if (!chosen) return;
      name.set(chosen.name);
      scopes.set(chosen.scopes);
      await save(chosen, done);
    }
  }

  const element = h("div", { class: "page narrow" },
    pageHead({ title: t("application.edit"), crumbs: [...crumbs(), [application.name, link("applications", id)]] }),
    h("div", { class: "card" }, form({ fields: { "/name": name, "/scopes": scopes }, submit, label: t("save"), cancel: () => go("applications", id) })));
  return { element, title: t("application.edit"), focus: name };
}
