// L7, L4, L8 to L10, done by hand: the lecture's update stage by stage, and networks of one's own.
import assert from "node:assert/strict";
import test from "node:test";
import { call, looks, place, press, select, settings, state, until, wait, withPage } from "./browser.mjs";

/** The columns of the board, each as its numbers, and the numbers that stand alone. */
const columns = (page) =>
  page
    .locator(".board .vector")
    .evaluateAll((vectors) =>
      vectors.map((vector) => [...vector.querySelectorAll("mn")].map((number) => number.textContent)),
    );
const heading = (page, text) => page.getByRole("heading", { name: text, exact: true }).waitFor();
const number = (page, id) => page.locator(`.board .live[data-symbol="${id}"]`).first();
const cell = (page, name) => page.getByRole("textbox", { name, exact: true });
const type = async (field, text) => {
  await field.fill(text);
  await field.press("Enter");
};
const minus = (texts) => texts.map((text) => Number(text.replace("−", "-").replace(",", ".")));

const X = ["0.06", "0.87", "0.60", "0.71", "0.02"];
const OUT = ["0.006", "0.087", "0.060", "0.071", "0.002"];
const ERROR = ["3.164", "4.643", "4.200", "4.499", "3.018"];
const SLOPE = ["−6.328", "−9.286", "−8.400", "−8.998", "−6.036"];

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
    await page.goto(page.url().replace(/#.*/, "#lab=backprop&seed=1&loss=log_cosh&stage=3"));
    await number(page, "loss1").hover();
    await page.getByText(/^Example 1: Loss = ln\(cosh\(y − out\)\) = ln\(cosh\(3\.164\)\) = 2\.\d+$/).waitFor();
    // Without softmax Keras makes probabilities of any outputs: fractions of their sum, clipped.
    await page.goto(
      page
        .url()
        .replace(
          /#.*/,
          "#lab=backprop&seed=1&layers=2:softplus&loss=categorical_crossentropy&x=1&y=1 0&weights=0.5 1;0 0&stage=4",
        ),
    );
    await number(page, "dloss_dp1.1").hover();
    await page.getByText(/^Example 1: ∂Loss\/∂p₁ = .* · clip′\(p₁\) = /).waitFor();
    await number(page, "dloss_dout1.2.1").waitFor();
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

test("training that leaves all numbers is said", () =>
  withPage("#lab=backprop&seed=1&eta=1000&epoch=9999", async (page) => {
    await page.getByText("training has diverged").waitFor();
    assert.equal((await state(page)).diverged, true);
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
    await press(page, "Kopiuj");
    await page.waitForFunction(async () => (await navigator.clipboard.readText()).includes("Sequential"));
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
    await page.keyboard.type("0,75");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => /^\S+ 0\.75 /.test(document.querySelector("nn-playground").settings.weights));
    assert.equal(await weight.inputValue(), "0,75");
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

/**
 * What is wrong with the labels of the picture: one that lies on a line, a unit or another label, or is cut off; a number that
 * is wider than its unit. Letters are not as high as the box around them.
 */
const collisions = (page) =>
  page.locator(".drawing.hand").evaluate((drawing) => {
    const boxOf = (element) => {
      const { left, right, top, bottom, height } = element.getBoundingClientRect();
      return { left, right, top: top + height / 5, bottom: bottom - height / 5 };
    };
    const meet = (one, other) =>
      one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
    const texts = [...drawing.querySelectorAll("text")].map((text) => ({ text, ...boxOf(text) }));
    const said = ({ text }) => `“${text.textContent}”`;
    const bodies = [...drawing.querySelectorAll(".hand-unit .body")];
    const frame = drawing.getBoundingClientRect();
    const found = [];
    for (const [at, one] of texts.entries()) {
      if (one.left < frame.left - 1 || one.right > frame.right + 1 || one.top < frame.top || one.bottom > frame.bottom)
        found.push(`${said(one)} is cut off`);
      for (const other of texts.slice(at + 1)) if (meet(one, other)) found.push(`${said(one)} lies on ${said(other)}`);
      const own = one.text.classList.contains("number") ? one.text.parentElement.querySelector(".body") : null;
      if (own && one.right - one.left > own.getBoundingClientRect().width) found.push(`${said(one)} is too wide`);
      for (const body of bodies)
        if (body !== own && meet(one, body.getBoundingClientRect()))
          found.push(`${said(one)} lies on ${body.parentElement.textContent}`);
      if (own) continue;
      for (const line of drawing.querySelectorAll(".line")) {
        const length = line.getTotalLength();
        const matrix = line.getScreenCTM();
        for (let at = 0; at <= length; at += 2) {
          const { x, y } = line.getPointAtLength(at).matrixTransform(matrix);
          if (!meet(one, { left: x, right: x, top: y, bottom: y })) continue;
          found.push(`${said(one)} lies on a line`);
          break;
        }
      }
    }
    return found;
  });

test("no label of the picture lies on a line, a unit or another label, at any stage", async () => {
  // One width each: the places of labels are those of the drawing, which is only scaled.
  for (const [at, net] of [
    "preset=lecture",
    "preset=lecture&x=74.1669;-1234.5;0.5;1;2&stage=1",
    "preset=xor_steps&example=2",
    "preset=xor&example=4",
    "preset=softmax",
    "preset=xor&layers=3:tanh,2:relu,1:sigmoid",
    "preset=xor&layers=2:tanh,2:relu,2:tanh,1:sigmoid",
  ].entries()) {
    const [width, lang] = at % 2 ? [1024, "pl"] : [390, "en"];
    await withPage(
      `#lab=backprop&seed=1&lang=${lang}${width > 400 ? "&view=projector" : ""}&${net}`,
      async (page) => {
        for (let stage = 1; (await settings(page)).stage === stage && (await settings(page)).epoch === 0; stage++) {
          assert.deepEqual(await collisions(page), [], `${net}, ${width} pixels, stage ${stage}`);
          await call(page, "step", 1);
        }
      },
      { viewport: { width, height: 844 } },
    );
  }
});

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

test("what is wider than a phone shows on which side there is more", () =>
  withPage(
    "#lab=backprop&seed=1&preset=xor",
    async (page) => {
      const wide = page.locator(".picture .wide");
      const more = (sides) =>
        page.waitForFunction(
          (sides) =>
            document.querySelector("nn-playground").shadowRoot.querySelector(".picture .wide").dataset.more === sides,
          sides,
        );
      for (const [left, sides] of [
        [0, "after"],
        [20, "before after"],
        [9999, "before"],
      ]) {
        await wide.evaluate((element, left) => {
          element.scrollLeft = left;
        }, left);
        await more(sides);
      }
      // Of the other labs, too; and nothing else is said to have more.
      for (const lab of ["neuron", "perceptron", "descent", "optimizers", "backprop"]) {
        await page.evaluate((lab) => {
          document.querySelector("nn-playground").settings = { lab, preset: null, net: null, step: 2 };
        }, lab);
        await wait(page, "lab", lab);
        await page.waitForFunction(() =>
          [
            ...document
              .querySelector("nn-playground")
              .shadowRoot.querySelectorAll(".lesson :is(.formula, .sheet, .board, .stages, div.wide)"),
          ].every(
            (part) =>
              (part.dataset.more?.includes("after") ?? false) ===
              part.scrollWidth - part.clientWidth - part.scrollLeft > 1,
          ),
        );
      }
    },
    { viewport: { width: 390, height: 844 } },
  ));

const DEEP = "layers=6:tanh,6:relu,4:tanh,2:softmax&loss=mse&preset=xor&y=0 1%0A1 0%0A1 0%0A0 1";
looks("backprop", [
  ["light", 1440, 900, "en", "stage=7"],
  ["dark", 1440, 900, "pl", "preset=xor&stage=10&epoch=3"],
  ["dark", 390, 844, "en", "preset=softmax&stage=5"],
  ["light", 360, 740, "pl", "preset=xor&stage=14"],
  ["dark", 360, 740, "en", `${DEEP}&stage=13`],
]);

test("with touch: a tap on a number tells where it comes from, and it stays", () =>
  withPage(
    "#lab=backprop&seed=1&stage=4",
    async (page) => {
      const { x, y, width, height } = await place(number(page, "dloss_dout1.1.2"));
      await page.touchscreen.tap(x + width / 2, y + height / 2);
      await page.getByText("Example 2: ∂Loss/∂out = −2(y − out) = −2 · 4.643 = −9.286").waitFor();
    },
    { viewport: { width: 390, height: 1400 }, hasTouch: true },
  ));
