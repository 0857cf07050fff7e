// Same seed, same bits, in the package that is shipped: optimised by wasm-opt, and used as a script uses it. The runs and
// what must come out are those of tests/bits.
import assert from "node:assert/strict";
import test from "node:test";
import { hashes, published, runs } from "../bits/hashes.mjs";
import { withPage } from "./browser.mjs";

test("the package ends every run in the published bits", () =>
  withPage("#lab=network", async (page) => {
    assert.ok(Object.keys(published).length >= 9);
    assert.deepEqual(await page.evaluate(hashes, runs), published);
  }));
