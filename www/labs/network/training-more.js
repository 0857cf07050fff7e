// What few change about training, loaded when it is opened: a schedule of the learning rate, clipping, what ends training, and why
// other losses are not offered.
import { numberField, select, textField } from "../../ui/controls.js";
import { h } from "../../ui/dom.js";
import { SCHEMA } from "../../settings/schema.js";
import { CONDITIONS, conditions, written } from "../../settings/stop.js";

/** The arguments that a schedule has at first, behind its name. @type {Record<string, (rate: number) => string>} */
const SCHEDULES = {
  exponential: () => "1000,0.5",
  cosine: () => "2000",
  piecewise: (rate) => `1000,2000:${rate},${rate / 3},${rate / 10}`,
  inverse: () => "1000,1",
  polynomial: () => "2000,0",
};

/** A gradient is clipped in one of these ways at most. */
const CLIPS = ["clipnorm", "clipvalue", "global_clipnorm"];
const NO_CLIPS = Object.fromEntries(CLIPS.map((name) => [name, null]));

export class TrainingMore {
  #parts;
  #schedule;
  #arguments = h("div", { hidden: true });
  /** The field of the arguments of this schedule. @type {{ kind: string, set: (text: string) => void } | null} */
  #field = null;
  #clip;
  #bound;
  /** Of the conditions, by their names. @type {Record<string, { element: HTMLElement, set: (value: number | null) => void }>} */
  #ends;
  #untested = h("p", { class: "hint" });
  #losses = h("p", { class: "hint" });

  /** @param {import("./panel.js").Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    const { text, change, settings } = parts;
    const { t } = text;
    this.#schedule = select({
      label: t("schedule"),
      options: ["none", ...Object.keys(SCHEDULES)].map((kind) => [kind, t(`schedule.${kind}`)]),
      onInput: (kind) =>
        change({ schedule: kind === "none" ? null : `${kind},${SCHEDULES[kind](settings().learning_rate)}` }),
    });
    this.#clip = select({
      label: t("clip"),
      options: ["none", ...CLIPS].map((kind) => [kind, t(`clip.${kind}`)]),
      onInput: (kind) => change({ ...NO_CLIPS, ...(kind === "none" ? {} : { [kind]: 1 }) }),
    });
    this.#bound = numberField({
      label: t("clip.at"),
      text,
      range: SCHEMA.clipnorm,
      onInput: (value) => {
        const kind = CLIPS.find((name) => settings()[name] !== null);
        return kind && change({ [kind]: value });
      },
    });
    const end = (/** @type {keyof typeof CONDITIONS} */ name) => {
      const { min, max, whole } = CONDITIONS[name];
      return textField({
        label: t(`stop.${name}`),
        inputMode: "decimal",
        read: (given) => (given.trim() ? text.read(given, min, max, whole) : { value: null }),
        show: (/** @type {number | null} */ value) => (value === null ? "" : text.field(value)),
        onInput: (value) => change({ stop: written({ ...conditions(settings().stop), [name]: value ?? undefined }) }),
      });
    };
    const names = /** @type {(keyof typeof CONDITIONS)[]} */ (Object.keys(CONDITIONS));
    this.#ends = Object.fromEntries(names.map((name) => [name, end(name)]));
    this.element = h(
      "div",
      { class: "more" },
      h("div", { class: "more", "data-key": "schedule" }, this.#schedule.element, this.#arguments),
      h("div", { class: "more", "data-key": "clipnorm" }, this.#clip.element, this.#bound.element),
      h(
        "div",
        { class: "more", role: "group", "aria-label": t("stop"), "data-key": "stop" },
        h("h3", {}, t("stop")),
        h("p", { class: "hint" }, t("stop.about")),
        ...Object.values(this.#ends).map(({ element }) => element),
        this.#untested,
      ),
      h("h3", {}, t("loss.others")),
      this.#losses,
    );
  }

  /** @param {Record<string, any>} settings @param {import("../../pkg/nn_playground.js").Description} description */
  show(settings, { rows, train_rows: trained, problem }) {
    const { t } = this.#parts.text;
    const [kind, ...numbers] = (settings.schedule ?? "none").split(",");
    this.#schedule.set(kind, settings.schedule ?? "");
    this.#showArguments(kind, numbers.join(","));
    const clip = CLIPS.find((name) => settings[name] !== null) ?? "none";
    this.#clip.set(clip);
    this.#bound.element.hidden = clip === "none";
    if (clip !== "none") this.#bound.set(settings[clip]);
    const ends = conditions(settings.stop) ?? {};
    for (const [name, field] of Object.entries(this.#ends)) field.set(ends[name] ?? null);
    this.#untested.textContent = rows === trained ? t("stop.untested") : "";
    this.#losses.textContent = t(`loss.others.${problem}`);
  }

  /** @param {string} kind @param {string} text */
  #showArguments(kind, text) {
    this.#arguments.hidden = !SCHEDULES[kind];
    if (!SCHEDULES[kind]) return;
    if (this.#field?.kind !== kind) {
      const { element, set } = textField({
        label: this.#parts.text.t(`schedule_numbers.${kind}`),
        read: (given) => ({ value: given.replace(/\s/g, "") }),
        onInput: (given) => this.#parts.change({ schedule: `${kind},${given}` }),
      });
      this.#field = { kind, set };
      this.#arguments.replaceChildren(element);
    }
    this.#field.set(text);
  }
}
