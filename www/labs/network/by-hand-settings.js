// A network with its coming mini-batch as settings of the chapter in which training is done by hand.

/** What that chapter has room for: src/labs/backprop. */
const MOST = { layers: 4, units: 6, examples: 64 };

/** The last stage, and more than there are: those of a network say how many that is. */
const LAST = 24;

/**
 * @typedef {object} Stand Where a training stands.
 * @property {{ description: { features: string[], network: any }, targets: Float32Array }} data
 * @property {Record<string, any>} settings
 * @property {Uint32Array} batch The rows of the coming mini-batch.
 * @property {Float32Array} inputs [rows, features].
 * @property {Float32Array[]} weights As Keras lists them.
 */

/** What a session says of where its training stands. @param {import("../../engine/session.js").Session} session */
export async function standOf(session) {
  const [inputs, weights] = await Promise.all([session.call("inputs"), session.call("get_weights")]);
  return { inputs, weights };
}

/**
 * A single example there, with all numbers of its way forward, or of both ways.
 *
 * @param {Stand} stand Whose batch is that example.
 * @param {"forward" | "backward"} way
 */
export function exampleByHand(stand, way) {
  const { value, problems } = byHand(stand);
  // z and a of each layer have a stage, and so has the loss.
  const forward = 2 * stand.data.description.network.layers.length + 1;
  return { value: value && { ...value, stage: way === "forward" ? forward : LAST }, problems };
}

/**
 * The settings, or null with the keys of what stands against it; and what is to be known of them.
 *
 * @param {Stand} stand
 * @returns {{ value: Record<string, any> | null, problems: string[], remarks: string[] }}
 */
export function byHand({ data, settings, batch, inputs, weights }) {
  const { features, network } = data.description;
  const sizes = [features.length, ...network.layers.map((/** @type {any} */ { units }) => units)];
  const isPlain = settings.optimizer === "sgd" && !settings.momentum;
  const problems = [
    sizes.length - 1 > MOST.layers || Math.max(...sizes) > MOST.units ? "large" : "",
    batch.length > MOST.examples ? "many" : "",
    weights.every((list) => list.every(Number.isFinite)) ? "" : "diverged",
  ].filter(Boolean);
  const remarks = [
    isPlain ? "" : "optimizer",
    settings.l1 || settings.l2 ? "regularization" : "",
    settings.schedule || settings.clipnorm || settings.clipvalue || settings.global_clipnorm || settings.weight_decay
      ? "update"
      : "",
  ].filter(Boolean);
  if (problems.length) return { value: null, problems, remarks };
  // With the hinge losses Keras takes the classes as −1 and 1.
  const target = (/** @type {number} */ y) => (network.loss.endsWith("hinge") ? 2 * y - 1 : y);
  const rows = [...batch];
  const value = {
    lab: "backprop",
    layers: network.layers.map((/** @type {any} */ { units, activation }) => `${units}:${activation}`).join(","),
    x: text(rows.map((row) => [...inputs.subarray(row * features.length, (row + 1) * features.length)])),
    y: text(rows.map((row) => [target(data.targets[row])])),
    weights: text(
      network.layers.flatMap((/** @type {any} */ { units }, /** @type {number} */ at) => [
        ...chunks(weights[2 * at], units),
        ...chunks(weights[2 * at + 1], units),
      ]),
    ),
    loss: network.loss,
    eta: settings.learning_rate,
    epoch: 0,
    stage: 1,
    example: 1,
  };
  return { value, problems, remarks };
}

/** @param {Float32Array} list @param {number} size @returns {number[][]} */
const chunks = (list, size) =>
  Array.from({ length: list.length / size }, (_, at) => [...list.subarray(at * size, (at + 1) * size)]);

/** @param {number[][]} rows */
const text = (rows) => rows.map((row) => row.map(shortest).join(" ")).join("; ");

/** The fewest digits that are this f32. @param {number} value */
function shortest(value) {
  for (let digits = 1; digits < 9; digits++) {
    const written = Number(value.toPrecision(digits));
    if (Math.fround(written) === value) return String(written);
  }
  return String(Number(value.toPrecision(9)));
}
