// Predict first: with `ask` on, a lesson asks for a number of each step before it is shown. Which, its `questions` say.
import { checkbox } from "../ui/controls.js";
import { Ask } from "./ask.js";

/**
 * @typedef {object} Predicted What is asked of a lesson.
 * @property {import("./index.js").Host} host
 * @property {HTMLElement} element
 * @property {Record<string, any>} settings
 * @property {{ step: number, running: boolean }} state
 * @property {() => Promise<unknown>} step
 * @property {(settings: Record<string, any>) => unknown} change
 * @property {() => import("./answers.js").Question[] | Promise<import("./answers.js").Question[] | null>} questions Null where they
 *   are no longer wanted.
 */

export class Predict {
  #lesson;
  #name;
  #panel;
  /** @type {ReturnType<typeof checkbox> | null} */
  #switch = null;
  /** Stands for the questions that are on their way. @type {object | null} */
  #asked = null;

  /** @param {Predicted} lesson @param {string} name */
  constructor(lesson, name) {
    this.#lesson = lesson;
    this.#name = name;
    this.#panel = new Ask({
      text: () => lesson.host.text,
      step: () => lesson.step(),
      answered: (detail) => lesson.host.emit("answer", detail),
      uncover: () => this.#cover(),
    });
  }

  /** Puts the switch and the panel among the parts of a lesson. @param {import("./layout.js").Parts} parts */
  build(parts) {
    const { t } = this.#lesson.host.text;
    this.#switch = checkbox({ label: t("ask"), onInput: (ask) => this.#lesson.change({ ask }) });
    this.#switch.element.title = t("ask.hint");
    this.#switch.element.dataset.key = "ask";
    this.#panel.translate();
    parts.asked = this.#panel.element;
    parts.controls = [...[parts.controls].flat(), this.#switch.element];
  }

  /** Asks about the next step, as long as somebody wants that and it does not play. */
  async show() {
    const lesson = this.#lesson;
    if (!this.#switch || !lesson.settings) return;
    const { ask, lang, theme, view, tour, keys, hide, autoplay, ...moment } = lesson.settings;
    this.#switch.set(ask);
    if (!ask) this.#panel.close();
    else if (lesson.state.running) this.#panel.rest();
    else if (!this.#panel.isAbout(JSON.stringify(moment))) {
      const key = JSON.stringify(moment);
      const { step } = lesson.state;
      const asked = {};
      this.#asked = asked;
      let questions = lesson.questions();
      if (!Array.isArray(questions)) {
        this.#panel.pending(key);
        const made = await questions.catch(() => null); // the lesson says what is wrong when it gets there
        if (asked !== this.#asked || !this.#panel.isAbout(key)) return; // something else is shown by now
        if (!made) return this.#panel.end();
        questions = made;
      }
      this.#panel.show(key, questions, (quantity) => `${this.#name}.${quantity}@${step}`);
    }
    this.#cover();
  }

  #cover() {
    this.#panel.cover(this.#lesson.element);
  }

  /** Before a step by hand: whether there is something to be answered first, which has the focus then. */
  leads() {
    return this.#panel.lead() || this.#panel.follow();
  }
}
