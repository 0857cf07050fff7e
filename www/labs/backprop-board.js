// What is written on the board at each stage: the formula, and the same with the numbers in it.
import { lines, m, name, row, sign, sub, value, words } from "../ui/math.js";
import { table } from "../ui/table.js";
import { between, partial } from "./backprop-symbols.js";

/** An update of more weights than this is a table. */
const LINES = 4;
/** How the slides mark a weight after the update. */
const NEW = "new";
const upTo = (count) => Array.from({ length: count }, (_, at) => at + 1);
const power = (base, exponent) => m("msup", base, exponent);
const round = (...parts) => row(sign("("), ...parts, sign(")"));
const equals = (...parts) => row(sign("="), ...parts);

/** The formula of a stage: elements, lines of MathML and tables. `s` are the Symbols of the answer, `t` the texts. */
export function board(stage, s, t) {
  return { net, out, loss, dloss_dout, dout_dnet, dnet_dw, mean, update }[stage.kind](s, stage.layer, t);
}

/** Weights of a layer in the order of the slides, the bias last: [i, u]. */
const weightsOf = (s, l) => upTo(s.units(l)).flatMap((u) => [...upTo(s.fanIn(l)), 0].map((i) => [i, u]));

function net(s, l) {
  return [lines(...upTo(s.units(l)).flatMap((u) => {
    const inputs = upTo(s.fanIn(l));
    const symbols = between("+", [...inputs.map((i) => row(s.w(l, i, u), s.incoming(l, i))), s.w(l, 0, u)]);
    const numbers = between("+", [
      ...inputs.map((i) => between("·", [s.bracketed(s.id("w", l, i, u), s.most.w), l === 1 ? s.cell("x", i) : s.cell("out", l - 1, i)])),
      s.bracketed(s.id("w", l, 0, u), s.most.w)]);
    return [[s.net(l, u), equals(symbols)], [null, equals(numbers, sign("="), s.result("net", l, u))]];
  }))];
}

/** g(net), written out where that is short. */
function activated(activation, net) {
  switch (activation) {
    case "linear": return net;
    case "relu": return row(name("max"), round(value("0"), sign(","), net));
    case "sigmoid": return m("mfrac", value("1"), row(value("1"), sign("+"), power(name("e"), row(sign("−"), net))));
    default: return row(name(activation), round(net));
  }
}

function out(s, l, t) {
  const activation = s.activation(l);
  if (activation === "softmax") return softmax(s, l, l, t);
  const g = row(name("g"), round(name("net")));
  const rule = activation === "linear" ? [g, equals(name("net"))] : [g, equals(activated(activation, name("net")))];
  return [lines(rule, ...upTo(s.units(l)).map((u) => [s.out(l, u), equals(name("g"), round(s.net(l, u)), ...(s.isSlide ? [] : [sign("="), activatedNumber(s, activation, l, u)]), sign("="), s.result("out", l, u))]))];
}

const activatedNumber = (s, activation, l, u) => activated(activation, activation === "sigmoid" ? s.bracketed(s.id("net", l, u, s.example)) : s.number(s.id("net", l, u, s.example)));

/** Logits, exponentials, shares of their sum: of the nets of layer `from`, kept under layer `l`. */
function softmax(s, l, from, t) {
  const e = s.example;
  const exponential = (index, net) => power(name("e"), row(net ?? sub(name("net"), index), sign("−"), name("max")));
  const rule = lines([sub(name(l === from ? "out" : "p"), name("u")), equals(m("mfrac", exponential(name("u")), row(m("munder", sign("∑"), name("j")), exponential(name("j")))))]);
  const units = upTo(s.units(from));
  const column = (id, most) => {
    const ids = units.map((u) => id(u));
    const write = s.digits.column(ids.map((one) => s.byId.get(one)?.value ?? Number.NaN), most);
    return ids.map((one) => live(s, one, write));
  };
  const columns = [column((u) => s.id("net", from, u, e)), column((u) => s.id("exp", l, u, e)), column((u) => (l === from ? s.id("out", l, u, e) : s.id("probability", u, e)))];
  const total = [live(s, s.id("max", l, e)), live(s, s.id("exp_sum", l, e)), { content: "1", className: "number" }];
  return [rule, table({
    caption: t("backprop.softmax"), className: "live-table",
    head: [t("backprop.unit"), t("backprop.softmax.logit"), t("backprop.softmax.exp"), t("backprop.softmax.share")],
    rows: [
      ...units.map((u, at) => ({ cells: [{ content: String(u), header: true }, ...columns.map((cells) => cells[at])] })),
      { className: "total", cells: [{ content: t("backprop.softmax.total"), header: true }, ...total] },
    ],
  })];
}

/** A live number as a cell of a table. */
function live(s, id, write = s.digits.one.bind(s.digits)) {
  const found = s.byId.get(id);
  return found ? { content: write(found.value), symbol: id, className: "number live" } : "–";
}

const ln = (...of) => row(name("ln"), round(...of));

/** The loss of an output, of what it sees (`p`) and the target. */
function lossRule(loss, p, y) {
  switch (loss) {
    case "mean_squared_error": return power(round(y(), sign("−"), p()), value("2"));
    case "mean_absolute_error": return row(sign("|"), y(), sign("−"), p(), sign("|"));
    case "binary_crossentropy": return row(sign("−"), y(), sign("·"), ln(p()), sign("−"), round(value("1"), sign("−"), y()), sign("·"), ln(value("1"), sign("−"), p()));
    case "hinge": return row(name("max"), round(value("0"), sign(","), value("1"), sign("−"), y(), sign("·"), p()));
    default: return row(name(loss), round(y(), sign("−"), p()));
  }
}

function loss(s, _, t) {
  const rows = [];
  const parts = [];
  const target = (u) => (s.shown.numbers.some(({ kind }) => kind === "coded") ? s.cell("coded", u) : s.cell("y", u));
  if (s.isSparse) {
    if (s.shown.loss_sees === "net") parts.push(...softmax(s, s.layers + 1, s.layers, t));
    const label = s.get("y", 1, s.example);
    const seen = s.id(s.seenKind(), ...s.seenAt(label + 1), s.example);
    const share = s.shown.loss_sees === "clipped" ? m("mfrac", s.number(seen), s.number(s.id("clipped_sum", s.example))) : s.number(seen);
    rows.push([s.Loss(), equals(sign("−"), ln(sub(s.shown.loss_sees === "net" ? "p" : "out", name("y"))), sign("="), sign("−"), ln(share), sign("="), s.result("loss"))]);
  } else {
    const many = s.outputs > 1;
    const isSquare = s.loss === "mean_squared_error";
    const isDifference = isSquare || s.loss === "mean_absolute_error";
    for (const u of upTo(s.outputs)) {
      const p = () => s.seen(u);
      if (s.isSlide && isDifference) parts.push(lines([row(s.y(u), sign("−"), p()), equals(target(u), sign("−"), s.cell(s.seenKind(), ...s.seenAt(u)), sign("="), s.cell("error", u))]));
      const left = many ? sub("Loss", String(u), { symbol: s.id("loss_term", u, s.example) }) : s.Loss();
      rows.push([left, equals(lossRule(s.loss, p, () => s.y(u)))]);
      const result = many ? s.result("loss_term", u) : s.result("loss");
      const error = () => (isSquare ? power(s.cell("error", u), value("2")) : row(sign("|"), s.cell("error", u), sign("|")));
      if (isDifference && s.isSlide) {
        rows.at(-1)[1].append(sign("="), error(), sign("="), result);
      } else if (isDifference) {
        const difference = row(target(u), sign("−"), s.cell(s.seenKind(), ...s.seenAt(u)));
        rows.push([null, equals(isSquare ? power(round(difference), value("2")) : row(sign("|"), difference, sign("|")), sign("="), error(), sign("="), result)]);
      } else {
        rows.push([null, equals(lossRule(s.loss, () => s.cell(s.seenKind(), ...s.seenAt(u)), () => target(u)), sign("="), result)]);
      }
    }
    if (many) rows.push([s.Loss(), equals(m("mfrac", value("1"), value(String(s.outputs))), between("+", upTo(s.outputs).map((u) => s.cell("loss_term", u))), sign("="), s.result("loss"))]);
  }
  const all = s.loss === "mean_squared_error" ? name("MSE", { symbol: "mean_loss" }) : m("msub", { symbol: "mean_loss" }, name("Loss"), words(t("backprop.mean")));
  const examples = s.shown.examples;
  const sum = s.isSlide ? row(m("munder", sign("∑"), name("i")), sub("Loss", name("i"))) : round(between("+", s.ids("loss").map((id) => s.number(id))));
  rows.push([all, equals(m("mfrac", value("1"), value(String(examples))), sum, sign("="), s.number("mean_loss", s.isSlide ? 6 : 4))]);
  return [...parts, lines(...rows)];
}

function dloss_dout(s, l) {
  const last = l === s.layers;
  return [lines(...upTo(s.units(l)).flatMap((u) => {
    const left = partial(s.Loss(), s.out(l, u));
    if (!last) {
      const next = upTo(s.units(l + 1));
      return [
        [left, equals(between("+", next.map((n) => row(s.w(l + 1, u, n), s.delta(l + 1, n)))))],
        [null, equals(between("+", next.map((n) => between("·", [s.bracketed(s.id("w", l + 1, u, n), s.most.w), s.cell("delta", l + 1, n)]))), sign("="), s.result("dloss_dout", l, u))],
      ];
    }
    const share = s.outputs > 1 && !s.isSparse ? [m("mfrac", value("1"), value(String(s.outputs))), sign("·")] : [];
    const { symbols, numbers } = slopeRule(s, u);
    if (!symbols) return [[left, equals(s.result("dloss_dout", l, u))]];
    return [[left, equals(...share, symbols)], [null, equals(...(numbers ? [...share.map((part) => part.cloneNode(true)), numbers, sign("=")] : []), s.result("dloss_dout", l, u))]];
  }))];
}

/** ∂Loss/∂out of an output: { symbols, numbers }, without the mean over the outputs. */
function slopeRule(s, u) {
  const [y, p] = [() => s.y(u), () => s.seen(u)];
  const inBrackets = () => (s.isSlide ? s.cell("error", u) : round(s.number(s.id("error", u, s.example))));
  switch (s.loss) {
    case "mean_squared_error": return { symbols: row(sign("−"), value("2"), round(y(), sign("−"), p())), numbers: row(sign("−"), value("2"), sign("·"), inBrackets()) };
    case "mean_absolute_error": return { symbols: row(sign("−"), name("sgn"), round(y(), sign("−"), p())), numbers: row(sign("−"), name("sgn"), inBrackets()) };
    case "binary_crossentropy": {
      const rule = (target, output) => row(m("mfrac", row(value("1"), sign("−"), target()), row(value("1"), sign("−"), output())), sign("−"), m("mfrac", target(), output()));
      return { symbols: rule(y, p), numbers: s.isSlide ? null : rule(() => s.cell("y", u), () => s.cell(s.seenKind(), ...s.seenAt(u))) };
    }
    default: return {};
  }
}

/** g′(net), written out where that is short. */
function derived(s, l, u, out, net) {
  switch (s.activation(l)) {
    case "linear": return value("1");
    case "sigmoid": return row(out(), round(value("1"), sign("−"), out()));
    case "tanh": return row(value("1"), sign("−"), power(out(), value("2")));
    default: return row(power(name(s.activation(l)), sign("′")), round(net()));
  }
}

/** Whether the δ of a layer is the short p − y. */
const isShort = (s, l) => l === s.layers && ["probability", "net"].includes(s.shown.loss_sees);

function dout_dnet(s, l, t) {
  const activation = s.activation(l);
  const parts = [];
  if (activation === "softmax" && s.has("jacobian", l, 1, 1, s.example)) parts.push(jacobian(s, l, t));
  const rows = upTo(s.units(l)).flatMap((u) => {
    const slope = partial(s.out(l, u), s.net(l, u));
    const shown = [];
    if (s.has("dout_dnet", l, u, s.example)) {
      const number = derived(s, l, u, () => s.cell("out", l, u), () => s.number(s.id("net", l, u, s.example)));
      const step = activation === "linear" || s.isSlide ? [] : [sign("="), number];
      const result = activation === "linear" ? [] : [sign("="), s.result("dout_dnet", l, u)];
      const rule = activation === "linear" ? s.result("dout_dnet", l, u) : derived(s, l, u, () => s.out(l, u), () => s.net(l, u));
      shown.push([slope, equals(rule, ...step, ...result)]);
    }
    const chain = [s.delta(l, u), sign("="), partial(s.Loss(), s.net(l, u))];
    if (isShort(s, l)) return [...shown, [row(...chain), shortDelta(s, l, u)]];
    if (activation === "softmax") return [...shown, [row(...chain), equals(s.result("delta", l, u))]];
    const factors = between("·", [partial(s.Loss(), s.out(l, u)), slope.cloneNode(true)]);
    return [...shown, [row(...chain), equals(factors, sign("="), between("·", [s.cell("dloss_dout", l, u), s.cell("dout_dnet", l, u)]), sign("="), s.result("delta", l, u))]];
  });
  return [...parts, lines(...rows)];
}

/** Activation and loss cancel to p − y. */
function shortDelta(s, l, u) {
  const share = s.outputs > 1 && !s.isSparse ? [m("mfrac", value("1"), value(String(s.outputs)))] : [];
  const seen = s.cell(s.seenKind(), ...s.seenAt(u));
  const target = s.isSparse ? value(String(Number(s.get("y", 1, s.example) === u - 1)), { symbol: s.id("y", 1, s.example) }) : s.cell("y", u);
  const symbol = s.isSparse ? row(sign("["), name("y"), sign("="), value(String(u - 1)), sign("]")) : s.y(u);
  return equals(...share, round(s.seen(u), sign("−"), symbol), sign("="), ...share.map((part) => part.cloneNode(true)), round(seen, sign("−"), target), sign("="), s.result("delta", l, u));
}

function jacobian(s, l, t) {
  const units = upTo(s.units(l));
  return table({
    caption: t("backprop.jacobian"), className: "live-table",
    head: ["∂", ...units.map((u) => s.plain({ kind: "net", at: [l, u] }))],
    rows: units.map((i) => ({ cells: [{ content: s.plain({ kind: "out", at: [l, i] }), header: true }, ...units.map((u) => live(s, s.id("jacobian", l, i, u, s.example)))] })),
  });
}

function dnet_dw(s, l) {
  const net = () => (s.units(l) > 1 ? row(name("net")) : s.net(l, 1));
  const w = (i) => (s.units(l) > 1 ? sub("w", String(i)) : s.w(l, i, 1));
  const incoming = upTo(s.fanIn(l)).map((i) => [partial(net(), w(i)), equals(s.incoming(l, i), sign("="), s.result("dnet_dw", l, i))]);
  return [lines(...incoming, [partial(net(), w(0)), equals(s.result("dnet_dw", l, 0))])];
}

function mean(s, l, t) {
  if (!s.isSlide) return [lines([partial(name("Loss"), sub("w", words("i,u"))), equals(sub("δ", name("u")), sign("·"), partial(sub("net", name("u")), sub("w", words("i,u"))))]), gradients(s, l, t)];
  return weightsOf(s, l).map(([i, u]) => {
    const left = partial(s.Loss(), s.w(l, i, u));
    const factors = s.has("dloss_dout", l, u, 1) && s.has("dout_dnet", l, u, 1)
      ? [[partial(s.Loss(), s.out(l, u)), s.cell("dloss_dout", l, u)], [partial(s.out(l, u), s.net(l, u)), s.cell("dout_dnet", l, u)]]
      : [[s.delta(l, u), s.cell("delta", l, u)]];
    factors.push([partial(s.net(l, u), s.w(l, i, u)), s.cell("dnet_dw", l, i)]);
    const average = m("msub", left.cloneNode(true), words(t("backprop.mean")));
    return lines(
      [left, equals(between("·", factors.map(([symbol]) => symbol)))],
      [null, equals(between("·", factors.map(([, numbers]) => numbers)), sign("="), s.vector(s.ids("dloss_dw", l, i, u)))],
      [average, equals(m("mfrac", value("1"), value(String(s.shown.examples))), m("munder", sign("∑"), words("")), left.cloneNode(true), sign("="), s.number(s.id("mean", l, i, u), s.most.mean))],
    );
  });
}

/** The gradient of each weight: by each example, and on the average. */
function gradients(s, l, t) {
  const examples = upTo(s.shown.examples);
  return table({
    caption: t("backprop.gradients"), className: "live-table",
    head: [t("backprop.weight"), ...examples.map((number) => t("backprop.example.short", { number })), t("backprop.mean")],
    rows: weightsOf(s, l).map(([i, u]) => {
      const ids = [...s.ids("dloss_dw", l, i, u), s.id("mean", l, i, u)];
      return { cells: [{ content: s.plain({ kind: "w", at: [l, i, u] }), header: true, symbol: s.id("w", l, i, u) }, ...ids.map((id) => live(s, id))] };
    }),
  });
}

function update(s, _, t) {
  const all = upTo(s.layers).flatMap((l) => weightsOf(s, l).map(([i, u]) => [l, i, u]));
  const rule = [sub("w", words(NEW)), equals(name("w"), sign("−"), s.eta(), sign("·"), m("msub", partial(name("Loss"), name("w")), words(t("backprop.mean"))))];
  if (all.length <= LINES) {
    return [lines(rule, ...all.map((at) => [s.newW(...at), equals(s.number(s.id("w", ...at), s.most.w), sign("−"), s.number("eta", 7), sign("·"), s.bracketed(s.id("mean", ...at), s.most.mean), sign("="), s.number(s.id("new_w", ...at), s.most.w))]))];
  }
  return [lines(rule), table({
    caption: t("backprop.update"), className: "live-table",
    head: [t("backprop.weight"), "w", t("backprop.mean"), "η · ∅", t("backprop.new")],
    rows: all.map((at) => ({ cells: [{ content: s.plain({ kind: "w", at }), header: true }, live(s, s.id("w", ...at)), live(s, s.id("mean", ...at)), live(s, s.id("step", ...at)), live(s, s.id("new_w", ...at))] })),
  })];
}
