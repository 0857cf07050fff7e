// What is said over the foot of the pictures: what failed, and what goes wrong in the training.
import { imported } from "../../once.js";
import { button } from "../../ui/controls.js";
import { h } from "../../ui/dom.js";
import { hide } from "../../ui/enable.js";

/** @typedef {import("./trouble.js").Trouble} Trouble */

export class Notice {
  element = h("div", { class: "message", role: "alert", hidden: true });
  #host;
  #lab;
  /** What judges the training; once there is something to judge. @type {Promise<Trouble | null> | null} */
  #trouble = null;
  #isAdvice = false; // whether that is what is said

  /**
   * @param {import("../index.js").Host} host
   * @param {import("./trouble.js").Training} lab
   */
  constructor(host, lab) {
    this.#host = host;
    this.#lab = lab;
  }

  /** Shows a sentence, or none. The same one again does not disturb a screen reader. @param {string | null} sentence @param {HTMLElement} [action] */
  say(sentence, action) {
    this.#isAdvice = false;
    if (this.element.dataset.sentence === (sentence ?? "")) return;
    this.element.dataset.sentence = sentence ?? "";
    if (sentence) this.element.hidden = false;
    else hide(this.element);
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
    this.#trouble ??= this.#load();
    const trouble = await this.#trouble;
    await trouble?.look(frame, data, (saying) => {
      if (!saying && !this.#isAdvice) return;
      if (saying) this.say(...saying);
      else this.say(null);
      this.#isAdvice = Boolean(saying);
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
