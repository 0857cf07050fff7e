// The settings of a playground: takes what is written as far as it is legal, takes it back, undoes it. No document, no texts.
import { check } from "./check.js";
import { History } from "./history.js";
import { readBy } from "./readers.js";
import { SCHEMA, SHARED, defaults, randomSeed, seenBy } from "./schema.js";

/** The changes of these alone cannot be undone: they change how and what is seen, or the step. */
const PASSING = SHARED.filter((key) => key !== "seed");
/** The steps of labs, among their own settings. */
const STEPS = ["step", "epoch", "stage"];

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
 * @property {import("./history.js").Moment | null} moment What it can be undone to; null where it is nothing to undo.
 */

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

  /** The settings as a lab sees them: its own, and for the rest those of all. @param {string} [lab] */
  seen(lab = this.settings.lab) {
    return seenBy(lab, this.#schemas[lab] ?? {}, this.settings);
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
    const others = keys.filter((key) => !["lang", "theme", "keys", "seed"].includes(key)).map((key) => [key, null]);
    return { ...Object.fromEntries(others), ...written };
  }

  /**
   * Takes over what was written, as far as it is legal. The lab for which it is must be known. Changes in one `gesture`
   * are undone together; `passes` is of those that nobody made by hand.
   *
   * @param {Written} written
   * @param {{ gesture?: any, passes?: boolean }} [how]
   * @returns {Change}
   */
  take(written, { gesture, passes = false } = {}) {
    const lab = this.labOf(written);
    const { settings, warnings } = check(written, this.#catalog, lab, this.#schemas[lab], this.settings);
    // What depends on others has no default of its own: a seed is drawn.
    if ("seed" in settings) settings.seed ??= this.seed();
    /** @type {Record<string, any>} */
    const present = this.settings;
    const changed = Object.keys(settings).filter((key) => !isSame(present[key], settings[key]));
    const keys = changed.filter((key) => !this.#isPassing(key));
    const isMade = keys.length > 0 && !passes;
    const keep = () => this.#histories[lab].keep({ settings: this.#snapshot(lab), keys: keys.join(), gesture });
    const moment = isMade ? keep() : null;
    const before = Object.fromEntries(Object.keys(settings).map((key) => [key, present[key]]));
    Object.assign(present, settings);
    return { lab, settings, warnings, before, moment };
  }

  /** @param {string} key */
  #isPassing(key) {
    return PASSING.includes(key) || STEPS.includes(key.split(".")[1]);
  }

  /** Takes back a change that was refused. @param {Change} change */
  rollBack({ lab, before, moment }) {
    Object.assign(this.settings, before);
    if (moment) this.#histories[lab].drop(moment);
  }

  /**
   * What can be undone from now on, though no setting changes: training starts over.
   *
   * @param {string} lab
   * @param {any} place Where training stood, as the lab says it.
   */
  keep(lab, place) {
    this.#histories[lab].keep({ settings: this.#snapshot(lab), place });
  }

  get canUndo() {
    return this.#histories[this.settings.lab]?.canUndo ?? false;
  }

  get canRedo() {
    return this.#histories[this.settings.lab]?.canRedo ?? false;
  }

  /**
   * Takes the settings of the open lab back to the moment before its last change, or forward again: { moment, now }, where it was
   * and what leads back to where it is, each with the place of its training once that is known. Null if there is none.
   *
   * @param {"undo" | "redo"} way
   */
  travel(way) {
    const { lab } = this.settings;
    const now = { settings: this.#snapshot(lab) };
    const moment = this.#histories[lab]?.[way](now);
    if (!moment) return null;
    Object.assign(this.settings, moment.settings);
    return { moment, now };
  }

  /** What a lab's history keeps: its own settings and those that it shares. @param {string} lab */
  #snapshot(lab) {
    const isKept = (/** @type {string} */ key) => {
      if (key.includes(".")) return key.startsWith(`${lab}.`);
      return key === "seed" || (lab === "network" && !PASSING.includes(key));
    };
    return Object.fromEntries(Object.entries(this.settings).filter(([key]) => isKept(key)));
  }
}
