// A runner for a session: in a worker, or beside it.
import { imported } from "../once.js";
import { inWorker, startWorker } from "./thread.js";

export { startWorker };

/**
 * A runner for a package.
 *
 * @param {import("./load.js").Pack} pack
 * @returns {Promise<import("./link.js").Link>}
 */
export async function connect({ wasm, module, folder }) {
  const worker = await startWorker(new URL("./worker.js", import.meta.url), { module, folder });
  if (worker) return inWorker(worker);
  /** @type {typeof import("./here.js")} */
  const { here } = await imported(new URL("./here.js", import.meta.url));
  return here(wasm);
}
