// J over (θ0, θ1) from above: the ground, the runs on it, the gradients where the main one stands, and its start to be moved.
import { h } from "../../ui/dom.js";
import { draggable, keyed, pressable } from "../../ui/drag.js";
import { Plot, arrow, way } from "../../ui/plot.js";
import { near, svg } from "../../ui/svg.js";
import { Ground } from "../ground.js";
import { keptClass, keptEnd, keptName, keptSample } from "./controls.js";
import { figures } from "./figures.js";

/** Steps are marked as dots as long as there are no more. */
const DOTS = 200;

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").DescentShown} DescentShown
 * @typedef {import("../../i18n/index.js").Text} Text
 * @typedef {import("../../ui/plot.js").Frame} Frame
 * @typedef {[number, number]} Pair
 *
 * @typedef {object} Style
 * @property {import("../../ui/plot.js").View["ticks"]} ticks
 * @property {"light" | "dark"} theme
 * @property {any} [ground] The answer to what it wants.
 */

export class Bowl {
  #on;
  #plot = new Plot();
  #ground;
  /** Null until there is an answer. @type {DescentShown} */
  #shown = /** @type {any} */ (null);
  /** @type {Style} */
  #style = /** @type {any} */ (null);
  /** @type {Text} */
  #text = /** @type {any} */ (null);
  #start = svg(
    "g",
    { class: "start handle", tabindex: 0, role: "slider", symbol: "start" },
    svg("circle", { r: 18, class: "reach" }),
    svg("circle", { r: 8.5, class: "ring" }),
  );
  #drags = false;
  element = this.#plot.element;

  /**
   * @param {object} on
   * @param {(theta0: number, theta1: number) => void} on.start Where the start has been moved.
   * @param {() => Pair} on.wanted The start that was wanted last: it may not be shown yet.
   * @param {(window: DescentShown["window"] | null) => void} on.hold From now on the window must keep still; null: no longer.
   * @param {import("../ground.js").Ask} on.ask Asks the machine for the ground.
   */
  constructor(on) {
    this.#on = on;
    this.#ground = new Ground("ground", on.ask);
    this.element.prepend(this.#ground.element);
    this.element.classList.add("on-ground");
    draggable(this.#start, ".start", {
      press: () => this.#start.focus(),
      move: (event) => {
        if (!this.#drags) this.#on.hold(this.#shown.window);
        this.#drags = true;
        this.#on.start(...this.#place(event));
      },
      end: () => {
        this.#drags = false;
        this.#on.hold(null);
      },
    });
    this.#start.addEventListener("keydown", (event) => this.#press(event));
    this.#start.addEventListener("blur", () => {
      if (!this.#drags) this.#on.hold(null);
    });
    pressable(this.element, (event, pressed) => this.#click(event, pressed));
  }

  /** @param {Text} text */
  translate(text) {
    this.#text = text;
    this.#start.setAttribute("aria-label", text.t("descent.start"));
    this.#start.setAttribute("aria-roledescription", text.t("descent.start.role"));
  }

  /** The question for the ground that an answer has to be drawn on, or null. @param {DescentShown} shown @param {Style} style */
  wants(shown, style) {
    const frame = this.#plot.measure({ ...this.#axes(shown), ticks: style.ticks });
    return frame && this.#groundIn(frame, shown, style.theme);
  }

  /** It does not depend on the runs: it is painted when the data, the window, the theme or the size change. @param {{ width: number, height: number }} frame @param {DescentShown} shown @param {string} theme */
  #groundIn({ width, height }, { window, levels, hessian, optimum }, theme) {
    const scale = Math.min(4, Math.max(1, devicePixelRatio));
    const [across, down] = [width, height].map((length) => Math.round(length * scale));
    return this.#ground.wants([window, levels, hessian, optimum], across, down, theme);
  }

  /** @param {DescentShown} shown */
  #axes({ window: [x, y] }) {
    return {
      x: { range: x, name: "θ₀", symbol: "theta0" },
      y: { range: y, name: "θ₁", symbol: "theta1" },
    };
  }

  /** Shows an answer. @param {DescentShown} shown @param {Style} style */
  show(shown, style) {
    this.#shown = shown;
    this.#style = style;
    this.#ground.paint(style.ground);
    const { t } = this.#text;
    const show = figures(this.#text);
    const [theta0, theta1] = shown.run.theta.map(show);
    const [best0, best1] = shown.optimum.theta.map(show);
    const label = t("descent.picture.bowl", {
      step: this.#text.whole(shown.run.step),
      theta0,
      theta1,
      j: show(shown.run.j),
      best0,
      best1,
      least: show(shown.optimum.j),
      kept: shown.paths.length,
    });
    this.#showStart();
    this.#plot.show({ ...this.#axes(shown), label, ticks: style.ticks, draw: (frame) => this.#draw(frame) });
  }

  /** What the handle says of itself. */
  #showStart() {
    const [[left, right]] = this.#shown.window;
    const [theta0, theta1] = this.#from;
    const { t, exact } = this.#text;
    const values = {
      now: theta0,
      min: Math.min(left, theta0),
      max: Math.max(right, theta0),
      text: t("descent.start.value", { theta0: exact(theta0), theta1: exact(theta1) }),
    };
    for (const [name, value] of Object.entries(values)) this.#start.setAttribute(`aria-value${name}`, String(value));
  }

  /** Where the main run starts. @returns {Pair} */
  get #from() {
    const {
      theta0: [theta0],
      theta1: [theta1],
    } = this.#shown.run.path;
    return [theta0, theta1];
  }

  close() {
    this.#plot.close();
  }

  /** @param {Frame} frame */
  #draw(frame) {
    this.#lay(frame);
    const { run, paths, batch, full, optimum, arrow_rate: rate } = this.#shown;
    /** @returns {Pair} */
    const pixel = (/** @type {number[]} */ [theta0, theta1]) => [frame.x(theta0), frame.y(theta1)];
    const points = (
      /** @type {import("../../pkg-lessons/nn_playground.js").DescentPath} */ { path: { theta0, theta1 } },
    ) => theta0.map((value, at) => pixel([value, theta1[at]]));
    const kept = paths.map((path, index) => {
      const trail = points(path);
      const [endX, endY] = trail[trail.length - 1];
      return svg(
        "g",
        { class: keptClass(index) },
        svg("path", { d: way(trail), class: "trail" }),
        keptEnd(index, near(endX), near(endY)),
      );
    });
    const trail = points(run);
    const dots =
      trail.length <= DOTS
        ? trail.slice(1, -1).map(([x, y]) => svg("circle", { cx: near(x), cy: near(y), r: 2.2 }))
        : [];
    const here = pixel(run.theta);
    const downhill = (/** @type {{ gradient: Pair }} */ { gradient: [slope0, slope1] }) =>
      pixel([run.theta[0] - rate * slope0, run.theta[1] - rate * slope1]);
    const [bestX, bestY] = pixel(optimum.theta);
    const [startX, startY] = pixel(this.#from);
    this.#start.setAttribute("transform", `translate(${near(startX)} ${near(startY)})`);
    return {
      inside: [
        ...kept,
        svg(
          "g",
          { class: "main" },
          svg("path", { d: way(trail), class: "halo" }),
          svg("path", { d: way(trail), class: "trail" }),
          ...dots,
        ),
        svg(
          "g",
          { class: "optimum", symbol: "optimum", transform: `translate(${bestX} ${bestY})` },
          svg("path", { d: "M-6 -6L6 6M-6 6L6 -6", class: "halo" }),
          svg("path", { d: "M-6 -6L6 6M-6 6L6 -6" }),
        ),
        arrow(here, downhill(full), { class: "gradient full", symbol: "full" }),
        arrow(here, downhill(batch), { class: "gradient drawn", symbol: "gradient0 gradient1" }),
        svg("circle", { cx: near(here[0]), cy: near(here[1]), r: 5, class: "here", symbol: "theta0 theta1" }),
      ].filter(Boolean),
      over: [this.#start],
    };
  }

  /** Lays the ground under the frame; one of another size until it is painted anew. @param {Frame} frame */
  #lay(frame) {
    const { left, top, width, height } = frame;
    // In per cent: on paper the picture is larger or smaller.
    const [across, down] = [this.element.clientWidth, this.element.clientHeight].map(
      (whole) => (/** @type {number} */ length) => `${(100 * length) / whole}%`,
    );
    Object.assign(this.#ground.element.style, {
      left: across(left),
      top: down(top),
      width: across(width),
      height: down(height),
    });
    this.#ground.follow(this.#groundIn(frame, this.#shown, this.#style.theme));
  }

  /** A place of the picture as a start: within what is seen, and as round as a pixel is fine. @param {MouseEvent} event @returns {Pair} */
  #place(event) {
    const [theta0, theta1] = this.#plot.at(event).point;
    return [this.#round(theta0, 0), this.#round(theta1, 1)];
  }

  /** @param {number} value @param {0 | 1} axis */
  #round(value, axis) {
    const [low, high] = this.#shown.window[axis];
    const digit = 10 ** Math.floor(Math.log10((high - low) / 200));
    const inside = Math.min(high, Math.max(low, value));
    return Number((Math.round(inside / digit) * digit).toPrecision(12));
  }

  /** A click on the ground puts the start there. @param {MouseEvent} event */
  #click(event, pressed) {
    if (!this.#start.contains(pressed) && this.#plot.at(event).inside) this.#on.start(...this.#place(event));
  }

  /** Keys move the start; the ground keeps still as long as it holds it. @param {KeyboardEvent} event */
  #press(event) {
    const { window } = this.#shown;
    // Keys may come faster than pictures: the next one goes on from where the last one led.
    const next = keyed(event, this.#on.wanted(), window);
    if (!next) {
      if (event.key !== "Shift") this.#on.hold(null);
      return;
    }
    event.preventDefault();
    const isSeen = next.every((value, axis) => value >= window[axis][0] && value <= window[axis][1]);
    this.#on.hold(isSeen ? window : null);
    this.#on.start(...next);
  }
}

/** What is what in the picture. @param {DescentShown} shown @param {Text} text */
export function bowlLegend({ paths, data, arrow_rate: rate }, text) {
  const { t, exact } = text;
  const sample = (
    /** @type {string} */ key,
    /** @type {string} */ className,
    /** @type {(Element | null)[]} */ ...shapes
  ) =>
    h(
      "span",
      { class: "key" },
      svg(
        "svg",
        { class: "sample", viewBox: "0 0 18 18", "aria-hidden": "true" },
        svg("g", { class: className }, ...shapes),
      ),
      t(`descent.legend.${key}`),
    );
  return [
    sample("start", "start", svg("circle", { cx: 9, cy: 9, r: 7, class: "ring" })),
    sample("here", "", svg("circle", { cx: 9, cy: 9, r: 5, class: "here" })),
    sample("optimum", "optimum", svg("path", { d: "M4 4L14 14M4 14L14 4" })),
    sample("full", "", arrow([1, 9], [17, 9], { class: "gradient full" })),
    sample("batch", "", arrow([1, 9], [17, 9], { class: "gradient drawn" })),
    h("span", { class: "key" }, t("descent.legend.arrows", { rate: exact(rate) })),
    ...paths.map((path, index) =>
      h("span", { class: "key" }, keptSample(index), keptName(path, text, data.points.length)),
    ),
  ];
}
