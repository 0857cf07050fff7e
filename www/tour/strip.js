// The strip at the lower edge: which moment of the lecture it is, what it says and asks, and the ways from it.
import { spoken } from "../i18n/index.js";
import { button } from "../ui/controls.js";
import { h, icon, styleSheet } from "../ui/dom.js";
import { menu } from "../ui/menu.js";
import { linkCode } from "../ui/share.js";
import { MOMENTS, nameOf, numberOf } from "./moments.js";

const PREVIOUS = () => icon("M15 5l-7 7 7 7");
const NEXT = () => icon("M9 5l7 7-7 7");
const END = () => icon("M6 6l12 12M18 6 6 18");
const CODE = () => icon("M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 20h2");

/** What it looks like. */
export const sheet = () => styleSheet(new URL("./style.css", import.meta.url));

/**
 * @typedef {object} Around
 * @property {(tour: string) => Promise<unknown>} go To a moment.
 * @property {() => void} end
 * @property {() => string} link The address of what is seen.
 * @property {() => import("../i18n/index.js").Text} text Of the page.
 */

export class Strip {
  #around;
  element = h("aside", { class: "tour", "data-key": "tour" });
  #lang = "";
  #number = 0;
  /** The moment that was asked for last, while it is on its way. @type {number | null} */
  #asked = null;
  #place = h("span", { class: "tour-place" });
  #sentence = h("p", { class: "tour-sentence" });
  #question = h("p", { class: "tour-question" });
  #code = h("div", { tabIndex: -1 });
  /** The link whose code that shows. */
  #coded = "";
  /** What opens it. @type {HTMLElement | null} */
  #menu = null;
  /** @type {HTMLButtonElement[]} */
  #ways = [];

  /** @param {Around} around */
  constructor(around) {
    this.#around = around;
  }

  /** Shows the moment of that name. @param {string} tour @param {string} lang */
  async show(tour, lang) {
    const text = await spoken(lang, [`tour/${lang}.json`]);
    const number = numberOf(tour);
    if (lang !== this.#lang) this.#build(text);
    this.#lang = lang;
    const { id } = MOMENTS[number - 1];
    this.#place.textContent = text.t("tour.place", { number, of: MOMENTS.length });
    if (number !== this.#number || this.#sentence.lang !== lang) {
      this.#sentence.textContent = text.t(`tour.sentence.${id}`);
      this.#question.textContent = text.t(`tour.question.${id}`);
      this.#sentence.lang = lang;
    }
    this.#number = number;
    const [previous, next] = this.#ways;
    previous.setAttribute("aria-disabled", String(number === 1));
    next.setAttribute("aria-disabled", String(number === MOMENTS.length));
  }

  /** @param {import("../i18n/index.js").Text} text */
  #build({ t }) {
    /** @param {string} label @param {Element} picture @param {string} hint @param {() => unknown} onPress */
    const way = (label, picture, hint, onPress) =>
      button({ label, picture, hint, className: "icon-only", onPress }).element;
    const previous = way(t("tour.previous"), PREVIOUS(), t("tour.previous.hint"), () => this.move(-1));
    const next = way(t("tour.next"), NEXT(), t("tour.next.hint"), () => this.move(1));
    this.#ways = [previous, next];
    this.#coded = "";
    const code = menu({
      className: "tour-code",
      opener: way(t("tour.code"), CODE(), t("tour.code"), () => {}),
      items: [this.#code],
      stays: true,
      opened: () => this.share(),
    });
    this.#menu = code;
    const end = way(t("tour.end"), END(), t("tour.end"), () => this.#around.end());
    this.element.setAttribute("aria-label", t("tour"));
    this.element.replaceChildren(
      previous,
      h("div", { class: "tour-said", role: "status" }, this.#place, this.#sentence, " ", this.#question),
      next,
      code,
      end,
    );
  }

  /** Brings the code up to what is seen, where it is open. */
  share() {
    if (!this.#menu?.classList.contains("open")) return;
    const link = this.#around.link();
    if (link === this.#coded) return;
    this.#coded = link;
    this.#code.replaceChildren(linkCode(link, this.#around.text()));
  }

  /** So many moments on, or back; from the one that was asked for last: keys may come faster than pictures. @param {number} by */
  move(by) {
    const from = this.#asked ?? this.#number;
    const to = Math.min(MOMENTS.length, Math.max(1, from + by));
    if (to === from) return;
    this.#asked = to;
    this.#around.go(nameOf(to)).finally(() => {
      if (this.#asked === to) this.#asked = null;
    });
  }

  /** Takes the focus, where nothing else has it. */
  focus() {
    this.#ways[1]?.focus({ preventScroll: true });
  }
}
