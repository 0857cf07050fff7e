// Templates: lit-html, and what happens to the focus.
//
// A template describes the result; rendering changes only the nodes that differ, so that the node that has the focus or the pointer
// stays the same. No `style=` in a template: the page's content security policy forbids it.
import { focusedIn } from "./dom.js";
import { html, nothing, render as update } from "../vendor/lit-html/lit-html.js";
import { live } from "../vendor/lit-html/directives/live.js";

export { html, nothing };
export { svg } from "../vendor/lit-html/lit-html.js";

const CONTROLS = "button:enabled, select:enabled, input:enabled, textarea:enabled, summary, [tabindex]";

/**
 * Shows a template in an element. Where the control that had the focus is gone or disabled afterwards, the focus goes to the
 * one that took its place.
 *
 * @param {unknown} template
 * @param {HTMLElement} element
 */
export function render(template, element) {
  /** @returns {NodeListOf<HTMLElement>} */
  const controls = () => element.querySelectorAll(CONTROLS);
  const focused = focusedIn(element);
  const place = focused ? [...controls()].indexOf(focused) : -1;
  update(template, element);
  if (!focused || place < 0 || (focused.isConnected && !focused.matches(":disabled"))) return;
  const left = controls();
  left[Math.min(place, left.length - 1)]?.focus();
}

/**
 * A list to choose from.
 *
 * @param {string} label
 * @param {string[][]} options [value, text]
 * @param {string} chosen
 * @param {(value: string) => unknown} onInput
 * @param {unknown} symbol The quantity that it sets.
 */
export const selection = (label, options, chosen, onInput, symbol = nothing) => html`
  <select aria-label=${label} data-symbol=${symbol} @change=${(/** @type {any} */ event) => onInput(event.target.value)}>
    ${options.map(([value, text]) => html`<option value=${value} .selected=${live(value === chosen)}>${text}</option>`)}
  </select>`;

/**
 * A button with a sign for its text.
 *
 * @param {string} sign
 * @param {string} label
 * @param {() => unknown} onPress
 * @param {boolean} isEnabled
 */
export const signButton = (sign, label, onPress, isEnabled = true) => html`
  <button type="button" class="small" aria-label=${label} title=${label} ?disabled=${!isEnabled} @click=${onPress}>${sign}</button>`;

/**
 * A button that adds something.
 *
 * @param {string} text
 * @param {() => unknown} onPress
 * @param {boolean} isEnabled
 * @param {unknown} label Its name, where that says more than its text.
 */
export const addButton = (text, onPress, isEnabled = true, label = nothing) => html`
  <button type="button" class="add" aria-label=${label} ?disabled=${!isEnabled} @click=${onPress}>${text}</button>`;
