// What the core refuses, in the reader's language: from the reason and the values that its errors carry, never from their English.
import { LoadError } from "../once.js";
import { whyFailed } from "./index.js";

/**
 * @typedef {import("./index.js").Text} Text
 * @typedef {import("../pkg/nn_playground.js").PlaygroundError} PlaygroundError
 *
 * @typedef {{ reason: string, [value: string]: any }} Details `PlaygroundError["details"]`, whatever the reason is.
 */

/**
 * The text of a value that was found: a word in quotes, a number as it is written, or what kind of thing it is.
 *
 * @param {Details} details
 * @param {Text} text
 */
function found({ value, found: type }, { t, exact, has }) {
  if (typeof value === "number")
    return Number.isFinite(value) ? exact(value) : String(value).replace("Infinity", "∞").replace("-", "−");
  if (typeof value === "string") return t("reason.quoted", { value });
  if (typeof value === "boolean") return String(value);
  return has(`reason.type.${type}`) ? t(`reason.type.${type}`) : "";
}

/** Which of several texts of a reason there are, the first that fits. @param {Details} details @param {string} field */
function key({ reason, expected, choices, high, low, whole, below }, field) {
  if (reason === "other" && /^changes\.\d+:[wb]\d/.test(field)) return "reason.no_parameter";
  switch (reason) {
    case "wrong_type":
      return expected === "other" ? "reason.wrong_type" : `reason.wrong_type.${expected}`;
    case "missing":
      return choices ? "reason.missing.choices" : "reason.missing";
    case "out_of_range":
      return high === undefined
        ? "reason.out_of_range.low"
        : whole
          ? "reason.out_of_range.whole"
          : below
            ? "reason.out_of_range.below"
            : "reason.out_of_range";
    case "count":
      return low === high ? "reason.count.exact" : low === 0 ? "reason.count.most" : "reason.count";
    default:
      return `reason.${reason}`;
  }
}

/** Settings that show what a refused one was to show, by the reason. @type {Record<string, Record<string, unknown>>} */
const WAYS = { no_gradient: { lab: "xor" } };

/** Where a refusal leads on, if it does. @param {Partial<PlaygroundError>} problem */
export const wayOut = ({ details }) => WAYS[details?.reason ?? ""];

/**
 * A sentence for an error of the package: where, and what is wrong there.
 *
 * @param {Partial<PlaygroundError> & { message: string }} problem
 * @param {Text} text
 */
export function refusal(problem, text) {
  if (problem instanceof LoadError) return whyFailed(problem, text);
  const { field = "", message, ...error } = problem;
  const { t, has } = text;
  /** @type {Details} */
  const details = error.details ?? { reason: "other" };
  const name = key(details, field);
  const { what, line, number } = details;
  const shown = (/** @type {unknown} */ value) => (Array.isArray(value) ? value.join(", ") : value);
  const values = {
    ...Object.fromEntries(Object.entries(details).map(([each, value]) => [each, shown(value)])),
    value: found(details, text),
    what: has(`reason.count.${what}`) ? t(`reason.count.${what}`) : what,
  };
  const said = has(name) && name !== "reason.other" ? t(name, values) : t("reason.other", { message });
  const head = field.match(/^\w+/)?.[0];
  const place = [
    // A setting by its name on the page; what lies in it by its path, which is what a link says.
    field === head && has(head) ? t(head) : field,
    line && t("reason.line", { line }),
    number && t("reason.number", { number }),
  ]
    .filter(Boolean)
    .join(", ");
  // The English message of last resort names the place itself.
  return place && !said.includes(message) ? `${place}: ${said}` : said;
}
