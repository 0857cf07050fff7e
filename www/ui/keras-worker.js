// Scripts for Keras off the main thread: for each the training is made once more.
import init, { keras_script } from "../pkg-lessons/nn_playground.js";

self.onmessage = async ({ data }) => {
  await init({ module_or_path: data.module });
  self.onmessage = ({ data: stages }) => {
    try {
      self.postMessage({ script: keras_script(stages) });
    } catch ({ message }) {
      self.postMessage({ problem: message });
    }
  };
  self.postMessage({ type: "loaded" });
};
