// One contender in a process of Node, as hosts.mjs starts it: answers { id, method, values } by { id, result } or { id, error }.
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { ROOT } from "./bundle.mjs";

const { start } = createRequire(import.meta.url)(process.argv[2]);
const host = start({ read: (path) => readFile(ROOT + path), address: (path) => ROOT + path });

process.on("message", async ({ id, method, values }) => {
  try {
    process.send({ id, result: await host[method](...values) });
  } catch (error) {
    process.send({ id, error: error.message });
  }
});
