// L2 and L3, done by hand: with the mouse, with touch, and with the keyboard alone; in both languages.
import assert from "node:assert/strict";
import test from "node:test";
import {
  call,
  hasFocus,
  looks,
  middle,
  place,
  press,
  select,
  settings,
  state,
  swipe,
  until,
  wait,
  withPage,
} from "./browser.mjs";

const stands = (page, heading) => page.getByRole("heading", { name: heading, exact: true }).waitFor();
/** The text of a part, with spaces and minus signs as a programmer writes them. */
const plain = (text) => text.replace(/[\s\u00a0\u2061-\u2064]+/g, "").replaceAll("−", "-");
const formulas = async (page) => (await page.locator(".unit-formulas math").allTextContents()).map(plain);
const table = (page) =>
  page
    .locator(".examples tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => cell.textContent.replaceAll("−", "-")).join(" ")),
    );
/** Waits until that is what is said of the moment. */
const says = (page, hasText) => page.locator(".said", { hasText }).waitFor();
const converged = (page) => page.locator(".now", { hasText: /^Converged in epoch/ }).waitFor();
const dots = (page) => page.locator(".dot");
/** The lines of the person's own points, without the heading. */
const points = async (page) => (await settings(page)).points.split("\n").slice(1);
/** Where a point of the plane is on the screen, when the picture goes from low to high in both directions. */
const at = async (page, [x, y], [low, high]) => {
  const box = await place(page.locator(".plane .ground"));
  return [box.x + ((x - low) / (high - low)) * box.width, box.y + box.height - ((y - low) / (high - low)) * box.height];
};

/** The rule of the slide, w ← w + η (y − ŷ) x, for one unit from weights of 0; without η, so that nothing is rounded. */
class Unit {
  sums = [0, 0, 0];

  constructor(step) {
    this.step = step;
  }

  learn([x1, x2, y]) {
    const inputs = [1, x1, x2];
    const z = this.sums.reduce((sum, weight, i) => sum + weight * inputs[i], 0);
    const [before, output] = [this.sums, this.step(z)];
    this.sums = before.map((weight, i) => weight + (y - output) * inputs[i]);
    return { before, z, output, error: y - output, inputs };
  }
}
const heaviside = (z) => (z < 0 ? 0 : 1);
const AND = [
  [0, 0, 0],
  [0, 1, 0],
  [1, 0, 0],
  [1, 1, 1],
];
/** Tenths, as the page writes them, in parentheses if they are multiplied or added. */
const tenth = (value) => String(Math.round(value) / 10 || 0);
const factor = (text) => (text.startsWith("-") ? `(${text})` : text);

test("AND, example by example: each number of the rule is that of the slide's formula, and it converges", () =>
  withPage("#lab=perceptron&seed=1", async (page) => {
    const unit = new Unit(heaviside);
    const mistakes = [0];
    for (let step = 0; step < 40; step++) {
      const index = step % 4;
      if (index === 0 && step && mistakes.at(-1) === 0) break;
      if (index === 0 && step) mistakes.push(0);
      await stands(page, `Epoch ${Math.floor(step / 4) + 1}, example ${index + 1} of 4`);
      const { before, z, output, error, inputs } = unit.learn(AND[index]);
      if (error) mistakes[mistakes.length - 1]++;
      const [answer, changes, weights] = await formulas(page);
      const products = before.map((weight, i) => `${factor(tenth(weight))}·${inputs[i]}`).join("+");
      assert.equal(
        answer,
        `z=w0x0+w1x1+w2x2=${products}=${tenth(z)}y^=Heaviside(z)=${output}y-y^=${AND[index][2]}-${output}=${error}`,
        `step ${step}`,
      );
      assert.equal(
        changes,
        inputs.map((x, i) => `Δw${i}=η(y-y^)x${i}=0.1·${factor(String(error))}·${x}=${tenth(error * x)}`).join(""),
        `step ${step}`,
      );
      assert.equal(
        weights,
        inputs.map((x, i) => `w${i}←${tenth(before[i])}+${factor(tenth(error * x))}=${tenth(unit.sums[i])}`).join(""),
        `step ${step}`,
      );
      assert.equal(
        (await table(page))[index].split(" ").slice(0, 5).join(" "),
        `${index + 1} ${AND[index].join(" ")} ${output}`,
      );
      assert.equal(
        await page
          .locator(".dot.current")
          .getAttribute("aria-label")
          .then((label) => label.split(":")[0]),
        `Point ${index + 1}`,
      );
      await page.keyboard.press("ArrowRight");
    }
    await stands(page, `Converged in epoch ${mistakes.length}, after ${4 * mistakes.length} examples`);
    await says(page, "A whole epoch without a mistake");
    await page
      .getByRole("status")
      .filter({
        hasText: `Converged in epoch ${mistakes.length}, after ${4 * mistakes.length} examples. A whole epoch`,
      })
      .waitFor();
    await page
      .getByRole("img", { name: `Mistakes in each epoch, from epoch 1 on: ${mistakes.join(", ")}`, exact: true })
      .waitFor();
    assert.equal(await page.locator(".dot.wrong").count(), 0);
    // Nothing changes any more, and back is back.
    await page.keyboard.press("ArrowRight");
    assert.equal((await settings(page)).step, 4 * mistakes.length);
    await press(page, "Back");
    await stands(page, `Epoch ${mistakes.length}, example 4 of 4`);
    await page.keyboard.press("r");
    await stands(page, "Epoch 1, example 1 of 4");
    await page.keyboard.press("Shift+ArrowRight");
    await stands(page, "Epoch 2, example 1 of 4");
    await press(page, "Epoch");
    await stands(page, "Epoch 3, example 1 of 4");
  }));

test("decimals and fractions are exact: what is 0 on paper is 0 on the page, and counts as such", async () => {
  for (const [weights, eta, step, terms] of [
    ["-0.2,0.3,-0.1", "0.1", 11, "(-0.3)·1+0.2·1+0.1·1"],
    ["-1,1/3,2/3", "1/3", 3, "(-1)·1+0.333·1+0.667·1"],
  ]) {
    await withPage(`#lab=perceptron&lang=en&data=and&weights=${weights}&eta=${eta}&step=${step}`, async (page) => {
      await says(page, "The answer is right");
      const [answer] = await formulas(page);
      assert.equal(answer, `z=w0x0+w1x1+w2x2=${terms}=0y^=Heaviside(z)=1y-y^=1-1=0`);
      assert.equal((await table(page))[3], "4 1 1 1 1 ✓");
    });
  }
});

test("it plays to convergence and stops there; a link names the moment", async () => {
  await withPage("#lab=perceptron&seed=1&data=or&speed=60", async (page) => {
    await press(page, "Play");
    await until(page, (now) => now.step > 4 && !now.running);
    await converged(page);
    assert.equal((await state(page)).accuracy, 1);
  });
  // One goes on from what there is, whatever the link says.
  await withPage("#lab=perceptron&seed=1&step=5000", async (page) => {
    const last = (await state(page)).step;
    assert.ok(last < 50);
    await press(page, "Back");
    await until(page, (now) => now.step === last - 1);
  });
});

test("Heaviside and sgn side by side, each with the targets that it wants", () =>
  withPage("#lab=perceptron&seed=1", async (page) => {
    const cards = page.locator(".function");
    const said = async () => (await cards.allTextContents()).map(plain);
    // z = 0: Heaviside says 1, sgn 0, which is no class.
    assert.deepEqual(await said(), [
      "Heaviside(z)targets{0;1}outputŷ1targety0",
      "sgn(z)targets{-1;1}outputŷ0targety-1",
    ]);
    assert.deepEqual(await table(page), ["1 0 0 0 1 ✗", "2 0 1 0 1 ✗", "3 1 0 0 1 ✗", "4 1 1 1 1 ✓"]);
    await page.getByRole("button", { name: /^sgn/ }).click();
    await wait(page, "step_function", "sign");
    assert.equal(await cards.last().getAttribute("aria-pressed"), "true");
    assert.deepEqual(await table(page), ["1 0 0 -1 0 ✗", "2 0 1 -1 0 ✗", "3 1 0 -1 0 ✗", "4 1 1 1 0 ✗"]);
    assert.match((await formulas(page))[0], /=sgn\(z\)=0y-y\^=-1-0=-1$/);
    await call(page, "step", 13);
    const sums = await page.locator(".region-name").allTextContents();
    assert.deepEqual(sums.sort(), ["ŷ = 1", "ŷ = −1"]);
  }));

test("XOR goes round for ever, and a hidden layer is pointed at, which learns it", () =>
  withPage("#lab=perceptron&seed=1&data=xor&speed=60", async (page) => {
    await press(page, "Play");
    await says(
      page,
      /After epoch 3 the weights are those after epoch 2\..*No line can separate these classes; a hidden layer can\./,
    );
    assert.equal((await state(page)).running, true, "it goes on");
    await page.keyboard.press("Space");
    await until(page, (now) => !now.running);
    assert.ok((await page.locator(".bar.again").count()) >= 1);
    await call(page, "epoch", 20);
    assert.match(await page.locator(".bars").getAttribute("aria-label"), /(, 4){10}/, "four mistakes an epoch");
    await press(page, "A hidden layer learns XOR →");
    await wait(page, "lab", "network");
    assert.equal((await settings(page)).dataset, "xor-gate");
    await call(page, "epoch", 300);
    assert.equal((await state(page)).accuracy, 1);
  }));

test("Hebb's rule adds η y x, whatever the answer is, and never stops", () =>
  withPage("#lab=perceptron&seed=1&step-function=sign&data=or", async (page) => {
    await select(page, "Learning rule").selectOption("Hebb: Δw = η y x");
    await wait(page, "rule", "hebb");
    assert.deepEqual((await formulas(page))[1], "Δw0=ηyx0=0.1·(-1)·1=-0.1Δw1=ηyx1=0.1·(-1)·0=0Δw2=ηyx2=0.1·(-1)·0=0");
    await call(page, "step", 8);
    // Two times the sum of y (1, x1, x2) over OR is (4, 4, 4): so (0, 0) is never answered by −1.
    assert.match((await formulas(page))[2], /^w0←0\.4.*w1←0\.4.*w2←0\.4/);
    await call(page, "step", 400);
    await says(page, "Hebb’s rule does not look at the answer");
    assert.match((await formulas(page))[2], /^w0←20\.4.*w1←20\.4.*w2←20\.4/);
    assert.equal(await page.locator(".dot.wrong").count(), 1);
    // Where a region has no room its name has none either.
    await call(page, "reset");
    await call(page, "step", 3);
    assert.deepEqual(await page.locator(".region-name").allTextContents(), ["ŷ = 1"]);
    await call(page, "step", 100);
    await select(page, "Learning rule").selectOption("Perceptron: Δw = η (y − ŷ) x");
    await converged(page);
  }));

test("formula, picture and table light up together", () =>
  withPage("#lab=perceptron&seed=1&step=14", async (page) => {
    await page.locator("math [data-symbol=w1-0]").first().hover();
    const highlighted = () =>
      page
        .locator(".highlighted")
        .evaluateAll((parts) =>
          parts.map((part) => part.getAttribute("class").replace(" highlighted", "") || part.localName),
        );
    const parts = await highlighted();
    for (const part of ["highlighted", "pointer normal", "border"])
      assert.ok(parts.includes(part), `${part} is not among ${parts}`);
    await page.locator(".examples tr.current td").first().hover();
    assert.ok((await highlighted()).includes("dot current wrong"), String(await highlighted()));
  }));

test("with the mouse: a click adds a point, a drag moves it, a third class brings three units", () =>
  withPage("#lab=perceptron&seed=1&weights=1,2,3&step=3", async (page) => {
    const square = [-0.5, 1.5];
    await page.mouse.click(...(await at(page, [0.4, 0.6], square)));
    await wait(page, "data", "custom");
    assert.deepEqual(await points(page), ["0, 0, 0", "0, 1, 0", "1, 0, 0", "1, 1, 1", "0.4, 0.6, 1"]);
    assert.deepEqual((await settings(page)).window, [-0.5, 1.5, -0.5, 1.5], "the picture stays");
    assert.deepEqual((await settings(page)).weights, [1, 2, 3], "as many units as before");
    // While it is being dragged the line follows, and it stays within the picture.
    await page.mouse.move(...(await at(page, [0.4, 0.6], square)));
    await page.mouse.down();
    await page.mouse.move(...(await at(page, [0.8, -0.3], square)), { steps: 5 });
    await page.getByRole("button", { name: /^Point 5: x₁ = 0\.8, x₂ = −0\.3, class 1/ }).waitFor();
    assert.equal((await points(page))[4], "0.4, 0.6, 1", "nothing is settled yet");
    await page.mouse.move(...(await at(page, [5, -9], square)), { steps: 5 });
    await page.mouse.up();
    await wait(page, "points", "x, y, class\n0, 0, 0\n0, 1, 0\n1, 0, 0\n1, 1, 1\n1.5, -0.5, 1");
    assert.equal(await dots(page).count(), 5, "a drag is no click");
    await press(page, "class 2");
    await page.mouse.click(...(await at(page, [0.5, 1.2], square)));
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.points.endsWith("0.5, 1.2, 2"));
    await page.getByText("Unit 2: is it class 2?").waitFor();
    assert.equal((await settings(page)).weights, null, "they were for one unit");
    assert.equal((await formulas(page)).length, 9, "three for each unit");
    assert.match((await table(page))[5], /\(0; 0; 1\)/);
    await select(page, "Dataset").selectOption("Three classes, three units");
    await wait(page, "window", null);
    assert.equal(await dots(page).count(), 40);
  }));

test("in Polish with the keyboard alone: points are added, moved, given another class and removed", () =>
  withPage("#lab=perceptron&seed=1&lang=pl", async (page) => {
    await dots(page).first().focus();
    await page.keyboard.press("PageDown");
    await hasFocus(page, "Punkt 2: x₁ = 0, x₂ = 1, klasa 0; wynik 1 jest błędny");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() =>
      document.querySelector("nn-playground").settings.points.includes("\n0.05, 0.95, 0\n"),
    );
    await hasFocus(page, "Punkt 2: x₁ = 0,05, x₂ = 0,95");
    assert.equal((await state(page)).step, 0, "the arrows moved the point and nothing else");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() =>
      document.querySelector("nn-playground").settings.points.includes("\n0.05, 0.95, 1\n"),
    );
    await page.keyboard.press("0");
    await page.waitForFunction(() =>
      document.querySelector("nn-playground").settings.points.includes("\n0.05, 0.95, 0\n"),
    );
    await page.keyboard.press("Delete");
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.points.split("\n").length === 4);
    await hasFocus(page, "Punkt 1"); // A neighbour of the one that went.
    await page.getByText("Własne punkty", { exact: true }).last().focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Dodaj punkt" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.points.split("\n").length === 5);
    await hasFocus(page, "Punkt 4");
    const x = page.getByRole("textbox", { name: "x₁", exact: true });
    await x.fill("1,25");
    await x.press("Enter");
    await page.waitForFunction(() =>
      document.querySelector("nn-playground").settings.points.split("\n")[4].startsWith("1.25, "),
    );
    assert.equal(await x.inputValue(), "1,25");
    // The last point stays: without any there would be nothing to learn.
    await dots(page).first().focus();
    for (let presses = 0; presses < 6; presses++) await page.keyboard.press("Delete");
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.points.split("\n").length === 2);
    await settings(page);
    assert.equal(await dots(page).count(), 1);
  }));

test("of the largest task a point is dragged far along the way: the picture follows, and what becomes of it is known in the end", () =>
  withPage("#lab=perceptron&seed=1", async (page) => {
    const part = (at) => (((at * 7919) % 1201) / 100 - 6).toFixed(2);
    const rows = Array.from({ length: 499 }, (_, at) => `${part(2 * at)}, ${part(2 * at + 1)}, ${at % 8}`);
    const points = ["x, y, class", ...rows, "0.5, 0.5, 3"].join("\n");
    await page.evaluate(
      (own) => {
        document.querySelector("nn-playground").settings = own;
      },
      { data: "custom", points, step: 20_000, window: [-7, 7, -7, 7] },
    );
    await until(page, ({ step }) => step === 20_000);
    // No straight lines part them.
    await says(page, "no end within 100,000 examples");
    await page.mouse.move(...(await at(page, [0.5, 0.5], [-7, 7])));
    await page.mouse.down();
    await page.mouse.move(...(await at(page, [3, -2], [-7, 7])), { steps: 12 });
    await page.getByRole("button", { name: /^Point 500: x₁ = 3, x₂ = −2, class 3/ }).waitFor();
    assert.equal((await settings(page)).points, points, "nothing is settled yet");
    await page.mouse.up();
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.points.endsWith("3, -2, 3"));
    await until(page, ({ step }) => step === 20_000);
    await says(page, "no end within 100,000 examples");
  }));

test("with touch: a tap adds a point, a drag moves it", () =>
  withPage(
    "#lab=perceptron&seed=1",
    async (page) => {
      await page.locator(".plane").scrollIntoViewIfNeeded();
      await page.touchscreen.tap(...(await at(page, [0.5, 0.5], [-0.5, 1.5])));
      await page.waitForFunction(() => document.querySelector("nn-playground").settings.points.endsWith("0.5, 0.5, 1"));
      await settings(page); // it is seen
      const [from, to] = [await middle(dots(page).last().locator(".marker")), await at(page, [0.5, 0.2], [-0.5, 1.5])];
      await swipe(page, from, to);
      await page.waitForFunction(() => document.querySelector("nn-playground").settings.points.endsWith("0.5, 0.2, 1"));
    },
    { viewport: { width: 390, height: 844 }, hasTouch: true },
  ));

test("what cannot be is said beside the field, and nothing is lost", () =>
  withPage("#lab=perceptron&seed=1", async (page) => {
    const refused = async (field, written, said) => {
      await field.fill(written);
      await field.blur();
      await page.getByText(said).waitFor();
      assert.equal(await field.inputValue(), written);
      assert.equal(await field.getAttribute("aria-invalid"), "true");
    };
    const rate = page.getByRole("textbox", { name: "Learning rate η" });
    for (const [written, said] of [
      ["fast", "“fast” is not a number."],
      ["", "“” is not a number."],
      ["-1", "-1 is out of range"],
      ["1e308", "1e308 is out of range"],
    ]) {
      await refused(rate, written, said);
      assert.equal((await settings(page)).eta, 0.1);
    }
    await rate.fill("0,5");
    await rate.press("Enter");
    await wait(page, "eta", 0.5);
    assert.equal(await rate.getAttribute("aria-invalid"), null);
    await page.getByText("Bias and initial weights").click();
    const weight = page.getByRole("textbox", { name: "w₁", exact: true });
    for (const [written, said] of [
      ["a", "“a” is not a number."],
      ["", "“” is not a number."],
      ["1e308", "1e308 is out of range"],
    ])
      await refused(weight, written, said);
    await weight.fill("-2");
    await weight.press("Enter");
    await wait(page, "weights", [0, -2, 0]);
    await page.getByText("Your own points", { exact: true }).last().click();
    const x = page.getByRole("textbox", { name: "x₁", exact: true });
    for (const [written, said] of [
      ["left", "“left” is not a number."],
      ["1e308", "1e308 is out of range"],
    ])
      await refused(x, written, said);
    const all = page.getByRole("textbox", { name: "All points" });
    for (const [written, said] of [
      ["1, 2, 0\n3, abc, 1", "line 2: “abc” is not a number"],
      ["", "rows: 0; there must be 1 to"],
      ["1, 2, 0\n1e308, 4, 1", "line 2: 1·10³⁰⁸ is out of range"],
      ["1, 2, 0\n3, , 1", "line 2"],
      ["1, 2, 0.5", "the last column is a class"],
      ["1, 2", "a point needs three numbers"],
    ]) {
      await refused(all, written, said);
      assert.equal((await settings(page)).data, "and");
    }
    await all.fill("0,5; 1; 0\n-3; 2; 1\n100; 50; 1");
    await all.blur();
    await wait(page, "data", "custom");
    assert.equal(await dots(page).count(), 3);
    assert.equal(await page.locator(".dot.hidden").count(), 0, "the picture fits");
    assert.equal((await settings(page)).weights, null);
  }));

test("points outside the picture are told of and can be seen; what a link has wrong is named", () =>
  withPage("#lab=perceptron&seed=1&window=-0.5,0.5,-0.5,0.5&eta=-1&weights=1,2&samples=5&speed=x", async (page) => {
    await page.getByText("Points outside the picture: 3.").waitFor();
    for (const said of [
      /^eta: -1 is not within 1·10⁻⁶ to 1,000/,
      /^samples: 5 is not within 10 to 500/,
      /^speed: “x” is not a number/,
      /numbers: 2; there must be 3/,
    ])
      await page.getByText(said).waitFor();
    assert.equal((await settings(page)).weights, null);
    assert.equal(await page.locator(".dot:visible").count(), 1);
    await press(page, "Show all");
    await page.waitForFunction(
      () => document.querySelector("nn-playground").shadowRoot.querySelectorAll(".dot.hidden").length === 0,
    );
  }));

test("each thing to try does what it says", () =>
  withPage("#lab=perceptron&seed=1", async (page) => {
    const tries = page.locator(".tries button");
    assert.equal(await tries.count(), 3);
    await tries.nth(0).click();
    await wait(page, "step_function", "sign");
    await until(page, (now) => now.running);
    await call(page, "epoch", 20);
    await converged(page);
    await tries.nth(1).click();
    await wait(page, "data", "xor");
    await call(page, "epoch", 10);
    await says(page, "No line can separate these classes");
    // A point is dragged so that a line can.
    await page.mouse.move(...(await middle(dots(page).last().locator(".marker"))));
    await page.mouse.down();
    await page.mouse.move(...(await at(page, [0.9, -0.2], [-0.5, 1.5])), { steps: 4 });
    await page.mouse.move(...(await at(page, [-0.2, 0], [-0.5, 1.5])), { steps: 4 });
    await page.mouse.up();
    await wait(page, "data", "custom");
    await call(page, "epoch", 100);
    await converged(page);
    await tries.nth(2).click();
    await wait(page, "rule", "hebb");
    await call(page, "epoch", 2);
    await says(page, "All answers are right, and yet Hebb’s rule goes on");
    assert.equal((await settings(page)).data, "gauss");
    await select(page, "Learning rule").selectOption("perceptron");
    await call(page, "epoch", 100);
    await converged(page);
  }));

test("another language keeps the moment, the points and what is open", () =>
  withPage("#lab=perceptron&seed=1&data=custom&points=1,2,0%0A2,1,1%0A-1,-1,0&step=4&eta=0.25", async (page) => {
    await page.getByText("Bias and initial weights").click();
    const before = await settings(page);
    await press(page, "Polski");
    await stands(page, "Epoka 2, przykład 2 z 3");
    assert.deepEqual(await settings(page), { ...before, lang: "pl" });
    assert.equal(await page.getByRole("textbox", { name: "w₁", exact: true }).isVisible(), true);
    assert.equal(await page.getByRole("textbox", { name: "Współczynnik uczenia η" }).inputValue(), "0,25");
    await page.keyboard.press("ArrowRight");
    await stands(page, "Epoka 2, przykład 3 z 3");
  }));

test("the largest amounts, and no bias: nothing breaks", async () => {
  const many = Array.from(
    { length: 500 },
    (_, index) => `${(index * 37) % 101},${(index * 53) % 89},${index % 8}`,
  ).join("\n");
  await withPage(
    `#lab=perceptron&seed=1&data=custom&step=100000&eta=1000&points=${encodeURIComponent(many)}`,
    async (page) => {
      assert.equal(await dots(page).count(), 500);
      await says(page, "Still mistakes, and no end within 100,000 examples.");
      assert.equal((await formulas(page)).length, 24);
    },
  );
  await withPage("#lab=perceptron&seed=1&bias=false&data=or&step=4&weights=9,1,-1", async (page) => {
    assert.doesNotMatch((await formulas(page)).join(), /w0/);
    await page.getByText("Bias and initial weights").click();
    await page.getByRole("checkbox", { name: "Bias" }).check();
    await wait(page, "bias", true);
    assert.equal(await page.getByRole("textbox", { name: "w₀", exact: true }).inputValue(), "9", "it was kept");
  });
});

looks("perceptron", [
  ["light", 1440, 900, "en", "step=14"],
  ["dark", 1440, 900, "pl", "data=three&step=50&noise=20"],
  ["dark", 390, 844, "en", "data=gauss&rule=hebb&step=30"],
  ["light", 360, 740, "pl", "data=custom&points=1,2,7%0A3,4,5%0A-1,0,0&step=9"],
]);
