/** Whether a person wants nothing to move that need not (`matches`). */
export const stillness = matchMedia("(prefers-reduced-motion: reduce)");
