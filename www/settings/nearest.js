// What was probably meant by a name that is none.

/** As the core compares names: Keras's strings and classes, in any letter case. @param {string} name */
export const plain = (name) => name.toLowerCase().replace(/[_-]/g, "");

/**
 * The one of `names` that `written` was probably meant to be: at most two slips away, in a short word one.
 *
 * @param {string} written
 * @param {readonly string[]} names
 * @param {number} [most] How many slips.
 * @returns {string | undefined}
 */
export function nearest(written, names, most = plain(written).length < 5 ? 1 : 2) {
  const word = plain(written);
  if (word.length < 3 || word.length > 40) return undefined;
  /** @type {string | undefined} */
  let best;
  let least = most + 1;
  for (const name of names) {
    const slips = distance(word, plain(name), least);
    if (slips < least) [best, least] = [name, slips];
  }
  return best;
}

/**
 * How many letters have to be inserted, deleted, replaced or swapped with their neighbour; at most `enough`.
 *
 * @param {string} a
 * @param {string} b
 * @param {number} enough
 */
function distance(a, b, enough) {
  if (Math.abs(a.length - b.length) >= enough) return enough;
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(replaced, row[j] + 1, next[j - 1] + 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return Math.min(row[b.length], enough);
}
