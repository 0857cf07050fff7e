// What the network lab says of a training that goes wrong: what was seen, and a button with what would help.
import { Closed, Died } from "../../engine/link.js";
import { button } from "../../ui/controls.js";
import { diverged } from "../../ui/diverged.js";
import { MAX_UNITS } from "../../settings/readers.js";
import { cause, symptom } from "./diagnosis.js";

/** Milliseconds between two judgements while it trains. */
const PAUSE = 500;

/** What draws weights at random. */
const DRAWN = "glorot_uniform";

/** What does not. */
const ALIKE = ["zeros", "ones"];

/** A learning rate by so much below Keras's is far too small. */
const FAR = 10;

/** By so much a learning rate that is too large becomes smaller. */
const SMALLER = 3;

/**
 * @typedef {import("../../engine/protocol.js").Frame} Frame
 *
 * @typedef {object} Training How to ask a session, and to begin anew.
 * @property {(points: Float32Array) => Promise<any>} ask What each unit answers to points, as `values_at` has it.
 * @property {(cure: Cure) => void} restart Begins anew with what a cure writes then.
 *
 * @typedef {[sentence: string, action: HTMLElement]} Saying
 * @typedef {import("./run.js").Data} Data
 * @typedef {import("./diagnosis.js").Cause} Cause
 * @typedef {import("../../settings/readers.js").Layer} Layer
 *
 * @typedef {(now: Record<string, any>) => Record<string, unknown>} Cure What a button writes, from the settings when it is pressed:
 *   they may be others than when it was offered.
 */

export class Trouble {
  #host;
  #ask;
  #restart;
  /** What is to be judged next. @type {[Frame, Data] | null} */
  #next = null;
  /** Stands for what is being judged, until it is forgotten. @type {object | null} */
  #judging = null;
  /** Whether the person does not want to hear of it. */
  #isHushed = false;
  /** The epoch at which the settings of now were taken. */
  #since = 0;

  /** @param {import("../index.js").Host} host @param {Training} training */
  constructor(host, { ask, restart }) {
    this.#host = host;
    this.#ask = ask;
    this.#restart = restart;
  }

  /**
   * Judges the newest frame; while it trains now and then one.
   *
   * @param {Frame} frame
   * @param {Data} data
   * @param {(saying: Saying | null) => void} say Says what is wrong, or that nothing is.
   */
  async look(frame, data, say) {
    this.#next = [frame, data];
    if (this.#judging || this.#isHushed) return;
    const judging = {};
    this.#judging = judging;
    try {
      while (this.#next && judging === this.#judging) {
        const [frame, data] = this.#next;
        this.#next = null;
        const saying = await this.#judge(frame, data);
        if (judging !== this.#judging) return;
        say(saying);
        if (frame.running) await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    } catch (error) {
      // Of a session that was closed or has died there is nothing to say.
      if (!(error instanceof Closed || error instanceof Died)) throw error;
    } finally {
      if (judging === this.#judging) this.#judging = null;
    }
  }

  /**
   * Forgets what it judges; says nothing from now on, or does again: of what comes after this epoch.
   *
   * @param {boolean} isHushed
   * @param {number} since
   */
  hush(isHushed, since) {
    this.#next = this.#judging = null;
    this.#isHushed = isHushed;
    this.#since = since;
  }

  /** What is wrong with the training that a frame shows. @param {Frame} frame @param {Data} data @returns {Promise<Saying | null>} */
  async #judge(frame, data) {
    const { learning_rate: rate } = this.#host.settings();
    if (frame.diverged)
      return diverged(this.#host.text, rate, (learning_rate) => this.#restart(() => ({ learning_rate })));
    const { curve } = frame.answers;
    if (frame.state.epoch < this.#since) this.#since = 0; // it began anew
    const seen = curve ? symptom(curve, frame.state, this.#since) : null;
    if (!seen) return null;
    if (seen === "rising" || seen === "oscillating") return this.#smaller(`trouble.${seen}`, { rate });
    const alike = this.#alike();
    if (alike) return alike;
    const found = await this.#cause(data);
    if (found) return this.#caused(found);
    return seen === "still" ? this.#still() : this.#slow();
  }

  /** Of a hidden layer whose weights all began with the same number, by its own initializer or by that of all layers. @returns {Saying | null} */
  #alike() {
    const { initializer: common, layers } = this.#host.settings();
    const own = (/** @type {Layer} */ { initializer = common }) => initializer;
    const found = layers.map(own).find((/** @type {string} */ name) => ALIKE.includes(name));
    if (!found) return null;
    const name = ALIKE.includes(common) ? DRAWN : common;
    const drawn = (/** @type {Layer} */ { initializer, ...layer }) =>
      initializer && !ALIKE.includes(initializer) ? { ...layer, initializer } : layer;
    return this.#saying("trouble.alike", { initializer: found }, "trouble.draw", { name }, ({ layers }) => ({
      initializer: name,
      layers: layers.map(drawn),
    }));
  }

  /** @param {Data} data @returns {Promise<Cause | null>} */
  async #cause({ description, points }) {
    const hidden = description.network.layers.slice(0, -1);
    const answers = await this.#ask(points.slice(0, description.train_rows * description.inputs));
    return cause(hidden, answers);
  }

  /** @param {string} key @param {Record<string, unknown>} values @returns {Saying} */
  #smaller(key, values) {
    const { learning_rate: rate } = this.#host.settings();
    const less = Number((rate / SMALLER).toPrecision(1));
    return this.#saying(key, values, "diverged.cure", { rate: less }, () => ({ learning_rate: less }));
  }

  /** @param {Cause} found @returns {Saying} */
  #caused(found) {
    switch (found.kind) {
      case "dead":
        return this.#saying(
          "trouble.dead",
          found,
          "trouble.activation",
          { name: "leaky_relu" },
          this.#withActivation("leaky_relu"),
        );
      case "saturated":
        return this.#smaller("trouble.saturated", found);
      case "linear":
        return this.#saying("trouble.linear", {}, "trouble.activation", { name: "tanh" }, this.#withActivation("tanh"));
    }
  }

  /** This activation in all hidden layers, of which there are some then. @param {string} activation @returns {Cure} */
  #withActivation(activation) {
    return ({ layers }) => ({
      activation,
      layers: layers.length ? layers.map((/** @type {Layer} */ { units }) => ({ units })) : [{ units: 4 }],
    });
  }

  /** No cause found, and not for long: only a learning rate that is far too small is worth a word. @returns {Saying | null} */
  #slow() {
    const { optimizer, learning_rate: rate } = this.#host.settings();
    const { t, exact } = this.#host.text;
    const usual = this.#rate(optimizer);
    if (rate * FAR > usual) return null;
    const values = { rate: exact(rate), optimizer: t(`optimizer.${optimizer}`), usual: exact(usual) };
    return this.#saying("trouble.slow", values, "diverged.cure", { rate: usual }, () => ({ learning_rate: usual }));
  }

  /** No cause found: the gradient is just small. No number of this moment is in the sentence, which would be said again with each. @returns {Saying | null} */
  #still() {
    const { optimizer, learning_rate: rate, layers } = this.#host.settings();
    const usual = this.#rate(optimizer);
    if (rate < usual)
      return this.#saying("trouble.still", {}, "diverged.cure", { rate: usual }, () => ({ learning_rate: usual }));
    const adam = { optimizer: "adam", learning_rate: this.#rate("adam") };
    if (optimizer !== "adam")
      return this.#saying("trouble.still", {}, "trouble.adam", { rate: adam.learning_rate }, () => adam);
    if (layers.every((/** @type {Layer} */ { units }) => units === MAX_UNITS)) return null;
    const twice = (/** @type {Layer} */ layer) => ({ ...layer, units: Math.min(2 * layer.units, MAX_UNITS) });
    return this.#saying("trouble.still", {}, "trouble.units", {}, ({ layers }) => ({ layers: layers.map(twice) }));
  }

  /** Keras's learning rate. @param {string} optimizer */
  #rate(optimizer) {
    const { optimizers } = this.#host.package.catalog;
    const list = optimizers.find(({ name }) => name === optimizer)?.hyperparameters ?? [];
    return Number(list.find(({ name }) => name === "learning_rate")?.default);
  }

  /**
   * @param {string} key @param {Record<string, any>} values @param {string} label @param {Record<string, any>} labelled
   * @param {Cure} cure
   * @returns {Saying}
   */
  #saying(key, values, label, labelled, cure) {
    const { t } = this.#host.text;
    const action = button({ label: t(label, labelled), onPress: () => this.#restart(cure) });
    return [t(key, values), action.element];
  }
}
