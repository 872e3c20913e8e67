// Own line icons on a grid of 16. They are decoration: what a control does is told by its text or label.
import { svg } from "./dom.js";

const shapes = {
  applications: "M2.5 4.5h11v8h-11zM2.5 7h11M4.5 5.8h.01M6 5.8h.01",
  routes: "M3.5 3v4a2 2 0 0 0 2 2h5a2 2 0 0 1 2 2v2M3.5 3 2 4.5M3.5 3 5 4.5M12.5 13 11 11.5M12.5 13 14 11.5",
  explain: "M6.8 11.6a4.8 4.8 0 1 0 0-9.6 4.8 4.8 0 0 0 0 9.6zM10.3 10.3 14 14M5 6.9l1.3 1.3 2.4-2.6",
  overview: "M2 13.5h12M3.5 11V8M6.5 11V4M9.5 11V6.5M12.5 11V2.5",
  merchants: "M2.5 6.5 3.5 2.5h9l1 4M2.5 6.5a1.83 1.83 0 0 0 3.66 0 1.83 1.83 0 0 0 3.67 0 1.83 1.83 0 0 0 3.67 0M3.5 8.5v5h9v-5M6.5 13.5v-3h3v3",
  accounts: "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 2.8a2.5 2.5 0 0 1 0 4.4M12 9.9c1.5.5 2.5 1.8 2.5 3.6",
  audit: "M4 2.5h6l2.5 2.5v8.5H4zM6 6.5h4M6 9h4M6 11.5h2.5",
  me: "M8 8a2.75 2.75 0 1 0 0-5.5A2.75 2.75 0 0 0 8 8zM2.5 14c0-2.8 2.5-4 5.5-4s5.5 1.2 5.5 4",
  plus: "M8 3v10M3 8h10",
  edit: "M10.8 2.7l2.5 2.5L5.5 13H3v-2.5zM9 4.5 11.5 7",
  copy: "M6 6V3.5h7v7h-2.5M3 6h7.5v7.5H3z",
  check: "M3 8.5l3.2 3.2L13 4.5",
  cross: "M4 4l8 8M12 4l-8 8",
  minus: "M3.5 8h9",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3 13.5 13.5",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  chevron: "M6 4l4 4-4 4",
  down: "M4 6l4 4 4-4",
  up: "M4 10l4-4 4 4",
  first: "M4 4h8M8 13V7M5.5 9.2 8 6.8l2.5 2.4",
  last: "M4 12h8M8 3v6M5.5 6.8 8 9.2l2.5-2.4",
  warning: "M8 2.5 14.3 13.5H1.7zM8 6.5v3.2M8 11.6v.01",
  info: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.3v3.5M8 5.1v.01",
  key: "M5.5 11.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8.4 8H14v2.5M11.5 8v2",
  rotate: "M13 8a5 5 0 0 1-9.2 2.7M3 8a5 5 0 0 1 9.2-2.7M12.5 2.5v3h-3M3.5 13.5v-3h3",
  trash: "M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9M6.8 7v4M9.2 7v4",
  power: "M8 2.5v5.5M4.6 4.6a4.8 4.8 0 1 0 6.8 0",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.6",
  shield: "M8 2l5 1.8v4C13 11 10.8 13 8 14c-2.8-1-5-3-5-6.2v-4z",
  sun: "M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM8 1.8v1M8 13.2v1M1.8 8h1M13.2 8h1M3.6 3.6l.7.7M11.7 11.7l.7.7M12.4 3.6l-.7.7M4.3 11.7l-.7.7",
  moon: "M13 9.8A5.5 5.5 0 0 1 6.2 3a5.5 5.5 0 1 0 6.8 6.8z",
  system: "M2.5 3h11v7.5h-11zM6 13.5h4M8 10.5v3",
  leave: "M6.5 2.5h-4v11h4M10 4.8 13.2 8 10 11.2M13 8H6",
  download: "M8 2.5v7.5M4.8 7 8 10.2 11.2 7M2.5 13.5h11",
  link: "M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2-2a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 0l-2 2a2.6 2.6 0 0 0 3.7 3.7l.8-.8",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  play: "M5 3.2v9.6L12.5 8z",
};

/** An icon of 16 by 16. */
export function icon(name, className = "") {
  return svg(
    "svg", { viewBox: "0 0 16 16", class: `icon ${className}`, "aria-hidden": "true", focusable: "false" },
    svg("path", { d: shapes[name] }));
}

/** The product's mark. */
export function mark() {
  return svg(
    "svg", { viewBox: "0 0 32 32", class: "mark", "aria-hidden": "true", focusable: "false" },
    svg("rect", { width: 32, height: 32, rx: 7, class: "mark-ground" }),
    svg("path", { d: "M8 25V12M24 25V12M6 25h4M22 25h4", class: "mark-posts" }),
    svg("path", { d: "M8 14 25 7", class: "mark-beam" }));
}
