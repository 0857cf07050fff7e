// The messages between those who show something and those who compute it, wherever that is, in a worker or on the main thread:
// between a session and the runner that trains for it, and between a lesson's machine and what runs it.
// Types only; this file is never loaded.

/** The initialised package. @typedef {typeof import("../pkg/nn_playground.js")} Wasm */

/**
 * A command to a runner. One with a `request` is answered once: by `answer` or by `refused`.
 *
 * @typedef {{ type: "ping" } | { experiment: number } & (
 *   | { type: "table", id: string, columns: string[], x: Float32Array, y: Float32Array, is_regression: boolean }
 *   | { type: "forget", id: string }
 *   | { type: "open", request: number, config: object, place?: Place }
 *   | { type: "configure", request: number, config: object }
 *   | { type: "go", request: number, place: Place }
 *   | { type: "train", request: number, steps?: number, epochs?: number }
 *   | { type: "seek", request: number, step: number }
 *   | { type: "back", request: number, steps: number }
 *   | { type: "reset", request: number }
 *   | { type: "call", request: number, method: string, values: unknown[], changes?: boolean }
 *   | { type: "run", request: number }
 *   | { type: "frame", request: number, wants: Record<string, Wanted> }
 *   | { type: "play", speed: Speed, rests: boolean, stop: Conditions | null }
 *   | { type: "pause" }
 *   | { type: "close" }
 * )} Command
 */

/**
 * How fast it plays: steps a second, `slow` (3 of them), one `epoch` a frame at most, or as fast as possible.
 *
 * @typedef {number | "slow" | "epoch" | "max"} Speed
 */

/**
 * What ends playing, at the end of an epoch: a number of epochs, a loss below a number, Keras's `EarlyStopping(patience)`.
 *
 * @typedef {{ epochs?: number, loss?: number, val_loss?: number, patience?: number }} Conditions
 */

/**
 * Why playing ended by itself: the condition that was met, with its value, or that the losses have settled. `best` is the lowest
 * loss of `patience`, `epochs` ago.
 *
 * @typedef {{ kind: "settled" | keyof Conditions, epoch: number, value?: number, best?: number, monitor?: "loss" | "val_loss" }} Reason
 */

/**
 * The commands of a type.
 *
 * @template {Command["type"]} T
 * @typedef {Extract<Command, { type: T }>} Of
 */

/**
 * Where an experiment stands: the configuration that it began with, what was changed since as text, the number of updates; and,
 * if it was made, a checkpoint of that step. Its changes may be of later steps, too: those to come; `furthest` is the furthest step
 * that its run has been at.
 *
 * @typedef {{ start: object, changes: string | null, step: number, furthest?: number, checkpoint: Uint32Array | null }} Place
 */

/** A unit of a layer, numbered from 0; without a layer a feature that the data offers. @typedef {{ layer?: number, unit: number }} Source */

/**
 * What a view wants to have with the next frame. `shown` are the units of each layer of which pictures are wanted, the first ones; `unit`
 * is one of which all is wanted, `example` the row of one that is followed through the network.
 *
 * @typedef {{ kind: "boundary", samples: number, size: number, theme: "light" | "dark", source?: Source, discretize?: boolean }
 *   | { kind: "history" }
 *   | { kind: "timeline" }
 *   | { kind: "outputs", batch?: boolean }
 *   | { kind: "spread", points: number }
 *   | { kind: "layer", layer: number, points: number, side: number }
 *   | { kind: "parameters" }
 *   | { kind: "units", samples: number, theme: "light" | "dark", shown: Uint32Array, unit?: { layer: number, unit: number },
 *       example?: number }
 *   | { kind: "values", columns: number, rows: number, layer?: number }} Want
 *
 * @typedef {Want & { plane?: { axes: [number, number], held: Float32Array } }} Wanted With the plane that pictures show of data with
 *   more than two columns: the columns across and up, from 0, and where the others are held.
 */

/** The part of a configuration that may change while it trains. @typedef {{ optimizer: any, schedule: string | null, batch_size: number, l1: number, l2: number }} Training */

/**
 * The answer to `open`, `configure` and `go`: points and targets where they are others, and where the experiment stands, with the
 * settings of that step. `left` is the place where it stood.
 *
 * @typedef {{ restarted: boolean, description: any, points?: Float32Array, targets?: Float32Array, step: number, training: Training, left?: Place }} Description
 */

/** @typedef {{ step: number, epoch: number, loss: number, val_loss: number | null, accuracy: number | null, val_accuracy: number | null }} State */

/** The answer to `frame`: what each view wanted, or `{ error }`. @typedef {{ state: State, training: Training, running: boolean, diverged: boolean, answers: Record<string, any> }} Frame */

/** The answer to `train`, `seek` and `back`: whether it was ended before its end. @typedef {{ cancelled: boolean }} Outcome */

/** The package with the lecture's machines. @typedef {typeof import("../pkg-lessons/nn_playground.js")} Lessons */

/**
 * A command to the machines of the lecture's labs. They are numbered as experiments are, so that a link need not tell them
 * apart. Each has all of its settings: what a machine shows depends on nothing else, so that another one may go on.
 *
 * @typedef {{ type: "ping" } | { experiment: number } & (
 *   | Job
 *   | { type: "stop" }
 *   | { type: "close" }
 * )} MachineCommand
 */

/**
 * What is wanted of a machine: `go` is answered with a `Moment` or, where the next one came first, with null; `ask` with a list
 * of answers.
 *
 * @typedef {{ request: number, lab: string, settings: object } & (
 *   | { type: "go", ahead: boolean }
 *   | { type: "ask", questions: Question[] }
 * )} Job
 */

/**
 * What is asked of a machine besides: the ground under its paths, which is the question with its `pixels`, as RGBA; the Keras code
 * of a network; or what its lab alone knows.
 *
 * @typedef {{ about: "landscape", width: number, height: number, theme: "light" | "dark", key: string }
 *   | { about: "keras", config: object, weights: number[][] }
 *   | { about: string }} Question
 */

/**
 * What a machine shows, and where: at `step` of the way to `target`; `done` if nothing is left to be found out.
 *
 * @typedef {{ step: number, target: number, done: boolean, shown: any }} Moment
 */

/** @typedef {{ message: string, kind?: string, field?: string, details?: object }} Problem */

/**
 * What a runner says.
 *
 * @typedef {{ type: "answer", request: number, value: any }
 *   | { type: "refused", request: number, error: Problem }
 *   | { type: "progress", request: number, done: number, total: number }
 *   | { type: "place", experiment: number, place: Place }
 *   | { type: "stopped", experiment: number, error: Problem | null, reason?: Reason }
 *   | { type: "died", error: Problem }
 *   | { type: "pong" }} Message
 */

export {};
