// What is measured: networks, their data and their first weights, the same for every contender; and how much arithmetic
// each needs, from which its bound follows.

/** A network whose layers are all tanh, `rows` examples in batches of `batch`, and a learning rate at which it stays calm. */
const BATCHES = [
  { name: "W1", sizes: [2, 4, 2, 1], rows: 500, batch: 10, rate: 0.03 },
  { name: "W2a", sizes: [2, 8, 8, 8, 1], rows: 500, batch: 10, rate: 0.03 },
  { name: "W2b", sizes: [2, 8, 8, 8, 8, 8, 8, 1], rows: 500, batch: 10, rate: 0.03 },
  { name: "W3", sizes: [2, 64, 64, 1], rows: 512, batch: 32, rate: 0.01 },
  { name: "W4", sizes: [2, 256, 256, 1], rows: 256, batch: 128, rate: 0.003 },
];

/** Networks that are trained on one example at a time, each with tanh and with relu. */
const SINGLE = [
  { name: "B1", sizes: [2, 4, 1], rate: 0.01 },
  { name: "B2", sizes: [2, 8, 8, 8, 1], rate: 0.003 },
  { name: "B3", sizes: [2, 8, 8, 8, 8, 8, 8, 1], rate: 0.003 },
  { name: "B4", sizes: [2, 64, 64, 1], rate: 0.0003 },
  { name: "B5", sizes: [2, 256, 256, 1], rate: 0.0001 },
].flatMap((workload) =>
  ["tanh", "relu"].map((activation) => ({
    ...workload,
    name: `${workload.name} ${activation}`,
    rows: 500,
    batch: 1,
    activation,
  })),
);

/** What everyone trains, by plain gradient descent. */
export const TRAINING = [...BATCHES, ...SINGLE];

/** Keras's defaults, and a momentum; with rates at which the networks stay calm. */
const MOMENTUM = { name: "sgd", momentum: 0.9 };
const ADAM = { name: "adam", beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 };

/** The single examples again, by optimizers that only our own package is measured with. */
export const OPTIMIZERS = SINGLE.flatMap((workload) => [
  { ...workload, name: `${workload.name} momentum`, optimizer: MOMENTUM, rate: workload.rate / 10 },
  { ...workload, name: `${workload.name} adam`, optimizer: ADAM, rate: workload.rate / 10 },
]);

/** A network whose outputs over a square of points are wanted. */
export const OUTPUTS = [{ name: "W5", sizes: [2, 8, 8, 8, 1], side: 100 }];

/** The same from an `Experiment`, as the page draws it: coloured, ready for a canvas. */
export const PICTURES = [
  { name: "100×100 painted", sizes: [2, 8, 8, 8, 1], side: 100 },
  { name: "300×300 painted", sizes: [2, 8, 8, 8, 1], side: 300 },
];

/** What only our own package does. */
export const OWN = [...OPTIMIZERS, ...PICTURES];

export const ALL = [...TRAINING, ...OUTPUTS, ...OWN];

export const find = (name) => ALL.find((workload) => workload.name === name);

/** Each layer's activation. After relu the last one is linear, so that an output can be −1. */
export const activations = ({ sizes, activation = "tanh" }) =>
  sizes.slice(1).map((_, layer) => (activation === "relu" && layer === sizes.length - 2 ? "linear" : activation));

/** Numbers from −1 to 1 that are the same everywhere: a linear congruential generator modulo 2³². */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** The first weights as Keras orders them, [kernel [inputs, units], bias, …]; Glorot's range, and biases that are not 0. */
export function firstWeights(sizes) {
  const next = numbers(sizes.length);
  return sizes.slice(1).flatMap((units, layer) => {
    const range = Math.sqrt(6 / (sizes[layer] + units));
    return [
      Float32Array.from({ length: sizes[layer] * units }, () => range * next()),
      Float32Array.from({ length: units }, () => 0.1 * next()),
    ];
  });
}

/** Points all over the plane of the page, and the sign of x·y as their target: { x [rows, 2], y [rows] }. */
export function examples(rows) {
  const next = numbers(rows);
  const x = Float32Array.from({ length: 2 * rows }, () => 6 * next());
  const y = Float32Array.from({ length: rows }, (_, row) => (x[2 * row] * x[2 * row + 1] > 0 ? 1 : -1));
  return { x, y };
}

/** The points of a picture, row by row from the top, as Float32Array [side · side, 2]. */
export function grid(side) {
  const at = (step) => -6 + (12 * (step + 0.5)) / side;
  return Float32Array.from({ length: 2 * side * side }, (_, index) => {
    const point = index >> 1;
    return index % 2 === 0 ? at(point % side) : -at(Math.floor(point / side));
  });
}

/**
 * Floating-point operations and values of tanh: { training: { flops, tanhs }, prediction: { flops, tanhs } } an example.
 * A connection is a multiplication and an addition forward, the same for its gradient, and the same for the error that
 * goes back through it, which nothing needs of the first layer. Biases, derivatives and updates are left out: they are
 * little beside it, and a bound may be too high but not too low.
 */
export function arithmetic({ sizes, activation }) {
  const connections = sizes.slice(1).map((units, layer) => sizes[layer] * units);
  const all = connections.reduce((sum, count) => sum + count, 0);
  const tanhs = activation === "relu" ? 0 : sizes.slice(1).reduce((sum, units) => sum + units, 0);
  return {
    training: { flops: 2 * (3 * all - connections[0]), tanhs },
    prediction: { flops: 2 * all, tanhs },
  };
}

/** Nanoseconds that so much arithmetic takes at least, with `gflops` (10⁹ operations a second) and `tanh` (ns a value). */
export const bound = ({ flops, tanhs }, { gflops, tanh }) => flops / gflops + tanhs * tanh;
