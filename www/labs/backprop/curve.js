// The loss from epoch to epoch.
import { h } from "../../ui/dom.js";
import { Plot, way } from "../../ui/plot.js";
import { svg } from "../../ui/svg.js";

/** An update by hand has hardly more epochs; so many have room from the beginning. */
const FEWEST = 10;
/** More points than these would hide the line. */
const MOST_DOTS = 30;

export class LossCurve {
  #plot = new Plot();
  #text;
  #ticks;
  element;

  /**
   * @param {object} parts
   * @param {import("../../i18n/index.js").Text} parts.text
   * @param {import("../../ui/plot.js").View["ticks"]} parts.ticks Round numbers.
   */
  constructor({ text, ticks }) {
    this.#text = text;
    this.#ticks = ticks;
    this.element = h(
      "section",
      { class: "card paper curve" },
      h("h3", {}, text.t("backprop.curve")),
      this.#plot.element,
    );
  }

  /** @param {import("../../pkg-lessons/nn_playground.js").BackpropLosses} losses */
  show({ epoch, loss }) {
    const { t, whole, number } = this.#text;
    // The loss of the first epoch is that before any update.
    const known = epoch.map((at, place) => [at + 1, loss[place]]).filter(([, value]) => Number.isFinite(value));
    const last = epoch.at(-1) ?? 0;
    const highest = Math.max(0, ...known.map(([, value]) => value)) || 1; // also where no loss is known, or all are 0
    const end = known.at(-1);
    this.#plot.show({
      label: t("backprop.curve.label", { epoch: whole(last + 1), loss: end ? number(end[1], 4) : "–" }),
      ticks: this.#ticks,
      x: { range: [1, Math.max(FEWEST, last + 1)], isWhole: true, name: t("number.epoch") },
      y: { range: [0, highest * 1.06], name: "Loss" },
      draw(frame) {
        const points = known.map(([at, value]) => [frame.x(at), frame.y(value)]);
        const dots = known.length <= MOST_DOTS ? points : points.slice(-1);
        return {
          inside: [svg("path", { d: way(points), class: "path" })],
          over: dots.map(([cx, cy]) => svg("circle", { cx, cy, r: 3.5, class: "dot" })),
        };
      },
    });
  }

  close() {
    this.#plot.close();
  }
}
