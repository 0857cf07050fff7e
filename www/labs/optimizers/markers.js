// What tells the racers apart: a colour, and beside it the shape of the mark and the dashes of the path. An optimizer looks
// the same in every race; who runs a second time takes a look that is free.
import { dress, svg } from "../../ui/svg.js";

/** Keras's optimizers, by the lecture's names: those that race if nobody says otherwise, and the others. */
export const USUAL = ["sgd", "momentum", "nesterov", "rmsprop", "adam"];
export const NAMES = [...USUAL, "adagrad", "adadelta", "adamax", "nadam", "adamw", "lion", "ftrl"];

/** Corners of a shape around the origin: `count` of them, the radius of every other one so many times as large. @param {number} count */
const corners = (count, turn = 0, inner = 1) => {
  const points = Array.from({ length: count }, (_, at) => {
    const angle = (2 * Math.PI * at) / count + (turn - 0.5) * Math.PI;
    const radius = at % 2 ? inner : 1;
    return `${(radius * Math.cos(angle)).toFixed(3)} ${(radius * Math.sin(angle)).toFixed(3)}`;
  });
  return `M${points.join("L")}Z`;
};

/** In the order of `NAMES`, as many as there are racers at most: further names take what is free. The colours are in optimizers.css. */
const LOOKS = [
  { shape: "M-0.9 0A0.9 0.9 0 1 0 0.9 0A0.9 0.9 0 1 0-0.9 0Z", dash: null },
  { shape: corners(4, 0.25), dash: "11 4" },
  { shape: corners(3), dash: "2 4" },
  { shape: corners(3, 1), dash: "11 4 2 4" },
  { shape: corners(4), dash: "20 5" },
  { shape: corners(6), dash: "5 3" },
  { shape: corners(10, 0, 0.45), dash: "11 3 2 3 2 3" },
  { shape: corners(5), dash: "3 5 9 5" },
  { shape: corners(8, 0, 0.4), dash: "16 3 5 3" },
  { shape: corners(5, 1), dash: "7 7" },
];

/**
 * A racer on the page: the number of its look, and what it is called, numbered if it runs twice.
 *
 * @typedef {{ look: number, title: string }} Introduced
 */

/**
 * @param {{ name: string }[]} racers Of an answer.
 * @param {import("../../i18n/index.js").Text["t"]} t
 * @returns {Introduced[]}
 */
export function introduce(racers, t) {
  const taken = new Set();
  const looks = racers.map(({ name }) => {
    const own = NAMES.indexOf(name);
    if (taken.has(own) || !LOOKS[own]) return null;
    taken.add(own);
    return own;
  });
  return racers.map(({ name }, at) => {
    const free = LOOKS.findIndex((_, look) => !taken.has(look));
    const look = looks[at] ?? free;
    taken.add(look);
    const before = racers.slice(0, at).filter((other) => other.name === name).length;
    return { look, title: t(`optimizers.name.${name}`) + (before ? ` ${before + 1}` : "") };
  });
}

/** The dashes of a look's path. @param {number} look */
export const dash = (look) => LOOKS[look].dash;

/**
 * A look's mark around a place: a new one, or an old one at another place.
 *
 * @param {number} look
 * @param {{ x?: number, y?: number, size?: number, className?: string, old?: SVGPathElement }} place
 */
export function mark(look, { x = 0, y = 0, size = 7, className = "", old = svg("path") } = {}) {
  return dress(old, {
    d: LOOKS[look].shape,
    class: `race-mark racer-${look} ${className}`,
    transform: `translate(${x} ${y}) scale(${size})`,
  });
}

/** A look as a small drawing, for lists. @param {number} look */
export function sample(look) {
  return svg(
    "svg",
    { class: `sample wide racer-${look}`, viewBox: "0 0 36 18", "aria-hidden": "true" },
    svg("path", { d: "M1 9H35", class: "race-path", "stroke-dasharray": dash(look) }),
    mark(look, { x: 18, y: 9, size: 6.5 }),
  );
}
