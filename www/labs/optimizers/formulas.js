// The update of each optimizer as the slides have it and as Keras computes it, with the numbers of the coming step.
import { h } from "../../ui/dom.js";
import { line, parts } from "../../ui/formula.js";
import { formula, m, value } from "../../ui/math.js";

/** @type {Record<string, string>} */
const SYMBOLS = {
  θ: "theta",
  g: "gradient",
  η: "eta",
  λ: "lambda",
  c: "clip",
  ε: "epsilon",
  α: "alpha",
  κ: "condition",
  β: "beta",
  β_1: "beta-1",
  β_2: "beta-2",
  ρ: "rho",
  m: "m",
  "hat(m)": "m-hat",
  s: "s",
  "hat(s)": "s-hat",
  v: "s",
  v_max: "s",
  "hat(v)": "s-hat",
  u: "u",
};

const GRADIENT = "⟨gradient: ∇J(θ)⟩";

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").OptimizersRacer} Racer
 * @typedef {import("../../i18n/index.js").Text} Text
 * @typedef {Record<string, (f: ReturnType<typeof shared>) => string[]>} Formulas `f` has what they share.
 */

/** The lines of each optimizer as Keras has it. @type {Formulas} */
const KERAS = {
  sgd: (f) => [...f.slopeLines, `θ ← θ ${f.decay} − η ${f.slope}`, `= [θ] ${f.decayed} − [η] · [g] = [θ']`],

  momentum: (f) => [...f.velocity(f.slope), `θ ← θ ${f.decay} + m`, `= [θ] ${f.decayed} + [m'] = [θ']`],

  nesterov: (f) => [
    ...f.velocity(f.slope),
    `θ ← θ ${f.decay} + β m − η ${f.slope}`,
    `= [θ] ${f.decayed} + [β] · [m'] − [η] · [g] = [θ']`,
  ],

  rmsprop(f) {
    const step = `η g ⊘ sqrt(v ${f.o.centered ? "− bar(g)^2" : ""} + ε)`;
    return [
      ...f.gradientLines,
      ...MEAN_SQUARE,
      ...(f.o.centered ? ["bar(g) ← ρ bar(g) + (1 − ρ) g", "= [g_mean']"] : []),
      ...(f.o.momentum > 0 ? [`u ← β u + ${step}`, "= [u']", `θ ← θ ${f.decay} − u`] : [`θ ← θ ${f.decay} − ${step}`]),
      "= [θ']",
    ];
  },

  adam(f) {
    const v = f.o.amsgrad ? "v_max" : "v";
    return [
      ...f.gradientLines,
      ...MEAN,
      ...SQUARE,
      ...(f.o.amsgrad ? ["v_max ← max(v_max, v)", "= [v_max']"] : []),
      "α ← η frac(sqrt(1 − β_2^t); 1 − β_1^t)",
      "= [η] · frac(sqrt(1 − [β_2]^[t]); 1 − [β_1]^[t]) = [α]",
      `θ ← θ ${f.decay} − α m ⊘ (sqrt(${v}) + ε)`,
      `= [θ] ${f.decayed} − [α] · [m'] ⊘ (sqrt([${v}']) + [ε])`,
      "= [θ']",
    ];
  },

  adagrad: (f) => [
    ...f.gradientLines,
    "v ← v + g^2",
    "= [v] + [g]^2 = [v']",
    `θ ← θ ${f.decay} − η g ⊘ sqrt(v + ε)`,
    `= [θ] ${f.decayed} − [η] · [g] ⊘ sqrt([v'] + [ε]) = [θ']`,
  ],

  adadelta: (f) => [
    ...f.gradientLines,
    ...MEAN_SQUARE,
    "Δ ← − sqrt(u + ε) ⊗ g ⊘ sqrt(v + ε)",
    "= − sqrt([u] + [ε]) ⊗ [g] ⊘ sqrt([v'] + [ε])",
    "u ← ρ u + (1 − ρ) Δ^2",
    "= [u']",
    `θ ← θ ${f.decay} + η Δ`,
    "= [θ']",
  ],

  adamax: (f) => [
    ...f.gradientLines,
    ...MEAN,
    "u ← max(β_2 u, |g|)",
    "= max([β_2] · [u], |[g]|) = [u']",
    `θ ← θ ${f.decay} − frac(η; 1 − β_1^t) m ⊘ (u + ε)`,
    `= [θ] ${f.decayed} − frac([η]; 1 − [β_1]^[t]) · [m'] ⊘ ([u'] + [ε]) = [θ']`,
  ],

  lion: (f) => [
    ...f.gradientLines,
    `θ ← θ ${f.decay} − η sgn(β_1 m + (1 − β_1) g)`,
    `= [θ] ${f.decayed} − [η] · sgn([β_1] · [m] + (1 − [β_1]) · [g]) = [θ']`,
    "m ← β_2 m + (1 − β_2) g",
    "= [β_2] · [m] + (1 − [β_2]) · [g] = [m']",
  ],

  nadam: (f) => [
    ...f.gradientLines,
    ...MEAN,
    ...SQUARE,
    "μ_t = β_1 (1 − frac(1; 2) · [0.96]^t) = [μ_t] , μ_{t+1} = [μ_{t+1}]",
    "hat(m) ← μ_{t+1} frac(m; 1 − over(∏; i=1; t+1) μ_i) + (1 − μ_t) frac(g; 1 − over(∏; i=1; t) μ_i)",
    "= [m_hat]",
    "hat(v) ← frac(v; 1 − β_2^t)",
    "= frac([v']; 1 − [β_2]^[t]) = [v_hat]",
    `θ ← θ ${f.decay} − η hat(m) ⊘ (sqrt(hat(v)) + ε)`,
    `= [θ] ${f.decayed} − [η] · [m_hat] ⊘ (sqrt([v_hat]) + [ε]) = [θ']`,
  ],
};
KERAS.adamw = KERAS.adam;

const MEAN = ["m ← m + (g − m)(1 − β_1)", "= [m] + ([g] − [m])(1 − [β_1]) = [m']"];
const SQUARE = ["v ← v + (g^2 − v)(1 − β_2)", "= [v] + ([g]^2 − [v])(1 − [β_2]) = [v']"];
const MEAN_SQUARE = ["v ← ρ v + (1 − ρ) g^2", "= [ρ] · [v] + (1 − [ρ]) · [g]^2 = [v']"];

/** As the slides have it, where that differs from Keras. @type {Formulas} */
const SLIDE = {
  nesterov: (f) => [
    ...f.velocity("⟨gradient: ∇J(θ + β m)⟩"),
    "θ ← θ + m",
    "= [slide theta] + [slide m] = [slide next]",
    "θ + β m = [slide next_point]",
  ],

  rmsprop: () => [
    `s ← β s + (1 − β) ${GRADIENT} ⊗ ${GRADIENT}`,
    "= [ρ] · [slide s_before] + (1 − [ρ]) · [g] ⊗ [g] = [slide s]",
    `θ ← θ − η ${GRADIENT} ⊘ sqrt(s + ε)`,
    "= [θ] − [η] · [g] ⊘ sqrt([slide s] + [ε]) = [θ']",
  ],

  adam: () => [
    `m ← β_1 m − (1 − β_1) ${GRADIENT}`,
    "= [β_1] · [slide m_before] − (1 − [β_1]) · [g] = [slide m]",
    `s ← β_2 s + (1 − β_2) ${GRADIENT} ⊗ ${GRADIENT}`,
    "= [β_2] · [slide s_before] + (1 − [β_2]) · [g] ⊗ [g] = [slide s]",
    "hat(m) ← frac(m; 1 − β_1^t)",
    "= frac([slide m]; 1 − [β_1]^[t]) = [slide m_hat]",
    "hat(s) ← frac(s; 1 − β_2^t)",
    "= frac([slide s]; 1 − [β_2]^[t]) = [slide s_hat]",
    "θ ← θ + η hat(m) ⊘ sqrt(hat(s) + ε)",
    "= [θ] + [η] · [slide m_hat] ⊘ sqrt([slide s_hat] + [ε])",
    "= [slide next]",
  ],
};

/** Letters that stand for something else in some formulas. */
/** @type {Record<string, string>} */
const RMSPROP_OF_SLIDE = { ...SYMBOLS, β: "rho" };
/** @type {Record<string, Record<string, string>>} */
const OWN_SYMBOLS = { adamax: { ...SYMBOLS, u: "s" }, rmsprop: { ...SYMBOLS, u: "m" } };

/** What an optimizer does, whatever it is called in the race. @param {Record<string, any>} optimizer */
export function kind({ name, momentum, nesterov }) {
  if (name !== "sgd") return name;
  return momentum === 0 ? "sgd" : nesterov ? "nesterov" : "momentum";
}

/**
 * { slide, keras }: the rows of both forms, for `lines`; what is the same is only in `keras`, and `slide` is null.
 * `isOnSlide` says whether the lecture has it.
 *
 * @param {Racer} racer
 * @param {Text} text
 */
export function update(racer, text) {
  const which = kind(racer.optimizer);
  const isOnSlide = racer.slide !== null;
  const f = shared(racer);
  const symbols = OWN_SYMBOLS[which] ?? SYMBOLS;
  const write = (/** @type {string[]} */ written, names = symbols) =>
    written.map((each) => line(each, names, (part) => live(part, racer, names, text)));
  if (isOnSlide && which === "rmsprop")
    return { isOnSlide, slide: null, keras: write(SLIDE.rmsprop(f), RMSPROP_OF_SLIDE) };
  const slide = isOnSlide && SLIDE[which] ? write(SLIDE[which](f)) : null;
  return { isOnSlide, slide, keras: write((KERAS[which] ?? other(racer))(f)) };
}

/**
 * An optimizer whose formula is not written here: what it keeps, and its step.
 *
 * @param {Racer} racer
 * @returns {Formulas[string]}
 */
const other =
  ({ slots }) =>
  (f) => [
    ...f.gradientLines,
    ...slots.map(({ name }) => `${name} : [${name}] → [${name}']`),
    "θ ← θ + Δθ",
    "= [θ] + [Δ] = [θ']",
  ];

const CLIPS = ["clipvalue", "clipnorm", "global_clipnorm"];

/** What the formulas share, for one racer. */
function shared({ optimizer: o, clipped }) {
  const clip = CLIPS.find((key) => o[key] !== undefined);
  // Both norms are the same: there is one variable, θ.
  const clipLine = (g, c) =>
    clip === "clipvalue" ? `max(min(${g}, ${c}), −${c})` : `${g} · min(1, frac(${c}; ‖${g}‖))`;
  const gradientLines = clipped
    ? [`g = ${clipLine(GRADIENT, "c")}`, `= ${clipLine("[∇]", "[c]")}`, "= [g]"]
    : [`g = ${GRADIENT} = [g]`];
  const slopeLines = clipped ? gradientLines : [];
  const isDecaying = o.weight_decay !== undefined;
  return {
    o,
    /** g = ∇J(θ), or that clipped, which the other lines take. */
    gradientLines,
    /** The gradient in a formula that has no line for g unless it is clipped, and that line. */
    slope: clipped ? "g" : GRADIENT,
    slopeLines,
    velocity: (at) => [...slopeLines, `m ← β m − η ${clipped ? "g" : at}`, "= [β] · [m] − [η] · [g] = [m']"],
    /** The decay of θ as a part of its step, in letters and in numbers. */
    decay: isDecaying ? "− λ η θ" : "",
    decayed: isDecaying ? "− [λ] · [η] · [θ]" : "",
  };
}

/**
 * The number, or the two of a vector, that a name in a formula stands for.
 *
 * @param {string} part
 * @param {Racer} racer
 * @param {Record<string, string>} symbols
 * @param {Text} text
 */
function live(part, racer, symbols, { number, exact }) {
  const { rate } = racer;
  /** @type {Record<string, any>} */
  const o = racer.optimizer;
  /** A number that was chosen. */
  const chosen = (/** @type {number} */ given, /** @type {string | undefined} */ symbol = undefined) =>
    value(exact(given), { symbol });
  const computed = (
    /** @type {number | null | undefined} */ given,
    /** @type {string | undefined} */ symbol = undefined,
  ) => value(number(given ?? Number.NaN, 4), { symbol });
  const vector = (/** @type {[number, number] | null | undefined} */ pair, /** @type {string} */ symbol) => {
    const written = (pair ?? [Number.NaN, Number.NaN]).map((each) => number(each, 4));
    // Filled up with spaces as wide as figures: no browser aligns numbers in a cell.
    const width = Math.max(...written.map(({ length }) => length));
    const rows = written.map((each) => m("mtr", m("mtd", value(each.padStart(width, "\u2007")))));
    return m("mrow", { symbol }, m("mo", "("), m("mtable", ...rows), m("mo", ")"));
  };
  const [, ofSlide] = part.match(/^slide (.*)$/) ?? [];
  if (ofSlide) return vector(/** @type {any} */ (racer.slide)?.[ofSlide], SLIDE_SYMBOLS[ofSlide]);
  switch (part) {
    case "θ":
      return vector(racer.theta, "theta");
    case "θ'":
      return vector(racer.next, "next");
    case "Δ":
      return vector(racer.update, "step");
    case "∇":
      return vector(racer.gradient, "gradient");
    case "g":
      return vector(racer.clipped ?? racer.gradient, "gradient");
    // Of a schedule with as many digits as the other numbers.
    case "η":
      return rate === o.learning_rate ? chosen(rate, "eta") : computed(rate, "eta");
    case "α":
      return computed(racer.alpha, "alpha");
    case "μ_t":
      return computed(racer.mu?.[0]);
    case "μ_{t+1}":
      return computed(racer.mu?.[1]);
    case "λ":
      return chosen(o.weight_decay, "lambda");
    case "ε":
      return chosen(o.epsilon, "epsilon");
    case "ρ":
      return chosen(o.rho, "rho");
    case "β":
      return chosen(o.momentum, "beta");
    case "β_1":
      return chosen(o.beta_1, "beta-1");
    case "β_2":
      return chosen(o.beta_2, "beta-2");
    case "c":
      return chosen(o[CLIPS.find((key) => o[key] !== undefined) ?? ""], "clip");
    case "t":
      return value(String(racer.t));
    case "m_hat":
    case "v_hat": {
      const corrected = racer.corrected.find(({ name }) => name === part);
      return vector(corrected?.value, part === "m_hat" ? "m-hat" : "s-hat");
    }
    default: {
      if (!Number.isNaN(Number(part))) return chosen(Number(part));
      const slot = racer.slots.find(({ name }) => name === part.replace("'", ""));
      return vector(part.endsWith("'") ? slot?.after : slot?.before, symbols[slot?.name ?? ""]);
    }
  }
}

/** @type {Record<string, string>} */
const SLIDE_SYMBOLS = {
  theta: "theta",
  next: "next",
  next_point: "next",
  m: "m",
  m_before: "m",
  m_hat: "m-hat",
  s: "s",
  s_before: "s",
  s_hat: "s-hat",
};

/** The functions that are raced on, in pieces between which a line may break; a network's loss has no short formula. @type {Record<string, string[]>} */
const SURFACES = {
  quadratic: ["J(θ) = frac(1; 2) (θ_1^2 + κ θ_2^2), κ = [κ]"],
  beale: ["J(θ) = ([1.5] − θ_1 + θ_1 θ_2)^2", "+ ([2.25] − θ_1 + θ_1 θ_2^2)^2", "+ ([2.625] − θ_1 + θ_1 θ_2^3)^2"],
  rosenbrock: ["J(θ) = (1 − θ_1)^2 + 100 (θ_2 − θ_1^2)^2"],
  saddle: ["J(θ) = θ_1^2 − θ_2^2 + frac(1; 4) θ_2^4"],
  himmelblau: ["J(θ) = (θ_1^2 + θ_2 − 11)^2", "+ (θ_1 + θ_2^2 − 7)^2"],
};

/** The variables as they are printed, by all that they may be called. @type {Record<string, string>} */
const VARIABLES = { x: "θ₁", y: "θ₂", t1: "θ₁", t2: "θ₂", theta1: "θ₁", theta2: "θ₂", θ1: "θ₁", θ2: "θ₂" };

/** A formula as it was written, with its powers raised, and signs and variables as in print. @param {string} written @returns {(Node | string)[]} */
function typeset(written) {
  const printed = written
    .replaceAll("-", "−")
    .replaceAll("*", "·")
    .replace(/[a-zθ]+[12]?/gi, (name) => {
      const plain = name.toLowerCase();
      return VARIABLES[plain] ?? (/^[xy]+$/.test(plain) ? plain.replace(/[xy]/g, (each) => VARIABLES[each]) : name);
    });
  return printed.split(/(?:\^|··)(\d+(?:\.\d+)?)/).map((part, at) => (at % 2 ? h("sup", {}, part) : part));
}

/** @param {import("../../pkg-lessons/nn_playground.js").OptimizersShown} shown @param {Text} text */
export function surface({ surface: which, condition, formula: own }, { exact }) {
  if (own !== null) return [h("span", { class: "race-written" }, "J(θ) = ", ...typeset(own))];
  const written = (/** @type {string} */ part) =>
    part === "κ" ? value(exact(condition), { symbol: "condition" }) : value(exact(Number(part)));
  return (SURFACES[which] ?? []).map((piece) => formula(...parts(piece, SYMBOLS, written)));
}
