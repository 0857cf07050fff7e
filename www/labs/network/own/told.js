// What a file is, and what is wrong with it, in the reader's language.
import { parseNumber } from "../../../i18n/index.js";

/**
 * @typedef {import("../../../i18n/index.js").Text} Text
 * @typedef {import("./csv.js").CsvTable} CsvTable
 * @typedef {import("./csv.js").CsvRefusal} CsvRefusal
 * @typedef {import("../../../pkg-table/table.js").CsvFault} CsvFault
 */

/** So many lines are named one by one. */
const NAMED = 5;

/**
 * @param {CsvFault} fault
 * @param {Text} text
 */
function ofFault({ line, column, kind, text: found, found: has, expected }, { t, whole }) {
  const what = t(`own.fault.${kind}`, { text: found, column, found: has, expected });
  return t("own.fault.at", { line: whole(line), what });
}

/** The lines that were left out. @param {CsvFault[]} faults @param {number} count @param {Text} text */
function leftOut(faults, count, text) {
  if (!count) return [];
  const named = faults.slice(0, NAMED);
  const more = count - named.length;
  return [
    text.t("own.left_out", { count }),
    ...named.map((fault) => ofFault(fault, text)),
    ...(more > 0 ? [text.t("own.fault.more", { count: more })] : []),
  ];
}

/** How a number was read that may be meant otherwise. @param {CsvTable} table @param {Text} text */
function doubtful({ doubt, decimal }, { t, field }) {
  if (doubt === null) return [];
  const hasDecimals = doubt.includes(",") === (decimal === "comma");
  const value = parseNumber(doubt.replace("−", "-").replace(/[.,]/, hasDecimals ? "." : ""));
  return [t(hasDecimals ? "own.doubt.decimals" : "own.doubt.thousands", { written: doubt, value: field(value) })];
}

/**
 * What was read: a sentence, and lines.
 *
 * @param {CsvTable} table
 * @param {string} file
 * @param {boolean} isLocal Whether no link has room for it.
 * @param {Text} text
 */
export function summary(table, file, isLocal, text) {
  const { t, lang } = text;
  const list = new Intl.ListFormat(lang, { type: "conjunction" });
  const name = (/** @type {number} */ column) => table.names[column] || t("own.column", { number: column + 1 });
  const names = (/** @type {Uint32Array} */ columns) => list.format([...columns].map(name));
  const classes = table.classes?.map((word, index) => (word === String(index) ? word : `${word} = ${index}`));
  return [
    t("own.read", { file, rows: table.targets.length }),
    t("own.inputs", { names: names(table.columns) }),
    classes ? t("own.classes", { names: classes.join(", ") }) : t("own.value", { name: name(table.target) }),
    ...doubtful(table, text),
    ...(table.skipped.length ? [t("own.skipped", { names: names(table.skipped) })] : []),
    ...(table.beyond ? [t("own.beyond", { rows: table.targets.length + table.refused, beyond: table.beyond })] : []),
    ...leftOut(table.faults, table.refused, text),
    ...(isLocal ? [t("own.local")] : []),
  ];
}

/** Why a file was not taken: a sentence, and lines. @param {CsvRefusal} refusal @param {Text} text */
export function asRefused(refusal, text) {
  const { kind, found, limit, faults } = refusal;
  if (kind === "too_long") {
    const megabytes = (/** @type {number} */ bytes) => Math.round(bytes / 1e6);
    return [text.t("own.refused.too_long", { found: megabytes(found), limit: megabytes(limit) })];
  }
  const key = kind === "classes" && found > 100 ? "own.refused.classes.many" : `own.refused.${kind}`;
  return [text.t(key, { ...refusal }), ...leftOut(faults ?? [], faults?.length ?? 0, text)];
}
