// What is asked before the next stage: a number of it, of the example that is looked at.
import { explain } from "./formula.js";

/**
 * @typedef {import("./symbols.js").Symbols} Symbols
 * @typedef {import("../../pkg-lessons/nn_playground.js").BackpropStage} Stage
 * @typedef {import("../answers.js").Question} Question
 */

/** The number of a stage that a person can work out: of several units each in its turn. @param {Stage} stage @param {Symbols} s */
function numberOf({ kind, layer }, s) {
  const e = s.example;
  const l = layer || s.layers;
  const u = 1 + (s.shown.epoch % s.units(l));
  /** @type {Record<string, string[]>} */
  const wanted = {
    loss: [s.id("loss", e)],
    // What the chain rule makes of it, where the derivative alone is none (softmax) or 1.
    dout_dnet: [s.id("delta", l, u, e), s.id("dout_dnet", l, u, e)],
    dnet_dw: [s.id("dnet_dw", l, 1, e)],
    mean: [s.id("dloss_dw", l, 1, u, e)],
    update: [s.id("new_w", l, 1, u)],
  };
  const ids = wanted[kind] ?? [s.id(kind, l, u, e)];
  return ids.map((id) => s.byId.get(id)).find((number) => number !== undefined) ?? null;
}

/**
 * @param {Stage} stage The one that comes next.
 * @param {Symbols} s Of the epoch that it belongs to.
 * @param {string} title What it is called.
 * @param {string[]} hides
 * @param {import("../../i18n/index.js").Text["t"]} t
 * @returns {Question[]}
 */
export function questions(stage, s, title, hides, t) {
  const number = numberOf(stage, s);
  if (!number || !Number.isFinite(number.value)) return [];
  return [
    {
      quantity: number.id,
      words: t(number.example ? "backprop.ask.example" : "backprop.ask", { title, number: number.example ?? 0 }),
      symbol: s.plain(number.id),
      value: number.value,
      worked: () => explain(number, s, t),
      hides,
    },
  ];
}
