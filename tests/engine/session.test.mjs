// Sessions without a browser: what is asked of one settles, to the same bits.
import assert from "node:assert/strict";
import test from "node:test";
import { here } from "../../www/engine/here.js";
import { Closed } from "../../www/engine/link.js";
import { Session } from "../../www/engine/session.js";
import { CONFIG, counting, fresh, open, state, wasm } from "./sessions.mjs";

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

test("an epoch that takes long tells how far it is", async () => {
  const { session } = await open({ ...CONFIG, samples: 600, layers: [{ units: 64 }, { units: 64 }], batch_size: 1 });
  const told = [];
  await session.train({ epochs: 1 }, (done, total) => told.push(done / total));
  assert.ok(told.length > 5 && told.every((share, at) => share >= (told[at - 1] ?? 0) && share < 1), told.join());
  assert.ok(told.at(-1) > 0.5, told.join());
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
