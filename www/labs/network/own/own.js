// One's own data in the panel: opened from a file, dropped, pasted, typed, saved.
import { spoken, whyFailed } from "../../../i18n/index.js";
import { imported } from "../../../once.js";
import { button } from "../../../ui/controls.js";
import { h, icon, styleSheet } from "../../../ui/dom.js";
import { pointsText } from "../../../ui/points.js";
import { keep, rowsOf } from "../../../engine/tables.js";
import { OTHER_DATA, UNTRAINED } from "../../../settings/schema.js";
import { described } from "../data/described.js";
import { className, classNames, targetName } from "../names.js";
import { Drawing } from "./drawing.js";
import { csvOf, pointsOf } from "./csv.js";
import * as experimentFile from "./experiment-file.js";
import { Opening } from "./opening.js";
import { summary } from "./told.js";
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
 * @property {() => Record<string, any> | null} run Where the training stands, as settings say it.
 * @property {() => import("../run.js").Data | null} data
 * @property {() => import("../boundary.js").Boundary} boundary
 * @property {import("../../index.js").Host["adopt"]} adopt
 * @property {import("../view.js").Wasm} wasm
 * @property {Typed} typed
 *
 * @typedef {object} Typed What was typed into a table and not applied. In another language the panel is another one, and this stays.
 * @property {{ points: string, draft: import("./draft.js").Draft } | null} left The points of that table, and what it is like by now.
 * @property {AbortController} asking Who leaves the page is asked, until then.
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
  #unapplied = h("div", { class: "own-said", role: "status" });
  #empty = h("p", { class: "own-empty problem", role: "status", hidden: true });
  #opening;
  /** The points that came of what was opened, as long as they are there. @type {string | null} */
  #of = null;
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
      onInput: (points) => this.#type(points),
    });
    this.#field.element.addEventListener("paste", (event) => this.#paste(/** @type {ClipboardEvent} */ (event)));
    this.#opening = new Opening({
      text,
      page: parts.text,
      take: (table, name) => this.#take(table, name),
      resume: (experiment, name) => this.#resume(experiment, name),
      refuse: (sentences) => this.#tell(sentences, true),
    });
    this.tools = new Tools(text, parts.text);
    this.#drawing = new Drawing({
      text,
      tools: this.tools,
      boundary: parts.boundary,
      points: () => parts.settings().points,
      change: (points) => this.#change(points),
      called: (index) => this.#called(index),
      full: (rows) => this.#tell([t("own.full", { rows })], true),
    });
    const save = button({ label: t("own.save"), picture: SAVE(), className: "small", onPress: () => this.#save() });
    const edit = button({ label: t("own.edit"), className: "small", onPress: () => this.#edit() });
    const saveExperiment = button({
      label: parts.text.t("experiment.save"),
      className: "small",
      hint: parts.text.t("experiment.save.hint"),
      onPress: () => this.saveExperiment(),
    });
    this.element = h(
      "div",
      { class: "own idle" },
      this.tools.element,
      h("div", { class: "own-buttons" }, edit.element, save.element, saveExperiment.element),
      this.#empty,
      this.#opening.progress,
      this.#said,
      this.#unapplied,
      this.#opening.choice,
      this.#field.element,
    );
  }

  close() {
    this.#opening.close();
    this.#drawing.close();
  }

  /** @param {string | null} points The setting; null where other data is shown. */
  set(points) {
    const isIdle = points === null;
    const isGone = this.#of !== null && points !== this.#of;
    if (isGone || (isIdle && !this.element.classList.contains("idle"))) {
      // What was said was of the points that are gone.
      this.#said.replaceChildren();
      this.#opening.forget();
      this.#of = null;
    }
    this.element.classList.toggle("idle", isIdle);
    const isTable = points !== null && rowsOf(points) !== undefined;
    this.element.classList.toggle("of-table", isTable);
    if (!isIdle && !isTable) this.#field.set(points);
    const { inputs, problem } = this.#parts.data()?.description ?? { inputs: 2, problem: "binary" };
    const areClasses = problem !== "regression";
    this.tools.offer(inputs === 1 ? null : areClasses ? "classes" : "values", (index) => this.#called(index));
    this.#drawing.show(isIdle || isTable || inputs !== 2 ? null : points, areClasses);
    this.#warn();
    this.#tellTyped(points);
  }

  /** A class by its name. @param {number} index */
  #called(index) {
    return className(index, this.#parts.settings(), this.#parts.text);
  }

  /** A class without points can be learnt by nobody. */
  #warn() {
    const data = this.#parts.data();
    const missing = data ? emptyClasses(data) : [];
    this.#empty.hidden = missing.length === 0;
    const names = classNames(this.#parts.settings(), this.#parts.text);
    const list = missing.map((index) => names[index] || index).join(", ");
    this.#empty.textContent = missing.length ? this.#text.t("own.empty_class", { list }) : "";
  }

  /** A press on the picture, in the data's numbers. @param {number} x @param {number} y */
  press(x, y) {
    if (this.element.matches(".idle, .of-table") || this.tools.tool !== "add") return;
    const areClasses = this.#parts.data()?.description.problem !== "regression";
    this.#drawing.add(x, y, areClasses ? this.tools.pen : this.tools.value);
  }

  /** Reads a file, and takes what is in it. @param {File} file */
  open(file) {
    const named = { file, name: file.name };
    return /\.json$/i.test(file.name) ? this.#opening.openExperiment(named) : this.#opening.open(named);
  }

  /** A table may be pasted; a few rows of numbers go where they are pasted. @param {ClipboardEvent} event */
  #paste(event) {
    const text = event.clipboardData?.getData("text") ?? "";
    if (PLAIN.test(text) && text.length < 2000) return;
    event.preventDefault();
    this.#opening.open({ file: new Blob([text]), name: this.#text.t("own.pasted") });
  }

  /** @param {CsvTable} table @param {string} name */
  async #take(table, name) {
    const names = [...table.columns, table.target].map((column) => table.names[column]);
    const text = pointsOf({ ...table, names });
    const points = text ?? keep(this.#rows(table));
    const isNamed = text !== null && table.classes?.some((word, index) => word !== String(index));
    const classes = isNamed ? table.classes : null;
    this.#of = points;
    await this.#parts.change({ ...OTHER_DATA, dataset: "custom", points, classes, features: null });
    this.#tellOf(points, summary(table, name, text === null, this.#text));
  }

  /** Says what became of points, unless the core has refused them: then the page says why. @param {string} points @param {string[]} sentences */
  #tellOf(points, sentences) {
    if (this.#parts.settings().points === points) this.#tell(sentences);
    else this.#said.replaceChildren();
  }

  /** What was typed as points. Those with nothing of what was there have other classes. @param {string} points */
  #type(points) {
    const before = this.#parts.settings().points.split("\n").slice(1);
    const isOther = !before.some((/** @type {string} */ line) => line.trim() && points.includes(line));
    return this.#change(points, isOther ? { classes: null } : {});
  }

  /** Other points. A loss that was chosen stays, if it fits what they are to be learnt for. @param {string} points @param {{ classes?: string[] | null }} [names] */
  #change(points, names) {
    const { change, settings } = this.#parts;
    const { loss } = settings();
    return change({ points, ...names, ...(loss && !this.#losses(points).includes(loss) ? { loss: null } : {}) });
  }

  /** The losses that fit. @param {string} points @returns {string[]} */
  #losses(points) {
    try {
      return described(this.#parts.wasm, { dataset: "custom", points }).losses;
    } catch {
      return []; // what is wrong is said when they are taken
    }
  }

  /** @param {CsvTable} table @returns {import("../../../engine/tables.js").Rows} */
  #rows({ names, columns, target, inputs, targets, classes }) {
    const usual = columns.length > 2 ? [] : ["x", "y"];
    return {
      columns: Array.from(columns, (column, at) => names[column] || (usual[at] ?? `c${column + 1}`)),
      x: Float32Array.from(inputs),
      y: Float32Array.from(targets),
      is_regression: classes === null,
      target: names[target],
      classes,
    };
  }

  /** @param {string[]} sentences The first, and lines below it. */
  #tell([first, ...rest], isBad = false) {
    this.#said.classList.toggle("problem", isBad);
    const list = rest.length ? h("ul", {}, ...rest.map((line) => h("li", {}, line))) : null;
    this.#said.replaceChildren(...[h("p", {}, first), list].filter((part) => part !== null));
  }

  /** Opens the table to type in: where what was typed there was not applied, with that. */
  async #edit() {
    const { text: page, settings, data } = this.#parts;
    try {
      /** @type {typeof import("./editor.js")} */
      const { Editor, Draft } = await imported(new URL("./editor.js", import.meta.url));
      const { points } = settings();
      const isRegression = data()?.description.problem === "regression";
      const { typed } = this.#parts;
      const kept = typed.left;
      const draft =
        kept && kept.points === points ? kept.draft : new Draft(points, isRegression, classNames(settings(), page));
      this.#ask(points, draft);
      const left = () => {
        typed.left = { points, draft };
        this.#tellTyped(settings().points);
      };
      const apply = async () => {
        const done = draft.done();
        const [applied, classes] = "points" in done ? [done.points, done.classes] : [keep(done.rows), null];
        typed.left = { points, draft }; // until the core has taken it
        await this.#change(applied, { classes });
        if (settings().points === applied) this.#forgetTyped();
        else this.#tellTyped(settings().points);
      };
      new Editor({ text: this.#text, page, draft, apply, left }).open(this.element);
    } catch (error) {
      this.#tell([whyFailed(/** @type {Error} */ (error), page)], true);
    }
  }

  /** What was typed into the table and not applied is still there, beside the points that it is of: Undo leads back to them. @param {string | null} points */
  #tellTyped(points) {
    const { t } = this.#text;
    const isThere = points !== null && points === this.#parts.typed.left?.points;
    if (isThere === this.#unapplied.hasChildNodes()) return;
    const discard = () => this.#forgetTyped();
    const parts = () => [
      h("p", {}, t("own.draft.kept")),
      button({ label: t("own.draft.discard"), className: "small", onPress: discard }).element,
    ];
    this.#unapplied.replaceChildren(...(isThere ? parts() : []));
  }

  /** Who leaves the page is asked, as long as there is something that was typed into the table of these points and not applied. @param {string} points @param {import("./draft.js").Draft} draft */
  #ask(points, draft) {
    const { typed, settings } = this.#parts;
    typed.asking.abort();
    typed.asking = new AbortController();
    const ask = (/** @type {Event} */ event) => {
      if (draft.isChanged && settings().points === points) event.preventDefault();
    };
    addEventListener("beforeunload", ask, { signal: typed.asking.signal });
  }

  #forgetTyped() {
    this.#parts.typed.left = null;
    this.#parts.typed.asking.abort();
    this.#tellTyped(null);
  }

  /** The points as they are, as CSV. */
  #save() {
    const { t, decimal } = this.#text;
    const data = this.#parts.data();
    const settings = this.#parts.settings();
    const rows = rowsOf(settings.points);
    if (!data) return;
    const { problem, inputs, columns } = data.description;
    const target = targetName(settings, data.description) || (problem === "regression" ? "value" : "class");
    const names = [...(columns.length ? columns.map(({ name }) => name) : ["x", "y"].slice(0, inputs)), target];
    const called = classNames(settings, this.#parts.text).map((name, index) => name || String(index));
    const classes = problem === "regression" ? null : called;
    const table = rows
      ? { names, inputs: rows.x, targets: rows.y, classes }
      : { names, inputs: data.points, targets: data.targets, classes };
    saveAs(csvOf(table, decimal), t("own.file"), "text/csv");
  }

  /** The experiment as a file, with data and changes that a link has no room for. */
  saveExperiment() {
    const text = experimentFile.written(this.#parts.settings(), this.#parts.run() ?? UNTRAINED);
    saveAs(text, this.#text.t("own.experiment.file"), "application/json");
  }

  /** Goes on with an experiment that was saved. @param {ReturnType<typeof experimentFile.read>} experiment @param {string} name */
  async #resume({ settings, rows }, name) {
    const written = rows ? { ...settings, points: keep(rows) } : settings;
    // The same file again goes back to its step, too.
    await this.#parts.change(written, { isLink: true });
    this.#tellOf(written.points ?? this.#parts.settings().points, [
      this.#text.t("own.experiment.opened", { file: name }),
    ]);
  }
}
