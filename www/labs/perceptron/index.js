// L2 and L3: the perceptron. The machine is src/labs/perceptron, which says what an answer consists of.
import { choice, flag, number, ofPage, text } from "../../settings/readers.js";
import { randomSeed } from "../../settings/schema.js";
import { button, checkbox, more, numberField, select, slider } from "../../ui/controls.js";
import { focusedIn, h } from "../../ui/dom.js";
import { enable } from "../../ui/enable.js";
import { stillness } from "../../ui/motion.js";
import { Lesson } from "../lesson.js";
import { Mistakes, StepFunctions } from "./sidebar.js";
import { formulas } from "./formulas.js";
import { PerceptronPicture, ring, sample } from "./picture.js";
import { Examples } from "./table.js";
import { MOST_POINTS, PointsEditor, written } from "./points.js";

const DATA = ["and", "or", "xor", "gauss", "three", "custom"];
const RULES = ["perceptron", "hebb"];
/** The largest initial weight, as in src/labs/perceptron/settings.rs. */
const LARGEST_WEIGHT = 1e6;
/** The range of the learning rate. @type {[low: number, high: number]} */
const RATES = [1e-6, 1000];
/** Examples a second. */
const SPEEDS = [1, 2, 5, 10, 30];
/** After so many passes without an end in sight it is said that there may be none. */
const PATIENCE = 20;
/** A network that learns XOR in a second, from each seed that was tried; with 2 units it does not from some. */
const HIDDEN_LAYER = {
  lab: "network",
  dataset: "xor-gate",
  layers: [{ units: 4 }],
  activation: "tanh",
  optimizer: "adam",
  learning_rate: 0.05,
  batch_size: "all",
};
/** The other lab's XOR with weights set by hand, as it is before anybody has changed it. */
const BY_HAND = {
  lab: "backprop",
  preset: "xor_steps",
  layers: null,
  x: null,
  y: null,
  weights: null,
  loss: null,
  eta: null,
  epoch: null,
};

/**
 * Numbers in a row, or null.
 *
 * @param {number} least
 * @param {number} most
 * @returns {import("../../settings/readers.js").Reader<number[] | null>}
 */
const numbers = (least, most) => {
  const one = number({ min: least, max: most, standard: 0 });
  return {
    standard: null,
    read(key, given, catalog) {
      const items = (Array.isArray(given) ? given : String(given).split(",")).map((item) =>
        one.read(key, item, catalog),
      );
      return { value: items.map(({ value }) => value), warning: items.find(({ warning }) => warning)?.warning };
    },
    write: (value) => value.join(","),
  };
};

export const SCHEMA = {
  data: choice(DATA, "and"),
  points: text("x, y, class\n-2, 1, 0\n-1, -1, 0\n-1, 2, 0\n1, -1, 1\n2, 1, 1\n1, -2, 1"),
  samples: number({ min: 10, max: MOST_POINTS, whole: true, standard: 40 }),
  noise: number({ min: 0, max: 50, standard: 0 }),
  step_function: choice(["heaviside", "sign"], "heaviside", (name) => (name.toLowerCase() === "sgn" ? "sign" : name)),
  rule: choice(RULES, "perceptron"),
  eta: number({ min: RATES[0], max: RATES[1], standard: 0.1 }),
  bias: flag(true),
  weights: numbers(-LARGEST_WEIGHT, LARGEST_WEIGHT),
  step: number({ min: 0, max: 100_000, whole: true, standard: 0 }),
  window: numbers(-1e18, 1e18),
  speed: ofPage(number({ min: 0.5, max: 60, standard: 2 })),
};

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
  /** Points that were asked for last. @type {{ text: string, points: Given[] } | null} */
  #asked = null;
  #pen = 1; // the class of points to come
  #pens = h("div", { class: "pens", role: "group" });
  #weights = h("div", { class: "weights" });
  /** Of the weights, each with its place in the list. @type {{ at: number, field: ReturnType<typeof numberField> }[]} */
  #fields = [];
  #place = h("h3", { class: "now" });
  #verdict = h("p", { class: "said" });
  #ways = h("div", { class: "ways", "data-key": "labs" });
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
      turn: (index, wanted) =>
        this.#put(index, { class: wanted ?? (this.#wanted[index].class + 1) % this.shown.classes }),
      where: (index) => this.#wanted[index],
      remove: (index) => this.#remove(index),
      press: () => this.pause(),
    });
    this.#functions = new StepFunctions((name) => this.change({ step_function: name }));
  }

  get pace() {
    return 1000 / this.settings.speed;
  }

  isOver() {
    return this.shown.status === "converged" || super.isOver();
  }

  /** A link may ask for more steps than there are before convergence: one goes on from those that there are. */
  step(count = 1) {
    const past = this.settings.step - this.shown.step;
    return super.step(this.shown.status === "converged" && count > 0 ? -past : count - past);
  }

  epoch(count = 1) {
    return this.step(count * this.shown.points.length - this.shown.in_pass);
  }

  get state() {
    const { shown } = this;
    return shown
      ? { ...super.state, epoch: shown.pass, step: shown.step, accuracy: 1 - shown.wrong / shown.points.length }
      : super.state;
  }

  actions() {
    const { t } = this.host.text;
    return [button({ label: t("epoch"), hint: t("perceptron.epoch.hint"), onPress: () => this.epoch() }).element];
  }

  /** @returns {import("../lesson.js").Parts} */
  build() {
    const { t, read, percent, whole } = this.host.text;
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
      read: (rate) => read(rate, ...RATES),
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
    this.#speed = select({
      label: t("speed"),
      options: SPEEDS.map((speed) => [String(speed), t("perceptron.speed", { speed })]),
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
      remove: (index) => this.#remove(index),
      write: (points) => this.#take({ data: "custom", points, window: null }),
      complaint: (points) => this.complaint({ data: "custom", points, weights: null, window: null }),
    });
    this.#weights.replaceChildren();
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
    this.#pens.setAttribute("aria-label", t("perceptron.pen"));
    return {
      controls: [
        this.#data.element,
        this.#rule.element,
        this.#eta.element,
        more(t("perceptron.more.points"), this.#points.element),
        more(t("perceptron.more.weights"), this.#bias.element, this.#weights),
        more(t("perceptron.more.data"), this.#samples.element, this.#noise.element, this.#fresh, this.#speed.element),
      ],
      picture: [
        this.#picture.element,
        this.#outside,
        h(
          "div",
          { class: "legend" },
          h("span", { class: "key", "aria-hidden": "true" }, t("perceptron.pen")),
          this.#pens,
          legend("current"),
          legend("wrong"),
        ),
      ],
      beside: h(
        "div",
        { class: "perceptron-side" },
        h("section", { class: "card" }, this.#place, this.#verdict, this.#ways),
        h("section", { class: "card" }, this.#examples.element),
        h("section", { class: "card" }, h("h3", {}, t("perceptron.functions")), this.#functions.element),
        h("section", { class: "card" }, h("h3", {}, t("perceptron.mistakes")), this.#mistakes.element),
      ),
      formula: [this.#formula, this.#note],
      tries: [
        [t("perceptron.try.and"), { data: "and", step_function: "sign" }],
        [t("perceptron.try.xor"), { data: "xor", speed: 5 }],
        [t("perceptron.try.hebb"), { data: "gauss", rule: "hebb", step_function: "sign", eta: 0.01, speed: 10 }],
      ],
    };
  }

  /** What one begins with is seen to happen, unless nothing shall move by itself. */
  async begin(/** @type {Record<string, any>} */ settings) {
    this.#chosen = null;
    await super.begin(settings);
    if (!stillness.matches) this.play();
  }

  pause() {
    const { running } = this.state;
    super.pause();
    if (running) this.#say();
  }

  draw() {
    const {
      settings,
      shown,
      host: {
        text: { t, exact },
      },
    } = this;
    this.#data.set(settings.data);
    this.#rule.set(settings.rule);
    this.#eta.set(settings.eta);
    this.#bias.set(settings.bias);
    const generated = ["gauss", "three"].includes(settings.data);
    this.#samples.set(settings.samples, generated);
    this.#noise.set(settings.noise, generated);
    enable(this.#fresh, generated);
    this.#speed.set(settings.speed, t("perceptron.speed", { speed: settings.speed }));
    this.#showPens();
    this.#showWeights();
    this.#showPicture();
    this.#points.show(shown.points, this.#chosen, settings.data === "custom" ? settings.points : written(shown.points));
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

  /** The classes that a click can add; one more than there are. */
  #showPens() {
    const { t } = this.host.text;
    const count = Math.min(8, this.shown.classes + 1);
    this.#pen = Math.min(this.#pen, count - 1);
    const made = `${this.host.text.lang} ${count}`;
    if (this.#pens.dataset.made !== made) {
      this.#pens.dataset.made = made;
      this.#pens.replaceChildren(
        ...Array.from({ length: count }, (_, index) =>
          h(
            "button",
            {
              type: "button",
              class: "pen",
              "aria-label": t("legend.class", { index }),
              on: {
                click: () => {
                  this.#pen = index;
                  this.#showPens();
                },
              },
            },
            sample(index),
            String(index),
          ),
        ),
      );
    }
    [...this.#pens.children].forEach((element, index) =>
      element.setAttribute("aria-pressed", String(index === this.#pen)),
    );
  }

  /** The fields of the initial weights. */
  #showWeights() {
    const { t, read } = this.host.text;
    const units = this.shown.units.length;
    const given = this.settings.weights ?? Array(3 * units).fill(0);
    const made = `${units} ${this.settings.bias}`;
    if (this.#weights.dataset.made !== made || !this.#weights.children.length) {
      this.#weights.dataset.made = made;
      const fieldOf = (/** @type {number} */ input, /** @type {number} */ unit) => {
        const of = units > 1 ? `,${"₀₁₂₃₄₅₆₇"[unit]}` : "";
        const symbol = `w${"₀₁₂"[input]}${of}`;
        const field = numberField({
          label: symbol,
          text: this.host.text,
          read: (weight) => read(weight, -LARGEST_WEIGHT, LARGEST_WEIGHT),
          onInput: (weight) => {
            const weights = [...(this.settings.weights ?? Array(3 * units).fill(0))];
            weights[input * units + unit] = weight;
            this.change({ weights: weights.every((other) => other === 0) ? null : weights, step: 0 });
          },
        });
        return { at: input * units + unit, field };
      };
      const inputs = this.settings.bias ? [0, 1, 2] : [1, 2];
      this.#fields = Array.from({ length: units }, (_, unit) => inputs.map((input) => fieldOf(input, unit))).flat();
      this.#weights.replaceChildren(
        h("p", { class: "hint" }, t("perceptron.weights.hint")),
        h(
          "div",
          { class: `weight-fields of-${inputs.length}-inputs` },
          ...this.#fields.map(({ field }) => field.element),
        ),
      );
    }
    for (const { at, field } of this.#fields) field.set(given[at]);
  }

  /** Where it stands, and what is to be said of it. */
  #say() {
    const { t, whole } = this.host.text;
    const { shown } = this;
    const of = whole(shown.points.length);
    const { status, ending } = shown;
    this.#place.textContent =
      ending?.status === "converged" && status === "converged"
        ? t("perceptron.place.end", { pass: ending.pass, steps: shown.step })
        : t("perceptron.place", { pass: whole(shown.pass + 1), example: whole(shown.in_pass + 1), of });
    const sentence = this.#judge();
    this.#verdict.classList.toggle("solved", status === "converged");
    this.#verdict.classList.toggle("warned", status === "cycle");
    this.#verdict.textContent = [sentence, this.#noLine()].join(" ").trim();
    // Not each step while it plays: nobody could listen to so much.
    if (!this.state.running || status !== "running") this.announce(`${this.#place.textContent}. ${sentence}`);
    this.#showWays(this.settings.rule === "perceptron" && this.#isHopeless());
  }

  /** Whether it goes on for ever, as far as one has seen. */
  #isHopeless() {
    const { status, ending, foreseen, pass } = this.shown;
    return status === "cycle" || (foreseen && !ending && pass >= PATIENCE);
  }

  /** Why the only line there could be is not seen. */
  #noLine() {
    const { t } = this.host.text;
    const [{ normal, line }, ...others] = this.shown.units;
    if (line || others.length) return "";
    return t(normal ? "perceptron.line.outside" : "perceptron.line.none");
  }

  #judge() {
    const { t } = this.host.text;
    const { status, ending, rule, example, wrong } = this.shown;
    if (status === "converged") return t("perceptron.converged");
    if (status === "cycle" && ending?.status === "cycle") {
      const { first, period } = ending;
      return t(`perceptron.cycle.${rule}`, { first, period, again: first + period });
    }
    if (rule === "hebb") return t(wrong ? "perceptron.step.hebb" : "perceptron.step.hebb.right");
    if (this.#isHopeless()) return t("perceptron.hopeless");
    const errors = example.units.filter(({ error }) => error !== 0).length;
    if (!errors) return t("perceptron.step.right");
    return this.shown.units.length === 1
      ? t("perceptron.step.wrong")
      : t("perceptron.step.some", { errors, units: example.units.length });
  }

  /** The links to what no single unit can do. @param {boolean} wanted */
  #showWays(wanted) {
    const { t, lang } = this.host.text;
    const made = wanted ? lang : "";
    if (this.#ways.dataset.made === made) return;
    this.#ways.dataset.made = made;
    const way = (/** @type {string} */ key, /** @type {Record<string, any>} */ settings) =>
      h("button", { type: "button", class: "way", on: { click: () => this.change(settings) } }, t(key));
    this.#ways.replaceChildren(
      ...(wanted ? [way("perceptron.way.network", HIDDEN_LAYER), way("perceptron.way.backprop", BY_HAND)] : []),
    );
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
    return this.settings.weights && this.complaint(own) ? { ...own, weights: null, step: 0 } : own;
  }

  /** The points as a person wants them by now: hands may be faster than what is shown. @returns {Given[]} */
  get #wanted() {
    const { data, points } = this.host.settings();
    return this.#asked && data === "custom" && points === this.#asked.text ? this.#asked.points : this.shown.points;
  }

  /** @param {Given[]} points */
  #give(points) {
    const own = this.#own(points);
    this.#asked = { text: own.points, points };
    return this.change(own);
  }

  /** @param {readonly number[]} point */
  async #add([x, y]) {
    const points = this.#wanted;
    if (points.length >= MOST_POINTS) return;
    this.pause();
    this.#chosen = points.length;
    await this.#give([...points, { x, y, class: this.#pen }]);
    this.#picture.focus(this.#chosen);
  }

  /** @param {number} index @param {Partial<Given>} change */
  async #put(index, change) {
    this.forget();
    this.#untried = null;
    this.pause();
    await this.#give(this.#wanted.map((point, at) => (at === index ? { ...point, ...change } : point)));
    this.announce(this.#name(this.shown.points[index], index));
  }

  /** @param {number} index */
  async #remove(index) {
    const points = this.#wanted;
    if (points.length === 1) return;
    this.pause();
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
  }
}
