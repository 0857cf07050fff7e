// The standalone page: the element fills the window, and the address's hash holds its settings.
import "./element.js";

const element = document.querySelector("nn-playground");
element.hash = location.hash;
element.standalone = true;

/** Browsers limit how often the address may change: then it is updated once in this many milliseconds. */
const PAUSE = 300;
let [lab, waiting, written] = [null, 0, 0];
let known = location.hash; // what the address had when it was last read or written

function write() {
  waiting = 0;
  if (location.hash !== known) return; // a link was followed a moment ago: it is read next, and nothing may take its place
  written = performance.now();
  const other = lab !== null && element.settings.lab !== lab; // to another lab and back with the browser's buttons
  lab = element.settings.lab;
  // Refused where the page is framed without rights of its own; the link button still works there.
  try {
    if (location.hash !== element.hash) history[other ? "pushState" : "replaceState"](null, "", element.hash);
    known = location.hash;
  } catch {}
}

element.addEventListener("ready", () => { lab = element.settings.lab; });
element.addEventListener("change", () => {
  if (performance.now() - written > PAUSE) write();
  else waiting ||= setTimeout(write, PAUSE);
});

addEventListener("hashchange", () => {
  known = location.hash;
  element.hash = known;
});

// On its own page the playground takes the keys wherever the focus is.
document.addEventListener("keydown", (event) => {
  if (!element.contains(event.target)) element.handleKey(event);
});
