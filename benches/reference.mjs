// The judge of the contenders: a dense network in 64-bit numbers, written to be read, not to be fast.
import { activations } from "./workloads.mjs";

/** Each activation, and its derivative by its output. */
const ACTIVATIONS = {
  tanh: { output: Math.tanh, derivative: (a) => 1 - a * a },
  relu: { output: (z) => Math.max(z, 0), derivative: (a) => (a > 0 ? 1 : 0) },
  linear: { output: (z) => z, derivative: () => 1 },
};

/** Keras's rules: what is added to a parameter for its gradient g in update t, from 1; `slots` are its own, empty at first. */
const RULES = {
  sgd:
    ({ momentum = 0 }, rate) =>
    (g, slots) => {
      slots.m = momentum * (slots.m ?? 0) - rate * g;
      return slots.m;
    },
  adam:
    ({ beta_1, beta_2, epsilon }, rate) =>
    (g, slots, t) => {
      slots.m = beta_1 * (slots.m ?? 0) + (1 - beta_1) * g;
      slots.v = beta_2 * (slots.v ?? 0) + (1 - beta_2) * g * g;
      const corrected = (rate * Math.sqrt(1 - beta_2 ** t)) / (1 - beta_1 ** t);
      return (-corrected * slots.m) / (Math.sqrt(slots.v) + epsilon);
    },
};

/** The outputs of every layer for one example; the first are the example itself. */
function forward(layers, example) {
  const values = [example];
  for (const { kernel, bias, activation } of layers) {
    const inputs = values.at(-1);
    values.push(
      bias.map((start, unit) =>
        activation.output(inputs.reduce((sum, input, from) => sum + input * kernel[from][unit], start)),
      ),
    );
  }
  return values;
}

function fromArrays({ sizes, weights, ...task }) {
  const names = activations({ sizes, ...task });
  return sizes.slice(1).map((units, layer) => ({
    activation: ACTIVATIONS[names[layer]],
    kernel: Array.from({ length: sizes[layer] }, (_, from) =>
      Array.from(weights[2 * layer].subarray(from * units, (from + 1) * units)),
    ),
    bias: Array.from(weights[2 * layer + 1]),
  }));
}

/**
 * Trains by stochastic gradient descent, or another optimizer, on the mean squared error of each batch, in the order of the rows,
 * and gives the weights [kernel, bias, …]. With `eager`, each layer is updated before the error goes on through it to the layer below
 * (what some libraries do), instead of after the whole gradient is known.
 */
export function train(
  { x, y, rows, batch, rate, optimizer = { name: "sgd" }, ...task },
  epochs,
  { eager = false } = {},
) {
  const layers = fromArrays(task);
  const rule = RULES[optimizer.name](optimizer, rate);
  const slots = layers.map(({ kernel, bias }) => ({
    kernel: kernel.map((row) => row.map(() => ({}))),
    bias: bias.map(() => ({})),
  }));
  for (let start = 0; start < epochs * rows; start += batch) {
    const gradients = layers.map(({ kernel, bias }) => ({
      kernel: kernel.map((row) => row.map(() => 0)),
      bias: bias.map(() => 0),
    }));
    const t = start / batch + 1;
    const update = (layer) => {
      layers[layer].bias.forEach((_, unit) => {
        layers[layer].bias[unit] += rule(gradients[layer].bias[unit], slots[layer].bias[unit], t);
      });
      layers[layer].kernel.forEach((row, from) =>
        row.forEach((_, unit) => {
          row[unit] += rule(gradients[layer].kernel[from][unit], slots[layer].kernel[from][unit], t);
        }),
      );
    };
    for (let at = start; at < start + batch; at++) {
      const row = at % rows;
      const values = forward(layers, Array.from(x.subarray(2 * row, 2 * row + 2)));
      let errors = values.at(-1).map((value) => (2 * (value - y[row])) / batch); // ∂loss/∂output
      for (let layer = layers.length - 1; layer >= 0; layer--) {
        const { kernel, activation } = layers[layer];
        const slope = (unit) => activation.derivative(values[layer + 1][unit]);
        const sums = errors.map((error, unit) => error * slope(unit)); // ∂loss/∂(weighted sum)
        sums.forEach((sum, unit) => {
          gradients[layer].bias[unit] += sum;
          values[layer].forEach((input, from) => {
            gradients[layer].kernel[from][unit] += input * sum;
          });
        });
        if (eager) update(layer);
        errors = kernel.map((row) => row.reduce((total, weight, unit) => total + weight * sums[unit], 0));
      }
    }
    if (!eager) layers.forEach((_, layer) => update(layer));
  }
  return layers.flatMap(({ kernel, bias }) => [Float64Array.from(kernel.flat()), Float64Array.from(bias)]);
}

/** The network's one output at each point of [rows, 2]. */
export function outputs(task, points) {
  const layers = fromArrays(task);
  return Float64Array.from(
    { length: points.length / 2 },
    (_, row) => forward(layers, Array.from(points.subarray(2 * row, 2 * row + 2))).at(-1)[0],
  );
}
