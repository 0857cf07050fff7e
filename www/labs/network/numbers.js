// How far the training is and how well the network does, in numbers.
import { html, render } from "../../ui/lit.js";
import { h } from "../../ui/dom.js";

/**
 * The state of a session as texts; what there is none of is a dash.
 *
 * @param {import("../../engine/protocol.js").State} state
 * @param {import("../../i18n/index.js").Text} text
 * @returns {Record<string, string>}
 */
export function written(state, { number, exact, whole, percent }) {
  const show = (/** @type {number | null} */ value, /** @type {(value: number) => string} */ format) =>
    value === null ? "–" : format(value);
  return {
    epoch: exact(Math.floor(state.epoch)),
    step: whole(state.step),
    loss: show(state.loss, number),
    val_loss: show(state.val_loss, number),
    accuracy: show(state.accuracy, percent),
    val_accuracy: show(state.val_accuracy, percent),
  };
}

/**
 * What the element says of a frame.
 *
 * @param {import("../../engine/protocol.js").Frame | null} frame
 * @param {number} seed
 * @param {boolean} running
 * @returns {import("../../element.d.ts").NnPlaygroundState}
 */
export const stateOf = (frame, seed, running) => ({
  epoch: Math.floor(frame?.state.epoch ?? 0),
  step: frame?.state.step ?? 0,
  loss: frame?.state.loss ?? Number.NaN,
  val_loss: frame?.state.val_loss ?? null,
  accuracy: frame?.state.accuracy ?? null,
  val_accuracy: frame?.state.val_accuracy ?? null,
  seed,
  running,
  diverged: frame?.diverged ?? false,
});

const NAMES = ["epoch", "step", "loss", "val_loss", "accuracy", "val_accuracy"];

export class Numbers {
  key = "numbers";
  element = h("dl", { class: "numbers", "data-key": "numbers" });

  /** @param {import("./view.js").Moment} moment */
  dress(moment) {
    this.show(null, moment);
  }

  /** @param {null} _answer @param {import("./view.js").Moment} moment */
  show(_answer, { state, text, data }) {
    const { t } = text;
    const values = state ? written(state, text) : {};
    const isHinge = data?.description.network.loss.endsWith("hinge");
    const hint = (/** @type {string} */ name) =>
      isHinge && name.endsWith("accuracy") ? t("number.accuracy.hinge") : "";
    const number = (/** @type {string} */ name) =>
      html`<div title=${hint(name)}><dt>${t(`number.${name}`)}</dt><dd>${values[name] ?? "–"}</dd></div>`;
    render(NAMES.map(number), this.element);
  }
}
