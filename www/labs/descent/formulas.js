// The formulas of the slide with the numbers of this moment in them, and the terms of their sums.
import { line } from "../../ui/formula.js";
import { lines, row, sign, value, words } from "../../ui/math.js";
import { table } from "../../ui/table.js";
import { costs, figures } from "./figures.js";

const FIRST = 2; // terms of a sum that are written out

const SYMBOLS = { I: "batch", θ_0: "theta0", θ_1: "theta1", η: "eta", J_I: "batch-j" };

const ERROR = "(h_θ(x_i) − y_i)";
const MEAN = "frac(1; |I|) under(∑; i ∈ I)";
const slope = (/** @type {number} */ j) => `⟨gradient${j}: frac(∂ {J_I}; ∂ {θ_${j}})⟩`;

/**
 * The formulas, in groups: the line and J, the two slopes, and the two updates.
 *
 * @param {import("../../pkg-lessons/nn_playground.js").DescentShown} shown
 * @param {Record<string, any>} settings
 * @param {import("../../i18n/index.js").Text} text
 */
export function rules({ run, batch, data }, { eta }, text) {
  const { t, exact } = text;
  const [show, cost] = [figures(text), costs(text)];
  const drawn = batch.indexes.length;
  const ofWhich = t(drawn === data.points.length ? "descent.of.all" : "descent.of.batch", { size: drawn });
  /** @type {Record<string, () => MathMLElement>} */
  const numbers = {
    n: () => value(String(drawn), { symbol: "batch" }),
    η: () => value(exact(eta), { symbol: "eta" }),
    J: () => row(value(cost(batch.j), { symbol: "batch-j" }), words(ofWhich)),
    "|θ_1|": () => value(show(Math.abs(run.theta[1])), { symbol: "theta1" }),
  };
  /** A number; one that begins with `±` is a factor or a summand, in parentheses where it is negative. @param {string} name @param {number} given @param {string} [symbol] */
  const number = (name, given, symbol, write = show) => {
    const isBracketed = name.startsWith("±");
    numbers[name] = () => {
      const written = value(write(given), { symbol });
      return isBracketed && given < 0 ? row(sign("("), written, sign(")")) : written;
    };
  };
  for (const j of [0, 1]) {
    number(`θ_${j}`, run.theta[j], `theta${j}`);
    number(`g_${j}`, batch.gradient[j], `gradient${j}`);
    number(`±g_${j}`, batch.gradient[j], `gradient${j}`);
    number(`θ_${j}'`, batch.next[j], `next${j}`);
  }
  for (const [at, { error, x, index }] of batch.terms.entries()) {
    number(`±e${at}`, error, `point-${index}`);
    number(`±x${at}`, x, `point-${index}`, exact);
  }
  const written = (/** @type {string[]} */ ...texts) =>
    lines(...texts.map((each) => line(each, SYMBOLS, (name) => numbers[name]())));
  // 1/8 ((−1.2) + 0.3 + …)
  const sum = (/** @type {(at: number) => string} */ term) =>
    batch.terms
      .slice(0, FIRST)
      .map((_, at) => term(at))
      .join(" + ") + (drawn > FIRST ? " + …" : "");
  const mean = (/** @type {number} */ j, /** @type {string} */ factor, /** @type {(at: number) => string} */ term) => [
    `${slope(j)} = ${MEAN} ${ERROR} ${factor}`,
    `= frac(1; [n]) (${sum(term)}) = [g_${j}]`,
  ];
  const update = (/** @type {number} */ j) => [
    `θ_${j} ← θ_${j} − η ${slope(j)}`,
    `= [θ_${j}] − [η] · [±g_${j}] = [θ_${j}']`,
  ];
  return [
    written(
      "h_θ(x) = θ_0 + θ_1 x",
      `= [θ_0] ${run.theta[1] < 0 ? "−" : "+"} [|θ_1|] x`,
      `J_I = frac(1; 2 |I|) under(∑; i ∈ I) ${ERROR}^2`,
      "= [J]",
    ),
    written(...mean(0, "", (at) => `[±e${at}]`), ...mean(1, "x_i", (at) => `[±e${at}] · [±x${at}]`)),
    written(...update(0)),
    written(...update(1)),
  ];
}

/** The batch of the next step, point by point, with the means that are its gradient, and beside them those of all points. @param {import("../../pkg-lessons/nn_playground.js").DescentShown} shown @param {import("../../i18n/index.js").Text} text */
export function terms({ run, batch, full, data }, text) {
  const { t, whole } = text;
  const show = figures(text);
  const cell = (/** @type {string} */ content, /** @type {string} */ symbol) => ({ content, symbol });
  const exactly = figures(text, decimals(batch.terms.flatMap(({ x, y }) => [x, y])));
  /** @type {{ cells: import("../../ui/table.js").Cell[], className?: string }[]} */
  const rows = batch.terms.map(({ index: at, x, y, prediction: h, error: e, products }) => {
    const symbol = `point-${at}`;
    return {
      cells: [
        { content: String(at + 1), symbol, header: true },
        ...[exactly(x), exactly(y), show(h), show(e), show(products[1])].map((content) => cell(content, symbol)),
      ],
    };
  });
  if (batch.omitted)
    rows.push({
      className: "rest",
      cells: [{ content: `… ${t("descent.omitted", { count: batch.omitted })}`, header: true, span: 6 }],
    });
  /** @param {string} label @param {[number, number]} slopes @param {string[]} symbols @param {string} className */
  const mean = (label, [slope0, slope1], symbols, className) => ({
    className,
    cells: [{ content: label, header: true, span: 4 }, cell(show(slope0), symbols[0]), cell(show(slope1), symbols[1])],
  });
  rows.push(
    mean(t("descent.mean.batch", { size: batch.indexes.length }), batch.gradient, ["gradient0", "gradient1"], "total"),
  );
  rows.push(mean(t("descent.mean.all", { rows: data.points.length }), full.gradient, ["full", "full"], "total all"));
  return table({
    caption: t("descent.terms", { step: whole(run.step + 1) }),
    head: ["i", "xᵢ", "yᵢ", "h(xᵢ)", "h(xᵢ) − yᵢ", "(h(xᵢ) − yᵢ) · xᵢ"],
    rows,
    className: "columns",
  });
}

/** As many decimals as these numbers have, within reason. @param {number[]} numbers */
const decimals = (numbers) =>
  Math.min(6, Math.max(...numbers.map((number) => String(number).split(".")[1]?.length ?? 0)));
