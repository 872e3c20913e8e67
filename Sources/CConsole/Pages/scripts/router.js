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
export const rename = (...parts) => history.replaceState(history.state, "", link(...parts));

/** Where the entry that is shown stands in the history. Each entry is numbered in its state, so that a move tells its way. */
let position = 0;

/** The number of the entry that the browser is at. One without a number is new: it follows the one that was shown. */
function entry() {
  if (history.state?.position === undefined) history.replaceState({ position: position + 1 }, "");
  return history.state.position;
}

/**
 * Has `draw()` called at each move to another page: by a link, by typing an address, back or forward.
 *
 * By then the browser has moved. Where `mustAsk()` tells that something would be lost, it is led back, and `mayLeave()` promises
 * whether to go on.
 */
export function onMove({ draw, mustAsk, mayLeave }) {
  /** What the next move is, where it is one of ours: the way back, or going on. */
  let ours = null;
  let isAsking = false;
  if (history.state?.position === undefined) history.replaceState({ position }, "");
  ({ position } = history.state);

  async function ask(steps) {
    if (isAsking) return;
    isAsking = true;
    const leaves = await mayLeave();
    isAsking = false;
    if (!leaves) return;
    ours = "on";
    history.go(steps);
  }

  let wanted = 0;
  addEventListener("hashchange", () => {
    const steps = entry() - position;
    if (ours === "back") {
      ours = null;
      ask(wanted);
    } else if (steps !== 0 && ours === null && mustAsk()) {
      ours = "back";
      wanted = steps;
      history.go(-steps);
    } else {
      ours = null;
      position += steps;
      draw();
    }
  });
}
