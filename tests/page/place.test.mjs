// Where the network's training stands: in links, in the address, and for undo.
import assert from "node:assert/strict";
import test from "node:test";
import { call, copyLink, follow, press, select, settings, state, until, wait, withPage } from "./browser.mjs";

/** What a training has come to, to the last bit. */
async function bits(page) {
  const { step, loss, val_loss, accuracy, epoch } = await state(page);
  const weights = await page.evaluate(async () => {
    const arrays = await document.querySelector("nn-playground").get_weights();
    return arrays.map((array) => [...new Uint32Array(array.buffer, array.byteOffset, array.length)]);
  });
  return { step, loss, val_loss, accuracy, epoch, weights };
}

const hash = (page) => page.evaluate(() => document.querySelector("nn-playground").hash);
const set = (page, written) =>
  page.evaluate((values) => {
    document.querySelector("nn-playground").settings = values;
  }, written);
const addressed = (page, part) => page.waitForFunction((text) => location.hash.includes(text), part);
const said = (page) => page.getByRole("status").getByRole("listitem").allTextContents();

/** 100 steps, another learning rate, 37 steps. */
async function train(page) {
  await call(page, "step", 100);
  await set(page, { learning_rate: 0.1 });
  await call(page, "step", 37);
}

test("137 steps with a change on the way: the copied link shows the same bits, and settings as they are now", async () => {
  let link;
  let expected;
  let address;
  await withPage(
    "#seed=3&dataset=moons",
    async (page) => {
      await train(page);
      expected = await bits(page);
      await addressed(page, "at=137");
      address = new URL(page.url()).hash;
      await copyLink(page);
      await page.getByRole("button", { name: "Copied" }).waitFor();
      link = new URL(await page.evaluate(() => navigator.clipboard.readText())).hash;
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  );
  assert.equal(link, "#v=2&dataset=moons&seed=3&at=137&changes=100:learning-rate=0.1");
  assert.equal(address, link);
  await withPage(link, async (page) => {
    assert.deepEqual(await bits(page), expected);
    const { learning_rate, at, changes } = await settings(page);
    assert.deepEqual([learning_rate, at, changes], [0.1, 137, "100:learning-rate=0.1"]);
    assert.equal(await select(page, "Learning rate").inputValue(), "0.1");
    assert.equal(await hash(page), link);
    // It goes on as the sender's would.
    await call(page, "step", 63);
    assert.deepEqual([(await state(page)).step, (await settings(page)).at], [200, 137]);
    await addressed(page, "at=200");
    const later = await bits(page);
    await page.reload();
    await page.evaluate(() => document.querySelector("nn-playground").ready);
    assert.deepEqual(await bits(page), later);
  });
});

test("weights and biases set by hand are in the link", async () => {
  let expected;
  await withPage("#seed=3&layers=2&at=20&changes=10:w1.1.2=0.25;10:b2.1=-0.5;15:optimizer=adam", async (page) => {
    expected = await bits(page);
    assert.equal((await settings(page)).optimizer, "adam");
    assert.equal(await hash(page), "#v=2&layers=2&seed=3&at=20&changes=10:w1.1.2=0.25;10:b2.1=-0.5;15:optimizer=adam");
  });
  await withPage("#seed=3&layers=2&at=20", async (page) => assert.notDeepEqual(await bits(page), expected));
});

test("a long way is shown, and can be ended on the way", () =>
  withPage("#seed=3&layers=64,64&at=1000000000&lang=pl", async (page) => {
    await page.getByRole("progressbar", { name: "Obliczanie" }).waitFor();
    await page.getByRole("button", { name: "Zatrzymaj tutaj" }).click();
    await page.getByRole("progressbar").waitFor({ state: "hidden" });
    const { step, running } = await until(page, (now) => now.step > 0 && !now.running);
    assert.ok(step > 0 && step < 1e9 && !running, `${step} steps`);
    await addressed(page, `at=${step}`);
    await call(page, "step", 1);
    assert.equal((await state(page)).step, step + 1);
  }));

test("what is wrong with at and changes is named, and all else is shown", async () => {
  for (const [link, step, ...parts] of [
    ["at=-5", 0, "at: -5 is not within 0 to 1·10⁹; using 0"],
    ["at=12.4", 12, "at: 12.4 is not a whole number; using 12"],
    ["at=x", 0, "at: “x” is not a number"],
    ["at=7&changes=all", 7, "changes: “all” is not STEP:KEY=VALUE"],
    ["at=7&changes=5:seed=3", 7, "changes: “5:seed=3” is not STEP:KEY=VALUE"],
    ["at=7&changes=5:l1=11", 7, "changes.5:l1: 11 is out of range: 0 to 10"],
    ["at=7&changes=5:w9.1.1=1", 7, "changes.5:w9.1.1: the network has no such weight or bias"],
  ]) {
    await withPage(`#seed=3&dataset=xor&${link}`, async (page) => {
      await page.getByRole("status").getByRole("listitem").first().waitFor();
      const messages = (await said(page)).join(" | ");
      for (const part of parts) assert.ok(messages.includes(part), messages);
      assert.deepEqual([(await state(page)).step, (await settings(page)).dataset], [step, "xor"]);
      assert.equal((await settings(page)).changes, null);
    });
  }
  await withPage("#seed=3&lang=pl", async (page) => {
    await follow(page, "#seed=3&dataset=xor&at=7&changes=5:w9.1.1=1");
    await page.getByText("sieć nie ma takiej wagi").waitFor();
    assert.equal((await until(page, ({ step }) => step === 7)).step, 7);
    assert.equal((await settings(page)).dataset, "xor");
  });
});

test("a training that no link can tell is copied without it, and the page says so", () =>
  withPage(
    "#seed=3&layers=64,64",
    async (page) => {
      await call(page, "step", 10);
      await page.evaluate(async () => {
        const element = document.querySelector("nn-playground");
        const weights = await element.get_weights();
        await element.set_weights(weights.map((array) => array.map((value) => value * 1.1)));
      });
      await call(page, "step", 5);
      await page.waitForFunction(() => !location.hash.includes("at="));
      await copyLink(page);
      await page.getByText("more than 4 KB").waitFor();
      await page.getByRole("button", { name: "Copied" }).waitFor();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(new URL(link).hash, "#v=2&layers=64,64&seed=3");
      await set(page, { lang: "pl" });
      await page.getByRole("button", { name: "Udostępnij" }).waitFor();
      await copyLink(page);
      await page.getByText("ponad 4 KB").waitFor();
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  ));

test("while it trains the address has no at; a change that starts over, and Reset, drop both", () =>
  withPage("#seed=3&at=50&changes=20:l2=0.01", async (page) => {
    await press(page, "Train");
    await until(page, ({ step }) => step > 60);
    await set(page, { learning_rate: 0.3 });
    await addressed(page, "learning-rate=0.3");
    assert.doesNotMatch(await page.evaluate(() => location.hash), /at=|changes=/);
    await press(page, "Pause");
    await page.waitForFunction(() => /at=\d+&changes=20:l2=0.01;\d+:learning-rate=0.3$/.test(location.hash));
    assert.doesNotMatch(await page.evaluate(() => location.hash), /&learning-rate/);
    assert.equal((await settings(page)).at, 50, "it is not counted up");
    await set(page, { dataset: "xor" });
    await addressed(page, "dataset=xor");
    assert.equal(await page.evaluate(() => location.hash), "#v=2&dataset=xor&learning-rate=0.3&l2=0.01&seed=3");
    assert.deepEqual([(await settings(page)).at, (await settings(page)).changes], [0, null]);
    await follow(page, "#seed=3&at=50&changes=20:l2=0.01");
    await until(page, ({ step }) => step === 50);
    await press(page, "Reset");
    await until(page, ({ step }) => step === 0);
    await addressed(page, "#v=2&l2=0.01&seed=3");
    assert.deepEqual([(await settings(page)).at, (await settings(page)).changes], [0, null]);
  }));

test("Back and Forward go between places of trainings", () =>
  withPage("#seed=3&at=40", async (page) => {
    const places = [await bits(page)];
    const links = ["#seed=3&at=90", "#seed=3&at=90&changes=20:learning-rate=0.3", "#seed=3", "#seed=4&at=10"];
    for (const [link, step, rate] of [
      [links[0], 90, 0.03],
      [links[1], 90, 0.3],
      [links[2], 0, 0.03],
      [links[3], 10, 0.03],
    ]) {
      await follow(page, link);
      await until(page, (now) => now.step === step);
      await wait(page, "learning_rate", rate);
      places.push(await bits(page));
    }
    assert.notDeepEqual(places[1].weights, places[2].weights);
    for (const place of places.slice(0, -1).reverse()) {
      await page.goBack();
      await until(page, ({ loss }) => loss === place.loss);
      assert.deepEqual(await bits(page), place);
    }
    for (const place of places.slice(1)) {
      await page.goForward();
      await until(page, ({ loss }) => loss === place.loss);
      assert.deepEqual(await bits(page), place);
    }
  }));

test("Back from a lesson finds the network as far trained as it was left, also in a new page", () =>
  withPage("#seed=3", async (page) => {
    await call(page, "step", 25);
    const place = await bits(page);
    await set(page, { lab: "neuron" });
    await addressed(page, "lab=neuron");
    await page.goBack();
    await wait(page, "lab", "network");
    assert.match(page.url(), /at=25/);
    assert.deepEqual(await bits(page), place);
    await page.goForward();
    await wait(page, "lab", "neuron");
    await page.reload();
    await page.goBack();
    await wait(page, "lab", "network");
    await until(page, ({ step }) => step === 25);
    assert.deepEqual(await bits(page), place);
  }));

test("settings that were written with their changes may be written again without a change", () =>
  withPage("#seed=3", async (page) => {
    const written = { learning_rate: 0.05, at: 30, changes: "10:learning-rate=0.5" };
    await set(page, written);
    await until(page, ({ step }) => step === 30);
    await wait(page, "learning_rate", 0.5);
    await call(page, "step", 20);
    const place = await bits(page);
    await set(page, written);
    await set(page, { ...(await settings(page)) });
    await call(page, "step", 0);
    assert.deepEqual(await bits(page), place);
    await set(page, { at: 12 });
    await until(page, ({ step }) => step === 12);
    await set(page, { at: 5 });
    await until(page, ({ step }) => step === 5);
    await wait(page, "learning_rate", 0.05);
    await call(page, "step", 45);
    await wait(page, "learning_rate", 0.5);
    assert.deepEqual(await bits(page), place);
  }));

test("taken out of the page and put back it stands where it stood", () =>
  withPage("#seed=3&at=30&changes=10:l1=0.001", async (page) => {
    await call(page, "step", 12);
    const place = await bits(page);
    const move = (written) =>
      page.evaluate(async (values) => {
        const element = document.querySelector("nn-playground");
        element.remove();
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (values) element.settings = values;
        document.body.append(element);
        await element.ready;
      }, written);
    await move();
    assert.deepEqual(await bits(page), place);
    await move({ noise: 20 });
    assert.equal((await state(page)).step, 0);
  }));

test("undo after Reset shows the trained network again, and redo the reset one", () =>
  withPage("#seed=3", async (page) => {
    await train(page);
    const place = await bits(page);
    await page.keyboard.press("r");
    await until(page, ({ step }) => step === 0);
    await page.keyboard.press("Control+z");
    await until(page, ({ step }) => step === 137);
    assert.deepEqual(await bits(page), place);
    await press(page, "Redo");
    const { learning_rate } = await settings(page);
    assert.deepEqual([(await until(page, ({ step }) => step === 0)).step, learning_rate], [0, 0.1]);
    await press(page, "Undo");
    await until(page, ({ step }) => step === 137);
    assert.deepEqual(await bits(page), place);
    // Before that the learning rate was changed, at step 100.
    await press(page, "Undo");
    await until(page, ({ step }) => step === 100);
    assert.equal((await settings(page)).learning_rate, 0.03);
    await press(page, "Redo");
    await until(page, ({ step }) => step === 137);
    assert.deepEqual(await bits(page), place);
  }));

test("undo brings a training back that other data, a link or set weights ended, and pauses", () =>
  withPage("#seed=3", async (page) => {
    await call(page, "step", 60);
    const place = await bits(page);
    for (const end of [
      () => select(page, "Dataset").selectOption("spiral"),
      () => follow(page, "#seed=3&at=60&changes=5:b1.1=0.5"),
      () => follow(page, "#seed=9"),
      () =>
        page.evaluate(async () => {
          const element = document.querySelector("nn-playground");
          const weights = await element.get_weights();
          await element.set_weights(weights.map((array) => array.map(() => 0.5)));
        }),
    ]) {
      await end();
      await page.waitForFunction((loss) => document.querySelector("nn-playground").state.loss !== loss, place.loss);
      await press(page, "Train");
      await until(page, ({ running, step }) => running && step > 70);
      await press(page, "Undo");
      await until(page, ({ running, step }) => !running && step === 60);
      assert.deepEqual(await bits(page), place);
    }
  }));

test("of many entries the last ones have a checkpoint; the others lead back as exactly", () =>
  withPage("#seed=3", async (page) => {
    const places = [];
    for (let at = 1; at <= 12; at++) {
      await call(page, "step", 10);
      places.push(await bits(page));
      await set(page, { learning_rate: at / 100 + 0.1 });
      await wait(page, "learning_rate", at / 100 + 0.1);
    }
    for (const place of places.reverse()) {
      await press(page, "Undo");
      await until(page, ({ step }) => step === place.step);
      assert.deepEqual(await bits(page), place);
    }
  }));

test("a link that is copied while it trains shows what was on the screen then", async () => {
  let told;
  await withPage("#seed=3&speed=100", async (page) => {
    await press(page, "Train");
    await until(page, ({ step }) => step > 20);
    told = await page.evaluate(() => {
      const { hash, state } = document.querySelector("nn-playground");
      return { hash, ...state };
    });
  });
  await withPage(told.hash, async (page) => {
    const { step, loss } = await state(page);
    assert.deepEqual([step, loss], [told.step, told.loss]);
  });
});

test("of two links that come before it has started the second one counts", () =>
  withPage("#seed=3", async (page) => {
    const told = await page.evaluate(async () => {
      const element = document.createElement("nn-playground");
      element.hash = "#lab=neuron&seed=4";
      element.hash = "#seed=5&at=6";
      document.body.append(element);
      await element.ready;
      const { lab, seed } = element.settings;
      return [lab, seed, element.state.step];
    });
    assert.deepEqual(told, ["network", 5, 6]);
  }));
