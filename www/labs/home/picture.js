// The small picture of a chapter: it moves once when it comes into sight, and again when its card is pointed at or has the
// focus; for less than five seconds, so that nobody needs a button that stops it.
import { stillness } from "../../ui/motion.js";
import { svg } from "../../ui/svg.js";
import { DRAWINGS } from "./drawings.js";

/** In milliseconds. */
const DURATION = 4500;

export class Picture {
  element;
  #draw;
  #frame = 0;
  #life = new AbortController();
  #sight = new IntersectionObserver((entries) => this.#seen(entries.some(({ isIntersecting }) => isIntersecting)), {
    threshold: 0.5,
  });

  /**
   * @param {string} lab
   * @param {any} figure Its numbers.
   * @param {import("../../i18n/index.js").Text} text
   */
  constructor(lab, figure, text) {
    const { parts, draw } = DRAWINGS[lab](figure, text);
    const place = { viewBox: "0 0 200 130", preserveAspectRatio: "xMidYMid slice" };
    this.element = svg("svg", { ...place, class: `figure ${lab}`, "aria-hidden": "true" }, ...parts);
    this.#draw = draw;
    this.#rest();
  }

  /** Moves when this is pointed at or has the focus. @param {HTMLElement} card */
  follow(card) {
    const { signal } = this.#life;
    for (const type of ["pointerenter", "focus"]) card.addEventListener(type, () => this.#play(), { signal });
    this.#sight.observe(this.element);
  }

  /** @param {boolean} is */
  #seen(is) {
    if (is) this.#play();
    else this.#rest();
  }

  #play() {
    if (stillness.matches || this.#frame) return;
    const began = performance.now();
    this.element.classList.add("moving");
    const show = () => {
      const part = (performance.now() - began) / DURATION;
      if (part >= 1 || stillness.matches) return this.#rest();
      this.#draw(part);
      this.#frame = requestAnimationFrame(show);
      return undefined;
    };
    this.#frame = requestAnimationFrame(show);
  }

  /** Shows how it ends. */
  #rest() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.element.classList.remove("moving");
    this.#draw(1);
  }

  end() {
    cancelAnimationFrame(this.#frame);
    this.#sight.disconnect();
    this.#life.abort();
  }
}
