// L6: the optimizers in a race. The machine is src/labs/optimizers, which says what an answer consists of.
import { codeBox, sheet as codeStyle } from "../../ui/code.js";
import { sheet as plotStyle } from "../../ui/plot.js";
import { button, more, numberField, select, textField } from "../../ui/controls.js";
import { h, renew } from "../../ui/dom.js";
import { enable } from "../../ui/enable.js";
import { lines } from "../../ui/math.js";
import { Lesson } from "../lesson.js";
import { stillness } from "../../ui/motion.js";
import { legend } from "./arrows.js";
import { Leaderboard, numbers } from "./board.js";
import { RaceChart } from "./chart.js";
import { Hyperparameters } from "./hyperparameters.js";
import { kind, surface, update } from "./formulas.js";
import { NAMES, introduce, sample } from "./markers.js";
import { RacePicture } from "./picture.js";
import { Presets, racersOf } from "./presets.js";
import { SCHEMA, SURFACES } from "./settings.js";

export { SCHEMA };

/** How wide and high the picture is at least. */
const LEAST_EXTENT = 0.001;
/** The edges of the picture, in the order of `window`. */
const EDGES = ["left", "right", "bottom", "top"];

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").OptimizersRacer} Racer
 * @typedef {import("../../pkg-lessons/nn_playground.js").OptimizersShown["window"]} Window
 * @typedef {import("./settings.js").Entry} Entry
 */

/** @extends {Lesson<"optimizers">} */
export class Lab extends Lesson {
  #picture = new RacePicture({
    start: (start) => this.change({ start }),
    wanted: () => this.wanted.start ?? this.shown.start,
    hold: (window) => this.#hold(window),
    select: (at) => this.#choose(at),
    ask: (question, use) => this.askLater(question, use),
  });
  #board = new Leaderboard((at) => this.#choose(at));
  #chart = new RaceChart();
  #chartCard;
  #surface;
  #condition;
  #formulaField;
  #own = h("div", { class: "race-own" });
  #presets;
  #start;
  #edges;
  #usualWindow;
  #step;
  #hyperparameters;
  #remove;
  #add;
  #caption = h("div", { class: "legend" });
  #numbers = h("div", { class: "card" });
  #formula = h("div", { class: "race-coming" });
  #code;
  /** Of what is shown. @type {import("./markers.js").Introduced[]} */
  #racers = [];
  /** The window while the start is moved: the ground must not change its scale under it. @type {Window | null} */
  #held = null;

  /** @param {import("../index.js").Host} host */
  constructor(host) {
    super(host, "optimizers", SCHEMA);
  }

  get sheets() {
    return [codeStyle(), plotStyle()];
  }

  get pace() {
    return 50;
  }

  // The first steps are seen one by one. The race gets faster, or the last ones would have to be waited for.
  get stride() {
    return 1 + Math.floor(this.settings.step / 15);
  }

  get seeded() {
    return false;
  }

  get transient() {
    return this.#held ? { window: this.#held.flat() } : {};
  }

  isOver() {
    return super.isOver() || this.shown.racers.every(({ status }) => status !== "running");
  }

  epoch(count = 1) {
    return this.step(10 * count);
  }

  /** Which racer is looked at. */
  get #selected() {
    return this.#bounded(this.settings.racer);
  }

  /** The index of a racer that is there. @param {number} racer From 1. */
  #bounded(racer) {
    return Math.min(racer, this.shown.racers.length, this.#entered.length) - 1;
  }

  /** @param {number} at */
  #choose(at) {
    return this.change({ racer: at + 1 });
  }

  /** Keeps the ground still, or with null lets it follow the start again. @param {Window | null} window */
  #hold(window) {
    const isReleased = this.#held && !window;
    this.#held = window;
    if (isReleased) this.change({});
  }

  /** @returns {import("../layout.js").Parts} */
  build() {
    const { text } = this.host;
    const { t } = text;
    this.#surface = select({
      label: t("optimizers.surface"),
      options: SURFACES.map((name) => [name, t(`optimizers.surface.${name}`)]),
      onInput: (name) => this.change({ surface: name, condition: null, start: null, window: null }),
    });
    this.#condition = numberField({
      label: t("optimizers.condition"),
      text,
      range: SCHEMA.condition,
      onInput: (condition) => this.change({ condition }),
    });
    this.#condition.element.dataset.symbol = "condition";
    this.#formulaField = textField({
      label: t("optimizers.formula.field"),
      read: (written) => {
        const complaint = this.complaint({ surface: "custom", formula: written });
        return complaint ? { complaint: t("refused", { message: complaint }) } : { value: written };
      },
      onInput: (formula) => this.change({ formula }),
    });
    this.#own.replaceChildren(this.#formulaField.element, h("p", { class: "hint" }, t("optimizers.formula.hint")));
    this.#presets = new Presets(text, (preset) => this.#race(racersOf(preset, this.#entered, this.shown)));
    this.#start = [0, 1].map((axis) =>
      numberField({
        label: t("optimizers.start.axis", { axis: ["θ₁", "θ₂"][axis] }),
        text,
        range: SCHEMA.start,
        onInput: (value) =>
          this.inTurn(() => this.change({ start: this.shown.start.map((old, at) => (at === axis ? value : old)) })),
      }),
    );
    for (const { element } of this.#start) element.dataset.symbol = "start";
    this.#edges = EDGES.map((edge, at) =>
      numberField({
        label: t(`optimizers.window.${edge}`),
        text,
        read: (given) => text.read(given, ...this.#edgeRange(at)),
        onInput: (value) =>
          this.inTurn(() =>
            this.change({ window: this.shown.window.flat().map((old, other) => (other === at ? value : old)) }),
          ),
      }),
    );
    this.#usualWindow = button({
      label: t("optimizers.window.usual"),
      onPress: () => this.change({ window: null }),
    }).element;
    this.#step = numberField({
      label: t("optimizers.step"),
      text,
      range: SCHEMA.step,
      onInput: (step) => this.change({ step }),
    });
    this.#hyperparameters = new Hyperparameters(text, {
      edit: (changes) => this.#put({ ...this.#racer, ...changes }),
      usual: () => this.#put({ name: this.#racer.name }),
      complaint: (changes) => this.complaint({ racers: this.#with({ ...this.#racer, ...changes }) }),
    });
    const others = select({
      label: t("optimizers.add"),
      options: NAMES.map((name) => [name, t(`optimizers.name.${name}`)]),
      onInput: () => {},
    });
    others.set("adagrad");
    this.#add = button({
      label: t("optimizers.add.button"),
      onPress: () => this.#enter(others.value),
    }).element;
    this.#remove = button({ label: "", onPress: () => this.#leave() });
    this.#code = codeBox({ text, label: t("optimizers.code") });
    this.#code.say(t("optimizers.code.hint"));
    this.#chartCard = h("div", { class: "card race-chart" }, h("h3", {}, t("optimizers.chart")), this.#chart.element);
    return {
      controls: [
        this.#surface.element,
        this.#condition.element,
        this.#own,
        this.#presets.element,
        h("div", { class: "race-fields" }, ...this.#start.map(({ element }) => element), this.#step.element),
        this.#hyperparameters.element,
        more(
          t("optimizers.window"),
          h("div", { class: "pair" }, ...this.#edges.map(({ element }) => element)),
          this.#usualWindow,
        ),
        more(
          t("optimizers.field"),
          h("p", { class: "hint" }, t("optimizers.field.hint")),
          h("div", { class: "race-add" }, others.element, this.#add),
          this.#remove.element,
        ),
      ],
      picture: [this.#picture.element, this.#caption],
      numbers: this.#numbers,
      beside: [this.#board.element, this.#chartCard],
      formula: this.#formula,
      more: h("section", { class: "card" }, h("h3", {}, t("optimizers.code")), this.#code.element),
      tries: [
        [t("optimizers.try.valley"), { condition: 100, racer: 1 }],
        [t("optimizers.try.saddle"), { surface: "saddle", racer: 1 }],
        [t("optimizers.try.himmelblau"), { surface: "himmelblau", racer: 3 }],
        [t("optimizers.try.custom"), { surface: "custom", racer: 2 }],
      ],
    };
  }

  /** Where an edge of the picture may lie, as far as the opposite one lets it. @param {number} at @returns {[low: number, high: number]} */
  #edgeRange(at) {
    const [low, high] = this.shown.window[Math.floor(at / 2)];
    const { min, max } = SCHEMA.window;
    return at % 2 ? [low + LEAST_EXTENT, max] : [min, high - LEAST_EXTENT];
  }

  /** A race that one begins with is seen to run, or where nothing may move, to have run. @param {Record<string, any>} settings */
  begin(settings) {
    return super.begin(stillness.matches ? { ...settings, step: 100 } : settings);
  }

  /** Lets these race from the start. @param {Entry[]} racers */
  async #race(racers) {
    this.pause();
    await this.change({
      racers,
      racer: Math.min(this.wanted.racer, racers.length),
      step: stillness.matches ? 100 : 0,
    });
    if (!stillness.matches) this.play();
  }

  paused() {
    this.#tell();
  }

  /** @param {typeof this.shown} shown */
  wants(shown) {
    return { ground: this.#picture.wants(shown, this.host.theme()) };
  }

  draw() {
    const { text } = this.host;
    const { t, exact } = text;
    const { shown } = this;
    const selected = this.#selected;
    this.#racers = introduce(shown.racers, t);
    const racer = shown.racers[selected];
    const { title } = this.#racers[selected];
    const which = kind(racer.optimizer);
    this.#surface.set(this.wanted.surface);
    this.#condition.element.hidden = shown.surface !== "quadratic";
    this.#condition.set(this.wanted.condition);
    this.#own.hidden = shown.surface !== "custom";
    this.#formulaField.set(shown.formula ?? this.settings.formula);
    this.#presets.show(shown);
    for (const axis of [0, 1]) this.#start[axis].set(shown.start[axis]);
    for (const [at, edge] of shown.window.flat().entries()) this.#edges[at].set(edge);
    enable(this.#usualWindow, this.settings.window !== null);
    this.#step.set(shown.step);
    this.#hyperparameters.show(racer, this.#racers[selected], selected);
    this.#remove.set(t("optimizers.remove", { name: title }));
    enable(this.#remove.element, shown.racers.length > 1);
    enable(this.#add, shown.racers.length < SCHEMA.racers.most);

    const scene = {
      shown,
      selected,
      racers: this.#racers,
      text,
      ticks: (/** @type {[number, number, number]} */ ...range) => this.ticks(...range),
    };
    const letter = racer.slide?.s ? "s" : "v";
    const scale = this.#picture.show({
      ...scene,
      theme: this.host.theme(),
      ground: this.answers.ground,
      label: this.#describe(),
      zoom: (/** @type {number} */ times) => t("optimizers.zoom", { times: text.whole(times) }),
      handle: {
        label: t("optimizers.start"),
        text: t("optimizers.start.at", { x: exact(shown.start[0]), y: exact(shown.start[1]) }),
      },
    });
    this.#showCaption(scale, which, {
      spread: which === "adamax" ? "u" : `√${letter}`,
      spread_hat: `√${letter}̂`,
      ...(racer.clipped ? { gradient: "−g", descent: "−ηg" } : {}),
    });
    this.#board.show({ ...scene, chosen: this.#bounded(this.wanted.racer) });
    this.#chart.show({ ...scene, label: t("optimizers.chart.label", { steps: shown.step, states: this.#states() }) });
    renew(this.#numbers, numbers(racer, which, text, title));
    this.#showFormula(racer, which);
    this.#code.set(racer.code);
    if (!this.state.running) this.#tell();
  }

  /** How all of them stand, in words. */
  #states() {
    const { t, number, whole } = this.host.text;
    return this.shown.racers
      .map((racer, at) =>
        t("optimizers.state", {
          name: this.#racers[at].title,
          height: number(racer.height, 3),
          status: t(`optimizers.status.${racer.status}`, { step: whole(racer.step) }),
        }),
      )
      .join("; ");
  }

  #describe() {
    const { t, whole } = this.host.text;
    return t("optimizers.picture", {
      surface: t(`optimizers.surface.${this.shown.surface}`),
      step: whole(this.shown.step),
      states: this.#states(),
    });
  }

  #tell() {
    const { t, number, whole } = this.host.text;
    const first = this.shown.racers.findIndex(({ place }) => place === 1);
    const { height, status, step } = this.shown.racers[first];
    this.announce(
      t("optimizers.told", {
        step: whole(this.shown.step),
        name: this.#racers[first].title,
        height: number(height, 3),
        status: t(`optimizers.status.${status}`, { step: whole(step) }),
      }),
    );
  }

  /** @param {{ steps: number, slopes: boolean }} scale @param {string} which @param {Record<string, string>} letters */
  #showCaption({ steps, slopes }, which, letters) {
    const { t, whole } = this.host.text;
    const { shown } = this;
    const arrows = legend(shown.racers[this.#selected], letters).map(({ look, symbol, letter }) =>
      h(
        "span",
        { class: "key", "data-symbol": symbol },
        h("span", { class: `race-arrow-key ${look}` }),
        h("i", {}, letter),
      ),
    );
    const key = (/** @type {string} */ className, /** @type {string} */ label) =>
      h("span", { class: "key" }, h("span", { class: className }), label);
    this.#caption.replaceChildren(
      h(
        "div",
        { class: "race-function" },
        ...surface(shown, this.host.text),
        ...(shown.surface === "network" ? [t("optimizers.network")] : []),
      ),
      h("div", { class: "race-arrows-key" }, ...arrows),
      h(
        "div",
        { class: "race-explained" },
        key("race-start-key", t("optimizers.legend.start")),
        shown.minima.length > 0
          ? key("race-minimum-key", t("optimizers.legend.minimum"))
          : h("span", {}, t("optimizers.legend.none")),
        ...(which === "nesterov"
          ? [key("race-looks-key", t("optimizers.legend.looks")), key("race-stands-key", t("optimizers.legend.stands"))]
          : []),
        h(
          "span",
          {},
          steps === 1 ? t("optimizers.legend.true") : t("optimizers.legend.steps", { times: whole(steps) }),
        ),
        ...(slopes ? [h("span", {}, t("optimizers.legend.slopes"))] : []),
      ),
    );
  }

  /** Who races by now: more may have been asked for than is shown. @returns {Entry[]} */
  get #entered() {
    return this.host.settings().racers;
  }

  get #racer() {
    return this.#entered[this.#selected];
  }

  /** @param {Entry} racer */
  #with(racer) {
    return this.#entered.map((old, at) => (at === this.#selected ? racer : old));
  }

  /** @param {Entry} racer */
  #put(racer) {
    return this.change({ racers: this.#with(racer) });
  }

  /** @param {string} name */
  #enter(name) {
    const racers = [...this.#entered, { name }];
    return this.change({ racers, racer: racers.length });
  }

  #leave() {
    const racers = this.#entered.filter((_, at) => at !== this.#selected);
    if (!racers.length) return null; // the button may still be enabled though only one is left
    return this.change({ racers, racer: Math.max(1, this.#selected) });
  }

  /** @param {Racer} racer @param {string} which */
  #showFormula(racer, which) {
    const { text } = this.host;
    const { t, number } = text;
    const { look, title } = this.#racers[this.#selected];
    const { slide, keras, isOnSlide } = update(racer, text);
    const form = (/** @type {string} */ label, /** @type {(MathMLElement | null)[][]} */ rows) =>
      h("div", { class: "race-form" }, h("h4", {}, label), lines(...rows));
    const off = racer.slide?.off.map((part) => number(Math.abs(part), 2)).join("; ");
    const key = `optimizers.note.${which}`;
    this.#formula.replaceChildren(
      h(
        "h3",
        {},
        h(
          "span",
          { class: "race-who" },
          sample(look),
          h("span", {}, t("optimizers.formula", { name: title, step: text.whole(racer.t) })),
        ),
      ),
      h(
        "div",
        { class: "race-forms" },
        slide && form(t("optimizers.slide"), slide),
        form(t(slide || !isOnSlide ? "optimizers.keras" : "optimizers.both"), keras),
      ),
      text.has(key) && isOnSlide ? h("p", { class: "hint" }, t(key, { off })) : "",
    );
  }

  close() {
    super.close();
    this.#picture.close();
    this.#chart.close();
  }
}
