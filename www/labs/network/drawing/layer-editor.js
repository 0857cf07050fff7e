// A hidden layer in the box over the drawing: how many units it has, and how its weights begin.
import { numberField, select } from "../../../ui/controls.js";
import { MAX_UNITS } from "../../../settings/readers.js";
import { merged } from "./layers.js";

/**
 * @typedef {import("../../../settings/readers.js").Layer} Layer
 *
 * @typedef {object} Desk
 * @property {(written: Record<string, unknown>) => unknown} change
 * @property {() => Record<string, any>} settings Those that are wanted.
 * @property {string[]} initializers
 */

export class LayerEditor {
  #popup;
  #desk;
  /** The layer that is open, from 0. @type {number | null} */
  #at = null;
  /** @type {ReturnType<typeof numberField> | null} */
  #units = null;
  /** @type {ReturnType<typeof select> | null} */
  #initializer = null;

  /** @param {import("./popup.js").Popup} popup @param {Desk} desk */
  constructor(popup, desk) {
    this.#popup = popup;
    this.#desk = desk;
  }

  /**
   * @param {number} at The layer, from 0.
   * @param {import("./popup.js").Place} place
   * @param {() => HTMLElement | null} opener
   * @param {import("../../../i18n/index.js").Text} text
   */
  open(at, place, opener, text) {
    const { t } = text;
    const layer = { layer: at + 1 };
    const units = numberField({
      label: t("drawing.layer.units", layer),
      text,
      range: { min: 1, max: MAX_UNITS, whole: true },
      onInput: (units) => this.#put({ units }),
    });
    const { initializers, settings } = this.#desk;
    const common = t("drawing.common", { name: settings().initializer });
    const initializer = select({
      label: t("drawing.layer.initializer", layer),
      options: [["", common], ...initializers.map((name) => /** @type {[string, string]} */ ([name, name]))],
      onInput: (chosen) => this.#put({ initializer: chosen || undefined }),
    });
    const closed = () => {
      this.#at = null;
    };
    const content = [units.element, initializer.element];
    [this.#units, this.#initializer] = [units, initializer];
    this.#set(settings().layers[at]);
    this.#popup.open({ name: t("drawing.layer", layer), place, content, closed, opener }, text);
    this.#at = at;
  }

  /** The layers of now. @param {Layer[]} layers */
  show(layers) {
    if (this.#at === null) return;
    const layer = layers[this.#at];
    if (layer) this.#set(layer);
    else this.#popup.close();
  }

  /** @param {Layer} layer */
  #set({ units, initializer = "" }) {
    this.#units?.set(units);
    this.#initializer?.set(initializer);
  }

  /** Changes the layer that is open. @param {Partial<Layer>} part */
  #put(part) {
    if (this.#at === null) return; // what was typed is given up by Escape
    const { change, settings } = this.#desk;
    change({
      layers: settings().layers.map((/** @type {Layer} */ layer, /** @type {number} */ at) =>
        at === this.#at ? merged(layer, part) : layer,
      ),
    });
  }
}
