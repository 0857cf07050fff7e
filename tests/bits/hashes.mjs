// The published bits, in a browser: what must come out of the built package, and what does. The runs are those of
// runs.json, the same as in bits.rs.
import { readFile } from "node:fs/promises";

const read = async (name) => JSON.parse(await readFile(new URL(name, import.meta.url), "utf8"));

export const runs = await read("runs.json");

/** The hash that every run has to end in, by its name. */
export const published = Object.fromEntries(
  Object.entries(await read("published.json")).filter(([name]) => name.startsWith("run: ")),
);

/** Runs in the page, so it stands alone: the hash of every run, by its name. */
export async function hashes({ experiments, networks }) {
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
