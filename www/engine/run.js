// An experiment, wherever it is trained, and what is to be done with it: how it trains, and what it answers to views.
import { Watch } from "./stop.js";

/**
 * @typedef {import("./protocol.js").Place} Place
 * @typedef {import("./protocol.js").Want} Want
 * @typedef {import("./protocol.js").Wanted} Wanted
 * @typedef {import("./protocol.js").Speed} Speed
 * @typedef {InstanceType<import("./protocol.js").Wasm["Experiment"]>} Experiment
 * @typedef {Generator<{ done: number, total: number }, void>} Slices
 */

/** Points of the curve of a network with one input. */
const CURVE_POINTS = 400;

export class Run {
  /** The configuration that it has at step 0. */
  start;
  /** `{ request, slices }` of each command that takes a while, in their order. @type {{ request: number, slices: Slices }[]} */
  jobs = [];
  /** Of playing; null at rest. @type {Speed | null} */
  speed = null;
  /** What ends playing, besides a person. */
  watch = new Watch();
  /** Whether it rests while nobody looks. */
  rests = false;
  /** Steps that a limited speed allows by now, and when they were counted. */
  owed = 0;
  counted = 0;
  /** When a frame was last asked for, and when a checkpoint was last sent. */
  asked = 0;
  saved = 0;
  /** Steps in one call, so that a call takes about a millisecond. */
  chunk = 1;
  /** While the next step, or epoch, is not due. @type {number | undefined} */
  timer;
  /** The furthest step of this run that it has been at: training from an earlier one leads there again. */
  furthest = 0;
  /** Columns that the network sees. @type {number | undefined} */
  inputs;
  /** Of the data. */
  rows = 0;
  /** How many features the data has, and the units of each layer. */
  offered = 0;
  /** @type {number[]} */
  layers = [];

  /** @param {number} id @param {Experiment} experiment @param {object} start */
  constructor(id, experiment, start) {
    this.id = id;
    this.experiment = experiment;
    this.start = start;
  }

  /** Trains, and learns how many steps fit into a call. @param {number} steps */
  train(steps) {
    const begin = performance.now();
    this.experiment.train(steps);
    this.#measure(steps, begin);
    this.#arrive();
  }

  /** What ends playing at the end of an epoch that it has come to, if anything does. */
  reason() {
    const { experiment, watch } = this;
    const measured = { epoch: experiment.epoch, loss: experiment.epoch_loss };
    return watch.end(measured, () => experiment.state());
  }

  /** Goes towards a step; returns how many updates are left. @param {number} step */
  advance(step) {
    const begin = performance.now();
    const left = this.experiment.advance_to(step, this.chunk);
    this.#measure(this.chunk, begin);
    this.#arrive();
    return left;
  }

  #arrive() {
    this.furthest = Math.max(this.furthest, this.experiment.step);
  }

  /** Something was changed: if that is recorded, another run goes on from here, and what came later is none of it. @param {Place} left Where it stood before. */
  turn({ changes }) {
    this.watch.restart();
    if (this.changes !== changes) this.furthest = this.experiment.step;
  }

  /** @param {number} steps @param {number} begin */
  #measure(steps, begin) {
    const took = performance.now() - begin;
    if (took < 0.5 && steps === this.chunk) this.chunk = Math.min(this.chunk * 2, 65536);
    else if (took > 2) this.chunk = Math.max(1, Math.floor(this.chunk / 2));
  }

  /** @param {number} count @returns {Slices} */
  *steps(count) {
    for (let done = 0; done < count && !this.experiment.diverged; ) {
      const steps = Math.min(this.chunk, count - done);
      this.train(steps);
      done += steps;
      yield { done, total: count };
    }
  }

  /** @param {number} count @returns {Slices} */
  *epochs(count) {
    for (let done = 0; done < count && !this.experiment.diverged; done++) {
      yield { done, total: count };
      const begin = this.experiment.step;
      const end = begin + this.experiment.steps_to_epoch_end;
      while (this.experiment.step < end && !this.experiment.diverged) {
        this.train(Math.min(this.chunk, end - this.experiment.step));
        const { step } = this.experiment;
        if (step < end) yield { done: done + (step - begin) / (end - begin), total: count };
      }
    }
  }

  /** @param {number} step @returns {Slices} */
  *seek(step) {
    let left = this.advance(step);
    for (const total = left; left > 0; left = this.advance(step)) yield { done: total - left, total };
  }

  /** So many steps back from where it stands when this begins. @param {number} steps @returns {Slices} */
  *back(steps) {
    yield* this.seek(Math.max(0, this.experiment.step - steps));
  }

  /** All changes as text. */
  get changes() {
    return this.experiment.changes(Number.POSITIVE_INFINITY);
  }

  /** Where it stands, with a checkpoint or without. @param {boolean} isSaved @returns {Place} */
  place(isSaved) {
    const { start, changes, furthest, experiment } = this;
    return { start, changes, furthest, step: experiment.step, checkpoint: isSaved ? experiment.checkpoint() : null };
  }

  /** Whether it has such a unit: what is wanted may be of the network before. @param {{ layer?: number, unit: number }} source */
  #has({ layer, unit }) {
    return unit < (layer === undefined ? this.offered : (this.layers[layer] ?? 0));
  }

  /** What the network says everywhere, or one of its units. @param {Extract<Want, { kind: "boundary" }>} want */
  boundary({ samples, size, theme, source, discretize }) {
    const { experiment } = this;
    const { layer, unit } = source && this.#has(source) ? source : { layer: undefined, unit: -1 };
    if (this.inputs !== 1) {
      const image =
        unit < 0
          ? experiment.heat_map(samples, size, theme, discretize)
          : experiment.unit_map(layer, unit, samples, size, theme);
      return { image, size };
    }
    const curve = experiment.curve(CURVE_POINTS);
    return { curve: unit < 0 ? curve : { ...curve, y: experiment.unit_curve(layer, unit, CURVE_POINTS) } };
  }

  /** All units in small, and one in detail. @param {Extract<Want, { kind: "units" }>} want */
  units({ samples, theme, shown, unit, example }) {
    const { experiment } = this;
    const state = unit && this.#has(unit) ? experiment.unit_state(unit.layer, unit.unit) : null;
    const pictures = experiment.unit_pictures(samples, theme, shown);
    // The row may be one of the data before, too.
    const pass = example !== undefined && example < this.rows ? { row: example, ...experiment.example(example) } : null;
    return { parameters: experiment.parameters(), samples, ...pictures, unit: state, pass };
  }

  /** The first points of the data, at most so many. @param {number} count */
  #first(count) {
    return this.experiment.points().subarray(0, count * (this.inputs ?? 0));
  }

  /** What a view wants to know. @param {Wanted} want */
  answer(want) {
    // It may be of the data before.
    const { plane } = want;
    if (plane && plane.held.length === this.inputs) this.experiment.look_at(...plane.axes, plane.held);
    switch (want.kind) {
      case "boundary":
        return this.boundary(want);
      case "history":
        return this.experiment.history();
      case "timeline":
        return { furthest: this.furthest, changes: this.experiment.changes(undefined) };
      case "outputs": {
        const outputs = this.experiment.outputs();
        return want.batch ? { outputs, batch: this.experiment.coming_batch() } : { outputs };
      }
      case "spread":
        return {
          parameters: this.experiment.parameters(),
          gradients: this.experiment.coming_gradients(),
          activations: this.experiment.values_at(this.#first(want.points), undefined),
        };
      case "layer":
        if (want.layer >= this.layers.length) return null; // of the network before
        return {
          points: this.experiment.values_at(this.#first(want.points), want.layer),
          grid: this.inputs !== 1 ? this.experiment.values(want.side, want.side, want.layer) : null,
        };
      case "parameters":
        return this.experiment.parameters();
      case "units":
        return this.units(want);
      case "values":
        return this.experiment.values(want.columns, want.rows, want.layer);
      default:
        throw new Error(`${JSON.stringify(/** @type {any} */ (want).kind)} is no kind of answer`);
    }
  }
}
