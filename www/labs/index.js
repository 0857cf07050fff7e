// The labs. One line here is all that the page needs to know of one.
import * as network from "./network/index.js";

/**
 * In the order of the lecture, each with what loads its module: that exports `Lab`, and as `SCHEMA` the settings of its
 * own. Only the network is there at once; who never opens another lab does not wait for it.
 */
const LOADERS = {
  neuron: () => import("./neuron/index.js"),
  perceptron: () => import("./perceptron/index.js"),
  descent: () => import("./descent/index.js"),
  optimizers: () => import("./optimizers/index.js"),
  backprop: () => import("./backprop/index.js"),
  network: async () => network,
};

export const LABS = Object.keys(LOADERS);

/** The modules that have been loaded. */
export const modules = { network };

export async function loadLab(name) {
  modules[name] ??= await LOADERS[name]();
}
