// A table that is being edited: a copy of one's own points, which are changed when it is applied. No DOM: tested in Node.
import { rowsOf as tableOf } from "../../../engine/tables.js";
import { pointsOf } from "./csv.js";
import { CLASSES, MAX_NUMBER } from "./labels.js";
import { rowsOf } from "./rows.js";

/** The fewest rows: one for training, one for testing. */
const MIN_ROWS = 2;
const MAX_ROWS = 100_000;

/**
 * @typedef {import("../../../engine/tables.js").Rows} Rows
 * @typedef {{ kind: "number" | "range" | "no_class" | "classes", written: string }} Complaint
 */

export class Draft {
  /** The names of the inputs, and of the target; empty where it has none. @type {string[]} */
  names;
  isRegression;
  /** The names of the classes; null where they are numbers. @type {string[] | null} */
  #classes;
  #isTable;
  #target;
  #width;
  /** Row after row, each with its target last; those that are removed stay. @type {number[]} */
  #values = [];
  /** Where each row begins in `#values`. @type {number[]} */
  #starts = [];

  /** Whether anything was changed. */
  isChanged = false;

  /** @param {string} points The setting. @param {boolean} isRegression What the core takes it for. @param {string[]} classes Their names, if they have some. */
  constructor(points, isRegression, classes = []) {
    const table = tableOf(points);
    this.isRegression = table?.is_regression ?? isRegression;
    const names = table ? table.classes : classes.length && !isRegression ? classes : null;
    this.#classes = names && [...names];
    this.#isTable = table !== undefined;
    this.#target = table?.target ?? "";
    if (table) {
      const inputs = table.columns.length;
      for (let row = 0; row < table.y.length; row++)
        this.#push([...table.x.subarray(row * inputs, (row + 1) * inputs), table.y[row]]);
      this.names = [...table.columns, table.target];
    } else {
      for (const { numbers } of rowsOf(points)) this.#push(numbers);
      this.names = this.#values.length / Math.max(1, this.#starts.length) === 2 ? ["x", ""] : ["x", "y", ""];
    }
    this.#width = this.names.length;
    // A class without a name is called by its number.
    const labels = this.#classes ? this.#starts.map((start) => this.#values[start + this.#width - 1]) : [];
    const most = labels.reduce((one, other) => Math.max(one, other), 0);
    for (let index = 0; this.#classes && index <= most; index++) this.#classes[index] ||= String(index);
  }

  /** @param {number[]} numbers */
  #push(numbers) {
    this.#starts.push(this.#values.length);
    this.#values.push(...numbers);
  }

  get length() {
    return this.#starts.length;
  }

  /** Whether there is enough to learn from. */
  get isWhole() {
    return this.length >= MIN_ROWS;
  }

  get isFull() {
    return this.length >= MAX_ROWS;
  }

  /** What is in a cell: a number, or the name of a class. @param {number} row @param {number} column @returns {number | string} */
  at(row, column) {
    const value = this.#values[this.#starts[row] + column];
    return column === this.#width - 1 && this.#classes ? this.#classes[Math.max(0, value)] : value;
  }

  /**
   * Takes what was typed into a cell; returns what is wrong with it, and then the cell has its old value.
   *
   * @param {number} row
   * @param {number} column
   * @param {string} written
   * @param {(written: string) => number} read The number that a text is, or NaN.
   * @returns {Complaint | null}
   */
  put(row, column, written, read) {
    const isClass = column === this.#width - 1 && !this.isRegression;
    const value = isClass ? this.#class(written.trim(), read) : read(written);
    if (typeof value !== "number") return { kind: value, written };
    if (Number.isNaN(value)) return { kind: "number", written };
    if (Math.abs(value) > MAX_NUMBER) return { kind: "range", written };
    const at = this.#starts[row] + column;
    this.isChanged ||= this.#values[at] !== value;
    this.#values[at] = value;
    return null;
  }

  /** The index of a class by its name, a new one perhaps; or what is wrong. @param {string} name @param {(written: string) => number} read */
  #class(name, read) {
    if (!this.#classes) {
      const index = read(name);
      return Number.isInteger(index) && index >= -1 && index < CLASSES ? index : "no_class";
    }
    const at = this.#classes.indexOf(name);
    if (at >= 0) return at;
    if (!name) return "no_class";
    if (this.#classes.length >= CLASSES) return "classes";
    return this.#classes.push(name) - 1;
  }

  /** One more row, at the end, like the last one. */
  add() {
    const last = this.#starts.at(-1);
    const zeros = new Array(this.#width).fill(0);
    this.#push(last === undefined ? zeros : this.#values.slice(last, last + this.#width));
    this.isChanged = true;
  }

  /** @param {number} row */
  remove(row) {
    this.#starts.splice(row, 1);
    this.isChanged = true;
  }

  /** The setting `points` for it, where it has room for that, and the names of its classes; else the rows to be kept. @returns {{ points: string, classes: string[] | null } | { rows: Rows }} */
  done() {
    const width = this.#width - 1;
    const inputs = new Float64Array(this.length * width);
    const targets = new Float64Array(this.length);
    for (const [row, start] of this.#starts.entries()) {
      for (let column = 0; column < width; column++) inputs[row * width + column] = this.#values[start + column];
      targets[row] = this.#values[start + width];
    }
    const numbered = Array.from({ length: CLASSES }, (_, index) => String(index));
    const classes = this.isRegression ? null : (this.#classes ?? numbered);
    // A table keeps the names of its columns.
    const points = this.#isTable ? null : pointsOf({ inputs, targets, classes, width });
    if (points !== null) return { points, classes: this.#classes };
    return {
      rows: {
        columns: this.names.slice(0, width),
        x: Float32Array.from(inputs),
        // −1 and 1 are the classes 0 and 1.
        y: Float32Array.from(targets, (target) => (classes ? Math.max(0, target) : target)),
        is_regression: this.isRegression,
        target: this.#target,
        classes: this.#classes,
      },
    };
  }
}
