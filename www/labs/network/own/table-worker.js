// Reads a file off the main thread: a table as CSV, or an experiment.
import init, { TableReader } from "../../../pkg-table/table.js";
import { readTable } from "./csv.js";
import { read } from "./experiment-file.js";

/** Milliseconds between two reports. */
const PAUSE = 50;

/** @param {Blob} file @param {import("./csv.js").Choice} choice */
function tableIn(file, choice) {
  let last = 0;
  const progress = (/** @type {number} */ done, /** @type {number} */ total) => {
    if (performance.now() - last < PAUSE) return;
    last = performance.now();
    self.postMessage({ done, total });
  };
  const open = (/** @type {import("./csv.js").Choice} */ { column, target, decimal }) =>
    new TableReader(column, target, decimal);
  return readTable(file, open, choice, progress);
}

self.onmessage = async ({ data: { module } }) => {
  await init({ module_or_path: module });
  self.onmessage = async ({ data: { file, choice } }) => {
    try {
      self.postMessage({ found: choice ? await tableIn(file, choice) : read(await file.text()) });
    } catch (error) {
      const { message, kind, found, limit, columns, faults } = /** @type {import("./csv.js").CsvRefusal} */ (error);
      self.postMessage({ refusal: { message, kind, found, limit, columns, faults } });
    }
  };
  self.postMessage({ type: "loaded" });
};
