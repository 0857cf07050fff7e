// The buttons that train the network.
import { button } from "../../ui/controls.js";
import { h, icon } from "../../ui/dom.js";

const PLAY = () => icon("M8 5v14l11-7z", true);
const PAUSE = () => icon("M7 5h4v14H7zM13 5h4v14h-4z", true);
const STEP = () => icon("M6 5v14l9-7zM17 5h2v14h-2z", true);
const EPOCH = () => icon("M4 5v14l7-7zM12 5v14l7-7zM19.5 5h2v14h-2z", true);
const RESET = () => icon("M4 12a8 8 0 1 0 2.6-5.9M4 4v4.5h4.5");

/** { element, show(isOn) }: the buttons, the largest of which trains, or ends what is on. @param {import("../../i18n/index.js").Text} text @param {import("../index.js").Lab} lab */
export function transport({ t }, lab) {
  /** @param {string} label @param {string} hint @param {Element} picture @param {() => unknown} onPress @param {string} [className] */
  const press = (label, hint, picture, onPress, className) =>
    button({ label: t(label), picture, hint: t(hint), className, onPress });
  const train = press("train", "train.hint", PLAY(), () => lab.toggle(), "primary");
  const buttons = [
    press("reset", "reset.hint", RESET(), () => lab.reset()),
    train,
    press("step", "step.hint", STEP(), () => lab.step(1)),
    press("epoch", "epoch.hint", EPOCH(), () => lab.epoch(1)),
  ];
  return {
    element: h(
      "div",
      { class: "transport", "data-key": "transport", role: "group", "aria-label": t("transport") },
      ...buttons.map(({ element }) => element),
    ),
    show: (/** @type {boolean} */ isOn) => train.set(isOn ? t("pause") : t("train"), isOn ? PAUSE() : PLAY()),
  };
}
