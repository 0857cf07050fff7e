// The unit itself: its inputs and the 1 of the bias, the weights, the sum, the step function and the answer.
import { Diagram } from "../../ui/diagram.js";
import { FUNCTIONS } from "./formulas.js";

/** @typedef {import("../../pkg-lessons/nn_playground.js").PerceptronShown} PerceptronShown */

export class UnitPicture {
  #diagram = new Diagram();
  element = this.#diagram.element;

  /**
   * Shows the unit at the example in turn; of several the one of the example's class, which should say 1.
   *
   * @param {PerceptronShown} shown
   * @param {(value: number) => string} write Writes a number.
   * @param {boolean} isAsked Whether somebody is to say what comes out: then this does not.
   * @param {import("../../i18n/index.js").Text} text
   */
  show({ example, bias, step_function: name, step_functions: functions, points }, write, isAsked, { t, exact }) {
    const many = example.units.length > 1;
    const j = many ? Math.min(points[example.index].class, example.units.length - 1) : 0;
    const unit = example.units[j];
    const of = many ? "₀₁₂₃₄₅₆₇"[j] : "";
    const step = functions.find((one) => one.name === name);
    const inputs = bias ? [1, 2, 0] : [1, 2];
    const weights = inputs.map((input) => unit.before[input]);
    const x = inputs.map((input) => unit.changes[input].x);
    this.#diagram.show({
      label: t("perceptron.unit.label", {
        unit: exact(j),
        x1: write(unit.changes[1].x),
        x2: write(unit.changes[2].x),
        weights: inputs.map((input, at) => `w${"₀₁₂"[input]} = ${write(weights[at])}`).join("; "),
        result: isAsked ? "?" : `z = ${write(unit.z)}, ŷ = ${exact(unit.output)}`,
      }),
      columns: [
        inputs.map((input, at) => ({
          kind: input ? /** @type {const} */ ("input") : /** @type {const} */ ("constant"),
          text: write(x[at]),
          name: `x${"₀₁₂"[input]}`,
          symbol: `x${input}`,
        })),
        [{ kind: "unit", text: "Σ", name: `z${of} = ${write(unit.z)}`, symbol: `z-${j}` }],
        [
          {
            kind: "step",
            text: "",
            step: step && /** @type {[number, number]} */ ([step.below, step.above]),
            name: FUNCTIONS[name],
          },
        ],
        [{ kind: "unit", text: exact(unit.output), name: `ŷ${of}`, symbol: `yhat-${j}` }],
      ],
      wires: [
        ...inputs.map((input, at) => ({
          from: /** @type {[number, number]} */ ([0, at]),
          to: /** @type {[number, number]} */ ([1, 0]),
          weight: weights[at],
          text: write(weights[at]),
          symbol: `w${input}-${j}`,
        })),
        { from: [1, 0], to: [2, 0], symbol: `z-${j}` },
        { from: [2, 0], to: [3, 0], symbol: `yhat-${j}` },
      ],
    });
  }

  close() {
    this.#diagram.close();
  }
}
