// The management API. Every answer that is not a success is thrown as a `Problem`, which says what to do.
import { session, sessionEnded } from "./session.js";
import { hasText, t } from "./text.js";

const base = "/api/v1/";

/** Problem details of the API (RFC 9457), or what kept the API from answering. */
export class Problem extends Error {
  constructor(status, document) {
    super(document.detail ?? document.title ?? String(status));
    this.status = status;
    this.reason = document.reason ?? "unreadable";
    this.values = document.values ?? {};
    this.errors = document.errors ?? [];
    this.current = document.current ?? null;
  }

  /** What to show, in the language of the page. A message that cannot be read is told as the gateway's decision is. */
  get text() {
    const key = [`problem.${this.reason}`, `refusal.${this.reason}`].find(hasText);
    return t(key ?? "problem.request.failed", { status: this.status, ...this.values });
  }
}

async function problem(response) {
  let document = {};
  try { document = await response.json(); } catch { /* Not ours; the status tells what there is to tell. */ }
  return new Problem(response.status, document);
}

function address(path, query) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== "") parameters.set(name, value);
  }
  return base + path + (parameters.size > 0 ? `?${parameters}` : "");
}

function headers(method, body, { version, key }) {
  const result = { Accept: "application/json" };
  if (body !== undefined) result["Content-Type"] = "application/json";
  if (method !== "GET" && session()) result["X-CSRF-Token"] = session().csrfToken;
  if (version !== undefined) result["If-Match"] = `"${version}"`;
  if (key) result["Idempotency-Key"] = key;
  return result;
}

async function send(method, path, body, { query, signal, ...conditions } = {}) {
  let response;
  try {
    response = await fetch(address(path, query), {
      method, signal, credentials: "same-origin", cache: "no-store", redirect: "error",
      headers: headers(method, body, conditions), body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, { reason: "unreachable" });
  }
  if (!response.ok) {
    const refusal = await problem(response);
    // The session is over: it ended by time, or somebody ended it.
    if (refusal.status === 401 && session() && path !== "session" && (await sessionEnded())) {
      return send(method, path, body, { query, signal, ...conditions });
    }
    throw refusal;
  }
  return response.status === 204 ? null : response.json();
}

/** The calls. `version` becomes `If-Match`, `key` the idempotency key. A path's parts are to be encoded by `part`. */
export const api = {
  get: (path, query, signal) => send("GET", path, undefined, { query, signal }),
  post: (path, body, options) => send("POST", path, body, options),
  patch: (path, body, version) => send("PATCH", path, body, { version }),
  delete: (path, version, query) => send("DELETE", path, undefined, { version, query }),
  address,
};

/** A part of a path, such as a client id that somebody typed into the address. */
export const part = (text) => encodeURIComponent(text);

/** A key under which a creation is done once, however often it is sent. */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
