// The class of the points that a click adds.
import { h } from "../../ui/dom.js";
import { sample } from "./picture.js";
import { CLASSES } from "./points.js";

/** A button for each class that there is, and for one more. */
export class Pens {
  /** The class that is chosen. */
  chosen = 1;
  element = h("div", { class: "pens", role: "group" });

  /** @param {number} classes How many there are. @param {import("../../i18n/index.js").Text} text */
  show(classes, { t, lang }) {
    const count = Math.min(CLASSES, classes + 1);
    this.chosen = Math.min(this.chosen, count - 1);
    const made = `${lang} ${count}`;
    if (this.element.dataset.made !== made) {
      this.element.dataset.made = made;
      this.element.setAttribute("aria-label", t("perceptron.pen"));
      const pen = (/** @type {unknown} */ _, /** @type {number} */ index) =>
        h(
          "button",
          {
            type: "button",
            class: "pen",
            "aria-label": t("legend.class", { index }),
            on: { click: () => this.#take(index) },
          },
          sample(index),
          String(index),
        );
      this.element.replaceChildren(...Array.from({ length: count }, pen));
    }
    this.#take(this.chosen);
  }

  /** @param {number} index */
  #take(index) {
    this.chosen = index;
    [...this.element.children].forEach((pen, at) => pen.setAttribute("aria-pressed", String(at === index)));
  }
}
