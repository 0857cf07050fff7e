// A machine of the lecture from outside, wherever it runs. What it shows depends on its settings alone, so one that is dead is
// replaced, and nobody notices but for the time. It knows no document and no language, and runs in Node as well.
import { Closed, Died } from "./link.js";

/**
 * @typedef {import("./link.js").Link} Link
 * @typedef {import("./protocol.js").Moment} Moment
 * @typedef {import("./protocol.js").Question} Question
 */

/** How often in a row it may die before that is told. */
const ATTEMPTS = 3;

export class Machine {
  #connect;
  #lab;
  /** @type {Link | null} */
  #link = null;
  #id = 0;
  #isClosed = false;
  /** What is waited for. @type {Set<{ resolve(value: any): void, reject(error: Error): void }>} */
  #pending = new Set();
  /** The one of them that goes somewhere. @type {{ resolve(value: null): void } | null} */
  #going = null;

  /** @param {() => Promise<Link>} connect @param {string} lab The name of its lab. */
  constructor(connect, lab) {
    this.#connect = connect;
    this.#lab = lab;
  }

  /**
   * Goes to settings, as far as their step; with `ahead` until all is known that is told of later steps. Resolves with null if
   * it was to go elsewhere before it was there. Rejects with what is wrong with the settings, with `Closed`, or with `Died`.
   *
   * @param {object} settings
   * @param {{ ahead?: boolean, progress?: (done: number, total: number) => void }} [options] `progress` is told how many steps
   *   it has gone.
   * @returns {Promise<Moment | null>}
   */
  go(settings, { ahead = false, progress } = {}) {
    this.leave();
    return new Promise((resolve, reject) => {
      this.#going = this.#await(this.#request({ type: "go", settings, ahead }, progress), { resolve, reject });
    });
  }

  /** Nobody waits any more for where it was to go. */
  leave() {
    this.#going?.resolve(null);
    this.#going = null;
  }

  /** It stays where it is on the way, and what it shows there is the answer. */
  stop() {
    this.#link?.send({ type: "stop", experiment: this.#id });
  }

  /**
   * The answers to questions about what it shows at settings.
   *
   * @param {object} settings
   * @param {Question[]} questions
   * @returns {Promise<any[]>}
   */
  ask(settings, questions) {
    return new Promise((resolve, reject) => {
      this.#await(this.#request({ type: "ask", settings, questions }), { resolve, reject });
    });
  }

  /**
   * Settles with a request, or before it.
   *
   * @param {Promise<any>} request
   * @param {{ resolve(value: any): void, reject(error: Error): void }} waiting
   */
  #await(request, waiting) {
    this.#pending.add(waiting);
    request.then(waiting.resolve, waiting.reject).finally(() => this.#pending.delete(waiting));
    return waiting;
  }

  /** @param {{ type: string, [key: string]: any }} command @param {(done: number, total: number) => void} [progress] */
  async #request(command, progress) {
    for (let deaths = 0; ; ) {
      const link = await this.#open();
      try {
        return await link.request({ ...command, lab: this.#lab, experiment: this.#id }, progress);
      } catch (error) {
        if (!(error instanceof Died) || ++deaths === ATTEMPTS) throw error;
      }
    }
  }

  /** The link on which it is, another one after a death. */
  async #open() {
    while (!this.#link) {
      if (this.#isClosed) throw new Closed();
      const link = await this.#connect();
      if (this.#isClosed || this.#link || !link.isOpen) continue;
      this.#link = link;
      this.#id = link.add(this);
    }
    return this.#link;
  }

  hear() {}

  died() {
    this.#link = null;
  }

  /** Frees it. What is still asked of it is rejected with `Closed`. */
  close() {
    this.#isClosed = true;
    this.#link?.remove(this.#id);
    this.#link = null;
    for (const { reject } of this.#pending) reject(new Closed());
  }
}
