// An experiment as a file: settings, data, changes and step, as versioned JSON. No DOM: tested in Node.
import { rowsOf } from "../../../engine/tables.js";
import { SCHEMA, SHARED } from "../../../settings/schema.js";
import { CLASSES, MAX_NUMBER } from "./labels.js";

const FORMAT = "nn-playground-experiment";
const VERSION = 1;
/** What belongs to the reader of a file, not to its experiment. */
const OF_READER = SHARED.filter((key) => key !== "seed");
/** The settings of an experiment, but for where it stands. */
const KEYS = Object.keys(SCHEMA).filter((key) => ![...OF_READER, "at", "changes"].includes(key));

/** @typedef {import("../../../engine/tables.js").Rows} Rows */

/**
 * The text of a file.
 *
 * @param {Record<string, any>} settings As the network lab sees them.
 * @param {Record<string, any>} run Where the training stands, as settings say it.
 */
export function written(settings, run) {
  const rows = settings.dataset === "custom" ? rowsOf(settings.points) : undefined;
  const all = { ...settings, ...run };
  const own = Object.fromEntries(KEYS.filter((key) => key in all).map((key) => [key, all[key]]));
  if (rows) delete own.points;
  const data = rows && { ...rows, x: [...rows.x], y: [...rows.y] };
  const file = {
    format: FORMAT,
    version: VERSION,
    settings: own,
    data: data ?? null,
    changes: all.changes,
    step: all.at,
  };
  return `${JSON.stringify(file)}\n`;
}

/** It is no such file, or one that cannot be read: `kind` says why. @param {"no_experiment" | "newer" | "damaged"} kind */
const problem = (kind) => Object.assign(new Error(kind), { kind });

/**
 * The settings that a file says, to be taken as a link's are, and the rows of its table. It throws what is wrong with it, with a `kind`.
 *
 * @param {string} text
 * @returns {{ settings: Record<string, any>, rows: Rows | null }}
 */
export function read(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw problem("no_experiment");
  }
  if (file?.format !== FORMAT || typeof file.settings !== "object" || !file.settings) throw problem("no_experiment");
  if (!(file.version <= VERSION)) throw problem("newer");
  // What an older page did not know is at its default.
  const own = Object.fromEntries(KEYS.map((key) => [key, file.settings[key] ?? null]));
  const settings = { ...own, at: file.step ?? 0, changes: file.changes ?? null };
  if (!file.data) return { settings, rows: null };
  return { settings: { ...settings, dataset: "custom" }, rows: rows(file.data) };
}

/** The rows of a file, checked: the core takes them as they are. @param {any} data @returns {Rows} */
function rows({ columns, x, y, is_regression, target, classes }) {
  const areNumbers = (/** @type {unknown} */ list) =>
    Array.isArray(list) && list.every((each) => typeof each === "number" && Math.abs(each) <= MAX_NUMBER);
  const areNames = (/** @type {unknown} */ list) =>
    Array.isArray(list) && list.every((each) => typeof each === "string");
  const isClass = (/** @type {number} */ each) => Number.isInteger(each) && each >= 0 && each < CLASSES;
  const isWhole =
    areNames(columns) &&
    columns.length >= 1 &&
    columns.length <= 10 &&
    areNumbers(x) &&
    areNumbers(y) &&
    y.length >= 2 &&
    y.length <= 100_000 &&
    x.length === columns.length * y.length &&
    (is_regression === true || y.every(isClass)) &&
    (classes === null || areNames(classes));
  if (!isWhole) throw problem("damaged");
  return {
    columns,
    x: Float32Array.from(x),
    y: Float32Array.from(y),
    is_regression: is_regression === true,
    target: typeof target === "string" ? target : "",
    classes,
  };
}
