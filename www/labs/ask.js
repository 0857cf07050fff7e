// Predict first: before a step is shown, the page asks for a number of it. A lab joins by its `questions` (see lesson.js).
import { focusedIn, h } from "../ui/dom.js";
import { Round, TOLERANCE, readings } from "./answers.js";

/** The largest number that can be answered. */
const MOST = 1e12;
/** What may tell an answer: numbers of formulas, cells of tables, sentences, marks. */
const TELLING = ["mn", "td", "p", ".function-line", ".answer"].map((part) => `${part}[data-symbol]`).join();

/**
 * What the panel may ask of its lesson.
 *
 * @typedef {object} Asking
 * @property {() => import("../i18n/index.js").Text} text
 * @property {() => Promise<unknown>} step Shows the step that was asked about.
 * @property {(detail: import("../element.d.ts").NnPlaygroundAnswer) => void} answered
 * @property {() => void} uncover Called when something need not be covered any more.
 *
 * @typedef {import("./answers.js").Question} Question
 */

export class Ask {
  #on;
  #round = new Round([]);
  /** What is asked about: the settings of that moment. */
  #key = "";
  /** Whether its words are in another language than the page. */
  #isStale = false;
  /** Where it is asked, `LAB.QUANTITY@STEP`. @type {(quantity: string) => string} */
  #name = (quantity) => quantity;
  #score = { right: 0, answered: 0 };
  /** The last miss. */
  #given = "";
  /** Whether the next question gets the focus: the last one was answered here. */
  #follows = false;
  #words = h("label", { class: "ask-words", htmlFor: "nn-ask" });
  #symbol = h("span", { class: "ask-symbol", "aria-hidden": "true" });
  #field = h("input", {
    id: "nn-ask",
    type: "text",
    inputMode: "decimal",
    autocomplete: "off",
    spellcheck: false,
    "aria-describedby": "nn-ask-said",
    on: { keydown: (event) => this.#press(event) },
  });
  #check = h("button", { class: "ask-check" });
  #skip = h("button", { type: "button", class: "quiet ask-skip", on: { click: () => this.#leave() } });
  #onward = h("button", { type: "button", class: "primary ask-on", on: { click: () => this.#goOn() } });
  #count = h("span", { class: "ask-count" });
  #said = h("p", { id: "nn-ask-said", class: "ask-said", role: "status" });
  #form = h(
    "form",
    {
      class: "ask-line",
      noValidate: true,
      on: {
        submit: (event) => {
          event.preventDefault();
          this.#answer();
        },
      },
    },
    this.#words,
    h("span", { class: "ask-field" }, this.#symbol, this.#field),
    this.#check,
    this.#onward,
    this.#skip,
  );
  element = h(
    "section",
    { class: "card ask", tabIndex: -1, hidden: true },
    this.#form,
    h("div", { class: "ask-below" }, this.#said, this.#count),
  );

  /** @param {Asking} on */
  constructor(on) {
    this.#on = on;
  }

  /** Says everything in the language of now. */
  translate() {
    const { t } = this.#on.text();
    this.element.setAttribute("aria-label", t("ask.question"));
    this.#check.textContent = t("ask.check");
    this.#skip.textContent = t("ask.skip");
    this.#skip.title = t("ask.skip.hint");
    this.#onward.textContent = t("ask.on");
    this.#isStale = true; // its words are of the lab, which says them anew
  }

  /** Nothing is asked. */
  close() {
    this.element.hidden = true;
    this.#round = new Round([]);
    this.#key = "";
    this.#score = { right: 0, answered: 0 };
    this.#follows = false;
  }

  /** It plays: nothing is asked until it has ended. */
  rest() {
    this.#put("", [], this.#name);
    this.#said.textContent = this.#on.text().t("ask.playing");
  }

  /** Whether this moment is asked about already. @param {string} key */
  isAbout(key) {
    return this.#key === key && !this.#isStale;
  }

  /** The questions about a moment are on their way. @param {string} key */
  pending(key) {
    const isReworded = this.#isStale && this.#key === key;
    this.#isStale = false;
    if (isReworded) return; // what is asked stays until its other words are there
    const follows = this.#follows;
    this.#follows = false;
    this.#put(key, [], this.#name);
    this.#follows = follows;
  }

  /** There are no questions after all: what is on their way failed. They are wanted again when it is drawn next. */
  end() {
    this.#put("", [], this.#name);
    this.#said.textContent = this.#on.text().t("ask.nothing");
  }

  /** Asks about a moment, or says in other words what is asked already. @param {string} key @param {Question[]} questions @param {(quantity: string) => string} name */
  show(key, questions, name) {
    if (this.#key === key && this.#round.reword(questions)) {
      this.#isStale = false;
      this.#reword();
      return;
    }
    this.#put(key, questions, name);
    if (!questions.length) this.#said.textContent = this.#on.text().t("ask.nothing");
  }

  /** @param {string} key @param {Question[]} questions @param {(quantity: string) => string} name */
  #put(key, questions, name) {
    this.#key = key;
    this.#isStale = false;
    this.#name = name;
    this.#round = new Round(questions);
    this.element.hidden = false;
    this.#draw();
    if (!this.#follows) return;
    this.#follows = false;
    this.#focus();
  }

  /** Whether an answer is wanted first: then that is where the focus goes. */
  lead() {
    if (this.element.hidden || !this.#round.isOpen) return false;
    this.#focus();
    return true;
  }

  /** Goes on to another question about this step, if there is one. Where there is none the next step's gets the focus, if this one's had it. */
  follow() {
    if (this.element.hidden) return false;
    if (this.#round.isOver) {
      this.#follows = this.element.contains(focusedIn(this.element));
      return false;
    }
    this.#round.next();
    this.#draw();
    this.#focus();
    return true;
  }

  /** Covers what would tell an answer in a lab. @param {HTMLElement} place */
  cover(place) {
    const hidden = this.element.hidden ? [] : this.#round.hidden;
    /** @type {NodeListOf<HTMLElement>} */
    const all = place.querySelectorAll(TELLING);
    for (const part of all) {
      const isCovered = part.dataset.symbol?.split(" ").some((name) => hidden.includes(name)) ?? false;
      if (part.classList.contains("covered") === isCovered) continue;
      part.classList.toggle("covered", isCovered);
      if (isCovered) part.setAttribute("aria-hidden", "true");
      else part.removeAttribute("aria-hidden");
    }
    place.classList.toggle("asking", hidden.length > 0);
  }

  #focus() {
    const { isOpen, question } = this.#round;
    if (isOpen) this.#field.select();
    (isOpen ? this.#field : question ? this.#onward : this.element).focus();
  }

  #draw() {
    const { t, percent } = this.#on.text();
    const { question, isOpen } = this.#round;
    const { right, answered } = this.#score;
    this.#words.textContent = question?.words ?? "";
    this.#symbol.textContent = question ? `${question.symbol} =` : "";
    this.#field.value = "";
    this.#field.removeAttribute("aria-invalid");
    for (const part of [this.#words, this.#symbol, this.#field]) part.hidden = !question;
    this.#field.readOnly = !isOpen;
    this.#check.hidden = this.#skip.hidden = !isOpen;
    this.#onward.hidden = !question || isOpen;
    this.#count.textContent = t("ask.count", { right, answered });
    this.#said.textContent = question
      ? t(question.isExact ? "ask.exact" : "ask.near", { share: percent(TOLERANCE) })
      : "";
    this.#said.className = "ask-said hint";
  }

  /** Says the present question, and what became of it, in the words of now. */
  #reword() {
    const { t } = this.#on.text();
    const { attempts, outcome, question } = this.#round;
    const written = this.#field.value;
    this.#draw();
    this.#field.value = written;
    if (outcome !== "open") this.#tell();
    else if (question && attempts) this.#say(t("ask.again", { written: this.#given }), "wrong");
  }

  /** Tells how the right answer is worked out. */
  #tell() {
    const { outcome, question } = this.#round;
    const isRight = outcome === "right";
    const worked = question?.worked() ?? "";
    this.#say(this.#on.text().t(isRight ? "ask.right" : "ask.told", { worked }), isRight ? "right" : "wrong");
  }

  #answer() {
    const text = this.#on.text();
    const round = this.#round;
    const { question } = round;
    if (!question || !round.isOpen) return;
    const written = this.#field.value;
    const { value, complaint } = text.read(written, -MOST, MOST);
    if (value === undefined) {
      this.#field.setAttribute("aria-invalid", "true");
      this.#say(complaint ?? "", "problem");
      return;
    }
    this.#field.removeAttribute("aria-invalid");
    const right = round.answer(...readings(written, value));
    if (round.attempts === 1) this.#score.answered += 1;
    if (right) this.#score.right += 1;
    const asked = this.#name(question.quantity);
    if (round.isOpen) {
      this.#given = written.trim();
      this.#say(text.t("ask.again", { written: this.#given }), "wrong");
      this.#field.select();
    } else {
      this.#draw();
      this.#field.value = written;
      this.#tell();
      this.#focus();
      this.#on.uncover();
    }
    this.#on.answered({ asked, given: written, right, attempt: round.attempts });
  }

  /** @param {string} sentence @param {"right" | "wrong" | "problem"} kind */
  #say(sentence, kind) {
    this.#said.textContent = sentence;
    this.#said.className = `ask-said ${kind}`;
  }

  /** To the next question, or to the step. */
  #goOn() {
    if (!this.follow()) this.#leave();
  }

  /** Shows the step, whatever has been answered: its question gets the focus. */
  #leave() {
    this.#round = new Round([]);
    this.#follows = true;
    return this.#on.step();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.key !== "Escape" || !this.#round.isOpen) return;
    event.preventDefault();
    event.stopPropagation(); // who has a dialog around this does not close it
    this.#leave();
  }
}
