// The packages, each loaded once a page.
import { LoadError, fetched, imported, isAskedFor, once } from "../once.js";

/**
 * The exports of the package with the lecture's machines; it has all those of the other.
 *
 * @typedef {typeof import("../pkg-lessons/nn_playground.js")} Lessons
 */

/**
 * A package, initialised: its exports, its compiled module (for workers), and the folder that it is in.
 *
 * @template [Exports=import("./protocol.js").Wasm]
 * @typedef {object} Pack
 * @property {Exports} wasm
 * @property {WebAssembly.Module} module
 * @property {import("../pkg/nn_playground.js").Catalog} catalog
 * @property {string} folder
 */

/**
 * A package that trains. The one with the lecture's machines has everything of the other: where that is wanted, or on its
 * way already, it is the only one.
 *
 * @param {boolean} [withLessons] Whether a lab of the lecture is what is opened.
 * @returns {Promise<Pack>}
 */
export const load = (withLessons = false) => open(withLessons || isAskedFor("pkg-lessons") ? "pkg-lessons" : "pkg");

/** The package with the lecture's machines and the Keras code, which the network needs only if that is wanted. @returns {Promise<Lessons & { module: WebAssembly.Module }>} */
export async function loadLessons() {
  const { wasm, module } = await open("pkg-lessons");
  return { ...wasm, module };
}

/** @param {string} folder @returns {Promise<Pack<any>>} */
const open = (folder) =>
  once(folder, async () => {
    const glue = new URL(`../${folder}/nn_playground.js`, import.meta.url);
    const [module, wasm] = await Promise.all([compile(folder), imported(glue)]);
    await wasm.default({ module_or_path: module });
    return { wasm, module, catalog: wasm.catalog(), folder };
  });

/** What every module begins with: \\0asm. */
const MAGIC = [0x00, 0x61, 0x73, 0x6d];

/** @param {string} folder */
async function compile(folder) {
  const url = new URL(`../${folder}/nn_playground_bg.wasm`, import.meta.url);
  if (!globalThis.WebAssembly) throw new LoadError("no_wasm", url);
  const bytes = await (await fetched(url)).arrayBuffer();
  // Not compileStreaming: that insists on a MIME type which not every server sends.
  return WebAssembly.compile(bytes).catch(() => {
    const isWasm = MAGIC.every((byte, at) => new Uint8Array(bytes)[at] === byte);
    throw new LoadError(isWasm ? "no_simd" : "not_wasm", url);
  });
}
