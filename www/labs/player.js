// Playing: step after step, as long as there may be somebody who sees it.

/**
 * What is played.
 *
 * @typedef {object} Played
 * @property {() => void} begun Called when it plays.
 * @property {() => boolean} isOver Whether there is nothing to be seen in another step.
 * @property {() => Promise<unknown>} rewind
 * @property {() => Promise<unknown>} step
 * @property {() => number} pace Milliseconds to the next step.
 * @property {() => void} end Ends playing, by `stop`.
 */

export class Player {
  #played;
  #timer = 0;
  #plays = 0; // how often it began to play
  #isOnScreen = true;
  #wake = () => {}; // goes on to play when it comes onto the screen
  #screen = new IntersectionObserver((entries) => {
    this.#isOnScreen = entries.at(-1)?.isIntersecting ?? true;
    if (!this.#isOnScreen) return;
    this.#wake();
    this.#wake = () => {};
  });
  isPlaying = false;

  /** @param {HTMLElement} place Where it is seen. @param {Played} played */
  constructor(place, played) {
    this.#played = played;
    this.#screen.observe(place);
  }

  /** From the beginning where it is over. @param {boolean} rests Whether it waits while it is off the screen: nobody has pressed a button for it. */
  async play(rests) {
    const { begun, isOver, rewind, step, pace, end } = this.#played;
    this.isPlaying = true;
    begun();
    if (isOver()) await rewind();
    const play = ++this.#plays;
    const next = async () => {
      if (!this.isPlaying || play !== this.#plays) return;
      // Nobody sees a page in the background: it goes on from here when it is seen again.
      if (document.hidden) return document.addEventListener("visibilitychange", next, { once: true });
      if (rests && !this.#isOnScreen) {
        this.#wake = next;
        return;
      }
      if (isOver()) return end();
      await step();
      this.#timer = setTimeout(next, pace());
    };
    next();
  }

  /** Returns whether it was playing. */
  stop() {
    const wasPlaying = this.isPlaying;
    this.isPlaying = false;
    clearTimeout(this.#timer);
    return wasPlaying;
  }

  /** It is not used again. */
  close() {
    this.#screen.disconnect();
  }
}
