// What ends a training by itself, on losses made by hand; and the text that says it.
import assert from "node:assert/strict";
import test from "node:test";
import { Watch } from "../../www/engine/stop.js";
import { withStop } from "../../www/labs/network/keras-stop.js";
import { conditions, stop } from "../../www/settings/stop.js";

/** The epoch at which a watch ends a training with these losses, from 1; null if none. */
function ended(watch, losses, { val = losses, from = 1 } = {}) {
  for (const [at, loss] of losses.entries()) {
    const reason = watch.end({ epoch: from + at, loss }, () => ({ val_loss: val?.[at] ?? null }));
    if (reason) return reason;
  }
  return null;
}

const watching = (conditions) => {
  const watch = new Watch();
  watch.begin(conditions);
  return watch;
};

/**
 * Losses, and after how many epochs Keras 3.15.1's `EarlyStopping(patience)` ends a training for a patience of 0, 1, 2, 3 and 5,
 * its `on_epoch_end` called with them.
 */
const KERAS = [
  ["falls", [1, 0.9, 0.8, 0.7, 0.6, 0.5], [null, null, null, null, null]],
  ["flat", [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], [2, 2, 3, 4, 6]],
  ["rises", [0.5, 0.6, 0.7, 0.8, 0.9, 1], [2, 2, 3, 4, 6]],
  ["valley", [0.9, 0.5, 0.6, 0.55, 0.5, 0.49, 0.6, 0.7, 0.8, 0.9], [3, 3, 4, 5, null]],
  ["ties", [0.5, 0.5, 0.4, 0.4, 0.4, 0.3, 0.3, 0.3, 0.3], [2, 2, 5, 9, null]],
  ["last moment", [1, 1.1, 1.1, 0.99, 1.1, 1.1, 1.1, 1.1], [2, 2, 3, 7, null]],
  ["tiny", [1, 0.9999999999999991, 0.9999999999999982, 0.9999999999999982, 1], [4, 4, 5, null, null]],
  ["zero", [0, 0, 0, 0], [2, 2, 3, 4, null]],
];

test("patience is Keras's EarlyStopping, of the test loss or, without test data, of the training loss", () => {
  for (const [name, losses, epochs] of KERAS)
    for (const [at, patience] of [0, 1, 2, 3, 5].entries()) {
      const found = ended(watching({ patience }), losses);
      assert.equal(found?.epoch ?? null, epochs[at], `${name}, patience ${patience}`);
      if (found) assert.deepEqual([found.kind, found.value, found.monitor], ["patience", patience, "val_loss"]);
      assert.equal(ended(watching({ patience }), losses, { val: null })?.epoch ?? null, epochs[at], name);
    }
  // Training again is another call of `fit`.
  const watch = watching({ patience: 2 });
  const losses = [3, 1, 2, 2];
  assert.equal(ended(watch, losses).epoch, 4);
  watch.begin({ patience: 2 });
  assert.equal(ended(watch, losses, { from: 5 }).epoch, 8);
});

test("an epoch whose loss is not known ends nothing, and is not waited", () => {
  const losses = [Number.NaN, 0.5, 0.6, 0.7];
  assert.equal(ended(watching({ patience: 2 }), losses, { val: null }).epoch, 4, "as if it began one later");
  assert.equal(ended(watching({ loss: 0.55 }), losses).epoch, 2);
  assert.equal(ended(watching(null), [Number.NaN, ...Array.from({ length: 1000 }, () => 0.5)]).epoch, 1001);
});

test("a number of epochs, and losses below a number", () => {
  const falling = Array.from({ length: 40 }, (_, at) => 1 / (at + 1));
  assert.equal(ended(watching({ epochs: 7 }), falling).epoch, 7);
  assert.equal(ended(watching({ epochs: 7 }), falling, { from: 8 }).epoch, 14, "each time so many more");
  assert.deepEqual(ended(watching({ loss: 0.1 }), falling), { kind: "loss", epoch: 11, value: 0.1 });
  assert.equal(ended(watching({ val_loss: 0.25 }), falling, { val: falling.map((loss) => 2 * loss) }).epoch, 9);
  assert.equal(ended(watching({ val_loss: 0.25 }), falling, { val: null }), null, "there are no test data");
  assert.equal(ended(watching({ epochs: 30, loss: 0.1, patience: 3 }), falling).kind, "loss", "whichever comes first");
});

test("losses have settled where two times 500 epochs have the same mean to a thousandth", () => {
  const flat = (count, loss = 0.5) => Array.from({ length: count }, () => loss);
  assert.equal(ended(watching(null), flat(999)), null);
  assert.deepEqual(ended(watching(null), flat(1000)), { kind: "settled", epoch: 1000 });
  assert.equal(ended(watching(null), flat(1000, 0)).epoch, 1000, "a loss of 0");
  // It falls by a thousandth in 500 epochs, or a little more slowly; noise does not matter.
  const falling = (fraction) =>
    Array.from({ length: 2000 }, (_, at) => (at % 2 ? 0.9 : 1.1) * (1 - fraction / 500) ** at);
  assert.equal(ended(watching(null), falling(0.0011)), null);
  assert.equal(ended(watching(null), falling(0.0009)).epoch, 1000);
  // First 700 epochs of learning: those leave the first window with the 1,700th at the latest.
  const { epoch } = ended(watching(null), [
    ...Array.from({ length: 700 }, (_, at) => 1 - at / 1000),
    ...flat(2000, 0.3),
  ]);
  assert.ok(epoch > 1200 && epoch <= 1700, `${epoch}`);
  // Train goes on for 500 more; a pause is none.
  const watch = watching(null);
  assert.equal(ended(watch, flat(1000)).epoch, 1000);
  for (const from of [1001, 1501]) {
    watch.begin(null);
    assert.equal(ended(watch, flat(300), { from }), null);
    watch.begin(null);
    assert.equal(ended(watch, flat(500), { from: from + 300 }).epoch, from + 499);
  }
  watch.restart();
  assert.equal(ended(watch, flat(999)), null, "from anew");
  assert.equal(ended(watching(null), [Number.POSITIVE_INFINITY, ...flat(1000)]).epoch, 1001);
});

test("conditions are read from a text; what is wrong is left out and named", () => {
  const read = (text) => stop.read("stop", text, null);
  assert.deepEqual(read(" patience:20; epochs:500;val-loss:0.05 "), {
    value: "epochs:500;val-loss:0.05;patience:20",
    warning: undefined,
  });
  assert.deepEqual(conditions("epochs:500;val-loss:0.05;patience:20"), { epochs: 500, val_loss: 0.05, patience: 20 });
  assert.deepEqual([read("").value, conditions(null)], [null, null]);
  for (const [text, value, kind, key, given] of [
    ["epochs:0;loss:0.1", "loss:0.1", "number", "stop epochs", "0"],
    ["epochs:2.5", null, "whole", "stop epochs", "2.5"],
    ["patience:many;epochs:3", "epochs:3", "number", "stop patience", "many"],
    ["epoch:5", null, "choice", "stop", "epoch"],
    ["val-loss:", null, "number", "stop val-loss", ""],
    ["constructor:1", null, "choice", "stop", "constructor"],
  ]) {
    const found = read(text);
    assert.deepEqual(
      [found.value, found.warning.kind, found.warning.key, found.warning.given],
      [value, kind, key, given],
      text,
    );
  }
});

test("in Keras's words: the number of epochs, and EarlyStopping of the loss that is watched", () => {
  const code = "from keras import Input\nfrom keras.layers import Dense\n\nmodel.fit(points, targets, batch_size=10)\n";
  assert.equal(withStop(code, null, true), code);
  assert.equal(withStop(code, "loss:0.1;val-loss:0.1", true), code, "nothing there does that");
  assert.match(withStop(code, "epochs:500", true), /^model\.fit\(points, targets, batch_size=10, epochs=500\)$/m);
  assert.equal(
    withStop(code, "epochs:500;patience:20", true),
    `from keras import Input
from keras.callbacks import EarlyStopping
from keras.layers import Dense

model.fit(
    points, targets, batch_size=10, epochs=500,
    validation_data=(test_points, test_targets),
    callbacks=[EarlyStopping(patience=20)],
)
`,
  );
  assert.match(
    withStop(code, "patience:0", false),
    // Without a number of epochs Keras makes one alone.
    /batch_size=10, epochs=1_000_000,\n {4}callbacks=\[EarlyStopping\(monitor='loss', patience=0\)\],\n\)\n$/,
  );
});
