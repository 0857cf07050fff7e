// What the quantities of an update are called, in MathML and in plain text, and where their numbers are.
// Indexes are left out where there is only one: of layers, of units, of inputs.
import { m, name, row, sign, value, words } from "../ui/math.js";

const UP = { 1: "⁽¹⁾", 2: "⁽²⁾", 3: "⁽³⁾", 4: "⁽⁴⁾" };
const DOWN = (text) => String(text).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]);

/** ∂a/∂b. */
export const partial = (a, b) => m("mfrac", row(sign("∂"), a), row(sign("∂"), b));

/** Parts with an operator between them. */
export const between = (operator, parts) => row(...parts.flatMap((part, at) => (at ? [sign(operator), part] : [part])));

/** An answer of the machine, number by number. */
export class Symbols {
  /** `digits` writes numbers; `example` is the one that is looked at, from 1. */
  constructor(shown, digits, example) {
    this.shown = shown;
    this.digits = digits;
    this.example = example;
    this.layers = shown.units.length;
    this.inputs = shown.inputs;
    this.outputs = shown.units.at(-1);
    this.loss = shown.settings.loss;
    this.isSparse = this.loss === "sparse_categorical_crossentropy";
    /** One neuron: all examples at once, in columns, as on the slides. */
    this.isSlide = this.layers === 1 && this.outputs === 1;
    /** The decimals of weights, means: on the slide all that it has. */
    this.most = this.isSlide ? { w: 7, mean: 6 } : { w: 4, mean: 4 };
    this.byId = new Map(shown.numbers.map((number) => [number.id, number]));
  }

  units(layer) { return this.shown.units[layer - 1]; }
  activation(layer) { return this.shown.activations[layer - 1]; }
  /** How many numbers come into a layer, without the bias. */
  fanIn(layer) { return layer === 1 ? this.inputs : this.units(layer - 1); }
  has(kind, ...at) { return this.byId.has(`${kind}${at.join(".")}`); }
  get(kind, ...at) { return this.byId.get(`${kind}${at.join(".")}`)?.value; }
  /** Its name for what lights up, of one example or of all. */
  id(kind, ...at) { return `${kind}${at.join(".")}`; }
  ids(kind, ...at) { return Array.from({ length: this.shown.examples }, (_, e) => this.id(kind, ...at, e + 1)); }

  /** w, net, out, δ …: the base, a layer above, an index below. */
  #indexed(base, layer, index, symbol) {
    const upper = layer && this.layers > 1 ? words(`(${layer})`) : null;
    const lower = index === null ? null : words(String(index));
    const letter = typeof base === "string" ? name(base) : base;
    const given = symbol ? { symbol } : {};
    if (upper && lower) return m("msubsup", given, letter, lower, upper);
    if (upper || lower) return m(upper ? "msup" : "msub", given, letter, upper ?? lower);
    if (symbol) letter.dataset.symbol = symbol;
    return letter;
  }

  /** The names by kind. What belongs to an example lights up with all of them, or with the one that is looked at. */
  #symbol(kind, ...at) {
    return this.isSlide ? this.ids(kind, ...at).join(" ") : this.id(kind, ...at, this.example);
  }

  x(i) { return this.#indexed("x", 0, this.inputs > 1 ? i : null, this.#symbol("x", i)); }
  y(u) { return this.#indexed("y", 0, this.outputs > 1 && !this.isSparse ? u : null, this.#symbol("y", this.isSparse ? 1 : u)); }
  w(l, i, u) { return this.#indexed("w", l, this.units(l) > 1 ? `${i},${u}` : i, this.id("w", l, i, u)); }
  newW(l, i, u) { return this.#indexed("w", l, `${this.units(l) > 1 ? `${i},${u}` : i},new`, this.id("new_w", l, i, u)); }
  net(l, u) { return this.#indexed("net", l, this.units(l) > 1 ? u : null, this.#symbol("net", l, u)); }
  out(l, u) { return this.#indexed("out", l, this.units(l) > 1 ? u : null, this.#symbol("out", l, u)); }
  delta(l, u) { return this.#indexed("δ", l, this.units(l) > 1 ? u : null, this.#symbol("delta", l, u)); }
  Loss(symbol = this.#symbol("loss")) { return this.#indexed("Loss", 0, null, symbol); }
  eta() { return name("η", { symbol: "eta" }); }
  /** What comes into a layer at input i. */
  incoming(l, i) { return l === 1 ? this.x(i) : this.out(l - 1, i); }
  /** What the loss sees of an output. */
  seen(u) {
    const sees = this.shown.loss_sees;
    if (sees === "clipped") return row(name("clip"), sign("("), this.out(this.layers, u), sign(")"));
    return sees === "net" ? this.#indexed("p", 0, this.outputs > 1 ? u : null, this.#symbol("probability", u)) : this.out(this.layers, u);
  }
  seenKind() { return { clipped: "clipped", net: "probability" }[this.shown.loss_sees] ?? "out"; }
  /** The indexes of what the loss sees of an output. */
  seenAt(u) { return this.seenKind() === "out" ? [this.layers, u] : [u]; }

  /** A number that is live: it lights up, and can be reached with the keyboard. */
  number(id, most, write = this.digits.one.bind(this.digits)) {
    const found = this.byId.get(id);
    return found ? value(write(found.value, most), { symbol: id, class: "live", tabindex: -1 }) : value("–");
  }

  /** The same in brackets where it is negative, after an operator. */
  bracketed(id, most) {
    const number = this.number(id, most);
    return this.byId.get(id)?.value < 0 ? row(sign("("), number, sign(")")) : number;
  }

  /** What belongs to examples: the number of the one that is looked at, or on the slide the column of all. */
  cell(kind, ...at) {
    return this.isSlide ? this.vector(this.ids(kind, ...at)) : this.bracketed(this.id(kind, ...at, this.example));
  }

  /** The same as a result, without brackets around the negative. */
  result(kind, ...at) {
    return this.isSlide ? this.vector(this.ids(kind, ...at)) : this.number(this.id(kind, ...at, this.example));
  }

  /** A column of numbers, all with the same decimals; a single 1 where all are 1, as on the slides. */
  vector(ids, most) {
    const values = ids.map((id) => this.byId.get(id)?.value ?? Number.NaN);
    if (ids.every((id) => /^(dout_dnet|dnet_dw)/.test(id)) && values.every((one) => one === 1)) return value("1", { symbol: ids.join(" "), class: "live", tabindex: -1 });
    const write = this.digits.column(values, most);
    return m("mtable", { class: "vector" }, ...ids.map((id) => m("mtr", m("mtd", this.number(id, most, write)))));
  }

  /** A number's name as plain text, for those who hear it and for tables. */
  plain({ kind, at }) {
    const layer = (l) => (this.layers > 1 ? UP[l] ?? "" : "");
    const [a, b, c] = at;
    const unit = (l, u) => (this.units(l) > 1 ? DOWN(u) : "");
    const weight = (l, i, u) => `w${layer(l)}${DOWN(i)}${this.units(l) > 1 ? `,${DOWN(u)}` : ""}`;
    const incoming = (l, i) => (l === 1 ? `x${this.inputs > 1 ? DOWN(i) : ""}` : `out${layer(l - 1)}${unit(l - 1, i)}`);
    const output = (u) => (this.outputs > 1 ? DOWN(u) : "");
    switch (kind) {
      case "x": return incoming(1, a);
      case "y": return this.isSparse ? "y" : `y${output(a)}`;
      case "coded": return `y′${output(a)}`;
      case "w": return weight(a, b, c);
      case "eta": return "η";
      case "product": return `${weight(a, b, c)}·${incoming(a, b)}`;
      case "net": case "out": return `${kind}${layer(a)}${unit(a, b)}`;
      case "max": return "max net";
      case "exp": return `e^(net${output(b)} − max)`;
      case "exp_sum": return "Σ e^(net − max)";
      case "clipped": return `clip(out${output(a)})`;
      case "clipped_sum": return "Σ clip(out)";
      case "probability": return `p${output(a)}`;
      case "error": return `y${output(a)} − out${output(a)}`;
      case "loss_term": return `Loss${output(a)}`;
      case "loss": return "Loss";
      case "mean_loss": return this.loss === "mean_squared_error" ? "MSE" : "Loss (∅)";
      case "term": return `${weight(a + 1, b, c)}·δ${layer(a + 1)}${unit(a + 1, c)}`;
      case "dloss_dout": return `∂Loss/∂out${layer(a)}${unit(a, b)}`;
      case "dout_dnet": return `∂out${layer(a)}${unit(a, b)}/∂net${layer(a)}${unit(a, b)}`;
      case "jacobian": return `∂out${unit(a, b)}/∂net${unit(a, c)}`;
      case "delta": return `δ${layer(a)}${unit(a, b)}`;
      case "dnet_dw": return `∂net${layer(a)}/∂w${layer(a)}${DOWN(b)}`;
      case "dloss_dw": return `∂Loss/∂${weight(a, b, c)}`;
      case "mean": return `∂Loss/∂${weight(a, b, c)} (∅)`;
      case "step": return `η·∂Loss/∂${weight(a, b, c)}`;
      case "new_w": return `${weight(a, b, c)}′`;
      default: return kind;
    }
  }
}
