// What to do about settings with which a lab cannot start: a link is never fatal.
import { defaults } from "./schema.js";

/** Settings of the network lab that make what the core names otherwise. @type {Record<string, string[]>} */
const MADE_OF = { layers: ["activation", "layers"], points: ["dataset"] };

/** A link that was cut ends with a part of a line: the points without it; null where the core complained of another one. @param {string} points @param {number} line From 1. */
function withoutLast(points, line) {
  const lines = points.trimEnd().split("\n");
  return lines.length === line ? `${lines.slice(0, -1).join("\n")}\n` : null;
}

/**
 * What to change after the core complained: points lose a last line that is none; else what it complained of gets its default, and if
 * that was tried already (`tried` remembers it), all do. Null if that did not help either.
 *
 * @param {{ field?: string, details?: { line?: number } }} error
 * @param {string} name The lab.
 * @param {import("./readers.js").Schema} own Its settings.
 * @param {Record<string, any>} settings All, as they are.
 * @param {Set<string>} tried
 * @returns {Record<string, any> | null}
 */
export function remedy(error, name, own, { lab, lang, theme, view, hide, seed, points }, tried) {
  // The network's settings are no concern of another lab.
  const standard = { ...(name === "network" ? defaults() : {}), ...defaults(own, name) };
  const key = error.field?.match(/^\w+/)?.[0] ?? "";
  const shorter = name === "network" && key === "points" && withoutLast(points, error.details?.line ?? 0);
  if (shorter && !tried.has("line")) {
    tried.add("line");
    return { points: shorter };
  }
  const culprits = Object.hasOwn(own, key) ? [`${name}.${key}`] : (MADE_OF[key] ?? [key]);
  const culprit = culprits.find((one) => one in standard && !tried.has(one)) ?? "all";
  if (tried.has(culprit)) return null;
  tried.add(culprit);
  return { ...(culprit === "all" ? standard : { [culprit]: standard[culprit] }), lab, lang, theme, view, hide, seed };
}
