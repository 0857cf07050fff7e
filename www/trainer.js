// Training, wherever it runs: in a worker, or on the main thread where a worker is refused. Messages in, messages out.
//
// In:  { type: "configure", settings, id }    → { type: "configured", id, restarted, description, points, targets }
//      { type: "play", speed } | { type: "pause" } | { type: "reset", id }
//      { type: "train", steps | epochs, id }  → { type: "done", id }
//      { type: "frame", number, view }        → { type: "frame", number, state, history, parameters, image | curve, … }
//      { type: "stages", id }                 → { type: "done", id, stages }, as `keras_script` of the package takes them
// Any: → { type: "error", id, message, kind, field, details }, the last three of what the package refuses

/** Milliseconds of training before messages are looked at again. */
const SLICE = 6;
/** Milliseconds after which training sleeps when no picture is asked for: nobody is looking. */
const PATIENCE = 1000;

export class Trainer {
  #wasm;
  #post;
  #experiment = null;
  #settings = null;
  #stages = []; // { settings, from }: what it was trained with since its initial weights, and from which update on
  #inputs = 2; // raw coordinates of a point
  #running = false;
  #speed = "max";
  #owed = 0; // steps that a limited speed allows by now
  #last = 0; // when that was counted
  #asked = 0; // when a picture was last asked for
  #chunk = 1; // steps in one call, so that a call takes about a millisecond
  #job = null; // { steps | epochs, id }: the steps that were requested
  #wake = new MessageChannel();
  #awake = false;

  /** `wasm` is the initialised package; `post(message, transfer)` sends an answer. */
  constructor(wasm, post) {
    this.#wasm = wasm;
    this.#post = post;
    this.#wake.port1.onmessage = () => this.#slice();
  }

  handle(message) {
    try {
      this[`on_${message.type}`](message);
    } catch (error) {
      this.#fail(error, message.id);
    }
  }

  on_configure({ settings, id }) {
    let restarted = true;
    if (this.#experiment) restarted = this.#experiment.configure(settings);
    else this.#experiment = new this.#wasm.Experiment(settings);
    this.#settings = settings;
    this.#noteStage();
    const description = this.#experiment.describe();
    this.#inputs = description.inputs;
    const answer = { type: "configured", id, restarted, description };
    if (restarted) Object.assign(answer, { points: this.#experiment.points(), targets: this.#experiment.targets() });
    this.#post(answer);
  }

  on_play({ speed }) {
    this.#running = true;
    this.#speed = speed;
    this.#owed = 0;
    this.#last = performance.now();
    this.#asked = this.#last;
    this.#go();
  }

  on_pause() {
    this.#running = false;
  }

  on_reset({ id }) {
    this.#experiment.reset();
    this.#noteStage();
    this.#post({ type: "done", id });
  }

  on_stages({ id }) {
    const { step } = this.#experiment;
    const stages = this.#stages.map(({ settings, from }, at, all) => ({ settings, steps: (all[at + 1]?.from ?? step) - from }));
    this.#post({ type: "done", id, stages });
  }

  /** The settings begin to count. Before the first update it is as if there had been no others. */
  #noteStage() {
    const from = this.#experiment.step;
    if (from === 0) this.#stages = [];
    this.#stages.push({ settings: this.#settings, from });
  }

  on_train({ steps = 0, epochs = 0, id }) {
    this.#finish();
    this.#job = { steps, epochs, id };
    this.#go();
  }

  on_frame({ view, number }) {
    this.#asked = performance.now();
    const experiment = this.#experiment;
    const answer = {
      type: "frame",
      number,
      state: experiment.state(),
      history: experiment.history(),
      parameters: experiment.parameters(),
      running: this.#running,
      diverged: experiment.diverged,
    };
    const transfer = [answer.parameters.buffer];
    if (this.#inputs === 2) {
      answer.image = experiment.heat_map(view.samples, view.size, view.theme).buffer;
      answer.size = view.size;
      transfer.push(answer.image);
    } else {
      answer.curve = experiment.curve(400);
    }
    this.#post(answer, transfer);
    this.#go();
  }

  /** Trains on, if there is a reason to. */
  #go() {
    const wanted = this.#job || (this.#running && performance.now() - this.#asked < PATIENCE);
    if (!wanted || this.#awake) return;
    this.#awake = true;
    this.#wake.port2.postMessage(null);
  }

  #slice() {
    this.#awake = false;
    try {
      if (this.#job) this.#work();
      else if (this.#running) this.#run();
    } catch (error) {
      this.#fail(error);
    }
    this.#go();
  }

  #run() {
    const began = performance.now();
    if (this.#speed !== "max") this.#owed += ((began - this.#last) / 1000) * this.#speed;
    this.#last = began;
    do {
      const steps = this.#speed === "max" ? this.#chunk : Math.min(this.#chunk, Math.floor(this.#owed));
      if (steps > 0) this.#train(steps);
      if (this.#speed !== "max") {
        this.#owed = Math.max(0, this.#owed - steps);
        if (this.#owed < 1) {
          // Nothing is due yet: sleep instead of asking again at once.
          this.#awake = true;
          setTimeout(() => this.#slice(), 4);
          return;
        }
      }
    } while (this.#running && performance.now() - began < SLICE);
    // A machine that cannot keep up with the wanted speed does not owe it for ever.
    this.#owed = Math.min(this.#owed, this.#chunk);
  }

  #work() {
    const job = this.#job;
    const began = performance.now();
    while ((job.steps > 0 || job.epochs > 0) && performance.now() - began < SLICE) {
      if (job.epochs > 0) {
        this.#experiment.train_epoch();
        job.epochs -= 1;
      } else {
        const steps = Math.min(job.steps, this.#chunk);
        this.#train(steps);
        job.steps -= steps;
      }
      if (this.#experiment.diverged) job.steps = job.epochs = 0;
    }
    if (job.steps <= 0 && job.epochs <= 0) this.#finish();
  }

  #finish() {
    if (!this.#job) return;
    this.#post({ type: "done", id: this.#job.id });
    this.#job = null;
  }

  #train(steps) {
    const began = performance.now();
    this.#experiment.train(steps);
    const took = performance.now() - began;
    if (took < 0.5 && steps === this.#chunk) this.#chunk = Math.min(this.#chunk * 2, 65536);
    else if (took > 2) this.#chunk = Math.max(1, Math.floor(this.#chunk / 2));
    if (this.#experiment.diverged) this.#running = false;
  }

  #fail(error, id) {
    this.#running = false;
    // After a trap the object is broken for good: build a new one from the same settings.
    if (error instanceof WebAssembly.RuntimeError && this.#settings) {
      this.#experiment = new this.#wasm.Experiment(this.#settings);
      this.#noteStage();
    }
    const { kind, field, details } = error;
    this.#post({ type: "error", id, message: error instanceof Error ? error.message : String(error), kind, field, details });
    this.#finish();
  }
}
