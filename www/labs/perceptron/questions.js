// What is asked before the next example is learnt: what the unit says of it, and what that changes.
import { FUNCTIONS } from "./formulas.js";

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").PerceptronShown} PerceptronShown
 * @typedef {import("../answers.js").Question} Question
 */

/** @param {number} index */
const below = (index) => "₀₁₂₃₄₅₆₇₈₉"[index] ?? `_${index}`;

/**
 * Of several units one is asked about, each in its turn; and of its weights one whose input is not 0, at one step its change, at the
 * next its new value.
 *
 * @param {PerceptronShown} shown
 * @param {(value: number) => string} write
 * @param {import("../../i18n/index.js").Text} text
 * @returns {Question[]}
 */
export function questions({ step, bias, rule, eta, step_function: name, example }, write, { t, exact }) {
  const { x, index, units } = example;
  const many = units.length > 1;
  const j = step % units.length;
  const { terms, z, output, target, error, before, changes, after } = units[j];
  const inputs = (bias ? [0, 1, 2] : [1, 2]).filter((i) => x[i] !== 0);
  const factor = (/** @type {number} */ value) => (value < 0 ? `(${write(value)})` : write(value));
  const of = many ? below(j) : "";
  const id = many ? `.${j}` : "";
  const all = [0, 1, 2].flatMap((i) => [`d${i}-${j}`, `new-w${i}-${j}`]);
  const values = { number: exact(index + 1), x: write(x[1]), y: write(x[2]), unit: exact(j) };
  const sum = [0, 1, 2]
    .filter((i) => bias || i)
    .map((i) => `${factor(before[i])} · ${factor(x[i])}`)
    .join(" + ");
  /** @type {Question[]} */
  const asked = [
    {
      quantity: `yhat${id}`,
      words: t(many ? "perceptron.ask.unit" : "perceptron.ask.output", values),
      symbol: `ŷ${of}`,
      value: output,
      isExact: true,
      worked: () =>
        `z${of} = ${terms.length ? sum : ""} = ${write(z)}, ŷ${of} = ${FUNCTIONS[name]}(${write(z)}) = ${exact(output)}`,
      hides: [`z-${j}`, `yhat-${j}`, `e-${j}`, ...all],
    },
  ];
  if (!inputs.length) return asked;
  const i = inputs[step % inputs.length];
  const w = many ? `w${below(i)},${below(j)}` : `w${below(i)}`;
  const [push, pushed] = rule === "hebb" ? ["y", factor(target)] : ["(y − ŷ)", factor(error)];
  const change = `η ${push} x${below(i)} = ${exact(eta)} · ${pushed} · ${factor(x[i])} = ${write(changes[i].change)}`;
  const isNew = step % 2 === 1;
  asked.push({
    quantity: `${isNew ? "new_w" : "delta_w"}${i}${id}`,
    words: t(isNew ? "perceptron.ask.weight" : "perceptron.ask.change", values),
    symbol: isNew ? `${w} (${t("perceptron.ask.new")})` : `Δ${w}`,
    value: isNew ? after[i] : changes[i].change,
    worked: () =>
      `Δ${w} = ${change}${isNew ? `, ${w} ← ${write(before[i])} + ${factor(changes[i].change)} = ${write(after[i])}` : ""}`,
    hides: all,
  });
  return asked;
}
