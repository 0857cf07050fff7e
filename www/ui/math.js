// Formulas in MathML, with live numbers in them.

/**
 * A plain object among the children holds attributes; `symbol` is the quantity that the element stands for.
 *
 * @typedef {string | Node | null | undefined | false | { [attribute: string]: string | undefined }} MathChild
 */

/** An element of MathML. @param {string} tag @param {...MathChild} children @returns {MathMLElement} */
export function m(tag, ...children) {
  const element = /** @type {MathMLElement} */ (document.createElementNS("http://www.w3.org/1998/Math/MathML", tag));
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (typeof child === "string" || child instanceof Node) {
      element.append(child);
      continue;
    }
    for (const [name, value] of Object.entries(child)) {
      if (value === undefined) continue;
      if (name === "symbol") element.dataset.symbol = value;
      else element.setAttribute(name, value);
    }
  }
  return element;
}

/** A name, upright when it is longer than a letter. @param {string} text @param {Record<string, string | undefined>} attributes */
export const name = (text, attributes = {}) => m("mi", attributes, text);

const POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";

/** A number; a power of ten in it is one to the eye and to a screen reader. @param {string} text @param {Record<string, string | undefined>} attributes */
export function value(text, attributes = {}) {
  const [, factor, written] = /^(.*)·10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)$/.exec(text) ?? [];
  if (!written) return m("mn", attributes, text);
  const exponent = [...written].map((digit) => "0123456789−"[POWERS.indexOf(digit)]).join("");
  return m("mrow", attributes, m("mn", factor), m("mo", "·"), m("msup", m("mn", "10"), m("mn", exponent)));
}
/** An operator. @param {string} text */
export const sign = (text) => m("mo", { stretchy: "false" }, text);
/** @param {string} text */
export const words = (text) => m("mtext", text);

/** Things one after another. @param {...MathChild} children */
export const row = (...children) => m("mrow", ...children);

/** A formula. @param {...MathChild} children */
export const formula = (...children) => m("math", { displaystyle: "true" }, ...children);
/** Lines of a formula, which are aligned at their gap: each is [left, right]. @param {...MathChild[]} rows */
export const lines = (...rows) =>
  formula(
    m("mtable", { displaystyle: "true" }, ...rows.map((cells) => m("mtr", ...cells.map((cell) => m("mtd", cell))))),
  );
