// What styles and boxes of other people's pages do to the element.
import assert from "node:assert/strict";
import test from "node:test";
import { call, host, withPage } from "../page/browser.mjs";

const LAYOUTS = {
  flex: "body { display: flex }",
  column: "body { display: flex; flex-direction: column; align-items: center }",
  grid: "body { display: grid; grid-template-columns: 1fr }",
  "a column of its own width": "body { display: grid; grid-template-columns: auto 1fr }",
  float: "nn-playground { float: left }",
  "inline-block": "nn-playground { display: inline-block }",
  "shrink to fit": "body > div { width: fit-content }",
};

for (const [name, style] of Object.entries(LAYOUTS)) {
  for (const width of [1440, 400]) {
    test(`${name}, ${width} pixels: it takes the room that there is`, () =>
      withPage(
        "",
        async (page) => {
          const found = await page.evaluate(() => [
            document.querySelector("nn-playground").offsetWidth,
            document.documentElement.scrollWidth,
            innerWidth,
          ]);
          assert.ok(found[0] >= Math.min(width, 320), `${found}`);
          assert.ok(found[1] <= found[2], `it scrolls sideways: ${found}`);
        },
        {
          ...host(
            "<div><nn-playground seed=1></nn-playground></div>".replace(/<div>|<\/div>/g, (tag) =>
              name === "shrink to fit" ? tag : "",
            ),
            { style: `body { margin: 0 } ${style}` },
          ),
          viewport: { width, height: 800 },
        },
      ));
  }
}

test("boxes of 0 to 200 pixels that grow later, in every lab", () =>
  withPage(
    "",
    async (page) => {
      for (const lab of ["network", "neuron", "perceptron", "xor", "descent", "optimizers", "backprop", "functions"]) {
        for (const width of [0, 20, 90, 150, 200]) {
          const drawn = await page.evaluate(
            async ([lab, width]) => {
              const box = document.createElement("div");
              box.style.width = `${width}px`;
              const element = document.createElement("nn-playground");
              for (const [name, value] of Object.entries({ lab, seed: 1 })) element.setAttribute(name, value);
              box.append(element);
              document.body.append(box);
              await element.ready;
              await element.step(2);
              box.style.width = "900px";
              await element.step(1);
              const widths = [...element.shadowRoot.querySelectorAll("canvas, svg")].map(
                (picture) => picture.getBoundingClientRect().width,
              );
              box.remove();
              return Math.max(...widths);
            },
            [lab, width],
          );
          assert.ok(drawn > 200, `${lab} in ${width} pixels`);
        }
      }
    },
    host("<p>Nothing yet.</p>"),
  ));

test("a network in a box that closes and opens again while it trains", () =>
  withPage(
    "",
    async (page) => {
      await page.evaluate(async () => {
        const element = document.querySelector("nn-playground");
        element.play();
        for (const width of ["0px", "60px", "900px", "10px", "700px"]) {
          element.parentElement.style.width = width;
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
        element.pause();
      });
      await call(page, "step", 1);
      const inked = await page.evaluate(() => {
        const canvas = document.querySelector("nn-playground").shadowRoot.querySelector("canvas.overlay");
        return canvas
          .getContext("2d")
          .getImageData(0, 0, canvas.width, canvas.height)
          .data.some((value) => value > 0);
      });
      assert.equal(inked, true);
    },
    host("<div><nn-playground seed=1></nn-playground></div>"),
  ));

test("loud style and a page from right to left do not reach in", () =>
  withPage(
    "",
    async (page) => {
      const found = await page.evaluate(async () => {
        const [quiet, loud] = document.querySelectorAll("nn-playground");
        await Promise.all([quiet.ready, loud.ready]);
        const names = [
          "direction",
          "textAlign",
          "textTransform",
          "letterSpacing",
          "wordSpacing",
          "whiteSpace",
          "textIndent",
          "cursor",
          "userSelect",
          "fontStyle",
          "fontVariant",
          "lineHeight",
          "listStyleType",
          "textShadow",
          "hyphens",
          "writingMode",
          "color",
        ];
        const all = (element) =>
          [...element.shadowRoot.querySelectorAll("h2, h3, p, label, dt, dd, button, text, summary")].map((part) =>
            names.map((name) => getComputedStyle(part)[name]),
          );
        const [a, b] = [all(quiet), all(loud)];
        return [a.length, b.length, names.filter((_, at) => a.some((style, part) => style[at] !== b[part]?.[at]))];
      });
      assert.ok(found[0] > 20 && found[0] === found[1]);
      assert.deepEqual(found[2], []);
    },
    host(
      '<nn-playground lab="optimizers" seed=1></nn-playground><div dir="rtl" class="loud"><nn-playground lab="optimizers" seed=1></nn-playground></div>',
      {
        style:
          ".loud { text-align: justify; text-transform: uppercase; letter-spacing: 3px; word-spacing: 5px; white-space: pre; text-indent: 2em; cursor: help; user-select: none; font-style: italic; font-variant: small-caps; line-height: 3; list-style-type: square; text-shadow: 1px 1px red; hyphens: auto; color: red }",
      },
    ),
  ));

test("hidden it is hidden; its bar stays in its place in somebody else's page", () =>
  withPage(
    "",
    async (page) => {
      const found = await page.evaluate(() => {
        const element = document.querySelector("nn-playground");
        const { position } = getComputedStyle(element.shadowRoot.querySelector("header"));
        element.hidden = true;
        return [position === "sticky", element.offsetHeight];
      });
      assert.deepEqual(found, [false, 0]);
    },
    { ...host("<nn-playground seed=1></nn-playground>"), viewport: { width: 400, height: 800 } },
  ));

test("on its own page the bar stays on top, unless the window is low", () =>
  withPage(
    "#seed=1",
    async (page) => {
      const position = () =>
        page.evaluate(
          () => getComputedStyle(document.querySelector("nn-playground").shadowRoot.querySelector("header")).position,
        );
      assert.equal(await position(), "sticky");
      await page.setViewportSize({ width: 400, height: 300 });
      assert.notEqual(await position(), "sticky");
    },
    { viewport: { width: 400, height: 800 } },
  ));
