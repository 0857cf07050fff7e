// Programs on the page: read in a box that scrolls, copied with a button. Whoever uses this adopts `sheet`.
import { button } from "./controls.js";
import { h, icon, styleSheet } from "./dom.js";

/** What it looks like. */
export const sheet = await styleSheet(new URL("../code.css", import.meta.url));

export const COPY = () => icon("M9 9h11v11H9zM5 15H4V4h11v1");

/** Puts a text into the clipboard, or a promised one. It rejects where the browser does not allow that, or nothing comes. */
export async function copy(text) {
  try {
    // Some browsers let a page copy only while a press is handled: so the clipboard is asked before the text is there.
    const promised = Promise.resolve(text).then((said) => new Blob([said], { type: "text/plain" }));
    promised.catch(() => {}); // the caller hears of it by `text`
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": promised })]);
  } catch {
    // Older ones know only this.
    await navigator.clipboard.writeText(await text);
  }
}

/** A box with a program in it: { element, set(program), choose() }, the last of which selects it. */
export function program(label) {
  const code = h("code", {});
  // The keys that scroll it do nothing else, such as to train.
  const keys = (event) => (event.key.startsWith("Arrow") || event.key === " ") && event.stopPropagation();
  return {
    // What may have to be scrolled must be reached with the keyboard.
    element: h("section", { class: "program", tabIndex: 0, "aria-label": label, on: { keydown: keys } }, h("pre", {}, code)),
    set(text) {
      // What a person has selected in it stays so, if it is the same.
      if (code.textContent !== text) code.textContent = text;
    },
    choose: () => getSelection().selectAllChildren(code),
  };
}

/**
 * A program with a button that copies it: { element, set(program), say(sentence) }, the last of which is said beside the
 * button. `text` is the page's, `label` says what the program is.
 */
export function codeBox({ text: { t }, label }) {
  const box = program(label);
  const said = h("span", { class: "hint", role: "status" });
  let shown = "";
  const press = button({
    label: t("code.copy"), picture: COPY(), hint: label,
    onPress: async () => {
      try {
        await copy(shown);
        press.set(t("code.copied"));
        setTimeout(() => press.set(t("code.copy")), 2000);
      } catch {
        box.choose();
        said.textContent = t("code.by_hand");
      }
    },
  });
  return {
    element: h("div", { class: "code" }, box.element, h("div", { class: "actions" }, press.element, said)),
    set(text) {
      shown = text;
      box.set(text);
    },
    say: (sentence) => { said.textContent = sentence; },
  };
}
