// What is to be seen, in words: where a gradient is lost, what becomes of a bell of inputs, when the function is used. The numbers
// are the machine's.
import { figures } from "../../ui/figures.js";

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").FunctionsShown} FunctionsShown
 * @typedef {import("../../pkg-lessons/nn_playground.js").FunctionsTail} Tail
 * @typedef {import("../../i18n/index.js").Text} Text
 */

/** A number of an edge: as round as it is. @param {number} value */
const short = (value) => Number(value.toPrecision(3)) || 0;

/**
 * Sentences about a function at its point.
 *
 * @param {FunctionsShown} shown
 * @param {Text} text
 */
export function said(shown, text) {
  const { t, has } = text;
  const name = shown.function;
  return [
    ...(shown.kind === "activation" || shown.kind === "loss" ? lost(shown, text) : []),
    ...bell(shown, text),
    ...[`functions.use.${name}`, `functions.note.${name}`].filter(has).map((key) => t(key)),
  ];
}

/** Where a gradient is lost, and how much of it passes at the point. @param {FunctionsShown} shown @param {Text} text */
function lost(shown, text) {
  const { t } = text;
  const { tails, small, kind } = shown;
  const axis = kind === "loss" ? "ŷ" : "x";
  const [left, right] = ["left", "right"].map((side) => tails.find((tail) => tail.side === side));
  if (left && right && left.from === right.from) return [t("functions.lost.everywhere")];
  /** @type {string[]} */
  const sentences = [];
  const say = (/** @type {string} */ how, /** @type {string} */ where) =>
    sentences.push(t(`functions.lost.${how}${kind === "loss" ? "_loss" : ""}`, { where, small }));
  if (shown.most !== null) {
    sentences.push(t("functions.lost.clipped", { most: text.number(shown.most, 3) }));
  } else if (left && right && left.kind === right.kind && Math.abs(left.from + right.from) < 1e-9) {
    say(left.kind, `|${axis}| > ${text.exact(short(right.from))}`);
  } else {
    for (const tail of [left, right]) {
      if (!tail) continue;
      say(tail.kind, `${axis} ${tail.side === "left" ? "<" : ">"} ${text.exact(short(tail.from))}`);
    }
  }
  if (!tails.length) sentences.push(t(`functions.lost.${kind === "loss" ? "never_loss" : "never"}`, { small }));
  return sentences;
}

/** What becomes of the bell. @param {FunctionsShown} shown @param {Text} text */
function bell({ bell: of }, text) {
  if (!of) return [];
  const two = figures(text, 2);
  return [
    text.t("functions.bell", {
      mean: two(of.mean[1]),
      deviation: two(of.deviation[1]),
      passes: text.percent(of.passes),
      flat: text.percent(of.flat),
    }),
  ];
}
