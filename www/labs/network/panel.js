// The settings of the network laboratory: a column of groups.
import { checkbox, group, more, select } from "../../ui/controls.js";
import { h } from "../../ui/dom.js";
import { addButton, html, render, selection, signButton } from "../../ui/lit.js";
import { MAX_LAYERS, MAX_UNITS } from "../../settings/readers.js";
import { DataPanel } from "./data-panel.js";
import { featureName } from "./names.js";
import { TrainingPanel } from "./training-panel.js";

/**
 * @typedef {import("../../settings/readers.js").Catalog} Catalog
 * @typedef {import("../../settings/readers.js").Layer} Layer
 *
 * @typedef {object} Parts What its groups know of the page.
 * @property {import("../../i18n/index.js").Text} text
 * @property {Catalog} catalog
 * @property {import("./view.js").Wasm} wasm
 * @property {(written: import("../../settings/schema.js").Written) => unknown} change
 * @property {() => Record<string, any>} settings Those that are wanted: what they lead to may not be seen yet.
 * @property {() => Record<string, any> | null} run Where the training stands, as a link says it.
 * @property {() => import("./run.js").Data | null} data That of the experiment.
 * @property {import("../index.js").Host["adopt"]} adopt
 * @property {() => import("./boundary.js").Boundary} boundary The big picture.
 * @property {(file: File) => unknown} open Opens a file as data, and says why it cannot.
 */

export class Panel {
  #parts;
  #activation;
  /** Boxes for what a network may take of the data, which depends on the data. @type {{ name: string, box: ReturnType<typeof checkbox> }[]} */
  #features = [];
  #shownFeatures = "";
  #featuresPlace = h("div", { class: "checks" });
  #normalization;
  #layers = h("div", { class: "layers" });
  #data;
  #training;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    const { text, change } = parts;
    const { t } = text;
    this.#activation = select({
      label: t("activation"),
      options: this.#activations().filter(([name]) => name !== "softmax"),
      onInput: (activation) => change({ activation }),
    });
    this.#activation.element.dataset.key = "activation";
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
      group(
        t("group.network"),
        this.#activation.element,
        h("div", { class: "field" }, h("span", { class: "label" }, t("layers")), this.#layers),
        more(t("more.features"), this.#featuresPlace, this.#normalization.element),
      ),
      this.#training.element,
    );
  }

  /** Those that a network can be trained with: a step has no gradient. */
  #activations() {
    const { catalog, text } = this.#parts;
    const able = catalog.activations.filter(({ has_gradient }) => has_gradient);
    return able.map(({ name }) => [name, text.t(`activation.${name}`)]);
  }

  #chooseFeatures() {
    const chosen = this.#features
      .filter(({ box }) => /** @type {HTMLInputElement} */ (box.element.firstElementChild).checked)
      .map(({ name }) => name);
    this.#parts.change({ features: chosen.length ? chosen : [this.#features[0].name] });
  }

  /** @param {import("../../pkg/nn_playground.js").Description} description */
  #showFeatures(description) {
    const { inputs, features, columns } = description;
    const names = inputs > 2 ? columns.map((_, at) => `c${at + 1}`) : this.#parts.catalog.features;
    const labels = names.map((name) => featureName(name, description, this.#parts.text));
    if (labels.join() !== this.#shownFeatures) {
      this.#shownFeatures = labels.join();
      this.#features = names.map((name, at) => ({
        name,
        box: checkbox({ label: labels[at], onInput: () => this.#chooseFeatures() }),
      }));
      this.#featuresPlace.replaceChildren(...this.#features.map(({ box }) => box.element));
    }
    for (const { name, box } of this.#features) {
      box.set(features.includes(name), inputs !== 1 || !name.includes("y"));
    }
  }

  /**
   * @param {Record<string, any>} settings
   * @param {import("../../pkg/nn_playground.js").Description} description Of the experiment.
   * @param {import("../../settings/experiment.js").Hyperparameter[]} hyperparameters Of the optimizer.
   */
  show(settings, description, hyperparameters) {
    this.#data.show(settings);
    this.#activation.set(settings.activation, settings.activation);
    this.#showFeatures(description);
    this.#normalization.set(settings.normalization);
    this.#training.show(settings, description, hyperparameters);
    this.#showLayers(settings);
  }

  /** The speed as it stands in the bar. @returns {HTMLElement} */
  get speed() {
    return this.#training.speed;
  }

  /** The group of the data. */
  get data() {
    return this.#data;
  }

  /** @param {{ layers?: Layer[] }} settings */
  #showLayers({ layers = [] }) {
    const { t } = this.#parts.text;
    /** From the layers of now: the last press may not be seen yet. @param {(layers: Layer[]) => Layer[]} next */
    const write = (next) => () => this.#parts.change({ layers: next(this.#parts.settings().layers) });
    const activations = [["", t("layer.common")], ...this.#activations()];
    /** @param {Layer} layer @param {number} at */
    const row = ({ units, activation = "" }, at) => {
      const name = { layer: at + 1 };
      const put = (/** @type {(layer: Layer) => Layer} */ change) =>
        write((now) => now.map((layer, index) => (index === at ? change(layer) : layer)));
      const resize = (/** @type {number} */ by) => put((layer) => ({ ...layer, units: layer.units + by }));
      const choose = (/** @type {string} */ chosen) =>
        put(({ units }) => (chosen ? { units, activation: chosen } : { units }))();
      return html`
        <div class="layer" role="group" aria-label=${t("layer", name)}>
          ${signButton("−", t("layer.fewer", name), resize(-1), units > 1)}
          <span class="units">${units}</span>
          ${signButton("+", t("layer.more", name), resize(1), units < MAX_UNITS)}
          ${selection(t("layer.activation", name), activations, activation, choose)}
          ${signButton(
            "×",
            t("layer.remove", name),
            write((now) => now.toSpliced(at, 1)),
          )}
        </div>`;
    };
    const add = write((now) => [...now, { units: now.at(-1)?.units ?? 4 }]);
    render(html`${layers.map(row)}${addButton(t("layer.add"), add, layers.length < MAX_LAYERS)}`, this.#layers);
  }
}
