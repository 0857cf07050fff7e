// The training of the network laboratory: the optimizer with its hyperparameters, the loss, regularization and speed.
import { button, checkbox, group, more, numberField, select } from "../../ui/controls.js";
import { h } from "../../ui/dom.js";
import { imported } from "../../once.js";
import { hide } from "../../ui/enable.js";
import { names } from "../../settings/readers.js";
import { SCHEMA } from "../../settings/schema.js";
import { pace } from "./pace.js";

const LEARNING_RATES = [0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const BATCH_SIZES = [1, 2, 5, 10, 16, 20, 32, 64, 128, "all"];
const PENALTIES = [0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1];
/** A learning rate by so much larger or smaller than the optimizer's default was hardly chosen for it. */
const FAR = 10;

/** What an optimizer has that has its place elsewhere. */
const ELSEWHERE = ["learning_rate", "weight_decay", "clipnorm", "clipvalue", "global_clipnorm"];

/** @typedef {import("../../settings/experiment.js").Hyperparameter} Hyperparameter */

export class TrainingPanel {
  #parts;
  /** By the keys of the settings. @type {Record<string, any>} */
  #controls = {};
  #hyperparameters = h("div", { class: "more" });
  #shownOptimizer = "";
  /** Offers the optimizer's usual learning rate, where another optimizer's was kept. */
  #usual = h("div", { class: "usual", hidden: true });

  /** What few change, once it has been opened. @type {import("./training-more.js").TrainingMore | null} */
  #rare = null;
  #more;
  #morePlace = h("div", {});
  /** What was shown last. @type {[Record<string, any>, import("../../pkg/nn_playground.js").Description] | null} */
  #shown = null;

  /** @param {import("./panel.js").Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    const { text, catalog, change } = parts;
    const { t } = text;
    const c = this.#controls;
    const to =
      (/** @type {string} */ key, number = false) =>
      (/** @type {string | number} */ value) =>
        change({ [key]: number && value !== "all" ? Number(value) : value });
    c.optimizer = select({
      label: t("optimizer"),
      options: names("optimizers")(catalog).map((name) => [name, t(`optimizer.${name}`)]),
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
    c.speed = pace({ t, onInput: to("speed") });

    const penalty = (/** @type {string} */ key) =>
      select({
        label: t(key),
        options: PENALTIES.map((rate) => [String(rate), rate === 0 ? t("none") : text.exact(rate)]),
        onInput: to(key, true),
      });
    c.weight_decay = numberField({
      label: t("hyperparameter.weight_decay"),
      text,
      range: SCHEMA.weight_decay,
      onInput: (decay) => change({ weight_decay: decay }),
    });
    c.l1 = penalty("l1");
    c.l2 = penalty("l2");

    for (const [key, { element }] of Object.entries(c)) element.dataset.key = key;
    this.#more = h(
      "details",
      { on: { toggle: () => this.#more.open && this.#load() } },
      h("summary", {}, t("more.training")),
      h("div", { class: "more" }, c.speed.all, this.#morePlace),
    );
    this.element = group(
      t("group.training"),
      c.speed.element,
      c.optimizer.element,
      h("div", { class: "pair" }, c.learning_rate.element, c.batch_size.element),
      this.#usual,
      c.loss.element,
      h("details", {}, h("summary", {}, t("more.optimizer")), this.#hyperparameters),
      more(t("more.regularization"), h("div", { class: "pair" }, c.l1.element, c.l2.element), c.weight_decay.element),
      this.#more,
    );
  }

  /**
   * @param {Record<string, any>} settings
   * @param {import("../../pkg/nn_playground.js").Description} description Of the experiment.
   * @param {Hyperparameter[]} hyperparameters Of the optimizer.
   */
  show(settings, description, hyperparameters) {
    const c = this.#controls;
    const { t, exact } = this.#parts.text;
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
    c.l1.set(settings.l1, exact(settings.l1));
    c.l2.set(settings.l2, exact(settings.l2));
    const decay = hyperparameters.find(({ name }) => name === "weight_decay");
    c.weight_decay.set(decay?.value ?? 0);
    this.#showHyperparameters(settings.optimizer, hyperparameters);
    this.#shown = [settings, description];
    this.#rare?.show(settings, description);
  }

  /** Without it there is the rest. */
  async #load() {
    if (this.#rare) return;
    /** @type {typeof import("./training-more.js") | null} */
    const module = await imported(new URL("./training-more.js", import.meta.url)).catch(() => null);
    if (!module || this.#rare) return; // opened again, it is tried again
    this.#rare = new module.TrainingMore(this.#parts);
    this.#morePlace.replaceChildren(this.#rare.element);
    if (this.#shown) this.#rare.show(...this.#shown);
  }

  /** @param {Record<string, any>} settings @param {Hyperparameter[]} hyperparameters */
  #offerUsual({ optimizer, learning_rate: rate }, hyperparameters) {
    const { t, exact } = this.#parts.text;
    const usual = Number(hyperparameters.find(({ name }) => name === "learning_rate")?.default);
    const isFar = rate >= FAR * usual || rate * FAR <= usual;
    if (!isFar) return hide(this.#usual);
    this.#usual.hidden = false;
    const values = { optimizer: t(`optimizer.${optimizer}`), rate: exact(usual) };
    const onPress = () => this.#parts.change({ learning_rate: usual });
    const take = button({ label: t("usual.take", values), className: "small", onPress });
    this.#usual.replaceChildren(h("span", {}, t("usual", values)), take.element);
  }

  /** The speed as it stands in the bar. @returns {HTMLElement} */
  get speed() {
    return this.#controls.speed.bar;
  }

  /** @param {string} optimizer @param {Hyperparameter[]} list */
  #showHyperparameters(optimizer, list) {
    const { t } = this.#parts.text;
    const own = list.filter(({ name }) => !ELSEWHERE.includes(name));
    /** @type {import("../../settings/readers.js").Schema} */
    const ranges = SCHEMA;
    const shown = [optimizer, ...own.map(({ name }) => name)].join();
    if (this.#shownOptimizer !== shown) {
      this.#shownOptimizer = shown;
      for (const { name, default: standard } of own) {
        const label = t(`hyperparameter.${name}`);
        const onInput = (/** @type {number | boolean} */ value) => this.#parts.change({ [name]: value });
        this.#controls[name] =
          typeof standard === "boolean"
            ? checkbox({ label, onInput })
            : numberField({
                label,
                text: this.#parts.text,
                range: ranges[name],
                onInput,
              });
      }
      this.#hyperparameters.replaceChildren(...own.map(({ name }) => this.#controls[name].element));
    }
    for (const { name, value } of own) this.#controls[name].set(value);
  }
}
