// The way of a lab's machine to other settings. It may be long: then it tells how far it is, and may be left or stopped where it is.

/** Milliseconds after which a long way tells how far it is. */
const PATIENCE = 150;
/** Milliseconds that a way may take although other settings follow: what a hand moves is seen on the way. */
const LENIENCE = 200;

/**
 * @typedef {import("../engine/protocol.js").Moment} Moment
 *
 * @typedef {object} Trip What is being gone.
 * @property {number} began
 * @property {boolean} isLong
 * @property {boolean} isLeft
 * @property {boolean} isStopped
 *
 * @typedef {(done: number, total: number) => void} Progress Is told how many steps have been gone.
 *
 * @typedef {object} Early An answer that was asked for before it can be shown.
 * @property {string} key What it is the answer to.
 * @property {Progress} progress
 * @property {Promise<Moment | null>} moment
 */

export class Way {
  #machine;
  /** @type {Trip | null} */
  #trip = null;
  /** @type {Early | null} */
  #early = null;

  /** @param {import("../engine/machine.js").Machine} machine */
  constructor(machine) {
    this.#machine = machine;
  }

  /** Whether it is being gone. */
  get isOn() {
    return this.#trip !== null;
  }

  /** Whether it takes so long that a person may want to stop it. */
  get isLong() {
    return this.#trip?.isLong ?? false;
  }

  /** Asks for an answer before it can be shown: `go` with the same key takes it. @param {object} settings @param {string} key */
  ask(settings, key) {
    /** @type {Early} */
    const early = { key, progress: () => {}, moment: Promise.resolve(null) };
    /** @type {Progress} */
    const progress = (done, total) => early.progress(done, total);
    early.moment = this.#machine.go(settings, { progress });
    early.moment.catch(() => {}); // it is said by who waits for it
    this.#early = early;
  }

  /**
   * Goes to settings and hands what is there to `show`, already while the machine looks farther ahead; `isShort` where it was stopped
   * before. Returns whether it was not left before.
   *
   * @param {object} settings The machine's.
   * @param {string} key All that an answer depends on.
   * @param {{ show: (moment: Moment, isShort: boolean) => Promise<void>, progress: Progress }} on `progress` is called where it takes long.
   */
  async go(settings, key, { show, progress: told }) {
    /** @type {Trip} */
    const trip = { began: performance.now(), isLong: false, isLeft: false, isStopped: false };
    /** @type {Progress} */
    const progress = (done, total) => {
      if (done === total || trip !== this.#trip) return;
      trip.isLong = true;
      if (performance.now() - trip.began >= PATIENCE) told(done, total);
    };
    this.#trip = trip;
    const early = this.#early?.key === key ? this.#early : null;
    this.#early = null;
    if (early) early.progress = progress;
    try {
      for (let ahead = false; ; ahead = true) {
        const moment = await (early && !ahead ? early.moment : this.#machine.go(settings, { ahead, progress }));
        if (!moment) return false;
        const isShort = moment.step < moment.target && !moment.done;
        if (isShort && trip.isLeft) return false;
        await show(moment, isShort);
        if (moment.done || trip.isLeft || trip.isStopped) return true;
      }
    } finally {
      this.#trip = null;
    }
  }

  /** Makes room for other settings: a long way that is being gone is left where it is. */
  leave() {
    const trip = this.#trip;
    if (!trip) return;
    trip.isLeft = true;
    setTimeout(() => trip === this.#trip && this.#machine.leave(), trip.began + LENIENCE - performance.now());
  }

  /** Stops a long way where it is. */
  stop() {
    if (!this.#trip) return;
    this.#trip.isStopped = true;
    this.#machine.stop();
  }
}
