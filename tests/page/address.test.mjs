// The address of the standalone page, and undo: what the browser's buttons and the page's own bring back.
import assert from "node:assert/strict";
import test from "node:test";
import { PAGE_URL, call, press, select, settings, state, wait, withPage } from "./browser.mjs";

const lab = (page) => page.evaluate(() => document.querySelector("nn-playground").settings.lab);

for (const hash of ["", "#seed=3&dataset=xor", "#dataset=xor&v=2&seed=3"]) {
  test(`Back and Forward work from any address: ${hash || "the bare one"}`, () =>
    withPage(hash, async (page) => {
      const before = (await settings(page)).dataset;
      for (const name of ["perceptron", "descent", "optimizers"]) {
        await page.evaluate((lab) => {
          document.querySelector("nn-playground").settings = { lab };
        }, name);
        await page.waitForFunction((lab) => location.hash.includes(`lab=${lab}`), name);
      }
      for (const name of ["descent", "perceptron", hash ? "network" : "home"]) {
        await page.goBack();
        await wait(page, "lab", name);
      }
      assert.equal((await settings(page)).dataset, before);
      for (const name of ["perceptron", "descent", "optimizers"]) {
        await page.goForward();
        await wait(page, "lab", name);
      }
      assert.equal(await lab(page), "optimizers");
    }));
}

test("of two hundred quick changes the address tells the last, and is written as seldom as browsers want", () =>
  withPage(
    "#lab=neuron&start=A&seed=3",
    async (page) => {
      const began = await page.evaluate(async () => {
        const element = document.querySelector("nn-playground");
        const began = performance.now();
        for (let at = 1; at <= 200; at++) await element.step(1);
        return began;
      });
      await page.waitForFunction(() => location.hash.includes("step=200"));
      // Safari refuses more than a hundred in thirty seconds.
      const [writes, took] = await page.evaluate((began) => [window.writes, performance.now() - began], began);
      assert.ok(writes > 0 && writes <= 2 + took / 300, `${writes} in ${took} ms`);
    },
    {
      prepare: (page) =>
        page.addInitScript(() => {
          window.writes = 0;
          for (const name of ["pushState", "replaceState"]) {
            const method = history[name];
            history[name] = function (...values) {
              window.writes += 1;
              return method.apply(this, values);
            };
          }
        }),
    },
  ));

test("a link whose hash was lost is read from its query, which gives way to the hash", () =>
  withPage("?dataset=spiral&seed=7&course=ai", async (page) => {
    const { dataset, seed } = await settings(page);
    assert.deepEqual([dataset, seed], ["spiral", 7]);
    await select(page, "Dataset").selectOption("moons");
    await page.waitForFunction(() => location.hash.includes("moons"));
    assert.equal(page.url(), `${PAGE_URL}?course=ai#v=2&dataset=moons&seed=7`);
  }));

test("a <base> elsewhere does not lead the address away", () =>
  withPage(
    "#seed=7",
    async (page) => {
      await page.evaluate(() => {
        document.querySelector("nn-playground").settings = { dataset: "moons" };
      });
      await page.waitForFunction(() => location.hash.includes("moons"));
      assert.equal(page.url(), `${PAGE_URL}course/page.html#v=2&dataset=moons&seed=7`);
    },
    {
      path: "course/page.html",
      prepare: (page) =>
        page.route("**/course/page.html", async (route) => {
          const html = await (await route.fetch({ url: PAGE_URL })).text();
          await route.fulfill({
            contentType: "text/html; charset=utf-8",
            body: html.replace("<head>", '<head><base href="/">'),
          });
        }),
    },
  ));

test("twenty thousand unknown keys are one line with their number", () =>
  withPage(`#seed=7&${Array.from({ length: 20_000 }, (_, at) => `a${at}`).join("&")}`, async (page) => {
    const items = await page.getByRole("status").getByRole("listitem").allTextContents();
    assert.equal(items.length, 1);
    assert.match(items[0], /20,000/);
  }));

test("a link of TensorFlow Playground opens its experiment with one sentence", () =>
  withPage(
    "#activation=relu&regularization=L1&batchSize=10&dataset=spiral&regDataset=reg-plane&learningRate=0.03&regularizationRate=0.001&noise=0&networkShape=4,2,2&seed=0.58835&showTestData=false&discretize=false&percTrainData=50&x=true&y=true&xTimesY=true&xSquared=true&ySquared=true&cosX=false&sinX=true&cosY=false&sinY=true&collectStats=false&problem=classification&initZero=false&hideText=false",
    async (page) => {
      const { dataset, layers, l1, seed, features, activation } = await settings(page);
      assert.deepEqual(
        [dataset, layers.map(({ units }) => units), l1, seed, features.length, activation],
        ["spiral", [4, 2, 2], 0.001, 58835, 7, "relu"],
      );
      const items = await page.getByRole("status").getByRole("listitem").allTextContents();
      assert.equal(items.length, 1, items.join(" | "));
      assert.match(items[0], /TensorFlow Playground/);
    },
  ));

test("attributes that were meant to be settings are named", () =>
  withPage(
    "",
    async (page) => {
      const items = await page.getByRole("status").getByRole("listitem").allTextContents();
      assert.equal(items.length, 1, items.join(" | "));
      assert.match(
        items[0],
        /batchsize \(batch-size\?\).*learningrate \(learning-rate\?\)|learningrate \(learning-rate\?\).*batchsize \(batch-size\?\)/,
      );
    },
    {
      path: "course.html",
      prepare: (page) =>
        page.route("**/course.html", (route) =>
          route.fulfill({
            contentType: "text/html; charset=utf-8",
            body: '<!doctype html><html lang="en"><title>Course</title><link rel="icon" href="/icon.svg"><script type="module" src="/element.js"></script><nn-playground class="x" id="y" style="" seed="1" learningRate="0.5" batchsize="20"></nn-playground>',
          }),
        ),
    },
  ));

test("Undo and Redo, by button and key, in the network lab; a field with text keeps its own", () =>
  withPage("#seed=7", async (page) => {
    await select(page, "Dataset").selectOption("xor");
    await wait(page, "dataset", "xor");
    await select(page, "Dataset").selectOption("moons");
    await wait(page, "dataset", "moons");
    await press(page, "Undo");
    await wait(page, "dataset", "xor");
    await page.keyboard.press("Control+z");
    await wait(page, "dataset", "circle");
    await page.keyboard.press("Control+Shift+Z");
    await wait(page, "dataset", "xor");
    await page.keyboard.press("Control+y");
    await wait(page, "dataset", "moons");
    await page.getByText("Noise, split, size, seed").click();
    const seed = page.getByRole("textbox", { name: "Seed" });
    await seed.focus();
    await seed.pressSequentially("1");
    await page.keyboard.press("Control+z");
    assert.deepEqual([(await settings(page)).dataset, await seed.inputValue()], ["moons", "7"]);
  }));

for (const link of ["#lab=perceptron&seed=7", "#lab=neuron&on=A&seed=7", "#lab=neuron&start=C&seed=7"])
  test(`in a lesson undo brings the step back, and Reset can be undone: ${link}`, () =>
    withPage(link, async (page) => {
      await call(page, "step", 3);
      assert.equal((await state(page)).step, 3);
      await call(page, "reset");
      await wait(page, "step", 0);
      await press(page, "Undo");
      await wait(page, "step", 3);
      await press(page, "Redo");
      await wait(page, "step", 0);
    }));

for (const [link, lab] of [
  ["#tour=lecture:4", "perceptron"],
  ["#lab=descent&seed=3", "descent"],
  ["#seed=3", "network"],
])
  test(`a link that is followed has one entry, and Back leads from it at once: ${link}`, () =>
    withPage("#lang=en", async (page) => {
      const before = await page.evaluate(() => history.length);
      await page.evaluate((link) => {
        location.hash = link;
      }, link);
      await page.waitForFunction((lab) => document.querySelector("nn-playground").settings.lab === lab, lab);
      // Its whole address is written in its place.
      await page.waitForFunction(() => location.hash.startsWith("#v=2"));
      assert.equal(await page.evaluate(() => history.length), before + 1);
      await page.goBack();
      await wait(page, "lab", "home");
      // What is opened here makes an entry again, at once.
      await settings(page);
      await page.evaluate(() => {
        document.querySelector("nn-playground").settings = { lab: "neuron" };
      });
      await page.waitForFunction(() => location.hash.includes("lab=neuron"));
      await page.goBack();
      await wait(page, "lab", "home");
    }));

test("after a link that changes nothing, another lab makes an entry", () =>
  withPage("#lab=neuron&seed=3", async (page) => {
    const before = await page.evaluate(() => history.length);
    await page.evaluate(async () => {
      const read = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
      location.hash = "#seed=3&lab=neuron";
      await read;
    });
    await settings(page);
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { lab: "perceptron" };
    });
    await page.waitForFunction(() => location.hash.includes("lab=perceptron"));
    assert.equal(await page.evaluate(() => history.length), before + 2);
    await page.goBack();
    await wait(page, "lab", "neuron");
  }));
