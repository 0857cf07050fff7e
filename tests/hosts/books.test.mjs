// The keys of books: listeners that ask what those of mdBook and of Sphinx's themes ask, and turn the page.
import assert from "node:assert/strict";
import test from "node:test";
import { host, until, withPage } from "../page/browser.mjs";

const HANDLERS = {
  // As mdBook: no modifier, and not while the search has the focus; arrows turn the page, s and / open the search.
  mdBook: () =>
    document.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (["ArrowLeft", "ArrowRight", "s", "/", "?"].includes(event.key)) window.taken.push(event.key);
    }),
  // As Sphinx with navigation_with_keys: not in what the document says is a field, which an element with a shadow root is not.
  Sphinx: () =>
    document.addEventListener("keydown", (event) => {
      const { tagName } = document.activeElement;
      if (["TEXTAREA", "INPUT", "SELECT", "BUTTON"].includes(tagName) || event.altKey || event.ctrlKey || event.metaKey)
        return;
      if ((!event.shiftKey && ["ArrowLeft", "ArrowRight"].includes(event.key)) || event.key === "/")
        window.taken.push(event.key);
    }),
};

for (const [book, listen] of Object.entries(HANDLERS)) {
  test(`${book} hears of no key that the playground uses, and of all others`, () =>
    withPage(
      "",
      async (page) => {
        await page.evaluate(() => {
          window.taken = [];
        });
        await page.evaluate(listen);
        const step = page.getByRole("button", { name: "Step", exact: true });
        await step.focus();
        await page.keyboard.press("ArrowRight");
        await until(page, (now) => now.step === 1);
        await page.getByText("Noise, split, size, seed").click();
        await page.getByRole("textbox", { name: "Seed" }).fill("");
        await page.keyboard.type("s/?");
        await page.keyboard.press("ArrowLeft");
        await page.getByRole("combobox", { name: "Dataset" }).focus();
        await page.keyboard.press("ArrowRight");
        assert.deepEqual(await page.evaluate(() => window.taken), []);
        await step.focus();
        await page.keyboard.press("/");
        await page.locator("body").evaluate(() => document.querySelector("a").focus());
        await page.keyboard.press("ArrowRight");
        assert.deepEqual(await page.evaluate(() => window.taken), ["/", "ArrowRight"]);
      },
      host('<a href="#">Next</a><nn-playground seed="1" lang="en"></nn-playground>'),
    ));
}
