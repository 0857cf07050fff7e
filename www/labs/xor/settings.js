// The settings of XOR and its hidden layer.
import { choice, number, ofPage } from "../../settings/readers.js";

export const WAYS = ["hand", "learnt"];
export const ACTIVATIONS = ["tanh", "sigmoid", "heaviside"];
/** The largest weight, as in src/labs/xor/settings.rs. */
export const LARGEST = 1000;
/** OR and NAND, and AND behind them, as Keras lists them: w11, w12, w21, w22, b1, b2, v1, v2, c. */
const BY_HAND = [1, -1, 1, -1, -0.5, 1.5, 1, 1, -1.5];

/** Nine numbers. What they may be is the machine's to say. */
const weights = {
  standard: BY_HAND,
  /** @param {string} _key @param {unknown} given @returns {{ value: any }} */
  read(_key, given) {
    const written = Array.isArray(given) ? given : String(given).split(",");
    const number = (/** @type {unknown} */ each) =>
      typeof each === "string" && each.trim() && !Number.isNaN(Number(each)) ? Number(each) : each;
    return { value: written.map(number) };
  },
  write: (/** @type {number[]} */ value) => value.join(","),
};

export const SCHEMA = {
  way: choice(WAYS, "hand"),
  weights,
  activation: choice(ACTIVATIONS, "tanh"),
  eta: number({ min: 0, max: 1000, standard: 1 }),
  step: number({ min: 0, max: 5000, whole: true, standard: 0 }),
  example: ofPage(number({ min: 1, max: 4, whole: true, standard: 1 })),
};
