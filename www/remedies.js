// What to do about settings with which a lab cannot start: a link is never fatal.
import { defaults } from "./settings.js";

/** Changes to try one after another, each on top of those before: what the core complained of at its default, then all. */
export function remedies(error, name, own, { lab, lang, theme, hide, seed }) {
  const standard = { ...defaults(), ...defaults(own, name) };
  const key = error.message.match(/^\w+/)?.[0];
  // The core speaks of the network's layers; they are made of two settings. A person's own points are a data set.
  const culprits = key in own ? [`${name}.${key}`] : { layers: ["activation", "layers"], line: ["dataset"], data: ["dataset"] }[key] ?? [key];
  const single = culprits.filter((culprit) => culprit in standard).map((culprit) => ({ [culprit]: standard[culprit] }));
  return [...single, standard].map((change) => ({ ...change, lab, lang, theme, hide, seed }));
}
