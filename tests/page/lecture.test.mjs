// The lecture given from the page alone: each of its rows from the front door, once with the mouse and once with keys only.
import assert from "node:assert/strict";
import test from "node:test";
import { settings, until, wait, withPage } from "./browser.mjs";

/** What has the focus: its accessible name, as far as it is written; of what is drawn beside it nothing. */
const focused = (page) =>
  page.evaluate(() => {
    const element = document.querySelector("nn-playground").shadowRoot.activeElement;
    const words = (node) =>
      [...(node?.childNodes ?? [])]
        .filter(({ localName }) => localName !== "svg")
        .map((child) => (child.nodeType === Node.TEXT_NODE ? child.textContent : words(child)))
        .join(" ");
    return (element?.ariaLabel ?? words(element?.labels?.[0] ?? element)).trim();
  });

/** Presses Tab until the focus is on what is named so; a group of radio buttons is one stop. */
async function tabTo(page, name) {
  const seen = [];
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    if (name.test(now)) return;
    seen.push(now.slice(0, 20));
  }
  assert.fail(`Tab never came to ${name}: ${seen.slice(0, 60).join(" | ")}`);
}

/** A hand that has a mouse. */
const mouse = {
  press: (page, name) =>
    page
      .getByRole("button", { name })
      .or(page.getByRole("link", { name }))
      .or(page.locator("summary", { hasText: name }))
      .first()
      .click(),
  radio: (page, name) => page.getByRole("radio", { name }).click(),
  choose: (page, menu, option) => page.getByRole("combobox", { name: menu, exact: true }).selectOption(option),
  step: (page) => page.getByRole("button", { name: "Step", exact: true }).click(),
  epoch: (page) => page.getByRole("button", { name: "Epoch", exact: true }).click(),
  train: (page) => page.getByRole("button", { name: "Train", exact: true }).click(),
  pause: (page) => page.getByRole("button", { name: "Pause", exact: true }).click(),
};

/** One that has keys only. */
const keys = {
  async press(page, name) {
    await tabTo(page, name);
    await page.keyboard.press("Enter");
  },
  async radio(page, name) {
    const group = page.getByRole("radio", { name });
    const names = await group.evaluate((radio) =>
      [...radio.getRootNode().querySelectorAll(`input[name="${radio.name}"]`)].map(
        (each) => each.ariaLabel ?? each.labels[0].textContent.trim(),
      ),
    );
    await tabTo(page, new RegExp(`^(${names.join("|")})$`));
    for (let presses = 0; presses < 8 && !(await group.isChecked()); presses++) await page.keyboard.press("ArrowDown");
    // There arrows go from choice to choice.
    await page.keyboard.press("Tab");
  },
  async choose(page, menu, option) {
    await tabTo(page, new RegExp(`^${menu}\\b`));
    const entry = page.getByRole("combobox", { name: menu, exact: true }).locator(`option[value="${option}"]`);
    await page.keyboard.type(await entry.textContent());
  },
  step: (page) => page.keyboard.press("ArrowRight"),
  epoch: (page) => page.keyboard.press("Shift+ArrowRight"),
  train: (page) => page.keyboard.press(" "),
  pause: (page) => page.keyboard.press(" "),
};

const text = (page, wanted) => page.getByText(wanted).first().waitFor();

/** A number of the formula. */
const number = (page, symbol, hasText) =>
  page.locator(`.board .live[data-symbol="${symbol}"]`, { hasText }).first().waitFor();

/** [row, chapter, what is done and seen]. */
const ROWS = [
  [
    "L1 the neuron of McCulloch and Pitts: two inputs on, and it is active",
    "Neuron",
    async (page, hand) => {
      await hand.press(page, /^(Input )?A\b/);
      await hand.press(page, /^(Input )?B\b/);
      await wait(page, "on", ["A", "B"]);
      await page.getByRole("img", { name: /A = 1, B = 1, C = 1/ }).waitFor();
    },
  ],
  [
    "L2 the unit with its step: Heaviside and sgn, each with its targets",
    "Perceptron",
    async (page, hand) => {
      await page.locator(".unit").first().waitFor();
      await hand.press(page, /^sgn\b/);
      await page.waitForFunction(() => document.querySelector("nn-playground").settings.step_function === "sign");
    },
  ],
  [
    "L3 the perceptron's rule converges on AND",
    "Perceptron",
    async (page, hand) => {
      for (let epoch = 1; epoch <= 6; epoch++) {
        await hand.epoch(page);
        await until(page, (now) => now.epoch >= epoch || now.step >= 4 * epoch);
      }
      await text(page, /^Converged in epoch/);
    },
  ],
  [
    "L4 XOR by a hidden layer, and learnt",
    "XOR",
    async (page, hand) => {
      await text(page, /Solved/);
      await hand.radio(page, "Learnt");
      await wait(page, "way", "learnt");
      await hand.step(page);
      await until(page, (now) => now.step === 1);
    },
  ],
  [
    "L5 a step of mini-batch gradient descent",
    "Gradient descent",
    async (page, hand) => {
      await hand.step(page);
      await until(page, (now) => now.step === 1);
    },
  ],
  [
    "L6 the optimizers: a step of Adam",
    "Optimizers",
    async (page, hand) => {
      await hand.step(page);
      await until(page, (now) => now.step === 1);
      await hand.radio(page, "Adam");
      await wait(page, "racer", 5);
      await text(page, /^Adam: what it does in step 2/);
    },
  ],
  [
    "L7 training by hand: 15.71, and the new weights",
    "Backprop by hand",
    async (page, hand) => {
      for (let stage = 2; stage <= 8; stage++) {
        await hand.step(page);
        await wait(page, "stage", stage);
        if (stage === 3) await number(page, "mean_loss", /^15\.71/);
      }
      await number(page, "new_w1.1.1", /^0\.1400156$/);
      await number(page, "new_w1.0.1", /^0\.078096$/);
    },
  ],
  [
    "L8 the losses, by class and by name",
    "Functions",
    async (page, hand) => {
      await hand.choose(page, "Function", "mean_squared_error");
      await wait(page, "function", "mean_squared_error");
      await text(page, /MeanSquaredError\(\)/);
      await text(page, /'mean_squared_error'/);
    },
  ],
  [
    "L9 the activations: softmax after relu, linear and sigmoid",
    "Functions",
    async (page, hand) => {
      await text(page, /tf\.keras\.activations\.relu/);
      await hand.choose(page, "Function", "softmax");
      await wait(page, "function", "softmax");
      await text(page, /'softmax'/);
    },
  ],
  [
    "L10 what is on the screen as Keras code",
    "Network",
    async (page, hand) => {
      await hand.press(page, /^In Keras$/);
      await text(page, /model\.compile\(/);
      await text(page, /Dense\(4, activation='tanh'/);
    },
  ],
  [
    "L11 nobody waits: training shows how far it is, and can be paused",
    "Network",
    async (page, hand) => {
      await hand.train(page);
      await until(page, (now) => now.running && now.epoch > 3);
      await hand.pause(page);
      await until(page, (now) => !now.running);
    },
  ],
];

for (const [row, chapter, give] of ROWS)
  for (const [tool, hand] of Object.entries({ mouse, keys }))
    test(`${row}, by ${tool}`, () =>
      withPage("#lang=en", async (page) => {
        await hand.press(page, new RegExp(`^${chapter}\\b`));
        await page.waitForFunction(() => document.querySelector("nn-playground").settings.lab !== "home");
        await settings(page);
        await give(page, hand);
      }));
