// The speed stands in the bar where there is room for it, else among the settings: once on the screen, always the same.
import assert from "node:assert/strict";
import test from "node:test";
import { openAll, resize, select, wait, withPage } from "./browser.mjs";

for (const [lab, first, then] of [
  ["perceptron", 2, 10],
  ["descent", 20, 5],
])
  test(`${lab}: the speed is chosen in the bar, and where that is narrow below`, () =>
    withPage(`#lab=${lab}&seed=1&lang=en`, async (page) => {
      const speed = select(page, "Speed");
      assert.equal(await speed.count(), 1);
      assert.equal(await speed.inputValue(), String(first));
      assert.equal(await page.locator(".transport").getByRole("combobox").count(), 1);
      await speed.selectOption(String(then));
      await wait(page, "speed", then);
      await resize(page, 390, 844);
      await page.locator(".transport").getByRole("combobox").waitFor({ state: "hidden" });
      await openAll(page);
      assert.equal(await speed.count(), 1);
      assert.equal(await speed.inputValue(), String(then));
      await speed.selectOption(String(first));
      await wait(page, "speed", first);
      await resize(page, 1024, 768);
      await page.locator(".transport").getByRole("combobox").waitFor();
      assert.equal(await speed.inputValue(), String(first));
    }));

test("network: the radio buttons stand in the bar, and where that is narrow below; every speed is in a list", () =>
  withPage("#seed=1&lang=en", async (page) => {
    const radio = (name) => page.getByRole("radiogroup", { name: "Speed" }).getByRole("radio", { name, exact: true });
    assert.equal(await radio("Epoch").count(), 1);
    assert.ok(await radio("Epoch").isChecked());
    assert.equal(await page.locator(".transport").getByRole("radio").count(), 3);
    await radio("Slow").check();
    await wait(page, "speed", "slow");
    await resize(page, 390, 844);
    await page.locator(".transport").getByRole("radio").first().waitFor({ state: "hidden" });
    assert.equal(await page.getByRole("radio").count(), 3);
    assert.ok(await radio("Slow").isChecked());
    await radio("Max").check();
    await wait(page, "speed", "max");
    await openAll(page);
    const all = select(page, "Every speed");
    assert.equal(await all.inputValue(), "max");
    await all.selectOption("20");
    await wait(page, "speed", 20);
    await resize(page, 1024, 768);
    await page.locator(".transport").getByRole("radio").first().waitFor();
    assert.equal(await page.getByRole("radio", { checked: true }).count(), 0);
  }));

for (const lab of ["perceptron", "descent", "backprop", "network"])
  test(`${lab}: the bar has room for it in either language, as wide as it may be narrow`, () =>
    withPage(`#lab=${lab}&seed=1&lang=en`, async (page) => {
      for (const lang of ["en", "pl"]) {
        await page.evaluate((value) => {
          document.querySelector("nn-playground").settings = { lang: value };
        }, lang);
        await wait(page, "lang", lang);
        for (const width of [701, 900, 919, 920, 960, 961, 1024, 1181, 1280, 1480, 1799, 1800, 1920]) {
          await resize(page, width, 768);
          const cut = await page.evaluate(() => {
            const header = document.querySelector("nn-playground").shadowRoot.querySelector("header");
            const parts = [...header.querySelectorAll(":scope > .labs, .transport > *, :scope > .tools")];
            const boxes = parts.map((part) => part.getBoundingClientRect()).filter(({ width }) => width > 0);
            return boxes.some(({ right }, at) => right > (boxes[at + 1]?.left ?? innerWidth) + 1);
          });
          assert.equal(cut, false, `${lang}, ${width}`);
        }
      }
    }));
