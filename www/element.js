// <nn-playground>: the playground as an element, for pages of its own and of others.
import { addresses, following } from "./address.js";
import { Closed } from "./engine/link.js";
import { load } from "./engine/load.js";
import { handleKey } from "./keys.js";
import { HOME, complete, isLesson, loadLab, needsPackage, noPackage } from "./labs/index.js";
import { imported } from "./once.js";
import { Playground } from "./playground.js";
import { Readiness } from "./readiness.js";
import { fromHash, isBare, isMoment } from "./settings/link.js";
import { ATTRIBUTES, SCHEMA, defaults } from "./settings/schema.js";
import { Sheets } from "./sheets.js";
import { h, styleSheet } from "./ui/dom.js";

// On a server, where pages are written, there is neither a window nor an element: importing this does nothing there.
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? Object);

/** How near the window an element starts: one window before it is seen. Many on a page do not start all at once. */
const NEAR = "100%";

/** What may have been set on an element before this script defined it. */
const EARLY = ["settings", "hash", "step", "epoch"];

/** On a page of its own the front door opens where nothing else is asked for. @param {Written} written */
const openDoor = (written) => isBare(written) && Object.assign(written, { lab: HOME });

/**
 * @typedef {import("./labs/index.js").Lab} Lab
 * @typedef {import("./settings/schema.js").Written} Written
 * @typedef {import("./settings/readers.js").Warning} Warning
 * @typedef {import("./element.d.ts").NnPlaygroundElement} NnPlaygroundElement
 */

/** @implements {NnPlaygroundElement} */
class NnPlayground extends Base {
  static observedAttributes = ATTRIBUTES;

  #standalone = false;
  #root = this.attachShadow({ mode: "open" });
  #sheets = new Sheets(this.#root);
  /** What it is once the package is there. @type {Playground | null} */
  #playground = null;
  /** What was set before that, or while it was in no page. @type {Written} */
  #written = {};
  /** What there is to say of a link that was among that. @type {Warning[]} */
  #notes = [];
  /** What a link named among that. @type {string[]} */
  #linked = [];
  /** What was set before the definition, until attributes have been read: it came later than those. @type {Record<string, any>} */
  #early = {};
  #isIn = false; // whether it is in a page; moved within one it does not leave it
  #isWanted = false; // whether it has to start although nobody sees it
  /** Looks whether it comes near the window. @type {IntersectionObserver | null} */
  #sight = null;
  #leaving = 0;
  #turn = 0; // how often it has left a page
  #readiness = new Readiness();

  constructor() {
    super();
    // What is around it is read until there is something to be seen.
    this.#root.append(document.createElement("slot"));
    // One gesture ends with the change of a control, and the next begins with a pointer or a key.
    for (const type of ["pointerdown", "change"])
      this.#root.addEventListener(type, () => {
        if (this.#playground) this.#playground.gesture += 1;
      });
    addresses.set(this, (of, isHere) => this.#playground?.addressOf(of, isHere) ?? "");
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
    this.#playground?.leave();
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
    try {
      const bar = imported(new URL("./ui/bar.js", import.meta.url));
      if (isMoment(this.#written)) {
        const { unfolded } = await imported(new URL("./tour/moments.js", import.meta.url));
        if (isOver()) return;
        Object.assign(this.#written, unfolded(this.#written));
      }
      const early = this.#written.lab ?? SCHEMA.lab.standard;
      const pack = noPackage();
      if (pack.catalog.labs.includes(early)) loadLab(early).catch(() => {}); // not after the package but beside it
      const [loaded, css, barModule, barCss] = await Promise.all([
        needsPackage(early, this.#written) ? load(isLesson(early)) : null,
        styleSheet(new URL("./style.css", import.meta.url)),
        // Without them there is only this lab.
        bar.catch(() => null),
        bar.then(({ sheet }) => sheet()).catch(() => null),
      ]);
      if (isOver()) return;
      if (loaded) complete(pack, loaded);
      for (const sheet of [css, barCss]) await this.#sheets.adopt(sheet);
      this.#playground ??= new Playground({
        element: this,
        root: this.#root,
        sheets: this.#sheets,
        package: pack,
        isStandalone: () => this.standalone,
        isReady: () => this.#readiness.isSettled,
        emit: (type, detail) => this.#emit(type, detail),
      });
      const { store, frame } = this.#playground;
      frame.bar = barModule;
      /** @type {Written} */
      const written = {};
      /** @type {Warning[]} */
      const warnings = [];
      do {
        // more may be written meanwhile
        const name = store.labOf(this.#written);
        await this.#playground.load(name, this.#written);
        if (isOver()) return;
        if (name !== store.labOf(this.#written)) continue;
        Object.assign(written, this.#written);
        warnings.push(...this.#notes, ...this.#playground.takeFirst(this.#written));
        [this.#written, this.#notes] = [{}, []];
        await frame.speak();
        if (isOver()) return;
      } while (Object.keys(this.#written).length);
      frame.messages.warn(warnings, written);
      await this.#playground.begin();
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

  /** @param {string} name @param {string | null} old @param {string | null} value */
  attributeChangedCallback(name, old, value) {
    if (value !== old) this.settings = { [name]: value };
  }

  /** Resolves when it can be used; again after it was taken out of the page and put back. Rejects with what kept it from starting. */
  get ready() {
    this.#wake();
    return this.#readiness.promise;
  }

  /** The playground while a lab is open in it: what is written before and after that waits. */
  get #open() {
    return this.#playground?.lab ? this.#playground : null;
  }

  /** @returns {Record<string, any>} */
  get settings() {
    return this.#playground?.settings ?? { ...defaults(), ...this.#written };
  }

  set settings(given) {
    const written = typeof given === "object" ? (given ?? {}) : { settings: given };
    if (this.#open) this.#open.change(written);
    else Object.assign(this.#written, written);
  }

  /** Whether it is the page's only matter: then it fills the window. */
  get standalone() {
    return this.#standalone;
  }

  set standalone(is) {
    this.#standalone = is;
    if (!is) return;
    openDoor(this.#written);
    this.#wake();
  }

  /** What is seen as the hash of a link: what differs from the defaults, and the seed. Empty until it is ready. */
  get hash() {
    return this.#playground?.hash ?? "";
  }

  /** Shows what a link says. What it does not name is at its default, but for what a person chose for all labs. */
  set hash(hash) {
    const { written, warnings } = fromHash(hash);
    if (this.#standalone) openDoor(written);
    const open = this.#open;
    if (open) {
      const how = { isLink: true, stays: !("at" in written) };
      following.set(this, open.change(open.store.completed(written), how, warnings));
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
      this.#playground?.lab?.state ?? {
        epoch: 0,
        step: 0,
        loss: Number.NaN,
        val_loss: null,
        accuracy: null,
        val_accuracy: null,
        seed: this.#playground?.store.settings.seed ?? null,
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
    await this.#playground?.settled();
    const lab = this.#playground?.lab;
    return lab ? work(lab) : undefined;
  }

  /** A key that was pressed in it, or on its own page anywhere. @param {KeyboardEvent} event */
  handleKey(event) {
    const playground = this.#playground;
    if (playground && event.type === "keydown" && !event.repeat) playground.gesture += 1;
    handleKey(event, playground?.lab ?? null, {
      letters: playground?.store.settings.keys,
      travel: (way) => playground?.travel(way),
      project: () => playground?.frame.project(),
      move: playground?.frame.moves ? (by) => playground.frame.move(by) : undefined,
    });
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
