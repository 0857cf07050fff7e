// Steps and epochs on request, and ways to a step: how far they are, where that takes long.
import { imported } from "../../once.js";

/** Milliseconds after which they can be ended by the button that ends training. */
const BUSY = 300;

export class Jobs {
  #lab;
  #running = 0; // jobs under way
  /** A bar that shows how far they are, once something has taken long. @type {ReturnType<typeof import("../../ui/waiting.js").waiting> | undefined} */
  #bar;
  /** Whether they take so long that a person may want to end them. */
  isBusy = false;

  /**
   * @param {object} lab
   * @param {() => HTMLElement} lab.place Where the bar stands.
   * @param {import("../index.js").Host} lab.host
   * @param {() => void} lab.pause
   * @param {() => void} lab.changed Whether they take long is another thing now.
   */
  constructor(lab) {
    this.#lab = lab;
  }

  get areUnderWay() {
    return this.#running > 0;
  }

  /**
   * Does one.
   *
   * @template T
   * @param {() => Promise<T>} job
   */
  async work(job) {
    this.#running += 1;
    const timer = setTimeout(() => this.#show(true), BUSY);
    try {
      return await job();
    } finally {
      clearTimeout(timer);
      this.#running -= 1;
      if (!this.#running) this.#show(false);
    }
  }

  /** @param {boolean} isBusy */
  #show(isBusy) {
    this.isBusy = isBusy;
    if (!isBusy) this.#bar?.hide();
    this.#lab.changed();
  }

  /** Shows how far one is, if it takes long. @param {number} done @param {number} total @param {() => void} [begun] Called when that is shown. */
  async progress(done, total, begun) {
    if (!this.isBusy) return;
    const { host, place, pause } = this.#lab;
    /** @type {typeof import("../../ui/waiting.js") | null} */
    const module = await imported(new URL("../../ui/waiting.js", import.meta.url)).catch(() => null);
    if (module && !this.#bar) {
      host.adopt(module.sheet());
      this.#bar = module.waiting(pause);
    }
    // Where there is no bar there is the button that ends training.
    if (this.isBusy) this.#bar?.show(place(), host.text.t, done, total);
    begun?.();
  }
}
