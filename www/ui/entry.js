// What is typed into a field: it is read, taken or refused; while it is typed, and while it has to be mended, nothing overwrites it.
import { focusedIn } from "./dom.js";

/**
 * What reading a field gives: a value, or what is wrong with what was typed.
 *
 * @template T
 * @typedef {{ value: T, complaint?: undefined } | { complaint: string, value?: undefined }} Read
 */

/**
 * Reads what is typed into an input. What cannot be taken changes nothing.
 *
 * @template T
 * @param {HTMLInputElement} input
 * @param {object} parts
 * @param {(written: string) => Read<T>} parts.read
 * @param {(value: T) => string} parts.show
 * @param {(value: T) => unknown} parts.onInput Takes a value, which is on its way until what this returns is resolved.
 * @param {string} parts.problem The id of the element that says what is wrong.
 * @param {(complaint: string | null) => void} parts.tell Says it there, or that nothing is.
 */
export function entry(input, { read, show, onInput, problem, tell }) {
  /** @type {T | undefined} */
  let shown;
  /** What it is to show when nobody types. @type {T | undefined} */
  let latest;
  /** What was taken last, until it comes back as what is to be shown. @type {T | undefined} */
  let taken;
  let onItsWay = 0; // how many values are
  let isBeingTyped = false;
  let isWrong = false;
  const judge = (/** @type {string | null} */ complaint) => {
    isWrong = complaint !== null;
    if (isWrong) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", problem);
    } else {
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
    tell(complaint);
  };
  const showLatest = () => {
    if (latest === undefined) return;
    const isOld = latest === shown;
    const isTaken = taken !== undefined && latest === taken;
    if (isTaken) taken = undefined;
    shown = latest;
    // What is wrong stays to be mended, and what was typed last as long as it has the focus, unless the value has changed by other means.
    if (isWrong ? isOld || isTaken : isOld && input === focusedIn(input)) return;
    input.value = show(latest);
    if (isWrong) judge(null);
  };
  /** Shows what has come, unless it would overwrite something. */
  const follow = () => {
    // One that is taken out of the page while it is typed into is not told that it loses the focus.
    if (onItsWay || (isBeingTyped && input === focusedIn(input))) return;
    isBeingTyped = false;
    showLatest();
  };
  input.addEventListener("input", () => {
    isBeingTyped = true;
  });
  input.addEventListener("blur", () => {
    isBeingTyped = false; // typed back to what it was, that is no change
    if (!isWrong && taken === undefined) follow();
  });
  input.addEventListener("change", async () => {
    isBeingTyped = false;
    const { value, complaint } = read(input.value);
    judge(complaint ?? null);
    if (complaint !== undefined) return;
    taken = value;
    onItsWay += 1;
    try {
      await onInput(value);
    } finally {
      onItsWay -= 1;
      follow();
      if (!onItsWay) taken = undefined;
    }
  });
  return {
    /** Shows a value. @param {T} value */
    set(value) {
      latest = value;
      follow();
    },
  };
}
