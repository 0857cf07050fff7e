// What the page's schemas say of the settings is what the core says: they are there first, because links are read by them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { SCHEMA } from "../../www/settings/schema.js";
import init, { Lab, catalog as readCatalog } from "../../www/pkg-lessons/nn_playground.js";

const bytes = await readFile(new URL("../../www/pkg-lessons/nn_playground_bg.wasm", import.meta.url));
await init({ module_or_path: bytes });
const catalog = readCatalog();

// What labs ask for when they are imported: lit-html, which they draw with, and a canvas that measures letters.
globalThis.document = { createTreeWalker() {}, createElement: () => ({ getContext() {} }) };

const written = (reader, value) => (value === null || value === undefined ? null : reader.write(value));

/** What a schema says of a setting. */
function told(reader) {
  const { min, max, whole, values, most, standard } = reader;
  const choices = typeof values === "function" ? values(catalog) : values;
  return {
    ...(min === undefined ? {} : { min, max, whole }),
    ...(choices ? { choices } : {}),
    ...(most ? { most } : {}),
    default: written(reader, standard),
  };
}

/** What the core says of settings, with defaults as a schema writes them. */
const said = (limits, schema) =>
  Object.fromEntries(
    Object.entries(limits).map(([key, limit]) => [
      key,
      { ...limit, default: written(schema[key] ?? { write: String }, limit.default) },
    ]),
  );

test("network: limits, defaults and choices are the core's", () => {
  for (const [key, { default: standard, ...limit }] of Object.entries(said(catalog.limits, SCHEMA))) {
    const { default: own, ...others } = told(SCHEMA[key]);
    assert.deepEqual(others, limit, key);
    if (key !== "seed") assert.equal(own, standard, key); // the page draws one
  }
});

for (const lab of ["neuron", "perceptron", "xor", "descent", "optimizers", "backprop", "functions"]) {
  test(`${lab}: limits, defaults and choices are the machine's`, async () => {
    const { SCHEMA: schema } = await import(`../../www/labs/${lab}/index.js`);
    const machine = new Lab(lab);
    const { seed, ...limits } = said(machine.limits(), schema);
    machine.free();
    const own = Object.entries(schema).filter(([, reader]) => !reader.isOfPage);
    assert.deepEqual(Object.fromEntries(own.map(([key, reader]) => [key, told(reader)])), limits);
  });
}
