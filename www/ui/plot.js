// A plot: two axes with numbers, and a drawing between them in pixels of the page, so that words keep their size.
import { h, styleSheet } from "./dom.js";
import { pointerAt } from "./pointer.js";
import { arrowParts, near, svg } from "./svg.js";

const TOP = 26; // room for the name of the axis that goes up
const BOTTOM = 36; // for numbers and the name of the other
const RIGHT = 12;
const LEAST = 100; // less has no room for axes with something between them, and is not drawn
const DIGIT = 7; // about as wide as a digit

/** What it looks like. Users of this module adopt it. */
export const sheet = () => styleSheet(new URL("./plot.css", import.meta.url));

/** The approximate distance of numbers, in pixels. */
const APART = { x: 84, y: 46 };

/**
 * @typedef {[number, number]} Pair
 *
 * @typedef {{ value: number, label: string }} Tick
 *
 * @typedef {object} Axis
 * @property {Pair} range From left to right, or from below up.
 * @property {Node | string} name An element or a text of SVG.
 * @property {string} [symbol] The quantity that is on it.
 * @property {boolean} [isWhole] Whether only whole numbers stand at it.
 * @property {(value: number) => string} [powers] Makes it logarithmic, and writes the powers of ten that stand at it.
 *
 * @typedef {object} Frame What is between the axes, in pixels.
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} height
 * @property {(value: number) => number} x Where a value is, from the left edge of the frame.
 * @property {(value: number) => number} y Where a value is, from its upper edge.
 *
 * @typedef {object} View
 * @property {string} label Says what is to be seen.
 * @property {Axis} x
 * @property {Axis} y
 * @property {(low: number, high: number, count: number) => Tick[]} ticks
 * @property {(frame: Frame) => { inside?: (Element | null)[], over?: Element[] }} draw The elements to be seen, whose origin is
 *   the upper left corner of the frame: those `inside` are cut off at it, those `over` it are not. It is called again when the
 *   size changes.
 *
 * @typedef {Pick<View, "x" | "y" | "ticks">} Axes What a frame depends on, besides the size.
 */

export class Plot {
  #drawing = svg("svg", { class: "drawing plot", role: "img" });
  #above = svg("svg", { class: "drawing plot above" }); // what can be moved must not lie in what is one image to some
  #group = svg("g", {});
  /** What is to be seen. @type {View | null} */
  #view = null;
  /** [width, height] in pixels of the page, once there is room. @type {Pair | null} */
  #size = null;
  #observer = new ResizeObserver(() => this.#fit());
  /** What lies under the drawing may be put in front of it. */
  element = h("div", { class: "plot-place" }, this.#drawing, this.#above);

  constructor() {
    this.#above.append(this.#group);
    this.#observer.observe(this.element);
  }

  /** @param {View} view */
  show(view) {
    this.#view = view;
    this.#drawing.setAttribute("aria-label", view.label);
    // What is seen first is whole: the observer tells a size one frame later.
    if (this.#size) this.#draw();
    else this.#fit();
  }

  /**
   * Where an event is, as [x, y] of the axes, and whether that is in the frame; nowhere while nothing is drawn.
   *
   * @param {MouseEvent} event
   * @returns {{ point: Pair, inside: boolean }}
   */
  at(event) {
    if (!this.#view || !this.#size) return { point: [Number.NaN, Number.NaN], inside: false };
    const [x, y] = pointerAt(event, this.#drawing);
    const { left, top, width, height } = this.#frame(this.#view, this.#size);
    const [across, up] = [(x - left) / width, 1 - (y - top) / height];
    const value = (/** @type {Axis} */ axis, /** @type {number} */ share) => {
      const [low, high] = ends(axis);
      return axis.powers ? 10 ** (low + (high - low) * share) : low + (high - low) * share;
    };
    return {
      point: [value(this.#view.x, across), value(this.#view.y, up)],
      inside: across >= 0 && across <= 1 && up >= 0 && up <= 1,
    };
  }

  #fit() {
    /** @type {Pair} */
    const size = [this.element.clientWidth, this.element.clientHeight];
    if (Math.min(...size) < LEAST) return;
    this.#size = size;
    for (const part of [this.#drawing, this.#above]) part.setAttribute("viewBox", `0 0 ${size[0]} ${size[1]}`);
    this.#draw();
  }

  /**
   * The frame in which a view would be drawn, or null as long as there is no room for one.
   *
   * @param {Axes} view
   */
  measure(view) {
    if (!this.#size) this.#fit();
    return this.#size && this.#frame(view, this.#size);
  }

  /** The numbers of the axis that goes up are as wide as they are. @param {Axes} view @param {Pair} size @returns {Frame} */
  #frame(view, [across, down]) {
    const { x, y } = view;
    const height = Math.max(20, down - TOP - BOTTOM);
    const left = 14 + DIGIT * Math.max(2, ...ticksOf(view, y, height / APART.y).map(({ label }) => label.length));
    const width = Math.max(20, across - left - RIGHT);
    const place = (/** @type {Axis} */ axis, /** @type {number} */ length) => {
      const [low, high] = ends(axis);
      return (/** @type {number} */ value) =>
        (((axis.powers ? Math.log10(value) : value) - low) / (high - low)) * length;
    };
    const [right, up] = [place(x, width), place(y, height)];
    return { left, top: TOP, width, height, x: right, y: (value) => height - up(value) };
  }

  close() {
    this.#observer.disconnect();
  }

  #draw() {
    const view = this.#view;
    if (!view || !this.#size) return;
    const { x, y, draw } = view;
    const frame = this.#frame(view, this.#size);
    const { left, top, width, height } = frame;
    const grid = svg("g", { class: "plot-grid" });
    for (const { value, label } of ticksOf(view, x, width / APART.x)) {
      const at = left + frame.x(value);
      grid.append(
        svg("line", { x1: at, x2: at, y1: top, y2: top + height }),
        svg("text", { x: at, y: top + height + 12 }, label),
      );
    }
    for (const { value, label } of ticksOf(view, y, height / APART.y)) {
      const at = top + frame.y(value);
      grid.append(
        svg("line", { x1: left, x2: left + width, y1: at, y2: at }),
        svg("text", { x: left - 6, y: at, class: "end" }, label),
      );
    }
    const { inside = [], over = [] } = draw(frame);
    /** @type {Element[]} */
    const moved = [...this.#group.children];
    this.#drawing.replaceChildren(
      grid,
      svg("svg", { x: left, y: top, width, height, class: "inside" }, ...inside),
      svg("rect", { x: left, y: top, width, height, class: "frame" }),
      svg("text", { x: left + width, y: top + height + 27, class: "plot-axis end", symbol: x.symbol }, x.name),
      svg("text", { x: left, y: 12, class: "plot-axis start", symbol: y.symbol }, y.name),
    );
    // Who has the focus there keeps it.
    this.#group.setAttribute("transform", `translate(${left} ${top})`);
    const [gone, come] = [
      moved.filter((part) => !over.includes(part)),
      over.filter((part) => part.parentNode !== this.#group),
    ];
    for (const part of gone) part.remove();
    this.#group.append(...come);
  }
}

/** The ends of an axis, as exponents where it is logarithmic. @param {Axis} axis @returns {Pair} */
const ends = ({ range: [low, high], powers }) => (powers ? [Math.log10(low), Math.log10(high)] : [low, high]);

/** The numbers at an axis, about `count` of them. @param {Axes} view @param {Axis} axis @param {number} count @returns {Tick[]} */
function ticksOf(view, axis, count) {
  const { range, isWhole, powers } = axis;
  const most = Math.max(2, Math.round(count));
  if (!powers) return view.ticks(...range, most).filter(({ value }) => !isWhole || Number.isInteger(value));
  const [low, high] = ends(axis).map(Math.round);
  const apart = Math.max(1, Math.ceil((high - low) / most));
  const exponents = Array.from({ length: Math.floor((high - low) / apart) + 1 }, (_, at) => low + at * apart);
  return exponents.map((exponent) => ({ value: 10 ** exponent, label: powers(10 ** exponent) }));
}

/** A path through points, in pixels. @param {readonly (readonly number[])[]} points [[x, y], …] */
export const way = (points) =>
  points.map(([x, y], at) => `${at ? "L" : "M"}${near(x).toFixed(1)} ${near(y).toFixed(1)}`).join("");

/**
 * An arrow from one point to another, in pixels; null where they are the same.
 *
 * @param {readonly number[]} from [x, y]
 * @param {readonly number[]} to [x, y]
 * @param {import("./dom.js").Attributes & { symbol?: string | null }} [attributes]
 */
export function arrow(from, to, attributes) {
  if (!(Math.hypot(to[0] - from[0], to[1] - from[1]) > 0.5)) return null;
  const { neck, tip } = arrowParts(from, to);
  return svg(
    "g",
    attributes,
    svg("path", { d: way([from, neck]), class: "shaft" }),
    svg("path", { d: tip, class: "tip-of" }),
  );
}
