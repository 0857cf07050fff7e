// What the units say of the example in turn and what they learn from it, as formulas with the numbers in them.
import { h } from "../../ui/dom.js";
import { lines, name, row, sign, sub, value, words } from "../../ui/math.js";

/** The name of a step function in a formula. */
export const FUNCTIONS = { heaviside: "Heaviside", sign: "sgn" };

const hat = (base) => {
  const over = document.createElementNS("http://www.w3.org/1998/Math/MathML", "mover");
  over.setAttribute("accent", "true");
  over.append(name(base), sign("^"));
  return over;
};

/** What to multiply with: a negative number in parentheses. */
const factor = (number, shown, attributes) => (number < 0 ? row(sign("("), value(shown(number), attributes), sign(")")) : value(shown(number), attributes));

const between = (operator, parts) => parts.flatMap((part, at) => (at ? [sign(operator), part] : [part]));

/** For each unit three formulas: its answer, the changes, the new weights. `shown` writes a number, `title(unit)` a heading. */
export function formulas({ example, bias, rule, eta, step_function: step }, shown, title) {
  const many = example.units.length > 1;
  const inputs = bias ? [0, 1, 2] : [1, 2];
  return example.units.map((unit, j) => {
    const named = (base, letter) => (many ? sub(base, String(j), { symbol: `${letter}-${j}` }) : row(base, { symbol: `${letter}-${j}` }));
    const z = () => (many ? sub("z", String(j), { symbol: `z-${j}` }) : name("z", { symbol: `z-${j}` }));
    const target = () => named(name("y"), "y");
    const output = () => named(hat("y"), "yhat");
    const w = (i) => sub("w", many ? `${i},${j}` : String(i), { symbol: `w${i}-${j}` });
    const gain = (i) => row({ symbol: `d${i}-${j}` }, name("Δ", { mathvariant: "normal" }), w(i));
    const x = (i) => sub("x", String(i), { symbol: `x${i}` });
    const number = (given, symbol) => factor(given, shown, { symbol });
    const plain = (given, symbol) => value(shown(given), { symbol });
    const error = () => row(plain(unit.target, `y-${j}`), sign("−"), number(unit.output, `yhat-${j}`));
    const hebb = rule === "hebb";
    const push = () => (hebb ? target() : row(sign("("), target(), sign("−"), output(), sign(")")));
    const pushed = () => (hebb ? number(unit.target, `y-${j}`) : row(number(unit.error, `e-${j}`)));
    const answer = lines(
      [z(), row(sign("="), ...between("+", inputs.map((i) => row(w(i), x(i)))))],
      [null, row(sign("="), ...between("+", inputs.map((i) => row(number(unit.before[i], `w${i}-${j}`), sign("·"), number(example.x[i], `x${i}`)))), sign("="), plain(unit.z, `z-${j}`))],
      [output(), row(sign("="), words(FUNCTIONS[step]), sign("("), z(), sign(")"), sign("="), plain(unit.output, `yhat-${j}`))],
      [row({ symbol: `e-${j}` }, target(), sign("−"), output()), row(sign("="), error(), sign("="), plain(unit.error, `e-${j}`))],
    );
    const changes = lines(
      ...inputs.map((i) => [gain(i), row(sign("="), name("η", { symbol: "eta" }), push(), x(i)),
        row(sign("="), plain(eta, "eta"), sign("·"), pushed(), sign("·"), number(unit.changes[i].x, `x${i}`)),
        row(sign("="), plain(unit.changes[i].change, `d${i}-${j}`))]),
    );
    const weights = lines(
      ...inputs.map((i) => [w(i), row(sign("←"), plain(unit.before[i], `w${i}-${j}`), sign("+"), number(unit.changes[i].change, `d${i}-${j}`)),
        row(sign("="), plain(unit.after[i]))]),
    );
    return h("div", { class: "unit-formulas" }, many ? h("h4", { class: `of-${j}` }, title(j)) : null, answer, changes, weights);
  });
}
