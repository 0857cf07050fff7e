// Steps, epochs, and ways to a step of the run: they wait for one another, end training at a speed, and show what came of it.

/**
 * @typedef {{ step: number, begun: () => void }} Target A step to which it is on its way, and what is called when it takes long.
 *
 * @typedef {object} Trainee What moves.
 * @property {() => import("../../engine/session.js").Session} session Nothing before there is one.
 * @property {import("./jobs.js").Jobs} jobs
 * @property {() => number} step The one that is shown.
 * @property {() => void} pause Ends training at a speed.
 * @property {() => void} tell Says where it stands to those who do not see it.
 * @property {(error: unknown) => void} fail Says why it did not move, unless it was closed.
 */

export class Moves {
  #lab;
  /** @type {Target | null} */
  #target = null;

  /** @param {Trainee} lab */
  constructor(lab) {
    this.#lab = lab;
  }

  /** The step to which it is on its way. */
  get target() {
    return this.#target?.step;
  }

  /** Trains on. @param {{ steps: number } | { epochs: number }} amount */
  async advance(amount) {
    const { session, jobs } = this.#lab;
    if (!session()) return; // a button that was pressed before there is anything to train
    await this.#told(() => session().train(amount, (done, total) => jobs.progress(done, total)));
  }

  /** To the step before. */
  async back() {
    const now = this.target ?? this.#lab.step();
    if (!this.#lab.session() || now === 0) return;
    const target = { step: now - 1, begun: () => {} };
    this.#target = target;
    await this.#told(() => this.#go(target.step, target));
  }

  /** To any step of the run, to the same bits. It rejects with what is wrong with the step. @param {number} step */
  async seek(step) {
    await this.#work(() => this.#go(step));
  }

  /**
   * To a step as `at` says it: `arrived`, which promises how it ended, and `begun`, which settles earlier where it takes long: when a bar
   * shows how far it is.
   *
   * @param {number} step
   * @returns {{ arrived: Promise<{ cancelled: boolean }>, begun?: Promise<void> }}
   */
  replay(step) {
    if (step === this.#lab.session().place?.step) return { arrived: Promise.resolve({ cancelled: false }) };
    /** @type {Target} */
    const target = { step, begun: () => {} };
    this.#target = target;
    /** @type {Promise<void>} */
    const begun = new Promise((resolve) => {
      target.begun = resolve;
    });
    const arrived = this.#work(() => this.#go(step, target))
      .catch((error) => {
        this.#lab.fail(error);
        return { cancelled: true };
      })
      .finally(target.begun);
    return { arrived, begun };
  }

  /** @param {number} step @param {Target} [target] */
  async #go(step, target) {
    const { session, jobs } = this.#lab;
    try {
      return await session().seek(step, (done, total) => jobs.progress(done, total, target?.begun));
    } finally {
      if (this.#target === target) this.#target = null;
    }
  }

  /** Works, and says where that has led. @param {() => Promise<unknown>} job */
  async #told(job) {
    try {
      await this.#work(job);
      this.#lab.tell();
    } catch (error) {
      this.#lab.fail(error);
    }
  }

  /**
   * Does what takes a while and shows what came of it. Training at a speed ends for it.
   *
   * @template T
   * @param {() => Promise<T>} job
   */
  async #work(job) {
    const { session, jobs, pause } = this.#lab;
    if (session().isPlaying) pause();
    return jobs.work(async () => {
      const outcome = await job();
      await session().frame();
      return outcome;
    });
  }
}
