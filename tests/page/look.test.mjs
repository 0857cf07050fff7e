// How it looks and who can use it: themes, widths, sharpness, accessibility. Screenshots go to target/screenshots.
import assert from "node:assert/strict";
import test from "node:test";
import {
  accessible,
  call,
  fits,
  openAll,
  picture,
  pixels,
  press,
  resize,
  screenshot,
  state,
  withPage,
} from "./browser.mjs";

/** The four looks that a change of the page is judged by. */
const LOOKS = [
  { name: "light-1440", colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { name: "dark-1440", colorScheme: "dark", viewport: { width: 1440, height: 900 } },
  { name: "light-390", colorScheme: "light", viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  { name: "dark-390", colorScheme: "dark", viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
];

for (const { name, ...look } of LOOKS) {
  test(`${name}: no accessibility fault, nothing wider than the window`, () =>
    withPage(
      "#seed=7&dataset=spiral&layers=8,8&optimizer=adam&learning-rate=0.01&features=x,y,sinx,siny",
      async (page) => {
        await call(page, "epoch", 120);
        await screenshot(page, name);
        if (name === "light-1440" && process.env.README_SCREENSHOT)
          await page.screenshot({ path: process.env.README_SCREENSHOT });
        await openAll(page);
        await fits(page);
        await accessible(page);
      },
      { ...look, bypassCSP: true },
    ));
}

for (const lang of ["en", "pl"]) {
  test(`at 360 pixels nothing is wider than the window, ${lang}`, () =>
    withPage(
      `#seed=7&layers=64,64,64,64,64,64,64,64&lang=${lang}`,
      async (page) => {
        await call(page, "epoch", 1);
        await openAll(page);
        await fits(page);
      },
      { viewport: { width: 360, height: 740 } },
    ));
}

test("pictures have a pixel for every pixel of the screen", () =>
  withPage(
    "#seed=7",
    async (page) => {
      for (const name of [/^Decision boundary/, /^Loss curve/]) {
        const ratio = await picture(page, name).evaluate(
          (canvas) => canvas.width / canvas.getBoundingClientRect().width,
        );
        assert.ok(Math.abs(ratio - 2) < 0.02, `${name}: ${ratio} pixels to one of the page`);
      }
    },
    { deviceScaleFactor: 2 },
  ));

test("the loss curve tells its values under the pointer", () =>
  withPage("#seed=7", async (page) => {
    await call(page, "epoch", 30);
    const box = await picture(page, /^Loss curve/).boundingBox();
    await page.mouse.move(box.x + box.width * 0.98, box.y + box.height / 2);
    const { loss, val_loss } = await state(page);
    const tip = page.locator(".card.curve .tip");
    await tip.getByText("Epoch 30").waitFor();
    const told = (await tip.textContent()).replaceAll(",", "");
    for (const value of [loss, val_loss])
      assert.ok(told.includes(value.toPrecision(4)), `${told} does not tell ${value}`);
    await page.mouse.move(0, 0);
    assert.equal(await tip.isVisible(), false);
  }));

test("the theme can be switched, and the pictures follow", () =>
  withPage("#seed=7", async (page) => {
    const boundary = picture(page, /^Decision boundary/);
    const before = await pixels(boundary);
    await press(page, "Switch between light and dark");
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.theme === "dark");
    await call(page, "step", 0);
    assert.notEqual(await pixels(boundary), before);
  }));

test("everything can be reached and worked with the keyboard alone", () =>
  withPage("#seed=7", async (page) => {
    const reached = new Set();
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate(() => {
        const element = document.querySelector("nn-playground").shadowRoot.activeElement;
        return (
          element &&
          (element.getAttribute("aria-label") ??
            element.labels?.[0]?.firstElementChild?.textContent ??
            element.textContent)
        );
      });
      if (name) reached.add(name.trim());
    }
    for (const name of [
      "Reset",
      "Train",
      "Step",
      "Epoch",
      "Share",
      "Dataset",
      "New data",
      "Activation",
      "Optimizer",
      "Learning rate",
      "Batch size",
      "Loss",
      "Hyperparameters",
    ]) {
      assert.ok(reached.has(name), `${name} is not among ${[...reached].join(", ")}`);
    }
    await page.getByRole("button", { name: "Train", exact: true }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
    assert.equal((await state(page)).running, true);
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Train", exact: true }).waitFor();
  }));

test("in a window of another size the picture is as sharp as before", () =>
  withPage("#seed=7", async (page) => {
    const boundary = picture(page, /^Decision boundary/);
    const sharp = () =>
      boundary.evaluate((canvas) => Math.abs(canvas.width - canvas.getBoundingClientRect().width) <= 1);
    assert.equal(await sharp(), true);
    const before = await boundary.evaluate((canvas) => canvas.width);
    await resize(page, 1100, 900);
    await page.waitForFunction(
      (old) => document.querySelector("nn-playground").shadowRoot.querySelector(".heat").width !== old,
      before,
    );
    assert.equal(await sharp(), true);
  }));

test("on a screen of another density the pictures are as sharp as before", () =>
  withPage(
    "#seed=7",
    async (page) => {
      // The browser's emulation of a screen tells no media query of it.
      await page.evaluate(() => {
        Object.defineProperty(globalThis, "devicePixelRatio", { value: 2 });
        for (const media of [...globalThis.densities]) media.dispatchEvent(new Event("change"));
      });
      for (const canvas of [".overlay", ".loss canvas"]) {
        await page.waitForFunction((selector) => {
          const found = document.querySelector("nn-playground").shadowRoot.querySelector(selector);
          return Math.abs(found.width - 2 * found.clientWidth) <= 2;
        }, canvas);
      }
    },
    {
      prepare: (page) =>
        page.addInitScript(() => {
          const { matchMedia } = globalThis;
          globalThis.densities = [];
          globalThis.matchMedia = (query) => {
            const media = matchMedia(query);
            if (query.includes("resolution")) globalThis.densities.push(media);
            return media;
          };
        }),
    },
  ));
