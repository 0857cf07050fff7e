// Where work runs: in a worker, or on the main thread where the page, its origin or the browser refuses one.
import { Link } from "./link.js";

/** @typedef {import("./protocol.js").Message} Message */

/** Milliseconds that a worker may take to start before the main thread does the work. */
const PATIENCE = 5000;

/** A link to a worker that is ready. @param {Worker} worker */
export function inWorker(worker) {
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

/**
 * A link to what works on the thread of those who ask.
 *
 * @param {(post: (message: Message) => void) => { handle(command: object): void, close(): void }} create
 */
export function onThisThread(create) {
  const link = new Link(
    (command) => queueMicrotask(() => works.handle(command)),
    () => {
      try {
        works.close();
      } catch {
        // After a trap the package may refuse to free what it was working on.
      }
    },
  );
  const works = create((message) => queueMicrotask(() => link.hear(message)));
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
 * A worker that has taken a module and is ready, or null where there can be none. Its script is fetched while the module still
 * is on its way; rejects if that does not come.
 *
 * @param {URL} url
 * @param {Pack | Promise<Pack>} pack What the worker is given.
 * @returns {Promise<Worker | null>}
 *
 * @typedef {{ module: WebAssembly.Module, folder?: string }} Pack
 */
export function startWorker(url, pack) {
  return new Promise((resolve, reject) => {
    /** @type {Worker | undefined} */
    let worker;
    /** @type {number | undefined} */
    let timer;
    const give = (/** @type {Worker | null} */ result) => {
      clearTimeout(timer);
      if (!result) worker?.terminate();
      resolve(result);
    };
    try {
      const started = newWorker(url);
      worker = started;
      started.onmessage = ({ data }) => give(data.type === "loaded" ? started : null);
      started.onerror = (event) => {
        event.preventDefault();
        give(null);
      };
      Promise.resolve(pack).then(
        ({ module, folder }) => {
          timer = setTimeout(() => give(null), PATIENCE);
          started.postMessage({ module, folder });
        },
        (error) => {
          started.terminate();
          reject(error);
        },
      );
    } catch {
      give(null);
    }
  });
}
