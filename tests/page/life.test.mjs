// What pages do with an element: they put it in, move it, take it out, copy it and set it, at any time and in any order.
import assert from "node:assert/strict";
import test from "node:test";
import { snake } from "../../www/settings/readers.js";
import { call, host, press, settings, state, until, withPage, withSource } from "./browser.mjs";

/** Loads the element where the page has not. */
const define = (page) =>
  page.evaluate(async () => {
    const script = document.createElement("script");
    Object.assign(script, { type: "module", src: "/element.js" });
    document.head.append(script);
    await customElements.whenDefined("nn-playground");
    await document.querySelector("nn-playground").ready;
  });

/** Holds requests back until it is called. */
function hold(page, file) {
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  return page
    .route(file, async (route) => {
      await released;
      await route.continue();
    })
    .then(() => release);
}

test("what was set while it is taken out of the page holds when it is put back, also another language", () =>
  withPage("#seed=9", async (page) => {
    const release = await hold(page, "**/pl.json");
    const asked = page.waitForRequest("**/pl.json");
    await page.evaluate(() => {
      window.said = [];
      const element = document.querySelector("nn-playground");
      element.addEventListener("warning", ({ detail }) => window.said.push(detail.message));
      element.settings = { lang: "pl" };
    });
    await asked;
    await page.evaluate(async () => {
      window.element = document.querySelector("nn-playground");
      window.element.remove();
      await new Promise((resolve) => setTimeout(resolve)); // until then it may only be moved
    });
    await Promise.all([page.waitForResponse("**/pl.json"), release()]);
    await page.evaluate(async () => {
      document.body.append(window.element);
      await window.element.ready;
    });
    assert.deepEqual(await page.evaluate(() => [window.element.settings.lang, window.said]), ["pl", []]);
    await page.getByRole("button", { name: "Ucz", exact: true }).waitFor();
  }));

test("it can be imported where there is no window", async () => {
  for (const folder of ["www", "site"]) assert.deepEqual(Object.keys(await import(`../../${folder}/element.js`)), []);
});

test("properties are kept that were set before the script came, and can be set again", () =>
  withPage(
    "",
    async (page) => {
      await page.evaluate(() => {
        const element = document.querySelector("nn-playground");
        element.settings = { dataset: "xor", seed: 9 };
        document.querySelectorAll("nn-playground")[1].hash = "#lab=perceptron&seed=4&step=2";
        Object.assign(document.querySelectorAll("nn-playground")[2], { step: 3, seed: 1 });
      });
      await define(page);
      const told = await page.evaluate(async () => {
        const [first, second, third] = document.querySelectorAll("nn-playground");
        await Promise.all([second.ready, third.ready]);
        const before = [first.settings.dataset, first.settings.seed];
        first.settings = { dataset: "moons" };
        await first.step(1);
        await third.step(2);
        return {
          before,
          after: [first.settings.dataset, first.state.step],
          second: [second.settings.lab, second.settings.seed, second.state.step],
          third: third.state.step,
        };
      });
      assert.deepEqual(told, { before: ["xor", 9], after: ["moons", 1], second: ["perceptron", 4, 2], third: 5 });
    },
    host(
      '<nn-playground dataset="gauss"></nn-playground><nn-playground></nn-playground><nn-playground lab="perceptron" seed="1"></nn-playground>',
      { script: false },
    ),
  ));

test("what frameworks set as properties, because the element has them, are its attributes", () =>
  withPage(
    "",
    async (page) => {
      const told = await page.evaluate(async () => {
        const element = document.querySelector("nn-playground");
        Object.assign(element, { dataset: "spiral" });
        element.dataset.mine = "kept";
        const changed = new Promise((resolve) => element.addEventListener("change", resolve, { once: true }));
        await changed;
        const lesson = document.createElement("nn-playground");
        Object.assign(lesson, { step: 4, epoch: null });
        lesson.setAttribute("lab", "perceptron");
        document.body.append(lesson);
        await lesson.ready;
        const before = lesson.state.step;
        await lesson.step(2);
        const other = document.createElement("nn-playground");
        other.setAttribute("data", "moons");
        document.body.append(other);
        await other.ready;
        const moons = other.settings.dataset;
        other.setAttribute("data", "xor");
        await new Promise((resolve) => other.addEventListener("change", resolve, { once: true }));
        return [
          element.settings.dataset,
          element.dataset.mine,
          before,
          lesson.state.step,
          moons,
          other.settings.dataset,
        ];
      });
      assert.deepEqual(told, ["spiral", "kept", 4, 6, "moons", "xor"]);
    },
    host("<nn-playground seed=1></nn-playground>"),
  ));

test("every setting that is a property of all elements can be set as one", () =>
  withPage("#seed=1", async (page) => {
    await withSource(page);
    const names = await page.evaluate(async () => {
      const { ATTRIBUTES, SCHEMA } = await import("/source/settings/schema.js");
      const schemas = await Promise.all(
        ["neuron", "perceptron", "xor", "descent", "optimizers", "backprop", "functions"].map(
          (lab) => import(`/source/labs/${lab}/index.js`),
        ),
      );
      const element = document.querySelector("nn-playground");
      const all = new Set([
        ...ATTRIBUTES,
        ...Object.keys(SCHEMA),
        ...schemas.flatMap(({ SCHEMA }) => Object.keys(SCHEMA)),
      ]);
      return [...all].filter((name) => {
        let owner = element;
        while (owner && !Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner);
        return owner && !Object.getOwnPropertyDescriptor(owner, name).set;
      });
    });
    assert.deepEqual(names, []);
  }));

test("moved within the page it trains on; nothing is said, nothing lost", () =>
  withPage(
    "",
    async (page) => {
      const told = await page.evaluate(async () => {
        const element = document.querySelector("nn-playground");
        const [left, right] = document.querySelectorAll("div");
        let events = 0;
        element.addEventListener("ready", () => events++);
        await element.step(5);
        right.append(element);
        const moved = [element.state.step];
        await element.step(3);
        moved.push(element.state.step);
        if (left.moveBefore) left.moveBefore(element, null);
        else left.append(element);
        await element.step(2);
        moved.push(element.state.step);
        element.play();
        await element.step(0);
        return { moved, events };
      });
      assert.deepEqual(told, { moved: [5, 8, 10], events: 0 });
      await press(page, "Train");
      await until(page, ({ running, step }) => running && step > 20);
      const before = await page.evaluate(() => {
        const element = document.querySelector("nn-playground");
        document.querySelectorAll("div")[1].append(element);
        return element.state.step;
      });
      await until(page, ({ running, step }) => running && step > before + 100);
    },
    host("<div><nn-playground seed=1></nn-playground></div><div></div>"),
  ));

test("taken out and put back it starts again, with what was set meanwhile", () =>
  withPage(
    "",
    async (page) => {
      const told = await page.evaluate(async () => {
        const element = document.querySelector("nn-playground");
        await element.step(3);
        element.remove();
        await new Promise((resolve) => setTimeout(resolve, 50));
        element.setAttribute("step", "7");
        element.setAttribute("eta", "0.25");
        element.settings = { seed: 12 };
        const later = element.step(2); // when it is there again
        document.body.append(element);
        await element.ready;
        await later;
        return [element.settings.eta, element.settings.seed, element.state.step];
      });
      assert.deepEqual(told, [0.25, 12, 9]);
    },
    host('<nn-playground lab="perceptron" seed=1></nn-playground>'),
  ));

test("taken out while it starts, it says so to those who wait, and leaves nothing behind that plays", () =>
  withPage(
    "",
    async (page) => {
      const release = await hold(page, "**/pkg-lessons/*.wasm");
      const told = page.evaluate(async () => {
        const lesson = document.createElement("nn-playground");
        lesson.setAttribute("lab", "perceptron");
        lesson.setAttribute("autoplay", "");
        document.body.append(lesson);
        window.lesson = lesson;
        window.changes = 0;
        lesson.addEventListener("change", () => window.changes++);
        const waiting = lesson.ready.then(
          () => "ready",
          ({ name }) => name,
        );
        await new Promise((resolve) => setTimeout(resolve, 300));
        lesson.remove();
        return waiting;
      });
      assert.equal(await told, "Closed");
      await release();
      await page.waitForTimeout(1500);
      assert.equal(await page.evaluate(() => window.changes), 0);
      // Put back, one player plays it.
      await page.evaluate(async () => {
        document.body.append(window.lesson);
        await window.lesson.ready;
        window.lesson.scrollIntoView(); // off the screen it rests
      });
      await page.waitForFunction(() => window.lesson.state.step > 1);
    },
    host("<nn-playground seed=1></nn-playground>"),
  ));

test("autoplay that comes later begins to play", () =>
  withPage(
    "",
    async (page) => {
      await page.evaluate(() => document.querySelector("nn-playground").setAttribute("autoplay", ""));
      await until(page, ({ running, step }) => running && step > 20);
    },
    host("<nn-playground seed=1></nn-playground>"),
  ));

test("what has no text is warned of, never thrown", () =>
  withPage(
    "",
    async (page) => {
      const warnings = await page.evaluate(async () => {
        const element = document.querySelector("nn-playground");
        const warnings = [];
        element.addEventListener("warning", ({ detail }) => warnings.push(detail.message));
        const circle = {};
        circle.circle = circle;
        const set = async (settings) => {
          element.settings = settings;
          await element.step(0);
        };
        await set({ seed: 5n });
        await set({ samples: 10n ** 30n });
        await set({ dataset: circle, nonsense: circle });
        await set({ layers: Object.create(null), loss: Symbol("loss"), hide: [Object.create(null)] });
        await set({ nonsense2: 7n, learning_rate: Object.create(null) });
        await set({ lab: Object.create(null) });
        await set(null);
        await set("spiral");
        return [warnings, element.settings.seed, element.settings.samples, element.settings.learning_rate];
      });
      assert.deepEqual(warnings.slice(1), [5, 5000, 0.03]);
      for (const key of [
        "samples",
        "dataset",
        "nonsense",
        "layers",
        "loss",
        "hide",
        "nonsense2",
        "learning_rate",
        "settings",
      ]) {
        assert.ok(
          warnings[0].some((message) => snake(message).includes(key)),
          `${key}: ${warnings[0].join("\n")}`,
        );
      }
    },
    host("<nn-playground seed=1 lang=en></nn-playground>"),
  ));

test("attributes may change a hundred times a second", () =>
  withPage(
    "",
    async (page) => {
      const told = await page.evaluate(async () => {
        const element = document.querySelector("nn-playground");
        element.play();
        await element.step(0);
        for (let at = 1; at <= 150; at++) {
          element.setAttribute("learning-rate", String(at / 1000));
          element.setAttribute("noise", String(at % 50));
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        await element.step(1);
        return [
          element.settings.learning_rate,
          element.settings.noise,
          element.shadowRoot.querySelector("[aria-label='Noise']").value,
        ];
      });
      assert.deepEqual(told, [0.15, 0, "0"]);
    },
    host("<nn-playground seed=1 lang=en></nn-playground>"),
  ));

test("the theme may turn while it loads", () =>
  withPage(
    "",
    async (page) => {
      const release = await hold(page, "**/pkg/*.wasm");
      await page.evaluate(() => {
        const element = document.createElement("nn-playground");
        document.body.append(element);
        element.ready.catch(() => {});
        window.element = element;
      });
      await page.emulateMedia({ colorScheme: "dark" });
      await page.waitForTimeout(100);
      await release();
      await page.evaluate(() => window.element.ready);
      assert.equal(
        await page.evaluate(() => window.element.shadowRoot.querySelector(".playground").dataset.theme),
        "dark",
      );
    },
    host("<p>Nothing yet.</p>"),
  ));

for (const [lab, file, place] of [
  ["perceptron", "**/labs/lesson.css", ".lesson"],
  ["network", "**/engine/worker.js", ".lab"],
]) {
  test(`keys and buttons before it has started do no harm: ${lab}`, () =>
    withPage(
      "",
      async (page) => {
        const release = await hold(page, file);
        await page.evaluate((lab) => {
          const element = document.createElement("nn-playground");
          element.setAttribute("lab", lab);
          element.setAttribute("lang", "en");
          document.body.append(element);
          element.ready.catch(() => {});
          window.element = element;
        }, lab);
        await page.locator("nn-playground .transport").waitFor({ state: "attached" });
        await page.evaluate((place) => {
          const { element } = window;
          for (const key of [" ", "ArrowRight", "ArrowLeft", "r"])
            element.shadowRoot
              .querySelector(place)
              .dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
          for (const button of element.shadowRoot.querySelectorAll(".transport button")) button.click();
        }, place);
        await release();
        await page.evaluate(() => window.element.ready);
        assert.equal(await page.getByText("Something failed").count(), 0);
      },
      host("<p>Nothing yet.</p>"),
    ));
}

test("a copy starts with the attributes of the first", () =>
  withPage(
    "",
    async (page) => {
      const told = await page.evaluate(async () => {
        const element = document.querySelector("nn-playground");
        await element.step(4);
        const copy = element.cloneNode(true);
        document.body.append(copy);
        await copy.ready;
        return [copy.settings.dataset, copy.settings.seed, copy.state.step, element.state.step];
      });
      assert.deepEqual(told, ["moons", 8, 0, 4]);
    },
    host('<nn-playground dataset="moons" seed="8"></nn-playground>'),
  ));

test("adopted into another document it keeps its style and trains on", () =>
  withPage(
    "",
    async (page) => {
      const told = await page.evaluate(async () => {
        const element = document.querySelector("nn-playground");
        await element.step(4);
        const before = getComputedStyle(element.shadowRoot.querySelector("header")).display;
        const frame = document.querySelector("iframe");
        frame.contentDocument.body.append(element);
        await element.step(2);
        const after = frame.contentWindow.getComputedStyle(element.shadowRoot.querySelector("header")).display;
        // Into its first document again, and a lab that it has not had.
        document.body.append(element);
        element.settings = { lab: "neuron" };
        await element.step(1);
        return [before, after, element.state.step, element.shadowRoot.adoptedStyleSheets.length > 2];
      });
      assert.deepEqual(told, ["flex", "flex", 1, true]);
    },
    host('<nn-playground seed="8"></nn-playground><iframe src="about:blank" width="900" height="600"></iframe>'),
  ));

test("several scripts of it, perhaps of several versions, serve one page", () =>
  withPage(
    "",
    async (page) => {
      await withSource(page);
      await page.evaluate(() => import("/source/element.js"));
      await call(page, "step", 2);
      assert.equal((await state(page)).step, 2);
    },
    host('<nn-playground seed="8"></nn-playground>'),
  ));

test("of many, those start that come near the window, and those of which something is asked", () =>
  withPage(
    "",
    async (page) => {
      const started = () =>
        page.evaluate(() =>
          [...document.querySelectorAll("nn-playground")].map(({ shadowRoot }) =>
            Boolean(shadowRoot.querySelector(".playground")),
          ),
        );
      await page.waitForFunction(() =>
        document.querySelectorAll("nn-playground")[1].shadowRoot.querySelector(".playground"),
      );
      assert.ok((await started()).filter(Boolean).length <= 12, JSON.stringify(await started()));
      const step = await page.evaluate(async () => {
        const last = [...document.querySelectorAll("nn-playground")].at(-1);
        await last.step(3);
        return last.state.step;
      });
      assert.equal(step, 3);
      const away = await page.evaluate(() => {
        const element = document.querySelectorAll("nn-playground")[20];
        const before = Boolean(element.shadowRoot.querySelector(".playground"));
        element.scrollIntoView();
        return before;
      });
      assert.equal(away, false);
      await page.waitForFunction(() =>
        document.querySelectorAll("nn-playground")[20].shadowRoot.querySelector(".playground"),
      );
    },
    host(Array.from({ length: 24 }, (_, at) => `<nn-playground class="far" seed="${at}"></nn-playground>`).join(""), {
      style: ".far { min-height: 600px }",
    }),
  ));

test("what is in it is read until it is there", () =>
  withPage(
    "",
    async (page) => {
      const release = await hold(page, "**/pkg/*.wasm");
      await page.evaluate(() => {
        document.body.insertAdjacentHTML("beforeend", "<nn-playground id='late'><p>It is loading.</p></nn-playground>");
        document.querySelector("#late").ready.catch(() => {});
      });
      const words = page.getByText("It is loading.");
      await page.waitForTimeout(200);
      assert.equal(await words.isVisible(), true);
      await release();
      await page.evaluate(() => document.querySelector("#late").ready);
      assert.equal(await words.isVisible(), false);
    },
    host("<p>Nothing yet.</p>"),
  ));

test("settings that are written while it starts are shown", () =>
  withPage(
    "",
    async (page) => {
      const told = await page.evaluate(async () => {
        const element = document.createElement("nn-playground");
        element.lang = "en";
        document.body.append(element);
        const { ready } = element;
        for (let at = 1; at < 60; at++) {
          element.settings = { samples: 100 + at };
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        await ready;
        await element.step(1);
        return [
          element.settings.samples,
          element.shadowRoot.querySelector("[aria-label^='Decision boundary']").ariaLabel.includes("159"),
        ];
      });
      assert.deepEqual(told, [159, true]);
      assert.equal(await settings(page).then(({ samples }) => samples), 159);
    },
    host("<p>Nothing yet.</p>"),
  ));

test("attributes of a lab that change while another one is open hold when it is opened again", () =>
  withPage(
    "",
    async (page) => {
      const { eta, speed } = await page.evaluate(async () => {
        const element = document.querySelector("nn-playground");
        const open = async (lab) => {
          element.settings = { lab };
          await element.step(0);
        };
        await element.ready;
        element.settings = { speed: 5 };
        element.setAttribute("eta", "0.2"); // and left before anybody has looked at it
        await open("neuron");
        await open("perceptron");
        const early = element.settings.eta;
        await open("neuron");
        element.setAttribute("eta", "0.25");
        await open("perceptron");
        return { eta: [early, element.settings.eta], speed: element.settings.speed };
      });
      assert.deepEqual(eta, [0.2, 0.25]);
      assert.equal(speed, 5, "what was set otherwise stays");
    },
    host("<nn-playground lab=perceptron eta=0.1 seed=1 lang=en></nn-playground>"),
  ));
