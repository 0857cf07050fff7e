// Training, wherever it runs: commands in, messages out (protocol.js). A runner has any number of experiments, and never works
// longer than a slice without looking at its commands.
import { soon } from "./clock.js";
import { problem } from "./problem.js";
import { Run } from "./run.js";

/**
 * @typedef {import("./protocol.js").Wasm} Wasm
 * @typedef {import("./protocol.js").Command} Command
 * @typedef {import("./protocol.js").Message} Message
 * @typedef {import("./protocol.js").Place} Place
 * @typedef {InstanceType<Wasm["Experiment"]>} Experiment
 * @typedef {Iterator<{ done: number, total: number }, void>} Slices
 */

/**
 * @template {Command["type"]} T
 * @typedef {import("./protocol.js").Of<T>} Of
 */

/** Milliseconds of a slice. */
const SLICE = 6;
/** Milliseconds without a frame after which nobody is looking: playing that nobody asked for rests then. */
const PATIENCE = 1000;
/** Steps a second at the speed `slow`. */
const SLOW = 3;
/** Milliseconds without a frame after which an epoch need not wait for one: nobody looks, or there is no screen. */
const UNSEEN = 2000;
/** Milliseconds between two epochs that nobody sees: as where somebody does. */
const BETWEEN_EPOCHS = 1000 / 60;
/** The fewest milliseconds between two checkpoints that are sent during training. */
const BETWEEN_CHECKPOINTS = 1000;

/** The buffers of typed arrays in an answer: they are handed over, not copied. @param {any} answer @returns {ArrayBuffer[]} */
function buffers(answer) {
  if (ArrayBuffer.isView(answer)) return [/** @type {ArrayBuffer} */ (answer.buffer)];
  return answer && typeof answer === "object" ? Object.values(answer).flatMap(buffers) : [];
}

/** What a configuration of a table says of its data set: any will do. */
const STAND_IN = "circle";

export class Runner {
  #wasm;
  #post;
  /** @type {Map<number, Run>} */
  #runs = new Map();
  /** Rows that configurations name, and what the package made of them. @type {Map<string, { rows: Of<"table"> | null, table: import("../pkg/nn_playground.js").Table | null }>} */
  #tables = new Map();
  #next = soon(() => this.#slice());
  #awake = false;
  #isClosed = false;

  /** @param {Wasm} wasm @param {(message: Message, transfer?: ArrayBuffer[]) => void} post Says something. */
  constructor(wasm, post) {
    this.#wasm = wasm;
    this.#post = post;
  }

  /** Does what a command says. @param {any} command A `Command`. */
  handle(command) {
    if (this.#isClosed) return;
    try {
      const value = /** @type {any} */ (this)[`on_${command.type}`](command, this.#runs.get(command.experiment));
      // A job answers when it is done.
      if (value !== undefined) this.#answer(command.request, value);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) this.#post({ type: "died", error: problem(error) });
      else if (command.request) this.#post({ type: "refused", request: command.request, error: problem(error) });
      else this.#stop(this.#runs.get(command.experiment), error);
    }
    this.#go();
  }

  /** Frees everything. What is asked of it later, it does not do. */
  close() {
    this.#isClosed = true;
    this.#next.close();
    for (const run of this.#runs.values()) this.on_close({}, run);
    for (const { table } of this.#tables.values()) table?.free();
  }

  on_ping() {
    this.#post({ type: "pong" });
  }

  /** @param {Of<"table">} command */
  on_table(command) {
    this.#tables.set(command.id, { rows: command, table: null });
  }

  /** Experiments go on with the rows that they have. @param {Of<"forget">} command */
  on_forget({ id }) {
    this.#tables.get(id)?.table?.free();
    this.#tables.delete(id);
  }

  /** The table that a configuration names, and the settings for it. @param {Record<string, any>} config */
  #named({ table: id, ...settings }) {
    const kept = this.#tables.get(id);
    if (!kept) return undefined;
    if (kept.rows) {
      // Here, so that who asks for them is told what is wrong with them.
      const { columns, x, y, is_regression } = kept.rows;
      kept.table = new this.#wasm.Table(columns, x, y, is_regression);
      kept.rows = null;
    }
    const { table } = kept;
    return table && { table, settings: { ...settings, dataset: STAND_IN } };
  }

  /** @param {object} config @param {string | null} [changes] @returns {Experiment} */
  #make(config, changes) {
    const named = this.#named(config);
    if (named) return named.table.experiment(named.settings, changes ?? undefined);
    return new this.#wasm.Experiment(config, changes ?? undefined);
  }

  /** @param {Of<"open">} command */
  on_open({ experiment: id, config, place }) {
    const experiment = this.#make(place?.start ?? config, place?.changes);
    if (place?.checkpoint) experiment.restore(place.checkpoint);
    const run = new Run(id, experiment, place?.start ?? config);
    run.furthest = place?.furthest ?? experiment.step;
    this.#runs.set(id, run);
    this.#tell(run, false);
    return this.#describe(run, true);
  }

  /** @param {Of<"configure">} command @param {Run} run */
  on_configure({ config }, run) {
    const left = run.place(true);
    const named = this.#named(config);
    const isNew = named ? named.table.configure(run.experiment, named.settings) : run.experiment.configure(config);
    run.turn(left);
    if (isNew) {
      this.#cancel(run);
      run.furthest = 0;
    }
    if (run.experiment.step === 0) run.start = config;
    this.#tell(run, false);
    return { ...this.#describe(run, isNew), left };
  }

  /** To another run, as far as a checkpoint leads. @param {Of<"go">} command @param {Run} run */
  on_go({ place }, run) {
    const experiment = this.#make(place.start, place.changes);
    try {
      if (place.checkpoint) experiment.restore(place.checkpoint);
    } catch (error) {
      // One that does not fit: it is trained again from the beginning.
      if (error instanceof WebAssembly.RuntimeError) throw error;
    }
    const left = run.place(true);
    this.#cancel(run);
    run.experiment.free();
    run.experiment = experiment;
    run.furthest = place.furthest ?? experiment.step;
    run.watch.restart();
    run.start = place.start;
    this.#tell(run);
    return { ...this.#describe(run, true), left };
  }

  /** @param {Run} run @param {boolean} isNew */
  #describe(run, isNew) {
    const { experiment } = run;
    const description = experiment.describe();
    run.inputs = description.inputs;
    run.rows = description.rows;
    run.offered = description.offered.length;
    run.layers = description.network.layers.map(({ units }) => units);
    run.chunk = 1; // another network, or another batch, may take longer
    const data = isNew ? { points: experiment.points(), targets: experiment.targets() } : {};
    return { restarted: isNew, description, ...data, step: experiment.step, training: experiment.training() };
  }

  /** @param {Of<"train">} command @param {Run} run */
  on_train({ request, steps = 0, epochs }, run) {
    run.watch.restart();
    run.jobs.push({ request, slices: epochs === undefined ? run.steps(steps) : run.epochs(epochs) });
  }

  /** @param {Of<"seek">} command @param {Run} run */
  on_seek({ request, step }, run) {
    run.watch.restart();
    run.jobs.push({ request, slices: run.seek(step) });
  }

  /** @param {Of<"back">} command @param {Run} run */
  on_back({ request, steps }, run) {
    run.watch.restart();
    run.jobs.push({ request, slices: run.back(steps) });
  }

  /** @param {Of<"reset">} _command @param {Run} run */
  on_reset(_command, run) {
    const left = run.place(true);
    this.#cancel(run);
    run.experiment.reset();
    run.furthest = 0;
    run.watch.restart();
    run.start = { ...run.start, ...run.experiment.training() }; // with what was changed on the way
    this.#tell(run);
    return { left };
  }

  /** @param {Of<"call">} command @param {Run} run */
  on_call({ method, values, changes }, run) {
    const left = changes ? run.place(true) : null;
    const value = /** @type {any} */ (run.experiment)[method](...values) ?? null;
    if (left) run.turn(left);
    this.#tell(run, false);
    return left ? { value, left } : value;
  }

  /** All that is needed to repeat it: `keras_script` of the package takes it. @param {Of<"run">} _command @param {Run} run */
  on_run(_command, run) {
    return { settings: run.start, changes: run.changes, steps: run.experiment.step };
  }

  /** @param {Of<"play">} command @param {Run} run */
  on_play({ speed, rests, stop }, run) {
    if (run.speed === null) [run.owed, run.counted, run.asked] = [0, performance.now(), performance.now()];
    this.#wake(run);
    run.speed = speed;
    run.rests = rests;
    run.watch.begin(stop);
  }

  /** @param {Of<"pause">} _command @param {Run} run */
  on_pause(_command, run) {
    run.speed = null;
    this.#cancel(run);
    this.#tell(run);
  }

  /** @param {Of<"frame">} command @param {Run} run */
  on_frame({ wants }, run) {
    run.asked = performance.now();
    if (run.speed === "epoch") this.#wake(run);
    /** @type {Record<string, any>} */
    const answers = {};
    for (const [view, want] of Object.entries(wants)) {
      try {
        answers[view] = run.answer(want);
      } catch (error) {
        if (error instanceof WebAssembly.RuntimeError) throw error;
        answers[view] = { error: problem(error) };
      }
    }
    const { experiment, speed } = run;
    const [state, training] = [experiment.state(), experiment.training()];
    return { state, training, running: speed !== null, diverged: experiment.diverged, answers };
  }

  /** @param {unknown} _command @param {Run} [run] */
  on_close(_command, run) {
    if (!run) return; // it was refused
    clearTimeout(run.timer);
    this.#cancel(run);
    this.#runs.delete(run.id);
    run.experiment.free();
  }

  /** @param {number} request @param {any} value */
  #answer(request, value) {
    this.#post({ type: "answer", request, value }, buffers(value));
  }

  /** Ends the jobs of an experiment where they are. @param {Run} run */
  #cancel(run) {
    for (const { request } of run.jobs.splice(0)) this.#answer(request, { cancelled: true });
  }

  /** Ends playing. @param {Run | undefined} run @param {unknown} [error] @param {import("./protocol.js").Reason} [reason] */
  #stop(run, error = null, reason) {
    if (!run) return; // it is closed
    run.speed = null;
    if (reason) this.#tell(run);
    this.#post({ type: "stopped", experiment: run.id, error: error ? problem(error) : null, reason });
  }

  /** Whatever it waits for is due. @param {Run} run */
  #wake(run) {
    clearTimeout(run.timer);
    run.timer = undefined;
  }

  /** Waits, and goes on then. @param {Run} run @param {number} milliseconds */
  #wait(run, milliseconds) {
    run.timer = setTimeout(() => {
      this.#wake(run);
      this.#go();
    }, milliseconds);
  }

  /** Tells where an experiment stands, so that it can go on from there elsewhere. @param {Run} run */
  #tell(run, isSaved = true) {
    if (isSaved) run.saved = performance.now();
    const place = run.place(isSaved);
    this.#post({ type: "place", experiment: run.id, place }, buffers(place));
  }

  /** Whether there is something to do with an experiment now. @param {Run} run */
  #isBusy(run) {
    const isSeen = !run.rests || performance.now() - run.asked < PATIENCE;
    return run.jobs.length > 0 || (run.speed !== null && run.timer === undefined && isSeen);
  }

  #go() {
    if (this.#awake || ![...this.#runs.values()].some((run) => this.#isBusy(run))) return;
    this.#awake = true;
    this.#next.wake();
  }

  #slice() {
    this.#awake = false;
    const busy = [...this.#runs.values()].filter((run) => this.#isBusy(run));
    for (const run of busy) {
      const end = performance.now() + SLICE / busy.length;
      try {
        if (run.jobs.length) this.#work(run, end);
        else this.#play(run, end);
        if (this.#runs.has(run.id) && performance.now() - run.saved >= BETWEEN_CHECKPOINTS) this.#tell(run);
      } catch (error) {
        if (error instanceof WebAssembly.RuntimeError) return this.#post({ type: "died", error: problem(error) });
        this.#stop(run, error);
      }
    }
    this.#go();
  }

  /** Works on the first job. @param {Run} run @param {number} end */
  #work(run, end) {
    const [{ request, slices }] = run.jobs;
    let next;
    try {
      do next = slices.next();
      while (!next.done && performance.now() < end);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      run.jobs.shift();
      this.#post({ type: "refused", request, error: problem(error) });
      return;
    }
    if (!next.done) return this.#post({ type: "progress", request, ...next.value });
    run.jobs.shift();
    if (run.jobs.length === 0) this.#tell(run);
    this.#answer(request, { cancelled: false });
  }

  /**
   * Trains at the speed that is wanted. No call goes beyond the end of an epoch: there it may have to end, whatever the speed.
   *
   * @param {Run} run @param {number} end
   */
  #play(run, end) {
    const { experiment, speed } = run;
    const limit = speed === "slow" ? SLOW : typeof speed === "number" ? speed : null;
    if (limit !== null) {
      const now = performance.now();
      // A machine that cannot keep up does not owe for ever.
      run.owed = Math.min(run.owed + ((now - run.counted) / 1000) * limit, Math.max(1, limit / 10));
      run.counted = now;
    }
    do {
      const left = experiment.steps_to_epoch_end;
      const steps = Math.min(run.chunk, left, limit === null ? left : Math.floor(run.owed));
      if (steps > 0) run.train(steps);
      if (experiment.diverged) return this.#stop(run);
      const reason = steps === left && run.reason();
      if (reason) return this.#stop(run, null, reason);
      if (limit !== null) {
        run.owed -= steps;
        if (run.owed < 1) return this.#wait(run, ((1 - run.owed) / limit) * 1000);
      } else if (speed === "epoch" && steps === left) {
        // A frame allows the next one.
        const unseen = performance.now() - run.asked;
        return this.#wait(run, unseen < UNSEEN ? UNSEEN - unseen : BETWEEN_EPOCHS);
      }
    } while (performance.now() < end);
  }
}
