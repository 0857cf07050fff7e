// What ends a training by itself, as text: `epochs:500;val-loss:0.05;patience:20`, any of them.
import { parseNumber } from "../i18n/index.js";
import { kebab, snake, warning } from "./readers.js";

/** The conditions, with what their numbers may be. @type {Record<keyof import("../engine/protocol.js").Conditions, { min: number, max: number, whole: boolean }>} */
export const CONDITIONS = {
  epochs: { min: 1, max: 1e9, whole: true },
  loss: { min: 0, max: 1e6, whole: false },
  val_loss: { min: 0, max: 1e6, whole: false },
  patience: { min: 0, max: 1e6, whole: true },
};

/** @typedef {Partial<Record<string, number>>} Numbers By the names of conditions. */

/** The conditions of a text that was read; null where there are none. @param {string | null} text @returns {Numbers | null} */
export const conditions = (text) =>
  text
    ? Object.fromEntries(
        text.split(";").map((item) => {
          const [name, number] = item.split(":");
          return [snake(name), Number(number)];
        }),
      )
    : null;

/** They as text, in one order. @param {Numbers} numbers */
export const written = (numbers) =>
  Object.keys(CONDITIONS)
    .filter((name) => numbers[name] !== undefined)
    .map((name) => `${kebab(name)}:${numbers[name]}`)
    .join(";") || null;

/** What is wrong in it is left out, by its name. @type {import("./readers.js").Reader<string | null>} */
export const stop = {
  standard: null,
  read(key, given) {
    /** @type {Numbers} */
    const numbers = {};
    /** @type {import("./readers.js").Warning | undefined} */
    let problem;
    for (const item of String(given)
      .split(";")
      .map((one) => one.trim())
      .filter(Boolean)) {
      const [name, number = ""] = item.split(":").map((part) => part.trim());
      const range = Object.hasOwn(CONDITIONS, snake(name)) ? CONDITIONS[/** @type {"epochs"} */ (snake(name))] : null;
      const value = parseNumber(number);
      if (!range) {
        const values = Object.keys(CONDITIONS).map(kebab).join(", ");
        problem ??= warning("choice", key, name, { values, used: null });
      } else if (!(value >= range.min && value <= range.max) || (range.whole && !Number.isInteger(value))) {
        const { min: low, max: high } = range;
        const kind = value >= low && value <= high ? "whole" : "number";
        problem ??= warning(kind, `${key} ${name}`, number, { low, high, used: null });
      } else numbers[snake(name)] = value;
    }
    const value = written(numbers);
    if (problem) problem.used = value;
    return { value, warning: problem };
  },
  write: String,
};
