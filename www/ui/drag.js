// What a pointer and the arrow keys do to something in a picture.

/** A pointer that has moved this many pixels drags; one that has not, presses. */
const THRESHOLD = 4;

/** The directions of keys, in steps: [across, up]. @type {Record<string, [number, number]>} */
const DIRECTIONS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowDown: [0, -1],
  ArrowUp: [0, 1],
  PageDown: [0, -10],
  PageUp: [0, 10],
};

/**
 * Lets one pointer at a time drag what matches `grip` in `root`, which must stay in the page: what is gripped may be drawn
 * again on the way.
 *
 * @typedef {object} DragListeners
 * @property {(event: PointerEvent, held: SVGElement) => void} [press] A finger, a pen or the main button is down on it.
 * @property {(event: PointerEvent, held: SVGElement) => void} [move] It has moved; at most once a frame.
 * @property {(event: PointerEvent | null, held: SVGElement, moved: boolean) => void} [end] It was lifted; or the browser took
 *   it away, then `event` is null.
 *
 * @param {GlobalEventHandlers & Element} root
 * @param {string} grip A selector.
 * @param {DragListeners} on
 */
export function draggable(root, grip, on) {
  /** @param {Event} event @returns {SVGElement | null} */
  const gripped = (event) => /** @type {Partial<Element>} */ (event.target).closest?.(grip) ?? null;
  // A finger on a grip does nothing else. Without this it would scroll the page (touch-action is no way to say it: groups
  // of a drawing are inline, and there browsers ignore it); and where a drag ends quickly, Chromium takes it for a fling
  // and then swallows the next tap, as one that stops the fling. Two fingers zoom.
  root.addEventListener(
    "touchstart",
    (event) => {
      if (event.touches.length === 1 && gripped(event)) event.preventDefault();
    },
    { passive: false },
  );
  let isBusy = false;
  root.addEventListener("pointerdown", (down) => {
    const held = gripped(down);
    if (!held || isBusy || down.button !== 0) return;
    down.preventDefault();
    isBusy = true;
    const over = new AbortController();
    /** The last move, once it drags. @type {PointerEvent | null} */
    let last = null;
    let frame = 0;
    const move = () => {
      frame = 0;
      if (last) on.move?.(last, held);
    };
    /** @param {"pointermove" | "pointerup" | "pointercancel" | "lostpointercapture"} type @param {(event: PointerEvent) => void} listener */
    const listen = (type, listener) =>
      root.addEventListener(type, (event) => event.pointerId === down.pointerId && listener(event), {
        signal: over.signal,
      });
    const end = (/** @type {PointerEvent | null} */ event) => {
      over.abort();
      isBusy = false;
      if (frame) cancelAnimationFrame(frame);
      if (frame && event) move();
      on.end?.(event, held, last !== null);
    };
    on.press?.(down, held);
    root.setPointerCapture(down.pointerId);
    listen("pointermove", (event) => {
      if (!last && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < THRESHOLD) return;
      last = event;
      frame ||= requestAnimationFrame(move);
    });
    listen("pointerup", end);
    listen("pointercancel", () => end(null));
    listen("lostpointercapture", () => end(null));
  });
}

/**
 * Hears of presses on a picture. Browsers tell no click where what was pressed has been drawn again before it is let go.
 *
 * @param {GlobalEventHandlers & Element} root
 * @param {(event: PointerEvent, pressed: Element) => void} press
 */
export function pressable(root, press) {
  /** @type {{ id: number, pressed: Element } | null} */
  let down = null;
  root.addEventListener("pointerdown", ({ button, pointerId: id, target }) => {
    down = button === 0 ? { id, pressed: /** @type {Element} */ (target) } : null;
  });
  root.addEventListener("pointerup", (event) => {
    if (down?.id === event.pointerId) press(event, down.pressed);
    down = null;
  });
  root.addEventListener("pointercancel", () => {
    down = null;
  });
}

/** How far an arrow key moves something on an axis: a round number near to a 25th of what is seen. @param {readonly [number, number]} range */
export function keyStep([low, high]) {
  const wanted = (high - low) / 25;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return ([5, 2].find((factor) => factor * power <= wanted * 1.0001) ?? 1) * power;
}

/**
 * Where a key leads from a point [x, y] of a window, or null. An arrow goes to the next round number, with Shift and up or
 * down a page ten times as far, Home and End to an edge.
 *
 * @param {KeyboardEvent} event
 * @param {readonly [number, number]} point
 * @param {readonly [readonly [number, number], readonly [number, number]]} window
 * @returns {[number, number] | null}
 */
export function keyed(event, point, window) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const edge = { Home: 0, End: 1 }[event.key];
  if (edge !== undefined) return [window[0][edge], point[1]];
  const direction = DIRECTIONS[event.key];
  if (!direction) return null;
  const far = event.shiftKey ? 10 : 1;
  const moved = (/** @type {0 | 1} */ axis) => {
    if (!direction[axis]) return point[axis];
    const step = keyStep(window[axis]);
    return Number(((Math.round(point[axis] / step) + far * direction[axis]) * step).toPrecision(12));
  };
  return [moved(0), moved(1)];
}
