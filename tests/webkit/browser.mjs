// WebKit, Safari's engine, driven by the WebDriver of WebKitGTK. By plain requests, because it takes but a few commands:
// https://www.w3.org/TR/webdriver2/
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { after } from "node:test";

/** Where the page is served: `cargo xtask test` says so. */
const { PAGE_URL } = process.env;
assert.ok(
  PAGE_URL,
  "run these by `cargo xtask test webkit`, or by xvfb-run with PAGE_URL, the address of a running `cargo xtask serve`",
);

/** Milliseconds after which a wait has failed. */
const PATIENCE = 30_000;

/** Asks until the answer is neither false nor an error. */
export async function until(ask, what) {
  for (const began = Date.now(); ; ) {
    let problem = "";
    const answer = await ask().catch((error) => {
      problem = `: ${error.message}`;
    });
    if (answer) return answer;
    assert.ok(Date.now() - began < PATIENCE, `still waiting for ${what()}${problem}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Listens on a free port of this machine. */
const listening = async (server) => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server.address().port;
};

/** Runs in the page before any script of its own: notes what must not happen. A WebDriver does not tell of it. */
function watch() {
  const faults = [];
  window.faults = faults;
  const note = (kind) => (event) => {
    const { message, detail, target } = event;
    faults.push(`${kind}: ${message ?? detail?.message ?? target?.src ?? target?.href ?? target}`);
  };
  // While an event is on its way down, so that those that do not rise, of what cannot be loaded, are seen, too.
  addEventListener("error", note("error"), true);
  addEventListener("warning", note("warning"), true);
  addEventListener("unhandledrejection", ({ reason }) =>
    faults.push(`unhandled rejection: ${reason?.message ?? reason}`),
  );
  addEventListener(
    "securitypolicyviolation",
    ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
      faults.push(`policy: ${violatedDirective} forbids ${blockedURI} at ${sourceFile}:${lineNumber}`);
    },
    true,
  );
  for (const name of ["error", "warn"]) {
    const write = console[name];
    console[name] = (...values) => {
      faults.push(`console.${name}: ${values.join(" ")}`);
      write.apply(console, values);
    };
  }
}

/** The page as it is served, but for that script. */
const relay = createServer(async (request, answer) => {
  if (request.url === "/watch.js") {
    answer.writeHead(200, { "Content-Type": "text/javascript" }).end(`(${watch})();`);
    return;
  }
  const served = await fetch(new URL(request.url, PAGE_URL));
  const { "content-length": _length, connection: _connection, ...headers } = Object.fromEntries(served.headers);
  let body = Buffer.from(await served.arrayBuffer());
  if (headers["content-type"].startsWith("text/html")) {
    body = body.toString().replace("<head>", '<head><script src="/watch.js"></script>');
  }
  if (!served.ok) refused.push(`${served.status} for ${request.url}`);
  answer.writeHead(served.status, headers).end(body);
});
const refused = [];
const page = `http://127.0.0.1:${await listening(relay)}/`;

const probe = createServer();
const port = await listening(probe); // free a moment ago: the driver does not tell which one it chose itself
await new Promise((resolve) => probe.close(resolve));
// The kernel ends it with this process, however that ends. Its browser would keep our output open, and the runner waiting.
const driver = spawn("setpriv", ["--pdeathsig", "KILL", "WebKitWebDriver", `--port=${port}`], { stdio: "ignore" });
let failed = null;
driver.on("error", (error) => {
  failed = error;
});

async function send(method, command, body) {
  if (failed) throw failed;
  const answer = await fetch(`http://127.0.0.1:${port}${command}`, { method, body: body && JSON.stringify(body) });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}
await until(
  () => send("GET", "/status").then(({ ready }) => ready),
  () => "the driver",
);
const { sessionId } = await send("POST", "/session", { capabilities: {} });
const session = (method, command, body) => send(method, `/session/${sessionId}${command}`, body);
await session("POST", "/timeouts", { script: 2 * PATIENCE });
await session("POST", "/window/rect", { width: 1280, height: 1000 });

after(async () => {
  await session("DELETE", "").catch(() => {});
  driver.kill();
  relay.close();
  relay.closeAllConnections();
});

/** Runs a function in the page and waits for what it returns. */
export const evaluate = (work, ...values) =>
  session("POST", "/execute/sync", { script: `return (${work})(...arguments);`, args: values });

/** The element's state. */
export const state = () => evaluate(() => document.querySelector("nn-playground").state);

/** Presses a key, as the keyboard does. */
export const press = (value) =>
  session("POST", "/actions", {
    actions: [{ type: "key", id: "keyboard", actions: ["keyDown", "keyUp"].map((type) => ({ type, value })) }],
  });

/** A picture of the page in target/screenshots. */
export async function screenshot(name) {
  const folder = new URL("../../target/screenshots/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${name}.png`, folder), await session("GET", "/screenshot"), "base64");
}

/** What went wrong since the page was opened. */
export const faults = async () => [...refused, ...(await evaluate(() => window.faults))];

/** Opens the page anew with a hash, waits until it is ready and runs `work()`; then asserts that nothing went wrong. */
export async function withPage(hash, work) {
  await session("POST", "/url", { url: "about:blank" }); // else another hash is no new page
  refused.length = 0;
  await session("POST", "/url", { url: page + hash });
  await evaluate(async () => {
    await customElements.whenDefined("nn-playground");
    await document.querySelector("nn-playground").ready;
  });
  await work();
  assert.deepEqual(await faults(), []);
}
