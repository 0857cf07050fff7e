// The coming mini-batch: its examples, and the same numbers in the chapter in which training is done by hand.
import { Closed, Died } from "../../engine/link.js";
import { button } from "../../ui/controls.js";
import { h, styleSheet } from "../../ui/dom.js";
import { enable } from "../../ui/enable.js";
import { table } from "../../ui/table.js";
import { byHand, standOf } from "./by-hand-settings.js";
import { className, featureName } from "./names.js";
import { answeredClass } from "./reading/answers.js";

/** More examples than these are not listed. */
const MOST_ROWS = 20;

/** @typedef {import("./view.js").Moment & { data: import("./view.js").Data }} Moment */

export class Entry {
  key = "by_hand";
  #session;
  #followed;
  #softmax = h("div", {});
  #place = h("div", {});
  #said = h("p", { class: "hint", role: "status" });
  #open;
  /** @type {Record<string, any> | null} */
  #settings = null;
  /** What is on its way, and what is to be asked for after it. @type {Moment | null} */
  #next = null;
  #isAsking = false;
  element;

  /** @param {import("./drawer.js").Around} around */
  constructor({ host, session, followed }) {
    const { t } = host.text;
    this.#session = session;
    this.#followed = followed;
    host.adopt(styleSheet(new URL("./by-hand.css", import.meta.url)));
    this.#open = button({
      label: t("by-hand.open"),
      hint: t("by-hand.open.hint"),
      onPress: () => this.#settings && host.change(this.#settings),
    });
    enable(this.#open.element, false); // until its numbers are known
    this.element = h(
      "div",
      { class: "by-hand" },
      this.#softmax,
      this.#place,
      h("div", { class: "actions" }, this.#open.element),
      this.#said,
    );
  }

  /** @param {Moment} moment */
  dress(moment) {
    this.show(null, moment);
  }

  /** @param {null} _answer @param {Moment} moment */
  show(_answer, moment) {
    this.#next = moment;
    if (!this.#isAsking) this.#ask();
  }

  async #ask() {
    this.#isAsking = true;
    try {
      while (this.#next) {
        const moment = this.#next;
        this.#next = null;
        await this.#fill(moment);
      }
    } catch (error) {
      // What is refused is of a network that was another one meanwhile: the next frame asks again.
      const isOver = error instanceof Closed || error instanceof Died;
      if (!isOver && !(/** @type {{ kind?: string }} */ (error).kind)) throw error;
    } finally {
      this.#isAsking = false;
    }
  }

  /** @param {Moment} moment */
  async #fill({ data, settings, text }) {
    const session = this.#session();
    const [batch, { inputs, weights }] = await Promise.all([session.call("coming_batch"), standOf(session)]);
    // Of the points as they are: what the network takes of them may be normalized, and `predict` would do that once more.
    const { network, inputs: columns } = data.description;
    const points = rowsOf(data.points, batch, columns);
    const { values: answers } = await session.call("values_at", points, network.layers.length - 1);
    const { t, number, exact } = text;
    const { features } = data.description;
    const outputs = answers.length / batch.length;
    const rows = [...batch].slice(0, MOST_ROWS).map((row, at) => ({
      cells: [
        { content: String(row + 1), header: true },
        ...features.map((_, column) => number(inputs[row * features.length + column])),
        exact(data.targets[row]),
        [...answers.subarray(at * outputs, (at + 1) * outputs)].map((value) => number(value)).join("; "),
      ],
    }));
    const head = [
      t("by-hand.example"),
      ...features.map((name) => featureName(name, data.description, text)),
      t("by-hand.target"),
      "ŷ",
    ];
    const count = text.whole(batch.length);
    this.#place.replaceChildren(
      table({ caption: t("by-hand.batch", { count }), head, rows, className: "coming-batch" }),
    );
    await this.#showSoftmax({ data, settings, text });
    const { value, problems, remarks } = byHand({ data, settings, batch, inputs, weights });
    this.#settings = value;
    enable(this.#open.element, Boolean(value));
    const more = batch.length > MOST_ROWS ? [t("by-hand.more", { count: text.whole(batch.length - MOST_ROWS) })] : [];
    this.#said.textContent = [
      ...more,
      ...problems.map((key) => t(`by-hand.problem.${key}`)),
      ...remarks.map((key) => t(`by-hand.remark.${key}`)),
    ].join(" ");
  }

  /** How softmax makes probabilities of the example that is followed, step by step. @param {Pick<Moment, "data" | "settings" | "text">} moment */
  async #showSoftmax({ data, settings, text }) {
    const row = this.#followed();
    if (row === null || row >= data.targets.length) return this.#softmax.replaceChildren();
    const pass = await this.#session().call("example", row);
    if (!pass.powers.length) return this.#softmax.replaceChildren();
    const { t, number } = text;
    const { powers } = pass;
    const [z, p] = [pass.z, pass.a].map((all) => all.subarray(all.length - powers.length));
    const rows = Array.from(powers, (power, index) => ({
      cells: [
        { content: className(index, settings, text), header: true },
        number(z[index]),
        number(power),
        number(p[index]),
      ],
    }));
    const sum = powers.reduce((/** @type {number} */ all, /** @type {number} */ power) => all + power, 0);
    const head = [t("by-hand.class"), "z", "e^(z − max z)", "p"];
    const caption = t("by-hand.softmax", { row: row + 1, sum: number(sum) });
    const [target, answer] = [data.targets[row], answeredClass(p, 0, p.length, data.description.network.loss)];
    const said = t("by-hand.softmax.answer", {
      answer: className(answer, settings, text),
      target: className(target, settings, text),
      loss: number(pass.loss),
    });
    this.#softmax.replaceChildren(table({ caption, head, rows, className: "coming-batch" }), h("p", {}, said));
  }

  close() {
    this.#next = null;
  }
}

/** Some rows of an array of rows. @param {Float32Array} all @param {Uint32Array} rows @param {number} columns */
function rowsOf(all, rows, columns) {
  const picked = new Float32Array(rows.length * columns);
  for (const [at, row] of rows.entries()) picked.set(all.subarray(row * columns, (row + 1) * columns), at * columns);
  return picked;
}
