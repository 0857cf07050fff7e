// The network as a drawing: every input and unit with its heat map, every weight a line, every bias a dot. It is one Tab stop.
import { nextFrame } from "../../engine/clock.js";
import { Closed, Died } from "../../engine/link.js";
import { spoken, whyFailed } from "../../i18n/index.js";
import { imported } from "../../once.js";
import { h, styleSheet, unset } from "../../ui/dom.js";
import { pointerAt } from "../../ui/pointer.js";
import { render } from "../../ui/lit.js";
import { Edges } from "../edges.js";
import { next } from "./drawing/keys.js";
import { HEAD_ROOM, heads } from "./drawing/layers.js";
import { layout, linkAt, parametersOf, partOf, placeOf } from "./drawing/layout.js";
import { drawBias, drawLink, legend } from "./drawing/marks.js";
import { Names } from "./drawing/names.js";
import { scene } from "./drawing/scene.js";
import { Tiles } from "./drawing/tiles.js";
import { Tip } from "./drawing/tip.js";
import { classNames } from "./names.js";

/** Pixels from a line at which it is still pointed at: with a mouse, and with a finger. */
const REACH = { mouse: 7, touch: 16 };

/**
 * @typedef {import("./drawing/layout.js").Layout} Layout
 * @typedef {import("./drawing/layout.js").Shape} Shape
 * @typedef {import("./drawing/layout.js").Link} Link
 * @typedef {import("./drawing/layout.js").Bias} Bias
 * @typedef {import("../../i18n/index.js").Text} Text
 *
 * @typedef {{ layer?: number, unit: number }} Source What has a picture, numbered from 0; without a layer a feature that the data offers.
 *
 * @typedef {object} Desk What the drawing does in the lab.
 * @property {(written: Record<string, unknown>) => unknown} change Changes settings.
 * @property {() => Record<string, any>} settings Those that are wanted.
 * @property {string[]} activations Those that a network can be trained with.
 * @property {string[]} initializers
 * @property {(source: Source | null, label: string) => void} point Shows a picture large; null is the output.
 * @property {() => void} look Asks for another picture.
 * @property {() => void} pause Ends training: a number is changed at rest.
 * @property {(row: number, way: import("./drawing/chain.js").Way) => Promise<string[]>} byHand Opens the numbers of an example by hand, or
 *   says what stands against it, by the keys of its texts.
 * @property {() => void} release No example is to be followed any more.
 * @property {(method: "set_weight" | "set_bias", values: number[], isKept: boolean) => Promise<unknown>} set Changes a number, as the engine
 *   counts it; where it is kept Undo brings the one before back.
 */

/** What it says. @param {string} lang */
const texts = (lang) => spoken(lang, [`i18n/${lang}.json`, `labs/network/drawing/${lang}.json`]);

/** A drawing in an element, as large as that is. @param {HTMLElement} element @param {import("../index.js").Host} host @param {Desk} desk */
export async function graph(element, host, desk) {
  host.adopt(styleSheet(new URL("./drawing/style.css", import.meta.url)));
  return new Graph(element, desk, await texts(host.text.lang));
}

export class Graph {
  key = "network";
  #desk;
  #text;
  #room = h("div", { class: "net-room" });
  #net = h("div", { class: "net" });
  #heads = h("div", { class: "net-heads" });
  #lines = h("div", { class: "net-lines" });
  #legend = h("div", { class: "legend net-legend" });
  #foot = h("div", { class: "net-foot" }, this.#legend);
  #tiles = new Tiles();
  /** A low window has no room for all inputs beside an open drawer. */
  #edges;
  #tip;
  /** Once something was edited. @type {ReturnType<typeof import("./drawing/editing.js").editing> | null} */
  #editing = null;
  /** From the first data on. @type {Names} */
  #names = unset;
  #size = { width: 0, height: 0 };
  /** @type {Shape | null} */
  #shape = null;
  /** @type {import("./view.js").Moment | null} */
  #moment = null;
  /** @type {Layout | null} */
  #layout = null;
  /** The layers that are shown whole. @type {Set<number>} */
  #opened = new Set();
  /** @type {Float32Array | null} */
  #parameters = null;
  #isPlaying = false;
  /** The example that is followed, among the data. @type {number | null} */
  #row = null;
  /** Once there was one. @type {import("./drawing/flow.js").Flow | null} */
  #flow = null;
  /** The same, or the one before, as the core has it. @type {import("./drawing/chain.js").Pass | null} */
  #pass = null;
  /** What is reached by Tab, and what is pointed at: by a pointer, and by the keyboard. @type {string | null} */
  #stop = null;
  /** @type {string | null} */
  #hovered = null;
  /** @type {string | null} */
  #focused = null;
  /** @type {Map<string, SVGElement>} */
  #nodes = new Map();
  /** The line of each link, and how it is drawn. @type {[Link, SVGElement, string][]} */
  #links = [];
  /** @type {[Bias, SVGElement, string][]} */
  #biases = [];
  /** With the next frame: what changes a size while sizes are looked at is an error, to the whole window. */
  #resized = new ResizeObserver(async ([{ contentRect }]) => {
    await nextFrame();
    this.#size = { width: Math.floor(contentRect.width), height: Math.floor(contentRect.height) };
    this.#draw();
    this.#desk.look();
  });

  /** @param {HTMLElement} element @param {Desk} desk @param {Text} text */
  constructor(element, desk, text) {
    this.element = element;
    this.#desk = desk;
    this.#text = text;
    this.#tip = new Tip(this.#room);
    this.#net.append(this.#tiles.element, this.#heads, this.#lines);
    this.#room.prepend(this.#net);
    element.replaceChildren(this.#room, this.#foot);
    this.#edges = new Edges(element);
    const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ listener) =>
      this.#lines.addEventListener(type, listener);
    on("pointermove", (event) => this.#hover(this.#at(event)));
    on("pointerleave", () => this.#hover(null));
    on("click", (event) => this.#press(this.#at(event)));
    on("keydown", (event) => this.#key(event));
    on("focusin", ({ target }) => this.#focus(target.closest("[data-id]")?.dataset.id ?? null));
    on("focusout", () => this.#focus(null));
    this.#resized.observe(this.#room);
  }

  close() {
    this.#resized.disconnect();
    this.#edges.close();
  }

  /** @param {boolean} isPlaying @returns {import("../../engine/protocol.js").Want} */
  want(isPlaying) {
    this.#isPlaying = isPlaying;
    const shown = Uint32Array.from(this.#layout?.layers ?? [], (units) => units.length);
    const samples = this.#layout ? this.#tiles.samples(this.#layout, isPlaying) : 4;
    const [kind, layer, unit] = (this.#pointed ?? "").split(".");
    const pointed = kind === "u" ? { layer: Number(layer) - 1, unit: Number(unit) - 1 } : undefined;
    const theme = this.#moment?.style.theme ?? "light";
    const example = isPlaying ? undefined : (this.#row ?? undefined);
    return { kind: "units", samples, theme, shown, unit: pointed, example };
  }

  /** Shows the values of an example on their way through the network, or none any more. @param {number | null} row Among the data. */
  async follow(row) {
    if (row === this.#row) return;
    this.#row = row;
    if (row === null) this.#pass = null;
    else await this.#loadFlow();
    this.#showFlow();
    this.#desk.look();
  }

  /** The numbers of the example that is followed. At rest: nobody reads numbers that fly. */
  #showFlow() {
    const [layout, parameters, pass] = [this.#layout, this.#parameters, this.#pass];
    const place = /** @type {SVGElement | null} */ (this.#lines.querySelector(".numbers"));
    if (!layout || !place || !this.#flow) return;
    const isSeen = this.#row !== null && !this.#isPlaying;
    const found = isSeen && pass && parameters ? { pass, parameters } : null;
    this.#flow.show(layout, this.#nodes, place, this.#names, found, this.#pointed ?? this.#pinned);
    this.#legend.hidden = found !== null;
  }

  async #loadFlow() {
    /** @type {typeof import("./drawing/flow.js") | null} */
    const module = await this.#loaded(imported(new URL("./drawing/flow.js", import.meta.url)));
    if (!module || this.#flow) return;
    this.#flow = new module.Flow({
      turned: () => this.#showFlow(),
      byHand: (row, way) => this.#openByHand(row, way),
      ended: () => {
        this.#desk.release();
        this.#nodes.get(this.#stop ?? "")?.focus({ preventScroll: true });
      },
    });
    this.#foot.append(this.#flow.element);
  }

  /** What edits, or null. */
  async #loadEditing() {
    /** @type {typeof import("./drawing/editing.js") | null} */
    const module = await this.#loaded(imported(new URL("./drawing/editing.js", import.meta.url)));
    if (module) this.#editing ??= module.editing(this.#room, this.#desk);
    return this.#editing;
  }

  /** What is not loaded before it is needed; where that fails, why is said, except of a training that has ended. @param {Promise<any>} loading */
  async #loaded(loading) {
    try {
      return await loading;
    } catch (error) {
      if (error instanceof Closed || error instanceof Died) return null;
      const message = whyFailed(/** @type {Error} */ (error), this.#text);
      this.#tip.say(this.#text.t("failed", { message }));
      return null;
    }
  }

  /** @param {number} row @param {import("./drawing/chain.js").Way} way */
  async #openByHand(row, way) {
    /** @type {string[] | null} */
    const problems = await this.#loaded(this.#desk.byHand(row, way));
    if (problems?.length) this.#tip.say(problems.map((key) => this.#text.t(key)).join(" "));
  }

  /** @param {import("./view.js").Moment} moment */
  dress(moment) {
    this.#moment = moment;
    if (moment.text.lang !== this.#text.lang) this.#translate(moment.text.lang);
    if (!moment.data) return;
    const { network, features, offered } = moment.data.description;
    const layers = network.layers.map(({ units }) => units);
    const shape = { offered, features, layers };
    if (JSON.stringify(shape) !== JSON.stringify(this.#shape)) {
      this.#parameters = null;
      this.#pass = null;
      if (this.#editing?.number.id) this.#editing.popup.close();
    }
    this.#shape = shape;
    this.#names = new Names(this.#text, moment.data.description, classNames(moment.settings, moment.text));
    this.#editing?.layer.show(moment.settings.layers);
    this.#draw();
  }

  /** @param {string} lang */
  async #translate(lang) {
    const text = await texts(lang).catch(() => null);
    if (!text || lang !== this.#moment?.text.lang) return;
    this.#text = text;
    this.#editing?.popup.close();
    this.dress(this.#moment);
  }

  /** @param {{ parameters: Float32Array, unit: import("./drawing/tip.js").UnitState | null, pass: import("./drawing/chain.js").Pass | null } & import("./drawing/tiles.js").Pictures} answer */
  show(answer) {
    // It may be of the network that was there before.
    if (!this.#layout || !this.#shape || answer.parameters.length !== parametersOf(this.#shape)) return;
    this.#tiles.show(answer, this.#layout);
    this.#parameters = answer.parameters;
    this.#pass = this.#row === null ? null : answer.pass; // it may be of an example that is followed no longer
    this.#update();
    this.#showFlow();
    this.#showTip(answer.unit);
    const part = partOf(this.#layout, this.#editing?.number.id ?? null);
    if (part) {
      const value = this.#parameters[part.index];
      this.#editing?.number.show(this.#names.parameter(part, value), value);
    }
  }

  /** Paints the heat maps for another theme, before this returns. @param {InstanceType<import("./view.js").Wasm["Experiment"]>} experiment With the weights that are seen. */
  repaint(experiment) {
    const drawn = this.#layout;
    if (!drawn || !this.#moment) return;
    const samples = this.#tiles.samples(drawn, false);
    const shown = Uint32Array.from(drawn.layers, (units) => units.length);
    const pictures = experiment.unit_pictures(samples, this.#moment.style.theme, shown);
    this.#tiles.show({ samples, ...pictures }, drawn);
  }

  #draw() {
    const shape = this.#shape;
    if (!shape || this.#size.width < 1) return;
    const drawn = layout(shape, { ...this.#size, top: HEAD_ROOM, ...this.#names.fit(this.#size.width) }, this.#opened);
    this.#layout = drawn;
    Object.assign(this.#net.style, { width: `${drawn.width}px`, height: `${drawn.height}px` });
    render(scene(drawn, this.#names, this.#pinned), this.#lines);
    this.#showHeads(drawn);
    this.#collect(drawn);
    legend(this.#legend, this.#text);
    this.#edges.show();
    this.#tiles.draw(drawn);
    if (this.#parameters) this.#update();
    this.#showFlow();
    this.#tell();
  }

  /** Over each layer what changes it. @param {Layout} drawn */
  #showHeads({ layers, inputs, width, spacing }) {
    const settings = this.#moment?.settings;
    if (!settings) return;
    const { t } = this.#text;
    const open = async (/** @type {number} */ at) => {
      const editing = await this.#loadEditing();
      if (!this.#desk.settings().layers[at]) return; // it was removed meanwhile
      const [{ x }] = this.#layout?.layers[at] ?? [{ x: 0 }];
      const opener = () => /** @type {HTMLElement | null} */ (this.#heads.querySelectorAll(".units")[at] ?? null);
      editing?.layer.open(at, { x, y: HEAD_ROOM }, opener, this.#text);
    };
    render(heads(settings, t, this.#desk, open, spacing), this.#heads);
    const columns = [inputs[0].x, ...layers.slice(0, -1).map(([{ x }]) => x)];
    const before = (columns[1] ?? width) - (spacing - 6) / 2 - 6; // where the first layer's buttons begin
    [...this.#heads.children].forEach((head, at) => {
      const first = at === 0;
      const room = Math.min(first ? before : spacing - 6, 132);
      const left = Math.max(0, Math.min((columns[at] ?? width) - room / 2, width - room));
      Object.assign(/** @type {HTMLElement} */ (head).style, { left: `${first ? 0 : left}px`, width: `${room}px` });
    });
  }

  /** The nodes that change with every picture. @param {Layout} drawn */
  #collect({ inputs, links, biases }) {
    const all = /** @type {NodeListOf<SVGElement>} */ (this.#lines.querySelectorAll("[data-id]"));
    this.#nodes = new Map([...all].map((node) => [node.dataset.id ?? "", node]));
    const lines = /** @type {NodeListOf<SVGElement>} */ (this.#lines.querySelectorAll("path.link"));
    this.#links = links.map((link, at) => [link, lines[at], ""]);
    this.#biases = biases.map((bias) => [bias, /** @type {SVGElement} */ (this.#nodes.get(bias.id)), ""]);
    if (!this.#nodes.has(this.#stop ?? "")) this.#stop = inputs[0].id;
    for (const [id, node] of this.#nodes) node.setAttribute("tabindex", id === this.#stop ? "0" : "-1");
    if (this.#hovered && !this.#nodes.has(this.#hovered)) this.#hovered = null;
    if (this.#focused && !this.#nodes.has(this.#focused)) this.#focused = null;
  }

  /** The weights and biases of now. What they are called changes at rest: nobody reads sixty names a second. */
  #update() {
    const parameters = this.#parameters;
    if (!parameters) return;
    for (const entry of this.#links) drawLink(entry, parameters[entry[0].index], this.#pointed);
    for (const entry of this.#biases) drawBias(entry, parameters[entry[0].index]);
    if (!this.#isPlaying) this.#name();
  }

  #name() {
    const { links, biases } = this.#layout ?? { links: [], biases: [] };
    for (const part of [...links, ...biases]) {
      const value = this.#parameters?.[part.index];
      if (value !== undefined) this.#nodes.get(part.id)?.setAttribute("aria-label", this.#names.parameter(part, value));
    }
  }

  /** What is pointed at. */
  get #pointed() {
    return this.#hovered ?? this.#focused;
  }

  /** The unit that the big picture shows when nothing is pointed at. */
  get #pinned() {
    const [layer, unit] = (this.#moment?.settings.unit ?? "").split(".").map(Number);
    return unit <= (this.#shape?.layers[layer - 1] ?? 0) ? `u.${layer}.${unit}` : null;
  }

  /** What is under a pointer; of what was pressed without one, that itself. @param {PointerEvent | MouseEvent} event */
  #at(event) {
    const { target } = event;
    const id = /** @type {Element} */ (target).closest?.("[data-id]")?.getAttribute("data-id") ?? null;
    if (id || !this.#layout) return id;
    const [x, y] = pointerAt(event, this.#lines);
    const reach = "pointerType" in event && event.pointerType === "touch" ? REACH.touch : REACH.mouse;
    return linkAt(this.#layout, x, y, reach)?.id ?? null;
  }

  /** @param {string | null} id */
  #hover(id) {
    if (id === this.#hovered) return;
    this.#hovered = id;
    this.#light();
  }

  /** @param {string | null} id */
  #focus(id) {
    if (id) {
      if (this.#stop) this.#nodes.get(this.#stop)?.setAttribute("tabindex", "-1");
      this.#stop = id;
      this.#nodes.get(id)?.setAttribute("tabindex", "0");
    }
    // What a pointer has pressed is pointed at only as long as it is there.
    const isByKeys = id && this.#nodes.get(id)?.matches(":focus-visible");
    const focused = isByKeys ? id : null;
    if (focused === this.#focused) return;
    this.#focused = focused;
    this.#light();
  }

  /** Shows what is pointed at. */
  #light() {
    const pointed = this.#pointed;
    for (const [{ id }, line] of this.#links) line.classList.toggle("lit", id === pointed);
    this.#lines.classList.toggle("pointing", pointed !== null);
    this.#tell();
    this.#showFlow();
    this.#showTip(null);
    this.#desk.look();
  }

  /** Tells which unit is to be shown large. */
  #tell() {
    const pointed = this.#pointed;
    // One that is folded away is shown large, too.
    const shown = pointed && /^[iu]\./.test(pointed) && this.#nodes.has(pointed) ? pointed : this.#pinned;
    const [kind, ...numbers] = (shown ?? "").split(".");
    const layers = this.#shape?.layers ?? [];
    if (kind === "i") {
      const name = numbers.join(".");
      const unit = this.#shape?.offered.indexOf(name) ?? 0;
      return this.#desk.point({ unit }, this.#names.input(name));
    }
    const [layer, unit] = numbers.map(Number);
    if (kind !== "u" || (layer === layers.length && layers[layer - 1] === 1)) return this.#desk.point(null, "");
    const name = this.#names.unit(layer, unit);
    const label = layer === 1 && layers.length > 1 ? this.#text.t("drawing.line", { name }) : name;
    this.#desk.point({ layer: layer - 1, unit: unit - 1 }, label);
  }

  /** @param {import("./drawing/tip.js").UnitState | null} state */
  #showTip(state) {
    const id = this.#pointed;
    const place = id && this.#layout && placeOf(this.#layout, id);
    if (!place || this.#editing?.popup.isOpen) return this.#tip.hide();
    const part = partOf(this.#layout, id);
    const value = part && this.#parameters?.[part.index];
    const name = part
      ? this.#names.parameter(part, value ?? 0)
      : (this.#nodes.get(id)?.getAttribute("aria-label") ?? "");
    const [kind, layer] = id.split(".");
    const activation =
      kind === "u" ? this.#moment?.data?.description.network.layers[Number(layer) - 1].activation : undefined;
    this.#tip.show({ id, name, place, activation, lines: this.#flow?.lines(id) ?? [], state, text: this.#text });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const id = /** @type {Element} */ (event.target).closest("[data-id]")?.getAttribute("data-id");
    if (!id || !this.#layout || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && this.#row !== null && !this.#editing?.popup.isOpen) return this.#desk.release();
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (!event.repeat) this.#press(id);
      return;
    }
    const to = next(this.#layout, id, event.key);
    if (!to) return;
    event.preventDefault();
    this.#nodes.get(to)?.focus();
  }

  /** @param {string | null} id */
  #press(id) {
    const [kind, ...rest] = (id ?? "").split(".");
    if (kind === "i") this.#toggle(rest.join("."));
    if (kind === "u") this.#pin(rest.map(Number));
    if (kind === "f") this.#open(Number(rest[0]));
    if (id && (kind === "w" || kind === "b")) this.#edit(id);
    else this.#editing?.popup.close();
  }

  /** Opens the number of a weight or a bias. @param {string} id */
  async #edit(id) {
    const editing = await this.#loadEditing();
    if (!editing) return;
    const part = partOf(this.#layout, id);
    const place = this.#layout && placeOf(this.#layout, id);
    const value = part && this.#parameters?.[part.index];
    if (!part || !place || value === undefined) return;
    this.#desk.pause();
    this.#tip.hide();
    const [layer, unit] = [part.layer - 1, part.unit - 1];
    const edited = {
      id,
      name: this.#names.parameter(part, value),
      value,
      place,
      set: (/** @type {number} */ number, /** @type {boolean} */ isKept) =>
        "input" in part
          ? this.#desk.set("set_weight", [layer, part.input - 1, unit, number], isKept)
          : this.#desk.set("set_bias", [layer, unit, number], isKept),
      opener: () => this.#nodes.get(id),
    };
    editing.number.open(edited, this.#text);
  }

  /** Switches an input on or off. The last one stays. @param {string} name */
  #toggle(name) {
    const { offered = [] } = this.#shape ?? {};
    /** @type {string[]} */
    const wanted = this.#desk.settings().features;
    const before = wanted.some((one) => offered.includes(one)) ? wanted : (this.#shape?.features ?? []);
    const features = before.includes(name) ? before.filter((one) => one !== name) : [...before, name];
    if (features.some((one) => offered.includes(one))) this.#desk.change({ features });
    else this.#tip.say(this.#text.t("drawing.last"));
  }

  /** Shows a unit large, and goes on doing so; or the output again. @param {number[]} numbers */
  #pin([layer, unit]) {
    const layers = this.#shape?.layers ?? [];
    const isOutput = layer === layers.length && layers[layer - 1] === 1;
    const name = `${layer}.${unit}`;
    this.#desk.change({ unit: isOutput || this.#desk.settings().unit === name ? "output" : name });
  }

  /** Shows all units of a layer, or fewer again. @param {number} layer */
  #open(layer) {
    if (!this.#opened.delete(layer)) this.#opened.add(layer);
    this.#draw();
    this.#desk.look();
  }
}
