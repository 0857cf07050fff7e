// The settings of a race, and how a link writes them.
import { choice, kebab, number, ofPage, snake, text } from "../../settings/readers.js";
import { NAMES, USUAL } from "./markers.js";

export const SURFACES = ["quadratic", "beale", "rosenbrock", "saddle", "himmelblau", "network", "custom"];
/** A bowl with waves, of the surface `custom`. */
const FORMULA = "x^2/6 + y^2 - cos(3x)/3";
/** As many as there are looks in markers.js. */
const MOST_RACERS = 10;

/** A number, a switch, a word or a schedule, as it stands in a link. What it means, and whether, is the machine's to say. @param {string} text */
function read(text) {
  if (text === "true" || text === "false") return text === "true";
  if (text.startsWith("%7B")) {
    try {
      return JSON.parse(decodeURIComponent(text));
    } catch {
      return text;
    }
  }
  return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
}

/** The same written: of a schedule all that would be read as something else is escaped. @param {any} value */
const written = (value) => (typeof value === "object" ? encodeURIComponent(JSON.stringify(value)) : value);

/** A place, `x,y`, or the edges of a window, `left,right,bottom,top`, as far out as `limit`; none are the machine's to choose. @param {number} limit */
const coordinates = (limit) => ({
  standard: /** @type {number[] | null} */ (null),
  min: -limit,
  max: limit,
  whole: false,
  read: (/** @type {string} */ _key, /** @type {unknown} */ given) => ({
    value: Array.isArray(given) ? given : String(given).split(",").map(read),
  }),
  write: (/** @type {number[]} */ value) => value.join(","),
});

/** An optimizer with what differs from its usual hyperparameters. @typedef {{ name: string, [hyperparameter: string]: any }} Entry */

/** Optimizers, each with what differs from its usual hyperparameters: `sgd;adam,learning-rate:0.1,beta-1:0.8`. */
const race = {
  /** @type {Entry[]} */
  standard: USUAL.map((name) => ({ name })),
  values: NAMES,
  most: MOST_RACERS,
  /** @param {string} _key @param {any} given @returns {{ value: Entry[] }} */
  read(_key, given) {
    const written = typeof given === "string" ? given.split(";").filter((racer) => racer.trim()) : given;
    if (!Array.isArray(written) || !written.length) return { value: structuredClone(race.standard) };
    return { value: written.map((racer) => (typeof racer === "string" ? race.racer(racer) : racer)) };
  },
  /** @param {string} text @returns {Entry} */
  racer(text) {
    const [name, ...rest] = text.split(",").map((part) => part.trim());
    const pairs = rest
      .map((part) => part.split(":"))
      .map(([key, value = ""]) => [key === "lr" ? "learning_rate" : snake(key), read(value)]);
    const racer = Object.fromEntries([["name", name], ...pairs]);
    // What is written twice has no place in an object: the machine is told the text, and says that this is no optimizer.
    return Object.keys(racer).length > pairs.length ? racer : { name: text };
  },
  write: (/** @type {Entry[]} */ racers) =>
    racers
      .map(({ name, ...rest }) =>
        [name, ...Object.entries(rest).map(([key, value]) => `${kebab(key)}:${written(value)}`)].join(","),
      )
      .join(";"),
};

export const SCHEMA = {
  surface: choice(SURFACES, "quadratic"),
  condition: number({ min: 1, max: 1000, standard: 100 }),
  formula: text(FORMULA),
  start: coordinates(1000),
  window: coordinates(10_000),
  racers: race,
  racer: ofPage(number({ min: 1, max: MOST_RACERS, whole: true, standard: 2 })),
  step: number({ min: 0, max: 10_000, whole: true, standard: 0 }),
};
