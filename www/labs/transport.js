// The buttons that step and play.
import { button } from "../ui/controls.js";
import { h, icon } from "../ui/dom.js";

const PICTURES = {
  reset: "M4 12a8 8 0 1 0 2.6-5.9M4 4v4.5h4.5",
  back: "M18 5v14l-9-7zM5 5h2v14H5z",
  play: "M8 5v14l11-7z",
  pause: "M7 5h4v14H7zM13 5h4v14h-4z",
  example: "M7 5v14l6-7zM17 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 1 0 0-5",
  step: "M6 5v14l9-7zM17 5h2v14h-2z",
  epoch: "M4 5v14l7-7zM12 5v14l7-7zM19.5 5h2v14h-2z",
};

/** @param {keyof PICTURES} name */
export const picture = (name) => icon(PICTURES[name], name !== "reset");

export class Transport {
  element = h("div", { class: "transport", "data-key": "transport", role: "group" });
  /** Shows whether it plays: then the same button ends that. @type {(isOn: boolean) => void} */
  show = () => {};

  /**
   * Makes the buttons anew, in another language. Each is said by its picture, the keys of its label and of its hint, and what it does.
   *
   * @param {import("../i18n/index.js").Text["t"]} t
   * @param {string} label The key of what they are.
   * @param {[picture: keyof PICTURES, label: string, hint: string, onPress: () => unknown][]} list
   * @param {HTMLElement[]} [more] Further ones.
   */
  build(t, label, list, more = []) {
    const buttons = list.map(([name, label, hint, onPress]) => {
      const isPlay = name === "play";
      const className = isPlay ? "primary" : name;
      const made = button({ label: t(label), picture: picture(name), hint: t(hint), className, onPress });
      if (isPlay) this.show = (isOn) => made.set(t(isOn ? "pause" : label), picture(isOn ? "pause" : name));
      return made.element;
    });
    this.element.setAttribute("aria-label", t(label));
    this.element.replaceChildren(...buttons, ...more);
  }
}
