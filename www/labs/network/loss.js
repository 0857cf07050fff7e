// The loss curve, with the values under the pointer.
import { imported } from "../../once.js";
import { h, sharpCanvas } from "../../ui/dom.js";
import { LEAST } from "./boundary.js";
import { written } from "./numbers.js";
import { pointerAt } from "../../ui/pointer.js";

export class LossCurve {
  key = "curve";
  #wasm;
  #canvas = h("canvas", { role: "img" });
  /** @type {ReturnType<typeof import("./tip.js").tip> | null} */
  #tip = null;
  #sharp;
  /** @type {import("./tip.js").Record | null} */
  #history = null;
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
    this.element = h("div", { class: "loss" }, this.#canvas);
    this.#sharp = sharpCanvas(this.#canvas, (scale) => this.#draw(scale), LEAST);
    this.element.addEventListener("pointermove", async (event) => {
      [this.#pointer] = pointerAt(event, this.element);
      if (!this.#tip) {
        /** @type {typeof import("./tip.js") | null} */
        const module = await imported(new URL("./tip.js", import.meta.url)).catch(() => null);
        if (!module) return; // the next move tries again
        this.#tip ??= module.tip(this.element);
      }
      this.#showValues();
    });
    this.element.addEventListener("pointerleave", () => {
      this.#pointer = null;
      this.#showValues();
    });
  }

  /** @returns {import("../../engine/protocol.js").Want} */
  want() {
    return { kind: "history" };
  }

  /** A new look: the charts' options and the texts. @param {import("./view.js").Moment} moment */
  dress({ style, text }) {
    this.#style = style;
    this.#text = text;
    this.#sharp.redraw();
  }

  /** A longer record. @param {import("./tip.js").Record} history @param {import("./view.js").Moment & { state: import("../../engine/protocol.js").State, data: import("./view.js").Data }} moment */
  show(history, { state, text }) {
    this.#history = history;
    const label = state.val_loss === null ? "loss.label.train" : "loss.label";
    this.#canvas.setAttribute("aria-label", text.t(label, written(state, text)));
    this.#sharp.redraw();
    this.#showValues();
  }

  /** @param {number} scale */
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
    if (this.#text) this.#tip?.(this.#pointer, this.#frame, this.#history, this.#text);
  }

  close() {
    this.#sharp.disconnect();
  }
}
