// What the page tests share: one browser a file, and pages that report everything that should not happen.
import assert from "node:assert/strict";
import { after } from "node:test";
import { chromium } from "playwright-core";

/** Where the page is served, and the browser to open it with: `cargo xtask test` says so. */
const { PAGE_URL, CHROMIUM } = process.env;
assert.ok(PAGE_URL && CHROMIUM, "run these by `cargo xtask test`, or set PAGE_URL (of a running `cargo xtask serve`) and CHROMIUM (the path of a Chromium)");
export { PAGE_URL };

const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});
after(() => browser.close());

/**
 * Opens the page with a hash, waits until it is ready and runs `work(page)`; then asserts that the console was silent
 * and that nothing was asked of any other origin. `options` are a browser context's, `prepare(page)` runs before.
 */
export async function withPage(hash, work, { prepare, path = "", ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== new URL(PAGE_URL).origin) faults.push(`request to ${request.url()}`);
  });
  page.on("response", (response) => response.status() >= 400 && faults.push(`${response.status()} for ${response.url()}`));
  try {
    await prepare?.(page);
    await page.goto(PAGE_URL + path + hash);
    await page.evaluate(() => document.querySelector("nn-playground").ready);
    await work(page);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

/** The element's state. */
export const state = (page) => page.evaluate(() => document.querySelector("nn-playground").state);

/** The element's settings. */
export const settings = (page) => page.evaluate(() => document.querySelector("nn-playground").settings);

/** Calls a method of the element and waits for it. */
export const call = (page, method, ...values) =>
  page.evaluate(([name, list]) => document.querySelector("nn-playground")[name](...list), [method, values]);

/** A control by its role and accessible name. */
export const select = (page, name) => page.getByRole("combobox", { name, exact: true });
export const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
export const picture = (page, name) => page.getByRole("img", { name });

/** Where something is, once it keeps still: what is beside it may still be on its way. */
export async function place(locator) {
  for (let before = null; ; ) {
    const now = await locator.boundingBox();
    if (now && JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A finger from one place to another, quickly. It is no mouse: what it does not drag, it scrolls. */
export async function swipe(page, from, to) {
  const touch = await page.context().newCDPSession(page);
  const send = (type, places) => touch.send("Input.dispatchTouchEvent", { type, touchPoints: places.map(([x, y]) => ({ x, y })) });
  await send("touchStart", [from]);
  for (const share of [0.25, 0.5, 0.75, 1]) await send("touchMove", [from.map((side, axis) => side + share * (to[axis] - side))]);
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
