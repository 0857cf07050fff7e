// The labs. One line here is all that the page needs to know of one.

/**
 * What the element asks of a lab. Each module of a lab exports `Lab`, whose constructor takes a `Host`, and as `SCHEMA` the
 * settings of its own.
 *
 * @typedef {object} Lab
 * @property {HTMLElement} element
 * @property {HTMLElement} transport The buttons that step and play.
 * @property {boolean} started Whether the first settings are shown.
 * @property {() => Promise<void>} start Shows the host's settings for the first time. Rejects with what is wrong with them.
 * @property {(settings: object) => Promise<void>} update Shows other settings. Rejects, with everything as it was.
 * @property {() => void} translate Says everything in the host's language of now.
 * @property {() => void} close Frees what it has; it is not used again.
 * @property {(options?: { rests?: boolean }) => void} play
 * @property {() => void} pause Ends playing, and what takes long.
 * @property {() => void} toggle
 * @property {(count?: number) => Promise<void>} step
 * @property {(count?: number) => Promise<void>} epoch
 * @property {() => Promise<void>} reset
 * @property {() => Promise<void>} [back]
 * @property {() => void} [interrupt] Other settings are on their way: what is being computed need not end.
 * @property {object} state As the element's `state`.
 *
 * @typedef {object} Host What a lab may ask of the element.
 * @property {object} text What `language` of i18n/index.js gives, of this lab.
 * @property {object} package The package: `wasm`, `module`, `catalog`.
 * @property {() => object} settings The settings as the lab sees them.
 * @property {(written: object) => Promise<void>} change Changes settings by a person's hand.
 * @property {(type: string, detail?: object) => void} emit
 * @property {() => "light" | "dark"} theme
 * @property {(sheet: Promise<CSSStyleSheet>) => Promise<void>} adopt Wears a style sheet while this lab is open.
 */

/**
 * In the order of the lecture, each with what loads its module: that exports `Lab`, and as `SCHEMA` the settings of its
 * own. Who never opens a lab does not wait for it.
 */
const LOADERS = {
  neuron: () => import("./neuron/index.js"),
  perceptron: () => import("./perceptron/index.js"),
  descent: () => import("./descent/index.js"),
  optimizers: () => import("./optimizers/index.js"),
  backprop: () => import("./backprop/index.js"),
  network: () => import("./network/index.js"),
};

export const LABS = Object.keys(LOADERS);

/** Whether a lab needs the package with the lecture's machines. @param {unknown} name */
export const isLesson = (name) => name !== "network" && LABS.includes(String(name));

/** The modules that have been loaded. */
export const modules = {};

export async function loadLab(name) {
  modules[name] ??= await LOADERS[name]();
}
