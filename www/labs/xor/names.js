// The weights in the order in which Keras lists them, and how they are written.

/** Each weight: its name in a formula, and how it is written in plain text. @type {[formula: string, plain: string][]} */
export const WEIGHTS = [
  ["w_11", "w₁₁"],
  ["w_12", "w₁₂"],
  ["w_21", "w₂₁"],
  ["w_22", "w₂₂"],
  ["b_1", "b₁"],
  ["b_2", "b₂"],
  ["v_1", "v₁"],
  ["v_2", "v₂"],
  ["c", "c"],
];

/** Where the weights of a unit stand in the list: its bias, then those of its two inputs. */
export const OF_UNIT = [
  [4, 0, 2],
  [5, 1, 3],
  [8, 6, 7],
];

/** The quantity that a weight is. @param {number} at */
export const symbolOf = (at) => `weight-${at}`;

/** All that the line of a unit is made of. @param {number} unit */
export const symbolsOf = (unit) => OF_UNIT[unit].map(symbolOf).join(" ");
