// What a press on the picture does with one's own points, and the class of a new one.
import { numberField } from "../../../ui/controls.js";
import { h } from "../../../ui/dom.js";
import { CLASSES, MAX_NUMBER } from "./labels.js";

const TOOLS = /** @type {const} */ (["add", "move", "erase"]);

/** @typedef {typeof TOOLS[number]} Tool */

let groups = 0;

export class Tools {
  /** @type {Tool} */
  tool = "add";
  pen = 0;
  #pens;
  /** Called when another one is chosen. @type {() => void} */
  changed = () => {};

  /** The value of a new point, where values are learnt. */
  value = 0;
  #value;

  /** @param {import("../../../i18n/index.js").Text} text @param {import("../../../i18n/index.js").Text} page The page's texts. */
  constructor({ t }, page) {
    this.#value = numberField({
      label: t("own.value_of"),
      text: page,
      range: { min: -MAX_NUMBER, max: MAX_NUMBER },
      onInput: (value) => {
        this.value = value;
        this.#value.set(value);
      },
    });
    this.#value.set(0);
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
        { class: "own-tools", role: "radiogroup", "aria-label": t("own.tools") },
        h("span", { class: "label" }, t("own.tools")),
        h("div", { class: "own-radios" }, ...radios),
      ),
      this.#pens,
      this.#value.element,
      h("details", { class: "own-help" }, h("summary", {}, t("own.keys")), h("p", {}, t("own.keys.about"))),
    );
    this.offer("classes", String);
  }

  /** What a new point is given besides its place. @param {"classes" | "values" | null} what @param {(index: number) => string} called The name of a class. */
  offer(what, called) {
    for (const [index, pen] of [...this.#pens.children].entries()) {
      pen.setAttribute("aria-label", called(index));
      pen.setAttribute("title", called(index));
    }
    this.#pens.hidden = what !== "classes";
    this.#value.element.hidden = what !== "values";
  }

  /** @param {number} index */
  #take(index) {
    this.pen = index;
    [...this.#pens.children].forEach((pen, at) => pen.setAttribute("aria-pressed", String(at === index)));
  }
}
