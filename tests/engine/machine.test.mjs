// The lecture's machines without a browser: the package of the lessons in Node.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import init, * as wasm from "../../www/pkg-lessons/nn_playground.js";
import { Closed, Died } from "../../www/engine/link.js";
import { Machine } from "../../www/engine/machine.js";
import { Machines } from "../../www/engine/machines.js";
import { onThisThread } from "../../www/engine/thread.js";

const bytes = await readFile(new URL("../../www/pkg-lessons/nn_playground_bg.wasm", import.meta.url));
await init({ module_or_path: bytes });

/** A hundred thousand steps of nine paths over 500 points each: long enough to be left on the way. */
const LONG = {
  data: "line",
  samples: 500,
  eta: 1e-6,
  step: 100_000,
  paths: Array(8).fill({ batch: "all", eta: 1e-6, theta0: 0, theta1: 0 }),
};
const SHORT = { data: "line", samples: 20, step: 30 };

const here = () => onThisThread((post) => new Machines(wasm, post));

/** What a machine shows that has gone there in one go. */
function fresh(lab, settings) {
  const machine = new wasm.Lab(lab);
  machine.set(settings);
  while (!machine.advance(1000).done);
  const shown = machine.show();
  machine.free();
  return shown;
}

/** A machine whose links are kept in a list, so that a test can break them. */
function open(lab = "descent") {
  const links = [];
  const connect = async () => {
    if (!links.at(-1)?.isOpen) links.push(here());
    return links.at(-1);
  };
  return { machine: new Machine(connect, lab), links };
}

/** Sends a machine on a long way; resolves when it has told that it is on it, with the promise of its end: `{ end }`. */
const sent = (machine, settings, told = []) =>
  new Promise((resolve) => {
    const progress = (...now) => {
      told.push(now);
      resolve({ end });
    };
    const end = machine.go(settings, { progress });
  });

test("it shows what one shows that has gone there in one go", async () => {
  const { machine } = open();
  for (const step of [30, 31, 500, 12]) {
    const settings = { ...SHORT, step };
    const { shown, ...progress } = await machine.go(settings);
    assert.deepEqual(progress, { step, target: step, done: true });
    assert.deepEqual(shown, fresh("descent", settings));
  }
  machine.close();
});

test("on a long way others have their turn, and it tells how far it is", async () => {
  const { machine, links } = open();
  const told = [];
  const way = await sent(machine, LONG, told);
  const other = new Machine(async () => links[0], "perceptron");
  const { shown } = await other.go({ data: "and", step: 3 });
  assert.deepEqual(shown, fresh("perceptron", { data: "and", step: 3 }));
  machine.stop();
  const { step, target, done } = await way.end;
  assert.ok(step > 0 && step < target && target === LONG.step && !done, `${step} of ${target}`);
  assert.ok(told.length > 0 && told.every(([one, all]) => one < all && all === LONG.step));
  machine.close();
  other.close();
  assert.ok(!links[0].isOpen, "after the last machine the worker ends");
});

test("who wants to be elsewhere does not wait, and who waits in vain hears so", async () => {
  const { machine } = open();
  const first = await sent(machine, LONG);
  const second = machine.go(SHORT);
  assert.equal(await first.end, null);
  assert.deepEqual((await second).shown, fresh("descent", SHORT));
  const left = await sent(machine, LONG);
  machine.leave();
  assert.equal(await left.end, null);
  machine.close();
});

test("it stops where it is, and shows that", async () => {
  const { machine } = open();
  const way = await sent(machine, LONG);
  machine.stop();
  const { step, shown } = await way.end;
  assert.deepEqual(shown, fresh("descent", { ...LONG, step }));
  machine.close();
});

test("it looks ahead only if that is wanted", async () => {
  // How it ends is not known after the first step, of as many points as these.
  const settings = { data: "gauss", samples: 500, noise: 50, step: 1, seed: 1 };
  const { machine } = open("perceptron");
  assert.equal((await machine.go(settings)).done, false);
  const { step, done, shown } = await machine.go(settings, { ahead: true });
  assert.deepEqual([step, done], [1, true]);
  assert.deepEqual(shown, fresh("perceptron", settings));
  machine.close();
});

test("questions are answered for the settings that they are about", async () => {
  const { machine } = open();
  await machine.go({ ...SHORT, step: 7 });
  const question = { about: "landscape", width: 40, height: 30, theme: "light", key: "a" };
  const window = [-1, 3, -1, 3];
  const [{ pixels, ...rest }] = await machine.ask({ ...SHORT, window }, [question]);
  assert.deepEqual(rest, question);
  const lab = new wasm.Lab("descent");
  lab.set({ ...SHORT, window });
  assert.deepEqual([...pixels], [...lab.contours(40, 30, "light")]);
  machine.close();
  const backprop = open("backprop").machine;
  const settings = { preset: "xor", epoch: 5 };
  const { shown } = await backprop.go(settings);
  const [sheet, code] = await backprop.ask(settings, [
    { about: "worksheet", format: "csv", results: true, decimal: "." },
    { about: "keras", config: shown.network, weights: shown.weights },
  ]);
  assert.match(sheet, /,/);
  assert.match(code, /keras/);
  await assert.rejects(backprop.ask(settings, [{ about: "nonsense" }]), { kind: "config" });
  backprop.close();
});

test("what is refused says so, and changes nothing", async () => {
  const { machine } = open();
  await machine.go(SHORT);
  await assert.rejects(
    machine.go({ ...SHORT, noise: 80 }),
    ({ kind, field }) => kind === "config" && field === "noise",
  );
  assert.deepEqual((await machine.go({ ...SHORT, step: 31 })).shown, fresh("descent", { ...SHORT, step: 31 }));
  machine.close();
  const unknown = open("nonsense").machine;
  await assert.rejects(unknown.go({}), { kind: "config", field: "lab" });
  await assert.rejects(unknown.go({}), { kind: "config", field: "lab" });
  unknown.close();
});

test("everything that is asked of a closed machine settles, also while its worker is on its way", async () => {
  const { machine } = open();
  const { end } = await sent(machine, LONG);
  const pending = [end, machine.ask(SHORT, [])];
  machine.close();
  for (const promise of pending) await assert.rejects(promise, Closed);
  for (const late of [machine.go(SHORT), machine.ask(SHORT, [])]) await assert.rejects(late, Closed);
  const never = new Machine(() => new Promise(() => {}), "descent");
  const waiting = [never.go(SHORT), never.ask(SHORT, [])];
  never.close();
  for (const promise of waiting) await assert.rejects(promise, Closed);
});

test("one that dies is replaced, and the same is shown", async () => {
  const { machine, links } = open();
  const settings = { ...LONG, step: 20_000 };
  const way = await sent(machine, settings);
  links[0].die("a test");
  assert.deepEqual((await way.end).shown, fresh("descent", settings));
  // Also one that dies while nothing is asked of it.
  links[1].die("another test");
  const question = { about: "landscape", width: 8, height: 8, theme: "dark", key: "" };
  const [{ pixels }] = await machine.ask(SHORT, [question]);
  assert.equal(pixels.length, 8 * 8 * 4);
  assert.equal(links.length, 3);
  machine.close();
});

test("one that dies again and again is given up", async () => {
  let deaths = 0;
  const connect = async () => {
    const link = here();
    setTimeout(() => link.die(`death ${++deaths}`), 5);
    return link;
  };
  const machine = new Machine(connect, "descent");
  await assert.rejects(machine.go(LONG), Died);
  assert.equal(deaths, 3);
  machine.close();
});

test("a trap ends what runs the machines", async () => {
  const broken = {
    Lab: class {
      set() {
        throw new WebAssembly.RuntimeError("unreachable");
      }
      free() {}
    },
  };
  let links = 0;
  const connect = async () => {
    links += 1;
    return onThisThread((post) => new Machines(broken, post));
  };
  const machine = new Machine(connect, "descent");
  await assert.rejects(machine.go(SHORT), Died);
  assert.equal(links, 3);
  machine.close();
});

test("thirty machines share a worker", async () => {
  const { machine, links } = open();
  await machine.go(SHORT);
  const others = Array.from({ length: 29 }, () => new Machine(async () => links[0], "descent"));
  const shown = await Promise.all(others.map((other, at) => other.go({ ...SHORT, step: 50 + at })));
  shown.forEach((moment, at) => assert.deepEqual(moment.shown, fresh("descent", { ...SHORT, step: 50 + at })));
  for (const one of [machine, ...others]) one.close();
  assert.ok(!links[0].isOpen);
});

test("what is closed is freed, whatever is under way at that moment", async () => {
  const made = [];
  class Lab extends wasm.Lab {
    isFreed = false;

    constructor(name) {
      super(name);
      made.push(this);
    }

    free() {
      super.free();
      this.isFreed = true;
    }
  }
  for (let count = 0; count < 8; count++) {
    const machine = new Machine(async () => onThisThread((post) => new Machines({ ...wasm, Lab }, post)), "descent");
    const going = machine.go(LONG).catch(() => {});
    for (let turn = 0; turn < count; turn++) await null;
    machine.close();
    await going;
    await new Promise((resolve) => setTimeout(resolve));
    assert.ok(
      made.every(({ isFreed }) => isFreed),
      `${count} turns later`,
    );
  }
  assert.ok(made.length);
});
