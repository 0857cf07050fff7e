// What the network computes of the chosen example, and the loss of all, with the numbers in it.
import { line } from "../../ui/formula.js";
import { lines, row, sign, value } from "../../ui/math.js";
import { OF_UNIT, symbolOf } from "./names.js";

/** The name of an activation in a formula. @type {Record<string, string>} */
export const FUNCTIONS = { heaviside: "Heaviside", sigmoid: "σ", tanh: "tanh" };

/** What has more digits, so that the next weight can be worked out; and what is written as it was typed. */
const [FINE, TYPED] = [
  ["L", "W", "d", "new"],
  ["x1", "x2", "η"],
];

/**
 * @param {import("../../pkg-lessons/nn_playground.js").XorShown} shown
 * @param {number} example From 0.
 * @param {number} eta The learning rate.
 * @param {Record<"write" | "fine" | "exact", (value: number) => string>} how Write a number: short, with more digits, and as it was typed.
 */
export function formulas(shown, example, eta, { write, fine, exact }) {
  const { weights, points, hidden_activation: activation, way, loss, gradient } = shown;
  const { x, z, h, sum, output } = points[example];
  /** The value of each name, and the quantity that it is. @type {Record<string, [number, string?]>} */
  const numbers = {
    x1: [x[0], "x1"],
    x2: [x[1], "x2"],
    z1: [z[0], "z1"],
    z2: [z[1], "z2"],
    h1: [h[0], "h1"],
    h2: [h[1], "h2"],
    s: [sum, "sum"],
    y: [output, "yhat"],
    L: [loss ?? 0, "loss"],
    η: [eta, "eta"],
    d: [gradient?.[0] ?? 0, "slope"],
    W: [weights[0], symbolOf(0)],
    new: [weights[0] - eta * (gradient?.[0] ?? 0), "new"],
  };
  weights.forEach((weight, at) => {
    numbers[`w${at}`] = [weight, symbolOf(at)];
  });
  /** @type {Record<string, string>} */
  const symbols = {
    x_1: "x1",
    x_2: "x2",
    h_1: "h1",
    h_2: "h2",
    z_1: "z1",
    z_2: "z2",
    "hat(y)": "yhat",
    "w_{11}": symbolOf(0),
    "w_{12}": symbolOf(1),
    "w_{21}": symbolOf(2),
    "w_{22}": symbolOf(3),
    b_1: symbolOf(4),
    b_2: symbolOf(5),
    v_1: symbolOf(6),
    v_2: symbolOf(7),
    c: symbolOf(8),
    η: "eta",
  };
  /** A number; one that begins with `±` is a factor or a summand, in parentheses where it is negative. @param {string} name */
  const live = (name) => {
    const [number, symbol] = numbers[name.replace("±", "")];
    const digits = FINE.includes(name.replace("±", "")) ? fine : TYPED.includes(name.replace("±", "")) ? exact : write;
    const written = value(digits(number), { symbol });
    return number < 0 && name.startsWith("±") ? row(sign("("), written, sign(")")) : written;
  };
  const [g, out] = [FUNCTIONS[activation], way === "hand" ? FUNCTIONS.heaviside : FUNCTIONS.sigmoid];
  const sums = (/** @type {number} */ unit, /** @type {string[]} */ [one, other]) => {
    const [bias, first, second] = OF_UNIT[unit];
    return `[w${first}] · [±${one}] + [±w${second}] · [±${other}] + [±w${bias}]`;
  };
  const equals = way === "hand" ? "=" : "≈";
  return lines(
    ...[
      `h_1 = ${g}(w_{11} x_1 + w_{21} x_2 + b_1)`,
      `= ${g}(${sums(0, ["x1", "x2"])}) ${equals} ${g}([z1]) ${equals} [h1]`,
      `h_2 = ${g}(w_{12} x_1 + w_{22} x_2 + b_2)`,
      `= ${g}(${sums(1, ["x1", "x2"])}) ${equals} ${g}([z2]) ${equals} [h2]`,
      `hat(y) = ${out}(v_1 h_1 + v_2 h_2 + c)`,
      `= ${out}(${sums(2, ["h1", "h2"])}) ${equals} ${out}([s]) ${equals} [y]`,
      ...(gradient
        ? [
            "⟨loss: Loss⟩ = − frac(1; 4) over(∑; i = 1; 4) (y ln hat(y) + (1 − y) ln(1 − hat(y))) ≈ [L]",
            "w_{11} ← w_{11} − η ⟨slope: frac(∂ Loss; ∂ {w_{11}})⟩ ≈ [W] − [η] · [±d] ≈ [new]",
          ]
        : []),
    ].map((text) => line(text, symbols, live)),
  );
}
