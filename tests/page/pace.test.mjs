// How fast it trains, what ends that by itself, and the way back.
import assert from "node:assert/strict";
import test from "node:test";
import { call, picture, press, select, state, type, until, wait, withPage } from "./browser.mjs";

const alert = (page) => page.getByRole("alert");

test("as it opens there is an epoch between two pictures at most", () =>
  withPage("#seed=1&lang=en&dataset=xor", async (page) => {
    const epochs = page.evaluate(
      () =>
        new Promise((resolve) => {
          const seen = [];
          document.querySelector("nn-playground").addEventListener("progress", ({ detail }) => {
            seen.push(detail.step);
            if (seen.length === 12) resolve(seen);
          });
        }),
    );
    await press(page, "Train");
    const steps = await epochs;
    for (const [at, step] of steps.slice(1).entries()) assert.ok(step - steps[at] <= 25, steps.join());
    // A short epoch is seen as a whole, unless the machine rests in the middle of it for as long as a picture lasts.
    assert.ok(steps.filter((step) => step % 25 === 0).length >= 9, steps.join());
    assert.ok(steps.at(-1) > 0);
  }));

test("training ends by itself where the losses have settled, says so, and goes on for 500 epochs more", () =>
  withPage("#seed=1&lang=pl&learning-rate=0.000000001&speed=max", async (page) => {
    await press(page, "Ucz");
    await alert(page).getByText("Uczenie zatrzymało się w epoce 1000: straty się ustaliły.").waitFor();
    await until(page, ({ epoch, running }) => epoch === 1000 && !running);
    await press(page, "Ucz");
    await alert(page).getByText("w epoce 1500").waitFor();
    await press(page, "Krok");
    await until(page, ({ step }) => step === 37_501);
    await alert(page).getByText("w epoce 1500").waitFor({ state: "hidden" });
  }));

test("Back and the key ← go one step back, to the same numbers", () =>
  withPage("#seed=1&lang=en&batch-size=50", async (page) => {
    const seen = [await state(page)];
    for (const step of [1, 2, 3]) {
      await press(page, "Step");
      seen.push(await until(page, (now) => now.step === step));
    }
    await press(page, "Back");
    await until(page, ({ step }) => step === 2);
    assert.deepEqual(await state(page), seen[2]);
    await page.keyboard.press("ArrowLeft");
    await until(page, ({ step }) => step === 1);
    assert.deepEqual(await state(page), seen[1]);
    for (const at of [0, 0]) {
      await page.keyboard.press("ArrowLeft");
      await until(page, ({ step }) => step === at);
    }
    await page.keyboard.press("ArrowRight");
    await until(page, ({ step }) => step === 1);
    assert.deepEqual(await state(page), seen[1]);
  }));

test("the space bar trains although a speed was pressed last", () =>
  withPage("#seed=1&lang=en", async (page) => {
    await page.getByRole("radio", { name: "Slow" }).check();
    await page.keyboard.press("Space");
    await until(page, ({ running }) => running);
    await page.keyboard.press("ArrowRight"); // that is another speed
    await wait(page, "speed", "epoch");
    await page.keyboard.press("Space");
    await until(page, ({ running }) => !running);
  }));

test("the timeline leads to any step and back; what is changed there is marked, and Undo brings back what came later", () =>
  withPage("#seed=1&lang=en", async (page) => {
    const slider = page.getByRole("slider", { name: "Timeline" });
    assert.ok(await slider.isDisabled());
    await call(page, "step", 100);
    const there = await state(page);
    const loss = picture(page, /^Loss curve/);
    const seen = await loss.getAttribute("aria-label");
    await slider.fill("40");
    await until(page, ({ step }) => step === 40);
    assert.equal(await slider.getAttribute("aria-valuetext"), "Step 40 of 100, epoch 1");
    assert.notEqual(await loss.getAttribute("aria-label"), seen, "the pictures follow");
    await slider.fill("100");
    await until(page, ({ step }) => step === 100);
    assert.deepEqual(await state(page), there);
    // By keys, one step; from there it goes on.
    await slider.press("ArrowLeft");
    await until(page, ({ step }) => step === 99);
    await slider.fill("30");
    await until(page, ({ step }) => step === 30);
    await select(page, "Learning rate").selectOption("0.3");
    await wait(page, "learning_rate", 0.3);
    await page.locator(".timeline .turn").waitFor();
    assert.equal(await slider.getAttribute("max"), "30");
    assert.match(await slider.getAttribute("aria-valuetext"), /Changed here: learning-rate=0.3/);
    await press(page, "Undo");
    await wait(page, "learning_rate", 0.03);
    await page.locator(".timeline .turn").waitFor({ state: "detached" });
    await slider.fill("100");
    await until(page, ({ step }) => step === 100);
    assert.deepEqual(await state(page), there);
    // While it trains: there it rests, and goes on from there.
    await press(page, "Train");
    await until(page, ({ step }) => step > 200);
    await slider.fill("100");
    await until(page, ({ step, running }) => step === 100 && !running);
    assert.deepEqual(await state(page), there);
    await page.getByRole("button", { name: "Train", exact: true }).waitFor(); // it has come to rest
    await page.keyboard.press("Space");
    await until(page, ({ step }) => step > 100);
  }));

test("stop conditions are typed in, end training at their epoch, and travel in a link; a wrong one is named", () =>
  withPage("#seed=1&lang=en&speed=max&stop=epochs:0;patience:3", async (page) => {
    await page.getByText("stop epochs: “0” is not a number from 1").waitFor();
    await wait(page, "stop", "patience:3");
    await page.getByText("More on training").click();
    await type(page, "Patience in epochs (EarlyStopping)", "");
    await wait(page, "stop", null);
    await type(page, "Number of epochs", "7.5");
    await page.getByText("7.5 is not a whole number").waitFor();
    await type(page, "Number of epochs", "7");
    await wait(page, "stop", "epochs:7");
    await press(page, "Train");
    await alert(page)
      .getByText("Training stopped at epoch 7, as its stop condition says. Train goes on for 7 more.")
      .waitFor();
    await until(page, ({ step, running }) => step === 7 * 25 && !running);
    await type(page, "Test loss below", "0.3");
    await wait(page, "stop", "epochs:7;val-loss:0.3");
    assert.match(await page.evaluate(() => document.querySelector("nn-playground").hash), /stop=epochs:7;val-loss:0.3/);
    await page.getByText("One sigmoid output is the probability of class 1").waitFor();
  }));

test("a schedule, clipping and a weight decay are set in the panel; what the core refuses is said and taken back", () =>
  withPage("#seed=1&lang=en&batch-size=250", async (page) => {
    await page.getByText("More on training").click();
    await select(page, "Learning-rate schedule").selectOption("exponential");
    await wait(page, "schedule", "exponential,1000,0.5");
    await type(page, "Updates, factor (, staircase)", "1, 0.5");
    await wait(page, "schedule", "exponential,1,0.5");
    await select(page, "Gradient clipping").selectOption("global_clipnorm");
    await wait(page, "global_clipnorm", 1);
    await type(page, "At most", "0.5");
    await wait(page, "global_clipnorm", 0.5);
    await page.getByText("Regularization", { exact: true }).click();
    await type(page, "Weight decay λ", "0.01");
    await wait(page, "weight_decay", 0.01);
    // At half the rate of the one before each update goes nowhere soon.
    await call(page, "step", 100);
    const there = await call(page, "get_weights");
    await call(page, "step", 100);
    assert.deepEqual(await call(page, "get_weights"), there);
    await type(page, "Updates, factor (, staircase)", "0,0.5");
    await page.getByText("That setting was rejected. schedule.decay_steps: 0 is less than 1.").waitFor();
    await wait(page, "schedule", "exponential,1,0.5");
    const { hash } = await page.evaluate(() => ({ hash: document.querySelector("nn-playground").hash }));
    assert.match(hash, /schedule=exponential,1,0.5/);
    await select(page, "Learning-rate schedule").selectOption("none");
    await wait(page, "schedule", null);
    assert.match(await page.evaluate(() => document.querySelector("nn-playground").hash), /200:schedule=none/);
  }));

test("Example walks through the coming mini-batch, and the update comes with the last", () =>
  withPage("#seed=1&lang=en&batch-size=3", async (page) => {
    const walk = page.locator(".walk");
    const places = [];
    for (const at of [1, 2]) {
      await press(page, "Example");
      await walk.getByText(`Example ${at} of 3: loss`).waitFor();
      places.push(await walk.locator(".ring").getAttribute("style"));
      assert.equal((await state(page)).step, 0);
    }
    assert.notEqual(places[0], places[1]);
    const { loss } = await state(page);
    await press(page, "Example");
    await until(page, ({ step }) => step === 1);
    await walk.getByText("the update is made").waitFor();
    assert.notEqual((await state(page)).loss, loss);
    await press(page, "Example");
    await walk.getByText("Example 1 of 3").waitFor();
    await press(page, "Step");
    await until(page, ({ step }) => step === 2);
    await walk.waitFor({ state: "hidden" });
    // Other data at the same step have another batch.
    await call(page, "reset");
    await press(page, "Example");
    await press(page, "Example");
    await walk.getByText("Example 2 of 3: loss").waitFor();
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { dataset: "xor", batch_size: 4 };
    });
    await walk.waitFor({ state: "hidden" });
    await press(page, "Example");
    await walk.getByText("Example 1 of 4: loss").waitFor();
  }));
