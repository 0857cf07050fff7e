// The kinds of settings. Each reader takes what was written (text from markup, or a value from JavaScript) and returns
// { value, warning? }: what is wrong is never fatal, the nearest legal value or the default takes its place. `write` turns
// a value into text for a link. What there is to choose from comes from the core (`catalog`).
import { parseNumber } from "../i18n/index.js";
import { nearest, plain } from "./nearest.js";

/**
 * The package's catalog, with the labs that the page has.
 *
 * @typedef {import("../pkg/nn_playground.js").Catalog & { labs: string[] }} Catalog
 *
 * @typedef {object} Warning The key of a message (`warning.KIND` of i18n), and what goes into it.
 * @property {string} kind
 * @property {string} [key] The setting, in kebab-case.
 * @property {string} [given] What was written.
 * @property {string | number | boolean | null} [used] What is taken instead; null where that depends on other settings.
 * @property {string} [suggestion] What was probably meant.
 * @property {string} [values] What it may be.
 * @property {number} [low]
 * @property {number} [high]
 * @property {number} [most]
 * @property {number} [count]
 * @property {string} [lab]
 * @property {string} [optimizer]
 *
 * @typedef {Record<string, Reader<any>>} Schema The readers of settings, by their keys in snake_case.
 *
 * @typedef {{ units: number, activation?: string, initializer?: string }} Layer A hidden layer; what is left out is as for all layers.
 */

/**
 * A kind of setting, with its default. `min` to `values` are there where they mean something.
 *
 * @template T
 * @typedef {object} Reader
 * @property {T} standard The default; null where it depends on other settings.
 * @property {(key: string, given: any, catalog: Catalog, own?: Schema) => { value: T, warning?: Warning }} read
 * @property {(value: any) => string} write Text for a link, of a value that is not null.
 * @property {number} [min]
 * @property {number} [max]
 * @property {boolean} [whole]
 * @property {readonly string[] | ((catalog: Catalog) => readonly string[])} [values]
 * @property {(value: any) => boolean} [isLocal] Whether a value means something in this page alone: a link has no room for it.
 * @property {boolean} [isOfPage] Whether it concerns the page alone: a lab's machine does not get it.
 */

/**
 * The settings that a schema describes.
 *
 * @template {Schema} S
 * @typedef {{ [Key in keyof S]: S[Key]["standard"] }} SettingsOf
 */

export const MAX_LAYERS = 8;
export const MAX_UNITS = 64;

/** @param {string} key */
export const kebab = (key) => key.replaceAll("_", "-");
/** @param {string} key */
export const snake = (key) => key.replaceAll("-", "_");

/**
 * @param {string} kind
 * @param {string} key
 * @param {unknown} given
 * @param {Partial<Warning>} details
 * @returns {Warning}
 */
export const warning = (kind, key, given, details) => ({ kind, key: kebab(key), given: show(given), ...details });

/** @param {unknown} value */
const show = (value) => {
  const text = typeof value === "string" ? value : asText(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/** Anything as text: a script may write what has no JSON, or none at all. @param {unknown} value */
function asText(value) {
  for (const write of [JSON.stringify, String]) {
    try {
      const text = write(value);
      if (typeof text === "string") return text;
    } catch {}
  }
  return typeof value;
}

/**
 * Reads with the reader of a setting. What cannot even be looked at is as good as nothing.
 *
 * @template T
 * @param {Reader<T>} reader
 * @param {string} key
 * @param {unknown} given
 * @param {Catalog} catalog
 * @param {Schema} [own] The open lab's.
 * @returns {{ value: T, warning?: Warning }}
 */
export function readBy({ read, write, standard }, key, given, catalog, own) {
  try {
    return read(key, typeof given === "bigint" ? Number(given) : given, catalog, own);
  } catch {
    const used = standard === null ? null : write(standard);
    return { value: structuredClone(standard), warning: warning("unreadable", key, given, { used }) };
  }
}

/**
 * A number, or one of some `words`.
 *
 * @template {number | string | null} S
 * @template {string} [W=never]
 * @param {{ min: number, max: number, whole?: boolean, standard: S, words?: W[] }} range
 * @returns {Reader<S | number | W> & { min: number, max: number }}
 */
export const number = ({ min, max, whole = false, standard, words = [] }) => ({
  standard,
  min,
  max,
  whole,
  read(key, given) {
    const text = typeof given === "string" ? given.trim() : given;
    const word = words.find((one) => one === text);
    if (word !== undefined) return { value: word };
    const value = typeof text === "number" ? text : typeof text === "string" ? parseNumber(text) : Number.NaN;
    const range = { low: min, high: max };
    if (Number.isNaN(value)) {
      return { value: standard, warning: warning("number", key, given, { ...range, used: standard }) };
    }
    const rounded = whole ? Math.round(value) : value;
    const used = Math.min(max, Math.max(min, rounded));
    if (used === value) return { value };
    return { value: used, warning: warning(used === rounded ? "whole" : "range", key, given, { ...range, used }) };
  },
  write: String,
});

/**
 * A word from a list; `alias` says what another word for it is.
 *
 * @template {string} T
 * @template {T | null} S
 * @param {readonly T[] | ((catalog: Catalog) => T[])} values
 * @param {S} standard
 * @param {(text: string, catalog: Catalog) => string} [alias]
 * @returns {Reader<T | S>}
 */
export const choice = (values, standard, alias = (text) => text) => ({
  standard,
  values,
  read(key, given, catalog) {
    const legal = typeof values === "function" ? values(catalog) : values;
    const text = alias(String(given).trim(), catalog);
    const found = legal.find((name) => plain(name) === plain(text));
    if (found !== undefined) return { value: found };
    const details = { values: legal.join(", "), used: standard, suggestion: nearest(text, legal) };
    return { value: standard, warning: warning("choice", key, given, details) };
  },
  write: String,
});

/**
 * @template {boolean | null} [S=boolean]
 * @param {S} standard
 * @returns {Reader<S | boolean>}
 */
export const flag = (standard = /** @type {any} */ (false)) => ({
  standard,
  read(key, given) {
    if (given === true || given === "" || given === "true" || given === "1") return { value: true };
    if (given === false || given === "false" || given === "0") return { value: false };
    return { value: standard, warning: warning("choice", key, given, { values: "true, false", used: standard }) };
  },
  write: String,
});

/** How many moments the lecture's tour has: those themselves are loaded with it (tour/moments.js). */
export const MOST_MOMENTS = 24;

/** The name of a tour, or of a moment of it. @type {Reader<string | null>} */
export const tour = {
  standard: null,
  read(key, given) {
    const found = /^lecture(?::(\d+))?$/i.exec(String(given).trim());
    if (!found)
      return { value: null, warning: warning("choice", key, given, { values: "lecture, lecture:7", used: null }) };
    const written = found[1] ?? "1";
    const used = Math.min(MOST_MOMENTS, Math.max(1, Number(written)));
    const value = `lecture:${used}`;
    if (used === Number(written)) return { value };
    return { value, warning: warning("range", key, written, { low: 1, high: MOST_MOMENTS, used }) };
  },
  write: String,
};

/** What the big picture shows: the output, or LAYER.UNIT, counted from 1. @type {Reader<string>} */
export const unit = {
  standard: "output",
  read(key, given) {
    const text = String(given).trim();
    if (text === "output" || /^[1-9]\d{0,2}\.[1-9]\d{0,2}$/.test(text)) return { value: text };
    return { value: "output", warning: warning("choice", key, given, { values: "output, 1.3", used: "output" }) };
  },
  write: String,
};

/** @param {unknown} given @returns {any[]} */
const list = (given) =>
  (Array.isArray(given) ? given : String(given).split(","))
    .map((item) => (typeof item === "string" ? item.trim() : item))
    .filter((item) => item !== "");

/** The columns of a table, as features: of data with more columns than a plane has. */
const COLUMNS = Array.from({ length: 10 }, (_, at) => `c${at + 1}`);

/** @type {Reader<string[]>} */
export const features = {
  standard: ["x", "y"],
  read(key, given, catalog) {
    const names = list(given).map(String);
    const known = [...catalog.features, ...COLUMNS];
    const legal = known.filter((feature) => names.includes(feature));
    const wrong = names.find((name) => !known.includes(name));
    const value = legal.length ? legal : features.standard;
    if (wrong === undefined && legal.length) return { value };
    const details = { values: [...catalog.features, "c1, c2, …"].join(", "), used: value.join(",") };
    return { value, warning: warning("choice", key, wrong ?? given, details) };
  },
  write: (value) => value.join(","),
};

/** Two columns for a picture's axes. @type {Reader<string[] | null>} */
export const axes = {
  standard: null,
  read(key, given) {
    const names = list(given).map(String);
    const isLegal = names.length === 2 && names[0] !== names[1] && names.every((name) => COLUMNS.includes(name));
    if (isLegal) return { value: names };
    return { value: null, warning: warning("choice", key, given, { values: "c1,c2", used: null }) };
  },
  write: (value) => value.join(","),
};

/** The values of columns, `c3:1.5,c4:0.2`. @type {Reader<Record<string, number> | null>} */
export const held = {
  standard: null,
  read(key, given) {
    const isObject = typeof given === "object" && !Array.isArray(given);
    const items = isObject
      ? Object.entries(given).map(([column, value]) => `${column}:${value}`)
      : list(given).map(String);
    const pairs = items.map((item) => {
      const [column, value = ""] = item.split(":");
      return /** @type {[string, number]} */ ([column.trim(), parseNumber(value)]);
    });
    const isLegal = (/** @type {[string, number]} */ [column, value]) =>
      COLUMNS.includes(column) && Number.isFinite(value);
    const wrong = items.find((_, at) => !isLegal(pairs[at]));
    const legal = pairs.filter(isLegal);
    const value = legal.length ? Object.fromEntries(legal) : null;
    return wrong === undefined ? { value } : { value, warning: warning("held", key, wrong, {}) };
  },
  write: (value) =>
    Object.entries(value)
      .map(([column, each]) => `${column}:${each}`)
      .join(","),
};

/** The most names of classes, and letters of one. */
const MOST_CLASSES = 8;
const LONGEST_CLASS = 60;

/**
 * The names of classes, between commas; or, where a name has one, each on a line of its own.
 *
 * @type {Reader<string[] | null>}
 */
export const classes = {
  standard: null,
  read(_key, given) {
    const written = Array.isArray(given) ? given : String(given).split(String(given).includes("\n") ? "\n" : ",");
    const names = written.map((name) => String(name).replace(/\s+/g, " ").trim().slice(0, LONGEST_CLASS));
    while (names.length && !names[names.length - 1]) names.pop();
    return { value: names.length ? names.slice(0, MOST_CLASSES) : null };
  },
  write: (/** @type {string[]} */ value) =>
    value.some((name) => name.includes(",")) ? value.map((name) => `${name}\n`).join("") : value.join(","),
};

/** @type {Reader<Layer[]>} */
export const layers = {
  standard: [{ units: 4 }, { units: 2 }],
  read(key, given, catalog) {
    /** @type {Warning | undefined} */
    let problem;
    /** @param {unknown} what */
    const complain = (what) => {
      problem ??= warning("layers", key, what, { low: 1, high: MAX_UNITS, most: MAX_LAYERS });
    };
    /** @param {Layer[]} used */
    const taken = (used) => ({ value: used, warning: problem && { ...problem, used: layers.write(used) } });
    /** What there is of this name. @param {"activations" | "initializers"} kind @param {unknown} given */
    const named = (kind, given) => {
      const wanted = plain(alias(kind)(String(given), catalog));
      return names(kind)(catalog).find((legal) => plain(legal) === wanted);
    };
    /** @type {Layer[]} */
    const value = [];
    for (const item of list(given)) {
      const isObject = typeof item === "object" && item;
      const [units, activation, initializer] = isObject
        ? [item.units, item.activation, item.initializer]
        : String(item).split(":");
      const count = Math.round(Number(units));
      const used = Math.min(MAX_UNITS, Math.max(1, count));
      if (Number.isNaN(count) || units === "") {
        complain(item);
        continue;
      }
      if (used !== Number(units)) complain(item);
      /** @type {Layer} */
      const layer = { units: used };
      for (const [part, kind, name] of /** @type {const} */ ([
        ["activation", "activations", activation],
        ["initializer", "initializers", initializer],
      ])) {
        const found = name && named(kind, name);
        if (found) layer[part] = found;
        else if (name) complain(item);
      }
      value.push(layer);
    }
    if (value.length > MAX_LAYERS) complain(given);
    // Nothing that could be read is no wish for a network without hidden layers.
    return taken(problem && value.length === 0 ? structuredClone(layers.standard) : value.slice(0, MAX_LAYERS));
  },
  write: (/** @type {Layer[]} */ value) =>
    value
      .map(({ units, activation = "", initializer = "" }) => `${units}:${activation}:${initializer}`.replace(/:+$/, ""))
      .join(","),
};

/** Any text. What it means, and whether, is the core's to say. @template {string | null} S @param {S} standard @returns {Reader<S | string>} */
export const text = (standard) => ({
  standard,
  read: (_key, given) => ({ value: String(given) }),
  write: String,
});

/** @param {string[]} standard @returns {Reader<string[]>} */
export const words = (standard = []) => ({
  standard,
  read: (_key, given) => ({ value: list(given).map(String) }),
  write: (value) => value.join(","),
});

/**
 * Names from a list of what there is: what is none of them is left out.
 *
 * @param {(catalog: Catalog, own?: Schema) => string[]} values
 * @param {string} kind Of the warning.
 * @returns {Reader<string[]>}
 */
export const choices = (values, kind) => ({
  standard: [],
  read(key, given, catalog, own) {
    const legal = values(catalog, own).map(kebab);
    const written = list(given).map(String);
    const found = written.map((name) => legal.find((one) => plain(one) === plain(name)));
    const wrong = written[found.indexOf(undefined)];
    const value = found.filter((name) => name !== undefined);
    if (wrong === undefined) return { value };
    return { value, warning: warning(kind, key, wrong, { suggestion: nearest(wrong, legal) }) };
  },
  write: (value) => value.join(","),
});

/**
 * A setting that concerns the page alone: a lab's machine does not get it.
 *
 * @template T
 * @param {T} reader
 * @returns {T & { isOfPage: true }}
 */
export const ofPage = (reader) => ({ ...reader, isOfPage: true });

/**
 * The names of a list of the catalog.
 *
 * @param {"labs" | "datasets" | "features" | "activations" | "losses" | "optimizers" | "initializers"} kind
 * @returns {(catalog: Catalog) => string[]}
 */
export const names = (kind) => (catalog) =>
  catalog[kind].map((entry) => (typeof entry === "string" ? entry : entry.name));

/**
 * The core's name of what may have several: `mse` is `mean_squared_error`.
 *
 * @param {keyof Catalog["aliases"]} kind
 * @returns {(text: string, catalog: Catalog) => string}
 */
export const alias = (kind) => (text, catalog) => {
  const other = Object.entries(catalog.aliases[kind]).find(([name]) => plain(name) === plain(text));
  return other?.[1] ?? text;
};
