// The network as a drawing: what has been computed so far stands at its place, for one example.
import { h } from "../../ui/dom.js";
import { pressable } from "../../ui/drag.js";
import { svg } from "../../ui/svg.js";
import { upTo } from "./symbols.js";

const RADIUS = 27;
const CONSTANT = 15; // the radius of the 1 of a bias
const DOWN = 96; // from unit to unit
const FAR_DOWN = 136; // where there is nothing else
const MARGIN = 44;
const NARROW = 480;
/** The most connections into a layer that are all labelled; of more, those into the unit that is chosen. */
const LABELLED = 9;
/** About as large are a letter of a label, wherever it is read, and half a line; and so far away it keeps. */
const [LETTER, LINE, GAP] = [8, 7, 3];

/** The factors of the chain rule below their unit, which says whose they are. */
const SHORT = { dloss_dout: "∂Loss/∂out", dout_dnet: "∂out/∂net", delta: "δ" };

/** How far from where it is best a label may move along its connection, the nearest first. */
const AWAY = Array.from({ length: 51 }, (_, at) => (at % 2 ? 1 : -1) * Math.ceil(at / 2) * 0.02);

const around = ({ x, y }, radius) => ({
  left: x - radius - GAP,
  right: x + radius + GAP,
  top: y - radius - GAP,
  bottom: y + radius + GAP,
});
/** The area that two boxes have in common. */
const shared = (one, other) =>
  Math.max(0, Math.min(one.right, other.right) - Math.max(one.left, other.left)) *
  Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top));

export class NetworkPicture {
  #drawing = svg("svg", { class: "drawing hand", role: "img" });
  #symbols;
  #stages;
  #at;
  #places;
  #chosen = new Map(); // layer → unit
  #again = () => {};
  #isNarrow = false;
  #resized;
  element = h("div", { class: "wide" }, this.#drawing);

  constructor() {
    pressable(this.#drawing, (_, pressed) => {
      const name = pressed.closest("[data-unit]")?.getAttribute("data-unit");
      if (!name) return;
      const [layer, unit] = name.split(".").map(Number);
      this.#chosen.set(layer, unit);
      this.#again();
    });
    // On a phone the units stand closer together before anything is scrolled.
    this.#resized = new ResizeObserver(([{ contentRect }]) => {
      const isNarrow = contentRect.width > 0 && contentRect.width < NARROW;
      if (isNarrow === this.#isNarrow) return;
      this.#isNarrow = isNarrow;
      requestAnimationFrame(() => this.#again());
    });
    this.#resized.observe(this.element);
  }

  close() {
    this.#resized.disconnect();
  }

  /** Shows an answer (`symbols`) at one of its stages. `label` says what is drawn. */
  show(symbols, at, label, t) {
    const { stages } = symbols.shown;
    this.#symbols = symbols;
    this.#stages = stages;
    this.#at = at;
    this.#again = () => this.show(symbols, at, label, t);
    this.#drawing.setAttribute("aria-label", label);
    const { layers } = symbols;
    // The larger the network, the closer together.
    const across = [0, this.#isNarrow ? 148 : 225, 215, 180, 165][layers];
    const down = symbols.isSlide && symbols.inputs === 1 ? FAR_DOWN : DOWN;
    const tallest = Math.max(symbols.inputs + 1, ...upTo(layers).map((l) => symbols.units(l) + (l < layers ? 1 : 0)));
    const height = down * (tallest - 1) + DOWN + 12;
    const column = (place, count) =>
      upTo(count).map((_, row) => ({ x: MARGIN + across * place, y: height / 2 + (row - (count - 1) / 2) * down }));
    // Column 0 are the inputs, the last of each column but the output's is the constant of the biases.
    this.#places = [
      column(0, symbols.inputs + 1),
      ...upTo(layers).map((l) => column(l, symbols.units(l) + (l < layers ? 1 : 0))),
    ];
    const loss = { x: MARGIN + across * (layers + 1), y: height / 2 };
    const width = loss.x + MARGIN + 28;
    this.#drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    Object.assign(this.#drawing.style, {
      maxWidth: `${Math.min(width * 1.35, 1100)}px`,
      minWidth: `${width * 0.72}px`,
    });
    if (layers > 1) this.element.tabIndex = 0;
    else this.element.removeAttribute("tabindex");
    const labels = svg("g", { class: "labels" });
    const wires = upTo(layers).flatMap((l) => this.#wires(l, labels));
    this.#drawing.replaceChildren(
      svg("g", {}, ...wires, ...upTo(symbols.outputs).map((u) => this.#intoLoss(u, loss))),
      ...upTo(symbols.inputs).map((i) => this.#input(i)),
      ...this.#places.slice(0, -1).map((places) => this.#constant(places.at(-1))),
      ...upTo(layers).flatMap((l) => upTo(symbols.units(l)).map((u) => this.#unit(l, u, t))),
      this.#loss(loss, t),
      labels,
    );
    // Where it has to be scrolled, what it is about is seen.
    const hidden = this.element.scrollWidth - this.element.clientWidth;
    const place = { loss: layers + 1, update: 0 }[stages[at].kind] ?? stages[at].layer;
    if (hidden > 0) this.element.scrollLeft = (hidden * place) / (layers + 1);
  }

  /** Whether a number is known at this stage. */
  #knows(id) {
    const number = this.#symbols.byId.get(id);
    return number !== undefined && (number.stage ?? -1) <= this.#at;
  }

  #write(id) {
    const { digits, byId, isSlide } = this.#symbols;
    if (!this.#knows(id)) return "?";
    return isSlide ? digits.one(byId.get(id).value) : digits.short(byId.get(id).value);
  }

  #isNow(kind, layer) {
    const stage = this.#stages[this.#at];
    return stage.kind === kind && (layer === undefined || stage.layer === layer || stage.layer === 0);
  }

  /** On the way back only those connections are labelled that have a part in the stage: the factors need the room. */
  #isLabelled(l) {
    const { part, kind, layer } = this.#stages[this.#at];
    if (part !== "backward" || this.#symbols.isSlide) return true;
    return ["dnet_dw", "mean"].includes(kind) ? layer === l : kind === "dloss_dout" && layer === l - 1;
  }

  /** The connections into a layer; their labels go on top of everything. */
  #wires(l, labels) {
    const symbols = this.#symbols;
    const { example } = symbols;
    const [sources, targets] = [this.#places[l - 1], this.#places[l]];
    const units = upTo(symbols.units(l));
    const all = sources.length * units.length <= LABELLED;
    const chosen = Math.min(this.#chosen.get(l) ?? 1, units.length);
    // Where the labels of several connections do not meet.
    const fraction = all ? [0.46, 0.37, 0.28][Math.min(units.length, 3) - 1] : 0.4;
    const boxes = [...sources, ...targets].map((place) => around(place, this.#radius(place)));
    const taken = [];
    return units.flatMap((u) =>
      sources.map((from, row) => {
        const i = row === sources.length - 1 ? 0 : row + 1;
        const to = targets[u - 1];
        const way = this.#way(from, to, this.#radius(from));
        const ids = [
          symbols.id("w", l, i, u),
          i ? symbols.id("product", l, i, u, example) : "",
          symbols.id("dloss_dw", l, i, u, example),
          symbols.id("mean", l, i, u),
          symbols.id("new_w", l, i, u),
        ].filter(Boolean);
        if ((all || u === chosen) && this.#isLabelled(l)) {
          const isCrowded = all && units.length > 2;
          let lines = this.#wireLabel(l, i, u, isCrowded);
          let spot = this.#spot(from, to, fraction, lines, boxes, taken);
          // What is too long for its place is said in short.
          if (!spot.isFree && !isCrowded) {
            lines = this.#wireLabel(l, i, u, true);
            spot = this.#spot(from, to, fraction, lines, boxes, taken);
          }
          taken.push(spot.box);
          const { x, y } = spot;
          labels.append(
            ...lines.map(({ symbol, content, dy, className }) =>
              svg("text", { x, y: y + dy, class: `wire-label ${className}`, symbol }, content),
            ),
          );
        }
        const isActive =
          this.#isNow("net", l) || this.#isNow("mean", l) || this.#isNow("dnet_dw", l) || this.#isNow("update");
        const isBack =
          this.#isNow("mean", l) || this.#isNow("update") || (l > 1 && this.#isNow("dloss_dout", l - 1) && i > 0);
        return svg(
          "g",
          { class: `hand-wire${isActive || isBack ? " now" : ""}${isBack ? " back" : ""}`, symbol: ids.join(" ") },
          svg("path", { d: way, class: "line" }),
        );
      }),
    );
  }

  /** Where lines are read on a connection: near a fraction of the way, but on no unit, and as little as can be on other labels. */
  #spot(from, to, fraction, lines, boxes, taken) {
    const width = (LETTER * Math.max(...lines.map(({ content }) => content.length))) / 2;
    const [top, bottom] = [
      Math.min(...lines.map(({ dy }) => dy)) - LINE,
      Math.max(...lines.map(({ dy }) => dy)) + LINE,
    ];
    const spots = AWAY.map((away) => fraction + away)
      .filter((share) => share > 0.1 && share < 0.9)
      .map((share) => {
        const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
        return { x, y, box: { left: x - width, right: x + width, top: y + top, bottom: y + bottom } };
      });
    const onNoUnit = spots.filter(({ box }) => boxes.every((unit) => !shared(box, unit)));
    const covered = ({ box }) => taken.reduce((sum, label) => sum + shared(box, label), 0);
    const [spot = spots[0]] = onNoUnit.sort((one, other) => covered(one) - covered(other)); // of equal ones the nearest
    return { ...spot, isFree: onNoUnit.length > 0 };
  }

  /** The last of a column is the constant of the biases, but for the output's. */
  #radius(place) {
    return this.#places.some((places, l) => l < this.#symbols.layers && place === places.at(-1)) ? CONSTANT : RADIUS;
  }

  #way(from, to, radius) {
    const angle = Math.atan2(to.y - from.y, to.x - from.x);
    const point = (at, distance) => `${at.x + distance * Math.cos(angle)} ${at.y + distance * Math.sin(angle)}`;
    return `M${point(from, radius)}L${point(to, -RADIUS)}`;
  }

  /** What is to be read on a connection: the weight, the term of the sum, a share that goes back, the slope, what it becomes. */
  #wireLabel(l, i, u, isCrowded) {
    const symbols = this.#symbols;
    const id = (kind, ...at) => symbols.id(kind, ...at);
    const text = (symbol, content, dy, className = "") => ({ symbol, content, dy, className });
    const w = id("w", l, i, u);
    const weight = this.#write(w);
    // On the slide there is room for names.
    const named = symbols.isSlide ? `${symbols.plain(w)} = ` : "";
    // Two lines where there is room, else one.
    const equation = (of, left, className) => {
      const result = `= ${this.#write(of)}`;
      if (isCrowded) return [text(of, this.#write(of), 0, `${className} strong`)];
      if (symbols.units(l) > 1) return [text(of, `${left} ${result}`, 0, className)];
      return [text(of, left, -9, className), text(of, result, 9, `${className} strong`)];
    };
    if (this.#isNow("net", l) && i) {
      const incoming = l === 1 ? id("x", i, symbols.example) : id("out", l - 1, i, symbols.example);
      const name = symbols.isSlide && !this.#isNarrow ? `${symbols.plain(id("product", l, i, u))} = ` : "";
      return equation(id("product", l, i, u, symbols.example), `${name}${weight}·${this.#bracket(incoming)}`, "");
    }
    if (l > 1 && this.#isNow("dloss_dout", l - 1) && i) {
      return equation(
        id("term", l - 1, i, u, symbols.example),
        `${weight}·${this.#bracket(id("delta", l, u, symbols.example))}`,
        "back",
      );
    }
    const isNarrow = symbols.units(l) > 1;
    const slope = (of) =>
      isNarrow
        ? [text(of, this.#write(of), 0, "back strong")]
        : [text(w, named + weight, -9), text(of, this.#write(of), 9, "back strong")];
    if (this.#isNow("dnet_dw", l)) return slope(id("dnet_dw", l, i, symbols.example));
    if (this.#isNow("mean", l)) return slope(id("mean", l, i, u));
    if (this.#isNow("update")) {
      const after = id("new_w", l, i, u);
      if (isCrowded && this.#isNarrow) return [text(after, this.#write(after), 0, "strong")];
      return isNarrow
        ? [text(after, `→ ${this.#write(after)}`, 0, "strong")]
        : [text(w, weight, -9, "old"), text(after, `→ ${this.#write(after)}`, 9, "strong")];
    }
    return [text(w, named + weight, 0)];
  }

  #bracket(id) {
    const written = this.#write(id);
    return written.startsWith("−") ? `(${written})` : written;
  }

  #input(i) {
    const symbols = this.#symbols;
    const { x, y } = this.#places[0][i - 1];
    const id = symbols.id("x", i, symbols.example);
    return svg(
      "g",
      { class: "hand-unit input", symbol: id, transform: `translate(${x} ${y})` },
      svg("rect", { x: -RADIUS, y: -RADIUS, width: 2 * RADIUS, height: 2 * RADIUS, rx: 9, class: "body" }),
      svg("text", { class: "number" }, this.#write(id)),
      svg("text", { y: -RADIUS - 11, class: "label" }, symbols.plain(id)),
    );
  }

  #constant({ x, y }) {
    return svg(
      "g",
      { class: "hand-unit constant", transform: `translate(${x} ${y})` },
      svg("circle", { r: CONSTANT, class: "body" }),
      svg("text", { class: "number" }, "1"),
    );
  }

  #unit(l, u, t) {
    const symbols = this.#symbols;
    const { x, y } = this.#places[l][u - 1];
    const { example } = symbols;
    const id = (kind) => symbols.id(kind, l, u, example);
    const knowsOut = this.#knows(id("out"));
    const main = knowsOut ? id("out") : id("net");
    const below = ["dloss_dout", "dout_dnet", "delta"]
      .map(id)
      .filter((one) => this.#knows(one) && this.#stages[this.#at].part !== "forward");
    const isNow = ["net", "out"].some((kind) => this.#isNow(kind, l));
    const isBack = ["dloss_dout", "dout_dnet"].some((kind) => this.#isNow(kind, l));
    // Of the backward way, what is worked out now; afterwards what the weights need of it.
    const now = this.#isNow("dloss_dout", l) ? "dloss_dout" : this.#isNow("dout_dnet", l) ? "dout_dnet" : "delta";
    const shown = below.filter((one) => one.startsWith(now) || (now === "dout_dnet" && one.startsWith("delta")));
    const name = symbols.plain(main);
    return svg(
      "g",
      {
        class: `hand-unit neuron${isNow ? " now" : ""}${isBack ? " now back" : ""}`,
        transform: `translate(${x} ${y})`,
        "data-unit": `${l}.${u}`,
      },
      svg("title", {}, t("backprop.unit.title", { unit: name, activation: t(`activation.${symbols.activation(l)}`) })),
      svg("circle", { r: RADIUS, class: "body", symbol: main }),
      svg("text", { class: "number", symbol: main }, this.#write(main)),
      svg("text", { y: -RADIUS - 10, class: "label" }, name),
      ...shown.map((one, at) =>
        svg(
          "text",
          { ...this.#beside(l), y: RADIUS + 12 + 15 * at, symbol: one },
          `${symbols.isSlide ? symbols.plain(one) : SHORT[one.match(/^[a-z_]+/)[0]]} = ${this.#write(one)}`,
        ),
      ),
    );
  }

  /** Where the factors below a unit are out of the way of what is beside them. */
  #beside(l) {
    if (l < this.#symbols.layers) return { x: 12, class: "label back left" };
    return this.#isNarrow ? { x: -20, class: "label back right" } : { x: 0, class: "label back" };
  }

  #intoLoss(u, loss) {
    const symbols = this.#symbols;
    const from = this.#places[symbols.layers][u - 1];
    const isBack = this.#isNow("dloss_dout", symbols.layers);
    const isNow = this.#isNow("loss");
    return svg(
      "g",
      {
        class: `hand-wire thin${isNow || isBack ? " now" : ""}${isBack ? " back" : ""}`,
        symbol: symbols.id(isBack ? "dloss_dout" : "out", symbols.layers, u, symbols.example),
      },
      svg("path", { d: this.#way(from, loss, RADIUS), class: "line" }),
    );
  }

  #loss({ x, y }, t) {
    const symbols = this.#symbols;
    const { example } = symbols;
    const id = symbols.id("loss", example);
    const targets = symbols.isSparse ? 1 : symbols.outputs;
    const ys = upTo(targets).map((u) => symbols.id("y", u, example));
    return svg(
      "g",
      { class: `hand-unit loss${this.#isNow("loss") ? " now" : ""}`, transform: `translate(${x} ${y})` },
      svg("title", {}, t(`loss.${symbols.loss}`)),
      svg("rect", { x: -34, y: -RADIUS, width: 68, height: 2 * RADIUS, rx: 4, class: "body", symbol: id }),
      svg("text", { class: "number", symbol: id }, this.#write(id)),
      svg("text", { y: -RADIUS - 11, class: "label" }, t("backprop.loss")),
      ...ys.map((one, at) =>
        svg(
          "text",
          { y: RADIUS + 13 + 15 * at, class: "label", symbol: one },
          `${symbols.plain(one)} = ${this.#write(one)}`,
        ),
      ),
    );
  }
}
