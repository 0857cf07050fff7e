// What the page loads of the packages, and what scripts ask of the element's engine.
import assert from "node:assert/strict";
import test from "node:test";
import { call, press, settings, state, withPage } from "./browser.mjs";

/** Keeps the paths of the packages' files that are asked for in a list. */
const keepLoads = (loads) => (page) =>
  page.on("request", (request) => {
    const [, folder] = /\/(pkg(?:-lessons)?)\/nn_playground_bg\.wasm$/.exec(new URL(request.url()).pathname) ?? [];
    if (folder) loads.add(folder);
  });

for (const lab of ["neuron", "perceptron", "xor", "descent", "optimizers", "backprop", "functions"]) {
  test(`a link to ${lab} loads one module, and the network trains with it`, async () => {
    const loads = new Set();
    await withPage(
      `#lab=${lab}&seed=3`,
      async (page) => {
        assert.deepEqual([...loads], ["pkg-lessons"]);
        await page.evaluate(() => {
          document.querySelector("nn-playground").settings = { lab: "network" };
        });
        await page.getByRole("img", { name: /^Decision boundary/ }).waitFor();
        await call(page, "step", 20);
        assert.equal((await state(page)).step, 20);
        assert.deepEqual([...loads], ["pkg-lessons"]);
      },
      { prepare: keepLoads(loads) },
    );
  });
}

test("the network alone loads the small module", async () => {
  const loads = new Set();
  await withPage("#seed=3", async () => assert.deepEqual([...loads], ["pkg"]), { prepare: keepLoads(loads) });
});

test("both modules train to the same bits", async () => {
  const weights = (page) =>
    page.evaluate(async () => {
      const element = document.querySelector("nn-playground");
      element.settings = { lab: "network" };
      await element.step(50);
      return (await element.get_weights()).map((array) => [...array]);
    });
  const found = [];
  for (const hash of ["#seed=3", "#seed=3&lab=neuron"])
    await withPage(hash, async (page) => found.push(await weights(page)));
  assert.deepEqual(found[0], found[1]);
});

test("a script goes to any step of the network's run", () =>
  withPage("#seed=3", async (page) => {
    await call(page, "step", 300);
    const then = await state(page);
    await call(page, "seek", 120);
    assert.equal((await state(page)).step, 120);
    await call(page, "seek", 300);
    assert.deepEqual(await state(page), then);
    await assert.rejects(call(page, "seek", -1));
    assert.deepEqual(await state(page), then);
  }));

test("a script reads, sets and uses the network's weights", () =>
  withPage("#seed=3&layers=2", async (page) => {
    const { shapes, kept, outputs, refused } = await page.evaluate(async () => {
      const element = document.querySelector("nn-playground");
      await element.step(5);
      const weights = await element.get_weights();
      // tanh(0.5 x + 0.25), then a sigmoid of it.
      const wanted = [[0.5, 0, 0, 0], [0.25, 0], [1, 0], [0]].map((array) => Float32Array.from(array));
      await element.set_weights(wanted);
      return {
        shapes: weights.map(({ length }) => length),
        kept: (await element.get_weights()).map((array) => [...array]),
        outputs: [...(await element.predict(Float32Array.from([1, 7, -2, 3])))],
        refused: await element.set_weights([new Float32Array(3)]).then(
          () => null,
          (error) => error.message,
        ),
      };
    });
    assert.deepEqual(shapes, [4, 2, 2, 1]);
    assert.deepEqual(kept, [[0.5, 0, 0, 0], [0.25, 0], [1, 0], [0]]);
    for (const [at, x] of [1, -2].entries()) {
      const expected = 1 / (1 + Math.exp(-Math.tanh(0.5 * x + 0.25)));
      assert.ok(Math.abs(outputs[at] - expected) < 1e-6, `${outputs[at]} is ${expected}`);
    }
    assert.ok(refused, "weights of other shapes");
    assert.equal((await state(page)).step, 5);
  }));

test("elsewhere weights are refused with what would help, and a step is gone to", () =>
  withPage("#lab=descent&seed=3&lang=en", async (page) => {
    await call(page, "seek", 7);
    assert.equal((await settings(page)).step, 7);
    for (const method of ["get_weights", "set_weights", "predict"]) {
      await assert.rejects(
        call(page, method, []),
        new RegExp(`${method} needs the lab "network", and "descent" is open`),
      );
    }
    assert.equal((await settings(page)).step, 7);
  }));

test("a lesson rests in a hidden tab, and plays no more when it was taken out", () =>
  withPage("#lab=descent&seed=3&lang=en&speed=20&eta=0.001", async (page) => {
    await page.evaluate(() => {
      let isHidden = false;
      Object.defineProperty(document, "hidden", { get: () => isHidden });
      window.hide = (hidden) => {
        isHidden = hidden;
        document.dispatchEvent(new Event("visibilitychange"));
      };
    });
    const after = (step) =>
      page.waitForFunction((before) => document.querySelector("nn-playground").state.step > before, step);
    const step = async () => (await state(page)).step;
    await press(page, "Play");
    await after(2);
    await page.evaluate(() => window.hide(true));
    await page.waitForTimeout(300); // a step that was under way
    const before = await step();
    await page.waitForTimeout(1000); // twenty steps, had it gone on
    assert.equal(await step(), before, "nobody sees it");
    await page.evaluate(() => window.hide(false));
    await after(before);
    const changes = await page.evaluate(async () => {
      const element = document.querySelector("nn-playground");
      element.remove();
      await new Promise((resolve) => setTimeout(resolve, 300));
      let count = 0;
      element.addEventListener("change", () => count++);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return count;
    });
    assert.equal(changes, 0);
  }));
