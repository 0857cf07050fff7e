// Training under what people and browsers do to it.
import assert from "node:assert/strict";
import test from "node:test";
import { PAGE_URL, call, keepWorkers, press, state, withPage } from "./browser.mjs";

const until = (page, condition, limit = 20_000) => page.waitForFunction(condition, null, { timeout: limit });
const button = (page, name) => page.getByRole("button", { name, exact: true });

test("ten times a hundred steps at once are a thousand", () =>
  withPage("#seed=3", async (page) => {
    await page.evaluate(() => {
      const element = document.querySelector("nn-playground");
      return Promise.all(Array.from({ length: 10 }, () => element.step(100)));
    });
    assert.equal((await state(page)).step, 1000);
  }));

test("epochs on request can be ended by the button that ends training", () =>
  withPage("#seed=3&layers=64,64", async (page) => {
    const trained = call(page, "epoch", 1e6);
    await button(page, "Pause").click();
    await trained;
    const { step, running } = await state(page);
    assert.ok(step > 0 && !running, `${step} steps`);
    await button(page, "Train").waitFor();
    assert.equal((await state(page)).step, step);
  }));

test("a reset during epochs on request holds", () =>
  withPage("#seed=3", async (page) => {
    const trained = call(page, "epoch", 1e6);
    await page.waitForTimeout(100);
    await press(page, "Reset");
    await trained;
    await page.waitForTimeout(200);
    assert.equal((await state(page)).step, 0);
  }));

test("a worker that dies is replaced, and the experiment goes on to the same bits", () =>
  withPage(
    "#seed=3",
    async (page) => {
      await call(page, "step", 700);
      const before = await state(page);
      await page.evaluate(() => window.workers[0].dispatchEvent(new ErrorEvent("error", { message: "a test" })));
      await page.getByRole("alert").getByText("it goes on from step 700").waitFor();
      assert.deepEqual(await state(page), before);
      await call(page, "step", 300);
      const found = await state(page);
      await call(page, "reset");
      await call(page, "step", 1000);
      assert.deepEqual(await state(page), found);
    },
    { prepare: keepWorkers },
  ));

test("a worker that falls silent is noticed within seconds", () =>
  withPage(
    "#seed=3&lang=pl",
    async (page) => {
      await call(page, "step", 20);
      await page.evaluate(() => window.workers[0].terminate());
      const began = Date.now();
      await call(page, "step", 1);
      await page.getByRole("alert").getByText("wznowiono je od kroku 20").waitFor();
      assert.ok(Date.now() - began < 15_000);
      await call(page, "step", 1);
      assert.equal((await state(page)).step, 21);
    },
    { prepare: keepWorkers },
  ));

test("an element that is taken out settles what it was asked, and starts again where it is put", () =>
  withPage("#seed=3", async (page) => {
    const steps = await page.evaluate(async () => {
      const element = document.querySelector("nn-playground");
      const pending = [element.epoch(1e6), element.step(10), element.reset()];
      element.remove();
      await Promise.allSettled(pending);
      document.body.append(element);
      await element.ready;
      while (!element.shadowRoot.querySelector(".transport button"))
        await new Promise((resolve) => setTimeout(resolve, 20));
      await element.step(5);
      return element.state.step;
    });
    assert.equal(steps, 5);
  }));

test("settings are taken although the element is moved while they are", () =>
  withPage("#seed=3", async (page) => {
    const found = await page.evaluate(async () => {
      const element = document.querySelector("nn-playground");
      const other = document.createElement("div");
      document.body.append(other);
      element.settings = { layers: "64,64" };
      other.append(element);
      element.settings = { optimizer: "adam" };
      await element.ready;
      await element.step(3);
      element.settings = { batch_size: 7 };
      await element.step(2);
      const { layers, optimizer, batch_size } = element.settings;
      return { units: layers.map(({ units }) => units), optimizer, batch_size, step: element.state.step };
    });
    assert.deepEqual(found, { units: [64, 64], optimizer: "adam", batch_size: 7, step: 5 });
  }));

test("off the screen a person's training goes on without pictures, and what started by itself rests", () =>
  withPage("#seed=3&autoplay", async (page) => {
    await until(page, () => document.querySelector("nn-playground").state.step > 200);
    const isAway = (away) =>
      page.evaluate(
        (above) => {
          document.querySelector("nn-playground").style.marginTop = above;
        },
        away ? "9000px" : "",
      );
    await isAway(true);
    await page.waitForTimeout(1500);
    const { step } = await state(page);
    await page.waitForTimeout(300);
    assert.equal((await state(page)).step, step, "no pictures");
    await isAway(false);
    await page.waitForFunction((step) => document.querySelector("nn-playground").state.step > step, step);
    await press(page, "Pause");
    await press(page, "Train");
    await isAway(true);
    await page.waitForTimeout(300);
    const left = await state(page);
    await page.waitForTimeout(1500);
    await isAway(false);
    await page.waitForTimeout(300);
    assert.ok((await state(page)).step - left.step > 3 * 300, "it went on");
  }));

test("where there is no worker everything is as with one", async () => {
  assert.ok(PAGE_URL);
  await withPage(
    "#seed=3",
    async (page) => {
      const trained = call(page, "epoch", 1e6);
      await page.waitForTimeout(100);
      await press(page, "Reset");
      await trained;
      await call(page, "step", 137);
      assert.equal((await state(page)).step, 137);
    },
    {
      prepare: (page) =>
        page.addInitScript(() => {
          delete window.Worker;
        }),
    },
  );
});
