// Training, as a person does it: choose, press, watch.
import assert from "node:assert/strict";
import test from "node:test";
import {
  call,
  picture,
  pixels,
  press,
  refuseWorkers,
  select,
  settings,
  state,
  until,
  wait,
  withPage,
} from "./browser.mjs";

test("pressing Train makes the loss fall and changes both pictures", () =>
  withPage("#seed=1&layers=8,4&speed=max", async (page) => {
    await select(page, "Dataset").selectOption("xor");
    await select(page, "Optimizer").selectOption("adam");
    await select(page, "Activation").selectOption("elu");
    const before = await state(page);
    assert.equal(before.step, 0);
    const [boundary, loss] = [picture(page, /^Decision boundary/), picture(page, /^Loss curve/)];
    const pictures = [await pixels(boundary), await pixels(loss)];
    await press(page, "Train");
    await until(page, (now) => now.epoch > 100);
    await press(page, "Pause");
    const after = await state(page);
    assert.equal(after.running, false);
    assert.ok(after.loss < before.loss / 2, `the loss went from ${before.loss} to ${after.loss}`);
    assert.ok(after.accuracy > 0.9, `the accuracy is ${after.accuracy}`);
    assert.notEqual(await pixels(boundary), pictures[0], "the boundary did not change");
    assert.notEqual(await pixels(loss), pictures[1], "the loss curve did not change");
  }));

test("Step is one mini-batch, Epoch goes to the end of one, Reset to the same start", () =>
  withPage("#seed=2&batch-size=20", async (page) => {
    const start = await state(page);
    await press(page, "Step");
    await until(page, (now) => now.step === 1);
    await press(page, "Epoch");
    await until(page, (now) => now.epoch === 1);
    assert.equal((await state(page)).step, 13, "250 training points in batches of 20 are 13 steps, the last one of 10");
    await press(page, "Reset");
    await until(page, (now) => now.step === 0);
    assert.deepEqual(await state(page), start);
  }));

test("the keys train, step, run an epoch and reset", () =>
  withPage("#seed=2", async (page) => {
    await page.keyboard.press("ArrowRight");
    await until(page, (now) => now.step === 1);
    await page.keyboard.press("Shift+ArrowRight");
    await until(page, (now) => now.epoch === 1);
    await page.keyboard.press("Space");
    await until(page, (now) => now.running && now.epoch > 2);
    await page.keyboard.press("Space");
    await until(page, (now) => !now.running);
    await page.keyboard.press("r");
    await until(page, (now) => now.step === 0);
    // In a text field they are letters.
    await page.getByText("Noise, split, size, seed").click();
    await page.getByRole("textbox", { name: "Seed" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("r");
    assert.equal((await state(page)).step, 0);
  }));

test("the optimizer, its numbers and the batch size change while it trains", () =>
  withPage("#seed=3&dataset=gauss", async (page) => {
    await press(page, "Train");
    await until(page, (now) => now.epoch > 5);
    await select(page, "Learning rate").selectOption("0.001");
    await select(page, "Batch size").selectOption("32");
    await select(page, "Optimizer").selectOption("rmsprop");
    await page.getByText("Hyperparameters").click();
    await page.getByRole("textbox", { name: "Decay ρ" }).fill("0.8");
    await page.keyboard.press("Enter");
    const { epoch, running } = await state(page);
    assert.ok(running && epoch > 5, `epoch ${epoch}, running ${running}`);
    await until(page, (now) => now.epoch > epoch);
    const now = await settings(page);
    assert.deepEqual([now.learning_rate, now.batch_size, now.optimizer, now.rho], [0.001, 32, "rmsprop", 0.8]);
  }));

test("a change of the network starts over and goes on training", () =>
  withPage("#seed=3", async (page) => {
    await press(page, "Train");
    await until(page, (now) => now.epoch > 20);
    await press(page, "Add a unit to layer 1");
    await press(page, "Remove layer 2");
    await until(page, (now) => now.running && now.epoch > 1);
    await press(page, "Pause");
    assert.deepEqual((await settings(page)).layers, [{ units: 5 }]);
    await page.getByRole("group", { name: "Network. Inputs: 2. Units of the hidden layers: 5. Outputs: 1" }).waitFor();
  }));

test("two presses that come before the first is seen are both taken", () =>
  withPage("#seed=3&lang=en&lab=network", async (page) => {
    await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("nn-playground");
      for (const name of ["Add a unit to layer 1", "Add a unit to layer 1", "Remove layer 2"])
        shadowRoot.querySelector(`[aria-label="${name}"]`).click();
    });
    await wait(page, "layers", [{ units: 6 }]);
  }));

test("divergence stops with a sentence and a way out", () =>
  withPage("#seed=4&dataset=plane&learning-rate=10&activation=relu", async (page) => {
    await press(page, "Train");
    await page.getByRole("alert").getByText("Training diverged at a learning rate of 10").waitFor();
    const { running, diverged } = await state(page);
    assert.deepEqual([running, diverged], [false, true]);
    await press(page, "Start over with 1");
    await until(page, (now) => now.step === 0 && !now.diverged);
    assert.equal(await page.getByRole("alert").isVisible(), false);
    assert.equal((await settings(page)).learning_rate, 1);
  }));

test("without a worker it trains on the main thread, to the same numbers", async () => {
  const losses = [];
  for (const refuse of [false, true]) {
    await withPage(
      "#seed=5&dataset=spiral&layers=8,8&optimizer=adam",
      async (page) => {
        await call(page, "epoch", 20);
        losses.push((await state(page)).loss);
        await press(page, "Train");
        await until(page, (now) => now.epoch > 21);
        await press(page, "Pause");
      },
      {
        prepare: (page) => refuse && refuseWorkers(page),
      },
    );
  }
  assert.equal(losses[0], losses[1]);
});

test("every data set trains with every loss that fits it", () =>
  withPage("#seed=6", async (page) => {
    const datasets = await select(page, "Dataset")
      .locator("option")
      .evaluateAll((options) => options.map(({ value }) => value));
    assert.equal(datasets.length, 18);
    for (const dataset of datasets) {
      await select(page, "Dataset").selectOption(dataset);
      await wait(page, "dataset", dataset);
      const losses = await select(page, "Loss")
        .locator("option")
        .evaluateAll((options) => options.map(({ value }) => value));
      for (const loss of losses) {
        await select(page, "Loss").selectOption(loss);
        await call(page, "epoch", 2);
        const { epoch, loss: value } = await state(page);
        assert.ok(epoch === 2 && Number.isFinite(value), `${dataset}, ${loss}: epoch ${epoch}, loss ${value}`);
        await call(page, "reset");
        await until(page, (now) => now.step === 0);
      }
    }
  }));

test("a step function is refused with the reason, and nothing is lost", () =>
  withPage("#seed=7", async (page) => {
    await call(page, "epoch", 3);
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { activation: "heaviside" };
    });
    await page.getByText(/heaviside” is a step: its gradient is 0/).waitFor();
    assert.equal(await select(page, "Activation").inputValue(), "tanh");
    assert.equal((await state(page)).epoch, 3);
  }));

test("where it stands is told to those who do not see it, also after a step, an epoch and Reset", () =>
  withPage("#seed=7&lang=en", async (page) => {
    const told = page.getByRole("status").filter({ hasText: /training loss/ });
    for (const [name, said] of [
      ["Step", /^Epoch 0, updates 1, training loss \d/],
      ["Epoch", /^Epoch 1, updates 25, training loss \d/],
      ["Reset", /^Epoch 0, updates 0, training loss \d/],
    ]) {
      await press(page, name);
      await told.filter({ hasText: said }).waitFor({ state: "attached" });
    }
  }));
