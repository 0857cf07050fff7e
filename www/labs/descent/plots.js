// The two smaller pictures of the descent: the data with the line, and J over the steps. Each is a view for a `Plot`.
import { way } from "../../ui/plot.js";
import { svg } from "../../ui/svg.js";
import { keptClass, keptEnd } from "./controls.js";
import { costs, figures } from "./figures.js";

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").DescentShown} DescentShown
 * @typedef {import("../../i18n/index.js").Text} Text
 * @typedef {import("../../ui/plot.js").View} View
 */

/** More errors than this would hide the points. */
const MOST_ERRORS = 60;

/**
 * The points, those of the batch with their errors, the line of θ and the best one.
 *
 * @param {DescentShown} shown
 * @param {Text} text
 * @param {View["ticks"]} ticks
 * @returns {View}
 */
export function drawData({ data, batch, run }, text, ticks) {
  const show = figures(text);
  const [theta0, theta1] = run.theta.map(show);
  return {
    label: text.t("descent.picture.data", { points: data.points.length, size: batch.indexes.length, theta0, theta1 }),
    ticks,
    x: { range: data.window[0], name: "x" },
    y: { range: data.window[1], name: "y" },
    draw(frame) {
      const line = (/** @type {[number, number][] | null} */ ends, /** @type {object} */ attributes) =>
        ends && svg("path", { d: way(ends.map(([x, y]) => [frame.x(x), frame.y(y)])), ...attributes });
      const drawn = data.points.filter((point) => point.drawn);
      const dot = (
        /** @type {import("../../pkg-lessons/nn_playground.js").DescentPoint} */ { x, y, drawn },
        /** @type {number} */ index,
      ) =>
        svg("circle", {
          cx: frame.x(x),
          cy: frame.y(y),
          r: drawn ? 5 : 4,
          class: drawn ? "example drawn" : "example",
          symbol: `point-${index}`,
        });
      const errors =
        drawn.length > MOST_ERRORS
          ? []
          : drawn.map(({ x, y, prediction }) =>
              svg("path", {
                d: way([
                  [frame.x(x), frame.y(y)],
                  [frame.x(x), frame.y(prediction)],
                ]),
                class: "error",
                symbol: "errors",
              }),
            );
      const dots = data.points.map(dot);
      // Those of the batch on top.
      const order = [
        ...dots.filter((_, at) => !data.points[at].drawn),
        ...dots.filter((_, at) => data.points[at].drawn),
      ];
      return {
        inside: [
          line(data.best, { class: "fit best", symbol: "optimum" }),
          line(data.line, { class: "fit", symbol: "theta0 theta1" }),
          ...errors,
          ...order,
        ].filter(Boolean),
      };
    },
  };
}

/** From as many times the least on, powers of ten are what can be read. */
const STEEP = 1000;
const LONGEST = 16; // powers of ten on an axis

/**
 * J over the steps: of the main run, of those that are kept, and the least that there is.
 *
 * @param {DescentShown} shown
 * @param {Text} text
 * @param {View["ticks"]} ticks
 * @returns {View}
 */
export function drawCost({ run, paths, optimum }, text, ticks) {
  const cost = costs(text);
  const all = [run, ...paths].flatMap(({ path }) => path.j);
  const highest = Math.max(...all, optimum.j);
  const lowest = Math.max(Math.min(...all, optimum.j), highest * 10 ** -LONGEST);
  const isSteep = all.some((j) => j > STEEP * Math.max(run.path.j[0], Number.MIN_VALUE));
  const [bottom, top] = [Math.floor(Math.log10(lowest)), Math.ceil(Math.log10(highest))];
  /** @type {import("../../ui/plot.js").Axis} */
  const up = isSteep
    ? {
        range: [10 ** bottom, 10 ** Math.max(bottom + 1, top)],
        powers: (value) => text.number(value, 1),
        name: "J(θ)",
        symbol: "j",
      }
    : { range: [0, highest > 0 ? highest * 1.06 : 1], name: "J(θ)", symbol: "j" };
  const height = (/** @type {number} */ j) => (isSteep ? Math.max(j, lowest) : j);
  return {
    label: text.t("descent.picture.cost", {
      step: run.step,
      first: cost(run.path.j[0]),
      last: cost(run.j),
      least: cost(optimum.j),
    }),
    ticks,
    x: {
      range: [0, roundUp(Math.max(10, ...[run, ...paths].map(({ step }) => step)))],
      name: text.t("descent.axis.step"),
    },
    y: up,
    draw(frame) {
      const points = (/** @type {import("../../pkg-lessons/nn_playground.js").DescentPath} */ { path: { step, j } }) =>
        step.map((at, index) => [frame.x(at), frame.y(height(j[index]))]);
      const kept = paths.map((path, index) => {
        const trail = points(path);
        return svg(
          "g",
          { class: keptClass(index) },
          svg("path", { d: way(trail), class: "trail" }),
          keptEnd(index, ...last(trail)),
        );
      });
      const least = frame.y(height(optimum.j));
      const trail = points(run);
      const [hereX, hereY] = last(trail);
      return {
        inside: [
          svg("path", {
            d: way([
              [0, least],
              [frame.width, least],
            ]),
            class: "fit best",
            symbol: "optimum",
          }),
          ...kept,
          svg("g", { class: "main", symbol: "j" }, svg("path", { d: way(trail), class: "trail" })),
        ],
        over: [svg("circle", { cx: hereX, cy: hereY, r: 4, class: "here", symbol: "j" })],
      };
    },
  };
}

/** The end of a path. @param {number[][]} trail @returns {[x: number, y: number]} */
const last = (trail) => [trail[trail.length - 1][0], trail[trail.length - 1][1]];

/** The next round number, so that the axis is not drawn anew at every step. @param {number} number */
function roundUp(number) {
  const power = 10 ** Math.floor(Math.log10(number));
  return ([1, 1.5, 2, 3, 4, 5, 6, 8].find((digit) => digit * power >= number) ?? 10) * power;
}
