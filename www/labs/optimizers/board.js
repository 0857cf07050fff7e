// The leaderboard, and the numbers of the coming step.
import { focusedIn, h } from "../../ui/dom.js";
import { table } from "../../ui/table.js";
import { look } from "./arrows.js";
import { sample } from "./markers.js";

let groups = 0;

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").OptimizersShown} OptimizersShown
 * @typedef {import("../../pkg-lessons/nn_playground.js").OptimizersRacer} Racer
 * @typedef {import("../../i18n/index.js").Text} Text
 * @typedef {import("./markers.js").Introduced} Introduced
 *
 * @typedef {object} Row
 * @property {HTMLInputElement} radio
 * @property {HTMLElement} place
 * @property {HTMLElement} rate
 * @property {HTMLElement} height
 * @property {HTMLElement} status
 * @property {HTMLElement} bar As long as the steps that it has made.
 * @property {HTMLElement} who
 */

/** A row a racer. The table is built anew only for another race, so that the focus stays where it is while it runs. */
export class Leaderboard {
  #select;
  #key = "";
  /** @type {Row[]} */
  #rows = [];
  #group = `nn-racers-${groups++}`;
  // A form, which is never sent: a browser keeps the radios that leave a shadow root in their group there, but not those of a form.
  element = h("form", { class: "card race-board", on: { submit: (event) => event.preventDefault() } });

  /** @param {(racer: number) => void} select Looks at another racer. */
  constructor(select) {
    this.#select = select;
  }

  /** `chosen` is marked: what it leads to may not be shown yet. @param {{ shown: OptimizersShown, chosen: number, racers: Introduced[], text: Text }} scene */
  show({ shown, chosen, racers, text }) {
    const { t, number, exact, whole } = text;
    const key = JSON.stringify([text.lang, shown.ranking, racers]);
    if (key !== this.#key) this.#build(racers, shown.ranking, t);
    this.#key = key;
    for (const [at, row] of this.#rows.entries()) {
      const racer = shown.racers[at];
      row.radio.checked = at === chosen;
      row.radio.closest("tr")?.classList.toggle("current", at === chosen);
      row.place.textContent = whole(racer.place);
      row.rate.textContent = racer.rate === racer.optimizer.learning_rate ? exact(racer.rate) : number(racer.rate, 3);
      row.height.textContent = number(racer.height, 3);
      const status = t(`optimizers.status.${racer.status}`, { step: whole(racer.step) });
      const sign = { arrived: "✓", diverged: "✗", running: "" }[racer.status];
      row.status.replaceChildren(
        ...(sign
          ? [
              h("span", { "aria-hidden": "true", title: status }, `${sign} ${whole(racer.step)}`),
              h("span", { class: "unseen" }, status),
            ]
          : [status]),
      );
      row.status.className = `race-${racer.status}`;
      row.bar.style.width = `${(100 * racer.step) / Math.max(shown.step, 1)}%`;
    }
  }

  /** @param {Introduced[]} racers @param {string} ranking @param {Text["t"]} t */
  #build(racers, ranking, t) {
    const hadFocus = this.#rows.findIndex(({ radio }) => radio === focusedIn(radio));
    this.#rows = racers.map(({ look, title }, at) => {
      const radio = h("input", { type: "radio", name: this.#group, on: { change: () => this.#select(at) } });
      const [place, rate, height, status] = Array.from({ length: 4 }, () => h("span", {}));
      return {
        radio,
        place,
        rate,
        height,
        status,
        bar: h("span", { class: `race-bar racer-${look}` }),
        who: h("label", { class: "race-who" }, radio, sample(look), h("span", {}, title)),
      };
    });
    this.element.replaceChildren(
      table({
        caption: t("optimizers.board"),
        className: "race-table",
        head: [
          t("optimizers.place"),
          { content: t("optimizers.racer"), className: "race-name" },
          { content: "η", symbol: "eta", className: "race-number race-rate" },
          { content: "J(θ)", className: "race-number" },
          { content: t("optimizers.status"), className: "race-name" },
        ],
        rows: this.#rows.map(({ place, who, rate, height, status, bar }) => ({
          cells: [
            place,
            { content: who, header: true, className: "race-name" },
            { content: rate, className: "race-number race-rate" },
            { content: height, className: "race-number" },
            { content: h("div", { class: "race-steps" }, status, bar), className: "race-word race-name" },
          ],
        })),
      }),
      h("p", { class: "hint" }, t("optimizers.board.hint")),
      h("p", { class: "hint" }, t(`optimizers.ranking.${ranking}`)),
    );
    this.#rows[hadFocus]?.radio.focus();
  }
}

/** The numbers of the coming step, each with the sample of its arrow: what the picture shows as arrows. @param {Racer} racer @param {string} which @param {Text} text @param {string} title */
export function numbers(racer, which, { t, number, whole }, title) {
  const slot = (/** @type {string} */ name) => racer.slots.find((slot) => slot.name === name);
  const corrected = (/** @type {string} */ name) => racer.corrected.find((part) => part.name === name)?.value;
  const vector = (/** @type {string} */ name) => racer.arrows.find((arrow) => arrow.name === name)?.vector;
  const { slide } = racer;
  /** @param {string} label @param {string} symbol @param {number[] | null | undefined} pair @param {string | null | undefined} [arrow] */
  const line = (label, symbol, pair, arrow) => (pair ? [{ label, symbol, pair, arrow }] : []);
  const isMomentum = which === "momentum" || which === "nesterov";
  // The lecture's letters and signs where it has them.
  const s = slide?.s ? "s" : "v";
  const spread = slot("v")?.after ?? (which === "adamax" ? slot("u")?.after : null);
  const lines = [
    ...line("θ", "theta", racer.theta),
    ...line("∇J", "gradient", racer.gradient, isMomentum || which === "sgd" || racer.clipped ? null : "gradient"),
    ...line("g", "gradient", racer.clipped, isMomentum || which === "sgd" ? null : "gradient"),
    ...line("βm", "m beta", vector("memory"), "memory"),
    ...line(racer.clipped ? "−ηg" : "−η∇J", "gradient eta", vector("descent"), "descent"),
    ...line("m", "m", slide?.m ?? slot("m")?.after, slot("m") ? "m" : null),
    ...line(which === "adamax" ? "u" : s, "s", spread, "spread"),
    ...line("m̂", "m-hat", slide?.m_hat ?? corrected("m_hat"), "m_hat"),
    ...line(`${s}̂`, "s-hat", slide?.s_hat ?? corrected("v_hat"), "spread_hat"),
    ...line("Δθ", which === "momentum" ? "m" : "step", racer.update, isMomentum ? null : "step"),
  ];
  return table({
    caption: t("optimizers.numbers", { name: title, step: whole(racer.t) }),
    className: "race-table",
    head: [
      { content: t("optimizers.quantity"), className: "race-name" },
      { content: "θ₁", className: "race-number" },
      { content: "θ₂", className: "race-number" },
    ],
    rows: lines.map(({ label, symbol, pair, arrow }) => ({
      cells: [
        {
          content: h(
            "span",
            { class: "race-quantity" },
            h("span", {
              class: `race-arrow-key ${arrow ? look(arrow, isMomentum) : "race-none"}`,
            }),
            label,
          ),
          symbol,
          header: true,
          className: "race-name",
        },
        ...pair.map((value) => ({ content: number(value, 4), symbol, className: "race-number" })),
      ],
    })),
  });
}
