// The coming step of a racer as arrows: how long they are drawn, and where they lie so that each can be told from the others.
import { arrowParts, svg } from "../../ui/svg.js";

/** The longest arrow is drawn as about this part of the picture. */
const REACH = 0.22;
/** Where the racer is near an edge, arrows that lead there are shorter, down to this part of it; what is longer is cut off. */
const SHORTEST = 0.45;
/** How near to an edge an arrow may end, in pixels. */
const EDGE = 8;
/** Arrows that run along one another are drawn side by side, so far apart. */
const LANE = 8;
/** They do if their directions differ by less than this (in radians). */
const ALONG = 0.26;
/** From the longest arrow to the ring around what is magnified. */
const RING = 16;
const TIP = { longest: 11, part: 0.5 };

/** The quantities that an arrow stands for, where its name does not say it. @type {Record<string, string>} */
const SYMBOLS = { memory: "m beta", descent: "gradient eta", m_hat: "m-hat", spread: "s", spread_hat: "s-hat" };
/** What they are called, where the racer does not say it. @type {Record<string, string>} */
const WRITTEN = { memory: "βm", descent: "−η∇J", m: "m", gradient: "−∇J", m_hat: "m̂", step: "Δθ" };
/** Those that come first lie where they belong, later ones beside them if need be. */
const ORDER = ["step", "m", "memory", "descent", "gradient", "m_hat", "spread_hat", "spread"];

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").OptimizersRacer} Racer
 * @typedef {[number, number]} Pair
 *
 * @typedef {object} Part An arrow or a bar, in pixels from the racer.
 * @property {string} name
 * @property {"step" | "slope"} unit
 * @property {Pair} from
 * @property {Pair} vector
 * @property {boolean} [isBar]
 *
 * @typedef {{ part: Part, tail: Pair, tip: Pair }} Placed
 * @typedef {Record<"step" | "slope", number>} Factors
 */

/** @param {Pair} vector */
const length = ([x, y]) => Math.hypot(x, y);

/** A place that lies away from another by a multiple of a vector. @param {Pair} place @param {Pair} vector @param {number} factor @returns {Pair} */
const moved = ([x, y], [across, down], factor = 1) => [x + across * factor, y + down * factor];

/** The largest of 1, 2, 3, 4, 5, 10, 20, … that is not larger. @param {number} factor */
function round(factor) {
  if (!(factor > 1)) return 1;
  const power = 10 ** Math.floor(Math.log10(Math.min(factor, 1e6)));
  return power * ([5, 4, 3, 2].find((digit) => digit * power <= factor) ?? 1);
}

/** The class of an arrow, and of its sample in legends: momentum's m is the step itself. @param {string} name @param {boolean} isMomentum */
export const look = (name, isMomentum) => `race-${name === "m" && isMomentum ? "step" : name.replace("_", "-")}`;

/** Whether m is the step: for SGD with momentum. @param {Racer} racer */
export const hasMomentum = ({ arrows }) => arrows.some(({ name }) => name === "descent");

/**
 * What the arrows of a racer are called, each with its class and its quantities, drawn or not.
 *
 * @param {Racer} racer
 * @param {Record<string, string>} letters What some of them are called here.
 */
export const legend = (racer, letters) =>
  racer.arrows.map(({ name }) => ({
    look: look(name, hasMomentum(racer)),
    symbol: SYMBOLS[name] ?? name,
    letter: letters[name] ?? WRITTEN[name],
  }));

/**
 * The arrows and bars in pixels; a root of squares is a length in each direction: a bar to the side to which the step goes.
 *
 * @param {Racer} racer
 * @param {(vector: Pair) => Pair} across From the variables to pixels.
 * @returns {Part[]}
 */
function partsOf({ arrows, theta }, across) {
  const towards = ["m_hat", "gradient"].map((name) => arrows.find((arrow) => arrow.name === name)).find(Boolean);
  const [right, down] = across(towards?.vector ?? [1, 1]);
  const signs = [Math.sign(right || 1), Math.sign(down || -1)];
  return arrows.flatMap(({ name, unit, from, vector }) => {
    const start = across([from[0] - theta[0], from[1] - theta[1]]);
    const pixels = across(vector);
    if (!name.startsWith("spread")) return [{ name, unit, from: start, vector: pixels }];
    const [wide, high] = pixels.map((part, axis) => Math.abs(part) * signs[axis]);
    return [
      { name, unit, from: start, vector: /** @type {Pair} */ ([wide, 0]), isBar: true },
      { name, unit, from: start, vector: /** @type {Pair} */ ([0, high]), isBar: true },
    ];
  });
}

/**
 * By how much the parts of one unit are drawn longer than they are.
 *
 * @param {Part[]} parts
 * @param {Pair} here
 * @param {{ left: number, top: number, size: number }} frame
 */
function factorOf(parts, here, { left, top, size }) {
  const reach = Math.max(...parts.map(({ from, vector }) => Math.max(length(vector), length(from))), 0);
  if (!reach) return 1;
  const whole = (REACH * size) / reach;
  const ends = parts.flatMap(({ from, vector }) => [from, moved(from, vector)]);
  const room = ends.flatMap((end) =>
    [left, top].map((low, axis) => {
      const way = end[axis];
      if (way === 0) return whole;
      return (way > 0 ? low + size - EDGE - here[axis] : low + EDGE - here[axis]) / way;
    }),
  );
  return Math.max(SHORTEST * whole, Math.min(whole, ...room));
}

/** How far a place is from a line between two others. @param {Pair} place @param {Pair} tail @param {Pair} tip */
function distance(place, tail, tip) {
  const [across, down] = [tip[0] - tail[0], tip[1] - tail[1]];
  const share = ((place[0] - tail[0]) * across + (place[1] - tail[1]) * down) / (across * across + down * down || 1);
  const inside = Math.min(1, Math.max(0, share));
  return Math.hypot(place[0] - tail[0] - inside * across, place[1] - tail[1] - inside * down);
}

/** Whether two run along one another, on a third of the shorter one at least. @param {Placed} one @param {Placed} other */
function isAlong(one, other) {
  const [shorter, longer] = length(one.part.vector) < length(other.part.vector) ? [one, other] : [other, one];
  const turn = ({ tail, tip }) => Math.atan2(tip[1] - tail[1], tip[0] - tail[0]);
  const angle = Math.abs(turn(one) - turn(other)) % Math.PI;
  if (Math.min(angle, Math.PI - angle) > ALONG) return false;
  const at = (/** @type {number} */ share) =>
    moved(shorter.tail, [shorter.tip[0] - shorter.tail[0], shorter.tip[1] - shorter.tail[1]], share);
  const near = [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1].filter(
    (share) => distance(at(share), longer.tail, longer.tip) < LANE - 1,
  );
  return near.length > 3;
}

/** Moved to a lane beside its own: lane 0. @param {Part} part @param {Pair} here @param {number} factor @param {number} lane @returns {Placed} */
function placed(part, here, factor, lane) {
  const [across, down] = part.vector;
  const long = length(part.vector) || 1;
  // The same side for both directions: what follows one another stays together.
  const side = (across > 0 || (across === 0 && down > 0) ? LANE : -LANE) * lane;
  const tail = moved(moved(here, part.from, factor), [-down / long, across / long], side);
  return { part, tail, tip: moved(tail, part.vector, factor) };
}

/** All of them, those in a lane of their own that would run along another one. @param {Part[]} parts @param {Pair} here @param {Factors} factors */
function arrange(parts, here, factors) {
  /** @type {Placed[]} */
  const all = [];
  const order = [...parts].sort((one, other) => ORDER.indexOf(one.name) - ORDER.indexOf(other.name));
  for (const part of order) {
    const lanes = [0, 1, -1, 2, -2, 3, -3].map((lane) => placed(part, here, factors[part.unit], lane));
    all.push(lanes.find((lane) => all.every((other) => !isAlong(lane, other))) ?? lanes[0]);
  }
  return all;
}

/**
 * Shaft and tip. The tips of what a step is the sum of lie on the shaft: at its end is that of another one.
 *
 * @param {Placed} placed
 * @param {boolean} isMomentum
 */
function draw({ part: { name, isBar }, tail, tip }, isMomentum) {
  const isPart = name === "memory" || name === "descent";
  const way = /** @type {Pair} */ ([tip[0] - tail[0], tip[1] - tail[1]]);
  const head = isPart && length(way) > 30 ? moved(tail, way, 0.5 + 6 / length(way)) : tip;
  const { neck, tip: triangle } = arrowParts(tail, head, TIP);
  const [side, ahead] = [(5 * way[1]) / (length(way) || 1), (-5 * way[0]) / (length(way) || 1)];
  const shafts = isBar
    ? [`M${tail}L${tip}`, `M${moved(tip, [side, ahead])}L${moved(tip, [-side, -ahead])}`]
    : [`M${tail}L${neck}`, ...(head === tip ? [] : [`M${head}L${tip}`])];
  return svg(
    "g",
    { class: `race-arrow ${look(name, isMomentum)}`, symbol: SYMBOLS[name] ?? name },
    svg("path", { class: "race-halo", d: `M${tail}L${tip}` }),
    svg("path", { class: "race-shaft", d: shafts.join("") }),
    !isBar && svg("path", { class: "race-tip", d: triangle }),
  );
}

/**
 * Where beside the ring its label is: inside the landscape, and if that can be, away from arrows.
 *
 * @param {Pair} here
 * @param {number} radius
 * @param {{ left: number, top: number, size: number }} frame
 * @param {Placed[]} all
 * @returns {Pair}
 */
function labelPlace([x, y], radius, { left, top, size }, all) {
  const places = /** @type {Pair[]} */ ([
    [x, y - radius - 12],
    [x, y + radius + 12],
    [x + radius + 26, y],
    [x - radius - 26, y],
  ]).filter(([x, y]) => x > left + 26 && x < left + size - 26 && y > top + 10 && y < top + size - 10);
  const isFree = (/** @type {Pair} */ place) => all.every(({ tail, tip }) => distance(place, tail, tip) > 28);
  return places.find(isFree) ?? places[0] ?? [Math.max(left + 26, x), Math.min(top + size - 12, y + radius)];
}

/**
 * The coming step of a racer that is seen. Returns how many times as long as they are arrows of steps are drawn, whether there
 * are arrows of slopes, and the elements: what lies below the marks, and above them.
 *
 * @param {Racer} racer
 * @param {Pair} here Where it is, in pixels.
 * @param {(vector: Pair) => Pair} across
 * @param {{ left: number, top: number, size: number }} frame The landscape.
 * @param {(times: number) => string} zoom What is written beside the ring around what is magnified.
 */
export function drawArrows(racer, here, across, frame, zoom) {
  const parts = partsOf(racer, across).filter(({ vector }) => vector.every(Number.isFinite) && length(vector) > 0);
  const [ofStep, ofSlope] = ["step", "slope"].map((unit) => parts.filter((part) => part.unit === unit));
  const steps = round(factorOf(ofStep, here, frame));
  const all = arrange(parts, here, { step: steps, slope: factorOf(ofSlope, here, frame) });
  const isMomentum = hasMomentum(racer);
  const above = all.reverse().map((each) => draw(each, isMomentum));
  if (isMomentum && /** @type {Record<string, any>} */ (racer.optimizer).nesterov) {
    const [from] = partsOf(racer, across).map((part) => part.from);
    const stands = moved(here, from, steps);
    above.push(
      svg("circle", { class: "race-stands", cx: stands[0], cy: stands[1], r: 4.5, symbol: "theta" }),
      svg("circle", { class: "race-looks", cx: here[0], cy: here[1], r: 14, symbol: "gradient" }),
    );
  }
  if (!ofStep.length || steps === 1) return { steps: 1, slopes: ofSlope.length > 0, below: [], above };
  const magnified = all.filter(({ part }) => part.unit === "step");
  const away = magnified.flatMap(({ tail, tip }) => [tail, tip]).map(([x, y]) => Math.hypot(x - here[0], y - here[1]));
  const radius = Math.max(...away) + RING;
  const [x, y] = labelPlace(here, radius, frame, all);
  return {
    steps,
    slopes: ofSlope.length > 0,
    below: [svg("circle", { class: "race-ring", cx: here[0], cy: here[1], r: radius })],
    above: [...above, svg("text", { class: "race-zoom", x, y }, zoom(steps))],
  };
}
