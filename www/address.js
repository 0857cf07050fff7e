// Between the element and the page that it fills: what is to stand in the address, and when it is seen.

/**
 * The hash of an element for the address of its page: how far training is stands there only at a pause. It may be that of a lab that
 * was left, or say what this page alone can go to. Empty while settings are on their way.
 *
 * @type {WeakMap<HTMLElement, (lab?: string | null, isHere?: boolean) => string>}
 */
export const addresses = new WeakMap();

/** Settles when what the last link to an element says is seen. @type {WeakMap<HTMLElement, Promise<unknown>>} */
export const following = new WeakMap();
