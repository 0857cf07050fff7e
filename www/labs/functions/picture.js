// The picture of a function of one number: it and its derivative, where a gradient is lost, a bell of inputs and what becomes of
// it, and the point, which is moved along.
import { h } from "../../ui/dom.js";
import { draggable, keyed, pressable } from "../../ui/drag.js";
import { figures } from "../../ui/figures.js";
import { Plot, way } from "../../ui/plot.js";
import { svg } from "../../ui/svg.js";

/** Parts of the frame: how high the largest bar of a bell is, and how far a tangent goes to either side. */
const BELL = 0.16;
const TANGENT = 0.14;

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").FunctionsShown} FunctionsShown
 * @typedef {import("../../pkg-lessons/nn_playground.js").FunctionsJump} Jump
 * @typedef {import("../../pkg-lessons/nn_playground.js").FunctionsBar} Bar
 * @typedef {import("../../i18n/index.js").Text} Text
 * @typedef {import("../../ui/plot.js").Frame} Frame
 * @typedef {import("../../ui/plot.js").View["ticks"]} Ticks
 */

/** What the axis is called. @param {FunctionsShown} shown */
export const axisName = ({ kind, classes }) => (kind === "loss" ? "ŷ" : classes ? `z${"₁₂₃"[classes.label]}` : "x");

export class Curves {
  #plot = new Plot();
  #move;
  #wanted;
  /** Null until there is an answer. @type {FunctionsShown} */
  #shown = /** @type {any} */ (null);
  /** @type {Text} */
  #text = /** @type {any} */ (null);
  #handle = svg(
    "g",
    { class: "handle", tabindex: 0, role: "slider", symbol: "x value" },
    svg("circle", { r: 20, class: "reach" }),
    svg("circle", { r: 8.5, class: "ring" }),
  );
  element = this.#plot.element;

  /** @param {{ move: (x: number) => void, wanted: () => number }} on Where the point is to go, and where it was to go last. */
  constructor({ move, wanted }) {
    this.#move = move;
    this.#wanted = wanted;
    draggable(this.#handle, ".handle", {
      press: () => this.#handle.focus(),
      move: (event) => this.#go(event),
    });
    this.#handle.addEventListener("keydown", (event) => this.#press(event));
    pressable(this.element, (event, pressed) => {
      if (!this.#handle.contains(pressed) && this.#plot.at(event).inside) this.#go(event);
    });
  }

  /** @param {Text} text */
  translate(text) {
    this.#text = text;
    this.#handle.setAttribute("aria-label", text.t("functions.point"));
    this.#handle.setAttribute("aria-roledescription", text.t("functions.point.role"));
  }

  /** To where an event is: as round as a pixel is fine. @param {MouseEvent} event */
  #go(event) {
    const [low, high] = this.#shown.window[0];
    const digit = 10 ** Math.floor(Math.log10((high - low) / 200));
    const inside = Math.min(high, Math.max(low, this.#plot.at(event).point[0]));
    this.#move(Number((Math.round(inside / digit) * digit).toPrecision(12)));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { window } = this.#shown;
    // Keys may come faster than pictures: the next one goes on from where the last one led. Up is to the right, as of any slider.
    const turned = { ArrowUp: "ArrowRight", ArrowDown: "ArrowLeft" }[event.key];
    const { shiftKey, ctrlKey, metaKey, altKey } = event;
    const key = /** @type {KeyboardEvent} */ ({ key: turned ?? event.key, shiftKey, ctrlKey, metaKey, altKey });
    const next = key.key.startsWith("Page") ? null : keyed(key, [this.#wanted(), 0], window)?.[0];
    if (next === undefined || next === null) return;
    event.preventDefault();
    event.stopPropagation();
    const [low, high] = window[0];
    this.#move(Math.min(high, Math.max(low, next)));
  }

  /** @param {FunctionsShown} shown @param {{ ticks: Ticks }} style */
  show(shown, { ticks }) {
    this.#shown = shown;
    const { t, exact } = this.#text;
    const { x, value, derivative, window } = shown;
    const show = figures(this.#text);
    const values = { x: exact(Number(x.toPrecision(6))), value: show(value), derivative: show(derivative) };
    const attributes = {
      now: x,
      min: window[0][0],
      max: window[0][1],
      text: t(`functions.point.value.${kindOf(shown)}`, { ...values, axis: axisName(shown) }),
    };
    for (const [name, each] of Object.entries(attributes)) this.#handle.setAttribute(`aria-value${name}`, String(each));
    this.#plot.show({
      x: { range: window[0], name: axisName(shown), symbol: "x" },
      y: { range: window[1], name: t(`functions.axis.${kindOf(shown)}`) },
      ticks,
      label: t(`functions.picture.${kindOf(shown)}`, { ...values, name: shown.function, axis: axisName(shown) }),
      draw: (frame) => this.#draw(frame),
    });
  }

  close() {
    this.#plot.close();
  }

  /** @param {Frame} frame */
  #draw(frame) {
    const {
      x,
      value,
      derivative,
      values,
      jumps,
      derivatives,
      derivative_jumps: other,
      bell,
      kind,
      target,
    } = this.#shown;
    const [[low, high], [bottom, top]] = this.#shown.window;
    // What is far outside is drawn just outside.
    const near = (/** @type {number} */ up) => Math.max(-frame.height, Math.min(2 * frame.height, frame.y(up)));
    const pixel = (/** @type {number[]} */ [across, up]) => [frame.x(across), near(up)];
    const line = (/** @type {object} */ attributes, /** @type {number[][]} */ ...points) =>
      svg("path", { d: way(points.map(pixel)), ...attributes });
    const here = Math.min(top, Math.max(bottom, value));
    this.#handle.setAttribute("transform", `translate(${frame.x(x).toFixed(1)} ${frame.y(here).toFixed(1)})`);
    // A steep one is as long as a flat one.
    const reach = TANGENT / Math.hypot(1 / (high - low), derivative / (top - bottom));
    const rise = reach * derivative;
    return {
      inside: [
        ...this.#flat(frame),
        ...(bell ? bars(frame, bell) : []),
        line({ class: "zero" }, [0, bottom], [0, top]),
        line({ class: "zero" }, [low, 0], [high, 0]),
        kind === "loss" ? line({ class: "target-line", symbol: "target" }, [target, bottom], [target, top]) : null,
        line({ class: "drop", symbol: "x" }, [x, Math.min(0, here)], [x, Math.max(0, here, derivative)]),
        svg("g", { class: "curve derivative", symbol: "derivative" }, ...pieces(derivatives, other, line, pixel)),
        line({ class: "tangent", symbol: "derivative" }, [x - reach, value - rise], [x + reach, value + rise]),
        svg("g", { class: "curve value", symbol: "value" }, ...pieces(values, jumps, line, pixel)),
        svg("circle", { cx: frame.x(x), cy: near(derivative), r: 5.5, class: "here", symbol: "derivative" }),
      ].filter(Boolean),
      over: [this.#handle],
    };
  }

  /** Where a gradient is lost. @param {Frame} frame */
  #flat(frame) {
    const [[low, high]] = this.#shown.window;
    return this.#shown.tails
      .map(({ side, from, kind }) => {
        const [left, right] = side === "left" ? [low, Math.min(high, from)] : [Math.max(low, from), high];
        const [x, end] = [frame.x(left), frame.x(right)];
        return end > x
          ? svg("rect", { x, y: 0, width: end - x, height: frame.height, class: `flat ${kind}`, symbol: "flat" })
          : null;
      })
      .filter((rect) => rect !== null);
  }
}

/** What the texts tell apart. @param {FunctionsShown} shown */
const kindOf = ({ kind }) => (kind === "activation" ? "activation" : "loss");

/**
 * A line in its pieces, with a ring where it does not arrive and a dot where its value is.
 *
 * @param {[number, number][][]} list
 * @param {Jump[]} jumps
 * @param {(attributes: object, ...points: number[][]) => Element} line
 * @param {(point: number[]) => number[]} pixel
 */
function pieces(list, jumps, line, pixel) {
  const dot = (/** @type {number[]} */ point, /** @type {string} */ className) => {
    const [cx, cy] = pixel(point);
    return svg("circle", { cx, cy, r: 4, class: className });
  };
  return [
    ...list.filter((piece) => piece.length > 1).map((piece) => line({ class: "line" }, ...piece)),
    ...jumps.flatMap(({ x, left, right, value }) => [
      ...[left, right].filter((end) => end !== value).map((end) => dot([x, end], "open")),
      dot([x, value], "closed"),
    ]),
  ];
}

/** The inputs as bars that stand on the lower edge, the outputs as bars at the right edge. @param {Frame} frame @param {{ inputs: Bar[], outputs: Bar[] }} bell */
function bars(frame, { inputs, outputs }) {
  const most = (/** @type {Bar[]} */ list) => Math.max(...list.map(({ share }) => share));
  const [highest, widest] = [most(inputs), most(outputs)];
  const room = BELL * Math.min(frame.width, frame.height);
  return [
    svg(
      "g",
      { class: "bars inputs", symbol: "bell" },
      ...inputs.map(({ from, to, share }) => {
        const height = (share / highest) * room;
        return svg("rect", {
          x: frame.x(from),
          y: frame.height - height,
          width: Math.max(0.5, frame.x(to) - frame.x(from) - 1),
          height,
        });
      }),
    ),
    svg(
      "g",
      { class: "bars outputs", symbol: "bell" },
      ...outputs.map(({ from, to, share }) => {
        const width = (share / widest) * room;
        return svg("rect", {
          x: frame.width - width,
          y: frame.y(to),
          width,
          height: Math.max(0.5, frame.y(from) - frame.y(to) - 1),
        });
      }),
    ),
  ];
}

/** What is what in the picture. @param {FunctionsShown} shown @param {Text} text */
export function legend(shown, { t, exact }) {
  const { kind, tails, bell, window, small } = shown;
  if (kind === "softmax") return [];
  const [[low, high]] = window;
  const line = (/** @type {string} */ className, /** @type {string} */ key) =>
    h("span", { class: "key" }, h("span", { class: `line-mark ${className}` }), t(`functions.legend.${key}`));
  const patch = (/** @type {string} */ className, /** @type {string} */ key, values = {}) =>
    h("span", { class: "key" }, h("span", { class: `patch ${className}` }), t(`functions.legend.${key}`, values));
  const isSeen = (/** @type {"dead" | "saturated"} */ wanted) =>
    tails.some(({ side, from, kind: how }) => how === wanted && (side === "left" ? from > low : from < high));
  return [
    line("value", kindOf(shown) === "activation" ? "value" : "loss"),
    line("derivative", "derivative"),
    kind === "loss" ? line("target-mark", "target") : null,
    isSeen("dead") ? patch("dead", "dead") : null,
    isSeen("saturated") ? patch("saturated", "saturated", { small: exact(small) }) : null,
    bell ? patch("inputs", "inputs") : null,
    bell ? patch("outputs", "outputs") : null,
  ].filter((key) => key !== null);
}
