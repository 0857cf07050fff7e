// What is loaded once, and what is said where that fails.
import assert from "node:assert/strict";
import test from "node:test";
import { LoadError, fetched, imported, json, once } from "../../www/once.js";

const url = new URL("https://example.org/labs/perceptron/index.js");

test("a module that could not be imported is asked for at another address", async () => {
  const asked = [];
  const fails = (address) => {
    asked.push(address);
    return Promise.reject(new TypeError("error loading dynamically imported module"));
  };
  for (let tries = 0; tries < 2; tries++) {
    await assert.rejects(imported(url, fails), {
      name: "LoadError",
      problem: "unreachable",
      file: "perceptron/index.js",
    });
  }
  const module = await imported(url, (address) => Promise.resolve({ address }));
  assert.deepEqual([...asked, module.address], [url.href, `${url.href}?again=1`, `${url.href}?again=2`]);
});

test("an error in a module is not said to be one of the network", () =>
  assert.rejects(
    imported(url, () => Promise.reject(new SyntaxError("unexpected token"))),
    SyntaxError,
  ));

test("what a server does not have, or has something else for, is named with its file", async (t) => {
  const answer = (response) => t.mock.method(globalThis, "fetch", () => response);
  answer(Promise.reject(new TypeError("Failed to fetch")));
  await assert.rejects(fetched(url), { problem: "unreachable", message: /perceptron\/index\.js/ });
  answer(Promise.resolve(new Response("", { status: 503, statusText: "Busy" })));
  await assert.rejects(fetched(url), { problem: "status", status: "503 Busy", message: /index\.js.*503 Busy/ });
  answer(Promise.resolve(new Response("<!doctype html>")));
  await assert.rejects(json(url), { problem: "not_json", message: /something else.*perceptron\/index\.js/ });
});

test("what failed is not remembered", async () => {
  await assert.rejects(once("a", () => Promise.reject(new LoadError("unreachable", url))));
  assert.equal(await once("a", async () => 7), 7);
  assert.equal(await once("a", async () => 8), 7);
});
