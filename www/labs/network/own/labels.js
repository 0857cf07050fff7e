// What the core takes of one's own data.

/** Labels 0 to 7. */
export const CLASSES = 8;

/** The largest number. */
export const MAX_NUMBER = 1e18;
