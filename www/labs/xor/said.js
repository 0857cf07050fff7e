// Whether it is solved, and why it is not, from the numbers of the answer.

/** @typedef {import("../../pkg-lessons/nn_playground.js").XorShown} XorShown */

/** A point as it is read. @param {{ x: number[] }} point */
export const named = ({ x }) => x.join("");

/** @param {XorShown} shown @param {import("../../i18n/index.js").Text} text @returns {{ kind: "solved" | "warned" | "", sentence: string }} */
export function said(shown, { t, number, exact }) {
  const { way, status, points, diagnosis, together, loss, step } = shown;
  const right = points.filter((point) => point.right).length;
  const list = (/** @type {XorShown["points"]} */ some) => some.map(named).join(", ");
  const same = together.map((group) => t("xor.together", { points: list(group.map((at) => points[at])) })).join(" ");
  if (status === "solved" || !diagnosis) {
    const sentence =
      way === "hand" ? `${t("xor.solved")} ${same}` : t("xor.learnt.solved", { step, loss: number(loss ?? 0) });
    return { kind: "solved", sentence };
  }
  const pair = diagnosis.pair.map((at) => points[at]);
  const values = {
    right,
    loss: number(loss ?? 0),
    gradient: number(shown.gradient_length ?? 0, 2),
    one: named(pair[0]),
    other: named(pair[1]),
    outputs: [...new Set(pair.map(({ output }) => number(output, 2)))].join("; "),
    distance: number(diagnosis.distance, 2),
    slope: number(diagnosis.slope, 2),
    angle: exact(Number((diagnosis.angle ?? 0).toFixed(1))),
    wrong: list(points.filter((point) => !point.right)),
  };
  if (way === "hand") return { kind: "warned", sentence: t(`xor.why.${diagnosis.reasons[0]}`, values) };
  if (diagnosis.reasons[0] === "step" && step > 0) return { kind: "warned", sentence: t("xor.stuck.step", values) };
  if (status !== "stuck") return { kind: "", sentence: t(`xor.learnt.${status}`, values) };
  const why = diagnosis.reasons.map((reason) => t(`xor.stuck.${reason}`, values));
  return { kind: "warned", sentence: [t("xor.stuck", values), ...why].join(" ") };
}
