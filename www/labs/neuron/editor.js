// A network of one's own as lists: what the mouse can do with the picture, and more, with the keyboard alone.
import { h } from "../../ui/dom.js";

const MOST = 12; // neurons, as in src/labs/neuron/net.rs
const HIGHEST = 9; // threshold
const NEW_NAMES = [..."DEFGHIJKLMNOPQ"];

export class NeuronEditor {
  #t;
  #change;
  #neurons = []; // { name, threshold, connections: [{ from, inhibitory }] }
  #net = null;
  element = h("div", { class: "editor" });

  /** `change(net)` takes another network, as a text. */
  constructor({ t, change }) {
    this.#t = t;
    this.#change = change;
  }

  /** Shows a network, as the machine's answer describes it. */
  show({ net, units, connections }) {
    if (net === this.#net) return;
    this.#net = net;
    this.#neurons = units.filter(({ kind }) => kind === "neuron").map(({ name, threshold }) => ({
      name, threshold, connections: connections.filter(({ to }) => to === name).map(({ from, inhibitory }) => ({ from, inhibitory })),
    }));
    const focus = this.element.getRootNode().activeElement?.getAttribute?.("aria-label");
    const add = h("button", { type: "button", class: "add", disabled: this.#neurons.length >= MOST, on: { click: () => this.#addNeuron() } }, this.#t("neuron.add"));
    this.element.replaceChildren(add, ...this.#neurons.map((neuron) => this.#group(neuron)));
    // The controls are new: the focus goes back to the one of the same name.
    if (focus) [...this.element.querySelectorAll("[aria-label]")].find((element) => element.getAttribute("aria-label") === focus)?.focus();
  }

  /** One more connection. */
  add(from, to) {
    this.#edit(to, (neuron) => neuron.connections.push({ from, inhibitory: false }));
  }

  /** What excited inhibits, and the other way round. `connection` is one of the machine's answer. */
  turn({ from, to, lane }) {
    this.#edit(to, (neuron) => {
      const connection = neuron.connections.filter((other) => other.from === from)[lane];
      connection.inhibitory = !connection.inhibitory;
    });
  }

  #edit(name, work) {
    const neurons = structuredClone(this.#neurons);
    const neuron = neurons.find((other) => other.name === name);
    if (!neuron) return;
    work(neuron);
    this.#write(neurons);
  }

  #write(neurons) {
    const listened = ({ from, inhibitory }) => `${inhibitory ? "-" : ""}${from}`;
    this.#change(neurons.map(({ name, threshold, connections }) => `${name}:${threshold}${connections.length ? "<" : ""}${connections.map(listened).join(",")}`).join(";"));
  }

  #addNeuron() {
    const free = NEW_NAMES.find((name) => !this.#neurons.some((neuron) => neuron.name === name));
    this.#write([...this.#neurons, { name: free, threshold: 2, connections: [] }]);
  }

  #remove(name) {
    const others = this.#neurons.filter((neuron) => neuron.name !== name);
    this.#write(others.map((neuron) => ({ ...neuron, connections: neuron.connections.filter(({ from }) => from !== name) })));
  }

  #group(neuron) {
    const t = this.#t;
    const { name, threshold, connections } = neuron;
    const choose = (label, options, chosen, onInput) => {
      const list = h("select", { "aria-label": label, on: { change: () => onInput(list.value) } }, ...options.map(([value, text]) => h("option", { value }, text)));
      list.value = chosen;
      return list;
    };
    const remove = (label, onPress, disabled) => h("button", { type: "button", class: "small", "aria-label": label, title: label, disabled, on: { click: onPress } }, "×");
    const names = ["A", "B", "C", ...this.#neurons.map((other) => other.name)];
    const sources = [...new Set(names)].map((source) => [source, source]).concat([["1", t("neuron.always")]]);
    const thresholds = Array.from({ length: HIGHEST }, (_, at) => [at + 1, `≥ ${at + 1}`]);
    const limit = choose(t("neuron.threshold", { name }), thresholds, threshold, (value) => this.#edit(name, (edited) => { edited.threshold = Number(value); }));
    limit.dataset.symbol = `threshold-${name}`;
    return h("div", { class: "unit-group", role: "group", "aria-label": t("neuron.neuron", { name }) },
      h("div", { class: "unit-line" }, h("strong", { "data-symbol": name }, name), limit,
        remove(t("neuron.remove", { name }), () => this.#remove(name), this.#neurons.length === 1)),
      ...connections.map(({ from, inhibitory }, at) => {
        const which = { name, number: at + 1 };
        const put = (change) => this.#edit(name, (edited) => Object.assign(edited.connections[at], change));
        return h("div", { class: "unit-line" },
          choose(t("neuron.from", which), sources, from, (source) => put({ from: source })),
          choose(t("neuron.kind", which), [["", t("neuron.excites")], ["-", t("neuron.inhibits")]], inhibitory ? "-" : "", (kind) => put({ inhibitory: kind === "-" })),
          remove(t("neuron.disconnect", which), () => this.#edit(name, (edited) => edited.connections.splice(at, 1))));
      }),
      h("button", { type: "button", class: "add", "aria-label": t("neuron.connect", { name }), on: { click: () => this.add("A", name) } }, t("neuron.connect.short")));
  }
}
