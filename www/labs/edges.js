// What is wider than its place shows on which side there is more: a shadow at that edge.

/** What may have to be scrolled sideways. */
const SCROLLED = ".formula, .sheet, .board, .stages, .reading-scroll, .wide:not(svg)";

export class Edges {
  #place;
  #frame = 0;
  #observer = new ResizeObserver(() => this.show());

  /** @param {HTMLElement} place Whose parts are meant. */
  constructor(place) {
    this.#place = place;
    this.#observer.observe(place);
    // The event does not bubble, but it is captured on its way.
    place.addEventListener("scroll", () => this.show(), { capture: true, passive: true });
  }

  /** Looks where there is more, once all is in its place. */
  show() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      /** @type {NodeListOf<HTMLElement>} */
      const all = this.#place.querySelectorAll(SCROLLED);
      const seen = [...all].map(({ scrollLeft, scrollWidth, clientWidth }) => {
        const after = scrollWidth - clientWidth - scrollLeft;
        return `${scrollLeft > 1 ? "before " : ""}${after > 1 ? "after" : ""}`.trim();
      });
      all.forEach((part, at) => {
        if ((part.dataset.more ?? "") !== seen[at]) part.dataset.more = seen[at];
      });
    });
  }

  close() {
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
  }
}
