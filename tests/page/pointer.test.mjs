// What a pointer does to a picture: at the same place the same, however the page around is scaled, and while a lab plays.
import assert from "node:assert/strict";
import test from "node:test";
import { host, middle, place, press, settings, state, until, wait, withPage } from "./browser.mjs";

/** What pages do to the elements in them, as properties of a style. */
const SCALES = [{}, { transform: "scale(1.25)", transformOrigin: "0 0" }, { zoom: "1.5" }];

/** A place of something, in fractions of its width and height. */
async function within(locator, across, down) {
  await locator.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await place(locator);
  return [x + across * width, y + down * height];
}

/** What `found(page)` is at every scale after `work(page)`. */
async function atEveryScale(hash, work, found) {
  const all = [];
  for (const style of SCALES) {
    await withPage(
      hash,
      async (page) => {
        await page.evaluate((look) => Object.assign(document.querySelector("nn-playground").style, look), style);
        await work(page);
        all.push(await found(page));
      },
      { viewport: { width: 1600, height: 1300 } },
    );
  }
  return all;
}

/** Asserts that pairs of numbers are the same but for the width of a pixel. */
function alike(all, tolerance) {
  for (const pair of all)
    for (const axis of [0, 1]) assert.ok(Math.abs(pair[axis] - all[0][axis]) <= tolerance, JSON.stringify(all));
}

const clicked = (page, selector) => async () => page.mouse.click(...(await within(page.locator(selector), 0.6, 0.4)));
const differs = (page, key, before) =>
  page.waitForFunction(
    ([name, old]) => JSON.stringify(document.querySelector("nn-playground").settings[name]) !== old,
    [key, JSON.stringify(before)],
  );

test("optimizers: a click puts the start at the same place at every scale", async () => {
  alike(
    await atEveryScale(
      "#lab=optimizers&surface=himmelblau",
      async (page) => {
        const { start } = await settings(page);
        await clicked(page, ".race-ground")();
        await differs(page, "start", start);
      },
      async (page) => (await settings(page)).start,
    ),
    0.05,
  );
});

test("optimizers: a drag leads the start to the same place at every scale", async () => {
  alike(
    await atEveryScale(
      "#lab=optimizers&surface=himmelblau",
      async (page) => {
        const { start } = await settings(page);
        const to = await within(page.locator(".race-ground"), 0.3, 0.7);
        await page.mouse.move(...(await middle(page.getByRole("slider", { name: "Start" }))));
        await page.mouse.down();
        await page.mouse.move(...to, { steps: 4 });
        await page.mouse.up();
        await differs(page, "start", start);
        await page.waitForFunction(() => document.querySelector("nn-playground").settings.start[0] < 0);
      },
      async (page) => (await settings(page)).start,
    ),
    0.05,
  );
});

test("descent: a click puts the start at the same place at every scale", async () => {
  alike(
    await atEveryScale(
      "#lab=descent&seed=1&data=lecture",
      async (page) => {
        const { theta0 } = await settings(page);
        await clicked(page, "canvas.ground")();
        await differs(page, "theta0", theta0);
      },
      async (page) => {
        const { theta0, theta1 } = await settings(page);
        return [theta0, theta1];
      },
    ),
    0.05,
  );
});

test("perceptron: a click adds a point at the same place at every scale", async () => {
  alike(
    await atEveryScale(
      "#lab=perceptron&data=and",
      async (page) => {
        await clicked(page, ".plane .ground")();
        await wait(page, "data", "custom");
      },
      async (page) => (await settings(page)).points.trim().split("\n").at(-1).split(",").map(Number),
    ),
    0.051,
  );
});

test("network: a click adds a point at the same place at every scale", async () => {
  alike(
    await atEveryScale(
      "#seed=7&dataset=custom",
      async (page) => {
        const { points } = await settings(page);
        await clicked(page, ".heat")();
        await differs(page, "points", points);
      },
      async (page) => (await settings(page)).points.trim().split("\n").at(-1).split(",").map(Number),
    ),
    0.03,
  );
});

test("network: the values under the pointer are those of its place at every scale", async () => {
  const all = await atEveryScale(
    "#seed=7",
    async (page) => {
      await page.evaluate(() => document.querySelector("nn-playground").epoch(30));
      await page.mouse.move(...(await within(page.locator(".loss canvas"), 0.5, 0.5)));
      await page.locator(".loss .tip").waitFor();
    },
    async (page) => {
      const rule = await place(page.locator(".rule"));
      const [x] = await within(page.locator(".loss canvas"), 0.5, 0.5);
      return [Math.abs(rule.x - x) < 20 ? 0 : rule.x - x, 0];
    },
  );
  alike(all, 0);
});

test("neuron: a drag connects what it leads to at every scale", async () => {
  const nets = await atEveryScale(
    "#lab=neuron&net=C:2%3CA,B;D:1%3CB",
    async (page) => {
      const unit = (name) => page.locator(`.drawing .unit[data-symbol="${name}"] .body`);
      await page.mouse.move(...(await middle(unit("A"))));
      await page.mouse.down();
      await page.mouse.move(...(await middle(unit("D"))), { steps: 4 });
      await page.mouse.up();
      await wait(page, "net", "C:2<A,B;D:1<B,A");
    },
    async (page) => (await settings(page)).net,
  );
  assert.equal(new Set(nets).size, 1);
});

const ENDLESS = "#lab=perceptron&data=xor&speed=60";

/** Presses at a place while a lab plays, holds through some of its steps, and lets go. */
async function holdWhilePlaying(page, at) {
  await page.mouse.move(...at);
  await page.mouse.down();
  const { step } = await state(page);
  await until(page, (now) => now.step > step + 2);
  await page.mouse.up();
}

test("a click on the plane while it plays adds a point", () =>
  withPage(ENDLESS, async (page) => {
    const at = await within(page.locator(".plane .ground"), 0.6, 0.4);
    await press(page, "Play");
    await holdWhilePlaying(page, at);
    await wait(page, "data", "custom");
    assert.equal((await settings(page)).points.trim().split("\n").length, 6, "a head and five points");
  }));

test("a connection of a neuron and a unit of the network by hand are pressed while they play", async () => {
  await withPage("#lab=neuron&net=A:1<A;C:2<A,A&on=&seed=1&step=0", async (page) => {
    const { net } = await settings(page);
    const at = await page
      .locator(".drawing .wire .reach")
      .last()
      .evaluate((wire) => {
        const { x, y } = wire.getPointAtLength(wire.getTotalLength() / 2).matrixTransform(wire.getScreenCTM());
        return [x, y];
      });
    await page.mouse.move(...at);
    await page.mouse.down();
    await page.evaluate(() => document.querySelector("nn-playground").step()); // as it does while it plays
    await page.mouse.up();
    await differs(page, "net", net);
  });
  await withPage("#lab=backprop&preset=xor&layers=6:tanh,1:sigmoid&seed=1&stage=3", async (page) => {
    const unit = page.locator(".hand-unit.neuron").nth(1);
    const at = await middle(unit.locator(".body"));
    const lines = () => page.locator(".drawing.hand .labels").textContent();
    const before = await lines();
    await page.mouse.move(...at);
    await page.mouse.down();
    await page.evaluate(() => document.querySelector("nn-playground").step());
    await page.evaluate(() => document.querySelector("nn-playground").step(-1));
    await page.mouse.up();
    await page.waitForFunction(
      (old) =>
        document.querySelector("nn-playground").shadowRoot.querySelector(".drawing.hand .labels").textContent !== old,
      before,
    );
  });
});

test("a step function is chosen, and all points are shown, while it plays", () =>
  // The cards of the step functions stand below the plane and its unit.
  withPage(
    `${ENDLESS}&window=0.5,1.5,0.5,1.5`,
    async (page) => {
      const at = await middle(page.getByRole("button", { name: /^sgn/ }));
      const all = await middle(page.getByRole("button", { name: "Show all", exact: true }));
      await press(page, "Play");
      await holdWhilePlaying(page, at);
      await wait(page, "step_function", "sign");
      await holdWhilePlaying(page, all);
      await page.waitForFunction(() => document.querySelector("nn-playground").settings.window?.[0] !== 0.5);
    },
    { viewport: { width: 1440, height: 1400 } },
  ));

test("a racer is chosen by its mark while the race runs", () =>
  withPage("#lab=optimizers&condition=100&step=8000&racers=sgd,lr:0.00005;adam&racer=2", async (page) => {
    const mark = page.locator(".race .race-mark.racer-0");
    const at = await middle(mark);
    await page.mouse.move(...at);
    await page.mouse.down();
    await page.evaluate(() => document.querySelector("nn-playground").step()); // as a race does, but one step only: its mark stays near
    await page.mouse.up();
    await wait(page, "racer", 1);
  }));

test("a press exactly on a path while it grows moves the start", () =>
  withPage("#lab=descent&seed=1&eta=0.002&step=400&speed=20", async (page) => {
    const at = await page.evaluate(() => {
      const root = document.querySelector("nn-playground").shadowRoot;
      const trail = root.querySelector(".figure.bowl .main .trail");
      const { x, y } = trail.getPointAtLength(trail.getTotalLength() / 2).matrixTransform(trail.getScreenCTM());
      return [x, y];
    });
    const { theta0 } = await settings(page);
    await press(page, "Play");
    await holdWhilePlaying(page, at);
    await differs(page, "theta0", theta0);
  }));

/** Sends fingers to a page: `send(type, [[x, y], …])`. */
async function fingers(page) {
  const touch = await page.context().newCDPSession(page);
  return (type, places) =>
    touch.send("Input.dispatchTouchEvent", { type, touchPoints: places.map(([x, y], id) => ({ x, y, id })) });
}

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

test("a second finger neither moves nor ends a drag", () =>
  withPage(
    "#lab=neuron&net=C:2%3CA,B;D:1%3CB",
    async (page) => {
      const unit = (name) => middle(page.locator(`.drawing .unit[data-symbol="${name}"] .body`));
      const [from, to, other] = [await unit("A"), await unit("D"), await unit("C")];
      const send = await fingers(page);
      await send("touchStart", [from]);
      await send("touchMove", [[(from[0] + to[0]) / 2, to[1]]]);
      await send("touchStart", [[(from[0] + to[0]) / 2, to[1]], other]);
      await send("touchMove", [to]); // the second one is lifted, over another unit
      await send("touchEnd", []);
      await wait(page, "net", "C:2<A,B;D:1<B,A");
    },
    PHONE,
  ));

test("a finger on a picture scrolls it sideways, two fingers zoom, and one on what can be dragged does neither", () =>
  withPage(
    "#lab=neuron&net=C:1%3CA;D:1%3CC;E:1%3CD;F:1%3CE",
    async (page) => {
      const wide = page.locator(".wide").first();
      await wide.scrollIntoViewIfNeeded();
      const { x, y, width } = await place(wide);
      const send = await fingers(page);
      await send("touchStart", [[x + width * 0.8, y + 12]]);
      for (const by of [10, 40, 80, 120]) await send("touchMove", [[x + width * 0.8 - by, y + 12]]);
      await send("touchEnd", []);
      const scrolled = () => wide.evaluate((element) => element.scrollLeft > 20);
      for (let tries = 0; !(await scrolled()); tries++) {
        assert.ok(tries < 50, "it stays where it is");
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const isSwallowed = (count) =>
        page
          .locator(".drawing .unit")
          .first()
          .evaluate((grip, many) => {
            const touches = Array.from(
              { length: many },
              (_, identifier) => new Touch({ identifier, target: grip, clientX: 9, clientY: 9 }),
            );
            return !grip.dispatchEvent(new TouchEvent("touchstart", { touches, bubbles: true, cancelable: true }));
          }, count);
      assert.deepEqual([await isSwallowed(1), await isSwallowed(2)], [true, false]);
      assert.equal(
        await page
          .locator(".drawing")
          .first()
          .evaluate((drawing) => getComputedStyle(drawing).touchAction),
        "manipulation",
      );
    },
    PHONE,
  ));

test("a plot that has had no room yet takes a click, and does nothing", () =>
  withPage(
    "#seed=1",
    async (page) => {
      const plot = page.locator(".plot-place.on-ground");
      await plot.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await place(plot);
      assert.ok(width > 0 && Math.min(width, height) < 100, `it is ${width} pixels wide and ${height} high`);
      await page.mouse.click(x + width / 2, y + height / 2);
      const { theta0, theta1 } = await settings(page);
      assert.deepEqual([theta0, theta1], [0, 0]);
    },
    host('<main><nn-playground lab="descent"></nn-playground></main>', { style: "main { width: 110px; }" }),
  ));
