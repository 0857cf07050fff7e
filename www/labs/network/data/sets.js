// The data sets as small pictures beside their list, what each is good for, and the field of the one that a formula says. Loaded
// after the first picture.
import { refusal } from "../../../i18n/refusal.js";
import { spoken } from "../../../i18n/index.js";
import { OTHER_DATA } from "../../../settings/schema.js";
import { button, textField } from "../../../ui/controls.js";
import { h, styleSheet } from "../../../ui/dom.js";
import { html, render, svg } from "../../../ui/lit.js";
import { described } from "./described.js";

/** Points of a small picture, and its seed: a set always looks the same there. */
const SAMPLES = 90;
const SMALL = { samples: SAMPLES, seed: 1 };
/** The sides of a small picture, in its own units. */
const SIDE = 32;
/** Formulas to begin with: classes by a line, a part of a disc and a ring, and a value. */
const EXAMPLES = ["y > x^3/20", "sin(x)*y", "1 < x^2+y^2 < 9", "x^2+y^2 < 9 and x > 0"];
/** Dots of so few points are larger. */
const FEW = 20;
/** Targets that are numbers are shown in so many shades, from the colour of class 0 to that of class 1. */
const SHADES = 4;

/**
 * @typedef {import("../../../i18n/index.js").Text} Text
 * @typedef {import("../../../pkg/nn_playground.js").PlaygroundError} PlaygroundError
 * @typedef {{ dots: string[], isShaded: boolean, isSparse: boolean }} Look The points of a set as paths of dots, one for each class or
 *   shade; whether they are few, which are drawn larger.
 */

/** The part of the panel, with its texts. @param {import("../panel.js").Parts} parts */
export async function sets(parts) {
  const { lang } = parts.text;
  const [text] = await Promise.all([
    spoken(lang, [`labs/network/data/${lang}.json`]),
    parts.adopt(styleSheet(new URL("./style.css", import.meta.url)).catch(() => null)),
  ]);
  return new Sets(parts, text);
}

export class Sets {
  #parts;
  #text;
  /** By the name of a set; null of one that cannot be drawn. @type {Map<string, Look | null>} */
  #looks = new Map();
  /** With what those were drawn that a person writes, by name. @type {Record<string, string>} */
  #drawn = {};
  #pictures = h("div", { class: "sets", "aria-hidden": "true" }); // the list of the same names is for those who do not see them
  #about = h("p", { class: "hint sets-about" });
  #formula;
  #oneClass = h("p", { class: "problem", role: "status", hidden: true });
  #formulaPlace;
  element;

  /** @param {import("../panel.js").Parts} parts @param {Text} text */
  constructor(parts, text) {
    this.#parts = parts;
    this.#text = text;
    this.#formula = textField({
      label: parts.text.t("formula"),
      read: (written) => this.#read(written),
      onInput: (formula) => this.#take(formula),
      judged: (isWrong) => {
        this.#isRefused = isWrong;
        this.#showOneClass();
      },
    });
    this.#formula.element.dataset.key = "formula";
    this.#formulaPlace = h(
      "div",
      { class: "sets-formula", hidden: true },
      this.#formula.element,
      this.#oneClass,
      h("p", { class: "hint" }, text.t("sets.formula.hint")),
      h("div", { class: "sets-examples" }, ...EXAMPLES.map((formula) => this.#example(formula))),
    );
    this.element = h("div", {}, this.#pictures, this.#about, this.#formulaPlace);
  }

  /** Another problem has another loss. @param {string} formula */
  #take(formula) {
    const { change, data } = this.#parts;
    const isOther = this.#described(formula).problem !== data()?.description.problem;
    return change({ formula, ...(isOther ? { loss: null } : {}) });
  }

  /** @param {string} formula */
  #example(formula) {
    return button({ label: formula, className: "small", onPress: () => this.#take(formula) }).element;
  }

  /** What a formula means. It throws what the core refuses. @param {string} formula */
  #described(formula) {
    return described(this.#parts.wasm, { ...SMALL, dataset: "formula", formula });
  }

  /**
   * A formula, or what is wrong with it, by the core.
   *
   * @param {string} formula
   * @returns {import("../../../ui/entry.js").Read<string>}
   */
  #read(formula) {
    const { text } = this.#parts;
    try {
      this.#described(formula);
      return { value: formula };
    } catch (error) {
      return { complaint: text.t("refused", { message: refusal(/** @type {PlaygroundError} */ (error), text) }) };
    }
  }

  /** @param {Record<string, any>} settings */
  set(settings) {
    const { dataset, formula, points } = settings;
    const { catalog, text, change } = this.#parts;
    const names = [...catalog.datasets.map(({ name }) => name), "formula", "custom"];
    const written = /** @type {Record<string, string>} */ ({ formula, custom: points });
    for (const name of names) {
      if (this.#looks.has(name) && this.#drawn[name] === written[name]) continue;
      this.#drawn[name] = written[name];
      this.#looks.set(name, this.#look(name, { formula, points }));
    }
    const shown = (/** @type {string} */ name) => html`
      <button type="button" tabindex="-1" class=${name === dataset ? "chosen" : ""} data-set=${name}
        title=${text.t(`dataset.${name}`)} @click=${() => change({ ...OTHER_DATA, dataset: name })}>${picture(this.#looks.get(name))}</button>`;
    render(html`${names.map(shown)}`, this.#pictures);
    this.#about.textContent = this.#text.t(`sets.${dataset}`);
    this.#formulaPlace.hidden = dataset !== "formula";
    if (dataset !== "formula") return;
    this.#formula.set(formula);
    this.#showOneClass();
  }

  #isRefused = false;

  /** What a formula makes of the points, unless another one stands in its field. */
  #showOneClass() {
    const { targets, description } = this.#parts.data() ?? {};
    const isAlike = description?.problem === "binary" && targets?.every((target) => target === targets[0]);
    const isOne = isAlike && !this.#isRefused;
    this.#oneClass.hidden = !isOne;
    this.#oneClass.textContent = isOne ? this.#text.t("sets.one_class", { index: targets?.[0] }) : "";
  }

  /** @param {string} dataset @param {{ formula: string, points: string }} written @returns {Look | null} */
  #look(dataset, written) {
    try {
      return look(described(this.#parts.wasm, { ...SMALL, dataset, ...written }, SAMPLES));
    } catch {
      return null; // what is written wrongly is said where it is written
    }
  }
}

/** @param {ReturnType<typeof described>} data @returns {Look} */
function look({ inputs, domain, columns, target, points, targets }) {
  // Of more columns the last two: those of the iris tell its flowers apart best.
  const [across, up] = inputs > 2 ? [inputs - 2, inputs - 1] : [0, 1];
  const [x, y] = inputs > 2 ? [columns[across].range, columns[up].range] : domain;
  /** @type {string[]} */
  const dots = [];
  const place = (/** @type {number} */ value, /** @type {[number, number]} */ [low, high]) =>
    (SIDE * (value - low)) / (high - low);
  for (const [row, value] of targets.entries()) {
    const height = inputs === 1 ? value : points[row * inputs + up];
    const isShaded = target && inputs !== 1;
    const shade = isShaded ? Math.floor((SHADES * place(value, target)) / SIDE) : value;
    const at = inputs === 1 ? 1 : isShaded ? Math.min(SHADES - 1, Math.max(0, shade)) : shade;
    const dot = `M${place(points[row * inputs + across], x).toFixed(1)} ${(SIDE - place(height, y)).toFixed(1)}h0`;
    dots[at] = (dots[at] ?? "") + dot;
  }
  const isShaded = Boolean(target) && inputs !== 1;
  return { dots: Array.from(dots, (path) => path ?? ""), isShaded, isSparse: targets.length <= FEW };
}

/** @param {Look | null | undefined} look */
function picture(look) {
  if (!look) return "?";
  const name = (/** @type {number} */ at) => (look.isShaded ? `shade-${at}` : `class-${at}`);
  return html`<svg class=${look.isSparse ? "sparse" : ""} viewBox="0 0 ${SIDE} ${SIDE}">${look.dots.map((path, at) => svg`<path class=${name(at)} d=${path}/>`)}</svg>`;
}
