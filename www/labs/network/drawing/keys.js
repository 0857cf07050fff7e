// Where the arrow keys lead in the drawing of a network, which is one Tab stop: pure, tested without a browser.
//
// Up and down go through a column. Right leads to the next column, left from a unit to its bias and from there, down, to the weights
// that lead to it; from a weight left leads to where it comes from, right back to its unit.

/**
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./layout.js").Place} Place
 */

/**
 * The name of what has the focus after a key; null where the key does nothing here.
 *
 * @param {Layout} layout
 * @param {string} id Of what has the focus now.
 * @param {string} key
 * @returns {string | null}
 */
export function next(layout, id, key) {
  const columns = columnsOf(layout);
  if (key === "Home") return columns[0][0]?.id ?? null;
  if (key === "End") return columns[columns.length - 1].at(-1)?.id ?? null;
  const [kind, ...numbers] = id.split(".");
  if (kind === "w" || kind === "b") return ofUnit(layout, id, key, numbers);
  const column = columns.findIndex((places) => places.some((place) => place.id === id));
  const at = columns[column]?.findIndex((place) => place.id === id);
  if (at === undefined) return null;
  const here = columns[column][at];
  switch (key) {
    case "ArrowUp":
      return columns[column][at - 1]?.id ?? id;
    case "ArrowDown":
      return columns[column][at + 1]?.id ?? id;
    case "ArrowRight":
      return nearest(columns[column + 1], here) ?? id;
    case "ArrowLeft":
      if (kind === "u") return `b.${numbers.join(".")}`;
      return nearest(columns[column - 1], here) ?? id;
    default:
      return null;
  }
}

/** Among the bias and the weights of a unit. @param {Layout} layout @param {string} id @param {string} key @param {string[]} numbers */
function ofUnit({ links }, id, key, numbers) {
  const [layer, unit] = [numbers[0], numbers[numbers.length - 1]];
  const to = `u.${layer}.${unit}`;
  const own = links.filter((link) => link.to === to);
  const list = [`b.${layer}.${unit}`, ...own.map((link) => link.id)];
  const at = list.indexOf(id);
  switch (key) {
    case "ArrowUp":
      return list[at - 1] ?? id;
    case "ArrowDown":
      return list[at + 1] ?? id;
    case "ArrowRight":
      return to;
    case "ArrowLeft":
      return own[at - 1]?.from ?? own[0]?.from ?? id;
    default:
      return null;
  }
}

/** The columns, from top to bottom. @param {Layout} layout @returns {Place[][]} */
function columnsOf({ inputs, layers, folds }) {
  const units = layers.map((units, at) => [...units, ...folds.filter(({ layer }) => layer === at + 1)]);
  return [inputs, ...units];
}

/** What is nearest at this height. @param {Place[] | undefined} places @param {Place} here */
function nearest(places, here) {
  const distance = (/** @type {Place} */ { y }) => Math.abs(y - here.y);
  return places?.reduce((best, place) => (distance(place) < distance(best) ? place : best)).id;
}
