// What the network's outputs say of points: classes, as the core counts its accuracy.

/** @typedef {import("../run.js").Data["description"]} Description */

/** How many classes there are; none in regression. @param {Description} description @param {Float32Array} targets */
export function classesOf({ problem, network }, targets) {
  if (problem === "regression") return 0;
  const units = network.layers[network.layers.length - 1].units;
  return problem === "binary" ? 2 : targets.reduce((most, y) => Math.max(most, y + 1), units);
}

/**
 * The class that the network gives to a point: with one output 1 above the threshold, ½ or for hinge 0; else the largest output,
 * of equals the first.
 *
 * @param {Float32Array} outputs [rows, units] row-major.
 * @param {number} row
 * @param {number} units
 * @param {string} loss
 */
export function answeredClass(outputs, row, units, loss) {
  if (units === 1) return outputs[row] > (loss.endsWith("hinge") ? 0 : 0.5) ? 1 : 0;
  let best = 0;
  for (let unit = 1; unit < units; unit++) if (outputs[row * units + unit] > outputs[row * units + best]) best = unit;
  return best;
}

/**
 * How often each class was answered for each: the number of points of class `of` that are answered as class `as` is
 * `counts[of * classes + as]`.
 *
 * @param {Description} description
 * @param {Float32Array} targets
 * @param {Float32Array} outputs
 * @param {{ from: number, to: number }} rows Which are counted.
 */
export function confusion(description, targets, outputs, { from, to }) {
  const { network } = description;
  const classes = classesOf(description, targets);
  const { units } = network.layers[network.layers.length - 1];
  /** @type {number[]} */
  const counts = new Array(classes * classes).fill(0);
  for (let row = from; row < to; row++)
    counts[targets[row] * classes + answeredClass(outputs, row, units, network.loss)] += 1;
  return { classes, counts };
}
