// synaptic writes a function for the whole network, with a number in an array for each weight. It updates after each
// example, from the output backwards, a layer before the one below it; mini-batches it has none.
import synaptic from "synaptic";
import { activations } from "../workloads.mjs";

const { Layer, Network, Neuron } = synaptic;
const { TANH, RELU, IDENTITY } = Neuron.squash;
const SQUASHES = { tanh: TANH, relu: RELU, linear: IDENTITY };

export const updates = "eager";

/** Its function grows with the connections, some 300 characters each; engines give up optimising long before this. */
const MOST_CONNECTIONS = 10_000;

export function refuses({ sizes }) {
  const connections = sizes.slice(1).reduce((sum, units, layer) => sum + units * sizes[layer], 0);
  return connections > MOST_CONNECTIONS
    ? `it writes a function with statements for each of ${connections} connections`
    : null;
}

export function make({ sizes, weights, x, y, rows, rate, ...task }) {
  const names = activations({ sizes, ...task });
  const layers = sizes.map((units) => new Layer(units));
  for (let layer = 1; layer < layers.length; layer++) {
    layers[layer - 1].project(layers[layer]);
    layers[layer].set({ squash: SQUASHES[names[layer - 1]] });
    layers[layer].list.forEach((neuron, unit) => {
      neuron.bias = weights[2 * layer - 1][unit];
      layers[layer - 1].list.forEach((from, at) => {
        from.connected(neuron).connection.weight = weights[2 * layer - 2][at * sizes[layer] + unit];
      });
    });
  }
  const network = new Network({ input: layers[0], hidden: layers.slice(1, -1), output: layers.at(-1) });
  network.optimize();
  const inputs = Array.from({ length: rows ?? 0 }, (_, row) => [x[2 * row], x[2 * row + 1]]);
  const target = [0];
  const slope = names.at(-1) === "tanh" ? (output) => 1 - output * output : () => 1;
  return {
    train(epochs) {
      for (let epoch = 0; epoch < epochs; epoch++) {
        for (let row = 0; row < rows; row++) {
          const [output] = network.activate(inputs[row]);
          // It takes target − output for the error of an output's weighted sum; its activation's derivative is put into the target.
          target[0] = output + (y[row] - output) * slope(output);
          network.propagate(2 * rate, target);
        }
      }
    },
    weights() {
      network.restore();
      return layers
        .slice(1)
        .flatMap((layer, index) => [
          Float64Array.from(
            layers[index].list.flatMap((from) => layer.list.map((neuron) => from.connected(neuron).connection.weight)),
          ),
          Float64Array.from(layer.list, (neuron) => neuron.bias),
        ]);
    },
    outputs: (points) =>
      Float64Array.from(
        { length: points.length / 2 },
        (_, row) => network.activate([points[2 * row], points[2 * row + 1]])[0],
      ),
  };
}
