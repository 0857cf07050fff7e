// The package and the trainer, loaded once a page: { wasm, catalog } for pictures, and a trainer for each element.
import init, * as wasm from "./pkg/nn_playground.js";
import { Trainer } from "./trainer.js";

let loading;

/** The initialised package: the same promise for every element on the page. */
export function load() {
  loading ??= (async () => {
    const module = await compile("pkg");
    await init({ module_or_path: module });
    return { wasm, module, catalog: wasm.catalog() };
  })();
  return loading;
}

let loadingLessons;

/** The package with the lecture's machines and the Keras code, which the network needs only if that is wanted. */
export function loadLessons() {
  loadingLessons ??= (async () => {
    const [module, lessons] = await Promise.all([compile("pkg-lessons"), import("./pkg-lessons/nn_playground.js")]);
    await lessons.default({ module_or_path: module });
    return { ...lessons, module };
  })();
  loadingLessons.catch(() => { loadingLessons = null; }); // the next who opens a lab tries again
  return loadingLessons;
}

async function compile(folder) {
  const name = `${folder}/nn_playground_bg.wasm`;
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(`${name}: ${response.status} ${response.statusText}`);
  // Not compileStreaming: that insists on a MIME type which not every server sends.
  return WebAssembly.compile(await response.arrayBuffer());
}

/** How long a worker may take to start before the main thread does the work, in milliseconds. */
const WORKER_PATIENCE = 5000;

/** A trainer that answers to `listen(message)`: { post(message), close(), inWorker }. */
export async function connect({ wasm, module }, listen) {
  const worker = await startWorker(new URL("./worker.js", import.meta.url), module);
  if (worker) {
    worker.onmessage = ({ data }) => listen(data);
    worker.onerror = null;
    return { post: (message) => worker.postMessage(message), close: () => worker.terminate(), inWorker: true };
  }
  let open = true;
  const trainer = new Trainer(wasm, (message) => queueMicrotask(() => open && listen(message)));
  return {
    post: (message) => queueMicrotask(() => open && trainer.handle(message)),
    close: () => {
      trainer.handle({ type: "pause" });
      open = false;
    },
    inWorker: false,
  };
}

/** A worker of the page that has taken a module and is ready, or null where the page, its origin or the browser refuses one. */
export function startWorker(url, module) {
  return new Promise((resolve) => {
    let worker;
    const give = (result) => {
      clearTimeout(timer);
      if (!result) worker?.terminate();
      resolve(result);
    };
    const timer = setTimeout(() => give(null), WORKER_PATIENCE);
    try {
      worker = new Worker(url, { type: "module" });
      worker.onmessage = ({ data }) => give(data.type === "loaded" ? worker : null);
      worker.onerror = (event) => {
        event.preventDefault();
        give(null);
      };
      worker.postMessage({ module });
    } catch {
      give(null);
    }
  });
}
