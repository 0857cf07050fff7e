// Where contenders run: each in a process of Node, or each in a page of one Chromium. Either way `ask(method, …values)`
// calls what measure.mjs offers there.
import { fork } from "node:child_process";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { ROOT, bundle } from "./bundle.mjs";
import { FLAGS as PAGE_FLAGS } from "../tests/page/flags.mjs";

/** All contenders in processes of Node: { version, open(contender), close() }. */
export function inNode() {
  const children = [];
  return {
    name: `Node ${process.versions.node}`,
    async open(contender) {
      const file = ROOT + (await bundle(contender, "node"));
      // What tfjs says about its faster backends goes nowhere; what goes wrong is answered.
      const child = fork(fileURLToPath(new URL("child.mjs", import.meta.url)), [file], {
        stdio: ["ignore", "ignore", "ignore", "ipc"],
      });
      children.push(child);
      const waiting = new Map();
      child.on("message", ({ id, result, error }) => {
        const { resolve, reject } = waiting.get(id);
        waiting.delete(id);
        if (error === undefined) resolve(result);
        else reject(new Error(error));
      });
      child.on("exit", (code) => waiting.forEach(({ reject }) => reject(new Error(`its process ended with ${code}`))));
      let next = 0;
      return (method, ...values) =>
        new Promise((resolve, reject) => {
          waiting.set(next, { resolve, reject });
          child.send({ id: next++, method, values }, (error) => error && reject(error));
        });
    },
    async close() {
      for (const child of children) child.kill();
    },
  };
}

const TYPES = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".css": "text/css",
  ".json": "application/json",
  ".html": "text/html",
  ".svg": "image/svg+xml",
};

/** What pages may load: the package, the bundles, and the modules that tfjs loads itself. */
const SERVED = ["/www/", "/target/bench/", "/benches/node_modules/@tensorflow/"];

/** Serves those on a free port of this machine, and an empty page for each contender. Without a policy: synaptic needs `eval`. */
async function serve() {
  const server = createServer(async ({ url }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    if (pathname.startsWith("/contender/")) {
      response.setHeader("Content-Type", "text/html");
      response.end("<!doctype html><meta charset=utf-8><title>contender</title>");
      return;
    }
    try {
      if (!SERVED.some((folder) => pathname.startsWith(folder))) throw new Error("not served");
      const body = await readFile(ROOT + pathname.slice(1));
      response.setHeader("Content-Type", TYPES[extname(pathname)] ?? "application/octet-stream");
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** The flags of the page tests, and no throttling of pages that are not in front. */
const FLAGS = [
  ...PAGE_FLAGS,
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
];

export const launch = (executablePath) => chromium.launch({ executablePath, args: FLAGS });

/** All contenders in pages of one Chromium. */
export async function inChromium(executablePath) {
  const browser = await launch(executablePath);
  const server = await serve();
  return {
    name: `Chromium ${browser.version()}`,
    async open(contender) {
      const file = await bundle(contender, "browser");
      const page = await (await browser.newContext()).newPage();
      await page.goto(`${server.address}/contender/${contender.id}`);
      await page.addScriptTag({ type: "module", url: `/${file}` });
      await page.evaluate(() => {
        const read = async (path) => {
          const response = await fetch(`/${path}`);
          if (!response.ok) throw new Error(`${path}: ${response.status}`);
          return response.arrayBuffer();
        };
        globalThis.host = globalThis.start({ read, address: (path) => `/${path}` });
      });
      return async (method, ...values) => {
        const { result, error } = await page.evaluate(
          async ([name, list]) => {
            try {
              return { result: await globalThis.host[name](...list) };
            } catch (problem) {
              return { error: problem.message };
            }
          },
          [method, values],
        );
        if (error !== undefined) throw new Error(error);
        return result;
      };
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
