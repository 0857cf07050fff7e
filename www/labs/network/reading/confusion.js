// The confusion matrix: how often each class was answered for each.
import { select } from "../../../ui/controls.js";
import { h } from "../../../ui/dom.js";
import { className } from "../names.js";
import { confusion } from "./answers.js";
import { sheet, words } from "./points.js";

/**
 * @typedef {import("../view.js").Moment} Moment
 * @typedef {import("../../../i18n/index.js").Text} Text
 */

export class Entry {
  key = "confusion";
  element = h("div", { class: "reading" });
  #place = h("div", { class: "reading-scroll", tabIndex: 0 }); // with the keys, too: of many classes it is wide
  #about = h("p", {});
  /** @type {"test" | "train"} */
  #part = "test";
  /** @type {ReturnType<typeof select> | null} */
  #choice = null;
  /** @type {Text | null} */
  #text = null;
  /** @type {Moment | null} */
  #moment = null;
  /** @type {Float32Array | null} */
  #outputs = null;

  /** @param {import("../drawer.js").Around} around */
  constructor({ host }) {
    host.adopt(sheet());
  }

  /** @returns {Extract<import("../../../engine/protocol.js").Want, { kind: "outputs" }>} */
  want() {
    return { kind: "outputs" };
  }

  /** @param {Moment} moment */
  async dress(moment) {
    if (moment.data !== this.#moment?.data) this.#outputs = null;
    this.#moment = moment;
    const { lang } = moment.text;
    const text = await words(lang).catch(() => null);
    if (!text || this.#moment.text.lang !== lang) return;
    if (text !== this.#text) {
      this.#text = text;
      const options = ["test", "train"].map((part) => [part, text.t(`reading.part.${part}`)]);
      this.#choice = select({
        label: text.t("reading.part"),
        options,
        onInput: (part) => {
          this.#part = part === "train" ? "train" : "test";
          this.#draw();
        },
      });
      this.element.replaceChildren(h("div", { class: "reading-side" }, this.#choice.element, this.#about), this.#place);
    }
    this.#draw();
  }

  /** @param {{ outputs: Float32Array }} answer @param {Moment} moment */
  show({ outputs }, moment) {
    this.#outputs = outputs;
    this.#moment = moment;
    this.#draw();
  }

  #draw() {
    const [text, data, outputs] = [this.#text, this.#moment?.data, this.#outputs];
    if (!text || !data || !outputs) return;
    const { t, whole, percent } = text;
    const { settings } = /** @type {Moment} */ (this.#moment);
    const { description, targets } = data;
    const { train_rows, rows, problem } = description;
    const hasTest = train_rows < rows;
    const part = hasTest ? this.#part : "train";
    this.#choice?.set(part);
    const list = this.#choice?.element.querySelector("select");
    if (list) list.disabled = !hasTest;
    if (problem === "regression") {
      this.#place.replaceChildren();
      this.#about.textContent = t("reading.confusion.none");
      return;
    }
    const { classes, counts } = confusion(
      description,
      targets,
      outputs,
      part === "test" ? { from: train_rows, to: rows } : { from: 0, to: train_rows },
    );
    const all = Array.from({ length: classes }, (_, index) => index);
    const sum = (/** @type {number[]} */ list) => list.reduce((total, count) => total + count, 0);
    const share = (/** @type {number} */ some, /** @type {number} */ of) => (of ? percent(some / of) : "–");
    const at = (/** @type {number} */ is, /** @type {number} */ as) => counts[is * classes + as];
    const name = (/** @type {number} */ index) => [
      h("span", { class: `mark class-${index % 8}`, "aria-hidden": "true" }),
      className(index, settings.dataset, text),
    ];
    const cell = (/** @type {number} */ is, /** @type {number} */ as) => {
      const count = at(is, as);
      const total = sum(all.map((each) => at(is, each)));
      const element = h("td", { class: is === as ? "right" : count ? "wrong" : "" }, whole(count));
      element.style.setProperty("--share", `${total ? Math.round((40 * count) / total) : 0}%`);
      return element;
    };
    const right = sum(all.map((each) => at(each, each)));
    const total = sum(counts);
    this.#place.replaceChildren(
      h(
        "table",
        { class: "confusion" },
        h("caption", {}, t("reading.confusion")),
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, t("reading.confusion.corner")),
            ...all.map((as) => h("th", { scope: "col" }, ...name(as))),
            h("th", { scope: "col", class: "of-all" }, t("reading.confusion.recall")),
          ),
        ),
        h(
          "tbody",
          {},
          ...all.map((is) =>
            h(
              "tr",
              {},
              h("th", { scope: "row" }, ...name(is)),
              ...all.map((as) => cell(is, as)),
              h("td", { class: "of-all" }, share(at(is, is), sum(all.map((as) => at(is, as))))),
            ),
          ),
        ),
        h(
          "tfoot",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "row", class: "of-all" }, t("reading.confusion.precision")),
            ...all.map((as) => h("td", { class: "of-all" }, share(at(as, as), sum(all.map((is) => at(is, as)))))),
            h("td", { class: "of-all" }, share(right, total)),
          ),
        ),
      ),
    );
    this.#about.textContent = t("reading.confusion.about", { right: whole(right), total: whole(total) });
  }
}
