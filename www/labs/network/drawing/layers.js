// What stands over the layers in the drawing: how many units each has, with which activation, and a layer more or less.
import { addButton, html, selection, signButton } from "../../../ui/lit.js";
import { MAX_LAYERS, MAX_UNITS } from "../../../settings/readers.js";

/** From this distance between layers on all buttons of a layer stand in a row; and how much room is left over the drawing for them. */
const WIDE = 100;
/** What the names of inputs and output take of the width. */
const SIDES = 190;
const ROOM = { wide: 62, narrow: 92 };
/** In fewer pixels the name of an activation has no room for what is said of it in brackets. */
const WORDY = 116;

/** Room over the units. @param {number} width Of the drawing. @param {number} layers */
export const headRoom = (width, layers) => ((width - SIDES) / layers >= WIDE ? ROOM.wide : ROOM.narrow);

/** A layer with another part; what is undefined is as for all layers. @param {Layer} layer @param {Partial<Layer>} part @returns {Layer} */
export function merged(layer, part) {
  const entries = Object.entries({ ...layer, ...part }).filter(([, value]) => value !== undefined);
  return /** @type {any} */ (Object.fromEntries(entries));
}

/**
 * @typedef {import("../../../settings/readers.js").Layer} Layer
 *
 * @param {Record<string, any>} settings Those that are shown.
 * @param {string[][]} activations Those that a network can be trained with: [name, text].
 * @param {import("../../../i18n/index.js").Text["t"]} t
 * @param {{ change: (written: Record<string, unknown>) => unknown, settings: () => Record<string, any> }} desk
 * @param {(at: number) => unknown} open Opens the editor of a layer, from 0.
 * @param {number} spacing From layer to layer.
 */
export function heads({ layers, activation: common }, activations, t, { change, settings }, open, spacing) {
  /** From the layers of now: the last press may not be seen yet. @param {(layers: Layer[]) => Layer[]} next */
  const write = (next) => () => change({ layers: next(settings().layers) });
  const name = activations.find(([one]) => one === common)?.[1] ?? common;
  const choices = [["", spacing < WORDY ? `(${name})` : t("drawing.common", { name })], ...activations];
  /** @param {Layer} layer @param {number} at */
  const head = ({ units, activation = "" }, at) => {
    const layer = { layer: at + 1 };
    const put = (/** @type {(layer: Layer) => Layer} */ put) =>
      write((now) => now.map((one, index) => (index === at ? put(one) : one)));
    const resize = (/** @type {number} */ by) => put((one) => ({ ...one, units: one.units + by }));
    const choose = (/** @type {string} */ chosen) => put((one) => merged(one, { activation: chosen || undefined }))();
    const remove = write((now) => now.toSpliced(at, 1));
    return html`
      <div class="net-head" role="group" aria-label=${t("drawing.layer", layer)}>
        ${signButton("−", t("drawing.layer.fewer", layer), resize(-1), units > 1)}
        <button type="button" class="units" title=${t("drawing.layer.edit")} aria-label=${t("drawing.layer.open", { ...layer, units })}
          @click=${() => open(at)}>${units}</button>
        ${signButton("+", t("drawing.layer.more", layer), resize(1), units < MAX_UNITS)}
        ${signButton("×", t("drawing.layer.remove", layer), remove)}
        ${selection(t("drawing.layer.activation", layer), choices, activation, choose)}
      </div>`;
  };
  const add = write((now) => [...now, { units: now.at(-1)?.units ?? 4 }]);
  return html`
    <div class="net-head net-add">${addButton(t("drawing.layer.add"), add, layers.length < MAX_LAYERS)}</div>
    ${layers.map(head)}`;
}
