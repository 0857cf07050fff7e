// A runner from outside: requests that always settle, and the notice that it is dead.

/** Milliseconds between two looks at whether a runner that owes an answer is still alive. */
const PULSE = 1000;
/** How many of them it may be silent: longer than any slice, and than what one call of the package takes. */
const SILENT = 6;

/** A session was closed while something was asked of it. */
export class Closed extends Error {
  constructor() {
    super("it was closed");
    this.name = "Closed";
  }
}

/** The runner died: its worker was ended, or the package broke. */
export class Died extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(reason);
    this.name = "Died";
  }
}

/**
 * What is asked, answered and told between some sessions and one runner.
 *
 * @typedef {import("./protocol.js").Message} Message
 * @typedef {{ hear(message: Message): void, died(error: Died): void }} Listener
 */
export class Link {
  #post;
  #end;
  #isOpen = true;
  #nextRequest = 1;
  #nextExperiment = 1;
  /** @type {Map<number, { experiment: number, resolve(value: any): void, reject(error: Error): void, progress?(done: number, total: number): void }>} */
  #pending = new Map();
  /** @type {Map<number, Listener>} */
  #listeners = new Map();
  /** @type {number | undefined} */
  #timer;
  #silent = 0;
  /** The ids of the tables that the runner has. @type {Set<string>} */
  tables = new Set();

  /**
   * @param {(command: object, transfer?: Transferable[]) => void} post Gives a command to the runner.
   * @param {() => void} end Ends the runner.
   */
  constructor(post, end) {
    this.#post = post;
    this.#end = end;
  }

  get isOpen() {
    return this.#isOpen;
  }

  /** Takes a listener for one experiment; returns the number of that. @param {Listener} listener */
  add(listener) {
    const experiment = this.#nextExperiment++;
    this.#listeners.set(experiment, listener);
    return experiment;
  }

  /** Closes an experiment. What is asked of it is rejected. After the last one the runner ends. @param {number} experiment */
  remove(experiment) {
    this.#listeners.delete(experiment);
    this.#reject(new Closed(), experiment);
    if (!this.#isOpen) return;
    if (this.#listeners.size) this.send({ type: "close", experiment });
    else this.#close();
  }

  /** @param {object} command */
  send(command) {
    if (this.#isOpen) this.#post(command);
  }

  /**
   * The answer to a command.
   *
   * @param {{ type: string, experiment: number, [key: string]: any }} command
   * @param {(done: number, total: number) => void} [progress]
   * @returns {Promise<any>}
   */
  request(command, progress) {
    const request = this.#nextRequest++;
    return new Promise((resolve, reject) => {
      if (!this.#isOpen) throw new Closed();
      this.#pending.set(request, { experiment: command.experiment, resolve, reject, progress });
      this.#post({ ...command, request });
      this.#timer ??= setInterval(() => this.#pulse(), PULSE);
    });
  }

  /** What the runner says. @param {Message} message */
  hear(message) {
    if (!this.#isOpen) return;
    this.#silent = 0;
    if (message.type === "died") return this.die(message.error.message);
    if ("experiment" in message) return this.#listeners.get(message.experiment)?.hear(message);
    if (!("request" in message)) return;
    const pending = this.#pending.get(message.request);
    if (message.type === "progress") return pending?.progress?.(message.done, message.total);
    this.#pending.delete(message.request);
    this.#rest();
    if (message.type === "refused") pending?.reject(Object.assign(new Error(message.error.message), message.error));
    else pending?.resolve(message.value);
  }

  /** The runner is dead. @param {string} reason */
  die(reason) {
    if (!this.#isOpen) return;
    const listeners = [...this.#listeners.values()];
    this.#close();
    const error = new Died(reason);
    this.#reject(error);
    for (const listener of listeners) listener.died(error);
  }

  #close() {
    this.#isOpen = false;
    this.#listeners.clear();
    this.#end();
    this.#rest();
  }

  /** @param {Error} error @param {number} [experiment] */
  #reject(error, experiment) {
    for (const [request, pending] of this.#pending) {
      if (experiment !== undefined && pending.experiment !== experiment) continue;
      this.#pending.delete(request);
      pending.reject(error);
    }
    this.#rest();
  }

  #rest() {
    if (this.#isOpen && this.#pending.size) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#silent = 0;
  }

  /** A page that sleeps counts nothing, so that its runner is not blamed. */
  #pulse() {
    this.#silent += 1;
    if (this.#silent > SILENT) this.die("the worker does not answer");
    else this.#post({ type: "ping" });
  }
}
