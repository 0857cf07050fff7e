// How a weight and a bias are drawn, and the legend that says so. The sign is told by more than colour.
import { html, render, svg } from "../../../ui/lit.js";

/**
 * What is drawn for a part, and how it was drawn last: with every picture only what differs is touched.
 *
 * @template Part
 * @typedef {[part: Part, node: SVGElement, drawn: string]} Entry
 */

/** A line, the wider the larger the weight. @param {Entry<import("./layout.js").Link>} entry @param {number} weight @param {string | null} pointed The id of what is pointed at. */
export function drawLink(entry, weight, pointed) {
  const [{ id }, line, before] = entry;
  const size = Math.abs(weight);
  const width = (0.4 + 5 * Math.tanh(size / 4)).toFixed(2);
  const opacity = (0.25 + 0.65 * Math.tanh(size)).toFixed(2);
  const drawn = `${width} ${opacity} ${weight < 0}`;
  if (drawn === before) return;
  entry[2] = drawn;
  line.setAttribute("stroke-width", width);
  line.setAttribute("opacity", opacity);
  line.setAttribute("class", `link ${weight < 0 ? "negative" : "positive"}${pointed === id ? " lit" : ""}`);
}

/** A dot with a sign, the larger the bias the larger. @param {Entry<import("./layout.js").Bias>} entry @param {number} bias */
export function drawBias(entry, bias) {
  const [, node, before] = entry;
  const radius = (3.2 + 4 * Math.tanh(Math.abs(bias))).toFixed(1);
  const sign = bias < 0 ? "negative" : bias > 0 ? "positive" : "zero";
  const drawn = `${radius} ${sign}`;
  if (drawn === before) return;
  entry[2] = drawn;
  const [circle, mark] = node.children;
  node.setAttribute("class", `bias ${sign}`);
  circle.setAttribute("r", radius);
  const arm = 0.55 * Number(radius);
  mark.setAttribute("d", sign === "zero" ? "" : `M${-arm} 0H${arm}${bias > 0 ? `M0 ${-arm}V${arm}` : ""}`);
}

/** @param {HTMLElement} element @param {import("../../../i18n/index.js").Text} text */
export function legend(element, { t }) {
  const line = (/** @type {string} */ sign) => svg`<path class="link ${sign}" d="M2 7H34" stroke-width="2.5"/>`;
  const dot = (/** @type {string} */ sign, /** @type {number} */ x) => svg`
    <g class="bias ${sign}" transform="translate(${x} 7)"><circle r="6"/><path d=${sign === "positive" ? "M-3 0H3M0 -3V3" : "M-3 0H3"}/></g>`;
  const key = (/** @type {unknown} */ picture, /** @type {string} */ text, width = 36) => html`
    <span class="key"><svg width=${width} height="14" viewBox="0 0 ${width} 14" aria-hidden="true">${picture}</svg>${text}</span>`;
  render(
    html`
    ${key(line("positive"), t("drawing.legend.positive"))}
    ${key(line("negative"), t("drawing.legend.negative"))}
    ${key([dot("positive", 8), dot("negative", 26)], t("drawing.legend.bias"), 34)}
    <span class="hint">${t("drawing.legend.hint")}</span>`,
    element,
  );
}
