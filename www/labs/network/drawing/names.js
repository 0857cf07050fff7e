// What is said of the parts of the drawing, in the reader's language.
import { cut, featureName, isWord } from "../names.js";

/** The width of a letter beside an input or an output, on average, in pixels of the page. */
const LETTER = 7.5;
/** How much of the drawing's width names may take, at most, and how many letters one has at least and at most. */
const INPUTS = { share: 0.25, least: 8, most: 20 };
const OUTPUTS = { share: 0.1, least: 4, most: 16 };

/** How many letters a drawing of this width has room for. @param {typeof INPUTS} names @param {number} width */
const letters = ({ share, least, most }, width) =>
  Math.max(least, Math.min(most, Math.floor((share * width) / LETTER)));

/**
 * @typedef {import("./layout.js").Link} Link
 * @typedef {import("./layout.js").Bias} Bias
 */

export class Names {
  /** The width of the drawing. */
  #width = 0;

  /**
   * With the texts of the drawing.
   *
   * @param {import("../../../i18n/index.js").Text} text
   * @param {import("../../../pkg/nn_playground.js").Description} description
   * @param {string[]} classes The names of the classes that have some.
   */
  constructor(text, description, classes) {
    this.text = text;
    this.description = description;
    this.classes = classes;
    this.features = description.features;
    /** The units of each, the output's last. */
    this.layers = description.network.layers.map(({ units }) => units);
  }

  /** @param {string} name Of a feature. */
  feature(name) {
    return featureName(name, this.description, this.text);
  }

  /** As it stands beside its picture. @param {string} name Of a feature. */
  label(name) {
    return featureName(name, this.description, this.text, letters(INPUTS, this.#width));
  }

  /** @param {string} name */
  input(name) {
    return this.text.t("drawing.input", { name: this.feature(name) });
  }

  /** @param {number} layer */
  #isOutput(layer) {
    return layer === this.layers.length;
  }

  /** @param {number} layer @param {number} unit */
  unit(layer, unit) {
    const { t } = this.text;
    if (!this.#isOutput(layer)) return t("drawing.unit", { layer, unit });
    if (!this.#hasOutputs) return t("drawing.output");
    const name = this.classes[unit - 1];
    if (!name) return t("drawing.outputs", { unit });
    return t("drawing.outputs.named", { unit, name: isWord(name) ? name : t("legend.class", { index: name }) });
  }

  /** Whether there is one for each class. */
  get #hasOutputs() {
    return this.layers[this.layers.length - 1] > 1;
  }

  /** What stands beside an output: the class, or what is answered. @param {number} unit */
  output(unit) {
    if (this.description.problem === "regression") return "ŷ";
    const name = this.classes[this.#hasOutputs ? unit - 1 : 1] ?? "";
    const short = cut(name, letters(OUTPUTS, this.#width));
    if (this.#hasOutputs) return short || unit - 1;
    // As in the formula of the loss: only a cross-entropy takes it for a probability.
    if (!this.description.network.loss.endsWith("crossentropy")) return "ŷ";
    return short ? `p(${short})` : "p";
  }

  /** Cuts what stands beside inputs and outputs to a drawing of this width; returns how wide that is, in pixels. @param {number} width */
  fit(width) {
    this.#width = width;
    const outputs = Array.from({ length: this.layers[this.layers.length - 1] }, (_, at) => this.output(at + 1));
    const room = (/** @type {(string | number)[]} */ names) =>
      LETTER * Math.max(...names.map((name) => String(name).length));
    return { left: room(this.description.offered.map((name) => this.label(name))), right: room(outputs) };
  }

  /** The whole network, by its sizes. */
  get network() {
    const hidden = this.layers.slice(0, -1);
    const sizes = { inputs: this.features.length, hidden: hidden.join(", "), outputs: this.layers.at(-1) };
    return this.text.t(hidden.length ? "network.label" : "network.label.flat", sizes);
  }

  /** As it is called beside a number. @param {number} layer @param {number} unit */
  #short(layer, unit) {
    const { t } = this.text;
    if (layer === 0) return this.feature(this.features[unit - 1]);
    if (!this.#isOutput(layer)) return `${layer}.${unit}`;
    return this.#hasOutputs ? t("drawing.to.outputs", { unit }) : t("drawing.to.output");
  }

  /** A weight. @param {number} value @param {number} digits */
  value(value, digits = 3) {
    return this.text.exact(Number(value.toPrecision(digits)));
  }

  /** @param {Link | Bias} part @param {number} value */
  parameter(part, value) {
    const { t } = this.text;
    const to = this.#short(part.layer, part.unit);
    if (!("input" in part)) return t("drawing.bias", { unit: to, value: this.value(value) });
    return t("drawing.weight", { from: this.#short(part.layer - 1, part.input), to, value: this.value(value) });
  }
}
