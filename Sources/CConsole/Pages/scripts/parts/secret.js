// What is shown once: secrets, tokens and invitation links.
import { h } from "../dom.js";
import { t } from "../text.js";
import { copyButton } from "./copy.js";
import { openDialog } from "./dialog.js";
import { button } from "./field.js";
import { box } from "./notice.js";

/** A value that somebody has to take along, with its button. */
export function shownValue(label, value, name) {
  return h("div", { class: "shown" },
    h("div", { class: "shown-label" }, label),
    h("div", { class: "shown-value" }, h("code", { "data-shown": name, tabindex: 0 }, value), copyButton(value, t("copy.what", { what: label }), { visible: true })));
}

/** Text that is put between single quotes for a shell, where that is needed. */
const quoted = (text) => (/^[\w.:/@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The command that fetches a token: the id and secret as they are shown, all scopes of the application. */
export function tokenCommand(endpoint, application, secret) {
  return [
    `curl -u ${quoted(`${application.clientId}:${secret}`)} \\`,
    "  -d grant_type=client_credentials \\",
    `  --data-urlencode ${quoted(`scope=${application.scopes.join(" ")}`)} \\`,
    `  ${quoted(endpoint)}`,
  ].join("\n");
}

/** Shows the credentials of an application, once. Promises to return when they have been put away. */
export function showCredentials({ title, application, secret, endpoint }) {
  const command = tokenCommand(endpoint, application, secret);
  return openDialog({
    title, wide: true, dismissable: false,
    body: [
      box("warning", h("p", {}, t("secret.once"))),
      shownValue(t("application.clientId"), application.clientId, "client-id"),
      shownValue(t("secret.secret"), secret, "client-secret"),
      h("div", { class: "shown" },
        h("div", { class: "shown-label" }, t("secret.curl")),
        h("div", { class: "shown-value block" }, h("pre", { "data-shown": "curl", tabindex: 0 }, command), copyButton(command, t("copy.what", { what: t("secret.curl") }), { visible: true }))),
    ],
    actions: (close) => button({ label: t("secret.stored"), kind: "primary", onClick: () => close(true) }),
  });
}

/** Shows one value once, such as an API token or an invitation. */
export function showOnce({ title, text, label, value, name }) {
  return openDialog({
    title, wide: true, dismissable: false,
    body: [box("warning", h("p", {}, text)), shownValue(label, value, name)],
    actions: (close) => button({ label: t("secret.done"), kind: "primary", onClick: () => close(true) }),
  });
}
