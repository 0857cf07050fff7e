// A file that is opened, as data or as an experiment: its reading, with progress, and the lists by which it is read otherwise.
import { whyFailed } from "../../../i18n/index.js";
import { button, select } from "../../../ui/controls.js";
import { h } from "../../../ui/dom.js";
import { experimentIn, tableIn } from "./read.js";
import { asRefused } from "./told.js";

/**
 * @typedef {import("../../../i18n/index.js").Text} Text
 * @typedef {import("./csv.js").Choice} Choice
 * @typedef {import("./csv.js").CsvTable} CsvTable
 * @typedef {{ file: Blob, name: string }} Named
 *
 * @typedef {object} OpeningParts
 * @property {Text} text
 * @property {Text} page The page's texts.
 * @property {(table: CsvTable, name: string) => unknown} take Takes a table as the data.
 * @property {(experiment: Awaited<ReturnType<typeof experimentIn>>, name: string) => unknown} resume Takes an experiment.
 * @property {(sentences: string[]) => void} refuse Says why a file was not taken.
 */

/** The target in the last column, and everything by what it looks like. @type {Choice} */
const USUAL = { column: -1, target: "auto", decimal: "auto" };

export class Opening {
  #parts;
  #bar = h("progress", {});
  /** How far it is. */
  progress;
  #target;
  #kind;
  #decimal;
  /** How it is read. */
  choice = h("div", { class: "own-choice" });
  /** What was opened last. @type {Named | null} */
  #opened = null;
  /** @type {AbortController | null} */
  #work = null;

  /** @param {OpeningParts} parts */
  constructor(parts) {
    const { t } = parts.text;
    this.#parts = parts;
    const stop = button({ label: t("own.stop"), className: "small", onPress: () => this.close() });
    this.progress = h("div", { class: "own-reading", hidden: true }, this.#bar, stop.element);
    const list = (/** @type {string} */ label, /** @type {string[][]} */ options) =>
      select({ label, options, onInput: () => this.#again() });
    this.#target = list(t("own.target"), []);
    this.#kind = list(
      t("own.kind"),
      ["auto", "classes", "values"].map((kind) => [kind, t(`own.kind.${kind}`)]),
    );
    this.#decimal = list(t("own.decimal"), []);
    this.choice.append(this.#target.element, this.#kind.element, this.#decimal.element);
    this.forget();
  }

  /** What is being read is left. */
  close() {
    this.#work?.abort();
  }

  /** By its lists the file would come back in the place of other data. */
  forget() {
    for (const { element } of [this.#target, this.#kind, this.#decimal]) element.hidden = true;
  }

  /** A table. @param {Named} named */
  open(named) {
    return this.#read(named, USUAL);
  }

  /** An experiment that was saved. @param {Named} named */
  openExperiment(named) {
    return this.#during(named, async (on) => {
      const experiment = await experimentIn(named.file, on);
      this.forget();
      await this.#parts.resume(experiment, named.name);
    });
  }

  /** The same file, read otherwise. */
  #again() {
    const { value: target } = this.#kind;
    const decimal = this.#decimal.element.hidden ? "auto" : this.#decimal.value;
    const choice = { column: Number(this.#target.value), target, decimal };
    if (this.#opened) this.#read(this.#opened, /** @type {Choice} */ (choice));
  }

  /** @param {Named} opened @param {Choice} choice */
  #read(opened, choice) {
    this.#opened = opened;
    return this.#during(
      opened,
      async (on) => {
        const table = await tableIn(opened.file, choice, on);
        this.#offer(choice, table.names, table.target);
        this.#offerDecimal(table);
        await this.#parts.take(table, opened.name);
      },
      ({ columns }) => {
        if (choice === USUAL) this.forget(); // they were another file's
        if (columns?.length) this.#offer(choice, columns, choice.column);
      },
    );
  }

  /**
   * Shows how far it is, and says why it failed.
   *
   * @param {Named} named
   * @param {(on: import("./read.js").On) => Promise<unknown>} work
   * @param {(refusal: import("./csv.js").CsvRefusal) => void} [refused]
   */
  async #during({ name }, work, refused) {
    const { text, page, refuse } = this.#parts;
    const { t } = text;
    this.close();
    const present = new AbortController();
    const { signal } = present;
    this.#work = present;
    this.#bar.removeAttribute("value");
    this.#bar.setAttribute("aria-label", t("own.reading", { file: name }));
    this.progress.hidden = false;
    const progress = (/** @type {number} */ done, /** @type {number} */ total) =>
      Object.assign(this.#bar, { max: total, value: done });
    try {
      await work({ progress, signal });
    } catch (error) {
      if (signal.aborted) return;
      const refusal = /** @type {import("./csv.js").CsvRefusal} */ (error);
      refused?.(refusal);
      const why = refusal.kind ? asRefused(refusal, text) : [whyFailed(refusal, page)];
      refuse([t("own.refused", { file: name, why: why[0] }), ...why.slice(1)]);
    } finally {
      if (this.#work === present) this.progress.hidden = true;
    }
  }

  /** Which column is to be learnt. @param {Choice} choice @param {string[]} names @param {number} target */
  #offer(choice, names, target) {
    const options = names.map((name, at) => [String(at), name || this.#parts.text.t("own.column", { number: at + 1 })]);
    this.#target.element.hidden = this.#kind.element.hidden = false;
    this.#target.set(String(target < 0 ? options.length - 1 : target), undefined, options);
    this.#kind.set(choice.target);
  }

  /** Whether a number such as 1,234 has thousands or decimals, where there is one. @param {CsvTable} table */
  #offerDecimal({ doubt, decimal }) {
    this.#decimal.element.hidden = doubt === null;
    const options = ["point", "comma"].map((sign) => [sign, this.#parts.text.t(`own.decimal.${sign}`)]);
    this.#decimal.set(decimal, undefined, options);
  }
}
