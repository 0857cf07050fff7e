// Elements without a framework.
import { fetched, once } from "../once.js";

/** The value of a field that is set before anything needs it: so its type need not say that it may be null. */
export const unset = /** @type {any} */ (null);

/**
 * What an element made here has: listeners, and properties and attributes, of which those that are undefined, null or false
 * are left out.
 *
 * @typedef {{ [Type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Type]) => unknown }} Listeners
 * @typedef {{ on?: Listeners, [name: string]: any }} Attributes
 * @typedef {Node | string | null | undefined} Child
 */

/**
 * An element. What it has a property for is set as that, all else as an attribute.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} attributes
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  /** @type {Record<string, any>} */
  const properties = element;
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name in element) properties[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const [type, listener] of Object.entries(on))
    element.addEventListener(type, /** @type {EventListener} */ (listener));
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A drawing of strokes or shapes on a 24 × 24 grid, for buttons; the name is the button's own. @param {string} path @param {boolean} filled */
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

/**
 * A style sheet to adopt. Not written into a shadow root: a strict style-src forbids that.
 *
 * @param {URL} url
 * @returns {Promise<CSSStyleSheet>}
 */
export const styleSheet = (url) =>
  once(url.href, async () => new CSSStyleSheet().replace(await (await fetched(url)).text()));

/**
 * What has the focus in the document or the shadow root that an element is in.
 *
 * @param {Element} element
 * @returns {HTMLElement | null}
 */
export const focusedIn = (element) => /** @type {any} */ (element.getRootNode()).activeElement ?? null;

const FOCUSABLE = "button, select, input, textarea, summary, a[href], [tabindex]";

/**
 * Replaces what is in a place by what is made anew, as often as something changes there: what has the focus keeps it, and what was
 * scrolled stays so.
 *
 * @param {HTMLElement} place
 * @param {...Child} children
 */
export function renew(place, ...children) {
  /** @returns {HTMLElement[]} */
  const controls = () => [...place.querySelectorAll(/** @type {"button"} */ (FOCUSABLE))];
  const focused = focusedIn(place);
  const at = focused ? controls().indexOf(focused) : -1;
  const scrolled = [...place.children].map(({ scrollLeft, scrollTop }) => ({ scrollLeft, scrollTop }));
  place.replaceChildren(...children.filter((child) => child !== null && child !== undefined));
  for (const [index, child] of [...place.children].entries()) Object.assign(child, scrolled[index]);
  controls()[at]?.focus({ preventScroll: true });
}

/**
 * A canvas whose pixels follow its size on the page; `draw(scale)` is called when that changes, and by `redraw`. It is not
 * drawn while one of its sides has less than `least` CSS pixels.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {(scale: number) => void} draw
 * @param {number} least
 */
export function sharpCanvas(canvas, draw, least = 1) {
  let scale = 0;
  let isLarge = false;
  // Its size is that of its style alone. Before that has come, or without it, the canvas would grow by its own pixels, for ever.
  canvas.style.contain = "size";
  const fit = () => {
    // By a projector, and on a page that is scaled, its pixels are larger than its style says.
    const zoom = canvas.getBoundingClientRect().width / canvas.clientWidth || 1;
    scale = Math.min(4, Math.max(1, devicePixelRatio * zoom));
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
  const life = new AbortController();
  /** A window that is moved to a screen of another density keeps its size. */
  const followDensity = () => {
    const media = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    const changed = () => {
      fit();
      followDensity();
    };
    media.addEventListener("change", changed, { once: true, signal: life.signal });
  };
  followDensity();
  // Without asking for the size: that would make the browser lay out the page in every frame.
  const redraw = () => isLarge && draw(scale);
  const disconnect = () => {
    observer.disconnect();
    life.abort();
  };
  return { redraw, disconnect };
}
