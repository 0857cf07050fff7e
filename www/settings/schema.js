// The one schema of settings: attributes, the hash of the standalone page and `element.settings` all go through it.
// Keys are kebab-case in markup and hash, snake_case here. What is wrong is never fatal: the nearest legal value or the
// default takes its place, with a warning. What there is to choose from comes from the core (`catalog`).
// A lab has settings of its own beside these, made with the same readers. They may bear the name of one of these, and are
// kept as `lab.key`, so that every lab finds its own again.

import { LANGUAGES, parseNumber } from "../i18n/index.js";

const MAX_SEED = Number.MAX_SAFE_INTEGER;
export const MAX_LAYERS = 8;
export const MAX_UNITS = 64;

/** A warning: a message key and what goes into it. */
const warning = (kind, key, given, details) => ({ kind, key: kebab(key), given: show(given), ...details });

const show = (value) => {
  const text = typeof value === "string" ? value : asText(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/** Anything as text: a script may write what has no JSON, or none at all. */
function asText(value) {
  for (const write of [JSON.stringify, String]) {
    try {
      const text = write(value);
      if (typeof text === "string") return text;
    } catch {}
  }
  return typeof value;
}

/** Reads with the reader of a setting. What cannot even be looked at is as good as nothing. */
function readBy({ read, write, standard }, key, given, catalog) {
  try {
    return read(key, typeof given === "bigint" ? Number(given) : given, catalog);
  } catch {
    return { value: structuredClone(standard), warning: warning("unreadable", key, given, { used: standard === null ? null : write(standard) }) };
  }
}

// Each kind reads what was written (text from markup, or a value from JavaScript) and returns { value, warning? };
// `write` turns a value into text for a link.

export const number = ({ min, max, whole = false, standard, words = [] }) => ({
  standard,
  min,
  max,
  whole,
  read(key, given) {
    const text = typeof given === "string" ? given.trim() : given;
    if (words.includes(text)) return { value: text };
    const value = typeof text === "number" ? text : typeof text === "string" ? parseNumber(text) : Number.NaN;
    const range = { low: min, high: max };
    if (Number.isNaN(value)) return { value: standard, warning: warning("number", key, given, { ...range, used: standard }) };
    const rounded = whole ? Math.round(value) : value;
    const used = Math.min(max, Math.max(min, rounded));
    return used === value ? { value } : { value: used, warning: warning(used === rounded ? "whole" : "range", key, given, { ...range, used }) };
  },
  write: String,
});

/** A word from a list; `alias` says what another word for it is, `(text, catalog) => name`. */
export const choice = (values, standard, alias = (text) => text) => ({
  standard,
  values,
  read(key, given, catalog) {
    const legal = typeof values === "function" ? values(catalog) : values;
    const text = alias(String(given).trim(), catalog);
    const found = legal.find((name) => plain(name) === plain(text));
    if (found !== undefined) return { value: found };
    return { value: standard, warning: warning("choice", key, given, { values: legal.join(", "), used: standard }) };
  },
  write: String,
});

/** As the core compares names: Keras's strings and classes, in any letter case. */
const plain = (name) => name.toLowerCase().replace(/[_-]/g, "");

export const flag = (standard = false) => ({
  standard,
  read(key, given) {
    if (given === true || given === "" || given === "true" || given === "1") return { value: true };
    if (given === false || given === "false" || given === "0") return { value: false };
    return { value: standard, warning: warning("choice", key, given, { values: "true, false", used: standard }) };
  },
  write: String,
});

const list = (given) => (Array.isArray(given) ? given : String(given).split(",")).map((item) => (typeof item === "string" ? item.trim() : item)).filter((item) => item !== "");

const features = {
  standard: ["x", "y"],
  read(key, given, catalog) {
    const names = list(given).map(String);
    const legal = catalog.features.filter((feature) => names.includes(feature));
    const wrong = names.find((name) => !catalog.features.includes(name));
    const value = legal.length ? legal : features.standard;
    if (wrong === undefined && legal.length) return { value };
    return { value, warning: warning("choice", key, wrong ?? given, { values: catalog.features.join(", "), used: value.join(",") }) };
  },
  write: (value) => value.join(","),
};

const layers = {
  standard: [{ units: 4 }, { units: 2 }],
  read(key, given, catalog) {
    let problem;
    const complain = (what, details) => { problem ??= warning("layers", key, what, { low: 1, high: MAX_UNITS, most: MAX_LAYERS, ...details }); };
    const names = catalog.activations.map((activation) => activation.name);
    const value = [];
    for (const item of list(given)) {
      const [units, activation] = typeof item === "object" && item ? [item.units, item.activation] : String(item).split(":");
      const count = Math.round(Number(units));
      const used = Math.min(MAX_UNITS, Math.max(1, count));
      if (Number.isNaN(count) || units === "") { complain(item); continue; }
      if (used !== Number(units)) complain(item);
      const name = activation && names.find((legal) => plain(legal) === plain(alias("activations")(String(activation), catalog)));
      if (activation && !name) complain(item);
      value.push(name ? { units: used, activation: name } : { units: used });
    }
    if (value.length > MAX_LAYERS) complain(given);
    return { value: value.slice(0, MAX_LAYERS), warning: problem };
  },
  write: (value) => value.map(({ units, activation }) => (activation ? `${units}:${activation}` : `${units}`)).join(","),
};

/** What the text of one's own points begins with: something to learn, and to see how it is written. */
const SOME_POINTS = "x, y, class\n-3, 2, 0\n-2, 3, 0\n-4, 4, 0\n2, -3, 0\n3, -2, 0\n4, -4, 0\n3, 3, 1\n2, 4, 1\n4, 2, 1\n-3, -3, 1\n-2, -4, 1\n-4, -2, 1\n";

/** Any text. What it means, and whether, is the core's to say. */
export const text = (standard) => ({
  standard,
  read: (_key, given) => ({ value: String(given) }),
  write: String,
});

export const words = (standard = []) => ({
  standard,
  read: (_key, given) => ({ value: list(given).map(String) }),
  write: (value) => value.join(","),
});

/** A setting that concerns the page alone: a lab's machine does not get it. */
export const ofPage = (reader) => ({ ...reader, isOfPage: true });

const datasets = (catalog) => [...catalog.datasets.map((dataset) => dataset.name), "custom"];
export const names = (kind) => (catalog) => catalog[kind].map((entry) => entry.name ?? entry);
/** The core's name of what may have several: `mse` is `mean_squared_error`. */
export const alias = (kind) => (text, catalog) => {
  const other = Object.keys(catalog.aliases[kind]).find((name) => plain(name) === plain(text));
  return catalog.aliases[kind][other] ?? text;
};

/** Every setting. A `standard` of null means that it depends on others. */
export const SCHEMA = {
  lab: choice(names("labs"), "network"),
  lang: choice(LANGUAGES, null),
  theme: choice(["auto", "light", "dark"], "auto"),
  dataset: choice(datasets, "circle"),
  points: text(SOME_POINTS),
  samples: number({ min: 10, max: 5000, whole: true, standard: 500 }),
  noise: number({ min: 0, max: 50, standard: 0 }),
  train_share: number({ min: 10, max: 100, standard: 50 }),
  features,
  layers,
  activation: choice(names("activations"), "tanh", alias("activations")),
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
  batch_size: number({ min: 1, max: 5000, whole: true, standard: 10, words: ["all"] }),
  l1: number({ min: 0, max: 10, standard: 0 }),
  l2: number({ min: 0, max: 10, standard: 0 }),
  seed: number({ min: 0, max: MAX_SEED, whole: true, standard: null }),
  speed: number({ min: 0.1, max: 1e6, standard: "max", words: ["max"] }),
  autoplay: flag(),
  keys: flag(true),
  hide: words(),
};

export const kebab = (key) => key.replaceAll("_", "-");
export const snake = (key) => key.replaceAll("-", "_");

/** The attributes of the element. */
export const ATTRIBUTES = Object.keys(SCHEMA).map(kebab);

/** A seed that nobody chose: short enough to be read aloud in a classroom. */
export const randomSeed = () => crypto.getRandomValues(new Uint32Array(1))[0] % 1_000_000;

/** All settings at their defaults: these, or with `own` those of a lab. */
export const defaults = (own = SCHEMA, lab = "") => Object.fromEntries(Object.entries(own).map(([key, { standard }]) => [kept(lab, key), structuredClone(standard)]));

/** The name under which a lab's own setting is kept. */
const kept = (lab, key) => (lab ? `${lab}.${key}` : key);

/** The settings that every lab shares; the others of `SCHEMA` are the network's. */
export const SHARED = ["lab", "lang", "theme", "seed", "autoplay", "keys", "hide"];

/** Whether a setting means something with an optimizer: it is one of its hyperparameters, or none of any. */
export function isUsed(key, optimizer, { optimizers }) {
  const has = ({ hyperparameters }) => hyperparameters.some(({ name }) => name === key);
  return !optimizers.some(has) || optimizers.some((its) => its.name === optimizer && has(its));
}

/**
 * Other names of settings, by lab. Before the script is there frameworks cannot set `dataset`: every element has such a
 * property, which cannot be written.
 */
export const ALIASES = { network: { data: "dataset" } };

function keyOf(name, lab) {
  if (name === "lr") return "learning_rate";
  return ALIASES[lab]?.[name] ?? snake(name);
}

/**
 * What was written while `lab` is open, whose settings are `own`, checked: { settings: only what was named, warnings }.
 * `before` are the settings so far: what was there already and does nothing is not warned about again.
 */
export function check(written, catalog, lab, own = {}, before = {}) {
  const settings = {};
  const warnings = [];
  for (const [name, given] of Object.entries(written)) {
    const key = keyOf(name, lab);
    const isOwn = Object.hasOwn(own, key);
    const place = isOwn ? kept(lab, key) : key;
    if (!isOwn && !Object.hasOwn(SCHEMA, key)) {
      warnings.push(warning("unknown", name, given, {}));
      continue;
    }
    const reader = (isOwn ? own : SCHEMA)[key];
    if (given === null || given === undefined) {
      settings[place] = structuredClone(reader.standard);
    } else {
      const { value, warning: problem } = readBy(reader, key, given, catalog);
      settings[place] = value;
      if (problem) warnings.push(problem);
    }
  }
  const { optimizer } = { optimizer: SCHEMA.optimizer.standard, ...before, ...settings };
  for (const [name, given] of Object.entries(written)) {
    const key = keyOf(name, lab);
    const isNew = !(given === null || given === undefined) && JSON.stringify(settings[key]) !== JSON.stringify(before[key]);
    if (Object.hasOwn(own, key) || !Object.hasOwn(SCHEMA, key) || SHARED.includes(key) || !isNew) continue;
    if (lab !== "network") warnings.push(warning("elsewhere", name, given, { lab: "network" }));
    else if (!isUsed(key, optimizer, catalog)) warnings.push(warning("unused", name, given, { optimizer }));
  }
  return { settings, warnings };
}

/** What the hash of an address says, not yet checked. */
export function fromHash(hash) {
  const written = Object.fromEntries(new URLSearchParams(hash.replace(/^#/, "")));
  delete written.v;
  return written;
}

/** The settings as a lab sees them: its own, and for the rest these. */
export function seenBy(lab, own, settings) {
  const seen = { ...settings };
  for (const key of Object.keys(seen)) if (key.includes(".")) delete seen[key];
  for (const key of Object.keys(own)) seen[key] = settings[kept(lab, key)];
  return seen;
}

/**
 * The hyperparameters of the chosen optimizer, each with its value: [{ name, default, value }]. What any optimizer may have, and
 * need not, is among them where it is set.
 */
export function hyperparameters(settings, catalog) {
  const own = catalog.optimizers.find(({ name }) => name === settings.optimizer).hyperparameters;
  const isSet = (name) => (settings[name] ?? null) !== null && !own.some((entry) => entry.name === name);
  const options = catalog.optimizer_options.filter(isSet).map((name) => ({ name, default: null }));
  return [...own, ...options].map((entry) => ({ ...entry, value: settings[entry.name] ?? entry.default }));
}

/** The settings as the core's Experiment takes them. */
export function toExperiment(settings, catalog) {
  const optimizer = { name: settings.optimizer };
  for (const { name, value } of hyperparameters(settings, catalog)) optimizer[name] = value;
  const { dataset, samples, noise, train_share, features, layers, activation, batch_size, l1, l2, seed } = settings;
  return {
    dataset, samples, noise, train_share, features, layers, activation, optimizer, l1, l2, seed,
    ...(settings.loss ? { loss: settings.loss } : {}),
    ...(dataset === "custom" ? { points: settings.points } : {}),
    batch_size: batch_size === "all" ? Number.MAX_SAFE_INTEGER : batch_size,
  };
}
