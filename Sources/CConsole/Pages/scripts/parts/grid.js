// A list of any length of which only the rows in sight are in the page; the API's pages are fetched as one scrolls.
import { freshID, h, replace } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../text.js";
import { failure } from "./notice.js";

/** Rows that are fetched together. */
const pageLength = 100;
/** Pages that are kept; those looked at longest ago are let go of. */
const mostPages = 40;
/** Rows that are drawn above and below what is in sight. */
const margin = 8;
/** For how long a position has to stand before what is missing there is fetched, in milliseconds. */
const settling = 60;

/**
 * - `columns`: `{id, title, sort, cell(item), className}`; the first with `main: true` holds the row's link.
 * - `load(offset, limit, sort, signal)`: promises `{items, total}`.
 * - `address(item)`: where the row leads; `name(item)`: what the link is called; `key(item)`: what tells items apart.
 */
export class Grid {
  #options;
  /** What stands for a row that is not there yet. */
  #skeleton = h("div", { class: "grid-row is-loading", role: "row" }, h("div", { class: "grid-cell", role: "gridcell" }));
  #pages = new Map();
  #requests = new Map();
  #rows = new Map();
  #total = null;
  #generation = 0;
  #active = 0;
  #highlighted = null;
  #timer = 0;
  #frame = 0;
  #observer;

  constructor(options) {
    this.#options = options;
    this.sort = options.sort ?? "";
    this.#build();
  }

  #build() {
    const { label, columns } = this.#options;
    this.head = h("div", { class: "grid-row grid-head", role: "row", "aria-rowindex": 1 }, columns.map((column) => this.#heading(column)));
    this.body = h("div", { class: "grid-body", role: "rowgroup" });
    this.scroller = h("div", { class: "grid-scroll", onScroll: () => this.#schedule() },
      h("div", { role: "rowgroup", class: "grid-head-group" }, this.head), this.body);
    this.status = h("span", { class: "grid-status" });
    // Read out once for each list, not at each step of a scroll.
    this.spoken = h("span", { class: "visually-hidden", role: "status" });
    this.cover = h("div", { class: "grid-cover", hidden: true });
    this.first = this.#jump("first", t("grid.first"), () => this.focusRow(0));
    this.last = this.#jump("last", t("grid.last"), () => this.focusRow(this.#total - 1));
    this.table = h("div", { class: "grid-table", role: "grid", "aria-label": label, "aria-colcount": columns.length, "aria-readonly": "true", onKeydown: (event) => this.#key(event) }, this.scroller);
    this.element = h("div", { class: `grid ${this.#options.className ?? ""}` }, this.table, this.cover,
      h("div", { class: "grid-foot" }, this.status, this.spoken, h("span", { class: "grid-jumps" }, this.first, this.last)));
    this.#observer = new ResizeObserver(() => { this.#measure(); this.#draw(); });
    this.#observer.observe(this.scroller);
  }

  #jump(name, label, action) {
    return h("button", { type: "button", class: "button small", onClick: () => { if (this.#total) action(); } }, icon(name), h("span", {}, label));
  }

  #heading(column) {
    const sorted = this.sort.replace("-", "") === column.sort ? (this.sort.startsWith("-") ? "descending" : "ascending") : null;
    const label = column.sort
      ? h("button", { type: "button", class: "grid-sort", "data-sort": column.sort, onClick: () => this.sortBy(column.sort) }, column.title, sorted && icon(sorted === "ascending" ? "up" : "down"))
      : column.title;
    return h("div", { class: `grid-cell ${column.className ?? ""}`, role: "columnheader", "aria-sort": sorted }, label);
  }

  /** Sorts by a column; once more, the other way. */
  sortBy(name) {
    this.sort = this.sort === name ? `-${name}` : name;
    replace(this.head, this.#options.columns.map((column) => this.#heading(column)));
    this.head.querySelector(`[data-sort="${name}"]`)?.focus();
    this.#options.onSort?.(this.sort);
    return this.reload();
  }

  /** How many rows there are; `null` until the first answer. */
  get total() { return this.#total; }

  /** Fetches everything anew. Promises to return when the rows in sight are there. */
  async reload({ keepPosition = false } = {}) {
    this.#generation += 1;
    for (const request of this.#requests.values()) request.abort();
    this.#requests.clear();
    this.#pages.clear();
    if (!keepPosition) this.scroller.scrollTop = 0;
    this.#measure();
    const page = keepPosition ? this.#pageAt(this.scroller.scrollTop) : 0;
    this.#active = keepPosition ? this.#active : 0;
    await this.#fetch(page);
    this.#forgetRows();
    this.#draw();
  }

  /** Ends what runs on its own. */
  dispose() {
    this.#observer.disconnect();
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    for (const request of this.#requests.values()) request.abort();
  }

  #measure() {
    this.rowHeight = parseFloat(getComputedStyle(this.element).getPropertyValue("--row-height")) || 44;
  }

  #pageAt(position) { return Math.floor(position / this.rowHeight / pageLength); }

  /** Promises to return when a page is there, or cannot be had; it is asked for once, whoever waits for it. */
  #fetch(page) {
    if (this.#pages.has(page)) return Promise.resolve();
    const under = this.#requests.get(page);
    if (under) return under.done;
    const request = new AbortController();
    this.#requests.set(page, request);
    request.done = this.#ask(page, request, this.#generation);
    return request.done;
  }

  async #ask(page, request, generation) {
    try {
      const { items, total } = await this.#options.load(page * pageLength, pageLength, this.sort, request.signal);
      if (generation === this.#generation) this.#keep(page, items, total);
    } catch (error) {
      if (error.name !== "AbortError" && generation === this.#generation) this.#fail(error);
    } finally {
      if (this.#requests.get(page) === request) this.#requests.delete(page);
    }
  }

  #keep(page, items, total) {
    this.#pages.set(page, items);
    if (this.#pages.size > mostPages) this.#pages.delete(this.#pages.keys().next().value);
    this.#total = total;
    this.spoken.textContent = this.#options.count(total);
    this.table.setAttribute("aria-rowcount", total + 1);
    this.cover.hidden = total > 0;
    this.element.classList.toggle("is-empty", total === 0);
    if (total === 0) replace(this.cover, this.#options.nothing());
    for (const index of [...this.#rows.keys()]) {
      if (Math.floor(index / pageLength) === page) this.#drop(index);
    }
    this.#draw();
  }

  #fail(error) {
    this.cover.hidden = false;
    this.element.classList.add("is-empty");
    replace(this.cover, failure(error, () => this.reload()));
  }

  /** The item at a place in the order; `undefined` where it has not been fetched. */
  item(index) { return this.#pages.get(Math.floor(index / pageLength))?.[index % pageLength]; }

  // MARK: Drawing

  #schedule() {
    if (!this.#frame) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#draw();
      });
    }
  }

  #inSight() {
    const top = this.scroller.scrollTop;
    const height = Math.max(0, this.scroller.clientHeight - this.head.offsetHeight);
    const first = Math.floor(top / this.rowHeight);
    return [first, Math.min(this.#total, Math.ceil((top + height) / this.rowHeight))];
  }

  #draw() {
    if (this.#total === null) return;
    const height = `${this.#total * this.rowHeight}px`;
    if (this.body.style.height !== height) this.body.style.height = height;
    // What is asked of the layout is asked before anything is changed, once: to ask afterwards would lay everything out again.
    const [first, end] = this.#inSight();
    const focused = document.activeElement;
    const [from, to] = [Math.max(0, first - margin), Math.min(this.#total, end + margin)];
    for (const index of [...this.#rows.keys()]) {
      // The row that has the focus stays, or the keyboard would lose its place.
      const holdsFocus = this.#rows.get(index).contains(focused);
      if ((index < from || index >= to) && !(holdsFocus && index < this.#total)) this.#drop(index);
    }
    for (let index = from; index < to; index += 1) if (!this.#rows.has(index)) this.#add(index);
    this.#roving(first);
    this.#tell(first, end);
    this.#wish(from, to);
  }

  #wish(from, to) {
    clearTimeout(this.#timer);
    const pages = [];
    for (let page = Math.floor(from / pageLength); page <= Math.floor(Math.max(from, to - 1) / pageLength); page += 1) {
      if (!this.#pages.has(page) && page * pageLength < this.#total) pages.push(page);
    }
    for (const [page, request] of this.#requests) if (!pages.includes(page)) { request.abort(); this.#requests.delete(page); }
    if (pages.length > 0) this.#timer = setTimeout(() => pages.forEach((page) => this.#fetch(page)), settling);
  }

  #tell(first, end) {
    const text = this.#total === 0 ? "" : t("grid.rows", { first: first + 1, last: end, total: this.#total });
    if (this.status.textContent !== text) this.status.textContent = text;
    this.first.hidden = this.last.hidden = this.#total <= end - first;
  }

  #drop(index) {
    this.#rows.get(index).remove();
    this.#rows.delete(index);
  }

  #forgetRows() { for (const index of [...this.#rows.keys()]) this.#drop(index); }

  #add(index) {
    const item = this.item(index);
    const row = item ? this.#row(item) : this.#skeleton.cloneNode(true);
    row.setAttribute("aria-rowindex", index + 2);
    row.dataset.index = index;
    row.style.transform = `translateY(${index * this.rowHeight}px)`;
    this.#rows.set(index, row);
    // In the order of the list, so that what is read out and what Tab reaches is in that order too.
    const after = [...this.body.children].find((other) => Number(other.dataset.index) > index);
    this.body.insertBefore(row, after ?? null);
  }

  #row(item) {
    const { columns, address, name, key } = this.#options;
    const highlighted = this.#highlighted !== null && key(item) === this.#highlighted;
    const row = h("div", { class: "grid-row", role: "row", "data-key": key(item), "aria-selected": highlighted ? "true" : null }, columns.map((column) => h(
      "div", { class: `grid-cell ${column.className ?? ""}`, role: "gridcell" },
      column.main ? h("a", { class: "grid-link", href: address(item), tabindex: -1 }, name(item)) : column.cell(item),
      column.main && column.below?.(item))));
    row.addEventListener("click", (event) => {
      if (event.target.closest("a, button") || getSelection()?.toString()) return;
      row.querySelector(".grid-link").click();
    });
    row.addEventListener("focusin", () => {
      this.#active = Number(row.dataset.index);
      this.#roving(this.#active);
    });
    return row;
  }

  // MARK: The keyboard

  #roving(first) {
    let reachable = this.#rows.get(this.#active);
    if (!reachable?.querySelector(".grid-link")) reachable = this.#rows.get(first);
    for (const row of this.#rows.values()) {
      const place = row === reachable ? 0 : -1;
      for (const control of row.querySelectorAll("a, button")) if (control.tabIndex !== place) control.tabIndex = place;
    }
  }

  #key(event) {
    const row = event.target.closest?.(".grid-row[data-index]");
    if (!row || event.altKey || event.metaKey) return;
    const index = Number(row.dataset.index);
    const [first, end] = this.#inSight();
    const step = Math.max(1, end - first - 1);
    const targets = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + step, PageUp: index - step, Home: 0, End: this.#total - 1 };
    if (!(event.key in targets)) return;
    event.preventDefault();
    this.focusRow(Math.min(Math.max(targets[event.key], 0), this.#total - 1));
  }

  /** Scrolls so that a row is in sight, and draws it: promises its element, once its item is there. */
  async reveal(index, { center = false } = {}) {
    const top = index * this.rowHeight;
    const height = this.scroller.clientHeight - this.head.offsetHeight;
    if (center) this.scroller.scrollTop = top - (height - this.rowHeight) / 2;
    else if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
    else if (top + this.rowHeight > this.scroller.scrollTop + height) this.scroller.scrollTop = top + this.rowHeight - height;
    await this.#fetch(Math.floor(index / pageLength));
    this.#draw();
    return this.#rows.get(index) ?? null;
  }

  /** Moves the focus to a row. */
  async focusRow(index) {
    this.#active = index;
    const turn = this.#generation;
    const row = await this.reveal(index);
    if (turn === this.#generation && this.#active === index) row?.querySelector(".grid-link")?.focus({ preventScroll: true });
  }

  /** Scrolls to the row of an item and marks it. */
  async highlight(index, key) {
    this.#highlighted = key;
    for (const [place, row] of [...this.#rows]) if (row.dataset.key === String(key)) this.#drop(place);
    this.#active = index;
    await this.reveal(index, { center: true });
  }
}

/** The field that narrows a list down while one types. `search(text)` is called when the typing pauses. */
export function searchField({ label, value = "", search }) {
  let timer = 0;
  const id = freshID("search");
  const input = h("input", {
    type: "search", class: "input", id, placeholder: label, "aria-label": label, value, autocomplete: "off", spellcheck: "false",
    onInput: () => {
      clearTimeout(timer);
      timer = setTimeout(() => search(input.value.trim()), 150);
    },
  });
  return h("div", { class: "search" }, icon("search"), input);
}

