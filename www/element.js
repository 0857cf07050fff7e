// <nn-playground>: the playground as an element, for pages of its own and of others.
import { addresses } from "./address.js";
import { Closed } from "./engine/link.js";
import { load } from "./engine/load.js";
import { browserLanguage, language } from "./i18n/index.js";
import { handleKey } from "./keys.js";
import { LABS, isLesson, loadLab, modules } from "./labs/index.js";
import { Messages } from "./messages.js";
import { strange, unknownOnes } from "./settings/check.js";
import { hyperparameters } from "./settings/experiment.js";
import { fromHash, toHash } from "./settings/link.js";
import { kebab, snake } from "./settings/readers.js";
import { ALIASES, ATTRIBUTES, SCHEMA, UNTRAINED, defaults } from "./settings/schema.js";
import { Store } from "./settings/store.js";
import { imported } from "./once.js";
import { Sheets } from "./sheets.js";
import { h, styleSheet, unset } from "./ui/dom.js";

// On a server, where pages are written, there is neither a window nor an element: importing this does nothing there.
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? Object);
const darkPage = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
const paper = globalThis.matchMedia?.("print"); // it is white

/** How near the window an element starts: one window before it is seen. Many on a page do not start all at once. */
const NEAR = "100%";

/** What may have been set on an element before this script defined it. */
const EARLY = ["settings", "hash", "step", "epoch"];

/** A promise that is settled from outside. */
class Readiness {
  isSettled = false;
  #resolve = () => {};
  #reject = (/** @type {unknown} */ _error) => {};
  /** @type {Promise<void>} */
  promise = new Promise((resolve, reject) => {
    [this.#resolve, this.#reject] = [resolve, reject];
  });

  constructor() {
    this.promise.catch(() => {}); // those who await it get the error; nobody has to await it
  }

  resolve() {
    this.isSettled = true;
    this.#resolve();
  }

  /** @param {unknown} error */
  reject(error) {
    this.isSettled = true;
    this.#reject(error);
  }
}

/**
 * @typedef {import("./labs/index.js").Lab} Lab
 * @typedef {import("./labs/index.js").Host} Host
 * @typedef {import("./i18n/index.js").Text} Text
 * @typedef {import("./settings/schema.js").Written} Written
 * @typedef {import("./settings/readers.js").Warning} Warning
 * @typedef {import("./element.d.ts").NnPlaygroundElement} NnPlaygroundElement
 * @typedef {Parameters<Store["take"]>[1] & { from?: string, areAttributes?: boolean, isLink?: boolean, stays?: boolean }} How As `take`
 *   of the store has it; the lab for which alone it was written; and of a link `isLink`: training goes where it says, or, if it
 *   says no step, `stays` wherever it is in the same run.
 *
 * @typedef {Error & Partial<import("./pkg/nn_playground.js").PlaygroundError>} Refused What was thrown: with a `kind` the core
 *   refuses something.
 */

/** @implements {NnPlaygroundElement} */
class NnPlayground extends Base {
  static observedAttributes = ATTRIBUTES;

  #standalone = false;
  #root = this.attachShadow({ mode: "open" });
  /** The settings, once the package is there. @type {Store} */
  #store = unset;
  /** What was set before that, or while it was in no page. @type {Written} */
  #written = {};
  /** What there is to say of a link that was among that. @type {Warning[]} */
  #notes = [];
  /** What a link named among that. @type {string[]} */
  #linked = [];
  #gesture = 0; // counts what a person does with controls: a drag is one
  /** What was set before the definition, until attributes have been read: it came later than those. @type {Record<string, any>} */
  #early = {};
  #isIn = false; // whether it is in a page; moved within one it does not leave it
  #isWanted = false; // whether it has to start although nobody sees it
  /** Looks whether it comes near the window. @type {IntersectionObserver | null} */
  #sight = null;
  #leaving = 0;
  #turn = 0; // how often it has left a page
  /** @type {import("./labs/index.js").Package} */
  #package = unset;
  /** What the open lab says. @type {Text} */
  #text = unset;
  /** What each lab that has been open says, by its name. @type {Record<string, Text>} */
  #texts = {};
  #sheets = new Sheets(this.#root);
  /** Those that have been open, by name: a network stays as far trained as it was left. @type {Record<string, Lab>} */
  #labs = {};
  /** The changes that are on their way to the lab, with what a link says of its training: null as the settings do. @type {Set<{ run: {} | null }>} */
  #ahead = new Set();
  #isLeft = false; // whether the settings say how far its training was when it was taken out of the page
  /** The one that is open. @type {Lab | null} */
  #lab = null;
  #open = ""; // its name
  /** @type {HTMLElement | null} */
  #frame = null;
  /** The module of what stands around the lab. @type {typeof import("./ui/bar.js") | null} */
  #bar = null;
  /** Shows there what can be undone. @type {((store: Store) => void) | null} */
  #tools = null;
  #messages = new Messages({ text: () => this.#text, emit: (type, detail) => this.#emit(type, detail) });
  /** @type {Promise<unknown>} */
  #changing = Promise.resolve();
  /** While the module of a lab is on its way. @type {Promise<unknown> | null} */
  #loading = null;
  #readiness = new Readiness();
  #themed = () => {
    this.#applyTheme();
    if (this.#lab) this.#change({});
  };
  /** Follows the attributes of the open lab's own settings. */
  #attributes = new MutationObserver((changes) => {
    const names = changes.map(({ attributeName }) => attributeName ?? "");
    const values = Object.fromEntries(names.map((name) => [name, this.getAttribute(name)]));
    if (this.#lab) this.#change(values, { from: this.#settings.lab, areAttributes: true });
  });
  /** The attributes of each lab that was open, as they were when they were last read. @type {Record<string, Written>} */
  #read = {};

  constructor() {
    super();
    // What is around it is read until there is something to be seen.
    this.#root.append(document.createElement("slot"));
    // One gesture ends with the change of a control, and the next begins with a pointer or a key.
    for (const type of ["pointerdown", "change"])
      this.#root.addEventListener(type, () => {
        this.#gesture += 1;
      });
    addresses.set(this, (of) => {
      const name = of ?? this.#settings.lab;
      const lab = this.#labs[name];
      return lab && !this.#ahead.size ? this.#hashOf(name, lab.isRunning ? UNTRAINED : lab.run) : "";
    });
    for (const type of ["keydown", "keypress", "keyup"])
      this.addEventListener(type, (event) => this.handleKey(/** @type {KeyboardEvent} */ (event)));
    // The only event of a control's that leaves a shadow root: around forms it means that something was filled in.
    this.#root.addEventListener("input", (event) => event.stopPropagation());
    // A property of the element's own would hide the accessor for ever.
    for (const name of EARLY.filter((name) => Object.hasOwn(this, name))) {
      this.#early[name] = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
    }
  }

  connectedCallback() {
    clearTimeout(this.#leaving);
    Object.assign(this, this.#early);
    this.#early = {};
    this.#sheets.wear();
    if (this.#isIn) return; // it was moved, and goes on
    this.#isIn = true;
    this.#sight = new (this.ownerDocument.defaultView ?? window).IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.#wake();
      },
      /** @type {IntersectionObserverInit} */ ({ rootMargin: NEAR, scrollMargin: NEAR }),
    );
    this.#sight.observe(this);
    if (this.#isWanted) this.#wake();
  }

  /** Who moves it takes it out and puts it back in one go. */
  disconnectedCallback() {
    this.#leaving = setTimeout(() => this.#leave());
  }

  /** Moved by `moveBefore` it has not been taken out at all. */
  connectedMoveCallback() {}

  #leave() {
    this.#isIn = false;
    this.#turn++;
    this.#sight?.disconnect();
    this.#sight = null;
    for (const media of [darkPage, paper]) media.removeEventListener("change", this.#themed);
    for (const lab of Object.values(this.#labs)) {
      this.#isLeft ||= Boolean(lab.run);
      Object.assign(this.#settings, lab.run);
      lab.close();
    }
    this.#labs = {};
    this.#lab = null;
    this.#readiness.reject(new Closed());
    this.#readiness = new Readiness();
  }

  /** Starts, unless it has. */
  #wake() {
    this.#isWanted = true;
    if (!this.#sight) return; // in no page, or awake
    this.#sight.disconnect();
    this.#sight = null;
    this.#start();
  }

  async #start() {
    const turn = this.#turn;
    const isOver = () => turn !== this.#turn;
    if (this.#readiness.isSettled) this.#readiness = new Readiness();
    for (const media of [darkPage, paper]) media.addEventListener("change", this.#themed);
    try {
      const bar = imported(new URL("./ui/bar.js", import.meta.url));
      const early = this.#written.lab ?? SCHEMA.lab.standard;
      if (LABS.includes(early)) loadLab(early).catch(() => {}); // not after the package but beside it
      const [pack, css, barModule, barCss] = await Promise.all([
        load(isLesson(this.#written.lab)),
        styleSheet(new URL("./style.css", import.meta.url)),
        // Without them there is only this lab.
        bar.catch(() => null),
        bar.then(({ sheet }) => sheet()).catch(() => null),
      ]);
      if (isOver()) return;
      this.#package = { ...pack, catalog: { ...pack.catalog, labs: LABS } };
      this.#bar = barModule;
      for (const sheet of [css, barCss]) await this.#sheets.adopt(sheet);
      this.#store ??= new Store(this.#package.catalog);
      /** @type {Written} */
      const written = {};
      /** @type {Warning[]} */
      const warnings = [];
      do {
        // more may be written meanwhile
        const name = this.#store.labOf(this.#written);
        await loadLab(name);
        if (isOver()) return;
        if (name !== this.#store.labOf(this.#written)) continue;
        Object.assign(written, this.#written);
        const { lab, ...change } = this.#take(this.#written);
        const isOther = lab === "network" && change.isKept && !("at" in change.settings);
        if (this.#isLeft && isOther) Object.assign(this.#settings, UNTRAINED);
        warnings.push(...this.#notes, ...change.warnings);
        [this.#written, this.#notes] = [{}, []];
        this.#text = this.#texts[name] = await language(this.#seen.lang, name);
        if (isOver()) return;
      } while (Object.keys(this.#written).length);
      this.#messages.warn(warnings, written);
      const begun = this.#begin();
      this.#changing = begun.catch(() => {}); // what changes meanwhile is shown after that
      await begun;
      if (isOver()) return;
      this.#readiness.resolve();
      this.#emit("ready", null);
    } catch (problem) {
      if (isOver()) return;
      const error = /** @type {Error} */ (problem);
      // In English: the texts may be what could not be loaded.
      this.#readiness.reject(error);
      this.#emit("error", { message: error.message });
      const again = h("button", { type: "button", on: { click: () => this.#start() } }, "Try again");
      this.#root.replaceChildren(
        h("p", { role: "alert" }, `The playground could not start: ${error.message}. `, again),
      );
    }
  }

  /** Complete and checked, as the store has them. */
  get #settings() {
    return this.#store.settings;
  }

  /** The settings as the open lab sees them. */
  get #seen() {
    return this.#seenBy(this.#settings.lab);
  }

  /** @param {string} name @returns {Record<string, any>} */
  #seenBy(name) {
    const seen = this.#store.seen(name);
    return { ...seen, lang: seen.lang ?? browserLanguage() };
  }

  /**
   * Takes over what was written, as far as it is legal. The module of the lab for which it is must be there.
   *
   * @param {Written} written
   * @param {How} [how]
   */
  #take(written, how) {
    const name = this.#store.labOf(written);
    if (name === this.#settings.lab && this.#lab) return this.#store.take(written, how);
    // Its keys could not be known before, neither here nor where attributes were read.
    const own = modules[name].SCHEMA;
    const names = Object.keys(own)
      .filter((key) => !Object.hasOwn(SCHEMA, key))
      .map(kebab);
    names.push(...Object.keys(ALIASES[name] ?? {}));
    this.#attributes.disconnect();
    if (names.length) this.#attributes.observe(this, { attributeFilter: names });
    // Those of a lab that is not open nobody follows.
    const before = this.#read[name] ?? {};
    const now = Object.fromEntries(names.map((key) => [key, this.getAttribute(key)]));
    const given = names.filter((key) => now[key] !== (before[key] ?? null)).map((key) => [key, now[key]]);
    this.#read[name] = now;
    const all = { ...Object.fromEntries(given), ...written };
    if (this.#store.knows(name)) return this.#store.take(all, how);
    this.#store.know(name, own);
    const change = this.#store.take(all, { passes: true });
    const wrong = strange(this.getAttributeNames(), own);
    if (wrong.length) change.warnings.push(unknownOnes(wrong, own));
    return change;
  }

  /**
   * Opens the lab of the settings. What the core refuses falls back to its default, with a warning; a link is never fatal.
   *
   * @param {any} [to] A place of its training.
   */
  async #begin(to) {
    const name = this.#settings.lab;
    let error = await this.#tryToStart(name, to);
    if (!error) return;
    if (!error.kind) throw error; // nothing that other settings would mend
    const { remedy } = await imported(new URL("./settings/remedies.js", import.meta.url));
    /** @type {Set<string>} */
    const tried = new Set();
    while (error) {
      const change = remedy(error, name, modules[name].SCHEMA, this.#settings, tried);
      if (!change) throw error;
      Object.assign(this.#settings, change);
      const next = await this.#tryToStart(name, to);
      await this.#messages.refuse(/** @type {import("./pkg/nn_playground.js").PlaygroundError} */ (error));
      error = next;
    }
  }

  /**
   * Opens a lab; returns what kept it from starting. Until it has started, the one that was open stays.
   *
   * @param {string} name
   * @param {any} [to]
   * @returns {Promise<Refused | null>}
   */
  async #tryToStart(name, to) {
    const [before, lab] = [this.#lab, this.#labs[name] ?? new modules[name].Lab(this.#host(name))];
    this.#labs[name] = lab;
    const isFirst = !before || before === lab;
    if (isFirst) {
      this.#lab = lab;
      this.#open = name;
      this.#build();
    } else {
      // It is there already and has its size, but nobody sees it.
      lab.element.classList.add("coming");
      this.#frame?.append(lab.element);
      this.#frame?.setAttribute("aria-busy", "true");
    }
    this.#sheets.wear([this.#open, name]);
    try {
      await (lab.started ? lab.update(this.#seenBy(name), to) : lab.start());
    } catch (problem) {
      const error = /** @type {Refused} */ (problem);
      if (lab.started) return error;
      lab.close();
      lab.element.remove();
      if (this.#labs[name] === lab) delete this.#labs[name];
      if (this.#lab === lab) this.#lab = null;
      return error;
    } finally {
      lab.element.classList.remove("coming");
      this.#frame?.removeAttribute("aria-busy");
      this.#sheets.wear([this.#open]);
    }
    if (this.#labs[name] !== lab || isFirst) return null; // taken out of the page meanwhile
    before.pause();
    this.#lab = lab;
    this.#open = name;
    this.#sheets.wear([name]);
    this.#text = this.#texts[name];
    this.#build();
    return null;
  }

  /** What a lab may ask of the element. @param {string} name @returns {Host} */
  #host(name) {
    const playground = this;
    return {
      get text() {
        return playground.#texts[name];
      },
      package: this.#package,
      settings: () => this.#seenBy(name),
      // A lab that is closed, or was left, may have something on its way.
      change: async (written, how) => {
        if (this.#lab) await this.#change(written, { gesture: this.#gesture, ...how, from: name });
      },
      // What can be undone though no setting changes; `place` is where training stood.
      keep: (place) => {
        this.#store.keep(name, place);
        this.#showTools();
      },
      // Settings to which training has come, or that it no longer has: nobody wrote them.
      settle: (settings) => {
        const isOther = this.#store.settle(settings);
        if (isOther && this.#readiness.isSettled && this.#settings.lab === name) this.#emit("change", this.settings);
      },
      // A lab that is left may have something on its way.
      emit: (type, detail) => {
        if (this.#settings.lab === name) this.#emit(type, detail);
      },
      theme: () => this.#theme(),
      adopt: (sheet) => this.#sheets.adopt(sheet, name),
    };
  }

  /** @param {string} name @param {string | null} old @param {string | null} value */
  attributeChangedCallback(name, old, value) {
    if (value !== old) this.settings = { [name]: value };
  }

  #build() {
    const lab = this.#lab;
    if (!lab) return;
    const { t, lang } = this.#text;
    this.#frame = h(
      "div",
      { class: `playground${this.standalone ? " standalone" : ""}`, lang, dir: "ltr" },
      h("header", {}, h(this.standalone ? "h1" : "h2", { class: "title" }, t("title")), lab.transport),
      this.#messages.element,
      lab.element,
    );
    this.#root.replaceChildren(this.#frame);
    if (this.standalone) {
      document.title = t("title");
      document.documentElement.lang = lang;
    }
    this.#applyTheme();
    this.#hide();
    this.#dress();
  }

  /** Puts the bar around the lab. */
  #dress() {
    if (!this.#bar) return;
    const { labs, tools, onward, show } = this.#bar.bar({
      text: this.#text,
      labs: LABS,
      open: this.#settings.lab,
      go: (lab, isList) => this.#go(lab, isList),
      theme: () => this.#change({ theme: this.#theme() === "dark" ? "light" : "dark" }),
      speak: (lang) => this.#change({ lang }),
      link: () => this.#copied(),
      undo: () => this.#travel("undo"),
      redo: () => this.#travel("redo"),
      tell: (element) => this.#messages.tell(element),
    });
    this.#tools = show;
    this.#showTools();
    this.#lab?.transport.before(labs, tools);
    this.#frame?.append(onward);
    this.#hide();
  }

  #showTools() {
    this.#tools?.(this.#store);
  }

  /** To another lab: there one begins at the top, and the space bar plays. @param {string} lab @param {boolean} [isList] */
  async #go(lab, isList) {
    await this.#change({ lab });
    const places = [...(isList ? [] : ["button.primary", "[aria-current]"]), ".labs select"];
    for (const place of places) {
      /** @type {NodeListOf<HTMLElement>} */
      const found = this.#root.querySelectorAll(place);
      const seen = [...found].find((element) => element.offsetParent);
      if (seen) {
        seen.focus();
        break;
      }
    }
    if (this.standalone) scrollTo(0, 0);
  }

  #theme() {
    const { theme } = this.#settings;
    if (paper.matches) return "light";
    return theme === "auto" ? (darkPage.matches ? "dark" : "light") : theme;
  }

  #applyTheme() {
    if (!this.#frame) return;
    this.#frame.dataset.theme = this.#theme();
    if (this.standalone) document.documentElement.style.colorScheme = this.#theme();
  }

  /**
   * Brings what is shown up to the settings; `to` is a place of its training to which the lab is to go. Returns the place
   * that it left, if it has such.
   *
   * @param {any} [to]
   */
  async #update(to) {
    if (!this.#lab?.started) return undefined;
    const { lab, lang } = this.#seen;
    const text = await language(lang, lab);
    const open = this.#lab;
    if (!open) throw new Closed();
    const isNew = text !== this.#text;
    this.#texts[lab] = text;
    if (this.#labs[lab] !== open) {
      if (this.#labs[lab]) this.#labs[lab].translate();
      await this.#begin(to);
    } else {
      this.#text = text;
      const rebuild = () => {
        open.translate();
        this.#build();
      };
      if (isNew && this.#bar) this.#bar.keepingPlace(this.#root, rebuild);
      else if (isNew) rebuild();
      const left = await open.update(this.#seen, to);
      this.#hide();
      return left;
    }
    this.#hide();
    return undefined;
  }

  /** Parts and single controls that are not wanted. */
  #hide() {
    const hidden = this.#settings.hide.map(snake);
    /** @type {NodeListOf<HTMLElement>} */
    const parts = this.#root.querySelectorAll("[data-key]");
    for (const part of parts) part.classList.toggle("hidden", hidden.includes(part.dataset.key ?? ""));
  }

  /**
   * Changes settings by a person's hand or a script's. What the core refuses is taken back and said.
   *
   * @param {Written} written
   * @param {How} [how]
   * @param {Warning[]} [notes] What else there is to say.
   * @returns {Promise<unknown>}
   */
  #change(written, how = {}, notes = []) {
    const lab = this.#store.labOf(written);
    // What a lab wants of itself does not wait for the one that is to follow it.
    if ((!this.#loading || how.from === lab) && modules[lab]) return this.#apply(written, how, notes);
    this.#frame?.setAttribute("aria-busy", "true");
    const loading = Promise.resolve(this.#loading).then(async () => {
      try {
        await loadLab(this.#store.labOf(written));
        return this.#apply(written, how, notes);
      } catch (error) {
        return this.#sayFailed(error, written);
      } finally {
        if (this.#loading === loading) this.#loading = null;
        if (!this.#loading) this.#frame?.removeAttribute("aria-busy");
      }
    });
    this.#loading = loading;
    return loading;
  }

  /** @param {Written} written @param {How} how @param {Warning[]} notes */
  #apply(written, { isLink = false, stays = false, from, areAttributes = false, ...how }, notes) {
    if (from && from !== this.#settings.lab) return this.#changing; // that one was left meanwhile
    if (areAttributes) Object.assign(this.#read[this.#settings.lab], written);
    const change = this.#take(written, { ...how, began: this.#labs.network?.began });
    const { before, settings } = change;
    if ("theme" in settings) this.#applyTheme();
    this.#messages.warn([...notes, ...change.warnings], written);
    // Frameworks set the same again and again; who hears of a change may set it, too, and that must come to an end.
    /** @type {Record<string, any>} */
    const now = this.#settings;
    const names = Object.keys(before);
    const isSame = (/** @type {string} */ key) => JSON.stringify(before[key]) === JSON.stringify(now[key]);
    const isNothing = names.length > 0 && names.every(isSame);
    // Training goes where a link says, and where `at` and `changes` do that are others than those with which it was opened.
    const isTo = isLink || ["at", "changes"].some((key) => key in before && !isSame(key));
    const to = isTo && this.#settings.lab === "network" ? { named: Object.keys(settings), stays } : undefined;
    if (isNothing && !to) return this.#changing;
    const ahead = { run: to ? null : UNTRAINED };
    if (change.isKept || to) this.#ahead.add(ahead);
    if (this.#lab?.started) this.#lab.interrupt?.();
    this.#changing = this.#changing
      .then(async () => {
        try {
          const left = await this.#arrive(to, written);
          if (left && (to || change.isKept)) this.#store.locate(change, left);
          this.#ahead.delete(ahead);
          this.#showTools();
          if (settings.autoplay && !before.autoplay) this.#lab?.play({ rests: true });
          if (left || !isNothing) this.#emit("change", this.settings);
        } catch (error) {
          if (error instanceof Closed) return; // taken out of the page meanwhile: it starts with these settings when it is put back
          this.#store.rollBack(change);
          await this.#update();
          const problem = /** @type {import("./pkg/nn_playground.js").PlaygroundError} */ (error);
          if (problem.kind) await this.#messages.refuse(problem, written);
          else this.#sayFailed(error, written);
        }
      })
      .catch((error) => this.#sayFailed(error, written))
      .finally(() => this.#ahead.delete(ahead));
    return this.#changing;
  }

  /**
   * Brings what is shown up to the settings. Changes that the network cannot have are named and left out; a link is never fatal.
   *
   * @param {any} to
   * @param {Written} written
   */
  async #arrive(to, written) {
    try {
      return await this.#update(to);
    } catch (error) {
      const refused = /** @type {import("./pkg/nn_playground.js").PlaygroundError} */ (error);
      if (!to || !/^changes\b/.test(refused.field ?? "")) throw error;
      this.#settings.changes = null;
      const left = await this.#update(to);
      await this.#messages.refuse(refused, written);
      return left;
    }
  }

  /** Undoes the last change of the open lab, or makes it again. @param {"undo" | "redo"} way */
  #travel(way) {
    const ahead = { run: UNTRAINED };
    this.#changing = this.#changing
      .then(async () => {
        if (!this.#lab?.started) return;
        this.#lab.pause();
        this.#lab.interrupt?.();
        await this.#lab.keeping;
        const journey = this.#store.travel(way);
        if (!journey) return;
        this.#messages.hide();
        this.#ahead.add(ahead);
        this.#store.locate(journey.now, await this.#update(journey.moment.place));
        this.#ahead.delete(ahead);
        this.#showTools();
        this.#emit("change", this.settings);
      })
      .catch((error) => error instanceof Closed || this.#sayFailed(error, {}))
      .finally(() => this.#ahead.delete(ahead));
    return this.#changing;
  }

  /** Resolves when it can be used; again after it was taken out of the page and put back. Rejects with what kept it from starting. */
  get ready() {
    this.#wake();
    return this.#readiness.promise;
  }

  /** @returns {Record<string, any>} */
  get settings() {
    if (!this.#store) return { ...defaults(), ...this.#written };
    const settings = structuredClone(this.#seen);
    if (settings.lab !== "network") return settings;
    for (const { name, value } of hyperparameters(settings, this.#package.catalog)) settings[name] = value;
    return settings;
  }

  set settings(given) {
    const written = typeof given === "object" ? (given ?? {}) : { settings: given };
    if (this.#lab) this.#change(written);
    else Object.assign(this.#written, written);
  }

  /** Whether it is the page's only matter: then it fills the window. */
  get standalone() {
    return this.#standalone;
  }

  set standalone(is) {
    this.#standalone = is;
    if (is) this.#wake();
  }

  /** What is seen as the hash of a link: what differs from the defaults, and the seed. Empty until it is ready. */
  get hash() {
    if (!this.#lab) return "";
    const ahead = [...this.#ahead].at(-1);
    return this.#hashOf(this.#settings.lab, ahead ? ahead.run : this.#lab.run);
  }

  /** @param {string} lab @param {Record<string, any> | null} [run] What a lab that trains says of where it stands. */
  #hashOf(lab, run) {
    const { lang } = this.#settings;
    return toHash({ ...this.#store.seen(lab), ...run, lab, lang }, modules[lab].SCHEMA, this.#package.catalog);
  }

  /** Shows what a link says. What it does not name is at its default, but for what a person chose for all labs. */
  set hash(hash) {
    const { written, warnings } = fromHash(hash);
    if (this.#lab) {
      this.#change(this.#store.completed(written), { isLink: true, stays: !("at" in written) }, warnings);
    } else {
      // What a link named before this one did is no longer asked for.
      const former = Object.fromEntries(this.#linked.map((name) => [name, null]));
      this.#linked = Object.keys(written);
      this.settings = { ...former, ...written };
      this.#notes.push(...warnings);
    }
  }

  get state() {
    return (
      this.#lab?.state ?? {
        epoch: 0,
        step: 0,
        loss: Number.NaN,
        val_loss: null,
        accuracy: null,
        val_accuracy: null,
        seed: this.#store?.settings.seed ?? null,
        running: false,
        diverged: false,
      }
    );
  }

  play() {
    this.#then((lab) => lab.play());
  }

  pause() {
    this.#then((lab) => lab.pause());
  }

  /** @returns {Promise<void>} */
  #step(count = 1) {
    return this.#then((lab) => lab.step(count));
  }

  /** @returns {Promise<void>} */
  #epoch(count = 1) {
    return this.#then((lab) => lab.epoch(count));
  }

  // Frameworks set as a property what an element has as one. These have the name of a setting, and are something else.

  /** @returns {(count?: number) => Promise<void>} */
  get step() {
    return this.#step;
  }

  /** @param {any} value */
  set step(value) {
    this.#attribute("step", value);
  }

  /** @returns {(count?: number) => Promise<void>} */
  get epoch() {
    return this.#epoch;
  }

  /** @param {any} value */
  set epoch(value) {
    this.#attribute("epoch", value);
  }

  /** @returns {DOMStringMap} */
  get dataset() {
    return super.dataset;
  }

  /** @param {any} value */
  set dataset(value) {
    this.#attribute("dataset", value);
  }

  /** @param {string} name @param {any} value */
  #attribute(name, value) {
    if (value === null || value === undefined || value === false) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }

  /** @returns {Promise<any>} */
  reset() {
    return this.#then((lab) => lab.reset());
  }

  /** Goes to any step of the run, to the same bits. @param {number} step */
  seek(step) {
    return this.#then((lab) => lab.seek(step));
  }

  /** The network's weights as Keras lists them: kernel [inputs, units] and bias of each layer. */
  get_weights() {
    return this.#then((lab) => lab.get_weights());
  }

  /** @param {Float32Array[]} weights */
  set_weights(weights) {
    return this.#then((lab) => lab.set_weights(weights));
  }

  /** The network's outputs, [rows, outputs], for x, [rows, features]. @param {Float32Array} x */
  predict(x) {
    return this.#then((lab) => lab.predict(x));
  }

  /**
   * Does something with the lab, once it is there and what was set before has been taken; nothing if it was taken out of the page
   * meanwhile.
   *
   * @template T
   * @param {(lab: Lab) => Promise<T> | void} work
   * @returns {Promise<any>}
   */
  async #then(work) {
    await this.ready;
    await this.#loading;
    await this.#changing;
    return this.#lab ? work(this.#lab) : undefined;
  }

  /** A key that was pressed in it, or on its own page anywhere. @param {KeyboardEvent} event */
  handleKey(event) {
    if (event.type === "keydown" && !event.repeat) this.#gesture += 1;
    handleKey(event, this.#lab, { letters: this.#store?.settings.keys, travel: (way) => this.#travel(way) });
  }

  /** The address that shows this. What a link cannot say is said here. */
  #copied() {
    if (this.#lab?.isUntold) this.#messages.warn([{ kind: "untold" }]);
    const page = this.standalone ? location.href.split("#")[0] : new URL("./index.html", import.meta.url).href;
    return page + this.hash;
  }

  /** What failed and may be tried again. @param {unknown} error @param {Written} written */
  #sayFailed(error, written) {
    this.#messages.fail(/** @type {Error} */ (error), written, () => this.#change(written));
  }

  /**
   * On the element itself; and for those farther out under a name that cannot be mistaken for an event of theirs.
   *
   * @template {keyof import("./labs/index.js").Events} Type
   * @param {Type} type
   * @param {import("./labs/index.js").Events[Type]} detail
   */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
    this.dispatchEvent(new CustomEvent(`nn-${type}`, { detail, bubbles: true, composed: true }));
  }
}

/**
 * What is public is in `element.d.ts`, but for what browsers call.
 *
 * @template {never} Missing
 * @typedef {Missing} Undeclared
 * @typedef {Undeclared<Exclude<keyof NnPlayground, keyof NnPlaygroundElement | `${string}Callback`>>} Complete
 */

// Where two scripts bring it, of two versions perhaps, the first one serves the page.
if (globalThis.customElements && !customElements.get("nn-playground"))
  customElements.define("nn-playground", NnPlayground);
