// The labs. One line here is all that the page needs to know of one.

/**
 * In the order of the lecture, each with what loads its module: that exports `Lab`, and as `SCHEMA` the settings of its
 * own. Who never opens a lab does not wait for it.
 */
const LOADERS = {
  neuron: () => import("./neuron/index.js"),
  perceptron: () => import("./perceptron/index.js"),
  descent: () => import("./descent/index.js"),
  optimizers: () => import("./optimizers/index.js"),
  backprop: () => import("./backprop/index.js"),
  network: () => import("./network/index.js"),
};

export const LABS = Object.keys(LOADERS);

/** The modules that have been loaded. */
export const modules = {};

export async function loadLab(name) {
  modules[name] ??= await LOADERS[name]();
}
