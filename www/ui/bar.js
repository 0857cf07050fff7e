// The bar around every lab: links to the other labs, the link, undo, the language, the theme. It is optional: if it does not load,
// only the open lab is shown.
import { LANGUAGES, whyFailed } from "../i18n/index.js";
import { imported } from "../once.js";
import { chapter } from "./chapter.js";
import { button } from "./controls.js";
import { h, icon, styleSheet } from "./dom.js";
import { menu } from "./menu.js";

const CONTROLS = "button, select, input, textarea, summary, [tabindex]";

/** What it looks like. */
export const sheet = () => styleSheet(new URL("./bar.css", import.meta.url));

const SHARE = () => icon("M12 15V3M8 7l4-4 4 4M5 12v8h14v-8");
const UNDO = () => icon("M9 7 4 12l5 5M4 12h11a5 5 0 0 1 0 10h-2");
const REDO = () => icon("M15 7l5 5-5 5M20 12H9a5 5 0 0 0 0 10h2");
const MORE = () =>
  icon("M4 12a2 2 0 1 0 4 0 2 2 0 1 0-4 0M10 12a2 2 0 1 0 4 0 2 2 0 1 0-4 0M16 12a2 2 0 1 0 4 0 2 2 0 1 0-4 0", true);
const HOME = () => icon("M4 11 12 4l8 7M6 10v10h12V10");
const CHAPTERS = () => icon("M4 6h16M4 12h16M4 18h16");
const PROJECTOR = () => icon("M3 5h18v11H3zM12 16v4M8 20h8");
const THEME = () => icon("M12 3a9 9 0 1 0 9 9c-6 1-10-3-9-9z");

/**
 * { labs, tools, onward, show }: the chapters, what is done with what is seen, the way to the chapters beside this one; and what
 * shows whether something can be undone.
 *
 * @typedef {object} BarParts
 * @property {import("../i18n/index.js").Text} text
 * @property {string} home The front door.
 * @property {string[]} labs The names of all chapters.
 * @property {string} open The one that is open.
 * @property {((lab: string) => string) | null} address Of a lab, for a window of its own; null in a page of somebody else's.
 * @property {(lab: string) => void} go Opens another one.
 * @property {() => void} theme Takes the other theme.
 * @property {() => void} project Takes the other view.
 * @property {(lang: string) => void} speak Takes another language.
 * @property {() => string} shown The address of what is seen.
 * @property {() => void} undo
 * @property {() => void} redo
 *
 * @param {BarParts} parts
 */
export function bar({ text, home, labs, open, address, go, theme, project, speak, shown, undo, redo }) {
  const { t } = text;
  const name = (/** @type {string} */ lab) => t(`lab.${lab}`);
  /** @param {string} lab @param {...import("./dom.js").Child} label */
  const link = (lab, ...label) =>
    chapter(
      { address, go },
      lab,
      { class: `quiet chapter ${lab}`, "aria-current": lab === open ? "page" : null },
      ...label,
    );
  const at = labs.indexOf(open);
  const [before, after] = [labs[at - 1], labs[at + 1]];
  const other = LANGUAGES.find((language) => language !== text.lang) ?? text.lang;
  const share = sharing({ text, shown });
  const language = button({
    label: t("language.other"),
    hint: t("language.hint"),
    className: "quiet",
    onPress: () => speak(other),
  });
  language.element.lang = other;
  const small = { className: "quiet icon-only" };
  const dark = button({
    label: t("theme"),
    picture: THEME(),
    hint: t("theme.hint"),
    onPress: theme,
    ...small,
  });
  const projector = button({
    label: t("projector"),
    picture: PROJECTOR(),
    hint: t("projector.hint"),
    onPress: project,
    ...small,
  });
  const undoButtons = [
    button({ label: t("undo"), picture: UNDO(), hint: t("undo.hint"), onPress: undo, ...small }).element,
    button({ label: t("redo"), picture: REDO(), hint: t("redo.hint"), onPress: redo, ...small }).element,
  ];
  return {
    labs: h(
      "nav",
      { class: "labs", "aria-label": t("labs"), "data-key": "labs" },
      menu({
        className: "chapters",
        opener: h(
          "button",
          { type: "button", class: "opener", title: t("labs") },
          CHAPTERS(),
          h("span", { class: "text" }, name(open)),
        ),
        items: [
          link(home, HOME(), h("span", { class: "text" }, name(home))),
          ...labs.map((lab) => link(lab, name(lab))),
        ],
      }),
    ),
    tools: h(
      "div",
      { class: "tools", "data-key": "tools" },
      menu({
        className: "more-tools",
        opener: h(
          "button",
          { type: "button", class: "opener icon-only", title: t("tools") },
          MORE(),
          h("span", { class: "text" }, t("tools")),
        ),
        items: [...undoButtons, share.element, language.element, dark.element, projector.element],
        stays: true,
      }),
    ),
    /**
     * Shows whether there is something to undo and to redo, and the link of now. `aria-disabled`, not `disabled`: a button that was pressed keeps the focus.
     *
     * @param {{ canUndo: boolean, canRedo: boolean }} store
     */
    show({ canUndo, canRedo }) {
      [canUndo, canRedo].forEach((can, at) => undoButtons[at].setAttribute("aria-disabled", String(!can)));
      share.show();
    },
    onward: h(
      "nav",
      { class: "onward", "aria-label": t("labs.onward"), "data-key": "labs", hidden: open === home },
      before ? link(before, `← ${name(before)}`) : h("span"),
      after ? link(after, `${name(after)} →`) : null,
    ),
  };
}

/**
 * The button that shares what is seen, and the panel that it opens: { element, show }, where `show` brings an open one up to
 * what is seen.
 *
 * @param {{ text: import("../i18n/index.js").Text, shown: () => string }} parts
 */
function sharing({ text, shown }) {
  const { t } = text;
  const place = h("div", { tabIndex: -1 });
  /** @type {ReturnType<typeof import("./share.js").sharePanel> | null} */
  let panel = null;
  const load = async () => {
    try {
      const { sharePanel } = await imported(new URL("./share.js", import.meta.url));
      panel ??= /** @type {typeof import("./share.js").sharePanel} */ (sharePanel)({ text, link: shown });
      panel.show();
      place.replaceChildren(panel.element);
    } catch (error) {
      place.textContent = t("failed", { message: whyFailed(/** @type {Error} */ (error), text) });
    }
  };
  const { element: opener } = button({
    label: t("share"),
    picture: SHARE(),
    hint: t("share.hint"),
    className: "quiet opener",
    onPress: () => {},
  });
  const element = menu({ className: "share", opener, items: [place], stays: true, opened: load });
  return {
    element,
    show() {
      if (element.classList.contains("open")) panel?.show();
    },
  };
}

/**
 * Rebuilds what is in `root` in another language: what was open stays open, and the focus where it was.
 *
 * @param {ShadowRoot} root
 * @param {() => void} rebuild
 */
export function keepingPlace(root, rebuild) {
  /** @returns {NodeListOf<HTMLElement>} */
  const controls = () => root.querySelectorAll(CONTROLS);
  const details = () => [...root.querySelectorAll("details")];
  const focus = [...controls()].indexOf(/** @type {HTMLElement} */ (root.activeElement));
  const open = details().map((each) => each.open);
  rebuild();
  details().forEach((each, at) => {
    each.open = open[at] ?? false;
  });
  controls()[focus]?.focus();
}
