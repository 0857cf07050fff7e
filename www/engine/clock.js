// Time, with and without a screen. Waiting ends: also in a hidden tab, in a frame of another origin that is off the screen, and where there is no screen.

/** Milliseconds after which a frame is taken for granted. */
const PATIENCE = 250;

/** The next animation frame, or soon where there is none. @returns {Promise<void>} */
export function nextFrame() {
  return new Promise((resolve) => {
    if (typeof requestAnimationFrame !== "function" || document.hidden) {
      setTimeout(resolve, 16);
      return;
    }
    const timer = setTimeout(() => {
      cancelAnimationFrame(request);
      resolve();
    }, PATIENCE);
    const request = requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/**
 * What calls `work` as soon as messages and timers have had their turn, without the 4 milliseconds that a browser adds to timers.
 *
 * @param {() => void} work
 * @returns {{ wake(): void, close(): void }}
 */
export function soon(work) {
  const { setImmediate, clearImmediate } = /** @type {any} */ (globalThis);
  if (typeof setImmediate === "function") {
    // Node empties a port before it looks at timers, which would never have their turn.
    /** @type {unknown} */
    let next;
    return {
      wake: () => {
        next = setImmediate(work);
      },
      close: () => clearImmediate(next),
    };
  }
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = work;
  return { wake: () => port2.postMessage(null), close: () => port1.close() };
}
