// How fast it trains, what ends that by itself, and the way back.
import assert from "node:assert/strict";
import test from "node:test";
import { press, state, until, wait, withPage } from "./browser.mjs";

const alert = (page) => page.getByRole("alert");

test("as it opens there is an epoch between two pictures at most", () =>
  withPage("#seed=1&lang=en&dataset=xor", async (page) => {
    const epochs = page.evaluate(
      () =>
        new Promise((resolve) => {
          const seen = [];
          document.querySelector("nn-playground").addEventListener("progress", ({ detail }) => {
            seen.push(detail.step);
            if (seen.length === 12) resolve(seen);
          });
        }),
    );
    await press(page, "Train");
    const steps = await epochs;
    for (const [at, step] of steps.slice(1).entries()) {
      assert.ok(step - steps[at] <= 25, steps.join());
      assert.equal(step % 25, 0, "a short epoch is seen as a whole");
    }
    assert.ok(steps.at(-1) > 0);
  }));

test("training ends by itself where the losses have settled, says so, and goes on for 500 epochs more", () =>
  withPage("#seed=1&lang=pl&learning-rate=0.000000001&speed=max", async (page) => {
    await press(page, "Ucz");
    await alert(page).getByText("Uczenie zatrzymało się w epoce 1000: straty się ustaliły.").waitFor();
    assert.deepEqual((({ epoch, running }) => [epoch, running])(await state(page)), [1000, false]);
    await press(page, "Ucz");
    await alert(page).getByText("w epoce 1500").waitFor();
    await press(page, "Krok");
    await until(page, ({ step }) => step === 37_501);
    await alert(page).getByText("w epoce 1500").waitFor({ state: "hidden" });
  }));

test("Back and the key ← go one step back, to the same numbers", () =>
  withPage("#seed=1&lang=en&batch-size=50", async (page) => {
    const seen = [await state(page)];
    for (const step of [1, 2, 3]) {
      await press(page, "Step");
      seen.push(await until(page, (now) => now.step === step));
    }
    await press(page, "Back");
    await until(page, ({ step }) => step === 2);
    assert.deepEqual(await state(page), seen[2]);
    await page.keyboard.press("ArrowLeft");
    await until(page, ({ step }) => step === 1);
    assert.deepEqual(await state(page), seen[1]);
    for (const at of [0, 0]) {
      await page.keyboard.press("ArrowLeft");
      await until(page, ({ step }) => step === at);
    }
    await page.keyboard.press("ArrowRight");
    await until(page, ({ step }) => step === 1);
    assert.deepEqual(await state(page), seen[1]);
  }));

test("the space bar trains although a speed was pressed last", () =>
  withPage("#seed=1&lang=en", async (page) => {
    await page.getByRole("radio", { name: "Slow" }).check();
    await page.keyboard.press("Space");
    await until(page, ({ running }) => running);
    await page.keyboard.press("ArrowRight"); // that is another speed
    await wait(page, "speed", "epoch");
    await page.keyboard.press("Space");
    await until(page, ({ running }) => !running);
  }));
