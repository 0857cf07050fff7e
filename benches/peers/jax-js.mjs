// jax-js on its WebAssembly backend: one compiled function for a whole update. The gradient is written out, which it runs
// up to twice as fast as what its own `grad` makes. Without SharedArrayBuffer (a page that is not isolated, or Node, which
// has no Worker of the web's kind) it uses one thread.
import { defaultDevice, init, jit, numpy as np } from "@jax-js/jax";

export async function prepare() {
  await init("wasm");
  defaultDevice("wasm");
}

// Every use of an array but the last is marked by `.ref`: a function takes over what it is given.

function forward(parameters, points) {
  const values = [points];
  for (let at = 0; at < parameters.length; at += 2)
    values.push(np.tanh(np.matmul(values.at(-1).ref, parameters[at].ref).add(parameters[at + 1].ref)));
  return values;
}

/** The parameters after an update. */
function update(parameters, inputs, targets, batch, rate) {
  const values = forward(parameters, inputs);
  const updated = [];
  let error = values
    .at(-1)
    .ref.sub(targets)
    .mul(2 / batch);
  for (let at = parameters.length - 2; at >= 0; at -= 2) {
    const sums = error.mul(np.square(values.pop()).neg().add(1));
    if (at > 0) error = np.matmul(sums.ref, np.transpose(parameters[at].ref));
    const kernel = np.matmul(np.transpose(values.at(-1).ref), sums.ref);
    updated.unshift(parameters[at].sub(kernel.mul(rate)), parameters[at + 1].sub(sums.sum(0).mul(rate)));
  }
  values.pop().dispose();
  return updated;
}

export function make({ sizes, weights, x, y, rows, batch, rate }) {
  let parameters = sizes
    .slice(1)
    .flatMap((units, index) => [
      np.array(Float32Array.from(weights[2 * index])).reshape([sizes[index], units]),
      np.array(Float32Array.from(weights[2 * index + 1])),
    ]);
  const step = jit((current, inputs, targets) => update(current, inputs, targets, batch, rate));
  const predict = jit((current, points) => {
    const values = forward(current, points);
    current.forEach((array) => array.dispose());
    const outputs = values.pop();
    values.forEach((array) => array.dispose());
    return outputs;
  });
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
    outputs: (points) =>
      predict(
        parameters.map((array) => array.ref),
        np.array(points).reshape([points.length / 2, 2]),
      ).dataSync(),
  };
}
