// The number of a weight or a bias, to be typed or dragged. What is shown follows; a drag is one step of Undo.
import { numberField } from "../../../ui/controls.js";
import { h } from "../../../ui/dom.js";

/** The slider reaches so far to both sides of 0 at least, and in steps of so much of that. */
const REACH = 2;
const STEPS = 200;
/** The largest number that a weight may be: an f32. */
const LARGEST = 3.4e38;

/**
 * @typedef {object} Edited
 * @property {string} id
 * @property {string} name
 * @property {number} value
 * @property {{ x: number, y: number }} place In the drawing.
 * @property {(value: number, isFirst: boolean) => Promise<unknown>} set Gives it another value; the first one of a drag can be undone.
 * @property {() => SVGElement | undefined} opener What was pressed.
 */

export class Editor {
  #popup;
  /** @type {ReturnType<typeof numberField> | null} */
  #field = null;
  /** @type {HTMLInputElement | null} */
  #slider = null;
  /** @type {Edited | null} */
  #edited = null;
  /** While a drag lasts. */
  #isDragged = false;
  /** What is to be set next, and whether something is being set. @type {[value: number, isFirst: boolean, set: Edited["set"]] | null} */
  #next = null;
  #isSetting = false;

  /** @param {import("./popup.js").Popup} popup */
  constructor(popup) {
    this.#popup = popup;
  }

  /** What is being edited. */
  get id() {
    return this.#edited?.id ?? null;
  }

  /** @param {Edited} edited @param {import("../../../i18n/index.js").Text} text */
  open(edited, text) {
    const { t } = text;
    const field = numberField({
      label: t("drawing.value"),
      text,
      range: { min: -LARGEST, max: LARGEST },
      onInput: (value) => this.#set(value, true),
    });
    const slider = h("input", {
      type: "range",
      step: "any",
      on: {
        input: () => {
          this.#set(Number(Number(slider.value).toPrecision(3)), !this.#isDragged);
          this.#isDragged = true;
        },
        change: () => {
          this.#isDragged = false;
        },
      },
    });
    slider.setAttribute("aria-label", t("drawing.slider"));
    const reach = Math.max(REACH, 2 * Math.abs(edited.value));
    Object.assign(slider, { min: String(-reach), max: String(reach), step: String((2 * reach) / STEPS) });
    const { name, place, opener } = edited;
    const closed = () => {
      this.#edited = null;
      this.#isDragged = false;
    };
    field.set(Number(edited.value.toPrecision(6)));
    this.#popup.open({ name, place, content: [field.element, slider], closed, opener }, text);
    [this.#field, this.#slider, this.#edited] = [field, slider, edited];
    this.show(name, edited.value);
  }

  /** What it is now. @param {string} name @param {number} value */
  show(name, value) {
    if (!this.#edited) return;
    this.#popup.name(name);
    this.#field?.set(Number(value.toPrecision(6)));
    // What is on its way is ahead of the pictures.
    if (this.#slider && !this.#isDragged && !this.#isSetting) this.#slider.value = String(value);
  }

  /** One after the other: what came meanwhile is left out, but for the last. @param {number} value @param {boolean} isFirst */
  async #set(value, isFirst) {
    if (!this.#edited) return;
    this.#next = [value, isFirst || Boolean(this.#next?.[1]), this.#edited.set];
    if (this.#isSetting) return;
    this.#isSetting = true;
    try {
      while (this.#next) {
        const [value, isFirst, set] = this.#next;
        this.#next = null;
        await set(value, isFirst); // also where it is closed meanwhile
      }
    } finally {
      this.#isSetting = false;
    }
  }
}
