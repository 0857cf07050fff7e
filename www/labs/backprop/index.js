// L7, and L4, L8 to L10: training by hand. The machine is src/labs/backprop, which says what an answer consists of.
import { alias, choice, flag, names, number, ofPage, text } from "../../settings/readers.js";
import { randomSeed } from "../../settings/schema.js";
import { sheet as codeStyle } from "../../ui/code.js";
import { sheet as plotStyle } from "../../ui/plot.js";
import { button, more, numberField, select } from "../../ui/controls.js";
import { focusedIn, h } from "../../ui/dom.js";
import { Lesson } from "../lesson.js";
import { picture } from "../transport.js";
import { board } from "./board.js";
import { LossCurve } from "./curve.js";
import { Digits } from "./decimals.js";
import { DISTRIBUTED, Examples, Layers, WeightTables, isDistribution, rowsOf, textOf } from "./editor.js";
import { explain } from "./formula.js";
import { Papers } from "./exports.js";
import { NetworkPicture } from "./picture.js";
import { questions } from "./questions.js";
import { Symbols, upTo } from "./symbols.js";

const PRESETS = ["lecture", "xor_steps", "xor", "softmax"];
const [MAX_EPOCH, MAX_ETA] = [100_000, 1000]; // as in src/labs/backprop/settings.rs
/** What an example sets: with another value in any of them it is one's own. */
const OWN = ["layers", "x", "y", "weights", "loss", "eta"];

export const SCHEMA = {
  preset: choice(PRESETS, "lecture"),
  layers: text(null),
  x: text(null),
  y: text(null),
  weights: text(null),
  loss: choice(names("losses"), null, alias("losses")),
  eta: number({ min: 0, max: MAX_ETA, standard: null }),
  epoch: number({ min: 0, max: MAX_EPOCH, whole: true, standard: 0 }),
  stage: ofPage(number({ min: 1, max: 24, whole: true, standard: 1 })),
  example: number({ min: 1, max: 64, whole: true, standard: 1 }),
  worksheet: ofPage(choice(["latex", "csv"], null)),
  results: ofPage(flag(true)),
};

/** @typedef {import("../../pkg-lessons/nn_playground.js").BackpropStage} Stage */

/** @extends {Lesson<"backprop">} */
export class Lab extends Lesson {
  /** Null until there is an answer. @type {Symbols} */
  #symbols = /** @type {any} */ (null);
  #made = { of: "", formulas: new Map() }; // how numbers are made, of a network and its examples
  #picture = new NetworkPicture();
  #curve;
  #preset;
  #loss;
  #eta;
  #epoch;
  #examples;
  #weights;
  #layers;
  #papers;
  /** Those on the board that can be reached with the keyboard. @type {HTMLElement[]} */
  #numbers = [];
  #ways = h("ol", { class: "stages" });
  #heading = h("h3", {});
  #said = h("p", { class: "stage-said" });
  #board = h("div", { class: "board" });
  #slip = h("p", { class: "hint slip", hidden: true });
  #explained = h("p", { class: "explained", "aria-live": "polite" });
  #status = h("p", { class: "verdict", role: "status", hidden: true });
  #given = h("section", { class: "card given" });
  #weightCard = h("section", { class: "card paper" });

  /** @param {import("../index.js").Host} host */
  constructor(host) {
    super(host, "backprop", SCHEMA);
    this.#board.addEventListener("keydown", (event) => this.#walk(event));
  }

  get sheets() {
    return [codeStyle(), plotStyle()];
  }

  get pace() {
    return 1600;
  }

  get counter() {
    return "epoch";
  }

  get #stage() {
    return Math.min(this.settings.stage, this.shown.stages.length) - 1;
  }

  isOver() {
    const { status, epoch, stages } = this.shown;
    return this.#stage === stages.length - 1 && (status !== "running" || epoch >= MAX_EPOCH);
  }

  /** Stages and epochs are counted through; an epoch that cannot be reached is none. @param {number} count */
  async move(count) {
    const { stage, epoch } = this.host.settings();
    const { length } = this.shown.stages;
    const last = this.shown.status === "running" ? MAX_EPOCH : this.shown.epoch;
    const place = Math.min(epoch, last) * length + Math.min(stage, length) - 1 + count;
    const used = Math.max(0, Math.min((last + 1) * length - 1, place));
    await this.change({ epoch: Math.floor(used / length), stage: (used % length) + 1 });
  }

  playsFrom() {
    return false;
  }

  epoch(count = 1) {
    this.pause();
    return this.#setEpoch(this.host.settings().epoch + count);
  }

  rewind() {
    return this.change({ epoch: 0, stage: 1 });
  }

  /** @param {number} epoch */
  #setEpoch(epoch) {
    return this.change({ epoch: Math.max(0, Math.min(MAX_EPOCH, epoch)) });
  }

  get state() {
    const { epoch = 0, loss = Number.NaN, status } = this.shown ?? {};
    return { ...super.state, epoch, step: epoch, loss, diverged: status === "diverged" };
  }

  actions() {
    const { t } = this.host.text;
    return [
      button({
        label: t("backprop.next_epoch"),
        picture: picture("epoch"),
        hint: t("backprop.next_epoch.hint"),
        onPress: () => this.epoch(),
      }).element,
    ];
  }

  /** @returns {import("../layout.js").Parts} */
  build() {
    const { t } = this.host.text;
    /** @type {import("./editor.js").Given} */
    const lab = {
      text: () => this.host.text,
      most: () => this.shown.most,
      settings: () => this.given.settings,
      again: () => this.draw(),
      complaint: (changes) => this.complaint(changes),
      change: (changes) => this.#edit(changes),
      choose: (example) => this.change({ example }),
      activations: () => this.host.package.catalog.activations.map(({ name }) => name),
      draw: () => this.#edit({ weights: "random", seed: randomSeed() }),
    };
    this.#preset = select({
      label: t("backprop.preset"),
      options: [],
      onInput: (preset) => {
        if (PRESETS.includes(preset)) this.begin({ preset });
      },
    });
    this.#loss = select({
      label: t("loss"),
      options: this.host.package.catalog.losses.map((name) => [name, t(`loss.${name}`)]),
      onInput: (loss) => this.#setLoss(loss),
    });
    this.#eta = numberField({
      label: t("backprop.eta"),
      text: this.host.text,
      range: SCHEMA.eta,
      onInput: (eta) => this.#edit({ eta }),
    });
    this.#eta.element.dataset.symbol = "eta";
    this.#epoch = numberField({
      label: t("backprop.updates"),
      inputMode: "numeric",
      text: this.host.text,
      range: { ...SCHEMA.epoch, min: 1, max: MAX_EPOCH + 1 }, // as in the heading: the first comes before any update
      onInput: (epoch) => this.#setEpoch(epoch - 1),
    });
    this.#examples = new Examples(lab);
    this.#weights = new WeightTables(lab);
    this.#layers = new Layers(lab);
    this.#curve = new LossCurve({ text: this.host.text, ticks: (...range) => this.ticks(...range) });
    this.#papers = new Papers({
      text: this.host.text,
      settings: () => this.settings,
      change: (changes) => this.change(changes),
      lack: () => this.refresh(),
    });
    const own = more(t("backprop.own"), this.#loss.element, this.#layers.element);
    const hundred = button({
      label: t("backprop.epochs"),
      hint: t("backprop.epochs.hint"),
      onPress: () => this.epoch(100),
    }).element;
    const epochs = h(
      "div",
      { class: "pair" },
      this.#eta.element,
      h("div", { class: "updates" }, this.#epoch.element, hundred),
    );
    return {
      controls: [this.#preset.element, epochs, own],
      picture: [h("nav", { "aria-label": t("backprop.stages") }, this.#ways), this.#picture.element, this.#status],
      numbers: this.#given,
      formula: [this.#heading, this.#said, this.#board, this.#explained, this.#slip],
      more: [
        h(
          "div",
          { class: "cards papers" },
          h("div", { class: "paper-stack" }, this.#weightCard, ...this.#papers.elements),
          this.#curve.element,
        ),
      ],
      tries: [
        [t("backprop.try.slide"), { preset: "lecture", stage: 4 }],
        [t("backprop.try.steps"), { preset: "xor_steps", stage: 5, example: 2 }],
        [t("backprop.try.xor"), { preset: "xor", epoch: 300, stage: 4, example: 2 }],
      ],
    };
  }

  /** What was edited holds from the first epoch on. @param {Record<string, any>} changes */
  #edit(changes) {
    this.pause();
    return this.change(changes);
  }

  /**
   * Where classes are wanted there is one target of each example; else one for each output. Classes become probabilities and
   * the other way round; what are no probabilities the machine chooses anew.
   *
   * @param {string} loss
   */
  #setLoss(loss) {
    return this.#layers.try(({ y }) => {
      const { outputs, isSparse } = this.#symbols;
      const rows = rowsOf(y);
      const areProbable = !isSparse && rows.every(isDistribution);
      const upToOutputs = (/** @type {(at: number) => number} */ of) =>
        Array.from({ length: outputs }, (_, at) => of(at));
      /** @type {((row: number[]) => number[]) | undefined} */
      let change;
      if (loss === "sparse_categorical_crossentropy")
        change = (row) => [areProbable ? row.indexOf(Math.max(...row)) : row[0]];
      else if (isSparse) change = ([index]) => upToOutputs((at) => Number(at === index));
      else if (areProbable || !DISTRIBUTED.includes(loss)) change = (row) => upToOutputs((at) => row[at] ?? 0);
      return { loss, y: change ? textOf(rows.map(change)) : null };
    });
  }

  /** @param {typeof this.shown} shown @param {Record<string, any>} settings */
  wants(shown, settings) {
    return this.#papers.wants(shown, settings);
  }

  /** How numbers are made. It is the same in each epoch. */
  get #formulas() {
    const of = JSON.stringify({ ...this.settings, epoch: 0, stage: 0 });
    if (of !== this.#made.of) this.#made = { of, formulas: new Map() };
    return this.#made.formulas;
  }

  /** @param {typeof this.shown} shown */
  #read(shown) {
    const { text } = this.host;
    return new Symbols(shown, new Digits(text), text.t("backprop.mean"), this.#formulas, (ids) =>
      this.explain({ about: "formulas", ids }),
    );
  }

  get canAsk() {
    return true;
  }

  /** After the last stage comes the first one of the next epoch, which the machine has to be asked for. */
  async questions() {
    if (this.isOver()) return [];
    const { t } = this.host.text;
    const { stages, numbers } = this.shown;
    const next = stages[this.#stage + 1];
    const later = numbers.filter(({ stage }) => (stage ?? -1) > this.#stage).map(({ id }) => id);
    if (next) return questions(next, this.#symbols, this.#title(next), later, t);
    const foreseen = await this.foresee({ ...this.settings, epoch: this.shown.epoch + 1 });
    return foreseen && questions(stages[0], this.#read(foreseen), this.#title(stages[0]), [], t);
  }

  draw() {
    const { t } = this.host.text;
    const { settings, epoch, status } = this.shown;
    const { loss, eta } = this.wanted;
    this.#symbols = this.#read(this.shown);
    const isOwn = OWN.some((key) => this.settings[key] !== null && this.settings[key] !== undefined);
    this.#preset.set(isOwn ? "own" : settings.preset, t("backprop.preset.own"), [
      ...PRESETS.map((preset) => [preset, t(`backprop.preset.${preset}`)]),
      ...(isOwn ? [["own", t("backprop.preset.own")]] : []),
    ]);
    this.#loss.set(loss ?? settings.loss);
    this.#eta.set(eta ?? settings.eta);
    this.#epoch.set(epoch + 1);
    this.#layers.show(this.#symbols);
    this.#showGiven();
    this.#showStages();
    const said = this.#label();
    this.#picture.show(this.#symbols, this.#stage, said, t);
    this.announce(said);
    this.#showBoard();
    // What cannot be trained computes forwards all the same: that it ends there is said at the end.
    const isSaid = status !== "running" && (status !== "no_gradient" || this.#stage === this.shown.stages.length - 1);
    this.#status.hidden = !isSaid;
    this.#status.textContent = isSaid ? t(`backprop.status.${status}`, { epoch: epoch + 1 }) : "";
    this.#curve.element.hidden = status === "no_gradient";
    this.#curve.show(this.shown.losses);
    this.#papers.show(this.#symbols, this.settings, this.answers);
  }

  /** What has been given: of one layer with its weights, else these have a card of their own. */
  #showGiven() {
    const { preset, x } = this.shown.settings;
    const { layers, inputs, outputs } = this.#symbols;
    // Beside the table of what it was given the picture would have to be scrolled.
    const isWide = layers > 2 || (layers > 1 && outputs > 1) || inputs + outputs > 5;
    this.element.classList.toggle("wide-picture", isWide);
    this.#examples.show(this.#symbols, preset.startsWith("xor") && /^[01\s]*$/.test(x));
    this.#weights.show(this.#symbols);
    const isNear = layers === 1 && outputs === 1;
    if (this.#given.firstChild !== this.#examples.element) this.#given.replaceChildren(this.#examples.element);
    const place = isNear ? this.#given : this.#weightCard;
    if (this.#weights.element.parentNode !== place) place.append(this.#weights.element);
    this.#weightCard.hidden = isNear;
    this.#examples.reveal();
  }

  /** @param {Stage} stage */
  #title({ kind, layer }) {
    const { t } = this.host.text;
    return (
      t(`backprop.stage.${kind}`) + (layer && this.#symbols.layers > 1 ? `, ${t("backprop.layer", { layer })}` : "")
    );
  }

  #showStages() {
    const { t } = this.host.text;
    const many = this.#symbols.layers > 1;
    const { stages } = this.shown;
    const short = {
      net: "net",
      out: "out",
      loss: t("backprop.loss"),
      dloss_dout: "∂Loss/∂out",
      dout_dnet: "∂out/∂net",
      dnet_dw: "∂net/∂w",
      mean: t("backprop.mean"),
      update: t("backprop.new"),
    };
    const key = `${this.host.text.lang} ${stages.map(({ kind, layer }) => kind + layer)}`;
    if (this.#ways.dataset.key !== key) {
      this.#ways.dataset.key = key;
      this.#ways.replaceChildren(
        ...stages.map((stage, at) =>
          h(
            "li",
            { class: stage.part },
            h(
              "button",
              {
                type: "button",
                class: "way",
                title: `${at + 1}. ${this.#title(stage)}`,
                on: {
                  click: () => {
                    this.pause();
                    this.change({ stage: at + 1 });
                  },
                },
              },
              h("span", { class: "unseen" }, `${at + 1}. ${this.#title(stage)}`),
              h(
                "span",
                { "aria-hidden": "true" },
                short[stage.kind] + (many && stage.layer ? `⁽${"⁰¹²³⁴"[stage.layer]}⁾` : ""),
              ),
            ),
          ),
        ),
      );
    }
    /** @type {NodeListOf<HTMLElement>} */
    const items = this.#ways.querySelectorAll("li");
    items.forEach((item, at) => {
      item.classList.toggle("past", at < this.#stage);
      if (at === this.#stage) item.firstElementChild?.setAttribute("aria-current", "step");
      else item.firstElementChild?.removeAttribute("aria-current");
    });
    const current = items[this.#stage];
    // Seen where the list is scrolled, without moving the page.
    if (current && this.#ways.scrollWidth > this.#ways.clientWidth)
      this.#ways.scrollLeft = current.offsetLeft - this.#ways.clientWidth / 2;
  }

  #label() {
    const { t } = this.host.text;
    const symbols = this.#symbols;
    const write = (/** @type {string} */ id) => symbols.digits.one(symbols.byId.get(id)?.value ?? Number.NaN, 4);
    const { layers, outputs, example } = symbols;
    const known = upTo(outputs)
      .map((u) => symbols.id("out", layers, u, example))
      .map((id) => `${symbols.plain(id)} = ${write(id)}`);
    return t("backprop.picture", {
      epoch: this.shown.epoch + 1,
      stage: this.#stage + 1,
      stages: this.shown.stages.length,
      title: this.#title(this.shown.stages[this.#stage]),
      units: [symbols.inputs, ...this.shown.units].join("–"),
      example,
      values: known.join(", "),
    });
  }

  #showBoard() {
    const { t } = this.host.text;
    const { stages } = this.shown;
    const stage = stages[this.#stage];
    this.#heading.textContent = t("backprop.heading", {
      epoch: this.host.text.whole(this.shown.epoch + 1),
      stage: this.#stage + 1,
      stages: stages.length,
      title: this.#title(stage),
    });
    this.#said.textContent = t(`backprop.say.${this.#sentence(stage)}`);
    const place = this.#numbers.indexOf(/** @type {HTMLElement} */ (focusedIn(this.element)));
    this.#board.replaceChildren(...board(this.#stage, this.#symbols, t));
    /** @type {NodeListOf<HTMLElement>} */
    const live = this.#board.querySelectorAll(".live");
    this.#numbers = [...live];
    live.forEach((element, at) => element.setAttribute("tabindex", at ? "-1" : "0"));
    if (place >= 0) this.#numbers[Math.min(place, this.#numbers.length - 1)]?.focus();
    const slip = `backprop.slip.${stage.kind}`;
    this.#slip.hidden = this.shown.settings.preset !== "lecture" || !this.#symbols.isSlide || !this.host.text.has(slip);
    this.#slip.textContent = this.#slip.hidden ? "" : t(slip);
  }

  /** Which sentence a stage has: some are special. @param {Stage} stage */
  #sentence({ kind, layer }) {
    const isLast = layer === this.#symbols.layers;
    const isSoftmax = layer > 0 && this.#symbols.activation(layer) === "softmax";
    if (kind === "loss" && ["clipped", "fraction"].includes(this.shown.loss_sees))
      return this.shown.settings.loss === "kl_divergence" ? "loss_divergence" : `loss_${this.shown.loss_sees}`;
    if (kind === "dloss_dout" && !isLast) return "dloss_dout_hidden";
    if (kind === "dout_dnet" && isLast && ["probability", "net"].includes(this.shown.loss_sees))
      return "dout_dnet_short";
    return isSoftmax && ["out", "dout_dnet"].includes(kind) ? `${kind}_softmax` : kind;
  }

  /** @param {string[]} wanted */
  sourcesOf(wanted) {
    return wanted.flatMap((id) => this.#symbols?.sources(id) ?? []);
  }

  /** Says where the number that is pointed at comes from. @param {string[]} wanted */
  highlighted(wanted) {
    if (!this.#symbols) return;
    const { t } = this.host.text;
    const numbers = wanted.flatMap((id) => this.#symbols.byId.get(id) ?? []);
    const sentence = numbers.length === 1 ? explain(numbers[0], this.#symbols, t) : t("backprop.point");
    if (this.#explained.textContent !== sentence) this.#explained.textContent = sentence;
    this.#explained.classList.toggle("hint", numbers.length !== 1);
  }

  /** From number to number of the board with the arrow keys. @param {KeyboardEvent} event */
  #walk(event) {
    const at = this.#numbers.indexOf(/** @type {HTMLElement} */ (event.target));
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key] ?? Number.NaN;
    const to = event.key === "Home" ? 0 : event.key === "End" ? this.#numbers.length - 1 : at + step;
    if (at < 0 || Number.isNaN(to) || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault(); // at the end, too: the next stage is not what was meant
    if (!this.#numbers[to]) return;
    this.#numbers[at].setAttribute("tabindex", "-1");
    this.#numbers[to].setAttribute("tabindex", "0");
    this.#numbers[to].focus();
  }

  close() {
    super.close();
    this.#picture.close();
    this.#curve?.close();
  }
}
