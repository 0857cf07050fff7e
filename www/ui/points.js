// The field for a person's own points, as text.
import { h } from "./dom.js";

let fields = 0;

/**
 * { element, set(points) }. What is wrong with what was typed is said beside the field, where the text stays to be mended;
 * what is right goes to `onInput(points)`.
 *
 * @typedef {object} PointsParts
 * @property {import("../i18n/index.js").Text["t"]} t
 * @property {string} label
 * @property {string} [hint]
 * @property {number} [rows]
 * @property {string} [placeholder]
 * @property {(points: string) => string | null} [complaint] What is wrong with these points, or null.
 * @property {(points: string) => void} onInput
 *
 * @param {PointsParts} parts
 */
export function pointsText({ t, label, hint, rows = 6, placeholder, complaint = () => null, onInput }) {
  const id = `nn-points-problem-${fields++}`;
  /** @type {string | null} */
  let shown = null;
  const problem = h("span", { class: "problem", id, hidden: true });
  const say = (/** @type {string | null} */ message) => {
    problem.hidden = !message;
    problem.textContent = message ? t("refused", { message }) : "";
    for (const [name, value] of [
      ["aria-invalid", "true"],
      ["aria-describedby", id],
    ]) {
      if (message) written.setAttribute(name, value);
      else written.removeAttribute(name);
    }
  };
  const written = h("textarea", {
    rows,
    placeholder,
    spellcheck: false,
    on: {
      change: () => {
        const message = complaint(written.value);
        say(message);
        if (!message) onInput(written.value);
      },
    },
  });
  return {
    element: h(
      "div",
      { class: "field" },
      h("label", { class: "field" }, h("span", { class: "label" }, label), written),
      problem,
      hint && h("span", { class: "hint" }, hint),
    ),
    set(/** @type {string} */ points) {
      // What is wrong stays where it was typed, unless the points have changed by other means.
      if (points === shown) return;
      written.value = shown = points;
      say(null);
    },
  };
}
