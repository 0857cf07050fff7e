// Tables of one's own that a link has no room for. The page keeps them under an id, by which settings and configurations name them;
// a session sends each once to its runner.

/**
 * @typedef {object} Rows
 * @property {string[]} columns The names of the inputs.
 * @property {Float32Array} x [rows, columns]
 * @property {Float32Array} y [rows]: values, or indices of classes.
 * @property {boolean} is_regression
 * @property {string} target The name of what is learnt; empty where it has none.
 * @property {string[] | null} classes Their names.
 */

/** @type {Map<string, Rows>} */
const tables = new Map();
let kept = 0; // ids are never used again

/** Those that may name tables. @typedef {{ points(): Iterable<string> }} Holder Settings `points`, now and in what can be undone. */

/** @type {Set<WeakRef<Holder>>} */
const holders = new Set();

/** From now on what this one names is kept. @param {Holder} holder */
export const heldBy = (holder) => holders.add(new WeakRef(holder));

/** Frees the tables that nobody can come back to: each takes up to 4 MB. The last one may not have been named yet. */
function sweep() {
  const named = new Set([`@${kept}`]);
  for (const reference of holders) {
    const holder = reference.deref();
    if (holder) for (const points of holder.points()) named.add(points);
    else holders.delete(reference);
  }
  if (holders.size) for (const id of tables.keys()) if (!named.has(id)) tables.delete(id);
}

/** Keeps a table; returns its id. @param {Rows} rows */
export function keep(rows) {
  sweep();
  kept += 1;
  const id = `@${kept}`;
  tables.set(id, rows);
  return id;
}

/** The table of an id, if it is one. @param {string} id */
export const rowsOf = (id) => tables.get(id);
