// The way of a training: to any step of it and back, with all pictures following. The far end is the furthest step that it has been
// at. Steps are exact: what lies between checkpoints is trained again.
import { h, styleSheet } from "../../ui/dom.js";

/** What it looks like. */
export const sheet = () => styleSheet(new URL("./timeline.css", import.meta.url));

/** Half of the width of what is dragged, in pixels: its middle stays so far from the ends. */
const HALF = 8;

/** @typedef {{ step: number, text: string }} Mark What was changed at a step. */

/** The steps at which something was changed, of `100:learning-rate=0.01;250:w1.2.3=0.25`. @param {string | null} changes @returns {Mark[]} */
export function marksOf(changes) {
  /** @type {Map<number, string[]>} */
  const marks = new Map();
  for (const item of (changes ?? "").split(";").filter(Boolean)) {
    const [step, what] = [Number.parseInt(item, 10), item.slice(item.indexOf(":") + 1)];
    marks.set(step, [...(marks.get(step) ?? []), what]);
  }
  return [...marks].map(([step, what]) => ({ step, text: what.join(", ") }));
}

export class Timeline {
  key = "timeline";
  #seek;
  #slider;
  #said = h("span", { class: "said" });
  #marks = h("div", { class: "turns", "aria-hidden": "true" });
  #label = h("span", { class: "label" });
  #shownMarks = "";
  /** Where it is to go next, and whether it is on its way. @type {number | null} */
  #wanted = null;
  #isGoing = false;
  /** @type {import("../../i18n/index.js").Text | null} */
  #text = null;

  /** @param {HTMLElement} place Which it fills. @param {(step: number) => Promise<unknown>} seek Goes to a step. */
  constructor(place, seek) {
    this.#seek = seek;
    this.#slider = h("input", {
      type: "range",
      min: "0",
      max: "0",
      step: "1",
      value: "0",
      on: { input: () => this.#go(Number(this.#slider.value)) },
    });
    place.replaceChildren(this.#label, h("div", { class: "track" }, this.#marks, this.#slider), this.#said);
  }

  /** @returns {import("../../engine/protocol.js").Want} */
  want() {
    return { kind: "timeline" };
  }

  /** @param {import("./view.js").Moment} moment */
  dress({ text }) {
    this.#text = text;
    this.#shownMarks = "";
    this.#label.textContent = text.t("timeline");
    this.#slider.setAttribute("aria-label", text.t("timeline"));
  }

  /** @param {{ furthest: number, changes: string | null }} answer @param {import("./view.js").Moment & { state: import("./view.js").State }} moment */
  show({ furthest, changes }, { state: { step, epoch } }) {
    if (!this.#text) return;
    const { t } = this.#text;
    this.#slider.max = String(furthest);
    this.#slider.disabled = furthest === 0;
    if (!this.#isGoing) this.#slider.value = String(step); // what is dragged is ahead of the pictures
    const said = t("timeline.at", { step, furthest, epoch: Math.floor(epoch) });
    const marks = marksOf(changes);
    const here = marks.find((mark) => mark.step === step);
    const whole = here ? `${said} ${t("timeline.change", { changes: here.text })}` : said;
    if (this.#said.textContent !== said) this.#said.textContent = said;
    this.#slider.setAttribute("aria-valuetext", whole);
    this.#mark(marks, furthest);
  }

  /** @param {Mark[]} marks @param {number} furthest */
  #mark(marks, furthest) {
    const shown = JSON.stringify([marks, marks.length && furthest]);
    if (shown === this.#shownMarks) return;
    this.#shownMarks = shown;
    const made = marks
      .filter(({ step }) => step <= furthest)
      .map(({ step, text }) => {
        const title = `${this.#text?.t("timeline.step", { step })} ${text}`;
        const mark = h("span", { class: "turn", title, on: { click: () => this.#go(step) } });
        mark.style.left = `calc(${HALF}px + (100% - ${2 * HALF}px) * ${furthest ? step / furthest : 0})`;
        return mark;
      });
    this.#marks.replaceChildren(...made);
  }

  /** To a step, and after that to the one that was wanted last. @param {number} step */
  async #go(step) {
    this.#wanted = step;
    if (this.#isGoing) return;
    this.#isGoing = true;
    try {
      while (this.#wanted !== null) {
        const next = this.#wanted;
        this.#wanted = null;
        await this.#seek(next);
      }
    } finally {
      this.#isGoing = false;
      this.#wanted = null;
    }
  }
}
