// What a person answered before a step is shown: whether it is right, and what comes next. Pure; the panel is ask.js.

/** So far from the right number, relative to it, an answer may be. */
export const TOLERANCE = 0.01;
/** Less than this is rounding. */
const ROUNDING = 1e-9;
/** After so many misses the right answer is told. */
export const MOST_ATTEMPTS = 2;

/**
 * Whether an answer is right: within one per cent, or exact where there are only a few answers to choose from.
 *
 * @param {number} given
 * @param {number} right
 */
export function isRight(given, right, isExact = false) {
  return Math.abs(given - right) <= (isExact ? 0 : TOLERANCE * Math.abs(right)) + ROUNDING;
}

/**
 * What a written answer may mean: what a field reads; and 6,328 with a decimal comma, which in English is a group of thousands.
 *
 * @param {string} written
 * @param {number} read
 */
export function readings(written, read) {
  const decimal = Number(written.trim().replace("−", "-").replace(",", "."));
  return Number.isFinite(decimal) ? [read, decimal] : [read];
}

/**
 * One question.
 *
 * @typedef {object} Question
 * @property {string} quantity Its name in the event: the quantity's id.
 * @property {string} words What is asked for.
 * @property {string} symbol How that is written.
 * @property {number} value The right answer, as the core computed it.
 * @property {boolean} [isExact] Whether only the very number is right.
 * @property {() => string} worked The line with the numbers that make it, told after the last miss.
 * @property {string[]} hides The quantities (`data-symbol`) that would tell the answer: their values are covered until it is given.
 */

/** The questions of one step, one after the other. */
export class Round {
  #questions;
  #at = 0;
  /** How often the present one has been answered. */
  attempts = 0;
  /** What became of the present one. @type {"open" | "right" | "told"} */
  outcome = "open";

  /** @param {Question[]} questions */
  constructor(questions) {
    this.#questions = questions;
  }

  /** The present one; null when all have been answered. @returns {Question | null} */
  get question() {
    return this.#questions[this.#at] ?? null;
  }

  /** Whether an answer is wanted before the step. */
  get isOpen() {
    return this.question !== null && this.outcome === "open";
  }

  /** Whether the step may be shown. */
  get isOver() {
    return !this.isOpen && this.#at >= this.#questions.length - 1;
  }

  /** The quantities whose values are still covered. @returns {string[]} */
  get hidden() {
    return this.#questions.slice(this.isOpen ? this.#at : this.#at + 1).flatMap(({ hides }) => hides);
  }

  /** Takes an answer to the present question, by all that it may mean. @param {...number} given */
  answer(...given) {
    const { question } = this;
    if (!question || this.outcome !== "open") throw new Error("nothing is asked");
    this.attempts += 1;
    const right = given.some((one) => isRight(one, question.value, question.isExact));
    if (right) this.outcome = "right";
    else if (this.attempts === MOST_ATTEMPTS) this.outcome = "told";
    return right;
  }

  /** The same questions in another language; returns whether they are as many. @param {Question[]} questions */
  reword(questions) {
    const isSame = questions.length > 0 && questions.length === this.#questions.length;
    if (isSame) this.#questions = questions;
    return isSame;
  }

  /** Goes on to the next question; returns whether there is one. */
  next() {
    this.#at += 1;
    this.attempts = 0;
    this.outcome = "open";
    return this.question !== null;
  }
}
