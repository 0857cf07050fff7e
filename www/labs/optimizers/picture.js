// The landscape from above, the ways of the racers over it, and the coming step of one of them as arrows.
import { h } from "../../ui/dom.js";
import { draggable, keyed, pointerAt, pressable } from "../../ui/drag.js";
import { arrowParts, svg } from "../../ui/svg.js";
import { Ground } from "../ground.js";
import { dash, mark } from "./markers.js";

const MARGIN = { left: 52, top: 8, right: 10, bottom: 38 };
/** On a phone every pixel is the landscape's. */
const NARROW = { width: 420, left: 40, right: 4 };
/** So far from a mark a click is still meant for it. */
const NEAR = 14;
/** The longest arrow is drawn as about this part of the picture. */
const REACH = 0.22;
/** The quantities that an arrow stands for, where its name does not say it. @type {Record<string, string>} */
const SYMBOLS = { memory: "m beta", descent: "gradient eta", m_hat: "m-hat", spread: "s", spread_hat: "s-hat" };
/** What is written at the tips of arrows. @type {Record<string, string>} */
const WRITTEN = { memory: "βm", descent: "−η∇J", m: "m", gradient: "−∇J", m_hat: "m̂", step: "Δθ" };

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
 * @property {Record<string, string>} letters What some arrows are called.
 * @property {import("../../ui/plot.js").View["ticks"]} ticks
 * @property {string} label
 * @property {{ label: string, text: string }} handle
 *
 * @typedef {{ name: string, unit: "step" | "slope", from: Pair, vector: Pair }} Arrow In pixels.
 */

/** @param {Pair} vector */
const length = ([x, y]) => Math.hypot(x, y);

/** The largest of 1, 2, 3, 4, 5, 10, 20, … that is not larger. @param {number} factor */
function round(factor) {
  if (!(factor > 1)) return 1;
  const power = 10 ** Math.floor(Math.log10(Math.min(factor, 1e6)));
  return power * ([5, 4, 3, 2].find((digit) => digit * power <= factor) ?? 1);
}

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
  wants({ surface, condition, window }, theme) {
    if (!this.#size) this.#fit();
    const pixels = Math.round(this.#size * Math.min(2, devicePixelRatio));
    return pixels === 0 ? null : this.#ground.wants([surface, condition, window], pixels, pixels, theme);
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
    const { arrows, ...scale } = this.#arrows(shown.racers[selected]);
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
      ),
    );
    this.#arrowsPlace.replaceChildren(svg("g", { class: `race-arrows racer-${racers[selected].look}` }, ...arrows));
    this.#marks = racers.map(({ look }, at) =>
      this.#head(shown.racers[at], look, at === selected ? "race-chosen" : "", this.#marks[at]),
    );
    const parts = [
      this.#under,
      ...this.#marks.filter((_, at) => at !== selected),
      this.#arrowsPlace,
      this.#marks[selected],
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

  /**
   * The next step of a racer.
   *
   * @param {Racer} racer
   * @returns {{ arrows: Element[], steps: number, slopes: boolean }}
   */
  #arrows({ arrows: parts, theta, ...racer }) {
    /** @type {Record<string, any>} */
    const optimizer = racer.optimizer;
    const here = this.#at(theta);
    const isSeen = this.#nearest(here).every((side, axis) => side === here[axis]);
    const inPixels = parts.map(({ name, unit, from, vector }) => ({
      name,
      unit,
      from: this.#across([from[0] - theta[0], from[1] - theta[1]]),
      vector: this.#across(vector),
    }));
    const drawn = inPixels.filter(({ vector }) => vector.every(Number.isFinite) && length(vector) > 0);
    if (!isSeen || !drawn.length) return { arrows: [], steps: 1, slopes: false };
    const reach = (/** @type {"step" | "slope"} */ unit) =>
      Math.max(
        ...drawn.filter((part) => part.unit === unit).map(({ from, vector }) => Math.max(length(vector), length(from))),
        0,
      );
    const whole = REACH * this.#size;
    const steps = reach("step") > 0 ? round(whole / reach("step")) : 1;
    const factors = { step: steps, slope: whole / reach("slope") };
    const labels = [here]; // none over the racer itself
    /** On top of all lines. @type {Element[]} */
    const written = [];
    const elements = drawn.map(({ name, unit, from, vector }) => {
      const factor = factors[unit];
      const tail = moved(here, from, factor);
      const tip = moved(tail, vector, factor);
      if (name.startsWith("spread")) {
        const [across, up] = vector.map((part) => Math.abs(part) * factor);
        const { bars, end } = this.#spread(name, tail, [across, up], drawn);
        written.push(this.#label(this.#scene.letters[name], SYMBOLS[name], tail, end, labels));
        return bars;
      }
      written.push(
        this.#label(
          this.#scene.letters[name] ?? WRITTEN[name],
          SYMBOLS[name] ?? name,
          tail,
          tip,
          labels,
          unit === "step",
        ),
      );
      return svg(
        "g",
        { class: `race-arrow race-${name.replace("_", "-")}`, symbol: SYMBOLS[name] ?? name },
        ...arrow(tail, tip),
      );
    });
    if (optimizer.nesterov && optimizer.momentum > 0) {
      const stands = moved(here, inPixels[0].from, steps);
      elements.push(
        svg("circle", { class: "race-stands", cx: stands[0], cy: stands[1], r: 4.5, symbol: "theta" }),
        svg("circle", { class: "race-looks", cx: here[0], cy: here[1], r: 14, symbol: "gradient" }),
      );
    }
    return { arrows: [...elements, ...written], steps, slopes: drawn.some(({ unit }) => unit === "slope") };
  }

  /**
   * A length in each direction: a bar to the side to which the step goes; and the end of the longer one.
   *
   * @param {string} name
   * @param {Pair} tail
   * @param {Pair} lengths
   * @param {Arrow[]} drawn
   * @returns {{ bars: Element, end: Pair }}
   */
  #spread(name, [x, y], [across, up], drawn) {
    const { vector } =
      drawn.find((part) => part.name === "m_hat") ?? drawn.find((part) => part.name === "gradient") ?? drawn[0];
    const [endX, endY] = [x + Math.sign(vector[0] || 1) * across, y + Math.sign(vector[1] || -1) * up];
    const bars = svg(
      "g",
      { class: `race-arrow race-${name.replace("_", "-")}`, symbol: SYMBOLS[name] },
      svg("path", {
        class: "race-shaft",
        d: `M${x} ${y}H${endX}M${endX} ${y - 5}V${y + 5}M${x} ${y}V${endY}M${x - 5} ${endY}H${x + 5}`,
      }),
    );
    return { bars, end: across > up ? [endX, y] : [x, endY] };
  }

  /**
   * A text at a tip, or first beside the middle, where no other one is.
   *
   * @param {string} text
   * @param {string} symbol
   * @param {Pair} tail
   * @param {Pair} tip
   * @param {number[][]} labels Where the others are.
   */
  #label(text, symbol, tail, tip, labels, beside = false) {
    const angle = Math.atan2(tip[1] - tail[1], tip[0] - tail[0]);
    const around = (/** @type {number[]} */ [x, y], /** @type {number[]} */ turns) =>
      turns.flatMap((turn) =>
        [14, 25, 36].map((away) => [x + away * Math.cos(angle + turn), y + away * Math.sin(angle + turn)]),
      );
    const middle = [(tail[0] + tip[0]) / 2, (tail[1] + tip[1]) / 2];
    const places = [
      ...(beside ? around(middle, [Math.PI / 2, -Math.PI / 2]) : []),
      ...around(tip, [0, 0.9, -0.9, 1.6, -1.6, 2.2]),
    ];
    const isFree = (/** @type {number[]} */ [x, y]) =>
      labels.every((label) => Math.abs(label[0] - x) > 30 || Math.abs(label[1] - y) > 16) &&
      x > this.#margin.left + 12 &&
      x < this.#margin.left + this.#size - 12 &&
      y > this.#margin.top + 8 &&
      y < this.#margin.top + this.#size - 8;
    const place = places.find(isFree);
    if (!place) return svg("g");
    labels.push(place);
    return svg("text", { class: "race-letter", symbol, x: place[0], y: place[1] }, text);
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

/** A place that lies away from another by a multiple of a vector. @param {Pair} place @param {Pair} vector @param {number} factor @returns {Pair} */
const moved = ([x, y], [across, down], factor) => [x + across * factor, y + down * factor];

/** A shaft and a tip; a short arrow has a small one. @param {Pair} tail @param {Pair} head */
function arrow(tail, head) {
  const { neck, tip } = arrowParts(tail, head, { longest: 10, part: 0.5 });
  return [
    svg("path", { class: "race-halo", d: `M${tail}L${head}` }),
    svg("path", { class: "race-shaft", d: `M${tail}L${neck}` }),
    svg("path", { class: "race-tip", d: tip }),
  ];
}
