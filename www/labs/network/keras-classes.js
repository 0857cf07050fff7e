// The names of classes, in Keras: there they are integers.

/**
 * Code or a script, with a comment that says which integer is which class, before the model.
 *
 * @param {string} code
 * @param {string[]} classes Their names; empty where they have none.
 */
export function withClasses(code, classes) {
  const named = classes.map((name, index) => name && `${index} = ${name.replace(/\s+/g, " ")}`).filter(Boolean);
  return named.length ? code.replace(/^model = /m, () => `# classes: ${named.join(", ")}\nmodel = `) : code;
}
