// Where the numbers of links and biases stand, so that none lies on another, on a heat map or on a dot: pure, tested without a browser.
import { pointAt } from "./layout.js";

/** Of a letter of 11 pixels, of a bold one of 12 in a heat map, and of a line, in pixels. */
const LETTER = 7;
const BOLD = 8;
const LINE = 13;
/** Round a dot. */
const DOT = 8;
/** Where on a link its number may stand, the best first. */
const PLACES = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8, 0.14, 0.86];

/**
 * @typedef {{ left: number, right: number, top: number, bottom: number }} Box
 * @typedef {{ id: string, x: number, y: number, text: string }} Label In the middle of its place.
 */

/** @param {number} x @param {number} y @param {number} width @param {number} height @returns {Box} */
const around = (x, y, width, height) => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});

/** @param {Box} one @param {Box} other */
const meet = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/**
 * Places the texts of these parts. Those that have no room are left out.
 *
 * @param {import("./layout.js").Layout} layout
 * @param {Map<string, string>} texts By the ids of links and biases.
 * @param {Map<string, string>} inside What stands in inputs and units, by their ids.
 * @returns {Label[]}
 */
export function labels({ width, height, side, inputs, layers, links, biases }, texts, inside) {
  const places = [...inputs, ...layers.flat()];
  const taken = [
    ...places.map(({ x, y }) => around(x, y, side + 2, side + 2)),
    ...places.map(({ id, x, y }) => around(x, y, BOLD * (inside.get(id)?.length ?? 0), LINE)),
    ...biases.map(({ x, y }) => around(x, y, 2 * DOT, 2 * DOT)),
  ];
  /** @type {Label[]} */
  const placed = [];
  const put = (/** @type {string} */ id, /** @type {[x: number, y: number][]} */ places) => {
    const text = texts.get(id);
    if (text === undefined) return;
    for (const [x, y] of places) {
      const box = around(x, y, LETTER * text.length, LINE);
      const isInside = box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
      if (!isInside || taken.some((other) => meet(box, other))) continue;
      taken.push(box);
      placed.push({ id, x, y, text });
      return;
    }
  };
  for (const { id, x, y } of biases) {
    const half = (LETTER * (texts.get(id)?.length ?? 0)) / 2;
    put(id, [
      [x + half - DOT, y + DOT + LINE / 2],
      [x - DOT - half, y],
      [x - half, y + DOT + LINE / 2],
    ]);
  }
  for (const link of links)
    put(
      link.id,
      PLACES.map((at) => pointAt(link, at)),
    );
  return placed;
}

/**
 * The numbers that are shown: all of them if there is room, else those of the unit in focus alone.
 *
 * @param {import("./layout.js").Layout} layout
 * @param {Map<string, string>} texts By the ids of links and biases.
 * @param {Map<string, string>} inside What stands in inputs and units, by their ids.
 * @param {string | null} unit The id of the unit in focus.
 * @returns {{ labels: Label[], isComplete: boolean }}
 */
export function labelled(layout, texts, inside, unit) {
  const all = labels(layout, texts, inside);
  if (all.length === texts.size) return { labels: all, isComplete: true };
  const own = new Set(layout.links.filter(({ to }) => to === unit).map(({ id }) => id));
  if (unit) own.add(unit.replace(/^u/, "b"));
  return { labels: labels(layout, new Map([...texts].filter(([id]) => own.has(id))), inside), isComplete: false };
}

/** The unit to which a part belongs. @param {string | null} id */
export function unitOf(id) {
  const [kind, ...numbers] = (id ?? "").split(".");
  if (kind === "u") return id;
  return kind === "w" || kind === "b" ? `u.${numbers[0]}.${numbers[numbers.length - 1]}` : null;
}
