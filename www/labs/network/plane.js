// The plane that pictures of data with more than two columns show: two of them across and up, the others held at a value.
import { warning } from "../../settings/readers.js";
import { columnOf } from "./names.js";

/**
 * `axes` are columns, from 0; `held` has a value for each column, which those on the axes do not use.
 *
 * @typedef {{ axes: [number, number], held: Float32Array }} Shown
 * @typedef {{ column: number, value: number }} Value Of a column, from 0.
 */

/** Positions of a column's slider from one end to the other. */
export const STEPS = 100;
const MOST_DECIMALS = 100; // that JavaScript writes

/** A value of a column with as many decimals as a tenth of a step of its slider has. @param {number} value @param {[number, number]} range Of the column. */
export function rounded(value, [low, high]) {
  const decimals = 1 - Math.floor(Math.log10((high - low) / STEPS));
  return Number(value.toFixed(Math.min(Math.max(decimals, 0), MOST_DECIMALS)));
}

/**
 * Of settings that name columns which this data does not have, though it has more than a plane: what is wrong, and what is left of
 * them.
 *
 * @param {Record<string, any>} settings
 * @param {import("../../pkg/nn_playground.js").Description} description
 */
export function misnamed({ axes, held }, { columns }) {
  /** @type {Record<string, any>} */
  const left = {};
  /** @type {import("../../settings/readers.js").Warning[]} */
  const warnings = [];
  if (columns.length <= 2) return { left, warnings };
  const isThere = (/** @type {string} */ name) => columns[columnOf(name)] !== undefined;
  if (axes && !axes.every(isThere)) {
    left.axes = null;
    const values = columns.map((_, column) => `c${column + 1}`).join(", ");
    warnings.push(warning("choice", "axes", axes.join(","), { values, used: "c1,c2" }));
  }
  const wrong = Object.keys(held ?? {}).filter((name) => !isThere(name));
  if (wrong.length) {
    const legal = Object.entries(held).filter(([name]) => isThere(name));
    left.held = legal.length ? Object.fromEntries(legal) : null;
    for (const name of wrong) warnings.push(warning("held", "held", `${name}:${held[name]}`, {}));
  }
  return { left, warnings };
}

export class Plane {
  /** What is being dragged, until it is a setting: a column, and its value. @type {Value | null} */
  #dragged = null;

  /**
   * The plane for these settings; undefined for data that has one plane alone. What they do not hold is held at its mean.
   *
   * @param {import("./view.js").Data | null} data
   * @param {Record<string, any>} settings
   * @returns {Shown | undefined}
   */
  of(data, { axes, held: values }) {
    const columns = data?.description.columns ?? [];
    if (columns.length <= 2) return undefined;
    const [across, up] = (axes ?? []).map(columnOf);
    const isLegal = columns[across] && columns[up] && across !== up;
    const held = Float32Array.from(columns, ({ mean, range: [low, high] }, column) => {
      if (this.#dragged?.column === column) return this.#dragged.value;
      return Math.min(high, Math.max(low, values?.[`c${column + 1}`] ?? mean));
    });
    return { axes: isLegal ? [across, up] : [0, 1], held };
  }

  /** Holds a column at a value while that is dragged; then the settings say it. @param {Value | null} dragged */
  drag(dragged) {
    this.#dragged = dragged;
  }
}
