// What is said of the parts of the drawing, in the reader's language.
import { featureName } from "../names.js";

/**
 * @typedef {import("./layout.js").Link} Link
 * @typedef {import("./layout.js").Bias} Bias
 */

export class Names {
  /** With the texts of the drawing. @param {import("../../../i18n/index.js").Text} text @param {import("../../../pkg/nn_playground.js").Description} description */
  constructor(text, description) {
    this.text = text;
    this.description = description;
    this.features = description.features;
    /** The units of each, the output's last. */
    this.layers = description.network.layers.map(({ units }) => units);
  }

  /** @param {string} name Of a feature. */
  feature(name) {
    return featureName(name, this.description, this.text);
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
    return this.layers[layer - 1] > 1 ? t("drawing.outputs", { unit }) : t("drawing.output");
  }

  /** What stands beside an output: the class, or what is answered. @param {number} unit */
  output(unit) {
    if (this.layers[this.layers.length - 1] > 1) return unit - 1;
    return this.description.problem === "regression" ? "ŷ" : "p";
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
    return this.layers[layer - 1] > 1 ? t("drawing.to.outputs", { unit }) : t("drawing.to.output");
  }

  /** A weight to three digits. @param {number} value */
  value(value) {
    return this.text.exact(Number(value.toPrecision(3)));
  }

  /** @param {Link | Bias} part @param {number} value */
  parameter(part, value) {
    const { t } = this.text;
    const to = this.#short(part.layer, part.unit);
    if (!("input" in part)) return t("drawing.bias", { unit: to, value: this.value(value) });
    return t("drawing.weight", { from: this.#short(part.layer - 1, part.input), to, value: this.value(value) });
  }
}
