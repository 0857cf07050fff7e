// Formulas in MathML, with live numbers in them.

/** An element of MathML. A plain object among the children holds attributes; `symbol` is the quantity that it stands for. */
export function m(tag, ...children) {
  const element = document.createElementNS("http://www.w3.org/1998/Math/MathML", tag);
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

/** A name, upright when it is longer than a letter; a number; an operator. */
export const name = (text, attributes = {}) => m("mi", attributes, text);
export const value = (text, attributes = {}) => m("mn", attributes, text);
export const sign = (text) => m("mo", { stretchy: "false" }, text);
export const words = (text) => m("mtext", text);

/** Things one after another. */
export const row = (...children) => m("mrow", ...children);

/** A formula, or lines of one, which are aligned at their gap: each is [left, right]. */
export const formula = (...children) => m("math", { displaystyle: "true" }, ...children);
export const lines = (...rows) =>
  formula(
    m("mtable", { displaystyle: "true" }, ...rows.map((cells) => m("mtr", ...cells.map((cell) => m("mtd", cell))))),
  );
