// One example forward and backward, as the drawing of the network shows it: compared with the machine of "By hand", which computes in
// f64 from formulas as trees; and where its numbers stand.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { here } from "../../www/engine/here.js";
import { Session } from "../../www/engine/session.js";
import { exampleByHand } from "../../www/labs/network/by-hand-settings.js";
import { Chain } from "../../www/labs/network/drawing/chain.js";
import { labelled, unitOf } from "../../www/labs/network/drawing/labels.js";
import { layout } from "../../www/labs/network/drawing/layout.js";
import initNetwork, * as wasm from "../../www/pkg/nn_playground.js";
import initLessons, * as lessons from "../../www/pkg-lessons/nn_playground.js";

for (const [init, folder] of [
  [initNetwork, "pkg"],
  [initLessons, "pkg-lessons"],
])
  await init({
    module_or_path: await readFile(new URL(`../../www/${folder}/nn_playground_bg.wasm`, import.meta.url)),
  });

const ROOM = { width: 670, height: 420, top: 62 };
/** The layout of an experiment's network. */
function drawn({ offered, features, network }, room = ROOM) {
  const layers = network.layers.map(({ units }) => units);
  return layout({ offered, features, layers }, room, new Set());
}
const near = (found, expected, what) =>
  assert.ok(Math.abs(found - expected) <= 2e-5 * Math.max(1, Math.abs(expected)), `${what}: ${found}, ${expected}`);

for (const config of [
  { dataset: "xor", layers: [{ units: 4 }, { units: 2 }] },
  { dataset: "blobs", layers: [{ units: 3, activation: "relu" }], l2: 0.3 },
  { dataset: "bumps", features: ["x", "y", "xy"], layers: [{ units: 5, activation: "sigmoid" }] },
  { dataset: "circle", layers: [], loss: "mean_squared_error" },
])
  test(`every number of an example of ${config.dataset} is the one that By hand finds`, () => {
    const experiment = new wasm.Experiment({ ...config, samples: 30, seed: 8 }, undefined);
    experiment.train(40);
    const description = experiment.describe();
    const parameters = experiment.parameters();
    for (const row of [0, 29]) {
      const pass = experiment.example(row);
      const stand = {
        data: { description, targets: experiment.targets() },
        settings: { optimizer: "sgd", learning_rate: 0.1 },
        batch: Uint32Array.of(row),
        inputs: experiment.inputs(),
        weights: experiment.get_weights(),
      };
      const { value, problems } = exampleByHand(stand, "backward");
      assert.deepEqual(problems, []);
      const machine = new lessons.Lab("backprop");
      const { lab, stage, example, ...settings } = value;
      assert.deepEqual([lab, stage, example], ["backprop", 24, 1]);
      machine.set(settings);
      while (!machine.advance(1000).done);
      const byHand = new Map(machine.show().numbers.map(({ id, value }) => [id, value]));
      machine.free();
      const of = (kind, ...at) => {
        const found = byHand.get(`${kind}${at.join(".")}`);
        assert.notEqual(found, undefined, `${kind}${at}`);
        return found;
      };
      const shape = drawn(description);
      const chain = new Chain(shape, parameters, pass, description.network, String);
      const [forward, backward] = ["forward", "backward"].map((way) => chain.numbers(way));
      near(pass.loss, of("loss", 1), "loss");
      for (const { id, layer, unit } of shape.layers.flat()) {
        near(forward.get(id), of("out", layer, unit, 1), id);
        near(backward.get(id), of("delta", layer, unit, 1), id);
      }
      for (const { id, layer, input, unit } of shape.links) {
        near(forward.get(id), of("product", layer, input, unit, 1), id);
        near(backward.get(id), of("dloss_dw", layer, input, unit, 1), id);
      }
      for (const { id, layer, unit } of shape.biases) {
        near(forward.get(id), of("w", layer, 0, unit), id);
        near(backward.get(id), of("dloss_dw", layer, 0, unit, 1), id);
      }
      let at = 0;
      for (const [index, { units }] of description.network.layers.slice(0, -1).entries())
        for (let unit = 1; unit <= units; unit++)
          near(pass.hidden_gradients[at++], of("dloss_dout", index + 1, unit, 1), `∂L/∂a of ${index + 1}.${unit}`);
      // Inputs that are off have no number, and on the way back none has.
      assert.equal([...forward.keys()].filter((id) => id.startsWith("i.")).length, description.features.length);
      assert.equal(
        [...backward.keys()].some((id) => id.startsWith("i.")),
        false,
      );
    }
    experiment.free();
  });

test("a part says how its number is made", () => {
  const experiment = new wasm.Experiment({ dataset: "blobs", samples: 30, seed: 8, layers: [{ units: 2 }] }, undefined);
  experiment.train(20);
  const [pass, description] = [experiment.example(4), experiment.describe()];
  const chain = new Chain(drawn(description), experiment.parameters(), pass, description.network, (x) => x.toFixed(3));
  const [z, p] = [pass.z, pass.a].map((all) => Array.from(all.slice(2)));
  const largest = Math.max(...z);
  const sum = z.reduce((all, one) => all + Math.exp(one - largest), 0);
  for (const [at, one] of z.entries()) {
    const less = largest < 0 ? `+ ${(-largest).toFixed(3)}` : `− ${largest.toFixed(3)}`;
    const power = Math.exp(one - largest).toFixed(3);
    assert.deepEqual(chain.lines(`u.2.${at + 1}`, "forward"), [
      `z = Σ w·x + b = ${one.toFixed(3)}`,
      `e^(z ${less}) = ${power}`,
      `p = ${power} / ${sum.toFixed(3)} = ${p[at].toFixed(3)}`,
    ]);
  }
  const y = experiment.targets()[4];
  const back = (p[y] - 1).toFixed(3);
  assert.deepEqual(chain.lines(`u.2.${y + 1}`, "backward"), [
    `L = −Σ y·ln p = ${(-Math.log(p[y])).toFixed(3)}`,
    `∂L/∂z = p − y = ${back}`,
  ]);
  assert.deepEqual(chain.lines(`b.2.${y + 1}`, "backward"), [`∂L/∂b = ∂L/∂z = ${back}`]);
  const gradient = (pass.a[0] * (p[y] - 1)).toFixed(3);
  assert.deepEqual(chain.lines(`w.2.1.${y + 1}`, "backward"), [
    `∂L/∂w = ∂L/∂z · x = ${back} · ${pass.a[0].toFixed(3)} = ${gradient}`,
  ]);
  experiment.free();
});

/** A formula as JavaScript has it. @param {string} formula */
const read = (formula) =>
  formula
    .replaceAll("·", "*")
    .replaceAll("−", "-")
    .replaceAll("ŷ", "out")
    .replaceAll("g′(z)", "g")
    .replaceAll("2y", "2*y")
    .replace(/\[(.*)\]/, "Number($1)")
    .replace(/\b(max|min|sign|tanh)\b/g, "Math.$1");

test("the formula of ∂L/∂z gives the gradient that the core has, with every loss that fits; the output has one name", () => {
  let count = 0;
  for (const [dataset, losses] of Object.entries({
    circle: ["binary_crossentropy", "mean_squared_error", "mean_absolute_error", "huber", "hinge", "squared_hinge"],
    plane: ["mean_squared_error", "mean_absolute_error", "huber", "log_cosh"],
  })) {
    for (const loss of losses) {
      const experiment = new wasm.Experiment(
        { dataset, loss, layers: [{ units: 2 }], seed: 8, samples: 40 },
        undefined,
      );
      experiment.train(20);
      const description = experiment.describe();
      const { activation } = description.network.layers[1];
      for (const row of [0, 1, 2, 3, 4, 5]) {
        const pass = experiment.example(row);
        const chain = new Chain(drawn(description), experiment.parameters(), pass, description.network, String);
        const out = pass.a.at(-1);
        const g = { linear: 1, sigmoid: out * (1 - out), tanh: 1 - out * out }[activation];
        const target = experiment.targets()[row];
        const y = loss.endsWith("hinge") ? 2 * target - 1 : target;
        const slope = read(chain.slope.replace("∂L/∂z = ", ""));
        const found = new Function("out", "p", "y", "g", `return ${slope}`)(out, out, y, g);
        near(found, pass.gradients.at(-1), `${dataset}, ${loss}, ${activation}: ${slope}`);
        const [name] = chain.lines("u.2.1", "forward")[1];
        const other = name === "p" ? "ŷ" : "p";
        assert.ok(chain.loss.includes(name) && !chain.loss.includes(other), `${loss}: ${name} and ${chain.loss}`);
        count += 1;
      }
      experiment.free();
    }
  }
  assert.equal(count, 10 * 6);
});

test("a frame has the example that is followed, and none of rows that the data does not have", async () => {
  const frames = [];
  const config = { dataset: "xor", samples: 20, seed: 1 };
  const { session } = await Session.open(async () => here(wasm), config, { frame: (frame) => frames.push(frame) });
  const want = { kind: "units", samples: 4, theme: "light", shown: new Uint32Array() };
  session.want("network", { ...want, example: 19 });
  await session.frame();
  assert.equal(frames.at(-1).answers.network.pass.loss, await session.call("loss_of", 19));
  session.want("network", { ...want, example: 20 });
  await session.frame();
  assert.equal(frames.at(-1).answers.network.pass, null);
  session.close();
});

test("numbers lie neither on one another nor on what is drawn; with many units there are those of one", () => {
  const of = (layers, room, features = ["x", "y"]) =>
    layout({ offered: ["x", "y", "x2", "y2", "xy", "sinx", "siny"], features, layers }, room, new Set());
  const shapes = [
    [[4, 2, 1], ROOM, ["x", "y"], true],
    [[4, 2, 1], { ...ROOM, width: 430 }, ["x", "y"], null],
    [[8, 8, 8, 1], ROOM, ["x", "y", "xy"], false],
    [[64, 64, 3], { width: 900, height: 600 }, ["x", "y"], false],
    [Array(8).fill(64), { width: 340, height: 480 }, ["x"], false],
  ];
  for (const [layers, room, features, fits] of shapes) {
    const shape = of(layers, room, features);
    const texts = new Map([...shape.links, ...shape.biases].map(({ id }) => [id, "−0.012"]));
    const inside = new Map(shape.layers.flat().map(({ id }) => [id, "−0.976"]));
    const { labels, isComplete } = labelled(shape, texts, inside, "u.1.2");
    if (fits !== null) assert.equal(isComplete, fits, `${layers}`);
    if (!isComplete)
      assert.deepEqual([...new Set(labels.map(({ id }) => unitOf(id)))], ["u.1.2"], "those of the unit in focus alone");
    assert.ok(labels.length > 0);
    // 6 characters of 6.7 pixels, as Chromium draws 11 pixels of DejaVu Sans, 11 pixels high.
    const box = ({ x, y }, width = 40, height = 11) => [x - width / 2, x + width / 2, y - height / 2, y + height / 2];
    const boxes = [
      ...labels.map((label) => box(label)),
      ...[...shape.inputs, ...shape.layers.flat()].map((unit) => box(unit, shape.side, shape.side)),
      ...shape.layers.flat().map((unit) => box(unit, 6 * 7.6, 12)),
    ];
    for (const [at, one] of boxes.slice(0, labels.length).entries())
      for (const other of boxes.slice(at + 1))
        assert.ok(
          one[1] <= other[0] || other[1] <= one[0] || one[3] <= other[2] || other[3] <= one[2],
          `${layers}: ${one} and ${other}`,
        );
  }
  assert.deepEqual(["u.1.2", "w.2.1.3", "b.3.1", "i.x", null].map(unitOf), ["u.1.2", "u.2.3", "u.3.1", null, null]);
});

test("of a network that has no room for all its numbers few are placed, however large it is", () => {
  for (const layers of [[64, 64, 1], Array(8).fill(64)]) {
    const opened = new Set(layers.map((_, at) => at + 1));
    const shape = layout({ offered: ["x", "y"], features: ["x", "y"], layers }, { width: 900, height: 600 }, opened);
    const texts = new Map([...shape.links, ...shape.biases].map(({ id }) => [id, "−0.012"]));
    let places = 0;
    for (const link of shape.links) {
      const { x1 } = link;
      const get = () => {
        places += 1;
        return x1;
      };
      Object.defineProperty(link, "x1", { get });
    }
    const { labels, isComplete } = labelled(shape, texts, new Map(), "u.2.1");
    assert.equal(isComplete, false);
    assert.deepEqual([...new Set(labels.map(({ id }) => unitOf(id)))], ["u.2.1"]);
    // Of the unit's own 64 weights each may have 13 places.
    assert.ok(places < 13 * 300, `${places} places of ${shape.links.length} weights were looked at`);
  }
});
