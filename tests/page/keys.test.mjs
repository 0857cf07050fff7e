// The keys of the page, and of an element in somebody else's.
import assert from "node:assert/strict";
import test from "node:test";
import { call, chapter, host, resize, state, until, withPage } from "./browser.mjs";

/** What the page's document hears of keys from now on. */
const listen = (page) =>
  page.evaluate(() => {
    window.heard = [];
    for (const type of ["keydown", "keypress", "keyup"])
      document.addEventListener(type, ({ key }) => window.heard.push(`${type} ${key}`));
  });
const heard = (page) => page.evaluate(() => window.heard.splice(0));

test("space plays a chapter that was opened by the mouse", () =>
  withPage("#seed=1&lang=en", async (page) => {
    await chapter(page, "Perceptron");
    await page.getByRole("heading", { name: "The perceptron", exact: true }).waitFor();
    await page.keyboard.press("Space");
    await until(page, (now) => now.step > 0);
    await chapter(page, "Network");
    await page.getByRole("button", { name: "Train", exact: true }).waitFor();
    await page.keyboard.press("Space");
    await until(page, (now) => now.step > 0);
  }));

test("keys that are used stop at the element, those in its fields stay in them, others go on", () =>
  withPage("#seed=1&lang=en", async (page) => {
    await listen(page);
    await page.getByRole("button", { name: "Step", exact: true }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Space");
    await until(page, (now) => now.step === 2);
    await page.keyboard.press("r");
    await until(page, (now) => now.step === 0);
    await page.getByText("Noise, split, size, seed").focus();
    await page.keyboard.press("Space");
    await page.getByRole("textbox", { name: "Seed" }).fill("");
    await page.keyboard.type("1 2.?s/");
    for (const key of ["ArrowLeft", "Home", "PageDown"]) await page.keyboard.press(key);
    await page.getByRole("combobox", { name: "Dataset" }).focus();
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await heard(page), []);
    await page.getByRole("button", { name: "Step", exact: true }).focus();
    for (const key of ["ArrowUp", "PageDown", "s", "Escape"]) await page.keyboard.press(key);
    assert.deepEqual(
      (await heard(page)).filter((key) => key.startsWith("keydown")),
      ["keydown ArrowUp", "keydown PageDown", "keydown s", "keydown Escape"],
    );
    await page.getByRole("textbox", { name: "Seed" }).focus();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+ArrowRight");
    assert.deepEqual(
      (await heard(page)).filter((key) => /Escape|Arrow/.test(key)),
      ["keydown Escape", "keyup Escape", "keydown ArrowRight", "keyup ArrowRight"],
    );
  }));

test("keys=false switches single letters off, in every lab, and no other key", () =>
  withPage("#seed=1&lang=en&keys=false", async (page) => {
    await call(page, "step", 3);
    await page.keyboard.press("r");
    await page.keyboard.press("ArrowRight");
    await until(page, (now) => now.step === 4);
    await chapter(page, "Neuron");
    await page.getByRole("heading", { name: "The McCulloch–Pitts neuron" }).waitFor();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("r");
    await page.keyboard.press("ArrowRight");
    await until(page, (now) => now.step === 2);
    assert.match(await page.evaluate(() => document.querySelector("nn-playground").hash), /keys=false/);
  }));

test("the arrows scroll what is wider than its place", () =>
  withPage(
    "#lab=descent&seed=1&lang=en",
    async (page) => {
      const formula = page.locator("section.formula");
      assert.ok(await formula.evaluate((box) => box.scrollWidth > box.clientWidth), "it is wider than a phone");
      await formula.focus();
      await page.keyboard.press("ArrowRight");
      await page.waitForFunction(
        () => document.querySelector("nn-playground").shadowRoot.querySelector("section.formula").scrollLeft > 0,
      );
      assert.equal((await state(page)).step, 0);
    },
    { viewport: { width: 360, height: 740 } },
  ));

test("the arrows scroll a wide table, also in somebody else's page, and a step is made where nothing can be scrolled", () =>
  withPage(
    "",
    async (page) => {
      await listen(page);
      const sheet = page.locator(".sheet").first();
      const isWide = (wanted) =>
        page.waitForFunction((wanted) => {
          const { scrollWidth, clientWidth } = document
            .querySelector("nn-playground")
            .shadowRoot.querySelector(".sheet");
          return scrollWidth > clientWidth === wanted;
        }, wanted);
      await isWide(true);
      await sheet.focus();
      await page.keyboard.press("ArrowRight");
      await page.waitForFunction(
        () => document.querySelector("nn-playground").shadowRoot.querySelector(".sheet").scrollLeft > 0,
      );
      assert.equal((await state(page)).step, 0);
      assert.deepEqual(await heard(page), [], "no slide is turned by it");
      await resize(page, 1440, 900);
      await isWide(false);
      await sheet.focus();
      await page.keyboard.press("ArrowRight");
      await until(page, (now) => now.step === 1);
    },
    {
      ...host('<nn-playground lab="perceptron" data="three" seed="1" lang="en"></nn-playground>'),
      viewport: { width: 320, height: 740 },
    },
  ));

test("events do not bubble under common names; with nn- before they do", () =>
  withPage("#seed=1", async (page) => {
    const heard = await page.evaluate(async () => {
      const element = document.querySelector("nn-playground");
      const heard = { own: [], around: [] };
      for (const type of ["ready", "change", "progress", "warning", "error", "input"]) {
        element.addEventListener(type, () => heard.own.push(type));
        element.addEventListener(`nn-${type}`, ({ composed, bubbles }) =>
          heard.own.push(`nn-${type} ${composed && bubbles}`),
        );
        for (const name of [type, `nn-${type}`]) window.addEventListener(name, () => heard.around.push(name));
      }
      const other = element.cloneNode();
      element.settings = { nonsense: 1, learning_rate: 0.1 };
      await element.step(2);
      element.shadowRoot
        .querySelector("input[type=range]")
        .dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
      element.after(other);
      await other.ready;
      return { own: [...new Set(heard.own)].sort(), around: [...new Set(heard.around)].sort() };
    });
    assert.deepEqual(heard.own, [
      "change",
      "nn-change true",
      "nn-progress true",
      "nn-warning true",
      "progress",
      "warning",
    ]);
    assert.deepEqual(heard.around, ["nn-change", "nn-progress", "nn-ready", "nn-warning"]);
  }));
