// Where a training stands, written into settings and read back.
import assert from "node:assert/strict";
import test from "node:test";
import { readFile } from "node:fs/promises";
import { destination, isTold, said } from "../../www/labs/network/run.js";
import { fromTraining, toExperiment } from "../../www/settings/experiment.js";
import { fromHash, toHash } from "../../www/settings/link.js";
import { Store } from "../../www/settings/store.js";
import init, * as wasm from "../../www/pkg/nn_playground.js";

await init({ module_or_path: await readFile(new URL("../../www/pkg/nn_playground_bg.wasm", import.meta.url)) });
const CATALOG = { ...wasm.catalog(), labs: ["perceptron", "network"] };

/** A store of the network's settings, with these. */
function opened(written = {}) {
  const store = new Store(CATALOG, () => 7);
  store.know("network", {});
  store.take(written, { passes: true });
  return store;
}

/** The place of an experiment of these settings after so many updates. */
function placeOf(settings, step) {
  const start = toExperiment(settings, CATALOG);
  const experiment = new wasm.Experiment(start, settings.changes ?? undefined);
  experiment.train(step);
  return { start, changes: experiment.changes(Number.POSITIVE_INFINITY), step, checkpoint: null };
}

test("at and changes are read, and written into a link, as they are", () => {
  const text =
    "100:optimizer=adam;100:learning-rate=0x3fb999999999999b;120:schedule=cosine,100;250:w1.2.3=0.25;250:b1.2=-1e-7";
  const link = `#v=2&seed=7&at=300&changes=${text}`;
  const store = opened();
  const { warnings } = store.take(fromHash(link).written);
  assert.deepEqual([warnings, store.settings.at, store.settings.changes], [[], 300, text]);
  assert.equal(toHash(store.seen(), {}, CATALOG), link);
  assert.equal(store.take({ at: null, changes: null }).warnings.length, 0);
  assert.deepEqual([store.settings.at, store.settings.changes], [0, null]);
  assert.equal(toHash(store.seen(), {}, CATALOG), "#v=2&seed=7");
});

test("what is illegal is named, and the nearest legal value or none is used", () => {
  for (const [written, kind, used] of [
    [{ at: -1 }, "range", { at: 0 }],
    [{ at: 2e9 }, "range", { at: 1e9 }],
    [{ at: "7.5" }, "whole", { at: 8 }],
    [{ at: "soon" }, "number", { at: 0 }],
    [{ changes: "all" }, "changes", { changes: null }],
    [{ changes: "5:l1" }, "changes", { changes: null }],
    [{ changes: "5:seed=3" }, "changes", { changes: null }],
    [{ changes: "-5:l1=0.1" }, "changes", { changes: null }],
    [{ changes: "5:w1.1=0.1" }, "changes", { changes: null }],
    [{ changes: "5:l1=0.5;".repeat(111_112) }, "long", { changes: null }],
    [{ changes: { step: 5 } }, "changes", { changes: null }],
  ]) {
    const store = opened();
    const { warnings } = store.take(written);
    assert.deepEqual(
      warnings.map((warning) => warning.kind),
      [kind],
      JSON.stringify(written).slice(0, 80),
    );
    const [[key, value]] = Object.entries(used);
    assert.equal(store.settings[key], value, JSON.stringify(written));
  }
  const elsewhere = opened();
  elsewhere.know("perceptron", {});
  const { warnings } = elsewhere.take({ lab: "perceptron", at: 5 });
  assert.deepEqual(
    warnings.map(({ kind, key }) => [kind, key]),
    [["elsewhere", "at"]],
  );
});

test("what a training says of its place leads back to the same bits", () => {
  const { settings } = opened({ optimizer: "adamw", clipnorm: 1, batch_size: "all", beta_1: 0.8, layers: "3" });
  const experiment = new wasm.Experiment(toExperiment(settings, CATALOG));
  experiment.train(40);
  const other = { ...settings, optimizer: "rmsprop", learning_rate: 0.1 + 0.2, rho: 0.7, clipnorm: null, l2: 1 / 3 };
  experiment.configure(toExperiment(other, CATALOG));
  experiment.train(10);
  experiment.set_weight(0, 1, 2, 0.1);
  experiment.train(10);
  const start = toExperiment(settings, CATALOG);
  const place = { start, changes: experiment.changes(Number.POSITIVE_INFINITY), step: 60, checkpoint: null };
  const told = said(place, CATALOG);
  assert.equal(told.at, 60);
  const link = toHash({ ...opened(other).seen(), ...told }, {}, CATALOG);
  const read = opened(fromHash(link).written).settings;
  const again = new wasm.Experiment(toExperiment(read, CATALOG), read.changes);
  again.seek(read.at);
  assert.deepEqual([...again.parameters()], [...experiment.parameters()]);
  // The settings of that step are those that the person chose.
  const now = fromTraining(again.training(), CATALOG);
  for (const key of ["optimizer", "learning_rate", "rho", "clipnorm", "l2", "batch_size"])
    assert.equal(now[key], other[key], key);
});

test("a training at its beginning says nothing; of one that a link cannot tell only a file has the changes", () => {
  const { settings } = opened();
  assert.deepEqual(said(placeOf(settings, 0), CATALOG).at, 0);
  assert.equal(said(placeOf(settings, 0), CATALOG).changes, null);
  const place = placeOf(settings, 1);
  const long = said({ ...place, changes: "5:l1=0.5;".repeat(456) }, CATALOG);
  assert.equal(isTold(long), false);
  assert.equal(isTold(said({ ...place, changes: "x".repeat(4096) }, CATALOG)), true);
  assert.equal(isTold(said({ ...place, step: 1e9 + 1 }, CATALOG)), false);
  const read = opened({ dataset: "xor", at: 60, changes: long.changes }).settings;
  assert.equal(read.changes.length, 456 * 9 - 1, "a file has them");
  const hash = toHash({ ...read, lab: "network" }, {}, CATALOG);
  assert.deepEqual([/changes=|at=/.test(hash), fromHash(hash).written.dataset], [false, "xor"]);
});

test("settings lead to a step of the same training, or to another one", () => {
  const { settings } = opened({ changes: "20:learning-rate=0.5", learning_rate: 0.1 });
  const now = placeOf(settings, 30);
  const [inForce, all] = [{ ...settings, learning_rate: 0.5 }, Object.keys(settings)];
  const to = (written, named = all) => destination({ ...inForce, ...written }, { named, now, opened: null }, CATALOG);
  assert.deepEqual(to({ at: 12 }, ["at"]), { isSame: true, place: { ...now, step: 12 } });
  assert.equal(to({ learning_rate: 0.1, at: 12 }).isSame, true);
  const other = to({ changes: "20:learning-rate=0.4", at: 25 }, ["at", "changes"]);
  assert.equal(other.isSame, false);
  assert.deepEqual([other.place.start, other.place.step], [now.start, 25]);
  const without = to({ changes: null, at: 0 });
  assert.deepEqual(
    [without.isSame, without.place.changes, without.place.start.optimizer.learning_rate],
    [false, null, 0.5],
  );
  assert.equal(to({ dataset: "xor", at: 9 }, ["dataset", "at"]).place.changes, null);
  // As it was said when it was opened, though the core writes it in another way.
  const opened_ = { said: "20:learning-rate=0.50", changes: now.changes };
  const same = { ...inForce, learning_rate: 0.1, changes: opened_.said };
  assert.equal(destination(same, { named: all, now, opened: opened_ }, CATALOG).isSame, true);
});

test("settings that are written with the changes that were made are those of the beginning", () => {
  const store = opened({ at: 30, changes: "20:learning-rate=0.5", learning_rate: 0.1, momentum: 0.9 });
  store.settle({ learning_rate: 0.5 });
  const began = { settings: { optimizer: "sgd", learning_rate: 0.1 }, changes: "20:learning-rate=0.5" };
  const written = { at: 30, changes: "20:learning-rate=0.5", learning_rate: 0.1 };
  const { isKept, settings } = store.take(written, { began });
  assert.deepEqual([isKept, "learning_rate" in settings, store.settings.learning_rate], [false, false, 0.5]);
  // Alone it is a change on the way.
  assert.equal(store.take({ learning_rate: 0.1 }, { began }).isKept, true);
  assert.equal(store.settings.learning_rate, 0.1);
});

test("undo brings the place back; of the nearest entries with a checkpoint", () => {
  const store = opened();
  for (let step = 1; step <= 20; step++)
    store.locate(store.take({ samples: 100 + step }), { step, changes: "", checkpoint: Uint32Array.of(step) });
  // A drag is one entry: it leads back to where it began.
  for (const noise of [1, 2, 3])
    store.locate(store.take({ noise }, { gesture: 1 }), { step: 20 + noise, checkpoint: null });
  store.take({ at: 5 });
  assert.equal(store.settings.at, 5);
  const steps = [];
  for (let journey = store.travel("undo"); journey; journey = store.travel("undo")) {
    const { step, checkpoint } = journey.moment.place;
    steps.push([step, checkpoint !== null]);
    store.locate(journey.now, { step, checkpoint: Uint32Array.of(step) });
  }
  assert.deepEqual(
    steps.map(([step]) => step),
    [21, ...Array.from({ length: 20 }, (_, at) => 20 - at)],
  );
  assert.equal(steps.filter(([, isSaved]) => isSaved).length, 7);
  let saved = 0;
  for (let journey = store.travel("redo"); journey; journey = store.travel("redo"))
    saved += journey.moment.place.checkpoint !== null;
  assert.equal(saved, 8);
});
