// A playground from its package on: takes what is written over, brings what is seen up to it, one change after the other, and
// undoes it.
import { LabAttributes } from "./attributes.js";
import { takeFiles } from "./drop.js";
import { Closed } from "./engine/link.js";
import { load } from "./engine/load.js";
import { Frame } from "./frame.js";
import { complete, isLesson, loadLab, modules, needsPackage } from "./labs/index.js";
import { strange, unknownOnes } from "./settings/check.js";
import { hyperparameters } from "./settings/experiment.js";
import { imported } from "./once.js";
import { isMoment, toHash } from "./settings/link.js";
import { UNTRAINED } from "./settings/schema.js";
import { Store } from "./settings/store.js";

/**
 * @typedef {import("./labs/index.js").Host} Host
 * @typedef {import("./settings/schema.js").Written} Written
 * @typedef {import("./settings/readers.js").Warning} Warning
 * @typedef {import("./pkg/nn_playground.js").PlaygroundError} PlaygroundError
 * @typedef {Parameters<Store["take"]>[1] & { from?: string, areAttributes?: boolean, isLink?: boolean, stays?: boolean }} How As `take`
 *   of the store has it; the lab for which alone it was written; and of a link `isLink`: training goes where it says, or, if it
 *   says no step, `stays` wherever it is in the same run.
 *
 * @typedef {object} Owner The element, as its playground sees it.
 * @property {HTMLElement} element
 * @property {ShadowRoot} root
 * @property {import("./sheets.js").Sheets} sheets
 * @property {import("./labs/index.js").Package} package
 * @property {() => boolean} isStandalone
 * @property {() => boolean} isReady
 * @property {import("./frame.js").Around["emit"]} emit
 */

export class Playground {
  #owner;
  store;
  frame;
  #attributes;
  /** The changes that are on their way to the lab, with what a link says of its training: null as the settings do. @type {Set<{ run: {} | null }>} */
  #ahead = new Set();
  /** The changes that may still be refused. @type {Set<import("./settings/store.js").Change>} */
  #unproved = new Set();
  #isLeft = false; // whether the settings say how far its training was when it was taken out of the page
  /** Files are no longer taken. */
  #endDrops = () => {};
  /** @type {Promise<unknown>} */
  #changing = Promise.resolve();
  /** While the module of a lab is on its way. @type {Promise<unknown> | null} */
  #loading = null;
  /** Counts what a person does with controls: a drag is one. */
  gesture = 0;

  /** @param {Owner} owner */
  constructor(owner) {
    this.#owner = owner;
    this.store = new Store(owner.package.catalog);
    this.frame = new Frame({
      ...owner,
      store: this.store,
      host: (name) => this.#host(name),
      change: (written) => this.change(written),
      travel: (way) => this.travel(way),
      link: () => this.#copied(),
      addressOf: (lab) => this.addressOf(lab) || this.#toOpen("lab", lab),
    });
    this.#attributes = new LabAttributes(owner.element, (written) => {
      if (this.lab) this.change(written, { from: this.store.settings.lab, areAttributes: true });
    });
  }

  /** The one that is open. */
  get lab() {
    return this.frame.lab;
  }

  /** What a lab with what is written needs: its module, and the package. @param {string} lab @param {Written} written */
  async load(lab, written) {
    const pack = this.#owner.package;
    const loading = loadLab(lab);
    if (!this.#has(lab, written)) await Promise.all([loading, load(isLesson(lab)).then((all) => complete(pack, all))]);
    await loading;
  }

  /** Whether the package is there, or not needed. @param {string} lab @param {Written} written */
  #has(lab, written) {
    return Boolean(this.#owner.package.wasm) || !needsPackage(lab, written);
  }

  /**
   * Takes over what was written before any lab is open; its module must be there. Returns what there is to say of it.
   *
   * @param {Written} written
   */
  takeFirst(written) {
    const { lab, ...change } = this.#take(written);
    const isOther = lab === "network" && change.isKept && !("at" in change.settings);
    if (this.#isLeft && isOther) Object.assign(this.store.settings, UNTRAINED);
    return change.warnings;
  }

  /** Opens the lab of the settings; what changes meanwhile is shown after that. */
  begin() {
    this.frame.enter();
    const isStandalone = this.#owner.isStandalone();
    this.#endDrops(); // it may begin again after a load that failed
    this.#endDrops = takeFiles(isStandalone ? document : this.#owner.element, {
      isWanted: () => isStandalone || this.lab?.openFile !== undefined,
      open: (file) => this.#open(file),
    });
    const begun = this.frame.open().then(() => this.frame.guide());
    this.#changing = begun.catch(() => {});
    return begun;
  }

  /** It was taken out of the page. */
  leave() {
    this.#endDrops();
    this.#isLeft = this.frame.leave() || this.#isLeft;
  }

  /** A file that was dropped is opened where files are: in the network. @param {File} file */
  async #open(file) {
    if (!this.lab?.openFile) await this.change({ lab: "network" });
    await this.lab?.openFile?.(file);
  }

  /** What was set before this has been taken, and is seen. */
  async settled() {
    await this.#loading;
    await this.#changing;
  }

  /**
   * Takes over what was written, as far as it is legal. The module of the lab for which it is must be there.
   *
   * @param {Written} written
   * @param {How} [how]
   */
  #take(written, how) {
    const { store } = this;
    const name = store.labOf(written);
    if (name === store.settings.lab && this.lab) return store.take(written, how);
    // Its keys could not be known before, neither here nor where attributes were read. Those of a lab that is not open nobody follows.
    const own = modules[name].SCHEMA;
    const all = { ...this.#attributes.follow(name, own), ...written };
    if (store.knows(name)) return store.take(all, how);
    store.know(name, own);
    const change = store.take(all, { passes: true });
    const wrong = strange(this.#owner.element.getAttributeNames(), own);
    if (wrong.length) change.warnings.push(unknownOnes(wrong, own));
    return change;
  }

  /** What a lab may ask of the element. @param {string} name @returns {Host} */
  #host(name) {
    const { frame, store } = this;
    const { emit, isReady, sheets, package: pack } = this.#owner;
    return {
      get text() {
        return frame.textOf(name);
      },
      package: pack,
      settings: () => frame.seen(name),
      // A lab that is closed, or was left, may have something on its way.
      change: async (written, how) => {
        if (frame.lab) await this.change(written, { gesture: this.gesture, ...how, from: name });
      },
      gesture: () => this.gesture,
      changing: () => this.#changing,
      moment: () => store.moment(name),
      // What can be undone though no setting changes; `place` is where training stood.
      keep: (place, moment) => {
        store.keep(name, place, moment);
        frame.showTools();
      },
      // Settings to which training has come, or that it no longer has: nobody wrote them.
      settle: (settings) => {
        const isOther = store.settle(settings);
        if (isOther && isReady() && store.settings.lab === name) emit("change", this.settings);
      },
      warn: (warnings) => frame.messages.also(warnings),
      // A lab that is left may have something on its way.
      emit: (type, detail) => {
        if (store.settings.lab === name) emit(type, detail);
      },
      address: this.#owner.isStandalone() ? (lab) => this.addressOf(lab) || this.#toOpen("lab", lab) : null,
      tour: this.#owner.isStandalone() ? this.#toOpen("tour", "lecture") : null,
      go: (lab) => frame.go(lab),
      theme: () => frame.theme,
      adopt: (sheet) => sheets.adopt(sheet, name),
    };
  }

  /**
   * Changes settings by a person's hand or a script's. What the core refuses is taken back and said.
   *
   * @param {Written} written
   * @param {How} [how]
   * @param {Warning[]} [notes] What else there is to say.
   * @returns {Promise<unknown>}
   */
  change(written, how = {}, notes = []) {
    if (isMoment(written)) return this.#changeTo(written, notes);
    const lab = this.store.labOf(written);
    // What a lab wants of itself does not wait for the one that is to follow it.
    if ((!this.#loading || how.from === lab) && modules[lab] && this.#has(lab, written))
      return this.#apply(written, how, notes);
    this.frame.isBusy = true;
    const loading = Promise.resolve(this.#loading).then(async () => {
      try {
        await this.load(this.store.labOf(written), written);
        return this.#apply(written, how, notes);
      } catch (error) {
        return this.#sayFailed(error, written);
      } finally {
        if (this.#loading === loading) this.#loading = null;
        if (!this.#loading) this.frame.isBusy = false;
      }
    });
    this.#loading = loading;
    return loading;
  }

  /** To a moment of a tour, which is followed as a link is. @param {Written} written @param {Warning[]} notes @returns {Promise<unknown>} */
  async #changeTo(written, notes) {
    try {
      const { unfolded } = await imported(new URL("./tour/moments.js", import.meta.url));
      this.lab?.pause();
      const all = this.store.completed(unfolded(written));
      // What a page hides stays hidden, and who asks goes on asking.
      for (const key of ["hide", "ask"]) if (all[key] === null) delete all[key];
      return await this.change(all, { isLink: true }, notes);
    } catch (error) {
      return this.#sayFailed(error, written);
    }
  }

  /** @param {Written} written @param {How} how @param {Warning[]} notes */
  #apply(written, { isLink = false, stays = false, from, areAttributes = false, ...how }, notes) {
    const { store, frame } = this;
    if (from && from !== store.settings.lab) return this.#changing; // that one was left meanwhile
    if (areAttributes) this.#attributes.took(store.settings.lab, written);
    const change = this.#take(written, { ...how, began: frame.labs.network?.began });
    const { before, settings } = change;
    if ("theme" in settings) frame.applyTheme();
    frame.messages.warn([...notes, ...change.warnings], written);
    // Frameworks set the same again and again; who hears of a change may set it, too, and that must come to an end.
    /** @type {Record<string, any>} */
    const now = store.settings;
    const names = Object.keys(before);
    const isSame = (/** @type {string} */ key) => JSON.stringify(before[key]) === JSON.stringify(now[key]);
    const isNothing = names.length > 0 && names.every(isSame);
    // Training goes where a link says, and where `at` and `changes` do that are others than those with which it was opened.
    const isTo = isLink || ["at", "changes"].some((key) => key in before && !isSame(key));
    const to = isTo && store.settings.lab === "network" ? { named: Object.keys(settings), stays } : undefined;
    if (isNothing && !to) return this.#changing;
    const ahead = { run: to ? null : UNTRAINED };
    if (change.isKept || to) this.#ahead.add(ahead);
    if (this.lab?.started) this.lab.interrupt?.();
    if (isLink) this.lab?.dropTurns?.();
    this.#unproved.add(change);
    this.#changing = this.#changing
      .then(async () => {
        try {
          const left = await this.#arrive(to, written, change);
          this.#unproved.delete(change);
          if (left && (to || change.isKept)) store.locate(change, left);
          this.#ahead.delete(ahead);
          frame.showTools();
          if (settings.autoplay && !before.autoplay) this.lab?.play({ rests: true });
          if (left || !isNothing) this.#owner.emit("change", this.settings);
        } catch (error) {
          if (error instanceof Closed) return; // taken out of the page meanwhile: it starts with these settings when it is put back
          this.#unproved.delete(change);
          store.rollBack(change, this.#unproved);
          // What else is wrong is of a change that follows.
          await frame.update().catch((later) => this.#unproved.size || Promise.reject(later));
          const problem = /** @type {PlaygroundError} */ (error);
          if (problem.kind) await frame.messages.refuse(problem, written);
          else this.#sayFailed(error, written);
        }
      })
      .catch((error) => this.#sayFailed(error, written))
      .finally(() => {
        this.#unproved.delete(change);
        this.#ahead.delete(ahead);
      });
    return this.#changing;
  }

  /**
   * Brings what is shown up to the settings; where those are refused that were changed since, to those of this change. Changes that
   * the network cannot have are named and left out; a link is never fatal.
   *
   * @param {any} to
   * @param {Written} written
   * @param {import("./settings/store.js").Change} change
   */
  async #arrive(to, written, { after }) {
    const { store, frame } = this;
    /** @type {PlaygroundError} */
    let refused;
    try {
      return await frame.update(to);
    } catch (error) {
      refused = /** @type {PlaygroundError} */ (error);
    }
    const seen = frame.seen(after.lab, after);
    if (refused.kind && JSON.stringify(seen) !== JSON.stringify(frame.seen())) {
      try {
        return await frame.update(to, seen);
      } catch (error) {
        refused = /** @type {PlaygroundError} */ (error);
      }
    }
    if (!to || !/^changes\b/.test(refused.field ?? "")) throw refused;
    store.settings.changes = null;
    const left = await frame.update(to);
    await frame.messages.refuse(refused, written);
    return left;
  }

  /**
   * Undoes the last change of the open lab, or makes it again. The settings are those at once, so that what is pressed next starts
   * from them; but what waits for its turn, or is still to be kept for undo, comes first.
   *
   * @param {"undo" | "redo"} way
   * @returns {Promise<unknown>}
   */
  travel(way) {
    const { lab } = this;
    const go = () => {
      lab?.pause();
      const before = this.#changing;
      this.#changing =
        lab?.started && !lab.keeping
          ? this.#travel(way, before)
          : Promise.all([before, lab?.keeping]).then(() => this.#travel(way));
      return this.#changing;
    };
    return lab?.isWaiting && lab.inTurn ? lab.inTurn(go) : go();
  }

  /** @param {"undo" | "redo"} way @param {Promise<unknown>} [before] What is shown first. */
  async #travel(way, before) {
    const { store, frame, lab } = this;
    const journey = lab?.started && store.travel(way);
    if (!journey) return before;
    const seen = frame.seen(); // before what is changed next
    const ahead = { run: UNTRAINED };
    this.#ahead.add(ahead);
    lab.interrupt?.();
    frame.messages.hide();
    try {
      await before;
      // What was shown first may have begun training anew.
      if (seen.lab === "network") store.settle({ at: seen.at, changes: seen.changes });
      store.locate(journey.now, await frame.update(journey.moment.place, seen));
      this.#ahead.delete(ahead);
      this.#owner.emit("change", this.settings);
    } catch (error) {
      if (error instanceof Closed) return;
      // It was undone before anything could tell that it is refused.
      const problem = /** @type {PlaygroundError} */ (error);
      if (!problem.kind) return this.#sayFailed(error, {});
      store.travel(way === "undo" ? "redo" : "undo");
      await frame.messages.refuse(problem, {});
    } finally {
      this.#ahead.delete(ahead);
      frame.showTools();
    }
  }

  /** All, as whoever asks the element sees them. @returns {Record<string, any>} */
  get settings() {
    const settings = structuredClone(this.frame.seen());
    if (settings.lab !== "network") return settings;
    for (const { name, value } of hyperparameters(settings, this.#owner.package.catalog)) settings[name] = value;
    return settings;
  }

  /** What is seen as the hash of a link: what differs from the defaults, and the seed. Empty until there is something to be seen. */
  get hash() {
    if (!this.lab) return "";
    const ahead = [...this.#ahead].at(-1);
    return this.#hashOf(this.store.settings.lab, ahead ? ahead.run : this.lab.run);
  }

  /** The hash for the address of a page, of the open lab or of one that was left. @param {string | null} [of] @param {boolean} [isHere] As for `toHash`. */
  addressOf(of, isHere) {
    const name = of ?? this.store.settings.lab;
    const lab = this.frame.labs[name];
    return lab && !this.#ahead.size ? this.#hashOf(name, lab.isRunning ? UNTRAINED : lab.run, isHere) : "";
  }

  /** The hash that says this, and the language that was chosen. @param {string} setting @param {string} value */
  #toOpen(setting, value) {
    const { lang } = this.store.settings;
    return `#${setting}=${value}${lang ? `&lang=${lang}` : ""}`;
  }

  /** @param {string} lab @param {Record<string, any> | null} [run] What a lab that trains says of where it stands. @param {boolean} [isHere] As for `toHash`. */
  #hashOf(lab, run, isHere) {
    const { lang } = this.store.settings;
    const settings = { ...this.store.seen(lab), ...run, lab, lang };
    return toHash(settings, modules[lab].SCHEMA, this.#owner.package.catalog, isHere);
  }

  /** The address that shows this. What a link cannot say is said here. */
  #copied() {
    const kind = this.lab?.isUntold;
    if (kind) this.frame.messages.warn([{ kind }]);
    const page = this.#owner.isStandalone()
      ? location.href.split("#")[0]
      : new URL("./index.html", import.meta.url).href;
    return page + this.hash;
  }

  /** What failed and may be tried again. @param {unknown} error @param {Written} written */
  #sayFailed(error, written) {
    this.frame.messages.fail(/** @type {Error} */ (error), written, () => this.change(written));
  }
}
