// Reads a file of CSV off the main thread.
import init, { TableReader } from "../../../pkg-table/table.js";
import { readTable } from "./csv.js";

/** Milliseconds between two reports. */
const PAUSE = 50;

self.onmessage = async ({ data }) => {
  await init({ module_or_path: data.module });
  self.onmessage = async ({ data: { file, choice } }) => {
    let last = 0;
    const progress = (/** @type {number} */ done, /** @type {number} */ total) => {
      if (performance.now() - last < PAUSE) return;
      last = performance.now();
      self.postMessage({ done, total });
    };
    try {
      const open = (/** @type {import("./csv.js").Choice} */ { column, target }) => new TableReader(column, target);
      self.postMessage({ table: await readTable(file, open, choice, progress) });
    } catch (error) {
      const { message, kind, found, limit, columns, faults } = /** @type {import("./csv.js").CsvRefusal} */ (error);
      self.postMessage({ refusal: { message, kind, found, limit, columns, faults } });
    }
  };
  self.postMessage({ type: "loaded" });
};
