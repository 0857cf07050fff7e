// What the descent's lab has of controls that no other has: the rate on a scale, the runs that are kept.
import { numberField } from "../../ui/controls.js";
import { focusedIn, h } from "../../ui/dom.js";
import { svg } from "../../ui/svg.js";

/** @typedef {import("../../pkg-lessons/nn_playground.js").DescentPath} DescentPath */

const LEAST = 1e-4; // at the left end of the scale
const BEYOND = 2; // times the largest stable rate, at the right end
const STEPS = 500;

/** The rate η: a field, and a slider on a scale of powers of ten on which it is seen where steps stop to converge. */
export class RateControl {
  #text;
  #field;
  #slider;
  #least = h("span", {});
  #largest = h("span", { class: "largest" });
  #stable = h("span", { class: "stable" });
  #gauge = h("div", { class: "gauge", "aria-hidden": "true" }, this.#stable, h("span", { class: "unstable" }));
  #scale = { low: LEAST, high: 1 };
  element;

  /**
   * @param {object} parts
   * @param {import("../../i18n/index.js").Text} parts.text
   * @param {number} parts.most The largest rate that can be typed.
   * @param {(eta: number) => void} parts.change Takes another rate.
   */
  constructor({ text, most, change }) {
    const { t } = text;
    this.#text = text;
    this.#field = numberField({
      label: t("descent.eta"),
      text,
      range: { min: 0, max: most },
      onInput: change,
    });
    this.#slider = h("input", {
      type: "range",
      min: 0,
      max: STEPS,
      step: 1,
      on: { input: () => change(this.#rate(Number(this.#slider.value))) },
    });
    this.#slider.setAttribute("aria-label", t("descent.eta.slider"));
    this.#field.element.classList.add("in-line");
    this.element = h(
      "div",
      { class: "rate", "data-symbol": "eta" },
      this.#field.element,
      this.#slider,
      this.#gauge,
      h("div", { class: "scale hint" }, this.#least, this.#largest),
    );
  }

  /** The rate at a place of the slider, with two digits. @param {number} place */
  #rate(place) {
    const { low, high } = this.#scale;
    return Number((low * (high / low) ** (place / STEPS)).toPrecision(2));
  }

  /** @param {number} eta */
  #place(eta) {
    const { low, high } = this.#scale;
    return STEPS * Math.min(1, Math.max(0, Math.log(eta / low) / Math.log(high / low)));
  }

  /** @param {number} eta @param {number} largest The largest with which steps of all points converge. */
  set(eta, largest) {
    const { t, exact, number } = this.#text;
    this.#scale = { low: Math.min(LEAST, largest / 100), high: BEYOND * largest };
    this.#field.set(eta);
    // A slider that is being dragged is where the hand has it: its rate is rounded.
    if (this.#rate(Number(this.#slider.value)) !== eta) this.#slider.value = String(this.#place(eta));
    const told = t(eta < largest ? "descent.eta.below" : "descent.eta.above", {
      eta: exact(eta),
      largest: number(largest, 3),
    });
    this.#slider.setAttribute("aria-valuetext", told);
    this.#stable.style.width = `${(100 * this.#place(largest)) / STEPS}%`;
    this.#least.textContent = exact(this.#scale.low);
    this.#largest.textContent = t("descent.eta.largest", { largest: number(largest, 3) });
    this.element.classList.toggle("beyond", eta >= largest);
  }
}

/** The line of a kept run: a colour and a dash, and its number for whom these do not tell enough. @param {number} index */
export const keptClass = (index) => `kept kept-${index}`;

/** The list of the runs that are kept. */
export class KeptPaths {
  #text;
  #remove;
  #shown = "";
  #list = h("ul", { class: "kept-list" });
  #clear;
  element;

  /** @param {{ text: import("../../i18n/index.js").Text, keep: HTMLElement, clear: () => void, remove: (path: object) => void }} parts */
  constructor({ text, keep, clear, remove }) {
    this.#text = text;
    this.#remove = remove;
    this.#clear = h("button", { type: "button", class: "quiet", on: { click: clear } }, text.t("descent.clear"));
    this.element = h(
      "div",
      { class: "field kept-field" },
      h("div", { class: "buttons" }, keep, this.#clear),
      this.#list,
    );
  }

  /**
   * @param {object[]} list The setting.
   * @param {DescentPath[]} runs What the machine makes of it.
   * @param {number} rows How many points there are.
   */
  show(list, runs, rows) {
    const key = JSON.stringify([
      list,
      runs.map(({ batch, eta, path }) => [batch, eta, path.theta0[0], path.theta1[0]]),
      rows,
    ]);
    if (key === this.#shown) return;
    this.#shown = key;
    const { t } = this.#text;
    const hadFocus = this.element.contains(focusedIn(this.element));
    this.#clear.hidden = list.length === 0;
    this.#list.replaceChildren(
      ...runs.map((run, index) =>
        h(
          "li",
          {},
          keptSample(index),
          h("span", {}, keptName(run, this.#text, rows)),
          h(
            "button",
            {
              type: "button",
              class: "small",
              "aria-label": t("descent.remove", { number: index + 1 }),
              title: t("descent.remove", { number: index + 1 }),
              on: { click: () => this.#remove(list[index]) },
            },
            "×",
          ),
        ),
      ),
    );
    // Its button may be gone: the focus stays near.
    if (hadFocus && !this.element.contains(focusedIn(this.element)))
      [...this.element.querySelectorAll("button")].find((button) => !button.disabled && !button.hidden)?.focus();
  }
}

/** A kept run in words. @param {DescentPath} run @param {import("../../i18n/index.js").Text} text @param {number} rows */
export function keptName(
  {
    batch,
    eta,
    path: {
      theta0: [theta0],
      theta1: [theta1],
    },
  },
  { t, exact },
  rows,
) {
  const size =
    batch === "all" || batch >= rows ? t("descent.kept.all", { rows }) : t("descent.kept.some", { size: batch, rows });
  return t("descent.kept", { size, eta: exact(eta), theta0: exact(theta0), theta1: exact(theta1) });
}

/** A piece of its line, with its number. @param {number} index */
export const keptSample = (index) =>
  svg(
    "svg",
    { class: "sample wide", viewBox: "0 0 36 18", "aria-hidden": "true" },
    svg("g", { class: keptClass(index) }, svg("path", { d: "M1 9H20", class: "trail" }), keptEnd(index, 28, 9)),
  );

/** The end of a kept run: its number in a circle. @param {number} index @param {number} x @param {number} y */
export const keptEnd = (index, x, y) =>
  svg(
    "g",
    { class: "end-mark", transform: `translate(${x} ${y})` },
    svg("circle", { r: 7.5 }),
    svg("text", {}, String(index + 1)),
  );
