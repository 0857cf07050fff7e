// Under the picture of data with more than two columns: which two it shows, and the value at which each other one is held.
import { slider } from "../../ui/controls.js";
import { html, render, selection } from "../../ui/lit.js";
import { columnName } from "./names.js";
import { STEPS } from "./plane.js";

/** In a lower window, in pixels, they are folded at first: the loss curve stands below them. */
const TALL = 1000;

export class PlaneControls {
  #on;
  #shown = "";
  /** Those that are wanted: shown, or chosen since. @type {[number, number]} */
  #axes = [0, 1];
  #isOpen = innerHeight >= TALL;
  /** By column. @type {Map<number, ReturnType<typeof slider>>} */
  #sliders = new Map();

  /**
   * @param {HTMLElement} element Where they are drawn.
   * @param {object} on
   * @param {(axes: string[]) => unknown} on.axes
   * @param {(dragged: import("./plane.js").Value) => void} on.drag A value, while it is dragged.
   * @param {(held: import("./plane.js").Value) => unknown} on.hold The value, then.
   */
  constructor(element, on) {
    this.element = element;
    this.#on = on;
  }

  /**
   * @param {import("./plane.js").Shown} plane
   * @param {import("../../pkg/nn_playground.js").Description["columns"]} columns
   * @param {import("../../i18n/index.js").Text} text
   */
  show({ axes, held }, columns, text) {
    this.#axes = axes;
    const shown = JSON.stringify([axes, columns.map(({ name, range }) => [name, range]), text.t("axes.across")]);
    if (shown !== this.#shown) this.#build(axes, columns, text);
    this.#shown = shown;
    for (const [column, control] of this.#sliders) control.set(held[column]);
  }

  /** @param {[number, number]} axes @param {import("../../pkg/nn_playground.js").Description["columns"]} columns @param {import("../../i18n/index.js").Text} text */
  #build(axes, columns, text) {
    this.#sliders.clear();
    for (const [column, { name, range }] of columns.entries()) {
      if (axes.includes(column)) continue;
      const [low, high] = range;
      const control = slider({
        label: columnName(name, text),
        min: low,
        max: high,
        step: (high - low) / STEPS,
        format: (value) => text.number(value),
        onInput: (value) => this.#on.hold({ column, value }),
      });
      const input = /** @type {HTMLInputElement} */ (control.element.querySelector("input"));
      input.addEventListener("input", () => this.#on.drag({ column, value: Number(input.value) }));
      this.#sliders.set(column, control);
    }
    const options = columns.map(({ name }, column) => [String(column), columnName(name, text)]);
    /** The other axis takes this one's place, if they are to be the same. @param {0 | 1} at */
    const choose = (at) => (/** @type {string} */ chosen) => {
      const next = /** @type {[number, number]} */ ([...this.#axes]);
      next[at] = Number(chosen);
      if (next[0] === next[1]) next[1 - at] = this.#axes[at];
      this.#axes = next;
      this.#on.axes(next.map((column) => `c${column + 1}`));
    };
    const axis = (/** @type {0 | 1} */ at, /** @type {string} */ key) => html`
      <label class="field"><span class="label">${text.t(key)}</span>
        ${selection(text.t(key), options, String(axes[at]), choose(at))}</label>`;
    const [across, up] = axes.map((column) => columnName(columns[column].name, text));
    render(
      html`
        <details class="plane" ?open=${this.#isOpen}>
          <summary>${text.t("axes", { across, up })}</summary>
          <div class="plane-controls">
            ${axis(0, "axes.across")}${axis(1, "axes.up")}${[...this.#sliders.values()].map(({ element }) => element)}
          </div>
        </details>`,
      this.element,
    );
  }
}
