// What is in the pictures, each from its numbers in figures.json: the parts of a drawing of 200 × 130, and what shows it at a
// part of its time, from 0 to 1.
import { dress, svg } from "../../ui/svg.js";

const [WIDTH, HEIGHT] = [200, 130];

/** @typedef {[number, number]} Pair */
/** @typedef {{ parts: SVGElement[], draw: (part: number) => void }} Drawing */

/** From 0 to 1 while `part` goes from `from` to `to`. @param {number} part @param {number} from @param {number} to */
const during = (part, from, to) => Math.min(1, Math.max(0, (part - from) / (to - from)));

/** @param {readonly number[]} one @param {readonly number[]} other @param {number} part */
const between = (one, other, part) => one.map((value, at) => value + (other[at] - value) * part);

/** The place in a list of moments, in between: `part` is 1 at the last. @param {readonly (readonly number[])[]} list @param {number} part */
function along(list, part) {
  const at = Math.min(list.length - 1, part * (list.length - 1));
  const index = Math.floor(at);
  return between(list[index], list[Math.min(list.length - 1, index + 1)], at - index);
}

/** Places in a window on the drawing. @param {Pair} across @param {Pair} up */
const scale =
  ([left, right], [bottom, top]) =>
  (/** @type {readonly number[]} */ [x, y]) => [
    ((x - left) / (right - left)) * WIDTH,
    HEIGHT - ((y - bottom) / (top - bottom)) * HEIGHT,
  ];

/** @param {readonly (readonly number[])[]} points */
const path = (points) =>
  points.length ? `M${points.map((point) => point.map((at) => at.toFixed(1)).join(" ")).join("L")}` : "";

/** The beginning of a path, up to a part of its points. @param {readonly (readonly number[])[]} points @param {number} part */
const beginning = (points, part) => [
  ...points.slice(0, Math.floor(part * (points.length - 1)) + 1),
  along(points, part),
];

/** Contours of ½ dᵀ H d around a place: d = √(2c) L⁻ᵀ (cos, sin) with H = L Lᵀ. @param {readonly number[]} middle @param {number[][]} hessian @param {number[]} levels @param {(at: readonly number[]) => number[]} to */
function contours(middle, [[a, b], [, c]], levels, to) {
  const [l1, l2] = [Math.sqrt(a), b / Math.sqrt(a)];
  const l3 = Math.sqrt(c - l2 * l2);
  return levels.map((level) => {
    const size = Math.sqrt(2 * level);
    const points = Array.from({ length: 60 }, (_, at) => {
      const [u, v] = [Math.cos((at * Math.PI) / 30), Math.sin((at * Math.PI) / 30)];
      const y = v / l3;
      return to([middle[0] + (size * (u - l2 * y)) / l1, middle[1] + size * y]);
    });
    return svg("path", { d: `${path(points)}Z`, class: "contour" });
  });
}

/** The part of the window in which w0 + w1 x + w2 y > 0. @param {readonly number[]} weights @param {Pair} range Of both axes. */
function half([w0, w1, w2], [low, high]) {
  const value = (/** @type {number[]} */ [x, y]) => w0 + w1 * x + w2 * y;
  const corners = [
    [low, low],
    [high, low],
    [high, high],
    [low, high],
  ];
  return corners.flatMap((corner, at) => {
    const next = corners[(at + 1) % 4];
    const [here, there] = [value(corner), value(next)];
    const kept = here > 0 ? [corner] : [];
    return here > 0 === there > 0 ? kept : [...kept, between(corner, next, here / (here - there))];
  });
}

/** @param {Pair | number[]} at @param {string} className */
const dot = ([cx, cy], className, r = 6) => svg("circle", { cx, cy, r, class: className });

/** @param {SVGElement} element @param {number[]} place */
const move = (element, [cx, cy]) => dress(element, { cx: cx.toFixed(1), cy: cy.toFixed(1) });

/** A plane around 0 and 1, as wide as the drawing; and a square beyond its edges. @type {Pair[]} */
const PLANE = [
  [-1.2, 2.2],
  [-0.6, 1.6],
];
/** @type {Pair} */
const BEYOND = [-3, 4];

/** The drawings by lab. @type {Record<string, (figure: any, text: import("../../i18n/index.js").Text) => Drawing>} */
export const DRAWINGS = {
  neuron({ rows }) {
    const places = [
      [45, 35],
      [45, 95],
      [155, 65],
    ];
    const wires = [0, 1].map((at) => svg("path", { d: path([places[at], places[2]]), class: "wire" }));
    const units = places.map((place) => dot(place, "unit", 20));
    const names = ["A", "B", "C"].map((name, at) =>
      svg("text", { x: places[at][0], y: places[at][1] + 6, class: "name" }, name),
    );
    const signals = [0, 1].map(() => dot([0, 0], "signal", 5));
    return {
      parts: [...wires, ...signals, ...units, ...names],
      draw(part) {
        const at = Math.min(rows.length - 1, Math.floor(part * rows.length));
        const way = during(part * rows.length - at, 0.15, 0.55);
        units.forEach((unit, index) =>
          unit.classList.toggle("on", rows[at][index] && (index < 2 || way === 1 || part === 1)),
        );
        signals.forEach((signal, index) => {
          move(signal, between(places[index], places[2], way));
          signal.classList.toggle("gone", !rows[at][index] || way === 0 || way === 1);
        });
      },
    };
  },

  perceptron({ points, weights }) {
    const to = scale(PLANE[0], PLANE[1]);
    const region = svg("path", { class: "region" });
    /** @type {number[][]} */
    const all = points;
    return {
      parts: [region, ...all.map(([x, y, kind]) => dot(to([x, y]), `class-${kind}`, 7))],
      draw(part) {
        const seen = half(along(weights, during(part, 0.05, 0.9)), BEYOND);
        dress(region, { d: seen.length ? `${path(seen.map(to))}Z` : "" });
      },
    };
  },

  xor({ points, lines, last }) {
    const to = scale(PLANE[0], PLANE[1]);
    const region = (/** @type {number[]} */ [w1, w2, w0]) =>
      svg("path", { d: `${path(half([w0, w1, w2], BEYOND).map(to))}Z`, class: "region" });
    const [before, after] = [lines.map(region), region(last)];
    /** @type {{ x: number[], h: number[], y: number }[]} */
    const all = points;
    const dots = all.map(({ x, y }) => dot(to(x), `class-${y}`, 7));
    return {
      parts: [...before, after, ...dots],
      draw(part) {
        for (const line of before) dress(line, { opacity: 1 - during(part, 0.3, 0.45) });
        dress(after, { opacity: during(part, 0.75, 0.9) });
        all.forEach(({ x, h }, at) => move(dots[at], to(between(x, h, during(part, 0.4, 0.75)))));
      },
    };
  },

  descent({ optimum, hessian, all, some }) {
    const to = scale([optimum[0] - 4, optimum[0] + 4], [optimum[1] - 3.9, optimum[1] + 3.2]);
    const [smooth, rough] = [svg("path", { class: "way" }), svg("path", { class: "way rough" })];
    const here = dot([0, 0], "here", 5);
    return {
      parts: [...contours(optimum, hessian, [0.05, 0.4, 1.4, 3.4, 7, 12], to), rough, smooth, here],
      draw(part) {
        const gone = during(part, 0.05, 0.95);
        dress(smooth, { d: path(beginning(all, gone).map(to)) });
        dress(rough, { d: path(beginning(some, gone).map(to)) });
        move(here, to(along(all, gone)));
      },
    };
  },

  optimizers({ condition, racers }) {
    const to = scale([-4.2, 1.6], [-2.6, 2.6]);
    const bowl = [
      [1, 0],
      [0, condition],
    ];
    /** @type {{ path: number[][] }[]} */
    const all = racers;
    const ways = all.map((_, at) => svg("path", { class: `way racer-${at}` }));
    const dots = all.map((_, at) => dot([0, 0], `racer-${at}`, 5));
    return {
      parts: [...contours([0, 0], bowl, [0.3, 2, 6, 14, 28, 50], to), ...ways, ...dots],
      draw(part) {
        const gone = during(part, 0.05, 0.95);
        all.forEach(({ path: way }, at) => {
          dress(ways[at], { d: path(beginning(way, gone).map(to)) });
          move(dots[at], to(along(way, gone)));
        });
      },
    };
  },

  backprop({ points, epochs }, { t, number }) {
    const to = scale([-0.15, 1.05], [-0.5, 5.6]);
    /** @type {Pair[]} */
    const all = points;
    const line = svg("path", { class: "line" });
    const loss = svg("text", { x: 190, y: 106, class: "loss" });
    /** @type {{ line: number[], loss: number }[]} */
    const moments = epochs;
    return {
      parts: [line, ...all.map((point) => dot(to(point), "class-1", 5)), loss],
      draw(part) {
        const gone = during(part, 0.1, 0.95);
        const [w0, w1] = along(
          moments.map((moment) => moment.line),
          gone,
        );
        dress(line, {
          d: path([to([-0.2, w0 - 0.2 * w1]), to([1.1, w0 + 1.1 * w1])]),
        });
        // Of an epoch that was computed, never a number in between.
        const { loss: mse } = moments[Math.floor(gone * (moments.length - 1))];
        loss.textContent = t("home.loss", { loss: number(mse, mse < 1 ? 2 : 4) });
      },
    };
  },

  functions({ from, to: end, relu, sigmoid, tanh }) {
    const to = scale([from, end], [-1.5, 2.6]);
    /** @type {number[][]} */
    const all = [relu, sigmoid, tanh];
    const curves = all.map((values) =>
      values.map((value, at) => to([from + ((end - from) * at) / (values.length - 1), value])),
    );
    const dots = curves.map((_, at) => dot([0, 0], `racer-${at}`, 5.5));
    return {
      parts: [
        svg("path", { class: "axis", d: path([to([from, 0]), to([end, 0])]) + path([to([0, -2]), to([0, 3])]) }),
        ...curves.map((points, at) => svg("path", { class: `curve racer-${at}`, d: path(points) })),
        ...dots,
      ],
      draw(part) {
        // There and some of the way back.
        const x = 0.06 + 0.76 * Math.sin(part * 0.75 * Math.PI);
        curves.forEach((points, at) => move(dots[at], along(points, x)));
      },
    };
  },

  network({ frames }) {
    /** @type {{ rows: string[] }[]} */
    const all = frames;
    const pictures = all.map(({ rows }) => {
      const [across, down] = [WIDTH / rows[0].length, HEIGHT / rows.length];
      const levels = Array.from({ length: 10 }, () => "");
      rows.forEach((row, y) =>
        [...row].forEach((digit, x) => {
          levels[Number(digit)] +=
            `M${(x * across).toFixed(2)} ${(y * down).toFixed(2)}h${across}v${down.toFixed(2)}h${-across}z`;
        }),
      );
      const cells = levels.map((d, level) =>
        svg("path", { d, class: `class-${level < 5 ? 0 : 1}`, opacity: Math.abs(level - 4.5) / 5 }),
      );
      return svg("g", {}, ...cells);
    });
    return {
      parts: pictures,
      draw(part) {
        const at = during(part, 0.1, 0.9) * (all.length - 1);
        pictures.forEach((picture, index) => dress(picture, { opacity: Math.max(0, 1 - Math.abs(at - index)) }));
      },
    };
  },
};
