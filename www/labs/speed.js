// How fast it plays: in the bar where there is room for it, else among the settings. It is one choice in two places.
import { select } from "../ui/controls.js";

/**
 * @param {object} parts
 * @param {import("../i18n/index.js").Text["t"]} parts.t
 * @param {readonly (number | string)[]} parts.speeds
 * @param {(speed: any) => string} parts.text
 * @param {(speed: string) => unknown} parts.onInput
 */
export function speedControl({ t, speeds, text, onInput }) {
  /** @param {any} speed */
  const short = (speed) => (speed === "max" ? t("speed.short.max") : t("speed.short", { count: speed }));
  /** @param {string} className @param {(speed: any) => string} said */
  const place = (className, said) => {
    const made = select({
      label: t("speed"),
      options: speeds.map((speed) => [String(speed), said(speed)]),
      onInput,
    });
    made.element.classList.add(className);
    made.element.dataset.key = "speed";
    return made;
  };
  const [beside, inBar] = [place("speed-beside", text), place("speed-in-bar", short)];
  inBar.element.title = t("speed");
  return {
    element: beside.element,
    bar: inBar.element,
    /** @param {any} speed */
    set(speed) {
      beside.set(speed, text(speed));
      inBar.set(speed, short(speed));
    },
  };
}
