// Files of CSV as text, in whatever encoding, for the module that reads tables; and tables as CSV. No DOM: tested in Node.
import { headed } from "./rows.js";

/** How much of a file is read at once, in bytes. */
const PIECE = 256 * 1024;
/** How much is looked at to tell the encoding. */
const HEAD = 4096;
/** The largest file, in bytes: as the module has it, so that nothing is read in vain. An experiment with the largest table has half of it. */
export const MAX_BYTES = 50_000_000;

/** A file is too large. @param {number} found @param {number} limit In bytes. */
export const tooLong = (found, limit) => Object.assign(new Error("too_long"), { kind: "too_long", found, limit });

/**
 * @typedef {import("../../../pkg-table/table.js").CsvTable} CsvTable
 * @typedef {import("../../../pkg-table/table.js").CsvRefusal} CsvRefusal
 * @typedef {object} Choice
 * @property {number} column Of the target, −1 for the last.
 * @property {"auto" | "classes" | "values"} target What it holds.
 * @property {"auto" | "point" | "comma"} decimal The decimal sign of numbers such as 1,234, which may have thousands.
 * @typedef {Pick<import("../../../pkg-table/table.js").TableReader, "push" | "finish" | "free">} Reader
 */

/**
 * The encoding of a file by its first bytes: by its mark, or by the zeros that UTF-16 has in text of Latin letters; else UTF-8, unless that
 * turns out to be wrong.
 *
 * @param {Uint8Array} head
 */
export function encodingOf(head) {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] += 1;
  const half = head.length / 2;
  if (zeros[1] > 0.6 * half && zeros[0] < 0.1 * half) return "utf-16le";
  if (zeros[0] > 0.6 * half && zeros[1] < 0.1 * half) return "utf-16be";
  return "utf-8";
}

/**
 * Gives the text of a file to a reader, piece by piece. It throws a `TypeError` where the file is not in this encoding.
 *
 * @param {Blob} file
 * @param {string} encoding
 * @param {Reader} reader
 * @param {(done: number) => void} progress Called with bytes.
 */
async function pour(file, encoding, reader, progress) {
  const decoder = new TextDecoder(encoding, { fatal: encoding === "utf-8" });
  for (let at = 0; at < file.size; at += PIECE) {
    const bytes = await file.slice(at, at + PIECE).arrayBuffer();
    reader.push(decoder.decode(bytes, { stream: true }));
    progress(Math.min(at + PIECE, file.size));
  }
  reader.push(decoder.decode());
}

/**
 * The table in a file. It throws a `CsvRefusal`.
 *
 * @param {Blob} file
 * @param {(choice: Choice) => Reader} open
 * @param {Choice} choice
 * @param {(done: number, total: number) => void} [progress] In bytes.
 * @returns {Promise<CsvTable>}
 */
export async function readTable(file, open, choice, progress = () => {}) {
  const encoding = encodingOf(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()));
  const limit = encoding === "utf-8" ? MAX_BYTES : 2 * MAX_BYTES;
  if (file.size > limit) throw tooLong(file.size, limit);
  // What is not UTF-8 comes from a spreadsheet of Windows: in Polish that is its code page for Central Europe.
  for (const each of encoding === "utf-8" ? ["utf-8", "windows-1250"] : [encoding]) {
    const reader = open(choice);
    try {
      await pour(file, each, reader, (done) => progress(done, file.size));
      return reader.finish();
    } catch (error) {
      if (!(error instanceof TypeError && each === "utf-8")) throw error;
    } finally {
      reader.free();
    }
  }
  throw new Error("unreachable: every text is windows-1250");
}

/** The shortest decimal that is this number as an f32. @param {number} value */
export function shortest(value) {
  const wanted = Math.fround(value);
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(wanted.toPrecision(digits));
    if (Math.fround(short) === wanted) return short;
  }
  return Number(wanted.toPrecision(9));
}

/** Characters for which a field needs quotation marks. */
const SPECIAL = /[",;\t\r\n]|^\s|\s$/;

/**
 * A table as CSV: with a decimal comma and semicolons where that is how numbers are written, as spreadsheets there expect it.
 *
 * @param {object} table
 * @param {string[]} table.names Of the inputs and of the target.
 * @param {ArrayLike<number>} table.inputs Row after row.
 * @param {ArrayLike<number>} table.targets
 * @param {readonly string[] | null} table.classes
 * @param {string} decimal
 */
export function csvOf({ names, inputs, targets, classes }, decimal) {
  const separator = decimal === "," ? ";" : ",";
  const quoted = (/** @type {string} */ field) => (SPECIAL.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
  const number = (/** @type {number} */ value) => String(shortest(value)).replace(".", decimal);
  const width = names.length - 1;
  const lines = [names.map(quoted)];
  for (let row = 0; row < targets.length; row++) {
    const fields = Array.from({ length: width }, (_, column) => number(inputs[row * width + column]));
    lines.push([...fields, classes ? quoted(classes[targets[row]] ?? String(targets[row])) : number(targets[row])]);
  }
  const text = lines.map((line) => `${line.join(separator)}\r\n`).join("");
  // Spreadsheets take text without the mark for their own code page.
  return /[^\0-\x7f]/.test(text) ? `\ufeff${text}` : text;
}

/** The most that the setting `points` may have, in bytes. */
export const MAX_POINTS = 4096;

/**
 * A table as the text of the setting `points`, which links carry; null where it has no place there: other columns than one or two
 * inputs and the target, names or labels that would be read otherwise, or too many of them.
 *
 * @param {Pick<CsvTable, "inputs" | "targets" | "classes"> & { names: string[] }} table `names` are of the inputs and of the target, all
 *   empty where it has no header.
 */
export function pointsOf({ names, inputs, targets, classes }) {
  const width = names.length - 1;
  if (width > 2 || (width === 1 && classes)) return null;
  const isLabel = (/** @type {number} */ target) => Number.isInteger(target) && target >= -1 && target < 8;
  if (width === 2 && !classes && targets.every(isLabel)) return null;
  const header = names.some(Boolean) ? headed(names) : "";
  if (header === null) return null;
  let text = header && `${header}\n`;
  for (let row = 0; row < targets.length; row++) {
    const fields = [...inputs.subarray(row * width, (row + 1) * width), targets[row]];
    text += `${fields.map(shortest).join(", ")}\n`;
    if (text.length > MAX_POINTS) return null;
  }
  return text;
}
