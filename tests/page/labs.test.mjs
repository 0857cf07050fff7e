// The frame of the labs: how one comes from one to another, and what stays.
import assert from "node:assert/strict";
import test from "node:test";
import { call, chapter, drawn, host, press, settings, state, until, wait, withPage } from "./browser.mjs";

const open = async (page, name) => {
  await chapter(page, name);
  await page.waitForFunction(
    (wanted) =>
      document.querySelector("nn-playground").shadowRoot.querySelector("[aria-current=page]")?.textContent === wanted,
    name,
  );
};
const heading = (page) => page.getByRole("heading", { name: "The McCulloch–Pitts neuron" });

test("the network is what one sees first, and nothing of the other labs is loaded for it", async () => {
  const asked = [];
  await withPage(
    "#seed=1",
    async (page) => {
      assert.equal((await settings(page)).lab, "network");
      assert.deepEqual(
        asked.filter((url) => /pkg-lessons|labs\/neuron|labs\.css/.test(url)),
        [],
      );
      await open(page, "Neuron");
      await heading(page).waitFor();
      assert.ok(asked.some((url) => url.endsWith("pkg-lessons/nn_playground_bg.wasm")));
    },
    { prepare: (page) => page.on("request", (request) => asked.push(request.url())) },
  );
});

test("to another lab and back, the network is as far trained as it was left, and the lab as it was set", () =>
  withPage("#seed=3&dataset=moons", async (page) => {
    await call(page, "epoch", 12);
    const before = await state(page);
    await open(page, "Neuron");
    await page.getByRole("combobox", { name: "Network", exact: true }).selectOption("C:2<A,A,B,B");
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.net === "C:2<A,A,B,B");
    await page.waitForFunction(() => location.hash.includes("net="));
    assert.match(page.url(), /lab=neuron/);
    assert.doesNotMatch(page.url(), /dataset=moons/, "a link names what is seen");
    await open(page, "Network");
    assert.deepEqual(await state(page), before);
    await page.waitForFunction(() => !/net=|lab=/.test(location.hash));
    assert.equal((await settings(page)).dataset, "moons");
    await open(page, "Neuron");
    assert.equal((await settings(page)).net, "C:2<A,A,B,B");
  }));

test("training stops when the network is left", () =>
  withPage("#seed=3", async (page) => {
    await press(page, "Train");
    await until(page, (now) => now.epoch > 2);
    await open(page, "Neuron");
    assert.equal((await state(page)).running, false);
    await open(page, "Network");
    assert.equal((await state(page)).running, false);
  }));

test("the browser's back button leads back, and a link into another lab opens it at its defaults", () =>
  withPage("#seed=3", async (page) => {
    await open(page, "Neuron");
    await page.waitForFunction(() => location.hash.includes("lab=neuron"));
    await page.goBack();
    await page.getByRole("button", { name: "Train", exact: true }).waitFor();
    await page.evaluate(() => {
      location.hash = "#lab=neuron&net=C:2<A,A&on=A&step=1";
    });
    await heading(page).waitFor();
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.net === "C:2<A,A");
    assert.deepEqual((({ on, step }) => ({ on, step }))(await settings(page)), { on: ["A"], step: 1 });
    await page.evaluate(() => {
      location.hash = "#lab=neuron";
    });
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.net === "C:2<A,B");
    assert.equal((await settings(page)).step, 0);
  }));

test("the keyboard opens a lab, goes on to the next, and works it", () =>
  withPage("#seed=3", async (page) => {
    // Left out of the tab order are none: the first thing in the page is the menu of the chapters, and the next are the
    // front door and they.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await heading(page).waitFor();
    await page.keyboard.press("ArrowRight");
    await until(page, (now) => now.step === 1);
    await page.keyboard.press("ArrowLeft");
    await until(page, (now) => now.step === 0);
    await page.getByRole("navigation", { name: "Previous and next chapter" }).getByRole("link").last().focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("nn-playground").settings.lab !== "neuron");
  }));

test("where there is no room for all, chapters and tools are menus that keys and fingers open and close", () =>
  withPage(
    "#seed=3",
    async (page) => {
      const [chapters, more] = ["Network", "More"].map((name) => page.getByRole("button", { name, exact: true }));
      const list = page.getByRole("navigation", { name: "Chapters" }).getByRole("link");
      assert.equal(await list.count(), 0);
      await chapters.tap();
      assert.equal(await list.count(), await page.locator(".labs .chapter").count());
      await page.keyboard.press("Escape");
      assert.deepEqual([await list.count(), await chapters.getAttribute("aria-expanded")], [0, "false"]);
      await more.tap();
      await page.getByRole("button", { name: "Switch between light and dark" }).tap();
      await wait(page, "theme", "dark");
      await page.locator(".lab").tap({ position: { x: 2, y: 2 } });
      assert.equal(await more.getAttribute("aria-expanded"), "false", "who presses elsewhere leaves it");
      await chapter(page, "Neuron");
      await heading(page).waitFor();
    },
    { viewport: { width: 360, height: 740 }, hasTouch: true },
  ));

test("a chapter is a link: it opens in another window as it was left, and in this one keeps its state", () =>
  withPage(
    "#seed=3&lang=en",
    async (page) => {
      await open(page, "Neuron");
      await page.getByRole("combobox", { name: "Network", exact: true }).selectOption("C:2<A,A,B,B");
      await wait(page, "net", "C:2<A,A,B,B");
      await open(page, "Network");
      const [other] = await Promise.all([
        page.context().waitForEvent("page"),
        page.locator(".labs .chapter", { hasText: "Neuron" }).click({ modifiers: ["ControlOrMeta"] }),
      ]);
      await other.waitForFunction(() => document.querySelector("nn-playground")?.hash);
      assert.equal((await settings(other)).net, "C:2<A,A,B,B");
      assert.equal((await settings(page)).lab, "network");
    },
    { viewport: { width: 1920, height: 1080 } },
  ));

test("a lab's own keys: wrong ones are named and put right, those of no lab are named", () =>
  withPage("#seed=3&lab=neuron&step=1e9&exercise=nand2&net=D:2<A,Q&colour=red", async (page) => {
    const now = await settings(page);
    assert.deepEqual([now.step, now.exercise, now.net], [999, null, "C:2<A,B"]);
    const warnings = await page.getByRole("status").getByRole("listitem").allTextContents();
    for (const key of ["step", "exercise", "net", "colour"])
      assert.equal(
        warnings.filter((text) => new RegExp(`\\b${key}\\b`).test(text)).length,
        1,
        `${key}: ${warnings.join(" | ")}`,
      );
    assert.ok(
      warnings.some((text) => text.includes("D receives input from “Q”")),
      "the core's reason",
    );
  }));

test("an element opens the lab of its attributes, follows them, and shows no chapters where they are hidden", () =>
  withPage(
    "",
    async (page) => {
      assert.deepEqual((({ lab, net, on }) => ({ lab, net, on }))(await settings(page)), {
        lab: "neuron",
        net: "C:2<A,A",
        on: ["A"],
      });
      assert.equal(await page.getByRole("navigation").count(), 0);
      await page.evaluate(() => document.querySelector("nn-playground").setAttribute("step", "1"));
      await until(page, (now) => now.step === 1);
      const refused = await page.evaluate(async () => {
        const element = document.querySelector("nn-playground");
        const warned = new Promise((resolve) =>
          element.addEventListener("warning", ({ detail }) => resolve(detail.message), { once: true }),
        );
        element.settings = { net: "D:2<X" };
        return [await warned, element.settings.net];
      });
      assert.match(refused[0], /D receives input from “X”/);
      assert.equal(refused[1], "C:2<A,A");
    },
    {
      path: "course/notes.html",
      prepare: (page) =>
        page.route("**/course/notes.html*", (route) =>
          route.fulfill({
            contentType: "text/html; charset=utf-8",
            headers: { "Content-Security-Policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'" },
            body: '<!doctype html><html lang="en"><title>Notes</title><link rel="icon" href="/icon.svg"><script type="module" src="/element.js"></script><nn-playground lab="neuron" net="C:2<A,A" on="A" hide="labs"></nn-playground></html>',
          }),
        ),
    },
  ));

/** What a lab looks like once it keeps still. */
async function look(page) {
  for (let before = null; ; ) {
    const now = (await page.screenshot()).toString("base64");
    if (now === before) return now;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** By how much two pictures differ at most, in any colour of any pixel. */
const difference = (page, ...pictures) =>
  page.evaluate(async (encoded) => {
    const [one, other] = await Promise.all(
      encoded.map(async (text) => {
        const image = await createImageBitmap(
          new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]),
        );
        const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height).data;
      }),
    );
    return one.reduce((most, value, at) => Math.max(most, Math.abs(value - other[at])), 0);
  }, pictures);

test("a lab looks as it did at first when others have been open before it", () =>
  withPage("#seed=1&theme=light", async (page) => {
    const first = {};
    for (const again of [false, true]) {
      for (const lab of ["Neuron", "Perceptron", "Gradient descent", "Optimizers", "Backprop by hand", "Functions"]) {
        await open(page, lab);
        const now = await look(page);
        // A browser draws an edge now and then one of 255 shades lighter than it did before.
        if (again) assert.ok((await difference(page, first[lab], now)) <= 2, `${lab} looks different the second time`);
        first[lab] = now;
      }
    }
  }));

test("each lab wears its own style sheets, however often others have been open: nothing accumulates", () =>
  withPage("#seed=1", async (page) => {
    const worn = await page.evaluate(async () => {
      const element = document.querySelector("nn-playground");
      /** @type {CSSStyleSheet[]} */
      const known = [];
      const numbers = () =>
        element.shadowRoot.adoptedStyleSheets.map((sheet) => {
          if (!known.includes(sheet)) known.push(sheet);
          return known.indexOf(sheet);
        });
      const worn = {};
      for (const lab of ["network", "neuron", "perceptron", "descent", "optimizers", "backprop"].concat([
        "network",
        "backprop",
        "neuron",
        "optimizers",
        "perceptron",
        "descent",
        "network",
      ])) {
        element.settings = { lab };
        await element.step(0);
        worn[lab] ??= [];
        worn[lab].push(numbers().join());
      }
      return worn;
    });
    worn.network.shift(); // what it loads after its first picture brought style of its own later
    for (const [lab, sets] of Object.entries(worn)) assert.equal(new Set(sets).size, 1, `${lab}: ${sets.join(" | ")}`);
    assert.equal(new Set(Object.values(worn).map(([first]) => first)).size, 6, "each has some of its own");
  }));

test("a lab that is left with the focus in it says nothing in the words of the next one", () =>
  withPage("#lab=backprop&lang=en&seed=1", async (page) => {
    // Looked for by its faults: the page reports what is uncaught.
    for (const [name, lang] of [
      ["perceptron", "en"],
      ["xor", "pl"],
      ["backprop", "pl"],
      ["optimizers", "en"],
      ["neuron", "pl"],
      ["descent", "en"],
      ["functions", "pl"],
      ["network", "en"],
    ]) {
      await page.locator("summary, input").filter({ visible: true }).first().focus();
      await page.evaluate((hash) => {
        document.querySelector("nn-playground").hash = hash;
      }, `#lab=${name}&lang=${lang}`);
      await call(page, "reset"); // comes after what was set before it
      assert.equal((await settings(page)).lab, name);
    }
  }));

const focused = (page) =>
  page.evaluate(() => {
    const { activeElement } = document.querySelector("nn-playground").shadowRoot;
    return activeElement && (activeElement.getAttribute("aria-label") ?? activeElement.textContent.trim());
  });

for (const [hash, summary, name, remove] of [
  ["#lab=neuron&seed=1&lang=en", "Build your own", "Add a neuron", "Remove E"],
  ["#lab=backprop&preset=lecture&seed=1&lang=en", "", "Add a row", "Remove last row"],
  ["#seed=1&layers=2&lang=en", "", "Add a layer", "Remove layer 2"],
]) {
  test(`with the keyboard alone something is added twice and taken away again, and the focus stays there: ${name}`, () =>
    withPage(hash, async (page) => {
      if (summary) await page.getByText(summary, { exact: true }).click();
      const press = async (button) => {
        await page.keyboard.press("Enter");
        await call(page, "step", 0).catch(() => {}); // comes after what was set before it
        return focused(page, button);
      };
      await page.getByRole("button", { name, exact: true }).focus();
      assert.equal(await press(), name);
      assert.equal(await press(), name);
      await page.getByRole("button", { name: remove, exact: true }).focus();
      await press();
      assert.notEqual(await focused(page), null);
    }));
}

for (const [hash, summary, name] of [
  ["#layers=2&seed=1&lang=en", "", "Remove a unit from layer 1"],
  ["#layers=3,1:relu,1:relu,1:relu,1:relu,1:relu,1:relu&seed=1&lang=en", "", "Add a layer"],
  ["#lab=neuron&net=D:2<A,B;E:1<D&seed=1&lang=en", "Build your own", "Remove E"],
  ["#lab=perceptron&data=custom&points=0,0,0%0A1,1,1&seed=1&lang=en", "Your own points", "Remove the point"],
  ["#lab=descent&seed=1&lang=en", "", "Keep this path"],
  ["#lab=optimizers&racers=sgd;adam&racer=1&lang=en", "Optimizers in the race", "Remove SGD"],
  ["#lab=optimizers&window=-9,9,-9,9&lang=en", "What is seen", "Default view"],
]) {
  test(`what takes away or adds the last that there can be leaves the focus beside it: ${name}`, () =>
    withPage(hash, async (page) => {
      if (summary) await page.locator("summary").getByText(summary, { exact: true }).click();
      const button = page.getByRole("button", { name, exact: true });
      await button.focus();
      await page.keyboard.press("Enter");
      await call(page, "step", 0).catch(() => {}); // comes after what was set before it
      await drawn(page);
      assert.equal(await button.isEnabled({ timeout: 1 }).catch(() => false), false, "it can be pressed no more");
      const isUsable = await page.evaluate(() => {
        const { activeElement } = document.querySelector("nn-playground").shadowRoot;
        return activeElement?.matches(":enabled") ?? false;
      });
      assert.ok(isUsable, "something beside it has the focus");
    }));
}

for (const [from, to, module] of [
  ["#lab=perceptron&data=xor&speed=30&seed=1&lang=en", "Gradient descent", "descent"],
  ["#lab=backprop&seed=1&lang=en", "Neuron", "neuron"],
]) {
  test(`a lab that plays writes nothing into the one that is opened: ${module}`, () =>
    withPage(from, async (page) => {
      let release;
      const held = new Promise((resolve) => {
        release = resolve;
      });
      await page.route(`**/labs/${module}/index.js`, async (route) => {
        await held;
        await route.continue();
      });
      const stands = () =>
        page.evaluate(() => {
          const { step, epoch, stage } = document.querySelector("nn-playground").settings;
          return JSON.stringify([step, epoch, stage]);
        });
      const goesOn = async () =>
        page.waitForFunction(
          (before) => {
            const { step, epoch, stage } = document.querySelector("nn-playground").settings;
            return JSON.stringify([step, epoch, stage]) !== before;
          },
          await stands(),
        );
      await press(page, "Play");
      await goesOn();
      await chapter(page, to);
      await goesOn();
      release();
      await wait(page, "lab", module);
      await call(page, "step", 0);
      assert.equal((await settings(page)).step ?? 0, 0);
      assert.deepEqual(await page.getByRole("status").getByRole("listitem").allTextContents(), []);
    }));
}

for (const [hash, name] of [
  ["#lab=neuron&seed=1&lang=en", "Truth table"],
  ["#lab=descent&seed=1&lang=en", "Terms summed"],
  ["#lab=optimizers&seed=1&lang=en", "next step"],
  ["#lab=perceptron&seed=1&lang=en", "Examples"],
]) {
  test(`a table that has the focus keeps it, and its place, over a step: ${name}`, () =>
    withPage(hash, async (page) => {
      const sheet = page.getByRole("group", { name: new RegExp(name) });
      await sheet.focus();
      await page.keyboard.press("ArrowRight");
      await call(page, "step", 0);
      assert.match(
        await page.evaluate(
          () => document.querySelector("nn-playground").shadowRoot.activeElement?.getAttribute("aria-label") ?? "",
        ),
        new RegExp(name),
      );
    }));
}

test("a lesson that plays by itself rests while it is off the screen", () =>
  withPage(
    "",
    async (page) => {
      const steps = () => page.evaluate(() => document.querySelector("nn-playground").settings.step);
      await page.evaluate(() => document.querySelector("nn-playground").ready);
      await drawn(page);
      const before = await steps();
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 600)));
      assert.ok((await steps()) - before <= 1);
      await page.evaluate(() => document.querySelector("nn-playground").scrollIntoView());
      await page.waitForFunction((old) => document.querySelector("nn-playground").settings.step > old + 3, before);
    },
    host(
      '<div id="above"></div><nn-playground lab="perceptron" data="xor" speed="30" seed="1" autoplay></nn-playground>',
      {
        style: "#above { height: 9000px }",
      },
    ),
  ));
