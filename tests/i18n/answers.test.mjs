// Answers that are asked for before a step: how near is near enough, and what follows.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { speaker } from "../../www/i18n/index.js";
import { Round, isRight, readings } from "../../www/labs/answers.js";

const question = (value, more) => ({
  quantity: "w1",
  words: "",
  symbol: "w₁",
  value,
  worked: () => "",
  hides: [],
  ...more,
});

test("one per cent is near enough; of a few answers only the very one", () => {
  for (const [given, right, isExact, expected] of [
    [10.01, 10.0109, false, true],
    [-6.33, -6.328, false, true],
    [6.328, -6.328, false, false],
    [0.0061, 0.006, false, false],
    [0.00606, 0.006, false, true],
    [0, 0, false, true],
    [0.001, 0, false, false],
    [0, 1e-17, false, true],
    [1.005, 1, true, false],
    [1, 1, true, true],
    [-1, 1, true, false],
    [Number.NaN, 1, false, false],
  ])
    assert.equal(isRight(given, right, isExact), expected, `${given} for ${right}`);
});

test("answers are read as fields are: commas, points, minus signs, fractions", async () => {
  for (const lang of ["en", "pl"]) {
    const texts = JSON.parse(await readFile(new URL(`../../www/i18n/${lang}.json`, import.meta.url), "utf8"));
    const { read } = speaker(lang, texts);
    for (const written of ["−6,328", "-6.328", " -6,328 ", "−6.328"])
      assert.equal(
        readings(written, read(written, -1e9, 1e9).value).some((one) => isRight(one, -6.328)),
        true,
        `${lang}: ${written}`,
      );
    assert.deepEqual(readings("1,500", read("1,500", -1e9, 1e9).value), lang === "en" ? [1500, 1.5] : [1.5, 1.5]);
    assert.equal(isRight(read("1/3", -1e9, 1e9).value, 0.3333), true);
    assert.ok(read("about 3", -1e9, 1e9).complaint);
  }
});

test("a second miss tells the answer; each question covers what would tell it", () => {
  const round = new Round([question(1, { isExact: true, hides: ["yhat"] }), question(0.1, { hides: ["dw1", "w1"] })]);
  assert.deepEqual(round.hidden, ["yhat", "dw1", "w1"]);
  assert.equal(round.answer(0), false);
  assert.deepEqual([round.outcome, round.attempts, round.isOver], ["open", 1, false]);
  assert.equal(round.answer(-1), false);
  assert.deepEqual([round.outcome, round.isOpen, round.isOver, round.hidden], ["told", false, false, ["dw1", "w1"]]);
  assert.throws(() => round.answer(1));
  assert.equal(round.next(), true);
  assert.equal(round.answer(0.1), true);
  assert.deepEqual([round.outcome, round.attempts, round.isOver, round.hidden], ["right", 1, true, []]);
  assert.equal(round.next(), false);
  assert.equal(round.isOpen, false);
  assert.equal(new Round([]).isOver, true);
});
