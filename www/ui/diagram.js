// Units and the weights between them: inputs on the left, answers on the right. It knows no lab.
import { h, styleSheet } from "./dom.js";
import { alongLine, arrange, aroundBody, boxOf } from "./place.js";
import { near, svg } from "./svg.js";

/** Pixels from the edges to a unit on the left, where its name is, and to the middle of one on the right, above and below. */
const [LEFT, RIGHT, ABOVE, BELOW] = [24, 28, 36, 21];
/** About as wide are a letter in a unit, and what is around its text; so high is a line of it. */
const [LETTER, AROUND] = [8, 12];
const LINE = 14;
/** The radius of a unit, and that of the 1 of a bias. */
const [RADIUS, CONSTANT] = [18, 13];
/** Where between two units a weight is read: before the ways cross, and where there is only one unit to go to. */
const [READ, SINGLE] = [0.28, 0.42];
/** How much wider ways are that cross, and narrower those without weights. */
const [WIDER, NARROWER] = [1.4, 0.6];
/** How thick the smallest and the largest weight are drawn, in pixels. */
const [THIN, THICK] = [1, 6];
/** Less has no room for anything. */
const LEAST = 80;

/** What it looks like. Users of this module adopt it. */
export const sheet = () => styleSheet(new URL("./diagram.css", import.meta.url));

/**
 * @typedef {object} DiagramNode
 * @property {"input" | "constant" | "unit" | "step"} kind
 * @property {string} text What stands in it.
 * @property {string} [name] What stands above it, of an input on its left.
 * @property {string} [symbol] The quantities that it shows.
 * @property {[below: number, above: number]} [step] The values of a step function, which is drawn instead of the text.
 *
 * @typedef {object} DiagramWire
 * @property {[column: number, row: number]} from
 * @property {[column: number, row: number]} to
 * @property {number} [weight] Without one it is only a way.
 * @property {string} [text] The weight as it is read.
 * @property {string} [symbol]
 *
 * @typedef {{ label: string, columns: DiagramNode[][], wires: DiagramWire[] }} DiagramView
 */

export class Diagram {
  #drawing = svg("svg", { class: "drawing diagram", role: "img" });
  /** @type {DiagramView | null} */
  #view = null;
  #size = [0, 0];
  #observer = new ResizeObserver(() => this.#fit());
  element = h("div", { class: "diagram-place" }, this.#drawing);

  constructor() {
    this.#observer.observe(this.element);
  }

  /** @param {DiagramView} view */
  show(view) {
    this.#view = view;
    this.#drawing.setAttribute("aria-label", view.label);
    if (this.#size[0]) this.#draw();
    else this.#fit();
  }

  close() {
    this.#observer.disconnect();
  }

  #fit() {
    const size = [this.element.clientWidth, this.element.clientHeight];
    if (Math.min(...size) < LEAST) return;
    this.#size = size;
    this.#drawing.setAttribute("viewBox", `0 0 ${size[0]} ${size[1]}`);
    this.#draw();
  }

  #draw() {
    if (!this.#view || !this.#size[0]) return;
    const { columns, wires } = this.#view;
    const [width, height] = this.#size;
    const rows = Math.max(...columns.map(({ length }) => length));
    const down = (height - ABOVE - BELOW) / Math.max(1, rows - 1);
    /** Where ways cross, and how far each column is from the first. */
    const crosses = columns.map(
      (_, column) => new Set(wires.filter(({ to }) => to[0] === column).map(({ to }) => to[1])).size > 1,
    );
    const isRead = columns.map((_, column) => wires.some(({ to, text }) => to[0] === column && text));
    const far = columns.map((_, column) =>
      crosses.slice(1, column + 1).reduce((sum, is, at) => sum + (is ? WIDER : isRead[at + 1] ? 1 : NARROWER), 0),
    );
    const left = LEFT + Math.max(...columns[0].map(halfOf));
    const places = columns.map((nodes, column) =>
      nodes.map((_, row) => ({
        x: left + (far[column] * (width - left - RIGHT)) / (far.at(-1) || 1),
        y: (height + ABOVE - BELOW) / 2 + (row - (nodes.length - 1) / 2) * down,
      })),
    );
    const largest = Math.max(...wires.map(({ weight = 0 }) => Math.abs(weight)), 1e-9);
    const bodies = columns.flatMap((nodes, column) =>
      nodes.map((node, row) => boxOf(places[column][row], { width: 2 * halfOf(node), height: 2 * RADIUS })),
    );
    /** What is written beside a unit or a wire, the names first: they keep their places. @type {{ text: string, look: object, label: import("./place.js").Label, at: import("./place.js").Point }[]} */
    const written = columns.flatMap((nodes, column) =>
      nodes.flatMap((node, row) => {
        if (!node.name || isInput(node)) return [];
        const { x, y } = places[column][row];
        const body = boxOf({ x, y }, { width: 2 * RADIUS, height: 2 * RADIUS });
        return {
          text: node.name,
          look: { class: "node-name", symbol: node.symbol },
          label: { sizes: [sizeOf(node.name)], places: aroundBody(body, false) },
          at: { x, y: y - RADIUS - 10 },
        };
      }),
    );
    /** @type {import("./place.js").Segment[]} */
    const segments = [];
    const drawn = wires.map(({ from, to, weight, text, symbol }) => {
      const [start, end] = [places[from[0]][from[1]], places[to[0]][to[1]]];
      const thick = weight === undefined ? 2 : THIN + (THICK - THIN) * (Math.abs(weight) / largest);
      const ends = { x1: start.x, y1: start.y, x2: end.x, y2: end.y };
      segments.push(ends);
      if (text) {
        const half = halfOf(columns[from[0]][from[1]]);
        const across = Math.max(1, end.x - start.x);
        const share = (half + (crosses[to[0]] ? READ : SINGLE) * (across - half - RADIUS)) / across;
        const { width, height } = sizeOf(text);
        written.push({
          text,
          look: { class: "weight", symbol },
          label: {
            sizes: [{ width: width + thick, height: height + thick }],
            places: alongLine(ends, share, end.y > start.y),
          },
          // Where there is no room beside it the weight stands on its wire.
          at: { x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y) },
        });
      }
      const sign = weight === undefined ? "way-on" : weight < 0 ? "negative" : weight > 0 ? "positive" : "none";
      return svg("line", {
        x1: near(start.x),
        y1: near(start.y),
        x2: near(end.x),
        y2: near(end.y),
        class: `wire-line ${sign}`,
        "stroke-width": thick.toFixed(2),
        symbol,
      });
    });
    const frame = { left: 0, top: 0, right: width, bottom: height };
    const spots = arrange(
      written.map(({ label }) => label),
      segments,
      bodies,
      frame,
    );
    this.#drawing.replaceChildren(
      ...drawn,
      ...columns.flatMap((nodes, column) => nodes.map((node, row) => draw(node, places[column][row]))),
      ...written.map(({ text, look, at }, index) => {
        const { x, y } = spots[index] ?? at;
        return svg("text", { x, y, ...look }, text);
      }),
    );
  }
}

/** @param {string} text */
const sizeOf = (text) => ({ width: LETTER * text.length, height: LINE });

/** Inputs have their names on the left. @param {DiagramNode} node */
const isInput = ({ kind }) => kind === "input" || kind === "constant";

/** Half the width of a unit: what is an input may be a long number. @param {DiagramNode} node */
const halfOf = ({ kind, text }) =>
  kind === "constant" ? CONSTANT : kind === "input" ? Math.max(RADIUS, (LETTER * text.length + AROUND) / 2) : RADIUS;

/** @param {DiagramNode} node @param {{ x: number, y: number }} place */
function draw(node, { x, y }) {
  const { kind, text, name, symbol, step } = node;
  const half = halfOf(node);
  const box = { x: -half, y: -RADIUS, width: 2 * half, height: 2 * RADIUS, class: "body" };
  const body =
    kind === "input" || kind === "step"
      ? svg("rect", { ...box, rx: kind === "step" ? 3 : 8 })
      : svg("circle", { r: half, class: "body" });
  return svg(
    "g",
    { class: `node ${kind}`, symbol, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` },
    body,
    step ? glyph(step) : svg("text", { class: "number" }, text),
    name && isInput(node) ? svg("text", { x: -half - 6, class: "node-name end" }, name) : null,
  );
}

/** A step function in small. @param {[number, number]} step */
function glyph([below, above]) {
  const y = (/** @type {number} */ value) => (below < 0 ? -value * 10 : 8 - value * 16);
  return svg(
    "g",
    { class: "glyph" },
    svg("line", { x1: -RADIUS + 3, x2: RADIUS - 3, y1: y(0), y2: y(0), class: "axis-line" }),
    svg("path", { d: `M${-RADIUS + 4} ${y(below)}H0V${y(above)}H${RADIUS - 4}`, class: "step-line" }),
  );
}
