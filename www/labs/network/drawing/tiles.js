// The heat maps of the inputs and the units, on one canvas under the drawing; with one input, curves.
import { h } from "../../../ui/dom.js";

/** Points along a side of a heat map, at most: while it trains, and at rest. */
const MOVING = 16;
const STILL = 48;
/** Browsers draw no larger pictures. */
const HIGHEST = 16000;
/** Of an input that the network does not take. */
const PALE = 0.3;
/** How much of half the height a curve takes at its fullest. */
const HEIGHT = 0.86;

/**
 * What the engine answers: the pictures one under the other, or curves between −1 and 1.
 *
 * @typedef {{ samples: number, tiles?: Uint8Array, curves?: Float32Array }} Pictures
 * @typedef {import("./layout.js").Layout} Layout
 */

export class Tiles {
  element = h("canvas", { "aria-hidden": "true" });
  #context = /** @type {CanvasRenderingContext2D} */ (this.element.getContext("2d"));
  #store = h("canvas", {});
  #stored = /** @type {CanvasRenderingContext2D} */ (this.#store.getContext("2d"));
  /** @type {Pictures | null} */
  #pictures = null;

  /** How many points along a side are wanted of each picture. @param {Layout} layout @param {boolean} isPlaying */
  samples(layout, isPlaying) {
    const pixels = Math.round(layout.side * devicePixelRatio);
    return Math.max(4, Math.min(pixels, isPlaying ? MOVING : STILL, Math.floor(HIGHEST / places(layout).length)));
  }

  /** @param {Pictures} pictures @param {Layout} layout */
  show(pictures, layout) {
    const { samples, tiles, curves } = pictures;
    const count = places(layout).length;
    // Of a network that was there before.
    if ((tiles && tiles.length !== 4 * samples * samples * count) || (curves && curves.length !== samples * count))
      return;
    this.#pictures = pictures;
    if (tiles) {
      Object.assign(this.#store, { width: samples, height: samples * count });
      const pixels = new Uint8ClampedArray(/** @type {ArrayBuffer} */ (tiles.buffer), tiles.byteOffset, tiles.length);
      this.#stored.putImageData(new ImageData(pixels, samples), 0, 0);
    }
    this.draw(layout);
  }

  /** Draws what was shown last, in another place perhaps. @param {Layout} layout */
  draw(layout) {
    const { width, height, side } = layout;
    const scale = devicePixelRatio;
    const { element } = this;
    const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
    if (element.width !== size.width || element.height !== size.height) Object.assign(element, size);
    Object.assign(element.style, { width: `${width}px`, height: `${height}px` });
    const context = this.#context;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    const [pictures, all] = [this.#pictures, places(layout)];
    if (!pictures) return;
    const { samples, tiles, curves } = pictures;
    if ((tiles ?? curves ?? []).length !== all.length * samples * (tiles ? 4 * samples : 1)) return;
    const style = curves && getComputedStyle(element);
    all.forEach(({ x, y, isPale }, at) => {
      context.globalAlpha = isPale ? PALE : 1;
      const [left, top] = [x - side / 2, y - side / 2];
      if (tiles) context.drawImage(this.#store, 0, samples * at, samples, samples, left, top, side, side);
      else if (curves && style) this.#curve(curves.subarray(samples * at, samples * (at + 1)), left, y, side, style);
    });
    context.globalAlpha = 1;
  }

  /** @param {Float32Array} values @param {number} left @param {number} middle @param {number} side @param {CSSStyleDeclaration} style */
  #curve(values, left, middle, side, style) {
    const context = this.#context;
    const line = (/** @type {string} */ color, /** @type {number} */ width) => {
      context.strokeStyle = style.getPropertyValue(color);
      context.lineWidth = width;
      context.stroke();
    };
    context.beginPath();
    context.moveTo(left, middle);
    context.lineTo(left + side, middle);
    line("--line", 1);
    context.beginPath();
    values.forEach((value, at) => {
      context.lineTo(left + (side * (at + 0.5)) / values.length, middle - (value * HEIGHT * side) / 2);
    });
    line("--class-1", 2);
  }
}

/** What has a picture, in the order of the engine's answer. @param {Layout} layout */
function places({ inputs, layers }) {
  const features = inputs.map(({ x, y, at }) => ({ x, y, isPale: !at }));
  return [...features, ...layers.flat().map(({ x, y }) => ({ x, y, isPale: false }))];
}
