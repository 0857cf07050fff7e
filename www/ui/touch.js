// Fingers on what can be dragged.

/**
 * A finger on `element` does nothing else than what its listeners do. Without this it would scroll the page (touch-action
 * is no way to say it: groups of a drawing are inline, and there browsers ignore it); and where a drag ends quickly, Chromium
 * takes it for a fling and then swallows the next tap, as one that stops the fling.
 */
export const forFingers = (element) => element.addEventListener("touchstart", (event) => event.preventDefault());
