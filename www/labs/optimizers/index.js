// L6: the optimizers in a race. The machine is src/labs/optimizers, which says what an answer consists of.
import { choice, kebab, number, ofPage, snake } from "../../settings/readers.js";
import { SCHEMA as SHARED } from "../../settings/schema.js";
import { codeBox, sheet as codeStyle } from "../../ui/code.js";
import { sheet as plotStyle } from "../../ui/plot.js";
import { button, checkbox, more, numberField, select } from "../../ui/controls.js";
import { h, renew } from "../../ui/dom.js";
import { enable } from "../../ui/enable.js";
import { Lesson } from "../lesson.js";
import { diverged } from "../../ui/diverged.js";
import { stillness } from "../../ui/motion.js";
import { Leaderboard, numbers } from "./board.js";
import { RaceChart } from "./chart.js";
import { kind, lines, surface, update } from "./formulas.js";
import { NAMES, USUAL, introduce, sample } from "./markers.js";
import { RacePicture } from "./picture.js";

const SURFACES = ["quadratic", "beale", "rosenbrock", "saddle", "himmelblau", "network"];
const MOST_RACERS = 10;
const MOST_STEPS = 10_000;
const CONDITION = { min: 1, max: 1000, standard: 20 };
/** How far from 0 a race may start and the picture may reach, in each direction, and how wide and high it is at least. */
const FARTHEST_START = 1000;
const FARTHEST_EDGE = 10_000;
const LEAST_EXTENT = 0.001;
/** The edges of the picture, in the order of `window`. */
const EDGES = ["left", "right", "bottom", "top"];
/** Where the lecture calls a hyperparameter by a letter, that is highlighted with it. @type {Record<string, string>} */
const SYMBOLS = {
  learning_rate: "eta",
  momentum: "beta",
  rho: "rho",
  beta_1: "beta-1",
  beta_2: "beta-2",
  epsilon: "epsilon",
  weight_decay: "lambda",
  clipnorm: "clip",
  clipvalue: "clip",
  global_clipnorm: "clip",
};

/** A number, a switch, a word or a schedule, as it stands in a link. What it means, and whether, is the machine's to say. @param {string} text */
function read(text) {
  if (text === "true" || text === "false") return text === "true";
  if (text.startsWith("%7B")) {
    try {
      return JSON.parse(decodeURIComponent(text));
    } catch {
      return text;
    }
  }
  return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
}

/** The same written: of a schedule all that would be read as something else is escaped. @param {any} value */
const written = (value) => (typeof value === "object" ? encodeURIComponent(JSON.stringify(value)) : value);

/** A place, `x,y`, or the edges of a window, `left,right,bottom,top`, as far out as `limit`; none are the machine's to choose. @param {number} limit */
const coordinates = (limit) => ({
  standard: /** @type {number[] | null} */ (null),
  min: -limit,
  max: limit,
  whole: false,
  read: (/** @type {string} */ _key, /** @type {unknown} */ given) => ({
    value: Array.isArray(given) ? given : String(given).split(",").map(read),
  }),
  write: (/** @type {number[]} */ value) => value.join(","),
});

/** An optimizer with what differs from its usual hyperparameters. @typedef {{ name: string, [hyperparameter: string]: any }} Entry */

/** Optimizers, each with what differs from its usual hyperparameters: `sgd;adam,learning-rate:0.1,beta-1:0.8`. */
const race = {
  /** @type {Entry[]} */
  standard: USUAL.map((name) => ({ name })),
  values: NAMES,
  most: MOST_RACERS,
  /** @param {string} _key @param {any} given @returns {{ value: Entry[] }} */
  read(_key, given) {
    const written = typeof given === "string" ? given.split(";").filter((racer) => racer.trim()) : given;
    if (!Array.isArray(written) || !written.length) return { value: structuredClone(race.standard) };
    return { value: written.map((racer) => (typeof racer === "string" ? race.racer(racer) : racer)) };
  },
  /** @param {string} text @returns {Entry} */
  racer(text) {
    const [name, ...rest] = text.split(",").map((part) => part.trim());
    const pairs = rest
      .map((part) => part.split(":"))
      .map(([key, value = ""]) => [key === "lr" ? "learning_rate" : snake(key), read(value)]);
    const racer = Object.fromEntries([["name", name], ...pairs]);
    // What is written twice has no place in an object: the machine is told the text, and says that this is no optimizer.
    return Object.keys(racer).length > pairs.length ? racer : { name: text };
  },
  write: (/** @type {Entry[]} */ racers) =>
    racers
      .map(({ name, ...rest }) =>
        [name, ...Object.entries(rest).map(([key, value]) => `${kebab(key)}:${written(value)}`)].join(","),
      )
      .join(";"),
};

export const SCHEMA = {
  surface: choice(SURFACES, "quadratic"),
  condition: number(CONDITION),
  start: coordinates(FARTHEST_START),
  window: coordinates(FARTHEST_EDGE),
  racers: race,
  racer: ofPage(number({ min: 1, max: MOST_RACERS, whole: true, standard: 2 })),
  step: number({ min: 0, max: MOST_STEPS, whole: true, standard: 0 }),
};

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").OptimizersRacer} Racer
 * @typedef {import("../../pkg-lessons/nn_playground.js").OptimizersShown["window"]} Window
 */

/** @extends {Lesson<"optimizers">} */
export class Lab extends Lesson {
  #picture = new RacePicture({
    start: (start) => this.change({ start }),
    hold: (window) => this.#hold(window),
    select: (at) => this.#choose(at),
    ask: (question, use) => this.askLater(question, use),
  });
  #board = new Leaderboard((at) => this.#choose(at));
  #chart = new RaceChart();
  #chartCard;
  #surface;
  #condition;
  #start;
  #edges;
  #usualWindow;
  #step;
  #hyper = h("fieldset", { class: "race-hyper" });
  #hyperKey = "";
  #said = ""; // what the message is about
  #message = h("div", { class: "message", role: "alert", hidden: true });
  /** Those of the hyperparameters, by their names. @type {Record<string, { element: HTMLElement, set: (value: any) => void }>} */
  #fields = {};
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
    return Math.min(this.settings.racer, this.shown.racers.length, this.#entered.length) - 1;
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

  /** @returns {import("../lesson.js").Parts} */
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
      read: (given) => text.read(given, CONDITION.min, CONDITION.max),
      onInput: (condition) => this.change({ condition }),
    });
    this.#condition.element.dataset.symbol = "condition";
    this.#start = [0, 1].map((axis) =>
      numberField({
        label: t("optimizers.start.axis", { axis: ["θ₁", "θ₂"][axis] }),
        text,
        read: (given) => text.read(given, -FARTHEST_START, FARTHEST_START),
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
      read: (given) => text.read(given, 0, MOST_STEPS, true),
      onInput: (step) => this.change({ step }),
    });
    this.#hyperKey = "";
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
        h("div", { class: "race-fields" }, ...this.#start.map(({ element }) => element), this.#step.element),
        this.#hyper,
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
      beside: h("div", { class: "race-beside" }, this.#board.element, this.#numbers, this.#chartCard),
      formula: this.#formula,
      more: h("section", { class: "card" }, h("h3", {}, t("optimizers.code")), this.#code.element),
      tries: [
        [t("optimizers.try.valley"), { condition: 100, racer: 1 }],
        [t("optimizers.try.saddle"), { surface: "saddle", racer: 1 }],
        [t("optimizers.try.himmelblau"), { surface: "himmelblau", racer: 3 }],
      ],
    };
  }

  /** Where an edge of the picture may lie, as far as the opposite one lets it. @param {number} at @returns {[low: number, high: number]} */
  #edgeRange(at) {
    const [low, high] = this.shown.window[Math.floor(at / 2)];
    return at % 2 ? [low + LEAST_EXTENT, FARTHEST_EDGE] : [-FARTHEST_EDGE, high - LEAST_EXTENT];
  }

  /** A race that one begins with is seen to run, or where nothing may move, to have run. @param {Record<string, any>} settings */
  async begin(settings) {
    await super.begin(stillness.matches ? { ...settings, step: 100 } : settings);
    if (!stillness.matches) this.play();
  }

  pause() {
    const wasRunning = this.state.running;
    super.pause();
    if (wasRunning && this.shown) this.#tell();
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
    this.#surface.set(shown.surface);
    this.#condition.element.hidden = shown.surface !== "quadratic";
    this.#condition.set(shown.condition);
    for (const axis of [0, 1]) this.#start[axis].set(shown.start[axis]);
    for (const [at, edge] of shown.window.flat().entries()) this.#edges[at].set(edge);
    enable(this.#usualWindow, this.settings.window !== null);
    this.#step.set(shown.step);
    this.#showHyperparameters(racer, selected);
    this.#remove.set(t("optimizers.remove", { name: title }));
    enable(this.#remove.element, shown.racers.length > 1);
    enable(this.#add, shown.racers.length < MOST_RACERS);

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
      letters: {
        spread: which === "adamax" ? "u" : `√${letter}`,
        spread_hat: `√${letter}̂`,
        ...(racer.clipped ? { gradient: "−g", descent: "−ηg" } : {}),
      },
      handle: {
        label: t("optimizers.start"),
        text: t("optimizers.start.at", { x: exact(shown.start[0]), y: exact(shown.start[1]) }),
      },
    });
    this.#showCaption(scale, which);
    this.#board.show(scene);
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

  /** @param {{ steps: number, slopes: boolean }} scale @param {string} which */
  #showCaption({ steps, slopes }, which) {
    const { t, whole } = this.host.text;
    const key = (/** @type {string} */ className, /** @type {string} */ label) =>
      h("span", { class: "key" }, h("span", { class: className }), label);
    this.#caption.replaceChildren(
      h(
        "div",
        { class: "race-function" },
        ...surface(this.shown, this.host.text),
        ...(this.shown.surface === "network" ? [t("optimizers.network")] : []),
      ),
      key("race-start-key", t("optimizers.legend.start")),
      key("race-minimum-key", t("optimizers.legend.minimum")),
      ...(which === "nesterov"
        ? [key("race-looks-key", t("optimizers.legend.looks")), key("race-stands-key", t("optimizers.legend.stands"))]
        : []),
      h("span", {}, steps === 1 ? t("optimizers.legend.true") : t("optimizers.legend.steps", { times: whole(steps) })),
      ...(slopes ? [h("span", {}, t("optimizers.legend.slopes"))] : []),
    );
  }

  /** The chosen racer's own hyperparameters. @param {Racer} racer @param {number} selected */
  #showHyperparameters({ name, optimizer: given, rate, status }, selected) {
    /** @type {Record<string, any>} */
    const optimizer = { ...given, learning_rate: rate }; // of a schedule what it says now
    const { text } = this.host;
    const { t } = text;
    const isLost = status === "diverged";
    const said = JSON.stringify([text.lang, selected, optimizer.learning_rate]);
    if (isLost && this.#said !== said) {
      this.#said = said;
      const [, cure] = diverged(text, optimizer.learning_rate, (rate) => this.#edit({ learning_rate: rate }));
      this.#message.replaceChildren(h("p", {}, t("optimizers.diverged")), cure);
    }
    this.#message.hidden = !isLost;
    const { look, title } = this.#racers[selected];
    // SGD's three forms are racers of their own.
    const own = Object.keys(optimizer).filter(
      (key) =>
        key !== "name" && key !== "nesterov" && !(name === "sgd" && key === "momentum" && optimizer.momentum === 0),
    );
    const key = JSON.stringify([text.lang, look, title, own]);
    if (key !== this.#hyperKey) {
      this.#hyperKey = key;
      // There is one variable, θ, so that both norms are the same.
      const word = (/** @type {string} */ each) =>
        t(each === "learning_rate" ? each : `hyperparameter.${each === "clipnorm" ? "global_clipnorm" : each}`);
      const label = (/** @type {string} */ each) => word(each) + (SYMBOLS[each] === "clip" ? " c" : "");
      this.#fields = Object.fromEntries(
        own.map((each) => {
          const field =
            typeof optimizer[each] === "boolean"
              ? checkbox({ label: label(each), onInput: (value) => this.#edit({ [each]: value }) })
              : numberField({
                  label: label(each),
                  text,
                  read: (given) => this.#read(each, given),
                  onInput: (value) => this.#edit({ [each]: value }),
                });
          if (SYMBOLS[each]) field.element.dataset.symbol = SYMBOLS[each];
          return [each, field];
        }),
      );
      const usual = h(
        "button",
        {
          type: "button",
          class: "small race-usual",
          on: { click: () => this.#put({ name: this.#racer.name }) },
        },
        t("optimizers.usual"),
      );
      this.#hyper.replaceChildren(
        h(
          "legend",
          {},
          h("span", { class: "race-who" }, sample(look), h("span", {}, t("optimizers.hyper", { name: title }))),
        ),
        h("div", { class: "pair" }, ...Object.values(this.#fields).map(({ element }) => element)),
        this.#message,
        usual,
      );
    }
    for (const each of own) this.#fields[each].set(optimizer[each]);
  }

  /** A hyperparameter as it was typed; what passes the page's range may still not be one for the machine. @param {string} key @param {string} given */
  #read(key, given) {
    const { read: readNumber, t } = this.host.text;
    const { min = 0, max = 0 } = /** @type {import("../../settings/readers.js").Schema} */ (SHARED)[key];
    const found = readNumber(given, min, max);
    if (found.complaint !== undefined) return found;
    const message = this.complaint({
      racers: this.#with({ ...this.#racer, [key]: found.value }),
    });
    return message ? { complaint: t("refused", { message }) } : found;
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

  /** @param {Record<string, any>} changes */
  #edit(changes) {
    return this.#put({ ...this.#racer, ...changes });
  }

  /** @param {string} name */
  #enter(name) {
    const racers = [...this.#entered, { name }];
    return this.change({ racers, racer: racers.length });
  }

  #leave() {
    const racers = this.#entered.filter((_, at) => at !== this.#selected);
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
