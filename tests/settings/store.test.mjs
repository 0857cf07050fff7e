// The settings without a page: what is taken, taken back, undone and written into links.
import assert from "node:assert/strict";
import test from "node:test";
import { readFile } from "node:fs/promises";
import { keep, rowsOf } from "../../www/engine/tables.js";
import { choice, kebab, number } from "../../www/settings/readers.js";
import { DEFAULTS_OF, fromHash, toHash } from "../../www/settings/link.js";
import { remedy } from "../../www/settings/remedies.js";
import { SCHEMA } from "../../www/settings/schema.js";
import { Store } from "../../www/settings/store.js";
import init, * as wasm from "../../www/pkg/nn_playground.js";

await init({ module_or_path: await readFile(new URL("../../www/pkg/nn_playground_bg.wasm", import.meta.url)) });
const CATALOG = { ...wasm.catalog(), labs: ["perceptron", "optimizers", "network"] };
const PERCEPTRON = { data: choice(["and", "or"], "and"), step: number({ min: 0, max: 100, whole: true, standard: 0 }) };

/** A store with its labs, whose seeds count. */
function opened() {
  let seed = 0;
  const store = new Store(CATALOG, () => ++seed);
  store.know("network", {});
  store.know("perceptron", PERCEPTRON);
  return store;
}

test("what is legal is taken, what is not is named; a refused change is taken back", () => {
  const store = opened();
  const change = store.take({ dataset: "xor", noise: 99, colour: "red", optimzer: "adam" });
  assert.deepEqual([store.settings.dataset, store.settings.noise], ["xor", 50]);
  assert.deepEqual(
    change.warnings.map(({ kind }) => kind),
    ["range", "unknowns"],
  );
  assert.match(change.warnings[1].key, /optimzer \(optimizer\?\)/);
  store.rollBack(change);
  assert.deepEqual([store.settings.dataset, store.settings.noise, store.canUndo], ["circle", 0, false]);
});

test("what was changed after a refused change stays, and what was undone before it was refused cannot be made again", () => {
  const store = opened();
  const refused = store.take({ noise: 20, samples: 300 });
  store.take({ samples: 400 });
  store.rollBack(refused);
  assert.deepEqual([store.settings.noise, store.settings.samples], [0, 400]);
  const other = store.take({ noise: 30 });
  store.travel("undo");
  store.rollBack(other);
  assert.deepEqual([store.settings.noise, store.settings.samples, store.canRedo], [0, 400, false]);
  // Neither Undo nor a second refusal leads to what was refused; what one gesture changed before it can be undone.
  const [first, second] = [store.take({ noise: 40 }), store.take({ noise: 50 })];
  store.rollBack(first, [second]);
  store.rollBack(second);
  assert.equal(store.settings.noise, 0);
  const third = store.take({ noise: 20 });
  store.take({ samples: 200 });
  store.rollBack(third);
  store.travel("undo");
  assert.deepEqual([store.settings.noise, store.settings.samples], [0, 400]);
  store.take({ noise: 1 }, { gesture: 1 });
  store.rollBack(store.take({ noise: 2 }, { gesture: 1 }));
  store.travel("undo");
  assert.equal(store.settings.noise, 0);
});

test("undo and redo go through the changes of settings and data, and bring the step back", () => {
  const store = opened();
  store.take({ lab: "perceptron", step: 7 });
  assert.equal(store.canUndo, false, "neither a chapter nor a step is an entry");
  store.take({ data: "or", step: 0 });
  store.take({ step: 5 });
  store.take({ lang: "pl", theme: "dark" });
  store.travel("undo");
  assert.deepEqual([store.seen().data, store.seen().step, store.settings.lang], ["and", 7, "pl"]);
  assert.deepEqual([store.canUndo, store.canRedo], [false, true]);
  store.travel("redo");
  assert.deepEqual([store.seen().data, store.seen().step], ["or", 5]);
  store.travel("undo");
  store.take({ data: "or" });
  assert.equal(store.canRedo, false, "another change is another branch");
  assert.equal(store.travel("redo"), null);
});

test("each lab has its own history", () => {
  const store = opened();
  store.take({ dataset: "xor" });
  store.take({ lab: "perceptron" });
  assert.equal(store.canUndo, false);
  store.take({ lab: "network" });
  store.travel("undo");
  assert.deepEqual([store.settings.dataset, store.settings.lab], ["circle", "network"]);
});

test("a drag is one entry, two gestures are two, and a hundred can be undone", () => {
  const store = opened();
  for (let noise = 1; noise <= 20; noise++) store.take({ noise }, { gesture: 1 });
  store.take({ noise: 30 }, { gesture: 2 });
  store.travel("undo");
  assert.equal(store.settings.noise, 20);
  store.travel("undo");
  assert.equal(store.settings.noise, 0);
  for (let step = 1; step <= 150; step++) store.take({ samples: 100 + step });
  let count = 0;
  while (store.travel("undo")) count += 1;
  assert.deepEqual([count, store.settings.samples], [100, 150]);
});

test("reset can be undone though no setting changes, with the place of the training", () => {
  const store = opened();
  const place = { step: 12 };
  store.keep("network", place);
  assert.equal(store.travel("undo").moment.place, place);
});

test("links are written with their version and read back to the same settings", () => {
  const store = opened();
  store.take({
    dataset: "spiral",
    layers: "4:relu,3:tanh:he_normal,2::zeros",
    optimizer: "adam",
    "beta-1": 0.8,
    batch_size: "all",
    hide: "panel,curve",
  });
  const hash = toHash(store.seen(), {}, CATALOG);
  assert.match(hash, /^#v=2&/);
  assert.equal(new URLSearchParams(hash.slice(1)).get("layers"), "4:relu,3:tanh:he_normal,2::zeros");
  const again = opened();
  const { written, warnings } = fromHash(hash);
  again.take(again.completed(written));
  assert.deepEqual([warnings, again.settings], [[], store.settings]);
});

test("a link does not tell a run of data that it cannot bring", () => {
  const at = { at: 300, changes: "10:l2=0.1" };
  const of = (points, dataset = "custom") =>
    new URLSearchParams(toHash({ ...opened().seen(), dataset, points, ...at }, {}, CATALOG).slice(1));
  const short = of("1, 2, 0\n3, 4, 1\n");
  assert.deepEqual(
    [short.get("points"), short.get("at"), short.get("changes")],
    ["1, 2, 0\n3, 4, 1\n", "300", at.changes],
  );
  for (const local of ["@1", "1, 2, 0\n".repeat(600)]) {
    const link = of(local);
    assert.deepEqual([link.get("points"), link.get("at"), link.get("changes")], [null, null, null]);
    assert.equal(of(local, "circle").get("at"), "300");
  }
});

test("a link of an older version has the defaults of then, one without a version today's", () => {
  const then = DEFAULTS_OF[1];
  assert.deepEqual(then, { all: { lab: "network" }, network: { speed: "max" }, optimizers: { condition: 20 } });
  assert.deepEqual(fromHash("#v=1&dataset=xor").written, { lab: "network", speed: "max", dataset: "xor" });
  assert.deepEqual(fromHash("#v=1&lab=optimizers").written, { lab: "optimizers", condition: 20 });
  assert.deepEqual(fromHash("#v=1&speed=20").written, { lab: "network", speed: "20" });
  for (const hash of ["#dataset=xor", "#v=2&dataset=xor", "#v=99&dataset=xor"])
    assert.deepEqual(fromHash(hash).written, { dataset: "xor" });
  const labs = { network: { speed: "max" }, optimizers: { condition: 20 } };
  assert.deepEqual({ network: then.network, optimizers: then.optimizers }, labs);
});

for (const link of [
  "#v=2&amp;dataset=spiral&amp;seed=7",
  "#v=2&amp;amp;dataset=spiral&amp;amp;seed=7",
  "#v%3D2%26dataset%3Dspiral%26seed%3D7",
  "#v%253D2%2526dataset%253Dspiral%2526seed%253D7",
  "?dataset=spiral&seed=7",
  "#dataset=spiral&seed=7)",
  "#dataset=spiral&seed=7).",
  "#Dataset=spiral&SEED=7",
  "#dataset=spiral&seed=7&utm_source=mail&fbclid=x&gclid=y",
]) {
  test(`a link that was mangled on its way still says the same: ${link}`, () =>
    assert.deepEqual(fromHash(link), { written: { dataset: "spiral", seed: "7" }, warnings: [] }));
}

test("a bracket that belongs to a value stays", () => assert.deepEqual(fromHash("#net=f(x)").written, { net: "f(x)" }));

test("near misses are asked about, and what is none of all is not taken over", () => {
  const store = opened();
  const warned = (written) => store.take(written).warnings.map(({ kind, suggestion }) => [kind, suggestion]);
  assert.deepEqual(warned({ hide: "pannel,curve" }), [["part", "panel"]]);
  assert.deepEqual(store.settings.hide, ["curve"]);
  assert.deepEqual(warned({ dataset: "circel" }), [["choice", "circle"]]);
  assert.deepEqual(warned({ learningRate: 0.5 }), [["unknown", "learning-rate"]]);
  assert.deepEqual(warned({ layers: "4-2" }), [["layers", undefined]]);
  assert.deepEqual(store.settings.layers, [{ units: 4 }, { units: 2 }]);
});

test("twenty thousand unknown keys are one warning with their number", () => {
  const hash = `#${Array.from({ length: 20_000 }, (_, at) => `a${at}`).join("&")}`;
  const { warnings } = opened().take(fromHash(hash).written);
  assert.deepEqual(
    warnings.map(({ kind, count }) => [kind, count]),
    [["unknowns", 20_000]],
  );
});

test("of layers that are not all legal what is used is told", () => {
  for (const [given, used, value] of [
    ["4-2", "4,2", [{ units: 4 }, { units: 2 }]],
    ["8,900", "8,64", [{ units: 8 }, { units: 64 }]],
    ["3:rleu", "3", [{ units: 3 }]],
    [
      "3:relu:he_norml,2::ones",
      "3:relu,2::ones",
      [
        { units: 3, activation: "relu" },
        { units: 2, initializer: "ones" },
      ],
    ],
  ]) {
    const store = opened();
    const { warnings } = store.take({ layers: given });
    assert.deepEqual(
      warnings.map((warning) => [warning.kind, warning.used]),
      [["layers", used]],
    );
    assert.deepEqual(store.settings.layers, value);
  }
});

test("a lab that has no text is none", () => {
  const store = opened();
  assert.equal(store.labOf({ lab: Object.create(null) }), "network");
});

test("docs/links.md has a row for each setting that the labs share", async () => {
  const text = await readFile(new URL("../../docs/links.md", import.meta.url), "utf8");
  const table = text.slice(text.indexOf("| key | values"), text.indexOf("In `changes` an item"));
  const keys = [...table.matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([^`]+)`/g)]);
  const named = keys.map(([, key]) => key);
  assert.deepEqual(
    Object.keys(SCHEMA)
      .map(kebab)
      .filter((key) => !named.includes(key)),
    [],
  );
});

test("features are formulas or columns, and two columns are the axes of a picture", () => {
  const store = opened();
  const read = (written) => {
    const { warnings } = store.take(written);
    const { features, axes } = store.settings;
    return [features.join(), axes?.join(), warnings.map(({ kind }) => kind).join()];
  };
  assert.deepEqual(read({ features: "c3,c1", axes: "c1,c3" }), ["c1,c3", "c1,c3", ""]);
  assert.deepEqual(read({ features: "x,c11", axes: "c1,c1" }), ["x", undefined, "choice,choice"]);
  assert.deepEqual(read({ axes: ["c10", "c2"] }), ["x", "c10,c2", ""]);
  const hash = toHash({ ...store.seen(), features: ["c1"], normalization: true, formula: "x > 1" }, {}, CATALOG);
  const { written } = fromHash(hash);
  assert.deepEqual(
    [written.features, written.axes, written.normalization, written.formula],
    ["c1", "c10,c2", "true", "x > 1"],
  );
});

test("names of classes and held values come back from a link; what is wrong with them is named", () => {
  const read = (written) => {
    const store = opened();
    const { warnings } = store.take(written);
    return [store.settings, warnings.map(({ kind, key, given }) => `${kind} ${key} ${given}`)];
  };
  for (const classes of [
    ["setosa", "versicolor"],
    ["a, b", "c"],
    ["", "only this"],
    ["żółty; wysoki", "=&#?"],
  ]) {
    const [settings] = read({ dataset: "custom", classes });
    assert.deepEqual(settings.classes, classes);
    const link = toHash({ ...settings, lab: "network" }, {}, CATALOG);
    assert.deepEqual(read(fromHash(link).written)[0].classes, classes, link);
  }
  assert.deepEqual(read({ classes: " cat , dog,," })[0].classes, ["cat", "dog"]);
  assert.deepEqual(read({ classes: "" })[0].classes, null);
  assert.equal(read({ classes: "abcdefghij".split("") })[0].classes.length, 8);
  const [settings] = read({ dataset: "iris", held: { c3: 1.5, c4: 0.25 } });
  const link = toHash({ ...settings, lab: "network" }, {}, CATALOG);
  assert.match(link, /held=c3:1\.5,c4:0\.25/);
  assert.deepEqual(read(fromHash(link).written)[0].held, { c3: 1.5, c4: 0.25 });
  const [half, warnings] = read({ held: "c3:1.5,c99:2" });
  assert.deepEqual([half.held, warnings], [{ c3: 1.5 }, ["held held c99:2"]]);
  assert.deepEqual(read({ held: "c3:abc" })[0].held, null);
  assert.deepEqual(read({ held: [1, { a: 2 }] })[0].held, null);
});

test("a link of a later version is read as far as it is known, and that is said", () => {
  const { written, warnings } = fromHash("#v=9&dataset=xor&unheard=of");
  assert.deepEqual(written, { dataset: "xor", unheard: "of" });
  assert.deepEqual(
    warnings.map(({ kind, given }) => [kind, given]),
    [["later", "9"]],
  );
  for (const link of ["#v=2&dataset=xor", "#v=1", "#v=abc", "#dataset=xor", "?v=20261130"])
    assert.deepEqual(fromHash(link).warnings, []);
});

test("of points whose link was cut the whole lines are kept; what is wrong elsewhere brings the default", () => {
  const mended = (points) => {
    const [settings, tried] = [{ ...opened().settings, dataset: "custom", points }, new Set()];
    for (;;) {
      try {
        new wasm.Experiment({ dataset: settings.dataset, points: settings.points, layers: [] }, undefined).free();
        return [settings.dataset, settings.points];
      } catch (error) {
        Object.assign(settings, remedy(error, "network", {}, settings, tried));
      }
    }
  };
  assert.deepEqual(mended("x, y, class\n1, 2, 0\n3, 4, 1\n5, 6"), ["custom", "x, y, class\n1, 2, 0\n3, 4, 1\n"]);
  assert.deepEqual(mended("1, 2, 0\n3, 4, 1\n5, 6, -\n"), ["custom", "1, 2, 0\n3, 4, 1\n"]);
  assert.equal(mended("1, 2, 0\n3, 4\n5, 6, 1\n")[0], "circle");
  assert.equal(mended("1, 2, 0\n3, 4")[0], "circle", "one point is too few");
});

test("a table that neither the settings nor Undo can bring back is freed", () => {
  const rows = () => ({
    columns: ["a"],
    x: new Float32Array(2),
    y: new Float32Array(2),
    is_regression: true,
    target: "",
    classes: null,
  });
  const store = opened();
  const open = () => {
    const points = keep(rows());
    store.take({ dataset: "custom", points });
    return points;
  };
  const [first, second] = [open(), open()];
  const refused = store.take({ points: keep(rows()) });
  const third = store.settings.points;
  store.rollBack(refused);
  const [fourth, fifth] = [open(), open()];
  const areThere = (...ids) => ids.map((id) => rowsOf(id) !== undefined);
  assert.deepEqual(areThere(first, second, third, fourth, fifth), [true, true, false, true, true]);
  for (let change = 0; change < 100; change++) store.take({ samples: 100 + change });
  const [sixth, seventh] = [open(), open()];
  assert.deepEqual(areThere(first, second, fourth, fifth, sixth, seventh), [false, false, false, true, true, true]);
});
