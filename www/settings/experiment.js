// The settings of the network lab as the core's Experiment takes them, and back.
import { rowsOf } from "../engine/tables.js";
import { SCHEMA } from "./schema.js";

/**
 * @typedef {import("./readers.js").Catalog} Catalog
 *
 * @typedef {object} Hyperparameter
 * @property {string} name
 * @property {number | boolean | null} default
 * @property {number | boolean | null} value
 */

/** An optimizer's own hyperparameters. @param {string} optimizer @param {Catalog} catalog */
const ownOf = (optimizer, catalog) => catalog.optimizers.find(({ name }) => name === optimizer)?.hyperparameters ?? [];

/**
 * The hyperparameters of the chosen optimizer, each with its value. What any optimizer may have, and need not, is among
 * them where it is set.
 *
 * @param {Record<string, any>} settings
 * @param {Catalog} catalog
 * @returns {Hyperparameter[]}
 */
export function hyperparameters(settings, catalog) {
  const own = ownOf(settings.optimizer, catalog);
  const isSet = (/** @type {string} */ name) =>
    (settings[name] ?? null) !== null && !own.some((entry) => entry.name === name);
  const options = catalog.optimizer_options.filter(isSet).map((name) => ({ name, default: null }));
  return [...own, ...options].map((entry) => ({ ...entry, value: settings[entry.name] ?? entry.default }));
}

/** The settings that the core has under the same names and with the same values. */
const SAME = [
  "dataset",
  "samples",
  "noise",
  "train_share",
  "features",
  "normalization",
  "layers",
  "activation",
  "initializer",
  "bias_initializer",
  "l1",
  "l2",
  "seed",
];

/**
 * The settings as the core's Experiment takes them.
 *
 * @param {Record<string, any>} settings As the network lab sees them.
 * @param {Catalog} catalog
 */
export function toExperiment(settings, catalog) {
  /** @type {Record<string, unknown>} */
  const optimizer = { name: settings.optimizer };
  for (const { name, value } of hyperparameters(settings, catalog)) optimizer[name] = value;
  const { dataset, batch_size, schedule, loss, points, formula } = settings;
  return {
    ...Object.fromEntries(SAME.map((key) => [key, settings[key]])),
    optimizer,
    ...(schedule ? { schedule } : {}),
    ...(loss ? { loss } : {}),
    ...(dataset === "custom" ? { [rowsOf(points) ? "table" : "points"]: points } : {}),
    ...(dataset === "formula" ? { formula } : {}),
    batch_size: batch_size === "all" ? Number.MAX_SAFE_INTEGER : batch_size,
  };
}

/**
 * The settings of what may change during training, as the core says them. Hyperparameters of other optimizers are not among
 * them: what was set for those is kept.
 *
 * @param {Record<string, any>} training
 * @param {Catalog} catalog
 */
export function fromTraining({ optimizer, schedule, batch_size, l1, l2 }, catalog) {
  const own = ownOf(optimizer.name, catalog);
  /** @type {Record<string, any>} */
  const settings = {
    optimizer: optimizer.name,
    schedule: schedule ?? null,
    batch_size: batch_size > SCHEMA.batch_size.max ? "all" : batch_size,
    l1,
    l2,
  };
  for (const name of new Set([...own.map(({ name }) => name), ...catalog.optimizer_options])) {
    const usual = own.find((entry) => entry.name === name)?.default;
    const value = optimizer[name] ?? null;
    settings[name] = value === usual && name !== "learning_rate" ? null : value;
  }
  return settings;
}
