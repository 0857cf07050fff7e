// Scripts for Keras off the main thread: for each the training is made once more.
import init, { Table, keras_script } from "../../pkg-lessons/nn_playground.js";
import { scriptOf } from "./keras-run.js";

self.onmessage = async ({ data }) => {
  await init({ module_or_path: data.module });
  self.onmessage = ({ data: { run, rows } }) => {
    try {
      self.postMessage({ script: scriptOf(run, rows, { Table, keras_script }) });
    } catch (error) {
      const { message, kind, field, details } =
        /** @type {import("../../pkg-lessons/nn_playground.js").PlaygroundError} */ (error);
      self.postMessage({ problem: { message, kind, field, details } });
    }
  };
  self.postMessage({ type: "loaded" });
};
