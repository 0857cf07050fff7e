// The lecture's machines under what people and browsers do to them: they run in one worker, and the page stays free.
import assert from "node:assert/strict";
import test from "node:test";
import { call, host, keepWorkers, press, resize, settings, until, withPage } from "./browser.mjs";

const withoutWorkers = (page) =>
  page.addInitScript(() => {
    delete window.Worker;
  });

/** Counts from now on what the machines compute on the page's own thread. */
const count = (page) =>
  page.evaluate(async () => {
    const { Lab } = await import(new URL("pkg-lessons/nn_playground.js", document.baseURI));
    window.computed = 0;
    for (const method of ["advance", "show", "contours"]) {
      const { [method]: own } = Lab.prototype;
      Lab.prototype[method] = function (...values) {
        window.computed += 1;
        return own.apply(this, values);
      };
    }
  });

const computed = (page) => page.evaluate(() => window.computed);

/** Sets settings without waiting for what they show. */
const set = (page, changes) =>
  page.evaluate((written) => {
    document.querySelector("nn-playground").settings = written;
  }, changes);

/** Waits until a way is so long that its progress is shown. */
const isOnWay = (page) => page.getByRole("progressbar").waitFor();

/** Presses the button that ends a way, as soon as it is there: on a busy machine a mouse may come when all is computed. */
const stopHere = (page) =>
  page.waitForFunction(() => {
    const button = document.querySelector("nn-playground").shadowRoot.querySelector(".waiting button");
    button?.click();
    return button !== null;
  });

/** A descent that takes long: 500 points for each of nine paths. */
const LONG = `lab=descent&lang=en&seed=1&samples=500&eta=1e-6&paths=${Array(8).fill("all,1e-6,0,0").join(";")}`;

/** What is to be read of a lesson. */
const read = (page) =>
  page.evaluate(() => document.querySelector("nn-playground").shadowRoot.querySelector(".lesson").textContent);

/** Each lab with much to do: where its link begins, and its last step. */
const LARGEST = {
  neuron: ["exercise=xor", { step: 999 }],
  perceptron: ["data=gauss&samples=500&noise=50", { step: 100_000 }],
  descent: ["samples=500&eta=1e-6&paths=all,1e-6,0,0;all,1e-5,0,0", { step: 100_000 }],
  optimizers: ["surface=rosenbrock&racers=sgd;momentum;nesterov;adagrad;rmsprop;adam;adamax;nadam", { step: 10_000 }],
  backprop: ["preset=xor", { epoch: 100_000 }],
  functions: ["function=sparse_categorical_crossentropy", { label: 3 }],
};

for (const [lab, [hash, last]] of Object.entries(LARGEST)) {
  test(`${lab}: the page's own thread computes nothing, however long the way is`, () =>
    withPage(`#lab=${lab}&lang=en&seed=1&${hash}`, async (page) => {
      await count(page);
      await set(page, last);
      const [[key, value]] = Object.entries(last);
      assert.equal((await settings(page))[key], value);
      await press(page, "Back");
      await set(page, { theme: "dark" });
      assert.equal((await settings(page)).theme, "dark");
      await resize(page, 1000, 800);
      await settings(page);
      assert.equal(await computed(page), 0);
    }));
}

test("where there is no worker the page's own thread computes the same, and keeps answering", async () => {
  const hash = `#${LONG}`;
  const found = [];
  for (const prepare of [withoutWorkers, keepWorkers]) {
    await withPage(
      hash,
      async (page) => {
        await count(page);
        await set(page, { step: 100_000 });
        await stopHere(page);
        const { step } = await until(page, (now) => now.step > 0);
        assert.ok(step < 100_000, `${step}`);
        await set(page, { step: 5000 });
        assert.equal((await settings(page)).step, 5000);
        found.push(await read(page));
        assert.equal((await computed(page)) > 0, prepare === withoutWorkers);
      },
      { prepare },
    );
  }
  assert.equal(found[0], found[1]);
});

for (const [what, end] of [
  ["dies", () => window.workers[0].dispatchEvent(new ErrorEvent("error", { message: "a test" }))],
  ["falls silent", () => window.workers[0].terminate()],
]) {
  test(`a worker that ${what} on a long way is replaced, and the same numbers appear`, () =>
    withPage(
      `#${LONG}`,
      async (page) => {
        await set(page, { step: 20_000 });
        await settings(page);
        const before = await read(page);
        await set(page, { step: 0 });
        await settings(page);
        await set(page, { eta: 2e-6, step: 100_000 });
        await isOnWay(page);
        await page.evaluate(end);
        await set(page, { eta: 1e-6, step: 20_000 });
        assert.equal((await settings(page)).step, 20_000);
        assert.equal(await read(page), before);
        assert.equal(await page.evaluate(() => window.workers.length), 2);
      },
      { prepare: keepWorkers },
    ));
}

test("a worker that dies while nothing is asked of it is replaced when something is", () =>
  withPage(
    "#lab=optimizers&lang=en&seed=1&step=12",
    async (page) => {
      const before = await read(page);
      await page.evaluate(() => window.workers[0].dispatchEvent(new ErrorEvent("error", { message: "a test" })));
      await call(page, "step");
      await press(page, "Back");
      assert.equal((await settings(page)).step, 12);
      assert.equal(await read(page), before);
    },
    { prepare: keepWorkers },
  ));

test("an element that is taken out on a long way settles all that was asked of it, and starts again where it is put", () =>
  withPage(
    `#${LONG}`,
    async (page) => {
      await set(page, { step: 100_000 });
      await isOnWay(page);
      const settled = await page.evaluate(async () => {
        const element = document.querySelector("nn-playground");
        let ended = 0;
        const { terminate } = window.workers[0];
        window.workers[0].terminate = function () {
          ended += 1;
          terminate.call(this);
        };
        const pending = [element.step(1), element.seek(7), element.reset()];
        element.remove();
        const settled = await Promise.allSettled(pending);
        return [settled.length, ended];
      });
      assert.deepEqual(settled, [3, 1]);
      await page.evaluate(async () => {
        const element = document.querySelector("nn-playground") ?? window.element;
        document.body.append(element);
        element.settings = { step: 3 };
        await element.ready;
      });
      await until(page, ({ step }) => step === 3);
    },
    {
      prepare: async (page) => {
        await keepWorkers(page);
        await page.addInitScript(() =>
          addEventListener("DOMContentLoaded", () => {
            window.element = document.querySelector("nn-playground");
          }),
        );
      },
    },
  ));

test("all lessons of a page share one worker, which ends with the last of them", () =>
  withPage(
    "",
    async (page) => {
      const labs = Object.keys(LARGEST);
      const found = await page.evaluate(async (names) => {
        const elements = Array.from({ length: 10 }, (_, at) => {
          const element = document.createElement("nn-playground");
          element.setAttribute("lab", names[at % names.length]);
          document.body.append(element);
          return element;
        });
        await Promise.all(elements.map((element) => element.ready));
        await Promise.all(elements.map((element) => element.step(2)));
        const { length } = window.workers;
        let ended = 0;
        window.workers[0].terminate = () => {
          ended += 1;
        };
        for (const element of elements.slice(1)) element.remove();
        await new Promise((resolve) => setTimeout(resolve, 50));
        const before = ended;
        elements[0].remove();
        await new Promise((resolve) => setTimeout(resolve, 50));
        return [length, before, ended];
      }, labs);
      assert.deepEqual(found, [1, 0, 1]);
    },
    host("<p>Ten lessons</p>", { prepare: keepWorkers }),
  ));

test("points that are added faster than they are shown are all there", () =>
  withPage("#lab=perceptron&data=xor&lang=en", async (page) => {
    const points = await page.evaluate(async () => {
      const element = document.querySelector("nn-playground");
      const ground = element.shadowRoot.querySelector(".plane .ground");
      const { x, y, width, height } = ground.getBoundingClientRect();
      for (const share of [0.3, 0.4, 0.6, 0.7])
        ground.dispatchEvent(
          new MouseEvent("click", {
            bubbles: true,
            composed: true,
            clientX: x + share * width,
            clientY: y + 0.31 * height,
          }),
        );
      await element.step(0);
      return element.settings.points.trim().split("\n").length - 1;
    });
    assert.equal(points, 8);
    assert.equal(await page.locator(".examples tbody tr").count(), 8);
  }));

test("racers that join faster than they are shown all race", () =>
  withPage("#lab=optimizers&lang=en", async (page) => {
    const racers = await page.evaluate(async () => {
      const element = document.querySelector("nn-playground");
      const before = element.settings.racers.length;
      const add = [...element.shadowRoot.querySelectorAll("button")].find(({ textContent }) => textContent === "Add");
      add.click();
      add.click();
      await element.step(0);
      return element.settings.racers.length - before;
    });
    assert.equal(racers, 2);
  }));

for (const [lab, picture, key] of [
  ["descent", ".bowl .plot-place", "theta0"],
  ["optimizers", ".race-place .drawing", "start"],
  ["functions", ".figure .plot-place", "x"],
])
  test(`${lab}: keys that are pressed before a click is shown go on from where it led`, () =>
    withPage(`#lab=${lab}&lang=en&seed=1`, async (page) => {
      const [before, clicked, moved] = await page.evaluate(
        async ([selector, name]) => {
          const element = document.querySelector("nn-playground");
          const { shadowRoot } = element;
          const place = shadowRoot.querySelector(selector);
          const { x, y, width, height } = place.getBoundingClientRect();
          const at = { clientX: x + 0.8 * width, clientY: y + 0.4 * height };
          const event = { bubbles: true, composed: true, button: 0, pointerId: 1, ...at };
          const where = () => [element.settings[name]].flat()[0];
          const before = where();
          const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
          for (const type of ["pointerdown", "pointerup"]) place.dispatchEvent(new PointerEvent(type, event));
          await frame(); // it is on its way, and not shown yet: that takes an answer of the worker
          const led = where();
          const slider = shadowRoot.querySelector('.lesson [role="slider"]');
          for (const pressed of ["ArrowRight", "ArrowRight"]) {
            slider.dispatchEvent(new KeyboardEvent("keydown", { key: pressed, bubbles: true, composed: true }));
            await frame();
          }
          return [before, led, where()];
        },
        [picture, key],
      );
      assert.ok(clicked > before + 0.5, `the click led from ${before} to ${clicked}`);
      assert.ok(moved > clicked && moved < clicked + 1, `from ${clicked} to ${moved}`);
    }));
