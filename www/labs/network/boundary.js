// The picture of what the network says everywhere, with the points over it.
import { h, sharpCanvas } from "../../ui/dom.js";
import { imported } from "../../once.js";
import { className, cut, targetName } from "./names.js";
import { checkbox } from "../../ui/controls.js";
import { written } from "./numbers.js";
import { pointerAt } from "../../ui/pointer.js";

/** The number of points along a side during training, and the most pixels. */
const MOVING = { samples: 80, size: 320 };
/** The same when it stands still: as sharp as the screen. */
const STILL = { samples: 400, size: 1200 };

/** More points are not drawn: they cannot be told apart, and the browser would be busy with them for seconds. */
const MOST = 10_000;

/** How many letters the name of an axis has at most: as many as stand beside a small picture. */
const LETTERS = 20;

/** The least side of a chart, in CSS pixels: less is not wide enough for axes with something between them. */
export const LEAST = 90;

/**
 * Where a chart has its picture: in pixels of the page, and the ranges of its axes.
 *
 * @typedef {{ left: number, top: number, width: number, height: number, x: [number, number], y: [number, number] }} Frame
 */

export class Boundary {
  key = "boundary";
  #wasm;
  #heat = h("canvas", { class: "heat", role: "img", hidden: true }); // until it has its place
  #overlay = h("canvas", { class: "overlay", "aria-hidden": "true" });
  /** What the signs on the points mean. */
  legend = h("div", { class: "legend" });
  /** What is shown in the place of the output, and what that is called. @type {{ source: import("../../engine/protocol.js").Source, label: string } | null} */
  #pointed = null;
  #tag = h("div", { class: "tag", hidden: true });
  /** Where the points lie, and what lies over them. */
  square = h("div", { class: "square" }, this.#heat, this.#overlay, this.#tag);
  /** How the picture is read: check boxes by the keys of their settings. @type {Record<string, ReturnType<typeof checkbox>>} */
  #boxes = {};
  #checks = h("div", { class: "legend reads" });
  #change;
  #isDiscrete = false;
  #hasTest = true;
  /** The name of what is learnt, where it has one. */
  #target = "";
  /** How many points for training are drawn, and for testing: of many the first ones, whose order is random. */
  #count = { train: 0, test: 0 };
  #sharp;
  #context;
  #addPoint;
  /** Which plane of data with more than two columns it shows, below it: loaded with such data. */
  #controlsPlace = h("div", { hidden: true });
  /** @type {import("./plane-controls.js").PlaneControls | null} */
  #controls = null;
  #on;
  /** @type {import("./plane.js").Shown | undefined} */
  #plane;
  #scale = 1; // pixels of the screen to one of the page
  #width = 0; // of the canvas, in pixels of the screen
  /** @type {import("./view.js").Data | null} */
  #data = null;
  /** @type {{ x: Float32Array, y: Float32Array } | null} */
  #curve = null;
  /** @type {import("./view.js").Style} */
  #style = { theme: "light", decimal: "." };
  /** @type {Frame | null} */
  #frame = null;

  /**
   * @param {import("./view.js").Wasm} wasm
   * @param {object} on
   * @param {(x: number, y: number) => void} on.addPoint A click on the picture, in the data's numbers.
   * @param {(axes: string[]) => unknown} on.axes Other columns for its axes.
   * @param {(dragged: import("./plane.js").Value) => void} on.drag Another value for a column that is none, while it is dragged.
   * @param {(held: import("./plane.js").Value) => unknown} on.hold The same, then.
   * @param {() => void} on.resized
   * @param {(written: Record<string, boolean>) => unknown} on.change Changes settings.
   */
  constructor(wasm, { addPoint, resized, axes, drag, hold, change }) {
    this.#wasm = wasm;
    this.#on = { axes, drag, hold };
    this.#addPoint = addPoint;
    this.#change = change;
    this.#context = /** @type {CanvasRenderingContext2D} */ (this.#heat.getContext("2d"));
    this.element = h("div", {}, this.square, this.legend, this.#controlsPlace, this.#checks);
    this.#sharp = sharpCanvas(
      this.#overlay,
      (scale) => {
        const changed = scale !== this.#scale || this.#overlay.width !== this.#width;
        [this.#scale, this.#width] = [scale, this.#overlay.width];
        this.#drawPoints();
        if (changed) resized();
      },
      LEAST,
    );
    this.#overlay.addEventListener("click", (event) => this.#click(event));
  }

  /** New points, or a new look. @param {import("./view.js").Moment} moment */
  dress({ data, settings, style, text, plane }) {
    if (data !== this.#data) this.#curve = null;
    this.#data = data;
    this.#style = style;
    this.#isDiscrete = settings.discretize;
    this.#hasTest = settings.test_points;
    this.#target = data ? targetName(settings, data.description) : "";
    const share = Math.min(1, MOST / this.rows);
    const { train_rows = 0 } = data?.description ?? {};
    this.#count = { train: Math.round(train_rows * share), test: Math.round((this.rows - train_rows) * share) };
    this.#showPlane(plane, data?.description.columns ?? [], text);
    this.#showLegend(text, settings);
    this.#showBoxes(text, settings);
    this.#sharp.redraw();
  }

  /** @param {import("./plane.js").Shown | undefined} plane @param {import("../../pkg/nn_playground.js").Description["columns"]} columns @param {import("../../i18n/index.js").Text} text */
  async #showPlane(plane, columns, text) {
    this.#plane = plane;
    this.#controlsPlace.hidden = !plane;
    if (!plane) return;
    if (!this.#controls) {
      /** @type {typeof import("./plane-controls.js") | null} */
      const module = await imported(new URL("./plane-controls.js", import.meta.url)).catch(() => null);
      if (!module) return; // it is tried again when something changes
      this.#controls ??= new module.PlaneControls(this.#controlsPlace, this.#on);
    }
    if (this.#plane === plane) this.#controls.show(plane, columns, text);
  }

  /**
   * While it trains a quick picture, at rest one as sharp as the screen.
   *
   * @param {boolean} isPlaying
   * @returns {Extract<import("../../engine/protocol.js").Want, { kind: "boundary" }>}
   */
  want(isPlaying) {
    const { samples, size } = isPlaying ? MOVING : STILL;
    const pixels = Math.round((this.#frame?.width ?? 400) * this.#scale);
    return {
      kind: "boundary",
      samples: Math.min(samples, pixels),
      size: Math.max(1, Math.min(size, pixels)),
      theme: this.#style.theme,
      source: this.#pointed?.source,
      discretize: this.#isDiscrete,
    };
  }

  /** Where the picture is in the square; null before it was drawn. */
  get frame() {
    return this.#frame;
  }

  /** Whether the picture is of the network's output, and not of a unit or an input. */
  get isOutput() {
    return !this.#pointed;
  }

  /** The columns of the data that are drawn, across and up. @returns {[number, number]} */
  get columns() {
    return this.#plane?.axes ?? [0, 1];
  }

  /** How many rows there are to draw, from the first on: with the test points or without. */
  get rows() {
    const { train_rows = 0, rows = 0 } = this.#data?.description ?? {};
    return this.#hasTest ? rows : train_rows;
  }

  /**
   * Shows a unit or an input from the next picture on, or the output again. Returns whether that is another one than before.
   *
   * @param {import("../../engine/protocol.js").Source | null} source
   * @param {string} label
   */
  point(source, label) {
    const pointed = source && { source, label };
    const isOther = JSON.stringify(pointed) !== JSON.stringify(this.#pointed);
    this.#pointed = pointed;
    this.#tag.hidden = !pointed;
    this.#tag.textContent = label;
    return isOther;
  }

  /**
   * @param {{ image: Uint8Array, size: number } | { curve: { x: Float32Array, y: Float32Array }, image?: undefined }} answer
   * @param {import("./view.js").Moment & { state: import("../../engine/protocol.js").State, data: import("./view.js").Data }} moment
   */
  show(answer, { state, data, settings, text }) {
    const { t } = text;
    this.#heat.hidden = false;
    const values = { ...written(state, text), dataset: t(`dataset.${settings.dataset}`), rows: data.description.rows };
    this.#heat.setAttribute(
      "aria-label",
      this.#pointed?.label ?? t(state.val_loss === null ? "boundary.label.train" : "boundary.label", values),
    );
    if (answer.image) {
      this.#paint(answer.image, answer.size);
    } else {
      this.#curve = answer.curve;
      this.#sharp.redraw();
    }
  }

  /** @param {Uint8Array} image @param {number} size */
  #paint(image, size) {
    if (this.#heat.width !== size || this.#heat.height !== size) this.#heat.width = this.#heat.height = size;
    const pixels = new Uint8ClampedArray(/** @type {ArrayBuffer} */ (image.buffer));
    this.#context.putImageData(new ImageData(pixels, size), 0, 0);
  }

  /**
   * Paints what the network says for another theme, on this thread: that need not be soon, but before this returns.
   *
   * @param {object} config Of the experiment.
   * @param {Float32Array} parameters Of the network that is seen.
   * @param {(experiment: InstanceType<import("./view.js").Wasm["Experiment"]>) => void} also What is painted besides.
   */
  repaint(config, parameters, also) {
    if (!this.#data || this.#data.description.inputs === 1 || "table" in config) return; // its rows are not here
    const { samples, size, theme, discretize } = this.want(false);
    const experiment = new this.#wasm.Experiment(config, undefined);
    try {
      const weights = experiment.get_weights();
      let at = 0;
      for (const array of weights) {
        array.set(parameters.subarray(at, at + array.length));
        at += array.length;
      }
      experiment.set_weights(weights);
      if (this.#plane) experiment.look_at(...this.#plane.axes, this.#plane.held);
      const { layer, unit } = this.#pointed?.source ?? { layer: undefined, unit: -1 };
      const image =
        unit < 0
          ? experiment.heat_map(samples, size, theme, discretize)
          : experiment.unit_map(layer, unit, samples, size, theme);
      this.#paint(image, size);
      also(experiment);
    } finally {
      experiment.free();
    }
  }

  /** @param {MouseEvent} event */
  #click(event) {
    if (!this.#frame) return;
    const [place, down] = pointerAt(event, this.#overlay);
    const { left, top, width, height, x, y } = this.#frame;
    const [across, up] = [(place - left) / width, 1 - (down - top) / height];
    if (across < 0 || across > 1 || up < 0 || up > 1) return;
    this.#addPoint(x[0] + across * (x[1] - x[0]), y[0] + up * (y[1] - y[0]));
  }

  /** @param {import("./view.js").Data} data */
  #options({ description }) {
    const common = { ...this.#style, scale: this.#scale, domain: description.domain };
    const { inputs, columns } = description;
    if (!this.#plane) {
      const [x = "x", y = this.#target || "y"] = columns.map(({ name }) => name);
      return { ...common, x_label: cut(x, LETTERS), y_label: cut(y, LETTERS) };
    }
    // The names of the axes are in the controls below.
    const { axes } = this.#plane;
    return { ...common, inputs, columns: axes, domain: axes.map((at) => columns[at].range) };
  }

  /** Whether a row is among those that are drawn. @param {number} row */
  isDrawn(row) {
    const { train_rows = 0 } = this.#data?.description ?? {};
    const { train, test } = this.#count;
    return row < train || (row >= train_rows && row < train_rows + test);
  }

  /** The points that are drawn, their targets, and how many of them are for training. @param {import("./view.js").Data} data @returns {[Float32Array, Float32Array, number]} */
  #drawn({ description, points, targets }) {
    const { inputs, train_rows } = description;
    const { train, test } = this.#count;
    const drawn = (/** @type {Float32Array} */ all, /** @type {number} */ width) => {
      const some = new Float32Array((train + test) * width);
      some.set(all.subarray(0, train * width));
      some.set(all.subarray(train_rows * width, (train_rows + test) * width), train * width);
      return some;
    };
    return [drawn(points, inputs), drawn(targets, 1), train];
  }

  #drawPoints() {
    if (!this.#data) return;
    const { description } = this.#data;
    const flat = description.inputs === 1;
    this.#overlay.classList.toggle("unused", flat);
    this.#heat.classList.toggle("whole", flat);
    if (flat) {
      this.#heat.removeAttribute("style");
      this.#drawFit();
      return;
    }
    const values = description.target ? { values: description.target } : {};
    /** @type {Frame} */
    const frame = this.#wasm.draw_points(this.#overlay, ...this.#drawn(this.#data), {
      ...this.#options(this.#data),
      ...values,
    });
    this.#frame = frame;
    // In per cent: on paper the picture is larger or smaller, and the axes with it.
    const whole = this.#overlay.width / this.#scale;
    for (const side of /** @type {const} */ (["left", "top", "width", "height"]))
      this.#heat.style[side] = `${(100 * frame[side]) / whole}%`;
  }

  #drawFit() {
    if (this.#data?.description.inputs !== 1 || !this.#curve) return;
    const { description } = this.#data;
    if (this.#heat.width !== this.#overlay.width) this.#heat.width = this.#heat.height = this.#overlay.width;
    this.#frame = this.#wasm.draw_fit(this.#heat, this.#curve.x, this.#curve.y, ...this.#drawn(this.#data), {
      ...this.#options(this.#data),
      domain: description.domain[0],
      range: description.domain[1],
    });
  }

  /** @param {import("../../i18n/index.js").Text} text @param {Record<string, any>} settings */
  #showBoxes({ t, lang }, settings) {
    const box = (/** @type {string} */ key) =>
      checkbox({ label: t(key), onInput: (isOn) => this.#change({ [key]: isOn }) });
    if (this.#checks.lang !== lang) {
      this.#checks.lang = lang;
      this.#boxes = { discretize: box("discretize"), test_points: box("test_points") };
      for (const [key, { element }] of Object.entries(this.#boxes)) element.dataset.key = key;
      this.#checks.replaceChildren(...Object.values(this.#boxes).map(({ element }) => element));
    }
    const { inputs, rows, train_rows } = this.#data?.description ?? { inputs: 2, rows: 1, train_rows: 0 };
    this.#boxes.discretize.set(settings.discretize, inputs > 1);
    this.#boxes.test_points.set(settings.test_points, train_rows < rows);
  }

  /** @param {import("../../i18n/index.js").Text} text @param {Record<string, any>} settings */
  #showLegend(text, settings) {
    const { t, exact } = text;
    if (!this.#data) return;
    const { description, targets } = this.#data;
    const items = [];
    if (description.target) {
      if (description.inputs !== 1) {
        const [low, high] = description.target;
        items.push(h("span", { class: "ramp-key" }, exact(low), h("span", { class: "ramp" }), exact(high)));
      } else {
        items.push(h("span", { class: "key" }, h("span", { class: "line-mark" }), t("legend.function")));
      }
    } else {
      const classes = description.problem === "binary" ? 2 : targets.reduce((most, y) => Math.max(most, y), 0) + 1;
      for (let index = 0; index < classes; index++) {
        items.push(
          h("span", { class: "key" }, h("span", { class: `mark class-${index}` }), className(index, settings, text)),
        );
      }
    }
    const key = (/** @type {string} */ name) =>
      h("span", { class: "key" }, h("span", { class: `mark ${name}` }), t(`legend.${name}`));
    const isTested = description.train_rows < this.rows;
    // Where there are classes, these say what a point is.
    if (isTested || description.target) items.push(key("train"));
    if (isTested) items.push(key("test"));
    if (this.rows > MOST) items.push(h("span", {}, t("legend.some", { drawn: MOST, rows: this.rows })));
    this.legend.replaceChildren(...items);
  }

  close() {
    this.#sharp.disconnect();
  }
}
