// The hash of a playground.tensorflow.org link as settings that open the same experiment.

/** Names there that settings here have, too, or have by another name. @type {Record<string, string>} */
const KEYS = {
  activation: "activation",
  batchSize: "batch-size",
  discretize: "discretize",
  learningRate: "learning-rate",
  networkShape: "layers",
  noise: "noise",
  percTrainData: "train-share",
  showTestData: "test-points",
};
/** @type {Record<string, string>} */
const FEATURES = { x: "x", y: "y", xTimesY: "xy", xSquared: "x2", ySquared: "y2", sinX: "sinx", sinY: "siny" };
/** @type {Record<string, string>} */
const REGRESSION = { "reg-plane": "plane", "reg-gauss": "bumps" };
/** @type {Record<string, string>} */
const PENALTIES = { L1: "l1", L2: "l2" };
/** What `KEY_hide=true` hides there, as controls here. @type {Record<string, string>} */
const HIDDEN = {
  activation: "activation",
  batchSize: "batch-size",
  dataset: "dataset",
  discretize: "discretize",
  learningRate: "learning-rate",
  noise: "noise",
  percTrainData: "train-share",
  regularization: "l1,l2",
  regularizationRate: "l1,l2",
  showTestData: "test-points",
};

/** Whether the entries of a hash are such a link's. @param {[string, string][]} entries */
export const isTensorFlow = (entries) =>
  entries.some(([name]) => ["networkShape", "regDataset", "percTrainData", "regularizationRate"].includes(name));

/**
 * { written, warnings } of the entries of such a hash. What differs is said in one sentence: the loss is Keras's for the problem,
 * and the weights and the data are drawn from the seed by another generator.
 *
 * @param {Record<string, string>} entries
 */
export function fromTensorFlow(entries) {
  /** @type {Record<string, string | number>} */
  const written = { lab: "network" };
  for (const [name, key] of Object.entries(KEYS)) if (entries[name] !== undefined) written[key] = entries[name];
  if (entries.problem === "regression") written.dataset = REGRESSION[entries.regDataset] ?? "plane";
  else if (entries.dataset) written.dataset = entries.dataset;
  // x and y are on unless they are switched off.
  const isOn = (/** @type {string} */ name) => (entries[name] ?? String(name === "x" || name === "y")) === "true";
  written.features = Object.keys(FEATURES)
    .filter(isOn)
    .map((name) => FEATURES[name])
    .join(",");
  const penalty = PENALTIES[entries.regularization];
  if (penalty && entries.regularizationRate) written[penalty] = entries.regularizationRate;
  // There a seed is 0.66230, with five digits.
  const seed = Math.round(Number(entries.seed) * 1e5);
  if (Number.isSafeInteger(seed) && seed >= 0) written.seed = seed;
  const hidden = Object.keys(HIDDEN).filter((name) => entries[`${name}_hide`] === "true");
  if (hidden.length) written.hide = [...new Set(hidden.flatMap((name) => HIDDEN[name].split(",")))].join(",");
  return { written, warnings: [{ kind: "tensorflow" }] };
}
