// The lines of the drawing and what can be pressed in it, as a template: heat maps lie under it, and numbers are put in later.
import { html, svg } from "../../../ui/lit.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { grip, path } from "./layout.js";

/** From one layer to the next: where it is less there is no room for words. */
const NARROW = 90;

/**
 * @typedef {{ id: string, x: number, y: number }} Place
 *
 * @param {import("./layout.js").Layout} drawn
 * @param {import("./names.js").Names} names
 * @param {string | null} pinned The id of the unit that the big picture shows.
 */
export function scene({ width, height, side, spacing, inputs, layers, folds, links, biases }, names, pinned) {
  const { t } = names.text;
  const half = side / 2;
  const frame = (/** @type {Place} */ { x, y }) =>
    svg`<rect class="frame" x=${x - half} y=${y - half} width=${side} height=${side} rx="3"/><text class="value" x=${x} y=${y}></text>`;
  const id = (/** @type {{ id: string }} */ place) => place.id;
  const last = layers.length;
  return html`
    <svg viewBox="0 0 ${width} ${height}" width=${width} height=${height} role="group" aria-label=${names.network} aria-description=${t("drawing.keys")}>
      ${repeat(links, id, (link) => svg`<path class="link" data-link="${link.layer - 1}.${link.input}-${link.layer}.${link.unit}" d=${path(link)}/>`)}
      ${repeat(links, id, (link) => svg`<path class="grip" role="button" tabindex="-1" data-id=${link.id} d=${grip(link)}/>`)}
      ${repeat(
        inputs,
        id,
        (input) => svg`
        <g class="input" role="button" tabindex="-1" data-id=${input.id} data-input=${input.name}
          aria-pressed=${input.at > 0} aria-label=${names.input(input.name)}>
          ${frame(input)}<text x=${input.x - half - 8} y=${input.y}>${names.label(input.name)}</text>
        </g>`,
      )}
      ${repeat(
        layers.flat(),
        id,
        (unit) => svg`
        <g class="unit" role="button" tabindex="-1" data-id=${unit.id} data-unit="${unit.layer}.${unit.unit}"
          aria-pressed=${unit.id === pinned} aria-label=${names.unit(unit.layer, unit.unit)}>
          ${frame(unit)}${unit.layer === last ? svg`<text class="output" x=${unit.x + half + 8} y=${unit.y}>${names.output(unit.unit)}</text>` : ""}
        </g>`,
      )}
      ${repeat(
        biases,
        id,
        (bias) => svg`
        <g class="bias" role="button" tabindex="-1" data-id=${bias.id} transform="translate(${bias.x} ${bias.y})">
          <circle/><path/>
        </g>`,
      )}
      ${repeat(
        folds,
        id,
        ({ id, layer, x, y, hidden, isOpen }) => svg`
        <g class="fold" role="button" tabindex="-1" data-id=${id} aria-expanded=${isOpen}
          aria-label=${t(isOpen ? "drawing.fewer.label" : "drawing.more.label", { layer, count: hidden })}>
          <text x=${x} y=${y}>${spacing < NARROW && !isOpen ? `+${hidden}` : t(isOpen ? "drawing.fewer" : "drawing.more", { count: hidden })}</text>
        </g>`,
      )}
      <g class="numbers" aria-hidden="true"></g>
    </svg>`;
}
