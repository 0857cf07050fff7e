// How the columns of the data, and what a network takes of them, are called.

/**
 * A column by its name: those of built-in data in the reader's language, one's own as they are.
 *
 * @param {string} name
 * @param {import("../../i18n/index.js").Text} text
 */
export const columnName = (name, { t, has }) => (has(`column.${name}`) ? t(`column.${name}`) : name);

/**
 * A class by its index: those of the iris have names, others a number.
 *
 * @param {number} index
 * @param {string} dataset
 * @param {import("../../i18n/index.js").Text} text
 */
export const className = (index, dataset, { t }) =>
  dataset === "iris" ? t(`class.iris.${index}`) : t("legend.class", { index });

/** The number of a column, from 0, of the feature that is one, `c1`; else −1. @param {string} feature */
export const columnOf = (feature) => (/^c\d+$/.test(feature) ? Number(feature.slice(1)) - 1 : -1);

/**
 * How a feature is called.
 *
 * @param {string} feature As in `features` of a description.
 * @param {import("../../pkg/nn_playground.js").Description} description
 * @param {import("../../i18n/index.js").Text} text
 */
export function featureName(feature, { columns }, text) {
  const column = columns[columnOf(feature)];
  return column ? columnName(column.name, text) : text.t(`feature.${feature}`);
}
