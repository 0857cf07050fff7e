// Drawings as SVG elements.

/**
 * Gives an element attributes; none that are undefined, null or false. Returns it.
 *
 * @template {Element} E
 * @param {E} element
 * @param {Record<string, any>} attributes
 * @returns {E}
 */
export function dress(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false)
      element.setAttribute(name, value === true ? "" : value);
  }
  return element;
}

/**
 * An element of a drawing: `on` holds listeners, `symbol` the quantity that it shows; all else are attributes.
 *
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {import("./dom.js").Attributes & { symbol?: string | null }} attributes
 * @param {...(import("./dom.js").Child | false)} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svg(tag, { on = {}, symbol, ...attributes } = {}, ...children) {
  const element = dress(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes);
  if (symbol) element.dataset.symbol = symbol;
  for (const [type, listener] of Object.entries(on))
    element.addEventListener(type, /** @type {EventListener} */ (listener));
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
