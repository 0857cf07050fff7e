// The values of a loss curve under the pointer. They are of no use before somebody points at it.
import { h } from "../../ui/dom.js";

/**
 * The losses after each epoch.
 *
 * @typedef {{ epoch: Float64Array, loss: Float64Array, val_loss?: Float64Array }} Record
 */

/**
 * Puts a rule and a box of values into an element. What it returns moves them; a null pointer hides them.
 *
 * @param {HTMLElement} element
 * @returns {(pointer: number | null, frame: import("./boundary.js").Frame | null, history: Record | null, text: import("../../i18n/index.js").Text) => void}
 */
export function tip(element) {
  const rule = h("div", { class: "rule", hidden: true });
  const box = h("div", { class: "tip", hidden: true });
  element.append(rule, box);
  return (pointer, frame, history, text) => {
    rule.hidden = box.hidden = pointer === null || !frame || !history?.epoch.length;
    if (pointer === null || !frame || !history?.epoch.length) return;
    const { left, top, width, height, x } = frame;
    const epoch = x[0] + ((pointer - left) / width) * (x[1] - x[0]);
    const at = nearest(history.epoch, epoch);
    const place = left + ((history.epoch[at] - x[0]) / (x[1] - x[0])) * width;
    const { t, number, exact } = text;
    const lines = [h("strong", {}, t("tip.epoch", { epoch: exact(Number(history.epoch[at].toFixed(2))) }))];
    lines.push(h("span", {}, t("tip.train", { loss: number(history.loss[at], 4) })));
    if (history.val_loss) lines.push(h("span", {}, t("tip.test", { loss: number(history.val_loss[at], 4) })));
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
