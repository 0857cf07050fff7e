// A plane with points and the lines that cut it, of two inputs or of two hidden units. It knows no lab.
import { draggable, keyed, pressable } from "./drag.js";
import { marker } from "./marker.js";
import { Plot, way } from "./plot.js";
import { styleSheet } from "./dom.js";
import { svg } from "./svg.js";

/** Where the handles of a line are on what is seen of it. */
const HANDLES = [0.24, 0.76];
/** Nearer to each other, as a fraction of the window, they say no direction. */
const APART = 0.04;
/** Points as near as that, in pixels, are drawn side by side, so far apart. */
const [SAME, ASIDE] = [6, 17];
/** How far from its point a name stands, in pixels. */
const NAME = 21;

/** What it looks like. Users of this module adopt it. */
export const sheet = () => styleSheet(new URL("./plane.css", import.meta.url));

/**
 * @typedef {[number, number]} Pair
 * @typedef {[w0: number, w1: number, w2: number]} Weights Of w0 + w1 x + w2 y.
 *
 * @typedef {object} PlaneLine
 * @property {Weights} weights
 * @property {Pair[] | null} border Where that is 0, by its ends; null where it is not seen.
 * @property {Pair[]} half Where it is not negative, as a polygon.
 * @property {string} [symbol] The quantities that it shows.
 * @property {boolean} [isFixed] Whether it cannot be dragged.
 * @property {boolean} [isComing] Whether other weights are wanted already, which are shown soon.
 * @property {string} [name] What a handle of it is called.
 * @property {string} [value] What is said of it to those who do not see it.
 *
 * @typedef {object} PlanePoint
 * @property {Pair} at
 * @property {number} class
 * @property {string} name
 * @property {string} [symbol]
 * @property {boolean} [isWrong]
 * @property {boolean} [isChosen]
 *
 * @typedef {object} PlaneView
 * @property {string} label Says what is to be seen.
 * @property {[Pair, Pair]} window
 * @property {import("./plot.js").Axis["name"][]} names Of both axes.
 * @property {string[]} [symbols] The quantities on them.
 * @property {PlaneLine[]} lines
 * @property {PlanePoint[]} points
 * @property {import("./plot.js").View["ticks"]} ticks
 *
 * @typedef {object} Anchors Where the handles of a line are.
 * @property {Pair[]} at
 * @property {number} length That of (w1, w2), which stays.
 * @property {1 | -1} side On which side of the way from one to the other it is positive.
 * @property {string} led The weights to which they belong, as JSON.
 */

export class Plane {
  #plot = new Plot();
  #largest;
  #turn;
  /** Null until something is shown. @type {PlaneView} */
  #view = /** @type {any} */ (null);
  /** Of each line. @type {Anchors[]} */
  #anchors = [];
  /** Two of each line. @type {SVGElement[][]} */
  #handles = [];
  element = this.#plot.element;

  /** `largest` is what a weight may be at most; a line was led elsewhere, a point was pressed. @param {{ largest: number, turn: (line: number, weights: Weights) => void, choose: (point: number) => void }} how */
  constructor({ largest, turn, choose }) {
    this.#largest = largest;
    this.#turn = turn;
    this.element.classList.add("cut-plane");
    draggable(this.element, ".handle", {
      press: (_, held) => held.focus(),
      move: (event, held) => this.#lead(held, this.#plot.at(event).point),
    });
    pressable(this.element, (_, pressed) => {
      const at = pressed.closest("[data-point]")?.getAttribute("data-point");
      if (at) choose(Number(at));
    });
  }

  /** @param {PlaneView} view */
  show(view) {
    this.#view = view;
    const [x, y] = [0, 1].map((axis) => ({
      range: view.window[axis],
      name: view.names[axis],
      symbol: view.symbols?.[axis],
    }));
    view.lines.forEach((line, at) => {
      this.#settle(line, at);
    });
    this.#plot.show({ label: view.label, x, y, ticks: view.ticks, draw: (frame) => this.#draw(frame) });
  }

  close() {
    this.#plot.close();
  }

  /** Handles stay where a hand has put them while their line is on its way there, and until it is another one. @param {PlaneLine} line @param {number} at */
  #settle({ weights, border, isComing }, at) {
    const led = JSON.stringify(weights);
    const old = this.#anchors[at];
    if (!border || (old && (isComing || old.led === led))) return;
    const [from, to] = border;
    const places = HANDLES.map(
      (share) => /** @type {Pair} */ ([0, 1].map((axis) => from[axis] + share * (to[axis] - from[axis]))),
    );
    const [, w1, w2] = weights;
    const side = (from[1] - to[1]) * w1 + (to[0] - from[0]) * w2 >= 0 ? 1 : -1;
    this.#anchors[at] = { at: places, length: Math.hypot(w1, w2), side, led };
  }

  /** Leads one end of a line to a point; the other one stays. @param {Element} handle @param {Pair} point */
  #lead(handle, point) {
    const line = this.#handles.findIndex((both) => both.includes(/** @type {SVGElement} */ (handle)));
    const end = this.#handles[line]?.indexOf(/** @type {SVGElement} */ (handle));
    const anchors = this.#anchors[line];
    if (!anchors || this.#view.lines[line]?.isFixed) return;
    const place = /** @type {Pair} */ (
      point.map((value, axis) => {
        const [low, high] = this.#view.window[axis];
        return Number(Math.min(high, Math.max(low, value)).toFixed(2));
      })
    );
    const at = anchors.at.map((old, one) => (one === end ? place : old));
    const [[ax, ay], [bx, by]] = at;
    const [low, high] = this.#view.window[0];
    const distance = Math.hypot(bx - ax, by - ay);
    if (distance < APART * (high - low)) return;
    anchors.at = at;
    const scale = (anchors.side * anchors.length) / distance;
    const [w1, w2] = [(ay - by) * scale, (bx - ax) * scale];
    const digits = anchors.length < 1 ? 4 : 2;
    const exact = [-(w1 * ax + w2 * ay), w1, w2];
    // The same line, with weights that may be.
    const less = Math.min(1, this.#largest / Math.max(...exact.map(Math.abs)));
    const weights = /** @type {Weights} */ (exact.map((weight) => Number((weight * less).toFixed(digits)) + 0));
    anchors.led = JSON.stringify(weights);
    this.#turn(line, weights);
  }

  /** @param {KeyboardEvent} event @param {Element} handle */
  #press(event, handle) {
    const line = this.#handles.findIndex((both) => both.includes(/** @type {SVGElement} */ (handle)));
    const end = this.#handles[line].indexOf(/** @type {SVGElement} */ (handle));
    const next = keyed(event, this.#anchors[line].at[end], this.#view.window);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    this.#lead(handle, next);
  }

  /** @param {number} line @param {number} end */
  #handle(line, end) {
    this.#handles[line] ??= [];
    this.#handles[line][end] ??= svg(
      "g",
      {
        class: `handle line-${line}`,
        tabindex: 0,
        role: "slider",
        on: { keydown: (event) => this.#press(event, this.#handles[line][end]) },
      },
      svg("circle", { r: 18, class: "reach" }),
      svg("circle", { r: 7, class: "ring" }),
    );
    return this.#handles[line][end];
  }

  /** @param {import("./plot.js").Frame} frame */
  #draw(frame) {
    const { lines, points, window } = this.#view;
    const pixel = (/** @type {readonly number[]} */ [x, y]) => [frame.x(x), frame.y(y)];
    const middle = window.map(([low, high]) => (low + high) / 2);
    const over = lines.flatMap(({ border, isFixed, symbol, name = "", value = "" }, line) =>
      border && !isFixed
        ? [0, 1].map((end) => {
            const handle = this.#handle(line, end);
            const at = this.#anchors[line].at[end];
            const [x, y] = pixel(at);
            handle.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
            if (symbol) handle.dataset.symbol = symbol;
            const said = {
              label: name,
              valuenow: at[0],
              valuemin: window[0][0],
              valuemax: window[0][1],
              valuetext: value,
            };
            for (const [key, each] of Object.entries(said)) handle.setAttribute(`aria-${key}`, String(each));
            return handle;
          })
        : [],
    );
    return {
      inside: [
        ...lines.map(({ half }, at) =>
          half.length > 2 ? svg("path", { d: `${way(half.map(pixel))}Z`, class: `half line-${at}` }) : null,
        ),
        ...lines.map(({ border, symbol }, at) =>
          border ? svg("path", { d: way(border.map(pixel)), class: `cut line-${at}`, symbol }) : null,
        ),
        ...this.#spread(points, pixel).map(({ x, y, point, index, rank }) => {
          // Outwards, where no line has to pass.
          const away = [x - frame.x(middle[0]), y - frame.y(middle[1])];
          const length = Math.hypot(away[0], away[1]);
          const [across, down] = rank
            ? [Math.sign(rank) * 7, -NAME]
            : length > 8
              ? away.map((part) => (part / length) * NAME)
              : [0, -NAME];
          return svg(
            "g",
            {
              class: "plane-point",
              symbol: point.symbol,
              "data-point": index,
              transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
            },
            point.isChosen ? svg("circle", { r: 14, class: "chosen-ring" }) : null,
            point.isWrong ? svg("circle", { r: 11.5, class: "wrong-ring" }) : null,
            marker(point.class, 7.5),
            svg("text", { x: across, y: down }, point.name),
          );
        }),
      ],
      over,
    };
  }

  /** Points at the same place stand side by side. @param {PlanePoint[]} points @param {(at: readonly number[]) => number[]} pixel */
  #spread(points, pixel) {
    const all = points.map((point, index) => ({ point, index, place: pixel(point.at) }));
    return all.map(({ point, index, place: [x, y] }) => {
      const group = all.filter(({ place }) => Math.hypot(place[0] - x, place[1] - y) < SAME);
      const rank = group.findIndex((one) => one.index === index) - (group.length - 1) / 2;
      return { point, index, rank, x: x + rank * ASIDE, y };
    });
  }
}
