// A plot: two axes with numbers, and a drawing between them in pixels of the page, so that words keep their size.
import { h } from "./dom.js";
import { pointerAt } from "./drag.js";
import { svg } from "./svg.js";

const TOP = 26; // room for the name of the axis that goes up
const BOTTOM = 36; // for numbers and the name of the other
const RIGHT = 12;
const LEAST = 100; // less has no room for axes with something between them, and is not drawn
const DIGIT = 7; // about as wide as a digit

/** The approximate distance of numbers, in pixels. */
const APART = { x: 84, y: 46 };

export class Plot {
  #drawing = svg("svg", { class: "drawing plot", role: "img" });
  #above = svg("svg", { class: "drawing plot above" }); // what can be moved must not lie in what is one image to some
  #group = svg("g", {});
  #view = null; // what is to be seen
  #size = null; // [width, height] of the page's pixels
  #observer = new ResizeObserver(() => this.#fit());
  /** What lies under the drawing may be put in front of it. */
  element = h("div", { class: "plot-place" }, this.#drawing, this.#above);

  constructor() {
    this.#above.append(this.#group);
    this.#observer.observe(this.element);
  }

  /**
   * Shows a view: { label, x, y, ticks, draw }. An axis is { range: [low, high], name: an element or a text of SVG, symbol },
   * with `ticks`, [{ value, label }], if they are not to be those that `ticks(low, high, count)` gives. `draw(frame)` is
   * asked for { inside, over }, lists of elements: the first are cut off at the frame, whose corner is their origin; the
   * others are not. It is asked again when the size changes; frame is { left, top, width, height, x(value), y(value) }.
   */
  show(view) {
    this.#view = view;
    this.#drawing.setAttribute("aria-label", view.label);
    if (this.#size) this.#draw();
  }

  /** Where an event is, as [x, y] of the axes, and whether that is in the frame. */
  at(event) {
    const [x, y] = pointerAt(event, this.#drawing);
    const { left, top, width, height } = this.#frame();
    const [across, up] = [(x - left) / width, 1 - (y - top) / height];
    const value = ({ range: [low, high] }, share) => low + (high - low) * share;
    return {
      point: [value(this.#view.x, across), value(this.#view.y, up)],
      inside: across >= 0 && across <= 1 && up >= 0 && up <= 1,
    };
  }

  #fit() {
    const size = [this.element.clientWidth, this.element.clientHeight];
    if (Math.min(...size) < LEAST) return;
    this.#size = size;
    for (const part of [this.#drawing, this.#above]) part.setAttribute("viewBox", `0 0 ${size[0]} ${size[1]}`);
    if (this.#view) this.#draw();
  }

  /** The numbers of the axis that goes up are as wide as they are. */
  #frame() {
    const { x, y } = this.#view;
    const [across, down] = this.#size;
    const height = Math.max(20, down - TOP - BOTTOM);
    const left = 14 + DIGIT * Math.max(2, ...this.#ticks(y, height / APART.y).map(({ label }) => label.length));
    const width = Math.max(20, across - left - RIGHT);
    const place =
      ([low, high], length) =>
      (value) =>
        ((value - low) / (high - low)) * length;
    const [right, up] = [place(x.range, width), place(y.range, height)];
    return { left, top: TOP, width, height, x: right, y: (value) => height - up(value) };
  }

  #ticks({ range, ticks }, count) {
    return ticks ?? this.#view.ticks(...range, Math.max(2, Math.round(count)));
  }

  #draw() {
    const { x, y, draw } = this.#view;
    const frame = this.#frame();
    const { left, top, width, height } = frame;
    const grid = svg("g", { class: "plot-grid" });
    for (const { value, label } of this.#ticks(x, width / APART.x)) {
      const at = left + frame.x(value);
      grid.append(
        svg("line", { x1: at, x2: at, y1: top, y2: top + height }),
        svg("text", { x: at, y: top + height + 12 }, label),
      );
    }
    for (const { value, label } of this.#ticks(y, height / APART.y)) {
      const at = top + frame.y(value);
      grid.append(
        svg("line", { x1: left, x2: left + width, y1: at, y2: at }),
        svg("text", { x: left - 6, y: at, class: "end" }, label),
      );
    }
    const { inside = [], over = [] } = draw(frame);
    this.#drawing.replaceChildren(
      grid,
      svg("svg", { x: left, y: top, width, height, class: "inside" }, ...inside),
      svg("rect", { x: left, y: top, width, height, class: "frame" }),
      svg("text", { x: left + width, y: top + height + 27, class: "plot-axis end", symbol: x.symbol }, x.name),
      svg("text", { x: left, y: 12, class: "plot-axis start", symbol: y.symbol }, y.name),
    );
    // Who has the focus there keeps it.
    this.#group.setAttribute("transform", `translate(${left} ${top})`);
    const [gone, come] = [
      [...this.#group.children].filter((part) => !over.includes(part)),
      over.filter((part) => part.parentNode !== this.#group),
    ];
    for (const part of gone) part.remove();
    this.#group.append(...come);
  }
}

/** A way through points, [[x, y], …] in pixels. Far away it is cut off: browsers draw badly what is miles long. */
export function way(points) {
  const near = (value) => Math.max(-1e5, Math.min(1e5, value)).toFixed(1);
  return points.map(([x, y], at) => `${at ? "L" : "M"}${near(x)} ${near(y)}`).join("");
}

/** An arrow from one point to another, in pixels; nothing where there is no way between them. */
export function arrow([x1, y1], [x2, y2], attributes) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (!(length > 0.5)) return null;
  const [across, down] = [(x2 - x1) / length, (y2 - y1) / length];
  const head = Math.min(11, length);
  const neck = [x2 - across * head, y2 - down * head];
  const side = head * 0.48;
  const tip = way([
    [x2, y2],
    [neck[0] - down * side, neck[1] + across * side],
    [neck[0] + down * side, neck[1] - across * side],
  ]);
  return svg(
    "g",
    attributes,
    svg("path", { d: way([[x1, y1], neck]), class: "shaft" }),
    svg("path", { d: `${tip}Z`, class: "tip-of" }),
  );
}
