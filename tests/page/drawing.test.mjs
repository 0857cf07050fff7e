// The network on the screen: what is drawn, what has a name, and what a pointer and the keys do with it.
import assert from "node:assert/strict";
import test from "node:test";
import {
  call,
  field,
  hasFocus,
  picture,
  pixels,
  place,
  press,
  resize,
  select,
  settings,
  type,
  wait,
  withPage,
  withSource,
} from "./browser.mjs";

const button = (page, name) => page.getByRole("button", { name, exact: true });
const layer = (page, at) => page.getByRole("group", { name: `Layer ${at}`, exact: true });
const drawingOf = (page) => page.locator(".net-lines svg");

/** What is pressed in the drawing, by its names. */
const names = (page) =>
  drawingOf(page).evaluate((svg) =>
    [...svg.querySelectorAll("[role=button]")].map((part) => part.getAttribute("aria-label")),
  );

/** The colour of the canvas under the drawing in the middle of a unit or an input. */
const colorOf = (page, id) =>
  drawingOf(page).evaluate((svg, name) => {
    const canvas = svg.getRootNode().querySelector(".net canvas");
    const { x, y, width, height } = svg.querySelector(`[data-id="${name}"] .frame`).getBBox();
    const scale = canvas.width / svg.viewBox.baseVal.width;
    const at = [x + width * 0.25, y + height * 0.25].map((place) => Math.round(place * scale));
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
    copy.drawImage(canvas, 0, 0);
    return [...copy.getImageData(...at, 1, 1).data];
  }, id);

test("inputs, units, weights and biases have their names, and each unit a picture of what it answers", () =>
  withPage("#seed=3&layers=3,2&lang=en", async (page) => {
    await button(page, "Unit 1.3").waitFor();
    const all = await names(page);
    assert.deepEqual(
      all.filter((name) => name.startsWith("Input")),
      ["x", "y", "x²", "y²", "xy", "sin x", "sin y"].map((name) => `Input ${name}`),
    );
    assert.deepEqual(
      all.filter((name) => /^(Unit|Output)/.test(name)),
      ["Unit 1.1", "Unit 1.2", "Unit 1.3", "Unit 2.1", "Unit 2.2", "Output"],
    );
    const weights = await weightsOf(page);
    const written = (value) => String(Number(value.toPrecision(3))).replace("-", "−");
    for (const name of [
      `Weight x → 1.2: ${written(weights[0][1])}`,
      `Weight 1.2 → 2.1: ${written(weights[2][2])}`,
      `Weight 2.1 → output: ${written(weights[4][0])}`,
      "Bias 1.2: 0",
      "Bias output: 0",
    ])
      assert.ok(all.includes(name), name);
    // The output's small picture has the colours of the big one, in its corner and elsewhere.
    const big = await picture(page, /^Decision boundary/).evaluate((canvas) => {
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
      copy.drawImage(canvas, 0, 0);
      return [...copy.getImageData(canvas.width / 4, canvas.height / 4, 1, 1).data];
    });
    const small = await colorOf(page, "u.3.1");
    assert.ok(
      big.every((channel, at) => Math.abs(channel - small[at]) < 12),
      `${big} and ${small}`,
    );
    const before = await Promise.all(["i.x", "u.1.1", "u.2.2"].map((id) => colorOf(page, id)));
    await call(page, "epoch", 30);
    const after = await Promise.all(["i.x", "u.1.1", "u.2.2"].map((id) => colorOf(page, id)));
    assert.deepEqual(after[0], before[0], "an input is what it was");
    assert.notDeepEqual(after.slice(1), before.slice(1));
    // What they are called follows at rest, and signs are told by more than colour.
    const trained = await weightsOf(page);
    const later = await names(page);
    assert.ok(later.includes(`Bias 1.2: ${written(trained[1][1])}`), `${later}`);
    const isDashed = await drawingOf(page).evaluate((svg) =>
      [...svg.querySelectorAll("path.link")].every(
        (link) => (getComputedStyle(link).strokeDasharray !== "none") === link.classList.contains("negative"),
      ),
    );
    assert.ok(isDashed);
  }));

test("an input is switched on and off where it is drawn, and the last one stays", () =>
  withPage("#seed=3&layers=2&features=x&lang=en", async (page) => {
    const input = (name) => button(page, `Input ${name}`);
    await input("xy").waitFor();
    assert.equal(await input("xy").getAttribute("aria-pressed"), "false");
    await input("xy").click();
    await wait(page, "features", ["x", "xy"]);
    await page.waitForFunction(() =>
      [...document.querySelector("nn-playground").shadowRoot.querySelectorAll(".grip")].some((link) =>
        link.getAttribute("aria-label")?.startsWith("Weight xy → 1.2: "),
      ),
    );
    assert.equal(await input("xy").getAttribute("aria-pressed"), "true");
    await input("x").click();
    await wait(page, "features", ["xy"]);
    await input("xy").click();
    await page.getByText("A network needs at least one input").waitFor();
    assert.deepEqual((await settings(page)).features, ["xy"]);
    await button(page, "Undo").click();
    await wait(page, "features", ["x", "xy"]);
  }));

test("a unit that is pointed at is shown large, and one that is pressed stays so", () =>
  withPage("#seed=3&layers=3,2&lang=en", async (page) => {
    const heat = page.locator("canvas.heat");
    await button(page, "Unit 1.2").waitFor();
    const output = await pixels(heat);
    await button(page, "Unit 1.2").hover();
    await picture(page, "Unit 1.2; its line, z = 0").waitFor();
    // Its activation, with the values of the ten examples of the coming mini-batch on it.
    const curve = page.getByRole("img", { name: /^The curve of the activation/ });
    await curve.waitFor();
    assert.equal(await curve.locator("circle").count(), 10);
    assert.notEqual(await pixels(heat), output);
    await page.mouse.move(5, 400);
    await picture(page, /^Decision boundary/).waitFor();
    assert.equal(await pixels(heat), output);
    await button(page, "Unit 2.1").click();
    await wait(page, "unit", "2.1");
    await page.mouse.move(5, 400);
    await picture(page, "Unit 2.1").waitFor();
    assert.equal(await button(page, "Unit 2.1").getAttribute("aria-pressed"), "true");
    await button(page, "Unit 2.1").click();
    await wait(page, "unit", "output");
    // A layer that goes takes what is shown of it with it.
    await button(page, "Unit 2.2").click();
    await page.mouse.move(5, 400);
    await picture(page, "Unit 2.2").waitFor();
    await call(page, "step");
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { layers: [{ units: 3 }] };
    });
    await picture(page, /^Decision boundary/).waitFor();
    // One that is folded away is not drawn, and shown large where a link says so.
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { layers: "20", unit: "1.15" };
    });
    await picture(page, "Unit 1.15; its line, z = 0").waitFor();
  }));

test("the drawing is one Tab stop, and the arrow keys go through it", () =>
  withPage("#seed=3&layers=3,2&lang=en", async (page) => {
    await button(page, "Unit 1.1").waitFor();
    await button(page, "Input x").focus();
    for (const [key, label] of [
      ["ArrowDown", "Input y"],
      ["ArrowRight", "Unit 1."],
      ["Home", "Input x"],
      ["End", "Output"],
      ["ArrowLeft", "Bias output: "],
      ["ArrowDown", "Weight 2.1 → output: "],
      ["ArrowDown", "Weight 2.2 → output: "],
      ["ArrowLeft", "Unit 2.2"],
    ]) {
      await page.keyboard.press(key);
      await hasFocus(page, label);
    }
    // What the keys point at is shown large, and its number is said; nothing was trained by an arrow.
    await picture(page, "Unit 2.2").waitFor();
    assert.equal((await call(page, "get_weights")).length, 6);
    assert.equal(await page.evaluate(() => document.querySelector("nn-playground").state.step), 0);
    await page.keyboard.press("Enter");
    await wait(page, "unit", "2.2");
    await page.keyboard.press("Tab");
    const isOutside = () =>
      page.evaluate(() => !document.querySelector("nn-playground").shadowRoot.activeElement?.closest(".net"));
    assert.ok(await isOutside());
    await page.keyboard.press("Shift+Tab");
    await hasFocus(page, "Unit 2.2");
  }));

/** The numbers of the network, as Keras lists them. */
const weightsOf = async (page) => (await call(page, "get_weights")).map((array) => Object.values(array));

/** Waits until a number of the network, `weights[array][at]`, is as wanted. */
const untilWeight = async (page, array, at, wanted) => {
  for (;;) {
    const found = (await weightsOf(page))[array][at];
    if (wanted(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

test("a bias is typed: the pictures follow, the link says it, Undo takes it back; what is no number changes nothing", () =>
  withPage("#seed=3&layers=3,2&lang=en", async (page) => {
    await button(page, "Bias 1.2: 0").click();
    const value = field(page, "Value");
    await value.waitFor();
    const before = await colorOf(page, "u.1.2");
    await type(page, "Value", "2,5");
    await button(page, "Bias 1.2: 2.5").waitFor();
    assert.equal((await weightsOf(page))[1][1], 2.5);
    assert.notDeepEqual(await colorOf(page, "u.1.2"), before);
    for (const [wrong, said] of [
      ["1e999", /out of range: −3\.4·10³⁸ to 3\.4·10³⁸/],
      ["", /number/],
      ["abc", /“?abc”? /],
    ]) {
      await type(page, "Value", wrong);
      await page.locator(".net-editor .problem").filter({ hasText: said }).waitFor();
      assert.equal((await weightsOf(page))[1][1], 2.5, wrong);
    }
    await page.keyboard.press("Escape");
    await hasFocus(page, "Bias 1.2: 2.5");
    // A stage of the run: a link has it, and who opens that sees the same.
    const hash = await page.evaluate(() => document.querySelector("nn-playground").hash);
    assert.match(hash, /changes=0:b1\.2=2\.5/);
    await call(page, "epoch", 2);
    const trained = await weightsOf(page);
    const link = await page.evaluate(() => document.querySelector("nn-playground").hash);
    await withPage(link, async (other) => assert.deepEqual(await weightsOf(other), trained));
    await page.keyboard.press("Control+z");
    await untilWeight(page, 1, 1, (bias) => bias === 0);
    await button(page, "Bias 1.2: 0").waitFor();
  }));

test("a weight is dragged by its slider: everything follows, and the drag is one step of Undo", () =>
  withPage("#seed=3&layers=3,2&lang=en", async (page) => {
    const link = page.getByRole("button", { name: /^Weight x → 1\.2: / });
    await link.waitFor();
    const [before] = await weightsOf(page);
    await link.focus();
    await page.keyboard.press("Enter");
    const slider = page.getByRole("slider", { name: "Value, by slider" });
    const { x, y, width, height } = await place(slider);
    const output = await colorOf(page, "u.3.1");
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    for (const share of [0.6, 0.7, 0.8, 0.9, 0.95])
      await page.mouse.move(x + width * share, y + height / 2, { steps: 4 });
    await page.mouse.up();
    const dragged = Number(Number(await slider.inputValue()).toPrecision(3));
    assert.ok(dragged > 1.5);
    await page.getByRole("button", { name: `Weight x → 1.2: ${dragged}`, exact: true }).waitFor();
    assert.notDeepEqual(await colorOf(page, "u.3.1"), output);
    assert.deepEqual(
      (await weightsOf(page))[0].filter((_, at) => at !== 1),
      before.filter((_, at) => at !== 1),
    );
    await button(page, "Undo").click();
    await untilWeight(page, 0, 1, (weight) => weight === before[1]);
    assert.ok(await button(page, "Undo").isDisabled());
    // Keys that come faster than pictures all count.
    await press(page, "Close");
    await button(page, "Bias 1.1: 0").focus();
    await page.keyboard.press("Enter");
    await slider.focus();
    for (let at = 0; at < 10; at++) await page.keyboard.press("ArrowRight");
    await button(page, "Bias 1.1: 0.2").waitFor();
  }));

test("layers and units are added and removed where they are drawn, each layer with its activation", () =>
  withPage("#seed=3&layers=3&lang=en", async (page) => {
    await press(page, "Add a layer");
    await wait(page, "layers", [{ units: 3 }, { units: 3 }]);
    await button(page, "Unit 2.3").waitFor();
    await press(page, "Remove a unit from layer 2");
    await press(page, "Add a unit to layer 1");
    await button(page, "Unit 1.4").waitFor();
    await wait(page, "layers", [{ units: 4 }, { units: 2 }]);
    await select(page, "Activation of layer 2").selectOption("relu");
    await wait(page, "layers", [{ units: 4 }, { units: 2, activation: "relu" }]);
    await button(page, "Unit 2.1").hover();
    await page.getByText("activation: ReLU").waitFor();
    await press(page, "Layer 2: 2 units");
    await type(layer(page, 2), "Units", "3");
    await wait(page, "layers", [{ units: 4 }, { units: 3, activation: "relu" }]);
    await select(layer(page, 2), "Initializer").selectOption("ones");
    await wait(page, "layers", [{ units: 4 }, { units: 3, activation: "relu", initializer: "ones" }]);
    assert.deepEqual(new Set((await weightsOf(page))[2]), new Set([1]));
    await page.keyboard.press("Escape");
    await hasFocus(page, "Layer 2: 3 units");
    await press(page, "Undo");
    await press(page, "Undo");
    await press(page, "Remove layer 1");
    await wait(page, "layers", [{ units: 2, activation: "relu" }]);
    await button(page, "Unit 1.2").waitFor();
    await press(page, "Undo");
    await button(page, "Unit 2.2").waitFor();
  }));

test("over narrow layers no button lies on a unit, and what has no room there is found where the layer is opened", () =>
  withPage(
    "#seed=3&layers=8,8:leaky_relu,4,2&lang=en",
    async (page) => {
      await button(page, "Unit 4.2").waitFor();
      const lowest = await page.locator(".net-head").evaluateAll((heads) => {
        const units = heads[0].getRootNode().querySelectorAll(".net-lines .unit");
        const highest = Math.min(...[...units].map((unit) => unit.getBoundingClientRect().top));
        return Math.max(...heads.map((head) => head.getBoundingClientRect().bottom)) - highest;
      });
      assert.ok(lowest <= 0, `${lowest} pixels over the highest unit`);
      await press(page, "Add a unit to layer 4");
      await button(page, "Unit 4.3").waitFor();
      await press(page, "Undo");
      await press(page, "Layer 2: 8 leaky_relu");
      await type(layer(page, 2), "Units", "3");
      await select(layer(page, 2), "Activation").selectOption("relu");
      await wait(page, "layers", [{ units: 8 }, { units: 3, activation: "relu" }, { units: 4 }, { units: 2 }]);
      await press(page, "Remove layer 2");
      await wait(page, "layers", [{ units: 8 }, { units: 4 }, { units: 2 }]);
      await hasFocus(page, "Layer 2: 4");
      await press(page, "Undo");
      await button(page, "Unit 4.2").waitFor();
    },
    { viewport: { width: 1024, height: 768 } },
  ));

test("where a layer is opened every name of an activation or initializer is read whole", () =>
  withPage(
    "#seed=3&layers=6,4,3&lang=pl",
    async (page) => {
      await page.locator(".net-head .units").nth(1).click();
      for (const width of [1024, 390]) {
        await resize(page, width, 800);
        const names = await page.locator(".net-layer").evaluate((layer) =>
          [...layer.querySelectorAll("select")].flatMap((list) => {
            const room = list.getBoundingClientRect().width;
            const alone = list.cloneNode();
            alone.style.cssText = "width: max-content; min-width: 0; position: absolute";
            layer.append(alone);
            const found = [...list.options].map((option) => {
              alone.replaceChildren(option.cloneNode(true));
              return [option.text, alone.getBoundingClientRect().width <= room];
            });
            alone.remove();
            return found;
          }),
        );
        assert.ok(names.length > 15, `${names.length}`);
        const cut = names.flatMap(([name, isWhole]) => (isWhole ? [] : [name]));
        // On a phone the longest explanation of an activation may be.
        const longest = width > 500 ? "" : "hard_sigmoid (sigmoida łamana)";
        assert.deepEqual(
          cut.filter((name) => name !== longest),
          [],
        );
      }
    },
    { viewport: { width: 1024, height: 768 } },
  ));

test("weights that all begin with zeros do not learn, and the page says why", () =>
  withPage("#seed=3&dataset=xor&speed=max&lang=en", async (page) => {
    await select(page, "Initializer").selectOption("zeros");
    await wait(page, "initializer", "zeros");
    await page.getByRole("button", { name: "Weight x → 1.1: 0", exact: true }).waitFor();
    await press(page, "Train");
    await page.getByRole("alert").getByText("All weights of a layer began alike, as zeros").waitFor();
    await press(page, "Begin with glorot_uniform");
    await wait(page, "initializer", "glorot_uniform");
    assert.ok((await weightsOf(page))[0].some((weight) => weight !== 0));
    // By the layers' own initializers, too, which another one for all layers would not change.
    const layers = [4, 2].map((units) => ({ units, initializer: "zeros" }));
    await page.evaluate((layers) => {
      document.querySelector("nn-playground").settings = { layers };
    }, layers);
    await wait(page, "layers", layers);
    await press(page, "Train");
    await page.getByRole("alert").getByText("All weights of a layer began alike, as zeros").waitFor();
    await press(page, "Begin with glorot_uniform");
    await wait(page, "layers", [{ units: 4 }, { units: 2 }]);
  }));

test("an example flows through the network and back: one of the batch, and a point that is chosen in the picture", () =>
  withPage("#seed=3&layers=2&features=y,xy&batch-size=3&lang=en", async (page) => {
    await press(page, "Example");
    const values = () =>
      page
        .locator(".net-lines [data-id] .value")
        .evaluateAll((all) => all.map((text) => text.textContent).filter(Boolean));
    for (let found = []; found.length < 5; ) found = await values();
    const read = (await values()).map((text) => Number(text.replace("−", "-")));
    // Two inputs, two hidden units, the output: the last is what the network predicts for the first two, the others tanh of their sums.
    const [kernel, bias] = await weightsOf(page);
    const [y, xy] = read;
    for (const unit of [0, 1]) {
      const z = y * kernel[unit] + xy * kernel[2 + unit] + bias[unit];
      assert.ok(Math.abs(Math.tanh(z) - read[2 + unit]) < 0.02, `${read}`);
    }
    const p = await page.evaluate(
      (x) => document.querySelector("nn-playground").predict(Float32Array.from(x)),
      [y, xy],
    );
    assert.ok(Math.abs(p[0] - read[4]) < 0.02, `${read}`);
    await call(page, "epoch");
    for (let found = [""]; found.length > 0; ) found = await values();
    await page.getByRole("slider", { name: "Point", exact: true }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    const bar = page.getByRole("group", { name: /^Point \d+$/ });
    await bar.getByText("L = −y·ln p − (1 − y)·ln(1 − p) = ").waitFor();
    const number = async (id) =>
      Number((await page.locator(`[data-id="${id}"] .value`).textContent()).replace("−", "-"));
    const answered = await number("u.2.1");
    await press(page, "Backward");
    await bar.getByText("∂L/∂z = p − y").waitFor();
    const gradient = await number("u.2.1");
    assert.ok(
      [0, 1].some((y) => Math.abs(answered - y - gradient) < 0.005),
      `${answered}, ${gradient}`,
    );
    assert.match(await button(page, "Output").getAttribute("aria-description"), /^L = .*; ∂L\/∂z = p − y = −?\d/);
    // Two weights and the bias of the output have their numbers beside them: ∂L/∂b is ∂L/∂z.
    const beside = await page.locator(".numbers .value").allTextContents();
    assert.ok(beside.length >= 3 && beside.some((text) => Math.abs(Number(text.replace("−", "-")) - gradient) < 0.01));
    await button(page, "Unit 1.1").focus();
    await page.keyboard.press("Escape");
    await bar.waitFor({ state: "hidden" });
    assert.deepEqual([await values(), await page.locator(".numbers .value").count()], [[], 0]);
  }));

test("a layer of 64 shows eight units and says how many more there are, which are opened on demand", () =>
  withPage("#seed=3&layers=64,64,64&lang=en", async (page) => {
    const more = button(page, "Layer 3: 56 more units");
    await more.waitFor();
    assert.equal(await page.locator("g.unit").count(), 3 * 8 + 1);
    await page.getByText("and 56 more").first().waitFor();
    await more.focus();
    await page.keyboard.press("Enter");
    await button(page, "Unit 3.64").waitFor();
    assert.equal(await page.locator("g.unit").count(), 2 * 8 + 64 + 1);
    await button(page, "Unit 3.64").hover();
    await picture(page, "Unit 3.64").waitFor();
    await hasFocus(page, "Layer 3: show fewer units");
    await page.keyboard.press("Enter");
    await more.waitFor();
    assert.equal(await page.locator("g.unit").count(), 3 * 8 + 1);
  }));

test("with one input there are curves, and a unit that is pointed at is drawn as one; the drawing speaks Polish", () =>
  withPage("#seed=3&dataset=sine&layers=3&lang=pl", async (page) => {
    await button(page, "Neuron 1.3").waitFor();
    assert.deepEqual(
      (await names(page)).filter((name) => name.startsWith("Wejście")),
      ["Wejście x", "Wejście x²", "Wejście sin x"],
    );
    assert.ok((await names(page)).some((name) => /^Waga x → 1\.3: −?0,\d+$/.test(name)));
    const curves = await pixels(page.locator(".net canvas"));
    await call(page, "epoch", 20);
    assert.notEqual(await pixels(page.locator(".net canvas")), curves);
    const whole = page.locator("canvas.heat");
    const function_ = await pixels(whole);
    await button(page, "Neuron 1.2").hover();
    await picture(page, "Neuron 1.2; jego prosta, z = 0").waitFor();
    assert.notEqual(await pixels(whole), function_);
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { lang: "en" };
    });
    await button(page, "Unit 1.3").waitFor();
  }));

test("the network's drawing has a node for each unit and each weight, which stay while it trains", () =>
  withPage("#seed=3&layers=3,2&lang=en", async (page) => {
    const drawing = page.locator(".net-lines svg");
    await drawing.waitFor();
    const drawn = () =>
      drawing.evaluate((svg) => {
        const all = (selector) => [...svg.querySelectorAll(selector)];
        const links = all("path.link");
        const isKept = window.keptNodes?.every((node, at) => node === links[at]) ?? true;
        window.keptNodes = links;
        return {
          isKept,
          units: all("g.unit").map((unit) => unit.dataset.unit),
          names: all("text").map((text) => text.textContent),
          links: links.map(({ dataset, className }) => [dataset.link, className.baseVal]),
          widths: links.map((link) => Number(link.getAttribute("stroke-width"))),
        };
      });
    const before = await drawn();
    assert.deepEqual(before.units, ["1.1", "1.2", "1.3", "2.1", "2.2", "3.1"]);
    assert.deepEqual(before.names.filter(Boolean), ["x", "y", "x²", "y²", "xy", "sin x", "sin y", "p"]);
    assert.equal(before.links.length, 2 * 3 + 3 * 2 + 2);
    assert.deepEqual(before.links[7], ["1.1-2.2", before.links[7][1]]);
    await call(page, "epoch", 3);
    const after = await drawn();
    assert.ok(after.isKept);
    assert.notDeepEqual(after.widths, before.widths);
    // What is drawn is what the network has: the sign and the size of each weight, kernel before bias, layer after layer.
    await withSource(page);
    const weights = await page.evaluate(async () => {
      const { load } = await import("/source/engine/load.js");
      const { toExperiment } = await import("/source/settings/experiment.js");
      const { wasm, catalog } = await load();
      const element = document.querySelector("nn-playground");
      const experiment = new wasm.Experiment(toExperiment(element.settings, catalog));
      experiment.train(element.state.step);
      return [...experiment.parameters()];
    });
    const flat = [...weights.slice(0, 6), ...weights.slice(9, 15), ...weights.slice(17, 19)];
    assert.deepEqual(
      after.links.map(([, name]) => name.split(" ")[1]),
      flat.map((weight) => (weight < 0 ? "negative" : "positive")),
    );
    after.widths.forEach((width, at) =>
      assert.ok(Math.abs(width - (0.4 + 5 * Math.tanh(Math.abs(flat[at]) / 4))) < 0.006, `${at}`),
    );
  }));
