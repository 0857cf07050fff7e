// Elements without a framework.
import { fetched, once } from "../once.js";

/** An element: `on` holds listeners; what the element has a property for is set as that, all else as an attribute. */
export function h(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name in element) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const [type, listener] of Object.entries(on)) element.addEventListener(type, listener);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A drawing of strokes or shapes on a 24 × 24 grid, for buttons; the name is the button's own. */
export function icon(path, filled = false) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const shape = document.createElementNS(svg.namespaceURI, "path");
  shape.setAttribute("d", path);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", filled ? "icon filled" : "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(shape);
  return svg;
}

/** A style sheet to adopt. Not written into a shadow root: a strict style-src forbids that. */
export const styleSheet = (url) =>
  once(url.href, async () => new CSSStyleSheet().replace(await (await fetched(url)).text()));

/**
 * A canvas whose pixels follow its size on the page; `draw(scale)` is called when that changes, and by `redraw`. It is not
 * drawn while one of its sides has less than `least` CSS pixels.
 */
export function sharpCanvas(canvas, draw, least = 1) {
  let scale = 0;
  let isLarge = false;
  const fit = () => {
    scale = Math.min(4, Math.max(1, devicePixelRatio));
    const [width, height] = [Math.round(canvas.clientWidth * scale), Math.round(canvas.clientHeight * scale)];
    isLarge = Math.min(canvas.clientWidth, canvas.clientHeight) >= least;
    if (!isLarge) return;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    draw(scale);
  };
  const observer = new ResizeObserver(fit);
  observer.observe(canvas);
  // Without asking for the size: that would make the browser lay out the page in every frame.
  const redraw = () => isLarge && draw(scale);
  return { redraw, disconnect: () => observer.disconnect() };
}
