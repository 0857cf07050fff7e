// A person's own points: as text, and one by one with the keyboard alone.
import { h } from "../../ui/dom.js";
import { enable } from "../../ui/enable.js";
import { button, numberField, select } from "../../ui/controls.js";
import { pointsText } from "../../ui/points.js";

/** The largest coordinate, as in src/data/custom.rs. */
const FARTHEST = 1e18;
export const CLASSES = 8;
/** The most points. */
export const MOST_POINTS = 500;

/** Points of an answer as the text that the machine reads. @param {{ x: number, y: number, class: number }[]} points */
export const written = (points) =>
  ["x, y, class", ...points.map(({ x, y, class: index }) => `${x}, ${y}, ${index}`)].join("\n");

/**
 * What a person wants to have done.
 *
 * @typedef {object} PointsListeners
 * @property {(index: number) => void} choose
 * @property {(index: number, change: { x?: number, y?: number, class?: number }) => void} put
 * @property {() => void} add
 * @property {() => void} remove Removes the chosen one.
 * @property {(text: string) => void} write
 * @property {(text: string) => string | null} complaint What is wrong with points, or null.
 */

export class PointsEditor {
  #text;
  #written;
  #which;
  #axes;
  #kind;
  #add;
  #remove;
  #chosen = 0;
  #count = 0; // of the points
  element;

  /** @param {import("../../i18n/index.js").Text} text @param {PointsListeners} on */
  constructor(text, on) {
    const { t } = text;
    this.#text = text;
    this.#written = pointsText({ t, label: t("perceptron.points.text"), complaint: on.complaint, onInput: on.write });
    this.#which = select({ label: t("perceptron.point"), options: [], onInput: (index) => on.choose(Number(index)) });
    this.#axes = ["x", "y"].map((axis, at) =>
      numberField({
        label: `x${"₁₂"[at]}`,
        text,
        range: { min: -FARTHEST, max: FARTHEST },
        onInput: (number) => on.put(this.#chosen, { [axis]: number }),
      }),
    );
    this.#kind = select({
      label: t("perceptron.class"),
      options: Array.from({ length: CLASSES }, (_, index) => [String(index), String(index)]),
      onInput: (index) => on.put(this.#chosen, { class: Number(index) }),
    });
    const press = (/** @type {string} */ key, /** @type {() => void} */ onPress) =>
      button({ label: t(key), onPress }).element;
    this.#add = press("perceptron.point.add", () => on.add());
    this.#remove = press("perceptron.point.remove", () => on.remove());
    this.element = h(
      "div",
      { class: "more" },
      h("p", { class: "hint" }, t("perceptron.points.hint")),
      h(
        "div",
        { class: "point-line" },
        this.#which.element,
        ...this.#axes.map(({ element }) => element),
        this.#kind.element,
      ),
      h("div", { class: "pair" }, this.#add, this.#remove),
      this.#written.element,
    );
  }

  /** @param {import("../../pkg-lessons/nn_playground.js").PerceptronPoint[]} points @param {number | null} chosen @param {string} text */
  show(points, chosen, text) {
    const { exact } = this.#text;
    enable(this.#add, points.length < MOST_POINTS);
    enable(this.#remove, points.length > 1); // without any there would be nothing to learn
    this.#chosen = Math.min(chosen ?? 0, points.length - 1);
    const { x, y, class: index } = points[this.#chosen];
    // The list stays as long as there are as many.
    const isSame = points.length === this.#count;
    this.#count = points.length;
    const numbers = isSame ? [] : points.map((_, at) => [String(at), exact(at + 1)]);
    this.#which.set(this.#chosen, undefined, numbers);
    this.#axes[0].set(x);
    this.#axes[1].set(y);
    this.#kind.set(index);
    this.#written.set(text);
  }
}
