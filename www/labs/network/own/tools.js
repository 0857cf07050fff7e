// What a press on the picture does with one's own points, and the class of a new one.
import { h } from "../../../ui/dom.js";

/** Labels 0 to 7. */
export const CLASSES = 8;
const TOOLS = /** @type {const} */ (["add"]);

/** @typedef {typeof TOOLS[number]} Tool */

let groups = 0;

export class Tools {
  /** @type {Tool} */
  tool = "add";
  pen = 0;
  #pens;
  /** Called when another one is chosen. @type {() => void} */
  changed = () => {};

  /** @param {import("../../../i18n/index.js").Text} text */
  constructor({ t }) {
    const name = `nn-own-tool-${groups++}`;
    const radios = TOOLS.map((tool) => {
      const take = () => {
        this.tool = tool;
        this.changed();
      };
      const box = h("input", { type: "radio", name, value: tool, checked: tool === "add", on: { change: take } });
      return h("label", { class: "own-tool" }, box, h("span", {}, t(`own.tool.${tool}`)));
    });
    const pen = (/** @type {unknown} */ _, /** @type {number} */ index) =>
      h(
        "button",
        {
          type: "button",
          class: "own-pen",
          "aria-label": t("own.pen", { index }),
          "aria-pressed": String(index === 0),
          on: { click: () => this.#take(index) },
        },
        h("span", { class: `mark class-${index}` }),
        String(index),
      );
    this.#pens = h(
      "div",
      { class: "own-pens", role: "group", "aria-label": t("own.pens") },
      ...Array.from({ length: CLASSES }, pen),
    );
    this.element = h(
      "div",
      { class: "own-draw" },
      h(
        "div",
        { class: "own-tools", hidden: TOOLS.length < 2, role: "radiogroup", "aria-label": t("own.tools") },
        h("span", { class: "label" }, t("own.tools")),
        h("div", { class: "own-radios" }, ...radios),
      ),
      this.#pens,
    );
  }

  /** Classes are there with two inputs alone. @param {boolean} areThere */
  offerClasses(areThere) {
    this.#pens.hidden = !areThere;
  }

  /** @param {number} index */
  #take(index) {
    this.pen = index;
    [...this.#pens.children].forEach((pen, at) => pen.setAttribute("aria-pressed", String(at === index)));
  }
}
