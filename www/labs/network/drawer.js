// What can be looked at besides the pictures: one at a time, in a drawer below the drawing of the network, loaded when it is opened.
import { whyFailed } from "../../i18n/index.js";
import { imported } from "../../once.js";
import { h } from "../../ui/dom.js";
import { Edges } from "../edges.js";

/**
 * @typedef {import("../../pkg/nn_playground.js").Description} Description
 * @typedef {import("./view.js").View} View
 *
 * @typedef {View & { element: HTMLElement }} Entry
 * @typedef {object} Around What an entry may ask.
 * @property {import("../index.js").Host} host
 * @property {() => import("../../engine/session.js").Session} session
 * @property {() => number | null} followed The row of the example that is followed through the network.
 *
 * @typedef {object} Offer
 * @property {string} key Of its texts, `drawer.KEY`, and for `hide`.
 * @property {() => Promise<{ Entry: new (around: Around) => Entry }>} load
 * @property {(description: Description) => boolean} [fits] With what it says something; else with everything.
 */

/** In the order of their buttons. @type {Offer[]} */
const OFFERS = [
  {
    key: "confusion",
    load: () => imported(new URL("./reading/confusion.js", import.meta.url)),
    fits: ({ problem }) => problem !== "regression",
  },
  {
    key: "residuals",
    load: () => imported(new URL("./reading/residuals.js", import.meta.url)),
    fits: ({ problem }) => problem === "regression",
  },
  {
    key: "hidden",
    load: () => imported(new URL("./reading/hidden.js", import.meta.url)),
    fits: ({ network }) => network.layers.length > 1,
  },
  { key: "histograms", load: () => imported(new URL("./reading/histograms.js", import.meta.url)) },
  { key: "by_hand", load: () => imported(new URL("./by-hand.js", import.meta.url)) },
  { key: "keras", load: () => imported(new URL("./keras.js", import.meta.url)) },
];

export class Drawer {
  #around;
  #changed;
  /** @type {Map<string, HTMLButtonElement>} */
  #buttons = new Map();
  #strip = h("div", { class: "drawer-strip", role: "group" });
  #place = h("div", { class: "drawer-place", hidden: true });
  element = h("div", { class: "drawer" }, this.#place, this.#strip);
  #edges = new Edges(this.element);
  /** The key of what is open, or on its way. */
  #open = "";
  /** What is open. @type {Entry | null} */
  view = null;

  /** @param {Around} around @param {(gone: Entry | null) => void} changed Another view, or none, is open now: it has to be dressed and asked for. */
  constructor(around, changed) {
    this.#around = around;
    this.#changed = changed;
  }

  /** Makes it anew, in another language. */
  build() {
    const { t } = this.#around.host.text;
    const entries = OFFERS.map(({ key }) => {
      const on = { click: () => this.toggle(key) };
      const button = h("button", { type: "button", "data-key": key, on }, t(`drawer.${key}`));
      return /** @type {const} */ ([key, button]);
    });
    this.#buttons = new Map(entries);
    this.#strip.setAttribute("aria-label", t("drawer"));
    this.#strip.replaceChildren(...this.#buttons.values());
    const open = this.#open;
    this.#close();
    if (open) this.toggle(open);
  }

  /** Offers what says something of this experiment. @param {Description} description */
  offer(description) {
    for (const { key, fits } of OFFERS) {
      const isOffered = fits?.(description) ?? true;
      /** @type {HTMLElement} */ (this.#buttons.get(key)).hidden = !isOffered;
      if (!isOffered && this.#open === key) this.toggle(key);
    }
  }

  /** Opens an entry, or closes it. @param {string} key */
  async toggle(key) {
    const [isOpen, gone] = [this.#open === key, this.view];
    this.#close();
    if (!isOpen) await this.#show(key);
    this.#changed(gone);
  }

  /** @param {string} key */
  async #show(key) {
    this.#open = key;
    this.#mark();
    const { host } = this.#around;
    try {
      const { Entry } = await /** @type {Offer} */ (OFFERS.find((offer) => offer.key === key)).load();
      if (this.#open !== key || this.view) return;
      this.view = new Entry(this.#around);
      this.#fill(this.view.element);
    } catch (error) {
      if (this.#open !== key) return;
      this.#fill(h("p", {}, host.text.t("failed", { message: whyFailed(/** @type {Error} */ (error), host.text) })));
    }
  }

  /** @param {HTMLElement} content */
  #fill(content) {
    const name = this.#buttons.get(this.#open)?.textContent ?? "";
    const box = h("section", { class: "drawer-open", "data-key": this.#open, "aria-label": name }, content);
    this.#place.replaceChildren(box);
    this.#place.hidden = false;
    this.#edges.follow(box);
  }

  #close() {
    this.view?.close?.();
    this.view = null;
    this.#open = "";
    this.#place.hidden = true;
    this.#place.replaceChildren();
    this.#mark();
  }

  #mark() {
    for (const [key, button] of this.#buttons) button.setAttribute("aria-expanded", String(key === this.#open));
  }

  close() {
    this.view?.close?.();
  }
}
