// What is larger than its place shows on which side there is more: a shadow at that edge.

/** What may have to be scrolled sideways, and of it what may have to be scrolled down, too: a formula is a pixel or two higher than its place. */
const SCROLLED = ".formula, .sheet, .board, .stages, .reading-scroll, .net-room, .drawer-place, .wide:not(svg)";
const SCROLLED_DOWN = ".net-room, .drawer-place";

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

  /** What is in one of these parts grows by itself, and that has its size. @param {HTMLElement} content */
  follow(content) {
    this.#observer.observe(content);
  }

  /** Looks where there is more, once all is in its place. */
  show() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      /** @type {NodeListOf<HTMLElement>} */
      const all = this.#place.querySelectorAll(SCROLLED);
      const seen = [...all].map((part) => {
        const isDown = part.matches(SCROLLED_DOWN);
        const isMore = {
          before: part.scrollLeft > 1,
          after: part.scrollWidth - part.clientWidth - part.scrollLeft > 1,
          above: isDown && part.scrollTop > 1,
          below: isDown && part.scrollHeight - part.clientHeight - part.scrollTop > 1,
        };
        return Object.entries(isMore)
          .flatMap(([side, is]) => (is ? [side] : []))
          .join(" ");
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
