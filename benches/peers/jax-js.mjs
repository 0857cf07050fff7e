// jax-js on its WebAssembly backend: one compiled function for a whole update. Without SharedArrayBuffer (a page that is
// not isolated, or Node, which has no Worker of the web's kind) it uses one thread.
import { defaultDevice, init, jit, numpy as np, valueAndGrad } from "@jax-js/jax";

export async function prepare() {
  await init("wasm");
  defaultDevice("wasm");
}

// Every use of an array but the last is marked by `.ref`: a function takes over what it is given.

function forward(parameters, values) {
  for (let at = 0; at < parameters.length; at += 2) values = np.tanh(np.matmul(values, parameters[at]).add(parameters[at + 1]));
  return values;
}

const loss = (parameters, inputs, targets) => np.square(forward(parameters, inputs).sub(targets)).mean();

export function make({ sizes, weights, x, y, rows, batch, rate }) {
  let parameters = sizes.slice(1).flatMap((units, index) => [
    np.array(Float32Array.from(weights[2 * index])).reshape([sizes[index], units]),
    np.array(Float32Array.from(weights[2 * index + 1])),
  ]);
  const step = jit((current, inputs, targets) => {
    const [value, gradients] = valueAndGrad(loss)(current.map((array) => array.ref), inputs, targets);
    value.dispose();
    return current.map((array, at) => array.sub(gradients[at].mul(rate)));
  });
  const predict = jit(forward);
  const batches = Array.from({ length: rows ? rows / batch : 0 }, (_, at) => [
    np.array(x.slice(2 * at * batch, 2 * (at + 1) * batch)).reshape([batch, 2]),
    np.array(y.slice(at * batch, (at + 1) * batch)).reshape([batch, 1]),
  ]);
  return {
    train(epochs) {
      for (let epoch = 0; epoch < epochs; epoch++) {
        for (const [inputs, targets] of batches) {
          parameters = step(parameters, inputs.ref, targets.ref);
          // Work is put off until somebody asks for a result, and what is put off makes the next step slower: ask at once.
          parameters.at(-1).ref.dataSync();
        }
      }
    },
    weights: () => parameters.map((array) => array.ref.dataSync()),
    outputs: (points) => predict(parameters.map((array) => array.ref), np.array(points).reshape([points.length / 2, 2])).dataSync(),
  };
}
