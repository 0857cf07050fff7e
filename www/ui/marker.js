// The markers of classes: told apart by their shapes, not by their colours alone.
import { svg } from "./svg.js";

/** The shapes of src/plot/marker.rs: corners around the middle, for a radius of 1. */
const SHAPES = [
  null,
  [
    [0, -1.25],
    [1.25, 0],
    [0, 1.25],
    [-1.25, 0],
  ],
  [
    [0, -1.3],
    [1.2, 0.8],
    [-1.2, 0.8],
  ],
  [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
  [
    [0, 1.3],
    [-1.2, -0.8],
    [1.2, -0.8],
  ],
  [
    [0, -1.1],
    [0.95, -0.55],
    [0.95, 0.55],
    [0, 1.1],
    [-0.95, 0.55],
    [-0.95, -0.55],
  ],
];

/** @param {number[][]} points */
const path = (points) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;

/** The marker of a class as a path around a place: many in one element are drawn quickly. @param {number} index @param {number} radius @param {readonly number[]} place [x, y] */
export function markerPath(index, radius, [x, y]) {
  const corners = SHAPES[index % SHAPES.length];
  if (corners) return `${path(corners.map((corner) => [x + corner[0] * radius, y + corner[1] * radius]))}Z`;
  const size = radius.toFixed(1);
  const half = (/** @type {number} */ to) => `A${size} ${size} 0 1 0 ${to.toFixed(1)} ${y.toFixed(1)}`;
  return `M${(x - radius).toFixed(1)} ${y.toFixed(1)}${half(x + radius)}${half(x - radius)}Z`;
}

/** The marker of a class. @param {number} index @param {number} radius */
export function marker(index, radius) {
  const corners = SHAPES[index % SHAPES.length];
  const className = `marker of-${index}`;
  return corners
    ? svg("path", { d: `${path(corners.map(([x, y]) => [x * radius, y * radius]))}Z`, class: className })
    : svg("circle", { r: radius, class: className });
}
