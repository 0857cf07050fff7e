// The stages of an update, in the order of the lecture: forward from layer to layer, the loss, and back again.

/**
 * [{ kind, layer, part }] of an answer: `part` is `forward`, `backward` or `update`. Where there is no gradient, they end
 * with the loss.
 */
export function stages({ units, status, loss_sees }) {
  const layers = units.map((_, at) => at + 1);
  const forward = layers.flatMap((layer) => [{ kind: "net", layer }, { kind: "out", layer }]);
  const list = [...forward, { kind: "loss", layer: 0 }].map((stage) => ({ ...stage, part: "forward" }));
  if (status === "no_gradient") return list;
  for (const layer of layers.toReversed()) {
    // The loss may see what comes before the activation, and then there is no slope of it by the output.
    const isShort = layer === units.length && loss_sees === "net";
    const kinds = [...(isShort ? [] : ["dloss_dout"]), "dout_dnet", "dnet_dw", "mean"];
    list.push(...kinds.map((kind) => ({ kind, layer, part: "backward" })));
  }
  return [...list, { kind: "update", layer: 0, part: "update" }];
}

/** What the number of a kind needs to have been reached: its place in the list; -1 for what was given. */
export function reachedAt(list, { kind, at }) {
  const place = (name, layer) => list.findIndex((stage) => stage.kind === name && (layer === undefined || stage.layer === layer));
  switch (kind) {
    case "product": case "net": return place("net", at[0]);
    case "max": case "exp": case "exp_sum": case "out": return Math.max(place("out", at[0]), 0);
    case "dloss_dout": case "term": return place("dloss_dout", at[0]);
    case "dout_dnet": case "jacobian": case "delta": return place("dout_dnet", at[0]);
    case "dnet_dw": return place("dnet_dw", at[0]);
    case "dloss_dw": case "mean": return place("mean", at[0]);
    case "step": case "new_w": return place("update");
    case "x": case "y": case "w": case "eta": case "coded": return -1;
    default: return place("loss");
  }
}
