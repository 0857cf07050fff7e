// Hands are faster than a worker on a slow machine: what is done before an answer is there is not lost.
import assert from "node:assert/strict";
import test from "node:test";
import {
  call,
  field,
  follow,
  late,
  place,
  press,
  select,
  settings,
  state,
  type,
  until,
  wait,
  withPage,
} from "./browser.mjs";

/** A lab whose worker takes its time. */
const slowly = (hash, work, milliseconds = 200) =>
  withPage(`#seed=1&lang=en&${hash}`, work, { prepare: late(milliseconds) });

test("by hand: numbers of one table that are typed one after the other", () =>
  slowly("lab=backprop&stage=8", async (page) => {
    await type(page, "x of example 2", "0.5");
    await type(page, "x of example 3", "0.7");
    await type(page, "w₁", "-0.2");
    await type(page, "w₀", "1");
    await wait(page, "x", "0.06\n0.5\n0.7\n0.71\n0.02");
    await wait(page, "weights", "-0.2\n1");
    for (const [name, typed] of [
      ["x of example 2", "0.5"],
      ["w₁", "−0.2"],
    ])
      assert.equal(await field(page, name).inputValue(), typed);
    await press(page, "Add a row");
    await press(page, "Add a row");
    await type(page, "x of example 1", "0.1");
    await wait(page, "x", "0.1\n0.5\n0.7\n0.71\n0.02\n0.02\n0.02");
  }));

test("by hand: a layer's units and its activation; an example that is chosen takes the place of what was typed", () =>
  slowly("lab=backprop", async (page) => {
    await page.getByText("A network of your own").click();
    await press(page, "Add a layer");
    await press(page, "Add a layer");
    await wait(page, "layers", "2:tanh,2:tanh,1:linear");
    await select(page, "Units of layer 1").selectOption("3");
    await select(page, "Activation of layer 1").selectOption("relu");
    await select(page, "Activation of layer 2").selectOption("sigmoid");
    await wait(page, "layers", "3:relu,2:sigmoid,1:linear");
    await type(page, "x of example 1", "0.5");
    await select(page, "Example").selectOption("xor");
    await wait(page, "preset", "xor");
    assert.equal((await settings(page)).x, null);
  }));

test("perceptron: initial weights; neuron: inputs and neurons; gradient descent: paths that are kept", async () => {
  await slowly("lab=perceptron&data=and", async (page) => {
    await page.getByText("Bias and initial weights").click();
    await type(page, "w₁", "0.5");
    await type(page, "w₂", "-0.25");
    await wait(page, "weights", [0, 0.5, -0.25]);
  });
  await slowly("lab=neuron&net=C:2<A,B", async (page) => {
    await page.getByRole("button", { name: "Input A" }).click();
    await page.getByRole("button", { name: "Input B" }).click();
    await wait(page, "on", ["A", "B"]);
    await page.getByText("Build your own").click();
    await press(page, "Add a neuron");
    await press(page, "Add a neuron");
    await wait(page, "net", "C:2<A,B;D:2;E:2");
  });
  const path = (eta) => ({ batch: "all", eta, theta0: 0, theta1: 0 });
  await slowly("lab=descent&paths=all,0.01,0,0;all,0.02,0,0;all,0.03,0,0&eta=0.04&step=5", async (page) => {
    await wait(page, "paths", [path(0.01), path(0.02), path(0.03)]);
    await page.locator(".kept-list button").evaluateAll(([first, second]) => {
      first.click();
      second.click();
    });
    await page.getByRole("button", { name: "Keep this path" }).dblclick();
    await wait(page, "paths", [path(0.03), path(0.04)]);
  });
});

test("network: what is changed at once after Undo starts from what was undone, with the training of then", () =>
  slowly("layers=3", async (page) => {
    await call(page, "step", 20);
    const { loss } = await state(page);
    const layers = (...units) => units.map((count) => ({ units: count }));
    await press(page, "Add a layer");
    await press(page, "Add a unit to layer 1");
    await wait(page, "layers", layers(4, 3));
    await press(page, "Undo");
    await press(page, "Undo");
    await press(page, "Add a unit to layer 1");
    await wait(page, "layers", layers(4));
    await press(page, "Undo");
    await until(page, (now) => now.step === 20);
    assert.deepEqual([(await settings(page)).layers, (await state(page)).loss], [layers(3), loss]);
    await press(page, "Redo");
    await wait(page, "layers", layers(4));
  }));

test("by hand: Undo and a number at once; a row is typed into before it is there; what mended a number stays", () =>
  slowly("lab=backprop", async (page) => {
    await type(page, "x of example 2", "0.5");
    await wait(page, "x", "0.06\n0.5\n0.6\n0.71\n0.02");
    await press(page, "Undo");
    await type(page, "x of example 3", "0.7");
    await wait(page, "x", "0.06\n0.87\n0.7\n0.71\n0.02");
    await press(page, "Add a row");
    await field(page, "x of example 1").focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("0.1");
    await field(page, "x of example 6").waitFor();
    await page.keyboard.type("5");
    await page.keyboard.press("Enter");
    await wait(page, "x", "0.15\n0.87\n0.7\n0.71\n0.02\n0.02");
    // Of a network for classes -1 is refused; 1 comes while that is not known yet.
    await follow(page, "#lab=backprop&seed=1&lang=en&preset=softmax&loss=sparse_categorical_crossentropy&y=0;1;2");
    await type(page, "x₁ of example 1", "0.25");
    await type(page, "y of example 1", "-1");
    await type(page, "y of example 1", "1");
    await wait(page, "y", "1\n1\n2");
    assert.equal(await page.locator(".given .problem").first().isHidden(), true);
  }));

test("network: a change that is right stays though the next one is refused; a lesson: Undo before the answer sets the list back", async () => {
  await slowly("", async (page) => {
    await page.evaluate(() => {
      const element = document.querySelector("nn-playground");
      for (const settings of [{ noise: 10 }, { learning_rate: 0.1 }, { dataset: "custom", points: "a, b, c" }])
        element.settings = settings;
    });
    await page.locator(".warnings li").first().waitFor();
    const { noise, learning_rate, dataset } = await settings(page);
    assert.deepEqual([noise, learning_rate, dataset], [10, 0.1, "circle"]);
    await press(page, "Undo");
    await wait(page, "learning_rate", 0.03);
  });
  await slowly(
    "lab=perceptron&data=and",
    async (page) => {
      await select(page, "Dataset").selectOption("xor");
      await press(page, "Undo");
      await wait(page, "data", "and");
      assert.equal(await select(page, "Dataset").inputValue(), "and");
    },
    600,
  );
});

test("perceptron: steps and points start from what was wanted before", async () => {
  await slowly("lab=perceptron&data=and&step=500", async (page) => {
    const last = (await state(page)).step;
    await page.getByRole("button", { name: "Back", exact: true }).dblclick();
    await until(page, (now) => now.step === last - 2);
    await press(page, "Epoch");
    await until(page, (now) => now.step === last);
    await press(page, "Reset");
    await press(page, "Step");
    await until(page, (now) => now.step === 1);
    await page.getByRole("button", { name: "Epoch", exact: true }).dblclick();
    await until(page, (now) => now.step === 8);
  });
  await slowly("lab=perceptron&data=and", async (page) => {
    const { x: left, y: top, width, height } = await place(page.locator(".plane .ground"));
    const click = (x, y) => page.mouse.click(left + ((x + 0.5) / 2) * width, top + ((1.5 - y) / 2) * height);
    const now = (rows) => wait(page, "points", ["x, y, class", ...rows].join("\n"));
    const xor = ["0, 0, 0", "0, 1, 1", "1, 0, 1", "1, 1, 0"];
    await select(page, "Dataset").selectOption("xor");
    await click(0.5, 0.5);
    await now([...xor, "0.5, 0.5, 1"]);
    await click(0.5, 0.2);
    await press(page, "Undo");
    await click(0.2, 0.5);
    await now([...xor, "0.5, 0.5, 1", "0.2, 0.5, 1"]);
    await page.getByText("Your own points", { exact: true }).last().click();
    await page.getByRole("button", { name: "Remove the point" }).dblclick();
    await now(xor);
    // What is pressed on a point that goes is for nobody.
    await page.locator(".dot").last().focus();
    for (const key of ["Delete", "ArrowUp", "0"]) await page.keyboard.press(key);
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.points.split("\n").length === 4);
    await settings(page);
  });
});

test("gradient descent: steps and a batch start from what was wanted before", () =>
  slowly("lab=descent&eta=3&batch=8&step=5000", async (page) => {
    const { step } = await until(page, (now) => now.diverged);
    await page.getByRole("button", { name: "Back", exact: true }).dblclick();
    await until(page, (now) => now.step === step - 1);
    await press(page, "Step");
    await press(page, "Step");
    await until(page, (now) => now.diverged);
    await press(page, "Reset");
    await press(page, "Step");
    await until(page, (now) => now.step === 1 && !now.diverged);
    await page.getByText("Start, points, speed").click();
    await type(page, "Points", "100");
    await type(page, "Mini-batch size", "80");
    await wait(page, "batch", 80);
  }));

test("network: buttons of layers that are pressed faster than they are drawn stop at the least and the most", () =>
  withPage("#seed=3&layers=2,63,3&lang=en", async (page) => {
    await page.getByRole("button", { name: "Add a layer", exact: true }).waitFor();
    // In one turn: nothing is drawn between them.
    const pressAll = (...labels) =>
      page.locator(".net-add button").evaluate((add, labels) => {
        for (const label of labels) add.getRootNode().querySelector(`.net-head [aria-label="${label}"]`).click();
      }, labels);
    const [fewer, more, last] = ["Remove a unit from layer 1", "Add a unit to layer 2", "Remove layer 3"];
    await pressAll(fewer, fewer, fewer, more, more, last, last, "Remove a unit from layer 3");
    await wait(page, "layers", [{ units: 1 }, { units: 64 }]);
    await page.locator(".net-add button").evaluate((add) => {
      for (let presses = 0; presses < 8; presses++) add.click();
    });
    await wait(page, "layers", [{ units: 1 }, ...Array(7).fill({ units: 64 })]);
    assert.equal(await page.getByText("is not a list of at most").count(), 0);
  }));

test("a field that is typed into keeps what is typed when another change moves its number", () =>
  slowly(
    "lab=optimizers&condition=20&start=1,1",
    async (page) => {
      await page.getByText("What is seen").click();
      await type(page, "Start θ₂", "50");
      const edge = field(page, "θ₁ from");
      const before = await edge.inputValue();
      await edge.fill("-0.");
      await page.waitForFunction(() => document.querySelector("nn-playground").settings.start[1] === 50);
      await settings(page);
      assert.equal(await edge.inputValue(), "-0.");
      // Typed back to what it was, it is no change: it shows what it is by now.
      await edge.fill(before);
      await edge.blur();
      assert.equal((await settings(page)).window, null);
      assert.notEqual(await edge.inputValue(), before);
    },
    1500,
  ));
