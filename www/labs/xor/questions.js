// What is asked before the next example, or the next step: what the network says, or what becomes of a weight.
import { figures } from "../../ui/figures.js";
import { FUNCTIONS } from "./formulas.js";
import { named } from "./said.js";

/**
 * @param {import("../../pkg-lessons/nn_playground.js").XorShown} shown
 * @param {number} example From 0.
 * @param {number} eta
 * @param {import("../../i18n/index.js").Text} text
 * @returns {import("../answers.js").Question[]}
 */
export function questions({ way, weights, points, gradient }, example, eta, text) {
  const { t, exact } = text;
  const factor = (/** @type {string} */ written) => (written.startsWith("−") ? `(${written})` : written);
  if (way === "hand") {
    const point = points[example];
    const [v1, v2, c] = weights.slice(6).map(exact);
    const [h1, h2] = point.h.map(exact);
    const sum = `${v1} · ${h1} + ${factor(v2)} · ${h2} + ${factor(c)}`;
    return [
      {
        quantity: "yhat",
        words: t("xor.ask.output", { point: named(point) }),
        symbol: "ŷ",
        value: point.output,
        isExact: true,
        worked: () =>
          `h₁ = ${h1}, h₂ = ${h2}, ŷ = ${FUNCTIONS.heaviside}(${sum}) = ${FUNCTIONS.heaviside}(${exact(point.sum)}) = ${exact(point.output)}`,
        hides: ["z1", "z2", "h1", "h2", "sum", "yhat"],
      },
    ];
  }
  if (!gradient) return [];
  const show = figures(text);
  const next = weights[0] - eta * gradient[0];
  return [
    {
      quantity: "new_w11",
      words: t("xor.ask.weight"),
      symbol: "w₁₁",
      value: next,
      worked: () => `w₁₁ ← ${show(weights[0])} − ${exact(eta)} · ${factor(show(gradient[0]))} = ${show(next)}`,
      hides: ["new"],
    },
  ];
}
