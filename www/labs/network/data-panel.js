// The data of the network laboratory: which set, and what it is drawn with.
import { imported } from "../../once.js";
import { button, group, more, numberField, select, slider } from "../../ui/controls.js";
import { h, icon } from "../../ui/dom.js";
import { OTHER_DATA, SCHEMA, randomSeed } from "../../settings/schema.js";

const DICE = () =>
  icon(
    "M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM8.5 8.5h.01M15.5 8.5h.01M12 12h.01M8.5 15.5h.01M15.5 15.5h.01",
  );

export class DataPanel {
  #parts;
  /** By the keys of the settings. */
  #controls;
  /** What is there for one's own points, once it has been wanted. @type {Promise<import("./own/own.js").Own> | null} */
  #own = null;
  #ownPlace = h("div", { hidden: true });
  /** The sets as small pictures, and the field for a formula; from after the first picture on. @type {import("./data/sets.js").Sets | null} */
  #sets = null;
  #setsPlace = h("div", { class: "sets-place" });
  /** Of one's own points it is beside what serves them. */
  #save;

  /** @param {import("./panel.js").Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    const { text, change } = parts;
    const { t } = text;
    const to = (/** @type {string} */ key) => (/** @type {number} */ value) => change({ [key]: value });
    const dataset = select({
      label: t("dataset"),
      options: this.#datasets(),
      onInput: (dataset) => change({ ...OTHER_DATA, dataset }),
    });
    const samples = slider({
      label: t("samples"),
      min: 10,
      max: 5000,
      step: 10,
      format: text.whole,
      onInput: to("samples"),
    });
    const noise = slider({
      label: t("noise"),
      min: 0,
      max: 50,
      step: 1,
      format: (value) => text.percent(value / 100),
      onInput: to("noise"),
    });
    const train_share = slider({
      label: t("train_share"),
      min: 10,
      max: 100,
      step: 5,
      format: (value) => text.percent(value / 100),
      onInput: to("train_share"),
    });
    const seed = numberField({ label: t("seed"), text, range: SCHEMA.seed, onInput: to("seed") });
    const fresh = button({
      label: t("new_data"),
      picture: DICE(),
      className: "small",
      hint: t("new_data.hint"),
      onPress: () => change({ seed: randomSeed() }),
    });
    this.#controls = { dataset, samples, noise, train_share, seed };
    const file = h("input", {
      type: "file",
      accept: ".csv,.tsv,.txt,.json,text/csv,text/plain",
      hidden: true,
      on: {
        change: () => {
          const [chosen] = file.files ?? [];
          file.value = ""; // the same file may be opened again
          if (chosen) this.#parts.open(chosen);
        },
      },
    });
    const open = button({
      label: t("open_csv"),
      className: "small",
      hint: t("open_csv.hint"),
      onPress: () => file.click(),
    });
    this.#save = button({
      label: t("experiment.save"),
      className: "small",
      hint: t("experiment.save.hint"),
      onPress: () => this.#saveExperiment(),
    }).element;
    for (const [key, { element }] of Object.entries(this.#controls)) element.dataset.key = key;
    fresh.element.dataset.key = "new_data";
    this.element = group(
      t("group.data"),
      dataset.element,
      this.#setsPlace,
      this.#ownPlace,
      h("div", { class: "pair" }, fresh.element, open.element, file),
      more(t("more.data"), noise.element, train_share.element, samples.element, seed.element, this.#save),
    );
    this.element.dataset.key = "data";
  }

  #datasets() {
    const { catalog, text } = this.#parts;
    const entry = (/** @type {{ name: string }} */ { name }) => [name, text.t(`dataset.${name}`)];
    /** @type {[string, (dataset: import("./panel.js").Catalog["datasets"][number]) => boolean][]} */
    const kinds = [
      ["datasets.binary", ({ problem, exact }) => problem === "binary" && !exact],
      ["datasets.gates", ({ problem, exact }) => problem === "binary" && exact],
      ["datasets.classes", ({ problem }) => problem === "classes"],
      ["datasets.plane", ({ problem, inputs }) => problem === "regression" && inputs === 2],
      ["datasets.line", ({ problem, inputs }) => problem === "regression" && inputs === 1],
    ];
    const groups = kinds.map(([key, fits]) => ({
      group: text.t(key),
      options: catalog.datasets.filter(fits).map(entry),
    }));
    const own = ["formula", "custom"].map((name) => entry({ name }));
    return [...groups, { group: text.t("datasets.own"), options: own }];
  }

  /** @param {Record<string, any>} settings */
  show(settings) {
    const { dataset, points, samples, noise, train_share, seed } = settings;
    this.#sets?.set(settings);
    const c = this.#controls;
    const known = this.#parts.catalog.datasets.find(({ name }) => name === dataset);
    const isOwn = dataset === "custom";
    this.#save.hidden = isOwn;
    c.dataset.set(dataset);
    if (isOwn) this.#loadOwn();
    this.#own?.then((own) => own.set(isOwn ? points : null)).catch(() => {});
    const isDrawn = known?.drawn ?? dataset === "formula";
    c.samples.set(samples, isDrawn);
    c.noise.set(noise, isDrawn);
    c.train_share.set(train_share, !known?.exact);
    c.seed.set(seed);
  }

  get hasSets() {
    return this.#sets !== null;
  }

  /** The small pictures, which the first picture need not wait for. Without them there is the list. */
  async addSets() {
    /** @type {typeof import("./data/sets.js") | null} */
    const module = await imported(new URL("./data/sets.js", import.meta.url)).catch(() => null);
    const sets = await module?.sets(this.#parts).catch(() => null);
    if (!sets) return;
    this.#sets = sets;
    this.#setsPlace.replaceChildren(sets.element);
    sets.set(this.#parts.settings());
  }

  /** What serves one's own data. A load that failed is tried again when it is wanted again. */
  #loadOwn() {
    this.#ownPlace.hidden = false;
    this.#own ??= (async () => {
      try {
        /** @type {typeof import("./own/own.js")} */
        const module = await imported(new URL("./own/own.js", import.meta.url));
        const own = await module.own(this.#parts);
        this.#ownPlace.replaceChildren(own.element);
        return own;
      } catch (error) {
        this.#own = null;
        throw error;
      }
    })();
    return this.#own;
  }

  /** Takes the table in a file as the data. It rejects where what reads it cannot be loaded. @param {File} file */
  async open(file) {
    await (await this.#loadOwn()).open(file);
  }

  /** Where what writes it cannot be loaded, that is said. */
  async #saveExperiment() {
    try {
      (await this.#loadOwn()).saveExperiment();
    } catch (error) {
      this.#parts.fail(/** @type {Error} */ (error));
    }
  }

  /** It is made anew, or the lab is closed. */
  close() {
    this.#own?.then((own) => own.close()).catch(() => {});
  }

  /** A press on the picture. @param {number} x @param {number} y */
  async press(x, y) {
    (await this.#own?.catch(() => null))?.press(x, y);
  }
}
