// For the last row of the room: what a chapter shows first fits a projector's picture, and nothing of it moves from step to step.
import assert from "node:assert/strict";
import test from "node:test";
import { call, openAll, place, wait, withPage } from "./browser.mjs";

const LESSONS = ["neuron", "perceptron", "descent", "optimizers", "backprop"];
/** Old projectors, a 1080p one at 150 %, and one as it is. */
const SIZES = [
  [1024, 768],
  [1280, 720],
  [1920, 1080],
];
const PARTS = ["transport", "picture", "numbers", "formula"];

/** The boxes of the parts, once nothing moves any more. */
const boxes = async (page) => {
  const found = [];
  for (const part of PARTS) found.push([part, await place(page.locator(`[data-key="${part}"]`))]);
  return found;
};

for (const lab of LESSONS)
  test(`${lab}: its picture, its numbers and the formula of the moment are on the screen with the buttons`, () =>
    withPage(`#lab=${lab}&seed=1&lang=en`, async (page) => {
      for (const lang of ["en", "pl"]) {
        await page.evaluate((value) => {
          document.querySelector("nn-playground").settings = { lang: value };
        }, lang);
        await wait(page, "lang", lang);
        for (const [width, height] of SIZES) {
          await page.setViewportSize({ width, height });
          const found = await boxes(page);
          for (const [part, box] of found) {
            const edges = [box.x, box.y, box.x + box.width, box.y + box.height].map(Math.round);
            const isInside = edges[0] >= 0 && edges[1] >= 0 && edges[2] <= width && edges[3] <= height;
            assert.ok(isInside, `${lang}, ${width} × ${height}: ${part} is at ${edges}`);
            for (const [other, { x, y, ...size }] of found) {
              if (other === part) continue;
              const isApart =
                box.x + box.width <= x + 1 ||
                x + size.width <= box.x + 1 ||
                box.y + box.height <= y + 1 ||
                y + size.height <= box.y + 1;
              assert.ok(isApart, `${lang}, ${width} × ${height}: ${part} lies on ${other}`);
            }
          }
        }
      }
    }));

for (const lab of LESSONS)
  test(`${lab}: over twelve steps neither the picture nor the formula moves`, () =>
    withPage(
      `#lab=${lab}&seed=1&lang=pl`,
      async (page) => {
        const corners = async () => (await boxes(page)).map(([part, { x, y }]) => [part, x, y]);
        const before = await corners();
        for (let step = 1; step <= 12; step++) {
          await call(page, "step", 1);
          assert.deepEqual(await corners(), before, `step ${step}`);
        }
      },
      { viewport: { width: 1024, height: 768 } },
    ));

/** Texts that are seen and smaller than `least` pixels; what is written above or below a line may have 70 % of that. */
const small = (page, least) =>
  page.evaluate((least) => {
    const { shadowRoot } = document.querySelector("nn-playground");
    const walker = document.createTreeWalker(shadowRoot, NodeFilter.SHOW_TEXT);
    const found = new Set();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const { width, height } = element?.getBoundingClientRect() ?? {};
      if (!node.data.trim() || !element?.checkVisibility({ visibilityProperty: true }) || Math.max(width, height) < 2)
        continue;
      const { a = 1, b = 0 } = (element.ownerSVGElement && element.getScreenCTM()) ?? {};
      const size = Number.parseFloat(getComputedStyle(element).fontSize) * Math.hypot(a, b);
      const isScript = element.closest(
        "msub > :nth-child(2), msup > :nth-child(2), msubsup > :nth-child(n + 2), munder > :nth-child(2), munderover > :nth-child(n + 2), sub, sup",
      );
      if (size < least * (isScript ? 0.7 : 1) - 0.01)
        found.add(`${element.localName}.${element.getAttribute("class")} ${size.toFixed(1)}: ${node.data.trim()}`);
    }
    return [...found];
  }, least);

for (const lab of LESSONS)
  test(`${lab}: no text is smaller than 13 pixels, on a large screen than 14`, () =>
    withPage(`#lab=${lab}&seed=1&lang=pl`, async (page) => {
      for (const [size, least] of [
        [{ width: 1024, height: 768 }, 13],
        [{ width: 1920, height: 1080 }, 14],
      ]) {
        await page.setViewportSize(size);
        await openAll(page);
        await boxes(page);
        assert.deepEqual(await small(page, least), []);
      }
    }));
