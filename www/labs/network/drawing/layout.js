// Where everything in the drawing of a network is: pure, so that it is tested without a browser. Layers and units are numbered from 1,
// as in `Unit 1.2`; the inputs are layer 0, in the order in which the data offers them.

/** A larger layer shows this many units until it is opened. */
export const MOST = 8;
/** The least distance from one unit to the next, in pixels of the page, and the largest. */
const PITCH = [24, 58];
/** The side of a heat map. */
const SIDE = [18, 46];
/** The least distance from one layer to the next. */
const SPACING = 56;
/** Room for the names of the inputs and of the output. */
const MARGIN = { left: 32, right: 60 };
/** Over and under the units, the least and the most. */
const RIM = [2, 8];
/** From an output to its name. */
const GAP = 14;
/** For the names of the inputs, at most: longer ones are cut off. */
const WIDEST = 150;
/** Where on its link the place is at which it is pressed: not in the middle, where links cross. */
const GRIP = [0.3, 0.42];

/**
 * @typedef {{ id: string, x: number, y: number }} Place The middle of a heat map, and the name of what is there.
 * @typedef {Place & { name: string, at: number }} Input `at` is its place among the inputs of the network, from 1; 0 for one that is off.
 * @typedef {Place & { layer: number, unit: number }} Unit
 * @typedef {{ id: string, layer: number, x: number, y: number, hidden: number, isOpen: boolean }} Fold Stands for units that are not
 *   shown, or hides them again.
 * @typedef {{ id: string, layer: number, input: number, unit: number, index: number, from: string, to: string, x1: number, y1: number,
 *   x2: number, y2: number }} Link `index` is its place among the parameters; `input` is counted from 1.
 * @typedef {{ id: string, layer: number, unit: number, index: number, x: number, y: number }} Bias
 *
 * @typedef {object} Layout
 * @property {number} width
 * @property {number} height
 * @property {number} side Of a heat map.
 * @property {number} spacing From one layer to the next.
 * @property {Input[]} inputs
 * @property {Unit[][]} layers Of each the units that are shown.
 * @property {Fold[]} folds
 * @property {Link[]} links
 * @property {Bias[]} biases
 *
 * @typedef {object} Shape What is to be drawn.
 * @property {string[]} offered The features that the data has.
 * @property {string[]} features Those of the network.
 * @property {number[]} layers The units of each, the output's last.
 */

/** @param {number} value @param {number[]} range */
const within = (value, [low, high]) => Math.min(high, Math.max(low, value));

/** How many weights and biases a network has. @param {Pick<Shape, "features" | "layers">} shape */
export const parametersOf = ({ features, layers }) =>
  layers.reduce((sum, units, at) => sum + ((layers[at - 1] ?? features.length) + 1) * units, 0);

/**
 * How many units of each layer are shown.
 *
 * @param {number[]} layers
 * @param {ReadonlySet<number>} opened The numbers of the layers that are shown whole.
 */
export const shownOf = (layers, opened) =>
  layers.map((units, at) => (units > MOST + 1 && !opened.has(at + 1) ? MOST : units));

/**
 * @param {Shape} shape
 * @param {{ width: number, height: number, top?: number, left?: number, right?: number }} room What is there; `top` is kept free over
 *   the units, `left` for the names of the inputs, `right` for those of the outputs. More is taken if need be.
 * @param {ReadonlySet<number>} opened
 * @returns {Layout}
 */
export function layout({ offered, features, layers }, room, opened) {
  const shown = shownOf(layers, opened);
  const isFolding = (/** @type {number} */ at) => layers[at] > MOST + 1;
  const slots = [offered.length, ...shown.map((count, at) => count + (isFolding(at) ? 1 : 0))];
  const right = Math.max(MARGIN.right, (room.right ?? 0) + SIDE[1] / 2 + GAP);
  const left = MARGIN.left + Math.min(WIDEST, room.left ?? 44);
  const width = Math.max(room.width, left + right + SPACING * layers.length);
  const head = room.top ?? 0;
  const least = PITCH[0] * Math.max(...slots);
  const rim = within((room.height - head - least) / 2, RIM);
  const top = head + rim;
  const height = Math.max(room.height, top + least + rim);
  const inner = height - top - rim;
  const spacing = (width - left - right) / layers.length;
  const tightest = within(inner / Math.max(...slots), PITCH);
  const side = Math.round(within(Math.min(tightest - 6, spacing * 0.55), SIDE));
  const x = (/** @type {number} */ column) => left + spacing * column;
  /** The height of a slot. @param {number} column @param {number} slot */
  const y = (column, slot) => {
    const pitch = within(inner / slots[column], PITCH);
    return top + inner / 2 + (slot - (slots[column] - 1) / 2) * pitch;
  };
  const inputs = offered.map((name, at) => {
    const place = { id: `i.${name}`, x: x(0), y: y(0, at) };
    return { ...place, name, at: features.indexOf(name) + 1 };
  });
  const units = shown.map((count, at) =>
    Array.from({ length: count }, (_, slot) => {
      const [layer, unit] = [at + 1, slot + 1];
      return { id: `u.${layer}.${unit}`, layer, unit, x: x(layer), y: y(layer, slot) };
    }),
  );
  const folds = shown.flatMap((count, at) => {
    const hidden = layers[at] - count;
    const place = { layer: at + 1, x: x(at + 1), y: y(at + 1, count) };
    return isFolding(at) ? [{ id: `f.${at + 1}`, ...place, hidden, isOpen: hidden === 0 }] : [];
  });
  /** @type {Link[]} */
  const links = [];
  /** @type {Bias[]} */
  const biases = [];
  let first = 0;
  layers.forEach((count, at) => {
    const layer = at + 1;
    /** @type {[input: number, from: Place][]} */
    const sources = at
      ? units[at - 1].map((from) => [from.unit, from])
      : inputs.filter((input) => input.at).map((input) => [input.at, input]);
    for (const [input, from] of sources.sort(([one], [other]) => one - other)) {
      for (const to of units[at]) {
        const index = first + (input - 1) * count + to.unit - 1;
        const ends = { x1: from.x + side / 2, y1: from.y, x2: to.x - side / 2, y2: to.y };
        const id = `w.${layer}.${input}.${to.unit}`;
        links.push({ id, layer, input, unit: to.unit, index, from: from.id, to: to.id, ...ends });
      }
    }
    const fanIn = at ? layers[at - 1] : features.length;
    for (const { unit, x, y } of units[at]) {
      const index = first + fanIn * count + unit - 1;
      biases.push({ id: `b.${layer}.${unit}`, layer, unit, index, x: x - side / 2, y: y + side / 2 });
    }
    first += (fanIn + 1) * count;
  });
  return { width, height, side, spacing, inputs, layers: units, folds, links, biases };
}

/** A weight or a bias. @param {Layout | null} layout @param {string | null} id @returns {Link | Bias | undefined} */
export const partOf = (layout, id) =>
  layout?.links.find((one) => one.id === id) ?? layout?.biases.find((one) => one.id === id);

/**
 * The middle of something, how far it reaches, and whether it is of the last layer; null if it is not there.
 *
 * @param {Layout} layout
 * @param {string} id
 */
export function placeOf({ inputs, layers, side, links, biases }, id) {
  const isLast = id.split(".")[1] === String(layers.length);
  const link = links.find((one) => one.id === id);
  if (link) return { x: (link.x1 + link.x2) / 2, y: (link.y1 + link.y2) / 2, reach: 10, isLast };
  const bias = biases.find((one) => one.id === id);
  if (bias) return { x: bias.x, y: bias.y, reach: 10, isLast };
  const place = [...inputs, ...layers.flat()].find((one) => one.id === id);
  return place ? { x: place.x, y: place.y, reach: side / 2 + 4, isLast } : null;
}

/** The line of a link. @param {Link} link */
export function path({ x1, y1, x2, y2 }) {
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

/** A point of a link, `t` from 0 at its beginning to 1. @param {Link} link @param {number} t @returns {[x: number, y: number]} */
export function pointAt({ x1, y1, x2, y2 }, t) {
  const [outer, inner] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2];
  const before = outer + inner; // what the two points at the height of the beginning weigh
  const across = outer * x1 + (inner + 3 * t * t * (1 - t)) * ((x1 + x2) / 2) + t ** 3 * x2;
  return [across, before * y1 + (1 - before) * y2];
}

/** The part of a link at which it is pressed. @param {Link} link */
export function grip(link) {
  const [from, to] = GRIP.map((t) =>
    pointAt(link, t)
      .map((at) => at.toFixed(1))
      .join(" "),
  );
  return `M${from}L${to}`;
}

/**
 * The link that is nearest to a point, at most `reach` pixels above or below it.
 *
 * @param {Layout} layout
 * @param {number} x
 * @param {number} y
 * @param {number} reach
 * @returns {Link | null}
 */
export function linkAt({ links }, x, y, reach) {
  /** @type {{ link: Link | null, distance: number }} */
  let best = { link: null, distance: reach };
  for (const link of links) {
    if (x < link.x1 || x > link.x2) continue;
    let [low, high] = [0, 1];
    for (let step = 0; step < 12; step++) {
      const t = (low + high) / 2;
      if (pointAt(link, t)[0] < x) low = t;
      else high = t;
    }
    const distance = Math.abs(pointAt(link, low)[1] - y);
    if (distance < best.distance) best = { link, distance };
  }
  return best.link;
}
