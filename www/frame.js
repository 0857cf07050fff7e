// What is seen of a playground: the bar, the messages and the open lab, in a language and a theme.
import { Closed } from "./engine/link.js";
import { browserLanguage, language } from "./i18n/index.js";
import { HOME, LABS, modules } from "./labs/index.js";
import { Messages } from "./messages.js";
import { imported } from "./once.js";
import { paper } from "./paper.js";
import { snake } from "./settings/readers.js";
import { h, unset } from "./ui/dom.js";

const darkPage = globalThis.matchMedia?.("(prefers-color-scheme: dark)");

/**
 * So many pixels high is a projector's picture, whatever its size: the smallest text, 13 of them, is a 45th of that.
 */
const PROJECTED = 585;

/** The same with the strip of the tour, below what a projector shows. */
const TOURED = 645;

/** What is narrower or lower is no projector's picture, but a phone that was led to one: there letters have their usual size. */
const HAND = { width: 700, height: 480 };

/**
 * @typedef {import("./labs/index.js").Lab} Lab
 * @typedef {import("./i18n/index.js").Text} Text
 * @typedef {import("./settings/store.js").Store} Store
 * @typedef {import("./settings/schema.js").Written} Written
 * @typedef {Error & Partial<import("./pkg/nn_playground.js").PlaygroundError>} Refused What was thrown: with a `kind` the core
 *   refuses something.
 *
 * @typedef {object} Around What the frame asks of those around it.
 * @property {ShadowRoot} root
 * @property {import("./sheets.js").Sheets} sheets
 * @property {Store} store
 * @property {() => boolean} isStandalone Whether it fills the window.
 * @property {(name: string) => import("./labs/index.js").Host} host
 * @property {(written: Written) => Promise<unknown>} change Changes settings by a person's hand.
 * @property {(way: "undo" | "redo") => void} travel
 * @property {() => string} link The address of what is seen.
 * @property {(lab: string) => string} addressOf The hash of a lab, as it was left.
 * @property {<Type extends keyof import("./labs/index.js").Events>(type: Type, detail: import("./labs/index.js").Events[Type]) => void} emit
 */

export class Frame {
  #around;
  #store;
  /** Those that have been open, by name: a network stays as far trained as it was left. @type {Record<string, Lab>} */
  labs = {};
  /** The one that is open. @type {Lab | null} */
  lab = null;
  #open = ""; // its name
  #hadFocus = false; // whether something here had it when all was built anew
  /** What the open lab says. @type {Text} */
  #text = unset;
  /** What each lab that has been open says, by its name. @type {Record<string, Text>} */
  #texts = {};
  /** @type {HTMLElement | null} */
  #element = null;
  /** Shows in the bar what can be undone. @type {((store: Store) => void) | null} */
  #tools = null;
  /** Of the tour that is followed. @type {import("./tour/strip.js").Strip | null} */
  #strip = null;
  /** The module of the bar: without it there is only the open lab. @type {typeof import("./ui/bar.js") | null} */
  bar = null;
  messages;
  #themed = () => {
    if (!this.#element || this.#element.dataset.theme === this.theme) return;
    this.applyTheme();
    this.lab?.repaint?.(); // at once: who prints does not wait
    if (this.lab) this.#around.change({});
  };

  /** @param {Around} around */
  constructor(around) {
    this.#around = around;
    this.#store = around.store;
    this.messages = new Messages({ text: () => this.#text, emit: around.emit, go: around.change });
  }

  #projected = () => this.#applyView();

  /** Follows the theme of the page around, and the size of the window. */
  enter() {
    window.addEventListener("resize", this.#projected);
    for (const media of [darkPage, paper]) media.addEventListener("change", this.#themed);
  }

  /** Closes all labs; the settings say how far they were trained. Returns whether any was. */
  leave() {
    window.removeEventListener("resize", this.#projected);
    for (const media of [darkPage, paper]) media.removeEventListener("change", this.#themed);
    const labs = Object.values(this.labs);
    const isTrained = labs.some((lab) => lab.run);
    for (const lab of labs) {
      Object.assign(this.#store.settings, lab.run);
      lab.close();
    }
    this.labs = {};
    this.lab = null;
    return isTrained;
  }

  /** The settings as a lab sees them, those of now or of a moment. @param {string} [name] @returns {Record<string, any>} */
  seen(name = this.#store.settings.lab, settings = this.#store.settings) {
    const seen = this.#store.seen(name, settings);
    return { ...seen, lang: seen.lang ?? browserLanguage() };
  }

  /** What a lab says, in the language of now. @param {string} name */
  textOf(name) {
    return this.#texts[name];
  }

  /** Loads what the lab of the settings is to say, before any is open. */
  async speak() {
    const { lang, lab } = this.seen();
    this.#text = this.#texts[lab] = await language(lang, lab);
  }

  /**
   * Opens the lab of the settings. What the core refuses falls back to its default, with a warning; a link is never fatal.
   *
   * @param {any} [to] A place of its training.
   */
  async open(to) {
    const name = this.#store.settings.lab;
    let error = await this.#tryToOpen(name, to);
    if (!error) return;
    if (!error.kind) throw error; // nothing that other settings would mend
    const { remedy } = await imported(new URL("./settings/remedies.js", import.meta.url));
    /** @type {Set<string>} */
    const tried = new Set();
    while (error) {
      const change = remedy(error, name, modules[name].SCHEMA, this.#store.settings, tried);
      if (!change) throw error;
      Object.assign(this.#store.settings, change);
      const next = await this.#tryToOpen(name, to);
      await this.messages.refuse(/** @type {import("./pkg/nn_playground.js").PlaygroundError} */ (error));
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
  async #tryToOpen(name, to) {
    const { sheets, host } = this.#around;
    const [before, lab] = [this.lab, this.labs[name] ?? new modules[name].Lab(host(name))];
    this.labs[name] = lab;
    const isFirst = !before || before === lab;
    const isNew = !lab.started; // also if its first picture is what fails
    if (isFirst) {
      this.lab = lab;
      this.#open = name;
      this.#build();
    } else {
      // It is there already and has its size, but nobody sees it.
      lab.element.classList.add("coming");
      this.#element?.append(lab.element);
      this.isBusy = true;
    }
    sheets.wear([this.#open, name]);
    try {
      await (isNew ? lab.start() : lab.update(this.seen(name), to));
    } catch (problem) {
      const error = /** @type {Refused} */ (problem);
      if (!isNew) return error;
      lab.close();
      lab.element.remove();
      if (this.labs[name] === lab) delete this.labs[name];
      if (this.lab === lab) this.lab = null;
      return error;
    } finally {
      lab.element.classList.remove("coming");
      this.isBusy = false;
      sheets.wear([this.#open]);
    }
    if (this.labs[name] !== lab) return null; // taken out of the page meanwhile
    if (isFirst) {
      this.#hide(); // the parts of a lesson have come with its first answer
      return null;
    }
    before.pause();
    this.lab = lab;
    this.#open = name;
    sheets.wear([name]);
    this.#text = this.#texts[name];
    this.#build();
    return null;
  }

  /**
   * Brings what is shown up to the settings; `to` is a place of its training to which the lab is to go. Returns the place
   * that it left, if it has such.
   *
   * @param {any} [to]
   * @param {ReturnType<Frame["seen"]>} [settings] The settings of a moment; else those of now.
   */
  async update(to, settings) {
    if (!this.lab?.started) return undefined;
    const { lab, lang } = settings ?? this.seen();
    const text = await language(lang, lab);
    const open = this.lab;
    if (!open) throw new Closed();
    const isNew = text !== this.#text;
    this.#texts[lab] = text;
    if (this.labs[lab] !== open) {
      if (this.labs[lab]) this.labs[lab].translate();
      await this.open(to);
      this.#hide();
      await this.guide();
      return undefined;
    }
    this.#text = text;
    const rebuild = () => {
      open.translate();
      this.#build();
    };
    if (isNew && this.bar) this.bar.keepingPlace(this.#around.root, rebuild);
    else if (isNew) rebuild();
    this.#applyView();
    const left = await open.update(settings ?? this.seen(), to);
    this.#hide();
    await this.guide();
    return left;
  }

  #build() {
    const lab = this.lab;
    if (!lab) return;
    const { t, lang } = this.#text;
    const isStandalone = this.#around.isStandalone();
    this.#element = h(
      "div",
      { class: `playground${isStandalone ? " standalone" : ""}`, lang, dir: "ltr" },
      h("header", {}, h(isStandalone ? "h1" : "h2", { class: "title" }, t("title")), lab.transport),
      // By a projector the introduction, which has it, is hidden.
      h("h2", { class: "unseen chapter-title" }, t(`lab.${this.#store.settings.lab}`)),
      this.messages.element,
      lab.element,
    );
    this.#hadFocus = this.#around.root.activeElement !== null;
    this.#around.root.replaceChildren(this.#element);
    if (isStandalone) {
      const open = this.#store.settings.lab;
      document.title = open === HOME ? t("title") : `${t(`lab.${open}`)} · ${t("title")}`;
      document.documentElement.lang = lang;
    }
    this.applyTheme();
    this.#applyView();
    this.#dress(lab);
    this.#hide();
  }

  /** Puts the bar around a lab. @param {Lab} lab */
  #dress(lab) {
    const { change, travel, link } = this.#around;
    if (!this.bar) return;
    const { labs, tools, onward, show } = this.bar.bar({
      text: this.#text,
      home: HOME,
      labs: LABS,
      open: this.#store.settings.lab,
      address: this.#around.isStandalone() ? this.#around.addressOf : null,
      go: (name) => this.go(name),
      theme: () => change({ theme: this.theme === "dark" ? "light" : "dark" }),
      project: () => this.project(),
      speak: (lang) => change({ lang }),
      shown: link,
      undo: () => travel("undo"),
      redo: () => travel("redo"),
    });
    this.#tools = show;
    this.showTools();
    lab.transport.before(labs);
    lab.transport.after(tools);
    this.#element?.append(onward);
  }

  /** Whether a tour is followed. */
  get moves() {
    return this.#strip !== null;
  }

  /** To a moment of the tour, so many farther. @param {number} by */
  move(by) {
    this.#strip?.move(by);
  }

  /** Shows where in a tour one is, if one is followed. */
  async guide() {
    const { change, link, root, sheets } = this.#around;
    const { tour } = this.#store.settings;
    try {
      if (tour && !this.#strip) {
        const { Strip, sheet } = await imported(new URL("./tour/strip.js", import.meta.url));
        await sheets.adopt(sheet());
        this.#strip ??= /** @type {import("./tour/strip.js").Strip} */ (
          new Strip({
            go: (/** @type {string} */ tour) => change({ tour }),
            end: () => change({ tour: null, view: "normal" }),
            link,
            text: () => this.#text,
          })
        );
      }
      if (tour) await this.#strip?.show(tour, this.#text.lang);
    } catch (error) {
      this.messages.fail(/** @type {Error} */ (error), { tour }, () => this.guide());
    }
    const strip = this.#store.settings.tour ? this.#strip : null;
    if (!strip) this.#strip?.element.remove();
    this.#strip = strip;
    this.#element?.classList.toggle("touring", Boolean(strip));
    this.#applyView();
    if (!strip || strip.element.parentNode === this.#element) return;
    this.#element?.append(strip.element);
    if (!root.activeElement && this.#hadFocus) strip.focus();
  }

  showTools() {
    this.#tools?.(this.#store);
    this.#strip?.share();
  }

  /** To another lab: there one begins at the top, and the space bar plays. @param {string} lab */
  async go(lab) {
    const { change, root, isStandalone } = this.#around;
    await change({ lab });
    const found = [".primary", ".labs .opener", "[aria-current]"].flatMap((place) => [
      .../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(place)),
    ]);
    found.find((element) => element.offsetParent)?.focus();
    if (isStandalone()) scrollTo(0, 0);
  }

  /** Parts and single controls that are not wanted. */
  #hide() {
    const hidden = this.#store.settings.hide.map(snake);
    /** @type {NodeListOf<HTMLElement>} */
    const parts = this.#around.root.querySelectorAll("[data-key]");
    for (const part of parts) part.classList.toggle("hidden", hidden.includes(part.dataset.key ?? ""));
  }

  /** @param {boolean} is */
  set isBusy(is) {
    if (is) this.#element?.setAttribute("aria-busy", "true");
    else this.#element?.removeAttribute("aria-busy");
  }

  /** Takes the other view. */
  project() {
    this.#around.change({ view: this.#store.settings.view === "projector" ? "normal" : "projector" });
  }

  /** For a projector all is enlarged; in a page of somebody else's as if its width were that of a picture of 16 to 9. */
  #applyView() {
    const frame = this.#element;
    if (!frame) return undefined;
    const isProjected = this.#store.settings.view === "projector";
    frame.classList.toggle("projector", isProjected);
    frame.style.removeProperty("--zoom");
    if (!isProjected) return frame.style.removeProperty("zoom");
    const { clientWidth } = this.#around.root.host;
    const height = this.#around.isStandalone() ? innerHeight : (clientWidth * 9) / 16;
    const isInHand = clientWidth < HAND.width || (this.#around.isStandalone() && height < HAND.height);
    const zoom = isInHand ? "1" : String(height / (frame.classList.contains("touring") ? TOURED : PROJECTED));
    frame.style.setProperty("--zoom", zoom); // for heights that are parts of the window's
    return frame.style.setProperty("zoom", zoom);
  }

  get theme() {
    const { theme } = this.#store.settings;
    if (paper.matches) return "light";
    return theme === "auto" ? (darkPage.matches ? "dark" : "light") : theme;
  }

  applyTheme() {
    if (!this.#element) return;
    this.#element.dataset.theme = this.theme;
    if (this.#around.isStandalone()) document.documentElement.style.colorScheme = this.theme;
  }
}
