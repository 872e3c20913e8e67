// Which page the fragment of the address names, and moving from one to the next.

/** The parts of the address after `#/`, decoded, and its query. */
export function place() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const parts = path.split("/").filter((part) => part !== "").map(decode);
  return { parts, query: new URLSearchParams(query) };
}

function decode(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

/** The address of a page: `link("applications", id, "edit")`. */
export const link = (...parts) => "#/" + parts.map(encodeURIComponent).join("/");

/** Goes to a page. */
export function go(...parts) {
  const address = link(...parts);
  if (location.hash === address) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = address;
}

/** Puts another address into the place of this one, without moving. */
export const rename = (...parts) => history.replaceState(null, "", link(...parts));
