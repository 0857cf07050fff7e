// What an update is made from, to be changed where it stands: examples and weights as tables, the layers as lists.
import { button } from "../../ui/controls.js";
import { h } from "../../ui/dom.js";
import { upTo } from "./symbols.js";

let nextId = 0;

/** The losses whose targets are the probabilities of all classes. */
export const DISTRIBUTED = ["categorical_crossentropy", "kl_divergence"];

/** Whether numbers are probabilities that sum to 1. */
export const isDistribution = (row) => row.every((part) => part >= 0) && Math.abs(row.reduce((sum, part) => sum + part, 0) - 1) < 1e-6;

export const rowsOf = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean).map((line) => line.split(/\s+/).map(Number));
export const textOf = (rows) => rows.map((row) => row.join(" ")).join("\n");

/** Fields for numbers in the cells of a table, with what is wrong with any of them said below it. */
class Cells {
  #lab;
  #fields = new Map(); // symbol → { input, shown, isWrong }
  #problem = h("p", { class: "problem", id: `nn-cells-${nextId++}`, role: "alert", hidden: true });

  /** `lab` has `text()`, `most()`, `complaint(changes)` and `change(changes)`. */
  constructor(lab) {
    this.#lab = lab;
  }

  get problem() { return this.#problem; }

  /** Forgets all fields: the table is made anew. */
  clear() {
    this.#fields.clear();
    this.#problem.hidden = true;
  }

  /** A field; `changes(value)` are the settings that a number in it stands for. */
  field(symbol, label, changes) {
    const state = { input: null, shown: null, isWrong: false };
    const input = h("input", {
      type: "text", inputMode: "decimal", autocomplete: "off", spellcheck: false, "aria-label": label, "data-symbol": symbol,
      on: { change: () => this.#take(state, changes) },
    });
    state.input = input;
    this.#fields.set(symbol, state);
    return input;
  }

  #take(state, changes) {
    const text = this.#lab.text();
    const most = this.#lab.most().number;
    const { value, complaint } = text.read(state.input.value, -most, most);
    const message = complaint ? null : this.#lab.complaint(changes(value));
    const said = complaint ?? (message && text.t("refused", { message }));
    state.isWrong = Boolean(said);
    if (!said) {
      state.input.removeAttribute("aria-invalid");
      this.#problem.hidden = [...this.#fields.values()].every((field) => !field.isWrong);
      this.#lab.change(changes(value));
      return;
    }
    state.input.setAttribute("aria-invalid", "true");
    state.input.setAttribute("aria-describedby", this.#problem.id);
    this.#problem.textContent = said;
    this.#problem.hidden = false;
  }

  /** Shows a number; what is wrong stays to be mended, unless the number has changed by other means. */
  set(symbol, value) {
    const field = this.#fields.get(symbol);
    if (!field || (field.isWrong && field.shown === value)) return;
    if (field.isWrong) {
      field.isWrong = false;
      field.input.removeAttribute("aria-invalid");
      this.#problem.hidden = [...this.#fields.values()].every((other) => !other.isWrong);
    }
    if (field.shown === value && field.input.value !== "") return;
    field.shown = value;
    field.input.value = this.#lab.text().exact(value);
  }
}

/** The examples: x and y of each, and what the network says. */
export class Examples {
  #lab;
  #cells;
  #shape = "";
  #outs = [];
  element = h("div", { class: "given-table" });

  /** `lab` as for the cells, and `choose(example)`. */
  constructor(lab) {
    this.#lab = lab;
    this.#cells = new Cells(lab);
  }

  show(symbols, isTruthTable) {
    const { shown, inputs, outputs, isSparse } = symbols;
    const [x, y] = [rowsOf(shown.settings.x), rowsOf(shown.settings.y)];
    const targets = isSparse ? 1 : outputs;
    const shape = [x.length, inputs, targets, outputs, isTruthTable].join();
    if (shape !== this.#shape) {
      const hadFocus = this.element.contains(this.element.getRootNode().activeElement) && this.element.getRootNode().activeElement.getAttribute("aria-label");
      this.#shape = shape;
      this.#build(symbols, targets, isTruthTable);
      if (hadFocus) [...this.element.querySelectorAll("[aria-label]")].find((element) => element.getAttribute("aria-label") === hadFocus)?.focus();
    }
    x.forEach((row, e) => row.forEach((value, i) => this.#cells.set(`x${i + 1}.${e + 1}`, value)));
    y.forEach((row, e) => row.forEach((value, u) => this.#cells.set(`y${u + 1}.${e + 1}`, value)));
    for (const { cell, id } of this.#outs) cell.textContent = symbols.digits.one(symbols.byId.get(id).value, 3);
    this.element.querySelectorAll("tbody tr").forEach((row, e) => {
      row.classList.toggle("current", e + 1 === symbols.example);
      row.querySelector("button").setAttribute("aria-pressed", e + 1 === symbols.example);
    });
    const [add, remove] = this.element.querySelectorAll(".given-rows button");
    [add.disabled, remove.disabled] = [x.length >= shown.most.examples, x.length <= 1];
  }

  /** Brings the example that is looked at into view, without moving the page; once the table is in it. */
  reveal() {
    const [sheet, head, row] = [".sheet", "thead", "tr.current"].map((part) => this.element.querySelector(part));
    const [top, bottom] = [row.offsetTop - head.offsetHeight, row.offsetTop + row.offsetHeight - sheet.clientHeight];
    if (sheet.scrollTop > top) sheet.scrollTop = top;
    else if (sheet.scrollTop < bottom) sheet.scrollTop = bottom;
  }

  #build(symbols, targets, isTruthTable) {
    const { t } = this.#lab.text();
    this.#cells.clear();
    this.#outs = [];
    const { inputs, outputs, layers } = symbols;
    const head = (count, ...id) => upTo(count).map((at) => symbols.plain(symbols.id(...id, at)));
    const change = (key, row, column) => (value) => {
      const rows = rowsOf(this.#lab.settings()[key]);
      rows[row][column] = value;
      return { [key]: textOf(rows) };
    };
    const rows = upTo(symbols.shown.examples).map((e) => h("tr", {},
      h("th", { scope: "row" }, h("button", { type: "button", class: "pick", "aria-label": t("backprop.example", { number: e }), on: { click: () => this.#lab.choose(e) } }, String(e))),
      ...upTo(inputs).map((i) => h("td", {}, this.#cells.field(`x${i}.${e}`, t("backprop.cell", { name: symbols.plain(symbols.id("x", i)), number: e }), change("x", e - 1, i - 1)))),
      ...upTo(targets).map((u) => h("td", {}, this.#cells.field(`y${u}.${e}`, t("backprop.cell", { name: symbols.plain(symbols.id("y", u)), number: e }), change("y", e - 1, u - 1)))),
      ...upTo(outputs).map((u) => {
        const id = `out${layers}.${u}.${e}`;
        const cell = h("td", { class: "number", "data-symbol": id });
        this.#outs.push({ cell, id });
        return cell;
      })));
    const caption = t(isTruthTable ? "backprop.truth" : "backprop.examples");
    this.element.replaceChildren(
      h("div", { class: "sheet", role: "group", tabIndex: 0, "aria-label": caption },
        h("table", { class: inputs + targets > 4 ? "many" : null }, h("caption", {}, caption),
          h("thead", {}, h("tr", {}, h("td"), ...[...head(inputs, "x"), ...head(targets, "y"), ...head(outputs, "out", layers)].map((cell) => h("th", { scope: "col" }, cell)))),
          h("tbody", {}, ...rows))),
      this.#cells.problem,
      h("div", { class: "given-rows" },
        button({ label: t("backprop.example.add"), className: "add", onPress: () => this.#resize(1) }).element,
        button({ label: t("backprop.example.remove"), className: "add", onPress: () => this.#resize(-1) }).element));
  }

  /** One example more, like the last one, or one less. */
  #resize(count) {
    const next = (text) => {
      const rows = rowsOf(text);
      return textOf(count > 0 ? [...rows, rows.at(-1)] : rows.slice(0, -1));
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

  constructor(lab) {
    this.#lab = lab;
    this.#cells = new Cells(lab);
  }

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

  #build(symbols) {
    const { t } = this.#lab.text();
    this.#cells.clear();
    let line = 0;
    const tables = upTo(symbols.layers).map((l) => {
      const units = upTo(symbols.units(l));
      const rows = [...upTo(symbols.fanIn(l)), 0].map((i) => {
        const row = line++;
        const source = units.length === 1 ? symbols.plain(symbols.id("w", l, i, 1)) : i ? symbols.plain(l === 1 ? symbols.id("x", i) : symbols.id("out", l - 1, i)) : "1";
        return h("tr", {}, h("th", { scope: "row" }, source), ...units.map((u) => {
          const change = (value) => {
            const all = rowsOf(this.#lab.settings().weights);
            all[row][u - 1] = value;
            return { weights: textOf(all) };
          };
          return h("td", {}, this.#cells.field(`w${l}.${i}.${u}`, symbols.plain(symbols.id("w", l, i, u)), change));
        }));
      });
      const caption = t(symbols.layers > 1 ? "backprop.weights.layer" : "backprop.weights", { layer: l });
      return h("div", { class: "sheet", role: "group", tabIndex: 0, "aria-label": caption },
        h("table", {}, h("caption", {}, caption),
          units.length > 1 ? h("thead", {}, h("tr", {}, h("td"), ...units.map((u) => h("th", { scope: "col" }, symbols.plain(symbols.id("net", l, u)))))) : null,
          h("tbody", {}, ...rows)));
    });
    this.element.replaceChildren(h("div", { class: "weight-tables" }, ...tables), this.#cells.problem);
  }
}

/** Layers, activations, the number of inputs. */
export class Layers {
  #lab;
  #problem = h("p", { class: "problem", role: "alert", hidden: true });
  #shown = "";
  element = h("div", { class: "editor" });

  constructor(lab) {
    this.#lab = lab;
  }

  show(symbols) {
    const { settings } = symbols.shown;
    this.#problem.hidden = true;
    const shown = `${settings.layers} ${symbols.inputs}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    const { t } = this.#lab.text();
    const layers = settings.layers.split(",").map((layer) => layer.split(":"));
    const focus = this.element.getRootNode().activeElement?.getAttribute?.("aria-label");
    const choose = (label, options, chosen, onInput) => {
      const list = h("select", { "aria-label": label, on: { change: () => onInput(list.value) } }, ...options.map(([value, text]) => h("option", { value }, text)));
      list.value = chosen;
      return list;
    };
    const edited = (at, place) => (value) => this.#write(layers.map((layer, other) => (other === at ? layer.with(place, value) : layer)));
    const counts = upTo(symbols.shown.most.units).map((count) => [String(count), String(count)]);
    this.element.replaceChildren(
      h("div", { class: "hand-layer" }, h("span", {}, t("backprop.inputs")),
        choose(t("backprop.inputs"), counts, String(symbols.inputs), (count) => this.#resizeInputs(Number(count))), h("span"), h("span")),
      ...layers.map(([units, activation], at) => h("div", { class: "hand-layer", role: "group", "aria-label": t("backprop.layer", { layer: at + 1 }) },
        h("span", {}, t("backprop.layer", { layer: at + 1 })),
        choose(t("backprop.layer.units", { layer: at + 1 }), counts, units, edited(at, 0)),
        choose(t("backprop.layer.activation", { layer: at + 1 }), this.#lab.activations().map((name) => [name, t(`activation.${name}`)]), activation, edited(at, 1)),
        h("button", { type: "button", class: "small", "aria-label": t("backprop.layer.remove", { layer: at + 1 }), disabled: layers.length === 1, on: { click: () => this.#write(layers.toSpliced(at, 1)) } }, "×"))),
      h("button", { type: "button", class: "add", disabled: layers.length >= symbols.shown.most.layers, on: { click: () => this.#write([["2", "tanh"], ...layers]) } }, t("backprop.layer.add")),
      h("button", { type: "button", class: "add", on: { click: () => this.#draw() } }, t("backprop.weights.draw")),
      this.#problem);
    if (focus) [...this.element.querySelectorAll("[aria-label]")].find((element) => element.getAttribute("aria-label") === focus)?.focus();
  }

  /** Other layers: the weights are made anew, and the targets are as many as the outputs. */
  #write(layers) {
    const outputs = Number(layers.at(-1)[0]);
    const settings = this.#lab.settings();
    const rows = rowsOf(settings.y);
    const isSparse = settings.loss === "sparse_categorical_crossentropy";
    const fitted = rows.map((row) => Array.from({ length: outputs }, (_, at) => row[at] ?? 0));
    // Probabilities of fewer classes are the machine's to choose.
    const isBroken = DISTRIBUTED.includes(settings.loss) && rows.every(isDistribution) && !fitted.every(isDistribution);
    const y = isSparse ? settings.y : isBroken ? null : textOf(fitted);
    this.try({ layers: layers.map((layer) => layer.join(":")).join(","), y, weights: null });
  }

  #resizeInputs(count) {
    const rows = rowsOf(this.#lab.settings().x).map((row) => Array.from({ length: count }, (_, at) => row[at] ?? 0));
    this.try({ x: textOf(rows), weights: null });
  }

  /** Weights of another draw. */
  #draw() {
    this.#lab.draw();
  }

  /** Takes changes over, or says why not. */
  try(changes) {
    const message = this.#lab.complaint(changes);
    if (!message) return this.#lab.change(changes);
    this.#shown = ""; // what was chosen is taken back
    const said = this.#lab.text().t("refused", { message });
    this.#lab.again();
    this.#problem.textContent = said;
    this.#problem.hidden = false;
    return null;
  }
}
