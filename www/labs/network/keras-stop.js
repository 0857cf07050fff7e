// What ends a training, in Keras: a number of epochs and `EarlyStopping`. Losses below a number have no callback there.
import { conditions } from "../../settings/stop.js";

/** Of a training that only patience ends: Keras makes a single epoch where none is said. */
const ENDLESS = "1_000_000";

/**
 * The code of an experiment with its stop conditions in the call of `fit`.
 *
 * @param {string} code
 * @param {string | null} stop As the setting has it.
 * @param {boolean} isTested Whether there are test data, whose loss is watched then.
 */
export function withStop(code, stop, isTested) {
  const { epochs, patience } = conditions(stop) ?? {};
  const end = /model\.fit\((\w+), (\w+)(.*)\)\n$/;
  const found = end.exec(code);
  if (!found || (epochs === undefined && patience === undefined)) return code;
  const [, points, targets, rest] = found;
  const more = `, epochs=${epochs ?? ENDLESS}`;
  if (patience === undefined) return code.replace(end, `model.fit(${points}, ${targets}${rest}${more})\n`);
  const lines = [
    `${points}, ${targets}${rest}${more}`,
    ...(isTested ? [`validation_data=(test_${points}, test_${targets})`] : []),
    `callbacks=[EarlyStopping(${isTested ? "" : "monitor='loss', "}patience=${patience})]`,
  ];
  return code
    .replace(/^from keras\.layers/m, "from keras.callbacks import EarlyStopping\n$&")
    .replace(end, `model.fit(\n${lines.map((line) => `    ${line},\n`).join("")})\n`);
}
