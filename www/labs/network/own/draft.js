// A table that is being edited: a copy of one's own points, which are changed when it is applied. No DOM: tested in Node.
import { rowsOf as tableOf } from "../../../engine/tables.js";
import { parseNumber } from "../../../i18n/index.js";
import { pointsOf, shortest } from "./csv.js";
import { CLASSES, MAX_NUMBER } from "./labels.js";
import { headerOf, rowsOf } from "./rows.js";

/** The fewest rows: one for training, one for testing. */
const MIN_ROWS = 2;
const MAX_ROWS = 100_000;

/** Whether a number is the label of a class. @param {number} label */
const isClass = (label) => Number.isInteger(label) && label >= 0 && label < CLASSES;

/**
 * @typedef {import("../../../engine/tables.js").Rows} Rows
 * @typedef {{ kind: "number" | "range" | "no_class" | "classes" | "words" | "many", written: string }} Complaint
 */

export class Draft {
  /** The names of the inputs, and of the target; empty where it has none. @type {string[]} */
  names;
  isRegression;
  /** The names of the classes; null where they are numbers. @type {string[] | null} */
  #classes;
  #isTable;
  /** Whether the columns have names that were given to them. */
  #isNamed;
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
    this.#isNamed = this.#isTable;
    if (table) {
      const inputs = table.columns.length;
      for (let row = 0; row < table.y.length; row++)
        this.#push([...table.x.subarray(row * inputs, (row + 1) * inputs), table.y[row]]);
      this.names = [...table.columns, table.target];
    } else {
      for (const { numbers } of rowsOf(points)) this.#push(numbers);
      const usual = this.#values.length / Math.max(1, this.#starts.length) === 2 ? ["x", ""] : ["x", "y", ""];
      const header = headerOf(points);
      this.#isNamed = header.length === usual.length;
      this.names = this.#isNamed ? usual.map((name, at) => header[at] || name) : usual;
    }
    this.#width = this.names.length;
    // −1 and 1 are the classes 0 and 1: without other names they keep these. Beside others −1 would be a value.
    if (!this.isRegression && this.#targets.includes(-1)) {
      if (names) this.#targets = this.#targets.map((target) => Math.max(0, target));
      else this.#nameClasses();
    }
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

  get #targets() {
    return this.#starts.map((start) => this.#values[start + this.#width - 1]);
  }

  set #targets(targets) {
    for (const [row, start] of this.#starts.entries()) this.#values[start + this.#width - 1] = targets[row];
  }

  /** Makes each number that is a target the name of a class, by size, as in a file of CSV. */
  #nameClasses() {
    const targets = this.#targets;
    const different = [...new Set(targets)].sort((a, b) => a - b);
    this.#classes = different.map((target) => String(shortest(target)));
    this.#targets = targets.map((target) => different.indexOf(target));
  }

  /** Takes the last column for values, or for classes; returns what is against it, and then it stays as it was. @param {boolean} isRegression @returns {Complaint | null} */
  learn(isRegression) {
    if (isRegression === this.isRegression) return null;
    const targets = this.#targets;
    if (isRegression) {
      const values = (this.#classes ?? []).map((name) => parseNumber(name));
      const word = targets.find((target) => this.#classes && !Number.isFinite(values[target]));
      if (word !== undefined) return { kind: "words", written: this.#classes?.[word] ?? "" };
      if (this.#classes) this.#targets = targets.map((target) => values[target]);
      this.#classes = null;
    } else {
      const { size } = new Set(targets);
      if (size > CLASSES) return { kind: "many", written: String(size) };
      if (!targets.every(isClass)) this.#nameClasses();
    }
    this.isRegression = isRegression;
    this.isChanged = true;
    return null;
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
    return column === this.#width - 1 && this.#classes ? this.#classes[value] : value;
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
      return isClass(index) ? index : "no_class";
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
    const names = this.#isNamed ? this.names : this.names.map(() => "");
    const points = this.#isTable ? null : pointsOf({ names, inputs, targets, classes });
    if (points !== null) return { points, classes: this.#classes };
    return {
      rows: {
        columns: this.names.slice(0, width),
        x: Float32Array.from(inputs),
        y: Float32Array.from(targets),
        is_regression: this.isRegression,
        target: this.names[width],
        classes: this.#classes,
      },
    };
  }
}
