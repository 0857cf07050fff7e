// Where a number comes from, in one line.

const JOINED = { product: "·", term: "·", dloss_dw: "·", step: "·", net: "+", exp_sum: "+", clipped_sum: "+", error: "−", new_w: "−" };

/** `Example 3: net = w₁·x + w₀ = 0.06 + 0 = 0.06` for one of the answer's numbers. */
export function explain(number, symbols, t) {
  const { kind, value, from, at } = number;
  const write = (of) => symbols.digits.one(of, 7);
  const sources = from.map((id) => symbols.byId.get(id)).filter(Boolean);
  const names = sources.map((source) => symbols.plain(source));
  const values = sources.map((source) => (source.value < 0 ? `(${write(source.value)})` : write(source.value)));
  const [symbolic, numeric] = made(number, symbols, names, values);
  // The products in a sum are named by what they are made of.
  const steps = [symbols.plain(number), symbolic, numeric, write(value)].filter((part, place, all) => part && part !== all[place - 1] && !(place && part === all[0]));
  const hasExample = !["w", "eta", "mean", "step", "new_w", "mean_loss"].includes(kind);
  const prefix = hasExample ? `${t("backprop.example", { number: at.at(-1) })}: ` : "";
  return prefix + steps.join(" = ") + (from.length ? "" : ` (${t("backprop.is_given")})`);
}

/** How it was made: [with names, with numbers]. */
function made({ kind, from, at }, symbols, names, values) {
  const both = (write) => [write(names), write(values)];
  if (from.length === 0) return ["", ""];
  if (JOINED[kind]) return both((parts) => parts.join(` ${JOINED[kind]} `));
  switch (kind) {
    case "mean": case "mean_loss": return ["", `(${values.join(" + ")}) / ${values.length}`];
    case "out": {
      if (from.length === 2) return both((parts) => parts.join(" / "));
      const activation = symbols.activation(at[0]);
      return activation === "linear" ? both(([net]) => net) : both(([net]) => `${activation}(${net.replace(/^\((.*)\)$/, "$1")})`);
    }
    case "exp": return both(([net, max]) => `e^(${net} − ${max})`);
    case "probability": return from.length === 2 ? both((parts) => parts.join(" / ")) : both(([net]) => `sigmoid(${net})`);
    case "delta":
      if (!from[0].startsWith("dloss_dout")) return listed(names, values);
      return both((parts) => parts.flatMap((part, place) => (place % 2 ? [] : [`${part} · ${parts[place + 1]}`])).join(" + "));
    case "dloss_dout":
      if (from[0].startsWith("term")) return both((parts) => parts.join(" + "));
      if (symbols.loss === "mean_squared_error" && symbols.outputs === 1) return [`−2(${names[0]})`, `−2 · ${values[0]}`];
      return listed(names, values);
    case "loss_term":
      return symbols.loss === "mean_squared_error" ? [`(${names[0]})²`, `${values[0]}²`] : listed(names, values);
    case "jacobian": return at[1] === at[2] ? both(([out]) => `${out} · (1 − ${out})`) : both(([a, b]) => `−${a} · ${b}`);
    case "dnet_dw": return both(([incoming]) => incoming);
    default: return listed(names, values);
  }
}

/** Of what it depends on, where the formula would be longer than the line. */
const listed = (names, values) => [`f(${names.join("; ")})`, `f(${values.map((value) => value.replace(/^\((.*)\)$/, "$1")).join("; ")})`];
