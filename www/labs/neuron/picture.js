// A network of McCulloch–Pitts neurons as a drawing, with signals that travel and ends that can be dragged.
import { h } from "../../ui/dom.js";
import { draggable, pressable } from "../../ui/drag.js";
import { pointerAt } from "../../ui/pointer.js";
import { stillness } from "../../ui/motion.js";
import { dress, svg } from "../../ui/svg.js";

const RADIUS = 24;
const ACROSS = 150; // from column to column
const DOWN = 96; // from unit to unit
const MARGIN = 52;
/** Milliseconds that a signal is seen to travel. */
const TRAVEL = 600;

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").NeuronShown} NeuronShown
 * @typedef {import("../../pkg-lessons/nn_playground.js").NeuronUnit} NeuronUnit
 * @typedef {import("../../pkg-lessons/nn_playground.js").NeuronConnection} NeuronConnection
 * @typedef {import("../../i18n/index.js").Text["t"]} T
 * @typedef {{ x: number, y: number }} Place
 */

/** @param {Place} from @param {Place} to */
const direction = (from, to) => Math.atan2(to.y - from.y, to.x - from.x);

/** The point beside the middle of two, so far to the right of the path from one to the other. @param {Place} a @param {Place} b @param {number} distance */
function aside(a, b, distance) {
  const angle = direction(a, b) + Math.PI / 2;
  return { x: (a.x + b.x) / 2 + distance * Math.cos(angle), y: (a.y + b.y) / 2 + distance * Math.sin(angle) };
}

export class NeuronPicture {
  #on;
  #drawing = svg("svg", { class: "drawing", role: "img" });
  /** What is on the screen, or about to be. @type {NeuronShown | null} */
  #shown = null;
  /** By the names of the units. @type {Map<string, Place>} */
  #places = new Map();
  #turn = 0; // how often something was to be drawn
  /** The connection that a pointer drags. @type {SVGLineElement | null} */
  #line = null;
  element = h("div", { class: "wide" }, this.#drawing);

  /**
   * @param {object} on What a pointer has done.
   * @param {(input: string) => void} on.toggle
   * @param {(from: string, to: string) => void} on.connect
   * @param {(connection: NeuronConnection) => void} on.turn
   */
  constructor(on) {
    this.#on = on;
    draggable(this.#drawing, ".unit", {
      move: (event, unit) => this.#drag(event, unit.dataset.symbol ?? ""),
      end: (event, unit, moved) => this.#drop(event, unit.dataset.symbol ?? "", moved),
    });
    pressable(this.#drawing, (_, pressed) => {
      /** @type {SVGElement | null} */
      const wire = pressed.closest(".wire");
      const connection = this.#shown?.connections[Number(wire?.dataset.at)];
      if (connection) this.#on.turn(connection);
    });
  }

  /**
   * Shows an answer of the machine. From one step to the next the signals are seen to travel first.
   *
   * @param {NeuronShown} shown
   * @param {string} label
   * @param {T} t
   * @param {() => void} arrived Shows what else is known only when they have arrived.
   */
  show(shown, label, t, arrived) {
    const before = this.#shown;
    this.#shown = shown;
    this.#drawing.setAttribute("aria-label", label);
    const turn = ++this.#turn;
    const isNext = before && before.net === shown.net && before.step + 1 === shown.step;
    if (!isNext || stillness.matches || document.hidden || !before.connections.some(({ active }) => active))
      return this.#draw(shown, t, arrived);
    this.#travel(turn, () => this.#draw(shown, t, arrived));
  }

  /** @param {NeuronShown} shown @param {T} t @param {() => void} [arrived] */
  #draw({ units, connections }, t, arrived) {
    const columns = Math.max(...units.map(({ column }) => column));
    const tallest = Math.max(...units.map(({ column_size }) => column_size));
    const middle = Math.max(70, (DOWN * tallest) / 2);
    this.#places = new Map(
      units.map(({ name, column, place, column_size }) => [
        name,
        { x: MARGIN + ACROSS * column, y: middle + (place - (column_size - 1) / 2) * DOWN },
      ]),
    );
    const ways = connections.map((connection) => this.#way(connection, units));
    const [left, right] = [
      Math.min(0, ...ways.map(({ crest }) => crest.x - 8)),
      Math.max(2 * MARGIN + ACROSS * columns, ...ways.map(({ crest }) => crest.x + 8)),
    ];
    const [top, bottom] = [
      Math.min(0, ...ways.map(({ crest }) => crest.y - 8)),
      Math.max(2 * middle, ...ways.map(({ crest }) => crest.y + 8)),
    ];
    const width = right - left;
    this.#drawing.setAttribute("viewBox", `${left} ${top} ${width} ${bottom - top}`);
    // Larger than life where there is room; where there is none it is scrolled before it is too small to be read.
    Object.assign(this.#drawing.style, { maxWidth: `${width * 1.5}px`, minWidth: `${width * 0.7}px` });
    // What may have to be scrolled must be reached with the keyboard.
    if (columns > 2) this.element.tabIndex = 0;
    else this.element.removeAttribute("tabindex");
    this.#drawing.replaceChildren(
      svg("g", {}, ...connections.map((connection, at) => this.#connection(connection, at, ways[at], t))),
      ...units.map((unit) => this.#unit(unit, t)),
      ...(this.#line ? [this.#line] : []),
    );
    arrived?.();
  }

  /** @param {NeuronConnection} connection @param {number} at @param {{ path: string, end: Place, angle: number }} way @param {T} t */
  #connection({ from, to, inhibitory, active }, at, { path, end, angle }, t) {
    const className = `wire${active ? " active" : ""}${inhibitory ? " inhibiting" : ""}`;
    // The ring of an inhibiting end and the arrow of an exciting one: known by their shape.
    const tip = inhibitory
      ? svg("circle", { cx: end.x - 6 * Math.cos(angle), cy: end.y - 6 * Math.sin(angle), r: 5.5, class: "ring" })
      : svg("path", {
          d: "M0 0L-10 -5.5V5.5Z",
          transform: `translate(${end.x} ${end.y}) rotate(${(angle * 180) / Math.PI})`,
          class: "arrow",
        });
    return svg(
      "g",
      { class: className, symbol: from, "data-at": at },
      svg("title", {}, t(inhibitory ? "neuron.wire.inhibits" : "neuron.wire.excites", { from, to })),
      svg("path", { d: path, class: "reach" }),
      svg("path", { d: path, class: "line" }),
      tip,
    );
  }

  #place(/** @type {string} */ name) {
    return this.#places.get(name) ?? { x: 0, y: 0 };
  }

  /**
   * How a connection runs: { path, end, angle: of its end, crest: its point that is farthest out }.
   *
   * @param {NeuronConnection} connection
   * @param {NeuronUnit[]} units
   */
  #way({ from, to, lane, lanes }, units) {
    const [a, b] = [this.#place(from), this.#place(to)];
    if (from === to) {
      const side = 15 + 8 * lane;
      const end = { x: a.x + 15, y: a.y - RADIUS + 1 };
      const path = `M${a.x - 15} ${a.y - RADIUS + 4}C${a.x - 20 - side} ${a.y - 60 - side} ${a.x + 20 + side} ${a.y - 60 - side} ${end.x} ${end.y}`;
      return { path, end, angle: 1.95, crest: { x: a.x, y: a.y - 46 - side } };
    }
    // Parallel ones lie side by side.
    const shift = (lane - (lanes - 1) / 2) * Math.min(16, 36 / lanes);
    const middle = aside(a, b, this.#bend(a, b));
    const along = Math.sqrt(RADIUS ** 2 - shift ** 2);
    const gap = units.some((unit) => unit.name === to && "output" in unit && unit.output) ? 8 : 3;
    const step = (/** @type {Place} */ at, /** @type {number} */ angle, /** @type {number} */ length) => ({
      x: at.x + length * Math.cos(angle) - shift * Math.sin(angle),
      y: at.y + length * Math.sin(angle) + shift * Math.cos(angle),
    });
    const [out, into] = [direction(a, middle), direction(middle, b)];
    const [start, turn, end] = [step(a, out, along + 2), step(middle, direction(a, b), 0), step(b, into, -along - gap)];
    return {
      path: `M${start.x} ${start.y}Q${turn.x} ${turn.y} ${end.x} ${end.y}`,
      end,
      angle: into,
      crest: { x: (a.x + b.x) / 4 + turn.x / 2, y: (a.y + b.y) / 4 + turn.y / 2 },
    };
  }

  /** How far a connection bends to the side, so that it touches no other unit; one that leads back always does. @param {Place} a @param {Place} b */
  #bend(a, b) {
    const others = [...this.#places.values()].filter((place) => place !== a && place !== b);
    const isFree = (/** @type {number} */ bend) => {
      const middle = aside(a, b, bend);
      return [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].every((t) => {
        const point = (/** @type {"x" | "y"} */ axis) =>
          (1 - t) ** 2 * a[axis] + 2 * t * (1 - t) * middle[axis] + t ** 2 * b[axis];
        return others.every((place) => Math.hypot(place.x - point("x"), place.y - point("y")) > RADIUS + 10);
      });
    };
    const bends =
      b.x > a.x
        ? [0, -40, 40, -80, 80, -120, 120, -170, 170, -230, 230]
        : [-60, 60, -100, 100, -150, 150, -210, 210, -280, 280];
    return bends.find(isFree) ?? bends[bends.length - 1];
  }

  /** @param {NeuronUnit} unit @param {T} t */
  #unit(unit, t) {
    const { name, kind, active } = unit;
    const { threshold, output } = unit.kind === "neuron" ? unit : { threshold: 0, output: false };
    const { x, y } = this.#place(name);
    return svg(
      "g",
      { class: `unit ${kind}${active ? " active" : ""}`, symbol: name, transform: `translate(${x} ${y})` },
      svg("title", {}, t(`neuron.unit.${kind}`, { name, threshold })),
      output && svg("circle", { r: RADIUS + 5, class: "around" }),
      kind === "neuron"
        ? svg("circle", { r: RADIUS, class: "body" })
        : svg("rect", { x: -RADIUS, y: -RADIUS, width: 2 * RADIUS, height: 2 * RADIUS, rx: 9, class: "body" }),
      svg("text", { y: kind === "neuron" ? -6 : 0, class: "name" }, name),
      kind === "neuron" && svg("text", { y: 11, class: "threshold", symbol: `threshold-${name}` }, `≥ ${threshold}`),
    );
  }

  /** A pointer drags a connection out of a unit. @param {PointerEvent} event @param {string} name */
  #drag(event, name) {
    const { x: x1, y: y1 } = this.#place(name);
    const [x2, y2] = pointerAt(event, this.#drawing);
    this.#line?.remove();
    this.#line = svg("line", { x1, y1, x2, y2, class: "dragged" });
    this.#drawing.append(this.#line);
  }

  /** Over a neuron it is connected; without a drag an input is pressed. @param {PointerEvent | null} event @param {string} name @param {boolean} moved */
  #drop(event, name, moved) {
    this.#line?.remove();
    this.#line = null;
    if (!event) return;
    const kindOf = (/** @type {string} */ wanted) => this.#shown?.units.find((unit) => unit.name === wanted)?.kind;
    if (!moved) {
      if (kindOf(name) === "input") this.#on.toggle(name);
      return;
    }
    const [x, y] = pointerAt(event, this.#drawing);
    const near = [...this.#places].find(([, place]) => Math.hypot(place.x - x, place.y - y) < RADIUS * 1.5);
    if (near && kindOf(near[0]) === "neuron") this.#on.connect(name, near[0]);
  }

  /** Moves a dot along every connection that carries a signal, then is done; or at once, if something else is to be shown. @param {number} turn @param {() => void} done */
  #travel(turn, done) {
    /** @type {SVGPathElement[]} */
    const ways = Array.from(this.#drawing.querySelectorAll(".wire.active .line"));
    const dots = ways.map(() => svg("circle", { r: 6, class: "signal" }));
    this.#drawing.append(...dots);
    const began = performance.now();
    const move = (/** @type {number} */ now) => {
      const share = Math.min(1, Math.max(0, now - began) / TRAVEL);
      if (turn !== this.#turn) return;
      if (share === 1) return done();
      for (const [at, way] of ways.entries()) {
        const { x, y } = way.getPointAtLength(share * way.getTotalLength());
        dress(dots[at], { cx: x, cy: y });
      }
      requestAnimationFrame(move);
    };
    move(began);
  }

  /** A small drawing for the legend. @param {string} kind */
  sample(kind) {
    if (["active", "inactive", "output"].includes(kind)) {
      return svg(
        "svg",
        { class: "sample", viewBox: "0 0 18 18", "aria-hidden": "true" },
        svg(
          "g",
          { class: `unit ${kind}` },
          svg("circle", { cx: 9, cy: 9, r: kind === "output" ? 5 : 7, class: "body" }),
          kind === "output" && svg("circle", { cx: 9, cy: 9, r: 8, class: "around" }),
        ),
      );
    }
    return svg(
      "svg",
      { class: "sample wide", viewBox: "0 0 36 18", "aria-hidden": "true" },
      svg(
        "g",
        { class: "wire" },
        svg("path", { d: "M2 9H24", class: "line" }),
        kind === "exciting"
          ? svg("path", { d: "M34 9L24 3.5V14.5Z", class: "arrow" })
          : svg("circle", { cx: 28, cy: 9, r: 5, class: "ring" }),
      ),
    );
  }
}
