// What the lecture's labs have in common. Everything shown is a function of the settings, `step` among them: a lab hands them
// to its machine in the package, which keeps its run between two answers, and draws what that shows.
import { loadLessons } from "../engine/load.js";
import { refusal } from "../i18n/refusal.js";
import { button } from "../ui/controls.js";
import { h, icon, styleSheet } from "../ui/dom.js";

const PLAY = () => icon("M8 5v14l11-7z", true);
const PAUSE = () => icon("M7 5h4v14H7zM13 5h4v14h-4z", true);
const STEP = () => icon("M6 5v14l9-7zM17 5h2v14h-2z", true);
const BACK = () => icon("M18 5v14l-9-7zM5 5h2v14H5z", true);
const REWIND = () => icon("M4 12a8 8 0 1 0 2.6-5.9M4 4v4.5h4.5");

/** Milliseconds of work at a time, so that the page keeps answering; and after how many of them progress is shown. */
const SLICE = 8;
const PATIENCE = 150;

/** Lets the page answer to what has come meanwhile. Unlike a timer this is not slowed down. */
const breathe = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Lets a machine go on for about as long as a slice. `pace.steps` is how many steps it takes at once, learnt on the way. */
function slice(machine, pace) {
  const begin = performance.now();
  for (let before = begin; ; ) {
    const progress = machine.advance(pace.steps);
    const now = performance.now();
    if (now - before < SLICE / 4) pace.steps *= 2;
    else if (now - before > SLICE) pace.steps = Math.max(1, Math.floor(pace.steps / 2));
    if (progress.done || now - begin >= SLICE) return progress;
    before = now;
  }
}

/** A style sheet of the labs. */
const style = (name) => styleSheet(new URL(`./${name}`, import.meta.url));

/**
 * What a lab consists of.
 *
 * @typedef {Node | string} Part
 *
 * @typedef {object} Parts
 * @property {Part | Part[]} picture
 * @property {Part | Part[]} controls
 * @property {[text: string, settings: Record<string, any>][]} tries
 * @property {Part | Part[]} [beside]
 * @property {Part | Part[]} [formula]
 * @property {Part | Part[]} [more]
 */

/**
 * A lab. Who extends it says in `build()` what it consists of and in `draw(shown)` how an answer is shown; and may say more:
 * where playing ends (`isOver`), how fast it is (`pace`, `stride`), what an epoch is (`epoch`), what its state is (`state`).
 *
 * @template {keyof import("../pkg-lessons/nn_playground.js").Labs} Name
 */
export class Lesson {
  #name;
  #schema;
  #machines = null; // the package
  #lab = null; // the machine, with its run
  #trial = null; // another one, for what is tried out
  #asked = null; // what that was asked for last, until it is answered
  #asking = null; // stands for the way to the answer, until that is there or forgotten
  #isClosed = false;
  #turn = 0; // how often it was asked for something
  #reached = null; // where it stands while it is on a long way
  #progress = h("progress", {});
  #waiting = h("div", { class: "waiting", hidden: true });
  #timer = 0;
  #plays = 0; // how often it began to play
  #running = false;
  #highlighted; // the symbol that is pointed at
  #play;
  #announce = h("div", { class: "unseen", role: "status" });
  host;
  /** The answer that is on the screen; null until there is one. @type {import("../pkg-lessons/nn_playground.js").Labs[Name]} */
  shown = /** @type {any} */ (null);
  /** The settings that it is to. @type {Record<string, any>} */
  settings = /** @type {any} */ (null);
  started = false;
  element = h("div", { class: "lesson" });
  transport = h("div", { class: "transport", "data-key": "transport", role: "group" });

  /** `name` is the lab's and its machine's, `schema` its own settings. */
  constructor(host, name, schema) {
    this.host = host;
    this.#name = name;
    this.#schema = schema;
    for (const [type, isOver] of [
      ["pointerover", false],
      ["focusin", false],
      ["pointerleave", true],
      ["focusout", true],
    ]) {
      this.element.addEventListener(type, (event) => {
        // A finger is lifted when it has pointed: what it pointed at stays.
        if (isOver && event.pointerType === "touch") return;
        this.#highlight(isOver ? undefined : event.target.closest?.("[data-symbol]")?.dataset.symbol);
      });
    }
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

  /** The setting that counts the machine's steps. */
  get counter() {
    return "step";
  }

  /** Settings of the machine for this moment only, which are in no link. */
  get transient() {
    return {};
  }

  /** Whether there is nothing to be seen in another step. */
  isOver() {
    return this.settings.step >= this.#schema.step.max;
  }

  /**
   * { picture, controls, tries } and, where there are, { beside, formula, more }: elements or lists of elements, the tries
   * as [text, settings]. What is beside the picture and what follows the formula are cards, the others' contents are put
   * into one. It is called again for each language.
   *
   * @returns {Parts}
   */
  build() {
    throw new Error("a lab says what it consists of");
  }

  /** Shows an answer: `this.shown`, for `this.settings`. */
  draw() {
    throw new Error("a lab draws what its machine says");
  }

  async start() {
    const [machines, ...sheets] = await Promise.all([
      loadLessons(),
      style("lesson.css"),
      style(`${this.#name}/style.css`),
    ]);
    if (this.#isClosed) return;
    await Promise.all(sheets.map((sheet) => this.host.adopt(sheet)));
    this.#machines = machines;
    this.#lab ??= new machines.Lab(this.#name);
    this.translate();
    await this.update(this.host.settings());
    if (this.#isClosed) return;
    this.started = true;
    if (this.host.settings().autoplay) this.play();
  }

  /** Builds everything in the language of the moment. */
  translate() {
    const { t } = this.host.text;
    const { picture, beside = [], formula = [], controls, tries, more = [] } = this.build();
    const card = (className, ...content) => h("section", { class: `card ${className}` }, ...content.flat());
    const attempt = ([text, settings]) =>
      h("li", {}, h("button", { type: "button", class: "try", on: { click: () => this.begin(settings) } }, text));
    this.element.replaceChildren(
      h(
        "div",
        { class: "story" },
        h("div", { class: "intro" }, h("h2", {}, t(`${this.#name}.title`)), h("p", {}, t(`${this.#name}.intro`))),
        h("section", { class: "card controls", "data-key": "panel" }, ...[controls].flat()),
        card("tries", h("h3", {}, t("lesson.try")), h("ol", {}, ...tries.map(attempt))),
      ),
      h(
        "div",
        { class: "scene" },
        h("div", { class: "stage" }, card("picture", picture), ...[beside].flat()),
        // What may have to be scrolled sideways must be reached with the keyboard.
        [formula].flat().length
          ? h("section", { class: "card formula", tabIndex: 0, "aria-label": t("lesson.formula") }, ...[formula].flat())
          : "",
        ...[more].flat(),
      ),
      this.#announce,
    );
    const stop = h("button", { type: "button", on: { click: () => this.pause() } }, t("lesson.stop"));
    this.#progress.setAttribute("aria-label", t("lesson.progress"));
    this.#waiting.replaceChildren(h("div", {}, this.#progress, stop));
    this.element.prepend(this.#waiting);
    const press = (label, picture, hint, onPress, className) =>
      button({ label: t(label), picture, hint: t(hint), className, onPress });
    const [play, hint] = this.verb;
    this.#play = press(play, PLAY(), hint, () => this.toggle(), "primary");
    this.transport.setAttribute("aria-label", t("lesson.transport"));
    this.transport.replaceChildren(
      ...[
        press("reset", REWIND(), "rewind.hint", () => this.reset()),
        press("back", BACK(), "back.hint", () => this.back()),
        this.#play,
        press("step", STEP(), "forward.hint", () => this.step()),
      ].map(({ element }) => element),
      ...this.actions(),
    );
    this.#showRunning();
    if (this.shown) this.#draw();
  }

  /** More buttons beside the steps. @returns {HTMLElement[]} */
  actions() {
    return [];
  }

  /**
   * Hands to `use` what the machine would show for other settings: for what is dragged. It has a run of its own, so that of the
   * lab stays as it is. A long way is gone in slices; of what is asked meanwhile only the last is answered, after it: so what is
   * shown keeps following. It throws what is wrong with the settings.
   */
  async ask(settings, use) {
    this.#asked = { settings, use };
    if (this.#asking) return;
    const asking = {};
    this.#asking = asking;
    this.#trial ??= new this.#machines.Lab(this.#name);
    try {
      while (this.#asked) {
        const asked = this.#asked;
        const pace = { steps: 64 };
        let progress = this.#trial.set(this.#own(asked.settings));
        while (!progress.done) {
          progress = slice(this.#trial, pace);
          if (!progress.done) await breathe();
          if (asking !== this.#asking) return; // it was forgotten
        }
        if (this.#asked === asked) this.#asked = null;
        asked.use(this.#trial.show());
      }
    } finally {
      if (asking === this.#asking) this.#asking = this.#asked = null;
    }
  }

  /** What was asked for need not be answered any more. */
  forget() {
    this.#asking = this.#asked = null;
  }

  /** What the machine answers to a question about what it shows: what is wanted only now and then. */
  answer(question) {
    return this.#lab.answer(question);
  }

  /** The Keras code of a network, as `Network` takes it, with its weights, an array of numbers each. */
  kerasCode(config, weights) {
    return this.#machines.keras_network(
      config,
      weights.map((array) => Float32Array.from(array)),
    );
  }

  /** Whether the machine draws something from the seed. */
  get seeded() {
    return true;
  }

  /** The settings that the machine knows. */
  #own(settings) {
    const keys = Object.keys(this.#schema).filter((key) => !this.#schema[key].isOfPage);
    return {
      ...Object.fromEntries([...(this.seeded ? ["seed"] : []), ...keys].map((key) => [key, settings[key]])),
      ...this.transient,
    };
  }

  /** The landscape under the lab's paths, if its machine has one, as ImageData of this many pixels. */
  landscape(width, height) {
    const pixels = this.#lab.contours(width, height, this.host.theme());
    return new ImageData(new Uint8ClampedArray(pixels), width, height);
  }

  /** Round numbers for an axis: [{ value, label }]. */
  ticks(low, high, count) {
    return this.#machines.axis_ticks(low, high, count, this.host.text.decimal);
  }

  /** What is wrong with other settings, in the reader's language, or null: for fields that say it beside them. */
  complaint(changes, more) {
    try {
      this.#lab.check({ ...this.#own({ ...this.settings, ...changes }), ...more });
      return null;
    } catch (error) {
      return refusal(error, this.host.text);
    }
  }

  /** Shows what the machine says to these settings. A long way is gone in slices; then it may be interrupted or stopped. */
  async update(settings) {
    const turn = ++this.#turn;
    let progress = this.#lab.set(this.#own(settings)); // throws what is wrong
    if (!progress.done) progress = await this.#advance(progress, turn, settings);
    if (turn !== this.#turn) return; // other settings are on their way
    const isStopped = !progress.done && progress.step < progress.target;
    this.#show(isStopped ? { ...settings, [this.counter]: progress.step } : settings);
    this.host.emit("progress", this.state);
    if (isStopped) this.change({ [this.counter]: progress.step }); // not waited for: this change comes first
  }

  /** Shows where the machine stands. */
  #show(settings) {
    this.settings = settings;
    this.shown = this.#lab.show();
    this.#draw();
  }

  /** Goes on to where the settings ask for, slice by slice, and shows that already while the machine looks farther ahead. */
  async #advance(from, turn, settings) {
    const begin = performance.now();
    const pace = { steps: 64 };
    let [progress, isShown] = [from, false];
    this.#reached = from;
    while (!progress.done && turn === this.#turn && this.#reached) {
      progress = slice(this.#lab, pace);
      if (progress.done) break;
      if (progress.step < progress.target) {
        this.#showProgress(from, progress, performance.now() - begin);
      } else if (!isShown) {
        isShown = true;
        this.#show(settings);
      }
      await breathe();
    }
    this.#waiting.hidden = true;
    this.#reached = null;
    return progress;
  }

  #showProgress(from, { step, target }, waited) {
    if (waited < PATIENCE) return;
    this.#waiting.hidden = false;
    Object.assign(this.#progress, { max: target - from.step, value: step - from.step });
    this.host.emit("progress", { ...this.state, step });
  }

  /** Makes room for other settings: a long way that is being gone is left where it is. */
  interrupt() {
    this.#turn++;
  }

  /** Stops a long way where it is. */
  #stop() {
    this.#reached = null;
  }

  #draw() {
    this.draw();
    this.#highlight(this.#highlighted);
  }

  /** Changes settings by a person's hand. */
  change(settings) {
    return this.host.change(settings);
  }

  /** Settings to begin with: the rest of the lab's own are at their defaults, and it is at its first step. */
  begin(settings) {
    this.pause();
    const standard = Object.fromEntries(Object.keys(this.#schema).map((key) => [key, null]));
    return this.change({ ...standard, ...settings });
  }

  /** Says something to those who hear the page instead of seeing it. */
  announce(sentence) {
    if (this.#announce.textContent !== sentence) this.#announce.textContent = sentence;
  }

  /** Highlights every representation of a quantity. */
  #highlight(symbol) {
    this.#highlighted = symbol;
    const wanted = symbol?.split(" ") ?? [];
    const sources = this.sourcesOf(wanted);
    for (const part of this.element.querySelectorAll("[data-symbol]")) {
      const names = part.dataset.symbol.split(" ");
      const isHighlighted = names.some((name) => wanted.includes(name));
      part.classList.toggle("highlighted", isHighlighted);
      part.classList.toggle("source", !isHighlighted && names.some((name) => sources.includes(name)));
    }
    this.highlighted(wanted);
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
      epoch: 0,
      step: this.settings?.step ?? 0,
      loss: Number.NaN,
      val_loss: null,
      accuracy: null,
      val_accuracy: null,
      seed: this.host.settings().seed,
      running: this.#running,
      diverged: false,
    };
  }

  async play() {
    if (this.#running || !this.shown) return;
    this.#running = true;
    this.#showRunning();
    if (this.isOver()) await this.rewind(); // once more
    const play = ++this.#plays;
    const next = async () => {
      if (!this.#running || play !== this.#plays) return;
      // Nobody sees a page in the background: it goes on from here when it is seen again.
      if (document.hidden) return document.addEventListener("visibilitychange", next, { once: true });
      if (this.isOver()) return this.pause();
      await this.move(this.stride);
      this.#timer = setTimeout(next, this.pace);
    };
    next();
  }

  pause() {
    this.#stop();
    if (!this.#running) return;
    this.#running = false;
    clearTimeout(this.#timer);
    this.#showRunning();
    this.host.emit("progress", this.state);
  }

  toggle() {
    if (this.#running || this.#reached) this.pause();
    else this.play();
  }

  #showRunning() {
    const { t } = this.host.text;
    this.#play?.set(t(this.#running ? "pause" : this.verb[0]), this.#running ? PAUSE() : PLAY());
  }

  /** So many steps on. */
  step(count = 1) {
    this.pause();
    return this.move(count);
  }

  back() {
    return this.step(-1);
  }

  /** To a step, forwards or backwards. @param {number} step */
  seek(step) {
    this.pause();
    return this.change({ [this.counter]: step });
  }

  get_weights() {
    return this.#isOfNetwork("get_weights");
  }

  set_weights() {
    return this.#isOfNetwork("set_weights");
  }

  predict() {
    return this.#isOfNetwork("predict");
  }

  /** @param {string} method */
  async #isOfNetwork(method) {
    throw new Error(
      `${method} needs the lab "network", and "${this.#name}" is open: element.settings = { lab: "network" }`,
    );
  }

  /** Where there are no epochs, an epoch is a step. */
  epoch(count = 1) {
    return this.step(count);
  }

  async reset() {
    this.pause();
    if (this.settings?.[this.counter] > 0) this.host.keep();
    await this.rewind();
  }

  /** To the beginning. */
  rewind() {
    return this.change({ step: 0 });
  }

  /** So many steps on, or back. */
  move(count) {
    const step = Math.max(0, Math.min(this.#schema.step.max, this.host.settings().step + count));
    return this.change({ step });
  }

  close() {
    this.interrupt();
    this.forget();
    this.pause();
    this.#isClosed = true;
    for (const machine of [this.#lab, this.#trial]) machine?.free();
    this.#lab = this.#trial = null;
  }
}
