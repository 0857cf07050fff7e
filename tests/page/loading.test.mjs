// How the page loads: nothing on it moves, and what the first picture needs is asked for at once.
import assert from "node:assert/strict";
import test from "node:test";
import { withPage } from "./browser.mjs";

/** Sums up how far what is seen moves, as browsers measure it: https://web.dev/articles/cls */
const watchShifts = (page) =>
  page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  for (const lab of [
    "home",
    "network",
    "neuron",
    "perceptron",
    "xor",
    "descent",
    "optimizers",
    "backprop",
    "functions",
  ]) {
    test(`nothing moves while ${lab} loads, ${viewport.width} wide`, () =>
      withPage(
        `#lab=${lab}&seed=1`,
        async (page) => {
          await page.waitForTimeout(300); // for what comes after the first picture
          const shift = await page.evaluate(() => window.shift);
          assert.ok(shift < 0.02, `${shift}`);
        },
        { viewport, prepare: watchShifts },
      ));
  }
}

/** What comes after the network's first picture: the timeline, what is read of points and curves, small pictures of the data, what they share. */
const LATER = /labs\/network\/(timeline|reading|data)\b|i18n\/refusal\.js|chunks\/(answers|described|reading)-/;

for (const [lab, lang] of [
  ["home", "pl"],
  ["network", "en"],
  ["neuron", "pl"],
  ["perceptron", "en"],
  ["xor", "pl"],
  ["descent", "pl"],
  ["optimizers", "en"],
  ["backprop", "pl"],
  ["functions", "pl"],
]) {
  test(`all that the first picture of ${lab} needs is asked for at once`, async () => {
    const requested = [];
    await withPage(
      `#lab=${lab}&lang=${lang}&seed=1`,
      async (page) => {
        const listed = await page.evaluate(
          async ([lab, lang]) => {
            const { PAGE, LABS } = await import("/preloads.js");
            return [...PAGE, ...LABS[lab]].map((file) => new URL(file.replace("LANG", lang), document.baseURI).href);
          },
          [lab, lang],
        );
        const beforehand = ["", "page.css", "icon.svg", "preload.js", "preloads.js"].map(
          (file) => new URL(file, page.url()).href,
        );
        // Of a lesson the network's package comes, too; it is not in the list because that is to end.
        const late = requested.filter(
          (url) => ![...listed, ...beforehand].includes(url) && !url.includes("/pkg/") && !LATER.test(url),
        );
        assert.deepEqual([...new Set(late)], []);
        assert.deepEqual(
          listed.filter((url) => !requested.includes(url)),
          [],
          "and nothing else",
        );
      },
      { prepare: (page) => page.on("request", (request) => requested.push(request.url())) },
    );
  });
}
