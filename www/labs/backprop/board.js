// What is written on the board at each stage: the formulas of its numbers, and the same with the numbers in them.
import { lines, name, row, sign, words } from "../../ui/math.js";
import { table } from "../../ui/table.js";
import { bare, isSingle, math, text } from "./formula.js";
import { upTo } from "./symbols.js";

/** An update of more weights than this is a table. */
const LINES = 4;
const equals = (...parts) => row(sign("="), ...parts);

/**
 * @typedef {import("./symbols.js").Symbols} Symbols
 * @typedef {import("../../i18n/index.js").Text["t"]} T
 */

/** The formula of a stage, by its number: lines of MathML and tables. @param {number} at @param {Symbols} s @param {T} t */
export function board(at, s, t) {
  const stage = s.shown.stages[at];
  const columns = s.columns(at);
  const of = (/** @type {string[]} */ ...kinds) =>
    columns.filter((column) => kinds.includes(column.match(/^[a-z_]+/)?.[0] ?? ""));
  return { net, out, loss, dloss_dout, dout_dnet, dnet_dw, mean, update }[stage.kind](s, stage.layer, of, t);
}

/**
 * The lines of a number: its formula, below it the same with numbers; or both in one line, or with numbers alone.
 *
 * @param {Symbols} s
 * @param {string} column
 * @param {"one" | "two" | "numbers"} layout
 */
function written(s, column, layout = "two") {
  const { also, formula } = s.made(column);
  const left = also ? row(s.symbol(column), sign("="), math(also, s)) : s.symbol(column);
  const result = s.result(column);
  if (!formula || "number" in formula) return [[left, equals(result)]];
  if (isSingle(formula)) return [[left, equals(math(formula, s), sign("="), result)]];
  const numbers = [math(formula, s, true), sign("="), result];
  // What is called what it is.
  if (layout === "numbers" || text(formula, s) === s.plain(column)) return [[left, equals(...numbers)]];
  if (layout === "one") return [[left, equals(math(formula, s), sign("="), ...numbers)]];
  return [
    [left, equals(math(formula, s))],
    [null, equals(...numbers)],
  ];
}

const linesOf = (s, columns, layout) => lines(...columns.flatMap((column) => written(s, column, layout)));

function net(s, _, of) {
  return [linesOf(s, of("net"))];
}

/** The activation once, of any unit; then each unit. */
function out(s, l, of, t) {
  if (s.activation(l) === "softmax") return softmax(s, l, l, t);
  const columns = of("out");
  const g = (argument) => row(name("g"), sign("("), argument, sign(")"));
  const rule = [g(name("net")), equals(bare(s.made(columns[0]).formula, s))];
  return [
    lines(
      rule,
      ...columns.map((column, at) => {
        const { formula } = s.made(column);
        const numbers = s.isSlide || isSingle(formula) ? [] : [sign("="), math(formula, s, true)];
        return [s.symbol(column), equals(g(s.symbol(s.id("net", l, at + 1))), ...numbers, sign("="), s.result(column))];
      }),
    ),
  ];
}

/** Logits, exponentials, shares of their sum: of the nets of layer `from`, kept under layer `l`. */
function softmax(s, l, from, t) {
  const e = s.example;
  const units = upTo(s.units(from));
  const share = (u) => (l === from ? s.id("out", l, u) : s.id("probability", u));
  const column = (id) => {
    const ids = units.map((u) => id(u));
    const write = s.digits.column(ids.map((one) => s.byId.get(one)?.value ?? Number.NaN));
    return ids.map((one) => live(s, one, write));
  };
  const columns = [
    column((u) => s.id("net", from, u, e)),
    column((u) => s.id("exp", l, u, e)),
    column((u) => `${share(u)}.${e}`),
  ];
  const total = [live(s, s.id("max", l, e)), live(s, s.id("exp_sum", l, e)), { content: "1", className: "number" }];
  return [
    lines([s.symbol(share(1)), equals(math(s.made(share(1)).formula, s))]),
    table({
      caption: t("backprop.softmax"),
      className: "live-table",
      head: [t("backprop.unit"), t("backprop.softmax.logit"), t("backprop.softmax.exp"), t("backprop.softmax.share")],
      rows: [
        ...units.map((u, at) => ({
          cells: [{ content: String(u), header: true }, ...columns.map((cells) => cells[at])],
        })),
        { className: "total", cells: [{ content: t("backprop.softmax.total"), header: true }, ...total] },
      ],
    }),
  ];
}

/** A live number as a cell of a table. */
function live(s, id, write = s.digits.one.bind(s.digits)) {
  const found = s.byId.get(id);
  return found ? { content: write(found.value), symbol: id, className: "number live" } : "–";
}

function loss(s, _, of, t) {
  const parts = of("exp").length ? softmax(s, s.layers + 1, s.layers, t) : [];
  const terms = linesOf(s, of("coded", "out_sum", ...(parts.length ? [] : ["probability"]), "error"), "one");
  const losses = of("loss_term", "loss").flatMap((column) => written(s, column, s.isSparse ? "one" : "two"));
  return [
    ...parts,
    ...(terms.firstChild?.firstChild ? [terms] : []),
    lines(
      ...losses,
      ...mean_of(s, "mean_loss", s.shown.examples > 1 && t("backprop.loss.all", { count: s.shown.examples })),
    ),
  ];
}

/** A mean over the examples: of few with each of them; and what it is. */
function mean_of(s, column, said) {
  const { formula } = s.made(column);
  const numbers = s.isSlide || s.numbered.length < s.shown.examples ? [] : [sign("="), math(formula, s, true)];
  const of = said ? [words(`\u00a0\u00a0(${said})`)] : [];
  return [[s.symbol(column), equals(math(formula, s), ...numbers, sign("="), s.result(column), ...of)]];
}

function dloss_dout(s, _, of) {
  return [linesOf(s, of("dloss_dp", "dloss_dout"))];
}

function dout_dnet(s, l, of, t) {
  if (!of("jacobian").length) return [linesOf(s, of("dout_dnet", "delta"), "one")];
  // A sum over all outputs would be longer than a line.
  const short = of("delta").map((column) => [
    row(s.symbol(column), sign("="), math(s.made(column).also, s)),
    equals(s.result(column)),
  ]);
  const isShort = ["probability", "net"].includes(s.shown.loss_sees) && l === s.layers;
  return [jacobian(s, l, t), isShort ? linesOf(s, of("delta"), "one") : lines(...short)];
}

function jacobian(s, l, t) {
  const units = upTo(s.units(l));
  return table({
    caption: t("backprop.jacobian"),
    className: "live-table",
    head: ["∂", ...units.map((u) => s.plain(s.id("net", l, u)))],
    rows: units.map((i) => ({
      cells: [
        { content: s.plain(s.id("out", l, i)), header: true },
        ...units.map((u) => live(s, s.id("jacobian", l, i, u, s.example))),
      ],
    })),
  });
}

function dnet_dw(s, _, of) {
  return [linesOf(s, of("dnet_dw"))];
}

/** On the slide factor by factor; else a table. */
function mean(s, _, of, t) {
  const [each, means] = [of("dloss_dw"), of("mean")];
  if (!s.isSlide) {
    const { quantity, formula } = s.made(each[0]);
    return [lines([bare(quantity, s), equals(bare(formula, s))]), gradients(s, each, means, t)];
  }
  return each.map((column, at) => lines(...written(s, column), ...mean_of(s, means[at])));
}

/** The gradient of each weight: by each example, and on the average. */
function gradients(s, each, means, t) {
  return table({
    caption: t("backprop.gradients"),
    className: "live-table",
    head: [
      t("backprop.weight"),
      ...s.numbered.map((number) => t("backprop.example.short", { number })),
      t("backprop.mean"),
    ],
    rows: means.map((column, at) => {
      const w = column.replace("mean", "w");
      const ids = [...s.numbered.map((example) => `${each[at]}.${example}`), column];
      return { cells: [{ content: s.plain(w), header: true, symbol: w }, ...ids.map((id) => live(s, id))] };
    }),
  });
}

function update(s, _, of, t) {
  const all = of("new_w");
  const { quantity, formula } = s.made(all[0]);
  const rule = [bare(quantity, s), equals(bare(formula, s))];
  if (all.length <= LINES) return [lines(rule, ...all.flatMap((column) => written(s, column, "numbers")))];
  const rows = all.map((column) => {
    const [w, step, average] = ["w", "step", "mean"].map((kind) => column.replace("new_w", kind));
    return { cells: [{ content: s.plain(w), header: true }, ...[w, average, step, column].map((id) => live(s, id))] };
  });
  return [
    lines(rule),
    table({
      caption: t("backprop.update"),
      className: "live-table",
      head: [t("backprop.weight"), "w", t("backprop.mean"), "η · ∅", t("backprop.new")],
      rows,
    }),
  ];
}
