/** What a message says of an error. @param {any} error @returns {import("./protocol.js").Problem} */
export function problem(error) {
  const { message = String(error), kind, field, details } = error ?? {};
  return { message, kind, field, details };
}
