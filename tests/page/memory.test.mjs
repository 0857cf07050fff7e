// What is no longer seen is freed: nothing in the page keeps it.
import assert from "node:assert/strict";
import test from "node:test";
import { withPage } from "./browser.mjs";

/** Nodes and listeners that are left may differ by so many: a worker or a picture that was on its way. */
const FEW = 30;

/** Counts the nodes and the listeners of the page that something keeps. */
async function counter(page) {
  const session = await page.context().newCDPSession(page);
  return async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
    return { nodes, jsEventListeners };
  };
}

/** Asserts that no more is kept than before, as soon as all that can be freed is. */
async function assertFreed(count, before) {
  let now = await count();
  const isMore = () => Object.keys(before).some((kind) => now[kind] > before[kind] + FEW);
  for (let tries = 0; isMore() && tries < 20; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    now = await count();
  }
  assert.ok(!isMore(), `${JSON.stringify(before)} became ${JSON.stringify(now)}`);
}

/** Takes these settings one after the other, so many times. */
const change = (page, times, ...list) =>
  page.evaluate(
    async ([times, list]) => {
      const element = document.querySelector("nn-playground");
      for (let time = 0; time < times; time++)
        for (const settings of list) {
          element.settings = settings;
          await element.step(0);
        }
    },
    [times, list],
  );

for (const lab of ["network", "neuron", "perceptron", "xor", "descent", "optimizers", "backprop", "functions"]) {
  test(`twenty changes of language leave nothing behind: ${lab}`, () =>
    withPage(`#lab=${lab}&seed=1&lang=en`, async (page) => {
      // What comes after the first picture is there.
      await page.waitForLoadState("networkidle");
      const languages = [{ lang: "pl" }, { lang: "en" }];
      await change(page, 1, ...languages);
      const count = await counter(page);
      const before = await count();
      await change(page, 10, ...languages);
      await assertFreed(count, before);
    }));
}
