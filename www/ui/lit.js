// Templates: lit-html, and what happens to the focus.
//
// A template says what is to be seen; of what is there already only what differs is touched, so that what has the focus or the
// pointer stays the same node. No `style=` in a template: the page's content security policy forbids it.
import { html, nothing, render as update } from "../vendor/lit-html/lit-html.js";
import { live } from "../vendor/lit-html/directives/live.js";

export { html, nothing };
export { svg } from "../vendor/lit-html/lit-html.js";
export { repeat } from "../vendor/lit-html/directives/repeat.js";

const CONTROLS = "button:enabled, select:enabled, input:enabled, textarea:enabled, summary, [tabindex]";

/**
 * Shows a template in an element. Where the control that had the focus is gone or disabled afterwards, the focus goes to the
 * one that took its place.
 *
 * @param {unknown} template
 * @param {HTMLElement} element
 */
export function render(template, element) {
  const controls = () => [...element.querySelectorAll(CONTROLS)];
  const focused = element.getRootNode().activeElement;
  const place = focused ? controls().indexOf(focused) : -1;
  update(template, element);
  if (place < 0 || (focused.isConnected && !focused.disabled)) return;
  const left = controls();
  left[Math.min(place, left.length - 1)]?.focus();
}

/** A list to choose from: `options` are [value, text]. */
export const selection = (label, options, chosen, onInput, symbol = nothing) => html`
  <select aria-label=${label} data-symbol=${symbol} @change=${(event) => onInput(event.target.value)}>
    ${options.map(([value, text]) => html`<option value=${value} .selected=${live(value === chosen)}>${text}</option>`)}
  </select>`;

/** A button with a sign for its text. */
export const signButton = (sign, label, onPress, isEnabled = true) => html`
  <button type="button" class="small" aria-label=${label} title=${label} ?disabled=${!isEnabled} @click=${onPress}>${sign}</button>`;

/** A button that adds something. */
export const addButton = (text, onPress, isEnabled = true, label = nothing) => html`
  <button type="button" class="add" aria-label=${label} ?disabled=${!isEnabled} @click=${onPress}>${text}</button>`;
