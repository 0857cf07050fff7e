// The loss from epoch to epoch.
import { h } from "../../ui/dom.js";
import { svg } from "../../ui/svg.js";

const [WIDTH, HEIGHT] = [420, 210];
const [LEFT, RIGHT, TOP, BOTTOM] = [52, 14, 12, 30];

export class LossCurve {
  #t;
  #text;
  #ticks;
  #drawing = svg("svg", { class: "drawing curve", role: "img", viewBox: `0 0 ${WIDTH} ${HEIGHT}` });
  element;

  /**
   * @param {object} parts
   * @param {import("../../i18n/index.js").Text["t"]} parts.t
   * @param {import("../../i18n/index.js").Text} parts.text
   * @param {(low: number, high: number, count: number) => import("../../ui/plot.js").Tick[]} parts.ticks Round numbers.
   */
  constructor({ t, text, ticks }) {
    this.#t = t;
    this.#text = text;
    this.#ticks = ticks;
    this.element = h("section", { class: "card paper" }, h("h3", {}, t("backprop.curve")), this.#drawing);
  }

  /** @param {import("../../pkg-lessons/nn_playground.js").BackpropLosses} losses */
  show({ epoch, loss }) {
    const known = epoch.map((at, place) => [at, loss[place]]).filter(([, value]) => Number.isFinite(value));
    const last = Math.max(10, epoch.at(-1) ?? 0);
    const highest = Math.max(0, ...known.map(([, value]) => value)) || 1; // also where no loss is known, or all are 0
    const x = (/** @type {number} */ at) => LEFT + ((WIDTH - LEFT - RIGHT) * at) / last;
    const y = (/** @type {number} */ value) => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * value) / (highest * 1.05);
    const points = known.map(([at, value]) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`);
    const [end] = known.slice(-1);
    const across = this.#ticks(0, last, 5).filter(({ value }) => Number.isInteger(value) && value <= last);
    const up = this.#ticks(0, highest * 1.05, 4).filter(({ value }) => value <= highest * 1.05);
    this.#drawing.setAttribute(
      "aria-label",
      this.#t("backprop.curve.label", {
        epoch: this.#text.whole((epoch.at(-1) ?? 0) + 1),
        loss: end ? this.#text.number(end[1], 4) : "–",
      }),
    );
    this.#drawing.replaceChildren(
      ...up.map(({ value, label }) =>
        svg(
          "g",
          { class: "tick" },
          svg("path", { d: `M${LEFT} ${y(value)}H${WIDTH - RIGHT}` }),
          svg("text", { x: LEFT - 8, y: y(value), class: "side" }, label),
        ),
      ),
      ...across.map(({ value }) =>
        svg("g", { class: "tick" }, svg("text", { x: x(value), y: HEIGHT - BOTTOM + 16 }, this.#text.whole(value))),
      ),
      ...(points.length > 1 ? [svg("path", { d: `M${points.join("L")}`, class: "path" })] : []),
      ...known
        .filter((_, at) => known.length <= 30 || at === known.length - 1)
        .map(([at, value]) => svg("circle", { cx: x(at), cy: y(value), r: 3.5, class: "dot" })),
    );
  }
}
