// Numbers with a fixed number of decimals.

/** Decimals of a number that can be followed by hand. */
const DECIMALS = 4;

/** Writes numbers with so many decimals, in the reader's way, so that those in a column stand one under the other. @param {import("../i18n/index.js").Text} text */
export function figures({ lang, number }, decimals = DECIMALS) {
  const format = new Intl.NumberFormat(lang, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: false,
  });
  return (/** @type {number} */ value) => {
    if (!(Math.abs(value) < 1e5)) return number(value, 4);
    const written = format.format(value).replace("-", "−");
    return /[1-9]/.test(written) ? written : written.replace("−", ""); // nothing is not negative
  };
}
