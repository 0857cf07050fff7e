// toygrad: one example at a time in Float32Arrays, an update at the end of each batch.
import { NeuralNetwork, Tensor, Trainers } from "toygrad";
import { activations } from "../workloads.mjs";

const tensor = (values) => new Tensor(1, 1, values.length, Float32Array.from(values));

export function make({ sizes, weights, x, y, rows, batch, rate, ...task }) {
  const hidden = activations({ sizes, ...task }).flatMap((type, layer) => [
    { type: "dense", filters: sizes[layer + 1] },
    ...(type === "linear" ? [] : [{ type }]),
  ]);
  const network = new NeuralNetwork({
    layers: [{ type: "input", sx: 1, sy: 1, sz: sizes[0] }, ...hidden, { type: "regression" }],
  });
  const dense = sizes.slice(1).map((_, index) => network.layers[1 + 2 * index]);
  dense.forEach(({ filters, biases }, index) => {
    biases.w.set(weights[2 * index + 1]);
    filters.forEach((filter, unit) =>
      filter.w.forEach((_, from) => {
        filter.w[from] = weights[2 * index][from * filters.length + unit];
      }),
    );
  });
  // Its loss is ½(output − target)², hence twice the rate.
  const trainer = new Trainers.SGD(network, { batchSize: batch, learningRate: 2 * (rate ?? 0), momentum: 0 });
  const inputs = Array.from({ length: rows ?? 0 }, (_, row) => tensor(x.subarray(2 * row, 2 * row + 2)));
  const targets = Array.from({ length: rows ?? 0 }, (_, row) => [y[row]]);
  return {
    train(epochs) {
      for (let epoch = 0; epoch < epochs; epoch++) {
        for (let row = 0; row < rows; row++) trainer.train(inputs[row], targets[row]);
      }
    },
    weights: () =>
      dense.flatMap(({ filters, biases }, index) => [
        Float32Array.from(
          { length: sizes[index] * filters.length },
          (_, at) => filters[at % filters.length].w[Math.floor(at / filters.length)],
        ),
        biases.w,
      ]),
    outputs: (points) =>
      Float32Array.from(
        { length: points.length / 2 },
        (_, row) => network.forward(tensor(points.subarray(2 * row, 2 * row + 2)), false).w[0],
      ),
  };
}
