// Reading the network: its points, its curves, and the views of the drawer.
import assert from "node:assert/strict";
import test from "node:test";
import {
  call,
  middle,
  picture,
  pixels,
  place,
  press,
  screenshot,
  select,
  state,
  until,
  wait,
  withPage,
} from "./browser.mjs";

const LINK = "#lab=network&v=2&seed=7&lang=en";

/** A check box. */
const box = (page, name) => page.getByRole("checkbox", { name, exact: true });
/** The red, green and blue that a canvas has, each once. */
const colors = (locator) =>
  locator.evaluate((canvas) => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    const found = new Set();
    for (let at = 0; at < data.length; at += 4) found.add(data.slice(at, at + 4).join());
    return found.size;
  });
/** Waits until what is asked is so. */
async function eventually(ask, wanted) {
  for (let tries = 0; ; tries++) {
    const found = await ask();
    if (wanted(found)) return found;
    assert.ok(tries < 400, `still ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const marks = (page) => page.locator(".point-marks");
const rows = (page) =>
  page
    .locator(".confusion tbody tr")
    .evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll("td:not(.of-all)")].map((cell) => Number(cell.textContent))),
    );

test("the output discretized has a colour for each class and is in the link; the test points can be hidden", () =>
  withPage(`${LINK}&at=300`, async (page) => {
    const heat = page.locator(".heat");
    assert.ok((await colors(heat)) > 50);
    await box(page, "Discretize output").check();
    await wait(page, "discretize", true);
    await eventually(
      () => colors(heat),
      (count) => count === 2,
    );
    const overlay = page.locator(".overlay");
    const all = await pixels(overlay);
    await box(page, "Show test data").uncheck();
    await wait(page, "test_points", false);
    await eventually(
      () => pixels(overlay),
      (now) => now !== all,
    );
    const { hash } = await page.evaluate(() => ({ hash: document.querySelector("nn-playground").hash }));
    assert.match(hash, /discretize=true/);
    assert.match(hash, /test-points=false/);
    await press(page, "Undo");
    await wait(page, "test_points", true);
    assert.ok(await box(page, "Show test data").isChecked());
  }));

test("a point that is pointed at says what it is; with keys, too, and it follows the training", () =>
  withPage(`${LINK}&dataset=blobs&samples=60`, async (page) => {
    const point = page.getByRole("slider", { name: "Point", exact: true });
    await point.focus();
    await page.keyboard.press("ArrowRight");
    const card = page.locator(".point-card");
    await card.getByText(/^loss/).waitFor();
    assert.equal((await state(page)).step, 0, "the arrow is not the lab's");
    const said = await point.getAttribute("aria-valuetext");
    assert.match(said, /^(Training|Test) point \d+; x = .*y = .*; class \d; answer: class \d, probability/);
    assert.equal(await card.locator(".bar").count(), 3);
    const loss = await card.getByText(/^loss/).textContent();
    await call(page, "epoch", 20);
    await eventually(
      () => card.getByText(/^loss/).textContent(),
      (now) => now !== loss,
    );
    // The loss is that of the class's own probability, −ln p, which its bar has.
    const own = Number((await point.getAttribute("aria-valuetext")).match(/class (\d);/)[1]);
    await eventually(
      async () => [
        await card.locator(".bar-value").nth(own).textContent(),
        await card.getByText(/^loss/).textContent(),
      ],
      ([share, cost]) => Math.abs(Number(share) - Math.exp(-Number(cost.slice(5)))) < 0.006,
    );
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "hidden" });
    // By a mouse: somewhere in the picture there is a point.
    const [x, y] = await middle(page.locator(".square"));
    for (let reach = 0; reach < 150 && (await card.isHidden()); reach += 6)
      await page.mouse.move(x + reach, y - reach / 3);
    await card.getByText(/point \d+/).waitFor();
    await screenshot(page, "reading-point");
    // It hides none of the picture; pressed, it stays, and Escape closes it wherever the focus is.
    const [plot, below] = [await place(page.locator(".heat")), await place(card)];
    assert.ok(below.y >= plot.y + plot.height, `${below.y} is above ${plot.y + plot.height}`);
    await page.mouse.down();
    await page.mouse.up();
    await page.mouse.move(0, 0);
    await page.locator("body").focus();
    assert.ok(await card.isVisible());
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "hidden" });
  }));

test("wrong points are crossed and the coming mini-batch is ringed, until it is too fast to be seen", () =>
  withPage(`${LINK}&dataset=gauss`, async (page) => {
    await eventually(
      () => colors(marks(page)),
      (count) => count > 2,
    );
    const before = await pixels(marks(page));
    await press(page, "Step");
    await until(page, ({ step }) => step === 1);
    await eventually(
      () => pixels(marks(page)),
      (now) => now !== before,
    );
    // Once everything is right and it runs at full speed, nothing is marked.
    await press(page, "Train");
    await until(page, ({ accuracy, val_accuracy }) => accuracy === 1 && val_accuracy === 1);
    await eventually(
      () => colors(marks(page)),
      (count) => count === 1,
    );
    await press(page, "Pause");
    await eventually(
      () => colors(marks(page)),
      (count) => count > 2,
    );
  }));

test("the curve is linear or logarithmic, loss or accuracy, and the runs before stay until they are cleared", () =>
  withPage(`${LINK}&at=200`, async (page) => {
    const curve = picture(page, /^Loss curve/);
    /** Does something and waits until the curve is another picture. */
    const changes = async (act) => {
      const before = await pixels(curve);
      await act();
      await eventually(
        () => pixels(curve),
        (now) => now !== before,
      );
    };
    await changes(() => box(page, "Log").check());
    const across = page.getByRole("combobox", { name: "Axis across" });
    await changes(() => across.selectOption("log epochs"));
    await changes(() => across.selectOption("log updates"));
    await curve.hover();
    await page
      .locator(".tip")
      .getByText(/^Update \d+, epoch/)
      .waitFor();
    await changes(() => box(page, "Accuracy").check());
    assert.ok(await box(page, "Log").isDisabled());
    await curve.hover();
    await page
      .locator(".tip")
      .getByText(/^training .*%$/)
      .waitFor();
    const clear = (count) =>
      page.getByRole("button", { name: `Clear ${count} earlier ${count === 1 ? "run" : "runs"}` });
    assert.equal(await page.getByRole("button", { name: /^Clear/ }).count(), 0);
    await press(page, "Reset");
    await clear(1).waitFor();
    await call(page, "epoch", 2);
    await press(page, "New data");
    await clear(2).waitFor();
    // Undone, that run is not a run before.
    await press(page, "Undo");
    await clear(1).waitFor();
    for (let seed = 20; seed < 26; seed++) {
      await call(page, "step", 3);
      await page.evaluate(
        (next) => Object.assign(document.querySelector("nn-playground"), { settings: { seed: next } }),
        seed,
      );
      await wait(page, "seed", seed);
    }
    await clear(5).waitFor();
    await changes(() => clear(5).click());
    assert.equal(await page.getByRole("button", { name: /^Clear/ }).count(), 0);
  }));

test("the confusion matrix counts every point once and agrees with the accuracy, of test and training points", () =>
  withPage(`${LINK}&dataset=blobs&noise=40&at=400`, async (page) => {
    await press(page, "Confusion matrix");
    await page.getByRole("table", { name: "Confusion matrix" }).waitFor();
    const agrees = async (accuracy) => {
      const counts = await eventually(
        () => rows(page),
        (all) => all.length === 3,
      );
      const total = counts.flat().reduce((a, b) => a + b);
      const right = counts.reduce((sum, row, at) => sum + row[at], 0);
      assert.equal(total, 250);
      assert.ok(Math.abs(right / total - accuracy) < 1e-9, `${right} of ${total} is not ${accuracy}`);
    };
    const { accuracy, val_accuracy } = await state(page);
    await agrees(val_accuracy);
    await select(page, "Counted").selectOption("train");
    await agrees(accuracy);
    await screenshot(page, "reading-confusion");
    // A regression has residuals instead.
    await select(page, "Dataset").selectOption("bumps");
    await wait(page, "dataset", "bumps");
    await page.getByRole("button", { name: "Confusion matrix", exact: true }).waitFor({ state: "hidden" });
    await press(page, "Residuals");
    await picture(page, /^Answer against target\. Root mean square/).waitFor();
    await select(page, "Plot").selectOption("residual");
    await picture(page, /^Residual against target/).waitFor();
  }));

test("histograms have every weight, gradient and activation, and move with the training", () =>
  withPage(LINK, async (page) => {
    await press(page, "Histograms");
    // The default network, 2 → 4 → 2 → 1: 12 weights and biases, 10, and 3; 250 training points.
    for (const [kind, counts] of [
      ["Weights and biases", [12, 10, 3]],
      ["Gradient of the coming batch", [12, 10, 3]],
      ["Activations", ["1,000", 500, 250]],
    ])
      for (const [at, layer] of ["Layer 1", "Layer 2", "Output"].entries())
        await picture(page, new RegExp(`^${kind}, ${layer}: ${counts[at]} values`)).waitFor();
    const bars = page.locator(".bars.weights").first();
    const before = await bars.getAttribute("d");
    await call(page, "epoch", 5);
    await eventually(
      () => bars.getAttribute("d"),
      (now) => now !== before,
    );
    await screenshot(page, "reading-histograms");
  }));

test("the hidden space of two units is theirs, of more their principal components; the grid bends as it trains", () =>
  withPage(`${LINK}&layers=8,2`, async (page) => {
    await press(page, "Hidden space");
    await picture(page, /^Hidden space\. The grid/).waitFor();
    await page.getByText("unit 2.1", { exact: true }).waitFor();
    const net = page.locator(".hidden-space .net.rows.bold");
    const before = await net.getAttribute("d");
    await call(page, "epoch", 5);
    await eventually(
      () => net.getAttribute("d"),
      (now) => now !== before,
    );
    await select(page, "Hidden layer").selectOption("0");
    await picture(page, /^Hidden space\. The first two principal components of 8 units: \d/).waitFor();
    await screenshot(page, "reading-hidden");
    await wait(page, "layers", [{ units: 8 }, { units: 2 }]);
  }));
