// The schema of settings: the link, the attributes, and what is wrong in either.
import assert from "node:assert/strict";
import test from "node:test";
import { PAGE_URL, call, copyLink, press, select, settings, state, wait, withPage } from "./browser.mjs";

test("a link sets everything that it names, in Keras's spelling and any case", () =>
  withPage(
    "#dataset=spiral&samples=300&noise=10&train-share=70&features=x,y,sinx&layers=4:ReLU,3&activation=sigmoid&loss=MeanSquaredError&optimizer=RMSprop&lr=0.01&rho=0.8&momentum=0.5&batch-size=32&l2=0.001&seed=42&theme=dark&speed=20",
    async (page) => {
      const now = await settings(page);
      const expected = {
        dataset: "spiral",
        samples: 300,
        noise: 10,
        train_share: 70,
        features: ["x", "y", "sinx"],
        layers: [{ units: 4, activation: "relu" }, { units: 3 }],
        activation: "sigmoid",
        loss: "mean_squared_error",
        optimizer: "rmsprop",
        learning_rate: 0.01,
        rho: 0.8,
        momentum: 0.5,
        epsilon: 1e-7,
        centered: false,
        batch_size: 32,
        l1: 0,
        l2: 0.001,
        seed: 42,
        theme: "dark",
        speed: 20,
        lab: "network",
        autoplay: false,
      };
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(now[key], value, key);
      assert.equal(await select(page, "Learning rate").inputValue(), "0.01");
      assert.equal(await select(page, "Loss").inputValue(), "mean_squared_error");
    },
  ));

test("the address follows the settings, and reproduces what was seen", async () => {
  let link;
  const seen = [];
  await withPage("#seed=11", async (page) => {
    await select(page, "Dataset").selectOption("moons");
    await select(page, "Optimizer").selectOption("nadam");
    await page.waitForFunction(() => location.hash.includes("nadam"));
    link = new URL(page.url()).hash;
    await call(page, "step", 137);
    seen.push(await state(page));
  });
  assert.equal(link, "#v=2&dataset=moons&optimizer=nadam&seed=11");
  await withPage(link, async (page) => {
    await call(page, "step", 137);
    seen.push(await state(page));
  });
  assert.deepEqual(seen[0], seen[1]);
});

test("Copy link copies the address of exactly this", () =>
  withPage(
    "#seed=12",
    async (page) => {
      await select(page, "Dataset").selectOption("xor");
      await copyLink(page);
      await page.getByRole("button", { name: "Copied" }).waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${PAGE_URL}#v=2&dataset=xor&seed=12`);
      await page.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
      });
      await copyLink(page);
      const field = page.getByRole("textbox", { name: "Link to this state" });
      await field.waitFor();
      assert.equal(await field.inputValue(), `${PAGE_URL}#v=2&dataset=xor&seed=12`);
      assert.equal(
        await field.evaluate(
          ({ value, selectionStart, selectionEnd }) => selectionEnd - selectionStart === value.length,
        ),
        true,
        "it is selected",
      );
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  ));

const shownWarnings = (page) => page.getByRole("status").getByRole("listitem").allTextContents();

for (const [hash, used] of [
  [
    "#dataset=circel&noise=99&samples=abc&layers=4,900&seed=9",
    { dataset: "circle", noise: 50, samples: 500, layers: [{ units: 4 }, { units: 64 }] },
  ],
  ["#colour=red&batch-size=2.6&lab=neurone&optimizer=&seed=9", { batch_size: 3, lab: "network", optimizer: "sgd" }],
]) {
  test(`what is wrong in a link is named, and the nearest legal value or the default is used: ${hash}`, () =>
    withPage(hash, async (page) => {
      const now = await settings(page);
      assert.deepEqual(Object.fromEntries(Object.keys(used).map((key) => [key, now[key]])), used);
      const warnings = await shownWarnings(page);
      const keys = [...new URLSearchParams(hash.slice(1)).keys()].filter((key) => key !== "seed");
      for (const key of keys) {
        assert.equal(
          warnings.filter((text) => new RegExp(`\\b${key}\\b`).test(text)).length,
          1,
          `${key}: ${warnings.join(" | ")}`,
        );
      }
      if (hash.includes("circel"))
        assert.ok(
          warnings.some((text) => text.includes("circel") && text.includes("spiral3")),
          "it says what would be right",
        );
    }));
}

test("of many warnings five are shown, and how many more there are", () =>
  withPage(
    "#dataset=circel&noise=99&samples=abc&layers=4,900&colour=red&batch-size=2.6&lab=neurone&optimizer=&seed=9",
    async (page) => {
      const warnings = await shownWarnings(page);
      assert.equal(warnings.length, 6);
      assert.match(warnings[5], /\b3\b/);
    },
  ));

test("a loss that does not fit the data falls back to the usual one, with a warning", () =>
  withPage("#dataset=blobs&loss=hinge&seed=9", async (page) => {
    await page.getByText(/“hinge” does not fit the other settings/).waitFor();
    assert.equal(await select(page, "Loss").inputValue(), "sparse_categorical_crossentropy");
  }));

test("letters where a number belongs are said beside the field and change nothing", () =>
  withPage("#seed=9", async (page) => {
    await page.getByText("Noise, split, size, seed").click();
    const seed = page.getByRole("textbox", { name: "Seed" });
    for (const [written, said] of [
      ["abc", "“abc” is not a number."],
      ["-1", "-1 is not a whole number from 0 to"],
      ["1e308", "1e308 is not a whole number"],
      ["", "“” is not a number."],
    ]) {
      await seed.fill(written);
      await seed.press("Enter");
      await page.getByText(said).waitFor();
      assert.equal(await seed.getAttribute("aria-invalid"), "true");
      assert.equal((await settings(page)).seed, 9);
    }
    await seed.fill("10");
    await seed.press("Enter");
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.seed === 10);
    assert.equal(await seed.getAttribute("aria-invalid"), null);
  }));

test("New data draws other points; the same seed brings the first ones back", () =>
  withPage("#seed=9", async (page) => {
    const first = await state(page);
    await press(page, "New data");
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.seed !== 9);
    await call(page, "step", 0);
    assert.notEqual((await state(page)).loss, first.loss);
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { seed: 9 };
    });
    await page.waitForFunction((loss) => document.querySelector("nn-playground").state.loss === loss, first.loss);
  }));

test("one's own points: typed, clicked, and wrong ones named by their line", () =>
  withPage("#seed=9&dataset=custom&train-share=80", async (page) => {
    const points = page.getByRole("textbox", { name: "Points" });
    const before = await points.inputValue();
    await page.getByRole("img", { name: /^Decision boundary/ }).click({ position: { x: 30, y: 40 }, force: true });
    await page.waitForFunction((text) => document.querySelector("nn-playground").settings.points !== text, before);
    assert.match((await settings(page)).points, /\n-\d\.\d\d, \d\.\d\d, 0\n$/);
    await points.fill("1, 2, 0\n3, abc, 1\n");
    await points.blur();
    await page.getByText("line 2: “abc” is not a number").waitFor();
    assert.equal(await points.inputValue(), "1, 2, 0\n3, abc, 1\n", "what was typed is lost");
    await points.fill("0, 1\n1, 2\n2, 3\n3, 4\n4, 5\n");
    await points.blur();
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.points.startsWith("0, 1"));
    await settings(page);
    assert.deepEqual(await select(page, "Loss").locator("option").count(), 4, "two columns are a regression");
  }));

test("a wrong number stays to be mended while other settings change", () =>
  withPage("#seed=9&optimizer=adam", async (page) => {
    await page.getByText("Hyperparameters").click();
    const beta = page.getByRole("textbox", { name: "β₁" });
    await beta.fill("0,9x");
    await beta.press("Enter");
    await select(page, "Batch size").selectOption("32");
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.batch_size === 32);
    assert.equal(await beta.inputValue(), "0,9x");
    await beta.fill("0,95");
    await beta.press("Enter");
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.beta_1 === 0.95);
    assert.equal(await page.getByRole("textbox", { name: "ε" }).inputValue(), "1e-7");
  }));

test("a link to a network that cannot learn still opens, the steps replaced, with the reason", async () => {
  for (const [hash, activation, layers] of [
    ["#seed=9&activation=heaviside&layers=8,3&dataset=xor", "tanh", [{ units: 8 }, { units: 3 }]],
    ["#seed=9&layers=5:sign,3&dataset=xor", "tanh", [{ units: 4 }, { units: 2 }]],
  ]) {
    await withPage(hash, async (page) => {
      await page.getByText(/is a step: its gradient is 0/).waitFor();
      const now = await settings(page);
      assert.deepEqual([now.activation, now.layers, now.dataset, now.seed], [activation, layers, "xor", 9]);
      await call(page, "step", 3);
      assert.equal((await state(page)).step, 3);
    });
  }
});

test("a list has the value of a link in its place, and no longer than it is chosen", () =>
  withPage("#seed=7&lang=en&learning-rate=0.05", async (page) => {
    const values = () =>
      select(page, "Learning rate").evaluate((list) => [...list.options].map(({ value }) => Number(value)));
    const own = (await values()).filter((value) => value !== 0.05);
    for (const rate of [0.05, 0.07, 0.02]) {
      await page.evaluate((learning_rate) => {
        document.querySelector("nn-playground").settings = { learning_rate };
      }, rate);
      await wait(page, "learning_rate", rate);
      await call(page, "step", 0);
      const sorted = [...own, rate].sort((a, b) => a - b);
      assert.deepEqual(await values(), sorted);
    }
    await select(page, "Learning rate").selectOption("0.1");
    await call(page, "step", 0);
    assert.deepEqual(await values(), own);
  }));
