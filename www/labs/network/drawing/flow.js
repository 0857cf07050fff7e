// An example that is followed through the network: its numbers on the drawing, forward or backward, and the bar that says which.
import { h } from "../../../ui/dom.js";
import { html, render, signButton, svg } from "../../../ui/lit.js";
import { Chain } from "./chain.js";
import { labelled, unitOf } from "./labels.js";

/** Digits of numbers: in heat maps of at least this side, and elsewhere, where there is little room. */
const MANY = 3;
const FEW = 2;
const ROOMY = 40;
/** Characters that such a heat map has room for. */
const LONG = 6;

/** A finger points at nothing: what is said beside a part is said in the bar then. */
const noHover = matchMedia("(hover: none)");

/** @type {import("./chain.js").Way[]} */
const WAYS = ["forward", "backward"];

/**
 * @typedef {import("./chain.js").Pass} Pass
 * @typedef {import("./layout.js").Layout} Layout
 *
 * @typedef {object} On
 * @property {() => void} turned The other way is wanted.
 * @property {(row: number, way: import("./chain.js").Way) => unknown} byHand Opens the same numbers in the chapter of that name.
 * @property {() => void} ended It is followed no more.
 */

export class Flow {
  element = h("div", { class: "net-flow", role: "group", hidden: true });
  #on;
  /** @type {import("./chain.js").Way} */
  #way = "forward";
  /** @type {Chain | null} */
  #chain = null;
  /** Of what the parts have descriptions. @type {[Pass | undefined, import("./chain.js").Way]} */
  #described = [undefined, "forward"];
  /** @param {On} on */
  constructor(on) {
    this.#on = on;
  }

  /** What is said of a part of the drawing. @param {string} id */
  lines(id) {
    return this.#chain?.lines(id, this.#way) ?? [];
  }

  /**
   * Shows the numbers of an example, or none.
   *
   * @param {Layout} layout
   * @param {Map<string, SVGElement>} nodes What they stand in, by id.
   * @param {SVGElement} place Where those of links and biases stand.
   * @param {import("./names.js").Names} names
   * @param {{ pass: Pass, parameters: Float32Array } | null} found
   * @param {string | null} focus What is pointed at, or pinned.
   */
  show(layout, nodes, place, names, found, focus) {
    const chain =
      found &&
      new Chain(layout, found.parameters, found.pass, names.description.network, (value) => names.value(value));
    this.#chain = chain;
    const numbers = chain?.numbers(this.#way) ?? new Map();
    const written = (/** @type {{ id: string }[]} */ parts, /** @type {number} */ digits) =>
      new Map(parts.filter(({ id }) => numbers.has(id)).map(({ id }) => [id, names.value(numbers.get(id), digits)]));
    const places = [...layout.inputs, ...layout.layers.flat()];
    const inside = written(places, layout.side < ROOMY ? FEW : MANY);
    for (const [id, text] of inside) if (text.length > LONG) inside.set(id, names.value(numbers.get(id), FEW));
    for (const { id } of places) {
      const text = nodes.get(id)?.querySelector(".value");
      if (text) text.textContent = inside.get(id) ?? "";
    }
    this.#describe(nodes, found?.pass);
    const texts = written([...layout.links, ...layout.biases], FEW);
    const { labels, isComplete } = labelled(layout, texts, inside, unitOf(focus));
    render(
      labels.map(({ x, y, text }) => svg`<text class="value" x=${x} y=${y}>${text}</text>`),
      /** @type {any} */ (place),
    );
    this.#showBar(names.text.t, found?.pass.row ?? 0, isComplete, noHover.matches && focus ? this.lines(focus) : []);
  }

  /** Says the same to who does not see it. @param {Map<string, SVGElement>} nodes @param {Pass} [pass] */
  #describe(nodes, pass) {
    const [before, way] = this.#described;
    if (pass === before && way === this.#way) return;
    this.#described = [pass, this.#way];
    for (const [id, node] of nodes) {
      const lines = this.lines(id);
      if (lines.length) node.setAttribute("aria-description", lines.join("; "));
      else node.removeAttribute("aria-description");
    }
  }

  /**
   * @param {import("../../../i18n/index.js").Text["t"]} t
   * @param {number} row
   * @param {boolean} isComplete Whether all numbers have room.
   * @param {string[]} lines Of what was pressed.
   */
  #showBar(t, row, isComplete, lines) {
    const chain = this.#chain;
    this.element.hidden = !chain;
    if (!chain) return;
    const name = t("drawing.flow", { row: row + 1 });
    this.element.setAttribute("aria-label", name);
    const way = (/** @type {import("./chain.js").Way} */ way) => html`
      <button type="button" aria-pressed=${way === this.#way} @click=${() => this.#turn(way)}>${t(`drawing.flow.${way}`)}</button>`;
    const formula = this.#way === "forward" ? chain.loss : `${chain.loss}; ${chain.slope}`;
    render(
      html`
      <div>
        <strong>${name}</strong>
        <span class="net-ways">${WAYS.map(way)}</span>
      <button type="button" aria-label=${t("drawing.flow.by_hand.label", { row: row + 1 })} title=${t("by-hand.open.hint")}
        @click=${() => this.#on.byHand(row, this.#way)}>${t("drawer.by_hand")}</button>
        ${signButton("×", t("drawing.flow.end"), () => this.#on.ended())}
      </div>
      <div>
        <span class="net-formula">${formula}</span>
      <span class="hint">${lines.join("; ") || t(isComplete ? `drawing.flow.all.${this.#way}` : `drawing.flow.one.${this.#way}`)}</span>
      </div>`,
      this.element,
    );
  }

  /** @param {import("./chain.js").Way} way */
  #turn(way) {
    if (way === this.#way) return;
    this.#way = way;
    this.#on.turned();
  }
}
