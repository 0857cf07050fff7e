// A table out of a file: read in a worker, or where there may be none, on the main thread.
import { startWorker } from "../../../engine/connect.js";
import { fetched, imported, once } from "../../../once.js";
import { readTable } from "./csv.js";

/**
 * @typedef {typeof import("../../../pkg-table/table.js")} Exports
 * @typedef {import("./csv.js").CsvTable} CsvTable
 */

/** @returns {Promise<WebAssembly.Module>} */
const compiled = () =>
  once("pkg-table", async () => {
    const url = new URL("../../../pkg-table/table_bg.wasm", import.meta.url);
    return WebAssembly.compile(await (await fetched(url)).arrayBuffer());
  });

/**
 * The table in a file. It throws a `CsvRefusal`, or an `AbortError` once it is cancelled.
 *
 * @param {Blob} file
 * @param {import("./csv.js").Choice} choice
 * @param {{ progress: (done: number, total: number) => void, signal: AbortSignal }} on
 * @returns {Promise<CsvTable>}
 */
export async function tableIn(file, choice, { progress, signal }) {
  const module = await compiled();
  const worker = await startWorker(new URL("./table-worker.js", import.meta.url), { module });
  if (!worker) return onThisThread(file, choice, { module, progress, signal });
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      signal.throwIfAborted();
      worker.onmessage = ({ data: { table, refusal, done, total } }) => {
        if (table) resolve(table);
        else if (refusal) reject(Object.assign(new Error(refusal.message), refusal));
        else progress(done, total);
      };
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage({ file, choice });
    });
  } finally {
    worker.terminate();
  }
}

/**
 * @param {Blob} file
 * @param {import("./csv.js").Choice} choice
 * @param {{ module: WebAssembly.Module, progress: (done: number, total: number) => void, signal: AbortSignal }} on
 */
async function onThisThread(file, choice, { module, progress, signal }) {
  /** @type {Exports} */
  const { default: init, TableReader } = await imported(new URL("../../../pkg-table/table.js", import.meta.url));
  await init({ module_or_path: module });
  const tell = (/** @type {number} */ done, /** @type {number} */ total) => {
    signal.throwIfAborted();
    progress(done, total);
  };
  return readTable(file, ({ column, target }) => new TableReader(column, target), choice, tell);
}
