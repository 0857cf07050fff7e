// Writes what is delivered of the page: `node site.mjs WWW SITE`. Its modules become a few files, so that nobody waits for a hundred
// of them; scripts, styles and texts are minified. What is loaded on demand keeps its address, and so does what other pages name.
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { transformSync } from "esbuild";
import { rollup } from "rollup";

const [www, site] = process.argv.slice(2).map((folder) => resolve(folder));

/** A file as a folder's other files name it. */
const named = (folder, file) => relative(folder, file).replaceAll("\\", "/");

const minified = (code, loader, how = { minify: true }) =>
  transformSync(code, { loader, legalComments: "none", ...how }).code;

const isPackage = (file) => file.startsWith("pkg");

/** Scripts that are named to be loaded later: those of workers, and modules that are imported on demand. */
const LATER = /(startWorker\(\s*)?new URL\(\s*"([^"]+\.js)",\s*import\.meta\.url,?\s*\)/g;

/** Makes entries of modules that are imported on demand, and keeps the workers for files of their own. */
function entries(workers) {
  const known = new Set();
  return {
    name: "entries",
    transform(code, id) {
      for (const [, isWorker, name] of code.matchAll(LATER)) {
        const file = named(www, resolve(dirname(id), name));
        if (isWorker) workers.add(file);
        else if (!isPackage(file) && !known.has(file))
          this.emitFile({ type: "chunk", preserveSignature: "allow-extension", id: join(www, file), fileName: file });
        known.add(file);
      }
    },
  };
}

const writing = {
  name: "writing",
  // What a module names beside itself is found from wherever its code has come to be.
  resolveImportMeta(property, { moduleId, chunkId }) {
    const module = named(www, moduleId);
    if (property !== "url" || module === chunkId) return null;
    return `new URL(${JSON.stringify(named(dirname(chunkId), module))}, import.meta.url).href`;
  },
  renderChunk: (code) => ({ code: minified(code, "js"), map: null }),
};

/** The entries that need a module, by module. */
function needs({ getModuleIds, getModuleInfo }) {
  const isEntry = (id) => getModuleInfo(id).isEntry || getModuleInfo(id).dynamicImporters.length > 0;
  const found = new Map();
  for (const entry of [...getModuleIds()].filter(isEntry)) {
    const reached = new Set([entry]);
    for (const id of reached) for (const next of getModuleInfo(id).importedIds) reached.add(next);
    for (const id of reached) found.set(id, [...(found.get(id) ?? []), named(www, entry)]);
  }
  return found;
}

/** What other pages name. `element.js?v=2` is another module; so it is only a name for a file that there is once. */
const ELEMENT = "element.js";

const isLesson = (entry) => /^labs\/(?!home|network)/.test(entry);

/**
 * The file for a module that several entries need: `page` for what every picture needs, `network` for what its parts share, `labs` for
 * what it shares with the lecture's labs, `lesson` for what they alone share, and `tools` for what the network needs later if at all.
 * All other modules go with what needs them.
 *
 * @param {string} module
 * @param {string[]} by The entries that need it.
 */
function group(module, by) {
  const needed = (...entries) => entries.some((entry) => by.includes(entry));
  if (module !== ELEMENT && needed(module)) return undefined;
  if (needed(ELEMENT, "ui/bar.js") || (needed("labs/home/index.js") && by.length > 1)) return "page";
  if (by.length === 1) return undefined;
  const isOfLessons = by.some(isLesson);
  if (needed("labs/network/index.js", "labs/network/graph.js")) return isOfLessons ? "labs" : "network";
  if (!isOfLessons) return undefined;
  return by.every(isLesson) ? "lesson" : "tools";
}

/** The scripts of the page and of its workers. */
async function scripts() {
  const labs = readdirSync(join(www, "labs"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const first = ["main.js", ELEMENT, ...labs.map(({ name }) => `labs/${name}/index.js`)];
  const workers = new Set();
  const page = await rollup({
    input: Object.fromEntries(first.map((file) => [file.replace(/\.js$/, ""), join(www, file)])),
    preserveEntrySignatures: "strict",
    plugins: [entries(workers), writing],
  });
  let needed;
  const { output } = await page.generate({
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name]-[hash].js",
    onlyExplicitManualChunks: true,
    manualChunks(id, graph) {
      needed ??= needs(graph);
      return group(named(www, id), needed.get(id));
    },
  });
  for (const worker of workers) {
    const alone = await rollup({
      input: join(www, worker),
      external: (name) => /^(\.\.\/)+pkg/.test(name),
      plugins: [writing],
    });
    output.push(...(await alone.generate({ entryFileNames: worker })).output);
  }
  return output;
}

/** Writes a file below the site. */
function write(file, content) {
  const path = join(site, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** How files are delivered that are not bundled, by what their names end with. */
const AS = {
  // Programmers import what wasm-pack makes: its names stay.
  ".js": (text) => minified(text, "js", { minifyWhitespace: true, minifySyntax: true }),
  ".css": (text) => minified(text, "css"),
  ".json": (text) => JSON.stringify(JSON.parse(text)),
};

/** Whether a file is delivered as it is; of what comes from others, licences and what the page fetches. */
function isDelivered(file) {
  if (basename(file).startsWith(".")) return false;
  if (file.startsWith("vendor/")) return /LICENSE$|\.woff2$/.test(file);
  return isPackage(file) || file === "preload.js" || extname(file) !== ".js";
}

rmSync(site, { recursive: true, force: true });
const found = await scripts();
for (const { fileName, code } of found) write(fileName, code);
for (const file of readdirSync(www, { recursive: true }).map((name) => named(www, join(www, name)))) {
  if (!isDelivered(file) || !statSync(join(www, file)).isFile()) continue;
  const as = AS[extname(file)];
  const content = readFileSync(join(www, file));
  write(file, as ? as(content.toString()) : content);
}

/** The scripts that a script imports, and itself; none where it is only a name or no file of its own. */
function imported(file) {
  const script = found.find(({ fileName, moduleIds }) => fileName === file && moduleIds.length);
  return script ? [file, ...script.imports.flatMap(imported)] : [];
}

// What is asked for at once are the same files, and in the place of modules the scripts that they are in.
const { LANGUAGES, PAGE, LABS } = await import(pathToFileURL(join(www, "preloads.js")).href);
const isModule = (file) => extname(file) === ".js" && !isPackage(file);
const preloads = (files) => [...new Set(files.flatMap((file) => (isModule(file) ? imported(file) : file)))];
const page = preloads(PAGE);
const labs = Object.entries(LABS).map(([lab, files]) => [lab, preloads(files).filter((file) => !page.includes(file))]);
const lists = Object.entries({ LANGUAGES, PAGE: page, LABS: Object.fromEntries(labs) });
// The page's HTML asks for the scripts that every picture needs: so they come beside the script that asks for all others.
const ASK = '<link rel="modulepreload" href="preloads.js">';
const html = readFileSync(join(www, "index.html"), "utf8");
if (!html.includes(ASK)) throw new Error(`index.html no longer has ${ASK}`);
const ahead = page
  .filter((file) => isModule(file) && !html.includes(`"${file}"`))
  .map((file) => ASK.replace("preloads.js", file));
write("index.html", html.replace(ASK, [ASK, ...ahead].join("\n  ")));
write("preloads.js", lists.map(([name, list]) => `export const ${name}=${JSON.stringify(list)};\n`).join(""));
