// What a lesson is about: its title, and words that can be folded to it.
import { h } from "../ui/dom.js";

/** Under this name it is remembered whether introductions are folded. */
const FOLDED = "nn-playground.folded";

/** With less room, in pixels, they would push the picture away. */
const WIDE = 1180;

/** Whether they are folded, as the person left the last one; null as long as nobody said so, undefined until it was read. @type {boolean | null | undefined} */
let chosen;

function isFolded() {
  if (chosen !== undefined) return chosen;
  chosen = null;
  try {
    chosen = JSON.parse(localStorage.getItem(FOLDED) ?? "null");
  } catch {} // a page may not be allowed to remember
  return chosen;
}

/** @param {boolean} is */
function fold(is) {
  chosen = is;
  try {
    localStorage.setItem(FOLDED, JSON.stringify(is));
  } catch {}
}

/** Folded as the person left the last one; before that it is open where there is room beside the picture. */
export class Intro {
  #lesson;
  #tall;
  #title = h("h2", {});
  #words = h("p", {});
  #summary = h("summary", {}, this.#title);
  element = h("details", { class: "intro", "data-key": "intro" }, this.#summary, this.#words);
  #observer = new ResizeObserver(() => this.fit());

  /** @param {HTMLElement} lesson @param {number} [tall] With a lower window, in pixels, its words have no room. */
  constructor(lesson, tall = 0) {
    this.#lesson = lesson;
    this.#tall = tall;
    // Not its toggling: who prints may open all.
    this.#summary.addEventListener("click", () => fold(this.element.open));
    this.#observer.observe(lesson);
  }

  /** @param {string} title @param {string} words */
  say(title, words) {
    this.#title.textContent = title;
    this.#words.textContent = words;
    this.fit();
  }

  /** Opens or folds it for the room that there is: at once where it has just got its place, else the page would move. */
  fit() {
    const isNarrow = this.#lesson.clientWidth < WIDE || innerHeight < this.#tall;
    this.element.open = !(isFolded() ?? isNarrow);
  }

  close() {
    this.#observer.disconnect();
  }
}
