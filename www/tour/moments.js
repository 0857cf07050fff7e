// The lecture as a tour: its moments in the order of the slides, each the settings of a chapter.
import { readBy, tour as reader } from "../settings/readers.js";

/**
 * @typedef {object} Moment
 * @property {string} id Of its texts.
 * @property {Record<string, any>} settings What differs from the defaults; `view` where it is not the projector's.
 */

/** @type {Moment[]} */
export const MOMENTS = [
  { id: "and", settings: { lab: "neuron", net: "C:2<A,B", on: "A,B", step: 1 } },
  { id: "or", settings: { lab: "neuron", net: "C:2<A,A,B,B", on: "A", step: 1 } },
  { id: "and-not", settings: { lab: "neuron", net: "C:2<A,A,-B", on: "A,B", step: 1 } },
  { id: "threshold", settings: { lab: "perceptron", data: "and" } },
  { id: "sign", settings: { lab: "perceptron", data: "and", step_function: "sign" } },
  { id: "rule", settings: { lab: "perceptron", data: "and", step: 3 } },
  { id: "separable", settings: { lab: "perceptron", data: "and", step: 24 } },
  { id: "xor", settings: { lab: "perceptron", data: "xor", step: 40 } },
  { id: "hidden", settings: { lab: "xor", example: 2 } },
  { id: "learnt", settings: { lab: "xor", way: "learnt", seed: 1, step: 300 } },
  { id: "batch", settings: { lab: "descent", seed: 1, eta: 0.1, step: 10 } },
  { id: "mini-batch", settings: { lab: "descent", seed: 1, batch: 8, eta: 0.1, step: 40 } },
  { id: "valley", settings: { lab: "optimizers", racer: 1, step: 20 } },
  { id: "momentum", settings: { lab: "optimizers", racer: 2, step: 20 } },
  { id: "adam", settings: { lab: "optimizers", racer: 5, step: 15 } },
  { id: "loss", settings: { lab: "backprop", stage: 3 } },
  { id: "gradient", settings: { lab: "backprop", stage: 7 } },
  { id: "update", settings: { lab: "backprop", stage: 8 } },
  { id: "epochs", settings: { lab: "backprop", epoch: 2, stage: 3 } },
  {
    id: "squares",
    settings: { lab: "functions", function: "mean_squared_error", prediction: 3, target: 1 },
  },
  { id: "relu", settings: { lab: "functions", function: "relu", x: -2 } },
  { id: "softmax", settings: { lab: "functions", function: "softmax" } },
  { id: "keras", settings: { lab: "network", seed: 1, dataset: "xor", activation: "relu", view: "normal" } },
  {
    id: "nobody-waits",
    settings: { lab: "network", seed: 1, dataset: "spiral", layers: "8,8", learning_rate: 0.1, autoplay: true },
  },
];

/** The name of a tour's moment in the settings: `lecture:7`. @param {number} number From 1. */
export const nameOf = (number) => `lecture:${number}`;

/** The number of a moment that there is, by its name. @param {string} name */
export const numberOf = (name) => Number(name.split(":")[1]);

/**
 * All that a moment sets, for settings that name it and no lab. What they set besides counts.
 *
 * @param {Record<string, any>} written
 * @returns {Record<string, any>}
 */
export function unfolded(written) {
  const given = Object.fromEntries(
    Object.entries(written).filter(([, value]) => value !== null && value !== undefined),
  );
  // What is no tour is warned about, in a chapter that asks for nothing.
  const { value: name } = readBy(reader, "tour", written.tour, /** @type {any} */ (null)); // it needs no catalog
  if (name === null) return { ...written, lab: "home" };
  return { ...written, view: "projector", ...MOMENTS[numberOf(name) - 1].settings, ...given };
}
