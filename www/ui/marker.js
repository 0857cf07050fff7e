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

/** The marker of a class. @param {number} index @param {number} radius */
export function marker(index, radius) {
  const corners = SHAPES[index % SHAPES.length];
  const className = `marker of-${index}`;
  return corners
    ? svg("path", { d: `${path(corners.map(([x, y]) => [x * radius, y * radius]))}Z`, class: className })
    : svg("circle", { r: radius, class: className });
}
