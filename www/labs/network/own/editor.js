// The table of one's own points, to type in. Of a long one only the rows in sight are there.
import { button, select } from "../../../ui/controls.js";
import { h } from "../../../ui/dom.js";
import { shortest } from "./csv.js";

export { Draft } from "./draft.js";

/** The height of a row in pixels, as the style sheet has it. */
const ROW = 32;
/** Rows beyond those in sight, above and below. */
const SPARE = 6;

/** @typedef {import("../../../i18n/index.js").Text} Text */

export class Editor {
  #text;
  #page;
  #draft;
  #apply;
  #left;
  #isApplied = false;
  /** Whether the last cell was refused, on the way to what is being pressed. */
  #isRefused = false;
  /** The rows that are there, by their index. @type {Map<number, HTMLElement>} */
  #rows = new Map();
  #body = h("div", { class: "own-rows" });
  #head = h("div", { class: "own-row own-head", role: "row" });
  #kind;
  #place = h("div", { class: "own-grid", role: "grid", tabIndex: -1, on: { scroll: () => this.#show() } });
  #said = h("p", { class: "problem", role: "alert" });
  #count = h("span", { class: "own-count" });
  #done;
  #more;
  #observer = new ResizeObserver(() => this.#show());
  element;

  /**
   * @param {object} parts
   * @param {Text} parts.text
   * @param {Text} parts.page The page's texts.
   * @param {import("./draft.js").Draft} parts.draft What is typed in.
   * @param {() => unknown} parts.apply
   * @param {() => unknown} parts.left It was closed otherwise, and the draft was changed.
   */
  constructor({ text, page, draft, apply, left }) {
    const { t } = text;
    this.#text = text;
    this.#page = page;
    this.#draft = draft;
    this.#apply = apply;
    this.#left = left;
    this.#done = button({ label: t("own.table.apply"), className: "primary", onPress: () => this.#finish() });
    this.#more = button({ label: t("own.table.add"), onPress: () => this.#add() });
    for (const type of ["pointerdown", "keydown"])
      this.#done.element.addEventListener(type, () => {
        this.#isRefused = false;
      });
    const cancel = button({ label: t("own.table.cancel"), onPress: () => this.element.close() });
    this.#kind = select({
      label: t("own.table.kind"),
      options: ["classes", "values"].map((kind) => [kind, t(`own.kind.${kind}`)]),
      onInput: (kind) => this.#learn(kind === "values"),
    });
    this.#place.append(this.#head, this.#body);
    this.#place.setAttribute("aria-label", t("own.table"));
    this.#place.style.setProperty("--columns", String(draft.names.length));
    this.#name();
    this.element = h(
      "dialog",
      { class: "own-dialog", on: { cancel: () => this.#takeFocused(), close: () => this.#close() } },
      h("h2", {}, t("own.table")),
      this.#kind.element,
      this.#place,
      this.#said,
      h("div", { class: "own-actions" }, this.#more.element, this.#count, cancel.element, this.#done.element),
    );
    this.#body.addEventListener("change", (event) => this.#take(/** @type {HTMLInputElement} */ (event.target)));
    this.#body.addEventListener("keydown", (event) => this.#key(event));
  }

  /** @param {HTMLElement} place Where it is put. */
  open(place) {
    place.append(this.element);
    this.element.showModal();
    this.#observer.observe(this.#place);
    this.#resize();
  }

  /** Escape closes it before the field has told what was typed there. */
  #takeFocused() {
    const typed = /** @type {HTMLInputElement | null} */ (this.#body.querySelector("input:focus"));
    if (typed) this.#take(typed);
  }

  #close() {
    this.#observer.disconnect();
    this.element.remove();
    if (this.#isApplied) this.#apply();
    else if (this.#draft.isChanged) this.#left();
  }

  /** Says over the columns what they are called, and what the last one holds. */
  #name() {
    const names = this.#draft.names.map((_, column) => h("div", { role: "columnheader" }, this.#called(column)));
    this.#head.replaceChildren(h("div", {}, ""), ...names, h("div", {}, ""));
    this.#kind.set(this.#draft.isRegression ? "values" : "classes");
  }

  /** @param {number} column */
  #called(column) {
    const { names, isRegression } = this.#draft;
    return names[column] || this.#text.t(isRegression ? "own.table.value" : "own.table.class");
  }

  /** The last column holds values, or classes. @param {boolean} isRegression */
  #learn(isRegression) {
    const complaint = this.#draft.learn(isRegression);
    this.#name();
    this.#renew();
    this.#said.textContent = complaint ? this.#text.t(`own.table.${complaint.kind}`, { ...complaint }) : "";
  }

  #resize() {
    const rows = this.#draft.length;
    this.#body.style.height = `${rows * ROW}px`;
    this.#place.setAttribute("aria-rowcount", String(rows + 1));
    this.#count.textContent = this.#text.t("own.table.rows", { rows });
    /** @type {HTMLButtonElement} */ (this.#done.element).disabled = !this.#draft.isWhole;
    /** @type {HTMLButtonElement} */ (this.#more.element).disabled = this.#draft.isFull;
    this.#show();
  }

  /** Makes the rows in sight, and drops the others. */
  #show() {
    const { scrollTop, clientHeight } = this.#place;
    const first = Math.max(0, Math.floor(scrollTop / ROW) - SPARE);
    const last = Math.min(this.#draft.length, Math.ceil((scrollTop + clientHeight) / ROW) + SPARE);
    for (const [at, row] of this.#rows)
      if (at < first || at >= last) {
        // What is being typed there is taken before.
        /** @type {HTMLElement | null} */ (row.querySelector(":focus"))?.blur();
        row.remove();
        this.#rows.delete(at);
      }
    for (let at = first; at < last; at++) if (!this.#rows.has(at)) this.#rows.set(at, this.#row(at));
  }

  /** @param {number} at */
  #row(at) {
    const { t, whole } = this.#text;
    const number = { row: at + 1 };
    const cell = (/** @type {string} */ _, /** @type {number} */ column) => {
      const label = t("own.table.cell", { ...number, column: this.#called(column) });
      const input = h("input", {
        type: "text",
        autocomplete: "off",
        spellcheck: false,
        value: this.#shown(at, column),
      });
      input.setAttribute("aria-label", label);
      Object.assign(input.dataset, { row: at, column });
      return h("div", { role: "gridcell" }, input);
    };
    const remove = h("button", { type: "button", class: "own-remove", on: { click: () => this.#remove(at) } }, "×");
    remove.setAttribute("aria-label", t("own.table.remove", number));
    const head = h("div", { role: "rowheader" }, whole(at + 1));
    const row = h(
      "div",
      { class: "own-row", role: "row" },
      head,
      ...this.#draft.names.map(cell),
      h("div", { role: "gridcell" }, remove),
    );
    row.setAttribute("aria-rowindex", String(at + 2));
    row.style.top = `${at * ROW}px`;
    // In their order, for who reads them one after another.
    const next = [...this.#rows].filter(([other]) => other > at).sort(([a], [b]) => a - b)[0];
    this.#body.insertBefore(row, next?.[1] ?? null);
    return row;
  }

  /** @param {number} row @param {number} column */
  #shown(row, column) {
    const value = this.#draft.at(row, column);
    return typeof value === "number" ? this.#page.field(shortest(value)) : value;
  }

  /** What was typed into a cell. @param {HTMLInputElement} input */
  #take(input) {
    const { t } = this.#text;
    const [row, column] = [Number(input.dataset.row), Number(input.dataset.column)];
    const read = (/** @type {string} */ written) => this.#page.read(written, -Infinity, Infinity).value ?? Number.NaN;
    const complaint = this.#draft.put(row, column, input.value, read);
    input.value = this.#shown(row, column);
    const values = { ...complaint, row: row + 1, column: this.#called(column), old: input.value };
    this.#said.textContent = complaint ? t(`own.table.${complaint.kind}`, values) : "";
    this.#isRefused = complaint !== null;
  }

  /** Enter and arrows lead from row to row. @param {KeyboardEvent} event */
  #key(event) {
    const { row, column } = /** @type {HTMLElement} */ (event.target).dataset;
    const by = /** @type {Record<string, number>} */ ({ Enter: 1, ArrowDown: 1, ArrowUp: -1 })[event.key];
    if (!by || row === undefined) return;
    event.preventDefault();
    this.#focus(Number(row) + by, Number(column));
  }

  /** @param {number} row @param {number} column */
  #focus(row, column) {
    if (row < 0 || row >= this.#draft.length) return;
    const top = row * ROW;
    const { scrollTop, clientHeight } = this.#place;
    if (top < scrollTop) this.#place.scrollTop = top;
    else if (top + 2 * ROW > scrollTop + clientHeight) this.#place.scrollTop = top + 2 * ROW - clientHeight;
    this.#show();
    const input = this.#rows.get(row)?.querySelectorAll("input")[column];
    input?.focus();
    input?.select();
  }

  #add() {
    this.#draft.add();
    this.#resize();
    this.#focus(this.#draft.length - 1, 0);
  }

  /** Makes the rows in sight again. */
  #renew() {
    for (const each of this.#rows.values()) each.remove();
    this.#rows.clear();
    this.#resize();
  }

  /** @param {number} row */
  #remove(row) {
    this.#draft.remove(row);
    this.#said.textContent = "";
    this.#renew();
    /** @type {HTMLElement | null} */ (
      this.#rows.get(Math.min(row, this.#draft.length - 1))?.querySelector("button") ?? null
    )?.focus();
  }

  /** Whoever pressed it out of a cell that is refused is told that first. */
  #finish() {
    if (this.#isRefused) {
      this.#isRefused = false;
      return;
    }
    this.#isApplied = true;
    this.element.close();
  }
}
