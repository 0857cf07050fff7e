// The element from another origin, as README recommends it: it trains in a worker there, too.
import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import test from "node:test";
import { call, state, withPage } from "../page/browser.mjs";

const TYPES = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** Serves the page's folder to every origin; returns its address and what ends it. */
async function serve() {
  const server = createServer(async (request, response) => {
    const file = new URL(`../../site${new URL(request.url, "http://any").pathname}`, import.meta.url);
    const isThere = await stat(file).then(
      (info) => info.isFile(),
      () => false,
    );
    response.writeHead(isThere ? 200 : 404, {
      "Access-Control-Allow-Origin": "*",
      "Content-Type": TYPES[extname(file.pathname)] ?? "text/plain",
    });
    if (isThere) createReadStream(file).pipe(response);
    else response.end();
  });
  await new Promise((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return [`http://127.0.0.1:${server.address().port}/`, () => server.close()];
}

for (const [name, policy, workers] of [
  ["without a policy, in a worker", "", 1],
  ["under a policy that forbids it, on the page's own thread", "worker-src 'self'", 0],
]) {
  test(`the script of another origin trains: ${name}`, async () => {
    const [address, close] = await serve();
    try {
      await withPage(
        "",
        async (page) => {
          await call(page, "step", 5);
          assert.equal((await state(page)).step, 5);
          assert.equal(page.workers().length, workers);
        },
        {
          path: "course/notes.html",
          permissions: ["local-network-access"], // browsers ask the person before a page from elsewhere reaches this machine
          expected: /request to|worker-src|Content Security Policy/,
          prepare: (page) =>
            page.route("**/course/notes.html", (route) =>
              route.fulfill({
                contentType: "text/html",
                headers: policy ? { "Content-Security-Policy": policy } : {},
                body: `<!doctype html><title>Notes</title><link rel="icon" href="/icon.svg"><script type="module" src="${address}element.js"></script><nn-playground seed="1"></nn-playground>`,
              }),
            ),
        },
      );
    } finally {
      close();
    }
  });
}
