// The network laboratory in Keras: the code of its settings, and its training as a script.
import { startWorker } from "../../engine/connect.js";
import { loadLessons } from "../../engine/load.js";
import { rowsOf } from "../../engine/tables.js";
import { refusal } from "../../i18n/refusal.js";
import { toExperiment } from "../../settings/experiment.js";
import { button } from "../../ui/controls.js";
import { COPY, codeBox, program, sheet } from "../../ui/code.js";
import { h, icon } from "../../ui/dom.js";
import { withNames } from "./keras-names.js";
import { codeOf, scriptOf } from "./keras-run.js";
import { withStop } from "./keras-stop.js";
import { classNames, columnName } from "./names.js";

const SAVE = () => icon("M12 3v12m-5-5 5 5 5-5M4 20h16");
const FILE = "training_in_keras.py";

/** @typedef {import("../../pkg-lessons/nn_playground.js").PlaygroundError} PlaygroundError */

/** Puts a promised text into the clipboard. It rejects where the browser does not allow that, or nothing comes. @param {Promise<string>} text */
async function copy(text) {
  try {
    // Some browsers let a page copy only while a press is handled: so the clipboard is asked before the text is there.
    const promised = text.then((said) => new Blob([said], { type: "text/plain" }));
    promised.catch(() => {}); // the caller hears of it by `text`
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": promised })]);
  } catch {
    // Older ones know only this.
    await navigator.clipboard.writeText(await text);
  }
}

/** The script of a training, written beside the page, or where it may have no worker, in it. It throws why there is none. @param {import("./keras-run.js").Run} run @returns {Promise<string>} */
async function write(run) {
  const { module, ...lessons } = await loadLessons();
  const rows = rowsOf(run.settings.table ?? "");
  const worker = await startWorker(new URL("./keras-worker.js", import.meta.url), { module });
  if (!worker) {
    // A large network takes its time: what was said must be seen before.
    await new Promise((resolve) => setTimeout(resolve, 30));
    return scriptOf(run, rows, lessons);
  }
  try {
    const { script, problem } = await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage({ run, rows });
    });
    if (problem) throw Object.assign(new Error(problem.message), problem);
    return script;
  } finally {
    worker.terminate();
  }
}

export class Entry {
  key = "keras";
  #host;
  #session;
  #code;
  /** @type {import("../../pkg/nn_playground.js").Description["columns"]} */
  #columns = [];
  #said = h("p", { class: "said", role: "status" });
  #beginning;
  element;

  /** @param {import("./drawer.js").Around} around */
  constructor({ host, session }) {
    const { text } = host;
    const { t } = text;
    this.#host = host;
    this.#session = session;
    host.adopt(sheet());
    this.#code = codeBox({ text, label: t("keras.code") });
    this.#beginning = program(t("keras.beginning"));
    this.#beginning.element.hidden = true;
    const copies = button({ label: t("keras.copy"), picture: COPY(), onPress: () => this.#copy() });
    const save = button({ label: t("keras.save"), picture: SAVE(), onPress: () => this.#save() });
    this.element = h(
      "div",
      { class: "keras-parts" },
      h("div", {}, h("h3", {}, t("keras.code")), this.#code.element),
      h(
        "div",
        {},
        h("h3", {}, t("keras.script")),
        h("p", {}, t("keras.script.about")),
        h("div", { class: "actions" }, copies.element, save.element),
        this.#said,
        this.#beginning.element,
      ),
    );
  }

  /** Brings the code up to the settings. @param {import("./view.js").Moment} moment */
  async dress({ data }) {
    const {
      text,
      package: { catalog },
    } = this.#host;
    this.#columns = data?.description.columns ?? [];
    try {
      const lessons = await loadLessons();
      const settings = this.#host.settings();
      /** @type {Record<string, any>} */
      const config = toExperiment(settings, catalog);
      const isTested = data ? data.description.train_rows < data.description.rows : false;
      const code = withStop(codeOf(config, rowsOf(config.table ?? ""), lessons), settings.stop, isTested);
      this.#code.set(this.#named(code));
      this.#code.say(text.t("keras.code.about"));
    } catch (error) {
      this.#code.say(text.t("failed", { message: refusal(/** @type {PlaygroundError} */ (error), text) }));
    }
  }

  /** Code that says what columns and classes are called. @param {string} code */
  #named(code) {
    const { text } = this.#host;
    return withNames(
      code,
      this.#columns.map(({ name }) => columnName(name, text)),
      classNames(this.#host.settings(), text),
    );
  }

  /** The script of what was trained so far. It throws, in the language of the page, why there is none. */
  async #script() {
    const { text } = this.#host;
    const { t } = text;
    this.#tell(t("keras.writing"));
    const run = await this.#session().run();
    if (run.steps === 0) throw new Error(t("keras.nothing"));
    try {
      return this.#named(await write(run));
    } catch (error) {
      throw new Error(t("keras.refused", { message: refusal(/** @type {PlaygroundError} */ (error), text) }));
    }
  }

  async #copy() {
    const script = this.#script();
    const copied = copy(script).then(
      () => "keras.copied",
      () => "keras.not_copied",
    );
    await this.#tellOf(script, () => copied);
  }

  #save() {
    return this.#tellOf(this.#script(), (text) => {
      const url = URL.createObjectURL(new Blob([text], { type: "text/x-python" }));
      h("a", { href: url, download: FILE }).click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000); // once it is certainly on its way
      return "keras.saved";
    });
  }

  /**
   * Does something with a script and says what it was, and what the script says of itself; or why there is none.
   *
   * @param {Promise<string>} script
   * @param {(text: string) => string | Promise<string>} use Returns the key of what is to be said.
   */
  async #tellOf(script, use) {
    try {
      const text = await script;
      const key = await use(text);
      this.#tell(this.#host.text.t(key, { file: FILE }), text.slice(0, text.indexOf("\n\n")));
    } catch (error) {
      this.#tell(/** @type {Error} */ (error).message);
    }
  }

  /** @param {string} sentence */
  #tell(sentence, beginning = "") {
    this.#said.textContent = sentence;
    this.#beginning.element.hidden = !beginning;
    this.#beginning.set(beginning);
  }
}
