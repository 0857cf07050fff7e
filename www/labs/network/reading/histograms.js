// How weights, gradients and activations are spread, layer by layer.
import { h } from "../../../ui/dom.js";
import { svg } from "../../../ui/svg.js";
import { answered, bins } from "./bins.js";
import { Reading } from "./reading.js";
import { steady } from "./scale.js";

/** Bars of a histogram. */
const BARS = 24;
/** The most values of activations in one picture: of large networks fewer points are asked. */
const MOST_VALUES = 60_000;
const MOST_POINTS = 500;
/** The size of a histogram, in pixels of its drawing. */
const [WIDTH, HEIGHT, BASE] = [168, 48, 14];

const KINDS = /** @type {const} */ (["weights", "gradients", "activations"]);

/**
 * @typedef {{ parameters: Float32Array, gradients: Float32Array, activations: { values: Float32Array, layers: { units: number, start: number }[], points: number } }} Answer
 */

/** @extends {Reading<Answer>} */
export class Entry extends Reading {
  key = "histograms";
  /** Of each histogram: its elements, and its range. @type {Map<string, { bars: SVGElement, said: SVGElement, low: SVGElement, high: SVGElement, zero: SVGElement, figure: SVGElement, range: [number, number] | null }>} */
  #drawn = new Map();
  #shape = "";

  /** @param {import("../drawer.js").Around} around */
  constructor(around) {
    super(around);
    this.element.classList.add("histograms");
  }

  /** @returns {Extract<import("../../../engine/protocol.js").Want, { kind: "spread" }>} */
  want() {
    const { network, train_rows } = this.moment?.data?.description ?? { network: { layers: [] }, train_rows: 1 };
    const units = network.layers.reduce((/** @type {number} */ sum, layer) => sum + layer.units, 0);
    return { kind: "spread", points: Math.max(1, Math.min(train_rows, MOST_POINTS, Math.floor(MOST_VALUES / units))) };
  }

  /** A table of places: a row for each layer, a column for each kind. @param {{ name: string }[]} layers */
  #arrange(layers) {
    const { t, lang } = /** @type {import("./reading.js").Text} */ (this.text);
    const shape = JSON.stringify([lang, layers.map(({ name }) => name)]);
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#drawn.clear();
    const place = (/** @type {string} */ kind, /** @type {number} */ layer) => {
      const text = (/** @type {Record<string, unknown>} */ at) => svg("text", at);
      const parts = {
        bars: svg("path", { class: `bars ${kind}` }),
        zero: svg("line", { y1: 2, y2: HEIGHT - BASE, class: "zero" }),
        low: text({ x: 0, y: HEIGHT - 2, class: "start" }),
        high: text({ x: WIDTH, y: HEIGHT - 2, class: "end" }),
        said: text({ x: WIDTH, y: 11, class: "end most" }),
        figure: svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "histogram", role: "img" }),
        /** @type {[number, number] | null} */
        range: null,
      };
      const base = svg("line", { x1: 0, x2: WIDTH, y1: HEIGHT - BASE, y2: HEIGHT - BASE, class: "base" });
      parts.figure.append(parts.zero, parts.bars, base, parts.low, parts.high, parts.said);
      this.#drawn.set(`${kind} ${layer}`, parts);
      return h("div", { class: "histogram-place" }, parts.figure);
    };
    this.element.replaceChildren(
      h(
        "div",
        { class: "reading-scroll", tabIndex: 0 },
        h(
          "div",
          { class: "histogram-grid" },
          h("span", {}),
          ...KINDS.map((kind) => h("strong", {}, t(`reading.histogram.${kind}`))),
          ...layers.flatMap(({ name }, layer) => [
            h("span", { class: "histogram-layer" }, name),
            ...KINDS.map((kind) => place(kind, layer)),
          ]),
        ),
      ),
      h("p", {}, t("reading.histogram.about")),
    );
  }

  draw() {
    const [text, data, answer] = [this.text, this.moment?.data, this.answer];
    if (!text || !data || !answer) return;
    const { t, number, whole } = text;
    const { network } = data.description;
    const last = network.layers.length - 1;
    this.#arrange(
      network.layers.map((_, at) => ({
        name: at === last ? t("reading.layer.output") : t("reading.layer", { layer: at + 1 }),
      })),
    );
    let [offset, inputs] = [0, network.inputs];
    for (const [at, layer] of network.layers.entries()) {
      const end = offset + (inputs + (layer.use_bias ? 1 : 0)) * layer.units;
      const { units, start } = answer.activations.layers[at];
      const values = {
        weights: answer.parameters.subarray(offset, end),
        gradients: answer.gradients.subarray(offset, end),
        activations: answer.activations.values.subarray(start, start + units * answer.activations.points),
      };
      for (const kind of KINDS) {
        const parts = this.#drawn.get(`${kind} ${at}`);
        if (!parts) continue;
        const settle = (/** @type {[number, number]} */ now) => {
          const range = steady(parts.range, now);
          return kind === "activations" ? answered(range, layer.activation) : range;
        };
        const { counts, range, others } = bins(values[kind], BARS, settle);
        parts.range = range;
        const most = Math.max(1, ...counts);
        const wide = WIDTH / BARS;
        const d = counts
          .map((count, bar) => {
            const up = (count / most) * (HEIGHT - BASE - 14);
            const x = bar * wide;
            return count
              ? `M${(x + 0.5).toFixed(1)} ${HEIGHT - BASE}v${(-up).toFixed(1)}h${(wide - 1).toFixed(1)}v${up.toFixed(1)}Z`
              : "";
          })
          .join("");
        parts.bars.setAttribute("d", d);
        const zero = (-range[0] / (range[1] - range[0])) * WIDTH;
        const isSeen = zero >= 0 && zero <= WIDTH;
        parts.zero.setAttribute("visibility", isSeen ? "visible" : "hidden");
        for (const end of ["x1", "x2"]) parts.zero.setAttribute(end, (isSeen ? zero : 0).toFixed(1));
        parts.low.textContent = number(range[0], 2);
        parts.high.textContent = number(range[1], 2);
        parts.said.textContent = whole(most);
        const name = { kind: t(`reading.histogram.${kind}`), low: number(range[0], 2), high: number(range[1], 2) };
        const layerName = at === last ? t("reading.layer.output") : t("reading.layer", { layer: at + 1 });
        const label = t("reading.histogram.label", { ...name, layer: layerName, count: values[kind].length });
        parts.figure.setAttribute(
          "aria-label",
          others ? `${label} ${t("reading.histogram.others", { others })}` : label,
        );
      }
      [offset, inputs] = [end, layer.units];
    }
  }
}
