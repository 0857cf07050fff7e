// One's own data in the panel: opened from a file, dropped, pasted, typed, saved.
import { spoken, whyFailed } from "../../../i18n/index.js";
import { imported } from "../../../once.js";
import { button, select } from "../../../ui/controls.js";
import { h, icon, styleSheet } from "../../../ui/dom.js";
import { pointsText } from "../../../ui/points.js";
import { keep, rowsOf } from "../../../engine/tables.js";
import { Drawing } from "./drawing.js";
import { csvOf, pointsOf } from "./csv.js";
import * as experimentFile from "./experiment-file.js";
import { tableIn } from "./read.js";
import { asRefused, summary } from "./told.js";
import { Tools } from "./tools.js";

const SAVE = () => icon("M12 3v12m-5-5 5 5 5-5M4 20h16");
/** What needs no reading as a table: rows of numbers, as the field's own text. */
const PLAIN = /^[-−+\d.,;/eE\s]*$/;

/**
 * @typedef {import("../../../i18n/index.js").Text} Text
 * @typedef {import("./csv.js").CsvTable} CsvTable
 *
 * @typedef {object} Parts
 * @property {Text} text The page's.
 * @property {(written: Record<string, any>, how?: { isLink: boolean }) => unknown} change What the core refuses is said by the page.
 * @property {() => Record<string, any>} settings
 * @property {() => Record<string, any> | null} run Where the training stands, as a link says it.
 * @property {() => import("../run.js").Data | null} data
 * @property {() => import("../boundary.js").Boundary} boundary
 * @property {import("../../index.js").Host["adopt"]} adopt
 * @property {import("../view.js").Wasm} wasm
 */

/** The part of the panel, with its texts. @param {Parts} parts */
export async function own(parts) {
  const { lang } = parts.text;
  const [text] = await Promise.all([
    spoken(lang, [`labs/network/own/${lang}.json`]),
    parts.adopt(styleSheet(new URL("./style.css", import.meta.url)).catch(() => null)),
  ]);
  return new Own(parts, text);
}

/** The classes that no point has. @param {import("../run.js").Data} data */
function emptyClasses({ description, targets }) {
  if (description.problem === "regression") return [];
  const classes = description.problem === "binary" ? 2 : targets.reduce((most, y) => Math.max(most, y), 0) + 1;
  const there = new Set(targets);
  return Array.from({ length: classes }, (_, index) => index).filter((index) => !there.has(index));
}

/** Saves a text as a file. @param {string} text @param {string} name @param {string} type */
export function saveAs(text, name, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // once it is certainly on its way
}

export class Own {
  #parts;
  #text;
  #field;
  #said = h("div", { class: "own-said", role: "status" });
  #empty = h("p", { class: "own-empty problem", role: "status", hidden: true });
  #bar = h("progress", {});
  #reading;
  #choice;
  /** What was opened last, and what is in it. @type {{ file: Blob, name: string } | null} */
  #opened = null;
  /** The points that came of it, as long as they are there. @type {string | null} */
  #of = null;
  /** @type {AbortController | null} */
  #work = null;
  tools;
  #drawing;

  /** @param {Parts} parts @param {Text} text */
  constructor(parts, text) {
    const { t } = text;
    this.#parts = parts;
    this.#text = text;
    this.#field = pointsText({
      t: (key, values) => (text.has(key) ? t(key, values) : parts.text.t(key, values)),
      label: t("own.points"),
      hint: t("own.points.hint"),
      placeholder: "1.5, 2, 0\n-1, 0.5, 1",
      rows: 4,
      onInput: (points) => this.#change(points),
    });
    this.#field.element.addEventListener("paste", (event) => this.#paste(/** @type {ClipboardEvent} */ (event)));
    const stop = button({ label: t("own.stop"), className: "small", onPress: () => this.#work?.abort() });
    this.#reading = h("div", { class: "own-reading", hidden: true }, this.#bar, stop.element);
    this.#choice = {
      target: select({ label: t("own.target"), options: [], onInput: () => this.#again() }),
      kind: select({
        label: t("own.kind"),
        options: ["auto", "classes", "values"].map((kind) => [kind, t(`own.kind.${kind}`)]),
        onInput: () => this.#again(),
      }),
    };
    this.#choose(null);
    this.tools = new Tools(text, parts.text);
    this.#drawing = new Drawing({
      text,
      tools: this.tools,
      boundary: parts.boundary,
      points: () => parts.settings().points,
      change: (points) => this.#change(points),
      full: (rows) => this.#tell([t("own.full", { rows })], true),
    });
    const save = button({ label: t("own.save"), picture: SAVE(), className: "small", onPress: () => this.#save() });
    const edit = button({ label: t("own.edit"), className: "small", onPress: () => this.#edit() });
    const saveExperiment = button({
      label: t("own.experiment.save"),
      className: "small",
      hint: t("own.experiment.hint"),
      onPress: () => this.#saveExperiment(),
    });
    this.element = h(
      "div",
      { class: "own idle" },
      this.tools.element,
      h("div", { class: "own-buttons" }, edit.element, save.element, saveExperiment.element),
      this.#empty,
      this.#reading,
      this.#said,
      h("div", { class: "own-choice" }, this.#choice.target.element, this.#choice.kind.element),
      this.#field.element,
    );
  }

  close() {
    this.#work?.abort();
    this.#drawing.close();
  }

  /** @param {string | null} points The setting; null where other data is shown. */
  set(points) {
    const isIdle = points === null;
    const isGone = this.#of !== null && points !== this.#of;
    if (isGone || (isIdle && !this.element.classList.contains("idle"))) {
      // What was said was of the points that are gone; and by its lists their file would come back in the place of these.
      this.#said.replaceChildren();
      this.#choose(null);
      this.#of = null;
    }
    this.element.classList.toggle("idle", isIdle);
    const isTable = points !== null && rowsOf(points) !== undefined;
    this.element.classList.toggle("of-table", isTable);
    if (!isIdle && !isTable) this.#field.set(points);
    const { inputs, problem } = this.#parts.data()?.description ?? { inputs: 2, problem: "binary" };
    const areClasses = problem !== "regression";
    this.tools.offer(inputs === 1 ? null : areClasses ? "classes" : "values");
    this.#drawing.show(isIdle || isTable || inputs !== 2 ? null : points, areClasses);
    this.#warn();
  }

  /** A class without points can be learnt by nobody. */
  #warn() {
    const data = this.#parts.data();
    const missing = data ? emptyClasses(data) : [];
    this.#empty.hidden = missing.length === 0;
    this.#empty.textContent = missing.length ? this.#text.t("own.empty_class", { list: missing.join(", ") }) : "";
  }

  /** A press on the picture, in the data's numbers. @param {number} x @param {number} y */
  press(x, y) {
    if (this.element.matches(".idle, .of-table") || this.tools.tool !== "add") return;
    const areClasses = this.#parts.data()?.description.problem !== "regression";
    this.#drawing.add(x, y, areClasses ? this.tools.pen : this.tools.value);
  }

  /** Reads a file, and takes what is in it as the data. @param {File} file */
  open(file) {
    if (/\.json$/i.test(file.name)) return this.#openExperiment(file);
    return this.#read({ file, name: file.name }, { column: -1, target: "auto" });
  }

  /** A table may be pasted; a few rows of numbers go where they are pasted. @param {ClipboardEvent} event */
  #paste(event) {
    const text = event.clipboardData?.getData("text") ?? "";
    if (PLAIN.test(text) && text.length < 2000) return;
    event.preventDefault();
    this.#read({ file: new Blob([text]), name: this.#text.t("own.pasted") }, { column: -1, target: "auto" });
  }

  /** The same file with another target. */
  #again() {
    const value = (/** @type {HTMLElement} */ element) => /** @type {any} */ (element.querySelector("select")).value;
    const column = Number(value(this.#choice.target.element));
    if (this.#opened) this.#read(this.#opened, { column, target: value(this.#choice.kind.element) });
  }

  /** @param {{ file: Blob, name: string }} opened @param {import("./csv.js").Choice} choice */
  async #read(opened, choice) {
    const { t } = this.#text;
    this.#work?.abort();
    const work = new AbortController();
    this.#work = work;
    this.#opened = opened;
    this.#bar.removeAttribute("value");
    this.#bar.setAttribute("aria-label", t("own.reading", { file: opened.name }));
    this.#reading.hidden = false;
    const progress = (/** @type {number} */ done, /** @type {number} */ total) =>
      Object.assign(this.#bar, { max: total, value: done });
    try {
      const table = await tableIn(opened.file, choice, { progress, signal: work.signal });
      this.#choose({ choice, names: table.names, target: table.target });
      await this.#take(table, opened.name);
    } catch (error) {
      if (work.signal.aborted) return;
      const refusal = /** @type {import("./csv.js").CsvRefusal} */ (error);
      if (refusal.columns?.length) this.#choose({ choice, names: refusal.columns, target: choice.column });
      const why = refusal.kind ? asRefused(refusal, this.#text) : [whyFailed(refusal, this.#parts.text)];
      this.#tell([t("own.refused", { file: opened.name, why: why[0] }), ...why.slice(1)], true);
    } finally {
      if (this.#work === work) this.#reading.hidden = true;
    }
  }

  /** @param {CsvTable} table @param {string} name */
  async #take(table, name) {
    const points = pointsOf({ ...table, width: table.columns.length }) ?? keep(this.#rows(table));
    this.#of = points;
    await this.#parts.change({ dataset: "custom", points, loss: null, features: null, axes: null });
    this.#tellOf(points, summary(table, name, this.#text));
  }

  /** Says what became of points, unless the core has refused them: then the page says why. @param {string} points @param {string[]} sentences */
  #tellOf(points, sentences) {
    if (this.#parts.settings().points === points) this.#tell(sentences);
    else this.#said.replaceChildren();
  }

  /** Other points. A loss that was chosen stays, if it fits what they are to be learnt for. @param {string} points */
  #change(points) {
    const { change, settings } = this.#parts;
    const { loss } = settings();
    return change(loss && !this.#losses(points).includes(loss) ? { points, loss: null } : { points });
  }

  /** The losses that fit. @param {string} points @returns {string[]} */
  #losses(points) {
    const { Experiment, Table } = this.#parts.wasm;
    const rows = rowsOf(points);
    try {
      const table = rows && new Table(rows.columns, rows.x, rows.y, rows.is_regression);
      const experiment = table
        ? table.experiment({ layers: [] }, undefined)
        : new Experiment({ dataset: "custom", points, layers: [] }, undefined);
      const { losses } = experiment.describe();
      for (const each of [experiment, table]) each?.free();
      return losses;
    } catch {
      return []; // what is wrong is said when they are taken
    }
  }

  /** @param {CsvTable} table @returns {import("../../../engine/tables.js").Rows} */
  #rows({ names, columns, target, inputs, targets, classes }) {
    const name = (/** @type {number} */ column) => names[column] || `c${column + 1}`;
    return {
      columns: [...columns].map(name),
      x: Float32Array.from(inputs),
      y: Float32Array.from(targets),
      is_regression: classes === null,
      target: names[target],
      classes,
    };
  }

  /** Which column is to be learnt can be chosen once a table is there. @param {{ choice: import("./csv.js").Choice, names: string[], target: number } | null} of */
  #choose(of) {
    const { target, kind } = this.#choice;
    target.element.hidden = kind.element.hidden = !of;
    if (!of) return;
    const names = of.names.map((name, at) => [String(at), name || this.#text.t("own.column", { number: at + 1 })]);
    target.set(String(of.target < 0 ? names.length - 1 : of.target), undefined, names);
    kind.set(of.choice.target);
  }

  /** @param {string[]} sentences The first, and lines below it. */
  #tell([first, ...rest], isBad = false) {
    this.#said.classList.toggle("problem", isBad);
    const list = rest.length ? h("ul", {}, ...rest.map((line) => h("li", {}, line))) : null;
    this.#said.replaceChildren(...[h("p", {}, first), list].filter((part) => part !== null));
  }

  /** Opens the table to type in. */
  async #edit() {
    const { text: page, settings, data } = this.#parts;
    try {
      /** @type {typeof import("./editor.js")} */
      const { Editor } = await imported(new URL("./editor.js", import.meta.url));
      const isRegression = data()?.description.problem === "regression";
      const apply = (/** @type {{ points: string } | { rows: import("../../../engine/tables.js").Rows }} */ done) =>
        this.#change("points" in done ? done.points : keep(done.rows));
      new Editor({ text: this.#text, page, points: settings().points, isRegression, apply }).open(this.element);
    } catch (error) {
      this.#tell([whyFailed(/** @type {Error} */ (error), page)], true);
    }
  }

  /** The points as they are, as CSV. */
  #save() {
    const { t, decimal } = this.#text;
    const data = this.#parts.data();
    const rows = rowsOf(this.#parts.settings().points);
    if (!data) return;
    const { problem, inputs } = data.description;
    const target = rows?.target || (problem === "regression" ? "value" : "class");
    const names = [...(rows?.columns ?? ["x", "y"].slice(0, inputs)), target];
    const table = rows
      ? { names, inputs: rows.x, targets: rows.y, classes: rows.classes }
      : { names, inputs: data.points, targets: data.targets, classes: null };
    saveAs(csvOf(table, decimal), t("own.file"), "text/csv");
  }

  /** The experiment as a file, with data that a link has no room for. */
  #saveExperiment() {
    const run = this.#parts.run();
    const text = experimentFile.written(this.#parts.settings(), run);
    if (!run) this.#tell([this.#text.t("own.experiment.untold")], true);
    saveAs(text, this.#text.t("own.experiment.file"), "application/json");
  }

  /** Opens an experiment that was saved. @param {File} file */
  async #openExperiment(file) {
    const { t } = this.#text;
    try {
      const written = experimentFile.read(await file.text());
      this.#choose(null);
      // The same file again goes back to its step, too.
      await this.#parts.change(written, { isLink: true });
      this.#tellOf(written.points ?? this.#parts.settings().points, [t("own.experiment.opened", { file: file.name })]);
    } catch (error) {
      const { kind } = /** @type {{ kind?: string }} */ (error);
      if (!kind) throw error;
      this.#tell([t("own.refused", { file: file.name, why: t(`own.refused.${kind}`) })], true);
    }
  }
}
