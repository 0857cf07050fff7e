// What goes wrong in a training, told from what was measured: its losses, and what the hidden units answer to the examples.
import { SETTLED, WINDOW } from "../../engine/stop.js";

/** Fewer updates say nothing. */
const LEAST = 30;
/** The last part of the record is what jumps and rises are seen in, this fraction of it, of at least so many points. */
const RECENT = 1 / 3;
const POINTS = 10;
/**
 * Epochs whose mean loss is compared with that of as many before, and by less than which fraction the two differ: where the loss is
 * called flat, and where it stands still, as where training ends by itself. Many a loss stays for a hundred epochs before it falls:
 * without a cause, flat alone is no trouble.
 */
const FLAT = { window: 100, change: 0.005 };
const STILL = { window: WINDOW, change: SETTLED };
/** Of a long training the window is this fraction of its epochs: its record has few points for less. */
const LONG = 1 / 20;

/** An activation's derivative is below 0.02 outside of this range. Those that are 0 on one side are dead there. */
const SATURATED = /** @type {Record<string, [low: number, high: number]>} */ ({
  tanh: [-0.99, 0.99],
  sigmoid: [0.02, 0.98],
  hard_sigmoid: [0, 1],
});
const DEAD = ["relu", "relu6"];

/** Most of the examples, for a unit that hardly passes a gradient. */
const MOST = 0.95;

/** @typedef {{ kind: "dead" | "saturated", layer: number, count: number, units: number, activation: string } | { kind: "linear" }} Cause */

/** @param {Float64Array | number[]} numbers */
const mean = (numbers) => Array.from(numbers).reduce((sum, number) => sum + number, 0) / numbers.length;

/**
 * Whether the mean loss of the last epochs is that of as many before.
 *
 * @param {{ epoch: Float64Array, loss: Float64Array }} history
 * @param {number} since Before this epoch nothing counts.
 * @param {number} now
 * @param {typeof FLAT} measure
 */
function isLevel({ epoch, loss }, since, now, { window, change }) {
  const length = Math.max(window, now * LONG);
  const [from, middle] = [now - 2 * length, now - length];
  if (from < since) return false;
  const before = loss.filter((_, at) => epoch[at] > from && epoch[at] <= middle);
  const recent = loss.filter((_, at) => epoch[at] > middle);
  if (Math.min(before.length, recent.length) < POINTS) return false;
  return Math.abs(mean(recent) - mean(before)) <= change * Math.abs(mean(before));
}

/**
 * What the losses tell: `rising`, above where they began; `oscillating`, up and down by much of themselves; though hardly
 * anything was learnt, `flat` for a while (it may be slow, or blocked: see `cause`) or even `still`; null, nothing bad.
 *
 * @param {{ epoch: Float64Array, loss: Float64Array }} history
 * @param {{ step: number, epoch: number, accuracy: number | null }} state
 * @param {number} [since] The epoch at which the settings of now were taken: what was before does not tell of them.
 * @returns {"rising" | "oscillating" | "flat" | "still" | null}
 */
export function symptom({ epoch, loss }, { step, epoch: now, accuracy }, since = 0) {
  const own = loss.slice(epoch.findIndex((each) => each >= since));
  const recent = own.slice(-Math.max(POINTS, Math.ceil(own.length * RECENT)));
  const steps = step * (1 - since / now);
  if (!(steps >= LEAST) || recent.length < POINTS || own.length < 2 * POINTS) return null;
  const [first, average] = [Math.max(loss[0], own[0]), mean(recent)];
  if (average > 1.2 * first && recent[recent.length - 1] > first) return "rising";
  const changes = Array.from(recent.slice(1), (value, i) => value - recent[i]);
  const turns = changes.slice(1).filter((change, i) => change * changes[i] < 0).length;
  if (
    average > 0.4 * first &&
    turns > 0.4 * changes.length &&
    mean(changes.map((change) => Math.abs(change))) > 0.25 * average
  )
    return "oscillating";
  const isPoor = average > 0.7 * first || (accuracy !== null && accuracy < 0.75 && average > 0.5 * first);
  if (!isPoor) return null;
  if (isLevel({ epoch, loss }, since, now, STILL)) return "still";
  return isLevel({ epoch, loss }, since, now, FLAT) ? "flat" : null;
}

/**
 * What blocks the gradient in a network whose loss is flat: the first hidden layer in which at least half of the units are
 * `dead` or `saturated` for nearly all examples; that all layers are linear, `linear`; or null.
 *
 * @param {{ activation?: string }[]} hidden The hidden layers; one without an activation is linear.
 * @param {{ values: Float32Array, layers: { layer: number, units: number, start: number }[], points: number }} answers What each
 *   unit answers to each example: unit u to example p `values[start + p * units + u]`.
 * @returns {Cause | null}
 */
export function cause(hidden, { values, layers, points }) {
  for (const { layer, units, start } of layers.slice(0, hidden.length)) {
    const { activation = "linear" } = hidden[layer];
    const isDead = DEAD.includes(activation);
    const [low, high] = SATURATED[activation] ?? (isDead ? [0, Number.POSITIVE_INFINITY] : []);
    if (low === undefined) continue;
    let count = 0;
    for (let unit = 0; unit < units; unit++) {
      let outside = 0;
      for (let point = 0; point < points; point++) {
        const value = values[start + point * units + unit];
        if (value <= low || value >= high) outside += 1;
      }
      if (outside >= (isDead ? 1 : MOST) * points) count += 1;
    }
    if (count * 2 >= units) return { kind: isDead ? "dead" : "saturated", layer: layer + 1, count, units, activation };
  }
  return hidden.every(({ activation = "linear" }) => activation === "linear") ? { kind: "linear" } : null;
}
