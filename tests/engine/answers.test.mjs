// What views are answered, and the tables that experiments are made of.
import assert from "node:assert/strict";
import test from "node:test";
import { keep } from "../../www/engine/tables.js";
import { CONFIG, open, state, wasm } from "./sessions.mjs";

test("what views read of the answers is what the network computes", async () => {
  const config = { ...CONFIG, optimizer: { name: "sgd", learning_rate: 0.25 }, train_share: 50 };
  const { session, answer, frames } = await open(config);
  await session.train({ steps: 33 });
  const wants = {
    outputs: { kind: "outputs", batch: true },
    spread: { kind: "spread", points: 7 },
    layer: { kind: "layer", layer: 0, points: 5, side: 3 },
    gone: { kind: "layer", layer: 9, points: 5, side: 3 },
    picture: { kind: "boundary", samples: 20, size: 40, theme: "light", discretize: true },
    curve: { kind: "history" },
  };
  for (const [view, want] of Object.entries(wants)) session.want(view, want);
  await session.frame();
  const { answers, state } = frames.at(-1);
  assert.equal(answers.gone, null, "a layer of a network that was there before is no failure");
  // The accuracies, counted by hand; and what the network itself predicts.
  const { outputs, batch } = answers.outputs;
  assert.deepEqual(outputs, await session.call("predict", answer.points));
  const right = [...outputs].map((output, row) => Number(output > 0.5 === (answer.targets[row] === 1)));
  const mean = (list) => list.reduce((sum, each) => sum + each, 0) / list.length;
  assert.equal(mean(right.slice(0, 100)), state.accuracy);
  assert.equal(mean(right.slice(100)), state.val_accuracy);
  assert.deepEqual(batch, await session.call("coming_batch"));
  // w ← w − ηg.
  const { parameters, gradients, activations } = answers.spread;
  assert.deepEqual([activations.points, activations.layers.map(({ units }) => units)], [7, [4, 1]]);
  assert.deepEqual(activations.values.slice(28), outputs.slice(0, 7));
  await session.train({ steps: 1 });
  const next = await session.call("parameters");
  assert.deepEqual(
    next,
    parameters.map((weight, at) => Math.fround(weight - Math.fround(0.25 * gradients[at]))),
  );
  const { points, grid } = answers.layer;
  assert.deepEqual([points.points, points.values.length, grid.points, grid.values.length], [5, 20, 9, 36]);
  assert.deepEqual(points.values, activations.values.slice(0, 20));
  const { image } = answers.picture;
  assert.equal(new Set(Array.from({ length: 1600 }, (_, at) => image.slice(4 * at, 4 * at + 4).join())).size, 2);
  const { curve } = answers;
  assert.deepEqual(Object.keys(curve).sort(), ["accuracy", "epoch", "loss", "step", "val_accuracy", "val_loss"]);
  assert.deepEqual([curve.step.at(-1), curve.accuracy.at(-1)], [33, state.accuracy]);
  session.close();
});

test("a table goes to each runner once, and to one that follows a dead one; the run is that of the same points as text", async () => {
  const points = [0.5, 2, 1, -3, 2.5, 0.25, -1, 4, 3, 1.5, -2, -2];
  const classes = [0, 1, 1, 0, 1, 0];
  const text = classes.map((label, row) => `${points[2 * row]}, ${points[2 * row + 1]}, ${label}`).join("\n");
  const rows = { x: new Float32Array(points), y: new Float32Array(classes), is_regression: false };
  const table = keep({ columns: ["x", "y"], target: "", classes: null, ...rows });
  const { points: _, ...rest } = { ...CONFIG, dataset: "custom", train_share: 70, batch_size: 2 };
  const opened = await open({ ...rest, table });
  const { session, links } = opened;
  const sent = [];
  const send = links[0].send.bind(links[0]);
  links[0].send = (command) => {
    sent.push(command.type);
    send(command);
  };
  await session.train({ steps: 20 });
  await session.configure({ ...rest, table, l2: 0.01 });
  assert.equal(sent.includes("table"), false, "it has been sent before");
  const expected = new wasm.Experiment({ ...rest, points: text });
  expected.train(20);
  expected.configure({ ...rest, points: text, l2: 0.01 });
  expected.train(5);
  links[0].die("a test");
  await session.train({ steps: 5 });
  assert.equal(links.length, 2);
  const { step, loss, parameters } = await state(opened);
  assert.deepEqual([step, loss, parameters], [25, expected.state().loss, [...expected.parameters()]]);
  session.close();
});
