// The number of a weight or a bias, to be typed or dragged. What is shown follows; a drag is one step of Undo.
import { button, numberField } from "../../../ui/controls.js";
import { h } from "../../../ui/dom.js";

/** The slider reaches so far to both sides of 0 at least, and in steps of so much of that. */
const REACH = 2;
const STEPS = 200;
/** The largest number that a weight may be: an f32. */
const LARGEST = 3.4e38;

/**
 * @typedef {object} Edited
 * @property {string} name
 * @property {number} value
 * @property {{ x: number, y: number }} place In the drawing.
 * @property {(value: number, isFirst: boolean) => Promise<unknown>} set Gives it another value; the first one of a drag can be undone.
 * @property {() => void} closed What follows when it is closed: what was pressed has the focus again.
 */

export class Editor {
  #room;
  #text;
  #element = h("div", { class: "tip net-editor", role: "group", hidden: true });
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

  /** @param {HTMLElement} room In which it is, and scrolls. @param {import("../../../i18n/index.js").Text} text */
  constructor(room, text) {
    this.#room = room;
    this.#text = text;
    room.append(this.#element);
    this.#element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.close();
    });
  }

  get isOpen() {
    return this.#edited !== null;
  }

  /** @param {Edited} edited */
  open(edited) {
    this.#edited = edited;
    const { t } = this.#text;
    const field = numberField({
      label: t("drawing.value"),
      text: this.#text,
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
    [this.#field, this.#slider] = [field, slider];
    const close = button({ label: "×", className: "small", hint: t("dismiss"), onPress: () => this.close() });
    close.element.setAttribute("aria-label", t("drawing.close"));
    this.#element.hidden = false;
    this.#element.replaceChildren(
      h("div", { class: "net-editor-head" }, h("strong", {}), close.element),
      field.element,
      slider,
    );
    this.show(edited.name, edited.value);
    this.#put(edited.place);
    // What is wrong with a number is said below it: the editor is higher then.
    field.element.addEventListener("change", () => this.#put(edited.place));
    const input = /** @type {HTMLInputElement} */ (field.element.querySelector("input"));
    input.focus({ preventScroll: true });
    input.select();
  }

  /** What it is now. @param {string} name @param {number} value */
  show(name, value) {
    if (!this.#edited) return;
    this.#element.setAttribute("aria-label", name);
    const heading = this.#element.querySelector("strong");
    if (heading) heading.textContent = name;
    this.#field?.set(Number(value.toPrecision(6)));
    // What is on its way is ahead of the pictures.
    if (this.#slider && !this.#isDragged && !this.#isSetting) this.#slider.value = String(value);
  }

  /** Over the place, where there is room. @param {Edited["place"]} place */
  #put({ x, y }) {
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = this.#room;
    const { offsetWidth, offsetHeight } = this.#element;
    const fit = (
      /** @type {number} */ at,
      /** @type {number} */ size,
      /** @type {number} */ from,
      /** @type {number} */ room,
    ) => Math.max(from, Math.min(at, from + room - size));
    const left = fit(x - offsetWidth / 2, offsetWidth, scrollLeft, clientWidth);
    const top = fit(y + 14, offsetHeight, scrollTop, clientHeight);
    Object.assign(this.#element.style, { left: `${left}px`, top: `${top}px` });
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

  /** Ends it; the focus goes back to where it came from, if it is still here. */
  close() {
    const edited = this.#edited;
    if (!edited) return;
    const isHere = this.#element.contains(/** @type {any} */ (this.#element.getRootNode()).activeElement);
    this.#edited = null;
    this.#isDragged = false;
    this.#element.hidden = true;
    if (isHere) edited.closed();
  }
}
