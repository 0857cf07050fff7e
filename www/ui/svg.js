// Drawings as SVG elements.

/** Gives an element attributes; none that are undefined, null or false. Returns it. */
export function dress(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false)
      element.setAttribute(name, value === true ? "" : value);
  }
  return element;
}

/** An element of a drawing: `on` holds listeners, `symbol` the quantity that it shows; all else are attributes. */
export function svg(tag, { on = {}, symbol, ...attributes } = {}, ...children) {
  const element = dress(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes);
  if (symbol) element.dataset.symbol = symbol;
  for (const [type, listener] of Object.entries(on)) element.addEventListener(type, listener);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
