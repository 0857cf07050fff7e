// Sessions without a browser: the package of the page in Node.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import init, * as wasm from "../../www/pkg/nn_playground.js";
import { here } from "../../www/engine/connect.js";
import { Closed, Died, Link } from "../../www/engine/link.js";
import { Runner } from "../../www/engine/runner.js";
import { Session } from "../../www/engine/session.js";
import { keep } from "../../www/engine/tables.js";

await init({ module_or_path: await readFile(new URL("../../www/pkg/nn_playground_bg.wasm", import.meta.url)) });

const CONFIG = {
  dataset: "circle",
  samples: 200,
  layers: [{ units: 4 }],
  optimizer: { name: "adam", learning_rate: 0.01 },
  batch_size: 10,
  seed: 3,
};

/** A session whose links are kept in a list, so that a test can break them. */
async function open(config = CONFIG, events = {}) {
  const [links, frames] = [[], []];
  const connect = async () => links[links.push(here(wasm)) - 1];
  const { session, answer } = await Session.open(connect, config, { frame: (frame) => frames.push(frame), ...events });
  return { session, answer, links, frames };
}

/** The state now, with the weights. */
async function state({ session, frames }) {
  session.want("test", { kind: "parameters" });
  await session.frame();
  const { state, answers } = frames.at(-1);
  return { ...state, parameters: [...answers.test] };
}

/** The state after so many steps in one go. */
function fresh(steps, config = CONFIG) {
  const experiment = new wasm.Experiment(config);
  experiment.train(steps);
  return { ...experiment.state(), parameters: [...experiment.parameters()] };
}

test("an experiment is described, trained and repeated to the same bits", async () => {
  const opened = await open();
  const { session } = opened;
  assert.equal(opened.answer.points.length, 400);
  assert.equal(opened.answer.description.problem, "binary");
  assert.deepEqual(await session.train({ steps: 137 }), { cancelled: false });
  assert.deepEqual(await state(opened), fresh(137));
  assert.deepEqual(await session.run(), { settings: CONFIG, changes: "", steps: 137 });
  session.close();
});

test("jobs queue: ten times a hundred steps are a thousand", async () => {
  const opened = await open();
  const { session } = opened;
  await Promise.all(Array.from({ length: 10 }, () => session.train({ steps: 100 })));
  assert.deepEqual(await state(opened), fresh(1000));
  session.close();
});

test("epochs end where epochs end, and tell their progress", async () => {
  const opened = await open();
  const { session } = opened;
  await session.train({ steps: 3 });
  const told = [];
  await session.train({ epochs: 300 }, (done, total) => told.push([done, total]));
  assert.equal((await state(opened)).step, 3000);
  assert.ok(told.length > 0 && told.every(([done, total]) => done < 300 && total === 300));
  session.close();
});

test("what takes long is ended by pause, reset and what starts over", async () => {
  const opened = await open();
  const { session } = opened;
  for (const end of [() => session.pause(), () => session.reset(), () => session.configure({ ...CONFIG, seed: 4 })]) {
    const long = session.train({ epochs: 1e6 });
    const queued = session.train({ steps: 5 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await end();
    assert.deepEqual(await Promise.all([long, queued]), [{ cancelled: true }, { cancelled: true }]);
  }
  assert.equal((await state(opened)).step, 0, "a reset holds");
  assert.deepEqual(await session.train({ steps: 5 }), { cancelled: false });
  assert.deepEqual(await state(opened), fresh(5, { ...CONFIG, seed: 4 }));
  session.close();
});

test("it goes to any step, and its changes with it", async () => {
  const opened = await open();
  const { session } = opened;
  await session.train({ steps: 400 });
  await session.call("set_weight", 0, 1, 2, 0.25);
  await session.train({ steps: 100 });
  const then = await state(opened);
  await session.seek(150);
  assert.deepEqual(await state(opened), fresh(150));
  const told = [];
  await session.seek(500, (done, total) => told.push(done <= total));
  assert.deepEqual(await state(opened), then);
  assert.ok(told.every(Boolean));
  assert.equal((await session.run()).changes, "400:w1.2.3=0.25");
  session.close();
});

/** Losses that have settled end no training. */
const ENDLESS = { epochs: 1e9 };

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
  await new Promise((resolve) => setTimeout(resolve, 1500));
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
  await new Promise((resolve) => setTimeout(resolve, 1500));
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

test("what is refused says so, and changes nothing", async () => {
  await assert.rejects(
    open({ ...CONFIG, noise: 80 }),
    ({ kind, field, details }) => kind === "config" && field === "noise" && details.reason === "out_of_range",
  );
  const opened = await open();
  const { session } = opened;
  await session.train({ steps: 7 });
  await assert.rejects(session.configure({ ...CONFIG, layers: [{ units: 0 }] }), { field: "layers[0].units" });
  await assert.rejects(session.call("set_weight", 9, 0, 0, 1), { kind: "config" });
  await assert.rejects(session.seek(-1));
  await assert.rejects(session.seek(Number.NaN));
  assert.deepEqual(await state(opened), fresh(7));
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

test("everything that is asked of a closed session settles", async () => {
  const opened = await open();
  const { session } = opened;
  const pending = [session.train({ epochs: 1e6 }), session.frame(), session.run(), session.seek(1e6)];
  session.close();
  for (const promise of pending) await assert.rejects(promise, Closed);
  for (const late of [session.train({ steps: 1 }), session.frame(), session.configure(CONFIG)])
    await assert.rejects(late, Closed);
  assert.ok(!opened.links[0].isOpen);
  const controller = new AbortController();
  controller.abort();
  await assert.rejects(
    Session.open(async () => here(wasm), CONFIG, { signal: controller.signal }),
    Closed,
  );
});

test("after a death another runner goes on to the same bits", async () => {
  let revived = 0;
  const opened = await open(CONFIG, {
    revived: () => {
      revived += 1;
    },
  });
  const { session } = opened;
  await session.train({ steps: 300 });
  await session.call("set_bias", 0, 1, 0.5);
  const lost = session.train({ epochs: 1e6 });
  await new Promise((resolve) => setTimeout(resolve, 20));
  opened.links[0].die("a test");
  await assert.rejects(lost, Died);
  await session.train({ steps: 200 });
  assert.equal(revived, 1);
  const found = await state(opened);
  const experiment = new wasm.Experiment(CONFIG, "300:b1.2=0.5");
  experiment.train(found.step);
  assert.deepEqual(found.parameters, [...experiment.parameters()]);
  assert.ok(found.step >= 500);
  session.close();
});

test("playing goes on after a death", async () => {
  const opened = await open();
  const { session } = opened;
  session.want("test", { kind: "parameters" });
  session.play("max", { stop: ENDLESS });
  await new Promise((resolve) => setTimeout(resolve, 50));
  opened.links[0].die("a test");
  const { steps } = await session.run();
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok(session.isPlaying && (await session.run()).steps > steps);
  session.close();
});

test("one that dies again and again is given up", async () => {
  const failures = [];
  let links = 0;
  const connect = async () => {
    const link = here(wasm);
    setTimeout(() => link.die(`death ${++links}`), 20);
    return link;
  };
  const { session } = await Session.open(connect, CONFIG, { failed: (error) => failures.push(error) });
  while (!failures.length) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(links, 4, "three others were tried");
  for (const late of [session.train({ steps: 1 }), session.frame()]) await assert.rejects(late, Died);
  assert.equal(failures.length, 1);
  session.close();
});

test("a runner that is silent is dead", async (context) => {
  context.mock.timers.enable({ apis: ["setInterval"] });
  const posted = [];
  let isEnded = false;
  const link = new Link(
    (command) => posted.push(command),
    () => {
      isEnded = true;
    },
  );
  const deaths = [];
  const experiment = link.add({ hear() {}, died: (error) => deaths.push(error) });
  const answer = link.request({ type: "run", experiment });
  context.mock.timers.tick(4000);
  link.hear({ type: "pong" });
  context.mock.timers.tick(6000);
  assert.equal(deaths.length, 0);
  context.mock.timers.tick(3000);
  await assert.rejects(answer, Died);
  assert.ok(deaths.length === 1 && isEnded);
  assert.ok(posted.some(({ type }) => type === "ping"));
});

test("several experiments share a runner", async () => {
  const link = here(wasm);
  const other = { ...CONFIG, optimizer: "sgd" };
  const frames = [[], []];
  const [a, b] = await Promise.all(
    [CONFIG, other].map((config, at) =>
      Session.open(async () => link, config, { frame: (frame) => frames[at].push(frame) }),
    ),
  );
  await Promise.all([a.session.train({ steps: 500 }), b.session.train({ steps: 300 })]);
  assert.deepEqual(await state({ session: a.session, frames: frames[0] }), fresh(500));
  a.session.close();
  assert.deepEqual(await state({ session: b.session, frames: frames[1] }), fresh(300, other));
  b.session.close();
  assert.ok(!link.isOpen);
});

/** The package, counting the experiments that it has: `made` keeps them all. */
function counting() {
  const made = [];
  class Experiment extends wasm.Experiment {
    isFreed = false;

    constructor(...values) {
      super(...values);
      made.push(this);
    }

    free() {
      super.free();
      this.isFreed = true;
    }
  }
  return { counted: { ...wasm, Experiment }, made };
}

const turns = async (count) => {
  for (let turn = 0; turn < count; turn++) await null;
};

test("what is closed is freed, whatever is under way at that moment", async () => {
  const { counted, made } = counting();
  const connect = async () => here(counted);
  for (const start of [
    () => {},
    (session) => session.play("max"),
    (session) => session.train({ epochs: 1e6 }),
    (session) => session.configure({ ...CONFIG, seed: 4 }),
    (session) => session.go({ start: { ...CONFIG, seed: 8 }, changes: null, step: 9, checkpoint: null }),
  ]) {
    for (const count of [0, 1, 3, 20]) {
      const { session } = await Session.open(connect, CONFIG);
      Promise.resolve(start(session)).catch(() => {});
      await turns(count);
      session.close();
      await new Promise((resolve) => setTimeout(resolve));
      assert.ok(made.length && made.every(({ isFreed }) => isFreed), `${start}, ${count} turns later`);
    }
  }
  // While it is opened.
  for (let count = 0; count < 12; count++) {
    const controller = new AbortController();
    const opening = Session.open(connect, CONFIG, { signal: controller.signal }).catch(() => {});
    await turns(count);
    controller.abort();
    await opening;
    await new Promise((resolve) => setTimeout(resolve));
    assert.ok(
      made.every(({ isFreed }) => isFreed),
      `opened ${count} turns before`,
    );
  }
});

test("an epoch that takes long tells how far it is", async () => {
  const { session } = await open({ ...CONFIG, samples: 600, layers: [{ units: 64 }, { units: 64 }], batch_size: 1 });
  const told = [];
  await session.train({ epochs: 1 }, (done, total) => told.push(done / total));
  assert.ok(told.length > 5 && told.every((share, at) => share >= (told[at - 1] ?? 0) && share < 1), told.join());
  assert.ok(told.at(-1) > 0.5, told.join());
  session.close();
});

test("a trap of the package ends what it runs in, and another one goes on to the same bits", async () => {
  const { counted, made } = counting();
  let revived = 0;
  const frames = [];
  const { session } = await Session.open(async () => here(counted), CONFIG, {
    frame: (frame) => frames.push(frame),
    revived: () => {
      revived += 1;
    },
  });
  await session.train({ steps: 300 });
  const [broken] = made;
  broken.__wbg_ptr = 0xffff_fff0; // reads beyond the memory, as a package does that is broken
  await assert.rejects(session.train({ steps: 1 }), Died);
  await session.train({ steps: 200 });
  assert.equal(revived, 1);
  assert.deepEqual(await state({ session, frames }), fresh(500));
  session.close();
});

test("a first frame that fails is told to who waits for it", async () => {
  for (const [error, kind] of [
    [new Error("no frame"), Error],
    [new WebAssembly.RuntimeError("unreachable"), Died],
  ]) {
    const { counted } = counting();
    counted.Experiment.prototype.state = () => {
      throw error;
    };
    const { session } = await Session.open(async () => here(counted), CONFIG);
    await assert.rejects(session.frame(), kind);
    session.close();
  }
});

test("what views read of the answers is what the network computes", async () => {
  const config = { ...CONFIG, optimizer: { name: "sgd", learning_rate: 0.25 }, train_share: 50 };
  const { session, answer, frames } = await open(config);
  await session.train({ steps: 33 });
  const wants = {
    outputs: { kind: "outputs", batch: true },
    spread: { kind: "spread", points: 7 },
    layer: { kind: "layer", layer: 0, points: 5, side: 3 },
    gone: { kind: "layer", layer: 9, points: 5, side: 3 },
    picture: { kind: "boundary", samples: 20, size: 40, theme: "light", discretize: true },
    curve: { kind: "history" },
  };
  for (const [view, want] of Object.entries(wants)) session.want(view, want);
  await session.frame();
  const { answers, state } = frames.at(-1);
  assert.equal(answers.gone, null, "a layer of a network that was there before is no failure");
  // The accuracies, counted by hand; and what the network itself predicts.
  const { outputs, batch } = answers.outputs;
  assert.deepEqual(outputs, await session.call("predict", answer.points));
  const right = [...outputs].map((output, row) => Number(output > 0.5 === (answer.targets[row] === 1)));
  const mean = (list) => list.reduce((sum, each) => sum + each, 0) / list.length;
  assert.equal(mean(right.slice(0, 100)), state.accuracy);
  assert.equal(mean(right.slice(100)), state.val_accuracy);
  assert.deepEqual(batch, await session.call("coming_batch"));
  // w ← w − ηg.
  const { parameters, gradients, activations } = answers.spread;
  assert.deepEqual([activations.points, activations.layers.map(({ units }) => units)], [7, [4, 1]]);
  assert.deepEqual(activations.values.slice(28), outputs.slice(0, 7));
  await session.train({ steps: 1 });
  const next = await session.call("parameters");
  assert.deepEqual(
    next,
    parameters.map((weight, at) => Math.fround(weight - Math.fround(0.25 * gradients[at]))),
  );
  const { points, grid } = answers.layer;
  assert.deepEqual([points.points, points.values.length, grid.points, grid.values.length], [5, 20, 9, 36]);
  assert.deepEqual(points.values, activations.values.slice(0, 20));
  const { image } = answers.picture;
  assert.equal(new Set(Array.from({ length: 1600 }, (_, at) => image.slice(4 * at, 4 * at + 4).join())).size, 2);
  const { curve } = answers;
  assert.deepEqual(Object.keys(curve).sort(), ["accuracy", "epoch", "loss", "step", "val_accuracy", "val_loss"]);
  assert.deepEqual([curve.step.at(-1), curve.accuracy.at(-1)], [33, state.accuracy]);
  session.close();
});

test("a table goes to each runner once, and to one that follows a dead one; the run is that of the same points as text", async () => {
  const points = [0.5, 2, 1, -3, 2.5, 0.25, -1, 4, 3, 1.5, -2, -2];
  const classes = [0, 1, 1, 0, 1, 0];
  const text = classes.map((label, row) => `${points[2 * row]}, ${points[2 * row + 1]}, ${label}`).join("\n");
  const rows = { x: new Float32Array(points), y: new Float32Array(classes), is_regression: false };
  const table = keep({ columns: ["x", "y"], target: "", classes: null, ...rows });
  const { points: _, ...rest } = { ...CONFIG, dataset: "custom", train_share: 70, batch_size: 2 };
  const opened = await open({ ...rest, table });
  const { session, links } = opened;
  const sent = [];
  const send = links[0].send.bind(links[0]);
  links[0].send = (command) => {
    sent.push(command.type);
    send(command);
  };
  await session.train({ steps: 20 });
  await session.configure({ ...rest, table, l2: 0.01 });
  assert.equal(sent.includes("table"), false, "it has been sent before");
  const expected = new wasm.Experiment({ ...rest, points: text });
  expected.train(20);
  expected.configure({ ...rest, points: text, l2: 0.01 });
  expected.train(5);
  links[0].die("a test");
  await session.train({ steps: 5 });
  assert.equal(links.length, 2);
  const { step, loss, parameters } = await state(opened);
  assert.deepEqual([step, loss, parameters], [25, expected.state().loss, [...expected.parameters()]]);
  session.close();
});
