// What can be taken home: the gradient three times, the worksheet, the Keras code.
import { codeBox } from "../../ui/code.js";
import { checkbox, select } from "../../ui/controls.js";
import { h } from "../../ui/dom.js";
import { table } from "../../ui/table.js";

/**
 * What it may ask of the lab.
 *
 * @typedef {object} Given
 * @property {import("../../i18n/index.js").Text} text
 * @property {() => Record<string, any>} settings
 * @property {(changes: Record<string, any>) => unknown} change
 * @property {() => void} lack More is to be read than was asked for.
 *
 * @typedef {import("./symbols.js").Symbols} Symbols
 */

export class Papers {
  #lab;
  #check = h("div", {});
  #sheet;
  #code;
  #format;
  #results;
  #details;
  elements;

  /** @param {Given} lab */
  constructor(lab) {
    this.#lab = lab;
    const { t } = lab.text;
    this.#format = select({
      label: t("backprop.sheet.format"),
      options: [
        ["latex", "LaTeX"],
        ["csv", "CSV"],
      ],
      onInput: (worksheet) => lab.change({ worksheet }),
    });
    this.#results = checkbox({ label: t("backprop.sheet.results"), onInput: (results) => lab.change({ results }) });
    this.#sheet = codeBox({ text: lab.text, label: t("backprop.sheet") });
    this.#code = codeBox({ text: lab.text, label: t("backprop.keras") });
    const paper = (/** @type {string} */ title, /** @type {string} */ hint, /** @type {Node[]} */ ...content) =>
      h(
        "details",
        {},
        h("summary", {}, title),
        h("div", { class: "more" }, h("p", { class: "hint" }, hint), ...content),
      );
    const check = paper(t("backprop.check"), t("backprop.check.hint"), this.#check);
    const sheet = paper(
      t("backprop.sheet"),
      t("backprop.sheet.hint"),
      h("div", { class: "paper-bar" }, this.#format.element, this.#results.element),
      this.#sheet.element,
    );
    const keras = paper(t("backprop.keras"), t("backprop.keras.hint"), this.#code.element);
    this.#details = { check, sheet, keras };
    // Nothing is written before somebody wants to read it.
    for (const details of [check, keras]) details.addEventListener("toggle", () => details.open && lab.lack());
    sheet.addEventListener("toggle", () => {
      const { worksheet } = lab.settings();
      if (sheet.open !== (worksheet !== null)) lab.change({ worksheet: sheet.open ? "latex" : null });
    });
    this.elements = [check, sheet, keras].map((details) => h("section", { class: "card paper" }, details));
  }

  /** What is to be asked for what can be read: see `Lesson.wants`. @param {import("../../pkg-lessons/nn_playground.js").BackpropShown} shown @param {Record<string, any>} settings */
  wants({ network, weights }, { worksheet, results }) {
    const { check, keras } = this.#details;
    const { decimal } = this.#lab.text;
    return {
      worksheet: worksheet !== null && { about: "worksheet", format: worksheet, results, decimal },
      keras: keras.open && { about: "keras", config: network, weights },
      check: check.open && { about: "check" },
    };
  }

  /** Shows the answers to that. @param {Symbols} symbols @param {Record<string, any>} settings @param {Record<string, any>} answers */
  show(symbols, { worksheet, results }, answers) {
    this.#details.sheet.open = worksheet !== null;
    this.#format.set(worksheet ?? "latex");
    this.#results.set(results);
    this.#sheet.set(answers.worksheet ?? "");
    this.#code.set(answers.keras ?? "");
    this.#check.replaceChildren(...(answers.check === undefined ? [] : [this.#checked(answers.check, symbols)]));
  }

  /** By the chain rule, by differences, by the core. @param {import("../../pkg-lessons/nn_playground.js").BackpropCheck | null} check @param {Symbols} symbols */
  #checked(check, symbols) {
    const { t, number } = this.#lab.text;
    if (!check) return h("p", { class: "hint" }, t("backprop.check.none"));
    /** @type {("gradient" | "numeric" | "core")[]} */
    const columns = ["gradient", "numeric", "core"];
    const digits = symbols.digits.column(
      check.weights.flatMap((row) => columns.map((key) => row[key] ?? 0)),
      6,
    );
    const write = (/** @type {number | null} */ value) => (value === null ? "–" : digits(value));
    const rows = check.weights.map((row) => {
      return {
        cells: [
          { content: symbols.plain(row.weight), header: true, symbol: row.weight },
          ...columns.map((key) => ({
            content: write(row[key]),
            className: "number",
            symbol: key === "gradient" ? row.weight.replace("w", "mean") : undefined,
          })),
        ],
      };
    });
    const worst = (/** @type {number | null} */ value) => ({
      content: value === null ? "–" : number(value, 2),
      className: "number",
    });
    return table({
      caption: t("backprop.check.caption"),
      className: "live-table",
      head: [t("backprop.weight"), ...columns.map((key) => t(`backprop.check.${key}`))],
      rows: [
        ...rows,
        {
          className: "total",
          cells: [
            { content: t("backprop.check.worst"), header: true },
            "",
            worst(check.worst_numeric),
            worst(check.worst_core),
          ],
        },
      ],
    });
  }
}
