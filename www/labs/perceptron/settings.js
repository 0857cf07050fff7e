// The settings of a perceptron and of its data.
import { choice, flag, number, ofPage, text } from "../../settings/readers.js";
import { MOST_POINTS } from "./points.js";

export const DATA = ["and", "or", "xor", "gauss", "three", "custom"];
export const RULES = ["perceptron", "hebb"];
/** The largest initial weight, as in src/labs/perceptron/settings.rs. */
export const LARGEST_WEIGHT = 1e6;

/**
 * Numbers in a row, or null.
 *
 * @param {number} least
 * @param {number} most
 * @returns {import("../../settings/readers.js").Reader<number[] | null>}
 */
const numbers = (least, most) => {
  const one = number({ min: least, max: most, standard: 0 });
  return {
    standard: null,
    read(key, given, catalog) {
      const items = (Array.isArray(given) ? given : String(given).split(",")).map((item) =>
        one.read(key, item, catalog),
      );
      return { value: items.map(({ value }) => value), warning: items.find(({ warning }) => warning)?.warning };
    },
    write: (value) => value.join(","),
  };
};

export const SCHEMA = {
  data: choice(DATA, "and"),
  points: text("x, y, class\n-2, 1, 0\n-1, -1, 0\n-1, 2, 0\n1, -1, 1\n2, 1, 1\n1, -2, 1"),
  samples: number({ min: 10, max: MOST_POINTS, whole: true, standard: 40 }),
  noise: number({ min: 0, max: 50, standard: 0 }),
  step_function: choice(["heaviside", "sign"], "heaviside", (name) => (name.toLowerCase() === "sgn" ? "sign" : name)),
  rule: choice(RULES, "perceptron"),
  eta: number({ min: 1e-6, max: 1000, standard: 0.1 }),
  bias: flag(true),
  weights: numbers(-LARGEST_WEIGHT, LARGEST_WEIGHT),
  step: number({ min: 0, max: 100_000, whole: true, standard: 0 }),
  window: numbers(-1e18, 1e18),
  speed: ofPage(number({ min: 0.5, max: 60, standard: 2 })),
};
