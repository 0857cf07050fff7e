// On paper, with the colours of a high contrast, at 400 % zoom, and where nothing may move.
import assert from "node:assert/strict";
import test from "node:test";
import { call, drawn, fits, host, openAll, state, withPage } from "./browser.mjs";

const LABS = ["network", "neuron", "perceptron", "xor", "descent", "optimizers", "backprop", "functions"];

/** The rectangle of an element, and that of another one, in the page. */
const rectangles = (page, ...selectors) =>
  page.evaluate(
    (all) =>
      all.map((selector) => {
        const { left, top, width, height } = document
          .querySelector("nn-playground")
          .shadowRoot.querySelector(selector)
          .getBoundingClientRect();
        return { left, top, width, height };
      }),
    selectors,
  );

/** Where a picture lies in what is around it, in fractions of that. */
const fraction = ([inner, outer]) => [
  (inner.left - outer.left) / outer.width,
  (inner.top - outer.top) / outer.height,
  inner.width / outer.width,
  inner.height / outer.height,
];

/** Paper is narrower than most windows, and nobody hears of it before it is printed. */
async function onPaper(page) {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => {
    document.querySelector("nn-playground").style.width = "620px";
  });
}

for (const [lab, inner, outer] of [
  ["network", ".heat", ".overlay"],
  ["descent", "canvas.ground", ".figure.bowl .plot-place"],
  ["optimizers", ".race-ground", ".race"],
]) {
  test(`${lab}: on paper the picture fits its axes, in light colours and without what is to be pressed`, () =>
    withPage(`#lab=${lab}&seed=7&theme=dark`, async (page) => {
      const before = fraction(await rectangles(page, inner, outer));
      await onPaper(page);
      const after = fraction(await rectangles(page, inner, outer));
      after.forEach((side, at) =>
        assert.ok(Math.abs(side - before[at]) < 0.03, `${before} on the screen, ${after} on paper`),
      );
      assert.equal(await page.getByRole("button", { name: "Reset", exact: true }).isVisible(), false);
      assert.equal(await page.locator('[data-key="panel"]').first().isVisible(), false);
      const [ink, surface] = await page
        .locator(".playground")
        .evaluate((element) => ["--ink", "--surface"].map((name) => getComputedStyle(element).getPropertyValue(name)));
      assert.deepEqual([ink, surface], ["#1f2430", "#ffffff"]);
      assert.equal(
        await page
          .locator("canvas")
          .first()
          .evaluate((canvas) => getComputedStyle(canvas).printColorAdjust),
        "exact",
      );
    }));
}

for (const hash of [
  "#seed=7",
  "#seed=7&dataset=sine",
  "#lab=descent&seed=7&step=5",
  "#lab=optimizers&seed=7&step=20&surface=himmelblau",
]) {
  test(`from the dark page the pictures are printed as on the light one: ${hash}`, () =>
    withPage(`${hash}&theme=light`, async (page) => {
      const take = (theme) =>
        page.evaluate(async (wanted) => {
          const element = document.querySelector("nn-playground");
          element.settings = { theme: wanted };
          await element.step(0);
        }, theme);
      await call(page, "step", 30);
      await page.evaluate(() => {
        // In the listener that comes after the page's own: what it has not drawn by then is not on paper.
        window.pictures = () =>
          [...document.querySelector("nn-playground").shadowRoot.querySelectorAll("canvas")].map((canvas) => {
            const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", {
              willReadFrequently: true,
            });
            copy.drawImage(canvas, 0, 0);
            let hash = 7;
            for (const pixel of new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer))
              hash = (Math.imul(hash, 31) + pixel) | 0;
            return hash;
          });
        addEventListener("beforeprint", () => {
          window.printed = window.pictures();
        });
      });
      const light = await page.evaluate(() => window.pictures());
      await take("dark");
      assert.notDeepEqual(await page.evaluate(() => window.pictures()), light);
      await page.pdf();
      assert.deepEqual(await page.evaluate(() => window.printed), light);
      await page.waitForFunction(
        () => document.querySelector("nn-playground").shadowRoot.querySelector(".playground").dataset.theme === "dark",
      );
    }));
}

test("a worksheet is printed to its end", () =>
  withPage("#lab=backprop&preset=xor_steps&worksheet=latex&results=true", async (page) => {
    await onPaper(page);
    const program = page.locator(".program").first();
    assert.equal(await program.isVisible(), true);
    assert.equal(await program.evaluate((box) => box.scrollHeight <= box.clientHeight + 1), true);
  }));

test("with forced colours the legend keeps its own", () =>
  withPage(
    "#seed=7&dataset=blobs",
    async (page) => {
      const marks = await page
        .locator(".legend .mark")
        .evaluateAll((all) => all.map((mark) => getComputedStyle(mark).forcedColorAdjust));
      assert.ok(marks.length > 2);
      assert.deepEqual([...new Set(marks)], ["none"]);
    },
    { forcedColors: "active" },
  ));

for (const lang of ["en", "pl"]) {
  test(`at 320 pixels no lab is wider than the window, ${lang}`, async () => {
    for (const lab of LABS) {
      await withPage(
        `#lab=${lab}&seed=7&lang=${lang}`,
        async (page) => {
          await openAll(page);
          await fits(page).catch((error) => {
            throw new Error(`${lab}: ${error.message}`);
          });
        },
        { viewport: { width: 320, height: 256 } },
      );
    }
  });
}

test("at 320 × 256 pixels the bar goes with the page", () =>
  withPage(
    "#seed=7",
    async (page) => {
      assert.notEqual(await page.locator("header").evaluate((header) => getComputedStyle(header).position), "sticky");
    },
    { viewport: { width: 320, height: 256 } },
  ));

test("going back with Shift and Tab what has the focus is never below the bar", () =>
  withPage(
    "#seed=7",
    async (page) => {
      await page.locator(".onward .chapter").last().focus();
      for (let presses = 0; presses < 30; presses++) {
        await page.keyboard.press("Shift+Tab");
        const isSeen = await page.evaluate(() => {
          const { shadowRoot } = document.querySelector("nn-playground");
          const [header, focused] = [shadowRoot.querySelector("header"), shadowRoot.activeElement];
          return (
            !focused ||
            header.contains(focused) ||
            focused.getBoundingClientRect().bottom > header.getBoundingClientRect().bottom + 8
          );
        });
        assert.equal(isSeen, true, `after ${presses + 1} presses`);
      }
    },
    { viewport: { width: 360, height: 740 } },
  ));

for (const lab of ["neuron", "perceptron", "xor", "descent", "optimizers"]) {
  test(`${lab}: what is to be tried does not move by itself where nothing shall`, () =>
    withPage(
      `#lab=${lab}`,
      async (page) => {
        await page.locator(".tries button").last().click();
        await call(page, "pause");
        await page.locator(".tries button").first().click();
        await page.waitForFunction(() => document.querySelector("nn-playground").getAttribute("aria-busy") !== "true");
        assert.equal((await state(page)).running, false);
      },
      { reducedMotion: "reduce" },
    ));
}

test("in a very narrow place a plane is not drawn, and nothing fails", () =>
  withPage("#lab=perceptron", async (page) => {
    for (const width of ["60px", "30px", "0px", "400px"]) {
      await page.evaluate((wanted) => {
        document.querySelector("nn-playground").style.width = wanted;
      }, width);
      await drawn(page);
    }
    await call(page, "step", 1);
  }));

test("in a frame that follows the height of what is in it, the page comes to rest", () =>
  withPage(
    "",
    async (page) => {
      const heights = await page.evaluate(async () => {
        const frame = document.querySelector("iframe");
        frame.src = "/index.html#seed=3";
        await new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
        await frame.contentDocument.querySelector("nn-playground").ready;
        const heights = [];
        // What comes after the first picture may still add a line; what follows itself would never end.
        const rests = () => heights.length >= 4 && heights.at(-1) === heights.at(-2);
        for (let round = 0; round < 20 && !rests(); round++) {
          await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
          heights.push(frame.contentDocument.body.scrollHeight);
          frame.height = heights.at(-1) + 20;
        }
        return heights;
      });
      assert.equal(heights.at(-1), heights.at(-2), heights.join());
    },
    host('<iframe width="900" height="2000"></iframe>', { script: false }),
  ));
