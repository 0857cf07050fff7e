// Where everything is in the drawing of a network, and where the arrow keys lead in it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { speaker } from "../../www/i18n/index.js";
import { Names } from "../../www/labs/network/drawing/names.js";
import { featureName } from "../../www/labs/network/names.js";
import { next } from "../../www/labs/network/drawing/keys.js";
import { grip, layout, linkAt, parametersOf, pointAt, shownOf } from "../../www/labs/network/drawing/layout.js";

const OFFERED = ["x", "y", "x2", "y2", "xy", "sinx", "siny"];
const ROOM = { width: 560, height: 340 };
const NONE = new Set();
const drawn = (features, layers, room = ROOM, opened = NONE) =>
  layout({ offered: OFFERED, features, layers }, room, opened);

test("every weight and every bias has its place among the parameters, kernel before bias, layer after layer", () => {
  const { links, biases, inputs } = drawn(["xy", "x"], [3, 2, 1]);
  const found = [...links, ...biases].map(({ index }) => index).sort((a, b) => a - b);
  assert.deepEqual(
    found,
    Array.from({ length: 2 * 3 + 3 + 3 * 2 + 2 + 2 + 1 }, (_, at) => at),
  );
  assert.equal(parametersOf({ features: ["xy", "x"], layers: [3, 2, 1] }), found.length);
  const index = (id) => [...links, ...biases].find((part) => part.id === id).index;
  // As Keras lists them: kernel [inputs, units] row-major.
  assert.deepEqual(
    ["w.1.1.1", "w.1.1.3", "w.1.2.1", "b.1.1", "w.2.1.2", "w.2.3.1", "b.2.2", "w.3.2.1", "b.3.1"].map(index),
    [0, 2, 3, 6, 10, 13, 16, 18, 19],
  );
  // The order of the inputs is the network's; where they are is the data's.
  assert.deepEqual(
    inputs.filter(({ at }) => at).map(({ name, at }) => [name, at]),
    [
      ["x", 2],
      ["xy", 1],
    ],
  );
  assert.equal(links.find(({ id }) => id === "w.1.1.1").from, "i.xy");
});

test("nothing lies on anything else, and all lies in the drawing", () => {
  for (const layers of [[4, 2, 1], [1], [16, 16, 16, 16, 1], [64, 64, 64, 64, 64, 64, 64, 64, 3]]) {
    for (const room of [ROOM, { width: 300, height: 200 }, { width: 900, height: 700 }]) {
      for (const opened of [NONE, new Set([1])]) {
        const { width, height, side, inputs, layers: units, folds } = drawn(["x", "y"], layers, room, opened);
        const all = [...inputs, ...units.flat(), ...folds];
        for (const [at, one] of all.entries()) {
          assert.ok(one.x - side / 2 >= 0 && one.x + side / 2 <= width, `${one.id} of ${layers}`);
          assert.ok(one.y - side / 2 >= 0 && one.y + side / 2 <= height, `${one.id} of ${layers}`);
          for (const other of all.slice(at + 1)) {
            const isApart = Math.abs(one.x - other.x) > side || Math.abs(one.y - other.y) > side;
            assert.ok(isApart, `${one.id} and ${other.id} of ${layers}`);
          }
        }
      }
    }
  }
});

test("all features have room in what a window of 1280 × 720 leaves beside an open drawer", () => {
  assert.equal(drawn(["x", "y"], [4, 2, 1], { width: 658, height: 235, top: 62 }).height, 235);
});

test("large layers are folded, until they are opened", () => {
  assert.deepEqual(shownOf([64, 9, 10, 1], NONE), [8, 9, 8, 1]);
  const { layers, folds, links } = drawn(["x"], [64, 10, 1], ROOM, new Set([2]));
  assert.deepEqual(
    layers.map((units) => units.length),
    [8, 10, 1],
  );
  assert.deepEqual(
    folds.map(({ layer, hidden, isOpen }) => [layer, hidden, isOpen]),
    [
      [1, 56, false],
      [2, 0, true],
    ],
  );
  // The weights that are not drawn are counted all the same.
  assert.equal(links.find(({ id }) => id === "w.2.2.1").index, 64 + 64 + 10);
});

test("a line is found where it is drawn, and the nearest one where lines cross", () => {
  const all = drawn(["x", "y"], [4, 2, 1]);
  for (const link of all.links) {
    for (const t of [0.04, 0.96]) {
      const [x, y] = pointAt(link, t);
      const found = linkAt(all, x, y, 7);
      const distance = (one) =>
        Math.min(
          ...Array.from({ length: 400 }, (_, at) => pointAt(one, at / 400)).map(([a, b]) => Math.hypot(a - x, b - y)),
        );
      assert.ok(found && distance(found) < 1.5, link.id);
    }
    const [, x1, y1, x2, y2] = /M(\S+) (\S+)L(\S+) (\S+)/.exec(grip(link)).map(Number);
    assert.equal(linkAt(all, (x1 + x2) / 2, (y1 + y2) / 2, 7)?.id, link.id);
  }
  assert.equal(linkAt(all, 5, 5, 7), null);
});

test("the arrow keys reach everything from everywhere, and lead back", () => {
  const all = drawn(["x", "y"], [16, 2, 1]);
  const keys = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"];
  const reached = new Set(["i.x"]);
  for (const id of reached) for (const key of keys) reached.add(next(all, id, key));
  const parts = [...all.inputs, ...all.layers.flat(), ...all.folds, ...all.links, ...all.biases].map(({ id }) => id);
  assert.deepEqual([...reached].sort(), parts.sort());
  const walk = (from, ...steps) => steps.reduce((id, step) => next(all, id, `Arrow${step}`), from);
  assert.equal(walk("i.x", "Up"), "i.x");
  assert.equal(walk("u.1.2", "Left"), "b.1.2");
  assert.equal(walk("u.1.2", "Left", "Down", "Down"), "w.1.2.2");
  assert.equal(walk("u.1.2", "Left", "Down", "Down", "Left"), "i.y");
  assert.equal(walk("u.1.2", "Left", "Down", "Down", "Right"), "u.1.2");
  assert.equal(next(all, "i.y", "Home"), "i.x");
  assert.equal(next(all, "i.y", "End"), "u.3.1");
  assert.equal(next(all, "i.y", "a"), null);
});

test("an output is called p where its loss takes it for a probability, else ŷ", () => {
  const called = (problem, loss, classes = [], units = 1) =>
    new Names({}, { problem, features: [], network: { loss, layers: [{ units }] } }, classes).output(1);
  assert.equal(called("binary", "binary_crossentropy"), "p");
  assert.equal(called("binary", "binary_crossentropy", ["cat", "dog"]), "p(dog)");
  assert.equal(called("binary", "mean_squared_error", ["cat", "dog"]), "ŷ");
  assert.equal(called("binary", "hinge"), "ŷ");
  assert.equal(called("regression", "huber"), "ŷ");
  assert.equal(called("classes", "sparse_categorical_crossentropy", ["cat", "dog", "fox"], 3), "cat");
});

test("features are called after the columns, in as many letters as there are", () => {
  const text = speaker("en", JSON.parse(readFileSync(new URL("../../www/i18n/en.json", import.meta.url), "utf8")));
  const named = (names, letters) => {
    const columns = names.map((name) => ({ name, range: [0, 1], mean: 0 }));
    return OFFERED.map((feature) => featureName(feature, { columns }, text, letters));
  };
  const usual = ["x", "y", "x²", "y²", "xy", "sin x", "sin y"];
  assert.deepEqual(named([]), usual);
  assert.deepEqual(named(["x", "y"], 20), usual);
  const words = ["width", "h", "(width)²", "h²", "(width)h", "sin (width)", "sin h"];
  assert.deepEqual(named(["width", "h"]), words);
  assert.deepEqual(named(["width", "h"], 20), words);
  const long = named(["a column with a long name", "another column"], 20);
  assert.deepEqual([long[0], long[2], long[4]], ["a column with a lon…", "(a column with…)²", "(a colum…)(another…)"]);
  assert.ok(long.every((name) => name.length <= 20));
});
