// Drawings of numbers over time, as SVG. What they show is also told in words, so the drawings have labels and no focus.
import { h, replace, svg } from "../dom.js";
import { number } from "../format.js";

const [width, height] = [600, 140];

/** The next round number: 1, 2 or 5 with noughts. */
function ceiling(value) {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= value);
}

/**
 * A chart of series over the last `capacity` moments. `series`: `{id, label}`; the ids name their colours in the style sheet.
 * Stacked series are drawn as areas upon each other, others as lines.
 */
export function timeChart({ label, series, capacity = 120, stacked = false, unit = "" }) {
  const moments = [];
  const area = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "chart", role: "img", "aria-label": label, preserveAspectRatio: "none" });
  const top = h("span", { class: "chart-top" });
  const legend = h("ul", { class: "legend" }, series.map(({ id, label }) => h("li", { class: `series-${id}` }, h("span", { class: "legend-mark" }), label)));
  const x = (place) => ((place + capacity - moments.length) / (capacity - 1)) * width;

  function draw() {
    const sums = moments.map((values) => (stacked ? series.reduce((sum, { id }) => sum + values[id], 0) : Math.max(...series.map(({ id }) => values[id]))));
    const most = ceiling(Math.max(1, ...sums));
    const y = (value) => height - (value / most) * (height - 6) - 1;
    top.textContent = `${number(most)}${unit}`;
    const floor = moments.map(() => 0);
    const drawn = series.map(({ id }) => {
      const upper = moments.map((values, place) => (stacked ? floor[place] + values[id] : values[id]));
      const line = upper.map((value, place) => `${x(place).toFixed(1)} ${y(value).toFixed(1)}`);
      const base = floor.map((value, place) => `${x(place).toFixed(1)} ${y(value).toFixed(1)}`).reverse();
      if (stacked) upper.forEach((value, place) => { floor[place] = value; });
      const path = line.length === 0 ? "" : `M${line.join("L")}${stacked ? `L${base.join("L")}Z` : ""}`;
      return svg("path", { d: path, class: `${stacked ? "area" : "line"} series-${id}` });
    });
    replace(area, [0.25, 0.5, 0.75].map((part) => svg("path", { d: `M0 ${height * part}H${width}`, class: "chart-rule" })), stacked ? drawn : drawn.reverse());
  }

  draw();
  return {
    element: h("div", { class: "chart-box" }, h("div", { class: "chart-area" }, top, area), legend),
    /** Adds the values of one more moment, by the ids of the series. */
    add(values) {
      moments.push(values);
      if (moments.length > capacity) moments.shift();
      draw();
    },
  };
}

/** Bars beside their labels, the longest filling the width. `rows`: `{label, id, value, kind}`; an id stands small behind its label. */
export function bars(rows) {
  const most = Math.max(1, ...rows.map(({ value }) => value));
  return h("ul", { class: "bars" }, rows.map(({ label, id = null, value, kind = "" }) => h("li", { class: `bar ${kind}` },
    h("span", { class: "bar-head" }, h("span", { class: "bar-label" }, label), id && h("code", { class: "stable-id" }, id)),
    h("span", { class: "bar-value" }, number(value)),
    svg("svg", { viewBox: "0 0 100 4", class: "bar-drawing", preserveAspectRatio: "none", "aria-hidden": "true" },
      svg("rect", { width: 100, height: 4, rx: 0, class: "bar-ground" }), svg("rect", { width: value === 0 ? 0 : Math.max(0.5, (value / most) * 100), height: 4, class: "bar-ink" })))));
}
