// What the views of the network's answers compute: principal components, histograms, classes, round numbers.
import assert from "node:assert/strict";
import test from "node:test";
import { answeredClass, confusion } from "../../www/labs/network/reading/answers.js";
import { answered, bins } from "../../www/labs/network/reading/bins.js";
import { components, eigen, projected } from "../../www/labs/network/reading/components.js";
import { rangeOf, steady, ticks } from "../../www/labs/network/reading/scale.js";

const near = (found, expected, tolerance = 1e-12) =>
  assert.ok(Math.abs(found - expected) <= tolerance, `${found} is not ${expected}`);

test("eigenvalues that are known by hand", () => {
  // λ² − 4λ + 3 = 0.
  const [one, other] = eigen([
    [2, 1],
    [1, 2],
  ]);
  near(one.value, 3);
  near(other.value, 1);
  near(Math.abs(one.vector[0] * Math.SQRT1_2 + one.vector[1] * Math.SQRT1_2), 1);
  // The second difference of n points has 2 − 2 cos(kπ / (n + 1)).
  const n = 64;
  const matrix = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
  );
  const all = eigen(matrix);
  for (const [at, { value, vector }] of all.entries()) {
    near(value, 2 - 2 * Math.cos(((n - at) * Math.PI) / (n + 1)), 1e-12);
    // It is an eigenvector: A v = λ v, and it has length 1.
    near(Math.hypot(...vector), 1, 1e-12);
    matrix.forEach((row, i) =>
      near(
        row.reduce((sum, a, j) => sum + a * vector[j], 0),
        value * vector[i],
        1e-12,
      ),
    );
  }
  assert.deepEqual(
    eigen([
      [0, 0],
      [0, 0],
    ]).map(({ value }) => value),
    [0, 0],
  );
});

test("points that were laid along two directions are found along them", () => {
  // Along (3, 4, 0) / 5 from −4 to 4, along (0, 0, 1) from −1 to 1: variances 4² / 2 and 1² / 2, and nothing else.
  const values = new Float32Array(
    [4, 0, -4, 0, 0, 1, 0, -1].flatMap((_, at, list) => {
      if (at % 2) return [];
      const [along, up] = [list[at], list[at + 1]];
      return [7 + 0.6 * along, -2 + 0.8 * along, 1 + up];
    }),
  );
  const found = components(values, 3);
  [7, -2, 1].forEach((mean, at) => near(found.mean[at], mean, 1e-6));
  [0.6, 0.8, 0].forEach((part, at) => near(found.axes[0][at], part, 1e-6));
  [0, 0, 1].forEach((part, at) => near(Math.abs(found.axes[1][at]), part, 1e-6));
  near(found.share, 1, 1e-9);
  const places = projected(values, 3, found);
  [
    [4, 0],
    [-4, 0],
    [0, 1],
    [0, -1],
  ].forEach(([x, y], at) => {
    near(places[at][0], x, 1e-5);
    near(Math.abs(places[at][1]), Math.abs(y), 1e-5);
  });
  // What was on the right stays there; what is not finite has no say; one unit is a line.
  const flipped = { ...found, axes: found.axes.map((axis) => axis.map((part) => -part)) };
  assert.ok(components(values, 3, flipped).axes[0][0] < 0);
  assert.deepEqual(components(new Float32Array([...values, Number.NaN, 0, 0]), 3).mean, found.mean);
  assert.equal(components(new Float32Array([5, 5, 5, 5]), 2).share, 1);
  assert.equal(components(new Float32Array([0, 3]), 1).axes[0].length, 1);
});

test("the variance of a cloud is shared as its covariance says", () => {
  // Independent columns of ±3, ±2, ±1: variances 9, 4, 1.
  const values = [];
  for (const a of [-3, 3]) for (const b of [-2, 2]) for (const c of [-1, 1]) values.push(a, b, c);
  near(components(new Float32Array(values), 3).share, 13 / 14, 1e-12);
});

const described = (problem, units, loss = "x") => ({ problem, network: { layers: [{ units }], loss } });

test("classes are those that the accuracy counts", () => {
  const one = new Float32Array([0.5, 0.51, -0.1, 0.1]);
  assert.deepEqual(
    [0, 1, 2, 3].map((row) => answeredClass(one, row, 1, "binary_crossentropy")),
    [0, 1, 0, 0],
  );
  assert.deepEqual(
    [0, 1, 2, 3].map((row) => answeredClass(one, row, 1, "squared_hinge")),
    [1, 1, 0, 1],
  );
  const three = new Float32Array([0.2, 0.4, 0.4, 0.1, 0.1, 0.8]);
  assert.deepEqual(
    [0, 1].map((row) => answeredClass(three, row, 3, "x")),
    [1, 2],
  );
  const targets = new Float32Array([0, 1, 1, 0]);
  const all = confusion(described("binary", 1), targets, one, { from: 0, to: 4 });
  assert.deepEqual(all, { classes: 2, counts: [2, 0, 1, 1] });
  assert.deepEqual(confusion(described("binary", 1), targets, one, { from: 2, to: 4 }).counts, [1, 0, 1, 0]);
});

test("a histogram of answers has no place for what an activation never answers", () => {
  assert.deepEqual(answered([-1.1, 1.1], "tanh"), [-1, 1]);
  assert.deepEqual(answered([-0.04, 0.7], "sigmoid"), [0, 0.7]);
  assert.deepEqual(answered([-0.5, 9], "relu"), [0, 9]);
  for (const activation of [undefined, "linear", "elu"]) assert.deepEqual(answered([-2, 9], activation), [-2, 9]);
});

test("every finite value is in a bin, the greatest in the last", () => {
  const { counts, range, others } = bins(new Float32Array([-1, -0.2, 0.2, 1, Number.NaN, Number.POSITIVE_INFINITY]), 4);
  assert.deepEqual([counts, others], [[1, 1, 1, 1], 2]);
  assert.ok(range[0] < -1 && range[1] > 1);
  assert.equal(
    bins(new Float32Array([3, 3]), 5).counts.reduce((a, b) => a + b),
    2,
  );
  assert.deepEqual(bins(new Float32Array(), 2).range, [-1, 1]);
});

test("round numbers at an axis, and a range that does not tremble", () => {
  const labels = (...range) => ticks(String)(...range).map(({ label }) => label);
  assert.deepEqual(labels(-1.08, 1.08, 5), ["-1", "-0.5", "0", "0.5", "1"]);
  assert.deepEqual(labels(0, 0.031, 3), ["0", "0.01", "0.02", "0.03"]);
  assert.deepEqual(labels(1, 1, 3), []);
  assert.deepEqual(rangeOf([Number.NaN]), [-1, 1]);
  const first = steady(null, [0, 10]);
  assert.equal(steady(first, [1, 9]), first);
  assert.deepEqual(steady(first, [1, 11]), [1, 11]);
  assert.deepEqual(steady(first, [4, 6]), [4, 6]);
});
