// Predict first: the number that comes next is asked for before the step is shown, checked, told after two misses and counted.
import assert from "node:assert/strict";
import test from "node:test";
import { call, host, press, settings, state, wait, withPage, withSource } from "./browser.mjs";

const panel = (page) => page.locator(".ask");
const answer = (page) => panel(page).getByRole("textbox");
const said = (page, text) => panel(page).getByRole("status").filter({ hasText: text }).waitFor();
const asks = (page, text) => panel(page).locator("label").filter({ hasText: text }).waitFor();
/** What the field of the question has: waited for, since a step comes first. */
const focused = (page) =>
  page.waitForFunction(() => {
    const { activeElement } = document.querySelector("nn-playground").shadowRoot;
    return activeElement?.matches(".ask input") && !activeElement.readOnly;
  });
/** Keeps the answers that are told. */
const listen = (page) =>
  page.evaluate(() => {
    window.answers = [];
    document.querySelector("nn-playground").addEventListener("answer", ({ detail }) => window.answers.push(detail));
  });
const answers = (page) => page.evaluate(() => window.answers);
const covered = (page) => page.locator(".formula .covered").count();

test("perceptron, by the keyboard alone: the output, then a weight; two misses tell the line; all is counted and told to the page", () =>
  withPage("#lab=perceptron&seed=1&lang=en&ask=true", async (page) => {
    await listen(page);
    await asks(page, "Example 1, x₁ = 0, x₂ = 0: what is the output?");
    assert.ok((await covered(page)) > 5, "the formula tells the answer");
    assert.equal(
      await page
        .locator(".formula mn.covered")
        .first()
        .evaluate((one) => getComputedStyle(one).color),
      "rgba(0, 0, 0, 0)",
    );
    // → leads to the question, not past it.
    await page.keyboard.press("ArrowRight");
    await focused(page);
    assert.equal((await state(page)).step, 0);
    await page.keyboard.type("one");
    await page.keyboard.press("Enter");
    await said(page, "“one” is not a number.");
    await answer(page).fill("1");
    await page.keyboard.press("Enter");
    await said(page, "Right: z = 0 · 1 + 0 · 0 + 0 · 0 = 0, ŷ = Heaviside(0) = 1");
    await page.keyboard.press("Enter");
    await asks(page, "By how much does this weight change after example 1?");
    await focused(page);
    await page.keyboard.type("5");
    await page.keyboard.press("Enter");
    await said(page, "5 is not it. One more try.");
    await focused(page);
    await page.keyboard.type("6");
    await page.keyboard.press("Enter");
    await said(page, "Not quite: Δw₀ = η (y − ŷ) x₀ = 0.1 · (−1) · 1 = −0.1");
    assert.equal(await covered(page), 0);
    assert.equal((await state(page)).step, 0, "a step was shown before it was wanted");
    // → goes on, and the next question has the focus.
    await page.keyboard.press("ArrowRight");
    await asks(page, "Example 2");
    await focused(page);
    assert.equal((await state(page)).step, 1);
    assert.deepEqual(await answers(page), [
      { asked: "perceptron.yhat@0", given: "1", right: true, attempt: 1 },
      { asked: "perceptron.delta_w0@0", given: "5", right: false, attempt: 1 },
      { asked: "perceptron.delta_w0@0", given: "6", right: false, attempt: 2 },
    ]);
    await panel(page).getByText("1 of 2 right").waitFor();
    // Escape shows the step without an answer, and counts nothing.
    await page.keyboard.press("Escape");
    await asks(page, "Example 3");
    await focused(page);
    assert.equal((await state(page)).step, 2);
    await panel(page).getByText("1 of 2 right").waitFor();
    assert.equal((await answers(page)).length, 3);
  }));

test("By hand, in Polish, by the mouse: the numbers of the next stages with commas, to the new weight of the slide", () =>
  withPage("#lab=backprop&seed=1&lang=pl&stage=2", async (page) => {
    await page.getByLabel("Najpierw przewiduj").check();
    await wait(page, "ask", true);
    await listen(page);
    for (const [asked, written, worked] of [
      ["Strata", "10,01", "Loss = (y − out)²"],
      ["Wpływ wyjścia z neuronu na stratę", "-6,328", "−6,328"],
      ["Wpływ wejścia neuronu na jego wyjście", "−6.328", "−6,328"],
      ["Wpływ wagi na wejście neuronu", "0,06", "0,06"],
      ["Średni wpływ wagi na stratę", "−0,38", "= −0,37968"],
      ["Nowe wagi", "0,14", "0,1400156"],
    ]) {
      await asks(page, `Dalej: ${asked}.`);
      const { stage } = await settings(page);
      await press(page, "Krok");
      await focused(page);
      assert.equal((await settings(page)).stage, stage);
      await answer(page).fill(written);
      await press(page, "Sprawdź");
      await said(page, "Dobrze: ");
      await said(page, worked);
      await press(page, "Dalej");
      await wait(page, "stage", stage + 1);
    }
    await panel(page).getByText("dobrze: 6 z 6").waitFor();
    // The next epoch's number is asked of the machine.
    await asks(page, "Dalej: Wejście neuronu.");
    await answer(page).fill("0,0865");
    await page.keyboard.press("Enter");
    await said(page, "Dobrze: Przykład 1: net = w₁·x + w₀ = 0,1400156 · 0,06 + 0,078096 = 0,0864969");
    assert.deepEqual((await answers(page)).at(-1), {
      asked: "backprop.net1.1.1@0",
      given: "0,0865",
      right: true,
      attempt: 1,
    });
    await page.keyboard.press("Enter");
    await wait(page, "epoch", 1);
    assert.equal((await settings(page)).stage, 1);
  }));

test("gradient descent: an entry of the gradient of few points, then the new θ; of many only θ", async () => {
  // The lecture's five points from θ = 0, by hand: the mean of −y, and η times that.
  const y = [3.17, 4.73, 4.26, 4.57, 3.02];
  const gradient = -y.reduce((sum, one) => sum + one, 0) / 5;
  await withPage("#lab=descent&seed=1&lang=en&ask=true&data=lecture&eta=0.01", async (page) => {
    await asks(page, "What is the derivative of J with respect to θ₀, as the mean over 5 points?");
    await answer(page).fill(gradient.toFixed(2));
    await answer(page).press("Enter");
    await said(page, "= −3.9500");
    await page.keyboard.press("Enter");
    await asks(page, "Where will θ₀ be after the step?");
    await focused(page);
    await page.keyboard.type(String(-0.01 * gradient));
    await page.keyboard.press("Enter");
    await said(page, "Right: θ₀ ← 0.0000 − 0.01 · (−3.9500) = 0.0395");
    await page.keyboard.press("Enter");
    await wait(page, "step", 1);
    await asks(page, "θ₁");
  });
  await withPage("#lab=descent&seed=1&lang=en&ask=true", async (page) => {
    await asks(page, "Where will θ₀ be after the step?");
    assert.ok((await covered(page)) > 0);
  });
});

test("a question ends with its moment: Back, undo and other settings ask anew; playing asks nothing; scripts step as ever", () =>
  withPage("#lab=perceptron&seed=1&lang=en&ask=true&step=2", async (page) => {
    await asks(page, "Example 3");
    await answer(page).fill("7");
    await answer(page).press("Enter");
    await said(page, "7 is not it.");
    await press(page, "Back");
    await asks(page, "Example 2");
    await panel(page).getByText("0 of 1 right").waitFor();
    // The first miss was another example's.
    await answer(page).fill("7");
    await answer(page).press("Enter");
    await said(page, "7 is not it.");
    await page
      .getByRole("combobox", { name: "Dataset" })
      .or(page.getByRole("combobox", { name: "Data" }))
      .first()
      .selectOption("or");
    await asks(page, "Example 1");
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await asks(page, "Example 2");
    await call(page, "step", 2);
    assert.equal((await settings(page)).step, 3);
    await asks(page, "Example 4");
    await press(page, "Play");
    await said(page, "While it plays nothing is asked.");
    assert.equal(await covered(page), 0);
    await press(page, "Pause");
    await asks(page, "what is the output?");
    // The other language asks the same.
    await press(page, "Polski");
    await asks(page, "jakie będzie wyjście?");
    assert.match(await page.evaluate(() => document.querySelector("nn-playground").hash), /ask=true/);
    await page.getByLabel("Najpierw przewiduj").uncheck();
    await panel(page).waitFor({ state: "hidden" });
    assert.equal(await covered(page), 0);
    assert.doesNotMatch(await page.evaluate(() => document.querySelector("nn-playground").hash), /ask=/);
  }));

test("in somebody else's page answers arrive as nn-answer, and Escape stays inside", () =>
  withPage(
    "",
    async (page) => {
      await page.evaluate(() => {
        window.answers = [];
        window.escaped = 0;
        document.addEventListener("nn-answer", ({ detail }) => window.answers.push(detail));
        document.addEventListener("keydown", ({ key }) => {
          if (key === "Escape") window.escaped += 1;
        });
      });
      await asks(page, "what is the output?");
      await answer(page).fill("1");
      await answer(page).press("Enter");
      await said(page, "Right");
      await page.keyboard.press("Enter");
      await asks(page, "By how much");
      await answer(page).press("Escape");
      await asks(page, "Example 2");
      assert.deepEqual(await answers(page), [{ asked: "perceptron.yhat@0", given: "1", right: true, attempt: 1 }]);
      assert.equal(await page.evaluate(() => window.escaped), 0);
    },
    host('<nn-playground lab="perceptron" seed="1" lang="en" ask="true"></nn-playground>'),
  ));

for (const [lab, lang, width, height, view] of [
  ["perceptron", "pl", 1280, 720, "projector"],
  ["descent", "en", 390, 844, "normal"],
  ["backprop", "pl", 390, 844, "normal"],
])
  test(`${lab}, ${lang}, ${width} pixels, ${view}: the question is on the screen, and nothing is wider than that`, () =>
    withPage(
      `#lab=${lab}&seed=1&lang=${lang}&ask=true&view=${view}`,
      async (page) => {
        await panel(page).waitFor();
        const box = await panel(page).boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= width && box.y + box.height <= height, JSON.stringify(box));
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
      },
      { viewport: { width, height } },
    ));

for (const [name, hash, given, right] of [
  ["of what is shown", "#lab=perceptron&seed=1&lang=en&ask=true", "1", "Dobrze: "],
  ["of what is foreseen", "#lab=backprop&seed=1&lang=en&ask=true&stage=8", "0.0865", "Dobrze: "],
])
  test(`an answer stays answered in another language, and counts once: ${name}`, () =>
    withPage(hash, async (page) => {
      await answer(page).fill("77");
      await answer(page).press("Enter");
      await said(page, "77 is not it.");
      await press(page, "Polski");
      await panel(page).getByText("dobrze: 0 z 1").waitFor();
      await said(page, "77");
      await asks(page, name === "of what is shown" ? "jakie będzie wyjście?" : "Dalej: ");
      await answer(page).fill(given);
      await answer(page).press("Enter");
      await said(page, right);
      await press(page, "English");
      await said(page, "Right: ");
      await panel(page).getByText("1 of 1 right").waitFor();
      assert.equal(await answer(page).inputValue(), given);
      assert.equal(await answer(page).evaluate((field) => field.readOnly), true);
      await panel(page).getByRole("button", { name: "Go on" }).waitFor();
    }));

test("what is tried out is answered or said not to be: the last wish is, one between is not, and nothing that was forgotten", () =>
  withPage("#lab=backprop&seed=1&lang=en", async (page) => {
    await withSource(page);
    const answered = await page.evaluate(async () => {
      const { Trial } = await import("/source/labs/trial.js");
      const { lab, step, ...settings } = document.querySelector("nn-playground").settings;
      const trial = new Trial("backprop");
      const used = [];
      const ask = (epoch) =>
        trial.ask({ seed: 1, preset: settings.preset, epoch }, ({ epoch }) => used.push(epoch)).catch(String);
      const ends = await Promise.all([ask(1), ask(2), ask(3)]);
      const left = [ask(4), ask(5)];
      trial.forget();
      ends.push(...(await Promise.all(left)), await ask(6));
      ends.push(await trial.ask({ seed: 1, preset: "none" }, () => {}).catch(() => "refused"));
      trial.close();
      return [ends, used];
    });
    assert.deepEqual(answered, [
      [true, false, true, false, false, true, "refused"],
      [1, 3, 6],
    ]);
  }));

test("questions that fail end their round, and are wanted again", () =>
  withPage("#lab=backprop&seed=1&lang=en", async (page) => {
    await withSource(page);
    const [wanted, words] = await page.evaluate(async () => {
      const { Predict } = await import("/source/labs/predict.js");
      const { language } = await import("/source/i18n/index.js");
      const text = await language("en", "backprop");
      let wanted = 0;
      const lesson = {
        host: { text, emit() {} },
        element: document.createElement("div"),
        settings: { ask: true, epoch: 1 },
        state: { step: 0, running: false },
        async questions() {
          wanted += 1;
          if (wanted === 1) throw new Error("refused");
          return wanted === 2 ? null : [{ quantity: "a", words: "How much?", symbol: "a", value: 1, hides: [] }];
        },
      };
      const predict = new Predict(lesson, "backprop");
      const parts = { controls: [] };
      predict.build(parts);
      const words = [];
      for (let times = 0; times < 4; times++) {
        await predict.show();
        words.push(parts.asked.textContent);
      }
      return [wanted, words];
    });
    assert.equal(wanted, 3);
    assert.match(words[0], /nothing/i);
    assert.match(words[3], /How much/);
  }));

test("XOR by hand: after the last example it goes on with the first", () =>
  withPage("#lab=xor&seed=1&lang=en&ask=true&example=4", async (page) => {
    await answer(page).fill("0");
    await answer(page).press("Enter");
    await said(page, "Right");
    await page.keyboard.press("Enter");
    await wait(page, "example", 1);
    await answer(page).press("Escape"); // skipped
    await wait(page, "example", 2);
  }));
