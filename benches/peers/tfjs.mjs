// TensorFlow.js without its layers, which only add to its time: variables, the mean squared error, its SGD optimizer.
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients";

export async function start(backend) {
  await tf.setBackend(backend);
  await tf.ready();
}

export function make({ sizes, weights, x, y, rows, batch, rate }) {
  const variables = sizes.slice(1).flatMap((units, index) => [
    tf.variable(tf.tensor2d(Float32Array.from(weights[2 * index]), [sizes[index], units])),
    tf.variable(tf.tensor1d(Float32Array.from(weights[2 * index + 1]))),
  ]);
  const forward = (values) => {
    for (let at = 0; at < variables.length; at += 2) values = tf.tanh(tf.add(tf.matMul(values, variables[at]), variables[at + 1]));
    return values;
  };
  const optimizer = tf.train.sgd(rate ?? 0);
  const batches = Array.from({ length: rows ? rows / batch : 0 }, (_, at) => [
    tf.tensor2d(x.slice(2 * at * batch, 2 * (at + 1) * batch), [batch, 2]),
    tf.tensor2d(y.slice(at * batch, (at + 1) * batch), [batch, 1]),
  ]);
  return {
    train(epochs) {
      for (let epoch = 0; epoch < epochs; epoch++) {
        for (const [inputs, targets] of batches) {
          optimizer.minimize(() => tf.mean(tf.squaredDifference(forward(inputs), targets)), false, variables);
        }
      }
    },
    weights: () => variables.map((variable) => variable.dataSync()),
    outputs: (points) => tf.tidy(() => forward(tf.tensor2d(points, [points.length / 2, 2])).dataSync()),
  };
}
