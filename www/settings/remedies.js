// What to do about settings with which a lab cannot start: a link is never fatal.
import { defaults } from "./schema.js";

/**
 * What to change after the core complained: what it complained of gets its default, and if that was tried already (`tried`
 * remembers it), all do. Null if that did not help either.
 */
export function remedy(error, name, own, { lab, lang, theme, hide, seed }, tried) {
  // The network's settings are no concern of another lab.
  const standard = { ...(name === "network" ? defaults() : {}), ...defaults(own, name) };
  const key = error.field?.match(/^\w+/)?.[0];
  // The core speaks of the network's layers; they are made of two settings. A person's own points are a data set.
  const culprits =
    key in own ? [`${name}.${key}`] : ({ layers: ["activation", "layers"], points: ["dataset"] }[key] ?? [key]);
  const culprit = culprits.find((one) => one in standard && !tried.has(one)) ?? "all";
  if (tried.has(culprit)) return null;
  tried.add(culprit);
  return { ...(culprit === "all" ? standard : { [culprit]: standard[culprit] }), lab, lang, theme, hide, seed };
}
