// Counting values in bins.
import { rangeOf } from "./scale.js";

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
