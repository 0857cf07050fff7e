// The landscape of the race: its start, with the mouse, with touch and by keys, and the window.
import assert from "node:assert/strict";
import test from "node:test";
import { field, late, middle, pixels, place, press, settings, swipe, type, wait, withPage } from "./browser.mjs";
import { OPEN } from "./race.mjs";

const start = (page) => page.getByRole("slider", { name: "Start of the race" });

test("the start is dragged, clicked, moved by keys and typed; all paths begin there", () =>
  withPage(`${OPEN}&surface=himmelblau&step=30`, async (page) => {
    const box = await place(page.locator("canvas.race-ground"));
    const at = (x, y) => [box.x + ((x + 6) / 12) * box.width, box.y + ((6 - y) / 12) * box.height];
    await page.mouse.move(...(await middle(start(page))));
    await page.mouse.down();
    await page.mouse.move(...at(2, 3), { steps: 5 });
    await page.mouse.move(...at(4, 5), { steps: 5 });
    await page.mouse.up();
    await page.waitForFunction(() => {
      const { start } = document.querySelector("nn-playground").settings;
      return start && Math.hypot(start[0] - 4, start[1] - 5) < 0.05;
    });
    assert.match(await page.locator(".race .race-path").first().getAttribute("d"), /^M[\d.]+ [\d.]+L/);
    const begins = new Set(
      await page
        .locator(".race .race-path")
        .evaluateAll((paths) => paths.map((path) => path.getAttribute("d").split("L")[0])),
    );
    assert.equal(begins.size, 1);
    assert.equal((await settings(page)).step, 30, "the race goes on");
    await page.mouse.click(...at(-2, -1));
    await page.waitForFunction(() => {
      const { start } = document.querySelector("nn-playground").settings;
      return Math.hypot(start[0] + 2, start[1] + 1) < 0.05;
    });
    const [x, y] = (await settings(page)).start;
    await start(page).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Shift+ArrowUp");
    // To the next fifths, and with Shift ten times as far.
    const moved = [Math.round(x * 5) + 1, Math.round(y * 5) + 11].map((fifths) => fifths / 5);
    await wait(page, "start", moved);
    assert.equal((await settings(page)).step, 30, "these arrows are no steps");
    assert.equal(
      await start(page).getAttribute("aria-valuetext"),
      `θ₁ = ${String(moved[0]).replace("-", "−")}, θ₂ = ${String(moved[1]).replace("-", "−")}`,
    );
    // Dragged out of the picture it stays at the edge.
    await page.mouse.move(...(await middle(start(page))));
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y - 60, { steps: 5 });
    await page.mouse.up();
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.start[1] === 6);
    await settings(page);
    await type(page, "Start θ₁", "1,5");
    await wait(page, "start", [1.5, 6]);
    // A click on a racer's mark looks at that racer.
    await page.mouse.click(...(await middle(page.locator(".race .race-mark.racer-4"))));
    await wait(page, "racer", 5);
  }));

/** The first and the last number beside the axes, from left to right and from bottom to top. */
const axes = (page) =>
  page.locator(".race").evaluate((drawing) =>
    [".race-tick:not(.race-upright)", ".race-upright"].map((name) => {
      const labels = [...drawing.querySelectorAll(name)].map((label) => Number(label.textContent.replace("−", "-")));
      return [labels[0], labels.at(-1)];
    }),
  );

test("a start outside of the usual picture makes it larger, and a window is a view of one’s own", () =>
  withPage(
    `${OPEN}&condition=20&start=-5,-2&step=20&racers=sgd,lr:0.08`,
    async (page) => {
      assert.equal(await page.locator(".warnings li").count(), 0);
      assert.deepEqual(await axes(page), [
        [-4, 4],
        [-4, 4],
      ]);
      const edges = ["θ₁ from", "θ₁ to", "θ₂ from", "θ₂ to"];
      await page.getByText("What is seen").click();
      const written = () => Promise.all(edges.map((edge) => field(page, edge).inputValue()));
      assert.deepEqual(await written(), ["−5.5", "5.5", "−5.5", "5.5"]);
      assert.equal(await page.getByRole("button", { name: "Default view" }).isDisabled(), true);
      const ground = await pixels(page.locator("canvas.race-ground"));
      // While it is dragged the picture keeps still, then it is as small as it may be, though the last answer came after that.
      const box = await place(page.locator("canvas.race-ground"));
      await page.mouse.move(...(await middle(start(page))));
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
      await page.waitForFunction(() => Math.hypot(...document.querySelector("nn-playground").settings.start) < 0.1);
      assert.deepEqual(await written(), ["−5.5", "5.5", "−5.5", "5.5"]);
      assert.equal(await pixels(page.locator("canvas.race-ground")), ground);
      await settings(page);
      await page.mouse.move(box.x + box.width / 2 + 1, box.y + box.height / 2);
      await page.mouse.up();
      await page.waitForFunction(
        (name) =>
          [...document.querySelector("nn-playground").shadowRoot.querySelectorAll("label")]
            .find((label) => label.textContent === name)
            .querySelector("input").value === "−4",
        edges[0],
      );
      assert.equal((await settings(page)).window, null);
      // By hand.
      await type(page, "Start θ₂", "5");
      await type(page, "θ₁ from", "-0,5");
      await wait(page, "window", [-0.5, 5.5, -5.5, 5.5]);
      await page.waitForFunction(() => decodeURIComponent(location.hash).includes("window=-0.5,5.5,-5.5,5.5"));
      await type(page, "θ₁ to", "-1");
      await page.getByText("is out of range: −0.499 to 10,000").waitFor();
      await type(page, "θ₁ to", "5.5");
      await type(page, "θ₂ from", "4");
      await wait(page, "window", [-0.5, 5.5, 4, 5.5]);
      assert.notEqual(await pixels(page.locator("canvas.race-ground")), ground);
      assert.ok((await axes(page))[1][0] >= 4);
      await press(page, "Default view");
      await wait(page, "window", null);
      assert.deepEqual(await written(), ["−5.5", "5.5", "−5.5", "5.5"]);
    },
    { prepare: late(100) },
  ));

test("with touch: the start is dragged, and a tap puts it elsewhere", () =>
  withPage(
    OPEN,
    async (page) => {
      const box = await place(page.locator("canvas.race-ground"));
      const at = (x, y) => [box.x + ((x + 4) / 8) * box.width, box.y + ((4 - y) / 8) * box.height];
      const arrived = (x, y) =>
        page.waitForFunction(
          ([x, y]) => {
            const { start } = document.querySelector("nn-playground").settings;
            return start && Math.hypot(start[0] - x, start[1] - y) < 0.1;
          },
          [x, y],
        );
      await swipe(page, at(-3.5, 2), at(0, 3));
      await arrived(0, 3);
      // At once after a drag, too.
      await swipe(page, at(0, 3), at(-3, -1));
      await page.touchscreen.tap(...at(2, 1));
      await arrived(2, 1);
    },
    { viewport: { width: 390, height: 844 }, hasTouch: true },
  ));

/** The arrows that are drawn: class, colour, the middle of its tip, and its box. */
const arrows = (page) =>
  page.locator(".race-arrow").evaluateAll((all) =>
    all.map((arrow) => {
      const tip = arrow.querySelector(".race-tip")?.getBBox();
      const { x, y, width, height } = arrow.querySelector(".race-shaft").getBBox();
      return {
        look: arrow.classList[1],
        colour: getComputedStyle(arrow.querySelector(".race-shaft")).stroke,
        tip: tip && [tip.x + tip.width / 2, tip.y + tip.height / 2],
        box: [x, y, x + width, y + height],
      };
    }),
  );
const keys = (page, card) =>
  page
    .locator(`${card} .race-arrow-key:not(.race-none)`)
    .evaluateAll((all) => all.map((key) => [key.classList[1], getComputedStyle(key).borderTopColor]));

for (const [hash, letters] of [
  ["racer=5&step=15", ["−∇J", "m", "√s", "m̂", "√s\u0302", "Δθ"]],
  ["racer=5&step=15&condition=20", ["−∇J", "m", "√s", "m̂", "√s\u0302", "Δθ"]],
  ["racer=3&step=0", ["βm", "−η∇J", "m"]],
  ["racer=2&step=0", ["βm", "−η∇J", "m"]],
  ["racer=3&surface=network&step=200", ["βm", "−η∇J", "m"]],
  ["racer=4&surface=himmelblau&step=12", ["−∇J", "√s", "Δθ"]],
])
  test(`arrows of ${hash}: named by legends in their colours, inside the picture, each with a tip of its own`, () =>
    withPage(`${OPEN}&lang=en&${hash}`, async (page) => {
      const drawn = await arrows(page);
      assert.ok(drawn.length >= 2);
      assert.equal(await page.locator(".race .race-letter").count(), 0);
      assert.deepEqual(await page.locator(".race-arrows-key .key").allTextContents(), letters);
      for (const card of [".race-arrows-key", "[data-key=numbers]"]) {
        const named = new Map(await keys(page, card));
        for (const { look, colour } of drawn) assert.equal(named.get(look), colour, `${look} in ${card}`);
      }
      const frame = await page.locator(".race clipPath rect").evaluate((rect) => {
        const { x, y, width, height } = rect.getBBox();
        return [x, y, x + width, y + height];
      });
      for (const { look, box } of drawn)
        assert.ok(
          box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3],
          `${look}: ${box} in ${frame}`,
        );
      const tips = drawn.filter(({ tip }) => tip);
      for (const [at, { look, tip }] of tips.entries())
        for (const other of tips.slice(at + 1))
          assert.ok(Math.hypot(tip[0] - other.tip[0], tip[1] - other.tip[1]) > 6, `${look} and ${other.look}`);
    }));

test("what is magnified is in a ring that says how much; what has its true length has none", () =>
  withPage(`${OPEN}&lang=pl&racer=2&step=100`, async (page) => {
    await page.locator(".race .race-ring").waitFor();
    const times = (await page.locator(".race .race-zoom").textContent()).match(/^(\d+) ×$/)[1];
    await page.getByText(`W kółku: następny krok w powiększeniu ${times} ×.`).waitFor();
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = {
        racers: [{ name: "sgd", learning_rate: 0.02 }],
        racer: 1,
        step: 0,
      };
    });
    await wait(page, "step", 0);
    await page.getByText("mają jego prawdziwą długość").waitFor();
    assert.equal(await page.locator(".race .race-ring").count(), 0);
  }));
