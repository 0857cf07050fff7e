// Scripts for Keras off the main thread: for each the training is made once more.
import init, { keras_script } from "../../pkg-lessons/nn_playground.js";

self.onmessage = async ({ data }) => {
  await init({ module_or_path: data.module });
  self.onmessage = ({ data: run }) => {
    try {
      self.postMessage({ script: keras_script(run) });
    } catch (error) {
      const { message, kind, field, details } =
        /** @type {import("../../pkg-lessons/nn_playground.js").PlaygroundError} */ (error);
      self.postMessage({ problem: { message, kind, field, details } });
    }
  };
  self.postMessage({ type: "loaded" });
};
