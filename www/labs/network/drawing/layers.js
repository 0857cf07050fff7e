// What stands over the layers in the drawing: how many units each has, with which activation, and a layer more or less.
import { addButton, html, nothing, selection, signButton } from "../../../ui/lit.js";
import { MAX_LAYERS, MAX_UNITS } from "../../../settings/readers.js";

/** Room over the units: two rows of buttons. */
export const HEAD_ROOM = 62;
/**
 * From these distances between layers on all buttons of a layer have room in a row; all but the one that removes it, which is found
 * where the layer is opened, as its activation is where there is less room.
 */
const ROOM = { all: 114, units: 84 };
/** In fewer pixels the name of an activation has no room for what is said of it in brackets. */
const WORDY = 116;

/** A layer with another part; what is undefined is as for all layers. @param {Layer} layer @param {Partial<Layer>} part @returns {Layer} */
export function merged(layer, part) {
  const entries = Object.entries({ ...layer, ...part }).filter(([, value]) => value !== undefined);
  return /** @type {any} */ (Object.fromEntries(entries));
}

/**
 * @typedef {import("../../../settings/readers.js").Layer} Layer
 *
 * @typedef {object} Desk
 * @property {(written: Record<string, unknown>) => unknown} change
 * @property {() => Record<string, any>} settings Those that are wanted.
 * @property {string[]} activations Those that a network can be trained with.
 */

/**
 * What a layer's activation is chosen from, [value, text]: first the one of all layers.
 *
 * @param {string[]} activations
 * @param {string} common
 * @param {import("../../../i18n/index.js").Text["t"]} t
 * @param {boolean} isShort
 * @returns {[string, string][]}
 */
export function choices(activations, common, t, isShort = false) {
  const name = t(`activation.${common}`);
  return [
    ["", isShort ? `(${name})` : t("drawing.common", { name })],
    ...activations.map((one) => /** @type {[string, string]} */ ([one, t(`activation.${one}`)])),
  ];
}

/**
 * @param {Record<string, any>} settings Those that are shown.
 * @param {import("../../../i18n/index.js").Text["t"]} t
 * @param {Desk} desk
 * @param {(at: number) => unknown} open Opens the editor of a layer, from 0.
 * @param {number} spacing From layer to layer.
 */
export function heads({ layers, activation: common }, t, { change, settings, activations }, open, spacing) {
  /** From the layers of now: the last press may not be seen yet. @param {(layers: Layer[]) => Layer[]} next */
  const write = (next) => () => change({ layers: next(settings().layers) });
  const offered = choices(activations, common, t, spacing < WORDY);
  /** @param {Layer} layer @param {number} at */
  const head = ({ units, activation = "" }, at) => {
    const layer = { layer: at + 1 };
    const put = (/** @type {(layer: Layer) => Layer} */ put) =>
      write((now) => now.map((one, index) => (index === at ? put(one) : one)));
    const resize = (/** @type {number} */ by) =>
      put((one) => ({ ...one, units: Math.min(MAX_UNITS, Math.max(1, one.units + by)) }));
    const choose = (/** @type {string} */ chosen) => put((one) => merged(one, { activation: chosen || undefined }))();
    const remove = write((now) => now.toSpliced(at, 1));
    const opener = (/** @type {unknown} */ text, /** @type {string} */ label) => html`
      <button type="button" class="units" title=${t("drawing.layer.edit")} aria-label=${label} @click=${() => open(at)}>${text}</button>`;
    const title = t("drawing.layer", layer);
    const name = t(`activation.${activation || common}`);
    return html`
      <div class="net-head" role="group" aria-label=${title}>
        ${signButton("−", t("drawing.layer.fewer", layer), resize(-1), units > 1)}
        ${spacing < ROOM.units ? nothing : opener(units, t("drawing.layer.open", { ...layer, units }))}
        ${signButton("+", t("drawing.layer.more", layer), resize(1), units < MAX_UNITS)}
        ${spacing < ROOM.all ? nothing : signButton("×", t("drawing.layer.remove", layer), remove)}
        ${
          spacing < ROOM.units
            ? opener(html`<span class="activation">${units} ${name}</span>`, `${title}: ${units} ${name}`)
            : selection(t("drawing.layer.activation", layer), offered, activation, choose)
        }
      </div>`;
  };
  const add = write((now) => [...now, { units: now.at(-1)?.units ?? 4 }].slice(0, MAX_LAYERS));
  return html`
    <div class="net-head net-add">${addButton(t("drawing.layer.add"), add, layers.length < MAX_LAYERS)}</div>
    ${layers.map(head)}`;
}
