// L8 and L9: activations and losses, with the mouse and with the keyboard alone; in both languages.
import assert from "node:assert/strict";
import test from "node:test";
import { call, looks, middle, place, press, settings, state, until, wait, withPage } from "./browser.mjs";

const handle = (page, name = "Point") => page.getByRole("slider", { name, exact: true });
const choose = (page, name, label = "Function") =>
  page.getByRole("combobox", { name: label, exact: true }).selectOption(name);
/** The strip of numbers: { x, g(x), … } as they are written. */
const strip = (page) =>
  page
    .locator(".numbers > div")
    .evaluateAll((parts) =>
      Object.fromEntries(parts.map((part) => [part.firstElementChild.textContent, part.lastElementChild.textContent])),
    );
const said = (page) => page.locator(".said").textContent();
/** A number as it is written. */
const read = (written) => Number(written.replace("−", "-").replace(",", "."));

/** Where the point is on its line, in the window: [x, y]. */
const point = async (page) => middle(handle(page));

test("relu: dragged along, its value, derivative, formula and words follow", () =>
  withPage("#lab=functions&seed=1&lang=en", async (page) => {
    assert.deepEqual([(await settings(page)).function, (await strip(page))["g(x)"]], ["relu", "1.0000"]);
    assert.match(await said(page), /Dead: for x < 0 the derivative is exactly 0/);
    const [x, y] = await point(page);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 150, y + 20, { steps: 6 });
    await page.mouse.up();
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.x < -0.5);
    await settings(page);
    assert.deepEqual((({ "g(x)": value, "g′(x)": slope }) => [value, slope])(await strip(page)), ["0.0000", "0.0000"]);
    const [nowX] = await point(page);
    assert.ok(Math.abs(nowX - x + 150) < 4, `the point is at ${nowX}`);
    // A drag is undone as one.
    await press(page, "Undo");
    await wait(page, "x", 1);
    // A step from between two places goes to the next one; none stays.
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { x: 0.13 };
    });
    await call(page, "step", 0);
    assert.equal((await settings(page)).x, 0.13);
    await call(page, "step", -1);
    assert.equal((await settings(page)).x, 0);
    // A click on the picture puts it there.
    const box = await place(page.getByRole("img", { name: /^The activation relu/ }));
    await page.mouse.click(box.x + box.width * 0.9, box.y + box.height * 0.4);
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.x > 3);
  }));

test("by keys alone: another function, the point, steps, playing and Reset", () =>
  withPage("#lab=functions&seed=1&lang=en", async (page) => {
    const select = page.getByRole("combobox", { name: "Function", exact: true });
    await select.focus();
    await select.press("s"); // the next one that begins so
    await wait(page, "function", "sigmoid");
    assert.match(await said(page), /Saturates: for \|x\| > 4\.58 the derivative is below 0\.01/);
    await handle(page).focus();
    await page.keyboard.press("ArrowRight");
    await wait(page, "x", 1.2);
    await page.keyboard.press("ArrowDown");
    await wait(page, "x", 1);
    await page.keyboard.press("End");
    await wait(page, "x", 6);
    await page.keyboard.press("Home");
    await wait(page, "x", -6);
    assert.equal((await state(page)).step, 0);
    const text = await handle(page).getAttribute("aria-valuetext");
    assert.match(text, /x = −6, g\(x\) = 0\.0025, g′\(x\) = 0\.0025/);
    // Elsewhere arrows are steps of the point, R is its first place, and space lets it travel.
    await handle(page).blur();
    await page.keyboard.press("ArrowRight");
    await until(page, (now) => now.step === 1);
    await wait(page, "x", -5.8);
    await page.keyboard.press("ArrowLeft");
    await until(page, (now) => now.step === 0);
    await call(page, "seek", 3);
    await wait(page, "x", -5.4);
    await page.keyboard.press("r");
    await wait(page, "x", 1);
    await page.keyboard.press("Space");
    await until(page, (now) => now.running);
    await until(page, (now) => !now.running && now.step === 60);
    await wait(page, "x", 6);
    // From the right edge it begins anew.
    await page.keyboard.press("Space");
    await until(page, (now) => now.running && now.step < 30);
    await page.keyboard.press("Space");
    await until(page, (now) => !now.running);
  }));

test("a link tells it all, and says what it cannot", () =>
  withPage("#lab=functions&seed=1&lang=en&function=MSE&prediction=-1.5&target=2", async (page) => {
    const now = await settings(page);
    assert.deepEqual([now.function, now.prediction, now.target], ["mean_squared_error", -1.5, 2]);
    const numbers = await strip(page);
    assert.deepEqual([numbers.Loss, numbers["∂Loss/∂ŷ"]], ["12.2500", "−7.0000"]);
    await choose(page, "binary_crossentropy");
    await wait(page, "function", "binary_crossentropy");
    // The target of before does not suit it: it has that of the beginning.
    assert.equal((await settings(page)).target, 1);
    await page.waitForFunction(() => location.hash.includes("function=binary_crossentropy"));
    const field = page.getByRole("textbox", { name: "Target y", exact: true });
    await field.fill("1.5");
    await field.press("Enter");
    await page.getByText(/1\.5 is out of range: 0 to 1/).waitFor();
    assert.equal((await settings(page)).target, 1);
    await page.getByRole("button", { name: "Target y = 0", exact: true }).click();
    await wait(page, "target", 0);
    await press(page, "Undo");
    await wait(page, "target", 1);
    await press(page, "Undo");
    await wait(page, "target", 2);
    assert.equal((await settings(page)).function, "mean_squared_error");
  }));

test("the numbers of the table of a batch make its mean, and the point is its first example", () =>
  withPage("#lab=functions&seed=1&lang=en&function=mean_absolute_error&prediction=3&target=-1", async (page) => {
    const sheet = page.getByRole("group", { name: "The loss of a batch is the mean" });
    const losses = (await sheet.locator("tbody tr td:last-child").allTextContents()).map(read);
    const mean = losses.pop();
    assert.equal(losses[0], 4);
    assert.ok(
      Math.abs(losses.reduce((sum, loss) => sum + loss, 0) / losses.length - mean) < 1e-3,
      `${losses}: ${mean}`,
    );
    assert.equal(read((await strip(page))["Batch mean"]), mean);
  }));

test("softmax: three sliders, exponentials and fractions that sum to 1", () =>
  withPage("#lab=functions&seed=1&lang=en&function=softmax&logits=1,2,3&label=3", async (page) => {
    const stages = page.getByRole("group", { name: /^Softmax in its stages/ });
    const p = async () => (await stages.locator(".stage-bar.p .number").allTextContents()).map(read);
    // e, e², e³ as fractions of 30.19.
    assert.deepEqual(await p(), [0.09, 0.2447, 0.6652]);
    const slider = stages.getByRole("slider", { name: "z₁", exact: true });
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await wait(page, "logits", [1.1, 2, 3]);
    await slider.fill("4");
    await wait(page, "logits", [4, 2, 3]);
    const now = await p();
    assert.ok(now[0] > 0.6 && Math.abs(now.reduce((sum, share) => sum + share, 0) - 1) < 2e-4, `${now}`);
    // A step moves the logit of the chosen class.
    await press(page, "class 2");
    await wait(page, "label", 2);
    await press(page, "Step");
    await wait(page, "logits", [4, 2.2, 3]);
    await press(page, "Back");
    await wait(page, "logits", [4, 2, 3]);
    await press(page, "Reset");
    await wait(page, "logits", [2, 1, 0.1]);
  }));

test("three classes: the loss is −ln p of the correct one, its derivatives p − y", () =>
  withPage(
    "#lab=functions&seed=1&lang=en&function=sparse_categorical_crossentropy&logits=1,2,3&label=1",
    async (page) => {
      const numbers = await strip(page);
      assert.deepEqual([numbers["Probability p"], numbers.Loss, numbers["∂Loss/∂z"]], ["0.0900", "2.4076", "−0.9100"]);
      await page.getByRole("combobox", { name: "Correct class", exact: true }).selectOption("3");
      await wait(page, "label", 3);
      assert.equal((await strip(page)).Loss, "0.4076");
      await page.getByRole("row", { name: /^softmax .*made for it/ }).waitFor();
    },
  ));

test("a divergence that Keras has clipped is said to have no derivative", () =>
  withPage("#lab=functions&seed=1&lang=en&function=kl_divergence&logits=-20,0,0", async (page) => {
    assert.equal((await strip(page))["∂Loss/∂z"], "0.0000");
    assert.doesNotMatch(await page.locator(".rules").textContent(), /p1−y1|− ?1 ?=/);
  }));

test("which output goes with a loss: sigmoid with the squared error is saturated where it is wrong", () =>
  withPage("#lab=functions&seed=1&lang=en&function=mse", async (page) => {
    const sheet = page.getByRole("group", { name: "Which output goes with it?" });
    const verdicts = await sheet
      .locator("tbody tr")
      .evaluateAll((rows) => rows.map((row) => [row.firstElementChild.textContent, row.lastElementChild.textContent]));
    assert.deepEqual(Object.fromEntries(verdicts), {
      linear: "made for it",
      relu: "blocked: no gradient although it is wrong",
      sigmoid: "saturated: hardly a gradient although it is wrong",
      tanh: "saturated: hardly a gradient although it is wrong",
      softmax: "always 1: it learns nothing",
    });
  }));

test("steps have jumps and no gradient; a curve has a table for those who do not see it", () =>
  withPage("#lab=functions&seed=1&lang=en&function=heaviside&x=0", async (page) => {
    assert.match(await said(page), /The derivative is 0 everywhere/);
    assert.deepEqual(
      [await page.locator(".curve.value .open").count(), await page.locator(".curve.value .closed").count()],
      [1, 1],
    );
    assert.equal((await strip(page))["g(x)"], "1.0000");
    await page.getByText("Table of values").click();
    const rows = await page
      .getByRole("group", { name: "heaviside in numbers" })
      .locator("tbody tr")
      .evaluateAll((list) => list.map((row) => [...row.children].map((cell) => cell.textContent)));
    assert.equal(rows.length, 13);
    assert.deepEqual(rows[0], ["−6", "0.0000", "0.0000"]);
    assert.deepEqual(rows[6], ["0", "1.0000", "0.0000"]);
  }));

test("Polish: every function is said without a word of English, with commas and minus signs", () =>
  withPage("#lab=functions&seed=1&lang=pl&function=tanh&x=-1.5", async (page) => {
    assert.equal((await strip(page))["g(x)"], "−0,9051");
    assert.match(await said(page), /Nasycona: dla \|x\| > 2,99/);
    const names = await page
      .getByRole("combobox", { name: "Funkcja", exact: true })
      .locator("option")
      .evaluateAll((options) => options.map(({ value }) => value));
    assert.equal(names.length, 28);
    for (const name of names) {
      await choose(page, name, "Funkcja");
      await wait(page, "function", name);
      const seen = await page.evaluate(() => {
        const lesson = document.querySelector("nn-playground").shadowRoot.querySelector(".lesson").cloneNode(true);
        for (const part of lesson.querySelectorAll(".code, select")) part.remove();
        return lesson.textContent;
      });
      assert.doesNotMatch(seen, /\b(the|and|of|is|derivative|used|loss of|class \d|mean|where)\b/i, name);
      assert.doesNotMatch(seen, /\d\.\d|-\d/, name);
      assert.ok((await page.locator(".rules math").count()) === 2, `${name} has no formula`);
      assert.match(
        await said(page),
        /[Ss]tosowan|Zwykły wybór|skokowa|Jak |Sigmoida|Zwana/,
        `${name}: when it is used`,
      );
    }
  }));

test("each part of a lesson can be hidden", () =>
  withPage("#lab=functions&seed=1&lang=en&hide=intro,hints,panel,formula,numbers,transport", async (page) => {
    for (const part of [".intro", ".tries", ".controls", ".formula", ".numbers", ".transport"])
      assert.equal(await page.locator(part).isVisible(), false, part);
    assert.equal(await page.locator(".picture").isVisible(), true);
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { hide: ["picture"] };
    });
    await page.locator(".picture").waitFor({ state: "hidden" });
    assert.equal(await page.locator(".formula").isVisible(), true);
  }));

looks("functions", [
  ["light", 1440, 900, "en", "function=sigmoid&x=-1.5"],
  ["dark", 1440, 900, "pl", "function=binary_crossentropy&prediction=0.3"],
  ["light", 1024, 768, "pl", "function=relu&x=-2"],
  ["dark", 390, 844, "en", "function=sparse_categorical_crossentropy"],
  ["light", 390, 844, "pl", "function=hard_sigmoid"],
]);
