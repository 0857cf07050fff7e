// The table of all examples.
import { h } from "../../ui/dom.js";
import { html, nothing, render } from "../../ui/lit.js";

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").PerceptronShown} PerceptronShown
 * @typedef {import("../../i18n/index.js").Text} Text
 */

/** All examples, with what is wanted and what is said; the one in turn is marked. From step to step few of its cells change. */
export class Examples {
  /** How numbers are written. @type {Map<number, string>} */
  #written = new Map();
  #text = "";
  element = h("div", { class: "sheet examples", tabIndex: 0, role: "group" });

  /** @param {PerceptronShown} shown @param {Text} text */
  show(shown, text) {
    const { t, exact, whole } = text;
    if (this.#text !== text.lang || this.#written.size > 10_000) this.#written.clear();
    this.#text = text.lang;
    const short = (/** @type {number} */ given) => {
      let written = this.#written.get(given);
      if (written === undefined) {
        written = exact(Number(given.toFixed(Math.abs(given) < 100 ? 2 : 0)));
        this.#written.set(given, written);
      }
      return written;
    };
    const list = (/** @type {number[]} */ all) =>
      shown.units.length === 1 ? short(all[0]) : `(${all.map(short).join("; ")})`;
    const symbols = (/** @type {string} */ letter) => shown.units.map((_, unit) => `${letter}-${unit}`).join(" ");
    const [y, yhat] = [symbols("y"), symbols("yhat")];
    const current = shown.status === "converged" ? -1 : shown.example.index;
    this.element.setAttribute("aria-label", t("perceptron.examples"));
    render(
      html`
      <table>
        <caption>${t("perceptron.examples")}</caption>
        <thead>
          <tr>
            <th scope="col">№</th><th scope="col" data-symbol="x1">x₁</th><th scope="col" data-symbol="x2">x₂</th>
            <th scope="col" data-symbol=${y}>y</th><th scope="col" data-symbol=${yhat}>ŷ</th>
            <th scope="col"><span class="unseen">${t("perceptron.right")}</span></th>
          </tr>
        </thead>
        <tbody>${shown.points.map((point, at) => {
          const symbol = (/** @type {string} */ name) => (at === current ? name : nothing);
          return html`
          <tr class=${at === current ? "current" : ""}>
            <th scope="row">${whole(at + 1)}</th>
            <td data-symbol=${symbol("x1")}>${short(point.x)}</td><td data-symbol=${symbol("x2")}>${short(point.y)}</td>
            <td data-symbol=${symbol(y)}>${list(point.targets)}</td>
            <td data-symbol=${symbol(yhat)}>${list(point.outputs)}</td>
            <td class=${point.right ? "right" : "wrong"} data-symbol=${symbol(yhat)}>${point.right ? "✓" : "✗"}</td>
          </tr>`;
        })}</tbody>
      </table>`,
      this.element,
    );
    if (current >= 0) this.#reveal(current);
  }

  /** Keeps the row of the example in turn in sight, below the head, without moving the page. @param {number} at */
  #reveal(at) {
    const sheet = this.element;
    const rows = sheet.querySelectorAll("tr");
    const { offsetTop, offsetHeight } = rows[at + 1];
    const head = rows[0].offsetHeight;
    const room = Math.floor((sheet.clientHeight - head) / offsetHeight);
    const isSeen =
      offsetTop >= sheet.scrollTop + head && offsetTop + offsetHeight <= sheet.scrollTop + sheet.clientHeight;
    if (!isSeen && room > 0) sheet.scrollTop = rows[Math.max(0, at - room + 1) + 1].offsetTop - head;
  }
}
