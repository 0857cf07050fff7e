// The lecture's machines off the main thread. The page sends the compiled module, so that it is compiled once; until that is
// there, its other half is fetched.
import { Machines } from "./machines.js";

const glue = import("../pkg-lessons/nn_playground.js");
glue.catch(() => {}); // it is said when the module comes

self.onmessage = async ({ data }) => {
  try {
    const wasm = await glue;
    await wasm.default({ module_or_path: data.module });
    const machines = new Machines(wasm, (message, transfer = []) => self.postMessage(message, { transfer }));
    self.onmessage = (event) => machines.handle(event.data);
    self.postMessage({ type: "loaded" });
  } catch (error) {
    self.postMessage({ type: "refused", message: String(error) });
  }
};
