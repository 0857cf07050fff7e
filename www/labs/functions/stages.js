// Softmax in its stages: logits, which have sliders, their exponentials, and the fraction of each.
import { h } from "../../ui/dom.js";
import { figures } from "../../ui/figures.js";
import { parts } from "../../ui/formula.js";
import { formula } from "../../ui/math.js";

/** The names of the logits. */
export const LOGITS = ["z₁", "z₂", "z₃"];
const NOTCH = 0.1;
/** The ends of the sliders: more is typed into a link. */
const END = 6;

/** @typedef {import("../../pkg-lessons/nn_playground.js").FunctionsShown} FunctionsShown */

/** A slider for a logit, with its number. */
class Logit {
  #output = h("output", {});
  #name = h("span", { class: "name" });
  #input;
  element;

  /** @param {number} at @param {(logit: number) => void} move */
  constructor(at, move) {
    this.#input = h("input", {
      type: "range",
      min: -END,
      max: END,
      step: NOTCH,
      on: { input: () => move(Number(this.#input.value)) },
    });
    this.#name.textContent = LOGITS[at];
    this.element = h("label", { class: "logit", "data-symbol": `z-${at}` }, this.#name, this.#input, this.#output);
    this.#input.setAttribute("aria-label", LOGITS[at]);
  }

  /** @param {number} logit @param {string} written */
  set(logit, written) {
    const end = Math.max(END, Math.abs(logit));
    Object.assign(this.#input, { min: String(-end), max: String(end) });
    if (Number(this.#input.value) !== logit) this.#input.value = String(logit);
    this.#input.setAttribute("aria-valuetext", written);
    this.#output.textContent = written;
  }
}

export class Stages {
  #text = /** @type {import("../../i18n/index.js").Text} */ (/** @type {unknown} */ (null));
  #choose;
  #rows;
  #beside;
  #sum = h("output", { "data-symbol": "sum" });
  #heads = [h("div", { class: "head" }), h("div", { class: "head" }), h("div", { class: "head" })];
  element = h("div", { class: "stages", role: "group" });
  /** The sliders alone, for the losses of several classes. */
  sliders = h("div", { class: "logits" });

  /** @param {{ move: (at: number, logit: number) => void, choose: (label: number) => void }} on Another logit, and another class to look at. */
  constructor({ move, choose }) {
    this.#choose = choose;
    const all = [...LOGITS.keys()];
    this.#beside = all.map((at) => new Logit(at, (logit) => move(at, logit)));
    this.sliders.append(...this.#beside.map(({ element }) => element));
    this.#rows = all.map((at) => {
      const bar = (/** @type {string} */ name) => {
        const fill = h("span", { class: "fill" });
        const number = h("span", { class: "number" });
        return {
          element: h(
            "div",
            { class: `stage-bar ${name}`, "data-symbol": `${name}-${at}` },
            h("span", { class: "track" }, fill),
            number,
          ),
          fill,
          number,
        };
      };
      const pick = h("button", { type: "button", class: "switch", on: { click: () => this.#choose(at + 1) } });
      return { pick, logit: new Logit(at, (logit) => move(at, logit)), exp: bar("exp"), p: bar("p") };
    });
    this.element.append(
      h("div", {}),
      ...this.#heads,
      ...this.#rows.flatMap(({ pick, logit, exp, p }) => [pick, logit.element, exp.element, p.element]),
      h("div", {}),
      h("div", {}),
      h("div", { class: "stage-total" }, formula(...parts("Σ =", { Σ: "sum" })), this.#sum),
      h("div", { class: "stage-total" }, formula(...parts("Σ = 1", {}))),
    );
  }

  /** @param {import("../../i18n/index.js").Text} text */
  translate(text) {
    const { t } = text;
    this.#text = text;
    this.element.setAttribute("aria-label", t("functions.stages"));
    const heads = ["z_i", "e^{z_i}", "frac(e^{z_i}; Σ)"];
    this.#heads.forEach((head, at) => {
      head.replaceChildren(
        h("span", {}, t(`functions.stage.${["logits", "exp", "normalise"][at]}`)),
        formula(...parts(heads[at], {})),
      );
    });
    this.#rows.forEach(({ pick }, at) => {
      pick.textContent = t("functions.class", { number: at + 1 });
    });
  }

  /** @param {FunctionsShown} shown */
  show({ classes }) {
    if (!classes) return;
    const { exact, number } = this.#text;
    const show = figures(this.#text);
    const largest = Math.max(...classes.all.map(({ exp }) => exp));
    classes.all.forEach(({ logit, exp, probability }, at) => {
      const row = this.#rows[at];
      for (const each of [row.logit, this.#beside[at]]) each.set(logit, exact(logit));
      row.pick.setAttribute("aria-pressed", String(at === classes.label));
      row.exp.fill.style.width = `${(100 * exp) / largest}%`;
      row.exp.number.textContent = number(exp, 4);
      row.p.fill.style.width = `${100 * probability}%`;
      row.p.number.textContent = show(probability);
    });
    this.#sum.textContent = number(classes.sum, 4);
  }
}
