// What is said beside the part of the drawing that is pointed at: its name and number, what an example makes of it, and of a unit the
// curve of its activation with the values of the coming mini-batch on it.
import { h } from "../../../ui/dom.js";
import { html, nothing, render, svg } from "../../../ui/lit.js";

/** Of the curve, in pixels. */
const WIDTH = 150;
const HEIGHT = 64;
const PAD = 6;
/** So many values of a batch are marked, the first ones: more could not be told apart. */
const MARKED = 200;
/** How long a sentence stays that nothing points at, in milliseconds. */
const STAYS = 4000;

/**
 * As the engine has it: z and a of each example of the coming mini-batch, and the curve of the activation.
 *
 * @typedef {{ z: Float32Array, a: Float32Array, curve_z: Float32Array, curve_a: Float32Array }} UnitState
 *
 * @typedef {object} Pointed
 * @property {string} id
 * @property {string} name
 * @property {{ x: number, y: number, reach: number, isLast?: boolean }} place Its middle in the drawing, and how far it reaches; whether it is
 *   of the last layer.
 * @property {string} [activation] Of a unit.
 * @property {string[]} lines What an example that is followed has to do with it.
 * @property {UnitState | null} state Of a unit; null until it is known.
 * @property {import("../../../i18n/index.js").Text} text
 */

export class Tip {
  #room;
  #box = h("div", { class: "tip", hidden: true });
  #said = h("div", { class: "tip net-said", role: "status", hidden: true });
  /** @type {UnitState | null} */
  #state = null;
  #id = "";
  #timer = 0;

  /** @param {HTMLElement} room In which it is, and scrolls. */
  constructor(room) {
    this.#room = room;
    room.append(this.#box, this.#said);
  }

  hide() {
    this.#box.hidden = true;
    this.#id = "";
  }

  /** A sentence that goes again by itself. @param {string} sentence */
  say(sentence) {
    clearTimeout(this.#timer);
    this.#said.hidden = false;
    this.#said.textContent = sentence;
    this.#timer = window.setTimeout(() => {
      this.#said.hidden = true;
    }, STAYS);
  }

  /** @param {Pointed} pointed */
  show({ id, name, place, activation, lines, state, text }) {
    if (id !== this.#id) this.#state = null;
    this.#id = id;
    this.#state = state ?? this.#state;
    this.#box.hidden = false;
    const isCurved = activation && this.#state?.curve_z.length;
    render(
      html`
      <strong>${name}</strong>
      ${activation ? html`<span>${text.t("drawing.activation", { name: text.t(`activation.${activation}`) })}</span>` : nothing}
      ${lines.map((line) => html`<span class="net-formula">${line}</span>`)}
      ${isCurved ? curve(/** @type {UnitState} */ (this.#state), text) : nothing}`,
      this.#box,
    );
    this.#put(place, lines.length > 0);
  }

  /**
   * Beside the place, on the side where there is room. What leads to an output has numbers when an example is followed: then it is in
   * the corner below.
   *
   * @param {Pointed["place"]} place
   * @param {boolean} isFollowed
   */
  #put({ x, y, reach, isLast }, isFollowed) {
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = this.#room;
    const { offsetWidth, offsetHeight } = this.#box;
    if (isLast && isFollowed) {
      const corner = { left: scrollLeft + clientWidth - offsetWidth, top: scrollTop + clientHeight - offsetHeight };
      Object.assign(this.#box.style, { left: `${corner.left}px`, top: `${corner.top}px` });
      return;
    }
    const right = x + reach + 6;
    const isLeft = right + offsetWidth > scrollLeft + clientWidth;
    const left = isLeft ? Math.max(scrollLeft, x - reach - 6 - offsetWidth) : right;
    const top = Math.max(scrollTop, Math.min(y - offsetHeight / 2, scrollTop + clientHeight - offsetHeight));
    Object.assign(this.#box.style, { left: `${left}px`, top: `${top}px` });
  }
}

/** @param {UnitState} state @param {import("../../../i18n/index.js").Text} text */
function curve({ z: all, a, curve_z, curve_a }, { t }) {
  const z = all.subarray(0, MARKED);
  const finite = (/** @type {Float32Array} */ values) => values.filter(Number.isFinite);
  const heights = [...finite(curve_a), ...finite(a.subarray(0, MARKED)), 0];
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const last = curve_z[curve_z.length - 1];
  const across = (/** @type {number} */ value) => PAD + ((value + last) / (2 * last)) * (WIDTH - 2 * PAD);
  const down = (/** @type {number} */ value) => HEIGHT - PAD - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * PAD);
  const points = [...curve_z].map((at, index) => [at, curve_a[index]]).filter(([, value]) => Number.isFinite(value));
  const line = points.map(([at, value]) => `${across(at).toFixed(1)} ${down(value).toFixed(1)}`).join("L");
  return html`
    <svg class="net-curve" width=${WIDTH} height=${HEIGHT} viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${t("drawing.curve", { count: all.length })}>
      <path class="axis" d="M${PAD} ${down(0)}H${WIDTH - PAD}M${across(0)} ${PAD}V${HEIGHT - PAD}"/>
      <path class="curve" d="M${line}"/>
      ${[...z].map((at, index) => (Number.isFinite(at) && Number.isFinite(a[index]) ? svg`<circle r="2.6" cx=${across(at).toFixed(1)} cy=${down(a[index]).toFixed(1)}/>` : nothing))}
    </svg>`;
}
