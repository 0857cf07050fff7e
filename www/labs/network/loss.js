// The loss curve, with the values under the pointer.
import { h, sharpCanvas } from "../../ui/dom.js";
import { LEAST } from "./boundary.js";
import { written } from "./numbers.js";
import { pointerAt } from "../../ui/drag.js";

export class LossCurve {
  key = "curve";
  #wasm;
  #canvas = h("canvas", { role: "img" });
  #tip = null;
  #sharp;
  #history = null;
  #style = {};
  #text = null;
  #frame = null;
  #pointer = null;

  constructor(wasm) {
    this.#wasm = wasm;
    this.element = h("div", { class: "loss" }, this.#canvas);
    this.#sharp = sharpCanvas(this.#canvas, (scale) => this.#draw(scale), LEAST);
    this.element.addEventListener("pointermove", async (event) => {
      [this.#pointer] = pointerAt(event, this.element);
      this.#tip ??= import("./tip.js").then(({ tip }) => {
        this.#tip = tip(this.element);
      });
      await this.#tip;
      this.#showValues();
    });
    this.element.addEventListener("pointerleave", () => {
      this.#pointer = null;
      this.#showValues();
    });
  }

  want() {
    return { kind: "history" };
  }

  /** A new look: the charts' options and the texts. */
  dress({ style, text }) {
    this.#style = style;
    this.#text = text;
    this.#sharp.redraw();
  }

  /** A longer record: { epoch, loss, val_loss? }. */
  show(history, { state, text }) {
    this.#history = history;
    const label = state.val_loss === null ? "loss.label.train" : "loss.label";
    this.#canvas.setAttribute("aria-label", text.t(label, written(state, text)));
    this.#sharp.redraw();
    this.#showValues();
  }

  #draw(scale) {
    if (!this.#history || !this.#text) return;
    const { epoch, loss, val_loss } = this.#history;
    const { t } = this.#text;
    this.#frame = this.#wasm.draw_loss_curve(this.#canvas, epoch, loss, val_loss, {
      ...this.#style,
      scale,
      x_label: t("chart.epoch"),
      y_label: t("chart.loss"),
      train_label: t("chart.train"),
      test_label: t("chart.test"),
    });
  }

  #showValues() {
    if (typeof this.#tip === "function") this.#tip(this.#pointer, this.#frame, this.#history, this.#text);
  }

  close() {
    this.#sharp.disconnect();
  }
}
