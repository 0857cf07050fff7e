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
