// Round numbers at an axis, and ranges that end at them.

/** The round step that cuts a span into about `count` parts: 1, 2 or 5 times a power of ten. @param {number} span @param {number} count */
function stepOf(span, count) {
  const part = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(part));
  const ratio = part / power;
  return power * (ratio < 1.5 ? 1 : ratio < 3.5 ? 2 : ratio < 7.5 ? 5 : 10);
}

/**
 * About `count` round numbers from `low` to `high`.
 *
 * @param {(value: number) => string} write
 * @returns {(low: number, high: number, count: number) => { value: number, label: string }[]}
 */
export const ticks = (write) => (low, high, count) => {
  if (!(high > low) || !Number.isFinite(high - low)) return [];
  const step = stepOf(high - low, count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.min(50, last - first + 1) }, (_, at) => {
    const value = Number(((first + at) * step).toPrecision(12));
    return { value, label: write(value) };
  });
};

/**
 * The least and the greatest finite number of lists, made a little wider; a range around 0 where there is none.
 *
 * @param {Iterable<number>[]} lists
 * @returns {[number, number]}
 */
export function rangeOf(...lists) {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists) {
    for (const value of list) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return [-1, 1];
  const margin = 0.06 * (high - low) || Math.max(1e-6, Math.abs(low)) / 2;
  return [low - margin, high + margin];
}

/**
 * A range that does not tremble: it grows when something is outside, and shrinks when most of it is empty.
 *
 * @param {[number, number] | null} before
 * @param {[number, number]} now
 * @returns {[number, number]}
 */
export function steady(before, now) {
  if (!before) return now;
  const isInside = now[0] >= before[0] && now[1] <= before[1];
  const isWide = now[1] - now[0] > 0.6 * (before[1] - before[0]);
  return isInside && isWide ? before : now;
}
