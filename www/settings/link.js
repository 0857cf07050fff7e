// Settings as the hash of a link, and what a link says.
import { kebab, warning } from "./readers.js";
import { SCHEMA, SHARED, isUsed } from "./schema.js";
import { fromTensorFlow, isTensorFlow } from "./tensorflow.js";

/** The version of links; written into each, so that a later schema can still read today's. */
const VERSION = "2";

/**
 * The defaults of older versions, where a later one may have others, of all labs and of single ones: a link of then
 * does not name what was at its default. One without a version has today's.
 *
 * @type {Record<string, Record<string, Record<string, string | number>>>}
 */
export const DEFAULTS_OF = {
  1: { all: { lab: "network" }, network: { speed: "max" }, optimizers: { condition: 20 } },
};

/** What is put behind an address on its way, and is nobody's setting. */
const TRACKING = /^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|_g[al])$/i;

/**
 * The hash that says these settings, as a lab sees them: what differs from the defaults and counts, and always the seed.
 *
 * @param {Record<string, any>} settings
 * @param {import("./readers.js").Schema} own The lab's.
 * @param {import("./readers.js").Catalog} catalog
 * @param {boolean} [isHere] Whether it is of this page alone, which has what no link brings.
 */
export function toHash(settings, own, catalog, isHere = false) {
  const parameters = new URLSearchParams({ v: VERSION });
  const shared = Object.entries(SCHEMA).filter(([key]) => settings.lab === "network" || SHARED.includes(key));
  /** @type {import("./readers.js").Schema} */
  const schema = { ...Object.fromEntries(shared), ...own };
  for (const [key, { standard, write, isLocal }] of Object.entries(schema)) {
    const value = settings[key];
    if (key === "seed" && settings.lab === "home") continue; // nothing is drawn there
    if (value === null || value === undefined || JSON.stringify(value) === JSON.stringify(standard)) continue;
    if (isLocal?.(value)) continue;
    if (!own[key] && !isUsed(key, settings.optimizer, catalog)) continue;
    parameters.set(kebab(key), write(value));
  }
  // What a link does not bring, the data or the changes on the way, no other page can train to.
  const { lab, dataset, points, changes } = settings;
  const isUntold = (dataset === "custom" && SCHEMA.points.isLocal(points)) || SCHEMA.changes.isLocal?.(changes ?? "");
  if (lab === "network" && isUntold && !isHere) for (const key of ["at", "changes"]) parameters.delete(key);
  const text = parameters.toString();
  return `#${text.replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%3B", ";").replaceAll("%3D", "=")}`;
}

/**
 * What a link says, not yet checked. It may have been escaped once more on its way, be followed by the end of a sentence,
 * and have its keys in any letter case.
 *
 * @param {string} link Its hash or its query.
 * @returns {{ written: import("./schema.js").Written, warnings: import("./readers.js").Warning[] }}
 */
export function fromHash(link) {
  const entries = [...new URLSearchParams(mended(link.replace(/^[#?]/, "")))];
  if (isTensorFlow(entries)) return fromTensorFlow(Object.fromEntries(entries));
  /** @type {Record<string, string>} */
  const written = {};
  for (const [name, value] of entries) if (name && !TRACKING.test(name)) written[hyphenated(name)] = value;
  const { v, ...settings } = written;
  const { all, ...labs } = Object.hasOwn(DEFAULTS_OF, v ?? "") ? DEFAULTS_OF[v] : {};
  const lab = settings.lab ?? all?.lab ?? "";
  // In a query a mere `v` is a number against caches.
  const isLater = Number(v) > Number(VERSION) && Object.keys(settings).length > 0;
  const warnings = isLater ? [warning("later", "v", v, {})] : [];
  return { written: { ...all, ...labs[lab], ...settings }, warnings };
}

/** What a person chose for all labs: it asks for none. */
const FOR_ALL = ["lang", "theme", "view"];

/** Whether nothing is asked for but the page: it opens its front door then. @param {import("./schema.js").Written} written */
export const isBare = (written) =>
  Object.entries(written).every(([key, value]) => value === null || value === undefined || FOR_ALL.includes(key));

/** Whether a moment of a tour is asked for, and nothing of a lab: it says the rest. @param {import("./schema.js").Written} written */
export const isMoment = ({ tour, lab }) => Boolean(tour) && !lab;

/** The lab of a hash that `toHash` has made: any but the default is named there. @param {string} hash */
export const labOf = (hash) => fromHash(hash).written.lab ?? SCHEMA.lab.standard;

/** `learningRate` and `Learning-Rate` are `learning-rate`. @param {string} name */
const hyphenated = (name) => name.replace(/([a-z\d])([A-Z])/g, "$1-$2").toLowerCase();

/** The link as it was before mail programs and chats had it. @param {string} link */
function mended(link) {
  let text = link;
  // Percent-encoded as a whole, perhaps twice.
  for (let times = 0; times < 2 && !text.includes("=") && /%(25)*3d/i.test(text); times++) {
    try {
      text = decodeURIComponent(text);
    } catch {
      break; // it is none
    }
  }
  text = text.replace(/&(amp;)+/gi, "&");
  const end = text.replace(/[>,.'"\]]+$/, "");
  const opened = end.split("(").length;
  return end.endsWith(")") && end.split(")").length > opened ? end.replace(/[).,]+$/, "") : end;
}

/** Whether a key of a query is a setting, which the page reads there where the hash was lost. @param {string} name */
export const isSetting = (name) => Object.hasOwn(SCHEMA, hyphenated(name).replaceAll("-", "_"));
