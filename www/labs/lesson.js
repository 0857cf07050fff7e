// What the lecture's labs have in common. Everything shown is a function of the settings, `step` among them: a lab hands them
// to its machine (engine/machine.js), which runs in a worker, and draws what that shows.
import { lessons, prepare } from "../engine/lessons.js";
import { loadLessons } from "../engine/load.js";
import { Machine } from "../engine/machine.js";
import { refusal } from "../i18n/refusal.js";
import { h, styleSheet, unset } from "../ui/dom.js";
import { mathFont } from "../ui/math-font.js";
import { stillness } from "../ui/motion.js";
import { sheet as barStyle, waiting } from "../ui/waiting.js";
import { Changing, unlessClosed } from "./changing.js";
import { Edges } from "./edges.js";
import { Highlight } from "./highlight.js";
import { ofNetwork, resting } from "./index.js";
import { Intro } from "./intro.js";
import { layout } from "./layout.js";
import { Player } from "./player.js";
import { Predict } from "./predict.js";
import { Transport } from "./transport.js";
import { Trial } from "./trial.js";
import { Way } from "./way.js";

/** A style sheet of the labs. @param {string} name */
const style = (name) => styleSheet(new URL(`./${name}`, import.meta.url));

/**
 * A lab. Who extends it says in `build()` what it consists of and in `draw(shown)` how an answer is shown; and may say more:
 * where playing ends (`isOver`), how fast it is (`pace`, `stride`), what an epoch is (`epoch`), what its state is (`state`).
 *
 * @template {keyof import("../pkg-lessons/nn_playground.js").Labs} Name
 */
export class Lesson extends Changing {
  #name;
  /** From the start on. @type {Awaited<ReturnType<typeof loadLessons>>} */
  #package = unset;
  /** A machine on this thread, which never makes a step; from the start on. @type {import("../pkg-lessons/nn_playground.js").Lab} */
  #rules = unset;
  #machine;
  #way;
  /** What is tried out. @type {Trial | null} */
  #trial = null;
  #isClosed = false;
  #drawn = ""; // what is on the screen
  #transient = {}; // that of what is shown
  #isStale = false; // whether more has been wanted since
  /** Resolves when what came after the drawing is there. @type {Promise<unknown>} */
  #late = Promise.resolve();
  /** What it consists of. @type {HTMLElement[] | null} */
  #parts = null;
  #bar = waiting(() => this.pause());
  #transport = new Transport();
  #announce = h("div", { class: "unseen", role: "status" });
  /** The answer that is on the screen; null until there is one. @type {import("../pkg-lessons/nn_playground.js").Labs[Name]} */
  shown = unset;
  /** The answers to what was wanted besides, by their names: see `wants`. @type {Record<string, any>} */
  answers = {};
  started = false;
  element = h("div", { class: "lesson" });
  transport = this.#transport.element;
  #intro = new Intro(this.element);
  #edges = new Edges(this.element);
  /** Null where nothing is asked. @type {Predict | null} */
  #predict = null;
  #highlight = new Highlight(this.element, this);
  #player = new Player(this.element, {
    begun: () => this.#showRunning(),
    isOver: () => this.isOver(),
    rewind: () => this.rewind(),
    step: () => this.move(this.stride),
    pace: () => this.pace,
    end: () => this.pause(),
  });

  /** Loads the package, starts what the machines run in, and has the formulas' font at hand. */
  static prepare() {
    return Promise.all([prepare(), mathFont()]);
  }

  /**
   * @param {import("./index.js").Host} host
   * @param {Name} name The lab's and its machine's.
   * @param {import("../settings/readers.js").Schema} schema Its own settings.
   */
  constructor(host, name, schema) {
    super(host, schema);
    this.#name = name;
    this.element.classList.add(name);
    this.#machine = new Machine(lessons, name);
    this.#way = new Way(this.#machine);
    if (this.canAsk) this.#predict = new Predict(this, name);
  }

  /** What the button that plays is called, and what it says of itself. */
  get verb() {
    return ["play", "play.hint"];
  }

  /** Milliseconds from step to step when it plays. */
  get pace() {
    return 700;
  }

  /** How many steps it takes at once when it plays. */
  get stride() {
    return 1;
  }

  /** Settings of the machine for this moment only, which are in no link. @returns {Record<string, any>} */
  get transient() {
    return {};
  }

  /**
   * What it consists of. It is called again for each language.
   *
   * @returns {import("./layout.js").Parts}
   */
  build() {
    throw new Error("a lab says what it consists of");
  }

  /** Shows an answer: `this.shown`, for `this.settings`. */
  draw() {
    throw new Error("a lab draws what its machine says");
  }

  /** What is to be known besides `shown` before it can be drawn: questions to the machine, or null, each with a name. @param {any} _shown @param {Record<string, any>} _settings @returns {Record<string, any>} */
  wants(_shown, _settings) {
    return {};
  }

  /**
   * What is asked before the next step is shown, of what is shown now: for labs where `canAsk`. Null where what it was to be made
   * of is no longer wanted.
   *
   * @returns {import("./answers.js").Question[] | Promise<import("./answers.js").Question[] | null>}
   */
  questions() {
    return [];
  }

  /** Whether it has questions. */
  get canAsk() {
    return false;
  }

  /** The style of the widgets that it uses: without that they work, too. @returns {Promise<CSSStyleSheet>[]} */
  get sheets() {
    return [];
  }

  async start() {
    const settings = this.host.settings();
    this.#way.ask(this.#own(settings), this.#key(settings)); // while style is on its way
    const [pack, ...sheets] = await Promise.all([
      loadLessons(),
      style("lesson.css"),
      style(`${this.#name}/style.css`),
      ...[barStyle(), ...this.sheets].map((sheet) => sheet.catch(() => null)),
    ]);
    if (this.#isClosed) return;
    await Promise.all(sheets.map((sheet) => this.host.adopt(sheet)));
    this.#package = pack;
    this.#rules ??= new pack.Lab(this.#name);
    await this.update(this.host.settings());
    if (this.#isClosed) return;
    this.started = true;
    if (this.host.settings().autoplay) this.play({ rests: true });
  }

  /** Builds everything in the language of the moment. */
  translate() {
    const { t } = this.host.text;
    this.#intro.say(t(`${this.#name}.title`), t(`${this.#name}.intro`));
    const built = this.build();
    this.#predict?.build(built);
    const parts = layout(this.#intro.element, built, t, (settings) => this.begin(settings));
    this.#parts = [...parts, this.#announce];
    const [play, hint] = this.verb;
    this.#transport.build(
      t,
      "lesson.transport",
      [
        ["reset", "reset", "rewind.hint", () => this.reset()],
        ["back", "back", "back.hint", () => this.back()],
        ["play", play, hint, () => this.toggle()],
        ["step", "step", "forward.hint", () => this.forward()],
      ],
      this.actions(),
    );
    this.#showRunning();
    if (this.shown) this.#draw();
  }

  /** Puts its parts in their place, not before there is something to be seen in them: else the page would move. */
  #appear() {
    if (!this.#parts) this.translate();
    if (this.#parts && this.#parts[0].parentNode !== this.element) this.element.replaceChildren(...this.#parts);
  }

  /** More buttons beside the steps. @returns {HTMLElement[]} */
  actions() {
    return [];
  }

  /** Hands to `use` what the machine would show for other settings: for what is dragged. See `Trial`. @param {Record<string, any>} settings @param {(shown: import("../pkg-lessons/nn_playground.js").Labs[Name]) => void} use */
  ask(settings, use) {
    this.#trial ??= new Trial(this.#name);
    return this.#trial.ask(this.#own(settings), use);
  }

  /** What was asked for need not be answered any more. */
  forget() {
    this.#trial?.forget();
  }

  /** Whether the machine draws something from the seed. */
  get seeded() {
    return true;
  }

  /** The settings that the machine knows. @param {Record<string, any>} settings @returns {Record<string, any>} */
  #own(settings) {
    const keys = Object.keys(this.schema).filter((key) => !this.schema[key].isOfPage);
    return {
      ...Object.fromEntries([...(this.seeded ? ["seed"] : []), ...keys].map((key) => [key, settings[key]])),
      ...this.transient,
    };
  }

  // What follows is asked while something is drawn, typed or pointed at, and takes less than a millisecond or two: it is answered
  // at once, on this thread.

  /** Round numbers for an axis. @param {number} low @param {number} high @param {number} count @returns {import("../ui/plot.js").Tick[]} */
  ticks(low, high, count) {
    return this.#package.axis_ticks(low, high, count, this.host.text.decimal);
  }

  /** What is wrong with other settings, in the reader's language, or null: for fields that say it beside them. @param {Record<string, any>} changes */
  complaint(changes) {
    try {
      this.#rules.check(this.#own({ ...this.wanted, ...changes }));
      return null;
    } catch (error) {
      return refusal(/** @type {Error} */ (error), this.host.text);
    }
  }

  /** The answer to a question about the settings that are shown, whatever the step. @param {object} question @returns {any} */
  explain(question) {
    this.#rules.set(this.#own(this.settings));
    return this.#rules.answer(question);
  }

  /** Shows what the machine says to these settings. A long way may be interrupted or stopped. @param {Record<string, any>} settings */
  async update(settings) {
    // Of many changes in a row one may be shown before its own turn.
    if (this.#key(settings) !== this.#drawn && !(await this.#reach(settings))) return;
    if (this.#isStale) await this.refresh();
    await this.#late;
    this.host.emit("progress", this.state);
  }

  /** All that a drawing depends on. @param {Record<string, any>} settings @param {object} [transient] */
  #key(settings, transient = this.transient) {
    return JSON.stringify([settings, transient, this.host.theme()]);
  }

  /** Goes to settings and shows what is there. Returns whether it was not left before. @param {Record<string, any>} settings */
  async #reach(settings) {
    const { counter, transient } = this;
    let isThere = false;
    try {
      isThere = await this.#way.go(this.#own(settings), this.#key(settings), {
        show: async ({ step, shown }, isShort) => {
          await this.#show(isShort ? { ...settings, [counter]: step } : settings, shown, transient);
          if (isShort) this.change({ [counter]: step }); // not waited for: this change comes first
        },
        progress: (done, total) => this.#showProgress(settings[counter] - total + done, done, total),
      });
      return isThere;
    } finally {
      this.#bar.hide();
      if (!isThere) this.#drawn = ""; // controls show what was not reached: they are set back, whatever is shown next
    }
  }

  /** @param {number} step @param {number} value @param {number} max */
  #showProgress(step, value, max) {
    this.#appear();
    this.#bar.show(this.element, this.host.text.t, value, max);
    this.host.emit("progress", { ...this.state, step });
  }

  /**
   * Shows an answer, once all is there that is wanted for it.
   *
   * @param {Record<string, any>} settings @param {any} shown
   * @param {object} transient As it was when the answer was asked for: another one asks again.
   */
  async #show(settings, shown, transient) {
    if (!this.#parts) this.translate();
    this.#isStale = false;
    const key = this.#key(settings, transient);
    const wants = Object.entries(this.wants(shown, settings)).filter(([, question]) => question);
    const questions = wants.map(([, question]) => question);
    const answers = questions.length ? await this.#machine.ask(this.#own(settings), questions) : [];
    this.answers = Object.fromEntries(wants.map(([name], at) => [name, answers[at]]));
    [this.settings, this.shown, this.#transient, this.#drawn] = [settings, shown, transient, key];
    this.#draw();
  }

  /** Shows the same once more, with what is wanted by now. */
  async refresh() {
    this.#isStale = true;
    if (!this.shown || this.#way.isOn || this.#isClosed) return; // what is on its way is shown first
    await this.#show(this.settings, this.shown, this.#transient).catch(unlessClosed);
  }

  /** Draws the landscapes of what is shown for another theme, on this thread: that need not be soon, but before this returns. */
  repaint() {
    if (!this.shown) return;
    const wanted = Object.entries(this.wants(this.shown, this.settings)).filter(
      ([, asked]) => asked?.about === "landscape",
    );
    if (!wanted.length) return;
    const { window } = /** @type {{ window: number[][] }} */ (/** @type {unknown} */ (this.shown));
    try {
      // In the window that is seen: the step, to which the machine here does not go, has no say then.
      this.#rules.set(this.#own({ ...this.settings, window: window.flat() }));
      for (const [name, { width, height, theme, key }] of wanted)
        this.answers[name] = { width, height, key, pixels: this.#rules.contours(width, height, theme) };
    } catch {
      return; // a window that is farther out than one may ask for
    }
    this.#drawn = this.#key(this.settings);
    this.#draw();
  }

  /** Hands to `use` the answer to a question about what is shown, when that is drawn already. */
  askLater(question, use) {
    const answered = this.#machine.ask(this.#own(this.settings), [question]).then(([answer]) => use(answer));
    this.#late = Promise.all([this.#late, answered.catch(unlessClosed)]);
  }

  /** Makes room for other settings: a long way that is being gone is left where it is. */
  interrupt() {
    this.#way.leave();
  }

  #draw() {
    this.#appear();
    this.draw();
    this.#predict?.show();
    this.#highlight.show();
    this.#edges.show();
  }

  /**
   * What the machine makes of the settings that are wanted, at whatever step, and at once: what changes a part of a setting of which
   * only the machine knows the whole starts from this.
   *
   * @returns {import("../pkg-lessons/nn_playground.js").Labs[Name]}
   */
  get given() {
    const wanted = this.#own({ ...this.wanted, [this.counter]: 0 });
    if (JSON.stringify(wanted) === JSON.stringify(this.#own({ ...this.settings, [this.counter]: 0 })))
      return this.shown;
    try {
      this.#rules.set(wanted);
    } catch {
      return this.shown; // what is wanted will be refused, and taken back
    }
    return /** @type {any} */ (this.#rules.show());
  }

  /** Settings to begin with: the rest of the lab's own are at their defaults, and it is at its first step. @param {Record<string, any>} settings */
  async begin(settings) {
    this.pause();
    this.dropTurns();
    const standard = Object.fromEntries(Object.keys(this.schema).map((key) => [key, null]));
    await this.change({ ...standard, ...settings });
    if (this.playsFrom(settings) && !stillness.matches) this.play();
  }

  /** Whether what one begins with is seen to happen: else that moment is to be looked at. @param {Record<string, any>} _settings */
  playsFrom(_settings) {
    return true;
  }

  /** Says something to those who hear the page instead of seeing it. @param {string} sentence */
  announce(sentence) {
    if (this.settings?.ask && this.#predict) return; // it would tell what is asked
    if (this.#announce.textContent !== sentence) this.#announce.textContent = sentence;
  }

  /** The names of the quantities that these were made of: they are marked, too. @param {string[]} _wanted @returns {string[]} */
  sourcesOf(_wanted) {
    return [];
  }

  /** Called with the quantities that are pointed at. @param {string[]} _wanted */
  highlighted(_wanted) {}

  /** A lab that trains has more to say. @returns {import("../element.d.ts").NnPlaygroundState} */
  get state() {
    return {
      ...resting(this.host.settings().seed),
      step: this.settings?.step ?? 0,
      running: this.#player.isPlaying,
    };
  }

  /** `rests` says that it waits while it is off the screen: nobody has pressed a button for it. @param {{ rests?: boolean }} [how] */
  async play({ rests = false } = {}) {
    if (!this.#player.isPlaying && this.shown) await this.#player.play(rests);
  }

  get isPlaying() {
    return this.#player.isPlaying;
  }

  pause() {
    this.#way.stop();
    if (!this.#player.stop()) return;
    this.#showRunning();
    this.host.emit("progress", this.state);
    this.paused();
  }

  /** Called when playing has ended. */
  paused() {}

  toggle() {
    if (this.#player.isPlaying || this.#way.isLong) this.pause();
    else this.play();
  }

  #showRunning() {
    this.#transport.show(this.#player.isPlaying);
    if (this.shown) this.#predict?.show();
  }

  /** One step on, by a person's hand: who wants to be asked is asked first. */
  async forward() {
    if (!this.#predict?.leads()) await this.step();
  }

  /** What the machine would show for other settings; null where that is no longer wanted, see `Trial`. @param {Record<string, any>} settings */
  async foresee(settings) {
    /** @type {import("../pkg-lessons/nn_playground.js").Labs[Name] | null} */
    let foreseen = null;
    await this.ask(settings, (shown) => {
      foreseen = shown;
    });
    return /** @type {import("../pkg-lessons/nn_playground.js").Labs[Name] | null} */ (foreseen);
  }

  get_weights() {
    return ofNetwork("get_weights", this.#name);
  }

  set_weights() {
    return ofNetwork("set_weights", this.#name);
  }

  predict() {
    return ofNetwork("predict", this.#name);
  }

  close() {
    this.pause();
    this.forget();
    this.#player.close();
    this.#intro.close();
    this.#edges.close();
    this.#isClosed = true;
    this.dropTurns();
    for (const machine of [this.#machine, this.#trial]) machine?.close();
    this.#rules?.free();
    this.#rules = unset;
    this.#trial = null;
  }
}
