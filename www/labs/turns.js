// Changes that are made one after the other, each when all that was changed before it is shown.

export class Turns {
  #on;
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();
  #waiting = 0;
  #drops = 0; // how often what waited was dropped
  /** What a person did when the change was asked for whose turn it is: what is done by now may be something else. @type {number | undefined} */
  gesture;

  /**
   * @param {object} on
   * @param {() => Promise<unknown>} on.changing As a host has it.
   * @param {() => number} on.gesture As a host has it.
   * @param {() => boolean} on.isPlaying
   */
  constructor(on) {
    this.#on = on;
  }

  /** Whether any waits. */
  get areWaiting() {
    return this.#waiting > 0;
  }

  /**
   * Makes a change in its turn. Resolves to what `change` does; to null if it was dropped.
   *
   * @template T
   * @param {() => T | Promise<T>} change
   * @returns {Promise<T | null>}
   */
  take(change) {
    const drops = this.#drops;
    const gesture = this.#on.gesture();
    this.#waiting += 1;
    const made = this.#last
      .then(() => this.#caughtUp())
      .then(() => {
        this.#waiting -= 1;
        if (drops !== this.#drops) return null;
        this.gesture = gesture;
        try {
          return change();
        } finally {
          this.gesture = undefined;
        }
      });
    this.#last = made.catch(() => {}); // those that follow have their turn all the same
    return made;
  }

  /** What waits was of something that is gone. */
  drop() {
    this.#drops += 1;
  }

  /** Resolves when what is wanted is shown; while it plays, when the last step is. */
  async #caughtUp() {
    const { changing, isPlaying } = this.#on;
    let last;
    do {
      last = changing();
      await last;
    } while (last !== changing() && !isPlaying());
  }
}
