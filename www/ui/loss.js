// The loss curve, with the values under the pointer.
import { h, sharpCanvas } from "./dom.js";

export class LossCurve {
  #wasm;
  #canvas = h("canvas", { role: "img" });
  #rule = h("div", { class: "rule", hidden: true });
  #tip = h("div", { class: "tip", hidden: true });
  #sharp;
  #history = null;
  #style = {};
  #text = null;
  #frame = null;
  #pointer = null;

  constructor(wasm) {
    this.#wasm = wasm;
    this.element = h("div", { class: "loss" }, this.#canvas, this.#rule, this.#tip);
    this.#sharp = sharpCanvas(this.#canvas, (scale) => this.#draw(scale));
    this.element.addEventListener("pointermove", (event) => {
      this.#pointer = event.clientX;
      this.#showValues();
    });
    this.element.addEventListener("pointerleave", () => {
      this.#pointer = null;
      this.#showValues();
    });
  }

  /** A new look: the charts' options and the texts. */
  show(style, text) {
    this.#style = style;
    this.#text = text;
    this.#sharp.redraw();
  }

  /** A longer record: { epoch, loss, val_loss? }. */
  update(history, label) {
    this.#history = history;
    this.#canvas.setAttribute("aria-label", label);
    this.#sharp.redraw();
    this.#showValues();
  }

  #draw(scale) {
    if (!this.#history || !this.#text) return;
    const { epoch, loss, val_loss } = this.#history;
    const { t } = this.#text;
    this.#frame = this.#wasm.draw_loss_curve(this.#canvas, epoch, loss, val_loss, {
      ...this.#style, scale,
      x_label: t("chart.epoch"), y_label: t("chart.loss"), train_label: t("chart.train"), test_label: t("chart.test"),
    });
  }

  #showValues() {
    const show = this.#pointer !== null && this.#frame && this.#history?.epoch.length > 0;
    this.#rule.hidden = this.#tip.hidden = !show;
    if (!show) return;
    const { left, top, width, height, x } = this.#frame;
    const box = this.#canvas.getBoundingClientRect();
    const epoch = x[0] + ((this.#pointer - box.left - left) / width) * (x[1] - x[0]);
    const at = nearest(this.#history.epoch, epoch);
    const place = left + ((this.#history.epoch[at] - x[0]) / (x[1] - x[0])) * width;
    const { t, number, exact } = this.#text;
    const lines = [h("strong", {}, t("tip.epoch", { epoch: exact(Number(this.#history.epoch[at].toFixed(2))) }))];
    lines.push(h("span", {}, t("tip.train", { loss: number(this.#history.loss[at], 4) })));
    if (this.#history.val_loss) lines.push(h("span", {}, t("tip.test", { loss: number(this.#history.val_loss[at], 4) })));
    this.#tip.replaceChildren(...lines);
    Object.assign(this.#rule.style, { left: `${place}px`, top: `${top}px`, height: `${height}px` });
    const rightHalf = place > box.width / 2;
    Object.assign(this.#tip.style, { top: `${top}px`, left: rightHalf ? "auto" : `${place + 8}px`, right: rightHalf ? `${box.width - place + 8}px` : "auto" });
  }

  close() {
    this.#sharp.disconnect();
  }
}

/** The index of the value in an ascending list that is nearest to `value`. */
function nearest(list, value) {
  let [low, high] = [0, list.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (list[middle] <= value) low = middle;
    else high = middle;
  }
  return value - list[low] <= list[high] - value ? low : high;
}
