// The hidden space: the grid of the inputs and the points as a hidden layer bends them. A layer of two units is seen as it is, one of
// more by its first two principal components.
import { select } from "../../../ui/controls.js";
import { h } from "../../../ui/dom.js";
import { markerPath } from "../../../ui/marker.js";
import { Plot, sheet as plotSheet, way } from "../../../ui/plot.js";
import { svg } from "../../../ui/svg.js";
import { classesOf } from "./answers.js";
import { components, projected } from "./components.js";
import { Reading } from "./reading.js";
import { rangeOf, steady, ticks } from "./scale.js";

/** Lines of the grid in each direction, and the most points. */
const SIDE = 25;
const MOST = 600;
/** Every so many lines one that is bolder. */
const BOLD = 6;

/**
 * @typedef {[number, number]} Pair
 * @typedef {{ values: Float32Array, layers: { layer: number, units: number }[], points: number }} Values
 * @typedef {{ points: Values, grid: Values | null }} Answer
 */

/** @extends {Reading<Answer>} */
export class Entry extends Reading {
  key = "hidden";
  #plot = new Plot();
  #said = h("p", {});
  #session;
  /** The layer that is seen, from 0; the last hidden one, unless another was chosen. @type {number | null} */
  #chosen = null;
  /** @type {ReturnType<typeof select> | null} */
  #choice = null;
  /** @type {import("./components.js").Components | null} */
  #components = null;
  /** Of both axes, of the picture before. @type {[Pair, Pair] | null} */
  #ranges = null;
  #shape = "";

  /** @param {import("../drawer.js").Around} around */
  constructor(around) {
    super(around, plotSheet());
    this.#session = around.session;
    this.element.classList.add("hidden-space");
  }

  /** The hidden layers. */
  get #layers() {
    return this.moment?.data?.description.network.layers.slice(0, -1) ?? [];
  }

  /** The index of the layer that is seen; −1 without hidden layers. */
  get #layer() {
    const last = this.#layers.length - 1;
    return Math.min(this.#chosen ?? last, last);
  }

  /** @returns {Extract<import("../../../engine/protocol.js").Want, { kind: "layer" }> | null} */
  want() {
    return this.#layer < 0 ? null : { kind: "layer", layer: this.#layer, points: MOST, side: SIDE };
  }

  /** @param {import("./reading.js").Text} text */
  build({ t }) {
    this.#choice = select({
      label: t("reading.hidden.layer"),
      options: [],
      onInput: (layer) => {
        this.#chosen = Number(layer);
        this.forget();
        const want = this.want();
        this.#session().want(this.key, want && { ...want, plane: this.moment?.plane });
      },
    });
    this.element.replaceChildren(
      h("div", { class: "reading-side" }, this.#choice.element, this.#said),
      this.#plot.element,
    );
  }

  /** Another layer is seen, or of another network: its picture does not go on from the one before. @param {import("./reading.js").Text} text */
  #begin({ t, lang }) {
    const shape = JSON.stringify([lang, this.#layer, this.#layers]);
    if (shape === this.#shape) return;
    this.#shape = shape;
    [this.#components, this.#ranges] = [null, null];
    const options = this.#layers.map(({ units }, at) => [
      String(at),
      t("reading.hidden.option", { layer: at + 1, units }),
    ]);
    if (options.length) this.#choice?.set(this.#layer, undefined, options);
  }

  /** Where points and grid are, and what the axes are called. @param {Answer} answer @param {import("../../../i18n/index.js").Text} text */
  #placed({ points, grid }, { t, percent }) {
    const [{ units }] = points.layers;
    const layer = this.#layer + 1;
    if (units <= 2) {
      const pairs = (/** @type {Float32Array} */ values) =>
        Array.from({ length: values.length / units }, (_, row) => {
          const [x, y = 0] = values.subarray(row * units, (row + 1) * units);
          return /** @type {Pair} */ ([x, y]);
        });
      const name = (/** @type {number} */ unit) => t("reading.hidden.unit", { name: `${layer}.${unit}` });
      return {
        places: pairs(points.values),
        net: grid && pairs(grid.values),
        names: [name(1), units === 2 ? name(2) : ""],
        said: t(units === 2 ? "reading.hidden.two" : "reading.hidden.one"),
      };
    }
    this.#components = components(points.values, units, this.#components);
    const names = [t("reading.hidden.component", { number: 1 }), t("reading.hidden.component", { number: 2 })];
    return {
      places: projected(points.values, units, this.#components),
      net: grid && projected(grid.values, units, this.#components),
      names,
      said: t("reading.hidden.more", { units, share: percent(this.#components.share) }),
    };
  }

  draw() {
    const [text, data] = [this.text, this.moment?.data];
    if (!text || !data) return;
    this.#begin(text);
    const isThere = this.#layer >= 0;
    this.#plot.element.hidden = !isThere;
    if (this.#choice) this.#choice.element.hidden = !isThere;
    if (!isThere) {
      this.#said.textContent = text.t("reading.hidden.none");
      return;
    }
    // An answer of the layer before, or null of one that the network no longer has, is not of this one.
    const { answer } = this;
    if (!answer || answer.points.layers[0]?.layer !== this.#layer) return;
    const { places, net, names, said } = this.#placed(answer, text);
    this.#said.textContent = said;
    const { description, targets } = data;
    const { activation = "linear" } = this.#layers[this.#layer];
    const isTwo = answer.points.layers[0].units === 2;
    const of = (/** @type {0 | 1} */ axis) =>
      rangeOf(
        places.map((place) => place[axis]),
        net?.map((place) => place[axis]) ?? [],
      );
    /** @type {[Pair, Pair]} */
    const now =
      isTwo && activation === "tanh"
        ? [
            [-1.08, 1.08],
            [-1.08, 1.08],
          ]
        : [of(0), of(1)];
    const before = this.#ranges;
    this.#ranges = [steady(before?.[0] ?? null, now[0]), steady(before?.[1] ?? null, now[1])];
    const classes = classesOf(description, targets);
    const middle = description.target ? (description.target[0] + description.target[1]) / 2 : 0;
    const classOf = (/** @type {number} */ row) => (classes ? targets[row] : Number(targets[row] > middle));
    this.#plot.show({
      label: `${text.t("reading.hidden")}. ${said}`,
      x: { range: this.#ranges[0], name: names[0] },
      y: { range: this.#ranges[1], name: names[1] },
      ticks: ticks(text.exact),
      draw: (frame) => {
        const pixel = (/** @type {Pair} */ [x, y]) => [frame.x(x), frame.y(y)];
        const isSeen = (/** @type {Pair} */ place) => place.every(Number.isFinite);
        /** The lines of the grid, by rows or by columns, the bold ones or the others. @param {boolean} isRow @param {boolean} isBold */
        const lines = (isRow, isBold) => {
          if (!net) return "";
          let d = "";
          for (let line = 0; line < SIDE; line++) {
            if ((line % BOLD === 0) !== isBold) continue;
            const along = Array.from({ length: SIDE }, (_, at) => net[isRow ? line * SIDE + at : at * SIDE + line]);
            d += way(along.filter(isSeen).map(pixel));
          }
          return d;
        };
        const marks = [];
        for (let index = Math.max(2, classes) - 1; index >= 0; index--) {
          for (const isTrain of [false, true]) {
            let d = "";
            places.forEach((place, row) => {
              if (classOf(row) === index && row < description.train_rows === isTrain && isSeen(place))
                d += markerPath(index, 3.4, pixel(place));
            });
            marks.push(svg("path", { d, class: `hidden-points of-${index % 8} ${isTrain ? "train" : "test"}` }));
          }
        }
        return {
          inside: [
            ...[true, false].flatMap((isRow) =>
              [false, true].map((isBold) =>
                svg("path", {
                  d: lines(isRow, isBold),
                  class: `net ${isRow ? "rows" : "columns"} ${isBold ? "bold" : ""}`,
                }),
              ),
            ),
            ...marks,
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
