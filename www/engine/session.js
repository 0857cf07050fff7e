// An experiment, wherever it runs. It knows no document and no language, and runs in Node as well.
import { nextFrame } from "./clock.js";
import { Closed, Died } from "./link.js";
import { rowsOf } from "./tables.js";

/** How often in a row a runner may die before the session gives up. */
const ATTEMPTS = 3;

/**
 * @typedef {import("./link.js").Link} Link
 * @typedef {import("./protocol.js").Wanted} Want
 * @typedef {import("./protocol.js").Frame} Frame
 * @typedef {import("./protocol.js").Place} Place
 * @typedef {import("./protocol.js").Description} Description
 * @typedef {import("./protocol.js").Outcome} Outcome
 * @typedef {import("./protocol.js").Speed} Speed
 * @typedef {import("./protocol.js").Conditions} Conditions
 * @typedef {import("./protocol.js").Problem} Problem
 *
 * @typedef {object} Events
 * @property {(frame: Frame) => void} [frame] What the views wanted, at most once a frame of the screen.
 * @property {(error: Problem | null, reason?: import("./protocol.js").Reason) => void} [stopped] Playing ended by itself: it diverged,
 *   something failed, or for a reason.
 * @property {(step: number) => void} [revived] The runner had died; another one goes on from this step.
 * @property {(error: Error) => void} [failed] It could not be revived.
 */

export class Session {
  #connect;
  #events;
  /** @type {Link | null} */
  #link = null;
  #id = 0;
  /** Settles when there is a link. @type {Promise<any>} */
  #linked = Promise.resolve();
  #isClosed = false;
  /** Why it cannot be revived. @type {Error | null} */
  #failure = null;
  /** @type {Place | undefined} */
  #place;
  /** The latest step that is known. */
  #step = 0;
  #deaths = 0;
  /** @type {Speed | null} */
  #speed = null;
  #rests = false;
  /** @type {Conditions | null} */
  #stop = null;
  #isVisible = true;
  /** @type {Map<string, Want>} */
  #views = new Map();
  #isAsking = false;
  #isAskedAgain = false;
  /** @type {{ resolve(value: void): void, reject(error: Error): void, number: number }[]} */
  #waiting = [];
  #asked = 0;

  /**
   * @param {() => Promise<Link>} connect
   * @param {Events} events
   */
  constructor(connect, events) {
    this.#connect = connect;
    this.#events = events;
  }

  /**
   * A session with an experiment, and what that is: `{ description, points, targets }`. Rejects with what the package refuses.
   * With `changes`, as text, these are made on the way.
   *
   * @param {() => Promise<Link>} connect
   * @param {object} config
   * @param {Events & { signal?: AbortSignal, changes?: string | null }} options
   * @returns {Promise<{ session: Session, answer: Description }>}
   */
  static async open(connect, config, { signal, changes, ...events } = {}) {
    const session = new Session(connect, events);
    signal?.addEventListener("abort", () => session.close(), { once: true });
    if (signal?.aborted) session.close();
    try {
      const place = changes ? { start: config, changes, step: 0, checkpoint: null } : undefined;
      return { session, answer: await session.#open(config, place) };
    } catch (error) {
      session.close();
      throw error;
    }
  }

  /** @param {object} config @param {Place} [place] */
  async #open(config, place) {
    const link = await this.#connect();
    this.#id = link.add(this);
    if (this.#isClosed) {
      link.remove(this.#id);
      throw new Closed();
    }
    this.#link = link;
    this.#provide(link, place?.start ?? config);
    return link.request({ type: "open", experiment: this.#id, config, place });
  }

  /** Sends the table that a configuration names, unless the runner has it; those that the page has freed the runner frees. @param {Link} link @param {{ table?: string }} config */
  #provide(link, { table = "" }) {
    const rows = rowsOf(table);
    if (!rows || link.tables.has(table)) return;
    for (const id of link.tables) {
      if (rowsOf(id)) continue;
      link.tables.delete(id);
      link.send({ type: "forget", experiment: this.#id, id });
    }
    link.tables.add(table);
    const { columns, x, y, is_regression } = rows;
    link.send({ type: "table", experiment: this.#id, id: table, columns, x, y, is_regression });
  }

  /**
   * @param {{ type: string, [key: string]: any }} command
   * @param {(done: number, total: number) => void} [progress]
   */
  async #request(command, progress) {
    // One link may follow another meanwhile.
    let linked;
    do {
      linked = this.#linked;
      await linked;
    } while (linked !== this.#linked);
    if (this.#isClosed || !this.#link) throw new Closed();
    this.#provide(this.#link, command.config ?? command.place?.start ?? {});
    return this.#link.request({ ...command, experiment: this.#id }, progress);
  }

  /** @param {{ type: string, [key: string]: any }} command */
  #send(command) {
    this.#link?.send({ ...command, experiment: this.#id });
  }

  /** @param {import("./protocol.js").Message} message */
  hear(message) {
    if (message.type === "place") {
      if (message.place.step > this.#step) this.#deaths = 0;
      this.#place = message.place;
      this.#step = message.place.step;
    } else if (message.type === "stopped") {
      this.#speed = null;
      this.#events.stopped?.(message.error, message.reason);
      this.look();
    }
  }

  /** @param {Died} error */
  died(error) {
    if (this.#isClosed) return;
    this.#link = null;
    this.#deaths += 1;
    this.#linked = this.#revive(error);
    this.#linked.catch(() => {}); // who asks for something is told
  }

  /** Another runner, at the same step, and playing if it was. @param {Died} error */
  async #revive(error) {
    const [place, step] = [this.#place, this.#step];
    try {
      if (this.#deaths > ATTEMPTS || !place) throw error;
      await this.#open(place.start, place).catch(async (problem) => {
        // A checkpoint that does not fit: everything from the beginning.
        if (problem instanceof Died || problem instanceof Closed) throw problem;
        await this.#open(place.start, { ...place, checkpoint: null });
      });
      this.#step = step; // also if it has to be revived once more meanwhile
      const link = /** @type {Link | null} */ (this.#link);
      await link?.request({ type: "seek", experiment: this.#id, step });
      if (this.#speed !== null) this.play(this.#speed, { rests: this.#rests, stop: this.#stop });
      this.#events.revived?.(step);
      this.look();
    } catch (problem) {
      // One that dies again meanwhile is revived by that death.
      if (this.#link || this.#isClosed || (problem instanceof Died && problem !== error)) throw problem;
      this.#speed = null;
      this.#failure = error;
      this.#giveUp(error);
      this.#events.failed?.(error);
      throw error;
    }
  }

  /** Ends it. Whatever is still asked for is rejected with `Closed`. */
  close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#link?.remove(this.#id);
    this.#giveUp(new Closed());
  }

  /** Nobody waits for a frame any more. @param {Error} error */
  #giveUp(error) {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }

  get isClosed() {
    return this.#isClosed;
  }

  get isPlaying() {
    return this.#speed !== null;
  }

  /** Where it stands; while it trains as of a second ago at most. */
  get place() {
    return this.#place;
  }

  /**
   * Goes on with another configuration, or starts over where that has to be.
   *
   * @param {object} config
   * @returns {Promise<Description>}
   */
  configure(config) {
    return this.#request({ type: "configure", config });
  }

  /**
   * Goes to a place, of another run perhaps, to the same bits: at once where that has a checkpoint, else to step 0 of its run, from
   * where `seek` leads on.
   *
   * @param {Place} place
   * @returns {Promise<Description>}
   */
  go(place) {
    return this.#request({ type: "go", place });
  }

  /**
   * Trains until it is paused, diverges or comes to what ends it.
   *
   * @param {Speed} speed
   * @param {{ rests?: boolean, stop?: Conditions | null }} [options] Whether it rests while nobody sees the views; what ends it,
   *   and null for losses that have settled.
   */
  play(speed, { rests = this.isPlaying && this.#rests, stop = null } = {}) {
    if (this.#failure) return this.#events.failed?.(this.#failure);
    [this.#speed, this.#rests, this.#stop] = [speed, rests, stop];
    this.#send({ type: "play", speed, rests, stop });
    this.look();
  }

  /** Ends playing, and every `train`, `seek` and `back` under way. */
  pause() {
    this.#speed = null;
    this.#send({ type: "pause" });
    this.look();
  }

  /**
   * Trains on so many mini-batches, or to the end of so many epochs, after what was asked for before.
   *
   * @param {{ steps: number } | { epochs: number }} amount
   * @param {(done: number, total: number) => void} [progress]
   * @returns {Promise<Outcome>}
   */
  train(amount, progress) {
    return this.#request({ type: "train", ...amount }, progress);
  }

  /**
   * Goes to a step, forwards or backwards, to the same bits.
   *
   * @param {number} step
   * @param {(done: number, total: number) => void} [progress]
   * @returns {Promise<Outcome>}
   */
  seek(step, progress) {
    return this.#request({ type: "seek", step }, progress);
  }

  /**
   * Goes so many steps back from where it stands after what was asked for before, to the same bits.
   *
   * @param {number} steps
   * @param {(done: number, total: number) => void} [progress]
   * @returns {Promise<Outcome>}
   */
  back(steps, progress) {
    return this.#request({ type: "back", steps }, progress);
  }

  /** Back to the initial weights, without the changes that were made: `{ left }`, the place where it stood. @returns {Promise<{ left: Place }>} */
  reset() {
    return this.#request({ type: "reset" });
  }

  /** All that is needed to repeat the training: `{ settings, changes, steps }`, as `keras_script` takes it. */
  run() {
    return this.#request({ type: "run" });
  }

  /** Calls a method of the package's `Experiment`: `call("set_weight", 0, 1, 2, 0.5)`. @param {string} method @param {unknown[]} values */
  call(method, ...values) {
    return this.#request({ type: "call", method, values });
  }

  /** Calls one that changes something: `{ left }`, the place where it stood. @param {string} method @param {unknown[]} values @returns {Promise<{ left: Place }>} */
  change(method, ...values) {
    return this.#request({ type: "call", method, values, changes: true });
  }

  /**
   * What a view wants with each frame from now on, under its name among the answers; null for nothing.
   *
   * @param {string} view
   * @param {Want | null} want
   */
  want(view, want) {
    if (want) this.#views.set(view, want);
    else this.#views.delete(view);
    this.look();
  }

  /** @param {boolean} isVisible Whether anybody sees the views: if not, no frame is asked for but those that `frame` waits for. */
  set visible(isVisible) {
    this.#isVisible = isVisible;
    if (isVisible) this.look();
  }

  /** Shows the views anew, as soon as the screen takes a frame. */
  look() {
    this.#isAskedAgain = true;
    if (this.#isAsking || this.#isClosed) return;
    this.#isAsking = true;
    this.#ask();
  }

  /** Resolves when a frame that was asked for from now on has been shown. @returns {Promise<void>} */
  frame() {
    /** @type {Promise<void>} */
    const shown = new Promise((resolve, reject) => {
      if (this.#isClosed) throw new Closed();
      if (this.#failure) throw this.#failure;
      this.#waiting.push({ resolve, reject, number: this.#asked + 1 });
    });
    this.look();
    return shown;
  }

  async #ask() {
    try {
      while (this.#isWanted) await this.#askOnce();
    } finally {
      this.#isAsking = false;
    }
  }

  get #isWanted() {
    if (this.#isClosed || !(this.#isAskedAgain || this.#speed !== null)) return false;
    return this.#isVisible || this.#waiting.length > 0;
  }

  async #askOnce() {
    await nextFrame();
    this.#isAskedAgain = false;
    this.#asked += 1;
    const number = this.#asked;
    try {
      const frame = await this.#request({ type: "frame", wants: Object.fromEntries(this.#views) });
      this.#step = frame.state.step;
      this.#events.frame?.(frame);
    } catch (error) {
      // After a death it is asked for again, by what revives.
      if (error instanceof Died || error instanceof Closed) return;
      const problem = /** @type {Error} */ (error);
      this.#giveUp(problem);
      this.#speed = null;
      this.#events.stopped?.(problem);
    }
    for (const waiting of this.#waiting.splice(0)) {
      if (waiting.number <= number) waiting.resolve();
      else this.#waiting.push(waiting);
    }
    this.#isAskedAgain ||= this.#waiting.length > 0;
  }
}
