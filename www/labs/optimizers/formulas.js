// The update of each optimizer as the slides have it and as Keras computes it, with the numbers of the coming step.
import { formula, lines, m, name, row, sign, sub, value } from "../../ui/math.js";

const theta = () => name("θ", { symbol: "theta" });
const eta = () => name("η", { symbol: "eta" });
const letter = (text, symbol = text) => name(text, { symbol });
const hat = (text, symbol) => m("mover", { accent: "true", symbol }, name(text), m("mo", { stretchy: "false" }, "^"));
const beta = (index) => sub("β", String(index), { symbol: `beta-${index}` });
const paren = (...parts) => row(sign("("), ...parts, sign(")"));
const power = (base, exponent) => m("msup", base, exponent);
const nabla = (...at) => m("mrow", { symbol: "gradient" }, sign("∇"), name("J"), paren(...at));
const g = () => letter("g", "gradient");
const times = () => sign("⊗");
const over = () => sign("⊘");
const plus = () => sign("+");
const minus = () => sign("−");
const dot = () => sign("·");
const root = (...parts) => m("msqrt", ...parts);
const becomes = (left, ...right) => [left, row(sign("←"), ...right)];
const equals = (...right) => [null, row(sign("="), ...right)];

/** What an optimizer does, whatever it is called in the race. */
export function kind({ name, momentum, nesterov }) {
  if (name !== "sgd") return name;
  return momentum === 0 ? "sgd" : nesterov ? "nesterov" : "momentum";
}

/**
 * { slide, keras }: the rows of both forms, for `lines`; what is the same is only in `keras`, and `slide` is null.
 * `isOnSlide` says whether the lecture has it.
 */
export function update(racer, { number, exact }) {
  const write = new Writer(racer, { number, exact });
  const which = kind(racer.optimizer);
  const isOnSlide = racer.slide !== null;
  if (which === "nesterov" && isOnSlide) return { isOnSlide, slide: write.nesterovOfSlide(), keras: write.nesterov() };
  if (which === "adam" && isOnSlide) return { isOnSlide, slide: write.adamOfSlide(), keras: write.adam() };
  if (which === "rmsprop" && isOnSlide) return { isOnSlide, slide: null, keras: write.rmspropOfSlide() };
  return { isOnSlide, slide: null, keras: which in write ? write[which]() : write.other() };
}

class Writer {
  #racer;
  #text;
  #o;

  constructor(racer, text) {
    this.#racer = racer;
    this.#text = text;
    this.#o = racer.optimizer;
  }

  /** A vector of two numbers. */
  #v(pair, symbol) {
    const written = pair.map((part) => this.#text.number(part, 4));
    // Filled up with spaces as wide as figures: no browser aligns numbers in a cell.
    const width = Math.max(...written.map(({ length }) => length));
    return m("mrow", { symbol }, m("mo", "("), m("mtable", ...written.map((part) => m("mtr", m("mtd", value(part.padStart(width, "\u2007")))))), m("mo", ")"));
  }

  /** A number that was chosen. */
  #c(number, symbol) { return value(this.#text.exact(number), { symbol }); }

  /** η of this step, of a schedule with as many digits as the other numbers. */
  get #eta() {
    const { rate } = this.#racer;
    return rate === this.#o.learning_rate ? this.#c(rate, "eta") : value(this.#text.number(rate, 4), { symbol: "eta" });
  }

  get #epsilon() { return this.#c(this.#o.epsilon, "epsilon"); }
  get #g() { return this.#v(this.#racer.clipped ?? this.#racer.gradient, "gradient"); }
  get #theta() { return this.#v(this.#racer.theta, "theta"); }
  get #next() { return this.#v(this.#racer.next, "next"); }
  get #t() { return value(String(this.#racer.t)); }
  #beta(index) { return this.#c(this.#o[`beta_${index}`], `beta-${index}`); }
  #slot(wanted) { return this.#racer.slots.find((slot) => slot.name === wanted); }
  #before(wanted, symbol) { return this.#v(this.#slot(wanted).before, symbol); }
  #after(wanted, symbol) { return this.#v(this.#slot(wanted).after, symbol); }
  #corrected(wanted, symbol) { return this.#v(this.#racer.corrected.find((part) => part.name === wanted).value, symbol); }
  #slide(part, symbol) { return this.#v(this.#racer.slide[part], symbol); }

  /** The decay of θ as a part of its step, −ληθ, in letters and in numbers; nothing where there is none. */
  get #decay() { return this.#o.weight_decay === undefined ? [] : [minus(), letter("λ", "lambda"), eta(), theta()]; }
  get #decayed() { return this.#o.weight_decay === undefined ? [] : [minus(), this.#c(this.#o.weight_decay, "lambda"), dot(), this.#eta, dot(), this.#theta]; }

  /** g = ∇J(θ), or that clipped, which the other lines take. */
  #gradient() {
    if (!this.#racer.clipped) return [[row(g()), row(sign("="), nabla(theta()), sign("="), this.#g)]];
    const limit = ["clipvalue", "clipnorm", "global_clipnorm"].find((key) => this.#o[key] !== undefined);
    const number = () => this.#c(this.#o[limit], "clip");
    const whole = () => this.#v(this.#racer.gradient, "gradient");
    const norm = (of) => row(sign("‖"), of, sign("‖"));
    // Both norms are the same: there is one variable, θ.
    const clip = limit === "clipvalue"
      ? (of, c) => [name("max"), paren(name("min"), paren(of(), sign(","), c()), sign(","), minus(), c())]
      : (of, c) => [of(), dot(), name("min"), paren(value("1"), sign(","), m("mfrac", c(), norm(of())))];
    return [[g(), row(sign("="), ...clip(() => nabla(theta()), () => letter("c", "clip")))], equals(...clip(whole, number)), equals(this.#g)];
  }

  /** The gradient in a formula that has no line for g unless it is clipped: [that line, if there is one, and what stands for it]. */
  #slope(...at) {
    return this.#racer.clipped ? [this.#gradient(), g()] : [[], nabla(...at)];
  }

  /** An optimizer whose formula is not written here: what it keeps, and its step. */
  other() {
    const slots = this.#racer.slots.map(({ name: text, before, after }) => [letter(text), row(sign(":"), this.#v(before), sign("→"), this.#v(after))]);
    return [...this.#gradient(), ...slots, becomes(theta(), theta(), plus(), name("Δ"), theta()), equals(this.#theta, plus(), this.#v(this.#racer.update, "step"), sign("="), this.#next)];
  }

  sgd() {
    const [line, slope] = this.#slope(theta());
    return [...line, becomes(theta(), theta(), ...this.#decay, minus(), eta(), slope), equals(this.#theta, ...this.#decayed, minus(), this.#eta, dot(), this.#g, sign("="), this.#next)];
  }

  #momentumLine(...at) {
    const [line, slope] = this.#slope(...at);
    return [
      ...line,
      becomes(letter("m"), letter("β", "beta"), letter("m"), minus(), eta(), slope),
      equals(this.#c(this.#o.momentum, "beta"), dot(), this.#before("m", "m"), minus(), this.#eta, dot(), this.#g, sign("="), this.#after("m", "m")),
    ];
  }

  momentum() {
    return [
      ...this.#momentumLine(theta()),
      becomes(theta(), theta(), ...this.#decay, plus(), letter("m")),
      equals(this.#theta, ...this.#decayed, plus(), this.#after("m", "m"), sign("="), this.#next),
    ];
  }

  nesterovOfSlide() {
    return [
      ...this.#momentumLine(theta(), plus(), letter("β", "beta"), letter("m")),
      becomes(theta(), theta(), plus(), letter("m")),
      equals(this.#slide("theta", "theta"), plus(), this.#slide("m", "m"), sign("="), this.#slide("next", "next")),
      [row(theta(), plus(), letter("β", "beta"), letter("m")), row(sign("="), this.#slide("next_point", "next"))],
    ];
  }

  nesterov() {
    return [
      ...this.#momentumLine(theta()),
      becomes(theta(), theta(), ...this.#decay, plus(), letter("β", "beta"), letter("m"), minus(), eta(), this.#slope(theta())[1]),
      equals(this.#theta, ...this.#decayed, plus(), this.#c(this.#o.momentum, "beta"), dot(), this.#after("m", "m"), minus(), this.#eta, dot(), this.#g, sign("="), this.#next),
    ];
  }

  rmspropOfSlide() {
    const rho = () => letter("β", "rho");
    const number = () => this.#c(this.#o.rho, "rho");
    return [
      becomes(letter("s"), rho(), letter("s"), plus(), paren(value("1"), minus(), rho()), nabla(theta()), times(), nabla(theta())),
      equals(number(), dot(), this.#slide("s_before", "s"), plus(), paren(value("1"), minus(), number()), dot(), this.#g, times(), this.#g, sign("="), this.#slide("s", "s")),
      becomes(theta(), theta(), minus(), eta(), nabla(theta()), over(), root(letter("s"), plus(), letter("ε", "epsilon"))),
      equals(this.#theta, minus(), this.#eta, dot(), this.#g, over(), root(this.#slide("s", "s"), plus(), this.#epsilon), sign("="), this.#next),
    ];
  }

  /** Mean and mean square by ρ, as Keras has them: v ← ρv + (1 − ρ)g². */
  #meanSquare() {
    const rho = () => letter("ρ", "rho");
    const number = () => this.#c(this.#o.rho, "rho");
    return [
      becomes(letter("v", "s"), rho(), letter("v", "s"), plus(), paren(value("1"), minus(), rho()), power(g(), value("2"))),
      equals(number(), dot(), this.#before("v", "s"), plus(), paren(value("1"), minus(), number()), dot(), power(this.#g, value("2")), sign("="), this.#after("v", "s")),
    ];
  }

  rmsprop() {
    const { centered, momentum } = this.#o;
    const rho = () => letter("ρ", "rho");
    const mean = () => m("mover", { accent: "true" }, name("g"), m("mo", { stretchy: "false" }, "¯"));
    const step = () => row(eta(), g(), over(), root(letter("v", "s"), ...(centered ? [minus(), power(mean(), value("2"))] : []), plus(), letter("ε", "epsilon")));
    return [
      ...this.#gradient(), ...this.#meanSquare(),
      ...(centered ? [becomes(mean(), rho(), mean(), plus(), paren(value("1"), minus(), rho()), g()), equals(this.#after("g_mean"))] : []),
      ...(momentum > 0 ? [becomes(letter("u", "m"), letter("β", "beta"), letter("u", "m"), plus(), step()), equals(this.#after("u", "m")), becomes(theta(), theta(), ...this.#decay, minus(), letter("u", "m"))] : [becomes(theta(), theta(), ...this.#decay, minus(), step())]),
      equals(this.#next),
    ];
  }

  adamOfSlide() {
    const corrected = (text, index) => [
      becomes(hat(text, `${text}-hat`), m("mfrac", letter(text), row(value("1"), minus(), m("msubsup", { symbol: `beta-${index}` }, name("β"), value(String(index)), name("t"))))),
      equals(m("mfrac", this.#slide(text, text), row(value("1"), minus(), power(this.#beta(index), this.#t))), sign("="), this.#slide(`${text}_hat`, `${text}-hat`)),
    ];
    return [
      becomes(letter("m"), beta(1), letter("m"), minus(), paren(value("1"), minus(), beta(1)), nabla(theta())),
      equals(this.#beta(1), dot(), this.#slide("m_before", "m"), minus(), paren(value("1"), minus(), this.#beta(1)), dot(), this.#g, sign("="), this.#slide("m", "m")),
      becomes(letter("s"), beta(2), letter("s"), plus(), paren(value("1"), minus(), beta(2)), nabla(theta()), times(), nabla(theta())),
      equals(this.#beta(2), dot(), this.#slide("s_before", "s"), plus(), paren(value("1"), minus(), this.#beta(2)), dot(), this.#g, times(), this.#g, sign("="), this.#slide("s", "s")),
      ...corrected("m", 1), ...corrected("s", 2),
      becomes(theta(), theta(), plus(), eta(), hat("m", "m-hat"), over(), root(hat("s", "s-hat"), plus(), letter("ε", "epsilon"))),
      equals(this.#theta, plus(), this.#eta, dot(), this.#slide("m_hat", "m-hat"), over(), root(this.#slide("s_hat", "s-hat"), plus(), this.#epsilon)),
      equals(this.#slide("next", "next")),
    ];
  }

  /** Keras's m and v: m ← m + (g − m)(1 − β₁), v ← v + (g² − v)(1 − β₂). */
  #means(withSquares = true) {
    return [
      becomes(letter("m"), letter("m"), plus(), paren(g(), minus(), letter("m")), paren(value("1"), minus(), beta(1))),
      equals(this.#before("m", "m"), plus(), paren(this.#g, minus(), this.#before("m", "m")), paren(value("1"), minus(), this.#beta(1)), sign("="), this.#after("m", "m")),
      ...(withSquares ? [
        becomes(letter("v", "s"), letter("v", "s"), plus(), paren(power(g(), value("2")), minus(), letter("v", "s")), paren(value("1"), minus(), beta(2))),
        equals(this.#before("v", "s"), plus(), paren(power(this.#g, value("2")), minus(), this.#before("v", "s")), paren(value("1"), minus(), this.#beta(2)), sign("="), this.#after("v", "s")),
      ] : []),
    ];
  }

  #betaToT(index) { return m("msubsup", { symbol: `beta-${index}` }, name("β"), value(String(index)), name("t")); }

  adam() {
    const { amsgrad } = this.#o;
    const alpha = () => letter("α", "alpha");
    const size = () => (amsgrad ? sub("v", "max", { symbol: "s" }) : letter("v", "s"));
    return [
      ...this.#gradient(), ...this.#means(),
      ...(amsgrad ? [becomes(size(), name("max"), paren(size(), sign(","), letter("v", "s"))), equals(this.#after("v_max", "s"))] : []),
      becomes(alpha(), eta(), m("mfrac", root(value("1"), minus(), this.#betaToT(2)), row(value("1"), minus(), this.#betaToT(1)))),
      equals(this.#eta, dot(), m("mfrac", root(value("1"), minus(), power(this.#beta(2), this.#t)), row(value("1"), minus(), power(this.#beta(1), this.#t))), sign("="), value(this.#text.number(this.#racer.alpha, 4), { symbol: "alpha" })),
      becomes(theta(), theta(), ...this.#decay, minus(), alpha(), letter("m"), over(), paren(root(size()), plus(), letter("ε", "epsilon"))),
      equals(this.#theta, ...this.#decayed, minus(), value(this.#text.number(this.#racer.alpha, 4), { symbol: "alpha" }), dot(), this.#after("m", "m"), over(), paren(root(this.#after(amsgrad ? "v_max" : "v", "s")), plus(), this.#epsilon)),
      equals(this.#next),
    ];
  }

  adamw() { return this.adam(); }

  adagrad() {
    return [
      ...this.#gradient(),
      becomes(letter("v", "s"), letter("v", "s"), plus(), power(g(), value("2"))),
      equals(this.#before("v", "s"), plus(), power(this.#g, value("2")), sign("="), this.#after("v", "s")),
      becomes(theta(), theta(), ...this.#decay, minus(), eta(), g(), over(), root(letter("v", "s"), plus(), letter("ε", "epsilon"))),
      equals(this.#theta, ...this.#decayed, minus(), this.#eta, dot(), this.#g, over(), root(this.#after("v", "s"), plus(), this.#epsilon), sign("="), this.#next),
    ];
  }

  adadelta() {
    const rho = () => letter("ρ", "rho");
    const delta = () => name("Δ");
    return [
      ...this.#gradient(), ...this.#meanSquare(),
      becomes(delta(), minus(), root(letter("u"), plus(), letter("ε", "epsilon")), times(), g(), over(), root(letter("v", "s"), plus(), letter("ε", "epsilon"))),
      equals(minus(), root(this.#before("u", "u"), plus(), this.#epsilon), times(), this.#g, over(), root(this.#after("v", "s"), plus(), this.#epsilon)),
      becomes(letter("u"), rho(), letter("u"), plus(), paren(value("1"), minus(), rho()), power(delta(), value("2"))),
      equals(this.#after("u", "u")),
      becomes(theta(), theta(), ...this.#decay, plus(), eta(), delta()),
      equals(this.#next),
    ];
  }

  adamax() {
    return [
      ...this.#gradient(), ...this.#means(false),
      becomes(letter("u", "s"), name("max"), paren(beta(2), letter("u", "s"), sign(","), sign("|"), g(), sign("|"))),
      equals(name("max"), paren(this.#beta(2), dot(), this.#before("u", "s"), sign(","), sign("|"), this.#g, sign("|")), sign("="), this.#after("u", "s")),
      becomes(theta(), theta(), ...this.#decay, minus(), m("mfrac", eta(), row(value("1"), minus(), this.#betaToT(1))), letter("m"), over(), paren(letter("u", "s"), plus(), letter("ε", "epsilon"))),
      equals(this.#theta, ...this.#decayed, minus(), m("mfrac", this.#eta, row(value("1"), minus(), power(this.#beta(1), this.#t))), dot(), this.#after("m", "m"), over(), paren(this.#after("u", "s"), plus(), this.#epsilon), sign("="), this.#next),
    ];
  }

  lion() {
    const mean = (index) => row(beta(index), letter("m"), plus(), paren(value("1"), minus(), beta(index)), g());
    const written = (index) => row(this.#beta(index), dot(), this.#before("m", "m"), plus(), paren(value("1"), minus(), this.#beta(index)), dot(), this.#g);
    return [
      ...this.#gradient(),
      becomes(theta(), theta(), ...this.#decay, minus(), eta(), name("sgn"), paren(mean(1))),
      equals(this.#theta, ...this.#decayed, minus(), this.#eta, dot(), name("sgn"), paren(written(1)), sign("="), this.#next),
      becomes(letter("m"), mean(2)),
      equals(written(2), sign("="), this.#after("m", "m")),
    ];
  }

  nadam() {
    const mu = (...index) => m("msub", name("μ"), row(...index));
    const product = (...last) => m("mrow", m("munderover", sign("∏"), row(name("i"), sign("="), value("1")), row(...last)), mu(name("i")));
    const [now, soon] = this.#racer.mu;
    return [
      ...this.#gradient(), ...this.#means(),
      [mu(name("t")), row(sign("="), beta(1), paren(value("1"), minus(), m("mfrac", value("1"), value("2")), dot(), power(this.#c(0.96), name("t"))), sign("="), value(this.#text.number(now, 4)), sign(","), mu(name("t"), plus(), value("1")), sign("="), value(this.#text.number(soon, 4)))],
      becomes(hat("m", "m-hat"), mu(name("t"), plus(), value("1")), m("mfrac", letter("m"), row(value("1"), minus(), product(name("t"), plus(), value("1")))), plus(), paren(value("1"), minus(), mu(name("t"))), m("mfrac", g(), row(value("1"), minus(), product(name("t"))))),
      equals(this.#corrected("m_hat", "m-hat")),
      becomes(hat("v", "s-hat"), m("mfrac", letter("v", "s"), row(value("1"), minus(), this.#betaToT(2)))),
      equals(m("mfrac", this.#after("v", "s"), row(value("1"), minus(), power(this.#beta(2), this.#t))), sign("="), this.#corrected("v_hat", "s-hat")),
      becomes(theta(), theta(), ...this.#decay, minus(), eta(), hat("m", "m-hat"), over(), paren(root(hat("v", "s-hat")), plus(), letter("ε", "epsilon"))),
      equals(this.#theta, ...this.#decayed, minus(), this.#eta, dot(), this.#corrected("m_hat", "m-hat"), over(), paren(root(this.#corrected("v_hat", "s-hat")), plus(), this.#epsilon), sign("="), this.#next),
    ];
  }
}

/** The function that is raced on, in pieces between which a line may break; a network's loss has no short formula. */
export function surface({ surface: which, condition }, { exact }) {
  const at = (index) => sub("θ", String(index), { symbol: "theta" });
  const to = (exponent, index) => m("msubsup", { symbol: "theta" }, name("θ"), value(String(index)), value(String(exponent)));
  // The exponent stands at the parenthesis: at the whole it would stand as high as what is in it.
  const squared = (...parts) => row(sign("("), ...parts, power(sign(")"), value("2")));
  const head = (...parts) => row(name("J"), paren(theta()), sign("="), ...parts);
  const half = () => m("mfrac", value("1"), value("2"));
  const beale = (number, last) => squared(value(exact(number)), minus(), at(1), plus(), at(1), last);
  const pieces = {
    quadratic: () => [[head(half(), paren(to(2, 1), plus(), name("κ", { symbol: "condition" }), to(2, 2))), sign(","), name("κ", { symbol: "condition" }), sign("="), value(exact(condition), { symbol: "condition" })]],
    beale: () => [[head(beale(1.5, at(2)))], [plus(), beale(2.25, to(2, 2))], [plus(), beale(2.625, to(3, 2))]],
    rosenbrock: () => [[head(squared(value("1"), minus(), at(1)), plus(), value("100"), squared(at(2), minus(), to(2, 1)))]],
    saddle: () => [[head(to(2, 1), minus(), to(2, 2), plus(), m("mfrac", value("1"), value("4")), to(4, 2))]],
    himmelblau: () => [[head(squared(to(2, 1), plus(), at(2), minus(), value("11")))], [plus(), squared(at(1), plus(), to(2, 2), minus(), value("7"))]],
  };
  return (pieces[which]?.() ?? []).map((parts) => formula(...parts));
}

export { lines };
