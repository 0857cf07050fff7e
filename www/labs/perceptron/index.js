// L2 and L3: the perceptron. The machine is src/labs/perceptron, which says what an answer consists of.
import { randomSeed } from "../../settings/schema.js";
import { button, checkbox, more, numberField, select, slider } from "../../ui/controls.js";
import { sheet as diagramStyle } from "../../ui/diagram.js";
import { focusedIn, h } from "../../ui/dom.js";
import { enable } from "../../ui/enable.js";
import { Lesson } from "../lesson.js";
import { speedControl } from "../speed.js";
import { picture } from "../transport.js";
import { Mistakes, StepFunctions } from "./sidebar.js";
import { formulas } from "./formulas.js";
import { questions } from "./questions.js";
import { Pens } from "./pens.js";
import { PerceptronPicture, ring } from "./picture.js";
import { MOST_POINTS, PointsEditor, written } from "./points.js";
import { DATA, RULES, SCHEMA } from "./settings.js";
import { Examples } from "./table.js";
import { UnitPicture } from "./unit.js";
import { Verdict } from "./verdict.js";
import { InitialWeights } from "./weights.js";

export { SCHEMA };

/** Examples a second. */
const SPEEDS = [1, 2, 5, 10, 30];

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").PerceptronPoint} PerceptronPoint
 * @typedef {{ x: number, y: number, class: number }} Given A point of a person's own.
 */

/** @extends {Lesson<"perceptron">} */
export class Lab extends Lesson {
  #picture;
  #functions;
  #mistakes = new Mistakes();
  #data;
  #rule;
  #eta;
  #bias;
  #samples;
  #noise;
  #fresh;
  #speed;
  #points;
  /** The index of a point. @type {number | null} */
  #chosen = null;
  /** What was shown before a point was dragged. @type {typeof this.shown | null} */
  #untried = null;
  #pens = new Pens();
  /** The data that points of a person's own took the place of, and what was seen of them. @type {Record<string, any> | null} */
  #replaced = null;
  #bringBack = h("button", {
    type: "button",
    class: "bring-back",
    hidden: true,
    on: { click: () => this.#takeBack() },
  });
  #weights;
  #verdict = new Verdict((settings) => this.change(settings));
  #unit = new UnitPicture();
  #outside = h("p", { class: "hint" });
  #outsideText = new Text();
  #examples = new Examples();
  #formula = h("div", {});
  #note = h("p", { class: "hint" });

  /** @param {import("../index.js").Host} host */
  constructor(host) {
    super(host, "perceptron", SCHEMA);
    this.#picture = new PerceptronPicture({
      add: (point) => this.#add(point),
      choose: (index) => this.#choose(index),
      try: (index, point) => this.#try(index, point),
      move: (index, [x, y]) => this.#put(index, { x, y }),
      turn: (index, wanted) => this.#put(index, { class: wanted ?? this.#classAfter(index) }),
      where: (index) => this.given.points[index],
      remove: () => this.#remove(),
      press: () => this.pause(),
    });
    this.#verdict.element.prepend(this.#unit.element);
    this.#functions = new StepFunctions((name) => this.change({ step_function: name }));
  }

  get sheets() {
    return [diagramStyle()];
  }

  get pace() {
    return 1000 / this.settings.speed;
  }

  get lastStep() {
    return this.shown.status === "converged" ? this.shown.step : super.lastStep;
  }

  /** To the end of a pass through the data. */
  epoch(count = 1) {
    const { length } = this.shown.points;
    return this.step(count * length - (this.wantedStep % length));
  }

  get state() {
    const { shown } = this;
    return shown
      ? { ...super.state, epoch: shown.pass, step: shown.step, accuracy: 1 - shown.wrong / shown.points.length }
      : super.state;
  }

  actions() {
    const { t } = this.host.text;
    const parts = { label: t("epoch"), picture: picture("epoch"), hint: t("perceptron.epoch.hint") };
    return [button({ ...parts, onPress: () => this.epoch() }).element, this.#speed.bar];
  }

  /** @returns {import("../layout.js").Parts} */
  build() {
    const { t, percent, whole } = this.host.text;
    this.#data = select({
      label: t("perceptron.data"),
      options: DATA.map((data) => [data, t(`perceptron.data.${data}`)]),
      onInput: (data) => this.#take({ data, window: null }),
    });
    this.#rule = select({
      label: t("perceptron.rule"),
      options: RULES.map((rule) => [rule, t(`perceptron.rule.${rule}`)]),
      onInput: (rule) => this.change({ rule }),
    });
    this.#eta = numberField({
      label: t("perceptron.eta"),
      text: this.host.text,
      range: SCHEMA.eta,
      onInput: (eta) => this.change({ eta }),
    });
    this.#eta.element.dataset.symbol = "eta";
    this.#bias = checkbox({ label: t("perceptron.bias"), onInput: (bias) => this.change({ bias }) });
    this.#samples = slider({
      label: t("samples"),
      min: 10,
      max: MOST_POINTS,
      step: 10,
      format: whole,
      onInput: (samples) => this.#take({ samples }),
    });
    this.#noise = slider({
      label: t("noise"),
      min: 0,
      max: 50,
      step: 1,
      format: (noise) => percent(noise / 100),
      onInput: (noise) => this.#take({ noise }),
    });
    this.#fresh = button({
      label: t("new_data"),
      hint: t("perceptron.new_data.hint"),
      onPress: () => this.#take({ seed: randomSeed() }),
    }).element;
    this.#speed = speedControl({
      t,
      speeds: SPEEDS,
      text: (speed) => t("perceptron.speed", { speed }),
      onInput: (speed) => this.change({ speed: Number(speed) }),
    });
    this.#points = new PointsEditor(this.host.text, {
      choose: (index) => this.#choose(index),
      put: (index, change) => this.#put(index, change),
      add: () =>
        this.#add(
          this.shown.window.map(([low, high], axis) =>
            Number(((low + high) / 2 + this.#picture.step[axis]).toPrecision(3)),
          ),
        ),
      remove: () => this.#remove(),
      write: (points) => this.#take({ data: "custom", points, window: null }),
      complaint: (points) => this.complaint({ data: "custom", points, weights: null, window: null }),
    });
    this.#weights = new InitialWeights(
      this.host.text,
      () => this.wanted.weights,
      (weights) => this.change({ weights, step: 0 }),
    );
    this.#outside.replaceChildren(
      this.#outsideText,
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          on: { click: () => this.change({ window: this.#around() }) },
        },
        t("perceptron.outside.show"),
      ),
    );
    const legend = (/** @type {string} */ kind) =>
      h("span", { class: "key" }, ring(kind), t(`perceptron.legend.${kind}`));
    return {
      controls: [
        this.#data.element,
        this.#rule.element,
        this.#eta.element,
        more(t("perceptron.more.points"), this.#points.element),
        more(t("perceptron.more.weights"), this.#bias.element, this.#weights.element),
        more(t("perceptron.more.data"), this.#samples.element, this.#noise.element, this.#fresh, this.#speed.element),
      ],
      picture: [
        this.#picture.element,
        this.#outside,
        h(
          "div",
          { class: "legend" },
          h("span", { class: "key", "aria-hidden": "true" }, t("perceptron.pen")),
          this.#pens.element,
          legend("current"),
          legend("wrong"),
          this.#bringBack,
        ),
        this.#verdict.outcome,
      ],
      numbers: this.#verdict.element,
      beside: [
        h("section", { class: "card" }, this.#examples.element),
        h("section", { class: "card" }, h("h3", {}, t("perceptron.functions")), this.#functions.element),
        h("section", { class: "card" }, h("h3", {}, t("perceptron.mistakes")), this.#mistakes.element),
      ],
      formula: [this.#formula, this.#note],
      tries: [
        [t("perceptron.try.and"), { data: "and", step_function: "sign" }],
        [t("perceptron.try.xor"), { data: "xor", speed: 5 }],
        [t("perceptron.try.hebb"), { data: "gauss", rule: "hebb", step_function: "sign", eta: 0.01, speed: 10 }],
      ],
    };
  }

  /** @param {Record<string, any>} settings */
  begin(settings) {
    this.#chosen = null;
    return super.begin(settings);
  }

  paused() {
    this.#say();
  }

  get canAsk() {
    return true;
  }

  questions() {
    return this.isOver() ? [] : questions(this.shown, this.#write, this.host.text);
  }

  draw() {
    const {
      settings,
      wanted,
      shown,
      host: {
        text: { t, exact },
      },
    } = this;
    this.#data.set(wanted.data);
    this.#rule.set(wanted.rule);
    this.#eta.set(wanted.eta);
    this.#bias.set(wanted.bias);
    const generated = ["gauss", "three"].includes(settings.data);
    this.#samples.set(wanted.samples, generated);
    this.#noise.set(wanted.noise, generated);
    enable(this.#fresh, generated);
    this.#speed.set(wanted.speed);
    this.#pens.show(shown.classes, this.host.text);
    this.#weights.show(shown.units.length, settings.bias, wanted.weights);
    const replaced = settings.data === "custom" && this.#replaced;
    this.#bringBack.hidden = !replaced;
    if (replaced)
      this.#bringBack.textContent = t("perceptron.bring_back", { data: t(`perceptron.data.${replaced.data}`) });
    this.#showPicture();
    this.#points.show(shown.points, this.#chosen, settings.data === "custom" ? settings.points : written(shown.points));
    this.#unit.show(shown, this.#write, Boolean(settings.ask), this.host.text);
    this.#functions.show(shown, this.host.text);
    this.#mistakes.show(shown, this.host.text);
    this.#examples.show(shown, this.host.text);
    this.#formula.replaceChildren(
      ...formulas(shown, this.#write, (unit) => t("perceptron.unit", { unit: exact(unit) })),
    );
    this.#note.textContent = t(`perceptron.note.${settings.rule}`);
    this.#say();
  }

  /** A number with so many digits that it can be checked by hand. @param {number} given */
  #write = (given) => {
    const rounded = Math.abs(given) < 1 ? Number(given.toPrecision(3)) : Number(given.toFixed(3));
    return this.host.text.exact(rounded === 0 ? 0 : rounded);
  };

  /** What a point is called, and what is said of it. @param {PerceptronPoint} point @param {number} at */
  #name = ({ x, y, class: index, outputs, right }, at) => {
    const { t, exact } = this.host.text;
    const values = {
      number: exact(at + 1),
      x: this.#write(x),
      y: this.#write(y),
      index: exact(index),
      outputs: outputs.map((one) => exact(one)).join("; "),
    };
    return t(right ? "perceptron.point.right" : "perceptron.point.wrong", values);
  };

  #showPicture() {
    const { t, exact, whole } = this.host.text;
    const { shown } = this;
    const lines = shown.units
      .map(({ weights }, unit) =>
        t("perceptron.line", {
          unit: exact(unit),
          w0: this.#write(weights[0]),
          w1: this.#write(weights[1]),
          w2: this.#write(weights[2]),
        }),
      )
      .join(" ");
    const plane = t("perceptron.plane", { step: shown.step, of: shown.points.length, wrong: shown.wrong, lines });
    this.#picture.show(shown, {
      plane,
      points: t("perceptron.points"),
      chosen: this.#chosen,
      point: this.#name,
      region: (index) =>
        shown.units.length === 1 ? `ŷ = ${exact(shown.coding[index])}` : t("legend.class", { index: exact(index) }),
      ticks: (low, high, count) => this.ticks(low, high, count),
    });
    this.#outside.hidden = !shown.outside.length;
    if (this.#outside.hidden) return;
    this.#outsideText.data = t("perceptron.outside", { count: whole(shown.outside.length) });
  }

  /** A window around all points, at the same scale in both directions; the machine knows one for a person's own. */
  #around() {
    const { points } = this.shown;
    if (this.settings.data === "custom") return null;
    const middles = [points.map(({ x }) => x), points.map(({ y }) => y)].map((all) => [
      Math.min(...all),
      Math.max(...all),
    ]);
    const half = Math.ceil(Math.max(...middles.map(([low, high]) => high - low)) * 0.55);
    return middles.flatMap(([low, high]) => [-half, half].map((side) => Math.round((low + high) / 2) + side));
  }

  /** Where it stands, and what is to be said of it. */
  #say() {
    const said = this.#verdict.show(this.shown, this.host.text);
    // Not each step while it plays: nobody could listen to so much.
    if (!this.state.running || this.shown.status !== "running") this.announce(said);
  }

  /** Other data: weights were for other units, and nothing has been learnt yet. @param {Record<string, any>} changes */
  #take(changes) {
    this.pause();
    this.#chosen = null;
    return this.change({ weights: null, step: 0, ...changes });
  }

  /** @param {number} index */
  #choose(index) {
    if (this.#chosen === index) return;
    this.#chosen = index;
    this.#showPicture();
    this.#points.show(
      this.shown.points,
      index,
      this.settings.data === "custom" ? this.settings.points : written(this.shown.points),
    );
  }

  /** These points, as a person's own, in the same picture. Weights stay where there are as many units as before. @param {Given[]} points */
  #own(points) {
    const { window } = this.shown;
    const own = { data: "custom", points: written(points), window: window.flat() };
    return this.wanted.weights && this.complaint(own) ? { ...own, weights: null, step: 0 } : own;
  }

  /** @param {Given[]} points */
  #give(points) {
    const { data, points: text, window, weights, step } = this.host.settings();
    if (data !== "custom") this.#replaced = { data, points: text, window, weights, step };
    return this.change(this.#own(points));
  }

  /** The data of before, with what was learnt of them. */
  #takeBack() {
    this.pause();
    this.#chosen = null;
    return this.change(this.#replaced ?? {});
  }

  /** @param {readonly number[]} point */
  async #add([x, y]) {
    const { points } = this.given;
    if (points.length >= MOST_POINTS) return;
    this.pause();
    this.#chosen = points.length;
    await this.#give([...points, { x, y, class: this.#pens.chosen }]);
    this.#picture.focus(this.#chosen);
  }

  /** The class that follows on that of a point. @param {number} index */
  #classAfter(index) {
    const { points, classes } = this.given;
    return ((points[index]?.class ?? 0) + 1) % classes;
  }

  /** @param {number} index @param {Partial<Given>} change */
  async #put(index, change) {
    this.forget();
    this.#untried = null;
    this.pause();
    const { points } = this.given;
    if (index >= points.length) return; // it was removed, which is not seen yet
    await this.#give(points.map((point, at) => (at === index ? { ...point, ...change } : point)));
    const point = this.shown.points[index];
    if (point) this.announce(this.#name(point, index));
  }

  /** Removes the chosen point: after the one before it, its neighbour. */
  async #remove() {
    const { points } = this.given;
    if (points.length === 1) return;
    this.pause();
    const index = Math.min(this.#chosen ?? 0, points.length - 1); // as the fields show it
    this.#chosen = Math.max(0, index - 1);
    const hadFocus = this.#picture.element.contains(focusedIn(this.#picture.element));
    await this.#give(points.filter((_, at) => at !== index));
    if (hadFocus) this.#picture.focus(this.#chosen);
  }

  /** What it would be with a point elsewhere, while that is being dragged; with `index` null what it is. @param {number | null} index @param {readonly number[]} [point] */
  #try(index, point) {
    const untried = this.#untried ?? this.shown;
    this.#untried = untried;
    if (index === null || !point) {
      this.forget();
      this.shown = untried;
      this.#untried = null;
      this.draw();
      return;
    }
    const [x, y] = point;
    const moved = this.shown.points.map((other, at) => (at === index ? { ...other, x, y } : other));
    this.ask({ ...this.settings, ...this.#own(moved) }, (shown) => {
      this.shown = shown;
      // A long table would be too slow to follow.
      if (shown.points.length > 60) this.#showPicture();
      else this.draw();
    }).catch(() => {}); // where it is put down it is said what is wrong
  }

  close() {
    super.close();
    this.#picture.close();
    this.#unit.close();
  }
}
