// The confusion matrix: how often each class was answered for each.
import { select } from "../../../ui/controls.js";
import { h } from "../../../ui/dom.js";
import { className } from "../names.js";
import { confusion } from "./answers.js";
import { Reading } from "./reading.js";

/** @extends {Reading<{ outputs: Float32Array }>} */
export class Entry extends Reading {
  key = "confusion";
  #place = h("div", { class: "reading-scroll", tabIndex: 0 }); // with the keys, too: of many classes it is wide
  #about = h("p", {});
  /** @type {"test" | "train"} */
  #part = "test";
  /** @type {ReturnType<typeof select> | null} */
  #choice = null;

  /** @returns {Extract<import("../../../engine/protocol.js").Want, { kind: "outputs" }>} */
  want() {
    return { kind: "outputs" };
  }

  /** @param {import("./reading.js").Text} text */
  build({ t }) {
    this.#choice = select({
      label: t("reading.part"),
      options: ["test", "train"].map((part) => [part, t(`reading.part.${part}`)]),
      onInput: (part) => {
        this.#part = part === "train" ? "train" : "test";
        this.draw();
      },
    });
    this.element.replaceChildren(h("div", { class: "reading-side" }, this.#choice.element, this.#about), this.#place);
  }

  draw() {
    const { text, moment, answer } = this;
    if (!text || !moment?.data || !answer) return;
    const { t, whole, percent } = text;
    const { data, settings } = moment;
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
      answer.outputs,
      part === "test" ? { from: train_rows, to: rows } : { from: 0, to: train_rows },
    );
    const all = Array.from({ length: classes }, (_, index) => index);
    const sum = (/** @type {number[]} */ list) => list.reduce((total, count) => total + count, 0);
    const share = (/** @type {number} */ some, /** @type {number} */ of) => (of ? percent(some / of) : "–");
    const at = (/** @type {number} */ is, /** @type {number} */ as) => counts[is * classes + as];
    const name = (/** @type {number} */ index) => [
      h("span", { class: `mark class-${index % 8}`, "aria-hidden": "true" }),
      className(index, settings, text),
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
