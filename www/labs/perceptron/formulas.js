// What the units say of the example in turn and what they learn from it, as formulas with the numbers in them.
import { h } from "../../ui/dom.js";
import { line } from "../../ui/formula.js";
import { lines, row, sign, value } from "../../ui/math.js";

/** The name of a step function in a formula. @type {Record<string, string>} */
export const FUNCTIONS = { heaviside: "Heaviside", sign: "sgn" };

/**
 * For each unit three formulas: its answer, the changes, the new weights.
 *
 * @param {import("../../pkg-lessons/nn_playground.js").PerceptronShown} answer
 * @param {(value: number) => string} shown Writes a number.
 * @param {(unit: number) => string} title A heading.
 */
export function formulas({ example, bias, rule, eta, step_function: step }, shown, title) {
  const many = example.units.length > 1;
  const inputs = bias ? [0, 1, 2] : [1, 2];
  return example.units.map((unit, j) => {
    const of = many ? `_${j}` : "";
    const w = (/** @type {number} */ i) => (many ? `w_{${i},${j}}` : `w_${i}`);
    /** @type {Record<string, string>} */
    const symbols = { [`z${of}`]: `z-${j}`, [`y${of}`]: `y-${j}`, [`hat(y)${of}`]: `yhat-${j}`, η: "eta" };
    for (const i of inputs) Object.assign(symbols, { [w(i)]: `w${i}-${j}`, [`x_${i}`]: `x${i}` });
    /** The value of each name, and the quantity that it is. @type {Record<string, [number, string?]>} */
    const numbers = {
      z: [unit.z, `z-${j}`],
      y: [unit.target, `y-${j}`],
      ŷ: [unit.output, `yhat-${j}`],
      e: [unit.error, `e-${j}`],
      η: [eta, "eta"],
    };
    for (const i of inputs) {
      const { x, change } = unit.changes[i];
      Object.assign(numbers, { [`w${i}`]: [unit.before[i], `w${i}-${j}`], [`x${i}`]: [x, `x${i}`] });
      Object.assign(numbers, { [`d${i}`]: [change, `d${i}-${j}`], [`w${i}'`]: [unit.after[i], `new-w${i}-${j}`] });
    }
    /** A number; one that begins with `±` is a factor or a summand, in parentheses where it is negative. @param {string} name */
    const live = (name) => {
      const [number, symbol] = numbers[name.replace("±", "")];
      const written = value(shown(number), { symbol });
      return number < 0 && name.startsWith("±") ? row(sign("("), written, sign(")")) : written;
    };
    const written = (/** @type {string[]} */ ...texts) => lines(...texts.map((text) => line(text, symbols, live)));
    const sum = (/** @type {(input: number) => string} */ term) => inputs.map(term).join(" + ");
    const [target, output] = [`y${of}`, `hat(y)${of}`];
    const [push, pushed] = rule === "hebb" ? [target, "[±y]"] : [`(${target} − ${output})`, "[±e]"];
    const answer = written(
      `z${of} = ${sum((i) => `${w(i)} x_${i}`)}`,
      `= ${sum((i) => `[±w${i}] · [±x${i}]`)} = [z]`,
      `${output} = ${FUNCTIONS[step]}(z${of}) = [ŷ]`,
      `⟨e-${j}: ${target} − ${output}⟩ = [y] − [±ŷ] = [e]`,
    );
    const changes = lines(
      ...inputs.map((i) => [
        ...line(`⟨d${i}-${j}: Δ ${w(i)}⟩ = η ${push} x_${i}`, symbols, live),
        ...[`= [η] · ${pushed} · [±x${i}]`, `= [d${i}]`].map((text) => line(text, symbols, live)[1]),
      ]),
    );
    const weights = lines(
      ...inputs.map((i) => [
        ...line(`${w(i)} ← [w${i}] + [±d${i}]`, symbols, live),
        line(`= [w${i}']`, symbols, live)[1],
      ]),
    );
    return h(
      "div",
      { class: "unit-formulas" },
      many ? h("h4", { class: `of-${j}` }, title(j)) : null,
      answer,
      changes,
      weights,
    );
  });
}
