// Training under what people and browsers do to it.
import assert from "node:assert/strict";
import test from "node:test";
import { PAGE_URL, call, host, keepWorkers, press, refuseWorkers, state, withPage } from "./browser.mjs";

const until = (page, condition, limit = 20_000) => page.waitForFunction(condition, null, { timeout: limit });
const button = (page, name) => page.getByRole("button", { name, exact: true });

test("ten times a hundred steps at once are a thousand", () =>
  withPage("#seed=3", async (page) => {
    await page.evaluate(() => {
      const element = document.querySelector("nn-playground");
      return Promise.all(Array.from({ length: 10 }, () => element.step(100)));
    });
    assert.equal((await state(page)).step, 1000);
  }));

test("epochs on request can be ended by the button that ends training", () =>
  withPage("#seed=3&layers=64,64", async (page) => {
    const trained = call(page, "epoch", 1e6);
    await button(page, "Pause").click();
    await trained;
    const { step, running } = await state(page);
    assert.ok(step > 0 && !running, `${step} steps`);
    await button(page, "Train").waitFor();
    assert.equal((await state(page)).step, step);
  }));

test("a reset during epochs on request holds", () =>
  withPage("#seed=3", async (page) => {
    const trained = call(page, "epoch", 1e6);
    await page.waitForTimeout(100);
    await press(page, "Reset");
    await trained;
    await page.waitForTimeout(200);
    assert.equal((await state(page)).step, 0);
  }));

test("a worker that dies is replaced, and the experiment goes on to the same bits", () =>
  withPage(
    "#seed=3",
    async (page) => {
      await call(page, "step", 700);
      const before = await state(page);
      await page.evaluate(() => window.workers[0].dispatchEvent(new ErrorEvent("error", { message: "a test" })));
      await page.getByRole("alert").getByText("it goes on from step 700").waitFor();
      assert.deepEqual(await state(page), before);
      await call(page, "step", 300);
      const found = await state(page);
      await call(page, "reset");
      await call(page, "step", 1000);
      assert.deepEqual(await state(page), found);
    },
    { prepare: keepWorkers },
  ));

test("a worker that falls silent is noticed within seconds", () =>
  withPage(
    "#seed=3&lang=pl",
    async (page) => {
      await call(page, "step", 20);
      await page.evaluate(() => window.workers[0].terminate());
      const began = Date.now();
      await call(page, "step", 1);
      await page.getByRole("alert").getByText("wznowiono je od kroku 20").waitFor();
      assert.ok(Date.now() - began < 15_000);
      await call(page, "step", 1);
      assert.equal((await state(page)).step, 21);
    },
    { prepare: keepWorkers },
  ));

test("an element that is taken out settles what it was asked, and starts again where it is put", () =>
  withPage("#seed=3", async (page) => {
    const steps = await page.evaluate(async () => {
      const element = document.querySelector("nn-playground");
      const pending = [element.epoch(1e6), element.step(10), element.reset()];
      element.remove();
      await Promise.allSettled(pending);
      document.body.append(element);
      await element.ready;
      while (!element.shadowRoot.querySelector(".transport button"))
        await new Promise((resolve) => setTimeout(resolve, 20));
      await element.step(5);
      return element.state.step;
    });
    assert.equal(steps, 5);
  }));

test("settings are taken although the element is moved while they are", () =>
  withPage("#seed=3", async (page) => {
    const found = await page.evaluate(async () => {
      const element = document.querySelector("nn-playground");
      const other = document.createElement("div");
      document.body.append(other);
      element.settings = { layers: "64,64" };
      other.append(element);
      element.settings = { optimizer: "adam" };
      await element.ready;
      await element.step(3);
      element.settings = { batch_size: 7 };
      await element.step(2);
      const { layers, optimizer, batch_size } = element.settings;
      return { units: layers.map(({ units }) => units), optimizer, batch_size, step: element.state.step };
    });
    assert.deepEqual(found, { units: [64, 64], optimizer: "adam", batch_size: 7, step: 5 });
  }));

test("off the screen a person's training goes on without pictures, and what started by itself rests", () =>
  withPage("#seed=3&autoplay&speed=max&stop=epochs:1000000000", async (page) => {
    await until(page, () => document.querySelector("nn-playground").state.step > 200);
    const isAway = (away) =>
      page.evaluate(
        (above) => {
          document.querySelector("nn-playground").style.marginTop = above;
        },
        away ? "9000px" : "",
      );
    await isAway(true);
    await page.waitForTimeout(1500);
    const { step } = await state(page);
    await page.waitForTimeout(300);
    assert.equal((await state(page)).step, step, "no pictures");
    await isAway(false);
    await page.waitForFunction((step) => document.querySelector("nn-playground").state.step > step, step);
    await press(page, "Pause");
    await press(page, "Train");
    await isAway(true);
    await page.waitForTimeout(300);
    const left = await state(page);
    await page.waitForTimeout(1500);
    await isAway(false);
    await page.waitForTimeout(300);
    assert.ok((await state(page)).step - left.step > 3 * 300, "it went on");
  }));

test("where there is no worker everything is as with one", async () => {
  assert.ok(PAGE_URL);
  await withPage(
    "#seed=3",
    async (page) => {
      const trained = call(page, "epoch", 1e6);
      await page.waitForTimeout(100);
      await press(page, "Reset");
      await trained;
      await call(page, "step", 137);
      assert.equal((await state(page)).step, 137);
    },
    {
      prepare: (page) =>
        page.addInitScript(() => {
          delete window.Worker;
        }),
    },
  );
});

test("taken out of the page without a worker it stops computing, and its memory is free", () =>
  withPage(
    "#seed=3",
    async (page) => {
      const counts = await page.evaluate(async () => {
        const counts = [0, 0];
        for (const [at, [folder, name]] of [
          ["pkg", "Experiment"],
          ["pkg-lessons", "Lab"],
        ].entries()) {
          const { prototype } = (await import(`/${folder}/nn_playground.js`))[name];
          const { free } = prototype;
          prototype.free = function () {
            counts[at] += 1;
            return free.call(this);
          };
        }
        const element = document.querySelector("nn-playground");
        element.settings = { lab: "descent" };
        await element.step(3);
        element.settings = { lab: "network" };
        await element.step(1);
        element.epoch(1e6).catch(() => {});
        element.remove();
        const deadline = performance.now() + 5000;
        while (counts.includes(0) && performance.now() < deadline)
          await new Promise((resolve) => setTimeout(resolve, 20));
        return counts;
      });
      assert.ok(
        counts[0] >= 1 && counts[1] >= 2,
        `${counts}: the experiment, and the machine with the rules beside it`,
      );
    },
    { prepare: refuseWorkers },
  ));

/** Hides the page or shows it, by `hide(true)` and `hide(false)` in it. */
const hideable = (page) =>
  page.evaluate(() => {
    let isHidden = false;
    Object.defineProperty(document, "hidden", { get: () => isHidden });
    window.hide = (hidden) => {
      isHidden = hidden;
      document.dispatchEvent(new Event("visibilitychange"));
    };
  });

test("in a hidden tab training goes on without pictures, and every promise settles", () =>
  withPage(
    "#seed=3",
    async (page) => {
      await hideable(page);
      const told = await page.evaluate(async () => {
        const [worker] = window.workers;
        const { postMessage } = worker;
        let frames = 0;
        worker.postMessage = (command, ...rest) => {
          if (command.type === "frame") frames += 1;
          return postMessage.call(worker, command, ...rest);
        };
        const element = document.querySelector("nn-playground");
        const later = () => new Promise((resolve) => setTimeout(resolve, 300));
        element.play();
        for (let tries = 0; frames < 4 && tries < 50; tries++) await later();
        const seen = frames;
        window.hide(true);
        await later(); // one that was under way
        frames = 0;
        await later();
        const unseen = frames;
        element.pause();
        await element.reset();
        await element.step(7);
        await element.epoch(1);
        const { step } = element.state;
        await element.seek(4);
        const back = element.state.step;
        await element.set_weights(await element.get_weights());
        element.settings = { learning_rate: 0.1 };
        await element.step(1);
        element.play();
        await later();
        const before = element.state.step;
        window.hide(false);
        const goesOn = () => element.state.step > before + 1;
        for (let tries = 0; !goesOn() && tries < 50; tries++) await later();
        return { seen: seen > 3, unseen, step, back, goesOn: goesOn() };
      });
      assert.deepEqual(told, { seen: true, unseen: 0, step: 25, back: 4, goesOn: true });
    },
    { prepare: keepWorkers },
  ));

test("where no animation frame ever comes it starts, and a long epoch tells how far it is and ends", () =>
  withPage(
    "#seed=3&samples=2000&layers=64,64,64&batch-size=1&lang=en",
    async (page) => {
      // Asked in the page: what looks from outside waits for frames.
      const { told, epoch, isOver } = await page.evaluate(async () => {
        const element = document.querySelector("nn-playground");
        const bar = () => element.shadowRoot.querySelector(".waiting progress");
        const told = [];
        const timer = setInterval(() => bar() && told.push(bar().value / bar().max), 10);
        await element.epoch(1);
        clearInterval(timer);
        return { told, epoch: element.state.epoch, isOver: bar() === null };
      });
      assert.ok(
        told.some((share) => share > 0 && share < 1),
        told.join(),
      );
      assert.deepEqual([epoch, isOver], [1, true]);
    },
    {
      prepare: (page) =>
        page.addInitScript(() => {
          window.requestAnimationFrame = () => 0;
        }),
    },
  ));

/** The package's glue with a line at its end. */
const patchGlue = (page, line) =>
  page.route("**/pkg/nn_playground.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      contentType: "text/javascript",
      headers: { "Cache-Control": "no-store" },
      body: `${await response.text()}\n${line}`,
    });
  });

for (const [name, thrown] of [
  ["fails", 'Error("no picture today")'],
  ["traps", 'WebAssembly.RuntimeError("unreachable")'],
]) {
  test(`a first picture that ${name} is told to who waits for it, and can be tried again`, () =>
    withPage(
      "",
      async (page) => {
        await patchGlue(page, `Experiment.prototype.state = () => { throw new ${thrown}; };`);
        const message = await page.evaluate(async () => {
          await import("/element.js");
          const element = document.createElement("nn-playground");
          document.body.append(element);
          return element.ready.then(
            () => "ready",
            (error) => error.message,
          );
        });
        assert.match(message, /no picture today|unreachable/);
        await page.unroute("**/pkg/nn_playground.js");
        await page.getByRole("button", { name: "Try again" }).click();
        await page.getByRole("img", { name: /^Decision boundary/ }).waitFor();
      },
      host("<p>Notes</p>", { script: false }),
    ));
}

test("a trap of the package in its worker is told, and another one goes on to the same bits", () =>
  withPage(
    "#seed=3&lang=en",
    async (page) => {
      await call(page, "step", 20);
      await page.unroute("**/pkg/nn_playground.js"); // the next worker has the real one
      await call(page, "step", 1);
      await page.getByRole("alert").getByText("it goes on from step 20").waitFor();
      await call(page, "step", 280);
      const found = await state(page);
      await call(page, "reset");
      await call(page, "step", 300);
      assert.deepEqual(await state(page), found);
    },
    {
      prepare: (page) =>
        patchGlue(
          page,
          `const { train } = Experiment.prototype;
          Experiment.prototype.train = function (steps) {
            // Reads beyond the memory, as a package does that is broken.
            if (this.step === 20) this.__wbg_ptr = 0xfffffff0;
            return train.call(this, steps);
          };`,
        ),
    },
  ));
