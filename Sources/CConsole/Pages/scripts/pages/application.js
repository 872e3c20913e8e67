// One application: what it is, its secrets, and what can be done with it.
import { api, freshKey, part, Problem } from "../api.js";
import { h } from "../dom.js";
import { relative, time } from "../format.js";
import { icon } from "../icons.js";
import { attempt } from "../parts/attempt.js";
import { copyable } from "../parts/copy.js";
import { confirm, openDialog } from "../parts/dialog.js";
import { button, checkbox, form, selectField, textField } from "../parts/field.js";
import { box, say } from "../parts/notice.js";
import { showCredentials } from "../parts/secret.js";
import { go, link } from "../router.js";
import { can, session } from "../session.js";
import { facts, pageHead, section } from "../shell.js";
import { t } from "../text.js";
import { statusBadge } from "./applications.js";

/** How many secrets may be live at once. */
const mostSecrets = 2;

export async function draw({ parts, redraw }) {
  const id = parts[1];
  const path = `applications/${part(id)}`;
  const application = await api.get(path);
  const write = can("applications:write");
  const act = (action, done) => attempt(async () => {
    await action();
    say(done);
    await redraw();
  });

  const element = h("div", { class: "page" },
    pageHead({
      title: application.name, badge: statusBadge(application), crumbs: [[t("nav.configuration")], [t("applications.title"), link("applications")]],
      actions: write && [
        application.enabled
          ? button({ label: t("application.disable"), name: "power", onClick: () => disable(application, path, act) })
          : button({ label: t("application.enable"), name: "power", onClick: () => act(() => api.post(`${path}/enable`), t("application.isEnabled")) }),
        h("a", { class: "button primary", href: link("applications", id, "edit") }, icon("edit"), h("span", {}, t("edit"))),
      ],
    }),
    !application.enabled && box("warning", h("p", {}, t("application.disabled.text"))),
    h("div", { class: "columns" },
      section({ title: t("application.about") }, facts([
        [t("application.clientId"), copyable(application.clientId, t("copy.what", { what: t("application.clientId") }))],
        [t("application.owner"), application.owner],
        [t("application.registered"), time(application.createdAt)],
        [t("application.updated"), time(application.updatedAt)],
        [t("application.number"), `${application.number}`],
        [t("application.generation"), `${application.generation}`],
      ])),
      section({ title: t("application.scopes"), note: t("application.scopes.note") },
        h("ul", { class: "chips padded" }, application.scopes.map((scope) => h("li", { class: "chip" }, scope))))),
    secrets(application, path, act, redraw),
    write && section({ title: t("application.danger"), className: "danger-zone" },
      danger(t("application.revoke"), t("application.revoke.text"), button({ label: t("application.revoke"), kind: "danger-outline", onClick: () => revoke(application, path, act) })),
      session().account.role !== "merchant" && danger(t("application.remove"), t("application.remove.text"), button({ label: t("application.remove"), kind: "danger-outline", onClick: () => remove(application, path) }))));
  return { element, title: application.name };
}

const danger = (title, text, action) => h("div", { class: "danger-row" }, h("div", {}, h("h3", {}, title), h("p", { class: "muted" }, text)), action);

async function disable(application, path, act) {
  const sure = await confirm({ title: t("application.disable.title", { name: application.name }), text: t("application.disable.text"), action: t("application.disable") });
  if (sure) await act(() => api.post(`${path}/disable`), t("application.isDisabled"));
}

async function revoke(application, path, act) {
  const sure = await confirm({ title: t("application.revoke.title", { name: application.name }), text: t("application.revoke.text"), action: t("application.revoke") });
  if (sure) await act(() => api.post(`${path}/revoke-tokens`), t("application.revoked"));
}

/** Removal asks for the name: nothing brings an application back. */
async function remove(application, path) {
  const answer = await openDialog({
    title: t("application.remove.title", { name: application.name }),
    body: (close) => {
      const name = textField({ label: t("application.remove.name", { name: application.name }), required: true });
      return [box("danger", h("p", {}, t("application.remove.text"))), form({
        fields: { "/name": name }, label: t("application.remove"), kind: "danger", cancel: () => close(false),
        submit: async () => {
          if (name.read().trim() !== application.name) {
            name.setFault(t("application.remove.differs"));
            return name.focus();
          }
          await api.delete(path, application.version);
          close(true);
        },
      })];
    },
  });
  if (answer !== true) return;
  say(t("application.removed", { name: application.name }));
  go("applications");
}

// MARK: Secrets

function secrets(application, path, act, redraw) {
  const write = can("applications:write");
  const live = application.secrets.filter(({ expired }) => !expired).length;
  const full = live >= mostSecrets;
  const rotate = write && button({ label: t("secret.rotate"), name: "rotate", onClick: () => rotation(application, path, redraw), "aria-disabled": full ? "true" : null });
  return section({ title: t("secret.title"), note: full ? t("secret.full") : t("secret.note"), actions: full ? null : rotate },
    h("div", { class: "table-box", tabindex: 0, role: "region", "aria-label": t("secret.title") }, h("table", { class: "table secrets" },
      h("thead", {}, h("tr", {}, [t("secret.id"), t("secret.made"), t("secret.lastUse"), t("secret.end")].map((text) => h("th", { scope: "col" }, text)), write && h("th", { scope: "col" }, h("span", { class: "visually-hidden" }, t("actions"))))),
      h("tbody", {}, application.secrets.map((secret) => h("tr", { "data-secret": secret.id },
        h("td", { "data-label": t("secret.id") }, h("code", {}, secret.id)),
        h("td", { "data-label": t("secret.made") }, time(secret.createdAt)),
        h("td", { "data-label": t("secret.lastUse") }, time(secret.lastUsed, { otherwise: t("never") })),
        h("td", { "data-label": t("secret.end") }, end(secret)),
        write && h("td", { class: "row-actions" },
          h("button", { type: "button", class: "button small", "aria-label": t("secret.setEnd.what", { id: secret.id }), onClick: () => setEnd(application, secret, path, act, redraw) }, icon("clock"), h("span", {}, t("secret.setEnd"))),
          h("button", { type: "button", class: "button small", "aria-label": t("secret.remove.what", { id: secret.id }), onClick: () => removeSecret(secret, path, act) }, icon("trash"), h("span", {}, t("remove"))))))))));
}

function end(secret) {
  if (secret.expired) return h("span", { class: "badge off" }, t("secret.ended"));
  if (!secret.endsAt) return h("span", { class: "muted" }, t("secret.noEnd"));
  return [time(secret.endsAt), h("span", { class: "badge warn" }, relative(secret.endsAt))];
}

async function rotation(application, path, redraw) {
  const meta = await api.get("meta");
  // A secret whose answer is lost is shown when it is asked for again: no other answer shows it.
  const key = freshKey();
  const made = await openDialog({
    title: t("secret.rotate.title"),
    body: (close) => {
      const when = selectField({
        label: t("secret.rotate.old"), value: "604800",
        options: [["3600", t("secret.in.hour")], ["86400", t("secret.in.day")], ["604800", t("secret.in.week")], ["2592000", t("secret.in.month")], ["", t("secret.in.never")]],
      });
      return [h("p", {}, t("secret.rotate.text")), form({
        fields: { "/oldSecretsEndIn": when }, label: t("secret.rotate.action"), cancel: () => close(null),
        submit: async () => close(await api.post(`${path}/secrets`, when.read() ? { oldSecretsEndIn: Number(when.read()) } : {}, { key })),
      })];
    },
  });
  if (!made) return;
  await showCredentials({ title: t("secret.new"), application: made.application, secret: made.clientSecret, endpoint: meta.tokenEndpoint });
  await redraw();
}

/** A time as `datetime-local` wants it: this browser's, without a zone. */
const local = (date) => new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);

/** The end that the page shows is changed, and no other: who meanwhile changed anything is not overwritten unseen. */
async function setEnd(application, secret, path, act, redraw) {
  const answer = await openDialog({
    title: t("secret.setEnd.title"),
    body: (close) => {
      const start = secret.endsAt && !secret.expired ? new Date(secret.endsAt) : new Date(Date.now() + 7 * 86400000);
      const when = textField({ label: t("secret.end"), hint: t("secret.setEnd.hint"), type: "datetime-local", value: local(start), required: true });
      const send = async (endsAt) => {
        try {
          await api.patch(`${path}/secrets/${part(secret.id)}`, { endsAt }, application.version);
          close(true);
        } catch (error) {
          if (error.status !== 412) throw error;
          close(error);
        }
      };
      return form({
        fields: { "/endsAt": when }, label: t("save"), cancel: () => close(false),
        submit: () => send(new Date(when.read()).toISOString().replace(/\.\d+/, "")),
        others: secret.endsAt && button({ label: t("secret.setEnd.none"), onClick: () => attempt(() => send(null)) }),
      });
    },
  });
  if (answer instanceof Problem) {
    await redraw();
    await attempt(() => { throw answer; });
  } else if (answer) await act(async () => {}, t("secret.endSet"));
}

async function removeSecret(secret, path, act) {
  const tokens = checkbox({ label: t("secret.remove.tokens"), hint: t("secret.remove.tokens.hint") });
  const sure = await confirm({ title: t("secret.remove.title"), text: t("secret.remove.text"), action: t("secret.remove"), extra: tokens.element });
  if (sure) await act(() => api.delete(`${path}/secrets/${part(secret.id)}`, undefined, tokens.read() ? { revokeTokens: "true" } : {}), t("secret.removed"));
}
