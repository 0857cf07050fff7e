// What lies over the points of the big picture: those that the network gets wrong are crossed, those of the coming mini-batch ringed,
// and a point that is pointed at says what it is.
import { spoken } from "../../../i18n/index.js";
import { h, sharpCanvas, styleSheet } from "../../../ui/dom.js";
import { pointerAt } from "../../../ui/pointer.js";
import { LEAST } from "../boundary.js";
import { answeredClass } from "./answers.js";
import { card } from "./card.js";

/** How near to a point a mouse and a finger have to come, in pixels. */
const REACH = { mouse: 14, touch: 26 };
/** The most updates a second at which the next mini-batch can be seen before it is over. */
const SLOW = 12;
/** More points are not looked at in every picture of a training. */
const MOST = 10_000;

/** @type {Record<string, [across: number, down: number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @typedef {import("../view.js").Moment} Moment
 * @typedef {{ outputs: Float32Array, batch?: Uint32Array }} Answer
 */

/** The texts of what is loaded on demand here, with the page's. @param {string} lang */
export const words = (lang) => spoken(lang, [`i18n/${lang}.json`, `labs/network/reading/${lang}.json`]);

/** What it looks like. */
export const sheet = () => styleSheet(new URL("./style.css", import.meta.url));

/** Whether a speed lets one see the coming mini-batch. @param {unknown} speed */
export const isSlow = (speed) => speed === "slow" || (typeof speed === "number" && speed <= SLOW);

export class Points {
  key = "points";
  #boundary;
  #lossOf;
  #follow;
  #canvas = h("canvas", { class: "point-marks", "aria-hidden": "true" });
  #cursor = h("div", { class: "point-cursor", role: "slider", tabIndex: 0, "aria-valuemin": "1" });
  #card = card();
  /** What the marks mean. */
  #keys = h("span", { class: "point-keys" });
  #sharp;
  #scale = 1;
  /** @type {Moment | null} */
  #moment = null;
  /** @type {import("../../../i18n/index.js").Text | null} */
  #text = null;
  /** @type {Answer | null} */
  #answer = null;
  /** The row that is pointed at, and whether it stays so. @type {number | null} */
  #row = null;
  #isPinned = false;
  #closing = new AbortController();
  /** The loss of a row, as it was told. @type {{ row: number, loss: number } | null} */
  #loss = null;
  /** The colours of marks: of the ink, what is under it, and what is pointed at. */
  #colors = ["#000", "#fff", "#06c"];

  /**
   * @param {import("../boundary.js").Boundary} boundary
   * @param {(row: number) => Promise<number>} lossOf The loss of a point.
   * @param {(row: number | null) => void} follow Shows how the point that is held goes through the network, or none.
   */
  constructor(boundary, lossOf, follow) {
    this.#boundary = boundary;
    this.#lossOf = lossOf;
    this.#follow = follow;
    const { square } = boundary;
    square.append(this.#canvas, this.#cursor, this.#card.element);
    this.#sharp = sharpCanvas(
      this.#canvas,
      (scale) => {
        this.#scale = scale;
        this.#draw();
      },
      LEAST,
    );
    square.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse" && !this.#isPinned) this.#point(this.#nearest(event));
    });
    square.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse" && !this.#isPinned) this.#point(null);
    });
    square.addEventListener("click", (event) => this.#pin(event));
    this.#cursor.addEventListener("keydown", (event) => this.#press(event));
    // Wherever the focus is: a pointer alone shows it, too.
    document.addEventListener("keydown", (event) => this.#escape(event), {
      signal: this.#closing.signal,
    });
    this.#cursor.addEventListener("focus", () => {
      if (this.#row === null && this.#cursor.matches(":focus-visible")) this.#point(this.#first());
    });
    this.#cursor.addEventListener("blur", () => !this.#isPinned && this.#point(null));
  }

  /** @param {boolean} isPlaying @returns {Extract<import("../../../engine/protocol.js").Want, { kind: "outputs" }> | null} */
  want(isPlaying) {
    if (isPlaying && this.#targets.length > MOST) {
      // What was marked before would soon be wrong.
      this.#answer = null;
      this.#sharp.redraw();
      return null;
    }
    return { kind: "outputs", batch: !isPlaying || isSlow(this.#moment?.settings.speed) };
  }

  get #targets() {
    return this.#moment?.data?.targets ?? new Float32Array();
  }

  /** @param {Moment} moment */
  dress(moment) {
    if (moment.data?.points !== this.#moment?.data?.points) {
      [this.#answer, this.#loss] = [null, null];
      this.#hold(null);
    }
    this.#moment = moment;
    if (this.#row !== null && this.#row >= this.#boundary.rows) this.#hold(null);
    const style = getComputedStyle(this.#canvas);
    this.#colors = ["--ink", "--surface", "--accent"].map((name) => style.getPropertyValue(name).trim() || "#888");
    const { lang } = moment.text;
    words(lang).then(
      (text) => {
        if (this.#moment?.text.lang !== lang) return;
        this.#text = text;
        this.#cursor.setAttribute("aria-label", text.t("reading.point"));
        this.#showKeys(text);
        this.#say();
      },
      () => {}, // without its texts nothing is said of a point
    );
    this.#sharp.redraw();
  }

  /** @param {import("../../../i18n/index.js").Text} text */
  #showKeys({ t }) {
    const key = (/** @type {string} */ name) =>
      h("span", { class: "key" }, h("span", { class: `mark ${name}` }), t(`reading.key.${name}`));
    const isOfClasses = this.#moment?.data?.description.problem !== "regression";
    this.#keys.replaceChildren(...(isOfClasses ? [key("wrong")] : []), key("batch"));
    this.#boundary.legend.append(this.#keys);
  }

  /** @param {Answer} answer @param {Moment} moment */
  show(answer, moment) {
    this.#answer = answer;
    this.#moment = moment;
    this.#sharp.redraw();
    if (this.#row !== null) this.#learn(this.#row);
  }

  /** Where a row is drawn, in pixels of the page; null where it is not. @param {number} row @returns {[number, number] | null} */
  #place(row) {
    const { frame, columns } = this.#boundary;
    if (!frame || !this.#moment?.data || !this.#boundary.isDrawn(row)) return null;
    const { description, points, targets } = this.#moment.data;
    const { inputs } = description;
    const value = inputs === 1 ? [points[row], targets[row]] : columns.map((column) => points[row * inputs + column]);
    const [across, up] = [frame.x, frame.y].map(([low, high], axis) => (value[axis] - low) / (high - low));
    if (!(across >= 0 && across <= 1 && up >= 0 && up <= 1)) return null;
    return [frame.left + across * frame.width, frame.top + (1 - up) * frame.height];
  }

  /** The point that is nearest to the pointer, if one is near. @param {PointerEvent | MouseEvent} event */
  #nearest(event) {
    const [x, y] = pointerAt(event, this.#boundary.square);
    let [nearest, least] = [
      /** @type {number | null} */ (null),
      event instanceof PointerEvent && event.pointerType === "touch" ? REACH.touch : REACH.mouse,
    ];
    for (let row = 0; row < this.#boundary.rows; row++) {
      const place = this.#place(row);
      const distance = place ? Math.hypot(place[0] - x, place[1] - y) : Number.POSITIVE_INFINITY;
      if (distance < least) [nearest, least] = [row, distance];
    }
    return nearest;
  }

  #first() {
    for (let row = 0; row < this.#boundary.rows; row++) if (this.#place(row)) return row;
    return null;
  }

  /** A press holds on to a point, or lets it go. One's own points are made by presses. @param {MouseEvent} event */
  #pin(event) {
    const row = this.#nearest(event);
    this.#hold(row === this.#row && this.#isPinned ? null : row);
  }

  /** Holds on to a point, or to none. @param {number | null} row */
  #hold(row) {
    this.#isPinned = row !== null;
    this.#follow(row);
    this.#point(row);
  }

  /** What else it has closed goes first. @param {KeyboardEvent} event */
  #escape({ key, defaultPrevented }) {
    if (key === "Escape" && !defaultPrevented) this.#hold(null);
  }

  /** Lets go of the point that is held. */
  release() {
    if (this.#isPinned) this.#hold(null);
  }

  /** An arrow goes to the next point on that side, Enter holds on to one. @param {KeyboardEvent} event */
  #press(event) {
    if (event.key === "Enter") return this.#hold(this.#isPinned ? null : this.#row);
    const direction = ARROWS[event.key];
    if (!direction || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const from = this.#row === null ? null : this.#place(this.#row);
    if (!from) return this.#go(this.#first());
    let [next, least] = [this.#row, Number.POSITIVE_INFINITY];
    for (let row = 0; row < this.#boundary.rows; row++) {
      const place = this.#place(row);
      if (!place || row === this.#row) continue;
      const [across, down] = [place[0] - from[0], place[1] - from[1]];
      const along = across * direction[0] + down * direction[1];
      const aside = Math.abs(across * direction[1]) + Math.abs(down * direction[0]);
      if (along > 0.25 && along + 2 * aside < least) [next, least] = [row, along + 2 * aside];
    }
    this.#go(next);
  }

  /** Points at another one; what was held is let go for it. @param {number | null} row */
  #go(row) {
    if (this.#isPinned) this.#hold(row);
    else this.#point(row);
  }

  /** @param {number | null} row */
  #point(row) {
    if (row === this.#row) return;
    this.#row = row;
    this.#sharp.redraw();
    this.#say();
    if (row !== null) this.#learn(row);
  }

  /** Asks for the loss of a row. @param {number} row */
  async #learn(row) {
    const loss = await this.#lossOf(row).catch(() => null);
    if (row !== this.#row || loss === null) return;
    this.#loss = { row, loss };
    this.#say();
  }

  /** Says what the point is that is pointed at. */
  #say() {
    const [row, text, moment] = [this.#row, this.#text, this.#moment];
    const place = row === null ? null : this.#place(row);
    if (row === null || !text || !moment?.data || !place) {
      this.#card.hide();
      this.#cursor.setAttribute("aria-valuenow", "1");
      this.#cursor.setAttribute("aria-valuemax", String(this.#boundary.rows || 1));
      this.#cursor.setAttribute("aria-valuetext", text?.t("reading.point.none") ?? "");
      return;
    }
    const units = moment.data.description.network.layers.at(-1)?.units ?? 1;
    const outputs = this.#answer?.outputs.subarray(row * units, (row + 1) * units);
    const loss = this.#loss?.row === row ? this.#loss.loss : null;
    const said = this.#card.show(
      { row, outputs, loss, data: moment.data, columns: this.#boundary.columns, settings: moment.settings },
      text,
    );
    this.#card.put(/** @type {import("../boundary.js").Frame} */ (this.#boundary.frame));
    this.#cursor.setAttribute("aria-valuenow", String(row + 1));
    this.#cursor.setAttribute("aria-valuemax", String(this.#boundary.rows));
    this.#cursor.setAttribute("aria-valuetext", said);
  }

  /** Whether the network gives another class to a row than it has. @param {number} row */
  #isWrong(row) {
    const { data } = /** @type {Moment} */ (this.#moment);
    if (!data || !this.#answer) return false;
    const { problem, network } = data.description;
    if (problem === "regression") return false;
    const { units } = network.layers[network.layers.length - 1];
    return answeredClass(this.#answer.outputs, row, units, network.loss) !== data.targets[row];
  }

  #draw() {
    const context = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext("2d"));
    const { frame, rows } = this.#boundary;
    context.setTransform(this.#scale, 0, 0, this.#scale, 0, 0);
    context.clearRect(0, 0, this.#canvas.clientWidth, this.#canvas.clientHeight);
    const { data } = this.#moment ?? {};
    if (!frame || !data) return;
    const radius = radiusOf(data.description.rows, Math.min(frame.width, frame.height));
    const [ink, surface, accent] = this.#colors;
    const stroke = (/** @type {Path2D} */ path, /** @type {string} */ color, /** @type {number} */ width) => {
      context.strokeStyle = color;
      context.lineWidth = width;
      context.stroke(path);
    };
    const isKnown = this.#answer && this.#answer.outputs.length % data.targets.length === 0;
    if (isKnown && this.#boundary.isOutput) {
      const crosses = new Path2D();
      // Within the point: its colour and its shape are still seen.
      const arm = radius * 0.66;
      for (let row = 0; row < rows; row++) {
        const place = this.#boundary.isDrawn(row) && this.#isWrong(row) && this.#place(row);
        if (!place) continue;
        const [x, y] = place;
        crosses.moveTo(x - arm, y - arm);
        crosses.lineTo(x + arm, y + arm);
        crosses.moveTo(x - arm, y + arm);
        crosses.lineTo(x + arm, y - arm);
      }
      context.lineCap = "round";
      stroke(crosses, ink, 1.5);
    }
    const rings = (/** @type {Iterable<number>} */ list, /** @type {number} */ size) => {
      const path = new Path2D();
      for (const row of list) {
        const place = row < rows && this.#place(row);
        if (!place) continue;
        path.moveTo(place[0] + size, place[1]);
        path.arc(place[0], place[1], size, 0, 2 * Math.PI);
      }
      return path;
    };
    const { batch = new Uint32Array() } = this.#answer ?? {};
    // A batch of all points singles out none.
    if (batch.length < data.description.train_rows) {
      const path = rings(batch, radius + 3);
      stroke(path, surface, 3.5);
      stroke(path, ink, 1.75);
    }
    if (this.#row !== null) {
      const path = rings([this.#row], radius + 5.5);
      stroke(path, surface, 5);
      stroke(path, accent, 2.5);
    }
  }

  close() {
    this.#closing.abort();
    this.#sharp.disconnect();
  }
}

/** The radius of the points in pixels, as the charts have it. @param {number} count @param {number} side */
function radiusOf(count, side) {
  const [, radius] = [
    [60, 4.5],
    [250, 4],
    [800, 3.5],
    [2000, 2.8],
    [Number.POSITIVE_INFINITY, 2.2],
  ].find(([most]) => count <= most) ?? [0, 2.2];
  return radius * Math.min(1.3, Math.max(0.7, side / 280));
}
