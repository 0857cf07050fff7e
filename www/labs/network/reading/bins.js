// Counting values in bins.
import { rangeOf } from "./scale.js";

/** What an activation answers at the least and at the most, where that is known. @type {Record<string, [number, number]>} */
const BOUNDS = {
  exponential: [0, Infinity],
  hard_sigmoid: [0, 1],
  relu: [0, Infinity],
  relu6: [0, 6],
  sigmoid: [0, 1],
  softmax: [0, 1],
  softplus: [0, Infinity],
  softsign: [-1, 1],
  tanh: [-1, 1],
};

/** A range of answers without what an activation never answers: around 0.9 to 1 there is room, but not for a probability of 1.1. @param {[number, number]} range @param {string | undefined} activation @returns {[number, number]} */
export function answered([low, high], activation = "linear") {
  const [least, most] = BOUNDS[activation] ?? [-Infinity, Infinity];
  return [Math.max(low, least), Math.min(high, most)];
}

/**
 * How many values lie in each of `count` equal parts of their range. Those that are not finite are `others`.
 *
 * @param {Float32Array} values
 * @param {number} count
 * @param {(range: [number, number]) => [number, number]} [settle] The range that is taken instead: it holds that of the values.
 */
export function bins(values, count, settle = (range) => range) {
  const range = settle(rangeOf(values));
  const [low, high] = range;
  /** @type {number[]} */
  const counts = new Array(count).fill(0);
  let others = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) others += 1;
    else counts[Math.min(count - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * count)))] += 1;
  }
  return { counts, range, others };
}
