// <nn-playground> in a page of somebody else's.
import assert from "node:assert/strict";
import test from "node:test";
import { PAGE_URL, host, withPage } from "./browser.mjs";

test("attributes set it, properties change it, events tell of it", () =>
  withPage(
    "",
    async (page) => {
      const told = await page.evaluate(async () => {
        const element = document.querySelector("nn-playground");
        const events = [];
        for (const type of ["change", "progress", "warning"])
          document.addEventListener(`nn-${type}`, ({ detail, composed }) => events.push({ type, detail, composed }));
        const before = element.settings;
        await element.step(5);
        const { step } = element.state;
        const changed = new Promise((resolve) => element.addEventListener("change", resolve, { once: true }));
        element.settings = { learning_rate: 0.5, nonsense: 1 };
        await changed;
        element.setAttribute("batch-size", "25");
        await new Promise((resolve) => element.addEventListener("change", resolve, { once: true }));
        await element.epoch(2);
        return { before, step, after: element.settings, state: element.state, events };
      });
      assert.deepEqual([told.before.dataset, told.before.optimizer, told.before.seed], ["xor", "adam", 5]);
      assert.equal(told.step, 5);
      assert.deepEqual([told.after.learning_rate, told.after.batch_size], [0.5, 25]);
      assert.deepEqual(Object.keys(told.state).sort(), [
        "accuracy",
        "diverged",
        "epoch",
        "loss",
        "running",
        "seed",
        "step",
        "val_accuracy",
        "val_loss",
      ]);
      assert.deepEqual([told.state.epoch, told.state.seed], [2, 5]);
      assert.ok(told.events.every(({ composed }) => composed));
      assert.ok(told.events.some(({ type, detail }) => type === "progress" && detail.step === 5));
      assert.ok(told.events.some(({ type, detail }) => type === "warning" && detail.message.includes("nonsense")));
      assert.ok(told.events.some(({ type, detail }) => type === "change" && detail.learning_rate === 0.5));
    },
    host('<nn-playground dataset="xor" optimizer="Adam" seed="5"></nn-playground>'),
  ));

test("it takes keys only while it has the focus, and leaves the host's address alone", () =>
  withPage(
    "",
    async (page) => {
      const steps = () =>
        page.evaluate(() => [...document.querySelectorAll("nn-playground")].map(({ state }) => state.step));
      await page.evaluate(() => document.querySelectorAll("nn-playground")[1].ready);
      await page.keyboard.press("ArrowRight");
      assert.deepEqual(await steps(), [0, 0]);
      await page.locator("nn-playground").nth(1).getByRole("button", { name: "Reset" }).focus();
      await page.keyboard.press("ArrowRight");
      await page.waitForFunction(() => document.querySelectorAll("nn-playground")[1].state.step === 1);
      assert.deepEqual(await steps(), [0, 1]);
      assert.equal(page.url(), `${PAGE_URL}course/notes.html`);
    },
    host('<nn-playground seed="1"></nn-playground><nn-playground seed="2"></nn-playground>'),
  ));

test("autoplay trains at once; taken out of the page it stops, put back it starts anew", () =>
  withPage(
    "",
    async (page) => {
      await page.waitForFunction(() => document.querySelector("nn-playground").state.epoch > 3);
      const again = await page.evaluate(async () => {
        const element = document.querySelector("nn-playground");
        element.remove();
        await new Promise((resolve) => setTimeout(resolve, 100));
        const ready = new Promise((resolve) => element.addEventListener("ready", resolve, { once: true }));
        document.body.append(element);
        await ready;
        return element.settings.seed;
      });
      assert.equal(again, 8);
      await page.waitForFunction(() => document.querySelector("nn-playground").state.epoch > 3);
    },
    host('<nn-playground seed="8" autoplay></nn-playground>'),
  ));

test("hidden panels and controls are hidden, one by one", () =>
  withPage(
    "",
    async (page) => {
      for (const [name, visible] of [
        ["Optimizer", true],
        ["Dataset", false],
        ["Loss", true],
      ]) {
        assert.equal(await page.getByRole("combobox", { name, exact: true }).isVisible(), visible, name);
      }
      assert.equal(await page.getByRole("group", { name: /^Network\. / }).isVisible(), false);
      assert.equal(await page.getByRole("img", { name: /^Decision boundary/ }).isVisible(), true);
    },
    host('<nn-playground seed="8" hide="dataset,network"></nn-playground>'),
  ));
