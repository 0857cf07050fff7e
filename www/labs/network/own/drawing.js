// One's own points in the big picture, to be dragged, erased and reached by keys. They lie over the points that are painted there.
import { draggable, keyed } from "../../../ui/drag.js";
import { marker } from "../../../ui/marker.js";
import { pointerAt } from "../../../ui/pointer.js";
import { dress, svg } from "../../../ui/svg.js";
import { MAX_POINTS } from "./csv.js";
import { labelOf, pointed, rowsOf, withMore, withRow } from "./rows.js";

/** How far from its middle a point is gripped, in pixels. */
const GRIP = 11;

/**
 * @typedef {import("../boundary.js").Frame} Frame
 * @typedef {import("../boundary.js").Boundary} Boundary
 * @typedef {import("./rows.js").Row} Row
 *
 * @typedef {object} DrawingParts
 * @property {import("../../../i18n/index.js").Text} text
 * @property {import("./tools.js").Tools} tools
 * @property {() => Boundary} boundary
 * @property {() => string} points The setting as it is wanted.
 * @property {(points: string) => unknown} change
 * @property {(index: number) => string} called The name of a class.
 * @property {(rows: number) => void} full There is no room for one more point.
 */

export class Drawing {
  #parts;
  /** @type {Row[]} */
  #rows = [];
  #isOn = false;
  #areClasses = true;
  /** Which point the Tab key leads to. */
  #current = 0;
  #dots = svg("g", {});
  #drawing = svg("svg", { class: "own-points", role: "group" }, this.#dots);
  /** The picture is laid out anew with every painting of its points. */
  #watch = new MutationObserver(() => this.#place());

  /** @param {DrawingParts} parts */
  constructor(parts) {
    this.#parts = parts;
    parts.tools.changed = () => this.#showTool();
    const index = (/** @type {Element} */ dot) => [...this.#dots.children].indexOf(dot);
    draggable(this.#drawing, ".own-dot", {
      press: (_, dot) => dot.focus(),
      move: (event, dot) => {
        const point = this.#parts.tools.tool === "move" && this.#point(event);
        if (point) this.#put(dot, point);
      },
      end: (event, dot, moved) => {
        const at = index(dot);
        if (this.#parts.tools.tool === "erase") return event && this.#erase(at);
        const point = event && moved && this.#point(event);
        return point ? this.#move(at, point) : this.#place();
      },
    });
    this.#drawing.addEventListener("keydown", (event) => {
      const at = index(/** @type {Element} */ (event.target));
      if (at >= 0 && this.#press(event, at)) event.preventDefault();
    });
    // What happens on a point is not for what is under it.
    this.#drawing.addEventListener("click", (event) => event.stopPropagation());
  }

  /** Other points, or none: where other data is shown. @param {string | null} points @param {boolean} areClasses */
  show(points, areClasses) {
    const { square } = this.#parts.boundary();
    this.#isOn = points !== null;
    this.#areClasses = areClasses;
    this.#rows = points === null ? [] : rowsOf(points).filter(({ numbers }) => numbers.length === 3);
    this.#watch.disconnect();
    if (this.#rows.length === 0) return this.#drawing.remove();
    if (this.#drawing.parentNode !== square) square.append(this.#drawing);
    this.#watch.observe(square, { subtree: true, attributeFilter: ["style", "width"] });
    this.#drawing.setAttribute("aria-label", this.#parts.text.t("own.dots"));
    this.#showTool();
    this.#place();
  }

  close() {
    this.#watch.disconnect();
    this.#drawing.remove();
  }

  #showTool() {
    this.#drawing.dataset.tool = this.#parts.tools.tool;
  }

  get #frame() {
    return this.#isOn ? this.#parts.boundary().frame : null;
  }

  /** @param {number} label */
  #class(label) {
    return this.#areClasses ? Math.max(0, label) : null;
  }

  #place() {
    const { t, exact } = this.#parts.text;
    this.#current = Math.min(this.#current, this.#rows.length - 1);
    while (this.#dots.children.length > this.#rows.length) this.#dots.lastChild?.remove();
    for (const [at, { numbers }] of this.#rows.entries()) {
      const dot = this.#dots.children[at] ?? this.#dots.appendChild(this.#dot());
      const [x, y, target] = numbers;
      const index = this.#class(target);
      const values = {
        number: at + 1,
        x: exact(x),
        y: exact(y),
        class: this.#parts.called(index ?? 0),
        value: exact(target),
      };
      dress(dot, {
        "aria-label": t(index === null ? "own.dot.value" : "own.dot", values),
        tabindex: at === this.#current ? 0 : -1,
      });
      dot.classList.remove("moving");
      dot.lastElementChild?.replaceWith(marker(index ?? 0, 6));
      this.#set(dot, [x, y]);
    }
  }

  #dot() {
    const on = { focus: (/** @type {Event} */ event) => this.#hold(/** @type {Element} */ (event.currentTarget)) };
    return svg("g", { class: "own-dot", role: "button", on }, svg("circle", { r: GRIP }), svg("g", {}));
  }

  /** @param {Element} dot */
  #hold(dot) {
    this.#current = [...this.#dots.children].indexOf(dot);
    for (const [at, each] of [...this.#dots.children].entries())
      each.setAttribute("tabindex", at === this.#current ? "0" : "-1");
  }

  /** @param {Element} dot @param {readonly number[]} point */
  #set(dot, [x, y]) {
    const frame = this.#frame;
    if (!frame) return;
    const across = frame.left + ((x - frame.x[0]) / (frame.x[1] - frame.x[0])) * frame.width;
    const down = frame.top + (1 - (y - frame.y[0]) / (frame.y[1] - frame.y[0])) * frame.height;
    dot.setAttribute("transform", `translate(${across.toFixed(1)} ${down.toFixed(1)})`);
  }

  /** While it is dragged. @param {Element} dot @param {readonly number[]} point */
  #put(dot, point) {
    dot.classList.add("moving");
    this.#set(dot, point);
  }

  /** Where an event is, in the data's numbers. @param {PointerEvent} event @returns {[number, number] | null} */
  #point(event) {
    const frame = this.#frame;
    if (!frame) return null;
    const [left, top] = pointerAt(event, this.#parts.boundary().square);
    const part = (/** @type {number} */ share) => Math.min(1, Math.max(0, share));
    const across = part((left - frame.left) / frame.width);
    const up = part(1 - (top - frame.top) / frame.height);
    const { x, y } = frame;
    return [pointed(x[0] + across * (x[1] - x[0]), x), pointed(y[0] + up * (y[1] - y[0]), y)];
  }

  /** Adds a point where the picture was pressed. @param {number} x @param {number} y @param {number} target */
  add(x, y, target) {
    const points = this.#parts.points();
    const frame = this.#frame;
    const place = frame ? [pointed(x, frame.x), pointed(y, frame.y)] : [x, y];
    const width = rowsOf(points)[0]?.numbers.length ?? 3;
    const label = this.#areClasses ? labelOf(target, this.#rows) : target;
    const more = withMore(points, width === 2 ? place : [...place, label]);
    if (more.length > MAX_POINTS) this.#parts.full(this.#rows.length);
    else this.#parts.change(more);
  }

  /** Keys may be faster than what is shown: the row as it is wanted. @param {number} at @param {(numbers: number[]) => number[] | null} change */
  #change(at, change) {
    const points = this.#parts.points();
    const row = rowsOf(points)[at];
    if (row) this.#parts.change(withRow(points, row.line, change(row.numbers)));
  }

  /** @param {number} at @param {readonly number[]} point */
  #move(at, [x, y]) {
    this.#change(at, ([, , target]) => [x, y, target]);
  }

  /** @param {number} at */
  #erase(at) {
    const hadFocus = this.#dots.children[at]?.matches(":focus");
    this.#change(at, () => null);
    // The one that takes its place has the focus.
    if (hadFocus) this.#focus(Math.min(at, this.#rows.length - 2));
  }

  /** @param {number} at */
  #focus(at) {
    /** @type {SVGElement | undefined} */ (this.#dots.children[at])?.focus();
  }

  /** What a key does to a point; whether it does anything. @param {KeyboardEvent} event @param {number} at */
  #press(event, at) {
    const frame = this.#frame;
    if (!frame || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "PageDown" || event.key === "PageUp") {
      const count = this.#rows.length;
      this.#focus((at + (event.key === "PageDown" ? 1 : count - 1)) % count);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.#erase(at);
    } else if (this.#areClasses && /^[0-7]$/.test(event.key)) {
      this.#change(at, ([x, y]) => [x, y, labelOf(Number(event.key), this.#rows)]);
    } else {
      const row = rowsOf(this.#parts.points())[at];
      const to = row && keyed(event, [row.numbers[0], row.numbers[1]], [frame.x, frame.y]);
      if (!to) return false;
      this.#move(at, to);
    }
    return true;
  }
}
