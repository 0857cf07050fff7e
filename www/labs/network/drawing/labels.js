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
 * Places the texts of these parts. Those that have no room are left out; where all are wanted, the first of them ends it.
 *
 * @param {import("./layout.js").Layout} layout
 * @param {Map<string, string>} texts By the ids of links and biases.
 * @param {Map<string, string>} inside What stands in inputs and units, by their ids.
 * @param {boolean} isWhole All of them, or none.
 * @returns {Label[] | null}
 */
function labels({ width, height, side, inputs, layers, links, biases }, texts, inside, isWhole) {
  const places = [...inputs, ...layers.flat()];
  const taken = [
    ...places.map(({ x, y }) => around(x, y, side + 2, side + 2)),
    ...places.map(({ id, x, y }) => around(x, y, BOLD * (inside.get(id)?.length ?? 0), LINE)),
    ...biases.map(({ x, y }) => around(x, y, 2 * DOT, 2 * DOT)),
  ];
  /** @type {Label[]} */
  const placed = [];
  const put = (
    /** @type {string} */ id,
    /** @type {string} */ text,
    /** @type {[x: number, y: number][]} */ places,
  ) => {
    for (const [x, y] of places) {
      const box = around(x, y, LETTER * text.length, LINE);
      const isInside = box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
      if (!isInside || taken.some((other) => meet(box, other))) continue;
      taken.push(box);
      placed.push({ id, x, y, text });
      return true;
    }
    return !isWhole;
  };
  for (const { id, x, y } of biases) {
    const text = texts.get(id);
    if (text === undefined) continue;
    const half = (LETTER * text.length) / 2;
    /** @type {[x: number, y: number][]} */
    const beside = [
      [x + half - DOT, y + DOT + LINE / 2],
      [x - DOT - half, y],
      [x - half, y + DOT + LINE / 2],
    ];
    if (!put(id, text, beside)) return null;
  }
  for (const link of links) {
    const text = texts.get(link.id);
    if (text === undefined) continue;
    const along = PLACES.map((at) => pointAt(link, at));
    if (!put(link.id, text, along)) return null;
  }
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
  const all = labels(layout, texts, inside, true);
  if (all) return { labels: all, isComplete: true };
  const own = new Set(layout.links.filter(({ to }) => to === unit).map(({ id }) => id));
  if (unit) own.add(unit.replace(/^u/, "b"));
  const ofUnit = new Map([...texts].filter(([id]) => own.has(id)));
  return { labels: labels(layout, ofUnit, inside, false) ?? [], isComplete: false };
}

/** The unit to which a part belongs. @param {string | null} id */
export function unitOf(id) {
  const [kind, ...numbers] = (id ?? "").split(".");
  if (kind === "u") return id;
  return kind === "w" || kind === "b" ? `u.${numbers[0]}.${numbers[numbers.length - 1]}` : null;
}
