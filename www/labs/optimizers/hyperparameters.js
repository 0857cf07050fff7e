// The hyperparameters of the chosen racer, and what to try when it has diverged.
import { SCHEMA } from "../../settings/schema.js";
import { checkbox, numberField } from "../../ui/controls.js";
import { diverged } from "../../ui/diverged.js";
import { h } from "../../ui/dom.js";
import { sample } from "./markers.js";

/** Where the lecture calls a hyperparameter by a letter, that is highlighted with it. @type {Record<string, string>} */
const SYMBOLS = {
  learning_rate: "eta",
  momentum: "beta",
  rho: "rho",
  beta_1: "beta-1",
  beta_2: "beta-2",
  epsilon: "epsilon",
  weight_decay: "lambda",
  clipnorm: "clip",
  clipvalue: "clip",
  global_clipnorm: "clip",
};

/** The range of each. @type {import("../../settings/readers.js").Schema} */
const RANGES = SCHEMA;

/**
 * What a person wants to have done.
 *
 * @typedef {object} HyperparametersListeners
 * @property {(changes: Record<string, any>) => void} edit
 * @property {() => void} usual Takes Keras's defaults.
 * @property {(changes: Record<string, any>) => string | null} complaint What is wrong with these, or null.
 */

export class Hyperparameters {
  #text;
  #on;
  #made = ""; // of which the fields are
  #told = ""; // what the message is about
  #message = h("div", { class: "message", role: "alert", hidden: true });
  /** By the names of the hyperparameters. @type {Record<string, { element: HTMLElement, set: (value: any) => void }>} */
  #fields = {};
  element = h("fieldset", { class: "race-hyper" });

  /** @param {import("../../i18n/index.js").Text} text @param {HyperparametersListeners} on */
  constructor(text, on) {
    this.#text = text;
    this.#on = on;
  }

  /** @param {import("../../pkg-lessons/nn_playground.js").OptimizersRacer} racer @param {import("./markers.js").Introduced} introduced @param {number} at Its place among the racers. */
  show({ name, optimizer: given, rate, status, height }, { look, title }, at) {
    /** @type {Record<string, any>} */
    const optimizer = { ...given, learning_rate: rate }; // of a schedule what it says now
    // SGD's three forms are racers of their own.
    const own = Object.keys(optimizer).filter(
      (key) =>
        key !== "name" && key !== "nesterov" && !(name === "sgd" && key === "momentum" && optimizer.momentum === 0),
    );
    this.#tell(status === "diverged", rate, at, !Number.isFinite(height));
    const made = JSON.stringify([look, title, own]);
    if (made !== this.#made) {
      this.#made = made;
      this.#fields = Object.fromEntries(own.map((key) => [key, this.#field(key, optimizer[key])]));
      this.#build(look, title);
    }
    for (const key of own) this.#fields[key].set(optimizer[key]);
  }

  /** Says, once, that it has diverged, or that it is where a formula has no value. @param {boolean} isLost @param {number} rate @param {number} at @param {boolean} isNowhere */
  #tell(isLost, rate, at, isNowhere) {
    const { t } = this.#text;
    const told = JSON.stringify([at, rate, isNowhere]);
    if (isLost && this.#told !== told) {
      this.#told = told;
      const [, cure] = diverged(this.#text, rate, (learning_rate) => this.#on.edit({ learning_rate }));
      this.#message.replaceChildren(
        ...(isNowhere ? [h("p", {}, t("optimizers.nowhere"))] : [h("p", {}, t("optimizers.diverged")), cure]),
      );
    }
    this.#message.hidden = !isLost;
  }

  /** @param {string} key @param {unknown} value */
  #field(key, value) {
    const parts = {
      label: this.#label(key),
      onInput: (/** @type {number | boolean} */ value) => this.#on.edit({ [key]: value }),
    };
    const field =
      typeof value === "boolean"
        ? checkbox(parts)
        : numberField({ ...parts, text: this.#text, read: (written) => this.#read(key, written) });
    if (SYMBOLS[key]) field.element.dataset.symbol = SYMBOLS[key];
    return field;
  }

  /** @param {string} key */
  #label(key) {
    const { t } = this.#text;
    if (key === "learning_rate") return t(key);
    // There is one variable, θ, so that both norms are the same.
    const word = t(`hyperparameter.${key === "clipnorm" ? "global_clipnorm" : key}`);
    return SYMBOLS[key] === "clip" ? `${word} c` : word;
  }

  /** One as it was typed; what passes the page's range may still not be one for the machine. @param {string} key @param {string} written */
  #read(key, written) {
    const { read, t } = this.#text;
    const { min = 0, max = 0 } = RANGES[key];
    const found = read(written, min, max);
    if (found.complaint !== undefined) return found;
    const message = this.#on.complaint({ [key]: found.value });
    return message ? { complaint: t("refused", { message }) } : found;
  }

  /** @param {number} look @param {string} title */
  #build(look, title) {
    const { t } = this.#text;
    this.element.replaceChildren(
      h(
        "legend",
        {},
        h("span", { class: "race-who" }, sample(look), h("span", {}, t("optimizers.hyper", { name: title }))),
      ),
      h("div", { class: "pair" }, ...Object.values(this.#fields).map(({ element }) => element)),
      this.#message,
      h(
        "button",
        { type: "button", class: "small race-usual", on: { click: () => this.#on.usual() } },
        t("optimizers.usual"),
      ),
    );
  }
}
