// The keys that play, step and reset a lab, and which of them do not reach the page around it.

/** @typedef {import("./labs/index.js").Lab} Lab */

/**
 * What keys do besides, and whether single letters do something.
 *
 * @typedef {{ letters?: boolean, travel?: (way: "undo" | "redo") => void, project?: () => void, move?: (by: number) => void }} Commands
 */

/** Elements that use every key that is typed in them. */
const FIELDS = ["input", "select", "textarea"];
/** Those that use only some: the space bar checks a radio button that is not checked. */
const SOME_KEYS = /** @type {Record<string, RegExp>} */ ({
  radio: /^(Arrow.*|Enter)$/,
  range: /^(Arrow.*|Page.*|Home|End|Enter)$/,
});
/** Elements that the space bar or Enter presses. */
const PRESSED = ["button", "summary", "a"];

/** With one of these a key belongs to the browser, the system or the page around. AltGr only writes letters. @param {KeyboardEvent} event */
const isModified = (event) => (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState("AltGraph");

/**
 * Whether the arrows scroll what has the focus: it can have it because it may be wider than its place. What is in such a
 * box and can be pressed comes into sight when it gets the focus.
 *
 * @param {Element} box
 */
const scrolls = (box) =>
  box.scrollWidth > box.clientWidth && ["auto", "scroll"].includes(getComputedStyle(box).overflowX);

/**
 * Undo or redo, if these keys are for that: as everywhere, with Cmd instead of Ctrl on a Mac.
 *
 * @param {KeyboardEvent} event
 * @returns {"undo" | "redo" | undefined}
 */
function wayOf({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  if (ctrlKey === metaKey || altKey) return undefined;
  const letter = key.toLowerCase();
  if (letter === "z") return shiftKey ? "redo" : "undo";
  return letter === "y" && ctrlKey && !shiftKey ? "redo" : undefined;
}

/** Fields with text have an undo of their own. @param {Partial<HTMLInputElement>} target */
const takesText = ({ localName, type = "", isContentEditable }) =>
  isContentEditable ||
  localName === "textarea" ||
  (localName === "input" && !["checkbox", "radio", "range", "button"].includes(type));

/** Whether a field uses a key. @param {Partial<HTMLInputElement>} target @param {string} key */
function isTyped({ localName = "", type = "", checked }, key) {
  if (!FIELDS.includes(localName)) return false;
  const some = localName === "input" ? SOME_KEYS[type] : undefined;
  return !some || some.test(key) || (key === " " && type === "radio" && !checked);
}

/**
 * What a key does with a lab, if anything.
 *
 * @param {KeyboardEvent} event
 * @param {Lab} lab
 * @param {Commands} commands
 */
function actionOf({ key, shiftKey }, lab, { letters = true, project, move }) {
  if (key.length === 1 && key !== " " && !letters) return undefined;
  /** @type {Record<string, (() => unknown) | undefined>} */
  const actions = {
    " ": () => lab.toggle(),
    r: () => lab.reset(),
    p: project,
    PageDown: move && (() => move(1)),
    PageUp: move && (() => move(-1)),
    ArrowLeft: lab.back && (() => lab.back?.()),
    ArrowRight: () => (shiftKey ? lab.epoch() : lab.forward ? lab.forward() : lab.step()),
  };
  const name = key.length === 1 ? key.toLowerCase() : key;
  return lab.isStill && name !== "p" ? undefined : actions[name];
}

/**
 * Does with a lab what a key says. Hosts such as slides and books have keys of their own, and few ask whether one was used
 * already: what is used here stops here (keydown, keypress and keyup alike), all else goes on to them.
 *
 * @param {KeyboardEvent} event
 * @param {Lab | null} lab
 * @param {Commands} commands
 */
export function handleKey(event, lab, commands = {}) {
  const way = wayOf(event);
  const path = /** @type {HTMLElement[]} */ (event.composedPath());
  // What lies over everything else has all keys for itself.
  if (path.some(({ localName }) => localName === "dialog")) return event.stopPropagation();
  const target = path[0];
  if (way && lab?.started && !takesText(target)) {
    event.stopPropagation();
    event.preventDefault();
    if (event.type === "keydown") commands.travel?.(way);
    return;
  }
  if (["Escape", "Tab"].includes(event.key) || isModified(event)) return;
  // What a presenter's remote sends belongs to the tour, whatever the last click was on; only a page of text has pages of its own.
  const isRemote = commands.move && event.key.startsWith("Page") && target.localName !== "textarea";
  const isUsed =
    event.defaultPrevented || // by a control in the lab
    (isTyped(target, event.key) && !isRemote) ||
    target.isContentEditable ||
    ([" ", "Enter"].includes(event.key) && PRESSED.includes(target.localName)) ||
    (["ArrowLeft", "ArrowRight"].includes(event.key) && scrolls(target));
  const action = !isUsed && lab?.started && actionOf(event, lab, commands);
  if (!isUsed && !action) return;
  event.stopPropagation();
  if (!action || event.type !== "keydown") return;
  event.preventDefault();
  // Held down, an arrow goes on and on; what starts and stops would only flicker.
  if (!event.repeat || event.key.startsWith("Arrow")) action();
}
