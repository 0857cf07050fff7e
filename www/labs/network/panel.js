// The settings of the network laboratory.
import { imported } from "../../once.js";
import { checkbox, group, more, numberField, select, slider, button } from "../../ui/controls.js";
import { h, icon } from "../../ui/dom.js";
import { hide } from "../../ui/enable.js";
import { addButton, html, render, selection, signButton } from "../../ui/lit.js";
import { MAX_LAYERS, MAX_UNITS, names } from "../../settings/readers.js";
import { SCHEMA, randomSeed } from "../../settings/schema.js";
import { speedControl } from "../speed.js";

const LEARNING_RATES = [0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const BATCH_SIZES = [1, 2, 5, 10, 16, 20, 32, 64, 128, "all"];
const PENALTIES = [0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1];
const SPEEDS = [1, 5, 20, 100, 1000, "max"];
/** A learning rate by so much larger or smaller than the optimizer's default was hardly chosen for it. */
const FAR = 10;
const DICE = () =>
  icon(
    "M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM8.5 8.5h.01M15.5 8.5h.01M12 12h.01M8.5 15.5h.01M15.5 15.5h.01",
  );

/**
 * @typedef {import("../../settings/experiment.js").Hyperparameter} Hyperparameter
 * @typedef {import("../../settings/readers.js").Catalog} Catalog
 * @typedef {import("../../settings/readers.js").Layer} Layer
 */

export class Panel {
  #text;
  #catalog;
  #change;
  #settings;
  /** By the keys of the settings. @type {Record<string, any>} */
  #controls = {};
  #hyperparameters = h("div", { class: "more" });
  #shownOptimizer = "";
  /** Offers the optimizer's usual learning rate, where another optimizer's was kept. */
  #usual = h("div", { class: "usual", hidden: true });
  #layers = h("div", { class: "layers" });
  /** The field for one's own points. @type {ReturnType<typeof import("./points.js").pointsField> | null} */
  #points = null;
  #pointsPlace = h("div", { hidden: true });

  /**
   * @param {object} parts
   * @param {import("../../i18n/index.js").Text} parts.text
   * @param {Catalog} parts.catalog
   * @param {(written: import("../../settings/schema.js").Written) => unknown} parts.change
   * @param {() => Record<string, any>} parts.settings Those that are wanted: what they lead to may not be seen yet.
   */
  constructor({ text, catalog, change, settings }) {
    this.#text = text;
    this.#catalog = catalog;
    this.#change = change;
    this.#settings = settings;
    const { t } = text;
    const c = this.#controls;
    const to =
      (/** @type {string} */ key, number = false) =>
      (/** @type {string | number} */ value) =>
        change({ [key]: number && value !== "max" && value !== "all" ? Number(value) : value });

    c.dataset = select({
      label: t("dataset"),
      options: this.#datasets(),
      onInput: (dataset) => change({ dataset, loss: null }),
    });
    c.samples = slider({
      label: t("samples"),
      min: 10,
      max: 5000,
      step: 10,
      format: text.whole,
      onInput: to("samples"),
    });
    c.noise = slider({
      label: t("noise"),
      min: 0,
      max: 50,
      step: 1,
      format: (value) => text.percent(value / 100),
      onInput: to("noise"),
    });
    c.train_share = slider({
      label: t("train_share"),
      min: 10,
      max: 90,
      step: 5,
      format: (value) => text.percent(value / 100),
      onInput: to("train_share"),
    });
    c.seed = numberField({
      label: t("seed"),
      text,
      range: SCHEMA.seed,
      onInput: to("seed"),
    });
    const fresh = button({
      label: t("new_data"),
      picture: DICE(),
      hint: t("new_data.hint"),
      onPress: () => change({ seed: randomSeed() }),
    });

    c.optimizer = select({
      label: t("optimizer"),
      options: names("optimizers")(this.#catalog).map((name) => [name, t(`optimizer.${name}`)]),
      onInput: to("optimizer"),
    });
    c.learning_rate = select({
      label: t("learning_rate"),
      options: LEARNING_RATES.map((rate) => [String(rate), text.exact(rate)]),
      onInput: to("learning_rate", true),
    });
    c.loss = select({ label: t("loss"), options: [], onInput: to("loss") });
    c.batch_size = select({
      label: t("batch_size"),
      options: BATCH_SIZES.map((size) => [String(size), typeof size === "number" ? text.whole(size) : t("all")]),
      onInput: to("batch_size", true),
    });
    c.speed = speedControl({ t, speeds: SPEEDS, text: (speed) => this.#pace(speed), onInput: to("speed", true) });

    c.activation = select({
      label: t("activation"),
      options: this.#activations().filter(([name]) => name !== "softmax"),
      onInput: to("activation"),
    });
    c.features = this.#catalog.features.map((name) => ({
      name,
      box: checkbox({ label: t(`feature.${name}`), onInput: () => this.#chooseFeatures() }),
    }));
    const penalty = (/** @type {string} */ key) =>
      select({
        label: t(key),
        options: PENALTIES.map((rate) => [String(rate), rate === 0 ? t("none") : text.exact(rate)]),
        onInput: to(key, true),
      });
    c.l1 = penalty("l1");
    c.l2 = penalty("l2");

    for (const [key, control] of Object.entries(c)) if (control.element) control.element.dataset.key = key;
    fresh.element.dataset.key = "new_data";
    this.element = h(
      "div",
      { class: "panel", "data-key": "panel" },
      group(
        t("group.data"),
        c.dataset.element,
        this.#pointsPlace,
        fresh.element,
        more(t("more.data"), c.noise.element, c.train_share.element, c.samples.element, c.seed.element),
      ),
      group(
        t("group.network"),
        c.activation.element,
        h("div", { class: "field" }, h("span", { class: "label" }, t("layers")), this.#layers),
        more(t("more.features"), h("div", { class: "checks" }, ...c.features.map(({ box }) => box.element))),
      ),
      group(
        t("group.training"),
        c.optimizer.element,
        h("div", { class: "pair" }, c.learning_rate.element, c.batch_size.element),
        this.#usual,
        c.loss.element,
        h("details", {}, h("summary", {}, t("more.optimizer")), this.#hyperparameters),
        more(t("more.training"), h("div", { class: "pair" }, c.l1.element, c.l2.element), c.speed.element),
      ),
    );
  }

  #datasets() {
    const { t } = this.#text;
    const entry = (/** @type {{ name: string }} */ { name }) => [name, t(`dataset.${name}`)];
    /** @type {[string, (dataset: Catalog["datasets"][number]) => boolean][]} */
    const kinds = [
      ["datasets.binary", ({ problem, exact }) => problem === "binary" && !exact],
      ["datasets.gates", ({ problem, exact }) => problem === "binary" && exact],
      ["datasets.classes", ({ problem }) => problem === "classes"],
      ["datasets.plane", ({ problem, inputs }) => problem === "regression" && inputs === 2],
      ["datasets.line", ({ problem, inputs }) => problem === "regression" && inputs === 1],
    ];
    const groups = kinds.map(([key, fits]) => ({
      group: t(key),
      options: this.#catalog.datasets.filter(fits).map(entry),
    }));
    return [...groups, { group: t("datasets.own"), options: [["custom", t("dataset.custom")]] }];
  }

  /** Those that a network can be trained with: a step has no gradient. */
  #activations() {
    const able = this.#catalog.activations.filter(({ has_gradient }) => has_gradient);
    return able.map(({ name }) => [name, this.#text.t(`activation.${name}`)]);
  }

  #chooseFeatures() {
    const chosen = this.#controls.features
      .filter(({ box }) => box.element.firstElementChild.checked)
      .map(({ name }) => name);
    this.#change({ features: chosen.length ? chosen : ["x"] });
  }

  /**
   * @param {Record<string, any>} settings
   * @param {import("../../pkg/nn_playground.js").Description} description Of the experiment.
   * @param {Hyperparameter[]} hyperparameters Of the optimizer.
   */
  show(settings, description, hyperparameters) {
    const c = this.#controls;
    const { t, exact } = this.#text;
    const exactData = this.#catalog.datasets.find(({ name }) => name === settings.dataset)?.exact ?? false;
    const own = settings.dataset === "custom";
    c.dataset.set(settings.dataset);
    this.#pointsPlace.hidden = !own;
    if (own) this.#showPoints(settings.points);
    c.samples.set(settings.samples, !exactData && !own);
    c.noise.set(settings.noise, !exactData && !own);
    c.train_share.set(settings.train_share, !exactData);
    c.seed.set(settings.seed);
    c.optimizer.set(settings.optimizer);
    c.learning_rate.set(settings.learning_rate, exact(settings.learning_rate));
    this.#offerUsual(settings, hyperparameters);
    c.batch_size.set(settings.batch_size, exact(settings.batch_size));
    c.loss.set(
      description.network.loss,
      undefined,
      description.losses.map((name) => [name, t(`loss.${name}`)]),
    );
    c.speed.set(settings.speed);
    c.activation.set(settings.activation, settings.activation);
    for (const { name, box } of c.features) {
      box.set(description.features.includes(name), description.inputs === 2 || !name.includes("y"));
    }
    c.l1.set(settings.l1, exact(settings.l1));
    c.l2.set(settings.l2, exact(settings.l2));
    this.#showHyperparameters(settings.optimizer, hyperparameters);
    this.#showLayers(settings);
  }

  /** @param {Record<string, any>} settings @param {Hyperparameter[]} hyperparameters */
  #offerUsual({ optimizer, learning_rate: rate }, hyperparameters) {
    const { t, exact } = this.#text;
    const usual = Number(hyperparameters.find(({ name }) => name === "learning_rate")?.default);
    const isFar = rate >= FAR * usual || rate * FAR <= usual;
    if (!isFar) return hide(this.#usual);
    this.#usual.hidden = false;
    const values = { optimizer: t(`optimizer.${optimizer}`), rate: exact(usual) };
    const onPress = () => this.#change({ learning_rate: usual });
    const take = button({ label: t("usual.take", values), className: "small", onPress });
    this.#usual.replaceChildren(h("span", {}, t("usual", values)), take.element);
  }

  /** @param {string | number} speed */
  #pace(speed) {
    const { t } = this.#text;
    return speed === "max" ? t("speed.max") : t("speed.steps", { count: speed });
  }

  /** The speed as it stands in the bar. @returns {HTMLElement} */
  get speed() {
    return this.#controls.speed.bar;
  }

  /** The class that a click on the picture adds. */
  get pen() {
    return this.#points?.pen ?? "0";
  }

  /** @param {string} points */
  async #showPoints(points) {
    if (!this.#points) {
      /** @type {typeof import("./points.js") | null} */
      const module = await imported(new URL("./points.js", import.meta.url)).catch(() => null);
      if (!module) return; // it is tried again when something changes
      this.#points ??= module.pointsField({ t: this.#text.t, change: this.#change });
    }
    if (!this.#pointsPlace.firstChild) this.#pointsPlace.append(this.#points.element);
    this.#points.set(points);
  }

  /** @param {string} optimizer @param {Hyperparameter[]} list */
  #showHyperparameters(optimizer, list) {
    const { t } = this.#text;
    const own = list.filter(({ name }) => name !== "learning_rate");
    /** @type {import("../../settings/readers.js").Schema} */
    const ranges = SCHEMA;
    const shown = [optimizer, ...own.map(({ name }) => name)].join();
    if (this.#shownOptimizer !== shown) {
      this.#shownOptimizer = shown;
      for (const { name, default: standard } of own) {
        const label = t(`hyperparameter.${name}`);
        const onInput = (/** @type {number | boolean} */ value) => this.#change({ [name]: value });
        this.#controls[name] =
          typeof standard === "boolean"
            ? checkbox({ label, onInput })
            : numberField({
                label,
                text: this.#text,
                range: ranges[name],
                onInput,
              });
      }
      this.#hyperparameters.replaceChildren(...own.map(({ name }) => this.#controls[name].element));
    }
    for (const { name, value } of own) this.#controls[name].set(value);
  }

  /** @param {{ layers?: Layer[] }} settings */
  #showLayers({ layers = [] }) {
    const { t } = this.#text;
    /** From the layers of now: the last press may not be seen yet. @param {(layers: Layer[]) => Layer[]} next */
    const write = (next) => () => this.#change({ layers: next(this.#settings().layers) });
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
