// The plane that pictures of data with more than two columns show: two of them across and up, the others held at a value.
import { columnOf } from "./names.js";

/**
 * `axes` are columns, from 0; `held` has a value for each column, which those on the axes do not use.
 *
 * @typedef {{ axes: [number, number], held: Float32Array }} Shown
 */

export class Plane {
  /** The names of the columns that `#held` is of. */
  #columns = "";
  /** What was set by hand, by column; the others are held at their mean. @type {Map<number, number>} */
  #held = new Map();

  /**
   * The plane for these settings; undefined for data that has one plane alone.
   *
   * @param {import("./view.js").Data | null} data
   * @param {Record<string, any>} settings
   * @returns {Shown | undefined}
   */
  of(data, { axes }) {
    const columns = data?.description.columns ?? [];
    if (columns.length <= 2) return undefined;
    const names = JSON.stringify(columns.map(({ name }) => name));
    if (names !== this.#columns) this.#held.clear();
    this.#columns = names;
    const [across, up] = (axes ?? []).map(columnOf);
    const isLegal = columns[across] && columns[up] && across !== up;
    const held = Float32Array.from(columns, ({ mean }, column) => this.#held.get(column) ?? mean);
    return { axes: isLegal ? [across, up] : [0, 1], held };
  }

  /** Holds a column at a value. @param {number} column @param {number} value */
  hold(column, value) {
    this.#held.set(column, value);
  }
}
