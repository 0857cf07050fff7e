// The packages, each loaded once a page. A load that failed is tried again by the next who asks.
import init, * as wasm from "../pkg/nn_playground.js";

let loading;

/** The initialised package: the same promise for every element on the page. */
export function load() {
  loading ??= (async () => {
    const module = await compile("pkg");
    await init({ module_or_path: module });
    return { wasm, module, catalog: wasm.catalog() };
  })();
  loading.catch(() => { loading = null; });
  return loading;
}

let loadingLessons;

/** The package with the lecture's machines and the Keras code, which the network needs only if that is wanted. */
export function loadLessons() {
  loadingLessons ??= (async () => {
    const [module, lessons] = await Promise.all([compile("pkg-lessons"), import("../pkg-lessons/nn_playground.js")]);
    await lessons.default({ module_or_path: module });
    return { ...lessons, module };
  })();
  loadingLessons.catch(() => { loadingLessons = null; });
  return loadingLessons;
}

async function compile(folder) {
  const name = `${folder}/nn_playground_bg.wasm`;
  const response = await fetch(new URL(`../${name}`, import.meta.url));
  if (!response.ok) throw new Error(`${name}: ${response.status} ${response.statusText}`);
  // Not compileStreaming: that insists on a MIME type which not every server sends.
  return WebAssembly.compile(await response.arrayBuffer());
}
