// L7, L4, L8 to L10, done by hand: the lecture's update stage by stage, and the numbers of other networks.
import assert from "node:assert/strict";
import test from "node:test";
import { call, follow, press, select, settings, state, until, wait, withPage } from "./browser.mjs";
import { ERROR, SLOPE, columns, heading, number, cell, type, minus } from "./hand.mjs";

const X = ["0.06", "0.87", "0.60", "0.71", "0.02"];
const OUT = ["0.006", "0.087", "0.060", "0.071", "0.002"];

test("the lecture's first epoch, stage by stage, digit for digit; and the next two", () =>
  withPage("#lab=backprop&seed=1", async (page) => {
    await heading(page, "Epoch 1, stage 1 of 8: The input of the neuron");
    assert.deepEqual(await columns(page), [X, OUT]);
    await page.getByText("It is a weighted sum").waitFor();
    const next = async (title) => {
      await page.keyboard.press("ArrowRight");
      await heading(page, title);
      return columns(page);
    };
    assert.deepEqual(await next("Epoch 1, stage 2 of 8: The activation"), [OUT]);
    const loss = await next("Epoch 1, stage 3 of 8: The loss");
    assert.deepEqual(loss.slice(1, 3), [OUT, ERROR]);
    assert.match(await number(page, "mean_loss").textContent(), /^15\.71/);
    await page.getByText("The square is missing there: Loss = (y − out)².").waitFor();
    assert.deepEqual(await next("Epoch 1, stage 4 of 8: How the output moves the loss"), [ERROR, SLOPE]);
    await page.getByText("Right is −2(y − out), with y − out = [3.164 …].").waitFor();
    assert.deepEqual(await next("Epoch 1, stage 5 of 8: How the input of the neuron moves its output"), [SLOPE, SLOPE]);
    assert.deepEqual(await next("Epoch 1, stage 6 of 8: How a weight moves the input of the neuron"), [X]);
    const products = await next("Epoch 1, stage 7 of 8: How a weight moves the loss, on average");
    assert.deepEqual(products.slice(0, 2), [SLOPE, X]);
    for (const [at, printed] of [-0.38, -8.079, -5.04, -6.389, -0.121].entries())
      assert.ok(Math.abs(minus(products[2])[at] - printed) < 6e-4);
    assert.equal(await number(page, "mean1.1.1").textContent(), "−4.00156");
    assert.equal(await number(page, "mean1.0.1").textContent(), "−7.8096");
    await next("Epoch 1, stage 8 of 8: The new weights");
    assert.equal(await number(page, "new_w1.1.1").textContent(), "0.1400156");
    assert.equal(await number(page, "new_w1.0.1").textContent(), "0.078096");
    // The next epoch begins with the new weights.
    await next("Epoch 2, stage 1 of 8: The input of the neuron");
    assert.equal(await number(page, "w1.1.1").textContent(), "0.1400156");
    assert.deepEqual((await columns(page))[1], ["0.0865", "0.1999", "0.1621", "0.1775", "0.0809"]);
    assert.equal((await state(page)).epoch, 1);
    await page.keyboard.press("Shift+ArrowRight");
    await heading(page, "Epoch 3, stage 1 of 8: The input of the neuron");
    assert.deepEqual((await columns(page))[1], ["0.1650", "0.3101", "0.2617", "0.2814", "0.1578"]);
    await page.keyboard.press("ArrowLeft");
    await heading(page, "Epoch 2, stage 8 of 8: The new weights");
    assert.match(await number(page, "new_w1.1.1").textContent(), /^0\.17906/);
    await page.keyboard.press("r");
    await heading(page, "Epoch 1, stage 1 of 8: The input of the neuron");
  }));

test("a number shows where it comes from, by mouse and by keyboard", () =>
  withPage("#lab=backprop&seed=1&stage=4", async (page) => {
    const marked = (name) =>
      page
        .locator(`.board .${name}`)
        .evaluateAll((parts) => parts.filter((part) => part.localName === "mn").map((part) => part.dataset.symbol));
    await number(page, "dloss_dout1.1.3").hover();
    await page.getByText("Example 3: ∂Loss/∂out = −2(y − out) = −2 · 4.2 = −8.4").waitFor();
    assert.deepEqual([await marked("highlighted"), await marked("source")], [["dloss_dout1.1.3"], ["error1.3"]]);
    await number(page, "error1.3").hover();
    await page.getByText("Example 3: y − out = 4.26 − 0.06 = 4.2").waitFor();
    // y is a field and out a cell of the table.
    const sources = await page
      .locator(".given .source")
      .evaluateAll((parts) => parts.map((part) => part.dataset.symbol));
    assert.deepEqual(sources, ["y1.3", "out1.1.3"]);
    await number(page, "error1.1").focus();
    await page.keyboard.press("ArrowDown");
    await page.getByText("Example 2: y − out = 4.73 − 0.087 = 4.643").waitFor();
    await page.keyboard.press("End");
    await page.getByText("Example 5: ∂Loss/∂out = −2(y − out) = −2 · 3.018 = −6.036").waitFor();
    assert.equal((await settings(page)).stage, 4, "the arrow keys go from number to number here");
    // From the picture, too.
    await page.locator(".drawing.hand .number[data-symbol='out1.1.1']").hover();
    await page.getByText("Example 1: out = net = 0.006").waitFor();
  }));

test("the loss of one example and the loss of all have names of their own, and epochs are counted in one way", async () => {
  for (const [lang, one, all, heading, field] of [
    ["en", "Loss of example 1", "Loss of all 5 = mean", "Epoch 1, stage 3 of 8: The loss", "Epoch number"],
    ["pl", "Loss przykładu 1", "Loss wszystkich 5 = średnia", "Epoka 1, etap 3 z 8: Strata", "Numer epoki"],
  ])
    await withPage(`#lab=backprop&seed=1&stage=2&lang=${lang}`, async (page) => {
      const drawing = page.locator(".drawing.hand");
      const written = (value) => (lang === "pl" ? value.replace(".", ",") : value);
      const known = (id) => drawing.locator(`text[data-symbol="${id}"]`).last();
      await drawing.getByText(one, { exact: true }).waitFor();
      assert.equal(await known("mean_loss").textContent(), "?");
      await call(page, "step", 1);
      await page.getByRole("heading", { name: heading, exact: true }).waitFor();
      assert.equal(await known("loss1").textContent(), one);
      assert.equal(await drawing.locator(".loss .number").textContent(), written("10.0109"));
      assert.deepEqual(await drawing.locator('text[data-symbol="mean_loss"]').allTextContents(), [
        all.split(" = ")[0],
        `= ${all.split(" = ")[1]}`,
        written("15.711534"),
      ]);
      await page.locator(".board").getByText(`(${all})`).waitFor();
      const epoch = cell(page, field);
      assert.equal(await epoch.inputValue(), "1");
      await type(epoch, "3");
      await wait(page, "epoch", 2);
      await page.getByRole("heading", { name: heading.replace("1", "3"), exact: true }).waitFor();
    });
});

test("each of Keras’s losses is written out; classes become probabilities and come back", () =>
  withPage("#lab=backprop&seed=1&preset=softmax&stage=5", async (page) => {
    await page.getByText("A network of your own").click();
    const choose = (loss) => select(page, "Loss").selectOption(loss);
    await choose("Categorical cross-entropy");
    await wait(page, "y", "1 0 0\n0 1 0\n0 0 1");
    await number(page, "delta1.2.1").hover();
    await page.getByText(/^Example 1: δ₂ = ∂Loss\/∂net₂ = out₂ − y₂ = 0\.\d+ − 0 = 0\.\d+$/).waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await wait(page, "stage", 3);
    await number(page, "loss_term1.1").hover();
    await page.getByText(/^Example 1: Loss₁ = −y₁ · ln\(out₁\) = −1 · ln\(0\.\d+\) = \d\.\d+$/).waitFor();
    await choose("Kullback–Leibler divergence");
    await number(page, "coded2.1").hover();
    await page.getByText("Example 1: y′₂ = clip₁(y₂) = clip₁(0) = 1.000·10⁻⁷").waitFor();
    await choose("Sparse categorical cross-entropy");
    await wait(page, "y", "0\n1\n2");
    await choose("Log-cosh");
    await follow(page, "#lab=backprop&seed=1&loss=log_cosh&stage=3");
    await number(page, "loss1").hover();
    await page.getByText(/^Example 1: Loss = ln\(cosh\(y − out\)\) = ln\(cosh\(3\.164\)\) = 2\.\d+$/).waitFor();
    // Without softmax Keras makes probabilities of any outputs: fractions of their sum, clipped.
    await follow(
      page,
      "#lab=backprop&seed=1&layers=2:softplus&loss=categorical_crossentropy&x=1&y=1 0&weights=0.5 1;0 0&stage=4",
    );
    await number(page, "dloss_dp1.1").hover();
    await page.getByText(/^Example 1: ∂Loss\/∂p₁ = .* · clip′\(p₁\) = /).waitFor();
    await number(page, "dloss_dout1.2.1").waitFor();
  }));

test("softmax from the logits to −log p", () =>
  withPage("#lab=backprop&seed=1&preset=softmax&stage=2&example=2", async (page) => {
    const table = await page
      .locator(".board tbody tr")
      .evaluateAll((rows) =>
        rows.slice(0, 3).map((row) => [...row.querySelectorAll("td")].map((one) => one.textContent)),
      );
    const logits = [-0.3, 0.4 + 0.1, 0 - 0.1]; // x = (0, 1), its row of weights and the biases
    const exps = logits.map((logit) => Math.exp(logit - Math.max(...logits)));
    const shares = exps.map((exp) => exp / (exps[0] + exps[1] + exps[2]));
    for (const [at, row] of table.entries()) {
      for (const [place, expected] of [logits, exps, shares].entries())
        assert.ok(Math.abs(minus(row)[place] - expected[at]) < 6e-5, `${row}`);
    }
    await page.keyboard.press("ArrowRight");
    await heading(page, "Epoch 1, stage 3 of 8: The loss");
    assert.ok(Math.abs(minus([await number(page, "loss2").textContent()])[0] + Math.log(shares[1])) < 6e-5);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.getByText("nearly everything in the chain cancels").waitFor();
    assert.ok(Math.abs(minus([await number(page, "delta1.2.2").textContent()])[0] - (shares[1] - 1)) < 6e-5);
  }));

test("XOR with weights set by hand: the truth table, and no gradient", () =>
  withPage("#lab=backprop&seed=1&preset=xor_steps&example=2", async (page) => {
    // That it cannot be trained is said at the end, not before.
    assert.equal(await page.getByText("There is no gradient").isVisible(), false);
    const rows = await page
      .locator(".given tbody tr")
      .evaluateAll((all) =>
        all.map(
          (row) =>
            [...row.querySelectorAll("input")].map((field) => field.value).join("") + row.lastElementChild.textContent,
        ),
      );
    assert.deepEqual(rows, ["0000", "0111", "1011", "1100"]);
    assert.equal(await page.locator(".stages li").count(), 5, "net and out of two layers, and the loss");
    await press(page, "Play");
    await until(page, (now) => !now.running);
    await heading(page, "Epoch 1, stage 5 of 5: The loss");
    await page.getByText("There is no gradient").first().waitFor();
    await page.getByText("Check the gradient").click();
    await page.getByText("There is no gradient to check.").waitFor();
  }));

test("XOR is learnt; a hidden unit's slope is made of δ times w; the gradient is right three times", () =>
  withPage("#lab=backprop&seed=1&preset=xor&stage=10&example=2", async (page) => {
    await heading(page, "Epoch 1, stage 10 of 14: How the output moves the loss, layer 1");
    const [w, delta, slope] = minus(
      await Promise.all(["w2.1.1", "delta2.1.2", "dloss_dout1.1.2"].map((id) => number(page, id).textContent())),
    );
    assert.ok(Math.abs(w * delta - slope) < 1e-4);
    const before = (await state(page)).loss;
    for (let times = 1; times <= 3; times++) {
      await press(page, "+100");
      await until(page, ({ epoch }) => epoch === 100 * times);
    }
    assert.ok((await state(page)).loss < before / 10);
    await page.getByText("Check the gradient").click();
    await page.locator(".paper details .total").waitFor();
    const rows = await page
      .locator(".paper details tbody tr")
      .evaluateAll((all) => all.map((row) => [...row.cells].map((one) => one.textContent)));
    assert.equal(rows.length, 10);
    for (const [name, ...three] of rows.slice(0, -1)) {
      const [chain, numeric, core] = minus(three);
      assert.ok(Math.abs(chain - numeric) < 1e-6 && Math.abs(chain - core) < 1e-5, `${name}: ${three}`);
    }
  }));

test("the check of a gradient that vanishes shows deviations of rounding", async () => {
  for (const rest of [
    "layers=2:relu,1&x=0 0%0A0 1%0A1 0%0A1 1&y=0%0A1%0A1%0A0&weights=1 -1%0A-1 1%0A0 0%0A1%0A1%0A0&loss=mse",
    "layers=1&x=1%0A2%0A3&y=2%0A4%0A6&weights=2%0A0",
    "layers=1&x=.1%0A.2%0A.3&y=.3%0A.5%0A.7&weights=2%0A.1",
  ]) {
    await withPage(`#lab=backprop&seed=1&${rest}`, async (page) => {
      await page.getByText("Check the gradient").click();
      await page.locator(".paper details .total").waitFor();
      const worst = await page
        .locator(".paper details .total .number")
        .evaluateAll((cells) => cells.map((one) => one.textContent));
      assert.equal(worst.length, 2);
      for (const text of worst) assert.match(text, /^(0\.0+|[\d.]+·10⁻([⁶-⁹]|¹.))$/);
    });
  }
});

test("training that leaves all numbers is said", () =>
  withPage("#lab=backprop&seed=1&eta=1000&epoch=9999", async (page) => {
    await page.getByText("training has diverged").waitFor();
    assert.equal((await state(page)).diverged, true);
  }));

test("the worksheet and the Keras code can be seen and copied", () =>
  withPage("#lab=backprop&seed=1&lang=pl", async (page) => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByText("Karta pracy", { exact: true }).click();
    const paper = page.getByRole("region", { name: "Karta pracy" });
    await paper.getByText("0{,}1400156").waitFor();
    await page.getByLabel("z wynikami").uncheck();
    await paper.getByText("\\underline").first().waitFor();
    assert.equal((await paper.textContent()).includes("1400156"), false);
    await select(page, "Format").selectOption("CSV");
    await wait(page, "worksheet", "csv");
    await paper.getByText("id;value;from").waitFor();
    await press(page, "Kopiuj");
    await page.getByText("Skopiowano").waitFor();
    assert.match(await copied(), /^id;value;from\r?\nx1\.1;0,06;\r?\n/);
    await page.getByText("Karta pracy", { exact: true }).click();
    await page.getByText("To samo w Kerasie", { exact: true }).click();
    await page.getByText("Dense(1").first().waitFor();
    await press(page, "Kopiuj");
    await page.getByRole("button", { name: "Skopiowano" }).waitFor();
    const code = await copied();
    for (const part of ["Dense(1", "mean_squared_error", "optimizer='SGD'", "set_weights"])
      assert.ok(code.includes(part), `${part} is not in ${code}`);
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
    });
    await press(page, "Kopiuj");
    await page.getByText("Tekst jest zaznaczony: naciśnij Ctrl+C").waitFor();
    assert.equal((await page.evaluate(() => getSelection().toString())).trim(), code.trim());
  }));
