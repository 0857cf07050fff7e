// Keras code of an experiment, with the rows of a table of one's own where its configuration names one.

/**
 * @typedef {import("../../engine/load.js").Lessons} Lessons
 * @typedef {import("../../engine/tables.js").Rows} Rows
 *
 * @typedef {{ settings: Record<string, any>, [name: string]: any }} Run
 */

/**
 * What `write` writes with the table, and settings for it.
 *
 * @param {Record<string, any>} config
 * @param {Rows} rows
 * @param {Pick<Lessons, "Table">} lessons
 * @param {(table: import("../../pkg-lessons/nn_playground.js").Table, settings: Record<string, any>) => string} write
 */
function withTable({ table: _, ...settings }, { columns, x, y, is_regression }, { Table }, write) {
  const table = new Table(columns, x, y, is_regression);
  try {
    return write(table, { ...settings, dataset: "circle" }); // of the data set only the split counts
  } finally {
    table.free();
  }
}

/** @param {Record<string, any>} config @param {Rows | undefined} rows @param {Pick<Lessons, "Table" | "keras_code">} lessons */
export const codeOf = (config, rows, lessons) =>
  rows ? withTable(config, rows, lessons, (table, settings) => table.keras_code(settings)) : lessons.keras_code(config);

/** @param {Run} run @param {Rows | undefined} rows @param {Pick<Lessons, "Table" | "keras_script">} lessons */
export const scriptOf = (run, rows, lessons) =>
  rows
    ? withTable(run.settings, rows, lessons, (table, settings) => table.keras_script({ ...run, settings }))
    : lessons.keras_script(run);
