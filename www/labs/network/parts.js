// What the network laboratory loads after its first picture, each part without the others. What could not be loaded is tried again.
import { Closed, Died } from "../../engine/link.js";
import { whyFailed } from "../../i18n/index.js";
import { imported } from "../../once.js";
import { button } from "../../ui/controls.js";
import { h } from "../../ui/dom.js";

/**
 * @typedef {import("./view.js").View} View
 *
 * @typedef {object} Bench What they are parts of.
 * @property {import("../index.js").Host} host
 * @property {() => import("../../engine/session.js").Session} session
 * @property {import("./boundary.js").Boundary} boundary
 * @property {import("./loss.js").LossCurve} loss
 * @property {Omit<import("./graph.js").Desk, "byHand" | "release">} desk
 * @property {(step: number) => Promise<unknown>} seek
 * @property {() => Promise<unknown>} step
 * @property {() => import("./data-panel.js").DataPanel} data
 * @property {() => import("./view.js").Moment} moment
 * @property {(view: View) => void} add A view that is there from now on.
 */

export class Parts {
  #bench;
  /** The keys of those that are there. */
  #added = new Set();
  #isAdding = false;
  /** Where they come to be: from the beginning, so that nothing moves then. */
  graphPlace = h("div", { class: "graph" });
  timelinePlace = h("div", { class: "timeline", "data-key": "timeline" });
  /** The drawing, once it is there. @type {import("./graph.js").Graph | null} */
  graph = null;
  /** What is pointed at in the big picture. @type {import("./reading/points.js").Points | null} */
  #points = null;
  /** The rows that are followed through the network, by who chose them; the last one is shown. @type {Map<string, number>} */
  #followed = new Map();
  /** What walks through examples, once it was asked for. @type {import("./example.js").Walk | null} */
  #walk = null;

  /** @param {Bench} bench */
  constructor(bench) {
    this.#bench = bench;
  }

  /** Adds those that are missing. @param {Promise<unknown>} [first] What has to be seen before. */
  async addMissing(first) {
    if (this.#isAdding) return;
    this.#isAdding = true;
    /** @type {[key: string, load: () => Promise<any>, add: (module: any) => unknown][]} */
    const parts = [
      ["timeline", () => imported(new URL("./timeline.js", import.meta.url)), (module) => this.#addTimeline(module)],
      ["network", () => imported(new URL("./graph.js", import.meta.url)), (module) => this.#addGraph(module)],
      ["points", () => imported(new URL("./reading/points.js", import.meta.url)), (module) => this.#addPoints(module)],
      [
        "curve-tools",
        () => imported(new URL("./reading/curve-tools.js", import.meta.url)),
        ({ CurveTools }) => this.#add(new CurveTools(this.#bench.loss)),
      ],
    ];
    const missing = parts.filter(([key]) => !this.#added.has(key));
    const loads = missing.map(([key, load, add]) => ({ key, add, loaded: load() }));
    for (const { loaded } of loads) loaded.catch(() => {}); // it is told when it is its turn
    try {
      await first;
      const data = this.#bench.data();
      if (!data.hasSets) data.addSets();
      for (const { key, add, loaded } of loads) {
        try {
          const module = await loaded;
          if (this.#bench.session().isClosed) return;
          await add(module);
        } catch (error) {
          if (error instanceof Closed || error instanceof Died) return;
          if (key === "network") this.#sayUndrawn(/** @type {Error} */ (error));
        }
      }
    } finally {
      this.#isAdding = false;
    }
  }

  /** @param {View} view */
  #add(view) {
    this.#added.add(view.key);
    this.#bench.add(view);
  }

  /** Without the drawing the other views go on; but what is changed in it cannot be. @param {Error} error */
  #sayUndrawn(error) {
    const { text } = this.#bench.host;
    const again = button({ label: text.t("try_again"), onPress: () => this.addMissing() });
    const sentence = text.t("failed", { message: whyFailed(error, text) });
    this.graphPlace.replaceChildren(h("p", {}, sentence), again.element);
  }

  /** @param {typeof import("./graph.js")} module */
  async #addGraph(module) {
    const { host, desk, session } = this.#bench;
    const view = await module.graph(this.graphPlace, host, {
      ...desk,
      byHand: (row, way) => this.#openByHand(row, way),
      release: () => {
        this.#points?.release();
        this.#walk?.end();
      },
    });
    if (session().isClosed) return view.close();
    this.graph = view;
    view.follow(this.followed);
    this.#add(view);
    await session().frame();
  }

  /** Without it there are the keys. @param {typeof import("./timeline.js")} module */
  async #addTimeline(module) {
    await this.#bench.host.adopt(module.sheet());
    this.#add(new module.Timeline(this.timelinePlace, this.#bench.seek));
  }

  /** What lies over the points of the big picture. @param {typeof import("./reading/points.js")} module */
  #addPoints({ Points, sheet }) {
    const { host, boundary, session } = this.#bench;
    host.adopt(sheet());
    const lossOf = (/** @type {number} */ row) => session().call("loss_of", row);
    this.#points = new Points(boundary, lossOf, (row) => this.#follow("point", row));
    this.#add(this.#points);
  }

  /** The row that is followed. */
  get followed() {
    return [...this.#followed.values()].at(-1) ?? null;
  }

  /** @param {"point" | "walk"} by @param {number | null} row */
  #follow(by, row) {
    if (row === (this.#followed.get(by) ?? null)) return;
    this.#followed.delete(by);
    if (row !== null) this.#followed.set(by, row);
    this.graph?.follow(this.followed);
  }

  /** Opens the numbers of an example by hand, or says what stands against it. @param {number} row @param {"forward" | "backward"} way */
  async #openByHand(row, way) {
    /** @type {typeof import("./by-hand-settings.js")} */
    const { exampleByHand, standOf } = await imported(new URL("./by-hand-settings.js", import.meta.url));
    const { host, moment, session } = this.#bench;
    const stand = await standOf(session());
    const { data, settings } = moment();
    if (!data) return [];
    const { value, problems } = exampleByHand({ data, settings, batch: Uint32Array.of(row), ...stand }, way);
    if (value) host.change(value);
    return problems.map((key) => `by-hand.problem.${key}`);
  }

  /** What walks through the examples of the coming mini-batch. */
  async walk() {
    if (this.#walk) return this.#walk;
    /** @type {typeof import("./example.js")} */
    const { Walk, sheet } = await imported(new URL("./example.js", import.meta.url));
    const { host, boundary, session, step } = this.#bench;
    await host.adopt(sheet());
    if (this.#walk) return this.#walk; // somebody pressed twice
    this.#walk = new Walk({
      square: boundary.square,
      frame: () => boundary.frame,
      session,
      step,
      follow: (row) => this.#follow("walk", row),
    });
    this.#bench.add(this.#walk);
    return this.#walk;
  }
}
