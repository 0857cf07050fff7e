/** Whether a person wants nothing to move that need not. On a server, where this is imported too, nobody asks. */
export const stillness = {
  get matches() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches;
  },
};
