// Numbers as one writes them on a sheet: as many decimals as are needed, the same for all of a column.

/** The most decimals that anything is given. */
const MOST = 9;
/** From here on, and below, a power of ten is easier to read. */
const [LARGE, SMALL] = [1e7, 1e-6];

/** Writes numbers in the way of a language (`text`, see i18n/index.js). */
export class Digits {
  #text;
  /** By the number of decimals. @type {Map<number, Intl.NumberFormat>} */
  #formats = new Map();

  /** @param {import("../../i18n/index.js").Text} text */
  constructor(text) {
    this.#text = text;
  }

  /** What writes the numbers of a column, with about `most` decimals at most. @param {number[]} values @returns {(value: number) => string} */
  column(values, most = 4) {
    const finite = values.filter((value) => Number.isFinite(value));
    const largest = Math.max(0, ...finite.map(Math.abs));
    if (largest >= LARGE || (largest > 0 && largest < SMALL)) return (value) => this.#text.number(value, 4);
    // Where all are small, as many digits count as elsewhere.
    const limit = Math.min(MOST, most + Math.max(0, Math.ceil(-Math.log10(largest || 1)) - 1));
    const isEnough = (/** @type {number} */ decimals) =>
      finite.every((value) => Math.abs(value - Number(value.toFixed(decimals))) < 1e-11 * Math.max(1, largest));
    let decimals = 0;
    while (decimals < limit && !isEnough(decimals)) decimals += 1;
    return (value) => (Number.isFinite(value) ? this.#fixed(value, decimals) : this.#text.number(value));
  }

  /** One number. @param {number} value @param {number} [most] */
  one(value, most) {
    return this.column([value], most)(value);
  }

  /** For a drawing: as it is, if that is short, else three digits that count. @param {number} value */
  short(value) {
    return Number.isFinite(value) && Math.abs(value) < 100 && Math.abs(value - Number(value.toFixed(2))) < 1e-11
      ? this.one(value, 2)
      : this.#text.number(value, 3);
  }

  /** @param {number} value @param {number} decimals */
  #fixed(value, decimals) {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    const format = this.#formats.get(decimals) ?? new Intl.NumberFormat(this.#text.lang, digits);
    this.#formats.set(decimals, format);
    const written = format.format(value).replace("-", "−");
    return /[1-9]/.test(written) ? written : written.replace("−", "");
  }
}
