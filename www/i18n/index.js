// Texts, the page's and each lab's, and numbers in the reader's notation.
import { LoadError, json, once } from "../once.js";

/** What a language can say. @typedef {ReturnType<typeof speaker>} Text */

/** The languages that are complete. */
export const LANGUAGES = ["en", "pl"];

/** @type {Record<string, string>} */
const SUPERSCRIPT = { 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
/** @type {Record<string, string>} */
const DIGIT = {
  "⁻": "-",
  ...Object.fromEntries(Object.entries(SUPERSCRIPT).map(([digit, raised]) => [raised, digit])),
};

/** Whether a number is easier to read with a power of ten. @param {number} value */
const isExtreme = (value) =>
  value !== 0 && Number.isFinite(value) && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e7);

/** The language to begin with: the browser's if there is one, else English. */
export const browserLanguage = () =>
  navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => LANGUAGES.includes(tag)) ?? "en";

/** Polish typography leaves no word of one letter at the end of a line. @param {string} text */
export const withoutOrphans = (text) => text.replace(/(?<!\p{L})([aiouwz]) (?=\S)/giu, "$1\u00a0");

/** @param {string} file */
const texts = (file) => once(file, () => json(new URL(`../${file}`, import.meta.url)));

/**
 * Loads a language, with the texts of a lab (the network's are among all others).
 *
 * @param {string} lang
 * @param {string} lab
 * @returns {Promise<Text>}
 */
export const language = (lang, lab) =>
  spoken(lang, [`i18n/${lang}.json`, ...(lab === "network" ? [] : [`labs/${lab}/${lang}.json`])]);

/** Loads what a language says in these files. @param {string} lang @param {string[]} files @returns {Promise<Text>} */
export const spoken = (lang, files) =>
  once(`texts ${files}`, async () => {
    const all = Object.assign({}, ...(await Promise.all(files.map(texts))));
    if (lang === "pl") for (const key of Object.keys(all)) all[key] = withoutOrphans(all[key]);
    return speaker(lang, all);
  });

/** Why something failed: in the reader's language where a file could not be loaded. @param {Error} error @param {Text} text */
export const whyFailed = (error, { t }) =>
  error instanceof LoadError ? t(`load.${error.problem}`, { file: error.file, status: error.status }) : error.message;

/** The number that a text is: with a point, or a fraction of two such numbers, as in `1/3`; NaN where it is none. @param {string} text */
export function parseNumber(text) {
  const [numerator, denominator = 1, ...more] = text
    .split("/")
    .map((part) => (part.trim() ? Number(part) : Number.NaN));
  return more.length ? Number.NaN : numerator / denominator;
}

/** What a language can say. @param {string} lang One of LANGUAGES. @param {Record<string, string>} texts */
export function speaker(lang, texts) {
  /** @type {Map<string, Intl.NumberFormat>} */
  const formats = new Map();
  const format = (/** @type {Intl.NumberFormatOptions} */ options) => {
    const key = JSON.stringify(options);
    const known = formats.get(key) ?? new Intl.NumberFormat(lang, options);
    formats.set(key, known);
    return known;
  };
  /** With a minus sign, where Intl writes a hyphen. @param {Intl.NumberFormatOptions} options @param {number} value */
  const write = (options, value) => format(options).format(value).replace("-", "−");
  const number = (/** @type {number} */ value, digits = 3) => {
    if (!Number.isFinite(value)) return Number.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
    const significant = { minimumSignificantDigits: digits, maximumSignificantDigits: digits };
    return isExtreme(value) ? powerOfTen(value, significant) : write(significant, value);
  };
  /** 8.17·10⁻⁷ instead of Intl's 8.17E-7. @param {number} value @param {Intl.NumberFormatOptions} options @returns {string} */
  const powerOfTen = (value, options) => {
    const parts = format({ ...options, notation: "scientific" }).formatToParts(value);
    const at = parts.findIndex(({ type }) => type === "exponentSeparator");
    const join = (/** @type {Intl.NumberFormatPart[]} */ some) =>
      some
        .map((part) => part.value)
        .join("")
        .replace("-", "−");
    const exponent = join(parts.slice(at + 1)).replace(/./g, (sign) => SUPERSCRIPT[sign] ?? "⁻");
    return `${join(parts.slice(0, at))}·10${exponent}`;
  };
  const sign = (/** @type {string} */ wanted) =>
    format({ minimumFractionDigits: 1 })
      .formatToParts(12345.5)
      .find(({ type }) => type === wanted)?.value;
  const decimal = sign("decimal") ?? ".";
  const hasCommaGroups = sign("group") === ",";
  const GROUPED = /(^|[^\d,.])([1-9]\d{0,2}(?:,\d{3})+)(?![\d,])/g;
  /**
   * What a person wrote, for `parseNumber`: 1,500 is 1500 where the page groups with commas, but 1,5 and 0,500 are decimals.
   *
   * @param {string} written
   */
  const normalized = (written) => {
    const ungrouped = hasCommaGroups
      ? written.replace(GROUPED, (_, before, digits) => before + digits.replaceAll(",", ""))
      : written;
    const exponent = (/** @type {string} */ _, /** @type {string} */ raised) =>
      `e${raised.replace(/./g, (digit) => DIGIT[digit])}`;
    return ungrouped
      .replace(/\s/g, "")
      .replace(/·10([⁻⁰¹²³⁴-⁹]+)/, exponent)
      .replaceAll(",", ".")
      .replaceAll("−", "-");
  };
  const plurals = new Intl.PluralRules(lang);
  /** The form that a number takes, of forms such as `one:point|other:points`. @param {unknown} value @param {string} forms */
  const form = (value, forms) => {
    if (typeof value !== "number") throw new Error(`${value} is no number, but has the forms ${forms}`);
    const texts = Object.fromEntries(forms.split("|").map((each) => each.split(":")));
    return texts[plurals.select(value)] ?? texts.other;
  };
  const speech = {
    lang,
    /** A measurement, to some significant digits. */
    number,
    /** A number as it was written, without rounding. @param {number} value @returns {string} */
    exact: (value) =>
      isExtreme(value)
        ? powerOfTen(value, { maximumSignificantDigits: 15 })
        : write({ maximumFractionDigits: 9 }, value),
    /** @param {number} value */
    whole: (value) => write({ maximumFractionDigits: 0 }, value),
    /** @param {number} value */
    percent: (value) => write({ style: "percent", maximumFractionDigits: 1 }, value),
    /** A number as a field shows it: all its digits, without groups or powers of ten, so that `read` gives it back. @param {number} value */
    field: (value) => String(value).replace(".", decimal).replace(/^-/, "−"),
    /**
     * A number as a person writes it, with a comma or a point or as a fraction, from `low` to `high`; or what is wrong, in
     * words.
     *
     * @param {string} written
     * @param {number} low
     * @param {number} high
     * @returns {{ value: number, complaint?: undefined } | { complaint: string, value?: undefined }}
     */
    read(written, low, high, whole = false) {
      const value = parseNumber(normalized(written));
      if (Number.isNaN(value)) return { complaint: speech.t("field.number", { written }) };
      if (value >= low && value <= high && (!whole || Number.isInteger(value))) return { value };
      return {
        complaint: speech.t(whole ? "field.whole" : "field.range", {
          written,
          low: speech.exact(low),
          high: speech.exact(high),
        }),
      };
    },
    decimal,
    /**
     * The text of a key. `{name}` becomes the value of that name: a number as `exact` writes it, any other value as it is.
     * `{name|one:point|other:points}` becomes the form that the number takes; a form that is not there is `other`.
     *
     * @param {string} key
     * @param {Record<string, unknown>} values
     * @returns {string}
     */
    t(key, values = {}) {
      if (!Object.hasOwn(texts, key)) throw new Error(`i18n/${lang}.json has no ${key}`);
      return texts[key].replace(/\{(\w+)(?:\|([^}]+))?\}/g, (_, name, forms) => {
        const value = values[name];
        if (forms) return form(value, forms);
        return typeof value === "number" ? speech.exact(value) : String(value ?? "");
      });
    },
    /** Whether there is a text for a key. @param {string} key */
    has: (key) => Object.hasOwn(texts, key),
  };
  return speech;
}
