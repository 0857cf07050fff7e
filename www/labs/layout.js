// Where the parts of a lesson stand.
import { h } from "../ui/dom.js";

/**
 * What a lab consists of. The numbers, what is beside the picture and what follows below are cards, the others' contents are put
 * into one.
 *
 * @typedef {Node | string} Part
 *
 * @typedef {object} Parts
 * @property {Part | Part[]} picture
 * @property {HTMLElement} numbers Those of the moment.
 * @property {Part | Part[]} formula
 * @property {Part | Part[]} controls
 * @property {[text: string, settings: Record<string, any>][]} tries
 * @property {Part | Part[]} [beside]
 * @property {Part | Part[]} [more]
 * @property {HTMLElement} [asked] What is asked before the next step.
 */

/** @param {string} className @param {string} key @param {...(Part | Part[])} content */
const card = (className, key, ...content) =>
  h("section", { class: `card ${className}`, "data-key": key }, ...content.flat());

/**
 * What can be tried, a button each.
 *
 * @param {[text: string, settings: Record<string, any>][]} tries
 * @param {import("../i18n/index.js").Text["t"]} t
 * @param {(settings: Record<string, any>) => void} begin Takes the settings of a try.
 */
export function attempts(tries, t, begin) {
  const attempt = (/** @type {Parts["tries"][number]} */ [text, settings]) =>
    h("li", {}, h("button", { type: "button", class: "try", on: { click: () => begin(settings) } }, text));
  return card("tries", "hints", h("h3", {}, t("lesson.try")), h("ol", {}, ...tries.map(attempt)));
}

/**
 * The story of a lesson with what can be set and tried, and the scene: the picture, the numbers and the formula of the moment,
 * which are seen together, and all that explains them.
 *
 * @param {HTMLElement} intro What it is about.
 * @param {Parts} parts
 * @param {import("../i18n/index.js").Text["t"]} t
 * @param {(settings: Record<string, any>) => void} begin Takes the settings of a try.
 */
export function layout(intro, parts, t, begin) {
  const { picture, numbers, formula, beside = [], controls, tries, more = [], asked } = parts;
  numbers.dataset.key = "numbers";
  const formulas = card("formula", "formula", formula);
  // What may have to be scrolled sideways must be reached with the keyboard.
  formulas.tabIndex = 0;
  formulas.setAttribute("aria-label", t("lesson.formula"));
  return [
    h("div", { class: "story" }, intro, card("controls", "panel", controls), attempts(tries, t, begin)),
    h(
      "div",
      { class: "scene" },
      asked,
      h(
        "div",
        { class: "stage" },
        card("picture", "picture", picture),
        numbers,
        formulas,
        [beside].flat().length ? h("div", { class: "beside" }, ...[beside].flat()) : "",
      ),
      ...[more].flat(),
    ),
  ];
}
