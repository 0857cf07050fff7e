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
 * @param {(value: T) => void} parts.onInput
 * @param {string} parts.problem The id of the element that says what is wrong.
 * @param {(complaint: string | null) => void} parts.tell Says it there, or that nothing is.
 */
export function entry(input, { read, show, onInput, problem, tell }) {
  /** @type {T | undefined} */
  let shown;
  /** What it is to show when nobody types. @type {T} */
  let latest;
  /** What was typed last, until it comes back as what is to be shown. @type {T | undefined} */
  let taken;
  let isTyped = false;
  let isWrong = false;
  const judge = (/** @type {string | null} */ complaint) => {
    isWrong = complaint !== null;
    if (isWrong) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", problem);
    } else {
      input.removeAttribute("aria-invalid");
    }
    tell(complaint);
  };
  const put = () => {
    const isOld = latest === shown;
    const isTaken = taken !== undefined && latest === taken;
    if (isTaken) taken = undefined;
    shown = latest;
    // What is wrong stays to be mended, and what was typed last stays until it is shown, unless the value has changed by other means.
    if (isWrong ? isOld || isTaken : isOld && input === focusedIn(input)) return;
    input.value = show(latest);
    if (isWrong) judge(null);
  };
  input.addEventListener("input", () => {
    isTyped = true;
  });
  input.addEventListener("blur", () => {
    isTyped = false; // typed back to what it was, that is no change
    if (latest !== shown) put();
  });
  input.addEventListener("change", () => {
    isTyped = false;
    const { value, complaint } = read(input.value);
    judge(complaint ?? null);
    if (complaint !== undefined) return;
    taken = value;
    onInput(value);
  });
  return {
    /** Shows a value. @param {T} value */
    set(value) {
      latest = value;
      if (!isTyped) put();
    },
    /** What was taken cannot be had. @param {string} complaint */
    refuse: (complaint) => judge(complaint),
  };
}
