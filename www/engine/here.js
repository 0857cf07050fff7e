// A runner that shares a thread with its session. It is loaded where it is needed: few pages are refused a worker.
import { Runner } from "./runner.js";
import { onThisThread } from "./thread.js";

/** @param {import("./protocol.js").Wasm} wasm */
export const here = (wasm) => onThisThread((post) => new Runner(wasm, post));
