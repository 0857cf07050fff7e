// A button with what it opens below it. Where there is room the style sheet may show that in its place, without the button.
import { h } from "./dom.js";

/**
 * @param {object} parts
 * @param {string} parts.className Of the whole, beside `menu`.
 * @param {HTMLElement} parts.opener The button.
 * @param {HTMLElement[]} parts.items
 * @param {boolean} [parts.stays] Whether it stays open when one of them was pressed.
 * @param {() => void} [parts.opened] Called when it has been opened.
 */
export function menu({ className, opener, items, stays = false, opened }) {
  const list = h("div", { class: "menu-items" }, ...items);
  const element = h("div", { class: `menu ${className}` }, opener, list);
  const open = (/** @type {boolean} */ is) => {
    element.classList.toggle("open", is);
    opener.setAttribute("aria-expanded", String(is));
    if (is) opened?.();
  };
  open(false);
  opener.addEventListener("click", () => {
    open(!element.classList.contains("open"));
    opener.focus(); // Safari's buttons do not take it, and who leaves the menu closes it
  });
  list.addEventListener("click", () => {
    if (stays || !element.classList.contains("open")) return;
    open(false);
    opener.focus();
  });
  element.addEventListener("focusout", ({ relatedTarget }) => {
    if (!element.contains(/** @type {Node | null} */ (relatedTarget))) open(false);
  });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !element.classList.contains("open")) return;
    event.stopPropagation(); // around it the key may close something else
    open(false);
    opener.focus();
  });
  return element;
}
