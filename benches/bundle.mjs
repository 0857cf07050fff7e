// Makes one file of a contender and all that it imports, for Node or for a page: some of the libraries are in CommonJS,
// some in modules that only bundlers can resolve.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Where the bundle of `contender` for `platform` ("node" or "browser") is to be written, relative to the repository. */
export const place = ({ id }, platform) => `target/bench/${platform}/${id}.${platform === "node" ? "cjs" : "js"}`;

/** Bundles and gives the place. The file exports, or gives to the page as `host`, what measure.mjs makes. */
export async function bundle(contender, platform) {
  const outfile = place(contender, platform);
  const start =
    platform === "node"
      ? "export const start = (environment) => createHost(contender, environment);"
      : "globalThis.start = (environment) => createHost(contender, environment);";
  await build({
    stdin: {
      contents: `import { createHost } from "./measure.mjs"; import * as contender from "./peers/${contender.id}.mjs"; ${start}`,
      resolveDir: FOLDER,
    },
    bundle: true,
    platform,
    format: platform === "node" ? "cjs" : "esm",
    mainFields: ["module", "main"],
    outfile: ROOT + outfile,
    logLevel: "error",
    // Where our package looks for its module when it is told nothing; here it is told.
    define: { "import.meta.url": '""' },
  });
  return outfile;
}
