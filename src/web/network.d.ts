// The types of the package. All bulk data is row-major Float32Array: x is [rows, inputs], y is [rows, outputs] (for
// categorical_crossentropy the probability of each class), and for sparse_categorical_crossentropy y is [rows] of class indices. Names, defaults and arithmetic are Keras's.

export type ActivationName =            // any letter case is accepted, as Keras's `optimizer='SGD'` is
  | "linear" | "relu" | "sigmoid" | "tanh" | "softmax"
  | "leaky_relu" | "elu" | "selu" | "gelu" | "silu" | "softplus" | "softsign"
  | "relu6" | "mish" | "hard_sigmoid" | "exponential"
  | "heaviside" | "sign";               // step functions: usable forward; a network that would need their gradient is refused with the reason

export type LossName =                  // in any letter case; also Keras's class names
  | "mse" | "mae" | "bce" | "kld" | "MeanSquaredError" | "MeanAbsoluteError" | "BinaryCrossentropy" | "SparseCategoricalCrossentropy" | "CategoricalCrossentropy"
  | "SquaredHinge" | "LogCosh" | "KLDivergence"
  | "mean_squared_error" | "mean_absolute_error"
  | "binary_crossentropy" | "sparse_categorical_crossentropy" | "categorical_crossentropy"
  | "huber" | "hinge" | "squared_hinge" | "log_cosh" | "kl_divergence";

/** For learning_rate: Keras's keras.optimizers.schedules, of the updates that the optimizer has made, as they are when a model trains. */
export type Schedule =
  | { name: "exponential_decay"; initial_learning_rate: number; decay_steps: number; decay_rate: number; staircase?: boolean /* false */ }
  | { name: "cosine_decay"; initial_learning_rate: number; decay_steps: number; alpha?: number /* 0 */; warmup_target?: number; warmup_steps?: number /* 0 */ }
  | { name: "piecewise_constant_decay"; boundaries: number[]; values: number[] /* one more */ }
  | { name: "inverse_time_decay"; initial_learning_rate: number; decay_steps: number; decay_rate: number; staircase?: boolean /* false */ }
  | { name: "polynomial_decay"; initial_learning_rate: number; decay_steps: number; end_learning_rate?: number /* 0.0001 */; power?: number /* 1 */; cycle?: boolean /* false */ };

export interface OptimizerCommon {      // as in Keras, on every optimizer; at most one of the three clips, of which 0 clips nothing
  learning_rate?: number | Schedule; lr?: number | Schedule;
  weight_decay?: number;                // of all parameters, before the update: θ ← θ − θ · weight_decay · learning_rate
  clipnorm?: number; clipvalue?: number; global_clipnorm?: number;   // the norm of each kernel's and bias's gradient, its components, the norm of all
}

export type OptimizerConfig = OptimizerCommon & ( // a bare name takes Keras's defaults; unknown keys are errors
  | { name: "sgd"; /* learning_rate 0.01 */ momentum?: number /* 0 */; nesterov?: boolean /* false */ }
  | { name: "rmsprop"; /* 0.001 */ rho?: number /* 0.9 */; momentum?: number /* 0 */; epsilon?: number /* 1e-7 */; centered?: boolean }
  | { name: "adam"; /* 0.001 */ beta_1?: number /* 0.9 */; beta_2?: number /* 0.999 */; epsilon?: number /* 1e-7 */; amsgrad?: boolean }
  | { name: "adagrad"; /* 0.001 */ initial_accumulator_value?: number /* 0.1 */; epsilon?: number /* 1e-7 */ }
  | { name: "adadelta"; /* 0.001 */ rho?: number /* 0.95 */; epsilon?: number /* 1e-7 */ }
  | { name: "adamax" | "nadam"; /* 0.001 */ beta_1?: number /* 0.9 */; beta_2?: number /* 0.999 */; epsilon?: number /* 1e-7 */ }
  | { name: "adamw"; /* 0.001, weight_decay 0.004 */ beta_1?: number /* 0.9 */; beta_2?: number /* 0.999 */; epsilon?: number /* 1e-7 */; amsgrad?: boolean }
  | { name: "lion"; /* 0.001 */ beta_1?: number /* 0.9 */; beta_2?: number /* 0.99 */ }
  | { name: "ftrl"; /* 0.001 */ learning_rate_power?: number /* -0.5 */; initial_accumulator_value?: number /* 0.1 */; l1_regularization_strength?: number /* 0 */;
      l2_regularization_strength?: number /* 0 */; l2_shrinkage_regularization_strength?: number /* 0 */; beta?: number /* 0 */ });
export type OptimizerName = OptimizerConfig["name"] | "SGD" | "RMSprop" | "Adam" | "Adagrad" | "Adadelta" | "Adamax" | "Nadam" | "AdamW" | "Lion" | "Ftrl";

export interface LayerConfig {
  units: number;
  activation?: ActivationName;          // "linear"
  use_bias?: boolean;                   // true
  kernel_initializer?: "glorot_uniform" | "glorot_normal" | "he_uniform" | "he_normal" | "lecun_normal" | "random_uniform" | "zeros" | "ones";
  bias_initializer?: "zeros" | "ones";
  kernel_regularizer?: { l1?: number; l2?: number } | "l1" | "l2";   // a name is that term with 0.01
}

export interface NetworkConfig {
  inputs: number;
  layers: LayerConfig[];
  loss: LossName;
  optimizer: OptimizerName | OptimizerConfig;
  seed?: number;                        // integer 0 … 2^53−1; left out: a random one, readable as `seed`
}

/** What the package throws. Nothing has changed then. */
export interface PlaygroundError extends Error {
  kind: "config" | "data" | "no_gradient" | "checkpoint" | "drawing";
  field: string;                        // its path, such as "layers[1].units" or "weights[2][0]"; "" where there is none
  details: ErrorDetails;                // what the message says, for programs: to be said in another language, for example
}

/** In all of them: the number of the `line` of a text, and of the value (`number`) in it, both from 1, where it is in a text. */
export type ErrorDetails = { line?: number; number?: number } & (
  | { reason: "missing"; expected: string; choices?: string[] }         // expected: in English
  | { reason: "wrong_type"; expected: "number" | "text" | "boolean" | "list" | "object" | "name" | "other";
      found: "nothing" | "number" | "text" | "boolean" | "list" | "object"; value?: number | string | boolean; choices?: string[] }
  | { reason: "out_of_range"; value: number; low: number; high?: number; whole: boolean; below: boolean }   // below: high itself is too large
  | { reason: "not_finite"; value: number }                             // NaN, Infinity or -Infinity
  | { reason: "class"; value: number; high: number }                    // a target that is no class: they are 0 to high
  | { reason: "unknown"; value: string; choices: string[] }             // a word that is not one of these
  | { reason: "unfit"; value: string; choices: string[] }               // a word that does not go with the other settings; these do
  | { reason: "unknown_field"; choices: string[] }                      // there is no such field; there may be these
  | { reason: "twice"; value?: string }
  | { reason: "conflict"; with: string }                                // another field that says the same, or excludes it
  | { reason: "count"; count: number; what: string; low: number; high: number }   // too many or too few of what this says in English: "layers"
  | { reason: "length"; length: number; rows?: number; row?: number }   // an array with `length` values, where there must be rows·row of them; whole rows if rows is left out, `rows` values if row is
  | { reason: "too_long"; length: number; high: number }                // a text, in bytes
  | { reason: "too_few_outputs"; value: string }                        // the loss, which needs an output for each class
  | { reason: "no_gradient"; value: string }                            // the activation
  | { reason: "overflow"; value: number }                               // inputs or weights are too large
  | { reason: "out_of_memory" }
  | { reason: "other" }                                                 // the message alone says it
  | { reason: `net_${string}`; neuron?: string; value?: string; low?: number; high?: number });   // of the text of a net of neurons

/** One number an epoch. A loss that overflows is Infinity, here and wherever one is returned, never NaN. */
export interface History { loss: Float64Array; accuracy?: Float64Array; val_loss?: Float64Array; val_accuracy?: Float64Array }

export class Network {
  /** Throws a PlaygroundError that names the bad field and what it may be, as all methods do. */
  constructor(config: NetworkConfig);
  readonly seed: number;
  readonly iterations: number;          // optimizer updates so far
  readonly parameter_count: number;
  readonly config: NetworkConfig;       // complete: every default filled in
  /** Whether the last update was refused because the loss or the new weights were not finite: the weights are the last finite ones. */
  readonly diverged: boolean;

  /** One optimizer update on one mini-batch. Returns the batch's loss, regularization included, before the update (Keras's train_on_batch). */
  train_step(x: Float32Array, y: Float32Array): number;
  /** `epochs` (0 to 10,000,000) passes of mini-batches, reshuffled every epoch from the seed unless shuffle is false; the last partial batch counts. */
  fit(x: Float32Array, y: Float32Array, options?: {
    epochs?: number /* 1 */; batch_size?: number /* 32 */; shuffle?: boolean /* true */;
    validation_data?: [Float32Array, Float32Array];
  }): History;
  predict(x: Float32Array): Float32Array;
  /**
   * The accuracy is there where the loss is a classifier's. It is Keras's "accuracy": with one output the examples whose target is the
   * class (1 above 0.5), so that a soft target such as 0.7 is never met; with several outputs those whose largest output is the class's,
   * or that of the largest target. But for hinge and squared_hinge with one output, where Keras keeps 0.5, an output above 0 means class 1.
   */
  evaluate(x: Float32Array, y: Float32Array): { loss: number; accuracy?: number };
  /** Gradient of the mean loss, in the order and shapes of get_weights. Changes nothing. */
  gradients(x: Float32Array, y: Float32Array): Float32Array[];
  /** [kernel, bias] of every layer in order, as Keras gives them: kernel is [inputs, units] row-major. */
  get_weights(): Float32Array[];
  /** Refuses wrong counts, wrong lengths and values that are not finite. Optimizer state stays. */
  set_weights(weights: Float32Array[]): void;
  /** Back to the initial weights and a fresh optimizer; a new seed draws new ones. */
  reset(seed?: number): void;
  /** The same network, optimizer state and random state included. */
  clone(): Network;
  /** A checkpoint: everything needed to go on exactly where this stands. */
  to_json(): string;
  static from_json(text: string): Network;
  free(): void;
}

/** What `catalog` returns: all names, in the order of the page's lists. */
export interface Catalog {
  datasets: { name: string; problem: Description["problem"]; inputs: number; exact: boolean /* a few exact points, without samples, noise or split */; drawn: boolean /* with samples and noise */ }[];
  features: string[];
  activations: { name: string; has_gradient: boolean }[];
  losses: string[];
  optimizers: { name: string; hyperparameters: { name: string; default: number | boolean }[] }[];
  optimizer_options: string[];          // optional hyperparameters of every optimizer: a weight decay, and one of three clips
  initializers: string[];
  /** What each setting of an experiment may be. */
  limits: Record<string, { min: number; max: number; default: number; whole: boolean } | { choices: string[]; default: string | null }>;
  /** Further names: `{ mse: "mean_squared_error" }`. */
  aliases: Record<"activations" | "losses" | "initializers", Record<string, string>>;
}

/** What `Experiment.describe` returns. */
export interface Description {
  problem: "binary" | "classes" | "regression";
  inputs: number;                       // raw columns in a row: 1 or 2 coordinates, or those of a table, up to 10
  rows: number; train_rows: number;
  domain: [[number, number], [number, number]];   // what the picture shows at first: left to right, bottom to top
  target: [number, number] | null;      // the range of targets that the colours stand for; null for classes
  columns: { name: string; range: [number, number] /* that pictures show */; mean: number /* of the training rows */ }[];   // of a table, and of points with a header; else empty
  target_name: string;                  // in the header of points; else empty
  features: string[];
  offered: string[];                    // the features that the data has, those of the network among them
  losses: LossName[];                   // those that fit, the default first
  network: NetworkConfig;               // complete
}
