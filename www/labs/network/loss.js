// The loss curve, or the accuracy, over those of the runs before, with the values under the pointer.
import { imported } from "../../once.js";
import { h, sharpCanvas } from "../../ui/dom.js";
import { LEAST } from "./boundary.js";
import { written } from "./numbers.js";
import { pointerAt } from "../../ui/pointer.js";

/** How many runs before this one are kept, and how many points of each. */
const MOST_RUNS = 5;
const MOST_POINTS = 256;

const NONE = new Float64Array();

/**
 * What is drawn, and over what.
 *
 * @typedef {{ measure: "loss" | "accuracy", axis: "epoch" | "step", log: boolean, logAcross: boolean }} Look
 *
 * @typedef {import("./tip.js").Record} Record
 */

export class LossCurve {
  key = "curve";
  #wasm;
  #canvas = h("canvas", { role: "img" });
  /** Holds what changes the look, once it has come. */
  tools = h("div", { class: "curve-tools" });
  #place = h("div", { class: "loss" }, this.#canvas);
  element = h("div", { class: "curve-place" }, this.#place, this.tools);
  /** @type {Look} */
  look = { measure: "loss", axis: "epoch", log: false, logAcross: false };
  /** The runs before this one, the oldest first. @type {Record[]} */
  earlier = [];
  /** Is called when there are other runs before this one. */
  onEarlier = () => {};
  /** @type {ReturnType<typeof import("./tip.js").tip> | null} */
  #tip = null;
  #sharp;
  /** @type {Record | null} */
  #history = null;
  /** The points of the data: with others another run begins. @type {Float32Array | null} */
  #points = null;
  #style = {};
  /** @type {import("../../i18n/index.js").Text | null} */
  #text = null;
  /** @type {import("./boundary.js").Frame | null} */
  #frame = null;
  /** Where the pointer is, in pixels from the left. @type {number | null} */
  #pointer = null;

  /** @param {import("./view.js").Wasm} wasm */
  constructor(wasm) {
    this.#wasm = wasm;
    this.#sharp = sharpCanvas(this.#canvas, (scale) => this.#draw(scale), LEAST);
    this.#place.addEventListener("pointermove", async (event) => {
      [this.#pointer] = pointerAt(event, this.#place);
      if (!this.#tip) {
        /** @type {typeof import("./tip.js") | null} */
        const module = await imported(new URL("./tip.js", import.meta.url)).catch(() => null);
        if (!module) return; // the next move tries again
        this.#tip ??= module.tip(this.#place);
      }
      this.#showValues();
    });
    this.#place.addEventListener("pointerleave", () => {
      this.#pointer = null;
      this.#showValues();
    });
  }

  /** @returns {import("../../engine/protocol.js").Want} */
  want() {
    return { kind: "history" };
  }

  /** A new look: the charts' options and the texts. @param {import("./view.js").Moment} moment */
  dress({ style, text, data }) {
    if (data && data.points !== this.#points) {
      if (this.#points) this.keep();
      this.#points = data.points;
    }
    this.#style = style;
    this.#text = text;
    this.redraw();
  }

  /** The run that is shown has ended: it is kept, if there is anything to see of it. */
  keep() {
    const history = this.#history;
    this.#history = null;
    if (!history || history.epoch.length < 2) return;
    this.earlier = [...this.earlier, thinned(history)].slice(-MOST_RUNS);
    this.onEarlier();
  }

  /** Forgets the runs before this one. */
  clear() {
    this.earlier = [];
    this.onEarlier();
    this.redraw();
  }

  redraw() {
    this.#sharp.redraw();
    this.#showValues();
  }

  /** A longer record. @param {Record} history @param {import("./view.js").Moment & { state: import("../../engine/protocol.js").State, data: import("./view.js").Data }} moment */
  show(history, { state, text }) {
    this.#history = history;
    // The same training once more, after undo or by the same seed, is no other run.
    const others = this.earlier.filter((run) => !isSame(run, history));
    if (others.length < this.earlier.length) {
      this.earlier = others;
      this.onEarlier();
    }
    const label = state.val_loss === null ? "loss.label.train" : "loss.label";
    this.#canvas.setAttribute("aria-label", text.t(label, written(state, text)));
    this.redraw();
  }

  /** @param {number} scale */
  #draw(scale) {
    if (!this.#history || !this.#text) return;
    const { t } = this.#text;
    const { axis, log, logAcross } = this.look;
    const measure = this.#history.accuracy ? this.look.measure : "loss";
    const { [axis]: x, [measure]: train = NONE } = this.#history;
    const test = this.#history[`val_${measure}`];
    const isLog = log && measure === "loss";
    const up = (/** @type {Float64Array} */ values) => (isLog ? values.map(Math.log10) : values);
    const across = (/** @type {Float64Array} */ values) => (logAcross ? values.map(Math.log10) : values);
    const options = {
      ...this.#style,
      scale,
      x_label: t(`chart.${axis}`),
      y_label: t(`chart.${measure}`),
      train_label: t("chart.train"),
      test_label: t("chart.test"),
      log: isLog,
      log_across: logAcross,
    };
    const of = (/** @type {"loss" | "accuracy" | "val_loss" | "val_accuracy"} */ name) =>
      flat(this.earlier.map((run) => [across(run[axis]), up(run[name] ?? NONE)]));
    this.#frame = this.#wasm.draw_loss_curve(
      this.#canvas,
      across(x),
      up(train),
      test && up(test),
      options,
      of(measure),
      of(`val_${measure}`),
    );
  }

  #showValues() {
    if (this.#text) this.#tip?.(this.#pointer, this.#frame, this.#history, this.look, this.#text);
  }

  close() {
    this.#sharp.disconnect();
  }
}

/** A record with fewer points, the last one among them. @param {Record} history @returns {Record} */
function thinned(history) {
  const last = history.epoch.length - 1;
  const apart = Math.ceil(last / MOST_POINTS);
  const some = (/** @type {Float64Array} */ values) => values.filter((_, at) => at % apart === 0 || at === last);
  const entries = Object.entries(history).map(([name, values]) => [name, some(values)]);
  return /** @type {Record} */ (Object.fromEntries(entries));
}

/** Whether two records begin and end alike. @param {Record} one @param {Record} other */
const isSame = (one, other) =>
  one.loss[0] === other.loss[0] && one.step.at(-1) === other.step.at(-1) && one.loss.at(-1) === other.loss.at(-1);

/** Curves in one array, without the places where nothing was measured: all x and then all y of each, and a NaN between two. @param {[x: Float64Array, y: Float64Array][]} curves */
function flat(curves) {
  const all = curves.flatMap(([x, y], at) => {
    const isSeen = (/** @type {number} */ _, /** @type {number} */ point) => Number.isFinite(y[point]);
    return [...(at ? [Number.NaN] : []), ...x.filter(isSeen), ...y.filter(isSeen)];
  });
  return Float64Array.from(all);
}
