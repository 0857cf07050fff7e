// The network as a drawing: a circle for each value, a line for each weight, the wider the larger the weight, in the colour of
// its sign.
import { featureName } from "./names.js";
import { html, render, svg } from "../../ui/lit.js";

/** Larger layers show this many circles, the first and the last ones, with dots between. */
const MOST = 8;

/**
 * @typedef {import("../../pkg/nn_playground.js").NetworkConfig} NetworkConfig
 *
 * @typedef {{ unit: number, x: number, y: number }} Place Of a unit.
 * @typedef {{ units: Place[], gap?: { x: number, y: number } }} Column A gap stands for units that are not shown.
 */

/** Layers and units are numbered from 1, as in `unit 1.2`; the inputs are layer 0. */
export class Graph {
  key = "network";
  #size = { width: 0, height: 0 };
  /** @type {NetworkConfig | null} */
  #network = null;
  /** @type {{ inputs: string[], output: string }} */
  #names = { inputs: [], output: "" };
  #label = "";
  /** @type {Float32Array | null} */
  #parameters = null;
  #resized = new ResizeObserver(
    ([
      {
        contentRect: { width, height },
      },
    ]) => {
      this.#size = { width, height };
      this.#draw();
    },
  );

  /** Draws into an element, as large as that is. @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.#resized.observe(element);
  }

  /** @returns {import("../../engine/protocol.js").Want} */
  want() {
    return { kind: "parameters" };
  }

  /** A network, and how its inputs and its output are called. @param {import("./view.js").Moment} moment */
  dress({ data, text }) {
    if (!data) return;
    const { t } = text;
    const { network, features, problem } = data.description;
    const hidden = network.layers.slice(0, -1).map(({ units }) => units);
    const sizes = { inputs: network.inputs, hidden: hidden.join(", "), outputs: network.layers.at(-1)?.units };
    this.#names = {
      inputs: features.map((name) => featureName(name, data.description, text)),
      output: problem === "regression" ? "ŷ" : "p",
    };
    this.#label = t(hidden.length ? "network.label" : "network.label.flat", sizes);
    if (JSON.stringify(network.layers) !== JSON.stringify(this.#network?.layers)) this.#parameters = null;
    this.#network = network;
    this.#draw();
  }

  /** All weights and biases in one array, kernel [inputs, units] before bias, layer after layer. @param {Float32Array} parameters */
  show(parameters) {
    this.#parameters = parameters;
    this.#draw();
  }

  close() {
    this.#resized.disconnect();
  }

  #draw() {
    const { width, height } = this.#size;
    const [network, parameters] = [this.#network, this.#parameters];
    if (!network || width < 1 || height < 1) return;
    const counts = [network.inputs, ...network.layers.map(({ units }) => units)];
    const columns = counts.map((count, layer) => column(count, layer, counts.length, this.#size));
    const most = Math.max(...counts.map((count) => Math.min(count, MOST + 1)));
    const radius = Math.max(5, Math.min(14, (height / most) * 0.32));
    render(
      html`
      <svg viewBox="0 0 ${width} ${height}" role="img" aria-label=${this.#label}>
        ${parameters ? network.layers.map((_, at) => links(network, parameters, at, columns)) : ""}
        ${columns.map(
          ({ units, gap }, layer) => svg`
          ${units.map((unit) => this.#unit(unit, layer, counts, radius))}
          ${gap ? [-6, 0, 6].map((step) => svg`<circle class="gap" cx=${gap.x} cy=${gap.y + step} r="1.5"/>`) : ""}`,
        )}
      </svg>`,
      this.element,
    );
  }

  /** @param {Place} place @param {number} layer @param {number[]} counts Of all layers. @param {number} radius */
  #unit({ unit, x, y }, layer, counts, radius) {
    const isOutput = layer === counts.length - 1;
    const outputs = counts[counts.length - 1];
    const name =
      layer === 0 ? this.#names.inputs[unit - 1] : isOutput ? (outputs > 1 ? unit - 1 : this.#names.output) : null;
    const side = isOutput ? 1 : -1;
    return svg`
      <g class="unit" data-unit="${layer}.${unit}">
        <circle cx=${x} cy=${y} r=${radius}/>
        ${name === null ? "" : svg`<text class=${isOutput ? "output" : "input"} x=${x + side * (radius + 8)} y=${y}>${name}</text>`}
      </g>`;
  }
}

/**
 * The weights that lead to the layer of this index among the network's layers.
 *
 * @param {NetworkConfig} network
 * @param {Float32Array} parameters
 * @param {number} at
 * @param {Column[]} columns
 */
function links({ layers, inputs }, parameters, at, columns) {
  const { units } = layers[at];
  let offset = 0;
  for (let before = 0, fanIn = inputs; before < at; fanIn = layers[before++].units) {
    offset += (fanIn + (layers[before].use_bias ? 1 : 0)) * layers[before].units;
  }
  const link = (/** @type {Place} */ from, /** @type {Place} */ to) => {
    const weight = parameters[offset + (from.unit - 1) * units + to.unit - 1];
    const size = Math.abs(weight);
    const middle = (from.x + to.x) / 2;
    return svg`<path class="link ${weight < 0 ? "negative" : "positive"}" data-link="${at}.${from.unit}-${at + 1}.${to.unit}"
      d="M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}"
      stroke-width=${(0.4 + 5 * Math.tanh(size / 4)).toFixed(2)} opacity=${(0.25 + 0.65 * Math.tanh(size)).toFixed(2)}/>`;
  };
  return columns[at].units.map((from) => columns[at + 1].units.map((to) => link(from, to)));
}

/**
 * Where the circles of a column are.
 *
 * @param {number} count
 * @param {number} layer
 * @param {number} layers
 * @param {{ width: number, height: number }} size
 * @returns {Column}
 */
function column(count, layer, layers, { width, height }) {
  const margin = Math.min(64, width * 0.14);
  const x = margin + ((width - 2 * margin) * layer) / Math.max(1, layers - 1);
  const slots = Math.min(count, MOST);
  const step = Math.min(48, height / slots);
  const y = (/** @type {number} */ slot) => height / 2 + (slot - (slots - 1) / 2) * step;
  const place = (/** @type {number} */ unit, /** @type {number} */ slot) => ({ unit, x, y: y(slot) });
  if (count <= MOST) return { units: Array.from({ length: count }, (_, slot) => place(slot + 1, slot)) };
  const units = Array.from({ length: MOST - 2 }, (_, slot) => place(slot + 1, slot));
  return { units: [...units, place(count, MOST - 1)], gap: { x, y: y(MOST - 2) } };
}
