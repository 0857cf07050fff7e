// The settings of a playground: takes what is written as far as it is legal, takes it back, undoes it. No document, no texts.
import { heldBy } from "../engine/tables.js";
import { check } from "./check.js";
import { History } from "./history.js";
import { readBy } from "./readers.js";
import { SCHEMA, SHARED, defaults, randomSeed, seenBy } from "./schema.js";

/** The changes of these alone cannot be undone: they change how and what is seen, or the step. */
const PASSING = SHARED.filter((key) => key !== "seed");
/** The steps of labs, among their own settings, which of their examples is looked at, and the steps of the network. */
const STEPS = ["step", "epoch", "stage", "example", "at"];

/** @param {unknown} one @param {unknown} other */
const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * @typedef {import("./readers.js").Schema} Schema
 * @typedef {import("./schema.js").Written} Written
 */

/**
 * What became of something that was written.
 *
 * @typedef {object} Change
 * @property {string} lab The lab for which it was written.
 * @property {Record<string, any>} settings What it set, by the names under which it is kept.
 * @property {import("./readers.js").Warning[]} warnings
 * @property {Record<string, any>} before What was there before.
 * @property {import("./schema.js").Settings} after All settings then.
 * @property {import("./history.js").Moment} moment The moment before it; kept if the change can be undone.
 * @property {boolean} isKept
 * @property {boolean} isFirst Whether it is the first one of its gesture: the moment is its own.
 */

/** With what a training began, of the settings that may change on the way, and what was changed. @typedef {{ settings: Record<string, any>, changes: string | null }} Beginning */

export class Store {
  /** Complete and checked; a lab's own as `lab.key`. @type {import("./schema.js").Settings} */
  settings;
  #catalog;
  /** The schemas of the labs that are known, by name. @type {Record<string, Schema>} */
  #schemas = {};
  /** @type {Record<string, History>} */
  #histories = {};

  /** @param {import("./readers.js").Catalog} catalog @param {() => number} seed Draws a seed where none is given. */
  constructor(catalog, seed = randomSeed) {
    this.#catalog = catalog;
    this.seed = seed;
    this.settings = /** @type {import("./schema.js").Settings} */ ({ ...defaults(), seed: seed() });
    heldBy(this);
  }

  /** One's own points, as they are and as they can be again. */
  *points() {
    yield this.settings.points;
    for (const history of Object.values(this.#histories))
      for (const { settings, place } of history.moments) {
        yield settings.points;
        if (place?.start?.table) yield place.start.table;
      }
  }

  /** The settings of a lab's own, from now on. @param {string} lab @param {Schema} schema */
  know(lab, schema) {
    if (this.#schemas[lab]) return;
    this.#schemas[lab] = schema;
    this.#histories[lab] = new History();
    this.settings = { ...defaults(schema, lab), ...this.settings };
  }

  /** Whether a lab has been open. @param {string} lab */
  knows(lab) {
    return lab in this.#schemas;
  }

  /** The lab for which settings are written: the one that they name, or the one that is open. @param {{ lab?: any }} written */
  labOf({ lab = this.settings.lab }) {
    return readBy(SCHEMA.lab, "lab", lab ?? SCHEMA.lab.standard, this.#catalog).value;
  }

  /** The settings as a lab sees them: its own, and for the rest those of all. @param {string} [lab] @param {import("./schema.js").Settings} [settings] */
  seen(lab = this.settings.lab, settings = this.settings) {
    return seenBy(lab, this.#schemas[lab] ?? {}, settings);
  }

  /**
   * All that a link does not name, at its default; but for what a person chose for all labs.
   *
   * @param {Written} written
   * @returns {Written}
   */
  completed(written) {
    const lab = this.labOf({ lab: null, ...written });
    const keys = [SCHEMA, this.#schemas[lab] ?? {}].flatMap((schema) => Object.keys(schema));
    const others = keys
      .filter((key) => !["lang", "theme", "view", "keys", "seed"].includes(key))
      .map((key) => [key, null]);
    return { ...Object.fromEntries(others), ...written };
  }

  /**
   * Takes over what was written, as far as it is legal. The lab for which it is must be known. Changes in one `gesture`
   * are undone together; `passes` is of those that nobody made by hand. Settings that are written with the `changes` that are
   * made in the training that `began` so are those of its beginning: they change nothing.
   *
   * @param {Written} written
   * @param {{ gesture?: any, passes?: boolean, began?: Beginning | null }} [how]
   * @returns {Change}
   */
  take(written, { gesture, passes = false, began } = {}) {
    const lab = this.labOf(written);
    const { settings, warnings } = check(written, this.#catalog, lab, this.#schemas[lab], this.settings);
    // What depends on others has no default of its own: a seed is drawn.
    if ("seed" in settings) settings.seed ??= this.seed();
    /** @type {Record<string, any>} */
    const present = this.settings;
    const { changes } = settings;
    if (began && changes && (changes === present.changes || changes === began.changes)) {
      for (const key of Object.keys(began.settings))
        if (isSame(settings[key], began.settings[key])) delete settings[key];
    }
    const changed = Object.keys(settings).filter((key) => !isSame(present[key], settings[key]));
    const keys = changed.filter((key) => !this.#isPassing(key));
    const isKept = keys.length > 0 && !passes;
    const now = { settings: this.#snapshot(lab), keys: keys.join(), gesture };
    const moment = isKept ? this.#histories[lab].keep(now) : now;
    const before = Object.fromEntries(Object.keys(settings).map((key) => [key, present[key]]));
    Object.assign(present, settings);
    return { lab, settings, warnings, before, after: { ...this.settings }, moment, isKept, isFirst: moment === now };
  }

  /** @param {string} key */
  #isPassing(key) {
    return PASSING.includes(key) || STEPS.includes(/** @type {string} */ (key.split(".").at(-1)));
  }

  /**
   * Takes back a change that was refused, as if it had never been made: what was changed after it stays.
   *
   * @param {Change} change
   * @param {Iterable<Change>} [followers] Those after it which may be refused, too.
   */
  rollBack({ lab, settings, before, moment, isKept, isFirst }, followers = []) {
    const later = this.#histories[lab].after(moment).map((other) => other.settings);
    /** @type {Record<string, any>[]} */
    const all = [this.settings, ...later, ...[...followers].flatMap(({ before, after }) => [before, after])];
    for (const present of all)
      for (const key of Object.keys(before))
        if (key in present && isSame(present[key], settings[key])) present[key] = before[key];
    if (isKept && isFirst) this.#histories[lab].drop(moment);
  }

  /**
   * What can be undone from now on, though no setting changes: training starts over.
   *
   * @param {string} lab
   * @param {any} place Where training stood, as the lab says it.
   * @param {import("./history.js").Moment} moment That of the press, if the place is known later.
   */
  keep(lab, place, moment = this.moment(lab)) {
    this.#histories[lab].locate(this.#histories[lab].keep(moment), place);
  }

  /** This moment, to be kept. @param {string} lab @returns {import("./history.js").Moment} */
  moment(lab) {
    return { settings: this.#snapshot(lab) };
  }

  /**
   * Where training stood before a change: undone, it goes back there.
   *
   * @param {Pick<Change, "lab" | "moment" | "isKept">} change
   * @param {any} place
   */
  locate({ lab, moment, isKept }, place) {
    if (isKept) this.#histories[lab].locate(moment, place);
    else this.keep(lab, place, moment);
  }

  /**
   * Takes over settings that nobody wrote: those that training has come to. Returns whether any is another one.
   *
   * @param {Record<string, any>} settings
   */
  settle(settings) {
    /** @type {Record<string, any>} */
    const present = this.settings;
    const isOther = Object.keys(settings).some((key) => !isSame(present[key], settings[key]));
    Object.assign(present, settings);
    return isOther;
  }

  get canUndo() {
    return this.#histories[this.settings.lab]?.canUndo ?? false;
  }

  get canRedo() {
    return this.#histories[this.settings.lab]?.canRedo ?? false;
  }

  /**
   * Takes the settings of the open lab back to the moment before its last change, or forward again: { moment, now }, where it was
   * and the change that leads back to where it is, whose place is told by `locate`. Null if there is none.
   *
   * @param {"undo" | "redo"} way
   */
  travel(way) {
    const { lab } = this.settings;
    const now = { settings: this.#snapshot(lab) };
    const moment = this.#histories[lab]?.[way](now);
    if (!moment) return null;
    Object.assign(this.settings, moment.settings);
    return { moment, now: { lab, moment: now, isKept: true } };
  }

  /** What a lab's history keeps: its own settings and those that it shares. @param {string} lab */
  #snapshot(lab) {
    const isKept = (/** @type {string} */ key) => {
      if (key.includes(".")) return key.startsWith(`${lab}.`);
      return key === "seed" || (lab === "network" && !PASSING.includes(key)); // `at` included: it goes with `changes`
    };
    return Object.fromEntries(Object.entries(this.settings).filter(([key]) => isKept(key)));
  }
}
