// Training at a speed: how fast, and what ends it.
import assert from "node:assert/strict";
import test from "node:test";
import { Runner } from "../../www/engine/runner.js";
import { CONFIG, ENDLESS, open, state, wasm } from "./sessions.mjs";

/** Milliseconds after which a runner has seen that nobody looks: it waits a second. */
const UNSEEN = 1500;

test("playing goes on until it is paused; what nobody asked for rests while nobody looks", async () => {
  const opened = await open();
  const { session } = opened;
  session.play("max", { stop: ENDLESS });
  await state(opened);
  await new Promise((resolve) => setTimeout(resolve, 100));
  session.pause();
  const { step } = await state(opened);
  assert.ok(step > 100, `${step} steps`);
  assert.equal((await state(opened)).step, step);
  session.visible = false;
  session.play("max", { rests: true, stop: ENDLESS });
  await new Promise((resolve) => setTimeout(resolve, UNSEEN));
  const run = await session.run();
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal((await session.run()).steps, run.steps);
  session.visible = true;
  await state(opened);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const { steps } = await session.run();
  assert.ok(steps > run.steps);
  session.visible = false;
  session.play("max", { rests: false, stop: ENDLESS });
  await new Promise((resolve) => setTimeout(resolve, UNSEEN));
  const unseen = (await session.run()).steps;
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok((await session.run()).steps > unseen, "a person's training goes on");
  session.close();
});

test("a limited speed is kept", async () => {
  const opened = await open();
  const { session } = opened;
  session.want("test", { kind: "parameters" });
  session.play(50);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  session.pause();
  const { steps } = await session.run();
  assert.ok(steps > 30 && steps <= 60, `${steps} steps`);
  session.close();
});

test("slow is three updates a second", async () => {
  const { session } = await open();
  const began = performance.now();
  session.play("slow");
  while ((await session.run()).steps < 4) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(performance.now() - began > 1000, "a machine that is slow is no faster");
  session.close();
});

test("an epoch waits for the frame after the one before, or for nobody where nobody looks", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const answers = [];
  const runner = new Runner(wasm, (message) => message.type === "answer" && answers.push(message.value));
  const steps = () => {
    runner.handle({ type: "run", request: 9, experiment: 1 });
    return answers.at(-1).steps;
  };
  /** Until a number of updates is reached, and long enough for more. */
  const come = async (count) => {
    while (steps() < count) await new Promise((resolve) => setImmediate(resolve));
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(steps(), count);
  };
  const play = { type: "play", experiment: 1, rests: false, stop: null };
  runner.handle({ type: "open", request: 1, experiment: 1, config: CONFIG });
  runner.handle({ ...play, speed: "epoch" });
  await come(10);
  for (const epochs of [2, 3]) {
    runner.handle({ type: "frame", request: 2, experiment: 1, wants: {} });
    await come(10 * epochs);
  }
  context.mock.timers.tick(3000);
  await come(40);
  runner.handle({ type: "pause", experiment: 1 });
  runner.handle({ type: "frame", request: 2, experiment: 1, wants: {} });
  await come(40);
  runner.handle({ ...play, speed: "epoch" });
  await come(50);
  runner.handle({ ...play, speed: "max" });
  while (steps() < 1000) await new Promise((resolve) => setImmediate(resolve));
  runner.close();
});

/** Plays until that ends by itself; returns why, and the number of updates. */
async function played(opened, speed, stop = null) {
  const { session, stops } = opened;
  session.play(speed, { stop });
  while (session.isPlaying) await new Promise((resolve) => setTimeout(resolve, 5));
  return [stops.at(-1), (await session.run()).steps];
}

/** A session, and why it stopped. */
async function stopping(config) {
  const stops = [];
  return { stops, ...(await open(config, { stopped: (error, reason) => stops.push(reason ?? error) })) };
}

test("at every speed a training ends at the same epoch, and says why", async () => {
  for (const speed of ["max", "epoch", 5000]) {
    const opened = await stopping(CONFIG);
    await opened.session.train({ steps: 4 });
    assert.deepEqual(await played(opened, speed, { epochs: 3 }), [{ kind: "epochs", epoch: 3, value: 3 }, 30]);
    assert.equal((await played(opened, speed, { epochs: 3 }))[1], 60, "and so many more");
    assert.equal((await played(opened, speed, { loss: 100 }))[1], 70);
    opened.session.close();
  }
});

test("what is watched is the loss of Keras's fit, and the test loss where an epoch ends", async () => {
  const opened = await stopping({ ...CONFIG, noise: 50 });
  const experiment = new wasm.Experiment({ ...CONFIG, noise: 50 });
  const history = [];
  for (let epoch = 0; epoch < 400; epoch++) {
    experiment.train(10);
    history.push(experiment.state().val_loss);
  }
  // As Keras has it: so many epochs after the lowest.
  const patience = 4;
  const isOver = (at) =>
    at >= patience &&
    Math.min(...history.slice(at - patience + 1, at + 1)) >= Math.min(...history.slice(0, at - patience + 1));
  const at = history.findIndex((_, epoch) => isOver(epoch));
  const [reason, steps] = await played(opened, "max", { patience });
  assert.deepEqual([steps, reason.kind, reason.monitor], [10 * (at + 1), "patience", "val_loss"]);
  assert.equal(reason.best, Math.min(...history.slice(0, at + 1)));
  opened.session.close();
});

test("losses that have settled end it, after 500 more epochs again; what is asked for by number is done", async () => {
  const opened = await stopping({ ...CONFIG, optimizer: { name: "sgd", learning_rate: 1e-9 } });
  const { session } = opened;
  assert.deepEqual(await played(opened, "max"), [{ kind: "settled", epoch: 1000 }, 10_000]);
  assert.deepEqual(await played(opened, "max"), [{ kind: "settled", epoch: 1500 }, 15_000]);
  assert.deepEqual(await played(opened, "max", { epochs: 2000 }), [
    { kind: "epochs", epoch: 2000, value: 2000 },
    20_000,
  ]);
  await session.train({ epochs: 1100 });
  assert.equal((await session.run()).steps, 31_000);
  session.close();
});

test("divergence stops it", async () => {
  const stops = [];
  const opened = await open(
    { ...CONFIG, optimizer: { name: "sgd", learning_rate: 1e30 }, activation: "relu" },
    { stopped: (error) => stops.push(error) },
  );
  const { session } = opened;
  session.want("test", { kind: "parameters" });
  session.play("max");
  while (session.isPlaying) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(stops, [null]);
  session.close();
});
