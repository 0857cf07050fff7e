// A runner for a session: in a worker, or beside it.
import { Runner } from "./runner.js";
import { inWorker, onThisThread, startWorker } from "./thread.js";

export { startWorker };

/**
 * A runner for a package.
 *
 * @param {import("./load.js").Pack} pack
 * @returns {Promise<import("./link.js").Link>}
 */
export async function connect({ wasm, module, folder }) {
  const worker = await startWorker(new URL("./worker.js", import.meta.url), { module, folder });
  return worker ? inWorker(worker) : here(wasm);
}

/** A runner beside the session, which shares a thread with it. @param {import("./protocol.js").Wasm} wasm */
export const here = (wasm) => onThisThread((post) => new Runner(wasm, post));
