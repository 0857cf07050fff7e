// What a language can say, without a browser: the forms of nouns with a number, and numbers that are written and read.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import test from "node:test";
import { LANGUAGES, speaker, withoutOrphans } from "../../www/i18n/index.js";

const WWW = new URL("../../www/", import.meta.url);
const files = await readdir(WWW, { recursive: true });

/** All texts of a language, of the page and of every lab. */
async function textsOf(lang) {
  const names = files.filter((name) => name.endsWith(`/${lang}.json`));
  const lists = await Promise.all(names.map(async (name) => JSON.parse(await readFile(new URL(name, WWW), "utf8"))));
  return Object.assign({}, ...lists);
}

const texts = Object.fromEntries(await Promise.all(LANGUAGES.map(async (lang) => [lang, await textsOf(lang)])));
const languages = Object.fromEntries(LANGUAGES.map((lang) => [lang, speaker(lang, texts[lang])]));
const { en, pl } = languages;

/** Forms such as `one:point|other:points` in a text, as [value, { one: "point", other: "points" }]. */
const forms = (text) =>
  [...text.matchAll(/\{(\w+)\|([^}]*)\}/g)].map(([, name, list]) => [
    name,
    Object.fromEntries(list.split("|").map((each) => each.split(":"))),
  ]);

test("a noun takes the form that its number asks for", () => {
  const some = (lang, errors, units) => languages[lang].t("perceptron.step.some", { errors, units });
  assert.equal(some("en", 1, 3), "1 of 3 units is wrong. Only its weights move.");
  assert.equal(some("en", 2, 3), "2 of 3 units are wrong. Only their weights move.");
  assert.equal(some("pl", 1, 3), "Myli się 1 z 3 neuronów. Zmieniają się tylko jego wagi.");
  assert.equal(some("pl", 2, 3), "Mylą się 2 z 3 neuronów. Zmieniają się tylko ich wagi.");
  assert.equal(some("pl", 5, 8), "Myli się 5 z 8 neuronów. Zmieniają się tylko ich wagi.");
  const plane = (step, wrong, of) => en.t("perceptron.plane", { step, wrong, of, lines: "" }).trim();
  assert.equal(plane(1, 1, 4), "After 1 example, 1 of 4 points is wrong.");
  assert.equal(plane(2000, 0, 1), "After 2,000 examples, 0 of 1 point are wrong.");
  const silent = (lang, has) => languages[lang].t("neuron.note.silent", { neurons: "C", needs: 2, has });
  assert.match(silent("en", 1), /only 1 excitatory connection leads to it/);
  assert.match(silent("en", 0), /only 0 excitatory connections lead to it/);
  assert.match(silent("pl", 1), /prowadzi do niego tylko 1 połączenie pobudzające/);
  assert.match(silent("pl", 2), /prowadzą do niego tylko 2 połączenia pobudzające/);
  const speed = (value) => pl.t("perceptron.speed", { speed: value });
  assert.deepEqual([0.5, 1, 2, 5, 12, 22].map(speed), [
    "0,5 przykładu na sekundę",
    "1 przykład na sekundę",
    "2 przykłady na sekundę",
    "5 przykładów na sekundę",
    "12 przykładów na sekundę",
    "22 przykłady na sekundę",
  ]);
});

test("a form is asked for with a number, and a number is written in the language's notation", () => {
  assert.throws(() => en.t("speed.steps", { count: "1,000" }), /is no number/);
  assert.equal(en.t("speed.steps", { count: 1000 }), "1,000 updates per second");
  assert.equal(
    en.t("loss.label.train", { epoch: 1234, loss: "a text" }),
    "Loss curve up to epoch 1,234: training loss a text",
  );
});

test("each list of forms has `other`, and only forms that the language has", () => {
  let count = 0;
  for (const lang of LANGUAGES) {
    const known = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
    for (const [key, text] of Object.entries(texts[lang])) {
      for (const [name, list] of forms(text)) {
        count += 1;
        assert.ok(list.other, `${key} in ${lang}: ${name} has no form \`other\``);
        const wrong = Object.keys(list).filter((category) => !known.includes(category));
        assert.deepEqual(wrong, [], `${key} in ${lang}: ${name}`);
      }
      // Braces that are left over are a slip of the pen.
      assert.doesNotMatch(
        text.replace(/\{\w+(\|(\w+:[^{}|]*)(\|\w+:[^{}|]*)*)?\}/g, ""),
        /[{}|]\w+:/,
        `${key} in ${lang}`,
      );
    }
  }
  assert.ok(count > 10, "there are forms");
});

/** Random numbers of every magnitude and both signs, the same in each run. */
function* numbers(count) {
  let state = 2463534242;
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  yield* [
    0,
    5e-5,
    -5e-5,
    1e300,
    -1e300,
    5e-324,
    1e-7,
    1.5e-7,
    1e21,
    123456.789,
    0.5,
    1500,
    1 / 3,
    2 ** 53,
    Number.MAX_VALUE,
  ];
  for (let at = 0; at < count; at++) {
    const value = (random() * 2 - 1) * 10 ** Math.round(random() * 616 - 308);
    yield at % 3 ? value : Math.round(random() * 10 ** (random() * 15));
  }
}

for (const lang of LANGUAGES) {
  const { field, read, exact, decimal } = languages[lang];
  const readAny = (written) => read(written, -Infinity, Infinity);

  test(`a field reads what it shows, in ${lang}`, () => {
    for (const value of numbers(20_000)) {
      const shown = field(value);
      assert.deepEqual(readAny(shown), { value }, shown);
      assert.doesNotMatch(shown, decimal === "," ? /[.\s⁰-⁹]/ : /[,\s⁰-⁹]/, "neither groups nor powers of ten");
    }
  });

  test(`a field reads what the page writes elsewhere, groups and powers of ten, in ${lang}`, () => {
    for (const value of [2000, 10_000, -1_000_000, 12_345.5, 5e-5, -2.5e-7, 1e300, 4_294_967_295, 0.25]) {
      assert.deepEqual(readAny(exact(value)), { value }, exact(value));
    }
  });

  test(`fractions, and points and commas as decimal signs, in ${lang}`, () => {
    const expected = {
      "1/3": 1 / 3,
      "−1/3": -1 / 3,
      "-0.5": -0.5,
      "1,5": 1.5,
      1.5: 1.5,
      "0,500": 0.5,
      "12,34": 12.34,
      "1,2345": 1.2345,
      " 1 500 ": 1500,
      "1e-7": 1e-7,
    };
    for (const [written, value] of Object.entries(expected)) assert.deepEqual(readAny(written), { value }, written);
    for (const written of ["", "x", "1,2,3", "1,234,5", "1/2/3", "--1"]) assert.ok(readAny(written).complaint, written);
  });
}

test("in English a comma before three digits groups them, in Polish it is the decimal sign", () => {
  assert.deepEqual(en.read("2,000", 0, 10_000, true), { value: 2000 });
  assert.deepEqual(en.read("1,234,567.5", 0, Infinity), { value: 1234567.5 });
  assert.deepEqual(pl.read("2,000", 0, 10_000, true), { value: 2 });
  assert.equal(en.read("20,000", 0, 10_000, true).complaint, "20,000 is not a whole number from 0 to 10,000.");
});

test("in Polish no word of one letter stays at the end of a line", () => {
  assert.equal(
    withoutOrphans("Wagi i próg, a w z = wᵀx (w nawiasie)."),
    "Wagi i\u00a0próg, a\u00a0w\u00a0z\u00a0= wᵀx (w\u00a0nawiasie).",
  );
  assert.equal(withoutOrphans("za mało; do {n} kroków"), "za mało; do {n} kroków");
});
