// Numbers of the descent, as they are written on the page and in links.
import { parseNumber } from "../../i18n/index.js";
import { figures } from "../../ui/figures.js";

export { figures };

/** Writes a cost: what is small keeps its digits. @param {import("../../i18n/index.js").Text} text */
export function costs(text) {
  const show = figures(text);
  return (/** @type {number} */ value) => (value >= 0.01 || value === 0 ? show(value) : text.number(value, 3));
}

/**
 * The plan of a run: which points a step looks at, the rate, and the start. What is missing is as in the main run; what is text is
 * no number.
 *
 * @typedef {Partial<Record<"batch" | "eta" | "theta0" | "theta1", number | string>>} Plan
 */

/**
 * The runs that are kept for comparison, in a link: `all,0.01,0,0;8,0.05,1,-2`: batch, η, θ0 and θ1 of each.
 *
 * @returns {import("../../settings/readers.js").Reader<Plan[]>}
 */
export const paths = () => ({
  standard: [],
  read(_key, given) {
    if (Array.isArray(given)) return { value: given };
    // What is not said is as in the main run; what is no number is the machine's to refuse, in words.
    const value = (/** @type {string} */ written) =>
      written.trim() === "" ? undefined : Number.isNaN(parseNumber(written)) ? written.trim() : parseNumber(written);
    const path = (/** @type {string} */ written) => {
      const [batch, eta, theta0, theta1] = written.split(",").map(value);
      return { batch, eta, theta0, theta1 };
    };
    return {
      value: String(given)
        .split(";")
        .filter((written) => written.trim())
        .map(path),
    };
  },
  write: (/** @type {Plan[]} */ value) =>
    value.map(({ batch, eta, theta0, theta1 }) => [batch, eta, theta0, theta1].join(",")).join(";"),
});
