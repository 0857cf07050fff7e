// The network as a drawing: what has been computed so far stands at its place, for one example.
import { h } from "../../ui/dom.js";
import { pressable } from "../../ui/drag.js";
import { svg } from "../../ui/svg.js";
import { alongLine, arrange, aroundBody } from "../../ui/place.js";
import { upTo } from "./symbols.js";

const RADIUS = 27;
const CONSTANT = 15; // the radius of the 1 of a bias
/** From unit to unit, where there is nothing else, and from the outermost ones to the edges: names stand above. */
const [DOWN, FAR_DOWN, ABOVE, BELOW] = [96, 136, 54, 24];
const MARGIN = 44;
const LOSS = 34; // half the width of the loss
/** From layer to layer by their number, at best and at least; and from the last one to the loss. */
const ACROSS = { best: [0, 225, 205, 175, 155], least: [0, 108, 145, 140, 130] };
const TO_LOSS = { best: [0, 180, 110, 110, 110], least: 92 };
/** So much more where there are several outputs: more lines leave less room beside them. */
const SEVERAL = 40;
/** How much larger and smaller than it is described here the drawing may be. */
const [LARGEST, SMALLEST] = [1.4, 0.93];
/** The most connections into a layer that are all labelled; of more, those into the unit that is chosen. */
const LABELLED = 9;
/** The size of the letters, as in style.css, and from line to line. */
const [LETTERS, LINE] = [14, 17];

/** The factors of the chain rule beside their unit, which says whose they are. */
const SHORT = { dloss_dout: "∂Loss/∂out", dout_dnet: "∂out/∂net", delta: "δ" };

const pen = document.createElement("canvas").getContext("2d");
if (pen) pen.font = `650 ${LETTERS}px system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif`;
/** How wide a text is at most. */
const widthOf = (text) => pen?.measureText(text).width ?? text.length * 9;

const sizeOf = (lines) => ({
  width: Math.max(...lines.map(({ content }) => widthOf(content))),
  height: lines.length * LINE,
});

/** A line of a label: what it is of, and how it looks. */
const line = (symbol, content, className = "label") => ({ symbol, content, className });

export class NetworkPicture {
  #drawing = svg("svg", { class: "drawing hand", role: "img" });
  /** What has no room in the drawing. */
  #legend = h("p", { class: "hand-legend", hidden: true });
  #symbols;
  #stages;
  #at;
  #t;
  #places;
  #chosen = new Map(); // layer → unit
  #again = () => {};
  #room = 0;
  #resized;
  #scrolled = h("div", { class: "wide" }, this.#drawing);
  element = h("div", {}, this.#scrolled, this.#legend);

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
      if (!contentRect.width || contentRect.width === this.#room) return;
      requestAnimationFrame(() => this.#again());
    });
    this.#resized.observe(this.#scrolled);
  }

  close() {
    this.#resized.disconnect();
  }

  /** Shows an answer (`symbols`) at one of its stages. `label` says what is drawn. */
  show(symbols, at, label, t) {
    this.#symbols = symbols;
    this.#stages = symbols.shown.stages;
    this.#at = at;
    this.#t = t;
    this.#again = () => this.show(symbols, at, label, t);
    this.#drawing.setAttribute("aria-label", label);
    const { layers } = symbols;
    const { loss, width, height } = this.#spread();
    const wires = upTo(layers).flatMap((l) => this.#wires(l));
    const into = upTo(symbols.outputs).map((u) => this.#intoLoss(u, loss));
    const units = upTo(layers).flatMap((l) => upTo(symbols.units(l)).map((u) => this.#unit(l, u)));
    const inputs = upTo(symbols.inputs).map((i) => this.#input(i));
    const constants = this.#places.slice(0, -1).map((places) => this.#constant(places.at(-1)));
    const end = this.#loss(loss);
    const all = [...inputs, ...units, end, ...constants, ...into, ...wires];
    // The names keep their places from stage to stage: they choose first.
    const labels = ["names", "factors", "labels"].flatMap((kind) => all.flatMap((part) => part[kind] ?? []));
    const spots = arrange(
      labels.map(({ variants, places }) => ({ sizes: variants.map(sizeOf), places })),
      [...wires, ...into].map(({ segment }) => segment),
      all.flatMap(({ body }) => body ?? []),
      { left: 0, right: width, top: 0, bottom: height },
    );
    this.#drawing.replaceChildren(
      svg("g", {}, ...[...wires, ...into].map(({ drawn }) => drawn)),
      ...[...inputs, ...constants, ...units, end].map(({ drawn }) => drawn),
      svg("g", { class: "labels" }, ...labels.flatMap((one, at) => (spots[at] ? this.#written(one, spots[at]) : []))),
    );
    this.#explain(labels.filter((_, at) => !spots[at]));
    // Where it has to be scrolled, what it is about is seen.
    const hidden = this.#scrolled.scrollWidth - this.#scrolled.clientWidth;
    const place = { loss: layers + 1, update: 0 }[this.#stages[at].kind] ?? this.#stages[at].layer;
    if (hidden > 0) this.#scrolled.tabIndex = 0;
    else this.#scrolled.removeAttribute("tabindex");
    if (hidden > 0) this.#scrolled.scrollLeft = (hidden * place) / (layers + 1);
  }

  /** Where everything stands, as wide as there is room. */
  #spread() {
    const symbols = this.#symbols;
    const { layers } = symbols;
    // Where several lines come from the left, names begin there.
    const named = Math.max(sizeOf(this.#ofAll()).width, widthOf(this.#lossName()));
    const behind = Math.max(72, symbols.outputs > 1 ? named - LOSS + 6 : named / 2 + 6);
    const widthFor = (/** @type {number[]} */ [across, toLoss]) => MARGIN + across * layers + toLoss + behind;
    const more = symbols.outputs > 1 ? SEVERAL : 0;
    const best = [ACROSS.best[layers] + more, TO_LOSS.best[layers]];
    const least = [ACROSS.least[layers] + more, TO_LOSS.least + more];
    this.#room = this.#scrolled.clientWidth;
    const room = this.#room || widthFor(best);
    const share = Math.max(0, Math.min(1, (room - widthFor(least)) / (widthFor(best) - widthFor(least))));
    const [across, toLoss] = best.map((most, at) => least[at] + (most - least[at]) * share);
    const width = widthFor([across, toLoss]);
    const scale = Math.max(SMALLEST, Math.min(LARGEST, room / width));
    const down = symbols.isSlide && symbols.inputs === 1 ? FAR_DOWN : DOWN;
    const counts = [symbols.inputs + 1, ...upTo(layers).map((l) => symbols.units(l) + (l < layers ? 1 : 0))];
    const middle = ABOVE + (down * (Math.max(...counts) - 1)) / 2;
    // The last line of what is below the loss, and of what is below the last unit.
    const lowest = [
      middle + RADIUS + 10 + sizeOf([...this.#targets(), ...this.#ofAll()]).height,
      middle + (down * (symbols.outputs - 1)) / 2 + RADIUS + 6 + 2 * LINE,
      middle + (down * (Math.max(...counts) - 1)) / 2 + BELOW,
    ];
    const height = Math.max(...lowest);
    const column = (place, count) =>
      upTo(count).map((_, row) => ({ x: MARGIN + across * place, y: middle + (row - (count - 1) / 2) * down }));
    // Column 0 are the inputs, the last of each column but the output's is the constant of the biases.
    this.#places = counts.map((count, place) => column(place, count));
    this.#drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.#drawing.style.width = `${(width * scale).toFixed(1)}px`;
    return { loss: { x: width - behind, y: middle }, width, height };
  }

  /** The lines of a label where there is room for it. */
  #written({ variants }, { x, y, variant }) {
    const lines = variants[variant];
    return lines.map(({ symbol, content, className }, at) =>
      svg("text", { x, y: y + (at - (lines.length - 1) / 2) * LINE, class: className, symbol }, content),
    );
  }

  /** Says below the drawing what has no room in it: what it is of lights up there. */
  #explain(labels) {
    const symbols = this.#symbols;
    const items = labels.flatMap(({ variants }) => {
      const { symbol, content } = variants.at(-1).at(-1);
      if (!symbol || content === "?") return [];
      return h("span", { "data-symbol": symbol }, `${symbols.plain(symbol)} = ${this.#write(symbol)}`);
    });
    this.#legend.hidden = !items.length;
    this.#legend.replaceChildren(...items);
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

  /** The connections into a layer, and what is to be read on them. */
  #wires(l) {
    const symbols = this.#symbols;
    const { example } = symbols;
    const [sources, targets] = [this.#places[l - 1], this.#places[l]];
    const units = upTo(symbols.units(l));
    const all = sources.length * units.length <= LABELLED;
    const chosen = Math.min(this.#chosen.get(l) ?? 1, units.length);
    // Where the connections of several units are apart.
    const best = units.length > 1 ? 0.3 : 0.46;
    return units.flatMap((u) =>
      sources.map((from, row) => {
        const i = row === sources.length - 1 ? 0 : row + 1;
        const to = targets[u - 1];
        const segment = this.#segment(from, to, i ? RADIUS : CONSTANT);
        const ids = [
          symbols.id("w", l, i, u),
          i ? symbols.id("product", l, i, u, example) : "",
          symbols.id("dloss_dw", l, i, u, example),
          symbols.id("mean", l, i, u),
          symbols.id("new_w", l, i, u),
        ].filter(Boolean);
        const isActive =
          this.#isNow("net", l) || this.#isNow("mean", l) || this.#isNow("dnet_dw", l) || this.#isNow("update");
        const isBack =
          this.#isNow("mean", l) || this.#isNow("update") || (l > 1 && this.#isNow("dloss_dout", l - 1) && i > 0);
        const isLabelled = (all || u === chosen) && this.#isLabelled(l);
        return {
          segment,
          labels: isLabelled
            ? [{ variants: this.#wireLabel(l, i, u), places: alongLine(segment, best, to.y < from.y) }]
            : [],
          drawn: svg(
            "g",
            { class: `hand-wire${isActive || isBack ? " now" : ""}${isBack ? " back" : ""}`, symbol: ids.join(" ") },
            this.#path(segment),
          ),
        };
      }),
    );
  }

  /** From the body of one to that of another. */
  #segment(from, to, radius, end = RADIUS) {
    const angle = Math.atan2(to.y - from.y, to.x - from.x);
    const [across, down] = [Math.cos(angle), Math.sin(angle)];
    return {
      x1: from.x + radius * across,
      y1: from.y + radius * down,
      x2: to.x - end * across,
      y2: to.y - end * down,
    };
  }

  #path({ x1, y1, x2, y2 }) {
    return svg("path", { d: `M${x1} ${y1}L${x2} ${y2}`, class: "line" });
  }

  /**
   * What is to be read on a connection: the weight, the term of the sum, a share that goes back, the slope, what it becomes.
   * First as it is said best, last as it is said shortest.
   */
  #wireLabel(l, i, u) {
    const symbols = this.#symbols;
    const id = (kind, ...at) => symbols.id(kind, ...at);
    const w = id("w", l, i, u);
    const weight = this.#write(w);
    // A result with what it is made of or what it is called: in two lines, in one, alone.
    const equation = (of, left, className) => {
      const value = this.#write(of);
      const strong = `wire-label ${className} strong`;
      const two = [line(of, left, `wire-label ${className}`), line(of, `= ${value}`, strong)];
      const one = [line(of, `${left} = ${value}`, strong)];
      return [symbols.units(l) > 1 ? one : two, one, [line(of, value, strong)]];
    };
    if (this.#isNow("net", l) && i) {
      const incoming = l === 1 ? id("x", i, symbols.example) : id("out", l - 1, i, symbols.example);
      return equation(id("product", l, i, u, symbols.example), `${weight}·${this.#bracket(incoming)}`, "");
    }
    if (l > 1 && this.#isNow("dloss_dout", l - 1) && i) {
      const share = `${weight}·${this.#bracket(id("delta", l, u, symbols.example))}`;
      return equation(id("term", l - 1, i, u, symbols.example), share, "back");
    }
    const slope = this.#isNow("dnet_dw", l) ? id("dnet_dw", l, i, symbols.example) : id("mean", l, i, u);
    if (this.#isNow("dnet_dw", l))
      return equation(slope, symbols.isSlide ? `∂net/∂${symbols.plain(w)}` : "∂net/∂w", "back");
    if (this.#isNow("mean", l)) return equation(slope, symbols.isSlide ? symbols.plain(slope) : "∂Loss/∂w", "back");
    if (this.#isNow("update")) {
      const after = id("new_w", l, i, u);
      const becomes = line(after, `→ ${this.#write(after)}`, "wire-label strong");
      return [
        [line(w, weight, "wire-label old"), becomes],
        [becomes],
        [line(after, this.#write(after), "wire-label strong")],
      ];
    }
    // On the slide there is room for names.
    const plain = [line(w, weight, "wire-label")];
    return symbols.isSlide ? [[line(w, `${symbols.plain(w)} = ${weight}`, "wire-label")], plain] : [plain];
  }

  #bracket(id) {
    const written = this.#write(id);
    return written.startsWith("−") ? `(${written})` : written;
  }

  /** A body: a circle, or as wide as its number is. */
  #body({ x, y }, written, least = RADIUS) {
    const half = Math.max(least, widthOf(written) / 2 + 4);
    const size = { x: -half, y: -RADIUS, width: 2 * half, height: 2 * RADIUS };
    return { size, body: { left: x - half, right: x + half, top: y - RADIUS, bottom: y + RADIUS } };
  }

  #input(i) {
    const symbols = this.#symbols;
    const place = this.#places[0][i - 1];
    const id = symbols.id("x", i, symbols.example);
    const written = this.#write(id);
    const { size, body } = this.#body(place, written);
    return {
      body,
      names: [{ variants: [[line(id, symbols.plain(id))]], places: aroundBody(body, false) }],
      drawn: svg(
        "g",
        { class: "hand-unit input", symbol: id, transform: `translate(${place.x} ${place.y})` },
        svg("rect", { ...size, rx: 9, class: "body" }),
        svg("text", { class: "number" }, written),
      ),
    };
  }

  #constant({ x, y }) {
    return {
      body: { left: x - CONSTANT, right: x + CONSTANT, top: y - CONSTANT, bottom: y + CONSTANT },
      drawn: svg(
        "g",
        { class: "hand-unit constant", transform: `translate(${x} ${y})` },
        svg("circle", { r: CONSTANT, class: "body" }),
        svg("text", { class: "number" }, "1"),
      ),
    };
  }

  #unit(l, u) {
    const symbols = this.#symbols;
    const place = this.#places[l][u - 1];
    const id = (kind) => symbols.id(kind, l, u, symbols.example);
    const main = this.#knows(id("out")) ? id("out") : id("net");
    const written = this.#write(main);
    const { size, body } = this.#body(place, written);
    const isNow = ["net", "out"].some((kind) => this.#isNow(kind, l));
    const isBack = ["dloss_dout", "dout_dnet"].some((kind) => this.#isNow(kind, l));
    const name = symbols.plain(main);
    const factors = this.#factors(l).map(id);
    return {
      body,
      names: [{ variants: [[line(main, name)]], places: aroundBody(body, false) }],
      factors: factors.length
        ? [{ variants: [factors.map((one) => this.#factor(one))], places: aroundBody(body, true) }]
        : [],
      drawn: svg(
        "g",
        {
          class: `hand-unit neuron${isNow ? " now" : ""}${isBack ? " now back" : ""}`,
          transform: `translate(${place.x} ${place.y})`,
          "data-unit": `${l}.${u}`,
        },
        svg(
          "title",
          {},
          this.#t("backprop.unit.title", { unit: name, activation: this.#t(`activation.${symbols.activation(l)}`) }),
        ),
        svg("rect", { ...size, rx: RADIUS, class: "body", symbol: main }),
        svg("text", { class: "number", symbol: main }, written),
      ),
    };
  }

  /** Of the backward way what is worked out at a unit now; afterwards what the weights need of it. That of an output's loss is on its connection. */
  #factors(l) {
    if (this.#stages[this.#at].part === "forward") return [];
    const isOutput = l === this.#symbols.layers;
    const wanted = this.#isNow("dloss_dout", l)
      ? isOutput
        ? []
        : ["dloss_dout"]
      : this.#isNow("dout_dnet", l)
        ? ["dout_dnet", "delta"]
        : ["delta"];
    return wanted.filter((kind) => this.#knows(this.#symbols.id(kind, l, 1, this.#symbols.example)));
  }

  #factor(id) {
    const name = this.#symbols.isSlide ? this.#symbols.plain(id) : SHORT[id.match(/^[a-z_]+/)[0]];
    return line(id, `${name} = ${this.#write(id)}`, "label back");
  }

  #intoLoss(u, loss) {
    const symbols = this.#symbols;
    const { layers, example } = symbols;
    const isBack = this.#isNow("dloss_dout", layers);
    const isNow = this.#isNow("loss");
    const segment = this.#segment(this.#places[layers][u - 1], loss, RADIUS);
    const id = symbols.id("dloss_dout", layers, u, example);
    const [name, value] = [SHORT.dloss_dout, this.#write(id)];
    // One factor of δ, as long as that is worked out.
    const isRead = this.#knows(id) && (isBack || (symbols.isSlide && this.#isNow("dout_dnet", layers)));
    const variants = [
      [line(id, name, "label back"), line(id, `= ${value}`, "label back strong")],
      [line(id, `${name} = ${value}`, "label back strong")],
      [line(id, value, "label back strong")],
    ];
    const { x, y } = this.#places[layers][u - 1];
    const around = aroundBody({ left: x - RADIUS, right: x + RADIUS, top: y - RADIUS, bottom: y + RADIUS }, true);
    const along = alongLine(segment, 0.5, true);
    return {
      segment,
      labels: isRead ? [{ variants, places: (size) => [...along(size), ...around(size)] }] : [],
      drawn: svg(
        "g",
        {
          class: `hand-wire thin${isNow || isBack ? " now" : ""}${isBack ? " back" : ""}`,
          symbol: isBack ? id : symbols.id("out", layers, u, example),
        },
        this.#path(segment),
      ),
    };
  }

  #lossName() {
    return this.#t("backprop.loss.one", { number: this.#symbols.example });
  }

  #targets() {
    const symbols = this.#symbols;
    const targets = upTo(symbols.isSparse ? 1 : symbols.outputs).map((u) => symbols.id("y", u, symbols.example));
    return targets.map((one) => line(one, `${symbols.plain(one)} = ${this.#write(one)}`));
  }

  /** The loss that is trained, that of all examples, in short lines: there is more beside it. */
  #ofAll() {
    const { byId, digits, isSlide, shown } = this.#symbols;
    const mean = byId.get("mean_loss");
    if (!mean || shown.examples < 2) return [];
    const known = isSlide ? digits.one(mean.value, 6) : digits.short(mean.value);
    const [of, is] = this.#t("backprop.loss.all", { count: shown.examples }).split(" = ");
    return [
      line("mean_loss", of),
      line("mean_loss", `= ${is}`),
      line("mean_loss", this.#knows("mean_loss") ? known : "?", "label strong"),
    ];
  }

  #loss(place) {
    const symbols = this.#symbols;
    const id = symbols.id("loss", symbols.example);
    const written = this.#write(id);
    const { size, body } = this.#body(place, written, LOSS);
    const [targets, all] = [this.#targets(), this.#ofAll()];
    const below = { ...body, bottom: body.bottom + 2 + sizeOf(targets).height };
    return {
      body,
      names: [
        { variants: [[line(id, this.#lossName())]], places: aroundBody(body, false) },
        { variants: [targets], places: aroundBody(body, true) },
        ...(all.length ? [{ variants: [all], places: aroundBody(below, true) }] : []),
      ],
      drawn: svg(
        "g",
        {
          class: `hand-unit loss${this.#isNow("loss") ? " now" : ""}`,
          transform: `translate(${place.x} ${place.y})`,
        },
        svg("title", {}, this.#t(`loss.${symbols.loss}`)),
        svg("rect", { ...size, rx: 4, class: "body", symbol: id }),
        svg("text", { class: "number", symbol: id }, written),
      ),
    };
  }
}
