// What is wrong, said under the bar: warnings, refusals, and what failed and may be tried again.
import { snake } from "./settings/readers.js";
import { button } from "./ui/controls.js";
import { h } from "./ui/dom.js";

/** How many warnings are shown in full. */
const MOST = 5;

export class Messages {
  #text;
  #emit;
  #about = new Set(); // the settings that they are about
  element = h("div", { class: "warnings", role: "status", hidden: true });

  /** `text()` is what the open lab says, `emit(type, detail)` sends an event. */
  constructor({ text, emit }) {
    this.#text = text;
    this.#emit = emit;
  }

  /** Says what was wrong with what was written. It stays until something else is written in its place. */
  warn(warnings, written = {}) {
    const names = Object.keys(written).map(snake);
    if (warnings.length || names.some((name) => this.#about.has(name))) this.hide();
    if (warnings.length === 0) return;
    this.#about = new Set(names);
    const { t, whole } = this.#text();
    for (const { kind, used, lab, optimizer, suggestion, count, ...values } of warnings.slice(0, MOST)) {
      const named = {
        lab: lab && t(`lab.${lab}`),
        optimizer: optimizer && t(`optimizer.${optimizer}`),
        used: used ?? t("warning.usual"),
        count: count && whole(count),
      };
      const meant = suggestion ? ` ${t("warning.near", { suggestion })}` : "";
      this.#add(t(`warning.${kind}`, { ...values, ...named }) + meant, { kind });
    }
    const more = warnings.length - MOST;
    if (more > 0) this.#add(t("warning.more", { more: whole(more) }));
  }

  /** What failed; `again` tries it once more. */
  fail(error, written, again) {
    const { t } = this.#text();
    const press = () => {
      this.hide();
      again();
    };
    this.#about = new Set(Object.keys(written).map(snake));
    this.#add(
      t("failed", { message: error.message }),
      {},
      h("button", { type: "button", on: { click: press } }, t("try_again")),
    );
  }

  /** What the core refused, in the reader's language. */
  async refuse(error, written = {}) {
    const { refusal } = await import("./i18n/refusal.js");
    const { kind, field, details } = error;
    this.#about = new Set([...Object.keys(written).map(snake), ...this.#about]);
    this.#add(this.#text().t("refused", { message: refusal(error, this.#text()) }), { kind, field, details });
  }

  /** Shows something else in their place. */
  tell(element) {
    this.element.hidden = false;
    this.element.replaceChildren(element, this.#dismiss());
  }

  hide() {
    this.element.hidden = true;
  }

  #dismiss() {
    return button({ label: "×", className: "small", hint: this.#text().t("dismiss"), onPress: () => this.hide() })
      .element;
  }

  #add(message, more = {}, ...actions) {
    if (this.element.hidden) this.element.replaceChildren(h("ul", {}), this.#dismiss());
    this.element.hidden = false;
    const isSaid = [...this.element.querySelectorAll("li")].some((item) => item.firstChild.data === message);
    if (isSaid) return;
    this.element.firstElementChild.append(h("li", {}, message, ...actions.flatMap((action) => [" ", action])));
    this.#emit("warning", { ...more, message });
  }
}
