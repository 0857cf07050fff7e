// Where a runner runs: in a worker, or on the main thread where the page, its origin or the browser refuses one.
import { Link } from "./link.js";
import { Runner } from "./runner.js";

/**
 * @typedef {import("./protocol.js").Wasm} Wasm
 * @typedef {import("./protocol.js").Message} Message
 */

/** Milliseconds that a worker may take to start before the main thread does the work. */
const PATIENCE = 5000;

/**
 * A runner for a package.
 *
 * @param {import("./load.js").Pack} pack
 * @returns {Promise<Link>}
 */
export async function connect({ wasm, module, folder }) {
  const worker = await startWorker(new URL("./worker.js", import.meta.url), { module, folder });
  return worker ? inWorker(worker) : here(wasm);
}

/** @param {Worker} worker */
function inWorker(worker) {
  const link = new Link(
    (command, transfer) => worker.postMessage(command, transfer ?? []),
    () => worker.terminate(),
  );
  worker.onmessage = ({ data }) => link.hear(data);
  worker.onerror = (event) => {
    event.preventDefault();
    link.die(event.message || "the worker ended");
  };
  return link;
}

/** A runner beside the session, which shares a thread with it. @param {Wasm} wasm */
export function here(wasm) {
  const link = new Link(
    (command) => queueMicrotask(() => runner.handle(command)),
    () => runner.close(),
  );
  const runner = new Runner(wasm, (/** @type {Message} */ message) => queueMicrotask(() => link.hear(message)));
  return link;
}

/**
 * A worker's script may only be of the page's own origin. Where this is of another one, a script of the page's own imports it:
 * that asks the other origin whether it may, as every import does, and a strict policy of the page still refuses it.
 *
 * @param {URL} url
 */
function newWorker(url) {
  if (url.origin === location.origin) return new Worker(url, { type: "module" });
  const script = URL.createObjectURL(new Blob([`import ${JSON.stringify(url.href)};`], { type: "text/javascript" }));
  try {
    return new Worker(script, { type: "module" });
  } finally {
    // Not before the worker has read it.
    setTimeout(() => URL.revokeObjectURL(script), PATIENCE);
  }
}

/**
 * A worker that has taken a module and is ready, or null where there can be none.
 *
 * @param {URL} url
 * @param {{ module: WebAssembly.Module, folder?: string }} pack What the worker is given.
 * @returns {Promise<Worker | null>}
 */
export function startWorker(url, pack) {
  return new Promise((resolve) => {
    /** @type {Worker | undefined} */
    let worker;
    const give = (/** @type {Worker | null} */ result) => {
      clearTimeout(timer);
      if (!result) worker?.terminate();
      resolve(result);
    };
    const timer = setTimeout(() => give(null), PATIENCE);
    try {
      const started = newWorker(url);
      worker = started;
      started.onmessage = ({ data }) => give(data.type === "loaded" ? started : null);
      started.onerror = (event) => {
        event.preventDefault();
        give(null);
      };
      started.postMessage(pack);
    } catch {
      give(null);
    }
  });
}
