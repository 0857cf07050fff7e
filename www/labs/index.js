// The labs. A name here is all that the page needs to know of one.
import { imported } from "../once.js";
import { snake } from "../settings/readers.js";
import { SHARED } from "../settings/schema.js";
import { unset } from "../ui/dom.js";

/**
 * The module of a lab: its settings, and what shows it.
 *
 * @typedef {{ SCHEMA: import("../settings/readers.js").Schema, Lab: (new (host: Host) => Lab) & { prepare?(): Promise<unknown> } }}
 *   LabModule `prepare` loads what it needs besides, before its settings are known.
 *
 * @typedef {object} Lab What the element asks of a lab.
 * @property {HTMLElement} element
 * @property {HTMLElement} transport The buttons that step and play.
 * @property {boolean} started Whether the first settings are shown.
 * @property {boolean} [isStill] Whether nothing can be played or stepped: keys do nothing then.
 * @property {() => Promise<void>} start Shows the host's settings for the first time. Rejects with what is wrong with them.
 * @property {(settings: Record<string, any>, to?: any) => Promise<unknown>} update Shows other settings, at the place `to` of
 *   its training where one is given. Resolves with the place that it left, if it has such. Rejects, with everything as it was.
 * @property {() => void} translate Says everything in the host's language of now.
 * @property {() => void} close Frees what it has; it is not used again.
 * @property {(options?: { rests?: boolean }) => void} play
 * @property {() => void} pause Ends playing, and what takes long.
 * @property {() => void} toggle
 * @property {(count?: number) => Promise<void>} step
 * @property {(count?: number) => Promise<void>} epoch
 * @property {() => Promise<unknown>} reset
 * @property {() => Promise<void>} [back]
 * @property {() => Promise<void>} [forward] A step by a person's hand, which may have to answer something first.
 * @property {(step: number) => Promise<void>} seek
 * @property {() => Promise<Float32Array[]>} get_weights
 * @property {(weights: Float32Array[]) => Promise<void>} set_weights
 * @property {(x: Float32Array) => Promise<Float32Array>} predict
 * @property {() => void} [repaint] The theme is another one: what is not drawn by style is drawn once more, before this returns.
 * @property {(file: File) => Promise<unknown>} [openFile] Takes what is in a file.
 * @property {() => void} [interrupt] Other settings are on their way: what is being computed need not end.
 * @property {import("../element.d.ts").NnPlaygroundState} state
 *
 * And of one whose training is none of its settings:
 *
 * @property {boolean} [isRunning] Whether it trains.
 * @property {Record<string, any> | null} [run] What a link says of where training stands: `at`, `changes` and the settings with which it began.
 * @property {string | null} [isUntold] What a link has no room for, as the kind of a warning.
 * @property {import("../settings/store.js").Beginning | null} [began]
 * @property {boolean} [isWaiting] Whether a change waits for others to be shown.
 * @property {(change: () => unknown) => Promise<unknown>} [inTurn] Makes another one after it.
 * @property {() => void} [dropTurns] Drops those that wait.
 * @property {Promise<unknown> | null} [keeping] What is to be kept for undo, as long as it is on its way.
 *
 * @typedef {import("../element.d.ts").NnPlaygroundEvents} Events
 *
 * @typedef {object} Host What a lab may ask of the element.
 * @property {import("../i18n/index.js").Text} text Of this lab, in the language of now.
 * @property {Package} package
 * @property {() => Record<string, any>} settings The settings as the lab sees them.
 * @property {(written: import("../settings/schema.js").Written, how?: { gesture?: any, passes?: boolean, isLink?: boolean }) => Promise<void>} change
 *   Changes settings by a person's hand.
 * @property {() => number} gesture What a person does now: one number for all of a drag.
 * @property {() => Promise<unknown>} changing Resolves when what has been changed by now is shown; another one after each change.
 * @property {() => import("../settings/history.js").Moment} moment What Undo would lead back to, to be kept once more is known.
 * @property {(place?: any, moment?: import("../settings/history.js").Moment) => void} keep What can be undone from now on though no
 *   setting changes; `place` is where training stood, `moment` that of the press if it is told later.
 * @property {(settings: Record<string, any>) => void} settle Takes settings to which training has come, or that it no longer has:
 *   nobody wrote them.
 * @property {(warnings: import("../settings/readers.js").Warning[]) => void} warn Says what was wrong with settings that were taken.
 * @property {<Type extends keyof Events>(type: Type, detail: Events[Type]) => void} emit
 * @property {((lab: string) => string) | null} address Of a lab, for a link to it; null in a page of somebody else's.
 * @property {string | null} tour The address of the lecture; null in a page of somebody else's.
 * @property {(lab: string) => void} go Opens a lab.
 * @property {() => "light" | "dark"} theme
 * @property {(sheet: CSSStyleSheet | null | Promise<CSSStyleSheet | null>) => Promise<void>} adopt Wears a style sheet while this lab is open.
 *
 * @typedef {import("../engine/load.js").Pack & { catalog: import("../settings/readers.js").Catalog }} Package With the labs in
 *   its catalog.
 */

/**
 * In the order of the lecture. The module of a lab exports `Lab`, and as `SCHEMA` the settings of its own. Who never opens a
 * lab does not wait for it.
 */
export const LABS = ["neuron", "perceptron", "xor", "descent", "optimizers", "backprop", "functions", "network"];

/** The front door: what opens on a page of its own where nothing else is asked for. It computes nothing. */
export const HOME = "home";

/** The state of what does not train. @param {number | null} seed @returns {import("../element.d.ts").NnPlaygroundState} */
export const resting = (seed) => ({
  epoch: 0,
  step: 0,
  loss: Number.NaN,
  val_loss: null,
  accuracy: null,
  val_accuracy: null,
  seed,
  running: false,
  diverged: false,
});

/** Refuses a method that only the network has. @param {string} method @param {string} open The lab. @returns {Promise<never>} */
export async function ofNetwork(method, open) {
  throw new Error(`${method} needs the lab "network", and "${open}" is open: element.settings = { lab: "network" }`);
}

/** Whether a lab needs the package with the lecture's machines. @param {unknown} name */
export const isLesson = (name) => name !== "network" && LABS.includes(String(name));

/** What the front door knows of the package before that is there. @type {import("../settings/readers.js").Catalog} */
const BLANK = {
  datasets: [],
  features: [],
  activations: [],
  losses: [],
  optimizers: [],
  optimizer_options: [],
  initializers: [],
  limits: {},
  aliases: { activations: {}, losses: {}, initializers: {} },
  labs: [HOME, ...LABS],
};

/** A package that is not there yet, and is completed when it is. @returns {Package} */
export const noPackage = () => ({ wasm: unset, module: unset, folder: "", catalog: { ...BLANK } });

/**
 * Completes a package: whoever has it, or its catalog, has all of it then.
 *
 * @param {Package} pack
 * @param {import("../engine/load.js").Pack} loaded
 */
export function complete(pack, { catalog, ...loaded }) {
  Object.assign(pack.catalog, catalog);
  Object.assign(pack, loaded);
}

/**
 * Whether a lab with what is written needs the package: the front door with settings of all labs does not.
 *
 * @param {string} lab
 * @param {import("../settings/schema.js").Written} written
 */
export const needsPackage = (lab, written) =>
  lab !== HOME || Object.entries(written).some(([key, value]) => isSet(value) && !SHARED.includes(snake(key)));

/** @param {unknown} value */
const isSet = (value) => value !== null && value !== undefined;

/** The modules that have been loaded. @type {Record<string, LabModule>} */
export const modules = {};

/** @param {string} name */
export async function loadLab(name) {
  if (modules[name]) return;
  const module = await imported(new URL(`./${name}/index.js`, import.meta.url));
  await module.Lab.prepare?.();
  modules[name] = module;
}
