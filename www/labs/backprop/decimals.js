// Numbers as one writes them on a sheet: as many decimals as are needed, the same for all of a column.

/** The most decimals that anything is given. */
const MOST = 9;
/** From here on, and below, a power of ten is easier to read. */
const [LARGE, SMALL] = [1e7, 1e-6];

/** Writes numbers in the way of a language (`text`, see i18n/index.js). */
export class Digits {
  #text;
  #formats = new Map();

  constructor(text) {
    this.#text = text;
  }

  /** What writes the numbers of a column, with about `most` decimals at most: value → text. */
  column(values, most = 4) {
    const finite = values.filter((value) => Number.isFinite(value));
    const largest = Math.max(0, ...finite.map(Math.abs));
    if (largest >= LARGE || (largest > 0 && largest < SMALL)) return (value) => this.#text.number(value, 4);
    // Where all are small, as many digits count as elsewhere.
    const limit = Math.min(MOST, most + Math.max(0, Math.ceil(-Math.log10(largest || 1)) - 1));
    const isEnough = (decimals) =>
      finite.every((value) => Math.abs(value - Number(value.toFixed(decimals))) < 1e-11 * Math.max(1, largest));
    let decimals = 0;
    while (decimals < limit && !isEnough(decimals)) decimals += 1;
    return (value) => (Number.isFinite(value) ? this.#fixed(value, decimals) : this.#text.number(value));
  }

  /** One number. */
  one(value, most) {
    return this.column([value], most)(value);
  }

  /** For a drawing: as it is, if that is short, else three digits that count. */
  short(value) {
    return Number.isFinite(value) && Math.abs(value) < 100 && Math.abs(value - Number(value.toFixed(2))) < 1e-11
      ? this.one(value, 2)
      : this.#text.number(value, 3);
  }

  #fixed(value, decimals) {
    if (!this.#formats.has(decimals))
      this.#formats.set(
        decimals,
        new Intl.NumberFormat(this.#text.lang, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
      );
    const written = this.#formats.get(decimals).format(value).replace("-", "−");
    return /[1-9]/.test(written) ? written : written.replace("−", "");
  }
}
