// Texts, the page's and each lab's, and numbers in the reader's notation.
import { fetched, once } from "../once.js";

/** The languages that are complete. */
export const LANGUAGES = ["en", "pl"];

const SUPERSCRIPT = { 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** Whether a number is easier to read with a power of ten. */
const isExtreme = (value) => value !== 0 && Number.isFinite(value) && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e7);

/** The language to begin with: the browser's if there is one, else English. */
export const browserLanguage = () => navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => LANGUAGES.includes(tag)) ?? "en";

const texts = (file) => once(file, async () => (await fetched(new URL(`../${file}`, import.meta.url))).json());

/** Loads a language, with the texts of a lab (the network's are among all others): see `speaker` for what it can say. */
export const language = (lang, lab) => once(`texts ${lang} ${lab}`, async () => {
  const files = [`i18n/${lang}.json`, ...(lab === "network" ? [] : [`labs/${lab}/${lang}.json`])];
  return speaker(lang, Object.assign({}, ...(await Promise.all(files.map(texts)))));
});

/** The number that a text is: with a point, or a fraction of two such numbers, as in `1/3`; NaN where it is none. */
export function parseNumber(text) {
  const [numerator, denominator = 1, ...more] = text.split("/").map((part) => (part.trim() ? Number(part) : Number.NaN));
  return more.length ? Number.NaN : numerator / denominator;
}

function speaker(lang, texts) {
  const formats = new Map();
  const format = (options) => {
    const key = JSON.stringify(options);
    if (!formats.has(key)) formats.set(key, new Intl.NumberFormat(lang, options));
    return formats.get(key);
  };
  /** With a minus sign, where Intl writes a hyphen. */
  const write = (options, value) => format(options).format(value).replace("-", "−");
  const number = (value, digits = 3) => {
    if (!Number.isFinite(value)) return Number.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
    const significant = { minimumSignificantDigits: digits, maximumSignificantDigits: digits };
    return isExtreme(value) ? powerOfTen(value, significant) : write(significant, value);
  };
  /** 8.17·10⁻⁷ instead of Intl's 8.17E-7. */
  const powerOfTen = (value, options) => {
    const parts = format({ ...options, notation: "scientific" }).formatToParts(value);
    const at = parts.findIndex(({ type }) => type === "exponentSeparator");
    const join = (some) => some.map((part) => part.value).join("").replace("-", "−");
    const exponent = join(parts.slice(at + 1)).replace(/./g, (sign) => SUPERSCRIPT[sign] ?? "⁻");
    return `${join(parts.slice(0, at))}·10${exponent}`;
  };
  const speech = {
    lang,
    /** A measurement, to some significant digits. */
    number,
    /** A number as it was written, without rounding. */
    exact: (value) => (isExtreme(value) ? powerOfTen(value, { maximumSignificantDigits: 15 }) : write({ maximumFractionDigits: 9 }, value)),
    whole: (value) => write({ maximumFractionDigits: 0 }, value),
    percent: (value) => write({ style: "percent", maximumFractionDigits: 1 }, value),
    /**
     * A number as a person writes it, with a comma or a point or as a fraction, from `low` to `high`: { value }, or { complaint }: what is
     * wrong, in words.
     */
    read(written, low, high, whole = false) {
      const value = parseNumber(written.replace(/\s/g, "").replace(/,/g, ".").replace(/−/g, "-"));
      if (Number.isNaN(value)) return { complaint: speech.t("field.number", { written }) };
      if (value >= low && value <= high && (!whole || Number.isInteger(value))) return { value };
      return { complaint: speech.t(whole ? "field.whole" : "field.range", { written, low: speech.exact(low), high: speech.exact(high) }) };
    },
    decimal: format({ minimumFractionDigits: 1 }).formatToParts(0.5).find(({ type }) => type === "decimal").value,
    /** The text of a key, `{name}` replaced by the value of that name. */
    t(key, values = {}) {
      if (!Object.hasOwn(texts, key)) throw new Error(`i18n/${lang}.json has no ${key}`);
      return texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
    },
    /** Whether there is a text for a key. */
    has: (key) => Object.hasOwn(texts, key),
  };
  return speech;
}
