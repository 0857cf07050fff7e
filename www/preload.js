// Asks at once for everything that the first picture needs. Scripts would ask for one file after another, each time a round trip
// later; without this file the page only loads more slowly. It runs before main.js: what that has fetched would be fetched twice.
// The list is written by `cargo xtask build`.
import { LABS, LANGUAGES, PAGE } from "./preloads.js";

const link = new URLSearchParams(location.hash.length > 1 ? location.hash.slice(1) : location.search);
const named = link.get("lab") ?? "";
// As settings/link.js has it: the front door, where nothing is asked for but the page. Links of version 1 ask for the network.
const isBare = link.get("v") !== "1" && [...link.keys()].every((key) => ["lang", "theme", "view", "v"].includes(key));
// A moment of a tour has a lab that is known only when it is loaded.
const unnamed = isBare ? "home" : link.has("tour") ? "" : "network";
const lab = Object.hasOwn(LABS, named) ? named : unnamed;
const tags = [link.get("lang") ?? "", ...navigator.languages.map((tag) => tag.slice(0, 2))];
const lang = tags.find((tag) => LANGUAGES.includes(tag)) ?? "en";

/** @type {Record<string, string[]>} */
const own = LABS;

for (const file of [...PAGE, ...(own[lab] ?? [])]) {
  const href = file.replace("LANG", lang);
  const how = href.endsWith(".js")
    ? { rel: "modulepreload" }
    : { rel: "preload", as: "fetch", crossOrigin: "anonymous" };
  document.head.append(Object.assign(document.createElement("link"), { href, ...how }));
}
