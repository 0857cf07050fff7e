// Each function and its derivative as formulas, first with names and then with the numbers of the point. `x` is the input of an
// activation, `u` the prediction ŷ of a loss.
import { line, parts } from "../../ui/formula.js";
import { figures } from "../../ui/figures.js";
import { lines, m, row, sign, value, words } from "../../ui/math.js";

/** @typedef {import("../../pkg-lessons/nn_playground.js").FunctionsShown} FunctionsShown */

/**
 * A formula, or cases of it: [formula, condition, whether it holds at (x, y)] each.
 *
 * @typedef {string | [formula: string, condition: string, holds: (x: number, y: number) => boolean][]} Written
 * @typedef {[value: Written, derivative: Written]} Pair
 */

/** @param {string} right @param {string} left @returns {Written} */
const either = (right, left) => [
  [right, "x > 0", (x) => x > 0],
  [left, "x ≤ 0", (x) => x <= 0],
];

/** @param {string} inner @param {string} condition @param {number} low @param {number} high @returns {Written} */
const between = (inner, condition, low, high) => [
  [inner, condition, (x) => x > low && x < high],
  ["0", "else", (x) => !(x > low && x < high)],
];

/** Keras's epsilon, below which a probability is clipped. */
const CLIPPED = 1e-7;

const SIGMOID = "frac(1; 1 + e^{−x})";

/** @type {Record<string, Pair>} */
const ACTIVATIONS = {
  linear: ["x", "1"],
  relu: ["max(x; 0)", either("1", "0")],
  sigmoid: [SIGMOID, "g(x) · (1 − g(x))"],
  tanh: ["frac(e^x − e^{−x}; e^x + e^{−x})", "1 − g(x)^2"],
  leaky_relu: [either("x", "α · x"), either("1", "α")],
  elu: [either("x", "e^x − 1"), either("1", "e^x")],
  selu: [either("λ · x", "λ · α · (e^x − 1)"), either("λ", "λ · α · e^x")],
  gelu: ["x · Φ(x)", "Φ(x) + x · φ(x)"],
  silu: ["frac(x; 1 + e^{−x})", "σ(x) · (1 + x · (1 − σ(x)))"],
  softplus: ["ln(1 + e^x)", SIGMOID],
  softsign: ["frac(x; 1 + |x|)", "frac(1; (1 + |x|)^2)"],
  relu6: ["min(max(x; 0); 6)", between("1", "0 < x < 6", 0, 6)],
  mish: ["x · tanh(ln(1 + e^x))", "t + x · σ(x) · (1 − t^2)"],
  hard_sigmoid: ["frac(min(max(x + 3; 0); 6); 6)", between("frac(1; 6)", "−3 < x < 3", -3, 3)],
  exponential: ["e^x", "e^x"],
  heaviside: [
    [
      ["0", "x < 0", (x) => x < 0],
      ["1", "x ≥ 0", (x) => x >= 0],
    ],
    "0",
  ],
  sign: [
    [
      ["−1", "x < 0", (x) => x < 0],
      ["0", "x = 0", (x) => x === 0],
      ["1", "x > 0", (x) => x > 0],
    ],
    "0",
  ],
};

/** @type {Record<string, Pair>} */
const LOSSES = {
  mean_squared_error: ["(u − y)^2", "2 · (u − y)"],
  mean_absolute_error: ["|u − y|", "sgn(u − y)"],
  binary_crossentropy: ["− y · ln(u) − (1 − y) · ln(1 − u)", "frac(1 − y; 1 − u) − frac(y; u)"],
  huber: [
    [
      ["frac(1; 2) · (u − y)^2", "|u − y| ≤ 1", (x, y) => Math.abs(x - y) <= 1],
      ["|u − y| − frac(1; 2)", "|u − y| > 1", (x, y) => Math.abs(x - y) > 1],
    ],
    "min(max(u − y; −1); 1)",
  ],
  hinge: [
    "max(1 − y · u; 0)",
    [
      ["− y", "y · u ≤ 1", (x, y) => x * y <= 1],
      ["0", "y · u > 1", (x, y) => x * y > 1],
    ],
  ],
  squared_hinge: ["max(1 − y · u; 0)^2", "− 2 · y · max(1 − y · u; 0)"],
  log_cosh: ["ln(cosh(u − y))", "tanh(u − y)"],
};

/** Where a number may stand in a formula: by itself. @param {string} text @param {Record<string, string>} names */
const withNumbers = (text, names) =>
  Object.entries(names).reduce(
    (written, [name, live]) => written.replaceAll(new RegExp(`(?<![\\p{L}\\[])${name}(?![\\p{L}\\]])`, "gu"), live),
    text.replaceAll("g(x)", "[g]"),
  );

/** A formula that is one of some, the one that holds marked. The brace is a border: it is as high as the cases with any font. @param {[MathMLElement, string | MathMLElement, boolean][]} cases */
const choices = (cases) =>
  m(
    "mtable",
    { class: "choices" },
    ...cases.map(([content, condition, holds]) =>
      m(
        "mtr",
        holds ? { class: "holds" } : {},
        m("mtd", content),
        m("mtd", { class: "condition" }, typeof condition === "string" ? words(condition) : condition),
      ),
    ),
  );

/**
 * The formulas at the point.
 *
 * @param {FunctionsShown} shown
 * @param {import("../../i18n/index.js").Text} text
 */
export function rules(shown, text) {
  const { kind } = shown;
  return kind === "activation" || kind === "loss" ? ofOne(shown, text) : ofClasses(shown, text);
}

/** @param {FunctionsShown} shown @param {import("../../i18n/index.js").Text} text */
function ofOne(shown, text) {
  const { kind, x, target: y, value: g, derivative, constants } = shown;
  const { t, exact } = text;
  const show = figures(text);
  const isLoss = kind === "loss";
  /** @type {Pair | undefined} */
  const pair = (isLoss ? LOSSES : ACTIVATIONS)[shown.function];
  const short = (/** @type {number} */ number) => exact(Number(number.toPrecision(6)));
  /** @type {Record<string, [number: number, written: string, symbol?: string]>} */
  const numbers = {
    x: [x, short(x), "x"],
    y: [y, short(y), "target"],
    g: [g, show(g), "value"],
    α: [0, exact(Number(constants.left.toPrecision(5)))],
    λ: [0, exact(Number(constants.right.toPrecision(5)))],
  };
  const live = (/** @type {string} */ name) => {
    const [number, written, symbol] = numbers[name];
    const shown = value(written, { symbol });
    return number < 0 ? row(sign("("), shown, sign(")")) : shown;
  };
  const symbols = { x: "x", "hat(y)": "x", y: "target" };
  const named = (/** @type {string} */ written) => written.replaceAll(/(?<!\p{L})u(?!\p{L})/gu, "hat(y)");
  const numbered = (/** @type {string} */ written) =>
    withNumbers(written, { "λ · α": "[α]", x: "[x]", u: "[x]", y: "[y]", α: "[α]", λ: "[λ]" });
  const math = (/** @type {string} */ written) => row(...parts(written, symbols, live));
  /** Whether its value says as much as the formula with numbers. @param {string} written */
  const isPlain = (written) => numbered(written) === written || /^(− )?\[.\]$/.test(numbered(written));
  /** @param {Written} written @param {string} left @param {number} result @param {string} symbol */
  const both = (written, left, result, symbol) => {
    const end = [sign("="), value(show(result), { symbol })];
    const head = line(`${left} = 0`, symbols, live)[0];
    if (typeof written === "string") {
      const withNames = math(named(written));
      const isConstant = isPlain(written);
      // A number needs no second line.
      if (numbered(written) === written) return [[head, row(sign("="), withNames)]];
      if (isConstant) return [[head, row(sign("="), withNames, ...end)]];
      return [
        [head, row(sign("="), withNames)],
        [null, row(sign("="), math(numbered(written)), ...end)],
      ];
    }
    const cases = written.map(
      ([content, condition, holds]) =>
        /** @type {[MathMLElement, string | MathMLElement, boolean]} */ ([
          math(named(content)),
          condition === "else" ? t("functions.else") : row(words(`${t("functions.if")}\u00a0`), math(named(condition))),
          holds(x, y),
        ]),
    );
    const [chosen] = written.find(([, , holds]) => holds(x, y)) ?? written[0];
    const isConstant = isPlain(chosen);
    return [
      [head, row(sign("="), choices(cases))],
      [null, row(...(isConstant ? [] : [sign("="), math(numbered(chosen))]), ...end)],
    ];
  };
  const [first, second] = isLoss
    ? ["⟨value: Loss⟩", "⟨derivative: frac(∂ Loss; ∂ hat(y))⟩"]
    : ["⟨value: g(x)⟩", "⟨derivative: g′(x)⟩"];
  if (!pair) return []; // in the core's table, and not yet here: a test asks for all of them
  return [lines(...both(pair[0], first, g, "value")), lines(...both(pair[1], second, derivative, "derivative"))];
}

/** Softmax, and the losses of several classes. @param {FunctionsShown} shown @param {import("../../i18n/index.js").Text} text */
function ofClasses(shown, text) {
  const { classes, kind, value: loss, derivative } = shown;
  if (!classes) return [];
  const { exact, number } = text;
  const show = figures(text);
  const own = classes.all[classes.label];
  const i = String(classes.label + 1);
  /** @type {Record<string, () => MathMLElement>} */
  const numbers = {
    z: () => {
      const written = value(exact(own.logit), { symbol: `z-${classes.label}` });
      return own.logit < 0 ? row(sign("("), written, sign(")")) : written;
    },
    e: () => value(number(own.exp, 4), { symbol: `exp-${classes.label}` }),
    sum: () => value(number(classes.sum, 4), { symbol: "sum" }),
    p: () => value(show(own.probability), { symbol: `p-${classes.label}` }),
    loss: () => value(show(loss), { symbol: "value" }),
    d: () => value(show(derivative), { symbol: "derivative" }),
  };
  const written = (/** @type {string[]} */ ...all) =>
    lines(...all.map((each) => line(each, {}, (name) => numbers[name]())));
  const p = `⟨p-${classes.label}: p_${i}⟩`;
  const softmax = written(
    `${p} = frac(e^{z_${i}}; e^{z_1} + e^{z_2} + e^{z_3})`,
    "= frac(e^[z]; [sum]) = frac([e]; [sum]) = [p]",
  );
  if (kind === "softmax") {
    return [
      softmax,
      written(`⟨derivative: frac(∂ p_${i}; ∂ z_${i})⟩ = p_${i} · (1 − p_${i})`, "= [p] · (1 − [p]) = [d]"),
    ];
  }
  const head = {
    categorical_crossentropy: "− under(∑; j) y_j · ln(p_j) =",
    kl_divergence: "under(∑; j) y_j · ln(frac(y_j; p_j)) =",
  };
  const sum = head[/** @type {keyof typeof head} */ (shown.function)] ?? "";
  return [
    written(`⟨value: Loss⟩ = ${sum} − ln(p_${i})`, "= − ln([p]) = [loss]"),
    // The divergence of what is clipped does not change with the logit; the cross-entropies are not clipped after softmax.
    shown.function === "kl_divergence" && own.probability < CLIPPED
      ? written(`⟨derivative: frac(∂ Loss; ∂ z_${i})⟩ = [d]`)
      : written(`⟨derivative: frac(∂ Loss; ∂ z_${i})⟩ = p_${i} − y_${i}`, "= [p] − 1 = [d]"),
  ];
}
