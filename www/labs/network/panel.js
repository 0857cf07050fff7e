// The settings of the network laboratory: a column of groups.
import { checkbox, group, select } from "../../ui/controls.js";
import { h, styleSheet } from "../../ui/dom.js";
import { names } from "../../settings/readers.js";
import { SCHEMA } from "../../settings/schema.js";
import { DataPanel } from "./data-panel.js";
import { TrainingPanel } from "./training-panel.js";

/**
 * @typedef {import("../../settings/readers.js").Catalog} Catalog
 *
 * @typedef {object} Parts What its groups know of the page.
 * @property {import("../../i18n/index.js").Text} text
 * @property {Catalog} catalog
 * @property {import("./view.js").Wasm} wasm
 * @property {(written: import("../../settings/schema.js").Written, how?: { isLink: boolean }) => unknown} change With `isLink` training
 *   goes where they say, as with a link.
 * @property {() => Record<string, any>} settings Those that are wanted: what they lead to may not be seen yet.
 * @property {() => Record<string, any> | null} run Where the training stands, as settings say it.
 * @property {() => import("./run.js").Data | null} data That of the experiment.
 * @property {import("../index.js").Host["adopt"]} adopt
 * @property {() => import("./boundary.js").Boundary} boundary The big picture.
 * @property {(file: File) => unknown} open Opens a file, and says why it cannot.
 * @property {(error: Error) => void} fail Says what could not be loaded.
 * @property {import("./own/own.js").Typed} typed
 */

/** The activations that a network can be trained with: a step has no gradient. @param {Catalog} catalog */
export const trainable = ({ activations }) =>
  activations.filter(({ has_gradient }) => has_gradient).map(({ name }) => name);

export const look = () => styleSheet(new URL("./panel.css", import.meta.url));

export class Panel {
  #activation;
  #initializer;
  #biasInitializer;
  #normalization;
  #data;
  #training;

  /** @param {Parts} parts */
  constructor(parts) {
    const { text, catalog, change } = parts;
    const { t } = text;
    this.#activation = select({
      label: t("activation"),
      options: trainable(catalog)
        .filter((name) => name !== "softmax")
        .map((name) => [name, t(`activation.${name}`)]),
      onInput: (activation) => change({ activation }),
    });
    this.#activation.element.dataset.key = "activation";
    // They are called as in Keras, in every language.
    this.#initializer = select({
      label: t("initializer"),
      options: names("initializers")(catalog).map((name) => [name, name]),
      onInput: (initializer) => change({ initializer }),
    });
    this.#initializer.element.dataset.key = "initializer";
    this.#biasInitializer = select({
      label: t("bias_initializer"),
      options: /** @type {string[]} */ (SCHEMA.bias_initializer.values).map((name) => [name, name]),
      onInput: (bias_initializer) => change({ bias_initializer }),
    });
    this.#biasInitializer.element.dataset.key = "bias_initializer";
    this.#normalization = checkbox({
      label: t("normalization"),
      onInput: (normalization) => change({ normalization }),
    });
    this.#normalization.element.dataset.key = "normalization";
    this.#data = new DataPanel(parts);
    this.#training = new TrainingPanel(parts);
    this.element = h(
      "div",
      { class: "panel", "data-key": "panel" },
      this.#data.element,
      this.#training.element,
      group(
        t("group.network"),
        this.#activation.element,
        this.#initializer.element,
        this.#biasInitializer.element,
        this.#normalization.element,
      ),
    );
  }

  /**
   * @param {Record<string, any>} settings
   * @param {import("../../pkg/nn_playground.js").Description} description Of the experiment.
   * @param {import("../../settings/experiment.js").Hyperparameter[]} hyperparameters Of the optimizer.
   */
  show(settings, description, hyperparameters) {
    this.#data.show(settings);
    this.#activation.set(settings.activation, settings.activation);
    this.#initializer.set(settings.initializer);
    this.#biasInitializer.set(settings.bias_initializer);
    this.#normalization.set(settings.normalization);
    this.#training.show(settings, description, hyperparameters);
  }

  /** The speed as it stands in the bar. @returns {HTMLElement} */
  get speed() {
    return this.#training.speed;
  }

  /** The group of the data. */
  get data() {
    return this.#data;
  }
}
