// What stands beside the plane: both step functions, and how many mistakes there were.
import { h } from "../../ui/dom.js";
import { html, nothing, render, svg } from "../../ui/lit.js";
import { FUNCTIONS } from "./formulas.js";

/** The most passes whose mistakes are shown. */
const MOST = 16;

/** The height of the longest bar, in pixels. */
const HIGH = 48;

/** Half the width of the drawing of a step function, and half its height. */
const [WIDE, TALL] = [70, 34];

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").PerceptronShown} PerceptronShown
 * @typedef {import("../../i18n/index.js").Text} Text
 */

/** Both step functions as buttons that choose. */
export class StepFunctions {
  #choose;
  element = h("div", { class: "functions" });

  /** @param {(name: string) => void} choose Takes one. */
  constructor(choose) {
    this.#choose = choose;
  }

  /** The buttons stay the same while a lab plays: one may be pressed over several steps. @param {PerceptronShown} shown @param {Text} text */
  show({ step_functions: functions, step_function: chosen, example }, { t, exact }) {
    const list = (/** @type {number[]} */ all) =>
      all.length > 1 ? `(${all.map((one) => exact(one)).join("; ")})` : exact(all[0]);
    const symbols = (/** @type {string} */ letter) => example.units.map((_, j) => `${letter}-${j}`).join(" ");
    const line = (
      /** @type {string} */ key,
      /** @type {string} */ said,
      /** @type {unknown} */ symbol = nothing,
    ) => html`
      <span class="function-line" data-symbol=${symbol}><span>${t(key)}</span><span>${said}</span></span>`;
    render(
      functions.map(
        (step) => html`
      <button type="button" class="function" aria-pressed=${step.name === chosen} @click=${() => this.#choose(step.name)}>
        <strong>${FUNCTIONS[step.name]}(z)</strong>${this.#draw(step, example)}
        ${line("perceptron.coding", `{${step.coding.map((code) => exact(code)).join("; ")}}`)}
        ${line("perceptron.says", list(step.outputs), symbols("yhat"))}
        ${line("perceptron.wanted", list(step.targets), symbols("y"))}
      </button>`,
      ),
      this.element,
    );
  }

  /** The function from −4 to 4, with the z of this moment; what lies farther out is at the edge. @param {PerceptronShown["step_functions"][number]} step @param {PerceptronShown["example"]} example */
  #draw({ below, at_zero: atZero, above, outputs }, { units }) {
    const y = (/** @type {number} */ answer) => -answer * 24;
    const largest = Math.max(1, ...units.map(({ z }) => Math.abs(z)));
    const place = (/** @type {number} */ z) => (largest <= 4 ? z / 4 : z / largest) * (WIDE - 10);
    const level = (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ answer) =>
      svg`<line x1=${from} x2=${to} y1=${y(answer)} y2=${y(answer)} class="level"/>`;
    const end = (/** @type {number} */ answer, /** @type {string} */ kind) =>
      svg`<circle cx="0" cy=${y(answer)} r="3.5" class=${kind}/>`;
    return html`
      <svg class="step-function" viewBox="${-WIDE} ${-TALL} ${2 * WIDE} ${2 * TALL}" aria-hidden="true">
        <line x1=${-WIDE} x2=${WIDE} y1="0" y2="0" class="grid"/><line x1="0" x2="0" y1=${-TALL} y2=${TALL} class="grid"/>
        ${level(-WIDE, 0, below)}${level(0, WIDE, above)}
        ${[below, above].filter((answer) => answer !== atZero).map((answer) => end(answer, "open"))}${end(atZero, "closed")}
        ${units.map(
          ({ z }, j) => svg`
          <circle cx=${place(z)} cy=${y(outputs[j])} r="5.5" class=${units.length > 1 ? `answer of-${j}` : "answer"} data-symbol="z-${j} yhat-${j}"/>`,
        )}
      </svg>`;
  }
}

/** The mistakes of the last passes as bars; the one that is under way is hollow, those of an endless cycle are coloured. */
export class Mistakes {
  element = h("div", { class: "bars", role: "img" });

  /** @param {PerceptronShown} shown @param {Text} text */
  show({ mistakes: { first, counts, now }, in_pass: inPass, ending }, { t, whole }) {
    const all = inPass || !counts.length ? [...counts, now] : counts;
    const open = inPass || !counts.length ? all.length - 1 : -1;
    const from = Math.max(0, all.length - MOST);
    const highest = Math.max(1, ...all.slice(from));
    this.element.setAttribute(
      "aria-label",
      t("perceptron.mistakes.label", {
        from: whole(first + from),
        counts: all
          .slice(from)
          .map((count) => whole(count))
          .join(", "),
      }),
    );
    const every = first + all.length > 100 ? 5 : 1; // long numbers need room
    this.element.replaceChildren(
      ...all.slice(from).map((count, at) => {
        const again = ending?.status === "cycle" && first + from + at > ending.first;
        const bar = h("span", { class: `bar${from + at === open ? " open" : ""}${again ? " again" : ""}` });
        bar.style.height = `${(count / highest) * HIGH}px`;
        return h(
          "span",
          { class: "column" },
          h("span", { class: "count" }, whole(count)),
          bar,
          h("span", { class: "pass" }, (first + from + at) % every ? "\u00a0" : whole(first + from + at)),
        );
      }),
    );
  }
}
