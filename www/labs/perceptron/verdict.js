// Where training stands and what is to be said of it; and where to go on when it cannot end.
import { h } from "../../ui/dom.js";

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
/** The next chapter at its beginning: XOR with weights set by hand. */
const BY_HAND = { lab: "xor", way: null, weights: null, example: null, step: null };

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").PerceptronShown} PerceptronShown
 * @typedef {import("../../i18n/index.js").Text} Text
 */

/** Whether it goes on for ever, as far as one has seen. @param {PerceptronShown} shown */
const isHopeless = ({ status, ending, foreseen, pass }) =>
  status === "cycle" || (foreseen && !ending && pass >= PATIENCE);

/** What has come of the step. @param {PerceptronShown} shown @param {Text["t"]} t */
function judge(shown, t) {
  const { status, ending, rule, example, wrong, units } = shown;
  if (status === "converged") return t("perceptron.converged");
  if (status === "cycle" && ending?.status === "cycle") {
    const { first, period } = ending;
    return t(`perceptron.cycle.${rule}`, { first, period, again: first + period });
  }
  if (rule === "hebb") return t(wrong ? "perceptron.step.hebb" : "perceptron.step.hebb.right");
  if (isHopeless(shown)) return t("perceptron.hopeless");
  const errors = example.units.filter(({ error }) => error !== 0).length;
  if (!errors) return t("perceptron.step.right");
  return units.length === 1
    ? t("perceptron.step.wrong")
    : t("perceptron.step.some", { errors, units: example.units.length });
}

/** Why the only line there could be is not seen. @param {PerceptronShown} shown @param {Text["t"]} t */
function noLine({ units: [{ normal, line }, ...others] }, t) {
  if (line || others.length) return "";
  return t(normal ? "perceptron.line.outside" : "perceptron.line.none");
}

export class Verdict {
  #change;
  #place = h("h3", { class: "now" });
  #said = h("p", { class: "said" });
  #ways = h("div", { class: "ways", "data-key": "labs" });
  element = h("section", { class: "card" }, this.#place, this.#said);
  #end = h("p", { class: "said warned" });
  /** What there is to say where it cannot end: longer than there is room for above the formula, which stays where it is. */
  outcome = h("div", { class: "outcome", hidden: true }, this.#end, this.#ways);

  /** @param {(settings: Record<string, any>) => void} change Takes the settings of another lab. */
  constructor(change) {
    this.#change = change;
  }

  /** Returns what is to be said to those who do not see it. @param {PerceptronShown} shown @param {Text} text */
  show(shown, text) {
    const { t, whole } = text;
    const { status, ending, pass, points } = shown;
    this.#place.textContent =
      ending?.status === "converged" && status === "converged"
        ? t("perceptron.place.end", { pass: ending.pass, steps: shown.step })
        : t("perceptron.place", {
            pass: whole(pass + 1),
            example: whole(shown.in_pass + 1),
            of: whole(points.length),
          });
    const sentence = judge(shown, t);
    this.#said.classList.toggle("solved", status === "converged");
    this.#said.classList.toggle("warned", status === "cycle");
    // What is said of a step tells its answer.
    this.#said.dataset.symbol = shown.example.units.map((_, j) => `e-${j}`).join(" ");
    const isLong = status === "cycle" || (shown.rule === "perceptron" && status === "running" && isHopeless(shown));
    this.#said.textContent = [isLong ? t("perceptron.endless") : sentence, noLine(shown, t)].join(" ").trim();
    this.outcome.hidden = !isLong;
    this.#end.textContent = isLong ? sentence : "";
    this.#showWays(shown.rule === "perceptron" && isHopeless(shown), text);
    return `${this.#place.textContent}. ${sentence}`;
  }

  /** The links to what no single unit can do. @param {boolean} wanted @param {Text} text */
  #showWays(wanted, { t, lang }) {
    const made = wanted ? lang : "";
    if (this.#ways.dataset.made === made) return;
    this.#ways.dataset.made = made;
    const way = (/** @type {string} */ key, /** @type {Record<string, any>} */ settings) =>
      h("button", { type: "button", class: "way", on: { click: () => this.#change(settings) } }, t(key));
    this.#ways.replaceChildren(
      ...(wanted ? [way("perceptron.way.network", HIDDEN_LAYER), way("perceptron.way.xor", BY_HAND)] : []),
    );
  }
}
