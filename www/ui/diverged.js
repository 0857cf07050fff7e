// What a network lab says when training has diverged.
import { button } from "./controls.js";

/**
 * [sentence, button]: the button starts over by `cure(rate)` with a smaller rate.
 *
 * @param {import("../i18n/index.js").Text} text
 * @param {number} rate The learning rate with which it diverged.
 * @param {(rate: number) => void} cure
 * @returns {[string, HTMLButtonElement]}
 */
export function diverged({ t, exact }, rate, cure) {
  const smaller = Number((rate / 10).toPrecision(6));
  const action = button({ label: t("diverged.cure", { rate: exact(smaller) }), onPress: () => cure(smaller) });
  return [t("diverged", { rate: exact(rate) }), action.element];
}
