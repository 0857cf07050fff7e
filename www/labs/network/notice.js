// What is said over the foot of the pictures: what failed, and what goes wrong in the training.
import { imported } from "../../once.js";
import { button } from "../../ui/controls.js";
import { h } from "../../ui/dom.js";
import { hide } from "../../ui/enable.js";

/**
 * @typedef {import("./trouble.js").Trouble} Trouble
 * @typedef {import("../../engine/protocol.js").Reason} Reason
 */

export class Notice {
  element = h("div", { class: "message", role: "alert", hidden: true });
  #host;
  #lab;
  #next;
  /** What judges the training; once there is something to judge. @type {Promise<Trouble | null> | null} */
  #trouble = null;
  /** Why training ended by itself, as long as it is there. @type {Reason | null} */
  #ended = null;
  /** What goes wrong. @type {import("./trouble.js").Saying | null} */
  #advice = null;

  /**
   * @param {import("../index.js").Host} host
   * @param {import("./trouble.js").Training} lab
   * @param {() => HTMLElement | null} next Takes the focus of a notice that was closed: what lies near it begins something else.
   */
  constructor(host, lab, next) {
    this.#host = host;
    this.#lab = lab;
    this.#next = next;
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.#show(null);
    });
  }

  /** Shows a sentence, or none. @param {string | null} sentence */
  say(sentence) {
    this.#ended = this.#advice = null;
    this.#show(sentence);
  }

  /** Says why training ended by itself. @param {Reason} reason */
  end(reason) {
    this.#ended = reason;
    this.#tell();
  }

  /** Why it ended, and what goes wrong. */
  #tell() {
    const { t, number } = this.#host.text;
    const sentences = [];
    if (this.#ended) {
      const { kind, monitor, best = 0, ...values } = this.#ended;
      sentences.push(t(`ended.${monitor ? `${kind}_${monitor}` : kind}`, { ...values, best: number(best) }));
    }
    if (this.#advice) sentences.push(this.#advice[0]);
    this.#show(sentences.join(" ") || null, this.#advice?.[1]);
  }

  /** The same sentence again does not disturb a screen reader. @param {string | null} sentence @param {HTMLElement} [action] */
  #show(sentence, action) {
    if (this.element.dataset.sentence === (sentence ?? "")) return;
    this.element.dataset.sentence = sentence ?? "";
    if (sentence) this.element.hidden = false;
    else hide(this.element, this.#next());
    const hint = this.#host.text.t("dismiss");
    const dismiss = () => button({ label: "×", className: "small", hint, onPress: () => this.hush(true) }).element;
    this.element.replaceChildren(...(sentence ? [h("p", {}, sentence), ...(action ? [action] : []), dismiss()] : []));
  }

  /** Whether there was something to judge. */
  get isJudging() {
    return this.#trouble !== null;
  }

  /** Says what goes wrong in the training, if anything does. @param {import("./trouble.js").Frame} frame @param {import("./run.js").Data} data */
  async judge(frame, data) {
    if (this.#ended) {
      if (this.#ended.epoch !== frame.state.epoch) this.#ended = null;
      this.#tell();
    }
    this.#trouble ??= this.#load();
    const trouble = await this.#trouble;
    await trouble?.look(frame, data, (saying) => {
      if (!saying && !this.#advice) return;
      this.#advice = saying;
      this.#tell();
    });
  }

  /** Without it the numbers show it, too. @returns {Promise<Trouble | null>} */
  async #load() {
    /** @type {typeof import("./trouble.js") | null} */
    const module = await imported(new URL("./trouble.js", import.meta.url)).catch(() => null);
    if (!module) this.#trouble = null;
    return module && new module.Trouble(this.#host, this.#lab);
  }

  /**
   * Ends what is said, and says nothing of the training from now on, or does again: of what comes after this epoch.
   *
   * @param {boolean} isHushed
   */
  async hush(isHushed, since = 0) {
    this.say(null);
    (await this.#trouble)?.hush(isHushed, since);
  }
}
