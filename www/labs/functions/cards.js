// The tables: classes, a batch with its mean, which output goes with a loss, and the values of a curve.
import { h } from "../../ui/dom.js";
import { figures } from "../../ui/figures.js";
import { table } from "../../ui/table.js";
import { axisName } from "./picture.js";

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").FunctionsShown} FunctionsShown
 * @typedef {import("../../i18n/index.js").Text} Text
 */

/** A small number keeps its digits. @param {Text} text */
const slopes = (text) => {
  const show = figures(text);
  return (/** @type {number} */ value) =>
    value !== 0 && Math.abs(value) < 0.001 ? text.number(value, 2) : show(value);
};

/** The classes with their probabilities and the gradient of the logits. @param {FunctionsShown} shown @param {Text} text */
export function classTable({ classes }, text) {
  const { t, exact } = text;
  const show = figures(text);
  if (!classes) return null;
  return table({
    caption: t("functions.classes"),
    head: [t("functions.classes.class"), "z", "p", "y", "p − y"],
    rows: classes.all.map(({ logit, probability, target, slope }, at) => ({
      className: at === classes.label ? "current" : null,
      cells: [
        { content: t("functions.class", { number: at + 1 }), header: true },
        { content: exact(logit), symbol: `z-${at}` },
        { content: show(probability), symbol: `p-${at}` },
        exact(target),
        { content: show(slope), symbol: at === classes.label ? "derivative" : null },
      ],
    })),
    className: "columns",
  });
}

/** A few examples and their mean. @param {FunctionsShown} shown @param {Text} text */
export function batchTable({ batch, classes }, text) {
  const { t, exact } = text;
  const show = figures(text);
  if (!batch) return null;
  const short = (/** @type {number} */ value) => exact(Number(value.toPrecision(4)));
  const target = (/** @type {number} */ value) =>
    classes ? t("functions.class", { number: value + 1 }) : short(value);
  return table({
    caption: t("functions.batch"),
    head: [t("functions.batch.example"), "y", classes ? t("functions.batch.p") : "ŷ", t("functions.legend.loss")],
    rows: [
      ...batch.examples.map((example, at) => ({
        className: at === 0 ? "current" : null,
        cells: [
          { content: at === 0 ? t("functions.batch.point") : String(at + 1), header: true },
          target(example.target),
          classes ? show(example.prediction) : short(example.prediction),
          { content: show(example.loss), symbol: at === 0 ? "value" : null },
        ],
      })),
      {
        className: "total",
        cells: [
          { content: t("functions.batch.mean", { count: batch.examples.length }), header: true, span: 3 },
          { content: show(batch.mean), symbol: "batch" },
        ],
      },
    ],
    className: "columns",
  });
}

/** The last layer's activations with a loss, where the prediction is wrong. @param {FunctionsShown} shown @param {Text} text */
export function pairTable({ pairs, classes, target }, text) {
  const { t, exact } = text;
  const show = slopes(text);
  const logit = pairs[0]?.logit ?? 0;
  const caption = classes
    ? t("functions.pairs.classes", { logit })
    : t("functions.pairs", { logit, target: exact(target) });
  return h(
    "div",
    {},
    table({
      caption: t("functions.pairs.title"),
      head: [
        t("functions.pairs.output"),
        classes ? t("functions.pairs.p") : "ŷ",
        t("functions.legend.loss"),
        "∂Loss/∂z",
        t("functions.pairs.verdict"),
      ],
      rows: pairs.map(({ output, fit, prediction, loss, slope }) => ({
        className: `fit-${fit}`,
        cells: [
          { content: t(`activation.${output}`), header: true },
          show(prediction),
          show(loss),
          show(slope),
          { content: t(`functions.fit.${fit}`), className: "verdict-cell" },
        ],
      })),
      className: "columns pairs",
    }),
    h("p", { class: "hint" }, caption),
  );
}

/** The curves as numbers. @param {FunctionsShown} shown @param {Text} text */
export function valueTable(shown, text) {
  const { t, exact } = text;
  const show = slopes(text);
  return table({
    caption: t("functions.values.caption", { name: shown.function }),
    head: [axisName(shown), ...["value", "derivative"].map((key) => t(`functions.number.${shown.kind}_${key}`))],
    rows: shown.table.map(([x, value, derivative]) => ({
      cells: [{ content: exact(Number(x.toPrecision(4))), header: true }, show(value), show(derivative)],
    })),
    className: "columns",
  });
}
