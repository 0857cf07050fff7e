// How fast it trains: three radio buttons, in the bar where there is room for them, else among the settings; and every speed in a
// list. It is one choice.
import { select } from "../../ui/controls.js";
import { h } from "../../ui/dom.js";

const NAMES = ["slow", "epoch", "max"];
/** The list has what the radio buttons have, too: what is chosen there stands in it. */
const ALL = [1, "slow", 5, 20, 100, 1000, "epoch", "max"];

/** The radio buttons. @param {import("../../i18n/index.js").Text["t"]} t @param {string} className @param {(speed: string) => unknown} onInput */
function radios(t, className, onInput) {
  const inputs = NAMES.map((value) =>
    h("input", { type: "radio", name: className, value, on: { change: () => onInput(value) } }),
  );
  const label = (/** @type {HTMLInputElement} */ input) =>
    h("label", { title: t(`speed.${input.value}`) }, input, h("span", {}, t(`speed.short.${input.value}`)));
  const attributes = { role: "radiogroup", "aria-label": t("speed"), "data-key": "speed" };
  // A form, which is never sent: see the race's board.
  const on = { submit: (/** @type {Event} */ event) => event.preventDefault() };
  return {
    element: h("form", { class: className, on }, h("div", { class: "speeds", ...attributes }, ...inputs.map(label))),
    /** @param {string | number} speed */
    set(speed) {
      for (const input of inputs) input.checked = input.value === String(speed);
    },
  };
}

/**
 * { bar, element, all, set(speed) }: the radio buttons for the bar and for where that has no room, and the list.
 *
 * @param {{ t: import("../../i18n/index.js").Text["t"], onInput: (speed: string | number) => unknown }} parts
 */
export function pace({ t, onInput }) {
  const text = (/** @type {string | number} */ speed) =>
    typeof speed === "number" ? t("speed.steps", { count: speed }) : t(`speed.${speed}`);
  const choose = (/** @type {string} */ speed) => onInput(NAMES.includes(speed) ? speed : Number(speed));
  const [bar, beside] = [radios(t, "speed-in-bar", choose), radios(t, "speed-beside", choose)];
  const all = select({
    label: t("speed.exact"),
    options: ALL.map((speed) => [String(speed), text(speed)]),
    onInput: choose,
  });
  all.element.dataset.key = "speed";
  return {
    bar: bar.element,
    element: beside.element,
    all: all.element,
    /** @param {string | number} speed */
    set(speed) {
      for (const each of [bar, beside]) each.set(speed);
      all.set(speed, text(speed));
    },
  };
}
