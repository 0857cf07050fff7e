// A small engine of our own in the manner of TensorFlow Playground's, which is not on npm: an object for every node and
// every link, one example at a time, derivatives added up in the links and applied at the end of a batch.
import { activations } from "../workloads.mjs";

class Link {
  derivative = 0;

  constructor(from, to, weight) {
    this.from = from;
    this.to = to;
    this.weight = weight;
  }
}

class Node {
  incoming = [];
  outgoing = [];
  output = 0;
  error = 0; // ∂loss/∂(weighted sum)
  derivative = 0; // of the bias

  constructor(bias, activation) {
    this.bias = bias;
    this.activation = activation;
  }
}

const ACTIVATIONS = {
  tanh: { output: (sum) => Math.tanh(sum), derivative: (output) => 1 - output * output },
  relu: { output: (sum) => Math.max(sum, 0), derivative: (output) => (output > 0 ? 1 : 0) },
  linear: { output: (sum) => sum, derivative: () => 1 },
};
const SQUARED_ERROR = { derivative: (output, target) => 2 * (output - target) };

function build({ sizes, weights, ...task }) {
  const names = activations({ sizes, ...task });
  const layers = [Array.from({ length: sizes[0] }, () => new Node(0, null))];
  sizes.slice(1).forEach((units, index) => {
    const [kernel, bias] = weights.slice(2 * index, 2 * index + 2);
    const before = layers[index];
    layers.push(
      Array.from({ length: units }, (_, unit) => {
        const node = new Node(bias[unit], ACTIVATIONS[names[index]]);
        before.forEach((from, at) => {
          const link = new Link(from, node, kernel[at * units + unit]);
          from.outgoing.push(link);
          node.incoming.push(link);
        });
        return node;
      }),
    );
  });
  return layers;
}

function forward(layers, inputs) {
  layers[0].forEach((node, at) => {
    node.output = inputs[at];
  });
  for (let layer = 1; layer < layers.length; layer++) {
    for (const node of layers[layer]) {
      let sum = node.bias;
      for (const link of node.incoming) sum += link.weight * link.from.output;
      node.output = node.activation.output(sum);
    }
  }
  return layers.at(-1)[0].output;
}

function backward(layers, target, loss) {
  for (let layer = layers.length - 1; layer >= 1; layer--) {
    for (const node of layers[layer]) {
      let error = 0;
      if (layer === layers.length - 1) error = loss.derivative(node.output, target);
      else for (const link of node.outgoing) error += link.weight * link.to.error;
      node.error = error * node.activation.derivative(node.output);
      node.derivative += node.error;
      for (const link of node.incoming) link.derivative += node.error * link.from.output;
    }
  }
}

function update(layers, rate) {
  for (let layer = 1; layer < layers.length; layer++) {
    for (const node of layers[layer]) {
      node.bias -= rate * node.derivative;
      node.derivative = 0;
      for (const link of node.incoming) {
        link.weight -= rate * link.derivative;
        link.derivative = 0;
      }
    }
  }
}

export function make({ x, y, rows, batch, rate, ...task }) {
  const layers = build(task);
  const inputs = Array.from({ length: rows ?? 0 }, (_, row) => [x[2 * row], x[2 * row + 1]]);
  return {
    train(epochs) {
      for (let epoch = 0; epoch < epochs; epoch++) {
        for (let row = 0; row < rows; row++) {
          forward(layers, inputs[row]);
          backward(layers, y[row], SQUARED_ERROR);
          if ((row + 1) % batch === 0) update(layers, rate / batch);
        }
      }
    },
    weights: () =>
      layers
        .slice(1)
        .flatMap((nodes, layer) => [
          Float64Array.from(layers[layer].flatMap((from) => from.outgoing.map((link) => link.weight))),
          Float64Array.from(nodes, (node) => node.bias),
        ]),
    outputs: (points) =>
      Float64Array.from({ length: points.length / 2 }, (_, row) =>
        forward(layers, [points[2 * row], points[2 * row + 1]]),
      ),
  };
}
