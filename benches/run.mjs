// The package and its peers side by side, in Node and in Chromium, and the page: a table for README.md. A measurement, not
// a test.
//
//   node benches/run.mjs [--quick] [node] [chromium] [page] [WORK…]
//
// --quick takes few and short windows; without names all three parts run, and of all works: `B` are those whose names begin so.
// CHROMIUM is the browser's path, PAGE_URL the
// address of a running `cargo xtask serve`. `cargo xtask bench` sets both, and installs what is needed.
import { mkdir, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { assemble } from "./assemble.mjs";
import { ROOT } from "./bundle.mjs";
import { OURS } from "./contenders.mjs";
import { inChromium, inNode } from "./hosts.mjs";
import { measurePage } from "./page.mjs";
import { QUICK, THOROUGH, measure } from "./rounds.mjs";
import { notes, pageLine, table } from "./table.mjs";
import { ALL } from "./workloads.mjs";

const FOLDER = `${ROOT}target/bench/`;
const PARTS = ["node", "chromium", "page"];

const isWork = (word) => ALL.some(({ name }) => name.startsWith(word));

const given = process.argv.slice(2);
const quick = given.includes("--quick");
const named = given.filter((word) => word !== "--quick");
const parts = named.filter((word) => PARTS.includes(word));
const works = named.filter((word) => !PARTS.includes(word));
const unknown = works.find((word) => !isWork(word));
if (unknown)
  throw new Error(`there is no part or work ${unknown}: it is ${PARTS.join(", ")}, a work or the option --quick`);
const wanted = (part) => parts.length === 0 || parts.includes(part);
const isWanted = (name) => works.length === 0 || works.some((word) => name.startsWith(word));
const { CHROMIUM, PAGE_URL } = process.env;

const say = (line) => console.error(line);
const effort = quick ? QUICK : THOROUGH;
await mkdir(FOLDER, { recursive: true });
await writeFile(`${FOLDER}ceilings.wasm`, new Uint8Array(await assemble()));

const began = new Date();
const load = loadavg()[0];
const results = [];
const paragraphs = [];

async function sideBySide(platform) {
  try {
    const result = await measure(platform, effort, isWanted, say);
    results.push(result);
    paragraphs.push(table(result));
    // A slow package is a measurement, a wrong one an error.
    if (Object.values(result.rates).some((rates) => !rates[OURS])) process.exitCode = 1;
  } finally {
    await platform.close();
  }
}

if (wanted("node")) await sideBySide(inNode());
if (!CHROMIUM && (wanted("chromium") || wanted("page")))
  say("the variable CHROMIUM names no browser: nothing is measured there");
if (CHROMIUM && wanted("chromium")) await sideBySide(await inChromium(CHROMIUM));
if (CHROMIUM && wanted("page")) {
  if (!PAGE_URL) {
    say("the variable PAGE_URL names no address: the page is not measured");
  } else {
    say("the page");
    const result = await measurePage(CHROMIUM, PAGE_URL, quick ? 2 : 5);
    results.push({ page: result });
    paragraphs.push(pageLine(result));
  }
}

const processors = cpus();
const heading = `${began.toISOString().slice(0, 10)}, ${processors.length} × ${processors[0].model.trim()}, load before it ${load.toFixed(1)}.${quick ? " A quick run." : ""}`;
const explained = `Examples trained a second (W5: milliseconds), the best of ${effort.rounds} windows of ${effort.window} ms.`;
const hasTables = results.some(({ rates }) => rates);
const text = [heading, ...(hasTables ? [explained] : []), ...paragraphs, ...(hasTables ? [notes()] : [])].join("\n\n");
await writeFile(`${FOLDER}table.md`, `${text}\n`);
await writeFile(`${FOLDER}results.json`, `${JSON.stringify({ began, load, effort, results }, null, 2)}\n`);
console.log(text);
say("\nwritten to target/bench/table.md and target/bench/results.json");
