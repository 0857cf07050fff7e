// The landscape from above, the ways of the racers over it, and the coming step of one of them as arrows.
import { h } from "../../ui/dom.js";
import { draggable, keyed, pressable } from "../../ui/drag.js";
import { pointerAt } from "../../ui/pointer.js";
import { svg } from "../../ui/svg.js";
import { Ground } from "../ground.js";
import { drawArrows } from "./arrows.js";
import { dash, mark } from "./markers.js";

const MARGIN = { left: 52, top: 8, right: 10, bottom: 38 };
/** On a phone every pixel is the landscape's. */
const NARROW = { width: 420, left: 40, right: 4 };
/** So far from a mark a click is still meant for it. */
const NEAR = 14;
/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").OptimizersShown} OptimizersShown
 * @typedef {import("../../pkg-lessons/nn_playground.js").OptimizersRacer} Racer
 * @typedef {[number, number]} Pair
 *
 * @typedef {object} Scene
 * @property {OptimizersShown} shown
 * @property {number} selected
 * @property {import("./markers.js").Introduced[]} racers
 * @property {"light" | "dark"} theme
 * @property {any} [ground] The answer to what the picture wants.
 * @property {(times: number) => string} zoom What is written beside the ring around what is magnified.
 * @property {import("../../ui/plot.js").View["ticks"]} ticks
 * @property {string} label
 * @property {{ label: string, text: string }} handle
 */

export class RacePicture {
  #on;
  #ground;
  #drawing = svg("svg", { class: "drawing race", role: "img" });
  #handle = h("div", { class: "race-handle", role: "slider", tabIndex: 0, "data-symbol": "start" });
  // Not at once: drawing changes the height, and a browser complains of what an observer changes of what it observes.
  #observer = new ResizeObserver(() => requestAnimationFrame(() => this.#fit()));
  /** Null until there is an answer. @type {Scene} */
  #scene = /** @type {any} */ (null);
  #margin = MARGIN;
  #size = 0; // of the landscape, in pixels of the page
  #under = svg("g", {}); // what is drawn below the marks
  #arrowsPlace = svg("g", {}); // and above those of the other racers
  /** A mark each: it stays the same while it is pressed. @type {SVGPathElement[]} */
  #marks = [];
  #drags = false;
  element;

  /**
   * @param {object} on
   * @param {(start: Pair) => void} on.start Another start is wanted.
   * @param {() => Pair} on.wanted The start that was wanted last: it may not be shown yet.
   * @param {(racer: number) => void} on.select Another racer is wanted.
   * @param {(window: OptimizersShown["window"] | null) => void} on.hold The window must keep still while the start is moved; null:
   *   no longer.
   * @param {import("../ground.js").Ask} on.ask Asks the machine for the landscape.
   */
  constructor(on) {
    this.#on = on;
    this.#ground = new Ground("race-ground", on.ask);
    this.element = h("div", { class: "race-place" }, this.#ground.element, this.#drawing, this.#handle);
    this.#observer.observe(this.element);
    pressable(this.#drawing, (event) => this.#click(event));
    this.#handle.addEventListener("keydown", (event) => this.#key(event));
    draggable(this.#handle, ".race-handle", {
      press: () => this.#handle.focus(),
      move: (event) => {
        this.#drags = true;
        this.#on.hold(this.#scene.shown.window);
        this.#on.start(this.#point(event));
      },
      end: () => {
        this.#drags = false;
        this.#release();
      },
    });
    this.#handle.addEventListener("focusout", () => this.#release());
  }

  /**
   * Returns how many times as long as they are arrows of steps are drawn, and whether there are arrows of slopes.
   *
   * @param {Scene} scene
   * @returns {{ steps: number, slopes: boolean }}
   */
  show(scene) {
    this.#scene = scene;
    this.#ground.paint(scene.ground);
    this.#drawing.setAttribute("aria-label", scene.label);
    const [[left, right]] = scene.shown.window;
    for (const [name, value] of [
      ["label", scene.handle.label],
      ["valuemin", left],
      ["valuemax", right],
      ["valuenow", scene.shown.start[0]],
      ["valuetext", scene.handle.text],
    ])
      this.#handle.setAttribute(`aria-${name}`, String(value));
    return this.#draw();
  }

  #fit() {
    const width = Math.round(this.element.clientWidth);
    const margin = width < NARROW.width ? { ...MARGIN, ...NARROW } : MARGIN;
    const size = width - margin.left - margin.right;
    // While another lab is open it has no size at all, and keeps the one it had.
    if (size <= 0 || size === this.#size) return;
    this.#margin = margin;
    this.#size = size;
    if (this.#scene) this.#draw();
  }

  /** From the variables to the drawing. @param {Pair} place @returns {Pair} */
  #at([x, y]) {
    const [[left, right], [bottom, top]] = this.#scene.shown.window;
    return [
      this.#margin.left + ((x - left) / (right - left)) * this.#size,
      this.#margin.top + ((top - y) / (top - bottom)) * this.#size,
    ];
  }

  /** A vector of the variables in pixels. @param {Pair} vector @returns {Pair} */
  #across([x, y]) {
    const [[left, right], [bottom, top]] = this.#scene.shown.window;
    return [(x / (right - left)) * this.#size, (-y / (top - bottom)) * this.#size];
  }

  /** A place of the drawing, or where the picture is nearest to it. @param {Pair} place @returns {Pair} */
  #nearest([x, y]) {
    const inside = (/** @type {number} */ value, /** @type {number} */ low) =>
      Math.min(low + this.#size, Math.max(low, value));
    return [inside(x, this.#margin.left), inside(y, this.#margin.top)];
  }

  /** The question for the landscape that an answer has to be drawn on, or null. @param {OptimizersShown} shown @param {"light" | "dark"} theme */
  wants({ surface, condition, formula, window }, theme) {
    if (!this.#size) this.#fit();
    const pixels = Math.round(this.#size * Math.min(2, devicePixelRatio));
    return pixels === 0 ? null : this.#ground.wants([surface, condition, formula, window], pixels, pixels, theme);
  }

  #draw() {
    if (!this.#size) this.#fit();
    if (!this.#size) return { steps: 1, slopes: false };
    const { shown, selected, racers } = this.#scene;
    this.#ground.follow(this.wants(shown, this.#scene.theme));
    const [width, height] = [
      this.#size + this.#margin.left + this.#margin.right,
      this.#size + this.#margin.top + this.#margin.bottom,
    ];
    this.#drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const order = [...racers.keys()].sort((a, b) => Number(a === selected) - Number(b === selected)); // the chosen one on top
    const { below, above, ...scale } = this.#arrows(shown.racers[selected]);
    this.#under.replaceChildren(
      svg(
        "clipPath",
        { id: "nn-race" },
        svg("rect", { x: this.#margin.left, y: this.#margin.top, width: this.#size, height: this.#size }),
      ),
      ...this.#axes(),
      svg(
        "g",
        { "clip-path": "url(#nn-race)" },
        ...shown.minima.map((minimum) => this.#minimum(minimum)),
        ...order.map((at) => this.#path(shown.racers[at], racers[at].look, at === selected)),
        ...below,
      ),
    );
    this.#arrowsPlace.replaceChildren(svg("g", { class: "race-arrows", "clip-path": "url(#nn-race)" }, ...above));
    this.#marks = racers.map(({ look }, at) =>
      this.#head(shown.racers[at], look, at === selected ? "race-chosen" : "", this.#marks[at]),
    );
    const parts = [
      this.#under,
      ...this.#marks.filter((_, at) => at !== selected),
      this.#marks[selected],
      this.#arrowsPlace, // a short arrow would not be seen below the mark
    ];
    if (parts.length !== this.#drawing.children.length || parts.some((part, at) => part !== this.#drawing.children[at]))
      this.#drawing.replaceChildren(...parts);
    const [x, y] = this.#nearest(this.#at(shown.start));
    // In per cent: on paper the picture is larger or smaller.
    const [across, down] = [width, height].map(
      (whole) => (/** @type {number} */ length) => `${(100 * length) / whole}%`,
    );
    Object.assign(this.#handle.style, { left: across(x), top: down(y) });
    Object.assign(this.#ground.element.style, {
      left: across(this.#margin.left),
      top: down(this.#margin.top),
      width: across(this.#size),
      height: down(this.#size),
    });
    return scale;
  }

  #axes() {
    const {
      ticks,
      shown: {
        window: [across, up],
      },
    } = this.#scene;
    const count = Math.max(3, Math.round(this.#size / 90));
    const floor = this.#margin.top + this.#size;
    return [
      ...ticks(...across, count).map(({ value, label }) =>
        svg("text", { class: "race-tick", x: this.#at([value, 0])[0], y: floor + 12 }, label),
      ),
      ...ticks(...up, count).map(({ value, label }) =>
        svg("text", { class: "race-tick race-upright", x: this.#margin.left - 6, y: this.#at([0, value])[1] }, label),
      ),
      svg("text", { class: "race-axis", x: this.#margin.left + this.#size / 2, y: floor + 29 }, "θ₁"),
      svg("text", { class: "race-axis", x: 9, y: this.#margin.top + this.#size / 2 }, "θ₂"),
    ];
  }

  /** @param {Pair} minimum */
  #minimum(minimum) {
    const [x, y] = this.#at(minimum);
    return svg("path", { class: "race-minimum", d: `M${x - 6} ${y}H${x + 6}M${x} ${y - 6}V${y + 6}` });
  }

  /** @param {Racer} racer @param {number} look @param {boolean} isChosen */
  #path({ path: { x, y } }, look, isChosen) {
    const d = x.map((_, at) =>
      this.#at([x[at], y[at]])
        .map((side) => Math.min(1e5, Math.max(-1e5, side)).toFixed(1))
        .join(" "),
    );
    const line = `M${d.join("L")}`;
    return svg(
      "g",
      { class: `racer-${look}${isChosen ? " race-chosen" : ""}` },
      svg("path", { d: line, class: "race-casing" }),
      svg("path", { d: line, class: "race-path", "stroke-dasharray": dash(look) }),
    );
  }

  /** The mark of a racer; one that has left the picture stands, hollow, at the edge where it is nearest to it. @param {Racer} racer @param {number} look @param {string} className @param {SVGPathElement} [old] */
  #head({ theta }, look, className, old) {
    const [x, y] = this.#at(theta);
    const [shownX, shownY] = this.#nearest([x, y]);
    const isOut = Math.hypot(shownX - x, shownY - y) > 1;
    return mark(look, {
      old,
      x: shownX,
      y: shownY,
      size: className ? 8 : 7,
      className: `${className}${isOut ? " race-out" : ""}`,
    });
  }

  /** The next step of a racer, if that is seen. @param {Racer} racer */
  #arrows(racer) {
    const here = this.#at(racer.theta);
    const isSeen = this.#nearest(here).every((side, axis) => side === here[axis]);
    if (!isSeen) return { steps: 1, slopes: false, below: [], above: [] };
    const frame = { left: this.#margin.left, top: this.#margin.top, size: this.#size };
    return drawArrows(racer, here, (vector) => this.#across(vector), frame, this.#scene.zoom);
  }

  /** From a pointer to the variables, inside of the picture. @param {MouseEvent} event */
  #point(event) {
    const [x, y] = pointerAt(event, this.element);
    const [across, up] = this.#scene.shown.window;
    return this.#inside([
      across[0] + ((x - this.#margin.left) / this.#size) * (across[1] - across[0]),
      up[1] - ((y - this.#margin.top) / this.#size) * (up[1] - up[0]),
    ]);
  }

  /** @param {Pair} point @returns {Pair} */
  #inside(point) {
    const rounded = (/** @type {0 | 1} */ axis) => {
      const value = point[axis];
      const [low, high] = this.#scene.shown.window[axis];
      const digit = this.#digit(axis);
      return Math.min(high, Math.max(low, Number((Math.round(value / digit) * digit).toPrecision(12))));
    };
    return [rounded(0), rounded(1)];
  }

  /** The power of ten to which a coordinate of the start is rounded: less than a pixel. @param {0 | 1} axis */
  #digit(axis) {
    const [low, high] = this.#scene.shown.window[axis];
    return 10 ** Math.floor(Math.log10((high - low) / 400));
  }

  /** A click chooses the racer that it hits, or puts the start there. @param {MouseEvent} event */
  #click(event) {
    const [x, y] = pointerAt(event, this.element);
    const away = this.#scene.shown.racers.map(({ theta }) =>
      Math.hypot(this.#at(theta)[0] - x, this.#at(theta)[1] - y),
    );
    const nearest = away.indexOf(Math.min(...away));
    if (away[nearest] <= NEAR && this.#scene.shown.step > 0) return this.#on.select(nearest);
    if (
      x < this.#margin.left ||
      y < this.#margin.top ||
      x > this.#margin.left + this.#size ||
      y > this.#margin.top + this.#size
    )
      return;
    this.#on.start(this.#point(event));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { window } = this.#scene.shown;
    // Keys may come faster than pictures: the next one goes on from where the last one led.
    const next = keyed(event, this.#on.wanted(), window);
    if (!next) return;
    event.preventDefault();
    this.#on.hold(window);
    this.#on.start(this.#inside(next));
  }

  /** The window may follow the start again, once the last start that was asked for is on its way. */
  #release() {
    if (!this.#drags) requestAnimationFrame(() => this.#drags || this.#on.hold(null));
  }

  close() {
    this.#observer.disconnect();
  }
}
