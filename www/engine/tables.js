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

/** Keeps a table; returns its id. @param {Rows} rows */
export function keep(rows) {
  const id = `@${tables.size + 1}`;
  tables.set(id, rows);
  return id;
}

/** The table of an id, if it is one. @param {string} id */
export const rowsOf = (id) => tables.get(id);
