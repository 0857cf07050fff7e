// Who is measured. Each has a module in peers/ with:
//   prepare(environment)  loads what has to be loaded, once (optional)
//   make(task)            { train(epochs), weights(), outputs(points) }; a task is described in measure.mjs
//   updates               absent: one update after each mini-batch, as asked; "each": it has no mini-batches and updates
//                         after each example; "eager": that, and each layer before the error goes on to the one below
//   refuses(workload)     why a workload is not for it, or nothing (optional)
//   paint(workload)       a function that gives the pixels of a picture (our own package only)

/** `kind` says what runs the arithmetic: "js" or "wasm"; `note`, what a reader of the table has to know. */
export const CONTENDERS = [
  { id: "package", label: "here", kind: "wasm" },
  {
    id: "links",
    label: "per-link objects",
    kind: "js",
    note: "our own engine in the manner of TensorFlow Playground's, which is not on npm: objects for nodes and links",
  },
  {
    id: "synaptic",
    label: "synaptic",
    kind: "js",
    note: "has no mini-batches: it updates after each example, and each layer before the error goes on through it; the reference did the same",
  },
  {
    id: "brain",
    label: "brain.js",
    kind: "js",
    note: "has no mini-batches: it updates after each example; the reference did the same",
  },
  { id: "toygrad", label: "toygrad", kind: "js" },
  { id: "convnetjs", label: "convnetjs", kind: "js" },
  { id: "tfjs-cpu", label: "tfjs, cpu", kind: "js" },
  { id: "tfjs-wasm", label: "tfjs, wasm", kind: "wasm" },
  { id: "jax-js", label: "jax-js", kind: "wasm" },
];

export const OURS = "package";
/** The engine that stands for TensorFlow Playground's. */
export const PER_LINK = "links";
