// The data of the network laboratory: small pictures of the sets, flowers with four lengths, a formula that a person writes.
import assert from "node:assert/strict";
import test from "node:test";
import { call, field, late, picture, press, select, settings, state, type, until, wait, withPage } from "./browser.mjs";

const boundary = (page) => picture(page, /^Decision boundary/);
/** What the picture shows, as text. */
const seen = (page) => page.locator("canvas.heat").evaluate((canvas) => canvas.toDataURL());
const thumbnail = (page, name) => page.locator(`.sets [data-set="${name}"]`);

test("a small picture chooses its set, and a line says what it is good for", () =>
  withPage("#lab=network&seed=3", async (page) => {
    await thumbnail(page, "spiral").click();
    await wait(page, "dataset", "spiral");
    assert.equal(await select(page, "Dataset").inputValue(), "spiral");
    await page.getByText("Two spiral arms: hard.").waitFor();
    assert.match(await boundary(page).getAttribute("aria-label"), /on Spiral, 500 points/);
    // The list chooses as well, and every set has its picture.
    await select(page, "Dataset").selectOption("iris");
    await page.locator(".sets .chosen[data-set=iris]").waitFor();
    const options = await select(page, "Dataset").locator("option").count();
    assert.equal(await page.locator(".sets button").count(), options);
    assert.equal(await page.locator(".sets button svg path").first().isVisible(), true);
  }));

test("iris: four inputs, three classes, two of the columns in the picture and the others dragged", () =>
  withPage("#lab=network&dataset=iris&seed=2&optimizer=adam&learning-rate=0.01", async (page) => {
    const before = await settings(page);
    assert.deepEqual([before.dataset, before.normalization, before.axes], ["iris", false, null]);
    await page.locator(".boundary .legend").getByText("virginica").waitFor();
    await page.getByRole("button", { name: "Output 3: virginica", exact: true }).waitFor();
    await call(page, "epoch", 60);
    const { accuracy, val_accuracy } = await state(page);
    assert.ok(accuracy > 0.9 && val_accuracy > 0.85, `${accuracy}, ${val_accuracy}`);
    const setosa = await page.evaluate(async () => [
      ...(await document.querySelector("nn-playground").predict(new Float32Array([5.1, 3.5, 1.4, 0.2]))),
    ]);
    assert.equal(setosa.length, 3);
    assert.ok(setosa[0] > 0.8, `the first flower of the table is a setosa: ${setosa}`);
    // The long petals of another species: the picture changes while the slider is dragged.
    await page.getByText("Axes: sepal length, sepal width").click(); // folded: the loss curve is below it
    const first = await seen(page);
    const slider = page.getByRole("slider", { name: "petal length", exact: true });
    await slider.focus();
    for (let presses = 0; presses < 8; presses++) await page.keyboard.press("ArrowRight");
    // A link has the value, which is between the mean and the longest petal.
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.held?.c3 > 4);
    const held = (await settings(page)).held.c3;
    assert.ok(held < 5, `${held}`);
    assert.match(
      await page.evaluate(() => document.querySelector("nn-playground").hash),
      new RegExp(`held=c3:${held}&`),
    );
    await page.waitForFunction((before) => {
      const canvas = document.querySelector("nn-playground").shadowRoot.querySelector("canvas.heat");
      return canvas.toDataURL() !== before;
    }, first);
    // Other axes are a setting, which a link has; training goes on.
    const { step } = await state(page);
    await select(page, "Across").selectOption({ label: "petal length" });
    await wait(page, "axes", ["c3", "c2"]);
    await page.getByRole("slider", { name: "sepal length", exact: true }).waitFor();
    assert.equal((await state(page)).step, step);
    assert.match(await page.evaluate(() => document.querySelector("nn-playground").hash), /axes=c3,c2/);
    // The other axis makes room.
    await select(page, "Up").selectOption({ label: "petal length" });
    await wait(page, "axes", ["c2", "c3"]);
    // Of columns that are not there is told, and the first two are shown.
    await page.evaluate(() => Object.assign(document.querySelector("nn-playground"), { settings: { axes: "c3,c7" } }));
    await page.getByText("axes: “c3,c7” is not one of c1, c2, c3, c4; using c1,c2.").waitFor();
    await wait(page, "axes", null);
    await page.getByText("Axes: sepal length, sepal width").waitFor();
  }));

test("iris: one axis and at once the other, while something else is on its way", () =>
  withPage("#lab=network&dataset=iris&seed=2&lang=en", async (page) => {
    await page.getByText("Axes: sepal length, sepal width").click();
    // In one turn: no answer comes between them.
    await select(page, "Across").evaluate((across) => {
      const choose = (list, value) => {
        list.value = value;
        list.dispatchEvent(new Event("change", { bubbles: true }));
      };
      const up = across.getRootNode().querySelector('[aria-label="Up"]');
      document.querySelector("nn-playground").settings = { batch_size: 5 };
      choose(across, "2");
      choose(up, "3");
    });
    await wait(page, "axes", ["c3", "c4"]);
    await page.getByText("Axes: petal length, petal width").waitFor();
  }));

test("columns are inputs that can be left out, and normalized as Keras does", () =>
  withPage("#lab=network&dataset=iris&features=c1,c3&normalization=true&axes=c1,c9&seed=2", async (page) => {
    const now = await settings(page);
    assert.deepEqual([now.features, now.normalization], [["c1", "c3"], true]);
    const input = (name) => page.getByRole("button", { name: `Input ${name}`, exact: true });
    await input("sepal length").waitFor();
    assert.equal(await input("sepal length").getAttribute("aria-pressed"), "true");
    assert.equal(await input("petal width").getAttribute("aria-pressed"), "false");
    await input("petal width").click();
    await wait(page, "features", ["c1", "c3", "c4"]);
    await page.getByRole("checkbox", { name: "Normalization (mean 0, deviation 1)", exact: true }).uncheck();
    await wait(page, "normalization", false);
    // A plane has its own inputs again.
    await select(page, "Dataset").selectOption("circle");
    await input("x²").waitFor();
  }));

test("the coming mini-batch of the iris by hand: the columns by their names, what the network takes, and its answers", () =>
  withPage("#lab=network&dataset=iris&features=c1,c3&normalization=true&seed=2", async (page) => {
    await press(page, "By hand");
    const cells = page.locator(".by-hand tbody tr").first().locator("td");
    await page.locator(".by-hand th").getByText("petal length").waitFor();
    const [x1, x2] = (await cells.allTextContents()).slice(0, 2).map((text) => Number(text.replace("−", "-")));
    assert.ok(Math.abs(x1) < 4 && Math.abs(x2) < 4, "normalized");
    // Without normalization the same rows are centimetres; the softmax is that of the raw row, by the element's own method.
    const change = { normalization: false };
    await page.evaluate(
      (written) => Object.assign(document.querySelector("nn-playground"), { settings: written }),
      change,
    );
    await page
      .locator(".by-hand tbody td")
      .getByText(/^[4-7]\.\d+$/)
      .first()
      .waitFor();
    const row = await cells.allTextContents();
    const [length, petal] = row.slice(0, 2).map(Number);
    const answer = await page.evaluate(
      async (values) => [...(await document.querySelector("nn-playground").predict(new Float32Array(values)))],
      [length, petal],
    );
    const shown = row.at(-1).split("; ").map(Number);
    for (const [at, value] of answer.entries()) assert.ok(Math.abs(value - shown[at]) < 2e-3, `${answer}, ${shown}`);
  }));

test("a formula says the classes, or the values", () =>
  withPage("#lab=network&seed=3&layers=6&optimizer=adam&learning-rate=0.03", async (page) => {
    await thumbnail(page, "formula").click();
    await field(page, "Formula").waitFor();
    await type(page, "Formula", "x^2 + y^2 < 9");
    await wait(page, "formula", "x^2 + y^2 < 9");
    assert.match(await boundary(page).getAttribute("aria-label"), /By formula, 500 points/);
    await call(page, "epoch", 30);
    const inside = await page.evaluate(async () => [
      ...(await document.querySelector("nn-playground").predict(new Float32Array([0, 0, 5, 5]))),
    ]);
    assert.ok(inside[0] > 0.7 && inside[1] < 0.3, `the middle is class 1: ${inside}`);
    // A mistake is named with its place, beside the field; everything stays.
    await type(page, "Formula", "x^2 + z < 9");
    await page.getByText(/z, at character 7, is unknown/).waitFor();
    assert.equal((await settings(page)).formula, "x^2 + y^2 < 9");
    assert.ok((await state(page)).step > 0);
    await type(page, "Formula", "x^2 > -1");
    await page.getByText("All points are of class 1").waitFor();
    // What is said of it is gone where another one is refused.
    await type(page, "Formula", "x > 0/0");
    await page.getByText("what it compares is nowhere a number").waitFor();
    assert.equal(await page.getByText("All points are of class 1").isVisible(), false);
    // A value is regression, with its own loss; the old one is not in the way.
    await type(page, "Formula", "sin(x)*y");
    await until(page, ({ accuracy }) => accuracy === null);
    assert.equal(await select(page, "Loss").inputValue(), "mean_squared_error");
    const { hash } = await page.evaluate(() => ({ hash: document.querySelector("nn-playground").hash }));
    assert.equal(new URLSearchParams(hash.slice(1)).get("formula"), "sin(x)*y");
    await press(page, "Undo");
    await wait(page, "formula", "x^2 > -1");
    // One of the examples, by a press.
    await press(page, "1 < x^2+y^2 < 9");
    await wait(page, "formula", "1 < x^2+y^2 < 9");
    assert.equal(await field(page, "Formula").inputValue(), "1 < x^2+y^2 < 9");
  }));

test("a wrong formula stays to be mended when the answer to the one before it comes", () =>
  withPage(
    "#lab=network&lang=en&dataset=formula&seed=3",
    async (page) => {
      await field(page, "Formula").waitFor();
      await type(page, "Formula", "x^2 > -1");
      await type(page, "Formula", "x + z");
      await wait(page, "formula", "x^2 > -1");
      await boundary(page).waitFor();
      assert.equal(await field(page, "Formula").inputValue(), "x + z");
      await page.getByText(/z, at character 5, is unknown/).waitFor();
      // Nor is said beside it what the one before it makes of the points.
      assert.equal(await page.getByText("All points are of class 1").isVisible(), false);
      await press(page, "sin(x)*y");
      await wait(page, "formula", "sin(x)*y");
      assert.equal(await field(page, "Formula").inputValue(), "sin(x)*y");
      await page.getByText(/is unknown/).waitFor({ state: "hidden" });
    },
    { prepare: late(200) },
  ));

test("a link with a formula opens it, in Polish too; a broken one says where", () =>
  withPage("#lab=network&lang=pl&dataset=formula&formula=1+%3C+x^2%2By^2+%3C+9&seed=3", async (page) => {
    await picture(page, /Wzorem/).waitFor();
    assert.equal(await field(page, "Wzór").inputValue(), "1 < x^2+y^2 < 9");
    await type(page, "Wzór", "y > sin(x");
    await page.getByText(/nawias otwarty na miejscu 8 nie jest zamknięty/).waitFor();
  }));
