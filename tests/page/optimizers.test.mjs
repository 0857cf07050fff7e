// L6, done by hand: the race over every landscape, with the mouse, with touch, and with the keyboard alone.
import assert from "node:assert/strict";
import test from "node:test";
import {
  call,
  looks,
  middle,
  pixels,
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

const OPEN = "#lab=optimizers&seed=1";
const field = (page, name) => page.getByRole("textbox", { name, exact: true });
const fill = async (page, name, text) => {
  await field(page, name).fill(text);
  await field(page, name).press("Enter");
};
const race = (page) => page.getByRole("img", { name: /from above/ });
const start = (page) => page.getByRole("slider", { name: "Start of the race" });
/** The rows of the leaderboard: what is said of each optimizer. */
const board = (page) =>
  page
    .locator(".race-board tbody tr")
    .evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
/** A line of the numbers of the coming step. */
const numbers = (page, name) =>
  page
    .locator(".race-beside .sheet.race-table")
    .nth(1)
    .locator("tr")
    .filter({ has: page.locator("th", { hasText: new RegExp(`^${name}$`) }) })
    .locator("td")
    .allTextContents();
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
  withPage(OPEN, async (page) => {
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
    assert.equal(seen.size, 6, "each has its own picture");
    await select(page, "Landscape").selectOption("Quadratic valley");
    await press(page, "Play");
    const { step } = await until(page, (now) => now.step > 60 && !now.running);
    assert.ok(step < 200, `${step}`);
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

test("the start is dragged, clicked, moved by keys and typed; all paths begin there", () =>
  withPage(`${OPEN}&surface=himmelblau&step=30`, async (page) => {
    const box = await place(page.locator("canvas.race-ground"));
    const at = (x, y) => [box.x + ((x + 6) / 12) * box.width, box.y + ((6 - y) / 12) * box.height];
    await page.mouse.move(...(await middle(start(page))));
    await page.mouse.down();
    await page.mouse.move(...at(2, 3), { steps: 5 });
    await page.mouse.move(...at(4, 5), { steps: 5 });
    await page.mouse.up();
    await page.waitForFunction(() => {
      const { start } = document.querySelector("nn-playground").settings;
      return start && Math.hypot(start[0] - 4, start[1] - 5) < 0.05;
    });
    assert.match(await page.locator(".race .race-path").first().getAttribute("d"), /^M[\d.]+ [\d.]+L/);
    const begins = new Set(
      await page
        .locator(".race .race-path")
        .evaluateAll((paths) => paths.map((path) => path.getAttribute("d").split("L")[0])),
    );
    assert.equal(begins.size, 1);
    assert.equal((await settings(page)).step, 30, "the race goes on");
    await page.mouse.click(...at(-2, -1));
    await page.waitForFunction(() => {
      const { start } = document.querySelector("nn-playground").settings;
      return Math.hypot(start[0] + 2, start[1] + 1) < 0.05;
    });
    const [x, y] = (await settings(page)).start;
    await start(page).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Shift+ArrowUp");
    // To the next fifths, and with Shift ten times as far.
    const moved = [Math.round(x * 5) + 1, Math.round(y * 5) + 11].map((fifths) => fifths / 5);
    await wait(page, "start", moved);
    assert.equal((await settings(page)).step, 30, "these arrows are no steps");
    assert.equal(
      await start(page).getAttribute("aria-valuetext"),
      `θ₁ = ${String(moved[0]).replace("-", "−")}, θ₂ = ${String(moved[1]).replace("-", "−")}`,
    );
    // Dragged out of the picture it stays at the edge.
    await page.mouse.move(...(await middle(start(page))));
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y - 60, { steps: 5 });
    await page.mouse.up();
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.start[1] === 6);
    await fill(page, "Start θ₁", "1,5");
    await wait(page, "start", [1.5, 6]);
    // A click on a racer's mark looks at that racer.
    await page.mouse.click(...(await middle(page.locator(".race .race-mark.racer-4"))));
    await wait(page, "racer", 5);
  }));

/** The first and the last number beside the axes, from left to right and from bottom to top. */
const axes = (page) =>
  page.locator(".race").evaluate((drawing) =>
    [".race-tick:not(.race-upright)", ".race-upright"].map((name) => {
      const labels = [...drawing.querySelectorAll(name)].map((label) => Number(label.textContent.replace("−", "-")));
      return [labels[0], labels.at(-1)];
    }),
  );

test("a start outside of the usual picture makes it larger, and a window is a view of one’s own", () =>
  withPage(`${OPEN}&condition=20&start=-5,-2&step=20&racers=sgd,lr:0.08`, async (page) => {
    assert.equal(await page.locator(".warnings li").count(), 0);
    assert.deepEqual(await axes(page), [
      [-4, 4],
      [-4, 4],
    ]);
    const edges = ["θ₁ from", "θ₁ to", "θ₂ from", "θ₂ to"];
    await page.getByText("What is seen").click();
    const written = () => Promise.all(edges.map((edge) => field(page, edge).inputValue()));
    assert.deepEqual(await written(), ["−5.5", "5.5", "−5.5", "5.5"]);
    assert.equal(await page.getByRole("button", { name: "Default view" }).isDisabled(), true);
    const ground = await pixels(page.locator("canvas.race-ground"));
    // While it is dragged the picture keeps still, then it is as small as it may be.
    const box = await place(page.locator("canvas.race-ground"));
    await page.mouse.move(...(await middle(start(page))));
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
    await page.waitForFunction(() => Math.hypot(...document.querySelector("nn-playground").settings.start) < 0.1);
    assert.deepEqual(await written(), ["−5.5", "5.5", "−5.5", "5.5"]);
    assert.equal(await pixels(page.locator("canvas.race-ground")), ground);
    await page.mouse.up();
    await page.waitForFunction(
      (name) =>
        [...document.querySelector("nn-playground").shadowRoot.querySelectorAll("label")]
          .find((label) => label.textContent === name)
          .querySelector("input").value === "−4",
      edges[0],
    );
    assert.equal((await settings(page)).window, null);
    // By hand.
    await fill(page, "Start θ₂", "5");
    await fill(page, "θ₁ from", "-0,5");
    await wait(page, "window", [-0.5, 5.5, -5.5, 5.5]);
    await page.waitForFunction(() => decodeURIComponent(location.hash).includes("window=-0.5,5.5,-5.5,5.5"));
    await fill(page, "θ₁ to", "-1");
    await page.getByText("is out of range: −0.499 to 10,000").waitFor();
    await fill(page, "θ₁ to", "5.5");
    await fill(page, "θ₂ from", "4");
    await wait(page, "window", [-0.5, 5.5, 4, 5.5]);
    assert.notEqual(await pixels(page.locator("canvas.race-ground")), ground);
    assert.ok((await axes(page))[1][0] >= 4);
    await press(page, "Default view");
    await wait(page, "window", null);
    assert.deepEqual(await written(), ["−5.5", "5.5", "−5.5", "5.5"]);
  }));

test("what cannot be is said beside the field, and nothing is lost", () =>
  withPage(OPEN, async (page) => {
    const before = await settings(page);
    for (const [name, written, said] of [
      ["Learning rate", "-1", "−1 is out of range: 0 to 1,000"],
      ["Learning rate", "fast", "“fast” is not a number"],
      ["Learning rate", "", "“” is not a number"],
      ["Learning rate", "1e308", "is out of range"],
      ["Momentum β", "1", "1 is out of range: 0 to 0.9999"],
      ["Start θ₁", "1001", "1001 is out of range: −1,000 to 1,000"],
      ["Start θ₂", "x", "“x” is not a number"],
      ["Condition number κ", "0.5", "0.5 is out of range: 1 to 1,000"],
      ["Condition number κ", "NaN", "“NaN” is not a number"],
      ["Step", "1.5", "1.5 is not a whole number from 0 to 10,000"],
      ["Step", "1e308", "is not a whole number"],
    ]) {
      await fill(page, name, written);
      await page
        .locator(".field", { has: field(page, name) })
        .getByText(said.replace("−1 is", "-1 is"))
        .waitFor();
      assert.equal(await field(page, name).inputValue(), written);
      assert.deepEqual(await settings(page), before);
    }
    await fill(page, "Momentum β", "0,5");
    await page.getByText("momentum=0.5)").waitFor();
    assert.deepEqual((await settings(page)).racers[1], { name: "momentum", momentum: 0.5 });
    await press(page, "Defaults");
    await page.getByText("momentum=0.9)").waitFor();
  }));

test("a link names the race, and what is wrong in it is named", async () => {
  await withPage(
    `${OPEN}&surface=beale&start=1,1.25&racers=sgd,lr:0.004;adam,beta-1:0.8,amsgrad:true&racer=2&step=7`,
    async (page) => {
      assert.deepEqual(
        (await board(page)).map((row) => [row[1], row[2]]),
        [
          ["SGD", "0.004"],
          ["Adam", "0.05"],
        ],
      );
      await page.getByText("keras.optimizers.Adam(learning_rate=0.05, beta_1=0.8, amsgrad=True)").waitFor();
      assert.equal(await field(page, "β₁").inputValue(), "0.8");
      await fill(page, "Learning rate", "0.1");
      await page.waitForFunction(() =>
        decodeURIComponent(location.hash).includes(
          "racers=sgd,learning-rate:0.004;adam,beta-1:0.8,amsgrad:true,learning-rate:0.1&step=7",
        ),
      );
    },
  );
  for (const [wrong, wanted] of [
    ["start=9,9999&racer=77&step=-3", { start: null, racer: 10, step: 0 }],
    ["racers=sgd;adm&surface=hill&condition=0", { surface: "quadratic", condition: 1 }],
    ["racers=adam,beta-1:x", {}],
    ["racers=adam,lr:0.1,learning-rate:0.2", {}],
    ["racers=sgd,name:adam", {}],
    ["window=1,0,0,1", { window: null }],
  ]) {
    await withPage(`${OPEN}&${wrong}`, async (page) => {
      const now = await settings(page);
      assert.equal(now.racers.length, 5);
      for (const [key, value] of Object.entries(wanted)) assert.equal(now[key], value, key);
      const said = await page.locator(".warnings li").allTextContents();
      for (const [, key] of wrong.matchAll(/(\w+)=/g))
        assert.ok(
          said.some((text) => new RegExp(`\\b${key}\\b`).test(text)),
          `${key}: ${said.join(" | ")}`,
        );
    });
  }
});

test("others join the race, one a second time, and leave it", () =>
  withPage(OPEN, async (page) => {
    await page.getByText("Optimizers in the race").click();
    for (const name of ["Adagrad", "Adadelta", "Adamax", "Nadam", "AdamW"]) {
      await select(page, "Optimizer").selectOption(name);
      await press(page, "Add");
      await page.getByRole("radio", { name }).and(page.locator(":checked")).waitFor();
      await page.getByRole("heading", { name: `${name}: what it does in step 1` }).waitFor();
      assert.ok((await page.locator(".race-coming math").count()) === 1);
    }
    assert.equal(await page.getByRole("button", { name: "Add", exact: true }).isDisabled(), true, "ten are enough");
    for (let left = 10; left > 1; left--) {
      await page.getByRole("button", { name: /^Remove/ }).click();
      await page.waitForFunction(
        (count) => document.querySelector("nn-playground").settings.racers.length === count,
        left - 1,
      );
    }
    assert.equal(
      await page.getByRole("button", { name: "Remove SGD", exact: true }).isDisabled(),
      true,
      "one has to run",
    );
    await select(page, "Optimizer").selectOption("SGD");
    await press(page, "Add");
    await page.getByRole("radio", { name: "SGD 2" }).waitFor();
    await fill(page, "Learning rate", "0.101");
    await wait(page, "racers", [{ name: "sgd" }, { name: "sgd", learning_rate: 0.101 }]);
    await fill(page, "Step", "2000");
    // The pictures of the way there come first: in them one is out already, and the other still runs.
    await page.getByRole("cell", { name: /arrived at step/ }).waitFor();
    await page.getByRole("cell", { name: /diverged at step/ }).waitFor();
    const [one, two] = await board(page);
    assert.match(one[4], /arrived at step/);
    assert.match(two[4], /diverged at step/);
    assert.equal(await page.locator(".race-mark.race-out").count(), 1, "it stands at the edge");
    await page.getByRole("alert").getByText("Try a smaller learning rate").waitFor();
    await press(page, "Start over with 0.0101");
    await wait(page, "racers", [{ name: "sgd" }, { name: "sgd", learning_rate: 0.0101 }]);
    await page.getByRole("alert").waitFor({ state: "hidden" });
  }));

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

test("a clipped gradient and a schedule are in the formulas, with what they come to at this step, and in the link", () =>
  withPage(`${OPEN}&racers=momentum,learning-rate:0.1,clipvalue:5;lion,clipnorm:5&racer=1`, async (page) => {
    const said = () => page.locator(".card.formula").evaluate((card) => card.textContent.replace(/\s/g, ""));
    assert.match(await said(), /g=max\(min\(∇J\(θ\),c\),−c\)/);
    assert.match(await said(), /m←βm−ηg/);
    assert.deepEqual(
      [await numbers(page, "∇J"), await numbers(page, "g"), await numbers(page, "−ηg")],
      [
        ["−3.500", "40.00"],
        ["−3.500", "5.000"],
        ["0.3500", "−0.5000"],
      ],
    );
    await page.locator(".race-board input").nth(1).check();
    await wait(page, "racer", 2);
    assert.match(await said(), /g=∇J\(θ\)·min\(1,c‖∇J\(θ\)‖\)/);
    assert.match(await said(), /θ←θ−ηsgn\(β1m\+\(1−β1\)g\)/);
    const schedule = { name: "exponential_decay", initial_learning_rate: 0.05, decay_steps: 10, decay_rate: 0.5 };
    const racers = [{ name: "sgd", learning_rate: schedule }];
    await page.evaluate((racers) => {
      document.querySelector("nn-playground").settings = { racers, racer: 1, step: 10 };
    }, racers);
    await wait(page, "step", 10);
    assert.match(await said(), /−0\.02500·/);
    assert.equal(await field(page, "Learning rate").inputValue(), "0.025");
    await page.waitForFunction(() => location.hash.includes("step=10"));
    await page.reload();
    await wait(page, "step", 10);
    assert.deepEqual((await settings(page)).racers, racers);
    await fill(page, "Learning rate", "0.1");
    await wait(page, "racers", [{ name: "sgd", learning_rate: 0.1 }]);
  }));

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

test("the line of Keras is copied, or selected where there is no clipboard", () =>
  withPage(OPEN, async (page) => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await press(page, "Copy");
    await page.getByRole("button", { name: "Copied" }).waitFor();
    assert.equal(
      await page.evaluate(() => navigator.clipboard.readText()),
      "optimizer = keras.optimizers.SGD(learning_rate=0.02, momentum=0.9)",
    );
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
    });
    await page.getByRole("button", { name: "Copy", exact: true }).click();
    await page.getByText("The text is selected: press Ctrl+C").waitFor();
    assert.equal(
      await page.evaluate(() => getSelection().toString()),
      "optimizer = keras.optimizers.SGD(learning_rate=0.02, momentum=0.9)",
    );
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
    assert.equal(await tries.count(), 3);
    for (const [at, wanted] of [
      ["quadratic", 100],
      ["saddle", 20],
      ["himmelblau", 20],
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
    await fill(page, "Learning rate", "0,021");
    await fill(page, "Step", "1000");
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
  ["light", 390, 844, "pl", "surface=beale&racer=4&step=40"],
  ["dark", 390, 844, "en", "surface=network&racer=5&step=40"],
  [
    "light",
    360,
    740,
    "pl",
    "surface=rosenbrock&racer=9&step=3000&racers=sgd;momentum;nesterov;rmsprop;adam;adagrad;adadelta;adamax;nadam;adamw",
  ],
]);

test("with touch: the start is dragged, and a tap puts it elsewhere", () =>
  withPage(
    OPEN,
    async (page) => {
      const box = await place(page.locator("canvas.race-ground"));
      const at = (x, y) => [box.x + ((x + 4) / 8) * box.width, box.y + ((4 - y) / 8) * box.height];
      const arrived = (x, y) =>
        page.waitForFunction(
          ([x, y]) => {
            const { start } = document.querySelector("nn-playground").settings;
            return start && Math.hypot(start[0] - x, start[1] - y) < 0.1;
          },
          [x, y],
        );
      await swipe(page, at(-3.5, 2), at(0, 3));
      await arrived(0, 3);
      // At once after a drag, too.
      await swipe(page, at(0, 3), at(-3, -1));
      await page.touchscreen.tap(...at(2, 1));
      await arrived(2, 1);
    },
    { viewport: { width: 390, height: 844 }, hasTouch: true },
  ));
