// The landscape under a picture.
import { h } from "../ui/dom.js";

/**
 * @typedef {{ about: "landscape", width: number, height: number, theme: string, key: string }} Question
 * @typedef {{ width: number, height: number, pixels: Uint8Array, key: string }} Painting
 * @typedef {(question: Question, use: (answer: Painting) => void) => void} Ask Hands the answer to `use`, later.
 */

/** A canvas with the landscape that a machine has painted. It is asked for anew when what it shows, its size or the theme changes. */
export class Ground {
  #painted = ""; // what it shows
  #missed = ""; // what was asked for later than what is drawn on it
  #ask;
  element;

  /** @param {string} className @param {Ask} ask */
  constructor(className, ask) {
    this.#ask = ask;
    this.element = h("canvas", { class: className, "aria-hidden": "true" });
  }

  /** The question whose answer shows `what`, or null if that is what is seen. @param {unknown} what @param {number} width @param {number} height @param {string} theme @returns {Question | null} */
  wants(what, width, height, theme) {
    const key = JSON.stringify([what, width, height, theme]);
    return key === this.#painted ? null : { about: "landscape", width, height, theme, key };
  }

  /** Asks a question that `wants` had when something is drawn already: its answer follows, unless another one has come. @param {Question | null} question */
  follow(question) {
    if (!question || question.key === this.#missed) return;
    this.#missed = question.key;
    this.#ask(question, (answer) => {
      if (answer.key === this.#missed) this.paint(answer);
    });
  }

  /** Paints the answer, if there is one. @param {Painting | null} [answer] */
  paint(answer) {
    if (!answer || answer.key === this.#painted) return;
    const { width, height, pixels, key } = answer;
    Object.assign(this.element, { width, height });
    const image = new ImageData(new Uint8ClampedArray(/** @type {ArrayBuffer} */ (pixels.buffer)), width, height);
    this.element.getContext("2d")?.putImageData(image, 0, 0);
    this.#painted = this.#missed = key;
  }
}
