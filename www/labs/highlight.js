// Every symbol can be pointed at: formula, value and picture of a quantity light up together.

/**
 * @typedef {object} Symbols
 * @property {(wanted: string[]) => string[]} sourcesOf The names of the quantities that these were made of.
 * @property {(wanted: string[]) => void} highlighted Called with those that are pointed at.
 */

export class Highlight {
  #place;
  #on;
  /** What is pointed at: the names of one or several quantities. @type {string | undefined} */
  #symbol;

  /** @param {HTMLElement} place Whose parts with a `data-symbol` are highlighted. @param {Symbols} on */
  constructor(place, on) {
    this.#place = place;
    this.#on = on;
    /** @param {Event} event */
    const point = ({ target }) => {
      /** @type {HTMLElement | null | undefined} */
      const part = /** @type {Partial<Element>} */ (target).closest?.("[data-symbol]");
      this.#point(part?.dataset.symbol);
    };
    place.addEventListener("pointerover", point);
    place.addEventListener("focusin", point);
    place.addEventListener("focusout", () => this.#point());
    place.addEventListener("pointerleave", ({ pointerType }) => {
      // A finger is lifted when it has pointed: what it pointed at stays.
      if (pointerType !== "touch") this.#point();
    });
  }

  /** @param {string} [symbol] */
  #point(symbol) {
    this.#symbol = symbol;
    this.show();
  }

  /** Marks every representation of what is pointed at, and of what that was made of. */
  show() {
    const wanted = this.#symbol?.split(" ") ?? [];
    const sources = this.#on.sourcesOf(wanted);
    /** @type {NodeListOf<HTMLElement>} */
    const all = this.#place.querySelectorAll("[data-symbol]");
    for (const part of all) {
      const names = part.dataset.symbol?.split(" ") ?? [];
      const isHighlighted = names.some((name) => wanted.includes(name));
      part.classList.toggle("highlighted", isHighlighted);
      part.classList.toggle("source", !isHighlighted && names.some((name) => sources.includes(name)));
    }
    this.#on.highlighted(wanted);
  }
}
