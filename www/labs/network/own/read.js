// What is in a file, a table or an experiment: read in a worker, or where there may be none, on the main thread.
import { startWorker } from "../../../engine/connect.js";
import { fetched, imported, once } from "../../../once.js";
import { MAX_BYTES, readTable, tooLong } from "./csv.js";
import { read } from "./experiment-file.js";

/**
 * @typedef {typeof import("../../../pkg-table/table.js")} Exports
 * @typedef {import("./csv.js").CsvTable} CsvTable
 * @typedef {{ progress?: (done: number, total: number) => void, signal: AbortSignal }} On
 */

/** @returns {Promise<WebAssembly.Module>} */
const compiled = () =>
  once("pkg-table", async () => {
    const url = new URL("../../../pkg-table/table_bg.wasm", import.meta.url);
    return WebAssembly.compile(await (await fetched(url)).arrayBuffer());
  });

/**
 * What a worker makes of a file. It throws what is wrong with it, with a `kind`, or an `AbortError` once it is cancelled.
 *
 * @param {{ file: Blob, choice?: import("./csv.js").Choice }} request Without a choice it is an experiment.
 * @param {On} on
 * @param {(module: WebAssembly.Module) => any} here Does it on this thread.
 */
async function inWorker(request, { progress, signal }, here) {
  const module = await compiled();
  const worker = await startWorker(new URL("./table-worker.js", import.meta.url), { module });
  if (!worker) return here(module);
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      signal.throwIfAborted();
      worker.onmessage = ({ data: { found, refusal, done, total } }) => {
        if (found) resolve(found);
        else if (refusal) reject(Object.assign(new Error(refusal.message), refusal));
        else progress?.(done, total);
      };
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(request);
    });
  } finally {
    worker.terminate();
  }
}

/**
 * The table in a file. It throws a `CsvRefusal`.
 *
 * @param {Blob} file
 * @param {import("./csv.js").Choice} choice
 * @param {On} on
 * @returns {Promise<CsvTable>}
 */
export async function tableIn(file, choice, on) {
  return inWorker({ file, choice }, on, async (module) => {
    /** @type {Exports} */
    const { default: init, TableReader } = await imported(new URL("../../../pkg-table/table.js", import.meta.url));
    await init({ module_or_path: module });
    const tell = (/** @type {number} */ done, /** @type {number} */ total) => {
      on.signal.throwIfAborted();
      on.progress?.(done, total);
    };
    const open = (/** @type {import("./csv.js").Choice} */ { column, target, decimal }) =>
      new TableReader(column, target, decimal);
    return readTable(file, open, choice, tell);
  });
}

/**
 * The experiment in a file. It throws what is wrong with it, with a `kind`.
 *
 * @param {Blob} file
 * @param {On} on
 * @returns {Promise<ReturnType<typeof read>>}
 */
export async function experimentIn(file, on) {
  if (file.size > MAX_BYTES) throw tooLong(file.size, MAX_BYTES);
  return inWorker({ file }, on, async () => read(await file.text()));
}
