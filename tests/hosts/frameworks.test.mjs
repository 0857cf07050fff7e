// Older and smaller frameworks.
import assert from "node:assert/strict";
import test from "node:test";
import { compile } from "svelte/compiler";
import { call, state } from "../page/browser.mjs";
import { changed, has, withApp } from "./app.mjs";

test("React 18", () =>
  withApp(
    `
  import { createElement as h, useState } from "react";
  import { createRoot } from "react-dom/client";
  function App() {
    const [seed, setSeed] = useState(7);
    return [h("button", { key: 1, id: "more", onClick: () => setSeed(seed + 1) }, "more"), h("nn-playground", { key: 2, dataset: "spiral", layers: "8,8", seed })];
  }
  createRoot(document.querySelector("#app")).render(h(App));
`,
    async (page) => {
      assert.deepEqual(await has(page, "dataset", "seed"), ["spiral", 7, 0]);
      await changed(page, "#more");
      assert.deepEqual(await has(page, "dataset", "seed"), ["spiral", 8, 0]);
    },
    { alias: { react: "react-18", "react-dom": "react-dom-18" } },
  ));

test("Preact", () =>
  withApp(
    `
  import { h, render } from "preact";
  const show = (seed) => render([h("button", { id: "more", onClick: () => show(seed + 1) }, "more"), h("nn-playground", { lab: "perceptron", step: 4, settings: { eta: 0.5 }, seed })], document.querySelector("#app"));
  show(7);
`,
    async (page) => {
      assert.deepEqual(await has(page, "lab", "eta", "seed"), ["perceptron", 0.5, 7, 4]);
      await changed(page, "#more");
      await call(page, "step", 2);
      assert.deepEqual(await has(page, "seed"), [8, 6]);
    },
  ));

const svelte = (source) => ({
  name: "svelte",
  setup(build) {
    build.onResolve({ filter: /App\.svelte$/ }, () => ({
      path: new URL("App.svelte", import.meta.url).pathname,
      namespace: "app",
    }));
    build.onLoad({ filter: /.*/, namespace: "app" }, () => ({
      contents: compile(source, { generate: "client" }).js.code,
      resolveDir: new URL(".", import.meta.url).pathname,
    }));
  },
});

test("Svelte 5", () =>
  withApp(
    `
  import { mount } from "svelte";
  import App from "./App.svelte";
  mount(App, { target: document.querySelector("#app") });
`,
    async (page) => {
      assert.deepEqual(await has(page, "lab", "eta", "seed"), ["perceptron", 0.5, 7, 4]);
      await changed(page, "#more");
      await call(page, "step", 2);
      assert.equal((await state(page)).step, 6);
    },
    {
      plugins: [
        svelte(`<script>let seed = $state(7); const settings = { eta: 0.5 };</script>
    <button id="more" onclick={() => seed++}>more</button><nn-playground lab="perceptron" step={4} {settings} {seed}></nn-playground>`),
      ],
    },
  ));
