// What stands beside the plane: both step functions, and how many mistakes there were.
import { h } from "../../ui/dom.js";
import { svg } from "../../ui/svg.js";
import { FUNCTIONS } from "./formulas.js";

/** The most passes whose mistakes are shown. */
const MOST = 16;

/** The height of the longest bar, in pixels. */
const HIGH = 48;

/** Half the width of the drawing of a step function, and half its height. */
const [WIDE, TALL] = [70, 34];

/** Both step functions as buttons that choose. `choose(name)` takes one. */
export class StepFunctions {
  #choose;
  element = h("div", { class: "functions" });

  constructor(choose) {
    this.#choose = choose;
  }

  show({ step_functions: functions, step_function: chosen, example }, { t, exact }) {
    if (this.element.children.length !== functions.length) {
      this.element.replaceChildren(...functions.map(({ name }) => h("button", { type: "button", class: "function", on: { click: () => this.#choose(name) } })));
    }
    const list = (all) => (all.length > 1 ? `(${all.map((one) => exact(one)).join("; ")})` : exact(all[0]));
    const symbols = (letter) => example.units.map((_, j) => `${letter}-${j}`).join(" ");
    functions.forEach((step, at) => {
      const button = this.element.children[at];
      const line = (key, symbol, said) => h("span", { class: "function-line", "data-symbol": symbol }, h("span", {}, key), h("span", {}, said));
      button.setAttribute("aria-pressed", step.name === chosen);
      button.replaceChildren(
        h("strong", {}, `${FUNCTIONS[step.name]}(z)`), this.#draw(step, example),
        line(t("perceptron.coding"), null, `{${step.coding.map((code) => exact(code)).join("; ")}}`),
        line(t("perceptron.says"), symbols("yhat"), list(step.outputs)),
        line(t("perceptron.wanted"), symbols("y"), list(step.targets)));
    });
  }

  /** The function from −4 to 4, with the z of this moment; what lies farther out is at the edge. */
  #draw({ below, at_zero: atZero, above, outputs }, { units }) {
    const y = (answer) => -answer * 24;
    const ends = [below, above].map((answer) => answer !== atZero);
    const largest = Math.max(1, ...units.map(({ z }) => Math.abs(z)));
    const place = (z) => (largest <= 4 ? z / 4 : z / largest) * (WIDE - 10);
    return svg("svg", { class: "step-function", viewBox: `${-WIDE} ${-TALL} ${2 * WIDE} ${2 * TALL}`, "aria-hidden": "true" },
      svg("line", { x1: -WIDE, x2: WIDE, y1: 0, y2: 0, class: "grid" }), svg("line", { x1: 0, x2: 0, y1: -TALL, y2: TALL, class: "grid" }),
      svg("line", { x1: -WIDE, x2: 0, y1: y(below), y2: y(below), class: "level" }), svg("line", { x1: 0, x2: WIDE, y1: y(above), y2: y(above), class: "level" }),
      ends[0] && svg("circle", { cx: 0, cy: y(below), r: 3.5, class: "open" }), ends[1] && svg("circle", { cx: 0, cy: y(above), r: 3.5, class: "open" }),
      svg("circle", { cx: 0, cy: y(atZero), r: 3.5, class: "closed" }),
      ...units.map(({ z }, j) => svg("circle", { cx: place(z), cy: y(outputs[j]), r: 5.5, class: `answer${units.length > 1 ? ` of-${j}` : ""}`, symbol: `z-${j} yhat-${j}` })));
  }
}

/** The mistakes of the last passes as bars; the one that is under way is hollow, those of an endless cycle are coloured. */
export class Mistakes {
  element = h("div", { class: "bars", role: "img" });

  show({ mistakes: { first, counts, now }, in_pass: inPass, status, ending }, { t, whole }) {
    const all = inPass || !counts.length ? [...counts, now] : counts;
    const open = inPass || !counts.length ? all.length - 1 : -1;
    const from = Math.max(0, all.length - MOST);
    const highest = Math.max(1, ...all.slice(from));
    this.element.setAttribute("aria-label", t("perceptron.mistakes.label", { from: whole(first + from), counts: all.slice(from).map((count) => whole(count)).join(", ") }));
    const every = first + all.length > 100 ? 5 : 1; // long numbers need room
    this.element.replaceChildren(...all.slice(from).map((count, at) => {
      const again = status === "cycle" && first + from + at > ending.first;
      const bar = h("span", { class: `bar${from + at === open ? " open" : ""}${again ? " again" : ""}` });
      bar.style.height = `${(count / highest) * HIGH}px`;
      return h("span", { class: "column" }, h("span", { class: "count" }, whole(count)), bar, h("span", { class: "pass" }, (first + from + at) % every ? "\u00a0" : whole(first + from + at)));
    }));
  }
}
