// What changes the look of the loss curve: loss or accuracy, linear or logarithmic, over epochs or updates; and what forgets the runs
// before this one.
import { button, checkbox } from "../../../ui/controls.js";
import { hide } from "../../../ui/enable.js";
import { words } from "./points.js";

export class CurveTools {
  key = "curve-tools";
  #curve;
  /** @type {import("../view.js").Moment | null} */
  #moment = null;
  #lang = "";
  /** @type {Record<"accuracy" | "log" | "step", ReturnType<typeof checkbox>> | null} */
  #boxes = null;
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
    /** @param {string} label @param {(isOn: boolean) => Partial<import("../loss.js").Look>} change */
    const box = (label, change) =>
      checkbox({
        label,
        onInput: (isOn) => {
          Object.assign(this.#curve.look, change(isOn));
          this.#show();
          this.#curve.redraw();
        },
      });
    this.#boxes = {
      accuracy: box(t("reading.curve.accuracy"), (isOn) => ({ measure: isOn ? "accuracy" : "loss" })),
      log: box(t("reading.curve.log"), (log) => ({ log })),
      step: box(t("reading.curve.step"), (isOn) => ({ axis: isOn ? "step" : "epoch" })),
    };
    const hint = t("reading.curve.clear.hint");
    this.#clear = button({ label: "", hint, className: "small", onPress: () => this.#curve.clear() });
    const { accuracy, log, step } = this.#boxes;
    this.#curve.tools.replaceChildren(accuracy.element, log.element, step.element, this.#clear.element);
    this.#showEarlier();
  }

  #show() {
    const { measure, log, axis } = this.#curve.look;
    const isOfClasses = this.#moment?.data?.description.problem !== "regression";
    const isAccuracy = measure === "accuracy" && isOfClasses;
    this.#boxes?.accuracy.set(isAccuracy, isOfClasses);
    this.#boxes?.log.set(log && !isAccuracy, !isAccuracy);
    this.#boxes?.step.set(axis === "step");
  }

  #showEarlier() {
    if (!this.#clear || !this.#text) return;
    const count = this.#curve.earlier.length;
    if (count) this.#clear.element.hidden = false;
    else hide(this.#clear.element);
    this.#clear.set(this.#text.t("reading.curve.clear", { count }));
  }
}
