// The views of the network laboratory: what each is told, what is asked of the session for it, and the answers that it shows.
import { Plane, rounded } from "./plane.js";

/**
 * @typedef {import("./view.js").Moment} Moment
 * @typedef {import("./view.js").View} View
 * @typedef {import("../../engine/protocol.js").Frame} Frame
 *
 * @typedef {object} Lab What they are views of.
 * @property {import("../index.js").Host} host
 * @property {() => import("../../engine/session.js").Session | null} session Null before it is open.
 * @property {() => import("./run.js").Data | null} data
 * @property {() => Frame | null} frame The one that is seen.
 * @property {import("./drawer.js").Drawer} drawer
 */

export class Views {
  #lab;
  /** Those that are always there. @type {View[]} */
  #fixed;
  #plane = new Plane();

  /** @param {Lab} lab @param {View[]} fixed */
  constructor(lab, fixed) {
    this.#lab = lab;
    this.#fixed = fixed;
  }

  /** Those that are there now. */
  get #all() {
    const { view } = this.#lab.drawer;
    return view ? [...this.#fixed, view] : this.#fixed;
  }

  /** One that is there from now on. @param {View} view */
  add(view) {
    this.#fixed.push(view);
    view.dress(this.moment);
    this.look();
  }

  /** What they are told. @returns {Moment} */
  get moment() {
    const { host, data, frame } = this.#lab;
    const { text } = host;
    const style = { theme: host.theme(), decimal: text.decimal };
    const [now, settings] = [data(), host.settings()];
    return { data: now, settings, style, text, state: frame()?.state, plane: this.#plane.of(now, settings) };
  }

  /** Tells all of them. */
  dress() {
    const moment = this.moment;
    for (const view of this.#all) view.dress(moment);
    this.look();
  }

  /** Asks for another picture. */
  look() {
    const session = this.#lab.session();
    const { plane } = this.moment;
    for (const view of this.#all) {
      if (!view.want || !session) continue;
      const want = view.want(session.isPlaying);
      session.want(view.key, want && { ...want, plane });
    }
  }

  /** Something else is open in the drawer. @param {View | null} gone What was before. */
  turn(gone) {
    if (gone?.want) this.#lab.session()?.want(gone.key, null);
  }

  /** Pictures show the plane where a column has this value, while it is dragged. @param {import("./plane.js").Value} dragged */
  drag(dragged) {
    this.#plane.drag(dragged);
    this.dress();
  }

  /** The same, and the settings say it from now on. @param {import("./plane.js").Value} value */
  hold({ column, value }) {
    const { data, host } = this.#lab;
    this.#plane.drag(null);
    const range = data()?.description.columns[column]?.range;
    const written = range ? rounded(value, range) : value;
    return host.change({ held: { ...host.settings().held, [`c${column + 1}`]: written } });
  }

  /** The answers of a frame. @param {Frame} frame @param {import("./run.js").Data} data Of its experiment. */
  show({ answers, state }, data) {
    const moment = { ...this.moment, data, state };
    for (const view of this.#all) if (!view.want || view.key in answers) view.show?.(answers[view.key], moment);
  }

  close() {
    for (const view of this.#all) view.close?.();
  }
}
