// Tables of numbers: truth tables, worksheets.
import { h } from "./dom.js";

/**
 * @typedef {object} CellParts
 * @property {string | Node} content
 * @property {string | null} [symbol] The quantity that is highlighted with it.
 * @property {string} [className]
 * @property {boolean} [header] Whether it is the head of its row.
 * @property {number} [span] Over how many columns it goes.
 *
 * @typedef {string | Node | CellParts | null | undefined} Cell
 */

/**
 * A table with a caption.
 *
 * @param {{ caption: string, head: Cell[], rows: { cells: Cell[], className?: string | null }[], className?: string }} parts
 */
export function table({ caption, head, rows, className = "" }) {
  // What may have to be scrolled sideways must be reached with the keyboard.
  return h(
    "div",
    { class: `sheet ${className}`, tabIndex: 0, role: "group", "aria-label": caption },
    h(
      "table",
      {},
      h("caption", {}, caption),
      h("thead", {}, h("tr", {}, ...head.map((cell) => make(cell, "th", { scope: "col" })))),
      h(
        "tbody",
        {},
        ...rows.map(({ cells, className: rowClass }) =>
          h(
            "tr",
            { class: rowClass },
            ...cells.map((cell) => (partsOf(cell).header ? make(cell, "th", { scope: "row" }) : make(cell, "td", {}))),
          ),
        ),
      ),
    ),
  );
}

/** @param {Cell} cell @returns {Partial<CellParts>} */
const partsOf = (cell) =>
  cell && typeof cell === "object" && "content" in cell ? cell : { content: /** @type {string | Node} */ (cell) };

/** @param {Cell} cell @param {"th" | "td"} tag @param {import("./dom.js").Attributes} attributes */
function make(cell, tag, attributes) {
  const { content, symbol, className, span } = partsOf(cell);
  return h(tag, { ...attributes, class: className, colSpan: span, "data-symbol": symbol }, content);
}
