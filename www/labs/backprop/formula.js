// A formula, which the machine tells as a tree (src/labs/backprop/tree.rs), as MathML and as text: with the names of the
// quantities in it, or with their numbers.
import { m, name, row, sign, value, words } from "../../ui/math.js";

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").BackpropFormula} Tree
 * @typedef {import("../../pkg-lessons/nn_playground.js").BackpropQuantity} Quantity
 * @typedef {import("./symbols.js").Symbols} Symbols
 */

/** @param {string | number} text */
const SUPERSCRIPT = (text) => String(text).replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]);
/** @param {string} text */
const SUBSCRIPT = (text) =>
  text
    .replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[digit])
    .replace(/^[a-z]/, (letter) => (letter === "j" ? "ⱼ" : `_${letter}`));

/** How the slides mark a weight after the update. */
const NEW = "new";

/** How closely a formula holds together: what holds less closely than what is around it is put in brackets. */
const [SUM, PRODUCT, FRACTION, ATOM] = [0, 1, 2, 3];
/** @type {Record<string, number>} */
const LEVELS = {
  sum: SUM,
  minus: SUM,
  product: PRODUCT,
  mean_of: PRODUCT,
  sum_over: PRODUCT,
  fraction: FRACTION,
  power: FRACTION,
  partial: FRACTION,
};

/** What a tree is, and what it consists of. @param {Tree} tree @returns {[kind: string, of: any]} */
const open = (tree) => Object.entries(tree)[0];

/** Whether a tree is a quantity or a letter by itself. @param {Tree} tree @returns {boolean} */
const isName = (tree) => {
  const [kind, of] = open(tree);
  return kind === "name" || (["quantity", "pick"].includes(kind) && isName(of.symbol));
};

/** Whether a tree is one number: what it is made of is what it is. @param {Tree} tree */
export const isSingle = (tree) => ["quantity", "number"].includes(open(tree)[0]);

/**
 * The ids of the numbers that a tree is made of, for an example.
 *
 * @param {Tree} tree
 * @param {number} example
 * @param {(example: number) => any} target The class of an example.
 * @param {number[]} examples
 * @returns {string[]}
 */
export function sources(tree, example, target, examples) {
  const all = (/** @type {Tree[]} */ trees) => trees.flatMap((one) => sources(one, example, target, examples));
  const [kind, of] = open(tree);
  switch (kind) {
    case "quantity":
      return [numberOf(of, example)];
    case "pick":
      return all([of.from[target(example)], of.by]);
    case "sum":
    case "product":
    case "fraction":
    case "power":
      return all(of);
    case "minus":
    case "abs":
      return all([of]);
    case "call":
      return all(of.of);
    case "condition":
      return all([of.left, of.right]);
    case "mean_of":
      return examples.flatMap((other) => sources(of.of, other, target, examples));
    default:
      return [];
  }
}

/** The id of a quantity's number, for an example. @param {Quantity} quantity @param {number | null} example */
export const numberOf = ({ id, of_example }, example) =>
  of_example ? `${id}${/\d$/.test(id) ? "." : ""}${example}` : id;

/** What writes trees: MathML and text differ in how their parts look, not in what they are. */
/** @template W */
class Writer {
  /** What stands between two factors, and between two that are names. @type {string | null} */
  dots = null;
  /** @type {string | null} */
  nothing = null;

  /** @param {Symbols} s @param {boolean} isNumeric With the numbers, of an example, instead of the names. @param {number | null} example */
  constructor(s, isNumeric, example) {
    this.s = s;
    this.isNumeric = isNumeric;
    this.example = example;
  }

  /** A tree as it is written. @param {Tree} _tree @returns {W} */
  write(_tree) {
    throw new Error("a writer writes");
  }

  /** Something in brackets. @param {W} _written @returns {W} */
  brackets(_written) {
    throw new Error("a writer has brackets");
  }

  /** @param {Quantity} quantity */
  isNegative(quantity) {
    return (this.s.byId.get(numberOf(quantity, this.example))?.value ?? 0) < 0;
  }

  /** @param {Tree} tree @returns {number} */
  level(tree) {
    const [kind, of] = open(tree);
    if (kind === "quantity" && this.isNumeric)
      return of.written ? this.level(of.written) : this.isNegative(of) ? SUM : ATOM;
    if (kind === "pick" && this.isNumeric) return this.level(of.from[this.s.target(this.example ?? 0)]);
    if (kind === "quantity" || kind === "pick") return this.level(of.symbol);
    return LEVELS[kind] ?? ATOM;
  }

  /** @param {Tree} tree @param {number} around */
  within(tree, around) {
    const written = this.write(tree);
    return this.level(tree) < around ? this.brackets(written) : written;
  }

  /** What stands between two factors. @param {Tree} left @param {Tree} right */
  dot(left, right) {
    if (this.isNumeric) return this.dots;
    if (open(left)[0] === "number" && open(right)[0] !== "number") return null;
    return isName(left) && isName(right) ? this.nothing : this.dots;
  }

  /** The parts of a sum, each with its sign. @param {Tree[]} parts */
  signed(parts) {
    return parts.map((part, at) => {
      const [kind, of] = open(part);
      const isMinus = kind === "minus";
      return {
        sign: isMinus ? "−" : at ? "+" : "",
        written: this.within(isMinus ? of : part, isMinus || at ? PRODUCT : SUM),
      };
    });
  }

  /** Whether the target is the class that a condition asks for. @param {{ left: any, right: any }} condition */
  isClass({ left, right }) {
    return this.s.byId.get(numberOf(left.quantity, this.example))?.value === right.number;
  }
}

/** @extends {Writer<MathMLElement>} */
class MathWriter extends Writer {
  dots = "·";

  /** @param {Symbols} s @param {boolean} isNumeric @param {boolean} isBare Without indexes, of any unit. */
  constructor(s, isNumeric, isBare = false) {
    super(s, isNumeric, s.example);
    this.isBare = isBare;
  }

  /** A column of numbers has brackets of its own. @param {Quantity} quantity */
  isNegative(quantity) {
    return !this.s.isColumn(quantity) && super.isNegative(quantity);
  }

  /** @param {MathMLElement} written */
  brackets(written) {
    return row(sign("("), written, sign(")"));
  }

  /** @param {Tree} tree @returns {MathMLElement} */
  write(tree) {
    const { s } = this;
    const [kind, of] = open(tree);
    switch (kind) {
      case "quantity": {
        if (this.isNumeric) return of.written ? this.write(of.written) : s.cell(of);
        return this.isBare ? this.write(of.symbol) : marked(this.write(of.symbol), s.highlighted(of));
      }
      case "pick":
        return this.isNumeric
          ? this.write(of.from[s.target(s.example)])
          : marked(this.write(of.symbol), s.highlighted(open(of.from[s.target(s.example)])[1]));
      case "name":
        return this.named(of);
      case "number":
        return value(s.digits.one(of, 4));
      case "sum":
        return row(...this.signed(of).flatMap(({ sign: mark, written }) => (mark ? [sign(mark), written] : [written])));
      case "minus":
        return row(sign("−"), this.within(of, PRODUCT));
      case "product":
        return row(
          ...of.flatMap((/** @type {Tree} */ part, /** @type {number} */ at) => {
            const dot = at ? this.dot(of[at - 1], part) : null;
            return [...(dot ? [sign(dot)] : []), this.within(part, FRACTION)];
          }),
        );
      case "fraction":
        return m("mfrac", this.write(of[0]), this.write(of[1]));
      case "power":
        return m("msup", this.within(of[0], ATOM), this.write(of[1]));
      case "abs":
        return row(sign("|"), this.write(of), sign("|"));
      case "call":
        return row(
          name(of.name),
          sign("("),
          ...of.of.flatMap((/** @type {Tree} */ part, /** @type {number} */ at) => [
            ...(at ? [sign(",")] : []),
            this.write(part),
          ]),
          sign(")"),
        );
      case "condition":
        // Whether it is that class is seen at once.
        if (this.isNumeric && of.relation === "=")
          return value(this.isClass(of) ? "1" : "0", { symbol: s.highlighted(of.left.quantity) });
        return row(sign("["), this.write(of.left), sign(of.relation), this.write(of.right), sign("]"));
      case "mean_of":
        return this.mean(of);
      case "partial":
        return m("mfrac", row(sign("∂"), this.write(of[0])), row(sign("∂"), this.write(of[1])));
      case "average":
        return m("msub", this.write(of), words(s.mean));
      case "sum_over":
        return row(m("munder", sign("∑"), name(of.index)), this.within(of.of, PRODUCT));
      default:
        throw new Error(`a formula has no ${kind}`);
    }
  }

  named({ base, layer, index, new: isNew }) {
    const letter = name(base);
    if (this.isBare) return isNew ? m("msub", letter, words(NEW)) : letter;
    const upper = layer ? words(`(${layer})`) : null;
    const lower = index ? words(isNew ? `${index},${NEW}` : index) : null;
    if (upper && lower) return m("msubsup", letter, lower, upper);
    return upper || lower ? m(upper ? "msup" : "msub", letter, upper ?? lower) : letter;
  }

  /** Of few examples with their numbers. */
  mean({ of, examples }) {
    const share = m("mfrac", value("1"), value(String(examples)));
    if (!this.isNumeric) return row(share, sign("∑"), this.within(of, PRODUCT));
    const terms = this.s.examples.map((example) => numberOf(of.quantity, example));
    const written = (/** @type {string} */ id, /** @type {number} */ at) =>
      at && (this.s.byId.get(id)?.value ?? 0) < 0 ? this.brackets(this.s.number(id)) : this.s.number(id);
    return row(
      share,
      this.brackets(row(...terms.flatMap((id, at) => (at ? [sign("+"), written(id, at)] : [written(id, at)])))),
    );
  }
}

/** An element that stands for a quantity. @param {MathMLElement} element @param {string} symbol */
function marked(element, symbol) {
  element.dataset.symbol = symbol;
  return element;
}

/** @extends {Writer<string>} */
class TextWriter extends Writer {
  dots = " · ";
  nothing = "·";

  /** @param {string} written */
  brackets(written) {
    return `(${written})`;
  }

  /** @param {Tree} tree @returns {string} */
  write(tree) {
    const { s } = this;
    const [kind, of] = open(tree);
    switch (kind) {
      case "quantity":
        return this.isNumeric
          ? of.written
            ? this.write(of.written)
            : this.number(numberOf(of, this.example))
          : this.write(of.symbol);
      case "pick":
        return this.isNumeric ? this.write(of.from[s.target(this.example ?? 0)]) : this.write(of.symbol);
      case "name":
        return of.base + (of.layer ? `⁽${SUPERSCRIPT(of.layer)}⁾` : "") + SUBSCRIPT(of.index) + (of.new ? "′" : "");
      case "number":
        return s.digits.one(of, 4);
      case "sum":
        return this.signed(of)
          .map(({ sign: mark, written }, at) => (at ? ` ${mark} ${written}` : mark + written))
          .join("");
      case "minus":
        return `−${this.within(of, PRODUCT)}`;
      case "product":
        return of
          .map(
            (/** @type {Tree} */ part, /** @type {number} */ at) =>
              (at ? (this.dot(of[at - 1], part) ?? "") : "") + this.within(part, FRACTION),
          )
          .join("");
      case "fraction":
        return `${this.within(of[0], ATOM)} / ${this.within(of[1], ATOM)}`;
      case "power":
        return this.power(of);
      case "abs":
        return `|${this.write(of)}|`;
      case "call":
        return `${of.name}(${of.of.map((/** @type {Tree} */ part) => this.write(part)).join("; ")})`;
      case "condition":
        if (this.isNumeric && of.relation === "=") return this.isClass(of) ? "1" : "0";
        return `[${this.write(of.left)} ${of.relation} ${this.write(of.right)}]`;
      case "mean_of":
        return this.mean(of);
      case "partial":
        return `∂${this.write(of[0])}/∂${this.write(of[1])}`;
      case "average":
        return `${this.write(of)} (∅)`;
      case "sum_over":
        return `Σ ${this.within(of.of, PRODUCT)}`;
      default:
        throw new Error(`a formula has no ${kind}`);
    }
  }

  /** @param {string} id */
  number(id) {
    const found = this.s.byId.get(id);
    return found ? this.s.digits.one(found.value, 7) : "…";
  }

  /** @param {[Tree, Tree]} parts */
  power([base, exponent]) {
    const above = this.write(exponent);
    return this.within(base, ATOM) + (/^\d$/.test(above) ? SUPERSCRIPT(above) : `^${this.within(exponent, ATOM)}`);
  }

  /** Of many examples the first ones and the last. */
  mean({ of, examples }) {
    if (!this.isNumeric) return `1/${examples} · Σ ${this.within(of, PRODUCT)}`;
    const { numbered } = this.s;
    const terms = numbered
      .map((example) => numberOf(of.quantity, example))
      .map((id, at) =>
        at && (this.s.byId.get(id)?.value ?? 0) < 0 ? this.brackets(this.number(id)) : this.number(id),
      );
    return numbered.length < examples ? "" : `(${terms.join(" + ")}) / ${examples}`;
  }
}

/** A tree as MathML, with names (which light up), or with the live numbers. @param {Tree} tree @param {Symbols} s */
export const math = (tree, s, isNumeric = false) => new MathWriter(s, isNumeric).write(tree);
/** The same with names, without indexes. @param {Tree} tree @param {Symbols} s */
export const bare = (tree, s) => new MathWriter(s, false, true).write(tree);
/** A tree as text, with names, or with the numbers of an example. @param {Tree} tree @param {Symbols} s @param {number | null} example */
export const text = (tree, s, example = null) => new TextWriter(s, example !== null, example).write(tree);

/** `Example 3: net = w₁·x + w₀ = 0.1 · 0.06 + 0 = 0.006` for one of the answer's numbers. @param {import("../../pkg-lessons/nn_playground.js").BackpropNumber} number @param {Symbols} s @param {import("../../i18n/index.js").Text["t"]} t */
export function explain(number, s, t) {
  const {
    quantity: { quantity },
    also,
    formula,
  } = s.made(number.id);
  const result = s.digits.one(number.value, 7);
  const symbolic = formula ? text(formula, s) : "";
  const numeric = formula ? text(formula, s, number.example ?? s.example) : "";
  const steps = [text(quantity.symbol, s), also ? text(also, s) : "", symbolic, numeric, result];
  const sentence = steps
    .filter((part, at, all) => part && part !== all[at - 1] && !(at && part === all[0]))
    .join(" = ");
  return (
    (number.example ? `${t("backprop.example", { number: number.example })}: ` : "") +
    sentence +
    (formula ? "" : ` (${t("backprop.is_given")})`)
  );
}
