// Where a training stands, with what it began and what was changed since: what leads there again, to the same bits.
import assert from "node:assert/strict";
import test from "node:test";
import { CONFIG, fresh, open, state, wasm } from "./sessions.mjs";

test("a reset starts over with the present settings", async () => {
  const opened = await open();
  const { session } = opened;
  await session.train({ steps: 30 });
  await session.configure({ ...CONFIG, optimizer: "rmsprop", batch_size: 7 });
  assert.match((await session.run()).changes, /^30:optimizer=rmsprop;30:batch-size=7$/);
  await session.reset();
  await session.train({ steps: 20 });
  assert.deepEqual(await state(opened), fresh(20, { ...CONFIG, optimizer: "rmsprop", batch_size: 7 }));
  const { settings, changes, steps } = await session.run();
  assert.deepEqual([settings.optimizer.name, settings.batch_size, changes, steps], ["rmsprop", 7, "", 20]);
  session.close();
});

test("it opens with changes that will be made, and says with each frame which settings are in force", async () => {
  const changes = "20:learning-rate=0.5;30:w1.1.1=0.25";
  const opened = await open(CONFIG, { changes });
  const { session, frames, answer } = opened;
  assert.deepEqual([answer.step, answer.training.optimizer.learning_rate], [0, 0.01]);
  await session.seek(40);
  const there = await state(opened);
  assert.equal(frames.at(-1).training.optimizer.learning_rate, 0.5);
  const experiment = new wasm.Experiment(CONFIG, changes);
  experiment.train(40);
  assert.deepEqual(there.parameters, [...experiment.parameters()]);
  assert.deepEqual([session.place.step, session.place.changes], [40, changes]);
  await session.seek(10);
  await state(opened);
  assert.equal(frames.at(-1).training.optimizer.learning_rate, 0.01);
  await assert.rejects(open(CONFIG, { changes: "5:w9.1.1=1" }), { field: "changes.5:w9.1.1" });
  session.close();
});

test("what changes or ends a training tells the place that was left, and that leads back to the same bits", async () => {
  const opened = await open();
  const { session } = opened;
  await session.train({ steps: 250 });
  for (const end of [
    () => session.configure({ ...CONFIG, optimizer: "rmsprop" }),
    () => session.configure({ ...CONFIG, dataset: "xor", seed: 5 }),
    () => session.reset(),
    () => session.change("set_weight", 0, 1, 2, 0.5),
    () => session.go({ start: { ...CONFIG, seed: 8 }, changes: "3:l1=0.1", step: 9, checkpoint: null }),
  ]) {
    const before = await state(opened);
    const { left } = await end();
    assert.equal(left.step, before.step);
    await session.train({ steps: 30 });
    assert.notDeepEqual((await state(opened)).parameters, before.parameters);
    assert.equal((await session.go(left)).step, left.step);
    assert.deepEqual(await state(opened), before);
    // Without its checkpoint, or with that of another run, it is trained again.
    for (const checkpoint of [null, Uint32Array.of(1, 2, 3)]) {
      assert.equal((await session.go({ ...left, checkpoint })).step, 0);
      await session.seek(left.step);
      assert.deepEqual(await state(opened), before);
    }
    await session.train({ steps: 20 });
  }
  const before = await state(opened);
  await assert.rejects(session.go({ ...session.place, changes: "5:l1=99" }), { field: "changes.5:l1" });
  await assert.rejects(session.change("set_weight", 9, 0, 0, 1), { kind: "config" });
  assert.deepEqual(await state(opened), before);
  session.close();
});

test("a timeline reaches as far as its run was, and begins anew where that does", async () => {
  const opened = await open();
  const { session, frames } = opened;
  session.want("way", { kind: "timeline" });
  const way = async () => {
    await session.frame();
    const { state, answers } = frames.at(-1);
    return [state.step, answers.way.furthest, answers.way.changes];
  };
  assert.deepEqual(await way(), [0, 0, ""]);
  await session.train({ steps: 300 });
  await session.configure({ ...CONFIG, l2: 0.01 });
  await session.train({ steps: 50 });
  const changes = "300:l2=0.01";
  assert.deepEqual(await way(), [350, 350, changes]);
  await session.seek(100);
  assert.deepEqual(await way(), [100, 350, changes]);
  await session.train({ steps: 20 });
  assert.deepEqual(await way(), [120, 350, changes], "the same run goes on");
  // Another one leaves it there; the place that was left leads back to all of it.
  const { left } = await session.change("set_bias", 0, 1, 0.5);
  assert.deepEqual(await way(), [120, 120, "120:b1.2=0.5"]);
  await session.go(left);
  assert.deepEqual(await way(), [120, 350, changes]);
  await session.seek(350);
  const { left: end } = await session.reset();
  assert.deepEqual(await way(), [0, 0, ""]);
  await session.go(end);
  assert.deepEqual(await way(), [350, 350, changes]);
  await session.configure({ ...CONFIG, seed: 4 });
  assert.deepEqual(await way(), [0, 0, ""]);
  session.close();
});
