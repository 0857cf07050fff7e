// A runner off the main thread. The page sends the compiled module first, so that it is compiled once, and the folder of its
// package.
import { Runner } from "./runner.js";

self.onmessage = async ({ data }) => {
  try {
    const wasm = await import(`../${data.folder}/nn_playground.js`);
    await wasm.default({ module_or_path: data.module });
    const runner = new Runner(wasm, (message, transfer) => self.postMessage(message, { transfer }));
    self.onmessage = (event) => runner.handle(event.data);
    self.postMessage({ type: "loaded" });
  } catch (error) {
    self.postMessage({ type: "refused", message: String(error) });
  }
};
