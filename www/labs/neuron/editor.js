// A network of one's own as lists: what the mouse can do with the picture, and more, with the keyboard alone.
import { addButton, html, render, selection, signButton } from "../../ui/lit.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";

const MOST = 12; // neurons, as in src/labs/neuron/net.rs
const HIGHEST = 9; // threshold
const NEW_NAMES = [..."DEFGHIJKLMNOPQ"];

/**
 * @typedef {import("../../pkg-lessons/nn_playground.js").NeuronShown} NeuronShown
 * @typedef {import("../../pkg-lessons/nn_playground.js").NeuronConnection} NeuronConnection
 *
 * @typedef {{ from: string, inhibitory: boolean }} Incoming
 * @typedef {{ name: string, threshold: number, connections: Incoming[] }} Neuron
 * @typedef {(work: (neuron: Neuron) => unknown) => void} Edit Changes a neuron, unless `work` returns false.
 */

/** @param {NeuronShown} shown @returns {Neuron[]} */
const neuronsOf = ({ units, connections }) =>
  units
    .filter((unit) => unit.kind === "neuron")
    .map(({ name, threshold }) => {
      const incoming = connections.filter(({ to }) => to === name);
      return { name, threshold, connections: incoming.map(({ from, inhibitory }) => ({ from, inhibitory })) };
    });

export class NeuronEditor {
  #t;
  #wanted;
  #change;
  /** @type {Neuron[]} */
  #neurons = [];
  element = Object.assign(document.createElement("div"), { className: "editor" });

  /**
   * @param {object} parts
   * @param {import("../../i18n/index.js").Text["t"]} parts.t
   * @param {() => NeuronShown} parts.wanted The network that was wanted last: it may not be shown yet.
   * @param {(net: string) => unknown} parts.change Takes another network.
   */
  constructor({ t, wanted, change }) {
    this.#t = t;
    this.#wanted = () => neuronsOf(wanted());
    this.#change = change;
  }

  /** @param {NeuronShown} shown */
  show(shown) {
    this.#neurons = neuronsOf(shown);
    render(
      html`
      ${addButton(this.#t("neuron.add"), () => this.#addNeuron(), this.#neurons.length < MOST)}
      ${repeat(
        this.#neurons,
        ({ name }) => name,
        (neuron) => this.#group(neuron),
      )}`,
      this.element,
    );
  }

  /** One more connection. @param {string} from @param {string} to */
  add(from, to) {
    this.#edit(to, (neuron) => neuron.connections.push({ from, inhibitory: false }));
  }

  /** Makes an excitatory connection inhibitory, and the reverse. @param {NeuronConnection} connection */
  turn({ from, to, lane }) {
    this.#edit(to, (neuron) => {
      const connection = neuron.connections.filter((other) => other.from === from)[lane];
      if (!connection) return false;
      connection.inhibitory = !connection.inhibitory;
      return true;
    });
  }

  /** @param {string} name @param {(neuron: Neuron) => unknown} work */
  #edit(name, work) {
    const neurons = this.#wanted();
    const neuron = neurons.find((other) => other.name === name);
    if (neuron && work(neuron) !== false) this.#write(neurons);
  }

  /** @param {Neuron[]} neurons */
  #write(neurons) {
    const source = (/** @type {Incoming} */ { from, inhibitory }) => `${inhibitory ? "-" : ""}${from}`;
    const line = (/** @type {Neuron} */ { name, threshold, connections }) =>
      `${name}:${threshold}${connections.length ? "<" : ""}${connections.map(source).join(",")}`;
    this.#change(neurons.map(line).join(";"));
  }

  #addNeuron() {
    const neurons = this.#wanted();
    const free = NEW_NAMES.find((name) => !neurons.some((neuron) => neuron.name === name));
    if (free) this.#write([...neurons, { name: free, threshold: 2, connections: [] }]);
  }

  /** @param {string} name */
  #remove(name) {
    const without = (/** @type {Neuron} */ { connections }) => connections.filter(({ from }) => from !== name);
    const others = this.#wanted().filter((neuron) => neuron.name !== name);
    this.#write(others.map((neuron) => ({ ...neuron, connections: without(neuron) })));
  }

  /** @param {Neuron} neuron */
  #group({ name, threshold, connections }) {
    const t = this.#t;
    /** @type {Edit} */
    const edit = (work) => this.#edit(name, work);
    const thresholds = Array.from({ length: HIGHEST }, (_, at) => [String(at + 1), `≥ ${at + 1}`]);
    const setThreshold = (/** @type {string} */ value) =>
      edit((edited) => {
        edited.threshold = Number(value);
      });
    return html`
      <div class="unit-group" role="group" aria-label=${t("neuron.neuron", { name })}>
        <div class="unit-line">
          <strong data-symbol=${name}>${name}</strong>
          ${selection(t("neuron.threshold", { name }), thresholds, String(threshold), setThreshold, `threshold-${name}`)}
          ${signButton("×", t("neuron.remove", { name }), () => this.#remove(name), this.#neurons.length > 1)}
        </div>
        ${connections.map((connection, at) => this.#connection(name, connection, at, edit))}
        ${addButton(t("neuron.connect.short"), () => this.add("A", name), true, t("neuron.connect", { name }))}
      </div>`;
  }

  /** @param {string} name @param {Incoming} connection @param {number} at @param {Edit} edit */
  #connection(name, { from, inhibitory }, at, edit) {
    const t = this.#t;
    const which = { name, number: at + 1 };
    const isIt = (/** @type {Incoming | undefined} */ one) => one?.from === from && one.inhibitory === inhibitory;
    /** Where it is by now: what was pressed before may have taken away another. @param {Neuron} edited */
    const placeIn = ({ connections }) => (isIt(connections[at]) ? at : connections.findIndex(isIt));
    const put = (/** @type {Partial<Incoming>} */ change) =>
      edit((edited) => {
        const connection = edited.connections[placeIn(edited)];
        return connection ? Object.assign(connection, change) : false;
      });
    const remove = () =>
      edit((edited) => {
        const place = placeIn(edited);
        return place >= 0 && edited.connections.splice(place, 1);
      });
    const names = [...new Set(["A", "B", "C", ...this.#neurons.map((other) => other.name)])];
    const sources = [...names.map((source) => [source, source]), ["1", t("neuron.always")]];
    const kinds = [
      ["", t("neuron.excites")],
      ["-", t("neuron.inhibits")],
    ];
    return html`
      <div class="unit-line">
        ${selection(t("neuron.from", which), sources, from, (source) => put({ from: source }))}
        ${selection(t("neuron.kind", which), kinds, inhibitory ? "-" : "", (kind) => put({ inhibitory: kind === "-" }))}
        ${signButton("×", t("neuron.disconnect", which), remove)}
      </div>`;
  }
}
