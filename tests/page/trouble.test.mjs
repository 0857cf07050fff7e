// What the network lab says when training goes wrong, and what it offers: never by moving a picture.
import assert from "node:assert/strict";
import test from "node:test";
import { call, picture, place, press, select, settings, until, wait, withPage } from "./browser.mjs";

const message = (page) => page.getByRole("alert");
const hasRate = (page, button) =>
  page.waitForFunction((name) => document.querySelector("nn-playground").settings.learning_rate === name, button);

test("a learning rate of 10: it is said, nothing moves, and the button starts over with a smaller one", () =>
  withPage("#lab=network&seed=1&lang=en&learning-rate=10", async (page) => {
    const before = await place(picture(page, /^Decision boundary/));
    await call(page, "step", 100);
    await message(page).getByText("The learning rate 10 is too large: the loss stays above where it began.").waitFor();
    assert.deepEqual(await place(picture(page, /^Decision boundary/)), before);
    await press(page, "Start over with 3");
    await hasRate(page, 3);
    await message(page).waitFor({ state: "hidden" });
    await until(page, ({ step }) => step === 0);
    // The way back: what was trained, and the learning rate.
    await press(page, "Undo");
    await press(page, "Undo");
    await hasRate(page, 10);
  }));

test("dead relus: how many, in which layer, in Polish; closed, it stays away until something is changed", () =>
  withPage("#lab=network&seed=1&lang=pl&activation=relu&learning-rate=1", async (page) => {
    await call(page, "step", 5000);
    await message(page).getByText("Warstwa ukryta 2: 2 z 2 neuronów na każdy przykład odpowiadają zerem.").waitFor();
    await message(page).getByRole("button", { name: "×" }).click();
    await message(page).waitFor({ state: "hidden" });
    // What lies below begins something else: the next key is for this training.
    const focused = () =>
      page.evaluate(() => [document.querySelector("nn-playground").shadowRoot.activeElement?.textContent, scrollY]);
    assert.deepEqual(await focused(), ["Ucz", 0]);
    await call(page, "step", 300);
    // A judgement is made within half a second of a step, and asks the worker.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal(await message(page).isVisible(), false);
    await call(page, "reset");
    await call(page, "step", 5000);
    await page.getByRole("button", { name: "Zacznij od nowa z leaky_relu" }).click();
    await wait(page, "activation", "leaky_relu");
  }));

test("by keys alone: a network that bends nothing gets a layer that does", () =>
  withPage("#lab=network&seed=1&lang=en&dataset=xor&layers=", async (page) => {
    await call(page, "step", 5000);
    const cure = page.getByRole("button", { name: "Start over with tanh" });
    await cure.focus();
    await page.keyboard.press("Enter");
    await wait(page, "layers", [{ units: 4 }]);
  }));

test("a layer that is added before the button is pressed is kept by it", () =>
  withPage("#lab=network&seed=1&lang=en&dataset=xor&layers=3&initializer=zeros", async (page) => {
    await call(page, "step", 5000);
    const cure = page.getByRole("button", { name: "Begin with glorot_uniform" });
    await cure.waitFor();
    // Both in one turn: no answer comes between them.
    await cure.evaluate((button) => {
      button.getRootNode().querySelector(".net-add button").click();
      button.click();
    });
    await wait(page, "initializer", "glorot_uniform");
    assert.deepEqual((await settings(page)).layers, [{ units: 3 }, { units: 3 }]);
  }));

test("another optimizer with the old one's learning rate: Keras's is offered", () =>
  withPage("#lab=network&seed=1&lang=en", async (page) => {
    const offer = page.locator(".usual");
    assert.equal(await offer.isVisible(), false);
    await select(page, "Optimizer").selectOption("adam");
    await offer.getByText("Keras’s learning rate for Adam: 0.001.").waitFor();
    await page.getByRole("button", { name: "Take 0.001" }).focus();
    await page.keyboard.press("Enter");
    await wait(page, "learning_rate", 0.001);
    await offer.waitFor({ state: "hidden" });
    // Who works with the keyboard goes on beside it.
    assert.notEqual(await page.evaluate(() => document.querySelector("nn-playground").shadowRoot.activeElement), null);
  }));

test("no menu offers a step, which no network learns with; a link with one is refused with a way out", () =>
  withPage("#lab=network&seed=1&lang=pl&activation=sign", async (page) => {
    for (const menu of await page.getByRole("combobox", { name: /^Funkcja aktywacji/ }).all()) {
      const names = await menu.locator("option").evaluateAll((options) => options.map(({ value }) => value));
      assert.ok(names.includes("tanh") && !names.includes("sign") && !names.includes("heaviside"), names.join());
    }
    await page.getByRole("button", { name: "XOR ze skokiem, ręcznie →" }).click();
    await wait(page, "lab", "xor");
  }));

test("three things to try begin from the defaults, and train", () =>
  withPage("#lab=network&seed=1&lang=en&dataset=moons&noise=20", async (page) => {
    await page.getByRole("button", { name: /^The spiral with two layers of 8/ }).click();
    await wait(page, "optimizer", "adam");
    const { dataset, noise, learning_rate, seed } = await settings(page);
    assert.deepEqual(
      { dataset, noise, learning_rate, seed },
      { dataset: "spiral", noise: 0, learning_rate: 0.01, seed: 1 },
    );
    await page.waitForFunction(() => document.querySelector("nn-playground").state.step > 10);
    await press(page, "Pause");
  }));

test("a number to train on is a circle, one to test on has a hole; the legend says so, with one input too", () =>
  withPage("#lab=network&seed=1&lang=en&dataset=plane", async (page) => {
    await page.locator(".legend").getByText("training", { exact: true }).waitFor();
    await page.locator(".legend").getByText("test", { exact: true }).waitFor();
    await select(page, "Dataset").selectOption("lecture");
    await wait(page, "dataset", "lecture");
    await page.locator(".legend").getByText("training", { exact: true }).waitFor();
    assert.equal(await page.locator(".legend").getByText("test", { exact: true }).count(), 0);
  }));
