// L2: the unit that is drawn beside its plane; and data that a stray click has replaced.
import assert from "node:assert/strict";
import test from "node:test";
import { call, place, press, settings, wait, withPage } from "./browser.mjs";

/** What the drawing of the unit says of itself, with a programmer's minus signs. */
const said = async (page) =>
  (await page.locator(".perceptron .diagram").getAttribute("aria-label")).replaceAll("−", "-");
/** What is written in it. */
const written = async (page) =>
  (await page.locator(".perceptron .diagram text").allTextContents()).map((text) => text.replaceAll("−", "-"));

test("the unit has the weights, the sum and the answer of the formula, and the sign of the step that is chosen", () =>
  withPage("#lab=perceptron&lang=en&seed=1&weights=-0.3,0.1,0.2&step=2", async (page) => {
    assert.equal(await said(page), "Unit 0: x₁ = 1, x₂ = 0, w₁ = 0.1; w₂ = 0.2; w₀ = -0.3; z = -0.2, ŷ = 0");
    const texts = await written(page);
    for (const text of ["1", "x₁", "x₂", "x₀", "Σ", "z = -0.2", "Heaviside", "ŷ", "0.1", "0.2", "-0.3"])
      assert.ok(texts.includes(text), `${text} is not among ${texts}`);
    // The larger a weight, the thicker; a negative one is told by its dashes, too.
    const widths = await page
      .locator(".perceptron .wire-line:not(.way-on)")
      .evaluateAll((lines) =>
        lines.map((line) => [line.getAttribute("stroke-width"), line.classList.contains("negative")]),
      );
    assert.deepEqual(
      widths.map(([, negative]) => negative),
      [false, false, true],
    );
    assert.ok(
      Number(widths[0][0]) < Number(widths[1][0]) && Number(widths[1][0]) < Number(widths[2][0]),
      String(widths),
    );
    const glyph = () => page.locator(".perceptron .step-line").getAttribute("d");
    const heaviside = await glyph();
    await page.getByRole("button", { name: /^sgn/ }).click();
    await wait(page, "step_function", "sign");
    assert.notEqual(await glyph(), heaviside);
    assert.ok((await written(page)).includes("sgn"));
    // Of three units it is that of the example's class.
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { data: "three", weights: null, step: 1 };
    });
    await wait(page, "data", "three");
    assert.match(await said(page), /^Unit [012]: /);
    await call(page, "step", 1);
    assert.match(await said(page), /^Unit [012]: /);
  }));

test("a weight, the sum and the answer light up in the formula and in the drawing together", () =>
  withPage("#lab=perceptron&lang=en&seed=1&weights=-0.3,0.1,0.2&step=2", async (page) => {
    for (const symbol of ["w1-0", "z-0", "yhat-0", "x1"]) {
      await page.locator(`.perceptron .diagram [data-symbol="${symbol}"]`).last().hover();
      const lit = await page.evaluate(
        (name) =>
          [".diagram", ".unit-formulas"].map(
            (part) =>
              document
                .querySelector("nn-playground")
                .shadowRoot.querySelectorAll(`${part} [data-symbol~="${name}"].highlighted`).length > 0,
          ),
        symbol,
      );
      assert.deepEqual(lit, [true, true], symbol);
    }
  }));

const WAYS = [
  ["Ctrl+Z", (page) => page.keyboard.press("Control+z")],
  ["Undo in the bar", (page) => press(page, "Undo")],
  ["the button below the plane", (page) => press(page, "Bring back AND")],
];

for (const [name, undo] of WAYS)
  test(`a stray click replaces the data, and ${name} brings them back, with what was learnt`, () =>
    withPage("#lab=perceptron&lang=en&seed=1&step=5", async (page) => {
      const before = await settings(page);
      const plane = await place(page.locator(".plane .ground"));
      await page.mouse.click(plane.x + plane.width * 0.4, plane.y + plane.height * 0.4);
      await wait(page, "data", "custom");
      await page.getByRole("button", { name: "Bring back AND", exact: true }).waitFor();
      // It does not help to begin anew: that keeps the points.
      await press(page, "Reset");
      await wait(page, "step", 0);
      assert.equal((await settings(page)).data, "custom");
      await page.keyboard.press("Control+z");
      await wait(page, "step", 5);
      await undo(page);
      await wait(page, "data", "and");
      const after = await settings(page);
      for (const key of ["step", "window", "weights", "points"]) assert.deepEqual(after[key], before[key], key);
      assert.equal(await page.getByRole("button", { name: "Bring back AND", exact: true }).count(), 0);
    }));

test("on a phone a tap is taken back by a button that is on the screen with the plane", () =>
  withPage(
    "#lab=perceptron&lang=pl&seed=1",
    async (page) => {
      const plane = await place(page.locator(".plane .ground"));
      await page.touchscreen.tap(plane.x + plane.width * 0.4, plane.y + plane.height * 0.4);
      await wait(page, "data", "custom");
      const button = page.getByRole("button", { name: "Przywróć dane: Koniunkcja (AND)", exact: true });
      const { y, height } = await place(button);
      assert.ok(y + height <= 844, `it ends at ${y + height}`);
      await button.tap();
      await wait(page, "data", "and");
    },
    { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  ));
