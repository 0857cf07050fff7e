// What is said of one point: its values, its class or target, what the network answers to it, and the loss of that.
import { h } from "../../../ui/dom.js";
import { className, columnName } from "../names.js";
import { answeredClass, classesOf } from "./answers.js";

/** From the axis across to what is said of a point, in pixels. */
const GAP = 3;
/** More classes have no bars: the largest answers are written alone. */
const MOST_BARS = 8;

/**
 * @typedef {import("../../../i18n/index.js").Text} Text
 *
 * @typedef {object} Pointed
 * @property {number} row
 * @property {Float32Array} [outputs] What the network answers to it.
 * @property {number | null} loss
 * @property {import("../run.js").Data} data
 * @property {[number, number]} columns Those that are seen.
 * @property {Record<string, any>} settings
 */

/** The name of a column of the data. @param {import("../run.js").Data["description"]} description @param {number} column @param {Text} text */
const nameOf = ({ columns }, column, text) =>
  columns[column] ? columnName(columns[column].name, text) : ["x", "y"][column];

export function card() {
  const element = h("div", { class: "tip point-card", hidden: true });
  /** Of the classes, kept while a point stays the same: they grow and shrink. @type {{ fill: HTMLElement, value: HTMLElement }[]} */
  let bars = [];
  let shown = "";
  return {
    element,
    hide() {
      element.hidden = true;
      shown = "";
    },

    /**
     * Shows it, and returns the same as a sentence.
     *
     * @param {Pointed} pointed
     * @param {Text} text
     */
    show({ row, outputs, loss, data, columns, settings }, text) {
      const { t, number, exact } = text;
      const { description, points, targets } = data;
      const { inputs, train_rows, problem, network } = description;
      const isTrain = row < train_rows;
      const title = t(isTrain ? "reading.point.train" : "reading.point.test", { number: row + 1 });
      const values = Array.from({ length: inputs }, (_, column) => column)
        // Those that are seen first; of many columns no more than there is room for.
        .sort((a, b) => Number(columns.includes(b)) - Number(columns.includes(a)))
        .slice(0, 4)
        .map((column) => `${nameOf(description, column, text)} = ${exact(round(points[row * inputs + column]))}`)
        .join(", ");
      const classes = classesOf(description, targets);
      const target = classes
        ? className(targets[row], settings, text)
        : t("reading.point.target", { value: exact(round(targets[row])) });
      const given = outputs?.length ? answeredClass(outputs, 0, outputs.length, network.loss) : null;
      const answer =
        given === null || !outputs
          ? ""
          : !classes
            ? t("reading.point.answer", { value: number(outputs[0]) })
            : outputs.length === 1
              ? t("reading.point.answer.class", { value: number(outputs[0]), class: className(given, settings, text) })
              : t("reading.point.answer.classes", {
                  value: number(outputs[given]),
                  class: className(given, settings, text),
                });
      const isWrong = classes > 0 && given !== null && given !== targets[row];
      const verdict = classes && given !== null ? t(isWrong ? "reading.point.wrong" : "reading.point.right") : "";
      const cost = loss === null ? "" : t("reading.point.loss", { loss: number(loss) });
      const lines = [values, target, [answer, verdict].filter(Boolean).join(" "), cost].filter(Boolean);
      const hasBars = problem === "classes" && outputs !== undefined && outputs.length <= MOST_BARS;
      const now = `${row} ${lines.length} ${hasBars}`;
      if (now !== shown) {
        shown = now;
        bars = Array.from({ length: hasBars ? outputs.length : 0 }, () => ({
          fill: h("span", { class: "bar-fill" }),
          value: h("span", { class: "bar-value" }),
        }));
      }
      for (const [index, { fill, value }] of bars.entries()) {
        const share = outputs?.[index] ?? 0;
        fill.style.inlineSize = `${(100 * Math.min(1, Math.max(0, share))).toFixed(1)}%`;
        value.textContent = number(share, 2);
      }
      element.hidden = false;
      element.classList.toggle("wrong", isWrong);
      element.replaceChildren(
        h("strong", {}, title),
        ...lines.map((line) => h("span", { class: "line" }, line.replaceAll(" = ", "\u00a0=\u00a0"))),
        h(
          "div",
          { class: "bars" },
          ...bars.map(({ fill, value }, index) =>
            h(
              "span",
              { class: "bar" },
              h("span", { class: `mark class-${index}` }),
              h("span", { class: `bar-track class-${index}` }, fill),
              value,
            ),
          ),
        ),
      );
      return [title, ...lines].join("; ");
    },

    /** Puts it below the picture, over what explains that: it hides no point. @param {import("../boundary.js").Frame} frame */
    put({ top, height }) {
      element.style.top = `${top + height + GAP}px`;
    },
  };
}

/** As many digits as an f32 has that somebody wrote. @param {number} value */
const round = (value) => Number(value.toFixed(3));
