// convnetjs: one example at a time in Float64Arrays, an update at the end of each batch.
import convnetjs from "convnetjs";
import { activations } from "../workloads.mjs";

const { FullyConnLayer, InputLayer, Net, RegressionLayer, ReluLayer, TanhLayer, Trainer, Vol } = convnetjs;
const LAYERS = { tanh: TanhLayer, relu: ReluLayer };

const volume = (a, b) => {
  const made = new Vol(1, 1, 2, 0);
  made.w[0] = a;
  made.w[1] = b;
  return made;
};

export function make({ sizes, weights, x, y, rows, batch, rate, ...task }) {
  const names = activations({ sizes, ...task });
  const network = new Net();
  const dense = [];
  network.layers = [new InputLayer({ out_sx: 1, out_sy: 1, out_depth: sizes[0] })];
  sizes.slice(1).forEach((units, index) => {
    const layer = new FullyConnLayer({ in_sx: 1, in_sy: 1, in_depth: sizes[index], num_neurons: units });
    layer.biases.w.set(weights[2 * index + 1]);
    layer.filters.forEach((filter, unit) =>
      filter.w.forEach((_, from) => {
        filter.w[from] = weights[2 * index][from * units + unit];
      }),
    );
    dense.push(layer);
    network.layers.push(layer);
    const Activation = LAYERS[names[index]];
    if (Activation) network.layers.push(new Activation({ in_sx: 1, in_sy: 1, in_depth: units }));
  });
  // Layer by layer, because its own makeLayers puts a linear layer before the loss.
  network.layers.push(new RegressionLayer({ in_sx: 1, in_sy: 1, in_depth: 1 }));
  // The gradient of its loss is output − target, hence twice the rate.
  const trainer = new Trainer(network, {
    method: "sgd",
    batch_size: batch,
    learning_rate: 2 * (rate ?? 0),
    momentum: 0,
  });
  const inputs = Array.from({ length: rows ?? 0 }, (_, row) => volume(x[2 * row], x[2 * row + 1]));
  const targets = Array.from({ length: rows ?? 0 }, (_, row) => [y[row]]);
  return {
    train(epochs) {
      for (let epoch = 0; epoch < epochs; epoch++) {
        for (let row = 0; row < rows; row++) trainer.train(inputs[row], targets[row]);
      }
    },
    weights: () =>
      dense.flatMap(({ filters, biases }, index) => [
        Float64Array.from(
          { length: sizes[index] * filters.length },
          (_, at) => filters[at % filters.length].w[Math.floor(at / filters.length)],
        ),
        biases.w,
      ]),
    outputs: (points) =>
      Float64Array.from(
        { length: points.length / 2 },
        (_, row) => network.forward(volume(points[2 * row], points[2 * row + 1]), false).w[0],
      ),
  };
}
