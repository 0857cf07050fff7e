// A runner that dies: another one goes on to the same bits, or it is said.
import assert from "node:assert/strict";
import test from "node:test";
import { here } from "../../www/engine/here.js";
import { Died, Link } from "../../www/engine/link.js";
import { Session } from "../../www/engine/session.js";
import { CONFIG, counting, ENDLESS, fresh, open, state, wasm } from "./sessions.mjs";

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
