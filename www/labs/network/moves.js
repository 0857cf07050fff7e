// Steps, epochs, and ways to a step of the run: they wait for one another, end training at a speed, and show what came of it.

/**
 * @typedef {{ step: number, begun: () => void }} Target A step to which it is on its way, and what is called when it takes long.
 *
 * @typedef {(done: number, total: number) => void} Progress
 *
 * @typedef {object} Trainee What moves.
 * @property {() => import("../../engine/session.js").Session} session Nothing before there is one.
 * @property {import("./jobs.js").Jobs} jobs
 * @property {() => number} step The one that is shown.
 * @property {() => void} pause Ends training at a speed.
 * @property {() => void} arrived It stands where it is seen, and is no longer on its way: what names its place may be another now.
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
    const { session } = this.#lab;
    if (!session()) return; // a button that was pressed before there is anything to train
    await this.#told((progress) => session().train(amount, progress));
  }

  /** One step back. What was asked for before comes first: each press counts. */
  async back() {
    const { session, step } = this.#lab;
    if (!session()) return;
    const before = Math.max(0, (this.target ?? step()) - 1);
    await this.#told((progress) => session().back(1, progress), this.#aim(before));
  }

  /** To any step of the run, to the same bits. It rejects with what is wrong with the step. @param {number} step */
  async seek(step) {
    await this.#work((progress) => this.#lab.session().seek(step, progress), this.#aim(step));
  }

  /**
   * To a step as `at` says it: `arrived`, which promises how it ended, and `begun`, which settles earlier where it takes long: when a bar
   * shows how far it is.
   *
   * @param {number} step
   * @returns {{ arrived: Promise<{ cancelled: boolean }>, begun?: Promise<void> }}
   */
  replay(step) {
    const { session, fail } = this.#lab;
    if (step === session().place?.step) return { arrived: Promise.resolve({ cancelled: false }) };
    const target = this.#aim(step);
    /** @type {Promise<void>} */
    const begun = new Promise((resolve) => {
      target.begun = resolve;
    });
    const arrived = this.#work((progress) => session().seek(step, progress), target)
      .catch((error) => {
        fail(error);
        return { cancelled: true };
      })
      .finally(target.begun);
    return { arrived, begun };
  }

  /** On the way to a step, until that is shown. @param {number} step */
  #aim(step) {
    this.#target = { step, begun: () => {} };
    return this.#target;
  }

  /** Works, and says where that has led. @param {(progress: Progress) => Promise<unknown>} job @param {Target} [target] */
  async #told(job, target) {
    try {
      await this.#work(job, target);
      this.#lab.tell();
    } catch (error) {
      this.#lab.fail(error);
    }
  }

  /**
   * Does what takes a while and shows what came of it. Training at a speed ends for it.
   *
   * @template T
   * @param {(progress: Progress) => Promise<T>} job
   * @param {Target} [target]
   */
  async #work(job, target) {
    const { session, jobs, pause, arrived } = this.#lab;
    if (session().isPlaying) pause();
    return jobs.work(async () => {
      try {
        const outcome = await job((done, total) => jobs.progress(done, total, target?.begun));
        await session().frame();
        return outcome;
      } finally {
        if (target && this.#target === target) {
          this.#target = null;
          arrived();
        }
      }
    });
  }
}
