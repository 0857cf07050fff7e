// What ends playing by itself, looked at where an epoch ends: so it ends there at every speed.

/**
 * @typedef {import("./protocol.js").Conditions} Conditions
 * @typedef {import("./protocol.js").Reason} Reason
 */

/** Epochs whose mean loss is compared with that of as many before. */
export const WINDOW = 500;
/** By less than this fraction the two differ where the losses have settled. */
export const SETTLED = 0.001;

/**
 * Counts from where a person began to train: a call of Keras's `fit`. A pause changes nothing; what else comes between begins it
 * anew.
 */
export class Watch {
  /** @type {Conditions | null} */
  #conditions = null;
  /** Whether it ended by what it watches: the next time is another call of `fit`. */
  #isOver = true;
  /** The losses of the last epochs, each at its number modulo its length. */
  #losses = new Float64Array(2 * WINDOW);
  #count = 0; // of epochs, of which the losses are known
  #since = 0; // at which of them it began
  /** The sums over the last `WINDOW` epochs, and over those before. */
  #recent = 0;
  #before = 0;
  /** Of patience: epochs since it began, the lowest loss so far, and how many epochs ago that was. */
  #epochs = 0;
  /** @type {number | null} */
  #best = null;
  #waited = 0;

  /** @param {Conditions | null} conditions Instead of losses that have settled. */
  begin(conditions) {
    const isOther = JSON.stringify(conditions) !== JSON.stringify(this.#conditions);
    if (!isOther && !this.#isOver) return;
    this.#conditions = conditions;
    this.#isOver = false;
    this.#since = this.#count;
    this.#best = null;
    this.#epochs = this.#waited = 0;
  }

  /** Training was led elsewhere: what was before does not count. */
  restart() {
    this.#isOver = true;
    this.#count = this.#recent = this.#before = 0;
    this.begin(this.#conditions);
  }

  /**
   * What ends playing here, if anything does. The `loss` is the mean over the epoch's batches, as Keras's `fit` has it; NaN where the
   * epoch was not trained from its start.
   *
   * @param {{ epoch: number, loss: number }} measured At the end of an epoch, the first of which is 1.
   * @param {() => { val_loss: number | null }} state Measures more.
   * @returns {Reason | null}
   */
  end({ epoch, loss }, state) {
    const reason = this.#conditions ? this.#met(this.#conditions, epoch, loss, state) : this.#settled(epoch, loss);
    this.#isOver = reason !== null;
    return reason;
  }

  /** @param {Conditions} conditions @param {number} epoch @param {number} loss @param {() => { val_loss: number | null }} state @returns {Reason | null} */
  #met(conditions, epoch, loss, state) {
    const { epochs, loss: low, val_loss: lowest, patience } = conditions;
    if (low !== undefined && loss < low) return { kind: "loss", epoch, value: low };
    if (lowest !== undefined || patience !== undefined) {
      const { val_loss } = state();
      const monitored = val_loss ?? loss;
      if (lowest !== undefined && val_loss !== null && val_loss < lowest)
        return { kind: "val_loss", epoch, value: lowest };
      // An epoch whose loss is not known is none of those that are waited.
      if (patience !== undefined && !Number.isNaN(monitored) && this.#isImpatient(patience, monitored)) {
        const monitor = val_loss === null ? "loss" : "val_loss";
        return { kind: "patience", epoch, value: patience, monitor, best: this.#best ?? Number.NaN };
      }
    }
    return epochs !== undefined && epoch % epochs === 0 ? { kind: "epochs", epoch, value: epochs } : null;
  }

  /** Whether Keras's `EarlyStopping(patience)` ends a training here: with no `min_delta`, and never at the first epoch. @param {number} patience @param {number} loss */
  #isImpatient(patience, loss) {
    this.#epochs += 1;
    this.#waited += 1;
    if (this.#best === null || loss < this.#best) {
      this.#best = loss;
      this.#waited = 0;
      return false;
    }
    return this.#waited >= patience && this.#epochs > 1;
  }

  /** @param {number} epoch @param {number} loss @returns {Reason | null} */
  #settled(epoch, loss) {
    if (!Number.isFinite(loss)) {
      this.#count = this.#recent = this.#before = this.#since = 0;
      return null;
    }
    const losses = this.#losses;
    const [place, middle] = [this.#count % losses.length, (this.#count + WINDOW) % losses.length];
    const isFull = this.#count >= WINDOW;
    const leaving = isFull ? losses[middle] : 0;
    this.#before += leaving - (this.#count >= losses.length ? losses[place] : 0);
    this.#recent += loss - leaving;
    losses[place] = loss;
    this.#count += 1;
    const isLongEnough = this.#count >= losses.length && this.#count - this.#since >= WINDOW;
    const isStill = Math.abs(this.#recent - this.#before) <= SETTLED * Math.abs(this.#before);
    return isLongEnough && isStill ? { kind: "settled", epoch } : null;
  }
}
