// The style sheets of a shadow root: those of all labs, and those of a lab while it is open, so that rules of different labs
// for the same class never apply together.

/**
 * What an element is before the first sheet has come: as wide as there is room, since it has no width of its own to give to
 * a box that asks for it; and not so low that a page full of them starts all at once.
 */
const SHELL = `
:host { display: block; inline-size: 100%; box-sizing: border-box; }
:host([hidden]) { display: none; }
slot { display: block; min-block-size: 20rem; }
`;

/**
 * A constructed style sheet serves its own document only: for each other one there is a copy.
 *
 * @type {WeakMap<Document, Map<CSSStyleSheet, CSSStyleSheet>>}
 */
const copies = new WeakMap();

/** @param {Document} owner @param {CSSStyleSheet} sheet */
function sheetFor(owner, sheet) {
  const view = owner.defaultView;
  if (owner === document || !view) return sheet;
  const own = copies.get(owner) ?? new Map();
  copies.set(owner, own);
  const copy = own.get(sheet) ?? new view.CSSStyleSheet();
  if (!own.has(sheet)) copy.replaceSync([...sheet.cssRules].map(({ cssText }) => cssText).join("\n"));
  own.set(sheet, copy);
  return copy;
}

function shell() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SHELL);
  return sheet;
}

/** The shell's, which all elements share. @type {CSSStyleSheet | null} */
let first = null;

export class Sheets {
  #root;
  /** By the name of a lab, or `all`. @type {Record<string, CSSStyleSheet[]>} */
  #sheets = {};
  /** @type {string[]} */
  #worn = [];

  /** @param {ShadowRoot} root */
  constructor(root) {
    this.#root = root;
  }

  /**
   * Takes a promised style sheet, of a lab or of all. Without one everything still works.
   *
   * @param {Promise<CSSStyleSheet | null> | CSSStyleSheet | null} promised
   */
  async adopt(promised, name = "all") {
    const sheet = await Promise.resolve(promised).catch(() => null);
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
    this.#root.adoptedStyleSheets = [first, ...sheets].map((sheet) => sheetFor(this.#root.ownerDocument, sheet));
  }
}
