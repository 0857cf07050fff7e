// The texts: complete in every language, none unused, and no text on the page that does not come from them.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import test from "node:test";
import { call, picture, press, state, type, wait, withPage } from "./browser.mjs";
import { LABS } from "../../www/labs/index.js";

const WWW = new URL("../../www/", import.meta.url);
const read = (name) => readFile(new URL(name, WWW), "utf8");
const files = await readdir(WWW, { recursive: true });
const scripts = files.filter((name) => name.endsWith(".js") && !name.startsWith("pkg"));
const sources = Object.fromEntries(
  await Promise.all(scripts.map(async (name) => [name, withoutComments(await read(name))])),
);
const LANGUAGES = ["en", "pl"];

/** The source without comments: what is said there is said to programmers. */
function withoutComments(source) {
  return source
    .replace(/^\s*\/\/.*$/gm, "")
    .replace(/\/\*\*?[\s\S]*?\*\//g, "")
    .replace(/(?<=[;{}),]) \/\/ .*$/gm, "");
}

/** The text files of each language, by what they are of: the page, or a lab. */
const texts = Object.fromEntries(
  await Promise.all(
    LANGUAGES.map(async (lang) => {
      const own = files.filter((name) => name.endsWith(`/${lang}.json`));
      return [
        lang,
        Object.fromEntries(
          await Promise.all(own.map(async (name) => [name.replace(`${lang}.json`, ""), JSON.parse(await read(name))])),
        ),
      ];
    }),
  ),
);

test("each language has every text of every other, with the same values in it", () => {
  const [first, ...others] = LANGUAGES;
  assert.ok(Object.keys(texts[first]).length > 1, "there are texts of labs");
  for (const other of others) {
    assert.deepEqual(Object.keys(texts[other]).sort(), Object.keys(texts[first]).sort(), `files of ${other}`);
    for (const [file, list] of Object.entries(texts[first])) {
      assert.deepEqual(Object.keys(texts[other][file]).sort(), Object.keys(list).sort(), `${file}${other}.json`);
      for (const [key, text] of Object.entries(list)) {
        const values = (said) =>
          [...new Set([...said.matchAll(/\{(\w+)(?:\|[^}]*)?\}/g)].map(([, name]) => name))].sort();
        assert.deepEqual(values(texts[other][file][key]), values(text), `${key} in ${other}`);
        assert.ok(texts[other][file][key].trim() !== "", `${key} in ${other} is empty`);
      }
    }
  }
});

test("every text is used", () => {
  const all = Object.values(sources).join("\n");
  // A key is written out, or is made of a written beginning and what stands for the rest.
  const beginnings = [...all.matchAll(/`([\w.-]+)\$\{/g)]
    .map(([, beginning]) => beginning)
    .filter((beginning) => beginning.endsWith("."));
  const lessons = [...all.matchAll(/\$\{this\.#name\}(\.[\w.]+)`/g)].map(([, ending]) => ending);
  for (const [file, list] of Object.entries(texts.en)) {
    const unused = Object.keys(list).filter((key) => {
      if (new RegExp(`["'\`]${key.replaceAll(".", "\\.")}["'\`]`).test(all)) return false;
      if (lessons.some((ending) => key === file.split("/").at(-2) + ending)) return false;
      return !beginnings.some((beginning) => key.startsWith(beginning) && !key.slice(beginning.length).includes("."));
    });
    assert.deepEqual(unused, [], `${file}en.json`);
  }
});

test("no text on the page comes from anywhere else", async () => {
  // Words are two letters and more; what is a name everywhere (x, θ, 1e-7) is not a text.
  const keys = new Set(Object.values(texts.en).flatMap(Object.keys));
  const isText = (literal) => !keys.has(literal) && /\p{L}{2,}/u.test(literal.replace(/\$\{[^}]*\}/g, ""));
  const places = [
    /\b(?:aria-label|title|placeholder|textContent|alt|label|hint)["']?\s*[:=]\s*(["'`])((?:(?!\1).)*)\1/g, // attributes
    /\bh\("\w+", \{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}, (["'`])((?:(?!\1).)*)\1/g, // the first child of an element
    /\b(?:append|replaceChildren|words|say|announce)\((["'`])((?:(?!\1).)*)\1/g,
  ];
  const found = [];
  for (const [name, source] of Object.entries(sources)) {
    for (const place of places)
      for (const [, , literal] of source.matchAll(place)) if (isText(literal)) found.push(`${name}: ${literal}`);
  }
  // What is said when the texts themselves may be missing.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a template.
  assert.deepEqual(found, ["element.js: Try again", "element.js: The playground could not start: ${error.message}. "]);
  const html = (await read("index.html"))
    .replace(/<nn-playground>[\s\S]*<\/nn-playground>/, "")
    .replace(/<head>[\s\S]*<\/head>/, "");
  assert.equal(
    isText(html.replace(/<[^>]*>/g, "")),
    false,
    "index.html says something beside the paragraph that is seen until the page has started",
  );
});

/** Everything that can be read or heard on the page. */
const everything = (page) =>
  page.evaluate(() => {
    const root = document.querySelector("nn-playground").shadowRoot;
    const said = [];
    for (const element of root.querySelectorAll("*")) {
      for (const name of ["aria-label", "title", "placeholder"])
        if (element.hasAttribute(name)) said.push(element.getAttribute(name));
      for (const node of element.childNodes)
        if (node.nodeType === Node.TEXT_NODE && node.data.trim()) said.push(node.data.trim());
    }
    return said;
  });

test("in Polish nothing is left in English, in any lab", async () => {
  const english = new Set(Object.values(texts.en).flatMap(Object.values));
  const polish = new Set(Object.values(texts.pl).flatMap(Object.values));
  for (const lab of LABS) {
    await withPage(`#seed=7&lab=${lab}&lang=pl`, async (page) => {
      const left = (await everything(page)).filter((said) => english.has(said) && !polish.has(said));
      assert.deepEqual(left, [], lab);
      assert.equal(await page.evaluate(() => document.documentElement.lang), "pl");
    });
  }
});

test("the browser's language is taken, and a link's before that", async () => {
  const heading = (page) => page.getByRole("heading", { level: 1 }).textContent();
  await withPage("#seed=7", async (page) => assert.equal(await heading(page), texts.pl["i18n/"].title), {
    locale: "pl-PL",
  });
  await withPage("#seed=7", async (page) => assert.equal(await heading(page), texts.en["i18n/"].title), {
    locale: "de-DE",
  });
  await withPage("#seed=7&lang=en", async (page) => assert.equal(await heading(page), texts.en["i18n/"].title), {
    locale: "pl-PL",
  });
});

test("another language keeps everything, the training too", () =>
  withPage("#seed=7", async (page) => {
    await call(page, "epoch", 20);
    await page.getByText("Hyperparameters").click();
    const before = await state(page);
    await page.getByRole("button", { name: "Polski" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Ucz", exact: true }).waitFor();
    assert.deepEqual(await state(page), before);
    assert.equal(
      await page.getByText("Hiperparametry").evaluate((summary) => summary.parentElement.open),
      true,
      "what was open is open",
    );
    assert.equal(
      await page.evaluate(() => document.querySelector("nn-playground").shadowRoot.activeElement.textContent),
      "English",
      "the focus stays on the button",
    );
    assert.match(
      await picture(page, /^Granica decyzyjna/).getAttribute("aria-label"),
      /epoka 20: strata na zbiorze uczącym 0,\d+/,
    );
    assert.ok(
      (await page.locator("dd").allTextContents()).some((text) => /^\d+,\d+%$/.test(text)),
      "per cent in the Polish way",
    );
    await page.waitForFunction(() => location.hash.includes("lang=pl"));
    // It goes on from where it was, as if nothing had been: the same as without the change.
    await call(page, "epoch", 5);
    const after = await state(page);
    await press(page, "English");
    await page.getByRole("button", { name: "Train", exact: true }).waitFor();
    await call(page, "reset");
    await call(page, "epoch", 25);
    assert.deepEqual(await state(page), after);
  }));

test("a number may be written with a comma", () =>
  withPage("#seed=7&lang=pl&optimizer=adam", async (page) => {
    await page.getByText("Hiperparametry").click();
    const beta = page.getByRole("textbox", { name: "β₁" });
    await beta.fill("0,03");
    await beta.press("Enter");
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.beta_1 === 0.03);
    assert.equal(await beta.inputValue(), "0,03");
    await beta.fill("0,3x");
    await beta.press("Enter");
    await page.getByText("„0,3x” nie jest liczbą.").waitFor();
  }));

test("a field takes what it shows, and what the page says of its range", async () => {
  await withPage("#lab=backprop&seed=1&lang=en&epoch=1000", async (page) => {
    // The first epoch comes before any update, so that after 1000 of them it is the next.
    const epoch = page.getByRole("textbox", { name: "Epoch number", exact: true });
    assert.equal(await epoch.inputValue(), "1001");
    await type(page, "Epoch number", "2,001");
    await wait(page, "epoch", 2000);
    assert.equal(await epoch.inputValue(), "2001");
  });
  await withPage("#lab=optimizers&seed=1&lang=en", async (page) => {
    await type(page, "Step", "20,000");
    await page.getByText("20,000 is not a whole number from 0 to 10,000.").waitFor();
    await type(page, "Step", "10,000");
    await wait(page, "step", 10_000);
  });
  for (const [lang, name, shown] of [
    ["en", "Learning rate η", "0.00005"],
    ["pl", "Współczynnik uczenia η", "0,00005"],
  ]) {
    await withPage(`#lab=perceptron&seed=1&lang=${lang}&eta=0.00005`, async (page) => {
      const eta = page.getByRole("textbox", { name, exact: true });
      assert.equal(await eta.inputValue(), shown);
      await type(page, name, shown.replace("5", "7"));
      await wait(page, "eta", 0.00007);
    });
  }
});
