// What an update is made from, to be changed where it stands: examples and weights as tables, the layers as lists.
import { h } from "../../ui/dom.js";
import { entry } from "../../ui/entry.js";
import { addButton, html, render, selection, signButton } from "../../ui/lit.js";
import { upTo } from "./symbols.js";

let nextId = 0;

/**
 * What the parts of the editor may ask of the lab.
 *
 * @typedef {object} Given
 * @property {() => import("../../i18n/index.js").Text} text
 * @property {() => import("../../pkg-lessons/nn_playground.js").BackpropMost} most
 * @property {() => Record<string, any>} settings Those that are wanted, complete.
 * @property {(changes: Record<string, any>) => string | null} complaint What is wrong with other settings, or null.
 * @property {(changes: Record<string, any>) => unknown} change
 * @property {(example: number) => void} choose
 * @property {() => string[]} activations
 * @property {() => void} draw Draws the weights anew.
 * @property {() => void} again Shows the settings as they are.
 *
 * @typedef {import("./symbols.js").Symbols} Symbols
 * @typedef {(value: number) => Record<string, any>} Changes The settings that a number in a field stands for.
 */

/** The losses whose targets are the probabilities of all classes. */
export const DISTRIBUTED = ["categorical_crossentropy", "kl_divergence"];

/** Whether numbers are probabilities that sum to 1. @param {number[]} row */
export const isDistribution = (row) =>
  row.every((part) => part >= 0) && Math.abs(row.reduce((sum, part) => sum + part, 0) - 1) < 1e-6;

/** @param {string} text @returns {number[][]} */
export const rowsOf = (text) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => line.split(/\s+/).map(Number));
/** Each as its units, its activation and what else it says. @param {string} text */
const layersOf = (text) => text.split(",").map((layer) => layer.split(":"));
/** @param {number[][]} rows */
export const textOf = (rows) => rows.map((row) => row.join(" ")).join("\n");
/** Numbers with another one at a place; as they are if they have none there by now. @param {string} text @param {number} row @param {number} column @param {number} value */
const withNumber = (text, row, column, value) =>
  textOf(rowsOf(text).map((line, at) => (at === row ? line.map((old, of) => (of === column ? value : old)) : line)));

/** Fields for numbers in the cells of a table, with what is wrong with any of them said below it. */
class Cells {
  #lab;
  /** By the symbol. @type {Map<string, ReturnType<typeof entry<number>>>} */
  #fields = new Map();
  /** What is wrong with them, by the symbol. @type {Map<string, string>} */
  #wrong = new Map();
  #problem = h("p", { class: "problem", id: `nn-cells-${nextId++}`, role: "alert", hidden: true });

  /** @param {Given} lab */
  constructor(lab) {
    this.#lab = lab;
  }

  get problem() {
    return this.#problem;
  }

  /** Forgets the fields of a table that is made anew, or those of one of its rows. @param {string} [end] With which their symbols end. */
  forget(end = "") {
    for (const symbol of this.#fields.keys()) {
      if (!symbol.endsWith(end)) continue;
      this.#fields.delete(symbol);
      this.#wrong.delete(symbol);
    }
    this.#tell();
  }

  /** A field. @param {string} symbol @param {string} label @param {Changes} changes */
  field(symbol, label, changes) {
    const input = h("input", {
      type: "text",
      inputMode: "decimal",
      autocomplete: "off",
      spellcheck: false,
      "aria-label": label,
      "data-symbol": symbol,
    });
    const lab = this.#lab;
    const field = entry(input, {
      read: (written) => {
        const { number } = lab.most();
        const found = lab.text().read(written, -number, number);
        const message = found.value === undefined ? null : lab.complaint(changes(found.value));
        return message ? { complaint: lab.text().t("refused", { message }) } : found;
      },
      show: (/** @type {number} */ value) => lab.text().field(value),
      onInput: (/** @type {number} */ value) => lab.change(changes(value)),
      problem: this.#problem.id,
      tell: (complaint) => {
        if (this.#fields.get(symbol) !== field) return; // its table was made anew meanwhile
        this.#wrong.delete(symbol);
        if (complaint !== null) this.#wrong.set(symbol, complaint);
        this.#tell();
      },
    });
    this.#fields.set(symbol, field);
    return input;
  }

  /** Says what is wrong, of several the last one. */
  #tell() {
    this.#problem.hidden = !this.#wrong.size;
    this.#problem.textContent = [...this.#wrong.values()].at(-1) ?? "";
  }

  /** Shows a number. @param {string} symbol @param {number} value */
  set(symbol, value) {
    this.#fields.get(symbol)?.set(value);
  }
}

/** The examples: x and y of each, and what the network says. */
export class Examples {
  #lab;
  #cells;
  #shape = "";
  #rows = h("tbody", {});
  #sheet = h("div", { class: "sheet", role: "group", tabIndex: 0 });
  #rowButtons = h("div", { class: "given-rows" });

  /** @param {Given} lab */
  constructor(lab) {
    this.#lab = lab;
    this.#cells = new Cells(lab);
    this.element = h("div", { class: "given-table" }, this.#sheet, this.#cells.problem, this.#rowButtons);
  }

  /** @param {Symbols} symbols @param {boolean} isTruthTable */
  show(symbols, isTruthTable) {
    const { shown, inputs, outputs, isSparse } = symbols;
    const [x, y] = [rowsOf(shown.settings.x), rowsOf(shown.settings.y)];
    const targets = isSparse ? 1 : outputs;
    const shape = [inputs, targets, outputs, isTruthTable].join();
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(symbols, targets, isTruthTable);
    }
    this.#fit(symbols, targets);
    x.forEach((row, e) => row.forEach((value, i) => this.#cells.set(`x${i + 1}.${e + 1}`, value)));
    y.forEach((row, e) => row.forEach((value, u) => this.#cells.set(`y${u + 1}.${e + 1}`, value)));
    // What is the last layer may be another one than before.
    const [heads, ...rows] = [...this.#sheet.querySelectorAll("tr")].map((row) => row.querySelectorAll(".out"));
    for (const u of upTo(outputs)) {
      heads[u - 1].textContent = symbols.plain(symbols.id("out", symbols.layers, u));
      rows.forEach((cells, e) => {
        const id = `out${symbols.layers}.${u}.${e + 1}`;
        cells[u - 1].setAttribute("data-symbol", id);
        cells[u - 1].textContent = symbols.digits.one(symbols.byId.get(id)?.value ?? Number.NaN, 3);
      });
    }
    [...this.#rows.rows].forEach((row, e) => {
      row.classList.toggle("current", e + 1 === symbols.example);
      row.querySelector("button")?.setAttribute("aria-pressed", String(e + 1 === symbols.example));
    });
    const { t } = this.#lab.text();
    render(
      html`
      ${addButton(t("backprop.example.add"), () => this.#resize(1), x.length < shown.most.examples)}
      ${addButton(t("backprop.example.remove"), () => this.#resize(-1), x.length > 1)}`,
      this.#rowButtons,
    );
  }

  /** Brings the example that is looked at into view, without moving the page; once the table is in it. */
  reveal() {
    /** @type {[HTMLElement | null, HTMLElement | null]} */
    const [head, row] = [this.#sheet.querySelector("thead"), this.#sheet.querySelector("tr.current")];
    if (!head || !row) return;
    const sheet = this.#sheet;
    const [top, bottom] = [row.offsetTop - head.offsetHeight, row.offsetTop + row.offsetHeight - sheet.clientHeight];
    if (sheet.scrollTop > top) sheet.scrollTop = top;
    else if (sheet.scrollTop < bottom) sheet.scrollTop = bottom;
  }

  /** @param {Symbols} symbols @param {number} targets @param {boolean} isTruthTable */
  #build(symbols, targets, isTruthTable) {
    const { t } = this.#lab.text();
    this.#cells.forget();
    this.#rows.replaceChildren();
    const { inputs, outputs } = symbols;
    const head = (/** @type {number} */ count, /** @type {[string, ...number[]]} */ ...id) =>
      upTo(count).map((at) => symbols.plain(symbols.id(...id, at)));
    const caption = t(isTruthTable ? "backprop.truth" : "backprop.examples");
    const heads = [
      ...[...head(inputs, "x"), ...head(targets, "y")].map((name) => h("th", { scope: "col" }, name)),
      ...upTo(outputs).map(() => h("th", { scope: "col", class: "out" })),
    ];
    this.#sheet.setAttribute("aria-label", caption);
    this.#sheet.replaceChildren(
      h(
        "table",
        { class: inputs + targets > 4 ? "many" : null },
        h("caption", {}, caption),
        h("thead", {}, h("tr", {}, h("td"), ...heads)),
        this.#rows,
      ),
    );
  }

  /** The row of an example. @param {Symbols} symbols @param {number} targets @param {number} e From 1. */
  #row(symbols, targets, e) {
    const { t } = this.#lab.text();
    const { inputs, outputs } = symbols;
    /** @param {"x" | "y"} key @param {number} at From 1. */
    const cell = (key, at) => {
      /** @type {Changes} */
      const change = (value) => ({ [key]: withNumber(this.#lab.settings()[key], e - 1, at - 1, value) });
      const label = t("backprop.cell", { name: symbols.plain(symbols.id(key, at)), number: e });
      return h("td", {}, this.#cells.field(`${key}${at}.${e}`, label, change));
    };
    const pick = h(
      "button",
      {
        type: "button",
        class: "pick",
        "aria-label": t("backprop.example", { number: e }),
        on: { click: () => this.#lab.choose(e) },
      },
      String(e),
    );
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, pick),
      ...upTo(inputs).map((i) => cell("x", i)),
      ...upTo(targets).map((u) => cell("y", u)),
      ...upTo(outputs).map(() => h("td", { class: "number out" })),
    );
  }

  /** As many rows as there are examples. Who types into one of the others goes on. @param {Symbols} symbols @param {number} targets */
  #fit(symbols, targets) {
    const { rows } = this.#rows;
    const { examples } = symbols.shown;
    while (rows.length < examples) this.#rows.append(this.#row(symbols, targets, rows.length + 1));
    while (rows.length > examples) {
      this.#cells.forget(`.${rows.length}`);
      this.#rows.deleteRow(-1);
    }
  }

  /** One example more, like the last one, or one less. @param {1 | -1} count */
  #resize(count) {
    const next = (/** @type {string} */ text) => {
      const rows = rowsOf(text);
      return textOf(count > 0 ? [...rows, ...rows.slice(-1)] : rows.slice(0, Math.max(1, rows.length - 1)));
    };
    const { x, y } = this.#lab.settings();
    this.#lab.change({ x: next(x), y: next(y) });
  }
}

/** The weights to begin with, layer by layer, as Keras lists them: a line for each input, then the biases. */
export class WeightTables {
  #lab;
  #cells;
  #shape = "";
  element = h("div", { class: "weights" });

  /** @param {Given} lab */
  constructor(lab) {
    this.#lab = lab;
    this.#cells = new Cells(lab);
  }

  /** @param {Symbols} symbols */
  show(symbols) {
    const rows = rowsOf(symbols.shown.settings.weights);
    const shape = `${symbols.inputs} ${symbols.shown.units}`;
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(symbols);
    }
    let line = 0;
    for (const l of upTo(symbols.layers)) {
      for (const i of [...upTo(symbols.fanIn(l)), 0]) {
        rows[line++].forEach((value, u) => this.#cells.set(`w${l}.${i}.${u + 1}`, value));
      }
    }
  }

  /** @param {Symbols} symbols */
  #build(symbols) {
    const { t } = this.#lab.text();
    this.#cells.forget();
    let line = 0;
    const tables = upTo(symbols.layers).map((l) => {
      const units = upTo(symbols.units(l));
      const rows = [...upTo(symbols.fanIn(l)), 0].map((i) => {
        const row = line++;
        const source =
          units.length === 1
            ? symbols.plain(symbols.id("w", l, i, 1))
            : i
              ? symbols.plain(l === 1 ? symbols.id("x", i) : symbols.id("out", l - 1, i))
              : "1";
        return h(
          "tr",
          {},
          h("th", { scope: "row" }, source),
          ...units.map((u) => {
            const change = (/** @type {number} */ value) => ({
              weights: withNumber(this.#lab.settings().weights, row, u - 1, value),
            });
            return h("td", {}, this.#cells.field(`w${l}.${i}.${u}`, symbols.plain(symbols.id("w", l, i, u)), change));
          }),
        );
      });
      const caption = t(symbols.layers > 1 ? "backprop.weights.layer" : "backprop.weights", { layer: l });
      return h(
        "div",
        { class: "sheet", role: "group", tabIndex: 0, "aria-label": caption },
        h(
          "table",
          {},
          h("caption", {}, caption),
          units.length > 1
            ? h(
                "thead",
                {},
                h(
                  "tr",
                  {},
                  h("td"),
                  ...units.map((u) => h("th", { scope: "col" }, symbols.plain(symbols.id("net", l, u)))),
                ),
              )
            : null,
          h("tbody", {}, ...rows),
        ),
      );
    });
    this.element.replaceChildren(h("div", { class: "weight-tables" }, ...tables), this.#cells.problem);
  }
}

/** Layers, activations, the number of inputs. */
export class Layers {
  #lab;
  /** What was wrong with what was chosen last. @type {string | null} */
  #problem = null;
  /** @type {Symbols} */
  #symbols = /** @type {any} */ (null);
  element = h("div", { class: "editor" });

  /** @param {Given} lab */
  constructor(lab) {
    this.#lab = lab;
  }

  /** @param {Symbols} symbols */
  show(symbols) {
    this.#symbols = symbols;
    this.#problem = null;
    this.#render();
  }

  #render() {
    const symbols = this.#symbols;
    const { t } = this.#lab.text();
    const { settings, most } = symbols.shown;
    const layers = layersOf(settings.layers);
    const counts = upTo(most.units).map((count) => [String(count), String(count)]);
    const activations = this.#lab.activations().map((name) => [name, t(`activation.${name}`)]);
    const row = (/** @type {string[]} */ layer, /** @type {number} */ at) => {
      const [units, activation] = layer;
      const name = { layer: at + 1 };
      // Meant is the layer that was seen: others may have come before it by now; where some are gone nobody knows whether it is.
      const edit = (/** @type {(all: string[][], place: number) => string[][]} */ make) =>
        this.#write((all) => (all.length < layers.length ? null : make(all, at + all.length - layers.length)));
      const put = (/** @type {number} */ part) => (/** @type {string} */ value) =>
        edit((all, place) => all.with(place, all[place].with(part, value)));
      return html`
        <div class="hand-layer" role="group" aria-label=${t("backprop.layer", name)}>
          <span>${t("backprop.layer", name)}</span>
          ${selection(t("backprop.layer.units", name), counts, units, put(0))}
          ${selection(t("backprop.layer.activation", name), activations, activation, put(1))}
          ${signButton("×", t("backprop.layer.remove", name), () => edit((all, place) => all.toSpliced(place, 1)), layers.length > 1)}
        </div>`;
    };
    const resize = (/** @type {string} */ count) => this.#resizeInputs(Number(count));
    const add = () => this.#write((all) => [["2", "tanh"], ...all]);
    render(
      html`
      <div class="hand-layer">
        <span>${t("backprop.inputs")}</span>
        ${selection(t("backprop.inputs"), counts, String(symbols.inputs), resize)}<span></span><span></span>
      </div>
      ${layers.map(row)}
      ${addButton(t("backprop.layer.add"), add, layers.length < most.layers)}
      ${addButton(t("backprop.weights.draw"), () => this.#lab.draw())}
      <p class="problem" role="alert" ?hidden=${!this.#problem}>${this.#problem}</p>`,
      this.element,
    );
  }

  /** Other layers: the weights are made anew, and the targets are as many as the outputs. @param {(layers: string[][]) => string[][] | null} next */
  #write(next) {
    this.try((settings) => {
      const layers = next(layersOf(settings.layers));
      if (!layers) return null;
      const outputs = Number(layers.at(-1)?.[0]);
      const rows = rowsOf(settings.y);
      const isSparse = settings.loss === "sparse_categorical_crossentropy";
      const fitted = rows.map((row) => Array.from({ length: outputs }, (_, at) => row[at] ?? 0));
      // Probabilities of fewer classes are the machine's to choose.
      const isBroken =
        DISTRIBUTED.includes(settings.loss) && rows.every(isDistribution) && !fitted.every(isDistribution);
      const y = isSparse ? settings.y : isBroken ? null : textOf(fitted);
      return { layers: layers.map((layer) => layer.join(":")).join(","), y, weights: null };
    });
  }

  /** @param {number} count */
  #resizeInputs(count) {
    const resized = (/** @type {number[]} */ row) => Array.from({ length: count }, (_, at) => row[at] ?? 0);
    this.try(({ x }) => ({ x: textOf(rowsOf(x).map(resized)), weights: null }));
  }

  /** Takes over what is made of the settings, if anything, or says why not. @param {(settings: Record<string, any>) => Record<string, any> | null} make */
  try(make) {
    const changes = make(this.#lab.settings());
    if (!changes) return null;
    const message = this.#lab.complaint(changes);
    if (!message) return this.#lab.change(changes);
    this.#lab.again(); // what was chosen is taken back
    this.#problem = this.#lab.text().t("refused", { message });
    this.#render();
    return null;
  }
}
