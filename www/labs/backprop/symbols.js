// The numbers of an answer by their ids, what they are called, and how they are written.
import { m, value } from "../../ui/math.js";
import { math, numberOf, sources, text } from "./formula.js";

/** An answer of the machine, number by number. */
export class Symbols {
  #ask;
  #made; // id of a column → how its numbers are made

  /**
   * `digits` writes numbers, `mean` is the word for an average; `made` is what is known of how numbers are made, and `ask(ids)`
   * tells more: of the numbers with these ids, without the example.
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
    this.outputs = shown.units.at(-1);
    this.loss = shown.settings.loss;
    this.isSparse = this.loss === "sparse_categorical_crossentropy";
    /** One neuron, few examples: all of them at once, in columns, as on the slides. */
    this.isSlide = this.layers === 1 && this.outputs === 1 && shown.together;
    this.byId = new Map(shown.numbers.map((number) => [number.id, number]));
  }

  units(layer) {
    return this.shown.units[layer - 1];
  }
  activation(layer) {
    return this.shown.activations[layer - 1];
  }
  /** How many numbers come into a layer, without the bias. */
  fanIn(layer) {
    return layer === 1 ? this.inputs : this.units(layer - 1);
  }
  has(kind, ...at) {
    return this.byId.has(this.id(kind, ...at));
  }
  get(kind, ...at) {
    return this.byId.get(this.id(kind, ...at))?.value;
  }
  id(kind, ...at) {
    return `${kind}${at.join(".")}`;
  }
  /** The ids of all examples' numbers that are there. */
  ids(kind, ...at) {
    return this.numbered.map((example) => this.id(kind, ...at, example));
  }
  /** The class of an example, for a loss that takes classes. */
  target(example) {
    return this.get("y", 1, example);
  }

  /** The columns of a stage, or of what is given (null): ids without the example, in the order of computing. */
  columns(stage) {
    const numbers = this.shown.numbers.filter((number) => number.stage === stage);
    return [...new Set(numbers.map((number) => this.#column(number)))];
  }

  #column({ id, example }) {
    return example === null ? id : id.slice(0, -String(example).length).replace(/\.$/, "");
  }

  /** { quantity, also, formula } of a number, or of a column. All of its stage are asked for at once. */
  made(id) {
    const number = this.byId.get(id);
    const column = number ? this.#column(number) : id;
    if (!this.#made.has(column)) {
      const { stage } = number ?? this.shown.numbers.find((one) => this.#column(one) === column) ?? {};
      const ids = stage === undefined ? [column] : this.columns(stage);
      this.#ask(ids).forEach((made, at) => this.#made.set(ids[at], made));
    }
    return this.#made.get(column);
  }

  /** The ids of the numbers that a number was made of. */
  sources(id) {
    const number = this.byId.get(id);
    const formula = number && this.made(id)?.formula;
    return formula
      ? sources(formula, number.example ?? this.example, (example) => this.target(example), this.numbered)
      : [];
  }

  /** The names that are highlighted with a quantity: those of all examples, or of the one that is shown in detail. */
  highlighted(quantity) {
    return this.isColumn(quantity)
      ? this.numbered.map((example) => numberOf(quantity, example)).join(" ")
      : numberOf(quantity, this.example);
  }

  /** What a column is called, in MathML, and as text. */
  symbol(column) {
    return math(this.made(column).quantity, this);
  }
  plain(id) {
    return text(this.made(id).quantity, this);
  }

  /** The most decimals of a number: of the slide's weights and means all that they have. */
  #most(id) {
    const [kind] = id.match(/^[a-z_]+/);
    return (this.isSlide ? { w: 7, new_w: 7, mean: 6, mean_loss: 6, eta: 7 } : { eta: 7 })[kind] ?? 4;
  }

  /** A number that is live: it lights up, and can be reached with the keyboard. */
  number(id, write = (number) => this.digits.one(number, this.#most(id))) {
    const found = this.byId.get(id);
    return found ? value(write(found.value), { symbol: id, class: "live", tabindex: -1 }) : value("–");
  }

  /** Whether a quantity is shown as the column of all examples' numbers. */
  isColumn(quantity) {
    return this.isSlide && quantity.of_example;
  }

  /** A quantity's number: of the example that is looked at, or on the slide the column of all. */
  cell(quantity) {
    return this.isColumn(quantity) ? this.#vector(quantity) : this.number(numberOf(quantity, this.example));
  }

  /** The same of a column, by its id. */
  result(column) {
    return this.cell(this.made(column).quantity.quantity);
  }

  /** A column of numbers, all with the same decimals; a single 1 where all are 1, as on the slides. */
  #vector(quantity) {
    const ids = this.numbered.map((example) => numberOf(quantity, example));
    const values = ids.map((id) => this.byId.get(id)?.value ?? Number.NaN);
    if (/^(dout_dnet|dnet_dw)/.test(quantity.id) && values.every((one) => one === 1))
      return value("1", { symbol: ids.join(" "), class: "live", tabindex: -1 });
    const write = this.digits.column(values);
    return m("mtable", { class: "vector" }, ...ids.map((id) => m("mtr", m("mtd", this.number(id, write)))));
  }
}

/** 1, 2, … */
export const upTo = (count) => Array.from({ length: count }, (_, at) => at + 1);
