// L4: XOR and the hidden layer. The machine is src/labs/xor, which says what an answer consists of.
import { SCHEMA as ALL, randomSeed } from "../../settings/schema.js";
import { codeBox, sheet as codeStyle } from "../../ui/code.js";
import { button, numberField, select } from "../../ui/controls.js";
import { Diagram, sheet as diagramStyle } from "../../ui/diagram.js";
import { h, renew } from "../../ui/dom.js";
import { figures } from "../../ui/figures.js";
import { Plane, sheet as planeStyle } from "../../ui/plane.js";
import { sheet as plotStyle } from "../../ui/plot.js";
import { table } from "../../ui/table.js";
import { Lesson } from "../lesson.js";
import { formulas } from "./formulas.js";
import { OF_UNIT, WEIGHTS, symbolOf, symbolsOf } from "./names.js";
import { questions } from "./questions.js";
import { named, said } from "./said.js";
import { ACTIVATIONS, LARGEST, SCHEMA, WAYS } from "./settings.js";

export { SCHEMA };

const EXAMPLES = 4;
/** Steps of what learns until its epoch: Shift+→. */
const FAR = 10;

/** @typedef {import("../../ui/plane.js").Weights} Weights */

let radios = 0;

/** @extends {Lesson<"xor">} */
export class Lab extends Lesson {
  #inputs = new Plane({
    largest: LARGEST,
    turn: (unit, weights) => this.#turn(unit, weights),
    choose: (at) => this.#choose(at),
  });
  #hidden = new Plane({
    largest: LARGEST,
    turn: (_, weights) => this.#turn(2, weights),
    choose: (at) => this.#choose(at),
  });
  #network = new Diagram();
  #ways = h("div", { class: "ways-to", role: "radiogroup", "data-key": "way" });
  #status = h("span", { class: "status" });
  #legends = [h("div", { class: "legend" }), h("div", { class: "legend" }), h("div", { class: "legend" })];
  #titles = [h("h3", {}), h("h3", {}), h("h3", {})];
  #table = h("div", {});
  #verdict = h("p", { class: "said" });
  #formula = h("div", {});
  #byHand = h("div", { class: "by-hand", role: "group", "data-key": "weights" });
  #learnt = h("div", { class: "learnt" });
  #note = h("p", { class: "hint" });
  /** @type {ReturnType<typeof numberField>[]} */
  #fields = [];
  /** The controls of what learns. @type {Record<string, any>} */
  #c = {};
  /** @type {ReturnType<typeof codeBox> | null} */
  #code = null;

  /** @param {import("../index.js").Host} host */
  constructor(host) {
    super(host, "xor", SCHEMA);
    const name = `nn-xor-way-${radios++}`;
    const radio = (/** @type {string} */ way) =>
      h("input", { type: "radio", name, value: way, on: { change: () => this.#restart({ way }) } });
    this.#ways.append(...WAYS.map((way) => h("label", { class: "check" }, radio(way), h("span", {}))));
  }

  get sheets() {
    return [plotStyle(), planeStyle(), diagramStyle(), codeStyle()];
  }

  get #isByHand() {
    return this.host.settings().way === "hand";
  }

  /** By hand it walks through the examples, slowly; what learns is quick. */
  get pace() {
    return this.#isByHand ? 1400 : 60;
  }

  isOver() {
    if (this.#isByHand) return this.settings.example >= EXAMPLES;
    return super.isOver();
  }

  /** By hand there are no steps: it goes on to the next example, and round where each is asked for. @param {number} count */
  move(count) {
    if (!this.#isByHand) return super.move(count);
    const { example, ask } = this.host.settings();
    const isRound = ask && count > 0 && example === EXAMPLES;
    return this.change({ example: isRound ? 1 : Math.max(1, Math.min(EXAMPLES, example + count)) });
  }

  /** @param {number} step */
  seek(step) {
    if (!this.#isByHand) return super.seek(step);
    this.pause();
    return this.change({ example: Math.max(1, Math.min(EXAMPLES, step + 1)) });
  }

  rewind() {
    return this.change(this.#isByHand ? { example: 1 } : { step: 0 });
  }

  epoch(count = 1) {
    return this.step(this.#isByHand ? count : count * FAR);
  }

  get state() {
    const { shown, settings } = this;
    if (!shown) return super.state;
    const right = shown.points.filter((point) => point.right).length;
    return {
      ...super.state,
      step: shown.way === "hand" ? settings.example - 1 : shown.step,
      epoch: shown.step,
      loss: shown.loss ?? Number.NaN,
      accuracy: right / EXAMPLES,
    };
  }

  /** @param {number} at */
  #choose(at) {
    this.pause();
    return this.change({ example: at + 1 });
  }

  /** A unit gets other weights: w₀, w₁, w₂. @param {number} unit @param {Weights} turned */
  #turn(unit, turned) {
    this.pause();
    const weights = [...this.wanted.weights];
    OF_UNIT[unit].forEach((at, input) => {
      weights[at] = turned[input];
    });
    return this.soon({ weights });
  }

  /** @returns {import("../layout.js").Parts} */
  build() {
    const { t } = this.host.text;
    this.#sayWays();
    this.#buildControls();
    this.#code = codeBox({ text: this.host.text, label: t("xor.code") });
    for (const [at, key] of ["inputs", "network", "hidden"].entries()) this.#titles[at].textContent = t(`xor.${key}`);
    const panel = (/** @type {number} */ at, /** @type {HTMLElement} */ drawing) =>
      h("div", { class: "third" }, this.#titles[at], drawing, this.#legends[at]);
    return {
      picture: [
        h("div", { class: "chooser" }, this.#ways, this.#status),
        h(
          "div",
          { class: "planes" },
          panel(0, this.#inputs.element),
          panel(1, this.#network.element),
          panel(2, this.#hidden.element),
        ),
      ],
      numbers: h("section", { class: "card" }, this.#table, this.#verdict),
      formula: [this.#formula],
      controls: [this.#byHand, this.#learnt, this.#note],
      more: h("section", { class: "card" }, h("h3", {}, t("xor.code")), this.#code.element),
      tries: [
        [t("xor.try.drag"), { weights: [1, 1, 1, 1, -0.5, -0.5, 1, 1, -1.5] }],
        [t("xor.try.learn"), { way: "learnt", seed: 3 }],
        [t("xor.try.stuck"), { way: "learnt", seed: 7 }],
        [t("xor.try.step"), { way: "learnt", activation: "heaviside", seed: 3 }],
      ],
    };
  }

  /** Exercises are there to be tried, runs to be seen. @param {Record<string, any>} settings */
  playsFrom(settings) {
    return settings.way === "learnt";
  }

  /** The buttons stay in every language: browsers keep those of a group that are taken away. */
  #sayWays() {
    const { t } = this.host.text;
    this.#ways.setAttribute("aria-label", t("xor.way"));
    [...this.#ways.children].forEach((label, at) => {
      if (label.lastChild) label.lastChild.textContent = t(`xor.way.${WAYS[at]}`);
    });
  }

  #buildControls() {
    const { text } = this.host;
    const { t } = text;
    this.#byHand.setAttribute("aria-label", t("xor.weights"));
    this.#fields = WEIGHTS.map(([, plain], at) =>
      numberField({
        label: plain,
        text,
        range: { min: -LARGEST, max: LARGEST },
        onInput: (weight) => {
          const weights = this.wanted.weights.map((/** @type {number} */ old, /** @type {number} */ one) =>
            one === at ? weight : old,
          );
          return this.change({ weights });
        },
      }),
    );
    for (const [at, { element }] of this.#fields.entries()) element.dataset.symbol = symbolOf(at);
    const rows = /** @type {[string, number[]][]} */ ([
      [t("xor.unit.h1"), OF_UNIT[0]],
      [t("xor.unit.h2"), OF_UNIT[1]],
      [t("xor.unit.output"), OF_UNIT[2]],
    ]);
    this.#byHand.replaceChildren(
      h("h3", {}, t("xor.weights")),
      ...rows.map(([label, [bias, first, second]]) =>
        h(
          "div",
          { class: "unit-weights" },
          h("span", { class: "label" }, label),
          ...[first, second, bias].map((at) => this.#fields[at].element),
        ),
      ),
    );
    const c = this.#c;
    c.activation = select({
      label: t("xor.activation"),
      options: ACTIVATIONS.map((name) => [name, t(`xor.activation.${name}`)]),
      onInput: (activation) => this.#restart({ activation }),
    });
    c.eta = numberField({ label: t("xor.eta"), text, range: SCHEMA.eta, onInput: (eta) => this.change({ eta }) });
    c.eta.element.dataset.symbol = "eta";
    c.seed = numberField({ label: t("xor.seed"), text, range: ALL.seed, onInput: (seed) => this.#restart({ seed }) });
    const fresh = button({
      label: t("xor.seed.new"),
      onPress: () => this.#restart({ seed: randomSeed() % 1000 }),
    }).element;
    this.#learnt.replaceChildren(
      c.activation.element,
      h("div", { class: "pair" }, c.eta.element, c.seed.element),
      fresh,
    );
  }

  /** Other weights to begin with: nothing has been learnt yet. @param {Record<string, any>} changes */
  #restart(changes) {
    this.pause();
    return this.change({ ...changes, step: 0 });
  }

  /** A number of what is drawn: short, and by hand as it was written. @param {number} value */
  #write = (value) => {
    if (this.shown.way === "hand") return this.host.text.exact(value);
    return figures(this.host.text, 2)(value);
  };

  get canAsk() {
    return true;
  }

  questions() {
    const { example, eta } = this.settings;
    return questions(this.shown, example - 1, eta, this.host.text);
  }

  draw() {
    const { settings, wanted, shown } = this;
    const { text } = this.host;
    const { t, number } = text;
    for (const input of this.#ways.querySelectorAll("input")) input.checked = input.value === wanted.way;
    this.#fields.forEach((field, at) => {
      field.set(wanted.weights[at]);
    });
    const isByHand = shown.way === "hand";
    this.#byHand.hidden = !isByHand;
    this.#learnt.hidden = isByHand;
    this.#note.textContent = t(isByHand ? "xor.note.hand" : "xor.note.learnt");
    this.#c.activation.set(wanted.activation);
    this.#c.eta.set(wanted.eta);
    this.#c.seed.set(wanted.seed);
    const right = shown.points.filter((point) => point.right).length;
    this.#status.textContent = isByHand
      ? t("xor.status.hand", { right })
      : t("xor.status.learnt", { right, step: shown.step, loss: number(shown.loss ?? 0) });
    this.#showPlanes();
    this.#showNetwork();
    renew(this.#table, this.#truthTable());
    const { kind, sentence } = said(shown, text);
    this.#verdict.className = `said ${kind}`;
    this.#verdict.textContent = sentence;
    this.#verdict.dataset.symbol = "yhat"; // it tells it
    this.#formula.replaceChildren(
      formulas(shown, settings.example - 1, settings.eta, {
        write: this.#write,
        fine: figures(text),
        exact: text.exact,
      }),
    );
    this.#code?.set(shown.code.join("\n"));
    if (!super.state.running) this.announce(`${this.#status.textContent} ${sentence}`);
  }

  paused() {
    const { sentence } = said(this.shown, this.host.text);
    this.announce(`${this.#status.textContent} ${sentence}`);
  }

  /** The name of what a unit computes. @param {string} gate */
  #gate(gate) {
    return this.host.text.t(`xor.gate.${gate}`);
  }

  #showPlanes() {
    const { t } = this.host.text;
    const { shown, settings, wanted } = this;
    const { hidden, output, points } = shown;
    const isFixed = shown.way !== "hand";
    const ticks = (/** @type {number} */ low, /** @type {number} */ high, /** @type {number} */ count) =>
      this.ticks(low, high, Math.min(count, 5));
    /** @param {typeof output} unit @param {number} at */
    const line = (unit, at) => ({
      weights: /** @type {Weights} */ (unit.weights),
      border: unit.border,
      half: unit.half,
      symbol: symbolsOf(at),
      isFixed,
      isComing: OF_UNIT[at].some((one) => wanted.weights[one] !== settings.weights[one]),
      name: t("xor.handle", { unit: ["h₁", "h₂", "ŷ"][at] }),
      value: t("xor.handle.value", {
        w0: this.#write(unit.weights[0]),
        w1: this.#write(unit.weights[1]),
        w2: this.#write(unit.weights[2]),
      }),
    });
    const point =
      (/** @type {"x" | "h"} */ key) => (/** @type {typeof points[number]} */ one, /** @type {number} */ at) => ({
        at: /** @type {[number, number]} */ (one[key]),
        class: one.target,
        name: one.x.join(""),
        symbol: at === settings.example - 1 ? (key === "x" ? "x1 x2" : "h1 h2") : undefined,
        isWrong: !one.right,
        isChosen: at === settings.example - 1,
      });
    const gates = { one: this.#gate(hidden[0].gate), other: this.#gate(hidden[1].gate) };
    this.#inputs.show({
      label: t("xor.inputs.label", gates),
      window: shown.window,
      names: ["x₁", "x₂"],
      symbols: ["x1", "x2"],
      lines: hidden.map(line),
      points: points.map(point("x")),
      ticks,
    });
    const groups = shown.together.map((group) => group.map((at) => named(points[at])).join(", "));
    const together = groups.map((names) => t("xor.together", { points: names })).join(" ");
    this.#hidden.show({
      label: t("xor.hidden.label", { together }),
      window: shown.hidden_window,
      names: [`h₁: ${gates.one}`, `h₂: ${gates.other}`],
      symbols: ["h1", "h2"],
      lines: [line(output, 2)],
      points: points.map(point("h")),
      ticks,
    });
    const key = (/** @type {string} */ className, /** @type {string} */ words) =>
      h("span", { class: "key" }, h("span", { class: `swatch ${className}` }), words);
    this.#legends[0].replaceChildren(key("line-0", `h₁: ${gates.one}`), key("line-1", `h₂: ${gates.other}`));
    this.#legends[1].replaceChildren(
      key("positive", t("xor.legend.positive")),
      key("negative", t("xor.legend.negative")),
    );
    this.#legends[2].replaceChildren(
      key("line-2", isFixed ? "ŷ ≥ ½" : "ŷ = 1"),
      h("span", { class: "together" }, groups.map((names) => t("xor.together.short", { points: names })).join(", ")),
    );
  }

  #showNetwork() {
    const { t } = this.host.text;
    const { shown, settings } = this;
    const { x, h: out, output } = shown.points[settings.example - 1];
    const { weights, hidden } = shown;
    const short = (/** @type {number} */ value) =>
      shown.way === "hand" ? this.#write(value) : figures(this.host.text, 1)(value);
    /** @param {[number, number]} from @param {[number, number]} to @param {number} at @returns {import("../../ui/diagram.js").DiagramWire} */
    const wire = (from, to, at) => ({ from, to, weight: weights[at], text: short(weights[at]), symbol: symbolOf(at) });
    const constant = /** @type {const} */ ({ kind: "constant", text: "1" });
    this.#network.show({
      label: t("xor.network.label", {
        point: named(shown.points[settings.example - 1]),
        output: this.#write(output),
        weights: WEIGHTS.map(([, plain], at) => `${plain} = ${this.#write(weights[at])}`).join("; "),
      }),
      columns: [
        [
          { kind: "input", text: String(x[0]), name: "x₁", symbol: "x1" },
          { kind: "input", text: String(x[1]), name: "x₂", symbol: "x2" },
          constant,
        ],
        [
          ...out.map((value, at) => ({
            kind: /** @type {const} */ ("unit"),
            text: short(value),
            name: `${["h₁", "h₂"][at]} ${this.#gate(hidden[at].gate)}`,
            symbol: ["h1", "h2"][at],
          })),
          constant,
        ],
        [{ kind: "unit", text: short(output), name: "ŷ", symbol: "yhat" }],
      ],
      wires: [
        wire([0, 0], [1, 0], 0),
        wire([0, 1], [1, 0], 2),
        wire([0, 2], [1, 0], 4),
        wire([0, 0], [1, 1], 1),
        wire([0, 1], [1, 1], 3),
        wire([0, 2], [1, 1], 5),
        wire([1, 0], [2, 0], 6),
        wire([1, 1], [2, 0], 7),
        wire([1, 2], [2, 0], 8),
      ],
    });
  }

  #truthTable() {
    const { t } = this.host.text;
    const { shown, settings } = this;
    const symbol = (/** @type {number} */ at, /** @type {string} */ name) =>
      at === settings.example - 1 ? name : undefined;
    return table({
      caption: t("xor.table"),
      className: "truth",
      head: [
        t("xor.table.number"),
        "x₁",
        "x₂",
        ...shown.hidden.map(({ gate }, at) => `${["h₁", "h₂"][at]} ${this.#gate(gate)}`),
        "ŷ",
        t("xor.table.target"),
      ],
      rows: shown.points.map(({ x, h: out, output, target, right }, at) => ({
        className: at === settings.example - 1 ? "current" : null,
        cells: [
          {
            header: true,
            content: h(
              "button",
              {
                type: "button",
                class: "pick",
                "aria-label": t("xor.example", { number: at + 1, point: x.join("") }),
                "aria-pressed": String(at === settings.example - 1),
                on: { click: () => this.#choose(at) },
              },
              String(at + 1),
            ),
          },
          { content: String(x[0]), symbol: symbol(at, "x1") },
          { content: String(x[1]), symbol: symbol(at, "x2") },
          { content: this.#write(out[0]), symbol: symbol(at, "h1") },
          { content: this.#write(out[1]), symbol: symbol(at, "h2") },
          {
            content: `${this.#write(output)} ${right ? "✓" : "✗"}`,
            className: right ? "right" : "wrong",
            symbol: symbol(at, "yhat"),
          },
          String(target),
        ],
      })),
    });
  }

  close() {
    super.close();
    this.#inputs.close();
    this.#hidden.close();
    this.#network.close();
  }
}
