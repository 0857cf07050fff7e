// Loads that fail: they are said, can be tried again, and take nothing with them.
import assert from "node:assert/strict";
import test from "node:test";
import { call, chapter, copyLink, host, press, settings, state, withPage } from "./browser.mjs";

/** Answers the first request for a file with 503. */
const failOnce = (page, file) => page.route(`**/${file}`, (route) => route.fulfill({ status: 503 }), { times: 1 });
const expected = /503/;
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
        await chapter(page, "Perceptron");
        const again = page.getByRole("button", { name: "Try again" });
        await again.waitFor();
        assert.match(
          await page.getByRole("status").filter({ has: again }).textContent(),
          new RegExp(
            `^Something failed: .*${file.endsWith(".js") ? "perceptron/index.js could not be loaded" : "503"}`,
          ),
        );
        assert.deepEqual([await settings(page), await state(page)], before);
        assert.ok(await page.getByRole("img", { name: /^Decision boundary/ }).isVisible());
        // Another lab opens, and the one that failed.
        await chapter(page, "Neuron");
        await heading(page, "The McCulloch–Pitts neuron").waitFor();
        await chapter(page, "Perceptron");
        await heading(page, "The perceptron").waitFor();
        await chapter(page, "Network");
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
      await chapter(page, "Neuron");
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

test("warnings and the link to copy have a place each, and stay while a lab plays", () =>
  withPage(
    "#lab=perceptron&lang=en&eta=fast&speed=30",
    async (page) => {
      await copyLink(page);
      const field = page.getByLabel("Link to this state");
      const warning = page.getByText("eta: “fast” is not a number");
      await field.waitFor();
      assert.ok(await warning.isVisible());
      await page.keyboard.press("Escape");
      await field.waitFor({ state: "hidden" });
      await press(page, "Play");
      await page.waitForFunction(() => document.querySelector("nn-playground").state.step > 3);
      assert.ok(await warning.isVisible());
      assert.equal(await page.getByRole("listitem").filter({ hasText: "eta" }).count(), 1);
    },
    {
      prepare: (page) => page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined })),
    },
  ));

for (const [lab, open] of [
  ["network", (page) => page.getByText("In Keras").first().click()],
  ["backprop", () => {}],
  ["optimizers", () => {}],
]) {
  test(`without the style of its code the lab ${lab} works`, () =>
    withPage(
      `#lab=${lab}&seed=3&lang=en`,
      async (page) => {
        await open(page);
        const stands = async () => [(await settings(page)).stage, (await state(page)).step];
        const before = await stands();
        await call(page, "step", 2);
        assert.notDeepEqual(await stands(), before);
      },
      { expected, prepare: (page) => page.route("**/code.css", (route) => route.fulfill({ status: 503 })) },
    ));
}

const html = { contentType: "text/html", body: "<!doctype html><title>Sign in</title>" };
for (const [name, file, answer, said] of [
  [
    "a page in the place of the module",
    "pkg/nn_playground_bg.wasm",
    (route) => route.fulfill(html),
    /in the place of pkg\/nn_playground_bg\.wasm/,
  ],
  [
    "a page in the place of the texts",
    "i18n/en.json",
    (route) => route.fulfill(html),
    /in the place of i18n\/en\.json/,
  ],
  [
    "no connection",
    "i18n/en.json",
    (route) => route.abort(),
    /i18n\/en\.json could not be loaded: is there a connection/,
  ],
]) {
  test(`${name} is named, and can be tried again`, () =>
    withPage(
      "",
      async (page) => {
        await page.goto(new URL("#seed=3", page.url()).href.replace("robots.txt", ""));
        const again = page.getByRole("button", { name: "Try again" });
        await again.waitFor();
        assert.match(await page.getByRole("alert").textContent(), said);
        await page.unroute(`**/${file}`);
        await again.click();
        await page.getByRole("img", { name: /^Decision boundary/ }).waitFor();
      },
      {
        path: "robots.txt",
        expected: /Failed to load|ERR_FAILED|404/,
        prepare: (page) => page.route(`**/${file}`, answer),
        locale: "en-US",
      },
    ));
}

for (const file of ["pkg/nn_playground_bg.wasm", "pkg/nn_playground.js", "i18n/en.json", "style.css"]) {
  test(`a start that fails once for ${file}: a second element starts, and the first one when it is tried again`, () =>
    withPage(
      "",
      async (page) => {
        await failOnce(page, file);
        const told = await page.evaluate(async () => {
          await import("/element.js");
          const start = () => {
            const element = document.createElement("nn-playground");
            Object.assign(element, { settings: { lang: "en", seed: 3 } });
            document.body.append(element);
            return element.ready.then(
              () => "ready",
              ({ message }) => message,
            );
          };
          const first = await start();
          return [first, await start()];
        });
        assert.match(told[0], /could not be loaded/);
        assert.equal(told[1], "ready");
        await page.getByRole("button", { name: "Try again" }).click();
        await page.waitForFunction(() =>
          [...document.querySelectorAll("nn-playground")].every(({ shadowRoot }) =>
            shadowRoot.querySelector("canvas.heat[aria-label^='Decision boundary']"),
          ),
        );
        await call(page, "step", 3);
        assert.equal((await state(page)).step, 3);
      },
      { ...host("<p>Notes</p>", { script: false }), expected },
    ));
}

test("the drawing of the network, or its texts, come late: the laboratory is there, and a press brings them", () => {
  const down = new Set(["labs/network/graph.js", "labs/network/drawing/en.json"]);
  return withPage(
    "#seed=3&lang=en",
    async (page) => {
      await call(page, "step", 3);
      const again = page.locator(".card.network").getByRole("button", { name: "Try again" });
      for (const file of ["graph.js", "drawing/en.json"]) {
        await page.locator(".card.network").getByText(`${file} could not be loaded`).waitFor();
        assert.equal((await state(page)).step, 3);
        down.delete(`labs/network/${file}`);
        await again.click();
      }
      await page.getByRole("button", { name: "Unit 1.1", exact: true }).waitFor();
      await page.getByRole("slider", { name: "Timeline" }).waitFor();
    },
    {
      expected,
      prepare: (page) =>
        page.route("**/labs/network/**", (route) => {
          const isDown = [...down].some((file) => route.request().url().includes(file));
          return isDown ? route.fulfill({ status: 503 }) : route.fallback();
        }),
    },
  );
});

for (const file of ["labs/network/graph.js", "ui/bar.js"]) {
  test(`where ${file} never comes the laboratory works`, () =>
    withPage(
      "#seed=3&lang=en",
      async (page) => {
        await press(page, "Train");
        await page.waitForFunction(() => document.querySelector("nn-playground").state.step > 20);
        await press(page, "Pause");
        await page.evaluate(() => {
          document.querySelector("nn-playground").settings = { layers: "3,3", lang: "pl" };
        });
        await call(page, "reset");
        await call(page, "step", 3);
        assert.equal((await state(page)).step, 3);
        await page.evaluate(() => {
          document.querySelector("nn-playground").settings = { lab: "neuron", lang: "en" };
        });
        await heading(page, "The McCulloch–Pitts neuron").waitFor();
        await page.evaluate(() => {
          document.querySelector("nn-playground").settings = { lab: "network" };
        });
        await page.getByRole("img", { name: /^Decision boundary/ }).waitFor();
        assert.equal((await state(page)).step, 3);
      },
      { expected, prepare: (page) => page.route(`**/${file}*`, (route) => route.fulfill({ status: 503 })) },
    ));
}

test("a browser without SIMD, or without WebAssembly, is told so", async () => {
  for (const [prepare, said] of [
    [() => Object.defineProperty(globalThis, "WebAssembly", { value: undefined }), /has no WebAssembly/],
    [
      () => {
        WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError("Wasm SIMD unsupported @+980"));
      },
      /too old.*SIMD/,
    ],
  ]) {
    await withPage(
      "",
      async (page) => {
        const standalone = page.url().replace("robots.txt", "");
        await page.goto(`${standalone}#lab=network`);
        await page.getByRole("alert").waitFor();
        assert.match(await page.getByRole("alert").textContent(), said);
        // The front door needs none of it: its chapters say so when they are opened.
        await page.goto(`${standalone}?lang=en`);
        await page
          .getByRole("link", { name: /^Perceptron/ })
          .first()
          .click();
        await page.getByRole("status").getByText(said).waitFor();
      },
      { path: "robots.txt", expected: /404|Failed to load/, prepare: (page) => page.addInitScript(prepare) },
    );
  }
});

test("while the module of a lab is on its way that is shown, and what trains goes on", () =>
  withPage("#seed=3&lang=en", async (page) => {
    let release;
    const held = new Promise((resolve) => {
      release = resolve;
    });
    await page.route("**/labs/perceptron/index.js", async (route) => {
      await held;
      await route.continue();
    });
    await press(page, "Train");
    await chapter(page, "Perceptron");
    await page.locator(".playground[aria-busy=true]").waitFor();
    assert.ok((await state(page)).running);
    release();
    await heading(page, "The perceptron").waitFor();
    assert.equal(await page.locator(".playground[aria-busy=true]").count(), 0);
    await chapter(page, "Network");
    await page.getByRole("img", { name: /^Decision boundary/ }).waitFor();
    assert.ok(!(await state(page)).running);
  }));

test("what is loaded on the way and does not come is asked for again, without a word", () =>
  withPage(
    "#seed=3&lang=en",
    async (page) => {
      const loss = page.getByRole("img", { name: /^Loss curve/ });
      await failOnce(page, "labs/network/tip.js");
      await call(page, "epoch", 3);
      const { x, y, width, height } = await loss.boundingBox();
      await page.mouse.move(x + width / 2, y + height / 2);
      const tip = page.locator(".loss .tip");
      await page.waitForFunction(
        ([left, top]) => {
          const { shadowRoot } = document.querySelector("nn-playground");
          const target = shadowRoot.querySelector(".loss");
          target.dispatchEvent(new PointerEvent("pointermove", { clientX: left, clientY: top, bubbles: true }));
          return shadowRoot.querySelector(".loss .tip") !== null;
        },
        [x + width / 2, y + height / 2],
      );
      assert.equal(await tip.count(), 1);
      await failOnce(page, "labs/network/own/own.js");
      await page.evaluate(() => {
        document.querySelector("nn-playground").settings = { dataset: "custom" };
      });
      await call(page, "step", 0);
      await page.evaluate(() => {
        document.querySelector("nn-playground").settings = { noise: 5 };
      });
      await page.getByRole("textbox", { name: "Points" }).waitFor();
    },
    { expected },
  ));
