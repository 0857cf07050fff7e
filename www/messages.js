// What is wrong, said under the bar: warnings, refusals, and what failed and may be tried again.
import { snake } from "./settings/readers.js";
import { button } from "./ui/controls.js";
import { whyFailed } from "./i18n/index.js";
import { imported } from "./once.js";
import { h } from "./ui/dom.js";

/** How many warnings are shown in full. */
const MOST = 5;

/**
 * @typedef {import("./i18n/index.js").Text} Text
 * @typedef {import("./settings/readers.js").Warning} Warning
 * @typedef {import("./settings/schema.js").Written} Written
 */

export class Messages {
  #text;
  #emit;
  #go;
  /** The settings that they are about. @type {Set<string>} */
  #about = new Set();
  #list = h("ul", {});
  #warnings = h("div", { class: "warnings", role: "status", hidden: true });
  element = h("div", {}, this.#warnings);

  /**
   * `text()` is what the open lab says, and `go` changes settings.
   *
   * @param {{ text: () => Text, emit: (type: "warning", detail: object) => void, go: (written: Written) => unknown }} element
   */
  constructor({ text, emit, go }) {
    this.#text = text;
    this.#emit = emit;
    this.#go = go;
  }

  /**
   * Says what was wrong with what was written. It stays until something else is written in its place.
   *
   * @param {Warning[]} warnings
   * @param {Written} written
   */
  warn(warnings, written = {}) {
    const names = Object.keys(written).map(snake);
    if (warnings.length || names.some((name) => this.#about.has(name))) this.hide();
    if (warnings.length === 0) return;
    this.#about = new Set(names);
    this.also(warnings);
  }

  /** What else is wrong with what was written, as it is known later. @param {Warning[]} warnings */
  also(warnings) {
    const { t, whole } = this.#text();
    for (const { kind, used, lab, optimizer, suggestion, count, ...values } of warnings.slice(0, MOST)) {
      const named = {
        lab: lab && t(`lab.${lab}`),
        optimizer: optimizer && t(`optimizer.${optimizer}`),
        used: used ?? t("warning.usual"),
        count: count && whole(count),
      };
      this.#about.add(snake(String(values.key)));
      const meant = suggestion ? ` ${t("warning.near", { suggestion })}` : "";
      this.#add(t(`warning.${kind}`, { ...values, ...named }) + meant, { kind });
    }
    const more = warnings.length - MOST;
    if (more > 0) this.#add(t("warning.more", { more: whole(more) }));
  }

  /** What failed; `again` tries it once more. @param {Error} error @param {Written} written @param {() => void} again */
  fail(error, written, again) {
    const { t } = this.#text();
    const press = () => {
      this.hide();
      again();
    };
    this.#about = new Set(Object.keys(written).map(snake));
    this.#add(
      t("failed", { message: whyFailed(error, this.#text()) }),
      {},
      h("button", { type: "button", on: { click: press } }, t("try_again")),
    );
  }

  /**
   * What the core refused, in the reader's language.
   *
   * @param {import("./pkg/nn_playground.js").PlaygroundError} error
   * @param {Written} written
   */
  async refuse(error, written = {}) {
    /** @type {typeof import("./i18n/refusal.js")} */
    const { refusal, wayOut } = await imported(new URL("./i18n/refusal.js", import.meta.url));
    const { kind, field, details } = error;
    const { t } = this.#text();
    const way = wayOut(error);
    const actions = way ? [h("button", { type: "button", on: { click: () => this.#go(way) } }, t("refused.way"))] : [];
    this.#about = new Set([...Object.keys(written).map(snake), ...this.#about]);
    this.#add(t("refused", { message: refusal(error, this.#text()) }), { kind, field, details }, ...actions);
  }

  /** What was said of settings is no longer so. */
  hide() {
    this.#warnings.hidden = true;
  }

  /** @param {HTMLElement} place */
  #dismiss(place) {
    const onPress = () => {
      place.hidden = true;
    };
    return button({ label: "×", className: "small", hint: this.#text().t("dismiss"), onPress }).element;
  }

  /** @param {string} message @param {object} more Goes into the event. @param {...HTMLElement} actions */
  #add(message, more = {}, ...actions) {
    if (this.#warnings.hidden) {
      this.#list.replaceChildren();
      this.#warnings.replaceChildren(this.#list, this.#dismiss(this.#warnings));
      this.#warnings.hidden = false;
    }
    const isSaid = [...this.#list.children].some((item) => item.firstChild?.nodeValue === message);
    if (isSaid) return;
    this.#list.append(h("li", {}, message, ...actions.flatMap((action) => [" ", action])));
    this.#emit("warning", { ...more, message });
  }
}
