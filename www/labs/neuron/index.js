// L1: the McCulloch–Pitts neuron. The machine is src/labs/neuron, which says what an answer consists of.
import { choice, number, text, words } from "../../settings/readers.js";
import { button, more, textField, select } from "../../ui/controls.js";
import { focusedIn, h, renew } from "../../ui/dom.js";
import { Lesson } from "../lesson.js";
import { lines, m, name, row, sign, value } from "../../ui/math.js";
import { table } from "../../ui/table.js";
import { NeuronEditor } from "./editor.js";
import { NeuronPicture } from "./picture.js";

const EXERCISES = ["nor", "nand", "and-or", "xor"];

export const SCHEMA = {
  net: text("C:2<A,B"),
  on: words(),
  start: words(),
  step: number({ min: 0, max: 999, whole: true, standard: 0 }),
  tried: words(),
  exercise: choice(EXERCISES, null),
};

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").NeuronShown} NeuronShown
 * @typedef {import("../../pkg-lessons/nn_playground.js").NeuronUnit} NeuronUnit
 */

/** @extends {Lesson<"neuron">} */
export class Lab extends Lesson {
  #picture;
  #editor;
  #net;
  #exercise;
  #text;
  #fill;
  #inputs = h("div", { class: "switches" });
  #table = h("div", { class: "card" });
  #verdict = h("p", { class: "verdict", role: "status" });
  #notes = h("ul", { class: "hints" });
  #formula = h("div", { class: "rules" });
  /** The step, as the rules call it. */
  #clock = h("span", { class: "key clock" });
  #proof = h("p", {});
  #whySummary = h("summary", {});
  /** Why one neuron cannot do what the exercise asks for: for those who have tried, and ask. */
  #why = h("details", { class: "why" }, this.#whySummary, this.#proof);

  /** @param {import("../index.js").Host} host */
  constructor(host) {
    super(host, "neuron", SCHEMA);
    this.#picture = new NeuronPicture({
      toggle: (input) => this.#toggle(input),
      connect: (from, to) => this.#editor.add(from, to),
      turn: (connection) => this.#editor.turn(connection),
    });
  }

  get seeded() {
    return false;
  }

  get pace() {
    return 1000;
  }

  // Signals are seen to travel once even where they change nothing.
  isOver() {
    return (this.shown.settled && this.settings.step > 0) || super.isOver();
  }

  /** @returns {import("../layout.js").Parts} */
  build() {
    const { t } = this.host.text;
    this.#net = select({ label: t("neuron.net"), options: [], onInput: (net) => this.#replace(net, false) });
    this.#exercise = select({
      label: t("neuron.exercise"),
      options: [
        ["", t("neuron.exercise.none")],
        ...EXERCISES.map((exercise) => [exercise, t(`neuron.exercise.${exercise}`)]),
      ],
      onInput: (exercise) => this.change({ exercise: exercise || null, on: null, start: null, step: 0, tried: null }),
    });
    this.#text = textField({
      label: t("neuron.text"),
      onInput: (net) => this.#replace(net),
      read: (net) => {
        const message = this.complaint({ net });
        return message ? { complaint: t("refused", { message }) } : { value: net };
      },
    });
    this.#editor = new NeuronEditor({
      t,
      wanted: () => this.given,
      change: (net) => this.#rebuild(net),
    });
    this.#fill = button({
      label: t("neuron.fill"),
      hint: t("neuron.fill.hint"),
      onPress: () => this.change({ tried: ["all"] }),
    }).element;
    const own = more(
      t("neuron.own"),
      h("p", { class: "hint" }, t("neuron.own.hint")),
      this.#editor.element,
      this.#text.element,
      h("p", { class: "hint" }, t("neuron.text.hint")),
    );
    const legend = (kind) => h("span", { class: "key" }, this.#picture.sample(kind), t(`neuron.legend.${kind}`));
    return {
      controls: [
        this.#net.element,
        h("div", { class: "field" }, h("span", { class: "label" }, t("neuron.inputs")), this.#inputs),
        this.#exercise.element,
        own,
      ],
      picture: [
        this.#picture.element,
        h(
          "div",
          { class: "legend" },
          this.#clock,
          ...["exciting", "inhibiting", "active", "inactive", "output"].map(legend),
        ),
        this.#notes,
      ],
      numbers: this.#table,
      formula: [h("h3", {}, t("neuron.rule")), this.#formula],
      tries: [
        [t("neuron.try.and"), { net: "C:2<A,B", on: ["A"] }],
        [t("neuron.try.not"), { net: "C:2<1,1,-B", on: ["B"], start: ["C"] }],
        [t("neuron.try.xor"), { net: "D:2<A,A,-B", exercise: "xor" }],
      ],
    };
  }

  draw() {
    const { t } = this.host.text;
    const {
      units,
      presets,
      net,
      table: { inputs },
      step,
    } = this.shown;
    this.#net.set(
      net,
      t("neuron.net.own"),
      presets.map((preset) => [preset.net, t(`neuron.net.${preset.name}`)]),
    );
    this.#exercise.set(this.wanted.exercise ?? "");
    this.#text.set(net);
    this.#editor.show(this.shown);
    this.#showInputs(inputs);
    const states = units.map((unit) => `${unit.name} = ${Number(unit.active)}`).join(", ");
    this.#picture.show(this.shown, t("neuron.picture", { states, step }), t, () => this.#showRest());
    this.announce(t("neuron.picture", { states, step }));
    this.#notes.replaceChildren(
      ...this.shown.notes.map(({ kind, neurons, needs, has }) =>
        h("li", {}, t(`neuron.note.${kind}`, { neurons: neurons.join(", "), needs, has })),
      ),
    );
  }

  /** What becomes of a step: not before its signals have arrived. */
  #showRest() {
    this.#clock.textContent = `t = ${this.host.text.whole(this.shown.step)}`;
    this.#formula.replaceChildren(...this.#rules());
    this.#showTable();
  }

  /** @param {string[]} inputs */
  #showInputs(inputs) {
    const { t } = this.host.text;
    const names = `${this.host.text.lang} ${inputs}`;
    if (this.#inputs.dataset.names !== names) {
      this.#inputs.dataset.names = names;
      this.#inputs.replaceChildren(
        ...inputs.map((input) =>
          h(
            "button",
            { type: "button", class: "switch", "data-symbol": input, on: { click: () => this.#toggle(input) } },
            t("neuron.input", { input }),
            h("span", { class: "bit", "aria-hidden": "true" }),
          ),
        ),
      );
    }
    /** @type {NodeListOf<HTMLElement>} */
    const switches = this.#inputs.querySelectorAll(".switch");
    for (const each of switches) {
      const on = this.shown.units.some(({ name, active }) => name === each.dataset.symbol && active);
      each.setAttribute("aria-pressed", String(on));
      /** @type {HTMLElement} */ (each.lastElementChild).textContent = String(Number(on));
    }
  }

  /** An input is turned on or off; what is active stays so until the news arrives. @param {string} input */
  async #toggle(input) {
    const isMade = await this.inTurn(async () => {
      const { units, tried } = this.shown;
      const active = (/** @type {NeuronUnit["kind"]} */ kind) =>
        units.filter((unit) => unit.kind === kind && unit.active).map((unit) => unit.name);
      const on = active("input");
      this.pause();
      await this.change({
        on: on.includes(input) ? on.filter((name) => name !== input) : [...on, input],
        start: active("neuron"),
        step: 0,
        tried,
      });
      return true;
    });
    if (isMade) this.play();
  }

  /** Another network in the place of this one. @param {string} net */
  #replace(net, keepInputs = true) {
    this.dropTurns();
    return this.#rebuild(net, keepInputs);
  }

  /** Another network: nothing is known of it yet. @param {string} net */
  #rebuild(net, keepInputs = true) {
    this.pause();
    return this.change({ net, start: null, step: 0, tried: null, ...(keepInputs ? {} : { on: null }) });
  }

  async reset() {
    this.pause();
    const { step, start } = this.host.settings();
    if (step > 0 && start.length === 0) this.host.keep(); // the change of a step alone is nothing to undo
    await this.change({ step: 0, start: null });
  }

  /** For each neuron when it fires, and the same with the numbers of this moment. */
  #rules() {
    const { units, connections } = this.shown;
    const number = (/** @type {NeuronUnit} */ unit) => value(String(Number(unit.active)), { symbol: unit.name });
    const between = (/** @type {string} */ operator, /** @type {MathMLElement[]} */ parts) =>
      parts.flatMap((part, at) => (at ? [sign(operator), part] : [part]));
    return units
      .filter((unit) => unit.kind === "neuron")
      .map((neuron) => {
        const heard = connections
          .filter(({ to }) => to === neuron.name)
          .flatMap((connection) =>
            units.filter((unit) => unit.name === connection.from).map((unit) => ({ ...connection, unit })),
          );
        const exciting = heard.filter(({ inhibitory }) => !inhibitory);
        // One inhibiting signal is enough, so it does not matter how many there are from a unit.
        const inhibiting = heard.filter(
          ({ inhibitory, unit }, at) =>
            inhibitory && heard.findIndex((other) => other.inhibitory && other.unit === unit) === at,
        );
        const threshold = value(String(neuron.threshold), { symbol: `threshold-${neuron.name}` });
        const letters = exciting.length
          ? between(
              "+",
              exciting.map(({ from }) => name(from, { symbol: from })),
            )
          : [value("0")];
        const silent = (/** @type {{ from: string }} */ { from }) =>
          row(name(from, { symbol: from }), sign("="), value("0"));
        const sum =
          exciting.length > 1
            ? [
                ...between(
                  "+",
                  exciting.map(({ unit }) => number(unit)),
                ),
                sign("="),
                value(String(neuron.excitation)),
              ]
            : [value(String(neuron.excitation))];
        const soon = () =>
          row(name(neuron.name, { symbol: neuron.name }), sign("("), name("t"), sign("+"), value("1"), sign(")"));
        return lines(
          [
            soon(),
            row(
              sign("="),
              value("1"),
              sign("⇔"),
              ...letters,
              sign("≥"),
              threshold,
              ...inhibiting.flatMap((connection) => [sign("∧"), silent(connection)]),
            ),
          ],
          [
            null,
            row(
              m("mphantom", sign("=")),
              ...sum,
              sign(neuron.excitation >= neuron.threshold ? "≥" : "<"),
              threshold.cloneNode(true),
              ...inhibiting.flatMap(({ from, unit }) => [
                sign("∧"),
                name(from, { symbol: from }),
                sign("="),
                number(unit),
              ]),
              sign("⇒"),
              soon(),
              sign("="),
              value(String(Number(neuron.next))),
            ),
          ],
        );
      });
  }

  #showTable() {
    const { t } = this.host.text;
    const {
      table: { inputs, neurons, rows },
      row: current,
      exercise,
    } = this.shown;
    const bit = (/** @type {boolean | null} */ on) => (on === null ? "↻" : String(Number(on)));
    const head = (/** @type {string} */ unit) => ({ content: unit, symbol: unit });
    this.#fill.hidden = rows.every(({ tried }) => tried);
    /** @type {HTMLElement} */ (this.#fill.querySelector(".text")).textContent = t(
      exercise ? "neuron.check" : "neuron.fill",
    );
    const hadFocus = this.#fill.hidden && this.#fill === focusedIn(this.#fill);
    const isImpossible = exercise?.name === "xor" && exercise.one_unit && this.#firstWrong(exercise) !== undefined;
    if (!isImpossible) this.#why.open = false;
    this.#whySummary.textContent = t("neuron.why");
    this.#proof.textContent = t("neuron.verdict.xor");
    renew(
      this.#table,
      table({
        caption: t("neuron.table"),
        head: [
          ...inputs.map(head),
          ...neurons.map(head),
          ...(exercise ? [t("neuron.expected"), t("neuron.right")] : []),
        ],
        rows: rows.map(({ row, outputs, tried }, at) => {
          const check = exercise?.rows[at];
          return {
            className: row === current ? "current" : "",
            cells: [
              ...[...row].map((digit, column) => ({ content: digit, symbol: inputs[column] })),
              ...outputs.map((on, column) => ({
                content: tried ? bit(on) : "?",
                symbol: neurons[column],
                className: tried && on ? "on" : "",
              })),
              ...(check
                ? [
                    bit(check.expected),
                    tried
                      ? { content: check.right ? "✓" : "✗", className: check.right ? "right" : "wrong" }
                      : { content: "" },
                  ]
                : []),
            ],
          };
        }),
      }),
      this.#fill,
      this.#verdict,
      isImpossible ? this.#why : null,
    );
    const columns = inputs.length + neurons.length + (exercise ? 2 : 0);
    this.#table.classList.toggle("many", columns > 6);
    if (hadFocus) /** @type {HTMLElement} */ (this.#table.firstElementChild).focus();
    this.#say(exercise);
  }

  /** What is to be said of the exercise. The same sentence again does not disturb a screen reader. @param {NeuronShown["exercise"]} exercise */
  #say(exercise) {
    const sentence = this.#judge(exercise);
    this.#verdict.hidden = !sentence;
    this.#verdict.classList.toggle("solved", Boolean(exercise && !exercise.missing && !this.#firstWrong(exercise)));
    if (this.#verdict.textContent !== sentence) this.#verdict.textContent = sentence;
  }

  /** @param {NeuronShown["exercise"]} exercise */
  #judge(exercise) {
    const { t } = this.host.text;
    if (!exercise) return "";
    const { output, missing } = exercise;
    if (missing) return t("neuron.verdict.missing", { missing });
    const wrong = this.#firstWrong(exercise);
    if (wrong) {
      const inputs = this.shown.table.inputs.map((input, at) => `${input} = ${wrong.row[at]}`).join(", ");
      return t("neuron.verdict.failed", { inputs, output, expected: Number(wrong.expected) });
    }
    const { rows } = this.shown.table;
    const tried = rows.filter(({ tried }) => tried).length;
    return tried === rows.length
      ? t("neuron.verdict.solved", { output })
      : t("neuron.verdict.open", { tried, rows: rows.length });
  }

  /** The first row that has been tried and is not as it has to be. @param {NonNullable<NeuronShown["exercise"]>} exercise */
  #firstWrong({ rows }) {
    return rows.find(({ right }, at) => !right && this.shown.table.rows[at].tried);
  }
}
