// The attributes of a lab's own settings: which they are is known only with its module.
import { kebab } from "./settings/readers.js";
import { ALIASES, SCHEMA } from "./settings/schema.js";

/**
 * @typedef {import("./settings/readers.js").Schema} Schema
 * @typedef {import("./settings/schema.js").Written} Written
 */

export class LabAttributes {
  #element;
  #observer;
  /** Those of each lab that was open, as they were when they were last read. @type {Record<string, Written>} */
  #read = {};

  /** @param {HTMLElement} element @param {(written: Written) => void} changed */
  constructor(element, changed) {
    this.#element = element;
    this.#observer = new MutationObserver((changes) => {
      const names = changes.map(({ attributeName }) => attributeName ?? "");
      changed(Object.fromEntries(names.map((name) => [name, element.getAttribute(name)])));
    });
  }

  /**
   * Follows those of this lab, and no longer those of another. Returns what was written in them since they were last read.
   *
   * @param {string} lab
   * @param {Schema} own Its settings.
   * @returns {Written}
   */
  follow(lab, own) {
    const names = Object.keys(own)
      .filter((key) => !Object.hasOwn(SCHEMA, key))
      .map(kebab);
    names.push(...Object.keys(ALIASES[lab] ?? {}));
    this.#observer.disconnect();
    if (names.length) this.#observer.observe(this.#element, { attributeFilter: names });
    const before = this.#read[lab] ?? {};
    const now = Object.fromEntries(names.map((key) => [key, this.#element.getAttribute(key)]));
    this.#read[lab] = now;
    return Object.fromEntries(Object.entries(now).filter(([key, value]) => value !== (before[key] ?? null)));
  }

  /** What was written in those of this lab has been taken over. @param {string} lab @param {Written} written */
  took(lab, written) {
    Object.assign(this.#read[lab], written);
  }
}
