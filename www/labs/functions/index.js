// L8 and L9: activations and losses with their derivatives, and a point that is moved along. The machine is src/labs/functions,
// which says what an answer consists of.
import { alias, choice, names, number } from "../../settings/readers.js";
import { codeBox, sheet as codeStyle } from "../../ui/code.js";
import { more, numberField, select } from "../../ui/controls.js";
import { h, renew } from "../../ui/dom.js";
import { figures } from "../../ui/figures.js";
import { sheet as plotStyle } from "../../ui/plot.js";
import { Lesson } from "../lesson.js";
import { batchTable, classTable, pairTable, valueTable } from "./cards.js";
import { rules } from "./formulas.js";
import { Curves, legend } from "./picture.js";
import { said } from "./said.js";
import { LOGITS, Stages } from "./stages.js";

const FARTHEST = 100; // as in src/labs/functions/settings.rs
const MOST_LOGIT = 30;
const CLASSES = 3;
/** Milliseconds from step to step when it plays: from edge to edge in a few seconds. */
const PACE = 90;

/** Those of the slides, and those with a step. */
const SLIDES = ["relu", "linear", "sigmoid", "softmax"];
const STEPS = ["heaviside", "sign"];
const SLIDE_LOSSES = [
  "mean_squared_error",
  "mean_absolute_error",
  "binary_crossentropy",
  "sparse_categorical_crossentropy",
];

/** @typedef {import("../../settings/readers.js").Catalog} Catalog */

const activations = names("activations");
const losses = names("losses");

/** Three numbers. What they may be is the machine's to say. */
const logits = {
  standard: [2, 1, 0.1],
  /** @param {string} _key @param {unknown} given @returns {{ value: any }} */
  read(_key, given) {
    const written = Array.isArray(given) ? given : String(given).split(",");
    const number = (/** @type {unknown} */ each) =>
      typeof each === "string" && each.trim() && !Number.isNaN(Number(each)) ? Number(each) : each;
    return { value: written.map(number) };
  },
  write: (/** @type {number[]} */ value) => value.join(","),
};

export const SCHEMA = {
  function: choice(
    (/** @type {Catalog} */ catalog) => [...activations(catalog), ...losses(catalog)],
    "relu",
    (text, catalog) => alias("losses")(alias("activations")(text, catalog), catalog),
  ),
  x: number({ min: -FARTHEST, max: FARTHEST, standard: 1 }),
  prediction: number({ min: -FARTHEST, max: FARTHEST, standard: 0.2 }),
  target: number({ min: -FARTHEST, max: FARTHEST, standard: 1 }),
  logits,
  label: number({ min: 1, max: CLASSES, whole: true, standard: 1 }),
};

/** @extends {Lesson<"functions">} */
export class Lab extends Lesson {
  /** The controls by their keys. @type {Record<string, any>} */
  #c = {};
  #curves;
  #stages;
  #legend = h("div", { class: "legend" });
  #numbers = h("dl", { class: "numbers" });
  #formulas = h("div", { class: "rules" });
  #said = h("div", { class: "said" });
  #targets = h("div", { class: "switches" });
  #target = h("div", { class: "target", role: "group" });
  #logits = h("div", { class: "typed-logits", "data-key": "logits" });
  /** @type {ReturnType<typeof numberField>[]} */
  #typed = [];
  #plotPlace = h("div", {});
  #classes = h("div", {});
  #pairs = h("section", { class: "card wide-card" });
  #batch = h("section", { class: "card" });
  #values = h("div", {});
  /** @type {ReturnType<typeof codeBox> | null} */
  #code = null;

  /** @param {import("../index.js").Host} host */
  constructor(host) {
    super(host, "functions", SCHEMA);
    this.element.classList.add("functions");
    this.#curves = new Curves({ move: (x) => this.#move(x), wanted: () => this.#at });
    this.#stages = new Stages({
      move: (at, logit) => this.#setLogit(at, logit),
      choose: (label) => this.change({ label }),
    });
  }

  get sheets() {
    return [plotStyle(), codeStyle()];
  }

  get seeded() {
    return false;
  }

  get pace() {
    return PACE;
  }

  // There is no run: a step moves the point to the next multiple of a notch, and playing lets it go to the right edge.

  get #edges() {
    return this.shown.window[0];
  }

  isOver() {
    return this.shown.x >= this.#edges[1];
  }

  /** @param {number} count */
  move(count) {
    return this.#move(this.#notched(count));
  }

  /** Where the point is going: that may not be shown yet. */
  get #at() {
    const { classes } = this.shown;
    return classes ? this.wanted.logits[classes.label] : this.wanted[this.#pointKey];
  }

  /** So many notches away. @param {number} count */
  #notched(count) {
    const { notch } = this.shown;
    const x = this.#at;
    if (!count) return x;
    // A place between two of them goes to the next one first.
    const from = count < 0 ? Math.ceil(x / notch - 1e-9) : Math.floor(x / notch + 1e-9);
    return this.#inside(Number(((from + count) * notch).toPrecision(12)));
  }

  /** @param {number} x */
  #inside(x) {
    const [low, high] = this.#edges;
    return Math.min(high, Math.max(low, x));
  }

  /** To a step, counted from the left edge. @param {number} step */
  seek(step) {
    this.pause();
    const { notch } = this.shown;
    const first = Math.ceil(this.#edges[0] / notch - 1e-9);
    return this.#move(this.#inside(Number(((first + step) * notch).toPrecision(12))));
  }

  /** To the left edge. */
  rewind() {
    return this.#move(this.#edges[0]);
  }

  /** To where the point is at first. */
  async reset() {
    this.pause();
    await this.change(this.shown.classes ? { logits: null } : { [this.#pointKey]: null });
  }

  get state() {
    const state = super.state;
    if (!this.shown) return state;
    const { x, notch, kind, value, window } = this.shown;
    const isLoss = kind === "loss" || kind === "classes";
    return {
      ...state,
      step: Math.round((x - window[0][0]) / notch),
      loss: isLoss ? value : Number.NaN,
    };
  }

  /** The setting that says where the point is, where that is one number. */
  get #pointKey() {
    return this.shown.kind === "loss" ? "prediction" : "x";
  }

  /** @param {number} x */
  #move(x) {
    if (this.shown.classes) return this.#setLogit(this.shown.classes.label, x);
    return this.soon({ [this.#pointKey]: x });
  }

  /** @param {number} at @param {number} logit */
  #setLogit(at, logit) {
    return this.soon({
      logits: this.wanted.logits.map((/** @type {number} */ old, /** @type {number} */ each) =>
        each === at ? logit : old,
      ),
    });
  }

  /** Another function: at its own place, with a target that it takes. @param {string} name */
  #choose(name) {
    this.pause();
    return this.change({ function: name, target: null });
  }

  /** @returns {import("../layout.js").Parts} */
  build() {
    const { t } = this.host.text;
    this.#buildControls();
    this.#curves.translate(this.host.text);
    this.#stages.translate(this.host.text);
    this.#code = codeBox({ text: this.host.text, label: t("functions.code") });
    return {
      picture: h(
        "div",
        { class: "figure" },
        h("div", { class: "chooser" }, this.#c.function.element, this.#target, this.#c.label.element),
        this.#plotPlace,
        this.#stages.sliders,
        this.#legend,
      ),
      numbers: this.#numbers,
      beside: h("section", { class: "card" }, this.#classes, this.#said),
      controls: [this.#c.x.element, this.#c.prediction.element, this.#logits],
      formula: [this.#formulas],
      more: h(
        "div",
        { class: "cards" },
        h("section", { class: "card" }, h("h3", {}, t("functions.code")), this.#code.element),
        this.#batch,
        this.#pairs,
        h("section", { class: "card" }, more(t("functions.values"), this.#values)),
      ),
      tries: [
        [t("functions.try.sigmoid"), { function: "sigmoid", x: 5 }],
        [t("functions.try.relu"), { function: "relu", x: -2 }],
        [t("functions.try.step"), { function: "heaviside", x: -0.4 }],
        [t("functions.try.softmax"), { function: "softmax", logits: [3, 1, -1] }],
        [t("functions.try.losses"), { function: "mean_squared_error", prediction: -1.5 }],
        [t("functions.try.bce"), { function: "binary_crossentropy", prediction: 0.02 }],
      ],
    };
  }

  #buildControls() {
    const { text, package: pack } = this.host;
    const { t } = text;
    const c = this.#c;
    const { catalog } = pack;
    const names = (/** @type {"activation" | "loss"} */ kind, /** @type {string[]} */ list) =>
      list.map((name) => [name, t(`${kind}.${name}`)]);
    const others = (/** @type {string[]} */ all, /** @type {string[]} */ ...known) =>
      all.filter((name) => !known.includes(name));
    c.function = select({
      label: t("functions.function"),
      options: [
        { group: t("functions.group.activations"), options: names("activation", SLIDES) },
        {
          group: t("functions.group.more"),
          options: names("activation", others(activations(catalog), ...SLIDES, ...STEPS)),
        },
        { group: t("functions.group.steps"), options: names("activation", STEPS) },
        { group: t("functions.group.losses"), options: names("loss", SLIDE_LOSSES) },
        { group: t("functions.group.losses.more"), options: names("loss", others(losses(catalog), ...SLIDE_LOSSES)) },
      ],
      onInput: (name) => this.#choose(name),
    });
    /** @param {"x" | "prediction" | "target"} key @param {string} label */
    const field = (key, label) =>
      numberField({
        label,
        text,
        read: (written) => {
          const read = text.read(written, SCHEMA[key].min, SCHEMA[key].max);
          const complaint = read.complaint ?? this.complaint({ [key]: read.value });
          return complaint ? { complaint } : read;
        },
        onInput: (value) => this.change({ [key]: value }),
      });
    c.x = field("x", t("functions.x"));
    c.prediction = field("prediction", t("functions.prediction"));
    c.target = field("target", t("functions.target"));
    c.label = select({
      label: t("functions.label"),
      options: Array.from({ length: CLASSES }, (_, at) => [String(at + 1), t("functions.class", { number: at + 1 })]),
      onInput: (label) => this.change({ label: Number(label) }),
    });
    this.#typed = Array.from({ length: CLASSES }, (_, at) =>
      numberField({
        label: t("functions.logit", { name: LOGITS[at] }),
        text,
        read: (written) => text.read(written, -MOST_LOGIT, MOST_LOGIT),
        onInput: (logit) => this.#setLogit(at, logit),
      }),
    );
    this.#logits.replaceChildren(...this.#typed.map(({ element }) => element));
    for (const { element } of this.#typed) element.classList.add("in-line");
    for (const [key, control] of Object.entries(c)) control.element.dataset.key = key;
    this.#target.dataset.key = "target";
    this.#target.setAttribute("aria-label", t("functions.target"));
    this.#target.replaceChildren(c.target.element, this.#targets);
    for (const key of ["x", "prediction", "target"]) c[key].element.classList.add("in-line");
  }

  draw() {
    const { text } = this.host;
    const { shown } = this;
    const { kind, classes } = shown;
    const show = figures(text);
    this.#showControls();
    const isSoftmax = kind === "softmax";
    const picture = isSoftmax ? this.#stages.element : this.#curves.element;
    if (picture.parentNode !== this.#plotPlace) this.#plotPlace.replaceChildren(picture);
    if (classes) this.#stages.show(shown);
    this.#stages.sliders.hidden = isSoftmax || !classes;
    if (!isSoftmax) this.#curves.show(shown, { ticks: (low, high, count) => this.ticks(low, high, count) });
    this.#legend.replaceChildren(...legend(shown, text));
    this.#showNumbers(show);
    this.#formulas.replaceChildren(...rules(shown, text));
    this.#said.replaceChildren(...said(shown, text).map((sentence) => h("p", {}, sentence)));
    this.#code?.set(shown.code.join("\n"));
    /** @param {HTMLElement} place @param {HTMLElement | null} content */
    const put = (place, content) => {
      place.hidden = !content;
      renew(place, content);
    };
    put(this.#classes, classes && !isSoftmax ? classTable(shown, text) : null);
    put(this.#batch, shown.batch ? batchTable(shown, text) : null);
    put(this.#pairs, shown.pairs.length ? pairTable(shown, text) : null);
    put(this.#values, shown.table.length ? valueTable(shown, text) : null);
    /** @type {HTMLElement} */ (this.#values.closest(".card")).hidden = !shown.table.length;
    if (!super.state.running) this.announce(this.#announcement(show));
  }

  /** @param {(value: number) => string} show */
  #announcement(show) {
    const { x, value, derivative } = this.shown;
    return this.host.text.t("functions.announce", { x: show(x), value: show(value), derivative: show(derivative) });
  }

  /** The numbers of the moment. @param {(value: number) => string} show */
  #showNumbers(show) {
    const { t } = this.host.text;
    const { kind, x, value, derivative, bell, batch, classes } = this.shown;
    /** @type {[key: string, written: string, symbol?: string][]} */
    const all = [
      ["x", this.host.text.exact(Number(x.toPrecision(6))), "x"],
      ["value", show(value), "value"],
      ["derivative", show(derivative), "derivative"],
    ];
    if (bell)
      all.push(
        ["mean", figures(this.host.text, 2)(bell.mean[1]), "bell"],
        ["deviation", figures(this.host.text, 2)(bell.deviation[1]), "bell"],
        ["passes", figures(this.host.text, 2)(bell.passes), "bell"],
      );
    if (classes) all.push(["probability", show(classes.all[classes.label].probability), "p"]);
    if (kind === "softmax" && classes) all.push(["sum", show(classes.sum), "sum"]);
    if (batch) all.push(["batch", show(batch.mean), "batch"]);
    const label = (/** @type {string} */ key) =>
      t(`functions.number.${["x", "value", "derivative"].includes(key) ? `${kind}_${key}` : key}`);
    this.#numbers.replaceChildren(
      ...all
        .filter(([key]) => !(kind === "softmax" && key === "value"))
        .map(([key, written, symbol]) =>
          h("div", {}, h("dt", { "data-symbol": symbol }, label(key)), h("dd", { "data-symbol": symbol }, written)),
        ),
    );
  }

  #showControls() {
    const { shown, wanted } = this;
    const { t, exact } = this.host.text;
    const c = this.#c;
    c.function.set(wanted.function);
    for (const key of ["x", "prediction"]) {
      c[key].set(wanted[key]);
      c[key].element.hidden = Boolean(shown.classes) || key !== this.#pointKey;
    }
    c.target.set(shown.target);
    this.#target.hidden = shown.kind !== "loss";
    const usual = { probabilities: [0, 1], signs: [-1, 1] }[shown.targets ?? ""] ?? [];
    this.#targets.hidden = !usual.length;
    if (this.#targets.dataset.of !== usual.join()) {
      this.#targets.dataset.of = usual.join();
      this.#targets.replaceChildren(
        ...usual.map((target) =>
          h(
            "button",
            { type: "button", class: "switch", "data-target": target, on: { click: () => this.change({ target }) } },
            exact(target),
          ),
        ),
      );
    }
    /** @type {NodeListOf<HTMLElement>} */
    const buttons = this.#targets.querySelectorAll(".switch");
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.target) === shown.target));
      button.setAttribute("aria-label", t("functions.target.button", { target: Number(button.dataset.target) }));
    }
    this.#logits.hidden = !shown.classes;
    this.#typed.forEach((field, at) => {
      field.set(wanted.logits[at]);
    });
    c.label.element.hidden = shown.kind !== "classes";
    c.label.set(wanted.label);
  }

  close() {
    super.close();
    this.#curves.close();
  }
}
