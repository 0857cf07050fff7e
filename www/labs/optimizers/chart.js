// How high each racer stood after every step: the loss above the least one, on a logarithmic scale.
import { Plot, way } from "../../ui/plot.js";
import { svg } from "../../ui/svg.js";
import { dash } from "./markers.js";

/** What lies lower is drawn as if it lay here: f32 has no more to say. */
const FLOOR = 1e-8;
/** Whoever diverges leaves the picture at this height. */
const CEILING = 1e12;
/** A race that has hardly begun has room for so many steps. */
const FEWEST = 20;

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").OptimizersShown} OptimizersShown
 * @typedef {import("./markers.js").Introduced} Introduced
 *
 * @typedef {object} Scene
 * @property {OptimizersShown} shown
 * @property {number} selected The racer that is looked at.
 * @property {Introduced[]} racers
 * @property {import("../../ui/plot.js").View["ticks"]} ticks
 * @property {import("../../i18n/index.js").Text} text
 * @property {string} label
 */

export class RaceChart {
  #plot = new Plot();
  element = this.#plot.element;

  /** @param {Scene} scene */
  show({ shown, selected, racers, ticks, text, label }) {
    const above = (/** @type {number} */ height) => Math.max(FLOOR, height - shown.least);
    const all = shown.racers.flatMap(({ path }) => path.height.map(above)).filter(Number.isFinite);
    const low = Math.floor(Math.log10(Math.min(...all, 0.1)));
    const high = Math.max(low + 1, Math.ceil(Math.log10(Math.min(CEILING, Math.max(...all, FLOOR)))));
    const order = [...racers.keys()].sort((a, b) => Number(a === selected) - Number(b === selected)); // the chosen one on top
    this.#plot.show({
      label,
      ticks,
      x: { range: [0, Math.max(FEWEST, shown.step)], isWhole: true, name: text.t("optimizers.steps") },
      y: {
        range: [10 ** low, 10 ** high],
        powers: (value) => text.number(value, 1),
        name: shown.least === 0 ? "J(θ)" : "J(θ) − min J",
      },
      draw: (frame) => ({
        inside: order.map((at) => {
          const { path, status } = shown.racers[at];
          // A formula may have no value where a racer ends.
          const points = path.step
            .map((step, index) => [step, above(path.height[index])])
            .filter(([, height]) => Number.isFinite(height))
            .map(([step, height]) => [frame.x(step), frame.y(height)]);
          // Who has arrived stays there.
          if (status === "arrived") points.push([frame.x(shown.step), points[points.length - 1][1]]);
          return svg(
            "g",
            { class: `racer-${racers[at].look}${at === selected ? " race-chosen" : ""}` },
            svg("path", { class: "race-path", d: way(points), "stroke-dasharray": dash(racers[at].look) }),
          );
        }),
      }),
    });
  }

  close() {
    this.#plot.close();
  }
}
