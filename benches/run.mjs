// Examples trained per second by the built package in Node, on the workloads of benches/README.md. A measurement, not a test.
import { readFile } from "node:fs/promises";
import init, { Experiment, Network } from "../www/pkg/nn_playground.js";

await init({ module_or_path: await readFile(new URL("../www/pkg/nn_playground_bg.wasm", import.meta.url)) });

/** Runs `work` (which does `amount` of something) for about a second and gives the best rate a second of five parts of it. */
function rate(amount, work) {
  let best = 0;
  work();
  for (let part = 0; part < 5; part++) {
    const began = performance.now();
    let done = 0;
    while (performance.now() - began < 200) {
      work();
      done += amount;
    }
    best = Math.max(best, (done / (performance.now() - began)) * 1000);
  }
  return best;
}

const ROWS = 500;
const x = Float32Array.from({ length: 2 * ROWS }, (_, at) => 6 * Math.sin(12.9898 * (at + 1)));
const y = Float32Array.from({ length: ROWS }, (_, row) => (x[2 * row] * x[2 * row + 1] > 0 ? 1 : 0));

const workloads = [
  ["W1", [4, 2], 10],
  ["W2a", [8, 8, 8], 10],
  ["W2b", [8, 8, 8, 8, 8, 8], 10],
  ["W3", [64, 64], 32],
  ["W4", [256, 256], 128],
];
for (const [name, hidden, batch_size] of workloads) {
  const layers = [...hidden.map((units) => ({ units, activation: "tanh" })), { units: 1, activation: "tanh" }];
  const network = new Network({ inputs: 2, layers, loss: "mse", optimizer: "sgd", seed: 1 });
  const trained = rate(ROWS, () => network.fit(x, y, { batch_size }));
  console.log(`${name.padEnd(4)} 2-${hidden.join("-")}-1, batch ${batch_size}: ${(trained / 1e6).toFixed(3)} M examples a second`);
  network.free();
}

const experiment = new Experiment({ layers: [8, 8, 8].map((units) => ({ units })), seed: 1 });
const pictures = rate(1, () => experiment.heat_map(100, 100, "light"));
console.log(`W5   100×100 outputs of 2-8-8-8-1, coloured: ${(1000 / pictures).toFixed(2)} ms`);
