// What changes the look of the loss curve: loss or accuracy, over epochs or updates, each axis linear or logarithmic; and what forgets
// the runs before this one.
import { button, checkbox } from "../../../ui/controls.js";
import { h } from "../../../ui/dom.js";
import { hide } from "../../../ui/enable.js";
import { words } from "./points.js";

/** What the axis across shows. @type {[name: string, look: Pick<import("../loss.js").Look, "axis" | "logAcross">][]} */
const ACROSS = [
  ["epoch", { axis: "epoch", logAcross: false }],
  ["log-epoch", { axis: "epoch", logAcross: true }],
  ["step", { axis: "step", logAcross: false }],
  ["log-step", { axis: "step", logAcross: true }],
];

export class CurveTools {
  key = "curve-tools";
  #curve;
  /** @type {import("../view.js").Moment | null} */
  #moment = null;
  #lang = "";
  /** @type {Record<"accuracy" | "log", ReturnType<typeof checkbox>> | null} */
  #boxes = null;
  /** @type {HTMLSelectElement | null} */
  #across = null;
  /** @type {ReturnType<typeof button> | null} */
  #clear = null;
  /** @type {import("../../../i18n/index.js").Text | null} */
  #text = null;

  /** @param {import("../loss.js").LossCurve} curve */
  constructor(curve) {
    this.#curve = curve;
    curve.onEarlier = () => this.#showEarlier();
  }

  /** @param {import("../view.js").Moment} moment */
  async dress(moment) {
    this.#moment = moment;
    const { lang } = moment.text;
    const text = await words(lang).catch(() => null);
    if (!text || this.#moment.text.lang !== lang) return;
    if (lang !== this.#lang) this.#build(text);
    this.#lang = lang;
    this.#show();
  }

  show() {}

  /** @param {import("../../../i18n/index.js").Text} text */
  #build(text) {
    const { t } = text;
    this.#text = text;
    const look = (/** @type {Partial<import("../loss.js").Look>} */ change) => {
      Object.assign(this.#curve.look, change);
      this.#show();
      this.#curve.redraw();
    };
    const box = (/** @type {string} */ label, /** @type {(isOn: boolean) => Parameters<typeof look>[0]} */ change) =>
      checkbox({ label, onInput: (isOn) => look(change(isOn)) });
    this.#boxes = {
      accuracy: box(t("reading.curve.accuracy"), (isOn) => ({ measure: isOn ? "accuracy" : "loss" })),
      log: box(t("reading.curve.log"), (log) => ({ log })),
    };
    const across = h(
      "select",
      { "aria-label": t("reading.curve.across"), on: { change: () => look(ACROSS[across.selectedIndex][1]) } },
      ...ACROSS.map(([name]) => h("option", { value: name }, t(`reading.curve.${name}`))),
    );
    this.#across = across;
    const hint = t("reading.curve.clear.hint");
    this.#clear = button({ label: "", hint, className: "small", onPress: () => this.#curve.clear() });
    const { accuracy, log } = this.#boxes;
    this.#curve.tools.replaceChildren(accuracy.element, log.element, across, this.#clear.element);
    this.#showEarlier();
  }

  #show() {
    const { measure, log, axis, logAcross } = this.#curve.look;
    const isOfClasses = this.#moment?.data?.description.problem !== "regression";
    const isAccuracy = measure === "accuracy" && isOfClasses;
    this.#boxes?.accuracy.set(isAccuracy, isOfClasses);
    this.#boxes?.log.set(log && !isAccuracy, !isAccuracy);
    if (this.#across)
      this.#across.selectedIndex = ACROSS.findIndex(([, look]) => look.axis === axis && look.logAcross === logAcross);
  }

  #showEarlier() {
    if (!this.#clear || !this.#text) return;
    const count = this.#curve.earlier.length;
    if (count) this.#clear.element.hidden = false;
    else hide(this.#clear.element);
    // Over the plot, where a new curve begins: its text is short.
    this.#clear.set(this.#text.t("reading.curve.clear.short", { count }));
    this.#clear.element.setAttribute("aria-label", this.#text.t("reading.curve.clear", { count }));
  }
}
