// The values of a loss curve under the pointer. They are of no use before somebody points at it.
import { h } from "../../ui/dom.js";

/**
 * What was measured at some steps of a run.
 *
 * @typedef {{ step: Float64Array, epoch: Float64Array, loss: Float64Array, val_loss?: Float64Array, accuracy?: Float64Array,
 *   val_accuracy?: Float64Array }} Record
 */

/**
 * Puts a rule and a box of values into an element. What it returns moves them; a null pointer hides them.
 *
 * @param {HTMLElement} element
 * @returns {(pointer: number | null, frame: import("./boundary.js").Frame | null, history: Record | null, look: import("./loss.js").Look, text: import("../../i18n/index.js").Text) => void}
 */
export function tip(element) {
  const rule = h("div", { class: "rule", hidden: true });
  const box = h("div", { class: "tip", hidden: true });
  element.append(rule, box);
  return (pointer, frame, history, { measure, axis, logAcross }, text) => {
    rule.hidden = box.hidden = pointer === null || !frame || !history?.epoch.length;
    if (pointer === null || !frame || !history?.epoch.length) return;
    const { left, top, width, height, x } = frame;
    const along = logAcross ? history[axis].map(Math.log10) : history[axis];
    const at = nearest(along, x[0] + ((pointer - left) / width) * (x[1] - x[0]));
    const place = left + ((along[at] - x[0]) / (x[1] - x[0])) * width;
    const { t, number, exact, percent, whole } = text;
    const isAccuracy = measure === "accuracy" && history.accuracy;
    const [train, test] = isAccuracy ? [history.accuracy, history.val_accuracy] : [history.loss, history.val_loss];
    const write = (/** @type {number} */ value) => (isAccuracy ? percent(value) : number(value, 4));
    const when = { epoch: exact(Number(history.epoch[at].toFixed(2))), step: whole(history.step[at]) };
    const lines = [h("strong", {}, t(axis === "step" ? "tip.step" : "tip.epoch", when))];
    if (train) lines.push(h("span", {}, t("tip.train", { loss: write(train[at]) })));
    if (test) lines.push(h("span", {}, t("tip.test", { loss: write(test[at]) })));
    box.replaceChildren(...lines);
    Object.assign(rule.style, { left: `${place}px`, top: `${top}px`, height: `${height}px` });
    const across = element.clientWidth;
    const rightHalf = place > across / 2;
    Object.assign(box.style, {
      top: `${top}px`,
      left: rightHalf ? "auto" : `${place + 8}px`,
      right: rightHalf ? `${across - place + 8}px` : "auto",
    });
  };
}

/** The index of the value in an ascending list that is nearest to `value`. @param {Float64Array} list @param {number} value */
function nearest(list, value) {
  let [low, high] = [0, list.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (list[middle] <= value) low = middle;
    else high = middle;
  }
  return value - list[low] <= list[high] - value ? low : high;
}
