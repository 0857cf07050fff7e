// Tables of numbers: truth tables, worksheets.
import { h } from "./dom.js";

/**
 * A table with a caption. A cell is a text, an element, or { content, symbol, className, header, span }: `symbol` is the
 * quantity that lights up with it, `header` makes it the head of its row, `span` is over how many columns it goes. `label` names a row, where it has a className of its own.
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
            ...cells.map((cell) => make(cell, cell?.header ? "th" : "td", cell?.header ? { scope: "row" } : {})),
          ),
        ),
      ),
    ),
  );
}

function make(cell, tag, attributes) {
  const { content, symbol, className, span } = cell?.content !== undefined ? cell : { content: cell };
  return h(tag, { ...attributes, class: className, colSpan: span, "data-symbol": symbol }, content);
}
