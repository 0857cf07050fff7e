// The lecture's machines, wherever they run: commands in, messages out (protocol.js). They never work longer than a slice
// without looking at their commands, and share their time.
import { soon } from "./clock.js";
import { problem } from "./problem.js";

/**
 * @typedef {import("./protocol.js").Lessons} Lessons
 * @typedef {import("./protocol.js").MachineCommand} Command
 * @typedef {import("./protocol.js").Message} Message
 * @typedef {import("./protocol.js").Job} Job
 * @typedef {{ step: number, target: number, done: boolean }} Progress
 * @typedef {any} Lab Of the package; its settings and answers have a type for each lab.
 */

/** Milliseconds of a slice. */
const SLICE = 8;

/** A machine, and what is wanted of it. */
class Machine {
  /** @type {Job[]} */
  jobs = [];
  /** Of the first job, once it has begun: where it was then, and where it is. @type {{ from: number, now: Progress } | null} */
  way = null;
  /** Steps at once, so that a call takes a part of a slice. */
  #steps = 64;

  /** @param {Lab} lab */
  constructor(lab) {
    this.lab = lab;
  }

  /** Begins with the first job, or goes on with it; returns whether it has come to where that is to be done. @param {number} end */
  isThere(end) {
    const job = this.jobs[0];
    if (!this.way) {
      const now = this.lab.set(job.settings);
      this.way = { from: now.step, now };
    }
    const looksAhead = job.type === "go" && job.ahead;
    for (;;) {
      const { step, target, done } = this.way.now;
      if (done || (step >= target && !looksAhead)) return true;
      if (performance.now() >= end) return false;
      this.way.now = this.#advance();
    }
  }

  #advance() {
    const begin = performance.now();
    const progress = this.lab.advance(this.#steps);
    const took = performance.now() - begin;
    if (took < SLICE / 4) this.#steps = Math.min(this.#steps * 2, 2 ** 20);
    else if (took > SLICE) this.#steps = Math.max(1, Math.floor(this.#steps / 2));
    return progress;
  }
}

export class Machines {
  #wasm;
  #post;
  /** @type {Map<number, Machine>} */
  #machines = new Map();
  #next = soon(() => this.#slice());
  #awake = false;
  #isClosed = false;

  /** @param {Lessons} wasm @param {(message: Message, transfer?: ArrayBuffer[]) => void} post Says something. */
  constructor(wasm, post) {
    this.#wasm = wasm;
    this.#post = post;
  }

  /** Does what a command says. @param {any} command A `MachineCommand`. */
  handle(command) {
    if (this.#isClosed) return;
    const machine = this.#machines.get(command.experiment);
    switch (command.type) {
      case "ping":
        this.#post({ type: "pong" });
        break;
      case "go":
      case "ask":
        this.#take(command, machine);
        break;
      case "stop":
        // Where it is, that is shown.
        if (machine?.jobs[0]?.type === "go") this.#work(machine, Number.NEGATIVE_INFINITY, true);
        break;
      case "close":
        this.#machines.delete(command.experiment);
        machine?.lab.free();
    }
    this.#go();
  }

  /** Frees everything. What is asked of it later, it does not do. */
  close() {
    this.#isClosed = true;
    this.#next.close();
    const machines = [...this.#machines.values()];
    this.#machines.clear();
    for (const { lab } of machines) lab.free();
  }

  /** @param {Job & { experiment: number }} job @param {Machine | undefined} machine */
  #take(job, machine = this.#open(job)) {
    if (!machine) return;
    if (job.type === "go") {
      // Whoever wants to be elsewhere does not wait until it has been where it was to go before.
      for (const { request } of machine.jobs.filter(({ type }) => type === "go")) this.#answer(request, null);
      if (machine.jobs[0]?.type === "go") machine.way = null;
      machine.jobs = machine.jobs.filter(({ type }) => type !== "go");
    }
    machine.jobs.push(job);
    // At once: most ways are short.
    if (machine.jobs.length === 1) this.#work(machine, performance.now() + SLICE);
  }

  /** @param {Job & { experiment: number }} job */
  #open({ experiment, lab, request }) {
    try {
      const machine = new Machine(new this.#wasm.Lab(/** @type {any} */ (lab)));
      this.#machines.set(experiment, machine);
      return machine;
    } catch (error) {
      this.#refuse(request, error);
      return undefined;
    }
  }

  #go() {
    if (this.#awake || ![...this.#machines.values()].some(({ jobs }) => jobs.length)) return;
    this.#awake = true;
    this.#next.wake();
  }

  #slice() {
    this.#awake = false;
    const busy = [...this.#machines.values()].filter(({ jobs }) => jobs.length);
    for (const machine of busy) this.#work(machine, performance.now() + SLICE / busy.length);
    this.#go();
  }

  /** Works on the first job. @param {Machine} machine @param {number} end When to look at commands. @param {boolean} [isStopped] */
  #work(machine, end, isStopped = false) {
    const [job] = machine.jobs;
    try {
      const isThere = machine.isThere(end);
      const { from, now } = /** @type {NonNullable<Machine["way"]>} */ (machine.way);
      if (!isThere && !isStopped)
        return this.#post({ type: "progress", request: job.request, done: now.step - from, total: now.target - from });
      if (job.type === "go") this.#answer(job.request, { ...now, shown: machine.lab.show() });
      else this.#tell(job.request, job.questions, machine.lab);
    } catch (error) {
      this.#refuse(job.request, error);
    }
    machine.jobs.shift();
    machine.way = null;
  }

  /** @param {number} request @param {import("./protocol.js").Question[]} questions @param {Lab} lab */
  #tell(request, questions, lab) {
    const answers = questions.map((/** @type {any} */ question) => {
      const { about, width, height, theme, config, weights } = question;
      if (about === "landscape") return { ...question, pixels: lab.contours(width, height, theme) };
      if (about !== "keras") return lab.answer(question);
      const arrays = weights.map((/** @type {number[]} */ array) => Float32Array.from(array));
      return this.#wasm.keras_network(config, arrays);
    });
    const pixels = answers.flatMap((answer) => (answer?.pixels ? [answer.pixels.buffer] : []));
    this.#answer(request, answers, pixels);
  }

  /** @param {number} request @param {any} value @param {ArrayBuffer[]} [transfer] What is handed over, not copied. */
  #answer(request, value, transfer) {
    this.#post({ type: "answer", request, value }, transfer);
  }

  /** @param {number} request @param {unknown} error */
  #refuse(request, error) {
    // After a trap nothing of the package can be relied on.
    if (error instanceof WebAssembly.RuntimeError) this.#post({ type: "died", error: problem(error) });
    else this.#post({ type: "refused", request, error: problem(error) });
  }
}
