// One contender in a process or page of its own: checks it against the reference, then times it when asked to.
import * as reference from "./reference.mjs";
import { OUTPUTS, PICTURES, examples, find, firstWeights, grid } from "./workloads.mjs";

/** The weights are compared after so many updates, or after so many examples if that is sooner: the reference is slow. */
const CHECKED_UPDATES = 50;
const CHECKED_EXAMPLES = 512;
/** Largest distance from the reference, as a part of the way that training went. */
const TOLERANCE = 1e-3;
/** Largest error of an output, which lies between −1 and 1. */
const OUTPUT_TOLERANCE = 1e-4;
/** Milliseconds that one call should take: long against the clock's steps, short against a window. */
const CALL = 20;

/**
 * A workload as contenders take it: { sizes, weights, x, y, rows, batch, rate, activation, optimizer }, the last two where they
 * are not tanh and plain gradient descent; or with `points` instead of examples.
 */
function task(workload) {
  const weights = firstWeights(workload.sizes);
  return workload.rows
    ? { ...workload, weights, ...examples(workload.rows) }
    : { ...workload, weights, points: grid(workload.side) };
}

const distance = (a, b) =>
  Math.sqrt(
    a.reduce(
      (sum, values, at) => sum + values.reduce((part, value, index) => part + (value - b[at][index]) ** 2, 0),
      0,
    ),
  );

/** Refuses a contender whose training is not the same: { error }, the distance as a part of the way. */
async function checkTraining(contender, workload) {
  const batch = contender.updates ? 1 : workload.batch;
  const count = Math.min(CHECKED_UPDATES * batch, CHECKED_EXAMPLES);
  const rows = Math.min(workload.rows, count);
  const epochs = count / rows;
  const job = { ...task({ ...workload, rows }), batch };
  const network = contender.make(job);
  await network.train(epochs);
  const expected = reference.train(job, epochs, { eager: contender.updates === "eager" });
  const error = distance(await network.weights(), expected) / distance(expected, job.weights);
  if (!(error <= TOLERANCE))
    throw new Error(`its weights after ${count / batch} updates are ${error.toExponential(1)} of the way off`);
  return { error };
}

/** Refuses a contender whose outputs are not the network's. */
async function checkOutputs(contender, workload) {
  const job = task(workload);
  const given = await contender.make(job).outputs(job.points);
  const expected = reference.outputs(job, job.points);
  const error = expected.reduce((worst, value, at) => Math.max(worst, Math.abs(value - given[at])), 0);
  if (!(error <= OUTPUT_TOLERANCE)) throw new Error(`an output is off by ${error.toExponential(1)}`);
  return { error };
}

/** Refuses a picture that is not [side, side, 4] or has one colour only. */
function checkPicture(contender, workload) {
  const pixels = contender.paint(workload)();
  const one = pixels.every((value, at) => value === pixels[at % 4]);
  if (pixels.length !== 4 * workload.side ** 2 || one) throw new Error("its picture is not one");
  return {};
}

/** Something to call repeatedly, and how much a call does: { call(times), amount }. */
function work(contender, name) {
  if (contender.TIMED) return contender.TIMED[name];
  const workload = find(name);
  if (PICTURES.includes(workload)) {
    const paint = contender.paint(workload);
    return {
      call: (times) => {
        for (let time = 0; time < times; time++) paint();
      },
      amount: 1,
    };
  }
  const job = task(workload);
  if (!OUTPUTS.includes(workload)) {
    const network = contender.make({ ...job, batch: contender.updates ? 1 : job.batch });
    return { call: (times) => network.train(times), amount: workload.rows };
  }
  const network = contender.make(job);
  return {
    async call(times) {
      for (let time = 0; time < times; time++) {
        const values = network.outputs(job.points);
        if (values instanceof Promise) await values;
      }
    },
    amount: 1,
  };
}

/** What the outside asks: `prepare()`, `check(name)`, `time(name, milliseconds)`. */
export function createHost(contender, environment) {
  const running = new Map();
  return {
    prepare: () => contender.prepare?.(environment),

    /**
     * Whether it computes what the reference computes: { error }, or an exception that says what is wrong. Pictures have
     * no reference here (their outputs are W5's), so that they only have to be whole.
     */
    check(name) {
      const workload = find(name);
      const reason = contender.refuses?.(workload);
      if (reason) throw new Error(reason);
      if (PICTURES.includes(workload)) return checkPicture(contender, workload);
      return OUTPUTS.includes(workload) ? checkOutputs(contender, workload) : checkTraining(contender, workload);
    },

    /** Works for at least so long: { amount, took }, examples or pictures, and milliseconds. */
    async time(name, milliseconds) {
      if (!running.has(name)) running.set(name, { ...work(contender, name), times: 1 });
      const entry = running.get(name);
      const began = performance.now();
      let calls = 0;
      let took = 0;
      do {
        const before = took;
        await entry.call(entry.times);
        calls += entry.times;
        took = performance.now() - began;
        if (took - before < CALL / 2) entry.times *= 2;
      } while (took < milliseconds);
      return { amount: calls * entry.amount, took };
    },
  };
}
