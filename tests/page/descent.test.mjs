// L5, done by hand: with the mouse, with touch, and with the keyboard alone; in both languages.
import assert from "node:assert/strict";
import test from "node:test";
import {
  call,
  field,
  looks,
  middle,
  pixels,
  place,
  press,
  settings,
  state,
  swipe,
  type,
  until,
  withPage,
} from "./browser.mjs";

const handle = (page, name = "Start of the path") => page.getByRole("slider", { name });
const bowl = (page) => page.getByRole("img", { name: /^Contours of J/ });
/** Waits until settings are as wanted. */
async function wait(page, wanted) {
  const began = Date.now();
  for (;;) {
    const now = await settings(page);
    if (wanted(now)) return now;
    assert.ok(Date.now() - began < 20_000, `still waiting for ${wanted}; the settings are ${JSON.stringify(now)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
/** The strip of numbers: { Steps, θ₀, θ₁, … } as they are written. */
const strip = (page) =>
  page
    .locator(".numbers > div")
    .evaluateAll((parts) =>
      Object.fromEntries(parts.map((part) => [part.firstElementChild.textContent, part.lastElementChild.textContent])),
    );
const drawn = (page) => page.locator(".example.drawn").count();

test("the lecture's neuron, by steps: twice Keras's rate, the slide's numbers", () =>
  withPage("#lab=descent&seed=1&data=lecture&eta=0.02&theta1=0.1", async (page) => {
    // The slide: MSE 15.71, −4.00156 and −7.8096, w1 = 0.1400156, w0 = 0.078096. J and its slopes are half of that.
    assert.equal((await strip(page))["Keras’s MSE = 2 J"], "15.7115");
    const sheet = page.locator(".columns tr.total").first();
    assert.deepEqual(await sheet.locator("td").allTextContents(), ["−3.9048", "−2.0008"]);
    await page.getByText("SGD(learning_rate=0.01) takes exactly the same steps in Keras as η = 0.02 here").waitFor();
    await press(page, "Step");
    await until(page, (now) => now.step === 1);
    const { "θ₀": theta0, "θ₁": theta1, Steps } = await strip(page);
    assert.deepEqual([Steps, theta0, theta1], ["1", "0.0781", "0.1400"]);
    await page.keyboard.press("ArrowRight");
    await until(page, (now) => now.step === 2);
    assert.equal((await strip(page))["Keras’s MSE = 2 J"], "14.2272");
    await press(page, "Back");
    await until(page, (now) => now.step === 1);
    assert.equal((await strip(page))["Keras’s MSE = 2 J"], "14.9510");
    await press(page, "Reset");
    await until(page, (now) => now.step === 0);
  }));

test("the numbers in the table make the numbers in the formulas", () =>
  withPage("#lab=descent&seed=5&batch=6&eta=0.1&step=4", async (page) => {
    const rows = await page
      .locator(".columns tbody tr")
      .evaluateAll((list) =>
        list.map((row) => [...row.children].map((cell) => Number(cell.textContent.replace("−", "-")))),
      );
    const points = rows.slice(0, 6);
    const { "θ₀": theta0, "θ₁": theta1 } = await strip(page);
    let sums = [0, 0];
    for (const [, x, y, h, error, product] of points) {
      assert.ok(Math.abs(Number(theta0) + Number(theta1) * x - h) < 3e-4, "h(x) by hand");
      assert.ok(Math.abs(h - y - error) < 2e-4 && Math.abs(error * x - product) < 3e-4, "the error, and the product");
      sums = [sums[0] + error, sums[1] + product];
    }
    const total = rows[6].slice(1);
    for (const at of [0, 1])
      assert.ok(Math.abs(sums[at] / 6 - total[at]) < 2e-4, `${sums[at] / 6} is not ${total[at]}`);
    const formulas = (await page.locator(".rules").textContent()).replaceAll("−", "-");
    for (const slope of total) assert.ok(formulas.includes(String(slope.toFixed(4))), `${slope} in ${formulas}`);
    const next = Number(theta0) - 0.1 * total[0];
    await press(page, "Step");
    await until(page, (now) => now.step === 5);
    assert.ok(Math.abs(Number((await strip(page))["θ₀"]) - next) < 2e-4);
  }));

test("full batch, mini-batch of any size, single example: what a step looks at is marked, and drawn anew for each", () =>
  withPage("#lab=descent&seed=1", async (page) => {
    assert.equal(await drawn(page), 40);
    await press(page, "mini-batch");
    await wait(page, ({ batch }) => batch === 8);
    assert.equal(await drawn(page), 8);
    await type(page, "Mini-batch size", "13");
    await wait(page, ({ batch }) => batch === 13);
    assert.equal(await drawn(page), 13);
    await press(page, "one");
    await wait(page, ({ batch }) => batch === 1);
    assert.equal(await drawn(page), 1);
    const which = () => page.locator(".example.drawn").getAttribute("data-symbol");
    const seen = new Set([await which()]);
    for (let step = 1; step <= 6; step++) {
      await call(page, "step");
      seen.add(await which());
    }
    assert.ok(seen.size > 2, [...seen].join());
    await press(page, "all 40");
    await wait(page, ({ batch }) => batch === "all");
    // An epoch is as many steps as there are batches in the points.
    await press(page, "mini-batch");
    await wait(page, ({ batch }) => batch === 8);
    const { step } = await state(page);
    await page.keyboard.press("Shift+ArrowRight");
    await until(page, (now) => now.step === step + 5);
  }));

test("the start is dragged, the path follows, the ground keeps still meanwhile", () =>
  withPage("#lab=descent&seed=1&eta=0.1&step=25", async (page) => {
    const canvas = page.locator(".ground");
    const before = await pixels(canvas);
    const path = () => page.locator(".figure.bowl .main .trail").getAttribute("d");
    const old = await path();
    const [x, y] = await middle(handle(page));
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y - 100, { steps: 6 });
    await wait(page, ({ theta0, theta1 }) => theta0 > 0.2 && theta1 > 0.4);
    await page.waitForFunction(
      (former) =>
        document
          .querySelector("nn-playground")
          .shadowRoot.querySelector(".figure.bowl .main .trail")
          .getAttribute("d") !== former,
      old,
    );
    assert.equal(await pixels(canvas), before, "the ground keeps still under the hand");
    const [nowX, nowY] = await middle(handle(page));
    assert.ok(Math.hypot(nowX - x - 60, nowY - y + 100) < 6, `the handle is at ${nowX}, ${nowY}`);
    // Out of the picture: it stays at the edge.
    await page.mouse.move(x, 5, { steps: 4 });
    await wait(page, ({ theta1 }) => theta1 > 3);
    assert.ok((await settings(page)).theta1 < 5);
    await page.mouse.up();
    await page.waitForFunction(() => location.hash.includes("theta1="));
    assert.equal((await state(page)).step, 25, "it stays at its step");
    // A click on the ground puts it there.
    const box = await place(bowl(page));
    await page.mouse.click(box.x + box.width * 0.7, box.y + box.height * 0.3);
    const { theta0 } = await wait(page, (now) => now.theta0 > 1);
    assert.match(await handle(page).getAttribute("aria-valuetext"), new RegExp(`^θ₀ = ${theta0}, θ₁ = `));
  }));

test("a link with a start, a path and a step shows what the sender saw", async () => {
  let sent;
  await withPage("#lab=descent&seed=4&batch=4&eta=0.08&theta0=-0.5&theta1=2&step=30", async (page) => {
    await press(page, "Keep this path");
    await press(page, "one");
    await wait(page, ({ batch }) => batch === 1);
    await page.waitForFunction(() => location.hash.includes("batch=1&") && location.hash.includes("paths="));
    sent = [new URL(page.url()).hash, await strip(page), await bowl(page).getAttribute("aria-label")];
  });
  assert.match(decodeURIComponent(sent[0]), /paths=4,0\.08,-0\.5,2/);
  await withPage(sent[0], async (page) => {
    assert.deepEqual([await strip(page), await bowl(page).getAttribute("aria-label")], sent.slice(1));
  });
});

test("paths are kept for comparison, named, and removed", () =>
  withPage("#lab=descent&seed=1&eta=0.05&step=10", async (page) => {
    const kept = page.locator(".kept-list li");
    assert.equal(await page.getByRole("button", { name: "Remove kept paths" }).isVisible(), false);
    await press(page, "Keep this path");
    await wait(page, ({ paths }) => paths.length === 1);
    assert.equal(await page.getByRole("button", { name: "Keep this path" }).isDisabled(), true, "it is kept already");
    await press(page, "one");
    await wait(page, ({ batch }) => batch === 1);
    await press(page, "Keep this path");
    await wait(page, ({ paths }) => paths.length === 2);
    assert.deepEqual(await kept.locator("span").allTextContents(), [
      "all 40, η = 0.05, from (0; 0)",
      "1 of 40, η = 0.05, from (0; 0)",
    ]);
    assert.equal(await page.locator(".figure.bowl .inside .kept").count(), 2);
    assert.equal(await page.locator(".figure.cost .inside .kept").count(), 2);
    const dashes = await page
      .locator(".figure.bowl .inside .kept")
      .evaluateAll((lines) =>
        lines.map((line) => [getComputedStyle(line).strokeDasharray, getComputedStyle(line).color]),
      );
    assert.ok(dashes[0][0] !== dashes[1][0] && dashes[0][1] !== dashes[1][1], "told apart by dash and colour");
    await press(page, "Remove kept path 1");
    const { paths } = await wait(page, (now) => now.paths.length === 1);
    assert.deepEqual(paths, [{ batch: 1, eta: 0.05, theta0: 0, theta1: 0 }]);
    await press(page, "Remove kept paths");
    await wait(page, (now) => now.paths.length === 0);
    assert.equal(await page.locator(".kept").count(), 0);
  }));

test("η from 0.0001 to divergence: the scale, the mark, the explanation, and what to try", () =>
  withPage("#lab=descent&seed=1&data=lecture&speed=500", async (page) => {
    const slider = page.getByRole("slider", { name: "Learning rate η, scale" });
    await slider.focus();
    await page.keyboard.press("Home");
    await wait(page, ({ eta }) => eta === 0.0001);
    await page.getByText("stable up to 1.63").waitFor();
    assert.match(await slider.getAttribute("aria-valuetext"), /^0\.0001, below 1\.63/);
    await page.keyboard.press("End");
    await wait(page, ({ eta }) => eta === 3.3);
    assert.match(await slider.getAttribute("aria-valuetext"), /^3\.3, not below 1\.63.*diverges/);
    await press(page, "Play");
    const { diverged, step, running } = await until(page, (now) => now.diverged && !now.running);
    assert.deepEqual([diverged, running], [true, false]);
    const told = page.getByText(/^Diverged after step \d+/);
    await told.waitFor();
    // 1 − 3.3 · 1.2264, and the step before which J would pass 10¹² times its first value: (3.047²)ⁿ.
    assert.match(await told.textContent(), /1 − ηλ = −3\.05.*Any η below 1\.63 converges/);
    assert.ok(Math.abs(step - Math.log(1e12) / Math.log(3.047 ** 2)) < 2, `${step}`);
    await press(page, "Back");
    await until(page, (now) => now.step === step && !now.diverged);
    await press(page, "Step");
    await until(page, (now) => now.diverged);
    await press(page, "Start over with η = 0.82");
    await until(page, (now) => now.step > 50);
    await page.getByText("Converged: this is the lowest point of J").waitFor();
    await until(page, (now) => !now.running);
    assert.equal(await page.getByText(/^Diverged/).isVisible(), false);
  }));

test("below the largest rate of all points, single ones may still diverge, and that is said", () =>
  withPage("#lab=descent&seed=1&batch=1&data=custom&points=0,1%0A0,2%0A0,0%0A3,1&eta=0.6&step=2000", async (page) => {
    await page
      .getByText(/although η = 0\.6 is below 0\.\d+, which is stable for the full batch\. A step of only 1 /)
      .waitFor();
    await page.getByRole("button", { name: "Start over with η = 0.3" }).waitFor();
  }));

test("with the keyboard alone: the start by arrow keys, the rate, the batch; in Polish, with a comma", () =>
  withPage("#lab=descent&seed=1&lang=pl", async (page) => {
    const start = handle(page, "Początek ścieżki");
    await start.focus();
    await page.keyboard.press("ArrowRight");
    await wait(page, ({ theta0 }) => theta0 === 0.1);
    const ground = await pixels(page.locator(".ground"));
    await page.keyboard.press("ArrowUp");
    await wait(page, ({ theta1 }) => theta1 === 0.1);
    await page.keyboard.press("Shift+ArrowUp");
    await wait(page, ({ theta1 }) => theta1 === 1.1);
    assert.equal(await pixels(page.locator(".ground")), ground, "the ground keeps still");
    assert.equal((await state(page)).step, 0, "the keys are the handle's, not the steps'");
    assert.match(await start.getAttribute("aria-valuetext"), /^θ₀ = 0,1, θ₁ = 1,1\./);
    assert.equal(
      await start.evaluate((element) => element === element.getRootNode().activeElement),
      true,
      "the focus stays",
    );
    // Beyond the edge the picture makes room.
    for (let presses = 0; presses < 4; presses++) await page.keyboard.press("Shift+ArrowLeft");
    await wait(page, ({ theta0 }) => theta0 <= -3.8);
    assert.ok(Number(await start.getAttribute("aria-valuemin")) <= -3.8);
    await type(page, "Współczynnik uczenia η", "0,05");
    await wait(page, ({ eta }) => eta === 0.05);
    await page.getByRole("button", { name: "jeden", exact: true }).focus();
    await page.keyboard.press("Enter");
    await wait(page, ({ batch }) => batch === 1);
    await page.keyboard.press("ArrowRight");
    await until(page, (now) => now.step === 1);
    await page.keyboard.press("r");
    await until(page, (now) => now.step === 0);
    const before = await settings(page);
    await press(page, "English");
    await page.getByRole("img", { name: /^Contours of J/ }).waitFor();
    assert.deepEqual(await settings(page), { ...before, lang: "en" });
    await handle(page).focus();
    await page.keyboard.press("Space");
    await until(page, (now) => now.step > 1);
    await page.keyboard.press("Space");
    await until(page, (now) => !now.running);
  }));

test("what cannot be is said beside the field, and nothing is lost", () =>
  withPage("#lab=descent&seed=1&batch=8&step=7", async (page) => {
    await page.getByText("Start, points, speed").click();
    const before = await settings(page);
    for (const [name, written, said] of [
      ["Learning rate η", "fast", "“fast” is not a number."],
      ["Learning rate η", "-1", "-1 is out of range: 0 to 1,000."],
      ["Learning rate η", "1e308", "1e308 is out of range: 0 to 1,000."],
      ["Learning rate η", "", "“” is not a number."],
      ["Mini-batch size", "0", "0 is not a whole number from 1 to 40."],
      ["Mini-batch size", "41", "41 is not a whole number from 1 to 40."],
      ["Mini-batch size", "2.5", "2.5 is not a whole number from 1 to 40."],
      ["Start: θ₀", "1e308", "1e308 is out of range: −1,000,000 to 1,000,000."],
      ["Start: θ₁", "NaN", "“NaN” is not a number."],
      ["Points", "9", "9 is not a whole number from 10 to 500."],
      ["Noise, %", "51", "51 is out of range: 0 to 50."],
    ]) {
      await type(page, name, written);
      await page.getByText(said, { exact: true }).first().waitFor();
      assert.equal(await field(page, name).inputValue(), written);
      assert.equal(await field(page, name).getAttribute("aria-invalid"), "true");
      assert.deepEqual(await settings(page), before);
    }
    await type(page, "Start: θ₀", "-2,5");
    await wait(page, ({ theta0 }) => theta0 === -2.5);
    await page.getByRole("combobox", { name: "Dataset" }).selectOption("custom");
    await wait(page, ({ data }) => data === "custom");
    const own = page.getByRole("textbox", { name: "Points", exact: true });
    const points = (await settings(page)).points;
    for (const [written, said] of [
      ["1, 2\n3, x", "line 2: “x” is not a number"],
      ["", "rows: 0; there must be 1 to"],
      ["1, 2, 0\n3, 4, 1", "a point needs two numbers: x, y"],
      ["1e308, 1\n2, 3", "1·10¹⁸"],
    ]) {
      await own.fill(written);
      await own.blur();
      await page.getByText(said).waitFor();
      assert.equal(await own.inputValue(), written);
      assert.equal((await settings(page)).points, points);
    }
    await own.fill("0; 1\n2; 4,5");
    await own.blur();
    await wait(page, (now) => now.points === "0; 1\n2; 4,5");
    assert.equal(await page.locator(".example").count(), 2);
  }));

test("what a link says wrongly is named and put right", () =>
  withPage("#lab=descent&seed=1&eta=-1&batch=x&paths=8,fast&data=moon", async (page) => {
    const { eta, batch, paths, data } = await settings(page);
    assert.deepEqual([eta, batch, paths, data], [0, "all", [], "line"]);
    const warnings = (await page.locator(".warnings li").allTextContents()).join("\n");
    for (const key of ["eta", "batch", "data"]) assert.match(warnings, new RegExp(`^${key}: `, "m"));
    assert.match(warnings, /paths\[0\].eta: “fast” is not a number/);
  }));

test("symbols, values and parts of the pictures light up together", () =>
  withPage("#lab=descent&seed=1&batch=8", async (page) => {
    const highlighted = () =>
      page
        .locator(".highlighted")
        .evaluateAll((parts) =>
          parts.map(
            (part) => `${part.localName}.${part.getAttribute("class")?.replace("highlighted", "").trim() ?? ""}`,
          ),
        );
    await page.locator("math [data-symbol=theta1]").first().hover();
    for (const part of ["path.fit", "circle.here", "text.plot-axis start", "dd."])
      assert.ok((await highlighted()).includes(part), `${part} is not among ${await highlighted()}`);
    await page.locator(".columns tbody td").first().hover();
    assert.ok(
      (await highlighted()).some((part) => part === "circle.example drawn"),
      `${await highlighted()}`,
    );
    await page.locator(".columns tr.total").first().locator("td").last().hover();
    assert.ok((await highlighted()).includes("g.gradient drawn"), `${await highlighted()}`);
  }));

test("each thing to try does what it says", () =>
  withPage("#lab=descent&seed=1", async (page) => {
    const tries = page.locator(".tries button");
    await tries.nth(0).click();
    await wait(page, ({ step, paths, batch }) => step === 60 && paths.length === 2 && batch === 1);
    await tries.nth(1).click();
    await page.getByText("stable up to 1.63").waitFor();
    await until(page, (now) => now.step > 3);
    const path = await page.locator(".figure.bowl .main .trail").getAttribute("d");
    assert.ok(path.split("L").length > 3);
    await press(page, "Pause");
    await tries.nth(2).click();
    await wait(page, ({ theta1, paths }) => theta1 === 0.1 && paths.length === 0);
    assert.equal((await strip(page))["θ₁"], "0.1400");
  }));

test("fractions are numbers, in links, fields and points", () =>
  withPage(
    `#lab=descent&lang=en&seed=1&data=custom&points=${encodeURIComponent("0, 1/4\n1, 2/4")}&eta=1/8&theta1=-3/4&paths=all,1/16,1/2,0`,
    async (page) => {
      const { eta, theta1, paths } = await settings(page);
      assert.deepEqual([eta, theta1, paths], [0.125, -0.75, [{ batch: "all", eta: 0.0625, theta0: 0.5, theta1: 0 }]]);
      // ½ · mean of (0 − ¼)² and (−¾ − ½)².
      assert.equal((await strip(page))["J(θ)"], "0.4063");
      await type(page, "Learning rate η", "1/3");
      await wait(page, (now) => now.eta === 1 / 3);
    },
  ));

test("the largest amounts: 500 points, eight kept paths, the last of 100,000 steps and back", () => {
  const kept = ["all", 1, 2, 4, 8, 16, 64, 256].map((batch) => `${batch},0.01,0,0`).join(";");
  return withPage(`#lab=descent&lang=en&seed=1&samples=500&batch=1&step=99999&paths=${kept}`, async (page) => {
    await until(page, ({ step }) => step === 99_999);
    await press(page, "Step");
    await until(page, ({ step }) => step === 100_000);
    assert.equal((await strip(page)).Steps, "100,000");
    await press(page, "Back");
    await until(page, ({ step }) => step === 99_999);
    assert.equal((await strip(page)).Steps, "99,999");
  });
});

looks("descent", [
  ["light", 1440, 900, "en", "batch=8&eta=0.1&step=12&paths=all,0.1,0,0;1,0.1,0,0"],
  ["dark", 1440, 900, "pl", "data=lecture&eta=1.7&step=1000"],
  ["dark", 390, 844, "en", "data=lecture&eta=1.7&step=1000"],
  ["light", 360, 740, "pl", "batch=8&eta=0.1&step=12&theta0=-300000&paths=8,0.01,-12345.678,0.000123"],
]);

test("with touch: the start is dragged with a finger, a tap puts it elsewhere", () =>
  withPage(
    "#lab=descent&seed=1",
    async (page) => {
      await bowl(page).scrollIntoViewIfNeeded();
      const from = await middle(handle(page));
      await swipe(page, from, [from[0] + 60, from[1] - 80]);
      await wait(page, ({ theta0, theta1 }) => theta0 > 0.6 && theta1 > 1.2); // where the finger was last: the page has not scrolled instead
      const { x, y, width, height } = await place(bowl(page));
      await page.touchscreen.tap(x + width * 0.8, y + height * 0.6);
      await wait(page, ({ theta0 }) => theta0 > 1.2);
    },
    { viewport: { width: 390, height: 844 }, hasTouch: true },
  ));
