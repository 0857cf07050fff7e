// Same seed, same bits, in the package that is shipped: optimised by wasm-opt, and used as a script uses it. The runs and
// what must come out are those of tests/bits.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { withPage } from "./browser.mjs";

const read = async (name) => JSON.parse(await readFile(new URL(`../bits/${name}`, import.meta.url), "utf8"));
const [runs, published] = await Promise.all([read("runs.json"), read("published.json")]);

/** Runs in the page: the hash of every run, by its name. */
async function hashes({ experiments, networks }) {
  const { default: init, Experiment, Network } = await import(new URL("pkg/nn_playground.js", document.baseURI));
  await init();
  /** FNV-1a, 64 bits, over the bytes of typed arrays. */
  const fnv = (...arrays) => {
    let hash = 0xcbf29ce484222325n;
    for (const { buffer } of arrays) {
      for (const byte of new Uint8Array(buffer)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
    }
    return `0x${hash.toString(16).padStart(16, "0")}`;
  };
  const found = {};
  for (const [name, settings] of Object.entries(experiments)) {
    const experiment = new Experiment(settings);
    experiment.train(1000);
    const { loss, val_loss } = experiment.state();
    found[`run: ${name}`] = fnv(experiment.parameters(), Float64Array.of(loss, val_loss));
  }
  for (const [name, { data, config, fit }] of Object.entries(networks)) {
    const points = new Experiment(data);
    const { inputs, train_rows } = points.describe();
    const [x, y] = [points.points().slice(0, train_rows * inputs), points.targets().slice(0, train_rows)];
    const network = new Network(config);
    const { loss } = network.fit(x, y, fit);
    found[`run: ${name}`] = fnv(...network.get_weights(), Float64Array.from(loss));
  }
  return found;
}

test("the package ends every run in the published bits", () =>
  withPage("", async (page) => {
    const expected = Object.fromEntries(Object.entries(published).filter(([name]) => name.startsWith("run: ")));
    assert.ok(Object.keys(expected).length >= 9);
    assert.deepEqual(await page.evaluate(hashes, runs), expected);
  }));
