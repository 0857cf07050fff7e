// What the page's schemas say of the settings is what the core says: they are there first, because links are read by them.
import assert from "node:assert/strict";
import test from "node:test";
import { withPage } from "./browser.mjs";

/** Of each setting that the core knows: what the schema says, and what the core says. */
const compared = (page, lab) =>
  page.evaluate(async (name) => {
    const { load, loadLessons } = await import("/engine/load.js");
    const { catalog } = await load();
    const { SCHEMA } = await import(name === "network" ? "/settings/schema.js" : `/labs/${name}/index.js`);
    let { limits } = catalog;
    if (name !== "network") {
      const { Lab } = await loadLessons();
      const machine = new Lab(name);
      limits = machine.limits();
      machine.free();
    }
    const written = (reader, value) => (value === null || value === undefined ? null : reader.write(value));
    // The network's schema has settings of the page among them, a lab's marks them.
    const told = name === "network" ? Object.keys(limits) : Object.keys(SCHEMA).filter((key) => !SCHEMA[key].isOfPage);
    const kinds = told
      .map((key) => [key, SCHEMA[key]])
      .map(([key, reader]) => {
        const { min, max, whole, values, most, standard } = reader;
        const choices = typeof values === "function" ? values(catalog) : values;
        return [
          key,
          {
            ...(min === undefined ? {} : { min, max, whole }),
            ...(choices ? { choices } : {}),
            ...(most ? { most } : {}),
            default: written(reader, standard),
          },
        ];
      });
    const core = Object.entries(limits).map(([key, limit]) => [
      key,
      { ...limit, default: written(SCHEMA[key] ?? { write: String }, limit.default) },
    ]);
    return { schema: Object.fromEntries(kinds), machine: Object.fromEntries(core) };
  }, lab);

test("network: limits, defaults and choices are the core's", () =>
  withPage("#seed=1", async (page) => {
    const { schema, machine } = await compared(page, "network");
    for (const [key, { default: standard, ...limit }] of Object.entries(machine)) {
      const { default: own, ...others } = schema[key];
      assert.deepEqual(others, limit, key);
      if (key !== "seed") assert.equal(own, standard, key); // the page draws one
    }
  }));

for (const lab of ["neuron", "perceptron", "xor", "descent", "optimizers", "backprop", "functions"]) {
  test(`${lab}: limits, defaults and choices are the machine's`, () =>
    withPage(`#lab=${lab}&seed=1`, async (page) => {
      const { schema, machine } = await compared(page, lab);
      const { seed, ...others } = machine;
      assert.deepEqual(schema, others);
    }));
}
