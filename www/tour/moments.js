// The lecture as a tour: its moments in the order of the slides, each the settings of a chapter.

/**
 * @typedef {object} Moment
 * @property {string} id Of its texts.
 * @property {string} of The row of the lecture.
 * @property {Record<string, any>} settings What differs from the defaults; `view` where it is not the projector's.
 * @property {string[]} [shows] The numbers of its sentence, as English writes them: they are on the screen.
 */

/** @type {Moment[]} */
export const MOMENTS = [
  { id: "and", of: "L1", settings: { lab: "neuron", net: "C:2<A,B", on: "A,B", step: 1 } },
  { id: "or", of: "L1", settings: { lab: "neuron", net: "C:2<A,A,B,B", on: "A", step: 1 } },
  { id: "and-not", of: "L1", settings: { lab: "neuron", net: "C:2<A,A,-B", on: "A,B", step: 1 } },
  { id: "threshold", of: "L2", settings: { lab: "perceptron", data: "and" } },
  { id: "sign", of: "L2", settings: { lab: "perceptron", data: "and", step_function: "sign" } },
  { id: "rule", of: "L3", settings: { lab: "perceptron", data: "and", step: 3 }, shows: ["0.1"] },
  { id: "separable", of: "L3", settings: { lab: "perceptron", data: "and", step: 24 }, shows: ["6"] },
  { id: "xor", of: "L3", settings: { lab: "perceptron", data: "xor", step: 40 } },
  { id: "hidden", of: "L4", settings: { lab: "xor", example: 2 } },
  { id: "learnt", of: "L4", settings: { lab: "xor", way: "learnt", seed: 1, step: 300 } },
  { id: "batch", of: "L5", settings: { lab: "descent", seed: 1, eta: 0.1, step: 10 }, shows: ["40"] },
  { id: "mini-batch", of: "L5", settings: { lab: "descent", seed: 1, batch: 8, eta: 0.1, step: 40 }, shows: ["8"] },
  { id: "valley", of: "L6", settings: { lab: "optimizers", racer: 1, step: 20 }, shows: ["100"] },
  { id: "momentum", of: "L6", settings: { lab: "optimizers", racer: 2, step: 20 }, shows: ["0.9"] },
  { id: "adam", of: "L6", settings: { lab: "optimizers", racer: 5, step: 15 } },
  { id: "loss", of: "L7", settings: { lab: "backprop", stage: 3 }, shows: ["15.71"] },
  { id: "gradient", of: "L7", settings: { lab: "backprop", stage: 7 }, shows: ["−4.0016"] },
  { id: "update", of: "L7", settings: { lab: "backprop", stage: 8 }, shows: ["−4.00156", "0.1400156"] },
  { id: "epochs", of: "L7", settings: { lab: "backprop", epoch: 2, stage: 3 }, shows: ["14.227"] },
  {
    id: "squares",
    of: "L8",
    settings: { lab: "functions", function: "mean_squared_error", prediction: 3, target: 1 },
    shows: ["4"],
  },
  { id: "relu", of: "L9", settings: { lab: "functions", function: "relu", x: -2 }, shows: ["−2"] },
  { id: "softmax", of: "L9", settings: { lab: "functions", function: "softmax" }, shows: ["0.659"] },
  { id: "keras", of: "L10", settings: { lab: "network", seed: 1, dataset: "xor", activation: "relu", view: "normal" } },
  {
    id: "nobody-waits",
    of: "L11",
    settings: { lab: "network", seed: 1, dataset: "spiral", layers: "8,8", learning_rate: 0.1, autoplay: true },
  },
];

/** The name of a tour's moment in the settings: `lecture:7`. @param {number} number From 1. */
export const nameOf = (number) => `lecture:${number}`;

/** Its number, from 1; of one that there is not, the nearest. @param {string} tour */
export const numberOf = (tour) => Math.min(MOMENTS.length, Math.max(1, Number(tour.split(":")[1] || 1)));

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
  if (!/^lecture(:\d+)?$/i.test(String(written.tour).trim())) return { ...written, lab: "home" };
  const number = numberOf(String(written.tour));
  return { ...written, view: "projector", ...MOMENTS[number - 1].settings, ...given, tour: nameOf(number) };
}
