// The lecture as a tour: every moment of the slides, from the front door, by the mouse and by the keyboard.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { PAGE_URL, accessible, fits, host, settings, wait, withPage } from "./browser.mjs";
import { read } from "./share.mjs";
import { MOST_MOMENTS } from "../../www/settings/readers.js";
import { MOMENTS, nameOf, unfolded } from "../../www/tour/moments.js";

/** The moments of each row of the lecture. */
const ROWS = {
  1: ["and", "or", "and-not"],
  2: ["threshold", "sign"],
  3: ["rule", "separable", "xor"],
  4: ["hidden", "learnt"],
  5: ["batch", "mini-batch"],
  6: ["valley", "momentum", "adam"],
  7: ["loss", "gradient", "update", "epochs"],
  8: ["squares"],
  9: ["relu", "softmax"],
  10: ["keras"],
  11: ["nobody-waits"],
};
/** The numbers of their sentences, as English writes them: they are on the screen. */
const SHOWN = {
  rule: ["0.1"],
  separable: ["6"],
  batch: ["40"],
  "mini-batch": ["8"],
  valley: ["100"],
  momentum: ["0.9"],
  loss: ["15.71"],
  gradient: ["−4.0016"],
  update: ["−4.00156", "0.1400156"],
  epochs: ["14.227"],
  squares: ["4"],
  relu: ["−2"],
  softmax: ["0.659"],
};

const texts = Object.fromEntries(
  await Promise.all(
    ["en", "pl"].map(async (lang) => [
      lang,
      JSON.parse(await readFile(new URL(`../../www/tour/${lang}.json`, import.meta.url), "utf8")),
    ]),
  ),
);

/** Waits until a moment is shown: its strip is written last. */
async function arrive(page, number) {
  await page.locator(".tour-place").getByText(`${number} / ${MOMENTS.length}`, { exact: true }).waitFor();
  await wait(page, "tour", nameOf(number));
}

/** What stands in the chapter, with plain spaces. */
const shown = (page) =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector("nn-playground");
    return [...shadowRoot.querySelectorAll(".lesson, .lab")].map((lab) => lab.textContent).join(" ");
  });

/** Asserts that it is this moment, without a warning, and that what it says of numbers is on the screen. */
async function check(page, number, lang) {
  const { id, settings: wanted } = MOMENTS[number - 1];
  const plain = (text) => text.replaceAll("\u00a0", " ");
  const sentence = plain(await page.locator(".tour-sentence").textContent());
  assert.equal(sentence, texts[lang][`tour.sentence.${id}`]);
  assert.equal(plain(await page.locator(".tour-question").textContent()), texts[lang][`tour.question.${id}`]);
  assert.equal(await page.getByRole("status").getByRole("listitem").count(), 0, `${id}: without a warning`);
  const now = await settings(page);
  // What is written as text may be kept in another form.
  for (const [key, value] of Object.entries({ view: "projector", ...wanted }))
    if (typeof value !== "string" || ["lab", "view"].includes(key)) assert.deepEqual(now[key], value, `${id}: ${key}`);
  for (const written of SHOWN[id] ?? []) {
    const value = lang === "pl" ? written.replace(".", ",") : written;
    assert.ok(sentence.includes(value), `${id}: ${value} is in “${sentence}”`);
    // A worker may have to answer first.
    for (let looks = 0; !(await shown(page)).includes(value); looks++) {
      assert.ok(looks < 100, `${id}: ${value} is not on the screen`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

test("the moments go through all rows of the lecture, in the order of the slides", () => {
  assert.deepEqual(
    MOMENTS.map(({ id }) => id),
    Object.values(ROWS).flat(),
  );
  assert.equal(MOMENTS.length, MOST_MOMENTS, "what the reader of settings takes");
  for (const lang of ["en", "pl"])
    for (const { id } of MOMENTS)
      for (const part of ["sentence", "question"])
        assert.ok(texts[lang][`tour.${part}.${id}`]?.trim(), `${part} of ${id} in ${lang}`);
  const used = MOMENTS.flatMap(({ id }) => [`tour.sentence.${id}`, `tour.question.${id}`]);
  const unused = Object.keys(texts.en).filter((key) => /^tour\.(sentence|question)\./.test(key) && !used.includes(key));
  assert.deepEqual(unused, []);
});

for (const [lang, start, how] of [
  ["en", "Start the lecture", "by the keyboard"],
  ["pl", "Rozpocznij wykład", "by the mouse"],
])
  test(`the lecture is walked from the front door to its end and back, ${how} (${lang})`, () =>
    withPage(
      `#lang=${lang}`,
      async (page) => {
        const next = page.getByRole("button", { name: texts[lang]["tour.next"], exact: true });
        const link = page.getByRole("link", { name: start });
        if (lang === "en") {
          await link.focus();
          await page.keyboard.press("Enter");
        } else {
          await link.click();
        }
        for (let number = 1; number <= MOMENTS.length; number++) {
          await arrive(page, number);
          await check(page, number, lang);
          if (number === MOMENTS.length) break;
          if (lang === "en") await page.keyboard.press("PageDown");
          else await next.click();
        }
        assert.equal(await next.getAttribute("aria-disabled"), "true");
        await page.keyboard.press("PageUp");
        await arrive(page, MOMENTS.length - 1);
      },
      { viewport: { width: 1024, height: 768 } },
    ));

test("arrows stay steps; fast keys are counted; a moment is an ordinary link, and its code leads there", () =>
  withPage("#tour=lecture:7&lang=en", async (page) => {
    await arrive(page, 7);
    await check(page, 7, "en");
    for (let presses = 0; presses < 3; presses++) await page.keyboard.press("PageUp");
    await arrive(page, 4);
    await page.keyboard.press("ArrowRight");
    await wait(page, "step", 1);
    await arrive(page, 4);
    await page.locator(".tour-code > button").click();
    await page.locator(".tour .qr").waitFor();
    const hash = await page.evaluate(() => document.querySelector("nn-playground").hash);
    assert.match(hash, /lab=perceptron.*tour=lecture:4.*step=1/);
    assert.equal(await read(page), PAGE_URL + hash);
    // Whoever follows it stands there, not at the moment's beginning.
    await page.evaluate((hash) => {
      location.hash = "";
      location.hash = hash;
    }, hash);
    await wait(page, "step", 1);
    await arrive(page, 4);
  }));

test("an open code follows to the next moment", () =>
  withPage("#tour=lecture:4&lang=en", async (page) => {
    await arrive(page, 4);
    await page.locator(".tour-code > button").click();
    await page.locator(".tour .qr").waitFor();
    const first = await page.locator(".tour .qr").innerHTML();
    await page.keyboard.press("PageDown");
    await arrive(page, 5);
    await page.waitForFunction(
      (first) =>
        document.querySelector("nn-playground").shadowRoot.querySelector(".tour .menu.open .qr")?.innerHTML !== first,
      first,
    );
    const hash = await page.evaluate(() => document.querySelector("nn-playground").hash);
    assert.match(hash, /tour=lecture:5/);
    assert.equal(await read(page), PAGE_URL + hash);
  }));

test("a link that is too long for a code is said to be", () =>
  withPage("#tour=lecture:23&lang=en", async (page) => {
    await arrive(page, 23);
    const rows = Array.from({ length: 200 }, (_, at) => `${(at % 13) - 6}.25, ${(at % 11) - 5}.75, ${at % 2}`);
    await page.evaluate(
      (points) => {
        document.querySelector("nn-playground").settings = { dataset: "custom", points };
      },
      ["x, y, class", ...rows].join("\n"),
    );
    await wait(page, "dataset", "custom");
    await page.locator(".tour-code > button").click();
    await page.locator(".tour").getByText("too long for a QR code").waitFor();
    assert.equal(await page.locator(".tour .qr").count(), 0);
  }));

test("a name is read as the settings read it: without a number it is the first moment, and the nearest beyond the last", () => {
  for (const [tour, id] of [
    ["lecture", "and"],
    [" Lecture:2 ", "or"],
    ["lecture:0", "and"],
    ["lecture:1000", "nobody-waits"],
  ])
    assert.equal(unfolded({ tour }).lab, MOMENTS.find((moment) => moment.id === id).settings.lab, tour);
  assert.equal(unfolded({ tour: "lecture:2.5" }).lab, "home");
});

test("Back leads to the moment before, of another chapter, and from the first one to the front door", () =>
  withPage("", async (page) => {
    await page.getByRole("link", { name: "Start the lecture" }).click();
    await arrive(page, 1);
    await page.waitForURL(/tour=lecture:1/);
    await page.goBack();
    await wait(page, "lab", "home");
    await page.locator(".tour").waitFor({ state: "detached" });
    await page.goForward();
    await arrive(page, 1);
    await page.goto(`${PAGE_URL}#lang=en&tour=lecture:22`);
    await arrive(page, 22);
    // The address is written a moment later; who goes on before that makes no entry of this moment.
    await page.waitForURL(/lab=functions.*tour=lecture:22/);
    await page.keyboard.press("PageDown");
    await arrive(page, 23);
    await page.waitForURL(/tour=lecture:23/);
    await page.goBack();
    await arrive(page, 22);
    await check(page, 22, "en");
  }));

test("a remote works whatever was pressed last: a slider, a menu, a field", () =>
  withPage("#tour=lecture:22&lang=en", async (page) => {
    await arrive(page, 22);
    await page.getByRole("slider", { name: "z₁", exact: true }).first().focus();
    await page.keyboard.press("PageUp");
    await arrive(page, 21);
    await page.getByRole("combobox").first().focus();
    await page.keyboard.press("PageDown");
    await arrive(page, 22);
    await check(page, 22, "en");
  }));

test("it ends by its button, by a link without it and by a script; a number that there is not is the nearest", () =>
  withPage("#tour=lecture:99&lang=en", async (page) => {
    await arrive(page, MOMENTS.length);
    const said = page.getByRole("status").getByRole("listitem");
    await said.filter({ hasText: "tour: 99 is not within 1 to 24; using 24." }).waitFor();
    assert.equal(await said.count(), 1);
    const strip = page.locator(".tour");
    await page.getByRole("button", { name: "End the tour" }).click();
    await strip.waitFor({ state: "detached" });
    await wait(page, "view", "normal");
    assert.doesNotMatch(await page.evaluate(() => document.querySelector("nn-playground").hash), /tour/);
    await page.keyboard.press("PageDown");
    assert.equal((await settings(page)).tour, null);
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { tour: "lecture:2" };
    });
    await arrive(page, 2);
    await page.evaluate(() => {
      location.hash = "#lab=neuron&lang=en";
    });
    await strip.waitFor({ state: "detached" });
  }));

test("a tour that there is not is warned about, at the front door", () =>
  withPage("#tour=seminar:x&lang=en", async (page) => {
    await page.getByRole("status").getByRole("listitem").filter({ hasText: "tour: “seminar:x”" }).waitFor();
    const { lab, tour } = await settings(page);
    assert.deepEqual([lab, tour], ["home", null]);
  }));

test("in somebody else's page it is followed while the focus is in it, and what is hidden stays so", () =>
  withPage(
    "",
    async (page) => {
      await arrive(page, 1);
      await page.keyboard.press("PageDown");
      assert.equal((await settings(page)).tour, nameOf(1), "the key is the page's");
      await page.getByRole("button", { name: texts.en["tour.next"], exact: true }).click();
      await arrive(page, 2);
      // The next one is of another chapter.
      for (const number of [3, 4]) {
        await page.keyboard.press("PageDown");
        await arrive(page, number);
      }
      assert.equal(await page.locator(".tools").isVisible(), false);
    },
    host('<nn-playground tour="lecture" hide="tools" lang="en"></nn-playground>'),
  ));

test("another language is spoken at once", () =>
  withPage("#tour=lecture:16&lang=en", async (page) => {
    await arrive(page, 16);
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { lang: "pl" };
    });
    await page.locator(".tour-sentence", { hasText: "15,71" }).waitFor();
    await check(page, 16, "pl");
  }));

for (const [width, height] of [
  [1024, 768],
  [1920, 1080],
  [390, 844],
])
  test(`the strip is at the lower edge, ${width} × ${height}, and nothing is wider than the window`, () =>
    withPage(
      "#tour=lecture&lang=pl",
      async (page) => {
        for (const number of [1, 9, 16]) {
          await page.evaluate((tour) => {
            document.querySelector("nn-playground").settings = { tour };
          }, nameOf(number));
          await arrive(page, number);
          const { y, height: size } = await page.locator(".tour").boundingBox();
          assert.ok(Math.abs(y + size - height) <= 2, `moment ${number}: it ends at ${y + size}`);
          await fits(page);
        }
        await accessible(page);
      },
      { viewport: { width, height }, bypassCSP: true },
    ));
