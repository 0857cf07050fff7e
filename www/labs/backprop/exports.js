// What can be taken home: the gradient three times, the worksheet, the Keras code.
import { codeBox } from "../../ui/code.js";
import { checkbox, select } from "../../ui/controls.js";
import { h } from "../../ui/dom.js";
import { table } from "../../ui/table.js";

export class Papers {
  #lab;
  #check = h("div", {});
  #sheet;
  #code;
  #format;
  #results;
  #details;
  #symbols;
  elements;

  /** `lab`: text, settings(), change(), answer(question), and keras() as a text. */
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
    const paper = (title, hint, ...content) =>
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
    for (const details of [check, keras]) details.addEventListener("toggle", () => this.#symbols && this.#write());
    sheet.addEventListener("toggle", () => {
      const { worksheet } = lab.settings();
      if (sheet.open !== (worksheet !== null)) lab.change({ worksheet: sheet.open ? "latex" : null });
    });
    this.elements = [check, sheet, keras].map((details) => h("section", { class: "card paper" }, details));
  }

  show(symbols) {
    this.#symbols = symbols;
    this.#write();
  }

  #write() {
    const { worksheet, results } = this.#lab.settings();
    this.#details.sheet.open = worksheet !== null;
    this.#format.set(worksheet ?? "latex");
    this.#results.set(results);
    if (worksheet !== null)
      this.#sheet.set(
        this.#lab.answer({ about: "worksheet", format: worksheet, results, decimal: this.#lab.text.decimal }),
      );
    if (this.#details.keras.open) this.#code.set(this.#lab.keras());
    if (this.#details.check.open) this.#check.replaceChildren(this.#checked());
  }

  /** By the chain rule, by differences, by the core. */
  #checked() {
    const { t, number } = this.#lab.text;
    const symbols = this.#symbols;
    const check = this.#lab.answer({ about: "check" });
    if (!check) return h("p", { class: "hint" }, t("backprop.check.none"));
    const columns = ["gradient", "numeric", "core"];
    const write = symbols.digits.column(
      check.weights.flatMap((row) => columns.map((key) => row[key] ?? 0)),
      6,
    );
    const rows = check.weights.map((row) => {
      return {
        cells: [
          { content: symbols.plain(row.weight), header: true, symbol: row.weight },
          ...columns.map((key) => ({
            content: row[key] === null ? "–" : write(row[key]),
            className: "number",
            symbol: key === "gradient" ? row.weight.replace("w", "mean") : undefined,
          })),
        ],
      };
    });
    const worst = (value) => ({ content: value === null ? "–" : number(value, 2), className: "number" });
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
