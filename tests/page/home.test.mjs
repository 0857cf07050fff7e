// The front door: what opens it, what leads from it and back, and that it computes nothing.
import assert from "node:assert/strict";
import test from "node:test";
import { accessible, call, chapter, fits, host, screenshot, state, wait, withPage } from "./browser.mjs";
import { LABS } from "../../www/labs/index.js";

const lab = (page) => page.evaluate(() => document.querySelector("nn-playground").settings.lab);
const cards = (page) => page.locator(".cards .card");

/** Keeps what is asked for in a list; `isBusy` is a page that never has time. */
const watch =
  (requests, isBusy = true) =>
  async (page) => {
    page.on("request", (request) => requests.push(new URL(request.url()).pathname));
    if (isBusy)
      await page.addInitScript(() => {
        window.requestIdleCallback = () => 0;
      });
  };

for (const [link, opened] of [
  ["", "home"],
  ["#lang=pl", "home"],
  ["#v=2&lang=pl&theme=dark&view=projector", "home"],
  ["?lang=pl", "home"],
  ["#lab=home", "home"],
  ["#v=1", "network"],
  ["#v=1&lang=pl", "network"],
  ["#seed=7", "network"],
  ["#v=2&dataset=xor", "network"],
  ["#hide=panel", "network"],
  ["#v=2&lab=neuron", "neuron"],
])
  test(`${link || "the bare address"} opens ${opened}, with what it needs asked for at once`, async () => {
    const requests = [];
    await withPage(
      link,
      async (page) => {
        assert.equal(await lab(page), opened);
        assert.equal(await page.getByRole("status").getByRole("listitem").count(), 0, "without a warning");
        const has = (part) => requests.some((path) => path.includes(part));
        assert.equal(has("labs/home/"), opened === "home");
        assert.equal(has(".wasm"), opened !== "home");
        assert.equal(has("labs/network/"), opened === "network");
      },
      { prepare: watch(requests) },
    );
  });

test("at home all is at rest, and its keys are the page's", () =>
  withPage("", async (page) => {
    for (const method of ["play", "pause", "step", "epoch", "reset"]) await call(page, method);
    await call(page, "seek", 7);
    const { running, step, epoch, diverged } = await state(page);
    assert.deepEqual({ running, step, epoch, diverged }, { running: false, step: 0, epoch: 0, diverged: false });
    assert.equal(await call(page, "get_weights").catch(({ message }) => /needs the lab "network"/.test(message)), true);
    const isTaken = await page.evaluate(() =>
      [" ", "r", "ArrowRight", "ArrowLeft"].map(
        (key) => !document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })),
      ),
    );
    assert.deepEqual(isTaken, [false, false, false, false], "space scrolls");
    await page.keyboard.press("p");
    await wait(page, "view", "projector");
    assert.equal(await lab(page), "home");
  }));

test("the package comes when a chapter is opened, and when nothing else is to be done", async () => {
  const requests = [];
  const wasm = () => requests.filter((path) => path.endsWith(".wasm"));
  await withPage(
    "#lang=en",
    async (page) => {
      await page.waitForLoadState("networkidle");
      assert.deepEqual(wasm(), []);
      await cards(page).filter({ hasText: "Perceptron" }).click();
      await wait(page, "lab", "perceptron");
      assert.equal(wasm().length, 1);
    },
    { prepare: watch(requests) },
  );
  requests.length = 0;
  await withPage(
    "",
    async (page) => {
      assert.deepEqual(wasm(), []);
      await page.waitForRequest(/\.wasm$/);
      assert.equal(await lab(page), "home");
    },
    { prepare: watch(requests, false) },
  );
});

for (const lang of ["en", "pl"])
  test(`every chapter has its card in the lecture's order, with a picture, and opens by the keyboard and comes back (${lang})`, () =>
    withPage(`#lang=${lang}`, async (page) => {
      assert.equal(await cards(page).count(), LABS.length);
      assert.equal(await page.locator(".cards svg").count(), LABS.length, "each has a picture");
      assert.equal(await page.getByRole("link", { name: /Start the lecture|Rozpocznij wykład/ }).count(), 1);
      for (const [at, name] of LABS.entries()) {
        const card = cards(page).nth(at);
        assert.equal(await card.getAttribute("href"), `#lab=${name}&lang=${lang}`);
        assert.notEqual((await card.locator("p").textContent()).trim(), "");
      }
      // The first card follows the start in the order of Tab.
      await page.getByRole("link", { name: /Start the lecture|Rozpocznij wykład/ }).focus();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await wait(page, "lab", LABS[0]);
      await page.waitForFunction((lab) => location.hash.includes(`lab=${lab}`), LABS[0]);
      await page.goBack();
      await wait(page, "lab", "home");
      await page.goForward();
      await wait(page, "lab", LABS[0]);
      await chapter(page, lang === "en" ? "Home" : "Początek");
      await wait(page, "lab", "home");
      await page.waitForFunction(() => location.hash.includes("lab=home"));
      assert.doesNotMatch(page.url(), /seed/);
      await page.getByRole("link", { name: /Start the lecture|Rozpocznij wykład/ }).click();
      await page.waitForFunction(() => document.querySelector("nn-playground").settings.lab !== "home");
    }));

test("from the bare address Back leads home and Forward to the chapter; the page's title says where one is", () =>
  withPage(
    "",
    async (page) => {
      assert.equal(await page.title(), "Neural network playground");
      await cards(page).first().click();
      await wait(page, "lab", "neuron");
      assert.equal(await page.title(), "Neuron · Neural network playground");
      await page.waitForFunction(() => location.hash.includes("lab=neuron"));
      await page.goBack();
      await wait(page, "lab", "home");
      await page.waitForFunction(() => document.title === "Neural network playground");
      await page.goForward();
      await wait(page, "lab", "neuron");
    },
    { locale: "en-GB" },
  ));

test("a plain click stays in the page, one with Ctrl opens another tab", () =>
  withPage("#lang=en", async (page) => {
    const [other] = await Promise.all([
      page.context().waitForEvent("page"),
      cards(page)
        .nth(1)
        .click({ modifiers: ["Control"] }),
    ]);
    // The tab may not have its document yet.
    await other.waitForFunction((lab) => document.querySelector("nn-playground")?.settings?.lab === lab, LABS[1]);
    assert.equal(await lab(page), "home");
  }));

test("an element in somebody else's page has the network, or the front door where it is asked for", async () => {
  const body = '<nn-playground seed="1" lang="en"></nn-playground>';
  await withPage("", async (page) => assert.equal(await lab(page), "network"), host(body));
  await withPage(
    "",
    async (page) => {
      assert.equal(await lab(page), "home");
      assert.equal(await page.locator(".cards a").count(), 0, "there are no addresses of its chapters");
      await cards(page).nth(1).click();
      await wait(page, "lab", LABS[1]);
      // What the front door does not know without the package is read with it.
      await page.evaluate(() => {
        document.querySelector("nn-playground").settings = { lab: "network", dataset: "moons", activation: "relu" };
      });
      await wait(page, "dataset", "moons");
      await wait(page, "activation", "relu");
    },
    host('<nn-playground lab="home" lang="en"></nn-playground>'),
  );
});

test("settings that need the package bring it, at home, too", () =>
  withPage(
    "#lang=en",
    async (page) => {
      await page.evaluate(() => {
        document.querySelector("nn-playground").settings = { lab: "network", dataset: "xor", optimizer: "adam" };
      });
      await wait(page, "optimizer", "adam");
      assert.equal(await page.getByRole("status").getByRole("listitem").count(), 0);
    },
    { prepare: watch([]) },
  ));

/** What the pictures look like, each as a number. */
const drawn = (page) =>
  page.evaluate(() =>
    [...document.querySelector("nn-playground").shadowRoot.querySelectorAll(".cards svg")].map((svg) =>
      [...svg.innerHTML].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0, 7),
    ),
  );

test("the pictures move once and rest; pointed at or chosen, one moves again", () =>
  withPage("#lang=en", async (page) => {
    const moving = page.locator(".cards svg.moving");
    await moving.first().waitFor();
    assert.equal(await moving.count(), LABS.length);
    await moving.first().waitFor({ state: "detached" });
    const rest = await drawn(page);
    const at = LABS.indexOf("descent");
    for (const begin of [() => cards(page).nth(at).hover(), () => cards(page).nth(at).focus()]) {
      await begin();
      await page.locator(".cards svg.moving.descent").waitFor();
      for (let now = rest; now[at] === rest[at]; now = await drawn(page));
      assert.equal(await moving.count(), 1);
      await moving.first().waitFor({ state: "detached" });
      await page.mouse.move(0, 0);
      assert.deepEqual(await drawn(page), rest, "it ends as before");
    }
  }));

test("what is off the screen does not move", () =>
  withPage(
    "#lang=en",
    async (page) => {
      await page.locator(".cards svg.moving").first().waitFor();
      assert.equal(await page.locator(".cards svg.moving.network").count(), 0);
    },
    { viewport: { width: 390, height: 600 } },
  ));

test("nothing moves for those who want that", () =>
  withPage(
    "#lang=en",
    async (page) => {
      const before = await drawn(page);
      await cards(page).first().hover();
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
      assert.deepEqual(await drawn(page), before);
    },
    { reducedMotion: "reduce" },
  ));

for (const [colorScheme, width, height, lang] of [
  ["light", 1280, 720, "pl"],
  ["dark", 390, 844, "en"],
  ["light", 320, 640, "pl"],
])
  test(`the front door in ${colorScheme}, ${width} wide, ${lang}: no accessibility fault, nothing wider than the window`, () =>
    withPage(
      `#lang=${lang}`,
      async (page) => {
        await screenshot(page, `home-${colorScheme}-${width}-${lang}`);
        await fits(page);
        await accessible(page);
      },
      { colorScheme, viewport: { width, height }, bypassCSP: true, reducedMotion: "reduce" },
    ));

test("without its pictures' numbers the cards are there", () =>
  withPage("#lang=en", async (page) => assert.equal(await cards(page).count(), LABS.length), {
    prepare: (page) => page.route("**/figures.json", (route) => route.abort()),
    expected: /figures\.json|ERR_FAILED/,
  }));
