// Same seed, same bits, in Safari's engine: the built package and the runs of tests/bits.
import assert from "node:assert/strict";
import test from "node:test";
import { hashes, published, runs } from "../bits/hashes.mjs";
import { evaluate, withPage } from "./browser.mjs";

test("the package ends every run in the published bits", () =>
  withPage("#lab=network", async () => {
    assert.ok(Object.keys(published).length >= 9);
    assert.deepEqual(await evaluate(hashes, runs), published);
  }));
