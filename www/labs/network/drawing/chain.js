// The numbers of one example, forward and backward, for each part of the drawing; and the formulas in which they stand.

/**
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./layout.js").Link} Link
 * @typedef {import("./layout.js").Bias} Bias
 * @typedef {import("./layout.js").Unit} Unit
 * @typedef {"forward" | "backward"} Way
 *
 * @typedef {{ row: number } & ReturnType<InstanceType<import("../view.js").Wasm["Experiment"]>["example"]>} Pass As the core has it, of a row
 *   of the data.
 *
 * @typedef {import("../../../pkg/nn_playground.js").Description["network"]} Network
 */

/**
 * Of each loss its formula and ∂L/∂ of the output: after softmax, and after sigmoid for the cross-entropy, ∂L/∂z, because the rest
 * cancels. What is multiplied by g′(z) is a product itself; [ ] is 1 where what is in it holds, else 0. As in src/ops/loss.
 *
 * @type {Record<string, [loss: string, slope: string]>}
 */
const LOSSES = {
  binary_crossentropy: ["−y·ln p − (1 − y)·ln(1 − p)", "p − y"],
  sparse_categorical_crossentropy: ["−Σ y·ln p", "p − y"],
  mean_squared_error: ["(ŷ − y)²", "2·(ŷ − y)"],
  mean_absolute_error: ["|ŷ − y|", "sign(ŷ − y)"],
  huber: ["½(ŷ − y)² (|ŷ − y| − ½)", "max(−1, min(1, ŷ − y))"],
  log_cosh: ["ln cosh(ŷ − y)", "tanh(ŷ − y)"],
  hinge: ["max(0, 1 − y·ŷ)", "−y·[y·ŷ < 1]"],
  squared_hinge: ["max(0, 1 − y·ŷ)²", "−2y·max(0, 1 − y·ŷ)"],
};

/** The number of a unit among those of all layers. @param {Network["layers"]} layers @param {number} layer From 1. @param {number} unit From 1. */
const unitAt = (layers, layer, unit) =>
  layers.slice(0, layer - 1).reduce((sum, { units }) => sum + units, 0) + unit - 1;

export class Chain {
  #layout;
  #parameters;
  #pass;
  #network;
  #write;

  /**
   * @param {Layout} layout
   * @param {Float32Array} parameters
   * @param {Pass} pass
   * @param {Network} network
   * @param {(value: number) => string} write
   */
  constructor(layout, parameters, pass, network, write) {
    this.#layout = layout;
    this.#parameters = parameters;
    this.#pass = pass;
    this.#network = network;
    this.#write = write;
  }

  /** What an input, or a unit of a layer before, gives to the links that begin at it. @param {Link} link */
  #x({ layer, input }) {
    return layer === 1 ? this.#pass.inputs[input - 1] : this.#pass.a[unitAt(this.#network.layers, layer - 1, input)];
  }

  /** ∂L/∂z of a unit, which is that of its bias. @param {{ layer: number, unit: number }} at */
  #dz({ layer, unit }) {
    const bias = this.#layout.biases.find((one) => one.layer === layer && one.unit === unit);
    return bias ? this.#pass.gradients[bias.index] : Number.NaN;
  }

  /** The number that stands at each part, by its id. Inputs have none on the way back. @param {Way} way @returns {Map<string, number>} */
  numbers(way) {
    const { inputs, layers, links, biases } = this.#layout;
    const [parameters, pass] = [this.#parameters, this.#pass];
    /** @type {[string, number][]} */
    const found = [];
    if (way === "backward") {
      for (const unit of layers.flat()) found.push([unit.id, this.#dz(unit)]);
      for (const { id, index } of [...links, ...biases]) found.push([id, pass.gradients[index]]);
      return new Map(found);
    }
    for (const { id, at } of inputs) if (at) found.push([id, pass.inputs[at - 1]]);
    for (const { id, layer, unit } of layers.flat())
      found.push([id, pass.a[unitAt(this.#network.layers, layer, unit)]]);
    for (const link of links) found.push([link.id, parameters[link.index] * this.#x(link)]);
    for (const { id, index } of biases) found.push([id, parameters[index]]);
    return new Map(found);
  }

  /** The loss in its formula. */
  get loss() {
    return `L = ${LOSSES[this.#network.loss]?.[0] ?? "L(ŷ, y)"} = ${this.#write(this.#pass.loss)}`;
  }

  /** ∂L/∂z of the outputs as a formula. */
  get slope() {
    const { layers, loss } = this.#network;
    const { activation } = layers[layers.length - 1];
    const [, slope] = LOSSES[loss] ?? ["", "∂L/∂ŷ"];
    const isCancelled = loss.endsWith("crossentropy") || activation === "linear";
    return `∂L/∂z = ${isCancelled ? slope : `${slope}·g′(z)`}`;
  }

  /** What is said of a part: how its number is made. @param {string} id @param {Way} way @returns {string[]} */
  lines(id, way) {
    const { inputs, layers, links, biases } = this.#layout;
    const link = links.find((one) => one.id === id);
    if (link) return [this.#ofLink(link, way)];
    const bias = biases.find((one) => one.id === id);
    if (bias) return way === "backward" ? [`∂L/∂b = ∂L/∂z = ${this.#write(this.#pass.gradients[bias.index])}`] : [];
    const unit = layers.flat().find((one) => one.id === id);
    if (unit) return way === "backward" ? this.#back(unit) : this.#forward(unit);
    const input = inputs.find((one) => one.id === id);
    return input?.at ? [`x = ${this.#write(this.#pass.inputs[input.at - 1])}`] : [];
  }

  /** @param {Link} link @param {Way} way */
  #ofLink(link, way) {
    const write = this.#write;
    const x = this.#x(link);
    if (way === "backward")
      return `∂L/∂w = ∂L/∂z · x = ${write(this.#dz(link))} · ${write(x)} = ${write(this.#pass.gradients[link.index])}`;
    const w = this.#parameters[link.index];
    return `w·x = ${write(w)} · ${write(x)} = ${write(w * x)}`;
  }

  /** @param {Unit} at */
  #forward({ layer, unit }) {
    const { layers } = this.#network;
    const write = this.#write;
    const [z, a] = [this.#pass.z, this.#pass.a].map((all) => all[unitAt(layers, layer, unit)]);
    const sum = `z = Σ w·x + b = ${write(z)}`;
    const isLast = layer === layers.length;
    const { activation = "linear" } = layers[layer - 1];
    if (isLast && activation === "softmax") return [sum, ...this.softmax(unit)];
    const name = !isLast ? "a" : this.#network.loss.endsWith("crossentropy") ? "p" : "ŷ"; // as in the loss
    const answer = activation === "linear" ? `${name} = z = ${write(a)}` : `${name} = ${activation}(z) = ${write(a)}`;
    return isLast ? [sum, answer, this.loss] : [sum, answer];
  }

  /** The steps of softmax to the probability of a class. @param {number} unit */
  softmax(unit) {
    const write = this.#write;
    const { z, a, powers } = this.#pass;
    const first = a.length - powers.length;
    const largest = z.subarray(first).reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
    const sum = powers.reduce((all, power) => all + power, 0);
    const power = write(powers[unit - 1]);
    const less = largest < 0 ? `+ ${write(-largest)}` : `− ${write(largest)}`;
    return [`e^(z ${less}) = ${power}`, `p = ${power} / ${write(sum)} = ${write(a[first + unit - 1])}`];
  }

  /** @param {Unit} at */
  #back(at) {
    const write = this.#write;
    const { layers } = this.#network;
    const dz = write(this.#dz(at));
    if (at.layer === layers.length) return [this.loss, `${this.slope} = ${dz}`];
    const da = this.#pass.hidden_gradients[unitAt(layers, at.layer, at.unit)];
    const isAlone = layers[at.layer - 1].activation !== "softmax"; // which takes all units of a layer
    return [`∂L/∂a = Σ w·∂L/∂z = ${write(da)}`, isAlone ? `∂L/∂z = ∂L/∂a · g′(z) = ${dz}` : `∂L/∂z = ${dz}`];
  }
}
