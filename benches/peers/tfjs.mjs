// TensorFlow.js without its layers and its tape, which only add to its time: the gradient is written out.
import * as tf from "@tensorflow/tfjs-core";
import { activations } from "../workloads.mjs";

/** Each activation, and an error that goes back through it, by its output. */
const ACTIVATIONS = {
  tanh: { output: tf.tanh, backward: (error, output) => tf.mul(error, tf.sub(1, tf.square(output))) },
  relu: { output: tf.relu, backward: (error, output) => tf.mul(error, tf.step(output)) },
  linear: { output: (sums) => sums, backward: (error) => error },
};

export async function start(backend) {
  await tf.setBackend(backend);
  await tf.ready();
}

export function make({ sizes, weights, x, y, rows, batch, rate, ...task }) {
  const names = activations({ sizes, ...task });
  const variables = sizes
    .slice(1)
    .flatMap((units, index) => [
      tf.variable(tf.tensor2d(Float32Array.from(weights[2 * index]), [sizes[index], units])),
      tf.variable(tf.tensor1d(Float32Array.from(weights[2 * index + 1]))),
    ]);
  const forward = (points) => {
    const values = [points];
    for (let at = 0; at < variables.length; at += 2)
      values.push(
        ACTIVATIONS[names[at / 2]].output(tf.add(tf.matMul(values.at(-1), variables[at]), variables[at + 1])),
      );
    return values;
  };
  const update = (inputs, targets) => {
    const values = forward(inputs);
    let error = tf.mul(tf.sub(values.at(-1), targets), 2 / batch);
    for (let at = variables.length - 2; at >= 0; at -= 2) {
      const sums = ACTIVATIONS[names[at / 2]].backward(error, values.pop());
      if (at > 0) error = tf.matMul(sums, variables[at], false, true);
      const kernel = tf.matMul(values.at(-1), sums, true, false);
      variables[at].assign(tf.sub(variables[at], tf.mul(kernel, rate)));
      variables[at + 1].assign(tf.sub(variables[at + 1], tf.mul(tf.sum(sums, 0), rate)));
    }
  };
  const batches = Array.from({ length: rows ? rows / batch : 0 }, (_, at) => [
    tf.tensor2d(x.slice(2 * at * batch, 2 * (at + 1) * batch), [batch, 2]),
    tf.tensor2d(y.slice(at * batch, (at + 1) * batch), [batch, 1]),
  ]);
  return {
    train(epochs) {
      for (let epoch = 0; epoch < epochs; epoch++) {
        for (const [inputs, targets] of batches) tf.tidy(() => update(inputs, targets));
      }
    },
    weights: () => variables.map((variable) => variable.dataSync()),
    outputs: (points) =>
      tf.tidy(() =>
        forward(tf.tensor2d(points, [points.length / 2, 2]))
          .at(-1)
          .dataSync(),
      ),
  };
}
