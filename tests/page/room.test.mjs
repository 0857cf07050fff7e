// For the last row of the room: what a chapter shows first fits a projector's picture, and nothing of it moves from step to step.
import assert from "node:assert/strict";
import test from "node:test";
import { call, drawn, fits, middle, openAll, press, resize, settings, wait, withPage } from "./browser.mjs";

const LESSONS = ["neuron", "perceptron", "xor", "descent", "optimizers", "backprop", "functions"];
/** Old projectors, a 1080p one at 150 %, and one as it is. */
const SIZES = [
  [1024, 768],
  [1280, 720],
  [1920, 1080],
];
const PARTS = ["transport", "picture", "numbers", "formula"];
/** Of the network, where the first encloses others and there is no formula. */
const NETWORK = ["transport", "numbers", "network", "boundary", "curve", "timeline"];

/** [part, { x, y, width, height }] of each part, once nothing moves any more. */
const boxes = (page, parts = PARTS) =>
  page.evaluate(async (parts) => {
    const { shadowRoot } = document.querySelector("nn-playground");
    const read = () =>
      parts.map((part) => [part, shadowRoot.querySelector(`[data-key="${part}"]`).getBoundingClientRect().toJSON()]);
    for (let before = ""; ; ) {
      const now = read();
      if (JSON.stringify(now) === before) return now;
      before = JSON.stringify(now);
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
  }, parts);

/** Shows the page so, and waits until it does. */
async function show(page, settings, width, height) {
  await resize(page, width, height);
  await page.evaluate((value) => {
    document.querySelector("nn-playground").settings = value;
  }, settings);
  for (const [key, value] of Object.entries(settings)) await wait(page, key, value);
}

/** Asserts that boxes are on the screen, and none on another one. @param {[name: string, box: DOMRect][]} found */
function assertRoom(found, width, height, where) {
  for (const [part, box] of found) {
    const edges = [box.x, box.y, box.x + box.width, box.y + box.height].map(Math.round);
    const isInside = edges[0] >= 0 && edges[1] >= 0 && edges[2] <= width && edges[3] <= height;
    assert.ok(isInside, `${where}: ${part} is at ${edges}`);
    for (const [other, { x, y, ...size }] of found) {
      if (other === part) continue;
      const isApart =
        box.x + box.width <= x + 1 ||
        x + size.width <= box.x + 1 ||
        box.y + box.height <= y + 1 ||
        y + size.height <= box.y + 1;
      assert.ok(isApart, `${where}: ${part} lies on ${other}`);
    }
  }
}

/** A notice comes, and moves nothing; what is seen with it, the drawing's own room instead of its whole card. */
async function withNotice(page) {
  const before = await boxes(page, NETWORK);
  await call(page, "play");
  await page.getByRole("alert").waitFor();
  assert.deepEqual(await boxes(page, NETWORK), before, "a notice moves something");
  const [notice, drawing] = await page.evaluate(() =>
    ['[role="alert"]', ".net-room"].map((part) =>
      document.querySelector("nn-playground").shadowRoot.querySelector(part).getBoundingClientRect().toJSON(),
    ),
  );
  await call(page, "reset");
  return [...before.filter(([part]) => part !== "network"), ["notice", notice], ["drawing", drawing]];
}

for (const lab of [...LESSONS, "network"])
  for (const view of ["normal", "projector"])
    test(`${lab}, ${view}: its picture, its numbers and the formula of the moment are on the screen with the buttons`, () =>
      withPage(`#lab=${lab}&seed=1&lang=en${lab === "network" ? "&stop=epochs:1" : ""}`, async (page) => {
        for (const lang of ["en", "pl"])
          for (const [width, height] of SIZES) {
            await show(page, { lang, view }, width, height);
            const where = `${lang}, ${width} × ${height}`;
            assertRoom(await boxes(page, lab === "network" ? NETWORK : PARTS), width, height, where);
            if (lab === "network" && lang === "pl")
              assertRoom(await withNotice(page), width, height, `${where}, a notice`);
          }
      }));

for (const lab of [...LESSONS, "network"])
  test(`${lab}: over twelve steps neither the picture nor the formula moves`, () =>
    withPage(
      `#lab=${lab}&seed=1&lang=pl`,
      async (page) => {
        const parts = lab === "network" ? NETWORK : PARTS;
        const corners = async () => (await boxes(page, parts)).map(([part, { x, y }]) => [part, x, y]);
        const before = await corners();
        for (let step = 1; step <= 12; step++) {
          await call(page, "step", 1);
          assert.deepEqual(await corners(), before, `step ${step}`);
        }
      },
      { viewport: { width: 1024, height: 768 } },
    ));

test("perceptron: from the first mistake to the end of it neither plane nor formula nor table moves", async () => {
  for (const [data, width, height] of [
    ["xor", 1024, 768],
    ["xor", 1280, 720],
    ["and&step-function=sign", 1280, 720],
    ["three", 1280, 720],
  ])
    await withPage(
      `#lab=perceptron&seed=1&lang=pl&data=${data}`,
      async (page) => {
        const places = async () => {
          await drawn(page);
          return page.evaluate(() => {
            const { shadowRoot } = document.querySelector("nn-playground");
            return ['[data-key="picture"]', '[data-key="formula"]', ".sheet.examples"].map((part) => {
              const { x, y } = shadowRoot.querySelector(part).getBoundingClientRect();
              return [part, Math.round(x), Math.round(y)];
            });
          });
        };
        const before = await places();
        for (let step = 1; step <= 26; step++) {
          await call(page, "step", 1);
          assert.deepEqual(await places(), before, `${data}, ${width} × ${height}, step ${step}`);
        }
      },
      { viewport: { width, height } },
    );
});

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
      const scale = element.ownerSVGElement ? Math.hypot(a, b) : element.currentCSSZoom;
      const size = Number.parseFloat(getComputedStyle(element).fontSize) * scale;
      const isScript = element.closest(
        "msub > :nth-child(2), msup > :nth-child(2), msubsup > :nth-child(n + 2), munder > :nth-child(2), munderover > :nth-child(n + 2), sub, sup",
      );
      if (size < least * (isScript ? 0.7 : 1) - 0.1)
        found.add(`${element.localName}.${element.getAttribute("class")} ${size.toFixed(1)}: ${node.data.trim()}`);
    }
    return [...found];
  }, least);

for (const lab of [...LESSONS, "network"])
  test(`${lab}: no text is smaller than 13 pixels, on a large screen than 14, by a projector than a 45th of the height`, () =>
    withPage(`#lab=${lab}&seed=1&lang=pl`, async (page) => {
      for (const [width, height, view, least] of [
        [1024, 768, "normal", 13],
        [1920, 1080, "normal", 14],
        [1024, 768, "projector", 768 / 45],
        [1920, 1080, "projector", 1080 / 45],
      ]) {
        await show(page, { view }, width, height);
        if (view === "normal") await openAll(page);
        await boxes(page, lab === "network" ? NETWORK : PARTS);
        assert.deepEqual(await small(page, least), [], view);
      }
    }));

test("functions: each kind of picture has room, too, in letters that can be read", () =>
  withPage("#lab=functions&seed=1", async (page) => {
    for (const name of ["relu", "selu", "softmax", "binary_crossentropy", "sparse_categorical_crossentropy"])
      for (const lang of ["en", "pl"])
        for (const [width, height] of SIZES) {
          await show(page, { function: name, lang }, width, height);
          const where = `${name}, ${lang}, ${width} × ${height}`;
          assertRoom(await boxes(page), width, height, where);
          await fits(page);
          assert.deepEqual(await small(page, width > 1600 ? 14 : 13), [], where);
        }
  }));

test("P and the button lead to the projector's view and back; a link and a script do, too, and nothing is lost", () =>
  withPage("#lab=descent&seed=1&lang=en&view=projector&step=3", async (page) => {
    const panel = page.locator('[data-key="panel"]');
    assert.equal(await panel.isVisible(), false);
    await page.keyboard.press("p");
    await panel.waitFor();
    assert.doesNotMatch(await page.evaluate(() => document.querySelector("nn-playground").hash), /view/);
    await press(page, "Projector");
    await panel.waitFor({ state: "hidden" });
    assert.match(await page.evaluate(() => document.querySelector("nn-playground").hash), /view=projector/);
    // What is dragged is where the pointer is.
    const start = page.getByRole("slider", { name: "Start of the path" });
    const [x, y] = await middle(start);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y - 40, { steps: 4 });
    const isThere = async () => {
      const [nowX, nowY] = await middle(start);
      return Math.hypot(nowX - x - 60, nowY - y + 40) < 3;
    };
    for (let looks = 0; !(await isThere()); looks++) assert.ok(looks < 40, "it is dragged elsewhere");
    await page.mouse.up();
    assert.equal((await settings(page)).seed, 1);
  }));

for (const view of ["normal", "projector"])
  test(`the front door, ${view}: all chapters and the start are on the screen, in letters that can be read`, () =>
    withPage(
      "#lang=en",
      async (page) => {
        for (const lang of ["en", "pl"])
          for (const [width, height] of SIZES) {
            await show(page, { lang, view }, width, height);
            const outside = await page.evaluate(() => {
              const places = document
                .querySelector("nn-playground")
                .shadowRoot.querySelectorAll(".home .card, .primary");
              return [...places]
                .filter((place) => {
                  const { left, top, right, bottom } = place.getBoundingClientRect();
                  const isCut = place.scrollWidth > place.clientWidth + 1;
                  return isCut || left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1;
                })
                .map(({ textContent }) => textContent);
            });
            assert.deepEqual(outside, [], `${lang}, ${width} × ${height}`);
            const least = view === "normal" ? (width > 1500 ? 14 : 13) : height / 45;
            assert.deepEqual(await small(page, least), [], `${lang}, ${width} × ${height}`);
          }
      },
      { reducedMotion: "reduce" },
    ));

test("a phone that is led to a projector's picture has letters of its own size", () =>
  withPage(
    "#lab=neuron&seed=1&lang=en&view=projector",
    async (page) => {
      const size = () =>
        page.evaluate(() => {
          const cell = document.querySelector("nn-playground").shadowRoot.querySelector("td");
          return Math.round(Number.parseFloat(getComputedStyle(cell).fontSize) * cell.currentCSSZoom);
        });
      const upright = await size();
      assert.ok(upright >= 13 && upright <= 16, `${upright}`);
      await resize(page, 844, 390);
      await page.waitForFunction(
        () => document.querySelector("nn-playground").shadowRoot.querySelector(".playground").currentCSSZoom === 1,
      );
      assert.equal(await size(), upright);
    },
    { viewport: { width: 390, height: 844 } },
  ));
