// What a view of the session is: what it wants with each frame, and how it shows the answer.

/**
 * @typedef {import("../../engine/protocol.js").State} State
 * @typedef {import("./run.js").Data} Data
 *
 * @typedef {object} View
 * @property {string} key Its name among the answers.
 * @property {(isPlaying: boolean) => import("../../engine/protocol.js").Want | null} [want]
 * @property {(moment: Moment) => void} dress Other data, another theme, another language.
 * @property {(answer: any, moment: Moment & { state: State, data: Data }) => void} [show]
 * @property {() => void} [close]
 *
 * @typedef {object} Moment What a view is told.
 * @property {Data | null} data Null before there is an experiment.
 * @property {Record<string, any>} settings
 * @property {Style} style
 * @property {import("../../i18n/index.js").Text} text
 * @property {State} [state] Not before the first frame.
 * @property {import("./plane.js").Shown} [plane] What pictures show of data with more than two columns. Each want gets it, too.
 *
 * @typedef {{ theme: "light" | "dark", decimal: string }} Style What the charts' options have in common.
 *
 * @typedef {import("../../engine/load.js").Pack["wasm"]} Wasm
 */

export {};
