// The page itself, as a visitor meets it: default settings, training at full speed, everything drawn.
import { launch } from "./hosts.mjs";

const VIEWPORT = { width: 1440, height: 900 };

/** Milliseconds of training before the first window, and of each window. */
const WARM_UP = 3000;
const WINDOW = 5000;

/** Windows of the page at `address`: { platform, windows: [{ examples, frames }] }, both a second. */
export async function measurePage(executablePath, address, count) {
  const browser = await launch(executablePath);
  try {
    const page = await (await browser.newContext({ viewport: VIEWPORT })).newPage();
    await page.goto(`${address}#seed=1&speed=max&stop=epochs:1000000000`);
    await page.evaluate(() => document.querySelector("nn-playground").ready);
    await page.evaluate(() => document.querySelector("nn-playground").play());
    await page.waitForTimeout(WARM_UP);
    const windows = [];
    for (let window = 0; window < count; window++) windows.push(await page.evaluate(countFor, WINDOW));
    const running = await page.evaluate(() => document.querySelector("nn-playground").state.running);
    if (!running) throw new Error("the page stopped training");
    return { platform: `Chromium ${browser.version()}`, windows };
  } finally {
    await browser.close();
  }
}

/** Runs in the page: counts its updates and frames for so many milliseconds. */
async function countFor(milliseconds) {
  const element = document.querySelector("nn-playground");
  const frame = () =>
    new Promise((resolve) => {
      requestAnimationFrame(resolve);
    });
  const batch = element.settings.batch_size;
  await frame();
  const began = performance.now();
  const { step } = element.state;
  let frames = 0;
  while (performance.now() - began < milliseconds) {
    await frame();
    frames += 1;
  }
  const seconds = (performance.now() - began) / 1000;
  return { examples: ((element.state.step - step) * batch) / seconds, frames: frames / seconds };
}
