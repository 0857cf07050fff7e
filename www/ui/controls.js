// The controls: each is { element, set(value, …) } and reports what the person chose.
import { h } from "./dom.js";
import { entry } from "./entry.js";

let nextId = 0;

/** @typedef {string[]} Option Its value and its text. */

/** A label over a control. @param {string} label @param {HTMLElement} control @param {string} className */
function labelled(label, control, className = "field") {
  return h("label", { class: className }, h("span", { class: "label" }, label), control);
}

/**
 * A list to choose from. A value that is not among its options is among them while it is the chosen one, numbers in order.
 *
 * @typedef {(Option | { group: string, options: Option[] })[]} Options
 *
 * @param {{ label: string, options: Options, onInput: (value: string) => void }} parts
 */
export function select({ label, options, onInput }) {
  const list = h("select", { on: { change: () => onInput(list.value) } });
  /** @type {HTMLOptionElement | null} */
  let foreign = null;
  const fill = (/** @type {Options} */ items) => {
    const option = (/** @type {Option} */ [value, text]) => h("option", { value }, text);
    list.replaceChildren(
      ...items.map((item) =>
        "group" in item ? h("optgroup", { label: item.group }, ...item.options.map(option)) : option(item),
      ),
    );
  };
  fill(options);
  return {
    element: labelled(label, list),
    get value() {
      return list.value;
    },
    set(/** @type {unknown} */ value, text = String(value), /** @type {Options} */ items = []) {
      if (items.length) fill(items);
      const wanted = String(value);
      if (foreign && foreign.value !== wanted) foreign.remove();
      if (![...list.options].some((option) => option.value === wanted)) {
        foreign = h("option", { value: wanted }, text);
        list.insertBefore(foreign, [...list.options].find((option) => Number(option.value) > Number(wanted)) ?? null);
      }
      list.value = wanted;
    },
  };
}

/**
 * A slider with its value beside the label.
 *
 * @param {{ label: string, min: number, max: number, step: number, format: (value: number) => string,
 *   onInput: (value: number) => void }} parts
 */
export function slider({ label, min, max, step, format, onInput }) {
  const output = h("output", {});
  const input = h("input", {
    type: "range",
    min,
    max,
    step,
    on: {
      input: () => {
        output.value = format(Number(input.value));
      },
      change: () => onInput(Number(input.value)),
    },
  });
  const element = h("label", { class: "field" }, h("span", { class: "label" }, label, output), input);
  input.setAttribute("aria-label", label);
  return {
    element,
    set(/** @type {number} */ value, enabled = true) {
      input.value = String(value);
      input.disabled = !enabled;
      output.value = format(value);
    },
  };
}

/**
 * @template T
 * @typedef {object} FieldParts
 * @property {string} label
 * @property {(written: string) => import("./entry.js").Read<T>} read
 * @property {(value: T) => string} [show]
 * @property {(value: T) => unknown} onInput As an entry has it: what it returns tells when the value has arrived.
 * @property {(isWrong: boolean) => void} [judged] Is told whether what stands in it is wrong, when that is known anew.
 * @property {string} [inputMode]
 */

/**
 * A number typed in. It is shown as `text.field` writes it, which `text.read` gives back. It is read within a `range`, that of
 * its setting, unless `read` does more.
 *
 * @param {Omit<FieldParts<number>, "read"> & { text: import("../i18n/index.js").Text, read?: FieldParts<number>["read"],
 *   range?: { min?: number, max?: number, whole?: boolean } }} parts
 */
export const numberField = ({ text, range: { min = 0, max = 0, whole } = {}, inputMode = "decimal", ...field }) =>
  textField({ read: (written) => text.read(written, min, max, whole), ...field, inputMode, show: text.field });

/**
 * A line of text typed in. What cannot be taken is said beside the field and changes nothing.
 *
 * @template T
 * @param {FieldParts<T>} parts
 */
export function textField({ label, read, show = String, onInput, judged, inputMode = "text" }) {
  const id = `nn-problem-${nextId++}`;
  const problem = h("span", { class: "problem", id, hidden: true });
  const input = h("input", { type: "text", inputMode, autocomplete: "off", spellcheck: false });
  const tell = (/** @type {string | null} */ complaint) => {
    problem.hidden = complaint === null;
    problem.textContent = complaint;
    judged?.(complaint !== null);
  };
  const { set } = entry(input, { read, show, onInput, problem: id, tell });
  return {
    element: h("div", { class: "field" }, h("label", {}, h("span", { class: "label" }, label), input), problem),
    set,
  };
}

/** A box to tick. @param {{ label: string, onInput: (checked: boolean) => void }} parts */
export function checkbox({ label, onInput }) {
  const input = h("input", { type: "checkbox", on: { change: () => onInput(input.checked) } });
  return {
    element: h("label", { class: "check" }, input, h("span", {}, label)),
    set(/** @type {boolean} */ value, enabled = true) {
      input.checked = value;
      input.disabled = !enabled;
    },
  };
}

/**
 * A button.
 *
 * @typedef {object} ButtonParts
 * @property {string} label
 * @property {Element} [picture] An icon before its text.
 * @property {string} [hint] The key that does the same.
 * @property {string} [className]
 *
 * @param {ButtonParts & { onPress: (event: MouseEvent) => unknown }} parts
 */
export function button({ label, picture, hint, className = "", onPress }) {
  const text = h("span", { class: "text" }, label);
  const element = h("button", { type: "button", class: className, title: hint, on: { click: onPress } }, picture, text);
  return {
    element,
    /** @param {string} label @param {Element} [picture] */
    set(label, picture) {
      text.textContent = label;
      if (picture) element.firstElementChild?.replaceWith(picture);
    },
  };
}

/**
 * A button that copies `text()` and says so; where the browser does not let a page copy, `byHand(text)` has to do.
 *
 * @param {ButtonParts & { t: import("../i18n/index.js").Text["t"], text: () => string, byHand: (text: string) => void }} parts
 */
export function copyButton({ t, text, byHand, ...parts }) {
  const press = button({
    ...parts,
    onPress: async () => {
      try {
        await navigator.clipboard.writeText(text());
        press.set(t("copied"));
        setTimeout(() => press.set(parts.label), 2000);
      } catch {
        byHand(text());
      }
    },
  });
  return press.element;
}

/** Several controls under one heading. @param {string} label @param {...import("./dom.js").Child} children */
export const group = (label, ...children) => h("fieldset", {}, h("legend", {}, label), ...children);

/** Controls that are one click away. @param {string} label @param {...import("./dom.js").Child} children */
export const more = (label, ...children) =>
  h("details", {}, h("summary", {}, label), h("div", { class: "more" }, ...children));
