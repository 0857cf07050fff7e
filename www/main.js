// The standalone page: the element fills the window, and the address's hash holds its settings.
import { addresses, following } from "./address.js";
import "./element.js";
import { keep, rowsOf } from "./engine/tables.js";
import { isSetting, labOf } from "./settings/link.js";
import { SCHEMA } from "./settings/schema.js";

const element = /** @type {import("./element.d.ts").NnPlaygroundElement} */ (document.querySelector("nn-playground"));

/** @param {string | null} [of] A lab that was left. */
const addressOf = (of) => addresses.get(element)?.(of) ?? "";
/** The same, with where the training of a table stands that no link brings. */
const placeOf = () => addresses.get(element)?.(null, true) ?? "";

/** Browsers limit how often the address may change: Safari a hundred times in 30 s. So it changes once in this many milliseconds. */
const PAUSE = 400;
/** The one whose address it is. @type {string | null} */
let lab = null;
let latest = ""; // what the address of that lab would be, with its place: until something changes it stays as it was opened
let known = location.hash; // what the address had when it was last read or written
let waiting = 0;
let written = Number.NEGATIVE_INFINITY;
/** The link that is being followed, by the browser's buttons too: it has its entry. @type {string | null} */
let arriving = null;

/** The table that the entry of the address keeps, which no link has room for: reloaded, the page has it again. @type {ReturnType<typeof table>} */
let entered;
/** What tells the entries of tables apart. @type {string | null} */
let id = null;
/** Where the tab keeps how far such a table is trained: to write the entry of a large one at each pause would take half a second. */
const PLACE = "nn-playground.place";
let isAtRisk = false; // whether the browser does not keep that of the network

// Some sign-on pages drop the hash of a link, and keep its query.
element.hash = withTable(location.hash.length > 1 ? location.hash : location.search);
element.standalone = true;
document.documentElement.classList.toggle("framed", window.parent !== window);

/** The page's own address, whatever its <base> says. A query that the page read would contradict the hash. @param {string} hash */
function address(hash) {
  const query = new URLSearchParams(location.search);
  const isRead = [...query.keys()].some(isSetting);
  for (const name of [...query.keys()]) if (isRead && (isSetting(name) || name === "v")) query.delete(name);
  return location.pathname + (isRead ? (query.size ? `?${query}` : "") : location.search) + hash;
}

/** A link, with the table of its entry. @param {string} link */
function withTable(link) {
  const { rows, id: own = null } = history.state ?? {};
  const isOfOwn = /[#&]dataset=custom\b/.test(link) && !/[#&]points=/.test(link);
  if (!rows || !isOfOwn) return link;
  [entered, id] = [rows, own];
  return `${link}&points=${typeof rows === "string" ? encodeURIComponent(rows) : keep(rows)}${placeFor(id)}`;
}

/** How far the table of an entry was trained, as a link says it. @param {string | null} of */
function placeFor(of) {
  try {
    const [known, place] = JSON.parse(sessionStorage.getItem(PLACE) ?? "[]");
    return of !== null && known === of ? place : "";
  } catch {
    return ""; // it may be refused
  }
}

/** Keeps how far the table of this entry is trained. @param {string} hash */
function keepPlace(hash) {
  if (!entered) return;
  const all = new URLSearchParams(hash.slice(1));
  const place = ["at", "changes"].map((key) =>
    all.has(key) ? `&${key}=${encodeURIComponent(all.get(key) ?? "")}` : "",
  );
  try {
    sessionStorage.setItem(PLACE, JSON.stringify([id, place.join("")]));
  } catch {} // then it begins anew
}

/** The table that is open, its rows or its text, if no link has room for it. */
function table() {
  const { lab, dataset, points } = element.settings;
  const isOpen = lab === "network" && dataset === "custom" && SCHEMA.points.isLocal(String(points));
  return isOpen ? (rowsOf(String(points)) ?? String(points)) : undefined;
}

/** Puts an address into the history, with the table that is open. @param {"pushState" | "replaceState"} method @param {string} hash */
function put(method, hash) {
  const rows = table();
  if (rows !== entered) id = rows ? String(Math.random()) : null;
  entered = rows;
  const isNetwork = element.settings.lab === "network"; // another chapter leaves its table as it is
  try {
    history[method](rows ? { rows, id } : null, "", address(hash));
    if (isNetwork) isAtRisk = false;
  } catch (error) {
    if (!rows) throw error;
    isAtRisk = true;
    history[method](null, "", address(hash)); // it may be too large
  }
}

function write() {
  waiting = 0;
  if (location.hash !== known) return; // a link was followed a moment ago: it is read next, and nothing may take its place
  const hash = addressOf();
  if (!hash) return; // it will say when it is settled
  const open = labOf(hash);
  const isOther = lab !== null && open !== lab && arriving === null;
  arriving = null;
  // Refused where the page is framed without rights of its own; the link button still works there.
  try {
    if (isOther) {
      // The entry that is left shows all of what is left, and how far it was trained. A moment of the tour is left as it was
      // written: what all labs share is the next moment's by now.
      const isTour = [hash, location.hash].some((each) => each.includes("tour="));
      const left = isTour ? "" : addressOf(lab);
      if (left && location.hash !== left) history.replaceState(history.state, "", address(left));
      put("pushState", hash);
    } else if (location.hash !== hash || table() !== entered) {
      put("replaceState", hash);
    }
  } catch {}
  written = performance.now();
  [lab, latest, known] = [open, placeOf(), location.hash];
  keepPlace(latest);
}

function soon() {
  const rest = written + PAUSE - performance.now();
  if (rest <= 0 && !waiting) write();
  else waiting ||= setTimeout(write, rest);
}

element.addEventListener("ready", () => {
  latest = placeOf();
  lab = labOf(element.hash);
});
element.addEventListener("change", soon);
// At a pause the address says how far training is.
element.addEventListener("progress", ({ detail }) => {
  if (lab !== null && !detail.running && ![latest, ""].includes(placeOf())) soon();
});

addEventListener("hashchange", async () => {
  const link = location.hash;
  [known, arriving] = [link, link];
  element.hash = withTable(link);
  await following.get(element);
  const hash = addressOf();
  // It may have changed nothing, and what comes next is no part of it though it is written at the same time.
  if (arriving === link && hash) [lab, arriving] = [lab && labOf(hash), null];
});

// What the browser does not keep is lost with the page.
addEventListener("beforeunload", (event) => {
  if (isAtRisk) event.preventDefault();
});

// On its own page the playground takes the keys wherever the focus is.
document.addEventListener("keydown", (event) => {
  if (!element.contains(/** @type {Node} */ (event.target))) element.handleKey(event);
});
