// What becomes disabled or hidden loses the focus: whoever works with the keyboard goes on beside it.
import { focusedIn } from "./dom.js";

const CONTROLS = "button:enabled, select:enabled, input:enabled, textarea:enabled, summary";

/**
 * Enables a control, or disables it. If it had the focus, the next control that is seen near it takes that, else the one before it.
 *
 * @param {HTMLElement & { disabled: boolean }} control
 * @param {boolean} isEnabled
 */
export function enable(control, isEnabled) {
  const hadFocus = focusedIn(control) === control;
  control.disabled = !isEnabled;
  if (!isEnabled && hadFocus) neighbour(control)?.focus();
}

/**
 * Hides something; if the focus was in it, `next` takes that, or the next control near it.
 *
 * @param {HTMLElement} box
 * @param {HTMLElement | null} [next]
 */
export function hide(box, next) {
  const hadFocus = box.contains(focusedIn(box));
  box.hidden = true;
  if (hadFocus) (next ?? neighbour(box))?.focus();
}

/** @param {HTMLElement} control @returns {HTMLElement | undefined} */
function neighbour(control) {
  for (let place = control.parentElement; place; place = place.parentElement) {
    const near = [...place.querySelectorAll(/** @type {"button"} */ (CONTROLS))].filter((other) =>
      other.checkVisibility(),
    );
    const next = near.find((other) => control.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (near.length) return next ?? near[near.length - 1];
  }
  return undefined;
}
