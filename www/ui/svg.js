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

/** A place in pixels, not farther away than this: browsers draw badly what is miles long. @param {number} at */
export const near = (at) => Math.max(-1e5, Math.min(1e5, at));

/**
 * The parts of an arrow: its tip as a path, and where its shaft ends at that. A short arrow has a short tip.
 *
 * @param {readonly number[]} from [x, y]
 * @param {readonly number[]} to [x, y]
 * @param {{ longest?: number, part?: number }} [tip] How long the tip is at most, and what part of the arrow.
 */
export function arrowParts(from, to, { longest = 11, part = 1 } = {}) {
  const [[x1, y1], [x2, y2]] = [from.map(near), to.map(near)];
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [across, down] = [(x2 - x1) / length, (y2 - y1) / length];
  const head = Math.min(longest, length * part);
  const neck = [x2 - across * head, y2 - down * head];
  const side = head * 0.48;
  const corners = [
    [x2, y2],
    [neck[0] - down * side, neck[1] + across * side],
    [neck[0] + down * side, neck[1] - across * side],
  ];
  return { neck, tip: `M${corners.map((corner) => corner.map((at) => at.toFixed(1)).join(" ")).join("L")}Z` };
}
