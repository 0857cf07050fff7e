// Drawings as SVG elements.

/** An element of a drawing: `on` holds listeners, `symbol` the quantity that it shows; all else are attributes. */
export function svg(tag, { on = {}, symbol, ...attributes } = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  if (symbol) element.dataset.symbol = symbol;
  for (const [type, listener] of Object.entries(on)) element.addEventListener(type, listener);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
