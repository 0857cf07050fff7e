// The formulas of the slide with the numbers of this moment in them, and the terms of their sums.
import { lines, m, name, row, sign, sub, value, words } from "../../ui/math.js";
import { table } from "../../ui/table.js";
import { costs, figures } from "./figures.js";

const FIRST = 2; // terms of a sum that are written out

const I = () => name("I", { symbol: "batch" });
const index = (letter) => sub(letter, name("i"));
const bar = () => m("mo", { stretchy: "false", lspace: "0", rspace: "0" }, "|");
const size = () => row(bar(), I(), bar());
const theta = (j) => sub("θ", String(j), { symbol: `theta${j}` });
const line = (of) => row(m("msub", name("h"), name("θ")), sign("("), of, sign(")"));
const prediction = () => line(index("x"));
const error = () => row(sign("("), prediction(), sign("−"), index("y"), sign(")"));
const sum = () => m("munder", sign("∑"), row(name("i"), sign("∈"), I()));
const slope = (j) => m("mfrac", { symbol: `gradient${j}` }, row(sign("∂"), m("msub", name("J"), name("I"))), row(sign("∂"), sub("θ", String(j))));

/** The formulas, in groups: the line and J, the two slopes, and the two updates. */
export function rules({ run, batch, data }, { eta }, text) {
  const { t, exact } = text;
  const [show, cost] = [figures(text), costs(text)];
  const drawn = batch.indexes.length;
  const count = () => value(String(drawn), { symbol: "batch" });
  const live = (number, symbol) => value(show(number), { symbol });
  const inParentheses = (number, symbol) => (number < 0 ? row(sign("("), live(number, symbol), sign(")")) : live(number, symbol));
  const exactly = (number, symbol) => (number < 0 ? row(sign("("), value(exact(number), { symbol }), sign(")")) : value(exact(number), { symbol }));
  const plus = (number, symbol) => [sign(number < 0 ? "−" : "+"), live(Math.abs(number), symbol)];
  const [theta0, theta1] = run.theta;
  // 1/8 ((−1.2) + 0.3 + …)
  const written = (parts) => row(m("mfrac", value("1"), count()), sign("("), ...parts.slice(0, FIRST).flatMap((part, at) => (at ? [sign("+"), part] : [part])), ...(drawn > FIRST ? [sign("+"), sign("…")] : []), sign(")"));
  const errors = batch.terms.map((term) => inParentheses(term.error, `point-${term.index}`));
  const products = batch.terms.map((term) => row(inParentheses(term.error, `point-${term.index}`), sign("·"), exactly(term.x, `point-${term.index}`)));
  const mean = (j, factor, parts) => [
    [slope(j), row(sign("="), m("mfrac", value("1"), size()), sum(), error(), ...factor)],
    [null, row(sign("="), written(parts), sign("="), live(batch.gradient[j], `gradient${j}`))],
  ];
  const update = (j) => [
    [theta(j), row(sign("←"), theta(j), sign("−"), name("η", { symbol: "eta" }), slope(j))],
    [null, row(sign("="), live(run.theta[j], `theta${j}`), sign("−"), value(exact(eta), { symbol: "eta" }), sign("·"), inParentheses(batch.gradient[j], `gradient${j}`), sign("="), live(batch.next[j]))],
  ];
  return [
    lines(
      [line(name("x")), row(sign("="), theta(0), sign("+"), theta(1), name("x"))],
      [null, row(sign("="), live(theta0, "theta0"), ...plus(theta1, "theta1"), name("x"))],
      [m("msub", { symbol: "batch-j" }, name("J"), name("I")), row(sign("="), m("mfrac", value("1"), row(value("2"), size())), sum(), m("msup", error(), value("2")))],
      [null, row(sign("="), value(cost(batch.j), { symbol: "batch-j" }), words(t(drawn === data.points.length ? "descent.of.all" : "descent.of.batch", { size: drawn })))]),
    lines(...mean(0, [], errors), ...mean(1, [index("x")], products)),
    lines(...update(0)),
    lines(...update(1)),
  ];
}

/** The batch of the next step, point by point, with the means that are its gradient, and beside them those of all points. */
export function terms({ run, batch, full, data }, text) {
  const { t, whole } = text;
  const show = figures(text);
  const cell = (content, symbol, className) => ({ content, symbol, className });
  const exactly = figures(text, decimals(batch.terms.flatMap(({ x, y }) => [x, y])));
  const rows = batch.terms.map(({ index: at, x, y, prediction: h, error: e, products }) => {
    const symbol = `point-${at}`;
    return { cells: [{ content: String(at + 1), symbol, header: true }, ...[exactly(x), exactly(y), show(h), show(e), show(products[1])].map((content) => cell(content, symbol))] };
  });
  if (batch.omitted) rows.push({ className: "rest", cells: [{ content: `… ${t("descent.omitted", { count: batch.omitted })}`, header: true, span: 6 }] });
  const mean = (label, [slope0, slope1], symbols, className) => ({ className, cells: [{ content: label, header: true, span: 4 }, cell(show(slope0), symbols[0]), cell(show(slope1), symbols[1])] });
  rows.push(mean(t("descent.mean.batch", { size: batch.indexes.length }), batch.gradient, ["gradient0", "gradient1"], "total"));
  rows.push(mean(t("descent.mean.all", { rows: data.points.length }), full.gradient, ["full", "full"], "total all"));
  return table({
    caption: t("descent.terms", { step: whole(run.step + 1) }),
    head: ["i", "xᵢ", "yᵢ", "h(xᵢ)", "h(xᵢ) − yᵢ", "(h(xᵢ) − yᵢ) · xᵢ"],
    rows, className: "columns",
  });
}

/** As many decimals as these numbers have, within reason. */
const decimals = (numbers) => Math.min(6, Math.max(...numbers.map((number) => String(number).split(".")[1]?.length ?? 0)));
