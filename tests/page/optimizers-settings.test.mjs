// Who races and with which hyperparameters: fields, links, schedules, and the line of Keras.
import assert from "node:assert/strict";
import test from "node:test";
import { call, field, press, select, settings, type, until, wait, withPage } from "./browser.mjs";
import { OPEN, board, numbers } from "./race.mjs";

test("what cannot be is said beside the field, and nothing is lost", () =>
  withPage(OPEN, async (page) => {
    const before = await settings(page);
    for (const [name, written, said] of [
      ["Learning rate", "-1", "−1 is out of range: 0 to 1,000"],
      ["Learning rate", "fast", "“fast” is not a number"],
      ["Learning rate", "", "“” is not a number"],
      ["Learning rate", "1e308", "is out of range"],
      ["Momentum β", "1", "1 is out of range: 0 to 0.9999"],
      ["Start θ₁", "1001", "1001 is out of range: −1,000 to 1,000"],
      ["Start θ₂", "x", "“x” is not a number"],
      ["Condition number κ", "0.5", "0.5 is out of range: 1 to 1,000"],
      ["Condition number κ", "NaN", "“NaN” is not a number"],
      ["Step", "1.5", "1.5 is not a whole number from 0 to 10,000"],
      ["Step", "1e308", "is not a whole number"],
    ]) {
      await type(page, name, written);
      await page
        .locator(".field", { has: field(page, name) })
        .getByText(said.replace("−1 is", "-1 is"))
        .waitFor();
      assert.equal(await field(page, name).inputValue(), written);
      assert.deepEqual(await settings(page), before);
    }
    await type(page, "Momentum β", "0,5");
    await page.getByText("momentum=0.5)").waitFor();
    assert.deepEqual((await settings(page)).racers[1], { name: "momentum", momentum: 0.5 });
    await press(page, "Defaults");
    await page.getByText("momentum=0.9)").waitFor();
  }));

test("a link names the race, and what is wrong in it is named", async () => {
  await withPage(
    `${OPEN}&surface=beale&start=1,1.25&racers=sgd,lr:0.004;adam,beta-1:0.8,amsgrad:true&racer=2&step=7`,
    async (page) => {
      assert.deepEqual(
        (await board(page)).map((row) => [row[1], row[2]]),
        [
          ["SGD", "0.004"],
          ["Adam", "0.05"],
        ],
      );
      await page
        .getByText("keras.optimizers.Adam(learning_rate=0.05, beta_1=0.8, beta_2=0.999, amsgrad=True)")
        .waitFor();
      assert.equal(await field(page, "β₁").inputValue(), "0.8");
      await type(page, "Learning rate", "0.1");
      await page.waitForFunction(() =>
        decodeURIComponent(location.hash).includes(
          "racers=sgd,learning-rate:0.004;adam,beta-1:0.8,amsgrad:true,learning-rate:0.1&step=7",
        ),
      );
    },
  );
  for (const [wrong, wanted] of [
    ["start=9,9999&racer=77&step=-3", { start: null, racer: 10, step: 0 }],
    ["racers=sgd;adm&surface=hill&condition=0", { surface: "quadratic", condition: 1 }],
    ["racers=adam,beta-1:x", {}],
    ["racers=adam,lr:0.1,learning-rate:0.2", {}],
    ["racers=sgd,name:adam", {}],
    ["window=1,0,0,1", { window: null }],
  ]) {
    await withPage(`${OPEN}&${wrong}`, async (page) => {
      const now = await settings(page);
      assert.equal(now.racers.length, 5);
      for (const [key, value] of Object.entries(wanted)) assert.equal(now[key], value, key);
      const said = await page.locator(".warnings li").allTextContents();
      for (const [, key] of wrong.matchAll(/(\w+)=/g))
        assert.ok(
          said.some((text) => new RegExp(`\\b${key}\\b`).test(text)),
          `${key}: ${said.join(" | ")}`,
        );
    });
  }
});

test("others join the race, one a second time, and leave it", () =>
  withPage(`${OPEN}&condition=20`, async (page) => {
    await page.getByText("Optimizers in the race").click();
    for (const name of ["Adagrad", "Adadelta", "Adamax", "Nadam", "AdamW"]) {
      await select(page, "Optimizer").selectOption(name);
      await press(page, "Add");
      await page.getByRole("radio", { name }).and(page.locator(":checked")).waitFor();
      await page.getByRole("heading", { name: `${name}: what it does in step 1` }).waitFor();
      assert.ok((await page.locator(".race-coming math").count()) === 1);
    }
    assert.equal(await page.getByRole("button", { name: "Add", exact: true }).isDisabled(), true, "ten are enough");
    for (let left = 10; left > 1; left--) {
      await page.getByRole("button", { name: /^Remove/ }).click();
      assert.equal((await settings(page)).racers.length, left - 1);
    }
    assert.equal(
      await page.getByRole("button", { name: "Remove SGD", exact: true }).isDisabled(),
      true,
      "one has to run",
    );
    await select(page, "Optimizer").selectOption("SGD");
    await press(page, "Add");
    await page.getByRole("radio", { name: "SGD 2" }).waitFor();
    await type(page, "Learning rate", "0.101");
    await wait(page, "racers", [{ name: "sgd" }, { name: "sgd", learning_rate: 0.101 }]);
    await type(page, "Step", "2000");
    // The pictures of the way there come first: in them one is out already, and the other still runs.
    await page.getByRole("cell", { name: /arrived at step/ }).waitFor();
    await page.getByRole("cell", { name: /diverged at step/ }).waitFor();
    const [one, two] = await board(page);
    assert.match(one[4], /arrived at step/);
    assert.match(two[4], /diverged at step/);
    assert.equal(await page.locator(".race-mark.race-out").count(), 1, "it stands at the edge");
    await page.getByRole("alert").getByText("Try a smaller learning rate").waitFor();
    await press(page, "Start over with 0.0101");
    await wait(page, "racers", [{ name: "sgd" }, { name: "sgd", learning_rate: 0.0101 }]);
    await page.getByRole("alert").waitFor({ state: "hidden" });
  }));

test("a clipped gradient and a schedule are in the formulas, with what they come to at this step, and in the link", () =>
  withPage(
    `${OPEN}&condition=20&racers=momentum,learning-rate:0.1,clipvalue:5;lion,clipnorm:5&racer=1`,
    async (page) => {
      const said = () => page.locator(".card.formula").evaluate((card) => card.textContent.replace(/\s/g, ""));
      assert.match(await said(), /g=max\(min\(∇J\(θ\),c\),−c\)/);
      assert.match(await said(), /m←βm−ηg/);
      assert.deepEqual(
        [await numbers(page, "∇J"), await numbers(page, "g"), await numbers(page, "−ηg")],
        [
          ["−3.500", "40.00"],
          ["−3.500", "5.000"],
          ["0.3500", "−0.5000"],
        ],
      );
      await page.locator(".race-board input").nth(1).check();
      await wait(page, "racer", 2);
      assert.match(await said(), /g=∇J\(θ\)·min\(1,c‖∇J\(θ\)‖\)/);
      assert.match(await said(), /θ←θ−ηsgn\(β1m\+\(1−β1\)g\)/);
      const schedule = { name: "exponential_decay", initial_learning_rate: 0.05, decay_steps: 10, decay_rate: 0.5 };
      const racers = [{ name: "sgd", learning_rate: schedule }];
      await page.evaluate((racers) => {
        document.querySelector("nn-playground").settings = { racers, racer: 1, step: 10 };
      }, racers);
      await wait(page, "step", 10);
      assert.match(await said(), /−0\.02500·/);
      assert.equal(await field(page, "Learning rate").inputValue(), "0.025");
      await page.waitForFunction(() => location.hash.includes("step=10"));
      await page.reload();
      await wait(page, "step", 10);
      assert.deepEqual((await settings(page)).racers, racers);
      await type(page, "Learning rate", "0.1");
      await wait(page, "racers", [{ name: "sgd", learning_rate: 0.1 }]);
    },
  ));

test("the line of Keras is copied, or selected where there is no clipboard", () =>
  withPage(OPEN, async (page) => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await press(page, "Copy");
    await page.getByRole("button", { name: "Copied" }).waitFor();
    assert.equal(
      await page.evaluate(() => navigator.clipboard.readText()),
      "optimizer = keras.optimizers.SGD(learning_rate=0.004, momentum=0.9)",
    );
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
    });
    await page.getByRole("button", { name: "Copy", exact: true }).click();
    await page.getByText("The text is selected: press Ctrl+C").waitFor();
    assert.equal(
      await page.evaluate(() => getSelection().toString()),
      "optimizer = keras.optimizers.SGD(learning_rate=0.004, momentum=0.9)",
    );
  }));

test("presets of learning rates: each says what it shows, and is undone", () =>
  withPage(`${OPEN}&lang=en`, async (page) => {
    const rates = async () => (await board(page)).map((row) => row[2]);
    const preset = (name) => page.getByRole("group", { name: "Learning rates" }).getByRole("button", { name });
    const isPressed = (name) => preset(name).and(page.locator("[aria-pressed=true]")).waitFor();
    const said = page.locator(".race-presets .hint");
    await isPressed("A good η for each");
    await said.getByText("In this narrow valley SGD arrives last").waitFor();
    await call(page, "step", 7);
    for (const [name, all, first] of [
      ["One η for all", "0.004", "Momentum and Nesterov arrive first"],
      ["The slides’ η", "0.001", "Momentum and Nesterov arrive within 500 steps"],
    ]) {
      await preset(name).click();
      await isPressed(name);
      await until(page, (now) => now.running && now.step > 2);
      await press(page, "Pause");
      await settings(page);
      assert.deepEqual(await rates(), Array(5).fill(all));
      await said.getByText(first).waitFor();
    }
    const { racers } = await settings(page);
    assert.deepEqual(
      racers,
      ["sgd", "momentum", "nesterov", "rmsprop", "adam"].map((name) => ({ name, learning_rate: 0.001 })),
    );
    await page.waitForFunction(() => location.hash.includes("adam,learning-rate:0.001"));
    await press(page, "Undo");
    await isPressed("One η for all");
    await press(page, "Undo");
    await isPressed("A good η for each");
    assert.deepEqual(await rates(), ["0.018", "0.004", "0.004", "0.1", "0.1"]);
    await wait(page, "step", 7);
    // Elsewhere it promises nothing, and with other hyperparameters neither.
    await type(page, "Condition number κ", "30");
    await said.getByText("Each has an η that suits this landscape.", { exact: true }).waitFor();
    await type(page, "Condition number κ", "100");
    await said.getByText("SGD arrives last").waitFor();
    await type(page, "Momentum β", "0.5");
    await said.getByText("Each has an η that suits this landscape.", { exact: true }).waitFor();
    await type(page, "Learning rate", "0.003");
    await said.waitFor({ state: "hidden" });
    assert.equal(await page.locator(".race-presets [aria-pressed=true]").count(), 0);
  }));
