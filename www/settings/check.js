// Checks what was written against the schema. It never throws: what is wrong comes with a warning.
import { nearest } from "./nearest.js";
import { kebab, readBy, snake, warning } from "./readers.js";
import { ALIASES, SCHEMA, SHARED, isUsed, kept } from "./schema.js";

/** How many unknown settings are named. */
const MOST = 5;

/**
 * @typedef {import("./readers.js").Catalog} Catalog
 * @typedef {import("./readers.js").Schema} Schema
 * @typedef {import("./readers.js").Warning} Warning
 * @typedef {import("./schema.js").Written} Written
 */

/** @param {string} name @param {string} lab */
function keyOf(name, lab) {
  if (name === "lr") return "learning_rate";
  return ALIASES[lab]?.[name] ?? snake(name);
}

/** @param {unknown} given */
const isGiven = (given) => given !== null && given !== undefined;

/**
 * What was written while `lab` is open, whose settings are `own`, checked: { settings: only what was named, warnings }.
 * `before` are the settings so far: what was there already and does nothing is not warned about again.
 *
 * @param {Written} written
 * @param {Catalog} catalog
 * @param {string} lab
 * @param {Schema} own
 * @param {Record<string, any>} before
 */
export function check(written, catalog, lab, own = {}, before = {}) {
  /** @type {Record<string, any>} */
  const settings = {};
  /** @type {Warning[]} */
  const warnings = [];
  /** @type {string[]} */
  const unknown = [];
  for (const [name, given] of Object.entries(written)) {
    const key = keyOf(name, lab);
    const isOwn = Object.hasOwn(own, key);
    if (!isOwn && !Object.hasOwn(SCHEMA, key)) {
      unknown.push(name);
      continue;
    }
    const place = isOwn ? kept(lab, key) : key;
    const reader = (isOwn ? own : /** @type {Schema} */ (SCHEMA))[key];
    if (isGiven(given)) {
      const { value, warning: problem } = readBy(reader, key, given, catalog, own);
      settings[place] = value;
      if (problem) warnings.push(problem);
    } else {
      settings[place] = structuredClone(reader.standard);
    }
  }
  if (unknown.length) warnings.push(unknownOnes(unknown, own));
  const { optimizer } = { optimizer: SCHEMA.optimizer.standard, ...before, ...settings };
  for (const [name, given] of Object.entries(written)) {
    const key = keyOf(name, lab);
    if (Object.hasOwn(own, key) || !Object.hasOwn(SCHEMA, key) || SHARED.includes(key)) continue;
    const isNew = isGiven(given) && JSON.stringify(settings[key]) !== JSON.stringify(before[key]);
    if (!isNew) continue;
    if (lab !== "network") warnings.push(warning("elsewhere", name, given, { lab: "network" }));
    else if (!isUsed(key, optimizer, catalog)) warnings.push(warning("unused", name, given, { optimizer }));
  }
  return { settings, warnings };
}

/** @param {Schema} own */
const knownTo = (own) => [...Object.keys(own), ...Object.keys(SCHEMA)].map(kebab);

/**
 * One warning of all that is unknown, with what was probably meant.
 *
 * @param {string[]} unknown At least one.
 * @param {Schema} own
 * @returns {Warning}
 */
export function unknownOnes(unknown, own) {
  const known = knownTo(own);
  const named = unknown.slice(0, MOST).map((name) => {
    const short = name.length > 30 ? `${name.slice(0, 30)}…` : name;
    return { short, suggestion: nearest(name, known) };
  });
  if (unknown.length === 1) {
    const [{ short, suggestion }] = named;
    return { ...warning("unknown", short, "", {}), suggestion };
  }
  const keys = named.map(({ short, suggestion }) => (suggestion ? `${short} (${suggestion}?)` : short));
  const more = unknown.length > MOST ? ", …" : "";
  return { kind: "unknowns", key: keys.join(", ") + more, count: unknown.length };
}

/**
 * The attributes that are no settings and were probably meant to be: `learningrate`, `optimzer`.
 *
 * @param {string[]} names
 * @param {Schema} own
 */
export function strange(names, own) {
  const known = knownTo(own);
  return names.filter((name) => !known.includes(name) && nearest(name, known, 1));
}
