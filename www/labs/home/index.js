// The front door: one sentence, the chapters as cards, and where the lecture starts. It computes nothing, so it needs no package.
import { load } from "../../engine/load.js";
import { json, once } from "../../once.js";
import { chapter, pressed } from "../../ui/chapter.js";
import { h, styleSheet, unset } from "../../ui/dom.js";
import { LABS, ofNetwork, resting } from "../index.js";
import { Picture } from "./picture.js";

/** @typedef {import("../index.js").Lab} Chapter */

/** It has no settings of its own. */
export const SCHEMA = {};

/** How long the page has to be idle, in milliseconds, before what the chapters need is loaded. */
const IDLE = 2000;

/** The numbers of the pictures. @returns {Promise<Record<string, any>>} */
const figures = () => once("figures", () => json(new URL("./figures.json", import.meta.url)));

/** Loads what the chapters need when there is nothing else to do, unless the person saves data. */
function loadIdly() {
  if (/** @type {any} */ (navigator).connection?.saveData) return;
  const now = () => load(true).catch(() => {}); // a chapter asks again, and says what is wrong
  setTimeout(() => (globalThis.requestIdleCallback ?? setTimeout)(now), IDLE);
}

/** @implements {Chapter} */
export class Lab {
  #host;
  /** @type {Record<string, any>} */
  #figures = unset;
  /** @type {Picture[]} */
  #pictures = [];
  element = h("div", { class: "home" });
  transport = h("div", { hidden: true });
  started = false;
  isStill = true;

  static async prepare() {
    await figures().catch(() => null); // the cards do without pictures
  }

  /** @param {import("../index.js").Host} host */
  constructor(host) {
    this.#host = host;
  }

  async start() {
    const style = styleSheet(new URL("./style.css", import.meta.url));
    await this.#host.adopt(style);
    this.#figures = await figures().catch(() => ({}));
    this.#build();
    this.started = true;
    loadIdly();
  }

  async update() {
    this.#build(); // the chapters' addresses may be others
  }

  translate() {
    this.#build();
  }

  #build() {
    const { t } = this.#host.text;
    this.#end();
    const { tour: href, change } = this.#host;
    const start = pressed(href, () => change({ tour: "lecture" }), { class: "primary" }, t("home.start"));
    this.element.replaceChildren(
      h(
        "div",
        { class: "welcome", "data-key": "intro" },
        h("h2", {}, t("title")),
        h("p", {}, t("home.sentence")),
        start,
      ),
      h("ol", { class: "cards" }, ...LABS.map((lab) => h("li", {}, this.#card(lab)))),
    );
  }

  /** @param {string} lab */
  #card(lab) {
    const { text } = this.#host;
    const { t, has } = text;
    const figure = this.#figures[lab];
    const picture = figure && new Picture(lab, figure, text);
    const about = `home.about.${lab}`;
    const card = chapter(
      this.#host,
      lab,
      { class: "card" },
      picture?.element,
      h("h3", {}, t(`lab.${lab}`)),
      h("p", {}, has(about) ? t(about) : ""),
    );
    if (picture) {
      this.#pictures.push(picture);
      picture.follow(card);
    }
    return card;
  }

  #end() {
    for (const picture of this.#pictures) picture.end();
    this.#pictures = [];
  }

  close() {
    this.#end();
  }

  play() {}
  pause() {}
  toggle() {}
  async step() {}
  async epoch() {}
  async reset() {}
  async seek() {}

  get_weights() {
    return ofNetwork("get_weights", "home");
  }

  set_weights() {
    return ofNetwork("set_weights", "home");
  }

  predict() {
    return ofNetwork("predict", "home");
  }

  get state() {
    return resting(this.#host.settings().seed);
  }
}
