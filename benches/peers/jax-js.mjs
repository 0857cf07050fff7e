// jax-js on its WebAssembly backend: one compiled function for a whole update. The gradient is written out, which it runs
// up to twice as fast as what its own `grad` makes. Without SharedArrayBuffer (a page that is not isolated, or Node, which
// has no Worker of the web's kind) it uses one thread.
import { defaultDevice, init, jit, numpy as np } from "@jax-js/jax";
import { activations } from "../workloads.mjs";

export async function prepare() {
  await init("wasm");
  defaultDevice("wasm");
}

// Every use of an array but the last is marked by `.ref`: a function takes over what it is given.

/** Each activation, and an error that goes back through it, by its output. */
const ACTIVATIONS = {
  tanh: { output: np.tanh, backward: (error, output) => error.mul(np.square(output).neg().add(1)) },
  relu: { output: (sums) => np.maximum(sums, 0), backward: (error, output) => error.mul(np.heaviside(output, 0)) },
  linear: {
    output: (sums) => sums,
    backward(error, output) {
      output.dispose();
      return error;
    },
  },
};

function forward(parameters, points, names) {
  const values = [points];
  for (let at = 0; at < parameters.length; at += 2) {
    const sums = np.matmul(values.at(-1).ref, parameters[at].ref).add(parameters[at + 1].ref);
    values.push(ACTIVATIONS[names[at / 2]].output(sums));
  }
  return values;
}

/** The parameters after an update. */
function update(parameters, inputs, targets, { batch, rate, names }) {
  const values = forward(parameters, inputs, names);
  const updated = [];
  let error = values
    .at(-1)
    .ref.sub(targets)
    .mul(2 / batch);
  for (let at = parameters.length - 2; at >= 0; at -= 2) {
    const sums = ACTIVATIONS[names[at / 2]].backward(error, values.pop());
    if (at > 0) error = np.matmul(sums.ref, np.transpose(parameters[at].ref));
    const kernel = np.matmul(np.transpose(values.at(-1).ref), sums.ref);
    updated.unshift(parameters[at].sub(kernel.mul(rate)), parameters[at + 1].sub(sums.sum(0).mul(rate)));
  }
  values.pop().dispose();
  return updated;
}

export function make({ sizes, weights, x, y, rows, batch, rate, ...task }) {
  const names = activations({ sizes, ...task });
  let parameters = sizes
    .slice(1)
    .flatMap((units, index) => [
      np.array(Float32Array.from(weights[2 * index])).reshape([sizes[index], units]),
      np.array(Float32Array.from(weights[2 * index + 1])),
    ]);
  const step = jit((current, inputs, targets) => update(current, inputs, targets, { batch, rate, names }));
  const predict = jit((current, points) => {
    const values = forward(current, points, names);
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
