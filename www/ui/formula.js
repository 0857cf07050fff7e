// Formulas as text, in a notation that can be read beside a slide: `m ← β m − η ∇J(θ)`.
//
// Latin letters together are one name (`max`), Greek letters are names by themselves; `_` puts the next thing below, `^` above,
// braces around several: `μ_{t+1}`. Functions draw: `frac(a; b)`, `sqrt(a)`, `hat(m)`, `bar(g)`, `under(∑; i ∈ I)`,
// `over(∏; i = 1; t)`. `[m]` is the live value of that name; what is in angle brackets is one quantity, `⟨gradient: ∇J(θ)⟩`, and
// what is in braces has no quantity of its own. All else stands for itself.
import { m, name, row, sign, value } from "./math.js";

const TOKEN = /\s*(\[[^\]]*\]|⟨[^:]*:|\d+(?:[.,]\d+)?|[A-Za-z]+|[α-ωΑ-Ω]|\S)/gu;

/** @typedef {(name: string) => MathMLElement} Live Writes the live value of a name. */

/** @type {Record<string, (...parts: MathMLElement[]) => MathMLElement>} */
const DRAWN = {
  frac: (above, below) => m("mfrac", above, below),
  sqrt: (of) => m("msqrt", of),
  under: (of, below) => m("munder", of, below),
  over: (of, below, above) => m("munderover", of, below, above),
};

/** Marks over a letter. @type {Record<string, string>} */
const ACCENTS = { hat: "^", bar: "¯" };

class Reader {
  #tokens;
  #at = 0;
  #symbols;
  #live;

  /** @param {string} text @param {Record<string, string>} symbols @param {Live} live */
  constructor(text, symbols, live = name) {
    this.#tokens = [...text.matchAll(TOKEN)].map(([, token]) => token);
    this.#symbols = symbols;
    this.#live = live;
  }

  get #next() {
    return this.#tokens[this.#at];
  }

  /** @param {string} [expected] */
  #take(expected) {
    if (expected && this.#next !== expected)
      throw new Error(`a formula has ${this.#next ?? "its end"} where ${expected} belongs`);
    return this.#tokens[this.#at++];
  }

  /** Everything up to one of these tokens, or to the end. @param {...string} ends */
  sequence(...ends) {
    /** @type {MathMLElement[]} */
    const parts = [];
    while (this.#next !== undefined && !ends.includes(this.#next)) parts.push(...this.#scripted());
    return parts;
  }

  /** @param {...string} ends */
  #group(...ends) {
    const parts = this.sequence(...ends);
    return parts.length === 1 ? parts[0] : row(...parts);
  }

  /** Something, with what is below and above it. @returns {MathMLElement[]} */
  #scripted() {
    const token = this.#take();
    if (token === "(") {
      const parts = this.sequence(")");
      this.#take(")");
      // The exponent stands at the parenthesis: at the whole it would stand as high as what is in it.
      const above = this.#script("^");
      return [row(sign("("), ...parts, above ? m("msup", sign(")"), above) : sign(")"))];
    }
    const isCall = this.#next === "(";
    const accent = isCall && ACCENTS[token];
    const base = accent
      ? this.#accented(accent)
      : isCall && Object.hasOwn(DRAWN, token)
        ? this.#drawn(token)
        : this.#atom(token);
    const key = accent ? `${token}(${base.firstChild?.textContent})` : token;
    const place = this.#at;
    const below = this.#script("_");
    const index = this.#tokens.slice(place, this.#at).join("");
    const above = this.#script("^");
    const symbol = this.#symbols[key + index] ?? this.#symbols[key];
    const whole = below ? (above ? m("msubsup", base, below, above) : m("msub", base, below)) : base;
    if (symbol) whole.dataset.symbol = symbol;
    return [above && !below ? m("msup", base, above) : whole];
  }

  /** What follows a mark. @param {"_" | "^"} mark @returns {MathMLElement | null} */
  #script(mark) {
    if (this.#next !== mark) return null;
    this.#take();
    const token = this.#take();
    if (token !== "{") return this.#atom(token);
    const group = this.#group("}");
    this.#take("}");
    return group;
  }

  /** @param {string} name One of DRAWN. */
  #drawn(name) {
    /** @type {MathMLElement[]} */
    const parts = [];
    do {
      this.#take();
      parts.push(this.#group(";", ")"));
    } while (this.#next === ";");
    this.#take(")");
    return DRAWN[name](...parts);
  }

  /** A letter with a mark over it: it is a quantity of its own. @param {string} mark */
  #accented(mark) {
    this.#take("(");
    const letter = name(this.#take());
    this.#take(")");
    return m("mover", { accent: "true" }, letter, m("mo", { stretchy: "false" }, mark));
  }

  /** @param {string} token @returns {MathMLElement} */
  #atom(token) {
    if (token.startsWith("[")) return this.#live(token.slice(1, -1));
    if (token.startsWith("⟨")) {
      const whole = row({ symbol: token.slice(1, -1) }, ...this.sequence("⟩"));
      this.#take("⟩");
      return whole;
    }
    if (token === "{") {
      const symbols = this.#symbols;
      this.#symbols = {};
      const group = this.#group("}");
      this.#take("}");
      this.#symbols = symbols;
      return group;
    }
    if (token === "|") return m("mo", { stretchy: "false", lspace: "0", rspace: "0" }, token);
    if (/^\d/.test(token)) return value(token);
    if (/^[Α-Ω]/u.test(token)) return name(token, { mathvariant: "normal" });
    return /^\p{L}/u.test(token) ? name(token) : sign(token);
  }
}

/**
 * The parts of a formula as MathML. `symbols` are the quantities that names stand for, `{ θ: "theta", "β_1": "beta-1" }`;
 * `live(name)` writes a live value.
 *
 * @param {string} text
 * @param {Record<string, string>} symbols
 * @param {Live} [live]
 */
export const parts = (text, symbols, live) => new Reader(text, symbols, live).sequence();

/**
 * A line for `lines` of math.js: what is left of the first `←`, `=` or `:` between spaces, and all else.
 *
 * @param {string} text
 * @param {Record<string, string>} symbols
 * @param {Live} [live]
 */
export function line(text, symbols, live) {
  const [, left, right] = text.match(/^(?:((?![←=:] ).*?) )?([←=:] .*)$/s) ?? ["", null, text];
  return [left ? row(...parts(left, symbols, live)) : null, row(...parts(right, symbols, live))];
}
