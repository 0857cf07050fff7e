// What the page tests share: one browser a file, and pages that report everything that should not happen.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test, { after } from "node:test";
import { chromium } from "playwright-core";
import { FLAGS } from "./flags.mjs";

/**
 * Where the page is served, and the browser to open it with: `cargo xtask test` says so. With LATE every worker's answer comes
 * so many milliseconds later: that finds what does not wait for them, in the page and in its tests.
 */
const { PAGE_URL, CHROMIUM, LATE } = process.env;
assert.ok(
  PAGE_URL && CHROMIUM,
  "run these by `cargo xtask test`, or set PAGE_URL (of a running `cargo xtask serve`) and CHROMIUM (the path of a Chromium)",
);
export { PAGE_URL };

const browser = await chromium.launch({
  executablePath: CHROMIUM,
  // The pages of a context share a process, which keeps what it has compiled: that saves a quarter of opening one. Only with a
  // crash reporter does a Chromium without a window outlive a read beyond a module's memory.
  args: [...FLAGS, "--renderer-process-limit=1", "--enable-crash-reporter"],
});
after(() => browser.close());

/** By its options, each context that a test wanted: with one page that stays, so that its process does. */
const contexts = new Map();

/** A page of its own in a context with these options, in which nothing is stored, and what closes it. */
async function open(options) {
  const key = JSON.stringify(options);
  if (!contexts.has(key)) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const stays = await context.newPage();
    await stays.goto(`${PAGE_URL}icon.svg`);
    contexts.set(key, { context, stays });
  }
  const { context, stays } = contexts.get(key);
  const others = context.pages();
  const page = await context.newPage();
  if (LATE) await late(Number(LATE))(page);
  return {
    page,
    async close() {
      // What it opened, too.
      for (const page of context.pages()) if (!others.includes(page)) await page.close();
      await stays.evaluate(() => localStorage.clear());
    },
  };
}

/**
 * Opens the page with a hash, waits until it is ready and runs `work(page)`; then asserts that the console was silent
 * and that nothing was asked of any other origin. `options` are a browser context's, `prepare(page)` runs before; `expected`
 * matches what is said of a failure that the test makes.
 */
export async function withPage(hash, work, { prepare, expected, path = "", ...options } = {}) {
  const { page, close } = await open(options);
  const faults = [];
  page.on(
    "console",
    (message) => ["error", "warning"].includes(message.type()) && faults.push(`console: ${message.text()}`),
  );
  page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== new URL(PAGE_URL).origin) faults.push(`request to ${request.url()}`);
  });
  page.on(
    "response",
    (response) => response.status() >= 400 && faults.push(`${response.status()} for ${response.url()}`),
  );
  try {
    await prepare?.(page);
    await page.goto(PAGE_URL + path + hash);
    await page.evaluate(() => document.querySelector("nn-playground")?.ready);
    await work(page);
    assert.deepEqual(
      faults.filter((fault) => !expected?.test(fault)),
      [],
    );
  } finally {
    await close();
  }
}

/**
 * Options for somebody else's page at /course/notes.html with this body, under the same strict policy as ours; without
 * `script` it does not load the element.
 */
export const host = (body, { script = true, style = "", prepare } = {}) => ({
  path: "course/notes.html",
  async prepare(page) {
    const fulfill = (contentType, body) => (route) =>
      route.fulfill({
        contentType: `${contentType}; charset=utf-8`,
        headers: { "Content-Security-Policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'" },
        body,
      });
    const element = script ? '<script type="module" src="/element.js"></script>' : "";
    await page.route("**/course/notes.css", fulfill("text/css", style));
    await page.route(
      "**/course/notes.html*",
      fulfill(
        "text/html",
        `<!doctype html><html lang="en"><title>Notes</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="notes.css">${element}${body}</html>`,
      ),
    );
    await prepare?.(page);
  },
});

/**
 * Serves the page's source below /source/, for tests that ask one of its modules: what is delivered has them in larger files.
 */
export const withSource = (page) =>
  page.route("**/source/**", (route) => {
    const file = new URL(route.request().url()).pathname.replace("/source/", "../../www/");
    return route.fulfill({ path: new URL(file, import.meta.url).pathname });
  });

/** The element's state. */
export const state = (page) => page.evaluate(() => document.querySelector("nn-playground").state);

/**
 * The element's settings, once they are what is seen: whoever asks for weights is answered, or refused, after every change that was
 * made before. While it plays there is always another one.
 */
export const settings = (page) =>
  page.evaluate(async () => {
    const element = document.querySelector("nn-playground");
    for (let tries = 0; ; tries++) {
      const before = JSON.stringify(element.settings);
      await element.get_weights().catch(() => {});
      const { settings } = element;
      if (tries === 5 || JSON.stringify(settings) === before) return settings;
    }
  });

/** Follows another link on the open page, and waits until it is what is seen. */
export async function follow(page, link) {
  await page.evaluate(
    (hash) =>
      new Promise((resolve) => {
        addEventListener("hashchange", resolve, { once: true });
        location.hash = hash;
      }),
    link,
  );
  await settings(page);
}

/** Calls a method of the element and waits for it. */
export const call = (page, method, ...values) =>
  page.evaluate(([name, list]) => document.querySelector("nn-playground")[name](...list), [method, values]);

/** A control by its role and accessible name. */
export const select = (page, name) => page.getByRole("combobox", { name, exact: true });
export const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
export const picture = (page, name) => page.getByRole("img", { name });
export const field = (page, name) => page.getByRole("textbox", { name, exact: true });

/** Types into a field and leaves it with Enter. */
export async function type(page, name, written) {
  await field(page, name).fill(written);
  await field(page, name).press("Enter");
}

/** Opens what is shared, unless it is open, and presses the button that copies the link. */
export async function copyLink(page) {
  const opener = page.locator(".share > .opener");
  if ((await opener.getAttribute("aria-expanded")) !== "true") await opener.click();
  await page.locator(".share-panel .link").click();
}

/** Presses a chapter in the bar. Where there is no room for all the bar has them in a menu, which is opened first. */
export async function chapter(page, name) {
  const opener = page.locator(".labs .opener");
  if (await opener.isVisible()) await opener.click();
  await page.locator(".labs .chapter", { hasText: new RegExp(`^${name}$`) }).click();
}

/** Waits until what has changed is drawn: a frame tells of sizes before it calls back, or after it, if they are observed. */
export const drawn = (page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** Makes the window so large, and waits until the page has heard of it and has been drawn so. */
export async function resize(page, width, height) {
  await page.setViewportSize({ width, height });
  await page.waitForFunction((size) => `${innerWidth} × ${innerHeight}` === size, `${width} × ${height}`);
  await drawn(page);
}

/** Waits until a setting has a value, and is what is seen. */
export async function wait(page, key, wanted) {
  await page.waitForFunction(
    ([name, value]) => JSON.stringify(document.querySelector("nn-playground").settings[name]) === value,
    [key, JSON.stringify(wanted)],
  );
  await settings(page);
}

/** Waits until what has the focus has an accessible label that begins so: a worker may have to answer first. */
export const hasFocus = (page, label) =>
  page.waitForFunction(
    (beginning) =>
      document
        .querySelector("nn-playground")
        .shadowRoot.activeElement?.getAttribute("aria-label")
        ?.startsWith(beginning),
    label,
  );

/** Where something is, once it keeps still: what is beside it may still be on its way. */
export async function place(locator) {
  for (let before = null; ; ) {
    const now = await locator.boundingBox();
    if (now && JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The place of its middle, [x, y]. */
export async function middle(locator) {
  const { x, y, width, height } = await place(locator);
  return [x + width / 2, y + height / 2];
}

/** A finger from one place to another, quickly. It is no mouse: what it does not drag, it scrolls. */
export async function swipe(page, from, to) {
  const touch = await page.context().newCDPSession(page);
  const send = (type, places) =>
    touch.send("Input.dispatchTouchEvent", { type, touchPoints: places.map(([x, y]) => ({ x, y })) });
  await send("touchStart", [from]);
  for (const share of [0.25, 0.5, 0.75, 1])
    await send("touchMove", [from.map((side, axis) => side + share * (to[axis] - side))]);
  await send("touchEnd", []);
}

/** A number that changes with a canvas's pixels. */
export const pixels = (locator) =>
  locator.evaluate((canvas) => {
    // Through a copy that is made for reading: the canvas itself is made for drawing.
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    return data.reduce((hash, value) => (Math.imul(hash, 31) + value) | 0, 7);
  });

/** A picture of the page in target/screenshots; of a phone, with all that has to be scrolled. */
export const screenshot = (page, name) =>
  page.screenshot({
    path: new URL(`../../target/screenshots/${name}.png`, import.meta.url).pathname,
    fullPage: page.viewportSize().width < 500,
  });

/** Opens all that is one click away. */
export async function openAll(page) {
  const summaries = await page.locator("summary").all();
  assert.ok(summaries.length, "nothing can be opened");
  for (const summary of summaries) await summary.click();
}

/** Asserts that nothing is wider than the window. */
export const fits = async (page) =>
  assert.equal(
    await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    true,
    "it scrolls sideways",
  );

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Asserts that nothing is drawn miles away: browsers draw that badly, and axe looks at each pixel's neighbourhood on the way. */
async function isNear(page) {
  const far = await page.evaluate(() =>
    [...document.querySelector("nn-playground").shadowRoot.querySelectorAll("svg *")]
      .map((part) => [part.outerHTML.slice(0, 120), part.getBoundingClientRect()])
      .filter(([, { width, height }]) => Math.max(width, height) > 300_000)
      .map(([part]) => part),
  );
  assert.deepEqual(far, []);
}

/** Asserts that axe finds no accessibility fault. The page must be opened with `bypassCSP`, or axe may not run in it. */
export async function accessible(page) {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
    [],
  );
}

/** Tests a lab in these looks, [theme, width, height, language, what else its link says], with everything open. */
export function looks(lab, list) {
  for (const [colorScheme, width, height, lang, rest] of list) {
    test(`${colorScheme}, ${width} pixels, ${lang}, ${rest.slice(0, 20)}: no accessibility fault, nothing wider than the window`, () =>
      withPage(
        `#lab=${lab}&seed=1&lang=${lang}&${rest}`,
        async (page) => {
          await screenshot(page, `${lab}-${colorScheme}-${width}-${lang}`);
          await openAll(page);
          await fits(page);
          await isNear(page);
          await accessible(page);
        },
        { colorScheme, viewport: { width, height }, deviceScaleFactor: width < 500 ? 2 : 1, bypassCSP: true },
      ));
  }
}

/** Waits until the state is as wanted. Asked from here: the page forbids that a text is run as script. */
export async function until(page, wanted) {
  const began = Date.now();
  for (;;) {
    const now = await state(page);
    if (wanted(now)) return now;
    assert.ok(Date.now() - began < 20_000, `still waiting for ${wanted}; the state is ${JSON.stringify(now)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Keeps the page's workers in a list. */
export const keepWorkers = (page) =>
  page.addInitScript(() => {
    const { Worker } = window;
    window.workers = [];
    window.Worker = class extends Worker {
      constructor(...values) {
        super(...values);
        window.workers.push(this);
      }
    };
  });

/** What workers say comes so many milliseconds later, as on a slow machine: what is asked meanwhile finds them busy. */
export const late = (milliseconds) => (page) =>
  page.addInitScript((milliseconds) => {
    window.Worker = class extends Worker {
      set onmessage(listener) {
        super.onmessage = (event) => setTimeout(() => listener.call(this, event), milliseconds);
      }
    };
  }, milliseconds);

/** As browsers do where a policy or a setting forbids them. */
export const refuseWorkers = (page) =>
  page.addInitScript(() => {
    window.Worker = class {
      constructor() {
        throw new DOMException("refused", "SecurityError");
      }
    };
  });
