// The names of columns and classes, in Keras: there they are integers.

/**
 * Code or a script, with comments that say which integer is which column of the points and which class, before the model.
 *
 * @param {string} code
 * @param {string[]} columns Their names; empty where they have none.
 * @param {string[]} classes Likewise.
 */
export function withNames(code, columns, classes) {
  const named = (/** @type {string} */ what, /** @type {string[]} */ names) => {
    const list = names.map((name, index) => name && `${index} = ${name.replace(/\s+/g, " ")}`).filter(Boolean);
    return list.length ? `# ${what}: ${list.join(", ")}\n` : "";
  };
  const comments = named("columns", columns) + named("classes", classes);
  return code.replace(/^model = /m, () => `${comments}model = `);
}
