// L6, done by hand: the race over every landscape, and what each optimizer does in a step.
import assert from "node:assert/strict";
import test from "node:test";
import { call, field, looks, pixels, press, select, settings, state, type, until, wait, withPage } from "./browser.mjs";
import { OPEN, board, numbers } from "./race.mjs";

const race = (page) => page.getByRole("img", { name: /from above/ });
const near = (found, expected, tolerance) =>
  assert.ok(
    found.every((value, at) => Math.abs(value - expected[at]) <= tolerance),
    `${found} is not ${expected}`,
  );
/** The first two steps of a racer by the formulas of the slides, on ½(θ₁² + 20 θ₂²) from (−3.5, 2): the second Δθ. */
const BY_HAND = [
  ["sgd", 0.09, ({ slope, eta, first }) => slope(first).map((g) => -eta * g)],
  ["momentum", 0.02, ({ slope, eta, first, moved }) => slope(first).map((g, at) => 0.9 * moved[at] - eta * g)],
  // Keras's first step is from θ to θ + βm: (1 + β) times the slide's m.
  [
    "nesterov",
    0.02,
    ({ slope, eta, first, moved }) => slope(first).map((g, at) => 0.9 * (0.9 * (moved[at] / 1.9) - eta * g) - eta * g),
  ],
  [
    "rmsprop",
    0.1,
    ({ slope, eta, first, start }) =>
      slope(first).map((g, at) => (-eta * g) / Math.sqrt(0.9 * 0.1 * slope(start)[at] ** 2 + 0.1 * g ** 2)),
  ],
  [
    "adam",
    0.1,
    ({ slope, eta, first, start }) =>
      slope(first).map((g, at) => {
        const g0 = slope(start)[at];
        const mHat = (0.9 * 0.1 * g0 + 0.1 * g) / (1 - 0.9 ** 2);
        const sHat = (0.999 * 0.001 * g0 ** 2 + 0.001 * g ** 2) / (1 - 0.999 ** 2);
        return (-eta * mHat) / Math.sqrt(sHat);
      }),
  ],
];

test("the second step of each optimizer is the one of the slides", () =>
  withPage(`${OPEN}&condition=20`, async (page) => {
    const slope = ([x, y]) => [x, 20 * y];
    for (const [at, [name, eta, formula]] of BY_HAND.entries()) {
      await page.locator(".race-board input").nth(at).check();
      await wait(page, "racer", at + 1);
      await wait(page, "step", 0);
      const moved = (await numbers(page, "Δθ")).map((text) => Number(text.replace("−", "-")));
      await press(page, "Step");
      await wait(page, "step", 1);
      const begin = [-3.5, 2];
      const first = begin.map((value, axis) => value + moved[axis]);
      const found = (await numbers(page, "Δθ")).map((text) => Number(text.replace("−", "-")));
      near(
        found,
        formula({ slope, eta, first, moved, start: begin }),
        name === "momentum" || name === "nesterov" || name === "sgd" ? 5e-3 : 2e-4,
      );
      await press(page, "Back");
      await wait(page, "step", 0);
    }
  }));

test("a race on every landscape: it runs, and ends where all have arrived", () =>
  withPage(OPEN, async (page) => {
    const ground = page.locator("canvas.race-ground");
    const seen = new Set();
    for (const [name, key] of [
      ["Quadratic valley", "quadratic"],
      ["Beale’s function", "beale"],
      ["Rosenbrock’s bent valley", "rosenbrock"],
      ["Saddle", "saddle"],
      ["Himmelblau’s four minima", "himmelblau"],
      ["Loss of a small network", "network"],
      ["A formula of one’s own", "custom"],
    ]) {
      await select(page, "Landscape").selectOption(name);
      await wait(page, "surface", key);
      await race(page)
        .and(page.locator(`[aria-label^="${name}"]`))
        .waitFor();
      seen.add(await pixels(ground));
      assert.equal(await field(page, "Condition number κ").isVisible(), key === "quadratic");
      await call(page, "step", 60);
      assert.equal((await board(page)).length, 5);
      await page.evaluate(() => document.querySelector("nn-playground").reset());
      await wait(page, "step", 0);
    }
    assert.equal(seen.size, 7, "each has its own picture");
    await select(page, "Landscape").selectOption("Quadratic valley");
    await press(page, "Play");
    const { step } = await until(page, (now) => now.step > 60 && !now.running);
    assert.ok(step < 400, `${step}`);
    for (const row of await board(page)) assert.match(row[4], /✓ \d+arrived at step \d+/, row.join());
    await press(page, "Reset");
    await wait(page, "step", 0);
  }));

test("a race is ranked by arrival, and says so", async () => {
  for (const [lang, rule] of [
    ["en", "Ranked by arrival at a minimum"],
    ["pl", "O miejscu decyduje dotarcie do minimum"],
  ]) {
    await withPage(`${OPEN}&lang=${lang}&condition=100&step=1000`, async (page) => {
      await page.locator(".race-board").getByText(rule).waitFor();
      const rows = await board(page);
      const steps = rows.map((row) => Number(row[4].match(/✓ (\d+)/)[1]));
      assert.deepEqual(
        rows.map((row) => Number(row[0])),
        steps.map((own) => 1 + steps.filter((other) => other < own).length),
      );
    });
  }
});

test("decay is in every formula, and no slide has it; a racer that stands still has no arrow that is drawn longer", () =>
  withPage(
    `${OPEN}&step=3&racers=sgd,lr:0;${["sgd", "momentum", "nesterov", "rmsprop", "adam", "adagrad", "adadelta", "adamax", "nadam"].map((name) => `${name},weight-decay:0.5`).join(";")}`,
    async (page) => {
      for (let racer = 1; racer < 10; racer++) {
        await page.locator(".race-board input").nth(racer).check();
        await wait(page, "racer", racer + 1);
        assert.deepEqual(await page.locator(".race-coming h4").allTextContents(), ["In Keras"]);
        assert.ok((await page.locator(".race-coming math").textContent()).includes("θ−ληθ"), `${racer}`);
        assert.equal(await field(page, "Weight decay λ").inputValue(), "0.5");
      }
      await page.locator(".race-board input").first().check();
      await page.getByText("The arrows of the next step are drawn to scale.").waitFor();
    },
  ));

test("the slide's form and Keras's stand side by side where they differ", () =>
  withPage(`${OPEN}&step=6`, async (page) => {
    const headings = () => page.locator(".race-coming h4").allTextContents();
    for (const [racer, wanted] of [
      ["SGD", ["On the slide and in Keras"]],
      ["Momentum", ["On the slide and in Keras"]],
      ["Nesterov", ["On the slide", "In Keras"]],
      ["RMSprop", ["On the slide and in Keras"]],
      ["Adam", ["On the slide", "In Keras"]],
    ]) {
      await page.getByRole("radio", { name: racer, exact: true }).check();
      await page.getByRole("heading", { name: `${racer}: what it does in step 7` }).waitFor();
      assert.deepEqual(await headings(), wanted);
    }
    await page.getByText("The slide’s m has the sign of momentum and is added").waitFor();
    await page.getByText("The slides write lr=").waitFor();
    // Where Nesterov takes its gradient is drawn, and where the slide stands.
    await page.getByRole("radio", { name: "Nesterov", exact: true }).check();
    await page.locator(".race .race-looks").waitFor();
    assert.equal(await page.locator(".race .race-stands").count(), 1);
    await page.getByText("here the gradient is taken, θ + βm").waitFor();
    // What is pointed at in a formula lights up in the picture, in the numbers and among the controls.
    await page.locator(".race-coming math [data-symbol=beta]").first().hover();
    const highlighted = await page.locator(".highlighted").evaluateAll((parts) => parts.map((part) => part.localName));
    for (const part of ["mi", "mn", "g", "th", "div"])
      assert.ok(highlighted.includes(part), `${part} is not among ${highlighted}`);
  }));

test("in Polish, by the keyboard alone", () =>
  withPage(`${OPEN}&lang=pl`, async (page) => {
    await page.keyboard.press("Shift+ArrowRight");
    await wait(page, "step", 10);
    await page.keyboard.press("ArrowLeft");
    await wait(page, "step", 9);
    await page.getByRole("radio", { name: "Momentum" }).focus();
    await page.keyboard.press("ArrowDown");
    await wait(page, "racer", 3);
    await page.getByRole("heading", { name: "Nesterov: co się dzieje w kroku 10" }).waitFor();
    assert.equal((await settings(page)).step, 9);
    await field(page, "Współczynnik uczenia").focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("0,01");
    await page.keyboard.press("Enter");
    await page.getByText("learning_rate=0.01, momentum=0.9, nesterov=True").waitFor();
    await page.getByRole("slider", { name: "Start wyścigu" }).focus();
    await page.keyboard.press("ArrowLeft");
    await wait(page, "start", [-3.6, 2]);
    await page.keyboard.press("r");
    await wait(page, "step", 0);
    await page.keyboard.press("Space");
    await until(page, (now) => now.running);
    await page.keyboard.press("Space");
    await until(page, (now) => !now.running);
  }));

test("each thing to try begins with what it says", () =>
  withPage(OPEN, async (page) => {
    const tries = page.locator(".tries button");
    assert.equal(await tries.count(), 4);
    for (const [at, wanted] of [
      ["quadratic", 100],
      ["saddle", 100],
      ["himmelblau", 100],
      ["custom", 100],
    ].entries()) {
      await tries.nth(at).click();
      await until(page, (now) => now.running && now.step > 3);
      const { surface, condition } = await settings(page);
      assert.deepEqual([surface, condition], wanted);
      await press(page, "Pause");
    }
    // What the first one says of the rate is so.
    await tries.nth(0).click();
    await until(page, (now) => now.running);
    await press(page, "Pause");
    await type(page, "Learning rate", "0,021");
    await type(page, "Step", "1000");
    await page.waitForFunction(() =>
      document.querySelector("nn-playground").shadowRoot.querySelector(".race-board").textContent.includes("✗"),
    );
  }));

test("where nothing may move, a thing to try is there at once", () =>
  withPage(
    OPEN,
    async (page) => {
      await page.locator(".tries button").nth(1).click();
      await wait(page, "step", 100);
      assert.equal((await state(page)).running, false);
    },
    { reducedMotion: "reduce" },
  ));

looks("optimizers", [
  ["light", 1440, 900, "en", "surface=himmelblau&racer=5&step=12"],
  ["dark", 1440, 900, "pl", "racer=3&step=9"],
  ["dark", 390, 844, "en", "surface=network&racer=5&step=40"],
  [
    "light",
    360,
    740,
    "pl",
    "surface=rosenbrock&racer=9&step=3000&racers=sgd;momentum;nesterov;rmsprop;adam;adagrad;adadelta;adamax;nadam;adamw",
  ],
]);

test("arrow keys that come faster than pictures go from racer to racer, and never back", () =>
  withPage("#lab=optimizers&seed=1&lang=en&racer=1", async (page) => {
    // What script does to a choice, after a person has made it.
    await page.getByRole("radio").first().focus();
    await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("nn-playground");
      const radios = [...shadowRoot.querySelectorAll('.race-who input[type="radio"]')];
      const { get, set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "checked");
      const chosen = () => radios.findIndex((radio) => get.call(radio));
      window.moves = [];
      for (const radio of radios)
        Object.defineProperty(radio, "checked", {
          get,
          set(isChecked) {
            const before = chosen();
            set.call(this, isChecked);
            if (chosen() !== before) window.moves.push(`${before} to ${chosen()}`);
          },
        });
    });
    for (let round = 0; round < 5; round++) {
      for (let press = 0; press < 4; press++) await page.keyboard.press("ArrowDown");
      await wait(page, "racer", 5);
      for (let press = 0; press < 4; press++) await page.keyboard.press("ArrowUp");
      await wait(page, "racer", 1);
    }
    assert.deepEqual(await page.evaluate(() => window.moves), []);
  }));
