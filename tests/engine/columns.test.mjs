// Data with more than two columns, with the package of the page in Node: tables made of arrays, and the plane that pictures show.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import init, * as wasm from "../../www/pkg/nn_playground.js";
import { here } from "../../www/engine/here.js";
import { Session } from "../../www/engine/session.js";
import { keep } from "../../www/engine/tables.js";
import { Plane, misnamed, rounded } from "../../www/labs/network/plane.js";

await init({ module_or_path: await readFile(new URL("../../www/pkg/nn_playground_bg.wasm", import.meta.url)) });

const ROWS = 40;
const x = Float32Array.from({ length: 3 * ROWS }, (_, at) => ((at * 37) % 101) / 10);
const classes = Float32Array.from(
  { length: ROWS },
  (_, row) => (x[3 * row] > 5 ? 1 : 0) + (x[3 * row + 2] > 5 ? 1 : 0),
);

test("an experiment is made of a table, and goes on with it", () => {
  const table = new wasm.Table(["a", "b", "c"], x, classes, false);
  const settings = { train_share: 75, seed: 5, layers: [{ units: 4 }], normalization: true };
  const experiment = table.experiment(settings, undefined);
  const { problem, inputs, rows, train_rows, columns, features } = experiment.describe();
  assert.deepEqual([problem, inputs, rows, train_rows], ["classes", 3, 40, 30]);
  assert.deepEqual(features, ["c1", "c2", "c3"]);
  assert.deepEqual(
    columns.map(({ name }) => name),
    ["a", "b", "c"],
  );
  const points = experiment.points();
  const mean = points.slice(0, 90).filter((_, at) => at % 3 === 1);
  assert.ok(Math.abs(columns[1].mean - mean.reduce((sum, value) => sum + value) / 30) < 1e-5);
  experiment.train(5);
  assert.equal(table.configure(experiment, { ...settings, batch_size: 3 }), false, "it goes on");
  assert.equal(experiment.step, 5);
  assert.equal(table.configure(experiment, { ...settings, features: ["c3"] }), true, "it starts over");
  assert.deepEqual(experiment.describe().features, ["c3"]);
  const [again, other] = [0, 1].map((batch) => table.experiment(settings, batch ? "3:batch-size=5" : undefined));
  for (const each of [again, other]) each.train(6);
  assert.notDeepEqual(again.parameters(), other.parameters(), "changes on the way are made");
  for (const each of [experiment, again, other, table]) each.free();
});

test("what is no table is refused, and what is no plane", () => {
  for (const [columns, values, targets, regression, message] of [
    ["abc", x, classes, false, /columns/],
    [["a", 1, "c"], x, classes, false, /columns\[1\]/],
    [["a", "b"], x, classes, false, /120 values/],
    [["a", "b", "c"], x, classes.map((value) => value + 0.5), false, /y: line 1: 1\.5 is not a class/],
    [["a", "b", "c"], [...x], classes, false, /Float32Array/],
    [["a", "b", "c"], x.map(() => Number.NaN), classes, true, /NaN/],
  ])
    assert.throws(() => new wasm.Table(columns, values, targets, regression), message);
  const experiment = new wasm.Experiment({ dataset: "iris" });
  assert.throws(() => experiment.look_at(0, 0, undefined), /axes/);
  assert.throws(() => experiment.look_at(0, 12, undefined), /axes/);
  assert.throws(() => experiment.look_at(0, 1, new Float32Array(3)), /held/);
  experiment.look_at(3, 2, undefined);
  experiment.train(1);
  experiment.free();
});

test("each picture of a session shows the plane that is wanted with it", async () => {
  const frames = [];
  const config = { dataset: "iris", seed: 4, layers: [{ units: 3 }] };
  const connect = async () => here(wasm);
  const { session, answer } = await Session.open(connect, config, { frame: (frame) => frames.push(frame) });
  const plane = new Plane();
  const data = { description: answer.description };
  const shown = async (settings) => {
    const want = { kind: "boundary", samples: 8, size: 8, theme: "light" };
    session.want("picture", { ...want, plane: plane.of(data, settings) });
    await session.frame();
    return [...frames.at(-1).answers.picture.image];
  };
  const first = await shown({ axes: null });
  assert.deepEqual(plane.of(data, { axes: ["c4", "c2"] }).axes, [3, 1]);
  assert.deepEqual(plane.of(data, { axes: ["c4", "c7"] }).axes, [0, 1], "there is no seventh column");
  assert.notDeepEqual(await shown({ axes: ["c3", "c4"] }), first);
  plane.drag({ column: 2, value: 6.5 });
  assert.equal(plane.of(data, { axes: null, held: { c3: 2 } }).held[2], 6.5);
  assert.notDeepEqual(await shown({ axes: null }), first);
  plane.drag(null);
  const [, , , { mean }] = answer.description.columns;
  const { held } = plane.of(data, { axes: null, held: { c2: 2.5, c3: 99 } });
  assert.deepEqual([...held.subarray(1)], [2.5, answer.description.columns[2].range[1], mean].map(Math.fround));
  assert.notDeepEqual(await shown({ axes: null, held: { c3: 2 } }), first);
  assert.equal(plane.of({ description: { columns: [] } }, { axes: null }), undefined);
  session.close();
});

test("axes and held values of columns that the data does not have are named, and what is right of them stays", () => {
  const of = (inputs) => ({ columns: Array.from({ length: inputs }, () => ({})) });
  const { left, warnings } = misnamed({ axes: ["c2", "c5"], held: { c3: 1.5, c7: 2, c9: 0 } }, of(4));
  assert.deepEqual(left, { axes: null, held: { c3: 1.5 } });
  assert.deepEqual(
    warnings.map(({ kind, key, given, values, used }) => [kind, key, given, values, used]),
    [
      ["choice", "axes", "c2,c5", "c1, c2, c3, c4", "c1,c2"],
      ["held", "held", "c7:2", undefined, undefined],
      ["held", "held", "c9:0", undefined, undefined],
    ],
  );
  assert.deepEqual(misnamed({ axes: null, held: { c8: 1 } }, of(3)).left, { held: null });
  const right = { left: {}, warnings: [] };
  assert.deepEqual(misnamed({ axes: ["c2", "c4"], held: { c1: 2 } }, of(4)), right);
  assert.deepEqual(misnamed({ axes: null, held: null }, of(4)), right);
  assert.deepEqual(
    misnamed({ axes: ["c2", "c5"], held: { c5: 1 } }, of(0)),
    right,
    "of a plane there is nothing to choose",
  );
});

test("a value of a column is written by its range, not by its magnitude", () => {
  for (const [value, range, written] of [
    [10023.5, [10000, 10050], 10023.5],
    [1 + 60 * 0.059, [1, 6.9], 4.54],
    [1.7e9 + 864 * 3.000001, [1.7e9, 1.7e9 + 86_400], 1.7e9 + 2592],
    [-3e-9 + 1e-22, [-1e-8, 1e-8], -3e-9],
    [3, [3, 3], 3],
  ])
    assert.equal(rounded(value, range), written);
});

test("a table that is refused is so by name, and leaves the session as it was", async () => {
  const rows = { columns: ["a", "b", "c"], x, y: classes, is_regression: false, target: "", classes: null };
  const [good, bad] = [keep(rows), keep({ ...rows, x: x.map((value, at) => (at === 100 ? 1e30 : value)) })];
  const settings = { dataset: "custom", seed: 2, layers: [{ units: 3 }] };
  const { session, answer } = await Session.open(async () => here(wasm), { ...settings, table: good });
  assert.equal(answer.description.inputs, 3);
  await session.train({ steps: 5 });
  for (let times = 0; times < 2; times++)
    await assert.rejects(
      session.configure({ ...settings, table: bad }),
      /^Error: x: line 34, number 2: .*out of range/,
    );
  assert.equal((await session.run()).steps, 5);
  session.close();
});
