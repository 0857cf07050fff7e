// What is shared: the link and its QR code, which another program reads.
import assert from "node:assert/strict";
import test from "node:test";
import { PAGE_URL, accessible, call, copyLink, settings, wait, withPage } from "./browser.mjs";
import { read } from "./share.mjs";

const share = async (page) => {
  // Where the bar has no room it is in a list.
  const more = page.locator(".more-tools > .opener");
  if (await more.isVisible()) await more.click();
  await page.locator(".share > .opener").click();
  await page.locator(".qr").waitFor();
};

for (const [link, options] of [
  ["#lab=perceptron&seed=7&lang=en&step=5", {}],
  ["#lab=descent&seed=7&lang=pl&theme=dark&view=projector", { deviceScaleFactor: 2 }],
  ["#lab=neuron&seed=7&net=C:2<A,B&on=A,B&lang=en", { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3 }],
])
  test(`a camera reads the address of exactly this from the code: ${link.slice(0, 30)}`, () =>
    withPage(
      link,
      async (page) => {
        await share(page);
        const shown = await page.evaluate(() => document.querySelector("nn-playground").hash);
        assert.equal(await read(page), PAGE_URL + shown);
        await page.keyboard.press("Escape");
        await page.locator(".qr").waitFor({ state: "hidden" });
      },
      options,
    ));

test("an open panel follows what is seen", () =>
  withPage("#lab=perceptron&seed=7&lang=en", async (page) => {
    await share(page);
    const field = page.getByLabel("Link to this state");
    assert.doesNotMatch(await field.inputValue(), /step/);
    await call(page, "step", 3);
    await wait(page, "step", 3);
    await page.waitForFunction(() =>
      document.querySelector("nn-playground").shadowRoot.querySelector(".share-panel input").value.includes("step=3"),
    );
    assert.match(await read(page), /step=3/);
  }));

test("a link that is too long for a code is said to be; it can be copied", () =>
  withPage(
    "#lab=network&seed=7&lang=en",
    async (page) => {
      const rows = Array.from({ length: 200 }, (_, at) => `${(at % 13) - 6}.25, ${(at % 11) - 5}.75, ${at % 2}`);
      await page.evaluate(
        (points) => {
          document.querySelector("nn-playground").settings = { dataset: "custom", points };
        },
        ["x, y, class", ...rows].join("\n"),
      );
      await wait(page, "dataset", "custom");
      await copyLink(page);
      await page.getByText("too long for a QR code").waitFor();
      assert.equal(await page.locator(".qr").count(), 0);
      await page.getByRole("button", { name: "Copied" }).waitFor();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      assert.ok(link.length > 2900, `${link.length}`);
      assert.equal((await settings(page)).seed, 7);
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  ));

test("nothing of it is loaded before it is wanted; without it that is said", async () => {
  const requests = [];
  await withPage(
    "#lab=neuron&seed=7&lang=en",
    async (page) => {
      assert.ok(!requests.some((url) => /ui\/share/.test(url)));
      await page.route("**/ui/share.js*", (route) => route.abort());
      await page.locator(".share > .opener").click();
      await page.locator(".share").getByText("could not be loaded").waitFor();
      await page.unroute("**/ui/share.js*");
    },
    {
      prepare: (page) => page.on("request", (request) => requests.push(request.url())),
      expected: /Failed to load|ERR_FAILED/,
    },
  );
});

for (const colorScheme of ["light", "dark"])
  test(`no accessibility fault with the panel open (${colorScheme})`, () =>
    withPage(
      "#lab=neuron&seed=7&lang=pl",
      async (page) => {
        await share(page);
        await accessible(page);
      },
      { colorScheme, bypassCSP: true },
    ));
