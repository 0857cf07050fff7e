// The first two principal components: the plane in which points of many dimensions are spread the most.

/** Turns after which the largest entry beside the diagonal is surely rounded away; each is quadratically better than the one before. */
const SWEEPS = 30;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, the largest first, by Jacobi's rotations.
 *
 * @param {number[][]} symmetric
 * @returns {{ value: number, vector: number[] }[]} The vectors have length 1.
 */
export function eigen(symmetric) {
  const size = symmetric.length;
  const a = symmetric.map((row) => [...row]);
  const v = a.map((_, row) => a.map((_, column) => Number(row === column)));
  const scale = Math.max(...a.flat().map(Math.abs), Number.MIN_VALUE);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let largest = 0;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        largest = Math.max(largest, Math.abs(a[p][q]));
        if (Math.abs(a[p][q]) > 1e-15 * scale) rotate(a, v, p, q);
      }
    }
    if (largest <= 1e-15 * scale) break;
  }
  return a
    .map((row, at) => ({ value: row[at], vector: v.map((line) => line[at]) }))
    .sort((one, other) => other.value - one.value);
}

/** Makes the entry (p, q) zero: golub & van loan, matrix computations, 8.5. @param {number[][]} a @param {number[][]} v @param {number} p @param {number} q */
function rotate(a, v, p, q) {
  const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (const row of a) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]];
  const [above, below] = [a[p], a[q]];
  a[p] = above.map((value, at) => c * value - s * below[at]);
  a[q] = above.map((value, at) => s * value + c * below[at]);
  for (const row of v) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]];
}

/**
 * @typedef {object} Components
 * @property {number[]} mean
 * @property {[number[], number[]]} axes Of length 1, at a right angle.
 * @property {number} share The fraction of the variance that is along both.
 */

/**
 * The first two principal components of points. The axes point where those `before` did, if there were such: what was on the right
 * stays there.
 *
 * @param {Float32Array} values [points, units] row-major; rows with numbers that are not finite are left out.
 * @param {number} units At least 1.
 * @param {Components | null} [before]
 * @returns {Components}
 */
export function components(values, units, before = null) {
  const rows = [];
  for (let start = 0; start + units <= values.length; start += units) {
    const row = values.subarray(start, start + units);
    if (row.every(Number.isFinite)) rows.push(row);
  }
  const count = Math.max(1, rows.length);
  const mean = new Array(units).fill(0);
  for (const row of rows) row.forEach((value, unit) => (mean[unit] += value / count));
  const covariance = mean.map(() => new Array(units).fill(0));
  for (const row of rows) {
    for (let i = 0; i < units; i++) {
      const from = (row[i] - mean[i]) / count;
      for (let j = i; j < units; j++) covariance[i][j] += from * (row[j] - mean[j]);
    }
  }
  for (let i = 0; i < units; i++) for (let j = 0; j < i; j++) covariance[i][j] = covariance[j][i];
  const all = eigen(covariance);
  const total = all.reduce((sum, { value }) => sum + Math.max(0, value), 0);
  const axis = (/** @type {0 | 1} */ at) => {
    const vector = all[at]?.vector ?? mean.map(() => 0);
    const old = before?.axes[at];
    const along =
      old?.length === units ? vector.reduce((sum, part, unit) => sum + part * old[unit], 0) : largest(vector);
    return along < 0 ? vector.map((part) => -part) : vector;
  };
  const explained = Math.max(0, all[0]?.value ?? 0) + Math.max(0, all[1]?.value ?? 0);
  return { mean, axes: [axis(0), axis(1)], share: total > 0 ? explained / total : 1 };
}

/** The entry that is the largest in size. @param {number[]} vector */
const largest = (vector) => vector.reduce((most, part) => (Math.abs(part) > Math.abs(most) ? part : most), 0);

/**
 * Where points are along two axes: [x, y] of each.
 *
 * @param {Float32Array} values [points, units] row-major.
 * @param {number} units
 * @param {Components} components
 * @returns {[number, number][]}
 */
export function projected(values, units, { mean, axes: [right, up] }) {
  return Array.from({ length: Math.floor(values.length / units) }, (_, row) => {
    let [x, y] = [0, 0];
    for (let unit = 0; unit < units; unit++) {
      const part = values[row * units + unit] - mean[unit];
      x += part * right[unit];
      y += part * up[unit];
    }
    return [x, y];
  });
}
