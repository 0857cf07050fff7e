// The fields of the initial weights.
import { numberField } from "../../ui/controls.js";
import { h } from "../../ui/dom.js";
import { LARGEST_WEIGHT } from "./settings.js";

export class InitialWeights {
  #text;
  #wanted;
  #change;
  /** Each with its place in the list. @type {{ at: number, field: ReturnType<typeof numberField> }[]} */
  #fields = [];
  #made = ""; // of which the fields are
  element = h("div", { class: "weights" });

  /**
   * @param {import("../../i18n/index.js").Text} text
   * @param {() => number[] | null} wanted The weights that were wanted last: they may not be shown yet.
   * @param {(weights: number[] | null) => unknown} change Takes others: null for zeros.
   */
  constructor(text, wanted, change) {
    this.#text = text;
    this.#wanted = wanted;
    this.#change = change;
  }

  /** @param {number} units @param {boolean} bias @param {number[] | null} weights By inputs, w₀ first, and within them by units. */
  show(units, bias, weights) {
    const made = `${units} ${bias}`;
    if (this.#made !== made) {
      this.#made = made;
      this.#build(units, bias ? [0, 1, 2] : [1, 2]);
    }
    for (const { at, field } of this.#fields) field.set(weights?.[at] ?? 0);
  }

  /** @param {number} units @param {number[]} inputs */
  #build(units, inputs) {
    const fieldOf = (/** @type {number} */ input, /** @type {number} */ unit) => {
      const at = input * units + unit;
      const of = units > 1 ? `,${"₀₁₂₃₄₅₆₇"[unit]}` : "";
      const field = numberField({
        label: `w${"₀₁₂"[input]}${of}`,
        text: this.#text,
        range: { min: -LARGEST_WEIGHT, max: LARGEST_WEIGHT },
        onInput: (weight) => {
          const weights = (this.#wanted() ?? Array(3 * units).fill(0)).with(at, weight);
          return this.#change(weights.every((other) => other === 0) ? null : weights);
        },
      });
      return { at, field };
    };
    this.#fields = Array.from({ length: units }, (_, unit) => inputs.map((input) => fieldOf(input, unit))).flat();
    this.element.replaceChildren(
      h("p", { class: "hint" }, this.#text.t("perceptron.weights.hint")),
      h(
        "div",
        { class: `weight-fields of-${inputs.length}-inputs` },
        ...this.#fields.map(({ field }) => field.element),
      ),
    );
  }
}
