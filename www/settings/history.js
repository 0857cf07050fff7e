// What can be undone, and redone: the moments before each change of a lab's settings or data.

/** How many changes can be undone. */
const MOST = 100;

/**
 * How many of the next moments, in each direction, may have a checkpoint of the training. One takes up to a megabyte (weights, slots
 * and the record of the losses), usually a tenth of it; to the others the training is made again from its beginning.
 */
const MOST_CHECKPOINTS = 8;

/**
 * A moment to which one can go back: the settings then, and where training stood, if the lab says so (`place`).
 *
 * @typedef {{ settings: Record<string, any>, place?: any, keys?: string, gesture?: any }} Moment
 */

export class History {
  /** @type {Moment[]} */
  #done = [];
  /** @type {Moment[]} */
  #undone = [];

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  /** Those that can be come back to, in either direction. */
  get moments() {
    return [...this.#done, ...this.#undone];
  }

  /**
   * Keeps the moment before a change, and returns it. A drag and what is typed in one go change the same `keys` many times in
   * one `gesture`: of these the first moment is kept.
   *
   * @param {Moment} moment
   */
  keep(moment) {
    const last = this.#done.at(-1);
    const { keys, gesture } = moment;
    const goesOn = last && gesture !== undefined && last.gesture === gesture && last.keys === keys;
    if (goesOn && !this.canRedo) return last;
    this.#undone = [];
    this.#done.push(moment);
    if (this.#done.length > MOST) this.#done.shift();
    return moment;
  }

  /** The moments after one, and those to which Redo leads. @param {Moment} moment */
  after(moment) {
    const at = this.#done.indexOf(moment);
    return [...(at < 0 ? [] : this.#done.slice(at + 1)), ...this.#undone];
  }

  /** The change after this moment was refused: there is nothing to undo; nor to redo, if it was undone already. @param {Moment} moment */
  drop(moment) {
    const at = this.#done.indexOf(moment);
    if (at < 0) this.#undone = [];
    else this.#done.splice(at, 1);
  }

  /** Where training stood at a moment, unless that is known: of changes in one gesture the first counts. @param {Moment} moment @param {any} place */
  locate(moment, place) {
    moment.place ??= place;
    for (const moments of [this.#done, this.#undone])
      for (const older of moments.slice(0, -MOST_CHECKPOINTS))
        if (older.place?.checkpoint) older.place = { ...older.place, checkpoint: null };
  }

  /** Back to the last moment; `now` takes its place. @param {Moment} now */
  undo(now) {
    return move(this.#done, this.#undone, now);
  }

  /** Forward again. @param {Moment} now */
  redo(now) {
    return move(this.#undone, this.#done, now);
  }
}

/** @param {Moment[]} from @param {Moment[]} to @param {Moment} now */
function move(from, to, now) {
  const moment = from.pop();
  if (moment) to.push(now);
  return moment;
}
