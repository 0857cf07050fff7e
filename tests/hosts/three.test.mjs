// React 19, Vue 3 and Reveal.js, as they are installed from npm.
import assert from "node:assert/strict";
import test from "node:test";
import { call, state, until } from "../page/browser.mjs";
import { changed, has, sheetOf, withApp } from "./app.mjs";

/** An application of React's that renders the element and counts what it hears of it. */
export const react = (element) => `
  import { createElement as h, useState } from "react";
  import { createRoot } from "react-dom/client";
  function App() {
    const [seed, setSeed] = useState(7);
    const [order, setOrder] = useState(["left", "right"]);
    const [heard, setHeard] = useState(0);
    return h("main", {},
      h("h1", {}, "My course"),
      h("button", { id: "more", onClick: () => setSeed(seed + 1) }, "more"),
      h("button", { id: "turn", onClick: () => setOrder([...order].reverse()) }, "turn"),
      h("output", {}, heard),
      order.map((key) => (key === "left" ? h("nn-playground", { key, ${element}, onchange: () => setHeard((heard) => heard + 1) }) : h("p", { key }, "right"))));
  }
  createRoot(document.querySelector("#app")).render(h(App));
`;

for (const before of [true, false]) {
  test(`React 19, the script ${before ? "before" : "after"} it: attributes, changes, events, a list in another order`, () =>
    withApp(
      react(`${before ? "dataset" : "data"}: "spiral", layers: [8, 8], seed`),
      async (page) => {
        assert.deepEqual(await has(page, "dataset", "seed", "layers"), ["spiral", 7, [{ units: 8 }, { units: 8 }], 0]);
        assert.equal(await page.getByRole("heading", { name: "My course" }).isVisible(), true);
        await changed(page, "#more");
        assert.deepEqual(await has(page, "dataset", "seed"), ["spiral", 8, 0]);
        await page.waitForFunction(() => Number(document.querySelector("output").textContent) > 0);
        await call(page, "step", 5);
        await page.evaluate(() => document.querySelector("#turn").click());
        await page.waitForFunction(() => document.querySelector("main").lastElementChild.localName === "nn-playground");
        await call(page, "step", 2);
        assert.deepEqual(await has(page, "dataset"), ["spiral", 7], "moved it trains on");
      },
      { before },
    ));
}

test("React 19: a step is a setting and stays a method; an object of settings is a property", () =>
  withApp(react('lab: "perceptron", step: 4, settings: { eta: 0.5 }, seed'), async (page) => {
    assert.deepEqual(await has(page, "lab", "eta"), ["perceptron", 0.5, 4]);
    await call(page, "step", 2);
    assert.equal((await state(page)).step, 6);
  }));

for (const before of [true, false]) {
  test(`Vue 3, the script ${before ? "before" : "after"} it`, () =>
    withApp(
      `
    import { createApp, h, ref } from "vue";
    const seed = ref(7);
    createApp(() => [
      h("button", { id: "more", onClick: () => seed.value++ }, "more"),
      h("nn-playground", { ${before ? "dataset" : "data"}: "spiral", layers: "8,8", seed: seed.value, onChange() { window.heard = true; } }),
    ]).mount("#app");
  `,
      async (page) => {
        assert.deepEqual(await has(page, "dataset", "seed", "layers"), ["spiral", 7, [{ units: 8 }, { units: 8 }], 0]);
        await changed(page, "#more");
        assert.deepEqual(await has(page, "dataset", "seed"), ["spiral", 8, 0]);
        assert.equal(await page.evaluate(() => window.heard), true);
      },
      { before },
    ));
}

test("Vue 3: a step is a setting and stays a method", () =>
  withApp(
    `
  import { createApp, h } from "vue";
  createApp(() => h("nn-playground", { lab: "backprop", epoch: 2, seed: 1 })).mount("#app");
`,
    async (page) => {
      assert.deepEqual(await has(page, "lab", "epoch").then((all) => all.slice(0, 2)), ["backprop", 2]);
      await call(page, "epoch", 1);
      assert.equal(await page.evaluate(() => document.querySelector("nn-playground").settings.epoch), 3);
    },
  ));

test("Reveal.js: what is pressed in the playground leaves the slides where they are, all else moves them", async () =>
  withApp(
    `
  import Reveal from "reveal.js";
  window.heard = [];
  window.deck = new Reveal({ hash: false, transition: "none" });
  window.deck.on("ready", (event) => window.heard.push(typeof event.currentSlide));
  window.deck.initialize();
`,
    async (page) => {
      await page.waitForFunction(() => window.deck?.isReady());
      const slide = () => page.evaluate(() => [window.deck.getIndices().h, window.deck.isPaused()]);
      const button = (name) => page.getByRole("button", { name, exact: true });
      await button("Step").focus();
      await page.keyboard.press("ArrowRight");
      await until(page, ({ step }) => step === 1);
      await button("Train").focus();
      await page.keyboard.press("Space");
      await until(page, ({ running }) => running);
      await page.keyboard.press("Space");
      await until(page, ({ running }) => !running);
      await page.getByText("Noise, split, size, seed").focus();
      await page.keyboard.press("Space");
      await page.getByRole("textbox", { name: "Seed" }).fill("");
      await page.keyboard.type("1.5 bnfso?");
      assert.equal(await page.getByRole("textbox", { name: "Seed" }).inputValue(), "1.5 bnfso?");
      await page.getByRole("combobox", { name: "Dataset" }).focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("End");
      await page.keyboard.press("Home");
      // What was chosen on the way has no noise.
      const noise = page.getByRole("slider", { name: "Noise", disabled: false });
      await page.waitForFunction(() => document.querySelector("nn-playground").settings.dataset === "circle");
      await noise.waitFor();
      await noise.focus();
      await page.keyboard.press("ArrowRight");
      assert.equal(await noise.inputValue(), "1");
      assert.deepEqual(await slide(), [0, false]);
      assert.deepEqual(await page.evaluate(() => window.heard), ["object"], "the slides' own event is heard once");
      // Reveal's keys are Reveal's where the playground has none.
      await button("Step").focus();
      await page.keyboard.press("n");
      assert.deepEqual(await slide(), [1, false]);
    },
    {
      body: '<div class="reveal"><div class="slides"><section><nn-playground seed="7" lang="en"></nn-playground></section><section><h2>Next</h2></section></div></div>',
      style: await sheetOf("reveal.js/dist/reveal.css"),
    },
  ));
