// Learning rates for the whole race: a good one for each racer, one for all, those of the slides.
import { h } from "../../ui/dom.js";
import { USUAL } from "./markers.js";

export const PRESETS = ["good", "same", "slides"];
/** What the slides write for each optimizer. */
const SLIDES = 0.001;

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").OptimizersShown} OptimizersShown
 * @typedef {import("./settings.js").Entry} Entry
 */

/** The smallest of the good rates: with it nobody diverges. @param {OptimizersShown} shown */
const smallest = ({ racers }) => Math.min(...racers.map((racer) => racer.good_rate));

/** @param {Entry} racer @returns {Entry} */
function withoutRate(racer) {
  const { learning_rate: _, lr: __, ...rest } = racer;
  return rest;
}

/**
 * The setting `racers` of a preset.
 *
 * @param {string} preset
 * @param {Entry[]} entered Who races by now.
 * @param {OptimizersShown} shown
 * @returns {Entry[]}
 */
export function racersOf(preset, entered, shown) {
  if (preset === "slides") return USUAL.map((name) => ({ name, learning_rate: SLIDES }));
  const plain = entered.map(withoutRate);
  return preset === "good" ? plain : plain.map((racer) => ({ ...racer, learning_rate: smallest(shown) }));
}

/** The lecture's five with these rates, as Keras's code. @param {number[]} rates */
const lines = (rates) => {
  const [sgd, momentum, nesterov, rmsprop, adam] = rates;
  return [
    `SGD(learning_rate=${sgd})`,
    `SGD(learning_rate=${momentum}, momentum=0.9)`,
    `SGD(learning_rate=${nesterov}, momentum=0.9, nesterov=True)`,
    `RMSprop(learning_rate=${rmsprop}, rho=0.9)`,
    `Adam(learning_rate=${adam}, beta_1=0.9, beta_2=0.999)`,
  ];
};

/** Whether the lecture's five race, all else but their rates as on the slides. @param {OptimizersShown} shown @param {(racer: OptimizersShown["racers"][number]) => number} rate */
const areTheLectures = ({ racers }, rate) =>
  racers.length === USUAL.length &&
  lines(racers.map(rate)).every((line, at) => racers[at].code.endsWith(`keras.optimizers.${line}`));

/** The preset whose rates the racers have, or null. @param {OptimizersShown} shown */
export function presetOf(shown) {
  const { racers } = shown;
  if (areTheLectures(shown, () => SLIDES)) return "slides";
  const rates = racers.map(({ optimizer }) => optimizer.learning_rate);
  if (racers.every(({ good_rate }, at) => rates[at] === good_rate)) return "good";
  return racers.length > 1 && typeof rates[0] === "number" && rates.every((rate) => rate === rates[0]) ? "same" : null;
}

/** Whether it is the race of which a native test (`what_the_presets_show`) knows how it ends. @param {OptimizersShown} shown @param {string} preset */
function isValley(shown, preset) {
  const { surface, condition, start } = shown;
  const rates = { good: 0, same: smallest(shown), slides: SLIDES };
  return (
    surface === "quadratic" &&
    condition === 100 &&
    start[0] === -3.5 &&
    start[1] === 2 &&
    areTheLectures(shown, ({ good_rate }) => rates[/** @type {keyof typeof rates} */ (preset)] || good_rate)
  );
}

export class Presets {
  #t;
  #exact;
  #buttons;
  #said = h("p", { class: "hint" });
  element;

  /** @param {import("../../i18n/index.js").Text} text @param {(preset: string) => void} choose */
  constructor({ t, exact }, choose) {
    [this.#t, this.#exact] = [t, exact];
    this.#buttons = PRESETS.map((preset) =>
      h(
        "button",
        { type: "button", class: "switch", on: { click: () => choose(preset) } },
        t(`optimizers.preset.${preset}`),
      ),
    );
    const label = t("optimizers.preset");
    this.element = h(
      "div",
      { class: "race-presets" },
      h("span", { class: "label", "aria-hidden": "true" }, label),
      h("div", { class: "switches", role: "group", "aria-label": label }, ...this.#buttons),
      this.#said,
    );
  }

  /** @param {OptimizersShown} shown */
  show(shown) {
    const now = presetOf(shown);
    for (const [at, button] of this.#buttons.entries())
      button.setAttribute("aria-pressed", String(PRESETS[at] === now));
    this.#said.hidden = !now;
    if (!now) return;
    const rate = this.#exact(shown.racers[0].rate);
    const said = [this.#t(`optimizers.preset.says.${now}`, { rate })];
    if (isValley(shown, now)) said.push(this.#t(`optimizers.preset.valley.${now}`));
    this.#said.textContent = said.join(" ");
  }
}
