// Paper is white: while the page is printed it has the light theme.

const media = globalThis.matchMedia?.("print");

/**
 * As a query for the medium, with a `change`. Some browsers print a copy of the page and never tell its listeners that the medium
 * is another one, but all say that they are about to print.
 */
class Paper extends EventTarget {
  #isPrinting = false;

  constructor() {
    super();
    media?.addEventListener("change", () => this.#tell());
    for (const type of ["beforeprint", "afterprint"])
      globalThis.addEventListener?.(type, () => {
        this.#isPrinting = type === "beforeprint";
        this.#tell();
      });
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }

  get matches() {
    return this.#isPrinting || media.matches;
  }
}

export const paper = new Paper();
