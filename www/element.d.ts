// The types of <nn-playground>, for pages in TypeScript: next to `element.js`, they come with importing it. See the README for
// what its settings are, and docs/links.md for all their keys and values.

/** Settings by their keys in snake_case, with the values that attributes and links have. */
export type NnPlaygroundSettings = Record<string, unknown>;

/** Where training stands, or in the lessons the run. */
export interface NnPlaygroundState {
  /** Complete epochs. */
  epoch: number;
  /** Updates so far; in the lessons steps. */
  step: number;
  /** Of the examples for training; NaN where there is none. */
  loss: number;
  /** Of the examples for testing; null where there are none. */
  val_loss: number | null;
  accuracy: number | null;
  val_accuracy: number | null;
  /** Null until there is one. */
  seed: number | null;
  /** Whether it trains or plays. */
  running: boolean;
  /** Whether the last update was refused because its numbers were not finite. */
  diverged: boolean;
}

/** What was not taken as it was written. */
export interface NnPlaygroundWarning {
  /** In the reader's language. */
  message: string;
  /** What kind of warning it is, such as "unknown" or "range"; of what the core refuses the kind of its error. */
  kind?: string;
  /** What the core refuses: the setting, as its error names it. */
  field?: string;
  /** What the core refuses: the reason with its values. */
  details?: import("./pkg/nn_playground.js").ErrorDetails;
}

/** What keeps it from working. */
export interface NnPlaygroundProblem {
  message: string;
}

/** What a person answered where `ask` is on: before a step the page asks for a number of it. */
export interface NnPlaygroundAnswer {
  /** `LAB.QUANTITY@STEP`: the lab, the quantity and the step at which it was asked, `perceptron.yhat@0`. */
  asked: string;
  /** As it was written. */
  given: string;
  right: boolean;
  /** 1, or 2 after a miss; then the right answer is told. */
  attempt: number;
}

/** The details of the events, by their names. */
export interface NnPlaygroundEvents {
  /** The first picture is on the screen; again after it was put into a page again. */
  ready: null;
  /** Other settings are shown: all of them. */
  change: NnPlaygroundSettings;
  /** At most once a frame. */
  progress: NnPlaygroundState;
  answer: NnPlaygroundAnswer;
  warning: NnPlaygroundWarning;
  error: NnPlaygroundProblem;
}

/** The events on the element itself, which do not bubble. */
export type NnPlaygroundEventMap = { [Type in keyof NnPlaygroundEvents]: CustomEvent<NnPlaygroundEvents[Type]> };

/** The same events, bubbling and composed, under names that no other element's events have. */
export type NnPlaygroundBubblingEventMap = {
  [Type in keyof NnPlaygroundEvents as `nn-${Type}`]: CustomEvent<NnPlaygroundEvents[Type]>;
};

/** `<nn-playground>`. Each method waits until it is ready, and for changes that were asked for before. */
export interface NnPlaygroundElement extends HTMLElement {
  /** Read: all settings of the open lab. Written: those that are named change, null brings back the default. */
  get settings(): NnPlaygroundSettings;
  set settings(changes: NnPlaygroundSettings);
  /** Read: what is seen, as the hash of a link; empty until it is ready. Written: shows what a link says. */
  hash: string;
  readonly state: NnPlaygroundState;
  /** Resolves when the first picture is on the screen; another one after it was put into a page again. */
  readonly ready: Promise<void>;
  /** Whether it is the page's only matter: then it fills the window. */
  standalone: boolean;

  play(): void;
  pause(): void;
  /** So many updates of one mini-batch (1), or in the lessons steps. Set, it is the attribute of that name. */
  get step(): (count?: number) => Promise<void>;
  set step(value: number | string | null);
  /** To the end of this epoch, and of `count` − 1 more. Set, it is the attribute of that name. */
  get epoch(): (count?: number) => Promise<void>;
  set epoch(value: number | string | null);
  /** As of every element. Set, it is the attribute of that name: frameworks set what an element has as a property. */
  get dataset(): DOMStringMap;
  set dataset(value: DOMStringMap | string | null);
  reset(): Promise<void>;
  /** Goes to any step of the run, to the same bits. */
  seek(step: number): Promise<void>;
  /** The network's weights as Keras lists them: kernel [inputs, units] row-major and bias [units] of each layer. */
  get_weights(): Promise<Float32Array[]>;
  set_weights(weights: Float32Array[]): Promise<void>;
  /** The network's outputs, [rows, outputs], for x, [rows, features]. */
  predict(x: Float32Array): Promise<Float32Array>;
  /** Does what a key says that was pressed elsewhere in the page. */
  handleKey(event: KeyboardEvent): void;

  addEventListener<Type extends keyof NnPlaygroundEventMap>(
    type: Type,
    listener: (this: NnPlaygroundElement, event: NnPlaygroundEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<Type extends Exclude<keyof HTMLElementEventMap, keyof NnPlaygroundEventMap>>(
    type: Type,
    listener: (this: NnPlaygroundElement, event: HTMLElementEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Type extends keyof NnPlaygroundEventMap>(
    type: Type,
    listener: (this: NnPlaygroundElement, event: NnPlaygroundEventMap[Type]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<Type extends Exclude<keyof HTMLElementEventMap, keyof NnPlaygroundEventMap>>(
    type: Type,
    listener: (this: NnPlaygroundElement, event: HTMLElementEventMap[Type]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "nn-playground": NnPlaygroundElement;
  }
  // Of every element, the document and the window: there they arrive.
  interface GlobalEventHandlersEventMap extends NnPlaygroundBubblingEventMap {}
}
