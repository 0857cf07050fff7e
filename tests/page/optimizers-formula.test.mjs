// A surface of one's own in the race: a formula that is typed, what is wrong with it, and where it has no minimum or no value.
import assert from "node:assert/strict";
import test from "node:test";
import { call, field, looks, pixels, press, select, settings, type, wait, withPage } from "./browser.mjs";
import { OPEN, board, numbers } from "./race.mjs";

const FIELD = "J(θ₁, θ₂)";
const caption = (page) => page.locator(".race-function");
const minima = (page) => page.locator(".race .race-minimum");

test("a formula is typed, raced on, and written into the link; undo brings the last one back", () =>
  withPage(`${OPEN}&lang=en`, async (page) => {
    assert.equal(await field(page, FIELD).isVisible(), false);
    await select(page, "Landscape").selectOption("A formula of one’s own");
    await wait(page, "surface", "custom");
    assert.equal(await field(page, FIELD).inputValue(), "x^2/6 + y^2 - cos(3x)/3");
    const ground = await pixels(page.locator("canvas.race-ground"));
    await type(page, FIELD, "(θ1-1)^2 + 4(θ2+0,5)²");
    await wait(page, "formula", "(θ1-1)^2 + 4(θ2+0,5)²");
    await page.waitForFunction(() =>
      document
        .querySelector("nn-playground")
        .shadowRoot.querySelector(".race-function")
        .textContent.includes("(θ₁−1)2"),
    );
    assert.notEqual(await pixels(page.locator("canvas.race-ground")), ground);
    assert.equal(await minima(page).count(), 1);
    // ∇J = (2(θ₁ − 1), 8(θ₂ + 0.5)) at the start, (−3.5, 2).
    assert.deepEqual(await numbers(page, "∇J"), ["−9.000", "20.00"]);
    await page.waitForFunction(
      () => new URLSearchParams(location.hash.slice(1)).get("formula") === "(θ1-1)^2 + 4(θ2+0,5)²",
    );
    await call(page, "step", 500);
    await page.getByText("Ranked by arrival at a minimum").waitFor();
    for (const row of (await board(page)).slice(0, 3)) assert.match(row[4], /arrived at step/, row.join());
    await page.reload();
    await wait(page, "formula", "(θ1-1)^2 + 4(θ2+0,5)²");
    await type(page, FIELD, "x^2 + y^2");
    await wait(page, "formula", "x^2 + y^2");
    await press(page, "Undo");
    await wait(page, "formula", "(θ1-1)^2 + 4(θ2+0,5)²");
    assert.equal(await field(page, FIELD).inputValue(), "(θ1-1)^2 + 4(θ2+0,5)²");
  }));

for (const [lang, name, faults] of [
  [
    "en",
    "A formula of one’s own",
    [
      ["x^2 + z", "z, at character 7, is unknown; there are θ1, θ2"],
      ["sin(x", "the bracket at character 4 is never closed."],
      ["x +", "something is missing at its end."],
      ["sin x", "sin, at character 1, needs its argument in brackets."],
      ["x ) y", "), at character 3, does not belong there."],
      ["||x", "||, at character 1, does not belong there."],
      ["x + 1e999", "1e999, at character 5, is too large"],
      ["x > 0", "that is a condition; a surface needs a number at each place."],
      ["", "there is no formula"],
    ],
  ],
  [
    "pl",
    "Własny wzór",
    [
      ["x^2 + z", "z na miejscu 7 jest nieznane; są θ1, θ2"],
      ["max(x)", "max na miejscu 1 wymaga dwóch argumentów"],
      ["y = x^2", "na miejscu 3 jest znak ="],
      ["x + 1e999", "liczba 1e999 na miejscu 5 jest za duża"],
    ],
  ],
])
  test(`${lang}: what is wrong with a formula is said beside it with its place, and the last one stays`, () =>
    withPage(`${OPEN}&lang=${lang}&surface=custom&formula=${encodeURIComponent("x^2+y^2")}`, async (page) => {
      const before = await settings(page);
      for (const [written, said] of faults) {
        await type(page, FIELD, written);
        await page.locator(".race-own .problem").getByText(said).waitFor();
        assert.equal(await field(page, FIELD).inputValue(), written);
        assert.deepEqual(await settings(page), before);
      }
      assert.match(await caption(page).textContent(), /J\(θ\) = θ₁2\+θ₂2/);
      assert.equal(await page.locator("option:checked", { hasText: name }).count(), 1);
    }));

test("a formula in a link that cannot be read is named, and the default is raced on", () =>
  withPage(`${OPEN}&lang=en&surface=custom&formula=x%2Bfoo`, async (page) => {
    assert.match((await page.locator(".warnings li").allTextContents()).join(), /formula/i);
    assert.equal((await settings(page)).formula, "x^2/6 + y^2 - cos(3x)/3");
  }));

test("where no minimum is known the page says so, and where there is no value nobody goes on", () =>
  withPage(`${OPEN}&lang=en&surface=custom&formula=${encodeURIComponent("x + y")}&step=20`, async (page) => {
    await page.getByText("no minimum is known in this picture").waitFor();
    await page.getByText("Ranked by J(θ) at this step").waitFor();
    assert.equal(await minima(page).count(), 0);
    await type(page, FIELD, "(x-20)^2 + y^2");
    await wait(page, "formula", "(x-20)^2 + y^2");
    assert.equal(await minima(page).count(), 0, "it is outside");
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { window: [10, 30, -10, 10], start: [12, 8] };
    });
    await wait(page, "window", [10, 30, -10, 10]);
    await page.waitForFunction(
      () => document.querySelector("nn-playground").shadowRoot.querySelectorAll(".race .race-minimum").length === 1,
    );
    await type(page, FIELD, "3 sqrt(12.5 - x) + y^2");
    await wait(page, "formula", "3 sqrt(12.5 - x) + y^2");
    await call(page, "step", 2000);
    await page.getByRole("alert").getByText("J(θ) has no value here").waitFor();
    assert.ok((await board(page)).some((row) => /diverged at step/.test(row[4])));
  }));

looks("optimizers", [["light", 1440, 900, "pl", "surface=custom&racer=3&step=12"]]);
