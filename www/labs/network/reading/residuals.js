// The residuals of a regression: the answer to each point against its target, or what is between them against the target.
import { select } from "../../../ui/controls.js";
import { h } from "../../../ui/dom.js";
import { markerPath } from "../../../ui/marker.js";
import { Plot, sheet as plotSheet, way } from "../../../ui/plot.js";
import { svg } from "../../../ui/svg.js";
import { Reading } from "./reading.js";
import { rangeOf, steady, ticks } from "./scale.js";

/** The most points of a kind that are drawn: more would hide each other. */
const MOST = 1000;

/** @extends {Reading<{ outputs: Float32Array }>} */
export class Entry extends Reading {
  key = "residuals";
  #plot = new Plot();
  #said = h("p", {});
  /** @type {"answer" | "residual"} */
  #form = "answer";
  /** The range up of the picture before. @type {[number, number] | null} */
  #range = null;

  /** @param {import("../drawer.js").Around} around */
  constructor(around) {
    super(around, plotSheet());
  }

  /** @returns {Extract<import("../../../engine/protocol.js").Want, { kind: "outputs" }>} */
  want() {
    return { kind: "outputs" };
  }

  forget() {
    super.forget();
    this.#range = null;
  }

  /** @param {import("./reading.js").Text} text */
  build({ t }) {
    const choice = select({
      label: t("reading.residuals.form"),
      options: ["answer", "residual"].map((form) => [form, t(`reading.residuals.${form}`)]),
      onInput: (form) => {
        this.#form = form === "residual" ? "residual" : "answer";
        this.#range = null;
        this.draw();
      },
    });
    choice.set(this.#form);
    this.element.replaceChildren(h("div", { class: "reading-side" }, choice.element, this.#said), this.#plot.element);
  }

  draw() {
    const [text, data, outputs] = [this.text, this.moment?.data, this.answer?.outputs];
    if (!text || !data) return;
    const { t, exact, number } = text;
    const { problem, train_rows, rows } = data.description;
    this.#plot.element.hidden = problem !== "regression";
    if (problem !== "regression") {
      this.#said.textContent = t("reading.residuals.none");
      return;
    }
    if (!outputs || outputs.length !== rows) return;
    const isAnswer = this.#form === "answer";
    const up = outputs.map((output, row) => (isAnswer ? output : output - data.targets[row]));
    const x = rangeOf(data.targets);
    this.#range = steady(this.#range, isAnswer ? rangeOf(up, x) : rangeOf(up, [0]));
    const y = this.#range;
    /** @param {number} from @param {number} to */
    const rms = (from, to) => {
      let sum = 0;
      for (let row = from; row < to; row++) sum += (outputs[row] - data.targets[row]) ** 2;
      return Math.sqrt(sum / (to - from));
    };
    const [train, test] = [rms(0, train_rows), rms(train_rows, rows)];
    const values = { train: number(train), test: number(test) };
    const said = t(train_rows < rows ? "reading.residuals.rms" : "reading.residuals.rms.train", values);
    this.#said.textContent = said;
    this.#plot.show({
      label: `${t(`reading.residuals.${this.#form}`)}. ${said}`,
      x: { range: x, name: t("reading.residuals.x") },
      y: { range: y, name: t(`reading.residuals.y.${this.#form}`) },
      ticks: ticks(exact),
      draw: (frame) => {
        /** @param {number} from @param {number} to @param {string} className */
        const dots = (from, to, className) => {
          const apart = Math.max(1, Math.ceil((to - from) / MOST));
          let d = "";
          for (let row = from; row < to; row += apart)
            if (Number.isFinite(up[row])) d += markerPath(0, 3, [frame.x(data.targets[row]), frame.y(up[row])]);
          return svg("path", { d, class: className });
        };
        const ends = isAnswer ? [x[0], x[1]] : [0, 0];
        const line = way([
          [frame.x(x[0]), frame.y(ends[0])],
          [frame.x(x[1]), frame.y(ends[1])],
        ]);
        return {
          inside: [
            svg("path", { d: line, class: "ideal" }),
            dots(train_rows, rows, "dots test"),
            dots(0, train_rows, "dots train"),
          ],
        };
      },
    });
  }

  close() {
    super.close();
    this.#plot.close();
  }
}
