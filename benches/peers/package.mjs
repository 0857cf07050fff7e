// Our own package, used as its documentation says.
import init, { Experiment, Network } from "../../www/pkg/nn_playground.js";
import { activations } from "../workloads.mjs";

export async function prepare({ read }) {
  await init({ module_or_path: await read("www/pkg/nn_playground_bg.wasm") });
}

export function make({ sizes, weights, x, y, batch, rate = 0.01, optimizer = { name: "sgd" }, ...task }) {
  const layers = activations({ sizes, ...task }).map((activation, layer) => ({ units: sizes[layer + 1], activation }));
  const network = new Network({
    inputs: sizes[0],
    layers,
    loss: "mse",
    optimizer: { ...optimizer, learning_rate: rate },
    seed: 1,
  });
  network.set_weights(weights);
  return {
    train: (epochs) => {
      network.fit(x, y, { epochs, batch_size: batch, shuffle: false });
      if (network.diverged) throw new Error("it diverged, and trained no further");
    },
    weights: () => network.get_weights(),
    outputs: (points) => network.predict(points),
  };
}

/** The decision boundary as the page shows it. */
export function paint({ sizes, side }) {
  const experiment = new Experiment({ layers: sizes.slice(1, -1).map((units) => ({ units })), seed: 1 });
  return () => experiment.heat_map(side, side, "light");
}
