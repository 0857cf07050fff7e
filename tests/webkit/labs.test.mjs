// A walk through the labs in Safari's engine, under the policy of the strictest host. What they show is tested in
// tests/page; here, that they work at all.
import assert from "node:assert/strict";
import test from "node:test";
import { evaluate, press, screenshot, state, until, withPage } from "./browser.mjs";

const [LEFT, RIGHT] = ["\uE012", "\uE014"]; // of the arrow keys, in WebDriver

/** Each lab, what its link says besides, and whether it goes back. */
const LABS = [
  ["neuron", "&net=D:1<1,-D", true], // a neuron that inhibits itself never rests
  ["perceptron", "", true],
  ["xor", "&way=learnt", true],
  ["descent", "", true],
  ["optimizers", "", true],
  ["backprop", "", true],
  ["functions", "", true],
  ["network", "", false],
];

/** All numbers that are seen, in a line. */
const numbers = async () => {
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not seen
  const text = await evaluate(() => document.querySelector("nn-playground").shadowRoot.firstElementChild.innerText);
  return text.match(/[-−]?\d+([.,]\d+)?/g).join(" ");
};

/** Waits until the numbers are other ones. */
const other = async (before) => {
  await until(
    async () => (await numbers()) !== before,
    () => `other numbers than ${before}`,
  );
  return numbers();
};

/** The numbers, once they have been the same for a second: a table may wait for signals that travel. */
const settled = async () => {
  let [now, since] = [await numbers(), performance.now()];
  await until(
    async () => {
      const next = await numbers();
      if (next !== now) [now, since] = [next, performance.now()];
      return performance.now() - since > 1000;
    },
    () => "the numbers to stay",
  );
  return now;
};

/** Canvases that are seen but show a single colour. */
const blank = () =>
  evaluate(() => {
    const isBlank = (canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const pixels = new Uint32Array(data.buffer);
      return pixels.every((pixel) => pixel === pixels[0]);
    };
    const all = [...document.querySelector("nn-playground").shadowRoot.querySelectorAll("canvas")];
    return all.filter((canvas) => canvas.checkVisibility() && isBlank(canvas)).length;
  });

for (const [lab, link, goesBack] of LABS) {
  for (const lang of ["en", "pl"]) {
    test(`${lab}, ${lang}: opens by link, goes forward and back, plays and pauses`, () =>
      withPage(`#lab=${lab}&seed=1&lang=${lang}${link}`, async () => {
        const opened = await evaluate(() => {
          const { settings } = document.querySelector("nn-playground");
          return [settings.lab, settings.lang, document.documentElement.lang];
        });
        assert.deepEqual(opened, [lab, lang, lang]);

        const start = await numbers();
        await press(RIGHT);
        await other(start);
        const first = await settled();
        await press(RIGHT);
        await other(first);
        if (goesBack) {
          await press(LEFT);
          await until(
            async () => (await numbers()) === first,
            () => "the numbers of the first step",
          );
        }
        assert.equal(await blank(), 0, "empty pictures");
        await screenshot(`webkit-${lab}-${lang}`);

        await press(" ");
        await until(
          async () => (await state()).running,
          () => "the lab to play",
        );
        await other(await other(await numbers()));
        await press(" ");
        await until(
          async () => !(await state()).running,
          () => "the lab to pause",
        );
      }));
  }
}

test("the headings of the panel are inside of their frames", () =>
  withPage("#lab=network&seed=1", async () => {
    const above = await evaluate(() => {
      const frames = [...document.querySelector("nn-playground").shadowRoot.querySelectorAll("fieldset")];
      return frames.map((frame) => {
        const heading = document.createRange();
        heading.selectNodeContents(frame.querySelector("legend"));
        return heading.getBoundingClientRect().top - frame.getBoundingClientRect().top;
      });
    });
    assert.ok(
      above.length >= 3 && above.every((pixels) => pixels > 8),
      `pixels from the frame to its heading: ${above}`,
    );
  }));

/** Everything that must not happen, at once. */
async function misbehave() {
  document.body.setAttribute("style", "color: red");
  document.body.append(Object.assign(document.createElement("script"), { textContent: "0" }));
  setTimeout(() => {
    throw new Error("thrown");
  });
  Promise.reject(new Error("rejected"));
  console.error("written");
  await import(new URL("nowhere.js", document.baseURI)).catch(() => {});
  const element = document.querySelector("nn-playground");
  const warned = new Promise((resolve) => element.addEventListener("warning", resolve, { once: true }));
  element.settings = { dataset: "no such data" };
  await warned;
}

test("whatever goes wrong in a page fails its test", async () => {
  const { actual } = await withPage("#lab=network&seed=1", () => evaluate(misbehave)).catch((error) => error);
  for (const fault of [
    /^404 for .nowhere\.js/,
    /^policy: style-src/,
    /^policy: script-src/,
    /^error: .*thrown/,
    /^unhandled rejection: rejected/,
    /^console.error: written/,
    /^warning: .*no such data/,
  ])
    assert.ok(
      actual.some((text) => fault.test(text)),
      `${fault} is not among ${actual.join("\n")}`,
    );
});
