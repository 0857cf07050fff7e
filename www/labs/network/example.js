// One example after the other of the coming mini-batch: which is at turn, its loss, and what of it counts. The update comes with the
// last.
import { h, styleSheet } from "../../ui/dom.js";

/** What it looks like. */
export const sheet = () => styleSheet(new URL("./example.css", import.meta.url));

/**
 * @typedef {import("./view.js").Moment} Moment
 *
 * @typedef {object} Lab
 * @property {HTMLElement} square Where the points lie, and what lies over them.
 * @property {() => import("./boundary.js").Frame | null} frame
 * @property {() => import("../../engine/session.js").Session} session
 * @property {() => Promise<unknown>} step Makes the update.
 * @property {(row: number | null) => void} follow Shows the values of an example in the drawing of the network.
 *
 * @typedef {{ step: number, rows: Uint32Array, losses: Float64Array, data: Moment["data"] | undefined, at: number }} Batch That before
 *   the update `step` + 1, of these data, and which of its rows is at turn.
 */

export class Walk {
  key = "example";
  #lab;
  #ring = h("div", { class: "ring" });
  #said = h("p", { role: "status" });
  element = h("div", { class: "walk", hidden: true }, this.#ring, this.#said);
  /** @type {Batch | null} */
  #batch = null;
  /** @type {Moment | null} */
  #moment = null;
  /** Several presses are taken one after the other. @type {Promise<unknown>} */
  #walking = Promise.resolve();

  /** @param {Lab} lab */
  constructor(lab) {
    this.#lab = lab;
    lab.square.append(this.element);
  }

  /** It is over. */
  end() {
    this.#batch = null;
    this.#draw();
  }

  /** To the next example. */
  next() {
    this.#walking = this.#walking.catch(() => {}).then(() => this.#next());
    return this.#walking;
  }

  async #next() {
    const session = this.#lab.session();
    const step = this.#moment?.state?.step ?? 0;
    const [rows, losses] = await Promise.all([session.call("coming_batch"), session.call("coming_losses")]);
    // Other data, weights or a batch of another size are another one at the same step, too.
    const isSame = this.#batch?.step === step && isEqual(this.#batch.rows, rows) && isEqual(this.#batch.losses, losses);
    const batch = { step, rows, losses, data: this.#moment?.data, at: isSame && this.#batch ? this.#batch.at + 1 : 0 };
    this.#batch = batch;
    this.#draw();
    if (batch.at < batch.rows.length - 1) return;
    await this.#lab.step();
    this.#draw(); // the last one stays until something else is done
  }

  /** @param {Moment} moment */
  dress(moment) {
    this.#moment = moment;
    this.#draw();
  }

  /** @param {undefined} _answer @param {Moment} moment */
  show(_answer, moment) {
    this.dress(moment);
  }

  #draw() {
    const [batch, moment, frame] = [this.#batch, this.#moment, this.#lab.frame()];
    const step = moment?.state?.step ?? 0;
    const isLast = batch ? batch.at === batch.rows.length - 1 : false;
    const isOf = batch?.data === moment?.data && (batch?.step === step || (isLast && batch && batch.step + 1 === step));
    const isShown = batch && moment?.data && frame && isOf;
    this.element.hidden = !isShown;
    this.#lab.follow(isShown ? batch.rows[batch.at] : null);
    if (!isShown || !moment.data) return;
    const { t, number } = moment.text;
    const count = batch.rows.length;
    const loss = batch.losses[batch.at];
    const sum = batch.losses.slice(0, batch.at + 1).reduce((all, each) => all + each, 0);
    const values = {
      at: batch.at + 1,
      count,
      loss: number(loss),
      share: number(loss / count),
      sum: number(sum / count),
    };
    const said = `${t("example.at", values)} ${t(isLast ? "example.last" : "example.so_far", values)}`;
    if (this.#said.textContent !== said) this.#said.textContent = said;
    this.#place(batch.rows[batch.at], moment.data, frame);
  }

  /** @param {number} row @param {import("./run.js").Data} data @param {import("./boundary.js").Frame} frame */
  #place(row, { description: { inputs }, points, targets }, { left, top, width, height, x, y }) {
    const [across, up] = this.#moment?.plane?.axes ?? [0, 1];
    const place = [points[row * inputs + across], inputs === 1 ? targets[row] : points[row * inputs + up]];
    for (const [side, pixels] of Object.entries({ left, top, width, height }))
      this.element.style.setProperty(side, `${pixels}px`);
    this.#ring.style.left = `${(100 * (place[0] - x[0])) / (x[1] - x[0])}%`;
    this.#ring.style.top = `${100 * (1 - (place[1] - y[0]) / (y[1] - y[0]))}%`;
  }
}

/** @param {ArrayLike<number>} one @param {ArrayLike<number>} other */
const isEqual = (one, other) =>
  one.length === other.length && Array.from(one).every((value, at) => Object.is(value, other[at]));
