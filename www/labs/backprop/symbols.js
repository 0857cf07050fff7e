// The numbers of an answer by their ids, what they are called, and how they are written.
import { m, value } from "../../ui/math.js";
import { math, numberOf, sources, text } from "./formula.js";

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").BackpropShown} BackpropShown
 * @typedef {import("../../pkg-lessons/nn_playground.js").BackpropNumber} BackpropNumber
 * @typedef {import("../../pkg-lessons/nn_playground.js").BackpropQuantity} Quantity
 *
 * @typedef {Omit<import("../../pkg-lessons/nn_playground.js").BackpropMade, "quantity"> & { quantity: { quantity: Quantity } }} Made
 *   The name of a number, and its formula.
 */

/** An answer of the machine, number by number. */
export class Symbols {
  #ask;
  #made; // id of a column → how its numbers are made

  /**
   * @param {BackpropShown} shown
   * @param {import("./decimals.js").Digits} digits Writes numbers.
   * @param {string} mean The word for an average.
   * @param {Map<string, Made>} made What is known of how numbers are made.
   * @param {(ids: string[]) => Made[]} ask Tells more: of the numbers with these ids, without the example.
   */
  constructor(shown, digits, mean, made, ask) {
    this.shown = shown;
    this.digits = digits;
    this.mean = mean;
    this.#made = made;
    this.#ask = ask;
    /** The example that is looked at, from 1. */
    this.example = shown.example;
    this.examples = upTo(shown.examples);
    /** Those that have all of their numbers. */
    this.numbered = shown.together ? this.examples : [shown.example];
    this.layers = shown.units.length;
    this.inputs = shown.inputs;
    this.outputs = shown.units[shown.units.length - 1];
    this.loss = shown.settings.loss;
    this.isSparse = this.loss === "sparse_categorical_crossentropy";
    /** One neuron, few examples: all of them at once, in columns, as on the slides. */
    this.isSlide = this.layers === 1 && this.outputs === 1 && shown.together;
    this.byId = new Map(shown.numbers.map((number) => [number.id, number]));
  }

  /** @param {number} layer From 1. */
  units(layer) {
    return this.shown.units[layer - 1];
  }
  /** @param {number} layer From 1. */
  activation(layer) {
    return this.shown.activations[layer - 1];
  }
  /** How many numbers come into a layer, without the bias. @param {number} layer */
  fanIn(layer) {
    return layer === 1 ? this.inputs : this.units(layer - 1);
  }
  /** @param {string} kind @param {...number} at */
  has(kind, ...at) {
    return this.byId.has(this.id(kind, ...at));
  }
  /** @param {string} kind @param {...number} at */
  get(kind, ...at) {
    return this.byId.get(this.id(kind, ...at))?.value;
  }
  /** @param {string} kind @param {...number} at */
  id(kind, ...at) {
    return `${kind}${at.join(".")}`;
  }
  /** The ids of all examples' numbers that are there. @param {string} kind @param {...number} at */
  ids(kind, ...at) {
    return this.numbered.map((example) => this.id(kind, ...at, example));
  }
  /** The class of an example, for a loss that takes classes. @param {number} example @returns {any} */
  target(example) {
    return this.get("y", 1, example);
  }

  /** The columns of a stage, or of what is given (null): ids without the example, in the order of computing. @param {number | null} stage */
  columns(stage) {
    const numbers = this.shown.numbers.filter((number) => number.stage === stage);
    return [...new Set(numbers.map((number) => this.#column(number)))];
  }

  /** @param {BackpropNumber} number */
  #column({ id, example }) {
    return example === null ? id : id.slice(0, -String(example).length).replace(/\.$/, "");
  }

  /** { quantity, also, formula } of a number, or of a column. All of its stage are asked for at once. @param {string} id @returns {Made} */
  made(id) {
    const number = this.byId.get(id);
    const column = number ? this.#column(number) : id;
    if (!this.#made.has(column)) {
      const { stage } = number ?? this.shown.numbers.find((one) => this.#column(one) === column) ?? {};
      const ids = stage === undefined ? [column] : this.columns(stage);
      this.#ask(ids).forEach((made, at) => this.#made.set(ids[at], made));
    }
    return /** @type {Made} */ (this.#made.get(column));
  }

  /** The ids of the numbers that a number was made of. @param {string} id @returns {string[]} */
  sources(id) {
    const number = this.byId.get(id);
    const formula = number && this.made(id)?.formula;
    return formula
      ? sources(formula, number.example ?? this.example, (example) => this.target(example), this.numbered)
      : [];
  }

  /** The names that are highlighted with a quantity: those of all examples, or of the one that is shown in detail. @param {Quantity} quantity */
  highlighted(quantity) {
    return this.isColumn(quantity)
      ? this.numbered.map((example) => numberOf(quantity, example)).join(" ")
      : numberOf(quantity, this.example);
  }

  /** What a column is called, in MathML. @param {string} column */
  symbol(column) {
    return math(this.made(column).quantity, this);
  }
  /** The same as text. @param {string} id */
  plain(id) {
    return text(this.made(id).quantity, this);
  }

  /** The most decimals of a number: of the slide's weights and means all that they have. @param {string} id */
  #most(id) {
    const kind = id.match(/^[a-z_]+/)?.[0] ?? "";
    /** @type {Record<string, number>} */
    const most = this.isSlide ? { w: 7, new_w: 7, mean: 6, mean_loss: 6, eta: 7 } : { eta: 7 };
    return most[kind] ?? 4;
  }

  /** A number that is live: it is highlighted, and can be reached with the keyboard. @param {string} id */
  number(id, write = (/** @type {number} */ number) => this.digits.one(number, this.#most(id))) {
    const found = this.byId.get(id);
    return found ? value(write(found.value), { symbol: id, class: "live", tabindex: "-1" }) : value("–");
  }

  /** Whether a quantity is shown as the column of all examples' numbers. @param {Quantity} quantity */
  isColumn(quantity) {
    return this.isSlide && quantity.of_example;
  }

  /** A quantity's number: of the example that is looked at, or on the slide the column of all. @param {Quantity} quantity */
  cell(quantity) {
    return this.isColumn(quantity) ? this.#vector(quantity) : this.number(numberOf(quantity, this.example));
  }

  /** The same of a column, by its id. @param {string} column */
  result(column) {
    return this.cell(this.made(column).quantity.quantity);
  }

  /** A column of numbers, all with the same decimals; a single 1 where all are 1, as on the slides. @param {Quantity} quantity */
  #vector(quantity) {
    const ids = this.numbered.map((example) => numberOf(quantity, example));
    const values = ids.map((id) => this.byId.get(id)?.value ?? Number.NaN);
    if (/^(dout_dnet|dnet_dw)/.test(quantity.id) && values.every((one) => one === 1))
      return value("1", { symbol: ids.join(" "), class: "live", tabindex: "-1" });
    const write = this.digits.column(values);
    return m("mtable", { class: "vector" }, ...ids.map((id) => m("mtr", m("mtd", this.number(id, write)))));
  }
}

/** 1, 2, … @param {number} count */
export const upTo = (count) => Array.from({ length: count }, (_, at) => at + 1);
