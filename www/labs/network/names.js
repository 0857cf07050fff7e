// How the columns and the classes of the data, and what a network takes of them, are called.
import { rowsOf } from "../../engine/tables.js";

/**
 * A column by its name: those of built-in data in the reader's language, one's own as they are.
 *
 * @param {string} name
 * @param {import("../../i18n/index.js").Text} text
 */
export const columnName = (name, { t, has }) => (has(`column.${name}`) ? t(`column.${name}`) : name);

/**
 * The names of the classes of the data, by index; of those that have none, nothing.
 *
 * @param {Record<string, any>} settings
 * @param {import("../../i18n/index.js").Text} text
 * @returns {string[]}
 */
export function classNames({ dataset, points, classes }, { t }) {
  if (dataset === "iris") return [0, 1, 2].map((index) => t(`class.iris.${index}`));
  return (dataset === "custom" && (rowsOf(points)?.classes ?? classes)) || [];
}

/** Whether the name of a class says what it is without the word. @param {string | undefined} name */
export const isWord = (name) => Boolean(name && Number.isNaN(Number(name)));

/**
 * A class by its index: by its name, where that is a word.
 *
 * @param {number} index
 * @param {Record<string, any>} settings
 * @param {import("../../i18n/index.js").Text} text
 */
export function className(index, settings, text) {
  const name = classNames(settings, text)[index];
  return isWord(name) ? name : text.t("legend.class", { index: name || index });
}

/** The name of what is learnt; empty where it has none. @param {Record<string, any>} settings @param {import("../../pkg/nn_playground.js").Description} description */
export const targetName = ({ dataset, points }, { target_name }) =>
  (dataset === "custom" && rowsOf(points)?.target) || target_name;

/** The number of a column, from 0, of the feature that is one, `c1`; else −1. @param {string} feature */
export const columnOf = (feature) => (/^c\d+$/.test(feature) ? Number(feature.slice(1)) - 1 : -1);

/** As much of a name as there is room for. @param {string} name @param {number} letters At most. */
export const cut = (name, letters) => (name.length > letters ? `${name.slice(0, Math.max(1, letters - 1))}…` : name);

/**
 * How a feature is called.
 *
 * @param {string} feature As in `features` of a description.
 * @param {import("../../pkg/nn_playground.js").Description} description
 * @param {import("../../i18n/index.js").Text} text
 * @param {number} [letters] How many there is room for.
 */
export function featureName(feature, { columns }, text, letters = Infinity) {
  const column = columns[{ x: 0, y: 1 }[feature] ?? columnOf(feature)];
  if (column) return cut(columnName(column.name, text), letters);
  const room = feature === "xy" ? letters / 2 - 2 : letters - "sin ()".length;
  // A word in a formula is set apart: (width)².
  const [x, y] = ["x", "y"].map((usual, at) => {
    const { name } = columns[at] ?? { name: usual };
    return name.length > 1 ? `(${cut(name, room)})` : name;
  });
  return text.t(`feature.${feature}`, { x, y });
}
