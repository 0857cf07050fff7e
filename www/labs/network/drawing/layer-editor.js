// A hidden layer in the box over the drawing: how many units it has, with which activation, how its weights begin, and whether it is there.
import { button, numberField, select } from "../../../ui/controls.js";
import { h } from "../../../ui/dom.js";
import { MAX_UNITS } from "../../../settings/readers.js";
import { choices, merged } from "./layers.js";

/**
 * @typedef {import("../../../settings/readers.js").Layer} Layer
 *
 * @typedef {import("./layers.js").Desk & { initializers: string[] }} Desk
 */

export class LayerEditor {
  #popup;
  #desk;
  /** The layer that is open, from 0. @type {number | null} */
  #at = null;
  /** @type {ReturnType<typeof numberField> | null} */
  #units = null;
  /** @type {ReturnType<typeof select> | null} */
  #activation = null;
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
      label: t("drawing.layer.units"),
      text,
      range: { min: 1, max: MAX_UNITS, whole: true },
      onInput: (units) => this.#put({ units }),
    });
    const { activations, initializers, settings } = this.#desk;
    const activation = select({
      label: t("activation"),
      options: choices(activations, settings().activation, t),
      onInput: (chosen) => this.#put({ activation: chosen || undefined }),
    });
    const common = t("drawing.common", { name: settings().initializer });
    const initializer = select({
      label: t("initializer"),
      options: [["", common], ...initializers.map((name) => /** @type {[string, string]} */ ([name, name]))],
      onInput: (chosen) => this.#put({ initializer: chosen || undefined }),
    });
    const closed = () => {
      this.#at = null;
    };
    const remove = button({
      label: t("drawing.layer.remove", layer),
      onPress: () => this.#remove(),
    });
    const content = [
      h("div", { class: "net-layer" }, units.element, activation.element, initializer.element, remove.element),
    ];
    [this.#units, this.#activation, this.#initializer] = [units, activation, initializer];
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
  #set({ units, activation = "", initializer = "" }) {
    this.#units?.set(units);
    this.#activation?.set(activation);
    this.#initializer?.set(initializer);
  }

  /** Changes the layer that is open. @param {Partial<Layer>} part */
  #put(part) {
    return this.#replace((layer) => [merged(layer, part)]);
  }

  #remove() {
    this.#replace(() => []);
    this.#popup.close({ isBack: true });
  }

  /** @param {(layer: Layer) => Layer[]} by What stands for the layer that is open. */
  #replace(by) {
    if (this.#at === null) return null; // what was typed is given up by Escape
    const { change, settings } = this.#desk;
    return change({
      layers: settings().layers.flatMap((/** @type {Layer} */ layer, /** @type {number} */ at) =>
        at === this.#at ? by(layer) : [layer],
      ),
    });
  }
}
