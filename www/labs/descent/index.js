// L5: a line is fitted by steps down the gradient. The machine is src/labs/descent, which says what an answer consists of.
import { choice, number, ofPage, text } from "../../settings/readers.js";
import { randomSeed } from "../../settings/schema.js";
import { button, more, numberField, select } from "../../ui/controls.js";
import { h, renew } from "../../ui/dom.js";
import { enable } from "../../ui/enable.js";
import { Lesson } from "../lesson.js";
import { speedControl } from "../speed.js";
import { Plot, sheet as plotStyle } from "../../ui/plot.js";
import { pointsText } from "../../ui/points.js";
import { Bowl, bowlLegend } from "./bowl.js";
import { KeptPaths, RateControl } from "./controls.js";
import { costs, figures, paths } from "./figures.js";
import { rules, terms } from "./formulas.js";
import { drawCost, drawData } from "./plots.js";
import { questions } from "./questions.js";

const DATA = ["line", "lecture", "custom"];
const SPEEDS = [1, 5, 20, 100, 500];
/** Pictures a second when more steps than that are to be gone. */
const PICTURES = 20;
const MOST_PATHS = 8; // as in src/labs/descent/settings.rs
const SOME_POINTS = "x, y\n0, 1\n0.5, 2.5\n1, 2\n1.5, 3.5\n2, 3\n2.5, 4.5\n";

export const SCHEMA = {
  data: choice(DATA, "line"),
  points: text(SOME_POINTS),
  samples: number({ min: 10, max: 500, whole: true, standard: 40 }),
  noise: number({ min: 0, max: 50, standard: 15 }),
  slope: number({ min: -1e6, max: 1e6, standard: 1.5 }),
  intercept: number({ min: -1e6, max: 1e6, standard: 1 }),
  batch: number({ min: 1, max: 5000, whole: true, standard: "all", words: ["all"] }),
  eta: number({ min: 0, max: 1000, standard: 0.01 }),
  theta0: number({ min: -1e6, max: 1e6, standard: 0 }),
  theta1: number({ min: -1e6, max: 1e6, standard: 0 }),
  step: number({ min: 0, max: 100_000, whole: true, standard: 0 }),
  paths: paths(),
  speed: ofPage(number({ min: 0.5, max: 1000, standard: 20 })),
};

/** The settings that make a run: what is kept of one for comparison. @param {Record<string, any>} settings */
const plan = ({ batch, eta, theta0, theta1 }) => ({ batch, eta, theta0, theta1 });
/** Where among kept runs one with this plan is, or -1. @param {Record<string, any>[]} paths @param {any} path */
const indexOfRun = (paths, path) => paths.map((kept) => JSON.stringify(plan(kept))).indexOf(JSON.stringify(plan(path)));

/** @extends {Lesson<"descent">} */
export class Lab extends Lesson {
  /** The controls by their keys. @type {Record<string, any>} */
  #c = {};
  #batches = h("div", { class: "switches" });
  #bowl;
  #data = new Plot();
  #cost = new Plot();
  #legend = h("div", { class: "legend" });
  /** @type {Record<string, HTMLElement>} */
  #numbers = {};
  #message = h("div", { class: "message", role: "status", hidden: true });
  #formulas = h("div", { class: "rules" });
  #keras = h("p", {});
  #terms = h("div", { class: "card" });
  #pointsPlace = h("div", {});
  #drawn = h("div", { class: "more" }); // what only drawn points have
  /** The window while the start is moved: the ground must not jump under it. @type {typeof this.shown.window | null} */
  #held = null;
  #keep;
  #kept;

  /** @param {import("../index.js").Host} host */
  constructor(host) {
    super(host, "descent", SCHEMA);
    this.#bowl = new Bowl({
      start: (theta0, theta1) => this.soon({ theta0, theta1 }),
      wanted: () => [this.wanted.theta0, this.wanted.theta1],
      hold: (window) => this.#hold(window),
      ask: (question, use) => this.askLater(question, use),
    });
  }

  get sheets() {
    return [plotStyle()];
  }

  get pace() {
    return 1000 / Math.min(PICTURES, this.settings.speed);
  }

  get stride() {
    return Math.max(1, Math.round(this.settings.speed / PICTURES));
  }

  get transient() {
    return this.#held ? { window: this.#held.flat() } : {};
  }

  isOver() {
    return this.shown.run.status !== "running" || super.isOver();
  }

  get canAsk() {
    return true;
  }

  questions() {
    return this.isOver() ? [] : questions(this.shown, this.host.text);
  }

  /** How many steps look at as many points as there are. */
  get #epoch() {
    const {
      batch,
      data: { points },
    } = this.shown;
    return Math.ceil(points.length / batch.indexes.length);
  }

  epoch(count = 1) {
    return this.step(count * this.#epoch);
  }

  /** That at which it diverged: it is back from there. */
  get lastStep() {
    const { run } = this.shown;
    return run.status === "diverged" ? run.step + 1 : super.lastStep;
  }

  get state() {
    const state = super.state;
    if (!this.shown) return state;
    const { step, j, status } = this.shown.run;
    return { ...state, step, epoch: Math.floor(step / this.#epoch), loss: j, diverged: status === "diverged" };
  }

  actions() {
    return [this.#c.speed.bar];
  }

  /** @returns {import("../layout.js").Parts} */
  build() {
    const { t } = this.host.text;
    this.#buildControls();
    this.#bowl.translate(this.host.text);
    const figure = (/** @type {string} */ name, /** @type {Node} */ plot, /** @type {Node[]} */ ...below) =>
      h("section", { class: `figure ${name}` }, h("h3", {}, t(`descent.figure.${name}`)), plot, ...below);
    const dot = (/** @type {string} */ className, /** @type {string} */ key) =>
      h("span", { class: "key" }, h("span", { class: `mark ${className}` }), t(`descent.legend.${key}`));
    const line = (/** @type {string} */ className, /** @type {string} */ key) =>
      h("span", { class: "key" }, h("span", { class: `line-mark ${className}` }), t(`descent.legend.${key}`));
    const value = (/** @type {string} */ key, /** @type {string | undefined} */ symbol = undefined) => {
      this.#numbers[key] = h("dd", { "data-symbol": symbol });
      return h("div", {}, h("dt", { "data-symbol": symbol }, t(`descent.number.${key}`)), this.#numbers[key]);
    };
    return {
      picture: figure("bowl", this.#bowl.element, this.#legend),
      numbers: h(
        "dl",
        { class: "numbers" },
        value("step"),
        value("theta0", "theta0"),
        value("theta1", "theta1"),
        value("j", "j"),
        value("mse", "mse"),
      ),
      beside: [
        h(
          "section",
          { class: "card pair-of-figures" },
          figure(
            "data",
            this.#data.element,
            h("div", { class: "legend" }, dot("drawn", "drawn"), line("main", "line"), line("best", "best")),
          ),
          figure("cost", this.#cost.element),
        ),
        this.#message,
      ],
      controls: [
        h(
          "div",
          {
            class: "field",
            role: "group",
            "aria-label": t("descent.batch"),
            "data-symbol": "batch",
            "data-key": "batch",
          },
          h("span", { class: "label" }, t("descent.batch")),
          this.#batches,
        ),
        this.#c.size.element,
        this.#c.eta.element,
        this.#kept.element,
        h("div", { class: "with-button" }, this.#c.data.element, this.#c.fresh),
        this.#pointsPlace,
        more(
          t("descent.more"),
          h("div", { class: "pair" }, this.#c.theta0.element, this.#c.theta1.element),
          this.#drawn,
          this.#c.speed.element,
        ),
      ],
      formula: [h("h3", {}, t("descent.formulas")), this.#formulas],
      more: h(
        "div",
        { class: "cards" },
        this.#terms,
        h("section", { class: "card" }, h("h3", {}, t("descent.half")), this.#keras, h("p", {}, t("descent.slip"))),
      ),
      tries: [
        [
          t("descent.try.batches"),
          {
            eta: 0.1,
            batch: 1,
            step: 60,
            paths: [
              { batch: "all", eta: 0.1, theta0: 0, theta1: 0 },
              { batch: 8, eta: 0.1, theta0: 0, theta1: 0 },
            ],
          },
        ],
        [t("descent.try.diverge"), { data: "lecture", eta: 1.7, speed: 5 }],
        [t("descent.try.keras"), { data: "lecture", eta: 0.02, theta1: 0.1, step: 1 }],
      ],
    };
  }

  #buildControls() {
    const { text } = this.host;
    const { t } = text;
    const c = this.#c;
    /** @param {"theta0" | "theta1" | "samples" | "noise" | "intercept" | "slope"} key @param {string} label */
    const field = (key, label) =>
      numberField({
        label,
        text,
        range: SCHEMA[key],
        onInput: (value) => this.change({ [key]: value }),
      });
    const sizes = { all: () => "all", mini: () => this.#someOf(), one: () => 1 };
    this.#batches.replaceChildren(
      ...Object.entries(sizes).map(([kind, batch]) =>
        h("button", {
          type: "button",
          class: "switch",
          "data-kind": kind,
          on: { click: () => this.change({ batch: batch() }) },
        }),
      ),
    );
    c.size = numberField({
      label: t("descent.size"),
      inputMode: "numeric",
      text,
      read: (written) => text.read(written, 1, this.#rows, true),
      onInput: (batch) => this.change({ batch }),
    });
    c.eta = new RateControl({ text, most: SCHEMA.eta.max, change: (eta) => this.soon({ eta }) });
    this.#keep = button({
      label: t("descent.keep"),
      hint: t("descent.keep.hint"),
      onPress: () => this.#keepRun(),
    }).element;
    this.#kept = new KeptPaths({
      text,
      keep: this.#keep,
      clear: () => this.change({ paths: [] }),
      remove: (path) => this.#removeRun(path),
    });
    c.data = select({
      label: t("dataset"),
      options: DATA.map((name) => [name, t(`descent.data.${name}`)]),
      onInput: (data) => this.#restart({ data }),
    });
    c.points = pointsText({
      t,
      label: t("descent.points"),
      hint: t("descent.points.hint"),
      rows: 7,
      complaint: (points) => this.complaint({ data: "custom", points }),
      onInput: (points) => this.#restart({ points }),
    });
    this.#pointsPlace.replaceChildren(c.points.element);
    c.fresh = button({
      label: t("new_data"),
      hint: t("descent.fresh.hint"),
      onPress: () => this.#restart({ seed: randomSeed() }),
    }).element;
    c.speed = speedControl({
      t,
      speeds: SPEEDS,
      text: (speed) => t("speed.steps", { count: speed }),
      onInput: (speed) => this.change({ speed: Number(speed) }),
    });
    c.theta0 = field("theta0", t("descent.theta0"));
    c.theta1 = field("theta1", t("descent.theta1"));
    c.samples = field("samples", t("samples"));
    c.noise = field("noise", t("descent.noise"));
    c.intercept = field("intercept", t("descent.intercept"));
    c.slope = field("slope", t("descent.slope"));
    this.#drawn.replaceChildren(
      h("div", { class: "pair" }, c.samples.element, c.noise.element),
      h("div", { class: "pair" }, c.intercept.element, c.slope.element),
    );
    for (const [key, control] of Object.entries(c)) if (control.element) control.element.dataset.key = key;
    c.size.element.dataset.key = "batch";
    c.size.element.classList.add("in-line");
  }

  /** The run that is shown, unless it is kept already: what was pressed before may not be shown yet. */
  #keepRun() {
    const { paths } = this.wanted;
    if (indexOfRun(paths, this.settings) < 0) this.change({ paths: [...paths, plan(this.settings)] });
  }

  /** @param {object} path One that is shown: it may have another place by now. */
  #removeRun(path) {
    const { paths } = this.wanted;
    const at = indexOfRun(paths, path);
    if (at >= 0) this.change({ paths: paths.toSpliced(at, 1) });
  }

  /** How many points are wanted, where that is a setting; else how many are shown. */
  get #rows() {
    const { data, samples } = this.wanted;
    return data === "line" ? samples : this.shown.data.points.length;
  }

  /** So many points as a mini-batch begins with. */
  #someOf() {
    return Math.max(1, Math.min(8, Math.floor(this.#rows / 2)));
  }

  /** Other data: from the start. @param {Record<string, any>} changes */
  #restart(changes) {
    this.pause();
    return this.change({ step: 0, ...changes });
  }

  /** @param {Record<string, any>} settings */
  playsFrom({ step }) {
    return !step;
  }

  /** Keeps the ground still, or with null lets it follow what is on it again. @param {typeof this.shown.window | null} window */
  #hold(window) {
    const isReleased = this.#held && !window;
    this.#held = window;
    if (isReleased) this.soon({});
  }

  /** What the bowl is drawn with. @returns {import("./bowl.js").Style} */
  get #style() {
    return { ticks: (low, high, count) => this.ticks(low, high, count), theme: this.host.theme() };
  }

  /** @param {typeof this.shown} shown */
  wants(shown) {
    return { ground: this.#bowl.wants(shown, this.#style) };
  }

  draw() {
    const { text } = this.host;
    const { t } = text;
    const { shown, settings } = this;
    const style = this.#style;
    const [show, cost] = [figures(text), costs(text)];
    this.#showControls();
    this.#bowl.show(shown, { ...style, ground: this.answers.ground });
    this.#legend.replaceChildren(...bowlLegend(shown, text));
    this.#data.show(drawData(shown, text, style.ticks));
    this.#cost.show(drawCost(shown, text, style.ticks));
    const { run } = shown;
    const [theta0, theta1] = run.theta.map(show);
    const values = { step: text.whole(run.step), theta0, theta1, j: cost(run.j), mse: cost(run.mse) };
    for (const [key, value] of Object.entries(values)) this.#numbers[key].textContent = value;
    this.#formulas.replaceChildren(...rules(shown, settings, text));
    this.#keras.textContent = t("descent.keras", {
      j: values.j,
      mse: values.mse,
      eta: text.exact(run.eta),
      code: run.keras_code,
    });
    renew(this.#terms, terms(shown, text));
    this.#say();
    if (!super.state.running) this.announce(t("descent.announce", values));
  }

  #showControls() {
    const { shown, settings, wanted } = this;
    const { t } = this.host.text;
    const c = this.#c;
    const rows = shown.data.points.length;
    const kind = shown.batch.indexes.length === rows ? "all" : settings.batch === 1 ? "one" : "mini";
    /** @type {NodeListOf<HTMLElement>} */
    const buttons = this.#batches.querySelectorAll(".switch");
    for (const button of buttons) {
      button.textContent = t(`descent.batch.${button.dataset.kind}`, { rows });
      button.setAttribute("aria-pressed", String(button.dataset.kind === kind));
    }
    c.size.element.hidden = kind !== "mini";
    c.size.set(shown.batch.indexes.length);
    c.eta.set(wanted.eta, shown.largest_eta);
    c.data.set(wanted.data);
    this.#pointsPlace.hidden = settings.data !== "custom";
    c.points.set(wanted.points);
    c.fresh.hidden = settings.data !== "line";
    this.#drawn.hidden = settings.data !== "line";
    c.speed.set(wanted.speed);
    for (const key of ["theta0", "theta1", "samples", "noise", "intercept", "slope"]) c[key].set(wanted[key]);
    enable(this.#keep, settings.paths.length < MOST_PATHS && indexOfRun(settings.paths, settings) < 0);
    this.#kept.show(settings.paths, shown.paths, rows);
  }

  /** What has become of the run, and if it diverged, why and what to try. */
  #say() {
    const { text } = this.host;
    const { t, exact, number: digits } = text;
    const { run, batch, data, factors, largest_eta: largest } = this.shown;
    const key = JSON.stringify([
      run.status,
      run.status === "diverged" && [run.step, run.eta, run.batch, largest],
      text.lang,
    ]);
    if (this.#message.dataset.said === key) return;
    this.#message.dataset.said = key;
    this.#message.hidden = run.status === "running";
    this.#message.classList.toggle("good", run.status === "converged");
    if (run.status === "running") return this.#message.replaceChildren();
    if (run.status === "converged") return this.#message.replaceChildren(h("p", {}, t("descent.converged")));
    const few = batch.indexes.length < data.points.length && run.eta < largest;
    const cure = Number(((few ? run.eta : Math.min(run.eta, largest)) / 2).toPrecision(2));
    const values = {
      step: text.whole(run.step),
      eta: exact(run.eta),
      largest: digits(largest, 3),
      factor: digits(factors[1], 3),
      size: batch.indexes.length,
    };
    this.#message.replaceChildren(
      h("p", {}, t(few ? "descent.diverged.few" : "descent.diverged", values)),
      button({ label: t("diverged.cure", { rate: `η = ${exact(cure)}` }), onPress: () => this.#cure(cure) }).element,
    );
  }

  /** @param {number} eta */
  async #cure(eta) {
    await this.#restart({ eta });
    this.play();
  }

  close() {
    super.close();
    for (const plot of [this.#bowl, this.#data, this.#cost]) plot.close();
  }
}
