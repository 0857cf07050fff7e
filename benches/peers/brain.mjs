// brain.js, the last version that runs without a GPU's native library. It updates after each example.
import brain from "brain.js/dist/neural-network.js";

const NeuralNetwork = brain.default ?? brain;

export const updates = "each";

export const refuses = ({ activation }) =>
  activation === "relu" ? "it gives the activation of the hidden layers to the last one, too" : null;

export function make({ sizes, weights, x, y, rows, rate }) {
  const network = new NeuralNetwork({ activation: "tanh" });
  network.sizes = sizes;
  network.initialize();
  network.trainOpts.learningRate = 2 * (rate ?? 0); // its error is that of ½(target − output)²
  network.trainOpts.momentum = 0; // its own check allows only values above 0
  for (let layer = 1; layer < sizes.length; layer++) {
    const [kernel, bias] = weights.slice(2 * layer - 2, 2 * layer);
    for (let unit = 0; unit < sizes[layer]; unit++) {
      network.biases[layer][unit] = bias[unit];
      for (let from = 0; from < sizes[layer - 1]; from++)
        network.weights[layer][unit][from] = kernel[from * sizes[layer] + unit];
    }
  }
  const data = Array.from({ length: rows ?? 0 }, (_, row) => ({
    input: [x[2 * row], x[2 * row + 1]],
    output: [y[row]],
  }));
  return {
    train(epochs) {
      for (let epoch = 0; epoch < epochs; epoch++) network.trainPatterns(data);
    },
    weights: () =>
      sizes
        .slice(1)
        .flatMap((units, index) => [
          Float64Array.from(
            { length: sizes[index] * units },
            (_, at) => network.weights[index + 1][at % units][Math.floor(at / units)],
          ),
          Float64Array.from(network.biases[index + 1]),
        ]),
    outputs: (points) =>
      Float64Array.from(
        { length: points.length / 2 },
        (_, row) => network.runInput([points[2 * row], points[2 * row + 1]])[0],
      ),
  };
}
