// Training off the main thread. The page sends the compiled module first, so that it is compiled once.
import init, * as wasm from "./pkg/nn_playground.js";
import { Trainer } from "./trainer.js";

self.onmessage = async ({ data }) => {
  try {
    await init({ module_or_path: data.module });
    const trainer = new Trainer(wasm, (message, transfer) => self.postMessage(message, transfer ?? []));
    self.onmessage = (event) => trainer.handle(event.data);
    self.postMessage({ type: "loaded" });
  } catch (error) {
    self.postMessage({ type: "refused", message: String(error) });
  }
};
