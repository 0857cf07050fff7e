// What a machine would show for other settings, while a hand tries them out.
import { nextFrame } from "../engine/clock.js";
import { lessons } from "../engine/lessons.js";
import { Machine } from "../engine/machine.js";

/** A machine of its own, so that the one of the lab stays where it is. */
export class Trial {
  #machine;
  /**
   * What is to be asked for next.
   *
   * @type {{ settings: object, use: (shown: any) => void, resolve: (isAnswered: boolean) => void, reject: (error: unknown) => void } | null}
   */
  #wish = null;
  /** Stands for the way to the answer, until that is there or forgotten. @type {object | null} */
  #asking = null;

  /** @param {string} lab */
  constructor(lab) {
    this.#machine = new Machine(lessons, lab);
  }

  /**
   * Hands to `use` what the machine shows for settings. Of what is asked meanwhile only the last is answered, after it, and at
   * most one a frame: so what is shown keeps following. Resolves to whether it was answered. Rejects with what is wrong
   * with the settings.
   *
   * @param {object} settings
   * @param {(shown: any) => void} use
   * @returns {Promise<boolean>}
   */
  ask(settings, use) {
    this.#wish?.resolve(false);
    return new Promise((resolve, reject) => {
      this.#wish = { settings, use, resolve, reject };
      if (!this.#asking) this.#run();
    });
  }

  async #run() {
    const asking = {};
    this.#asking = asking;
    while (this.#wish && asking === this.#asking) {
      const { settings, use, resolve, reject } = this.#wish;
      this.#wish = null;
      try {
        const moment = await this.#machine.go(settings, { ahead: true });
        const isWanted = asking === this.#asking && moment !== null; // else it was forgotten
        if (isWanted) use(moment.shown);
        resolve(isWanted);
        if (!isWanted) break;
      } catch (error) {
        reject(error);
        break;
      }
      await nextFrame();
    }
    if (asking === this.#asking) this.forget();
  }

  /** What was asked for need not be answered any more. */
  forget() {
    this.#wish?.resolve(false);
    this.#asking = this.#wish = null;
    this.#machine.leave();
  }

  close() {
    this.#machine.close();
  }
}
