// The training of a network as settings say it: those that are in force, and where it stands by those with which it began, `changes`
// and `at`; and back.
import { MOST } from "../../settings/changes.js";
import { fromTraining, toExperiment } from "../../settings/experiment.js";
import { SCHEMA, UNTRAINED } from "../../settings/schema.js";
import { misnamed } from "./plane.js";

/**
 * @typedef {import("../../engine/protocol.js").Place} Place
 * @typedef {import("../../settings/readers.js").Catalog} Catalog
 *
 * @typedef {{ said: string, changes: string | null | undefined }} Opened What a link said of the changes of a run, and the form in
 *   which the core writes them.
 *
 * @typedef {object} Data Of an experiment.
 * @property {import("../../pkg/nn_playground.js").Description} description
 * @property {Float32Array} points
 * @property {Float32Array} targets
 *
 * @typedef {{ named?: undefined, stays?: boolean } & Place | { named: string[], stays?: boolean }} To A place that was left, or the
 *   names of the settings that name one; whether it stays where it is, whatever the step.
 */

/**
 * What settings say of a place: of those that may have changed since its run began the first ones, and `at` and `changes`. Null
 * where none can.
 *
 * @param {Place} place
 * @param {Catalog} catalog
 */
export function said({ start, changes, step }, catalog) {
  const began = fromTraining(start, catalog);
  if (step === 0 && !changes) return { ...began, ...UNTRAINED };
  if (step > SCHEMA.at.max) return null;
  return { ...began, at: step, changes: changes || null };
}

/** Whether a link has room for what was said of a place. @param {ReturnType<typeof said>} run */
export const isTold = (run) => run !== null && (run.changes ?? "").length <= MOST;

/** Whether the data is a table that a link has no room for. @param {Record<string, any>} settings */
export const isOwnTable = ({ dataset, points }) => dataset === "custom" && SCHEMA.points.isLocal(points);

/** A configuration as text: the same of the same experiment, whoever wrote it. @param {Record<string, any>} start @param {Catalog} catalog */
function identity(start, catalog) {
  const { optimizer, schedule, batch_size, l1, l2, ...rest } = start;
  return JSON.stringify([rest, fromTraining(start, catalog)]);
}

/**
 * The place to which settings lead that were written with `at` or `changes`: `{ isSame, place }`, whether it is of the run that stands
 * at `now`. `named` are those that were written: what goes with `changes` and was not is as the run began. `opened` is what was
 * said of the run when it was opened: the core may write it in another form.
 *
 * @param {Record<string, any>} settings
 * @param {{ named: string[], now: Place, opened: Opened | null }} context
 * @param {Catalog} catalog
 * @returns {{ isSame: boolean, place: Place }}
 */
export function destination(settings, { named, now, opened }, catalog) {
  const isNamed = named.includes("changes");
  const [changes, before] = [isNamed ? (settings.changes ?? "") : (now.changes ?? ""), now.changes ?? ""];
  const began = Object.entries(fromTraining(now.start, catalog)).filter(([key]) => !named.includes(key));
  const start = toExperiment({ ...settings, ...Object.fromEntries(began) }, catalog);
  const isSaid = changes === before || (changes === opened?.said && before === opened?.changes);
  if (isSaid && identity(start, catalog) === identity(now.start, catalog))
    return { isSame: true, place: { ...now, step: settings.at } };
  const place = { step: settings.at, checkpoint: null };
  if (isNamed && changes) return { isSame: false, place: { ...place, start, changes } };
  return { isSame: false, place: { ...place, start: toExperiment(settings, catalog), changes: null } };
}

/** What a session trains, in the terms of settings. */
export class Run {
  #host;
  #session;
  /** Those that the session has. @type {Record<string, any>} */
  #settings = {};
  #shown = ""; // the same as its configuration, as text
  #training = ""; // what of it the session said last, as text
  #updates = 0; // other settings that are on their way to it
  /** What was said of the changes on the way there, and how the session says it. @type {Opened | null} */
  #opened = null;
  /** @type {Data} */
  data = /** @type {any} */ (null); // set by `#take`

  /**
   * @param {import("../index.js").Host} host
   * @param {import("../../engine/session.js").Session} session
   * @param {Record<string, any>} settings With which the session was opened.
   * @param {Record<string, any>} answer What it said of them.
   */
  constructor(host, session, settings, answer) {
    this.#host = host;
    this.#session = session;
    this.#open(settings.changes);
    this.#take(settings, answer);
    this.check(settings);
  }

  /** What only the data tells to be wrong with settings is said, and as if it had not been written. @param {Record<string, any>} settings */
  check(settings) {
    const { left, warnings } = misnamed(settings, this.data.description);
    if (!warnings.length) return;
    this.#host.settle(left);
    this.#host.warn(warnings);
  }

  get #catalog() {
    return this.#host.package.catalog;
  }

  /** The configuration that the session has. */
  get experiment() {
    return toExperiment(this.#settings, this.#catalog);
  }

  /** With what the training began, of the settings that may change, and what was changed. */
  get began() {
    const { place } = this.#session;
    return place ? { settings: fromTraining(place.start, this.#catalog), changes: place.changes } : null;
  }

  /** @param {string | null | undefined} changes As they were said. */
  #open(changes) {
    this.#opened = { said: changes ?? "", changes: this.#session.place?.changes };
  }

  /** The settings that the session has now, and what it answered: a description, and the data if they are others. @param {Record<string, any>} settings @param {Record<string, any>} answer */
  #take(settings, { description, points = this.data?.points, targets = this.data?.targets, training }) {
    this.#know(settings);
    this.data = { description, points, targets };
    this.settle(training);
  }

  /** @param {Record<string, any>} settings */
  #know(settings) {
    this.#settings = settings;
    this.#shown = JSON.stringify(this.experiment);
  }

  /**
   * Training has come to a change that is made on the way, or gone back before it: other settings are in force. Returns whether they are.
   *
   * @param {any} training
   */
  settle(training) {
    const text = JSON.stringify(training);
    if (text === this.#training || this.#updates) return false;
    this.#training = text;
    const now = this.#host.settings();
    const known = { ...this.#settings, ...fromTraining(this.experiment, this.#catalog) };
    const others = Object.entries(fromTraining(training, this.#catalog)).filter(([key, value]) => value !== known[key]);
    if (others.length === 0) return false;
    // What a person has chosen meanwhile is on its way to the session.
    const settled = others.filter(([key]) => now[key] === this.#settings[key]);
    this.#know({ ...this.#settings, ...Object.fromEntries(others) });
    this.#host.settle(Object.fromEntries(settled));
    return true;
  }

  /**
   * Where settings lead: to a place, if `to` is one that was left before or what was written names one, see `destination`; and
   * whether the session has to be told.
   *
   * @param {Record<string, any>} settings
   * @param {To} [to]
   * @returns {{ isOther: boolean, place?: Place }}
   */
  lead(settings, to) {
    const now = this.#session.place;
    if (to?.named && now) {
      const { isSame, place } = destination(settings, { named: to.named, now, opened: this.#opened }, this.#catalog);
      return { isOther: !isSame, place };
    }
    if (to) return { isOther: true, place: /** @type {Place} */ (to) };
    return { isOther: JSON.stringify(toExperiment(settings, this.#catalog)) !== this.#shown };
  }

  /**
   * Other settings for the session: an experiment, or the `place` to which they lead. Throws what the core refuses. Returns the place
   * that was left.
   *
   * @param {Record<string, any>} settings
   * @param {Place} [place]
   * @param {To} [to]
   */
  async change(settings, place, to) {
    this.#updates += 1;
    let answer;
    try {
      answer = await (place ? this.#session.go(place) : this.#session.configure(toExperiment(settings, this.#catalog)));
    } finally {
      this.#updates -= 1;
    }
    this.#take(settings, answer);
    if (answer.restarted && !place) this.#host.settle(UNTRAINED);
    if (to?.named && place) {
      if (!place.changes) this.#host.settle({ changes: null });
      this.#open(place.changes);
    }
    return answer.left;
  }
}
