// The one schema of settings: attributes, the hash of the standalone page and `element.settings` all go through it.
// Keys are kebab-case in markup and hash, snake_case here.
// A lab has settings of its own beside these, made with the same readers. They may bear the name of one of these, and are
// kept as `lab.key`, so that every lab finds its own again.

import { rowsOf } from "../engine/tables.js";
import { LANGUAGES } from "../i18n/index.js";
import { MOST, changes } from "./changes.js";
import {
  alias,
  axes,
  choice,
  choices,
  classes,
  features,
  flag,
  held,
  kebab,
  layers,
  names,
  number,
  text,
  tour,
  unit,
} from "./readers.js";
import { stop } from "./stop.js";

/**
 * @typedef {import("./readers.js").Catalog} Catalog
 * @typedef {import("./readers.js").Schema} Schema
 *
 * @typedef {import("./readers.js").SettingsOf<typeof SCHEMA>} Shared The settings of `SCHEMA`.
 * @typedef {Shared & { [key: `${string}.${string}`]: any }} Settings These, and as `lab.key` those of the labs that have been open.
 * @typedef {Record<string, any>} Written What somebody wrote, by names in any case; null asks for the default.
 */

const MAX_SEED = Number.MAX_SAFE_INTEGER;

/** @param {Catalog} catalog */
const datasets = (catalog) => [...catalog.datasets.map((dataset) => dataset.name), "formula", "custom"];

/** Whether points are the id of a table. @param {string} points */
const isId = (points) => points.startsWith("@");

/** What the text of one's own points begins with: something to learn, and to see how it is written. */
const SOME_POINTS =
  "x, y, class\n-3, 2, 0\n-2, 3, 0\n-4, 4, 0\n2, -3, 0\n3, -2, 0\n4, -4, 0\n" +
  "3, 3, 1\n2, 4, 1\n4, 2, 1\n-3, -3, 1\n-2, -4, 1\n-4, -2, 1\n";

/** The parts of labs that can be hidden, each the `data-key` of an element; single controls have the keys of their settings. */
const PARTS = [
  "labs",
  "tools",
  "transport",
  "intro",
  "picture",
  "numbers",
  "formula",
  "panel",
  "hints",
  "boundary",
  "curve",
  "network",
  "data",
  "by_hand",
  "keras",
  "confusion",
  "residuals",
  "hidden",
  "histograms",
  "timeline",
  "new_data",
];
/** @param {Catalog} _catalog @param {Schema} [own] @returns {string[]} */
const parts = (_catalog, own) => [...PARTS, ...Object.keys(SCHEMA), ...Object.keys(own ?? {})];

/** Every setting. A `standard` of null means that it depends on others. */
export const SCHEMA = {
  lab: choice(names("labs"), "network"),
  lang: choice(LANGUAGES, null),
  theme: choice(["auto", "light", "dark"], "auto"),
  view: choice(["normal", "projector"], "normal"),
  tour,
  dataset: choice(datasets, "circle"),
  points: {
    ...text(SOME_POINTS),
    // The id of a table means something to this page alone, and a longer text has no room in a link.
    read: (/** @type {string} */ _key, /** @type {unknown} */ given) => ({
      value: isId(String(given)) && !rowsOf(String(given)) ? SOME_POINTS : String(given),
    }),
    isLocal: (/** @type {string} */ points) => isId(points) || points.length > MOST,
  },
  classes,
  formula: text("y > sin(x)"),
  samples: number({ min: 10, max: 5000, whole: true, standard: 500 }),
  noise: number({ min: 0, max: 50, standard: 0 }),
  train_share: number({ min: 10, max: 100, standard: 50 }),
  features,
  normalization: flag(),
  axes,
  held,
  layers,
  activation: choice(names("activations"), "tanh", alias("activations")),
  initializer: choice(names("initializers"), "glorot_uniform", alias("initializers")),
  bias_initializer: choice(["zeros", "ones"], "zeros", alias("initializers")),
  loss: choice(names("losses"), null, alias("losses")),
  optimizer: choice(names("optimizers"), "sgd"),
  learning_rate: number({ min: 0, max: 1000, standard: 0.03 }),
  momentum: number({ min: 0, max: 0.9999, standard: null }),
  nesterov: flag(null),
  rho: number({ min: 0, max: 0.9999, standard: null }),
  beta_1: number({ min: 0, max: 0.9999, standard: null }),
  beta_2: number({ min: 0, max: 0.999999, standard: null }),
  epsilon: number({ min: 0, max: 1000, standard: null }),
  amsgrad: flag(null),
  centered: flag(null),
  weight_decay: number({ min: 0, max: 10, standard: null }),
  initial_accumulator_value: number({ min: 0, max: 10, standard: null }),
  learning_rate_power: number({ min: -100, max: 0, standard: null }),
  l1_regularization_strength: number({ min: 0, max: 10, standard: null }),
  l2_regularization_strength: number({ min: 0, max: 10, standard: null }),
  l2_shrinkage_regularization_strength: number({ min: 0, max: 10, standard: null }),
  beta: number({ min: 0, max: 10, standard: null }),
  clipnorm: number({ min: 0, max: 1e6, standard: null }),
  clipvalue: number({ min: 0, max: 1e6, standard: null }),
  global_clipnorm: number({ min: 0, max: 1e6, standard: null }),
  schedule: text(null),
  batch_size: number({ min: 1, max: 5000, whole: true, standard: 10, words: ["all"] }),
  l1: number({ min: 0, max: 10, standard: 0 }),
  l2: number({ min: 0, max: 10, standard: 0 }),
  seed: number({ min: 0, max: MAX_SEED, whole: true, standard: null }),
  stop,
  speed: number({ min: 0.1, max: 1e6, standard: "epoch", words: ["slow", "epoch", "max"] }),
  discretize: flag(),
  test_points: flag(true),
  at: number({ min: 0, max: 1e9, whole: true, standard: 0 }),
  changes,
  unit,
  ask: flag(),
  autoplay: flag(),
  keys: flag(true),
  hide: choices(parts, "part"),
};

/** The attributes of the element. */
export const ATTRIBUTES = Object.keys(SCHEMA).map(kebab);

/** A seed that nobody chose: short enough to be read aloud in a classroom. */
export const randomSeed = () => crypto.getRandomValues(new Uint32Array(1))[0] % 1_000_000;

/** What a link says of a network that is at the beginning of its training: nothing. */
export const UNTRAINED = { at: 0, changes: null };

/** What was chosen for the data that another set takes the place of. */
export const OTHER_DATA = { loss: null, axes: null, held: null };

/**
 * All settings at their defaults: these, or with `own` those of a lab.
 *
 * @param {Schema} own
 * @returns {Record<string, any>}
 */
export const defaults = (own = SCHEMA, lab = "") =>
  Object.fromEntries(Object.entries(own).map(([key, { standard }]) => [kept(lab, key), structuredClone(standard)]));

/** The name under which a lab's own setting is kept. @param {string} lab @param {string} key */
export const kept = (lab, key) => (lab ? `${lab}.${key}` : key);

/** The settings that every lab shares; the others of `SCHEMA` are the network's. */
export const SHARED = ["lab", "lang", "theme", "view", "tour", "seed", "ask", "autoplay", "keys", "hide"];

/**
 * Other names of settings, by lab. Before the script is there frameworks cannot set `dataset`: every element has such a
 * property, which cannot be written.
 *
 * @type {Record<string, Record<string, string>>}
 */
export const ALIASES = { network: { data: "dataset" } };

/**
 * Whether a setting means something with an optimizer: it is one of its hyperparameters, or none of any.
 *
 * @param {string} key
 * @param {string} optimizer
 * @param {Catalog} catalog
 */
export function isUsed(key, optimizer, { optimizers }) {
  const has = (/** @type {Catalog["optimizers"][number]} */ { hyperparameters }) =>
    hyperparameters.some(({ name }) => name === key);
  return !optimizers.some(has) || optimizers.some((its) => its.name === optimizer && has(its));
}

/**
 * The settings as a lab sees them: its own, and for the rest these.
 *
 * @param {string} lab
 * @param {Schema} own
 * @param {Record<string, any>} settings All, as they are kept.
 */
export function seenBy(lab, own, settings) {
  /** @type {Record<string, any>} */
  const seen = { ...settings };
  for (const key of Object.keys(seen)) if (key.includes(".")) delete seen[key];
  for (const key of Object.keys(own)) seen[key] = settings[kept(lab, key)];
  return seen;
}
