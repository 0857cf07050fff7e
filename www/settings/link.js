// Settings as the hash of a link. Reading one is in `schema.js`; writing is not needed before the first picture.
import { SCHEMA, SHARED, isUsed, kebab } from "./schema.js";

/** The version of links; written into each, so that a later schema can still read today's. */
const VERSION = "1";

/** The hash that says these settings, as a lab sees them: what differs from the defaults and counts, and always the seed. */
export function toHash(settings, own, catalog) {
  const parameters = new URLSearchParams({ v: VERSION });
  const shared = Object.keys(SCHEMA).filter((key) => settings.lab === "network" || SHARED.includes(key));
  const schema = { ...Object.fromEntries(shared.map((key) => [key, SCHEMA[key]])), ...own };
  for (const [key, { standard, write }] of Object.entries(schema)) {
    const value = settings[key];
    if (value === null || value === undefined || JSON.stringify(value) === JSON.stringify(standard)) continue;
    if (!own[key] && !isUsed(key, settings.optimizer, catalog)) continue;
    parameters.set(kebab(key), write(value));
  }
  return `#${parameters.toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%3B", ";")}`;
}
