// Builds elements. Whatever is given as text becomes a text node, so a name that looks like markup is shown as it is.

const svgNamespace = "http://www.w3.org/2000/svg";

/** Addresses that a link may have: within the page, or of this host. A name can never become a `javascript:` link. */
const ownAddress = /^(#|\/(?!\/)|https?:\/\/)/;

function assign(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) {
    if (typeof value !== "function") throw new TypeError(`${name} is not a function`);
    element.addEventListener(name.slice(2).toLowerCase(), value);
    return;
  }
  if (name === "style") throw new TypeError("styles belong to the style sheets");
  if (name === "href" && !ownAddress.test(value)) throw new TypeError("not an address of the console");
  if (name === "value" || name === "checked" || name === "disabled" || name === "indeterminate") element[name] = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) assign(element, name, value);
  append(element, children);
  return element;
}

/** Adds children: nodes as they are, lists of them, everything else as text; `null`, `undefined` and `false` are left out. */
export function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : String(child));
  }
  return parent;
}

/** An HTML element: `h("a", {href: "#/me", onClick: f}, "text", node)`. */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  // A select takes its value from its options, which therefore come first.
  if (tag === "select") {
    append(element, children);
    return fill(element, properties, []);
  }
  return fill(element, properties, children);
}

/** An SVG element. */
export function svg(tag, properties, ...children) {
  return fill(document.createElementNS(svgNamespace, tag), properties, children);
}

/** Puts these children in the place of those that are there. */
export function replace(parent, ...children) {
  parent.replaceChildren();
  return append(parent, children);
}

let lastID = 0;

/** An id that no other element has. */
export const freshID = (name) => `${name}-${++lastID}`;
