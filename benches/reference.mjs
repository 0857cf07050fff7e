// The judge of the contenders: a dense network of tanh layers in 64-bit numbers, written to be read, not to be fast.

/** The outputs of every layer for one example; the first are the example itself. */
function forward(layers, example) {
  const values = [example];
  for (const { kernel, bias } of layers) {
    const inputs = values.at(-1);
    values.push(
      bias.map((start, unit) =>
        Math.tanh(inputs.reduce((sum, input, from) => sum + input * kernel[from][unit], start)),
      ),
    );
  }
  return values;
}

function fromArrays(sizes, weights) {
  return sizes.slice(1).map((units, layer) => ({
    kernel: Array.from({ length: sizes[layer] }, (_, from) =>
      Array.from(weights[2 * layer].subarray(from * units, (from + 1) * units)),
    ),
    bias: Array.from(weights[2 * layer + 1]),
  }));
}

/**
 * Trains by stochastic gradient descent on the mean squared error of each batch, in the order of the rows, and gives the
 * weights [kernel, bias, …]. With `eager`, each layer is updated before the error goes on through it to the layer below
 * (what some libraries do), instead of after the whole gradient is known.
 */
export function train({ sizes, weights, x, y, rows, batch, rate }, epochs, { eager = false } = {}) {
  const layers = fromArrays(sizes, weights);
  for (let start = 0; start < epochs * rows; start += batch) {
    const gradients = layers.map(({ kernel, bias }) => ({
      kernel: kernel.map((row) => row.map(() => 0)),
      bias: bias.map(() => 0),
    }));
    const update = (layer) => {
      layers[layer].bias.forEach((_, unit) => {
        layers[layer].bias[unit] -= rate * gradients[layer].bias[unit];
      });
      layers[layer].kernel.forEach((row, from) =>
        row.forEach((_, unit) => {
          row[unit] -= rate * gradients[layer].kernel[from][unit];
        }),
      );
    };
    for (let at = start; at < start + batch; at++) {
      const row = at % rows;
      const values = forward(layers, Array.from(x.subarray(2 * row, 2 * row + 2)));
      let errors = values.at(-1).map((value) => (2 * (value - y[row])) / batch); // ∂loss/∂output
      for (let layer = layers.length - 1; layer >= 0; layer--) {
        const { kernel } = layers[layer];
        const sums = errors.map((error, unit) => error * (1 - values[layer + 1][unit] ** 2)); // ∂loss/∂(weighted sum)
        sums.forEach((sum, unit) => {
          gradients[layer].bias[unit] += sum;
          values[layer].forEach((input, from) => {
            gradients[layer].kernel[from][unit] += input * sum;
          });
        });
        if (eager) update(layer);
        errors = kernel.map((row) => row.reduce((total, weight, unit) => total + weight * sums[unit], 0));
      }
    }
    if (!eager) layers.forEach((_, layer) => update(layer));
  }
  return layers.flatMap(({ kernel, bias }) => [Float64Array.from(kernel.flat()), Float64Array.from(bias)]);
}

/** The network's one output at each point of [rows, 2]. */
export function outputs({ sizes, weights }, points) {
  const layers = fromArrays(sizes, weights);
  return Float64Array.from(
    { length: points.length / 2 },
    (_, row) => forward(layers, Array.from(points.subarray(2 * row, 2 * row + 2))).at(-1)[0],
  );
}
