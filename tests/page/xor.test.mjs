// L4: XOR and the hidden layer, by hand and learnt, with the mouse and with the keyboard alone; in both languages.
import assert from "node:assert/strict";
import test from "node:test";
import {
  call,
  drawn,
  looks,
  middle,
  place,
  press,
  resize,
  settings,
  state,
  type,
  until,
  wait,
  withPage,
} from "./browser.mjs";

const OPEN = "#lab=xor&seed=1&lang=en";
const way = (page, name) => page.getByRole("radio", { name, exact: true });
const said = (page) => page.locator(".xor .said");
/** The truth table as it is written, a list a row. */
const truth = (page) =>
  page
    .locator(".truth tr")
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())));
/** The first handle of a line. */
const handle = (page, unit, which = 0) =>
  page.getByRole("slider", { name: `Line of ${unit}, a point on it` }).nth(which);
/** Waits until what is said is as wanted. */
const says = (page, wanted) => said(page).filter({ hasText: wanted }).waitFor();

test("by hand: the hidden units are named, have their columns in the truth table, and two points coincide", () =>
  withPage(OPEN, async (page) => {
    const [head, ...rows] = await truth(page);
    assert.deepEqual(head.slice(1), ["x₁", "x₂", "h₁ OR", "h₂ NAND", "ŷ", "XOR"]);
    assert.deepEqual(rows, [
      ["1", "0", "0", "0", "1", "0 ✓", "0"],
      ["2", "0", "1", "1", "1", "1 ✓", "1"],
      ["3", "1", "0", "1", "1", "1 ✓", "1"],
      ["4", "1", "1", "1", "0", "0 ✓", "0"],
    ]);
    assert.match(await said(page).textContent(), /Solved.*01, 10 coincide/);
    // Nothing is said of gradients before training is tried.
    assert.doesNotMatch(await page.locator(".lesson.xor").textContent(), /gradient is exactly 0|has no gradient/);
  }));

test("by hand: a line is dragged, it is said why XOR is not solved any more, and one Undo brings the line back", () =>
  withPage(OPEN, async (page) => {
    // The end of NAND's line is led until it is OR's.
    const [x, y] = await middle(handle(page, "h₂"));
    const [toX, toY] = await middle(handle(page, "h₁"));
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(toX, toY, { steps: 6 });
    await page.mouse.up();
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.weights[5] !== 1.5);
    await settings(page);
    // It is under the pointer.
    const [nowX, nowY] = await middle(handle(page, "h₂"));
    assert.ok(Math.hypot(nowX - toX, nowY - toY) < 5, `${nowX} ${nowY}`);
    await says(page, "Not solved");
    assert.deepEqual((await settings(page)).weights.slice(6), [1, 1, -1.5]);
    await press(page, "Undo");
    await wait(page, "weights", [1, -1, 1, -1, -0.5, 1.5, 1, 1, -1.5]);
    await says(page, "Solved");
  }));

/** How far the handles of a line are from it, in pixels. */
const off = (page, line) =>
  page.evaluate((line) => {
    const root = document.querySelector("nn-playground").shadowRoot;
    const path = root.querySelector(`.cut.line-${line}`);
    const [from, to] = [0, path.getTotalLength()].map((at) => path.getPointAtLength(at));
    const [across, down] = [to.x - from.x, to.y - from.y];
    return [...root.querySelectorAll(`.handle.line-${line}`)].map((handle) => {
      const { e, f } = handle.transform.baseVal.consolidate().matrix;
      return Math.abs((e - from.x) * down - (f - from.y) * across) / Math.hypot(across, down);
    });
  }, line);

test("the handles of a line lie on it: after drags, Undo, Redo, and weights that are typed", () =>
  withPage(OPEN, async (page) => {
    const lie = async (when) => {
      const all = await off(page, 1);
      assert.ok(all.length === 2 && all.every((far) => far < 2), `${when}: ${all}`);
    };
    const drag = async (toX, toY) => {
      const { weights } = await settings(page);
      const [x, y] = await middle(handle(page, "h₂"));
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + toX, y + toY, { steps: 6 });
      await page.mouse.up();
      await page.waitForFunction(
        (before) => JSON.stringify(document.querySelector("nn-playground").settings.weights) !== before,
        JSON.stringify(weights),
      );
      // The last move changes the weights with the next frame.
      await drawn(page);
      return (await settings(page)).weights;
    };
    const first = [1, -1, 1, -1, -0.5, 1.5, 1, 1, -1.5];
    const second = await drag(0, 60);
    await lie("a drag");
    const third = await drag(-40, 20);
    await lie("another one");
    for (const [name, weights] of [
      ["Undo", second],
      ["Undo", first],
      ["Redo", second],
      ["Redo", third],
    ]) {
      await press(page, name);
      await wait(page, "weights", weights);
      await lie(name);
    }
    await type(page, "w₁₂", "-1");
    await type(page, "w₂₂", "-1");
    await type(page, "b₂", "1.5");
    await wait(page, "weights", first);
    await lie("typed");
  }));

test("a line of the largest weights is dragged: they stay in their range, and it goes where the hand leads it", () =>
  withPage(`${OPEN}&weights=1,-1000,1,-1000,-0.5,1000,1,1,-1.5`, async (page) => {
    const [x, y] = await middle(handle(page, "h₂"));
    const [otherX, otherY] = await middle(handle(page, "h₂", 1));
    await page.mouse.move(x, y);
    await page.mouse.down();
    // Upright, so that one weight has the whole length, which is 1000 √2.
    await page.mouse.move(otherX, y + Math.sign(y - otherY) * 10, { steps: 8 });
    await page.mouse.up();
    await page.waitForFunction(() => {
      const [, w1, , w2] = document.querySelector("nn-playground").settings.weights;
      return Math.abs(w2) < Math.abs(w1) / 20;
    });
    const { weights } = await settings(page);
    assert.equal(Math.max(...[weights[1], weights[3], weights[5]].map(Math.abs)), 1000);
    assert.doesNotMatch(await page.locator("nn-playground").textContent(), /out of range/);
    const [nowX, nowY] = await middle(handle(page, "h₂"));
    assert.ok(Math.hypot(nowX - otherX, nowY - (y + Math.sign(y - otherY) * 10)) < 5, `${nowX} ${nowY}`);
    assert.ok((await off(page, 1)).every((far) => far < 2));
  }));

test("by keys alone: examples, a line, weights, Reset; a link tells it all", () =>
  withPage(OPEN, async (page) => {
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await wait(page, "example", 3);
    assert.equal((await state(page)).step, 2);
    const formula = await page.locator('[data-key="formula"]').textContent();
    assert.match(formula, /Heaviside\(1·1\+1·0\+\(−0\.5\)\)=Heaviside\(0\.5\)=1/);
    await page.keyboard.press("r");
    await wait(page, "example", 1);
    await handle(page, "ŷ").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.weights[8] !== -1.5);
    const { weights } = await settings(page);
    assert.deepEqual(weights.slice(0, 6), [1, -1, 1, -1, -0.5, 1.5]);
    await type(page, "c", "−0,5");
    await type(page, "v₁", "1");
    await type(page, "v₂", "1");
    await wait(page, "weights", [1, -1, 1, -1, -0.5, 1.5, 1, 1, -0.5]);
    await says(page, "Not yet: in the plane of h₁ and h₂ one line would do, but not this one. Wrong: 00, 11.");
    await page.waitForFunction(() => location.hash.includes("weights=1,-1,1,-1,-0.5,1.5,1,1,-0.5"));
  }));

test("learnt: steps, epochs and back, a run that is solved, and what Undo brings back", () =>
  withPage(OPEN, async (page) => {
    await way(page, "Learnt").check();
    await wait(page, "way", "learnt");
    const before = await state(page);
    await call(page, "step", 1);
    const after = await state(page);
    assert.ok(after.step === 1 && after.loss < before.loss, `${after.loss}`);
    await call(page, "epoch", 1);
    assert.equal((await state(page)).step, 11);
    await call(page, "step", -11);
    assert.equal((await state(page)).loss, before.loss);
    await call(page, "seek", 400);
    await says(page, "Solved: after 400 steps");
    assert.equal((await state(page)).accuracy, 1);
    assert.equal(await handle(page, "h₁").count(), 0);
    await press(page, "Undo");
    await until(page, (now) => now.step !== 400);
  }));

test("learnt: from seed 7 it is stuck, and the numbers say why; a hidden step has no gradient, which is said when it is tried", () =>
  withPage("#lab=xor&seed=7&lang=en&way=learnt&step=2000", async (page) => {
    await says(page, "Stuck: the gradient’s length is 0.000");
    const text = await said(page).textContent();
    assert.match(text, /10 and 11 have moved to the same place \(distance 0\.000\d+\), so both get ŷ = 0\.50\./);
    assert.match(text, /saturated there \(derivatives up to 0\.000\d+\)/);
    await page.getByRole("combobox", { name: "Hidden units", exact: true }).selectOption("heaviside");
    await wait(page, "activation", "heaviside");
    assert.doesNotMatch(await said(page).textContent(), /no gradient/);
    await call(page, "step", 3);
    await says(page, "A step has no gradient");
  }));

for (const view of ["normal", "projector"])
  test(`learnt, ${view}: where it is stuck, too, all that is said of it is on the screen`, () =>
    withPage(`#lab=xor&seed=7&way=learnt&step=2000&view=${view}`, async (page) => {
      for (const [width, height] of [
        [1024, 768],
        [1280, 720],
        [1920, 1080],
      ])
        for (const lang of ["en", "pl"]) {
          await resize(page, width, height);
          await page.evaluate((lang) => {
            document.querySelector("nn-playground").settings = { lang };
          }, lang);
          await wait(page, "lang", lang);
          for (const part of ["numbers", "formula"]) {
            const { y, height: high } = await place(page.locator(`[data-key="${part}"]`));
            assert.ok(y + high <= height, `${lang}, ${width} × ${height}: ${part} ends at ${y + high}`);
          }
        }
    }));

test("learnt: as the lines turn and the units change their names, nothing moves", () =>
  withPage(
    "#lab=xor&lang=pl&way=learnt&seed=3",
    async (page) => {
      const corners = async () => {
        const all = [];
        for (const part of ["picture", "numbers", "formula"]) {
          const { x, y } = await place(page.locator(`[data-key="${part}"]`));
          all.push([part, x, y]);
        }
        return all;
      };
      const before = await corners();
      for (const seed of [3, 7])
        for (const step of [1, 20, 60, 150, 400]) {
          await page.evaluate(
            (settings) => {
              document.querySelector("nn-playground").settings = settings;
            },
            { seed, step },
          );
          await wait(page, "step", step);
          assert.deepEqual(await corners(), before, `seed ${seed}, step ${step}`);
        }
    },
    { viewport: { width: 1024, height: 768 } },
  ));

test("what is pointed at lights up in the picture, the table and the formula", () =>
  withPage(OPEN, async (page) => {
    await page.locator('.truth td[data-symbol="h1"]').hover();
    const lit = await page.evaluate(() =>
      ["formula", "picture", "numbers"].map(
        (key) =>
          document
            .querySelector("nn-playground")
            .shadowRoot.querySelectorAll(`[data-key="${key}"] [data-symbol~="h1"].highlighted`).length > 0,
      ),
    );
    assert.deepEqual(lit, [true, true, true]);
  }));

test("with ask=true the output is asked for by hand, and the new weight where it learns; neither is told before", () =>
  withPage(`${OPEN}&ask=true&example=2`, async (page) => {
    const panel = page.locator(".ask");
    const answer = panel.getByRole("textbox");
    const isHidden = (selector) =>
      page
        .locator(selector)
        .first()
        .evaluate((one) => {
          const { color, visibility } = getComputedStyle(one);
          return visibility === "hidden" || color === "rgba(0, 0, 0, 0)";
        });
    await panel.locator("label").filter({ hasText: "Example 01: what does the network answer?" }).waitFor();
    for (const telling of [
      '.truth td[data-symbol="yhat"]',
      ".xor .said",
      ".xor .status",
      ".diagram .node.unit .number",
    ])
      assert.ok(await isHidden(telling), `${telling} tells it`);
    await page.keyboard.press("ArrowRight");
    await answer.fill("1");
    await page.keyboard.press("Enter");
    await panel
      .getByRole("status")
      .filter({ hasText: "Right: h₁ = 1, h₂ = 1, ŷ = Heaviside(1 · 1 + 1 · 1 + (−1.5)) = Heaviside(0.5) = 1" })
      .waitFor();
    assert.equal(await isHidden(".xor .said"), false);
    await page.keyboard.press("ArrowRight");
    await wait(page, "example", 3);
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { way: "learnt", step: 3 };
    });
    await wait(page, "way", "learnt");
    await panel.locator("label").filter({ hasText: "What does this weight become with the next step?" }).waitFor();
    const next = await page.evaluate(async () => {
      const element = document.querySelector("nn-playground");
      const numbers = [...element.shadowRoot.querySelectorAll('[data-key="formula"] mtr:last-child mn')];
      return numbers.at(-1).textContent.replace("−", "-");
    });
    await answer.fill(next);
    await page.keyboard.press("Enter");
    await panel.getByRole("status").filter({ hasText: "Right: w₁₁ ← " }).waitFor();
  }));

looks("xor", [
  ["light", 1440, 900, "en", "way=hand"],
  ["dark", 1024, 768, "pl", "way=learnt&step=60"],
  ["light", 390, 844, "pl", "way=hand&weights=1,1,1,1,-0.5,-0.5,1,1,-1.5"],
  ["dark", 320, 568, "en", "way=learnt&activation=heaviside&step=5"],
]);

test("no weight of the drawing lies on another, on a unit or on a name, and hardly one on a wire", () =>
  withPage(`${OPEN}&way=learnt&step=200`, async (page) => {
    for (const view of ["normal", "projector"]) {
      await page.evaluate((value) => {
        document.querySelector("nn-playground").settings = { view: value };
      }, view);
      await wait(page, "view", view);
      const { overlaps, onWires } = await page.locator(".diagram").evaluate((drawing) => {
        const boxes = (selector) => [...drawing.querySelectorAll(selector)].map((each) => each.getBoundingClientRect());
        const inner = ({ left, right, top, bottom }, by) => [left + by, right - by, top + by, bottom - by];
        const meet = (one, other) => {
          const [[l1, r1, t1, b1], [l2, r2, t2, b2]] = [inner(one, 2), inner(other, 1)];
          return l1 < r2 && l2 < r1 && t1 < b2 && t2 < b1;
        };
        const weights = boxes(".weight");
        const others = [...boxes(".node .body"), ...boxes(".node-name")];
        const wires = [...drawing.querySelectorAll(".wire-line")];
        const isOn = (box) =>
          wires.some((wire) => {
            const matrix = wire.getScreenCTM();
            const length = wire.getTotalLength();
            return Array.from({ length: 200 }, (_, at) => wire.getPointAtLength((at / 199) * length)).some((point) => {
              const { x, y } = point.matrixTransform(matrix);
              const [left, right, top, bottom] = inner(box, 4);
              return x > left && x < right && y > top && y < bottom;
            });
          });
        return {
          overlaps: weights.filter((box, at) => [...weights.slice(at + 1), ...others].some((other) => meet(box, other)))
            .length,
          onWires: weights.filter(isOn).length,
        };
      });
      assert.equal(overlaps, 0, view);
      assert.ok(onWires <= 2, `${view}: ${onWires} weights lie on wires`); // where there is no room beside its own
    }
  }));
