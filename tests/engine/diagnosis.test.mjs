// What the network lab says of trainings, of the core's real ones: those that go wrong are told apart, and of the good ones nothing.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { cause, symptom } from "../../www/labs/network/diagnosis.js";
import init, * as wasm from "../../www/pkg/nn_playground.js";
import { toExperiment } from "../../www/settings/experiment.js";
import { Store } from "../../www/settings/store.js";

await init({ module_or_path: await readFile(new URL("../../www/pkg/nn_playground_bg.wasm", import.meta.url)) });
const CATALOG = { ...wasm.catalog(), labs: ["network"] };

/** [symptom, cause] after each of these numbers of updates; `tell` gets the losses. */
function judged(written, steps, tell = () => {}) {
  const store = new Store(CATALOG, () => 7);
  store.know("network", {});
  store.take(written, { passes: true });
  const experiment = new wasm.Experiment(toExperiment(store.settings, CATALOG));
  const { network, train_rows: rows, inputs } = experiment.describe();
  const answers = () => experiment.values_at(experiment.points().slice(0, rows * inputs));
  try {
    return steps.map((step) => {
      experiment.train(step - experiment.step);
      const state = experiment.state();
      tell(state.loss);
      const seen = symptom(experiment.history(), state);
      return [seen, seen && cause(network.layers.slice(0, -1), answers())];
    });
  } finally {
    experiment.free();
  }
}

test("a learning rate of 10: the loss stays above its start or jumps, on every seed", () => {
  for (const seed of [1, 2, 3])
    for (const [seen] of judged({ learning_rate: 10, seed }, [100, 3000]))
      assert.ok(["rising", "oscillating"].includes(seen), seen);
});

test("what was before another learning rate does not tell of it", () => {
  const store = new Store(CATALOG, () => 7);
  store.know("network", {});
  store.take({ learning_rate: 10, seed: 1 }, { passes: true });
  const experiment = new wasm.Experiment(toExperiment(store.settings, CATALOG));
  experiment.train(300);
  const changed = experiment.state().epoch;
  store.take({ learning_rate: 0.03 });
  experiment.configure(toExperiment(store.settings, CATALOG));
  experiment.train(40);
  assert.equal(symptom(experiment.history(), experiment.state()), "rising");
  assert.equal(symptom(experiment.history(), experiment.state(), changed), null);
  experiment.free();
});

test("a learning rate of 3 lets the loss jump", () => {
  assert.equal(judged({ learning_rate: 3, seed: 2 }, [3000])[0][0], "oscillating");
});

test("relu with too large a learning rate dies: the layer, and how many units", () => {
  const [[seen, found]] = judged({ activation: "relu", learning_rate: 1, seed: 1 }, [5000]);
  assert.ok(["flat", "still"].includes(seen), seen);
  assert.deepEqual(found, { kind: "dead", layer: 2, count: 2, units: 2, activation: "relu" });
});

test("tanh with too large a learning rate is saturated", () => {
  const written = { dataset: "spiral", layers: "8,8", optimizer: "adam", learning_rate: 0.3, seed: 1 };
  const [[seen, found]] = judged(written, [10_000]);
  assert.ok(["flat", "still"].includes(seen), seen);
  assert.deepEqual(found, { kind: "saturated", layer: 1, count: 6, units: 8, activation: "tanh" });
});

test("without a layer that bends nothing moves", () => {
  for (const written of [
    { activation: "linear", seed: 2 },
    { layers: "", dataset: "xor", seed: 1 },
  ]) {
    const [[seen, found]] = judged(written, [5000]);
    assert.ok(["flat", "still"].includes(seen), seen);
    assert.deepEqual(found, { kind: "linear" });
  }
});

test("deep sigmoids are flat, without a unit to blame, and still only after two times 500 epochs; a tiny learning rate is flat", () => {
  const deep = { activation: "sigmoid", layers: "8,8,8,8", dataset: "xor", seed: 1 };
  const none = ["flat", null];
  assert.deepEqual(judged(deep, [5000, 24_000, 25_000]), [none, none, ["still", null]]);
  assert.deepEqual(judged({ learning_rate: 0.00001, seed: 1 }, [5000, 25_000]), [none, none]);
});

test("a loss that goes on falling is never called still, and blamed on nothing: four sets, two activations, two seeds", () => {
  const mean = (list) => list.reduce((sum, each) => sum + each, 0) / list.length;
  for (const dataset of ["spiral", "xor", "circle", "gauss"])
    for (const activation of ["tanh", "sigmoid"])
      for (const seed of [1, 2]) {
        const epochs = 1200;
        const every = 40;
        // 25 updates are an epoch.
        const steps = Array.from({ length: epochs / every }, (_, at) => (at + 1) * every * 25);
        const losses = [];
        const seen = judged({ dataset, activation, seed }, steps, (loss) => losses.push(loss));
        const last = mean(losses.slice(-5));
        for (const [at, [symptom, found]] of seen.entries())
          if (symptom === "still" || found)
            assert.ok(last > 0.95 * losses[at], `${dataset}, ${activation}, seed ${seed}, epoch ${(at + 1) * every}`);
      }
});

test("of trainings that go well nothing is said: every data set, with and without noise, and with Adam", () => {
  // A spiral begins slowly: that alone is not said.
  for (const { name: dataset } of CATALOG.datasets)
    for (const more of [{}, { noise: 50 }, { optimizer: "adam", learning_rate: 0.01 }])
      for (const [seen, found] of judged({ dataset, seed: 1, ...more }, [30, 100, 300, 1000, 3000]))
        assert.ok(seen === null || (seen === "flat" && found === null), `${dataset}: ${seen} ${JSON.stringify(found)}`);
});
