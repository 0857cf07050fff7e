// A small box over the drawing with a heading and what can be edited. Escape closes it, from wherever the focus is in the drawing; there
// is one at a time.
import { button } from "../../../ui/controls.js";
import { focusedIn, h } from "../../../ui/dom.js";

/**
 * @typedef {{ x: number, y: number }} Place In the drawing.
 *
 * @typedef {object} Opened
 * @property {string} name Its heading.
 * @property {Place} place
 * @property {HTMLElement[]} content
 * @property {() => void} closed
 * @property {() => HTMLElement | SVGElement | null | undefined} opener What has the focus again when it is closed.
 */

export class Popup {
  #room;
  #element = h("div", { class: "tip net-editor", role: "group", hidden: true });
  /** @type {Opened | null} */
  #opened = null;

  /** @param {HTMLElement} room In which it is, and scrolls. */
  constructor(room) {
    this.#room = room;
    room.append(this.#element);
    room.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#opened) return;
      event.preventDefault();
      this.close({ isBack: true });
    });
    // What is wrong with a number is said below it: the box is higher then.
    this.#element.addEventListener("change", () => this.#put());
  }

  get isOpen() {
    return this.#opened !== null;
  }

  /** @param {Opened} opened @param {import("../../../i18n/index.js").Text} text */
  open(opened, { t }) {
    this.close();
    this.#opened = opened;
    const cross = button({
      label: "×",
      className: "small",
      hint: t("dismiss"),
      onPress: () => this.close({ isBack: true }),
    });
    cross.element.setAttribute("aria-label", t("drawing.close"));
    this.#element.hidden = false;
    this.#element.replaceChildren(
      h("div", { class: "net-editor-head" }, h("strong", {}), cross.element),
      ...opened.content,
    );
    this.name(opened.name);
    this.#put();
    const field = opened.content[0].querySelector("input, select");
    // A finger would have a keyboard over half of the screen, before anything is to be typed.
    const first = matchMedia("(pointer: coarse)").matches ? cross.element : field;
    if (first instanceof HTMLElement) first.focus({ preventScroll: true });
    if (first instanceof HTMLInputElement) first.select();
  }

  /** Its heading. @param {string} name */
  name(name) {
    this.#element.setAttribute("aria-label", name);
    const heading = this.#element.querySelector("strong");
    if (heading) heading.textContent = name;
  }

  /** Below the place, where there is room. */
  #put() {
    if (!this.#opened) return;
    const { x, y } = this.#opened.place;
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

  /** The focus goes back to where it came from, if it is in here, or if a person closes it: `isBack`. */
  close({ isBack = false } = {}) {
    const opened = this.#opened;
    if (!opened) return;
    const isHere = isBack || this.#element.contains(focusedIn(this.#element));
    this.#opened = null;
    this.#element.hidden = true;
    opened.closed();
    if (isHere) opened.opener()?.focus({ preventScroll: true });
  }
}
