// The kinds of settings. Each reader takes what was written (text from markup, or a value from JavaScript) and returns
// { value, warning? }: what is wrong is never fatal, the nearest legal value or the default takes its place. `write` turns
// a value into text for a link. What there is to choose from comes from the core (`catalog`).
import { parseNumber } from "../i18n/index.js";
import { nearest, plain } from "./nearest.js";

export const MAX_LAYERS = 8;
export const MAX_UNITS = 64;

export const kebab = (key) => key.replaceAll("_", "-");
export const snake = (key) => key.replaceAll("-", "_");

/** A warning: a message key and what goes into it. */
export const warning = (kind, key, given, details) => ({ kind, key: kebab(key), given: show(given), ...details });

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
export function readBy({ read, write, standard }, key, given, catalog, own) {
  try {
    return read(key, typeof given === "bigint" ? Number(given) : given, catalog, own);
  } catch {
    const used = standard === null ? null : write(standard);
    return { value: structuredClone(standard), warning: warning("unreadable", key, given, { used }) };
  }
}

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

/** A word from a list; `alias` says what another word for it is, `(text, catalog) => name`. */
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

export const flag = (standard = false) => ({
  standard,
  read(key, given) {
    if (given === true || given === "" || given === "true" || given === "1") return { value: true };
    if (given === false || given === "false" || given === "0") return { value: false };
    return { value: standard, warning: warning("choice", key, given, { values: "true, false", used: standard }) };
  },
  write: String,
});

const list = (given) =>
  (Array.isArray(given) ? given : String(given).split(","))
    .map((item) => (typeof item === "string" ? item.trim() : item))
    .filter((item) => item !== "");

export const features = {
  standard: ["x", "y"],
  read(key, given, catalog) {
    const names = list(given).map(String);
    const legal = catalog.features.filter((feature) => names.includes(feature));
    const wrong = names.find((name) => !catalog.features.includes(name));
    const value = legal.length ? legal : features.standard;
    if (wrong === undefined && legal.length) return { value };
    const details = { values: catalog.features.join(", "), used: value.join(",") };
    return { value, warning: warning("choice", key, wrong ?? given, details) };
  },
  write: (value) => value.join(","),
};

export const layers = {
  standard: [{ units: 4 }, { units: 2 }],
  read(key, given, catalog) {
    let problem;
    const complain = (what) => {
      problem ??= warning("layers", key, what, { low: 1, high: MAX_UNITS, most: MAX_LAYERS });
    };
    const names = catalog.activations.map((activation) => activation.name);
    const value = [];
    for (const item of list(given)) {
      const isObject = typeof item === "object" && item;
      const [units, activation] = isObject ? [item.units, item.activation] : String(item).split(":");
      const count = Math.round(Number(units));
      const used = Math.min(MAX_UNITS, Math.max(1, count));
      if (Number.isNaN(count) || units === "") {
        complain(item);
        continue;
      }
      if (used !== Number(units)) complain(item);
      const wanted = activation && plain(alias("activations")(String(activation), catalog));
      const name = wanted && names.find((legal) => plain(legal) === wanted);
      if (activation && !name) complain(item);
      value.push(name ? { units: used, activation: name } : { units: used });
    }
    if (value.length > MAX_LAYERS) complain(given);
    // Nothing that could be read is no wish for a network without hidden layers.
    if (problem && value.length === 0) return { value: structuredClone(layers.standard), warning: problem };
    return { value: value.slice(0, MAX_LAYERS), warning: problem };
  },
  write: (value) =>
    value.map(({ units, activation }) => (activation ? `${units}:${activation}` : `${units}`)).join(","),
};

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

/** Names from a list of what there is: what is none of them is left out. */
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

/** A setting that concerns the page alone: a lab's machine does not get it. */
export const ofPage = (reader) => ({ ...reader, isOfPage: true });

export const names = (kind) => (catalog) => catalog[kind].map((entry) => entry.name ?? entry);
/** The core's name of what may have several: `mse` is `mean_squared_error`. */
export const alias = (kind) => (text, catalog) => {
  const other = Object.keys(catalog.aliases[kind]).find((name) => plain(name) === plain(text));
  return catalog.aliases[kind][other] ?? text;
};
