// Where the parts of the network laboratory stand.
import { h } from "../../ui/dom.js";
import { attempts } from "../layout.js";

/** What can be tried, by the keys of its texts. @type {[key: string, settings: Record<string, any>][]} */
const TRIES = [
  ["network.try.xor", { dataset: "xor", layers: [{ units: 4 }] }],
  [
    "network.try.spiral",
    { dataset: "spiral", layers: [{ units: 8 }, { units: 8 }], optimizer: "adam", learning_rate: 0.01 },
  ],
  ["network.try.large", { learning_rate: 10 }],
];

/**
 * @typedef {import("../../i18n/index.js").Text["t"]} T
 *
 * @typedef {object} Seen What is looked at.
 * @property {HTMLElement} numbers
 * @property {HTMLElement} graph
 * @property {HTMLElement} drawer
 * @property {HTMLElement} boundary
 * @property {HTMLElement} loss
 * @property {HTMLElement} timeline
 */

/** The column of what is set. @param {HTMLElement} intro @param {HTMLElement} panel */
export const story = (intro, panel) => h("div", { class: "story-of-network" }, intro, panel);

/** Beside it what is seen: the drawing over the drawer, the big picture over the loss. @param {Seen} parts @param {T} t */
export function seen({ numbers, graph, drawer, boundary, loss, timeline }, t) {
  const figure = (/** @type {string} */ key, /** @type {string} */ heading, /** @type {Node} */ content) =>
    h("section", { class: `card ${key}`, "data-key": key }, h("h2", {}, heading), content);
  return h(
    "div",
    { class: "seen" },
    numbers,
    h(
      "div",
      { class: "pictures", "data-key": "picture" },
      h("div", { class: "middle" }, figure("network", t("figure.network"), graph), drawer),
      h(
        "div",
        { class: "beside-network" },
        figure("boundary", t("figure.boundary"), boundary),
        figure("curve", t("figure.loss"), loss),
      ),
    ),
    timeline,
  );
}

/** Below both what can be tried. @param {T} t @param {(settings: Record<string, any>) => void} begin Takes the settings of a try. */
export const tries = (t, begin) =>
  attempts(
    TRIES.map(([key, settings]) => [t(key), settings]),
    t,
    begin,
  );

/**
 * Puts a notice where it covers nothing and moves nothing: below the panel, which gives way; without that in the place of the
 * drawing's legend; without both over the foot of the window.
 *
 * @param {HTMLElement} notice
 * @param {HTMLElement} lab
 * @param {Record<string, any>} settings
 */
export function stand(notice, lab, { hide, view }) {
  const column = view !== "projector" && !hide.includes("panel") && lab.querySelector(".story-of-network");
  const drawing = !hide.includes("network") && lab.querySelector(".card.network");
  const place = column || drawing || lab;
  if (notice.parentElement !== place) place.append(notice);
}
