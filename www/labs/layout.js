// Where the parts of a lesson stand.
import { h } from "../ui/dom.js";

/**
 * What a lab consists of. What is beside the picture and what follows the formula are cards, the others' contents are put into one.
 *
 * @typedef {Node | string} Part
 *
 * @typedef {object} Parts
 * @property {Part | Part[]} picture
 * @property {Part | Part[]} controls
 * @property {[text: string, settings: Record<string, any>][]} tries
 * @property {Part | Part[]} [beside]
 * @property {Part | Part[]} [formula]
 * @property {Part | Part[]} [more]
 */

/** @param {string} className @param {string} key By which it can be hidden. @param {...(Part | Part[])} content */
const card = (className, key, ...content) =>
  h("section", { class: `card ${className}`, "data-key": key }, ...content.flat());

/**
 * The story of a lesson with what can be set and tried, and the scene: the picture, and all that explains it.
 *
 * @param {string} name The lab's.
 * @param {Parts} parts
 * @param {import("../i18n/index.js").Text["t"]} t
 * @param {(settings: Record<string, any>) => void} begin Takes the settings of a try.
 */
export function layout(name, { picture, beside = [], formula = [], controls, tries, more = [] }, t, begin) {
  const attempt = (/** @type {Parts["tries"][number]} */ [text, settings]) =>
    h("li", {}, h("button", { type: "button", class: "try", on: { click: () => begin(settings) } }, text));
  return [
    h(
      "div",
      { class: "story" },
      h(
        "div",
        { class: "intro", "data-key": "intro" },
        h("h2", {}, t(`${name}.title`)),
        h("p", {}, t(`${name}.intro`)),
      ),
      h("section", { class: "card controls", "data-key": "panel" }, ...[controls].flat()),
      card("tries", "hints", h("h3", {}, t("lesson.try")), h("ol", {}, ...tries.map(attempt))),
    ),
    h(
      "div",
      { class: "scene" },
      h("div", { class: "stage" }, card("picture", "picture", picture), ...[beside].flat()),
      // What may have to be scrolled sideways must be reached with the keyboard.
      [formula].flat().length
        ? h(
            "section",
            { class: "card formula", "data-key": "formula", tabIndex: 0, "aria-label": t("lesson.formula") },
            ...[formula].flat(),
          )
        : "",
      ...[more].flat(),
    ),
  ];
}
