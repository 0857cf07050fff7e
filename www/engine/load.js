// The packages, each loaded once a page.
import { fetched, once } from "../once.js";
import init, * as wasm from "../pkg/nn_playground.js";

/** The initialised package. */
export const load = () =>
  once("pkg", async () => {
    const module = await compile("pkg");
    await init({ module_or_path: module });
    return { wasm, module, catalog: wasm.catalog() };
  });

/** The package with the lecture's machines and the Keras code, which the network needs only if that is wanted. */
export const loadLessons = () =>
  once("pkg-lessons", async () => {
    const [module, lessons] = await Promise.all([compile("pkg-lessons"), import("../pkg-lessons/nn_playground.js")]);
    await lessons.default({ module_or_path: module });
    return { ...lessons, module };
  });

/** @param {string} folder */
async function compile(folder) {
  const response = await fetched(new URL(`../${folder}/nn_playground_bg.wasm`, import.meta.url));
  // Not compileStreaming: that insists on a MIME type which not every server sends.
  return WebAssembly.compile(await response.arrayBuffer());
}
