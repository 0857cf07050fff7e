// How the work by hand looks: its labels, on a phone, and with touch.
import assert from "node:assert/strict";
import test from "node:test";
import { call, looks, place, settings, wait, withPage } from "./browser.mjs";
import { number } from "./hand.mjs";

/**
 * What is wrong with the labels of the picture: one that lies on a line, a unit or another label, or is cut off; a number that
 * is wider than its unit. Letters are not as high as the box around them.
 */
const collisions = (page) =>
  page.locator(".drawing.hand").evaluate((drawing) => {
    const boxOf = (element) => {
      const { left, right, top, bottom, height } = element.getBoundingClientRect();
      return { left, right, top: top + height / 5, bottom: bottom - height / 5 };
    };
    const meet = (one, other) =>
      one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
    const texts = [...drawing.querySelectorAll("text")].map((text) => ({ text, ...boxOf(text) }));
    const said = ({ text }) => `“${text.textContent}”`;
    const bodies = [...drawing.querySelectorAll(".hand-unit .body")];
    const points = [...drawing.querySelectorAll(".line")].map((line) => {
      const matrix = line.getScreenCTM();
      const places = Array.from({ length: Math.floor(line.getTotalLength() / 2) + 1 }, (_, at) => 2 * at);
      return places.map((at) => line.getPointAtLength(at).matrixTransform(matrix));
    });
    const frame = drawing.getBoundingClientRect();
    const found = [];
    for (const [at, one] of texts.entries()) {
      if (one.left < frame.left - 1 || one.right > frame.right + 1 || one.top < frame.top || one.bottom > frame.bottom)
        found.push(`${said(one)} is cut off`);
      for (const other of texts.slice(at + 1)) if (meet(one, other)) found.push(`${said(one)} lies on ${said(other)}`);
      const own = one.text.classList.contains("number") ? one.text.parentElement.querySelector(".body") : null;
      if (own && one.right - one.left > own.getBoundingClientRect().width) found.push(`${said(one)} is too wide`);
      for (const body of bodies)
        if (body !== own && meet(one, body.getBoundingClientRect()))
          found.push(`${said(one)} lies on ${body.parentElement.textContent}`);
      if (own) continue;
      for (const line of points)
        if (line.some(({ x, y }) => meet(one, { left: x, right: x, top: y, bottom: y })))
          found.push(`${said(one)} lies on a line`);
    }
    return found;
  });

test("no label of the picture lies on a line, a unit or another label, at any stage", async () => {
  // One width each: the places of labels are those of the drawing, which is only scaled.
  for (const [at, net] of [
    "preset=lecture",
    "preset=lecture&x=74.1669;-1234.5;0.5;1;2&stage=1",
    "preset=xor_steps&example=2",
    "preset=xor&example=4",
    "preset=softmax",
    "preset=xor&layers=3:tanh,2:relu,1:sigmoid",
    "preset=xor&layers=2:tanh,2:relu,2:tanh,1:sigmoid",
  ].entries()) {
    const [width, lang] = at % 2 ? [1024, "pl"] : [390, "en"];
    await withPage(
      `#lab=backprop&seed=1&lang=${lang}${width > 400 ? "&view=projector" : ""}&${net}`,
      async (page) => {
        for (let at = 1; ; at++) {
          const { stage, epoch } = await settings(page);
          if (stage !== at || epoch > 0) break;
          assert.deepEqual(await collisions(page), [], `${net}, ${width} pixels, stage ${stage}`);
          await call(page, "step", 1);
        }
      },
      { viewport: { width, height: 844 } },
    );
  }
});

test("what is wider than a phone shows on which side there is more", () =>
  withPage(
    "#lab=backprop&seed=1&preset=xor",
    async (page) => {
      const wide = page.locator(".picture .wide");
      const more = (sides) =>
        page.waitForFunction(
          (sides) =>
            document.querySelector("nn-playground").shadowRoot.querySelector(".picture .wide").dataset.more === sides,
          sides,
        );
      for (const [left, sides] of [
        [0, "after"],
        [20, "before after"],
        [9999, "before"],
      ]) {
        await wide.evaluate((element, left) => {
          element.scrollLeft = left;
        }, left);
        await more(sides);
      }
      // Of the other labs, too; and nothing else is said to have more.
      for (const lab of ["neuron", "perceptron", "descent", "optimizers", "backprop"]) {
        await page.evaluate((lab) => {
          document.querySelector("nn-playground").settings = { lab, preset: null, net: null, step: 2 };
        }, lab);
        await wait(page, "lab", lab);
        await page.waitForFunction(() =>
          [
            ...document
              .querySelector("nn-playground")
              .shadowRoot.querySelectorAll(".lesson :is(.formula, .sheet, .board, .stages, div.wide)"),
          ].every(
            (part) =>
              (part.dataset.more?.includes("after") ?? false) ===
              part.scrollWidth - part.clientWidth - part.scrollLeft > 1,
          ),
        );
      }
    },
    { viewport: { width: 390, height: 844 } },
  ));

const DEEP = "layers=6:tanh,6:relu,4:tanh,2:softmax&loss=mse&preset=xor&y=0 1%0A1 0%0A1 0%0A0 1";
looks("backprop", [
  ["light", 1440, 900, "en", "stage=7"],
  ["dark", 1440, 900, "pl", "preset=xor&stage=10&epoch=3"],
  ["dark", 390, 844, "en", "preset=softmax&stage=5"],
  ["light", 360, 740, "pl", "preset=xor&stage=14"],
  ["dark", 360, 740, "en", `${DEEP}&stage=13`],
]);

test("with touch: a tap on a number tells where it comes from, and it stays", () =>
  withPage(
    "#lab=backprop&seed=1&stage=4",
    async (page) => {
      const { x, y, width, height } = await place(number(page, "dloss_dout1.1.2"));
      await page.touchscreen.tap(x + width / 2, y + height / 2);
      await page.getByText("Example 2: ∂Loss/∂out = −2(y − out) = −2 · 4.643 = −9.286").waitFor();
    },
    { viewport: { width: 390, height: 1400 }, hasTouch: true },
  ));
