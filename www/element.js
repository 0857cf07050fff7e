// <nn-playground>: the playground as an element, for pages of its own and of others.
import { load } from "./engine.js";
import { browserLanguage, language } from "./i18n.js";
import { NetworkLab } from "./labs/network.js";
import { ATTRIBUTES, check, defaults, hyperparameters, randomSeed, toHash } from "./settings.js";
import { h, icon } from "./ui/dom.js";
import { button } from "./ui/controls.js";

const LINK = () => icon("M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1");
const THEME = () => icon("M12 3a9 9 0 1 0 9 9c-6 1-10-3-9-9z");

const darkPage = matchMedia("(prefers-color-scheme: dark)");

let sheet;
/** The style sheet, once a page. Adopted instead of written into the shadow root: a strict style-src forbids that. */
function style() {
  sheet ??= (async () => {
    const response = await fetch(new URL("./style.css", import.meta.url));
    if (!response.ok) throw new Error(`style.css: ${response.status} ${response.statusText}`);
    return new CSSStyleSheet().replace(await response.text());
  })();
  return sheet;
}

class NnPlayground extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  /** Set by the standalone page, which the element then fills. */
  standalone = false;

  #root = this.attachShadow({ mode: "open" });
  #settings = null; // complete and checked, once the package is there
  #written = {}; // what was set before that, or while it was in no page
  #turn = 0; // how often it was put into a page
  #package = null;
  #text = null;
  #lab = null;
  #frameElement = null;
  #warnings = h("div", { class: "warnings", role: "status", hidden: true });
  #changing = Promise.resolve();
  #isReady;
  #notReady;
  #themed = () => {
    this.#applyTheme();
    this.#change({});
  };
  ready = new Promise((resolve, reject) => {
    this.#isReady = resolve;
    this.#notReady = reject;
  });

  constructor() {
    super();
    this.ready.catch(() => {}); // whoever waits hears of it; nobody has to
    this.addEventListener("keydown", (event) => this.handleKey(event));
  }

  async connectedCallback() {
    // Taken out of the page and put back while it waits for something, it starts once, for the last time it was put in.
    const turn = ++this.#turn;
    const isOver = () => !this.isConnected || turn !== this.#turn;
    darkPage.addEventListener("change", this.#themed);
    try {
      const [pack, css] = await Promise.all([load(), style()]);
      if (isOver()) return;
      this.#package = pack;
      this.#root.adoptedStyleSheets = [css];
      const { settings, warnings } = check(this.#written, pack.catalog);
      this.#settings ??= { ...defaults(), lang: browserLanguage(), seed: randomSeed() };
      this.#merge(settings);
      this.#written = {};
      this.#text = await language(this.#settings.lang);
      if (isOver()) return;
      this.#build();
      this.#showWarnings(warnings);
      await this.#begin();
      if (isOver()) return;
      this.#isReady();
      this.#emit("ready");
    } catch (error) {
      if (isOver()) return;
      // In English: the texts may be what could not be loaded.
      this.#notReady(error);
      this.#emit("error", { message: error.message });
      this.#root.replaceChildren(h("p", { role: "alert" }, `The playground could not start: ${error.message}.`));
    }
  }

  /** Starts the lab. What the core refuses falls back to its default, with a warning; a link is never fatal. */
  async #begin() {
    const standard = defaults();
    const { lang, theme, hide, seed } = this.#settings;
    let error = await this.#tryToStart();
    if (!error) return;
    const key = error.message.match(/^\w+/)?.[0];
    // The core speaks of the network's layers; they are made of two settings. A person's own points are a data set.
    const culprits = { layers: [["activation"], ["layers"]], line: [["dataset"]], data: [["dataset"]] }[key] ?? [[key]];
    const everything = Object.keys(standard);
    for (const keys of [...culprits, everything]) {
      for (const name of keys) if (name in standard) this.#settings[name] = standard[name];
      Object.assign(this.#settings, { lang, theme, hide, seed });
      this.#lab.close();
      this.#build();
      this.#warnText(error.message);
      const next = await this.#tryToStart();
      if (!next) return;
      error = next;
    }
    throw error;
  }

  async #tryToStart() {
    try {
      await this.#lab.start();
      return null;
    } catch (error) {
      return error;
    }
  }

  disconnectedCallback() {
    darkPage.removeEventListener("change", this.#themed);
    this.#lab?.close();
    this.#lab = null;
  }

  attributeChangedCallback(name, _old, value) {
    this.settings = { [name]: value };
  }

  #merge(changes) {
    for (const [key, value] of Object.entries(changes)) {
      // What depends on others has no default of its own: a seed is drawn, a language is the browser's.
      this.#settings[key] = value ?? (key === "seed" ? randomSeed() : value);
    }
  }

  #build() {
    const { t } = this.#text;
    this.#lab = new NetworkLab({
      text: this.#text,
      package: this.#package,
      settings: () => this.#settings,
      change: (written) => this.#change(written),
      emit: (type, detail) => this.#emit(type, detail),
      theme: () => this.#theme(),
    });
    const link = button({ label: t("copy_link"), picture: LINK(), hint: t("copy_link.hint"), className: "quiet link", onPress: () => this.#copyLink(link) });
    const theme = button({ label: t("theme"), picture: THEME(), hint: t("theme.hint"), className: "quiet icon-only", onPress: () => this.#change({ theme: this.#theme() === "dark" ? "light" : "dark" }) });
    this.#frameElement = h("div", { class: `playground${this.standalone ? " standalone" : ""}`, lang: this.#text.lang },
      h("header", {}, h(this.standalone ? "h1" : "h2", { class: "title" }, t("title")), this.#lab.transport, h("div", { class: "tools" }, link.element, theme.element)),
      this.#warnings, this.#lab.element);
    this.#root.replaceChildren(this.#frameElement);
    this.#applyTheme();
  }

  #theme() {
    const { theme } = this.#settings;
    return theme === "auto" ? (darkPage.matches ? "dark" : "light") : theme;
  }

  #applyTheme() {
    if (!this.#frameElement) return;
    this.#frameElement.dataset.theme = this.#theme();
    if (this.standalone) document.documentElement.style.colorScheme = this.#theme();
  }

  /** Brings what is shown up to the settings. */
  async #update() {
    if (this.#lab?.started) await this.#lab.update(this.#settings);
  }

  /** Changes settings by a person's hand or a script's. What the core refuses is taken back and said. */
  #change(written) {
    const { settings, warnings } = check(written, this.#package.catalog);
    const before = Object.fromEntries(Object.keys(settings).map((key) => [key, this.#settings[key]]));
    this.#settings = { ...this.#settings };
    this.#merge(settings);
    this.#showWarnings(warnings);
    if ("theme" in settings) this.#applyTheme();
    this.#changing = this.#changing.then(async () => {
      try {
        await this.#update();
        this.#emit("change", this.settings);
      } catch (error) {
        this.#settings = { ...this.#settings, ...before };
        await this.#update();
        this.#warnText(error.message);
      }
    });
    return this.#changing;
  }

  get settings() {
    if (!this.#settings) return { ...defaults(), ...this.#written };
    const settings = structuredClone(this.#settings);
    for (const { name, value } of hyperparameters(settings, this.#package.catalog)) settings[name] = value;
    return settings;
  }

  set settings(written) {
    if (this.#lab) this.#change(written);
    else Object.assign(this.#written, written);
  }

  get state() {
    return this.#lab?.state ?? { epoch: 0, step: 0, loss: Number.NaN, val_loss: null, accuracy: null, val_accuracy: null, seed: this.#settings?.seed ?? null, running: false, diverged: false };
  }

  play() {
    this.#then((lab) => lab.play());
  }

  pause() {
    this.#then((lab) => lab.pause());
  }

  step(count = 1) {
    return this.#then((lab) => lab.step(count));
  }

  epoch(count = 1) {
    return this.#then((lab) => lab.epoch(count));
  }

  reset() {
    return this.#then((lab) => lab.reset());
  }

  /** Does something with the lab, once it is there and what was set before has been taken. */
  async #then(work) {
    await this.ready;
    await this.#changing;
    if (this.#lab) await work(this.#lab);
  }

  /** The keys, outside of fields that use them themselves. */
  handleKey(event) {
    if (!this.#lab || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.composedPath()[0];
    const name = target instanceof Element ? target.localName : "";
    if (["input", "select", "textarea"].includes(name) || target.isContentEditable) return;
    const actions = { " ": () => this.#lab.toggle(), r: () => this.#lab.reset(), ArrowRight: () => (event.shiftKey ? this.#lab.epoch() : this.#lab.step()) };
    // A button in focus keeps the space bar: that is how it is pressed without a mouse.
    if (event.key === " " && ["button", "summary", "a"].includes(name)) return;
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  /** The settings as the hash of a link: what differs from the defaults, and the seed. */
  get hash() {
    return toHash(this.#settings ?? defaults());
  }

  /** The address that shows this. */
  get #link() {
    const page = this.standalone ? location.href.split("#")[0] : new URL("./index.html", import.meta.url).href;
    return page + this.hash;
  }

  async #copyLink(link) {
    const { t } = this.#text;
    try {
      await navigator.clipboard.writeText(this.#link);
      link.set(t("copy_link.done"));
      setTimeout(() => link.set(t("copy_link")), 2000);
    } catch {
      // No clipboard here: show the link, selected, to be copied by hand.
      const field = h("input", { type: "text", readOnly: true, value: this.#link, "aria-label": t("copy_link.by_hand") });
      this.#warnings.hidden = false;
      this.#warnings.replaceChildren(h("label", {}, t("copy_link.by_hand"), field), this.#dismiss());
      field.select();
    }
  }

  #dismiss() {
    return button({ label: "×", className: "small", hint: this.#text.t("dismiss"), onPress: () => { this.#warnings.hidden = true; } }).element;
  }

  #showWarnings(warnings) {
    this.#warnings.hidden = true;
    if (warnings.length === 0) return;
    for (const { kind, ...values } of warnings) this.#warnText(this.#text.t(`warning.${kind}`, values));
  }

  #warnText(message) {
    if (this.#warnings.hidden) this.#warnings.replaceChildren(h("ul", {}), this.#dismiss());
    this.#warnings.hidden = false;
    const told = [...this.#warnings.querySelectorAll("li")].some((item) => item.textContent === message);
    if (told) return;
    this.#warnings.firstElementChild.append(h("li", {}, message));
    this.#emit("warning", { message });
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get("nn-playground")) customElements.define("nn-playground", NnPlayground);
