// What the readings of the drawer share: their texts come on demand, and each is drawn anew with an answer, other data or another
// language.
import { h } from "../../../ui/dom.js";
import { Edges } from "../../edges.js";
import { sheet, words } from "./points.js";

/**
 * @typedef {import("../view.js").Moment} Moment
 * @typedef {import("../../../i18n/index.js").Text} Text
 */

/** @template Answer */
export class Reading {
  element = h("div", { class: "reading" });
  /** Null before its texts have come. @type {Text | null} */
  text = null;
  /** @type {Moment | null} */
  moment = null;
  /** The newest answer; none of other data. @type {Answer | null} */
  answer = null;
  /** On a phone some are wider than it. */
  #edges = new Edges(this.element);

  /** @param {import("../drawer.js").Around} around @param {Promise<CSSStyleSheet>[]} sheets What it looks like, besides what all look like. */
  constructor({ host }, ...sheets) {
    for (const each of [...sheets, sheet()]) host.adopt(each);
  }

  /** @param {Moment} moment */
  async dress(moment) {
    const { data } = this.moment ?? {};
    this.moment = moment;
    if (moment.data !== data) this.forget();
    const { lang } = moment.text;
    const text = await words(lang).catch(() => null);
    if (!text || this.moment.text.lang !== lang) return;
    if (text !== this.text) {
      this.text = text;
      this.build(text);
    }
    this.draw();
    this.#edges.show();
  }

  /** @param {Answer} answer @param {Moment} moment */
  show(answer, moment) {
    this.answer = answer;
    this.moment = moment;
    this.draw();
  }

  /** Forgets what was of other data. */
  forget() {
    this.answer = null;
  }

  /** Makes its elements, in another language. @param {Text} _text */
  build(_text) {}

  /** Shows the newest answer, if there is one. */
  draw() {}

  close() {
    this.#edges.close();
  }
}
