// What README.md tells programmers to write works as it stands there.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { PAGE_URL, withPage } from "./browser.mjs";

const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
const block = (language) => readme.match(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``))[1];

test("the example prints the numbers in its comments", () =>
  withPage(
    "",
    async (page) => {
      const printed = [];
      page.on("console", (message) => printed.push(message.text()));
      await page.evaluate((url) => import(url), `${PAGE_URL}readme-example.js`);
      assert.deepEqual(printed, ["15.71", "0.1400156"]);
    },
    {
      prepare: (page) =>
        page.route("**/readme-example.js", (route) =>
          route.fulfill({ contentType: "text/javascript", body: block("js") }),
        ),
    },
  ));

test("the markup makes the element that it describes", () =>
  withPage(
    "",
    async (page) => {
      const { dataset, optimizer, layers, features, seed } = await page.evaluate(
        () => document.querySelector("nn-playground").settings,
      );
      assert.deepEqual(
        [dataset, optimizer, layers, features, seed],
        ["spiral", "adam", [{ units: 8 }, { units: 8 }], ["x", "y", "sinx", "siny"], 7],
      );
    },
    {
      path: "course.html",
      prepare: (page) =>
        page.route("**/course.html", (route) =>
          route.fulfill({
            contentType: "text/html; charset=utf-8",
            body: `<!doctype html><title>Course</title><link rel="icon" href="/icon.svg">${block("html").replace("https://your.site/playground/", "/")}`,
          }),
        ),
    },
  ));
