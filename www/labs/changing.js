// What a person changes in a lab of the lecture, and how it goes from step to step: all of that are changes of its settings.
import { Closed } from "../engine/link.js";
import { unset } from "../ui/dom.js";
import { Turns } from "./turns.js";

/** What a lab was still asked for when it was closed is no error. */
export function unlessClosed(error) {
  if (!(error instanceof Closed)) throw error;
}

export class Changing {
  host;
  schema;
  /** The settings that are shown. @type {Record<string, any>} */
  settings = unset;
  /** Changes that are made with the next frame, the newest of each setting. @type {Record<string, any> | null} */
  #coming = null;
  /** Resolves when they are shown. @type {Promise<void>} */
  #soon = Promise.resolve();
  #turns = new Turns({
    changing: () => this.host.changing(),
    gesture: () => this.host.gesture(),
    isPlaying: () => this.isPlaying,
  });

  /**
   * @param {import("./index.js").Host} host
   * @param {import("../settings/readers.js").Schema} schema The settings of the lab's own.
   */
  constructor(host, schema) {
    this.host = host;
    this.schema = schema;
  }

  /** Whether it goes from step to step by itself. */
  get isPlaying() {
    return false;
  }

  /** Ends that. */
  pause() {}

  /** Changes settings by a person's hand. @param {Record<string, any>} settings */
  change(settings) {
    const { gesture } = this.#turns;
    return this.host.change(settings, gesture === undefined ? {} : { gesture });
  }

  /** What moves under a hand changes as fast as it can be drawn, and no faster. @param {Record<string, any>} changes */
  soon(changes) {
    if (!this.#coming) this.#soon = this.#changeSoon();
    this.#coming = { ...this.#coming, ...changes };
    return this.#soon;
  }

  async #changeSoon() {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const coming = this.#coming;
    this.#coming = null;
    await this.change(coming ?? {});
  }

  /**
   * The settings that were wanted last: they may not be shown yet, and keys may come faster than pictures. Controls are set by
   * these: by those that are shown a choice would jump back.
   */
  get wanted() {
    return { ...this.host.settings(), ...this.#coming };
  }

  /**
   * Makes a change when all that was changed before is shown: for what starts from where the machine has come to. See `Turns`.
   *
   * @template T
   * @param {() => T | Promise<T>} change
   */
  inTurn(change) {
    return this.#turns.take(change).catch(unlessClosed);
  }

  /** Whether a change waits for its turn. */
  get isWaiting() {
    return this.#turns.areWaiting;
  }

  /** What waits for its turn was of something that is gone. */
  dropTurns() {
    this.#turns.drop();
  }

  /** The setting that counts the machine's steps. */
  get counter() {
    return "step";
  }

  /** The last step that there is: a link may ask for more. */
  get lastStep() {
    return this.schema.step.max ?? 0;
  }

  /** The step that is wanted, if there is such. */
  get wantedStep() {
    return Math.min(this.lastStep, this.host.settings().step);
  }

  /** Whether there is nothing to be seen in another step. */
  isOver() {
    return this.settings.step >= this.lastStep;
  }

  /** So many steps on, or back. @param {number} count */
  move(count) {
    return this.change({ step: Math.max(0, Math.min(this.lastStep, this.wantedStep + count)) });
  }

  /** The same, by a person's hand or a script. */
  step(count = 1) {
    this.pause();
    return this.move(count);
  }

  back() {
    return this.step(-1);
  }

  /** Where there are no epochs, an epoch is a step. */
  epoch(count = 1) {
    return this.step(count);
  }

  /** To a step, forwards or backwards. @param {number} step */
  seek(step) {
    this.pause();
    return this.change({ [this.counter]: step });
  }

  async reset() {
    this.pause();
    if (this.settings?.[this.counter] > 0) this.host.keep();
    await this.rewind();
  }

  /** To the beginning. */
  rewind() {
    return this.change({ step: 0 });
  }
}
