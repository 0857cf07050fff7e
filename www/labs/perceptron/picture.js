// The plane of a perceptron: the points, the line of each unit with its weights as the normal, and where each class wins.
import { h } from "../../ui/dom.js";
import { draggable, keyStep, keyed } from "../../ui/drag.js";
import { pointerAt } from "../../ui/pointer.js";
import { marker } from "../../ui/marker.js";
import { arrowParts, dress, svg } from "../../ui/svg.js";

/** The least width that has room for axes with something between them, in pixels. */
const LEAST = 100;
/** Pixels around the plane, for the numbers at its axes. */
const ROOM = { left: 38, right: 10, top: 10, bottom: 30 };
/** How long the longer of w and Δw is drawn, in pixels: to the scale of the axes, if that is between these. */
const ARROW = [44, 130];

/** Half the room that the name of a region takes. */
const NAME = [30, 11];

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").PerceptronShown} PerceptronShown
 * @typedef {import("../../pkg-lessons/nn_playground.js").PerceptronPoint} PerceptronPoint
 * @typedef {[number, number]} Pair
 *
 * @typedef {object} Words
 * @property {string} plane What is to be seen.
 * @property {string} points What the points are.
 * @property {(point: PerceptronPoint, index: number) => string} point What is said of one.
 * @property {(index: number) => string} region The name of a class.
 * @property {(low: number, high: number, count: number) => import("../../ui/plot.js").Tick[]} ticks
 * @property {number | null} chosen The index of a point.
 *
 * @typedef {object} PictureListeners What a person has done.
 * @property {(point: Pair) => void} add
 * @property {(index: number) => void} choose
 * @property {(index: number, point: Pair) => void} move
 * @property {(index: number | null, point?: Pair) => void} try While it is being dragged; null: not any more.
 * @property {(index: number, wanted: number | null) => void} turn To a class, or to the next one.
 * @property {() => void} remove Removes the chosen one, which has the focus.
 * @property {() => void} press
 * @property {(index: number) => { x: number, y: number } | undefined} where Where a point is by now, if it is there: keys may be faster
 *   than what is shown.
 */

/** @param {number[][]} points */
const path = (points) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;

/** Whether a convex outline has a point in it. @param {number[][]} outline @param {number[]} point */
function contains(outline, [x, y]) {
  const sides = outline.map(([ax, ay], at) => {
    const [bx, by] = outline[(at + 1) % outline.length];
    return Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
  });
  return sides.includes(1) !== sides.includes(-1); // neither of them: there is no room at all
}

/** A marker for a legend or a button. @param {number} index */
export const sample = (index) =>
  svg("svg", { class: "sample", viewBox: "-9 -9 18 18", "aria-hidden": "true" }, marker(index, 6));

/** The rings that mark a point, for a legend. @param {string} kind */
export const ring = (kind) =>
  svg(
    "svg",
    { class: "sample", viewBox: "-9 -9 18 18", "aria-hidden": "true" },
    svg("circle", { r: 7, class: `ring-${kind}` }),
  );

export class PerceptronPicture {
  #on;
  /** Null until there is an answer. @type {PerceptronShown} */
  #shown = /** @type {any} */ (null);
  /** What is said of it. @type {Words} */
  #words = /** @type {any} */ (null);
  #size = { width: 560, height: 560 };
  #ground = svg("rect", { class: "ground" }); // stays: who presses it may let go of it after another step
  #content = svg("g", {});
  #scene = svg("g", { role: "img" }, this.#ground, this.#content);
  #dots = svg("g", { role: "group" });
  #observer = new ResizeObserver(() => {
    const width = this.element.clientWidth;
    if (width < LEAST || width === this.#size.width) return;
    this.#size.width = width;
    // Not at once: drawing changes the height, and a browser complains of what an observer changes of what it observes.
    if (this.#shown) requestAnimationFrame(() => this.#draw());
  });
  #pressed = false; // a point, just now: the click that follows is not for what is under it
  #drawing = svg("svg", { class: "drawing plane" }, this.#scene, this.#dots);
  element = h("div", { class: "plane-box" }, this.#drawing);

  /** @param {PictureListeners} on */
  constructor(on) {
    this.#on = on;
    this.#drawing.addEventListener("click", (event) => this.#click(event));
    const index = (/** @type {SVGElement} */ dot) => [...this.#dots.children].indexOf(dot);
    draggable(this.#dots, ".dot", {
      press: (_event, dot) => {
        this.#on.press();
        dot.focus();
      },
      move: (event, dot) => this.#on.try(index(dot), this.#point(event)),
      end: (event, dot, moved) => {
        // The click that follows is not for what is under it.
        this.#pressed = true;
        setTimeout(() => {
          this.#pressed = false;
        });
        if (moved && event) this.#on.move(index(dot), this.#point(event));
        else if (moved) this.#on.try(null);
      },
    });
    this.#observer.observe(this.element);
  }

  /** Shows an answer. @param {PerceptronShown} shown @param {Words} words */
  show(shown, words) {
    this.#shown = shown;
    this.#words = words;
    this.#draw();
  }

  close() {
    this.#observer.disconnect();
  }

  get #all() {
    return /** @type {HTMLCollectionOf<SVGElement>} */ (this.#dots.children);
  }

  /** Puts the focus on a point. @param {number} index */
  focus(index) {
    this.#all[index]?.focus();
  }

  /** How far an arrow key moves a point. */
  get step() {
    return this.#shown.window.map(keyStep);
  }

  #draw() {
    const {
      window: [[left, right], [bottom, top]],
    } = this.#shown;
    const inner = Math.max(0, this.#size.width - ROOM.left - ROOM.right);
    // The same scale in both directions, so that what is at right angles is seen so, unless that would be too flat or too tall.
    const shape = Math.min(1.1, Math.max(0.5, (top - bottom) / (right - left)));
    this.#size.height = Math.round(inner * shape) + ROOM.top + ROOM.bottom;
    const { width, height } = this.#size;
    this.#drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.#scene.setAttribute("aria-label", this.#words.plane);
    this.#dots.setAttribute("aria-label", this.#words.points);
    this.#content.replaceChildren(...this.#axes(), ...this.#regions(), this.#lines());
    this.#drawDots();
  }

  /** From the data to pixels. @param {readonly number[]} point @returns {Pair} */
  #place([x, y]) {
    const {
      window: [[left, right], [bottom, top]],
    } = this.#shown;
    const { width, height } = this.#size;
    return [
      ROOM.left + ((x - left) / (right - left)) * (width - ROOM.left - ROOM.right),
      height - ROOM.bottom - ((y - bottom) / (top - bottom)) * (height - ROOM.top - ROOM.bottom),
    ];
  }

  /** From a pointer to the data, on the grid of round numbers and within the picture. @param {MouseEvent} event */
  #point(event) {
    const [x, y] = pointerAt(event, this.#drawing);
    const {
      window: [[left, right], [bottom, top]],
    } = this.#shown;
    const { width, height } = this.#size;
    return this.#onGrid([
      left + ((x - ROOM.left) / (width - ROOM.left - ROOM.right)) * (right - left),
      bottom + ((height - ROOM.bottom - y) / (height - ROOM.top - ROOM.bottom)) * (top - bottom),
    ]);
  }

  /** @param {Pair} point @returns {Pair} */
  #onGrid(point) {
    const rounded = (/** @type {number} */ value, /** @type {0 | 1} */ axis) => {
      const step = this.step[axis];
      const [low, high] = this.#shown.window[axis];
      const [first, last] = [Math.ceil(low / step - 1e-6), Math.floor(high / step + 1e-6)];
      const digits = Math.min(20, Math.max(0, -Math.floor(Math.log10(step))));
      return Number((Math.min(last, Math.max(first, Math.round(value / step))) * step).toFixed(digits));
    };
    return [rounded(point[0], 0), rounded(point[1], 1)];
  }

  /** @returns {Element[]} */
  #axes() {
    const {
      window: [[left, right], [bottom, top]],
    } = this.#shown;
    const { width, height } = this.#size;
    const [edge, floor] = [width - ROOM.right, height - ROOM.bottom];
    const many = Math.max(3, Math.round(width / 90));
    const upright = this.#words
      .ticks(left, right, many)
      .map(({ value, label }) => ({ x: this.#place([value, bottom])[0], label }));
    const level = this.#words
      .ticks(bottom, top, many)
      .map(({ value, label }) => ({ y: this.#place([left, value])[1], label }));
    // In a very narrow place there is no room at all, and no browser draws less.
    const area = {
      x: ROOM.left,
      y: ROOM.top,
      width: Math.max(0, edge - ROOM.left),
      height: Math.max(0, floor - ROOM.top),
    };
    dress(this.#ground, area);
    return [
      ...upright.flatMap(({ x, label }) => [
        svg("line", { x1: x, x2: x, y1: ROOM.top, y2: floor, class: "grid" }),
        ...(x < edge - 26 ? [svg("text", { x, y: floor + 14, class: "tick" }, label)] : []),
      ]),
      ...level.flatMap(({ y, label }) => [
        svg("line", { x1: ROOM.left, x2: edge, y1: y, y2: y, class: "grid" }),
        ...(y > ROOM.top + 16 ? [svg("text", { x: ROOM.left - 7, y, class: "tick beside" }, label)] : []),
      ]),
      svg("text", { x: edge - 4, y: floor + 14, class: "axis", symbol: "x1" }, "x₁"),
      svg("text", { x: ROOM.left - 14, y: ROOM.top + 4, class: "axis", symbol: "x2" }, "x₂"),
    ];
  }

  #regions() {
    const { width, height } = this.#size;
    // A name stands at the edge of the picture, where points are rare, or else in the middle of its region.
    const [left, right, top, bottom] = [
      ROOM.left + NAME[0] + 4,
      width - ROOM.right - NAME[0] - 4,
      ROOM.top + NAME[1] + 4,
      height - ROOM.bottom - NAME[1] - 4,
    ];
    const corners = [
      [left, top],
      [right, top],
      [left, bottom],
      [right, bottom],
    ];
    const dots = this.#shown.points.map(({ x, y }) => this.#place([x, y]));
    return this.#shown.regions
      .filter(({ polygon }) => polygon.length > 2)
      .flatMap(({ class: index, polygon }) => {
        const outline = polygon.map((point) => this.#place(point));
        const middle = [0, 1].map((axis) => outline.reduce((sum, corner) => sum + corner[axis], 0) / outline.length);
        const edges = [
          [middle[0], top],
          [middle[0], bottom],
          [left, middle[1]],
          [right, middle[1]],
        ];
        const fits = (/** @type {number[]} */ [x, y]) =>
          [-1, 1].every((across) =>
            [-1, 1].every((down) => contains(outline, [x + across * NAME[0], y + down * NAME[1]])),
          );
        const space = (/** @type {number[]} */ [x, y]) =>
          Math.min(60, ...dots.map((dot) => Math.hypot((dot[0] - x) / 2, dot[1] - y)));
        /** @type {number[] | null} */
        let place = null;
        for (const next of [...corners, ...edges, middle].filter(fits))
          if (!place || space(place) < space(next)) place = next;
        return [
          svg("path", { d: `${path(outline)}Z`, class: `region of-${index}` }),
          ...(place
            ? [svg("text", { x: place[0], y: place[1], class: "region-name" }, this.#words.region(index))]
            : []),
        ];
      });
  }

  /** What the units decide by, cut off at the edges of the plane. */
  #lines() {
    const [x, y, width, height] = [
      ROOM.left,
      ROOM.top,
      Math.max(0, this.#size.width - ROOM.left - ROOM.right),
      this.#size.height - ROOM.top - ROOM.bottom,
    ];
    return svg(
      "svg",
      { x, y, width, height, viewBox: `${x} ${y} ${width} ${height}` },
      ...this.#shown.units.flatMap((unit, index) => this.#line(unit, index)),
    );
  }

  /**
   * The line of a unit, its weights as an arrow at right angles on it, and what they are about to gain.
   *
   * @param {PerceptronShown["units"][number]} unit
   * @param {number} index
   */
  #line({ line, normal, foot, length }, index) {
    const single = this.#shown.units.length === 1;
    const name = single ? "" : "₀₁₂₃₄₅₆₇"[index];
    const className = single ? "" : ` of-${index} unit-${index}`;
    const parts = [];
    if (line) {
      const [[x1, y1], [x2, y2]] = line.map((end) => this.#place(end));
      parts.push(
        svg("line", {
          x1,
          y1,
          x2,
          y2,
          class: `border${className}`,
          symbol: `w0-${index} w1-${index} w2-${index} z-${index}`,
        }),
      );
    }
    const {
      window: [[left, right], [bottom, top]],
    } = this.#shown;
    if (normal && !foot) return parts;
    // As long as there is no line, what w gains is drawn in the middle.
    const base = foot ?? [(left + right) / 2, (bottom + top) / 2];
    const scale = (this.#size.width - ROOM.left - ROOM.right) / (right - left);
    const [, across, up] = this.#shown.example.units[index].changes.map(({ change }) => change);
    const longest = Math.max(length, Math.hypot(across, up));
    const shown = longest && Math.min(ARROW[1], Math.max(ARROW[0], longest * scale)) / longest;
    const from = this.#place(base);
    /** @type {Pair} */
    const tip = normal ? [from[0] + normal[0] * length * shown, from[1] - normal[1] * length * shown] : from;
    if (normal)
      parts.push(arrow(from, tip, `normal${className}`, `w${name}`, across || up ? -14 : 0, `w1-${index} w2-${index}`));
    if (across || up)
      parts.push(
        arrow(
          tip,
          [tip[0] + across * shown, tip[1] - up * shown],
          `gain${className}`,
          `Δw${name}`,
          13,
          `d1-${index} d2-${index}`,
        ),
      );
    return parts;
  }

  #drawDots() {
    const { points, example } = this.#shown;
    const isInside = (/** @type {number} */ at) => at < points.length && !this.#shown.outside.includes(at);
    const chosen = isInside(this.#words.chosen ?? 0)
      ? (this.#words.chosen ?? 0)
      : points.findIndex((_, at) => isInside(at));
    const radius = points.length > 100 ? 4.5 : points.length > 20 ? 6 : 9;
    while (this.#all.length > points.length) this.#all[points.length].remove();
    while (this.#all.length < points.length) this.#dots.append(this.#dot(this.#all.length));
    // They stay the same elements, so that the focus and a drag stay with them.
    points.forEach((point, at) => {
      const dot = this.#all[at];
      const [x, y] = this.#place([point.x, point.y]);
      const current = example.index === at && this.#shown.status !== "converged";
      dot.setAttribute(
        "class",
        `dot${current ? " current" : ""}${point.right ? "" : " wrong"}${at === this.#words.chosen ? " chosen" : ""}${isInside(at) ? "" : " hidden"}`,
      );
      dot.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
      dot.setAttribute("aria-label", this.#words.point(point, at));
      dot.setAttribute("tabindex", at === chosen ? "0" : "-1");
      if (current) dot.dataset.symbol = "x1 x2";
      else delete dot.dataset.symbol;
      const looks = `${point.class} ${radius} ${current} ${point.right}`;
      if (dot.dataset.looks === looks) return;
      dot.dataset.looks = looks;
      dot.replaceChildren(
        svg("circle", { r: Math.max(14, radius + 6), class: "reach" }),
        ...(current ? [svg("circle", { r: radius + 7, class: "ring-current" })] : []),
        ...(point.right ? [] : [svg("circle", { r: radius + 3.5, class: "ring-wrong" })]),
        marker(point.class, radius),
      );
    });
  }

  /** @param {number} at */
  #dot(at) {
    return svg("g", {
      role: "button",
      on: { keydown: (event) => this.#key(event, at), focus: () => this.#on.choose(at) },
    });
  }

  /** A click where there is no point adds one. @param {MouseEvent} event */
  #click(event) {
    if (this.#pressed || /** @type {Element} */ (event.target).closest(".dot")) return;
    const [x, y] = pointerAt(event, this.#drawing);
    const { width, height } = this.#size;
    if (x < ROOM.left || x > width - ROOM.right || y < ROOM.top || y > height - ROOM.bottom) return;
    this.#on.add(this.#point(event));
  }

  /** @param {KeyboardEvent} event @param {number} at */
  #key(event, at) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { points } = this.#shown;
    const from = this.#on.where(at);
    if (!from) return;
    // To the next point that can be seen.
    const go = (/** @type {number} */ from, /** @type {number} */ by) => () => {
      let index = from;
      while (this.#shown.outside.includes(index)) index += by;
      this.focus(index);
    };
    /** @type {Record<string, () => void>} */
    const actions = {
      PageDown: go(at + 1, 1),
      PageUp: go(at - 1, -1),
      Home: go(0, 1),
      End: go(points.length - 1, -1),
      Delete: () => this.#on.remove(),
      Backspace: () => this.#on.remove(),
      Enter: () => this.#on.turn(at, null),
      " ": () => this.#on.turn(at, null),
    };
    const next = !actions[event.key] && keyed(event, [from.x, from.y], this.#shown.window);
    if (next) actions[event.key] = () => this.#on.move(at, this.#onGrid(next));
    const action =
      actions[event.key] ?? (/^[0-7]$/.test(event.key) ? () => this.#on.turn(at, Number(event.key)) : null);
    if (!action) return;
    event.preventDefault();
    this.#on.press();
    action();
  }
}

/**
 * An arrow with a name at its tip, so many pixels aside.
 *
 * @param {Pair} from
 * @param {Pair} to
 * @param {string} className
 * @param {string} label
 * @param {number} aside
 * @param {string} symbol
 */
function arrow(from, to, className, label, aside, symbol) {
  const [[x1, y1], [x2, y2]] = [from, to];
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const ahead = aside ? 2 : 15;
  const { neck, tip } = arrowParts(from, to);
  return svg(
    "g",
    { class: `pointer ${className}`, symbol },
    svg("line", { x1, y1, x2: neck[0], y2: neck[1] }),
    svg("path", { d: tip }),
    svg(
      "text",
      {
        x: x2 + ahead * Math.cos(angle) - aside * Math.sin(angle),
        y: y2 + ahead * Math.sin(angle) + aside * Math.cos(angle),
      },
      label,
    ),
  );
}
