// Pages as people make them: an application that is bundled with its framework, and the element from a script of its own.
import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { host, withPage } from "../page/browser.mjs";

const here = new URL(".", import.meta.url).pathname;

/** An application as one script. `alias` names other packages than are imported, `plugins` are esbuild's. */
async function bundle(source, { alias, plugins } = {}) {
  const {
    outputFiles: [{ text }],
  } = await build({
    stdin: { contents: source, resolveDir: here },
    absWorkingDir: here, // from where an alias is looked for
    bundle: true,
    write: false,
    format: "esm",
    minify: true,
    alias,
    plugins,
    define: {
      "process.env.NODE_ENV": '"production"',
      __VUE_OPTIONS_API__: "true",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
  });
  return text;
}

/** Loads the element's script and waits for the first of them. */
const define = (page) =>
  page.evaluate(async () => {
    await import("/element.js");
    await document.querySelector("nn-playground").ready;
  });

/** Runs `work(page)` in a page with an application, which mounts itself in #app; the element's script is there `before` it or after. */
export async function withApp(
  source,
  work,
  { before = true, style = "", body = '<div id="app"></div>', ...options } = {},
) {
  const app = await bundle(source, options);
  const prepare = (page) =>
    page.route("**/course/app.js", (route) => route.fulfill({ contentType: "text/javascript", body: app }));
  const page = host(`${body}<script type="module" src="app.js"></script>`, { script: before, style, prepare });
  await withPage(
    "",
    async (page) => {
      await page.locator("nn-playground").first().waitFor({ state: "attached" });
      if (!before) await define(page);
      await page.evaluate(() => document.querySelector("nn-playground").ready);
      await work(page);
    },
    page,
  );
}

/** The style sheet of a package. */
export const sheetOf = (file) => readFile(new URL(`node_modules/${file}`, import.meta.url), "utf8");

/** What the first element has, of the settings by these names, and its state's step. */
export const has = (page, ...names) =>
  page.evaluate((names) => {
    const { settings, state } = document.querySelector("nn-playground");
    return [...names.map((name) => settings[name]), state.step];
  }, names);

/** Waits for the first element's next change. */
export const changed = (page, change) =>
  page.evaluate(async (selector) => {
    const element = document.querySelector("nn-playground");
    const changed = new Promise((resolve) => element.addEventListener("change", resolve, { once: true }));
    document.querySelector(selector).click();
    await changed;
  }, change);
