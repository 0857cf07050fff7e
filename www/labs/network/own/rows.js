// The text of the setting `points` as rows, and rows in it changed: the other lines stay as somebody wrote them. It reads what
// src/data/custom.rs reads. No DOM: tested in Node.
import { parseNumber } from "../../../i18n/index.js";

/** @typedef {{ line: number, numbers: number[] }} Row The index of its line in the text, from 0; inputs and target. */

/** One comma between digits, and no point. @param {string} field */
const hasDecimalComma = (field) => /^[^,.]*\d,\d[^,.]*$/.test(field);

/** @param {string} line */
function fieldsOf(line) {
  const withPoint = (/** @type {string} */ field) => (hasDecimalComma(field) ? field.replace(",", ".") : field);
  const separator = [";", "\t"].find((each) => line.includes(each));
  if (separator) return line.split(separator).map((field) => withPoint(field.trim()));
  const words = line.trim().split(/\s+/);
  const isPlain = (/** @type {string} */ word) => !word.includes(",") || hasDecimalComma(word);
  if (!line.includes(",") || (words.length > 1 && words.every(isPlain))) return words.map(withPoint);
  return line.split(",").map((field) => field.trim());
}

/** @param {string} field */
const numberOf = (field) => parseNumber(field.replaceAll("−", "-"));

/** The names in the header, of the inputs and of the target; none where there is no header. @param {string} text @returns {string[]} */
export function headerOf(text) {
  const first = text.split(/\r\n|\n/).find((line) => line.trim());
  const fields = first === undefined ? [] : fieldsOf(first.trim());
  const isNumber = (/** @type {string} */ field) => !Number.isNaN(numberOf(field)) || /^[-+]?(nan|inf)$/i.test(field);
  return fields.some(isNumber) ? [] : fields;
}

/** A header of these names, as `headerOf` reads it; null where one of them would be read otherwise. @param {string[]} names */
export function headed(names) {
  const lines = [", ", "; "].map((separator) => names.join(separator));
  return lines.find((line) => JSON.stringify(headerOf(line)) === JSON.stringify(names)) ?? null;
}

/** The rows of numbers in a text; a header, empty lines and what is no row are left out. @param {string} text @returns {Row[]} */
export function rowsOf(text) {
  const lines = text.split(/\r\n|\n/);
  const rows = lines.map((line, at) => ({ line: at, numbers: line.trim() ? fieldsOf(line).map(numberOf) : [] }));
  return rows.filter(({ numbers }) => numbers.length >= 2 && numbers.every(Number.isFinite));
}

/** The text with another row in a line, or without that line. @param {string} text @param {number} line @param {number[] | null} numbers */
export function withRow(text, line, numbers) {
  const lines = text.split(/\r\n|\n/);
  lines.splice(line, 1, ...(numbers ? [numbers.join(", ")] : []));
  return lines.join("\n");
}

/** The text with one more row at its end. @param {string} text @param {number[]} numbers */
export const withMore = (text, numbers) => `${text.trimEnd()}\n${numbers.join(", ")}\n`.trimStart();

/** A coordinate as precise as a picture of this range can be pointed at. @param {number} value @param {readonly [number, number]} range */
export function pointed(value, [low, high]) {
  const digits = Math.ceil(-Math.log10((high - low) / 800));
  return Number(value.toFixed(Math.max(0, Math.min(digits, 20))));
}

/** The label of a class: −1 and 1 are 0 and 1 where they are the only ones. @param {number} index @param {Row[]} rows */
export const labelOf = (index, rows) => (index === 0 && rows.some(({ numbers }) => numbers.at(-1) === -1) ? -1 : index);
