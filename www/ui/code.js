// Programs on the page: read in a box that scrolls, copied with a button. Users of this module adopt `sheet`.
import { copyButton } from "./controls.js";
import { h, icon, styleSheet } from "./dom.js";

/** What it looks like. */
export const sheet = () => styleSheet(new URL("./code.css", import.meta.url));

export const COPY = () => icon("M9 9h11v11H9zM5 15H4V4h11v1");

/** A box with a program in it: { element, set(program), choose() }, the last of which selects it. @param {string} label */
export function program(label) {
  const code = h("code", {});
  // The keys that scroll it do nothing else, such as to train.
  const keys = (/** @type {KeyboardEvent} */ event) =>
    (event.key.startsWith("Arrow") || event.key === " ") && event.stopPropagation();
  return {
    // What may have to be scrolled must be reached with the keyboard.
    element: h(
      "section",
      { class: "program", tabIndex: 0, "aria-label": label, on: { keydown: keys } },
      h("pre", {}, code),
    ),
    set(/** @type {string} */ text) {
      // A selection in it stays if the text is the same.
      if (code.textContent !== text) code.textContent = text;
    },
    choose: () => getSelection()?.selectAllChildren(code),
  };
}

/**
 * A program with a button that copies it: { element, set(program), say(sentence) }, the last of which is said beside the
 * button. `text` is the page's, `label` says what the program is.
 *
 * @param {{ text: import("../i18n/index.js").Text, label: string }} options
 */
export function codeBox({ text: { t }, label }) {
  const box = program(label);
  const message = h("span", { class: "hint", role: "status" });
  let shown = "";
  const press = copyButton({
    t,
    label: t("code.copy"),
    picture: COPY(),
    hint: label,
    text: () => shown,
    byHand() {
      box.choose();
      message.textContent = t("code.by_hand");
    },
  });
  return {
    element: h("div", { class: "code" }, box.element, h("div", { class: "actions" }, press, message)),
    set(/** @type {string} */ text) {
      shown = text;
      box.set(text);
    },
    say: (/** @type {string} */ sentence) => {
      message.textContent = sentence;
    },
  };
}
