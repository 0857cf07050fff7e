// What tests of sessions share: the package of the page in Node, and sessions that can be broken.
import { readFile } from "node:fs/promises";
import { here } from "../../www/engine/here.js";
import { Session } from "../../www/engine/session.js";
import init, * as wasm from "../../www/pkg/nn_playground.js";

await init({ module_or_path: await readFile(new URL("../../www/pkg/nn_playground_bg.wasm", import.meta.url)) });

export { wasm };

export const CONFIG = {
  dataset: "circle",
  samples: 200,
  layers: [{ units: 4 }],
  optimizer: { name: "adam", learning_rate: 0.01 },
  batch_size: 10,
  seed: 3,
};

/** Losses that have settled end no training. */
export const ENDLESS = { epochs: 1e9 };

/** A session whose links are kept in a list, so that a test can break them. */
export async function open(config = CONFIG, events = {}) {
  const [links, frames] = [[], []];
  const connect = async () => links[links.push(here(wasm)) - 1];
  const { session, answer } = await Session.open(connect, config, { frame: (frame) => frames.push(frame), ...events });
  return { session, answer, links, frames };
}

/** The state now, with the weights. */
export async function state({ session, frames }) {
  session.want("test", { kind: "parameters" });
  await session.frame();
  const { state, answers } = frames.at(-1);
  return { ...state, parameters: [...answers.test] };
}

/** The state after so many steps in one go. */
export function fresh(steps, config = CONFIG) {
  const experiment = new wasm.Experiment(config);
  experiment.train(steps);
  return { ...experiment.state(), parameters: [...experiment.parameters()] };
}

/** The package, counting the experiments that it has: `made` keeps them all. */
export function counting() {
  const made = [];
  class Experiment extends wasm.Experiment {
    isFreed = false;

    constructor(...values) {
      super(...values);
      made.push(this);
    }

    free() {
      super.free();
      this.isFreed = true;
    }
  }
  return { counted: { ...wasm, Experiment }, made };
}
