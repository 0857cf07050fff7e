// The labels of classes.

/** Labels 0 to 7. */
export const CLASSES = 8;
