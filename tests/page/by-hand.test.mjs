// From the network to the same numbers by hand.
import assert from "node:assert/strict";
import test from "node:test";
import { call, press, settings, until, wait, withPage } from "./browser.mjs";

/** A number as English writes it. */
const read = (text) => Number(text.replaceAll(",", "").replace("−", "-"));

for (const [what, hash] of [
  ["two classes", "dataset=xor&layers=3&batch-size=4&at=60"],
  ["three classes", "dataset=blobs&layers=2:relu,2&batch-size=3&at=25"],
  ["values, from squares, too", "dataset=plane&features=x,y,x2&layers=2:sigmoid&batch-size=5&at=10"],
])
  test(`${what}: the coming mini-batch by hand changes a weight as the network's next step does`, () =>
    withPage(`#lab=network&seed=3&lang=en&${hash}`, async (page) => {
      await press(page, "By hand");
      await page.getByRole("button", { name: "Open these numbers in “Backprop by hand”" }).click();
      await wait(page, "lab", "backprop");
      await page.evaluate(() => {
        document.querySelector("nn-playground").settings = { stage: 24 }; // the last one that there is
      });
      const byHand = read(await page.locator('.board .live[data-symbol="step1.1.1"]').first().textContent());
      await page.goBack();
      await wait(page, "lab", "network");
      await until(page, (now) => now.step > 0);
      const weight = () =>
        page.evaluate(async () => (await document.querySelector("nn-playground").get_weights())[0][0]);
      const before = await weight();
      await call(page, "step", 1);
      const after = await weight();
      // By hand η·∂L/∂w has four digits.
      assert.ok(Math.abs(before - after - byHand) < 1e-3 * Math.abs(byHand), `${before - after}, by hand ${byHand}`);
      assert.equal((await settings(page)).dataset, /dataset=(\w+)/.exec(hash)[1]);
    }));

test("what has no room by hand is said, and what would", () =>
  withPage("#lab=network&seed=3&lang=en&layers=8", async (page) => {
    await press(page, "By hand");
    const open = page.getByRole("button", { name: "Open these numbers in “Backprop by hand”" });
    await page.getByText("up to 4 layers of up to 6 units").waitFor();
    assert.equal(await open.isEnabled(), false);
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { layers: "4", optimizer: "adam" };
    });
    await page.getByText("There the update is that of plain SGD").waitFor();
    await open.click({ trial: true }); // waits until it can be pressed
  }));
