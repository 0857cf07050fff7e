// How high each racer stood after every step: the loss above the least one, on a logarithmic scale.
import { h } from "../../ui/dom.js";
import { svg } from "../../ui/svg.js";
import { dash } from "./markers.js";

const HEIGHT = 168;
const MARGIN = { left: 46, top: 22, right: 12, bottom: 30 };
/** What lies lower is drawn as if it lay here: f32 has no more to say. */
const FLOOR = 1e-8;
/** A race that has hardly begun has room for so many steps. */
const FEWEST = 20;

/**
 * @typedef {object} Scene
 * @property {import("../../pkg-lessons/nn_playground.js").OptimizersShown} shown
 * @property {number} selected
 * @property {import("./markers.js").Introduced[]} racers
 * @property {(low: number, high: number, count: number) => import("../../ui/plot.js").Tick[]} ticks
 * @property {import("../../i18n/index.js").Text} text
 * @property {string} label
 */

export class RaceChart {
  #drawing = svg("svg", { class: "drawing race-chart", role: "img" });
  #observer = new ResizeObserver(() => this.#draw());
  /** @type {Scene | null} */
  #scene = null;
  #width = 0;
  element = h("div", { class: "race-chart-place" }, this.#drawing);

  constructor() {
    this.#observer.observe(this.element);
  }

  /** @param {Scene} scene */
  show(scene) {
    this.#scene = scene;
    this.#width = 0;
    this.#draw();
  }

  #draw() {
    const width = Math.round(this.element.clientWidth);
    if (!this.#scene || width < 100 || width === this.#width) return; // less has no room for axes
    this.#width = width;
    const { shown, selected, racers, ticks, text, label } = this.#scene;
    const above = (/** @type {number} */ height) => Math.max(FLOOR, height - shown.least);
    const all = shown.racers.flatMap(({ path }) => path.height.map(above)).filter(Number.isFinite);
    const low = Math.floor(Math.log10(Math.min(...all, 0.1)));
    const high = Math.max(low + 1, Math.ceil(Math.log10(Math.min(1e12, Math.max(...all, FLOOR)))));
    const last = Math.max(FEWEST, shown.step);
    const [right, floor] = [width - MARGIN.right, HEIGHT - MARGIN.bottom];
    const x = (/** @type {number} */ step) => MARGIN.left + (step / last) * (right - MARGIN.left);
    const y = (/** @type {number} */ height) =>
      MARGIN.top +
      ((high - Math.max(low, Math.min(high + 1, Math.log10(above(height))))) / (high - low)) * (floor - MARGIN.top);
    const every = Math.ceil((high - low) / 4);
    const decades = Array.from({ length: Math.floor((high - low) / every) + 1 }, (_, at) => low + at * every);
    const order = [...racers.keys()].sort((a, b) => Number(a === selected) - Number(b === selected));
    this.#drawing.setAttribute("aria-label", label);
    this.#drawing.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    this.#drawing.replaceChildren(
      svg(
        "clipPath",
        { id: "nn-race-chart" },
        svg("rect", { x: MARGIN.left, y: MARGIN.top - 2, width: right - MARGIN.left, height: floor - MARGIN.top + 4 }),
      ),
      ...decades.flatMap((decade) => {
        const at = y(10 ** decade + shown.least);
        return [
          svg("path", { class: "race-grid", d: `M${MARGIN.left} ${at}H${right}` }),
          svg(
            "text",
            { class: "race-tick race-upright", x: MARGIN.left - 6, y: at },
            "10",
            svg("tspan", { class: "race-exponent", dy: -5 }, text.whole(decade)),
          ),
        ];
      }),
      ...ticks(0, last, Math.max(3, Math.round(width / 90))).map(({ value, label: written }) =>
        svg("text", { class: "race-tick", x: x(value), y: floor + 12 }, written),
      ),
      svg("text", { class: "race-axis race-start", x: 2, y: 6 }, shown.least === 0 ? "J(θ)" : "J(θ) − min J"),
      svg("text", { class: "race-axis race-end", x: right, y: HEIGHT - 6 }, text.t("optimizers.steps")),
      svg(
        "g",
        { "clip-path": "url(#nn-race-chart)" },
        ...order.map((at) => {
          const {
            path: { step, height },
          } = shown.racers[at];
          const points = step.map((when, index) => `${x(when).toFixed(1)} ${y(height[index]).toFixed(1)}`);
          const end = step.length - 1;
          if (step[end] < shown.step && shown.racers[at].status === "arrived")
            points.push(`${x(shown.step).toFixed(1)} ${y(height[end]).toFixed(1)}`);
          return svg(
            "g",
            { class: `racer-${racers[at].look}${at === selected ? " race-chosen" : ""}` },
            svg("path", { class: "race-path", d: `M${points.join("L")}`, "stroke-dasharray": dash(racers[at].look) }),
          );
        }),
      ),
    );
  }

  close() {
    this.#observer.disconnect();
  }
}
