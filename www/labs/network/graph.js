// The network as a drawing: a circle for each value, a line for each weight, the wider the larger the weight, in the
// colour of its sign.
import { h, sharpCanvas } from "../../ui/dom.js";

/** Larger layers show this many circles, the first and the last ones, with dots between. */
const MOST = 8;

export class Graph {
  #canvas = h("canvas", { role: "img" });
  #sharp;
  #columns = [];
  #layers = [];
  #parameters = null;
  #names = { inputs: [], output: "" };

  /** Draws into an element, as large as that is. */
  constructor(element) {
    element.replaceChildren(this.#canvas);
    this.#sharp = sharpCanvas(this.#canvas, (scale) => this.#draw(scale));
  }

  /** Another network: its complete NetworkConfig, the names of its inputs and of its output, and a label. */
  show(network, names, label) {
    this.#layers = network.layers;
    this.#columns = [network.inputs, ...network.layers.map(({ units }) => units)];
    this.#names = names;
    this.#canvas.setAttribute("aria-label", label);
    this.#parameters = null;
    this.#sharp.redraw();
  }

  /** All weights and biases in one array, kernel [inputs, units] before bias, layer after layer. */
  update(parameters) {
    this.#parameters = parameters;
    this.#sharp.redraw();
  }

  #draw(scale) {
    const context = this.#canvas.getContext("2d");
    const [width, height] = [this.#canvas.width / scale, this.#canvas.height / scale];
    const look = getComputedStyle(this.#canvas);
    const color = (name) => look.getPropertyValue(name);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    const places = this.#columns.map((count, column) => this.#place(column, count, width, height));
    if (this.#parameters) this.#drawWeights(context, places, color);
    const radius = this.#radius(height);
    context.lineWidth = 1.5;
    context.font = `12px ${look.fontFamily}`;
    context.textBaseline = "middle";
    for (const [column, circles] of places.entries()) {
      for (const circle of circles.shown) {
        context.beginPath();
        context.arc(circle.x, circle.y, radius, 0, 2 * Math.PI);
        context.fillStyle = color("--surface");
        context.fill();
        context.strokeStyle = color("--ink-muted");
        context.stroke();
      }
      context.fillStyle = color("--ink-muted");
      if (circles.gap) {
        for (const step of [-6, 0, 6]) {
          context.beginPath();
          context.arc(circles.gap.x, circles.gap.y + step, 1.5, 0, 2 * Math.PI);
          context.fill();
        }
      }
      context.fillStyle = color("--ink");
      if (column === 0) {
        context.textAlign = "right";
        for (const { unit, x, y } of circles.shown) context.fillText(this.#names.inputs[unit] ?? "", x - radius - 8, y);
      } else if (column === places.length - 1) {
        context.textAlign = "left";
        for (const { unit, x, y } of circles.shown) context.fillText(circles.shown.length > 1 ? String(unit) : this.#names.output, x + radius + 8, y);
      }
    }
  }

  #radius(height) {
    const most = Math.max(...this.#columns.map((count) => Math.min(count, MOST + 1)), 1);
    return Math.max(5, Math.min(14, (height / most) * 0.32));
  }

  /** Where the circles of a column are: { shown: [{ unit, x, y }], gap? }. */
  #place(column, count, width, height) {
    const margin = Math.min(64, width * 0.14);
    const x = margin + ((width - 2 * margin) * column) / Math.max(1, this.#columns.length - 1);
    const hidden = count > MOST;
    const slots = hidden ? MOST : count;
    const step = Math.min(48, height / slots);
    const y = (slot) => height / 2 + (slot - (slots - 1) / 2) * step;
    if (!hidden) return { shown: Array.from({ length: count }, (_, unit) => ({ unit, x, y: y(unit) })) };
    const before = MOST - 2;
    const shown = Array.from({ length: before }, (_, unit) => ({ unit, x, y: y(unit) }));
    shown.push({ unit: count - 1, x, y: y(MOST - 1) });
    return { shown, gap: { x, y: y(before) } };
  }

  #drawWeights(context, places, color) {
    const [negative, positive] = [color("--class-0"), color("--class-1")];
    let offset = 0;
    for (const [index, layer] of this.#layers.entries()) {
      const inputs = this.#columns[index];
      for (const from of places[index].shown) {
        for (const to of places[index + 1].shown) {
          const weight = this.#parameters[offset + from.unit * layer.units + to.unit];
          const size = Math.abs(weight);
          context.beginPath();
          const bend = (to.x - from.x) / 2;
          context.moveTo(from.x, from.y);
          context.bezierCurveTo(from.x + bend, from.y, to.x - bend, to.y, to.x, to.y);
          context.strokeStyle = weight < 0 ? negative : positive;
          context.lineWidth = 0.4 + 5 * Math.tanh(size / 4);
          context.globalAlpha = 0.25 + 0.65 * Math.tanh(size);
          context.stroke();
        }
      }
      offset += inputs * layer.units + (layer.use_bias ? layer.units : 0);
    }
    context.globalAlpha = 1;
  }

  close() {
    this.#sharp.disconnect();
  }
}
