// The table that is edited, and experiments as files.
import assert from "node:assert/strict";
import { test } from "node:test";
import { keep, rowsOf } from "../../www/engine/tables.js";
import { Draft } from "../../www/labs/network/own/draft.js";
import { read, written } from "../../www/labs/network/own/experiment-file.js";

const number = (text) => (text.trim() ? Number(text.replace(",", ".")) : Number.NaN);
const rows = (more = {}) => ({
  columns: ["a", "b", "c"],
  x: new Float32Array([1, 2, 3, 4, 5, 6]),
  y: new Float32Array([0, 1]),
  is_regression: false,
  target: "kind",
  classes: ["low", "high"],
  ...more,
});

test("the text of points is edited; what is wrong keeps the old value", () => {
  const draft = new Draft("x, y, class\n1,5; 2; 0\n3, 4, 1\n", false);
  assert.deepEqual([draft.length, draft.names, draft.at(0, 0)], [2, ["x", "y", "class"], 1.5]);
  assert.equal(draft.put(0, 1, "-2,5", number), null);
  assert.deepEqual(draft.put(0, 0, "abc", number), { kind: "number", written: "abc" });
  assert.deepEqual(draft.put(0, 0, "1e999", number), { kind: "range", written: "1e999" });
  assert.deepEqual(draft.put(1, 2, "8", number), { kind: "no_class", written: "8" });
  assert.deepEqual(draft.put(1, 2, "0.5", number), { kind: "no_class", written: "0.5" });
  assert.deepEqual(draft.put(1, 2, "-1", number), { kind: "no_class", written: "-1" }); // all would become values
  draft.add();
  assert.equal(draft.put(2, 2, "7", number), null);
  assert.deepEqual(draft.done(), { points: "x, y, class\n1.5, -2.5, 0\n3, 4, 1\n3, 4, 7\n", classes: null });
  draft.remove(0);
  draft.remove(0);
  assert.equal(draft.isWhole, false);
});

test("points whose classes have names are edited by them; whether anything was changed is known", () => {
  const draft = new Draft("1, 2, 0\n3, 4, 2\n", false, ["cat", "dog"]);
  assert.deepEqual([draft.at(0, 2), draft.at(1, 2), draft.isChanged], ["cat", "2", false]);
  assert.equal(draft.put(0, 0, "1", number), null);
  assert.equal(draft.isChanged, false, "the same number");
  assert.equal(draft.put(0, 2, "dog", number), null);
  assert.equal(draft.put(1, 2, "fox", number), null);
  assert.equal(draft.isChanged, true);
  assert.deepEqual(draft.done(), { points: "1, 2, 1\n3, 4, 3\n", classes: ["cat", "dog", "2", "fox"] });
});

test("what the last column holds is chosen: classes become values, and values classes by size", () => {
  const draft = new Draft("width; height; kind\n1; 2; -1\n3; 4; 1\n", false);
  assert.deepEqual([draft.at(0, 2), draft.at(1, 2)], ["-1", "1"]);
  assert.deepEqual(draft.done(), { points: "width, height, kind\n1, 2, 0\n3, 4, 1\n", classes: ["-1", "1"] });
  assert.equal(draft.learn(true), null);
  assert.equal(draft.put(1, 2, "1.5", number), null);
  assert.deepEqual(draft.done(), { points: "width, height, kind\n1, 2, -1\n3, 4, 1.5\n", classes: null });
  assert.equal(draft.put(1, 2, "1", number), null);
  const { rows: values } = draft.done();
  assert.deepEqual(
    [values.is_regression, [...values.y], values.target],
    [true, [-1, 1], "kind"],
    "no link says values",
  );
  assert.equal(draft.put(1, 2, "0.5", number), null);
  assert.equal(draft.learn(false), null);
  assert.deepEqual([draft.at(0, 2), draft.at(1, 2)], ["-1", "0.5"]);

  const words = new Draft("1, 2, 0\n3, 4, 1\n", false, ["cat", "dog"]);
  assert.deepEqual(words.learn(true), { kind: "words", written: "cat" });
  assert.deepEqual([words.isRegression, words.at(1, 2)], [false, "dog"]);
  const many = new Draft(Array.from({ length: 9 }, (_, row) => `${row}, 2, ${row / 2}`).join("\n"), true);
  assert.deepEqual(many.learn(false), { kind: "many", written: "9" });
  assert.equal(many.isRegression, true);
});

test("a table of many columns keeps its names, and a class is called by its name", () => {
  const id = keep(rows());
  const draft = new Draft(id, false);
  assert.deepEqual([draft.at(1, 2), draft.at(1, 3)], [6, "high"]);
  assert.equal(draft.put(1, 3, "middle", number), null);
  assert.equal(draft.put(0, 0, "7", number), null);
  const done = draft.done().rows;
  assert.deepEqual(
    [[...done.x], [...done.y], done.classes],
    [
      [7, 2, 3, 4, 5, 6],
      [0, 2],
      ["low", "high", "middle"],
    ],
  );
  assert.deepEqual([...rowsOf(id).x], [1, 2, 3, 4, 5, 6], "the one before is there for Undo");
  for (let at = 0; at < 5; at++) draft.put(0, 3, `class ${at}`, number);
  assert.deepEqual(draft.put(0, 3, "ninth", number), { kind: "classes", written: "ninth" });
});

test("a table of values, small and with two columns, keeps their names, too", () => {
  const values = { columns: ["age", "size"], x: new Float32Array([1, 2, 3, 4]), y: new Float32Array([0.5, 1.5]) };
  const draft = new Draft(keep(rows({ ...values, is_regression: true, target: "price", classes: null })), true);
  assert.equal(draft.put(0, 0, "7", number), null);
  const { rows: table } = draft.done();
  assert.deepEqual([table.columns, table.target, [...table.x]], [["age", "size"], "price", [7, 2, 3, 4]]);
});

test("points that no longer fit into 4 KB become a table", () => {
  const draft = new Draft("1.25, 2.5, 0\n3.125, 4.5, 1\n", false);
  for (let row = 0; row < 500; row++) draft.add();
  const { rows: table } = draft.done();
  assert.deepEqual([table.y.length, table.columns, table.classes], [502, ["x", "y"], null]);
});

test("an experiment comes back from its file, and what is none is refused by kind", () => {
  const settings = { lab: "network", lang: "pl", seed: 3, dataset: "custom", points: keep(rows()), learning_rate: 0.1 };
  const changes = Array.from({ length: 2000 }, (_, at) => `${at + 1}:learning-rate=0.${at + 1}`).join(";");
  const text = written(settings, { at: 20, changes });
  const { settings: again, rows: table } = read(text);
  assert.deepEqual([again.seed, again.learning_rate, again.at, again.changes], [3, 0.1, 20, changes]);
  assert.equal("lang" in again, false, "the reader's own");
  assert.deepEqual(table, rows());
  const small = read(written({ ...settings, points: "1, 2, 0\n", classes: ["cat"] }, { at: 0, changes: null }));
  assert.deepEqual([small.settings.points, small.settings.classes, small.rows], ["1, 2, 0\n", ["cat"], null]);
  const older = JSON.parse(text);
  delete older.settings.noise;
  assert.equal(read(JSON.stringify(older)).settings.noise, null, "what a file does not name is at its default");
  const kind = (damage) => {
    try {
      return read(typeof damage === "string" ? damage : JSON.stringify(damage(JSON.parse(text)))) && "";
    } catch (error) {
      return error.kind;
    }
  };
  assert.equal(kind(text.slice(0, 50)), "no_experiment");
  assert.equal(kind("[1]"), "no_experiment");
  assert.equal(kind("null"), "no_experiment");
  assert.equal(
    kind((file) => ({ ...file, version: 2 })),
    "newer",
  );
  assert.equal(
    kind((file) => ({ ...file, version: "x" })),
    "newer",
  );
  for (const wrong of [
    { x: [1, 2] },
    { y: [0, 9] },
    { x: [1, 2, 3, 4, 5, null] },
    { x: [1, 2, 3, 4, 5, 1e19] }, // more than the core takes
    { columns: "abc" },
    { y: 5 },
    { classes: 3 },
  ])
    assert.equal(
      kind((file) => ({ ...file, data: { ...file.data, ...wrong } })),
      "damaged",
      JSON.stringify(wrong),
    );
});
