// How far something is that takes its time, over what waits for it, with a button that ends it.
import { h, styleSheet } from "./dom.js";

/** What it looks like. Users of this module adopt it. */
export const sheet = () => styleSheet(new URL("./waiting.css", import.meta.url));

/** A bar over what waits. @param {() => void} onStop */
export function waiting(onStop) {
  const bar = h("progress", {});
  const stop = h("button", { type: "button", on: { click: onStop } });
  const element = h("div", { class: "waiting" }, h("div", {}, bar, stop));
  return {
    /**
     * @param {HTMLElement} place What waits.
     * @param {import("../i18n/index.js").Text["t"]} t
     * @param {number} done
     * @param {number} total
     */
    show(place, t, done, total) {
      if (element.parentNode !== place) place.prepend(element);
      bar.setAttribute("aria-label", t("lesson.progress"));
      stop.textContent = t("lesson.stop");
      Object.assign(bar, { max: total, value: done });
    },
    hide: () => element.remove(),
  };
}
