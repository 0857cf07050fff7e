// What the core refuses, in the reader's language, and what a setting does that means nothing where it is written.
import assert from "node:assert/strict";
import test from "node:test";
import { call, select, settings, state, until, wait, withPage } from "./browser.mjs";

/** What the page says of settings that were not taken as they are. */
/** What is said, with plain spaces. */
const said = async (page) => {
  const texts = await page.getByRole("status").getByRole("listitem").allTextContents();
  return texts.map((text) => text.replaceAll("\u00a0", " "));
};

/** Words of the core's English that a Polish sentence has not. */
const ENGLISH = /\b(is|not|there|must|the|than|of|with|choose|expected)\b/;

/** Asserts that a sentence is Polish, holds all of these, and has no English in it. */
function assertPolish(sentence, ...parts) {
  for (const part of parts) assert.ok(sentence.includes(part), `${part} is not in: ${sentence}`);
  assert.doesNotMatch(sentence, ENGLISH);
}

test("in Polish: a step in the network, with a way out", () =>
  withPage("#seed=9&lang=pl", async (page) => {
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { activation: "heaviside" };
    });
    await page.getByText("funkcja skokowa").waitFor();
    const [sentence] = await said(page);
    assertPolish(
      sentence,
      "Nieprawidłowa wartość",
      "layers[0].activation",
      "heaviside",
      "sigmoid albo tanh",
      "w rozdziale Perceptron",
    );
    assert.equal((await settings(page)).activation, "tanh");
  }));

test("in Polish: a loss that does not fit the data, and what would", () =>
  withPage("#seed=9&lang=pl&dataset=blobs&loss=hinge", async (page) => {
    await page.getByText("nie pasuje").waitFor();
    assertPolish((await said(page))[0], "„hinge”", "do wyboru: sparse_categorical_crossentropy");
    assert.equal((await settings(page)).loss, null);
  }));

test("in Polish: one's own points, by line", () =>
  withPage("#seed=9&lang=pl&dataset=custom", async (page) => {
    const points = page.getByRole("textbox", { name: "Punkty" });
    for (const [written, parts] of [
      ["1, 2, 0\n3, abc, 1\n", ["wiersz 2", "„abc” nie jest liczbą"]],
      ["1, 2, 0\n3, 1\n", ["wiersz 2", "liczba kolumn: 2, a powinno być 3"]],
      ["1, 2, 0\n3, , 1\n", ["wiersz 2", "brakuje wartości"]],
      ["1, 2, 0\n", ["liczba wierszy: 1, a powinno być od 2 do 5000"]],
      ["1, 2, 0\n1e30, 1, 1\n", ["wiersz 2", "jest poza zakresem od −10¹⁸ do 10¹⁸".replaceAll("10¹⁸", "1·10¹⁸")]],
    ]) {
      await points.fill(written);
      await points.blur();
      await page.getByText(parts.at(-1)).first().waitFor();
      assertPolish((await said(page)).at(-1), "Punkty", ...parts);
    }
  }));

test("in Polish: an input that is none, and a net that is none", () =>
  withPage("#lab=neuron&seed=9&lang=pl&on=Z", async (page) => {
    await page.getByText("„Z”").waitFor();
    assertPolish((await said(page))[0], "on: „Z” nie jest jedną z wartości: A, B, C");
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { net: "D:2<A,X" };
    });
    await page.getByText("D odbiera sygnał z „X”").waitFor();
    assertPolish((await said(page)).at(-1), "nie ma takiego neuronu");
  }));

test("in Polish: examples, layers and weights of the update by hand", async () => {
  for (const [hash, ...parts] of [
    ["y=1%0A2%0Ax", "y, wiersz 3, liczba 1: „x” nie jest liczbą"],
    ["x=1%0A2&y=1%0A2%0A3", "y: liczba wierszy: 3, a powinno być 2"],
    [
      "layers=2,2:softmax&loss=sparse_categorical_crossentropy&x=1 2&y=1 0",
      "y, wiersz 1",
      "numer klasy od 0 do 1 (tu 0)",
    ],
    ["x=1%0A2&y=1%0A2&weights=1%0A2%0A3", "weights: liczba wierszy: 3, a powinno być 2"],
    ["layers=4:step", "layers[0].activation: „step” nie jest jedną z wartości: linear"],
  ]) {
    await withPage(`#lab=backprop&seed=9&lang=pl&${hash}`, async (page) => {
      await page.getByRole("status").getByRole("listitem").first().waitFor();
      assertPolish((await said(page)).join(" "), ...parts);
    });
  }
});

test("a program hears of it as an event, with kind, field and details", () =>
  withPage("#seed=9", async (page) => {
    const warning = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const playground = document.querySelector("nn-playground");
          playground.addEventListener("warning", ({ detail }) => resolve(detail), { once: true });
          playground.settings = { activation: "sign" };
        }),
    );
    assert.deepEqual(
      [warning.kind, warning.field, warning.details],
      ["no_gradient", "layers[0].activation", { reason: "no_gradient", value: "sign" }],
    );
    assert.match(warning.message, /“sign” is a step/);
  }));

test("a setting of the network does nothing in another lab, and the page says so", () =>
  withPage("#lab=perceptron&seed=9&learning-rate=0.45&optimizer=adam&eta=0.5", async (page) => {
    const warnings = await said(page);
    assert.equal(warnings.length, 2, warnings.join(" | "));
    for (const key of ["learning-rate", "optimizer"])
      assert.ok(
        warnings.includes(`${key} is a setting of the chapter Network; here it does nothing.`),
        warnings.join(" | "),
      );
    assert.equal((await settings(page)).eta, 0.5);
    // What was read may be written again without a word.
    await page.evaluate(() => {
      const playground = document.querySelector("nn-playground");
      playground.settings = { ...playground.settings, eta: 0.25 };
    });
    await wait(page, "eta", 0.25);
    assert.deepEqual(await said(page), []);
  }));

test("a hyperparameter that the optimizer does not have is named", () =>
  withPage("#seed=9&optimizer=adam&momentum=0.9", async (page) => {
    assert.deepEqual(await said(page), [
      "momentum: the optimizer Adam has no such hyperparameter, so it does nothing.",
    ]);
    // It is in no link that the page writes, …
    assert.doesNotMatch(await page.evaluate(() => document.querySelector("nn-playground").hash), /momentum/);
    // … and it counts as soon as there is an optimizer that has it.
    await select(page, "Optimizer").selectOption("sgd");
    await wait(page, "optimizer", "sgd");
    assert.equal((await settings(page)).momentum, 0.9);
    assert.match(await page.evaluate(() => document.querySelector("nn-playground").hash), /momentum=0\.9/);
  }));

test("what is not whole and what is out of range are told apart", () =>
  withPage("#seed=9&optimizer=adam&epsilon=2&learning-rate=-1&samples=20.4", async (page) => {
    const warnings = await said(page);
    assert.deepEqual(warnings, [
      "learning-rate: -1 is not within 0 to 1,000; using 0.",
      "samples: 20.4 is not a whole number; using 20.",
    ]);
    assert.equal((await settings(page)).epsilon, 2);
  }));

test("all of one's own points may be trained on; then there is no test loss", () =>
  withPage(
    "#seed=3&dataset=custom&points=0,0,0%0A0,1,1%0A1,0,1%0A1,1,0&layers=8&activation=relu&optimizer=adam&learning-rate=0.05&batch-size=all&train-share=100",
    async (page) => {
      assert.deepEqual(await said(page), []);
      await call(page, "epoch", 300);
      const { val_loss, val_accuracy, accuracy, loss } = await until(page, (now) => now.epoch === 300);
      assert.deepEqual([val_loss, val_accuracy, accuracy], [null, null, 1]);
      assert.ok(loss < 0.1, String(loss));
      const label = await page.getByRole("img", { name: /^Decision boundary/ }).getAttribute("aria-label");
      assert.match(label, /4 points/);
      assert.doesNotMatch(label, /test loss/);
      assert.equal(await page.locator(".legend").getByText("test", { exact: true }).count(), 0);
      assert.equal((await state(page)).diverged, false);
    },
  ));
