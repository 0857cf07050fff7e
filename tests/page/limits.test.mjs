// What a lab's schema says of its settings is what its machine says: the schema is there first, because links are read by it.
import assert from "node:assert/strict";
import test from "node:test";
import { withPage } from "./browser.mjs";

/** Of each setting that the machine knows: what the schema says, and what the machine says. */
const compared = (page, lab) =>
  page.evaluate(async (name) => {
    const [{ SCHEMA }, { load, loadLessons }] = await Promise.all([import(`/labs/${name}.js`), import("/engine.js")]);
    const [{ catalog }, { Lab }] = await Promise.all([load(), loadLessons()]);
    const machine = new Lab(name);
    const limits = machine.limits();
    machine.free();
    const written = (reader, value) => (value === null || value === undefined ? null : reader.write(value));
    const kinds = Object.entries(SCHEMA).filter(([, reader]) => !reader.isOfPage).map(([key, reader]) => {
      const { min, max, whole, values, standard } = reader;
      const choices = typeof values === "function" ? values(catalog) : values;
      return [key, { ...(min === undefined ? {} : { min, max, whole }), ...(choices ? { choices } : {}), default: written(reader, standard) }];
    });
    const told = Object.entries(limits).map(([key, limit]) => [key, { ...limit, default: written(SCHEMA[key] ?? { write: String }, limit.default) }]);
    return { schema: Object.fromEntries(kinds), machine: Object.fromEntries(told) };
  }, lab);

for (const lab of ["neuron"]) {
  test(`${lab}: limits, defaults and choices are the machine's`, () =>
    withPage(`#lab=${lab}&seed=1`, async (page) => {
      const { schema, machine } = await compared(page, lab);
      const { seed, ...others } = machine;
      assert.deepEqual(schema, others);
    }));
}
