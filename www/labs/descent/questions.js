// What is asked before a step down the gradient: where few points make it an entry of the gradient, and the new θ.
import { figures } from "./figures.js";

/** The gradient of more points than these is a matter for a machine. */
const FEW = 5;

/**
 * θ₀ at one step, θ₁ at the next.
 *
 * @param {import("../../pkg-lessons/nn_playground.js").DescentShown} shown
 * @param {import("../../i18n/index.js").Text} text
 * @returns {import("../answers.js").Question[]}
 */
export function questions({ run, batch }, text) {
  const { t, exact, whole } = text;
  const show = figures(text);
  const j = /** @type {0 | 1} */ (run.step % 2);
  const [index, gradient, next] = ["₀₁"[j], batch.gradient[j], batch.next[j]];
  const factor = (/** @type {number} */ value) => (value < 0 ? `(${show(value)})` : show(value));
  const size = batch.indexes.length;
  const later = ["next0", "next1"];
  const values = { index, size };
  /** @type {import("../answers.js").Question} */
  const theta = {
    quantity: `theta${j}`,
    words: t("descent.ask.theta", values),
    symbol: `θ${index}`,
    value: next,
    worked: () => `θ${index} ← ${show(run.theta[j])} − ${exact(run.eta)} · ${factor(gradient)} = ${show(next)}`,
    hides: later,
  };
  if (size > FEW || batch.omitted) return [theta];
  const terms = batch.terms.map(({ error, x }) => (j ? `${factor(error)} · ${factor(x)}` : factor(error)));
  return [
    {
      quantity: `gradient${j}`,
      words: t("descent.ask.gradient", values),
      symbol: `∂J/∂θ${index}`,
      value: gradient,
      worked: () => `∂J/∂θ${index} = 1/${whole(size)} · (${terms.join(" + ")}) = ${show(gradient)}`,
      // The slope of all points is told beside that of the batch.
      hides: ["gradient0", "gradient1", "full", ...later],
    },
    theta,
  ];
}
