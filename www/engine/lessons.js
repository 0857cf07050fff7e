// The one worker that the machines of all lessons on a page share; a page may have thirty of them.
import { loadLessons } from "./load.js";
import { inWorker, onThisThread, startWorker } from "./thread.js";

/** @typedef {import("./link.js").Link} Link */

/** @type {Promise<Link> | null} */
let shared = null;

/** The link to it. It is started when it is first needed, and again when it has ended: after the last machine was closed, or dead. */
export async function lessons() {
  for (;;) {
    shared ??= start();
    const asked = shared;
    const link = await asked.catch((error) => {
      if (shared === asked) shared = null;
      throw error;
    });
    if (link.isOpen) return link;
    if (shared === asked) shared = null;
  }
}

/** Starts it in advance, without waiting for more than the package. */
export function prepare() {
  lessons().catch(() => {}); // it is asked for again, and said then
  return loadLessons();
}

async function start() {
  const pack = loadLessons();
  const worker = await startWorker(new URL("./machine-worker.js", import.meta.url), pack);
  if (worker) return inWorker(worker);
  const [wasm, { Machines }] = await Promise.all([pack, import("./machines.js")]);
  return onThisThread((post) => new Machines(/** @type {any} */ (wasm), post));
}
