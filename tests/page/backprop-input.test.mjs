// A network of one's own, done by hand: what is typed, what a link says, and what can be tried.
import assert from "node:assert/strict";
import test from "node:test";
import { call, press, select, settings, state, until, wait, withPage } from "./browser.mjs";
import { ERROR, SLOPE, columns, heading, number, cell, type, minus } from "./hand.mjs";

test("x, y, w and η are changed where they stand", () =>
  withPage("#lab=backprop&seed=1&stage=8", async (page) => {
    await type(cell(page, "x of example 2"), "0.5");
    await wait(page, "x", "0.06\n0.5\n0.6\n0.71\n0.02");
    await type(cell(page, "y of example 2"), "4");
    await type(cell(page, "w₁"), "-0.2");
    await type(cell(page, "w₀"), "1");
    await type(cell(page, "Learning rate η"), "0.1");
    await wait(page, "eta", 0.1);
    assert.equal(await select(page, "Example").evaluate((list) => list.selectedOptions[0].text), "Your own");
    const [x, y] = [
      [0.06, 0.5, 0.6, 0.71, 0.02],
      [3.17, 4, 4.26, 4.57, 3.02],
    ];
    const slope = x.reduce((sum, value, at) => sum - 2 * (y[at] - (-0.2 * value + 1)) * value, 0) / 5;
    const [found] = minus([await number(page, "new_w1.1.1").textContent()]);
    assert.ok(Math.abs(found - (-0.2 - 0.1 * slope)) < 1e-6, `${found}, by hand ${-0.2 - 0.1 * slope}`);
    await press(page, "Add a row");
    await cell(page, "x of example 6").waitFor();
    await press(page, "Remove last row");
    await cell(page, "x of example 6").waitFor({ state: "detached" });
  }));

test("what is no number is said beside it, and nothing is lost", () =>
  withPage("#lab=backprop&seed=1", async (page) => {
    const field = cell(page, "x of example 1");
    for (const [written, said] of [
      ["abc", "“abc” is not a number."],
      ["", "is not a number."],
      ["1e308", "1e308 is out of range"],
      ["NaN", "is not a number."],
    ]) {
      await type(field, written);
      await page.locator(".given .problem").filter({ hasText: said }).waitFor();
      assert.equal(await field.inputValue(), written);
      assert.equal(await field.getAttribute("aria-invalid"), "true");
      assert.equal((await settings(page)).x, null);
    }
    // Going on does not take away what is to be mended.
    await page.getByRole("button", { name: "Step", exact: true }).click();
    assert.equal(await field.inputValue(), "NaN");
    await type(field, "0,5");
    await wait(page, "x", "0.5\n0.87\n0.6\n0.71\n0.02");
    assert.equal(await page.locator(".given .problem").first().isHidden(), true);
    const eta = cell(page, "Learning rate η");
    await type(eta, "-1");
    await page.getByText("-1 is out of range: 0 to 1,000.").waitFor();
    assert.equal((await settings(page)).eta, null);
    await type(cell(page, "Epoch number"), "2.5");
    await page.getByText("2.5 is not a whole number").waitFor();
    await page.getByText("A network of your own").click();
    // 3.17 is no probability, and 1 unit no choice of classes.
    for (const loss of ["Binary cross-entropy", "Sparse categorical cross-entropy"]) {
      await select(page, "Loss").selectOption(loss);
      await page.locator(".editor .problem").filter({ hasText: "That setting was rejected." }).waitFor();
      assert.equal(await select(page, "Loss").inputValue(), "mean_squared_error");
    }
  }));

test("fractions are typed in fields and links, and rows end in semicolons, too", () =>
  withPage("#lab=backprop&seed=1&x=1/2; 1/4&y=1; -1/3&weights=2/5;0&eta=1/8", async (page) => {
    assert.deepEqual(
      await Promise.all(
        ["Learning rate η", "w₁", "y of example 2", "x of example 1"].map((name) => cell(page, name).inputValue()),
      ),
      ["0.125", "0.4", "−0.3333333333333333", "0.5"],
    );
    await type(cell(page, "x of example 2"), "2/3");
    await wait(page, "x", `0.5\n${2 / 3}`);
    await type(cell(page, "Learning rate η"), "1/4");
    await wait(page, "eta", 0.25);
    await type(cell(page, "y of example 1"), "1/0");
    await page.locator(".given .problem").filter({ hasText: "1/0 is out of range" }).waitFor();
  }));

test("a link that cannot be is named and mended", () =>
  withPage("#lab=backprop&seed=1&layers=9:tanh&eta=-4&stage=99&epoch=2", async (page) => {
    await page.getByRole("heading", { name: /^Epoch 3, stage 8 of 8/ }).waitFor();
    assert.deepEqual((({ eta, layers, stage }) => [eta, layers, stage])(await settings(page)), [0, null, 24]);
    await page.locator(".warnings li").filter({ hasText: "9:tanh" }).waitFor();
  }));

test("one wrong key of a link takes no other with it, and nothing is said of what nobody wrote", async () => {
  const others = {
    x: "1 2",
    weights: "0.1 0.2 0.3\n0.4 0.5 0.6\n0 0 0\n1 2\n3 4\n5 6\n0 0",
    layers: "3,2:softmax",
    loss: "sparse_categorical_crossentropy",
    eta: 0.5,
  };
  const link = (more) =>
    Object.entries({ ...others, ...more })
      .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
      .join("&");
  const warnings = (page) => page.locator(".warnings li").evaluateAll((items) => items.map((item) => item.textContent));
  await withPage(`#lab=backprop&seed=1&lang=en&${link({ y: "1 0" })}`, async (page) => {
    const [said, ...more] = await warnings(page);
    assert.match(
      said,
      /y, line 1: numbers: 2; “sparse_categorical_crossentropy” takes one, the number of the class from 0 to 1 \(here 0\)/,
    );
    assert.deepEqual(more, []);
    const now = await settings(page);
    for (const [key, value] of Object.entries({ ...others, y: null })) assert.equal(now[key], value, key);
  });
  // Each of two wrong keys is named, and nothing else.
  await withPage(`#lab=backprop&seed=1&lang=en&${link({ x: "1 two", y: "7" })}`, async (page) => {
    const said = await warnings(page);
    assert.deepEqual(
      [
        said.length,
        / x, line 1, number 2: “two”/.test(said[0]),
        / y, line 1, number 1: 7 is not a class/.test(said[1]),
      ],
      [2, true, true],
      `${said}`,
    );
    const now = await settings(page);
    for (const [key, value] of Object.entries({ ...others, x: null, y: null })) assert.equal(now[key], value, key);
  });
});

const MANY = `x=${Array.from({ length: 64 }, (_, at) => `${(at % 8) / 8} ${Math.floor(at / 8) / 8}`).join(";")}&y=${Array.from({ length: 64 }, (_, at) => Number(at % 8 > at / 8)).join(";")}&layers=6:tanh,6:tanh,6:tanh,1:sigmoid&loss=bce&weights=random`;

test("64 examples: one is worked out, all can be reached, and a long way can be left", () =>
  withPage(`#lab=backprop&seed=1&${MANY}&example=50&stage=13`, async (page) => {
    const row = page.locator(".given tbody tr.current");
    assert.match(await row.textContent(), /^50/);
    const [top, bottom] = await row.evaluate((element) =>
      [element, element.closest(".sheet")].map((one) => one.getBoundingClientRect().bottom),
    );
    assert.ok(top <= bottom + 1, "it is out of sight");
    assert.equal(await page.locator(".given tbody tr").count(), 64);
    // The gradients of the example that is looked at, and of all on average.
    const table = page.locator(".board table");
    assert.deepEqual(await table.locator("thead th").allTextContents(), ["weight", "ex. 50", "mean"]);
    await page.getByRole("button", { name: "Example 3", exact: true }).click();
    await wait(page, "example", 3);
    assert.deepEqual(await table.locator("thead th").allTextContents(), ["weight", "ex. 3", "mean"]);
    await type(cell(page, "Epoch number"), "100001");
    await page.getByRole("button", { name: "Stop here", exact: true }).click();
    await until(page, ({ epoch }) => epoch > 0 && epoch < 100_000);
    const { epoch, loss } = await state(page);
    assert.equal((await settings(page)).epoch, epoch);
    assert.ok(loss < 0.7);
    await call(page, "epoch", 1);
    await until(page, (now) => now.epoch === epoch + 1);
  }));

test("a network of one's own, in Polish, with the keyboard alone", () =>
  withPage("#lab=backprop&seed=5&lang=pl", async (page) => {
    const control = (role, name) => page.getByRole(role, { name, exact: true });
    await page.getByText("Własna sieć", { exact: true }).focus();
    await page.keyboard.press("Enter");
    await control("button", "Dodaj warstwę").focus();
    await page.keyboard.press("Enter");
    await wait(page, "layers", "2:tanh,1:linear");
    const units = control("combobox", "Liczba neuronów, warstwa 1");
    await units.focus();
    await page.keyboard.press("ArrowDown");
    await wait(page, "layers", "3:tanh,1:linear");
    assert.equal(await units.evaluate((list) => list === list.getRootNode().activeElement), true, "the focus stays");
    await page.getByRole("img", { name: "Sieć 1–3–1, epoka 1, etap 1 z 14" }).waitFor();
    const drawn = (await settings(page)).weights;
    await control("button", "Wylosuj inne wagi").focus();
    await page.keyboard.press("Enter");
    await wait(page, "weights", "random");
    assert.notEqual(drawn, "random");
    const weight = control("textbox", "w⁽¹⁾₁,₂");
    await weight.focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("0,753"); // none that is drawn: they have two decimals
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => /^\S+ 0\.753 /.test(document.querySelector("nn-playground").settings.weights));
    assert.equal(await weight.inputValue(), "0,753");
    await control("button", "Usuń warstwę 1").focus();
    await page.keyboard.press("Enter");
    await wait(page, "layers", "1:linear");
  }));

test("another language keeps the moment and the numbers; a link names it", () =>
  withPage("#lab=backprop&seed=1&stage=7&epoch=2&y=3%0A4%0A5%0A6%0A7", async (page) => {
    const before = await settings(page);
    const mean = await number(page, "mean1.1.1").textContent();
    await press(page, "Polski");
    await heading(page, "Epoka 3, etap 7 z 8: Średni wpływ wagi na stratę");
    assert.equal(await number(page, "mean1.1.1").textContent(), mean.replace(".", ","));
    assert.deepEqual(await settings(page), { ...before, lang: "pl" });
    assert.match(decodeURIComponent(page.url()), /epoch=2.*stage=7/);
  }));

test("each thing to try does what it says", () =>
  withPage("#lab=backprop&seed=1", async (page) => {
    const tries = page.locator(".tries button");
    assert.equal(await tries.count(), 3);
    await tries.nth(1).click();
    await page.getByText("There is no gradient").waitFor();
    await tries.nth(2).click();
    await until(page, ({ epoch, loss }) => epoch === 300 && loss < 0.05);
    await tries.nth(0).click();
    await heading(page, "Epoch 1, stage 4 of 8: How the output moves the loss");
    assert.deepEqual(await columns(page), [ERROR, SLOPE]);
  }));
