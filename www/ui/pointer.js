// Where a pointer is.

/**
 * Where an event is in an element: in a drawing's own units, elsewhere in pixels of the page from its corner. A page that
 * is scaled by a transform or by CSS zoom has other pixels than the window, in which events are told.
 *
 * @param {{ clientX: number, clientY: number }} event
 * @param {Element} element
 * @returns {[x: number, y: number]}
 */
export function pointerAt({ clientX, clientY }, element) {
  const box = element.getBoundingClientRect();
  const { x, y, width, height } = /** @type {Partial<SVGSVGElement>} */ (element).viewBox?.baseVal ?? {
    x: 0,
    y: 0,
    width: element.clientWidth,
    height: element.clientHeight,
  };
  return [x + ((clientX - box.left) * width) / box.width, y + ((clientY - box.top) * height) / box.height];
}
