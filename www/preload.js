// Asks at once for everything that the first picture needs. Scripts would ask for one file after another, each time a round trip
// later; without this file the page only loads more slowly. The list is written by `cargo xtask build`.
import { LABS, LANGUAGES, PAGE } from "./preloads.js";

const link = new URLSearchParams(location.hash.slice(1));
const named = link.get("lab") ?? "";
const lab = Object.hasOwn(LABS, named) ? named : "network";
const tags = [link.get("lang") ?? "", ...navigator.languages.map((tag) => tag.slice(0, 2))];
const lang = tags.find((tag) => LANGUAGES.includes(tag)) ?? "en";

for (const file of [...PAGE, .../** @type {Record<string, string[]>} */ (LABS)[lab]]) {
  const href = file.replace("LANG", lang);
  const how = href.endsWith(".js")
    ? { rel: "modulepreload" }
    : { rel: "preload", as: "fetch", crossOrigin: "anonymous" };
  document.head.append(Object.assign(document.createElement("link"), { href, ...how }));
}
