// The style sheets in a shadow root: those of all labs, and those of a lab while that is to be seen, so that what labs
// have of the same name does not meet.

/**
 * What an element is before the first sheet has come: as wide as there is room, since it has no width of its own to give to
 * a box that asks for it; and not so low that a page full of them starts all at once.
 */
const SHELL = `
:host { display: block; inline-size: 100%; box-sizing: border-box; }
:host([hidden]) { display: none; }
slot { display: block; min-block-size: 20rem; }
`;

/** A constructed style sheet serves its own document only: for each other one there is a copy. */
const copies = new WeakMap();

function of(owner, sheet) {
  if (owner === document) return sheet;
  if (!copies.has(owner)) copies.set(owner, new Map());
  const own = copies.get(owner);
  if (!own.has(sheet)) {
    const copy = new owner.defaultView.CSSStyleSheet();
    copy.replaceSync([...sheet.cssRules].map(({ cssText }) => cssText).join("\n"));
    own.set(sheet, copy);
  }
  return own.get(sheet);
}

function shell() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SHELL);
  return sheet;
}

let first = null; // the shell's, which all elements share

export class Sheets {
  #root;
  #sheets = {}; // lists, by the name of a lab or `all`
  #worn = [];

  constructor(root) {
    this.#root = root;
  }

  /** Takes a promised style sheet, of a lab or of all. Without one everything still works. */
  async adopt(promised, name = "all") {
    const sheet = await promised;
    if (!sheet) return;
    this.#sheets[name] ??= [];
    const sheets = this.#sheets[name];
    if (!sheets.includes(sheet)) sheets.push(sheet);
    this.wear();
  }

  /** Puts on those of all and of these labs, or of the same as before; in another document they have to be put on again. */
  wear(labs = this.#worn) {
    this.#worn = labs;
    first ??= shell();
    const sheets = ["all", ...labs].flatMap((name) => this.#sheets[name] ?? []);
    this.#root.adoptedStyleSheets = [first, ...sheets].map((sheet) => of(this.#root.ownerDocument, sheet));
  }
}
