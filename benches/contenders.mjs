// Who is measured. Each has a module in peers/ with:
//   prepare(environment)  loads what has to be loaded, once (optional)
//   make(task)            { train(epochs), weights(), outputs(points) }; a task is described in measure.mjs
//   updates               absent: one update after each mini-batch, as asked; "each": it knows no mini-batches and updates
//                         after each example; "eager": that, and each layer before the error goes on to the one below
//   refuses(workload)     why a workload is not for it, or nothing (optional)
//   painter(workload)     a function of `times` that paints so many pictures (our own package only)

/** `kind` says what runs the arithmetic: "js" or "wasm". */
export const CONTENDERS = [
  { id: "package", label: "here", kind: "wasm" },
  { id: "links", label: "per-link objects", kind: "js" },
  { id: "synaptic", label: "synaptic", kind: "js" },
  { id: "brain", label: "brain.js", kind: "js" },
  { id: "toygrad", label: "toygrad", kind: "js" },
  { id: "convnetjs", label: "convnetjs", kind: "js" },
  { id: "tfjs-cpu", label: "tfjs, cpu", kind: "js" },
  { id: "tfjs-wasm", label: "tfjs, wasm", kind: "wasm" },
  { id: "jax-js", label: "jax-js", kind: "wasm" },
];

export const OURS = "package";
/** The engine to which TensorFlow Playground's is compared. */
export const PER_LINK = "links";
