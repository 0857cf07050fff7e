// What was changed on the way of a training, as the core writes it: `100:learning-rate=0.01;250:w1.2.3=0.25;250:b1.2=0`.
import { kebab, warning } from "./readers.js";

/** The most characters that are written into a link. */
export const MOST = 4096;

/** The most that are read: a file has room for them, and the core reads no more. */
const LONGEST = 1_000_000;

/** STEP:KEY=VALUE, where the key is that of a setting, of a weight (layer, input, unit from 1) or of a bias (layer, unit). */
const ITEM = /^\d+:(?:w\d+\.\d+\.\d+|b\d+\.\d+|([a-z][a-z\d-]*))=[^=]+$/;

/** The settings that may change during training. @param {import("./readers.js").Catalog} catalog */
export const trainingKeys = ({ optimizers, optimizer_options }) => [
  ...new Set([
    "optimizer",
    "schedule",
    "batch_size",
    "l1",
    "l2",
    ...optimizers.flatMap(({ hyperparameters }) => hyperparameters.map(({ name }) => name)),
    ...optimizer_options,
  ]),
];

/** Whether the network has such a weight, and whether a value is legal, is the core's to say. @type {import("./readers.js").Reader<string | null>} */
export const changes = {
  standard: null,
  read(key, given, catalog) {
    const text = String(given).trim();
    if (text.length > LONGEST) return { value: null, warning: warning("long", key, text, { high: LONGEST }) };
    const known = trainingKeys(catalog).map(kebab);
    const isLegal = (/** @type {string} */ item) => {
      const [found, setting] = ITEM.exec(item) ?? [];
      return found && (!setting || known.includes(setting));
    };
    const items = text.split(";").filter(Boolean);
    const wrong = items.find((item) => !isLegal(item));
    if (wrong !== undefined) return { value: null, warning: warning("changes", key, wrong, {}) };
    return { value: items.join(";") || null };
  },
  write: String,
  isLocal: (/** @type {string} */ text) => text.length > MOST,
};
