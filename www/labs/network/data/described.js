// The data of an experiment that nobody trains: what it is, and its points.
import { rowsOf } from "../../../engine/tables.js";

/** @typedef {import("../../../engine/tables.js").Rows} Rows */

/** Multiples of it, without their whole part, are spread evenly and repeat nothing: rows that take turns are all among them. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** So many rows of a table, from all of it. @param {Rows} rows @param {number} most @returns {Rows} */
function some({ x, y, ...rest }, most) {
  const width = rest.columns.length;
  const taken = Array.from({ length: most }, (_, at) => Math.floor(((at * GOLDEN) % 1) * y.length));
  return {
    ...rest,
    x: Float32Array.from(taken.flatMap((row) => [...x.subarray(row * width, (row + 1) * width)])),
    y: Float32Array.from(taken, (row) => y[row]),
  };
}

/**
 * A description, points and targets. It throws what the core refuses.
 *
 * @param {import("../view.js").Wasm} wasm
 * @param {{ dataset: string, points?: string, formula?: string, samples?: number, seed?: number }} settings
 * @param {number} [most] Of a larger table so many rows.
 */
export function described(wasm, { points, ...settings }, most = Number.POSITIVE_INFINITY) {
  const all = settings.dataset === "custom" ? rowsOf(points ?? "") : undefined;
  const rows = all && all.y.length > most ? some(all, most) : all;
  const table = rows && new wasm.Table(rows.columns, rows.x, rows.y, rows.is_regression);
  try {
    const experiment = table
      ? table.experiment({ ...settings, dataset: "circle", layers: [] }, undefined) // of the data set only the split counts
      : new wasm.Experiment({ ...settings, points, layers: [] }, undefined);
    try {
      return { ...experiment.describe(), points: experiment.points(), targets: experiment.targets() };
    } finally {
      experiment.free();
    }
  } finally {
    table?.free();
  }
}
