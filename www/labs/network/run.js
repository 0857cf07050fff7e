// Where the training of a network stands, as settings say it: those with which it began, `changes` and `at`; and back.
import { MOST } from "../../settings/changes.js";
import { fromTraining, toExperiment } from "../../settings/experiment.js";
import { SCHEMA, UNTRAINED } from "../../settings/schema.js";

/**
 * @typedef {import("../../engine/protocol.js").Place} Place
 * @typedef {import("../../settings/readers.js").Catalog} Catalog
 *
 * @typedef {{ said: string, changes: string | null | undefined }} Opened What a link said of the changes of a run, and the form in
 *   which the core writes them.
 */

/**
 * What settings say of a place: of those that may have changed since its run began the first ones, and `at` and `changes`. Null
 * where a link has no room for it.
 *
 * @param {Place} place
 * @param {Catalog} catalog
 */
export function said({ start, changes, step }, catalog) {
  const began = fromTraining(start, catalog);
  if (step === 0 && !changes) return { ...began, ...UNTRAINED };
  if ((changes ?? "").length > MOST || step > SCHEMA.at.max) return null;
  return { ...began, at: step, changes: changes || null };
}

/** A configuration as text: the same of the same experiment, whoever wrote it. @param {Record<string, any>} start @param {Catalog} catalog */
function identity(start, catalog) {
  const { optimizer, batch_size, l1, l2, ...rest } = start;
  return JSON.stringify([rest, fromTraining(start, catalog)]);
}

/**
 * The place to which settings lead that were written with `at` or `changes`: `{ isSame, place }`, whether it is of the run that stands
 * at `now`. `named` are those that were written: what goes with `changes` and was not is as the run began. `opened` is what was
 * said of the run when it was opened: the core may write it in another form.
 *
 * @param {Record<string, any>} settings
 * @param {{ named: string[], now: Place, opened: Opened | null }} context
 * @param {Catalog} catalog
 * @returns {{ isSame: boolean, place: Place }}
 */
export function destination(settings, { named, now, opened }, catalog) {
  const isNamed = named.includes("changes");
  const [changes, before] = [isNamed ? (settings.changes ?? "") : (now.changes ?? ""), now.changes ?? ""];
  const began = Object.entries(fromTraining(now.start, catalog)).filter(([key]) => !named.includes(key));
  const start = toExperiment({ ...settings, ...Object.fromEntries(began) }, catalog);
  const isSaid = changes === before || (changes === opened?.said && before === opened?.changes);
  if (isSaid && identity(start, catalog) === identity(now.start, catalog))
    return { isSame: true, place: { ...now, step: settings.at } };
  const place = { step: settings.at, checkpoint: null };
  if (isNamed && changes) return { isSame: false, place: { ...place, start, changes } };
  return { isSame: false, place: { ...place, start: toExperiment(settings, catalog), changes: null } };
}
