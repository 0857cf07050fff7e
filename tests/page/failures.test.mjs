// Loads that fail: they are said, can be tried again, and take nothing with them.
import assert from "node:assert/strict";
import test from "node:test";
import { call, press, settings, state, withPage } from "./browser.mjs";

/** Answers the first request for a file with 503. */
const failOnce = (page, file) => page.route(`**/${file}`, (route) => route.fulfill({ status: 503 }), { times: 1 });
const expected = /503/;
const open = (page, lab) =>
  page.getByRole("navigation").getByRole("button", { name: lab, exact: true }).first().click();
const heading = (page, name) => page.getByRole("heading", { name, exact: true }).first();

for (const file of [
  "labs/perceptron/style.css",
  "labs/lesson.css",
  "labs/perceptron/index.js",
  "labs/perceptron/en.json",
  "pkg-lessons/nn_playground_bg.wasm",
]) {
  test(`a lab whose ${file} does not come leaves everything as it was, and opens when it is tried again`, () =>
    withPage(
      "#seed=3&dataset=moons&layers=3&lang=en",
      async (page) => {
        await call(page, "step", 7);
        const before = [await settings(page), await state(page)];
        await failOnce(page, file);
        await open(page, "Perceptron");
        const again = page.getByRole("button", { name: "Try again" });
        await again.waitFor();
        assert.match(
          await page.getByRole("status").filter({ has: again }).textContent(),
          new RegExp(`^Something failed: .*${file.includes(".js") && !file.includes("json") ? file : "503"}`),
        );
        assert.deepEqual([await settings(page), await state(page)], before);
        assert.ok(await page.getByRole("img", { name: /^Decision boundary/ }).isVisible());
        // Another lab opens, and the one that failed.
        await open(page, "Neuron");
        await heading(page, "The McCulloch–Pitts neuron").waitFor();
        await open(page, "Perceptron");
        await heading(page, "The perceptron").waitFor();
        await open(page, "Network");
        await page.getByRole("img", { name: /^Decision boundary/ }).waitFor();
        assert.deepEqual([await settings(page), await state(page)], before);
      },
      { expected },
    ));
}

test("what failed is tried again by its button", () =>
  withPage(
    "#seed=3&lang=en",
    async (page) => {
      await failOnce(page, "labs/neuron/style.css");
      await open(page, "Neuron");
      await press(page, "Try again");
      await heading(page, "The McCulloch–Pitts neuron").waitFor();
      assert.equal(await page.getByRole("button", { name: "Try again" }).count(), 0);
    },
    { expected },
  ));

test("without its bar the network trains", () =>
  withPage(
    "#seed=3&lang=en",
    async (page) => {
      await call(page, "step", 3);
      assert.equal((await state(page)).step, 3);
    },
    { expected, prepare: (page) => failOnce(page, "bar.css") },
  ));

test("what was wrong stays to be read while a lab plays", () =>
  withPage("#lab=perceptron&lang=en&eta=fast&speed=30", async (page) => {
    const warning = page.getByText("eta: “fast” is not a number");
    await warning.waitFor();
    await press(page, "Play");
    await page.waitForFunction(() => document.querySelector("nn-playground").state.step > 3);
    assert.ok(await warning.isVisible());
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { eta: 0.5 };
    });
    await warning.waitFor({ state: "hidden" });
  }));

test("twenty thousand unknown keys are told in one line, at once", () =>
  withPage(
    `#${Array.from({ length: 20_000 }, (_, at) => `a${at}`).join("&")}`,
    async (page) => {
      const lines = page.getByRole("status").getByRole("listitem");
      assert.equal(await lines.count(), 1);
      assert.match(await lines.textContent(), /20,000/);
    },
    { locale: "en-US" },
  ));
