// Overview: what goes on now, as the gateway tells it once a second.
import { api } from "../api.js";
import { h, replace } from "../dom.js";
import { duration, number, size } from "../format.js";
import { icon } from "../icons.js";
import { bars, timeChart } from "../parts/charts.js";
import { box } from "../parts/notice.js";
import { pageHead, section } from "../shell.js";
import { named, t } from "../text.js";

/** What was seen so far: kept while one looks at another page, so that the drawings do not begin anew. */
const seen = [];
const capacity = 120;
/** Before the stream is asked for again, where it was refused, in milliseconds. */
const patience = 3000;

const tile = (name, label) => {
  const value = h("div", { class: "tile-value" }, "–");
  const detail = h("div", { class: "tile-detail" });
  return { element: h("div", { class: "tile", "data-tile": name }, h("div", { class: "tile-label" }, label), value, detail), set(text, more = "") { value.textContent = text; detail.textContent = more; } };
};

/** Whether calls of a reason came to nothing behind the gateway, or in it, and were not refused. */
const isFailure = (reason) => /^(upstream|store|gateway)\./.test(reason);

/** Differences of two snapshots, for each of the seconds between them. */
function rates(before, now, seconds) {
  const rate = (name) => Math.max(0, (now.calls[name] - before.calls[name]) / seconds);
  return { allowed: rate("allowed"), refused: rate("refused"), failed: rate("failed") };
}

export async function draw({ onLeave }) {
  const first = await api.get("overview");
  const tiles = { perSecond: tile("perSecond", t("overview.perSecond")), refused: tile("refused", t("overview.refusedShare")), latency: tile("latency", t("overview.p99")), connections: tile("connections", t("overview.connections")), tokens: tile("tokens", t("overview.tokens")), memory: tile("memory", t("overview.memory")) };
  const calls = timeChart({ label: t("overview.calls.label"), stacked: true, capacity, series: [{ id: "allowed", label: t("overview.allowed") }, { id: "refused", label: t("overview.refused") }, { id: "failed", label: t("overview.failed") }] });
  const latency = timeChart({ label: t("overview.latency.label"), unit: " ms", capacity, series: [{ id: "p50", label: "p50" }, { id: "p90", label: "p90" }, { id: "p99", label: "p99" }] });
  const parts = { reasons: h("div", { class: "padded" }), statuses: h("div", { class: "padded" }), upstreams: h("div", {}), problems: h("div", {}), about: h("div", { class: "padded muted small" }) };
  const state = h("span", { class: "live", role: "status" });
  const pause = h("button", { type: "button", class: "button", onClick: () => (source ? stop("overview.paused") : start()) });
  let source = null;
  let again = 0;
  let last = null;
  /** When that came, on this browser's clock: the times in a snapshot are whole seconds. */
  let since = 0;

  function show(now) {
    const before = last;
    const arrived = performance.now();
    const seconds = Math.max(0.2, (arrived - since) / 1000);
    [last, since] = [now, arrived];
    const total = Math.max(1, now.calls.total);
    tiles.perSecond.set(number(now.calls.perSecond, now.calls.perSecond < 10 ? 1 : 0), t("overview.total", { total: now.calls.total }));
    tiles.refused.set(`${number((now.calls.refused / total) * 100, 1)} %`, t("overview.ofFailed", { failed: now.calls.failed }));
    if (now.latency.p99 === null) tiles.latency.set("–");
    else tiles.latency.set(`${number(now.latency.p99, now.latency.p99 < 10 ? 2 : 0)} ms`, t("overview.p50", { value: number(now.latency.p50, 2) }));
    tiles.connections.set(number(now.connections));
    tiles.tokens.set(number(now.tokens.issued), t("overview.tokens.refused", { refused: now.tokens.refused }));
    tiles.memory.set(size(now.memoryBytes), t("overview.applications", { count: now.applications }));
    if (before) {
      const moment = { calls: rates(before, now, seconds), latency: { p50: now.latency.p50 ?? 0, p90: now.latency.p90 ?? 0, p99: now.latency.p99 ?? 0 } };
      seen.push(moment);
      if (seen.length > capacity) seen.shift();
      calls.add(moment.calls);
      latency.add(moment.latency);
    }
    const reasons = Object.entries(now.reasons).filter(([, count]) => count > 0).sort((one, other) => other[1] - one[1]).slice(0, 8);
    replace(parts.reasons, reasons.length > 0 ? bars(reasons.map(([id, value]) => ({ label: named("reason.", id), id, value, kind: isFailure(id) ? "failed" : "refused" }))) : h("p", { class: "muted" }, t("overview.noRefusals")));
    replace(parts.statuses, bars(Object.entries(now.statuses).map(([label, value]) => ({ label, value, kind: `status-${label[0]}` }))));
    replace(parts.upstreams, upstreams(now.upstreams));
    // Only where it changed: a screen reader would say it every second.
    if (JSON.stringify(now.reloadProblems) !== JSON.stringify(before?.reloadProblems ?? [])) replace(parts.problems, unapplied(now.reloadProblems));
    replace(parts.about, t("overview.about", { uptime: duration(now.uptimeSeconds), revision: now.revision, sequence: now.sequence }));
  }

  function tell(kind, key) {
    state.className = `live ${kind}`;
    replace(state, h("span", { class: "live-mark" }), t(key));
    replace(pause, icon(source ? "pause" : "play"), h("span", {}, t(source ? "overview.pause" : "overview.resume")));
  }

  function start() {
    source = new EventSource(api.address("overview/events"));
    source.addEventListener("open", () => tell("on", "overview.live"));
    source.addEventListener("overview", (event) => show(JSON.parse(event.data)));
    source.addEventListener("error", lost);
    tell("off", "overview.connecting");
  }

  /** The browser tries again by itself, unless it was refused: then asking says why, such as that the session is over. */
  async function lost() {
    tell("off", "overview.reconnecting");
    if (source?.readyState !== EventSource.CLOSED) return;
    clearTimeout(again);
    again = setTimeout(() => api.get("overview").then(() => { if (source) start(); }, () => { if (source) lost(); }), patience);
  }

  function stop(key) {
    clearTimeout(again);
    source?.close();
    source = null;
    tell("off", key);
  }

  const element = h("div", { class: "page" },
    pageHead({ title: t("overview.title"), badge: state, actions: pause }),
    parts.problems,
    h("div", { class: "tiles" }, Object.values(tiles).map(({ element }) => element)),
    h("div", { class: "columns" }, section({ title: t("overview.calls"), note: t("overview.perSecond.note") }, calls.element), section({ title: t("overview.latency"), note: t("overview.latency.note") }, latency.element)),
    h("div", { class: "columns" }, section({ title: t("overview.reasons"), note: t("overview.since") }, parts.reasons), section({ title: t("overview.statuses"), note: t("overview.since") }, parts.statuses)),
    section({ title: t("overview.upstreams") }, parts.upstreams), parts.about);
  for (const moment of seen) { calls.add(moment.calls); latency.add(moment.latency); }
  show(first);
  start();
  onLeave(() => { clearTimeout(again); source?.close(); source = null; });
  return { element, title: t("overview.title") };
}

/** What keeps the configuration on disk from being in force. */
const unapplied = (problems) => problems.length > 0 && box("danger", h("p", {}, h("strong", {}, t("overview.unapplied"))), problems.map((text) => h("p", {}, text)));

function upstreams(list) {
  if (list.length === 0) return h("p", { class: "muted padded" }, t("overview.noUpstreams"));
  return h("div", { class: "table-box", tabindex: 0, role: "region", "aria-label": t("overview.upstreams") }, h("table", { class: "table" },
    h("thead", {}, h("tr", {}, [t("route.upstream"), t("overview.endpoint"), t("overview.state"), t("overview.active"), t("overview.idle"), t("overview.failures")].map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", {}, list.flatMap((upstream) => upstream.endpoints.map((endpoint, place) => h("tr", {},
      h("td", { "data-label": t("route.upstream") }, place === 0 ? h("strong", {}, upstream.name) : h("span", { class: "visually-hidden" }, upstream.name)),
      h("td", { "data-label": t("overview.endpoint") }, h("code", {}, endpoint.address)),
      h("td", { "data-label": t("overview.state") }, h("span", { class: `badge ${endpoint.state === "up" ? "good" : "bad"}` }, t(endpoint.state === "up" ? "overview.up" : "overview.failing"))),
      h("td", { class: "figure", "data-label": t("overview.active") }, number(endpoint.active)), h("td", { class: "figure", "data-label": t("overview.idle") }, number(endpoint.idle)),
      h("td", { class: "figure", "data-label": t("overview.failures") }, number(endpoint.failures))))))));
}
