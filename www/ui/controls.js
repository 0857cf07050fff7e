// The controls: each is { element, set(value, …) } and reports what the person chose.
import { h } from "./dom.js";

let nextId = 0;

/** A label over a control. */
function labelled(label, control, className = "field") {
  return h("label", { class: className }, h("span", { class: "label" }, label), control);
}

/** A list to choose from. `options` are [value, text] pairs, or { group, options }; a value that is not among them is added. */
export function select({ label, options, onInput }) {
  const list = h("select", { on: { change: () => onInput(list.value) } });
  const fill = (items) => {
    const option = ([value, text]) => h("option", { value }, text);
    list.replaceChildren(
      ...items.map((item) =>
        item.group ? h("optgroup", { label: item.group }, ...item.options.map(option)) : option(item),
      ),
    );
  };
  fill(options);
  return {
    element: labelled(label, list),
    set(value, text = String(value), items) {
      if (items) fill(items);
      const wanted = String(value);
      if (![...list.options].some((option) => option.value === wanted))
        list.append(h("option", { value: wanted }, text));
      list.value = wanted;
    },
  };
}

/** A slider with its value beside the label. */
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
    set(value, enabled = true) {
      input.value = value;
      input.disabled = !enabled;
      output.value = format(value);
    },
  };
}

/** A number typed in. It is shown as `text.field` writes it, which `text.read` gives back. */
export const numberField = ({ text, inputMode = "decimal", ...field }) =>
  textField({ ...field, inputMode, show: text.field });

/**
 * A line of text typed in. `read(written)` gives `{ value }`, or `{ complaint }`: what cannot be taken is said beside the field and
 * changes nothing.
 */
export function textField({ label, read, show = String, onInput, inputMode = "text" }) {
  const id = `nn-problem-${nextId++}`;
  let shown;
  const problem = h("span", { class: "problem", id, hidden: true });
  const input = h("input", {
    type: "text",
    inputMode,
    autocomplete: "off",
    spellcheck: false,
    on: {
      change: () => {
        const { value, complaint } = read(input.value);
        problem.hidden = !complaint;
        problem.textContent = complaint ?? "";
        if (complaint) {
          input.setAttribute("aria-invalid", "true");
          input.setAttribute("aria-describedby", id);
        } else {
          input.removeAttribute("aria-invalid");
          onInput(value);
        }
      },
    },
  });
  return {
    element: h("div", { class: "field" }, h("label", {}, h("span", { class: "label" }, label), input), problem),
    set(value) {
      // What is wrong stays to be mended, and what is being typed stays, unless the value has changed by other means.
      if (value === shown && (!problem.hidden || input === input.getRootNode().activeElement)) return;
      shown = value;
      input.value = show(value);
      input.removeAttribute("aria-invalid");
      problem.hidden = true;
    },
  };
}

/** A box to tick. */
export function checkbox({ label, onInput }) {
  const input = h("input", { type: "checkbox", on: { change: () => onInput(input.checked) } });
  return {
    element: h("label", { class: "check" }, input, h("span", {}, label)),
    set(value, enabled = true) {
      input.checked = value;
      input.disabled = !enabled;
    },
  };
}

/** A button; `picture` is an icon before its text, `hint` the key that does the same. */
export function button({ label, picture, hint, className = "", onPress }) {
  const text = h("span", { class: "text" }, label);
  const element = h("button", { type: "button", class: className, title: hint, on: { click: onPress } }, picture, text);
  return {
    element,
    set(label, picture) {
      text.textContent = label;
      if (picture) element.firstElementChild.replaceWith(picture);
    },
  };
}

/** A button that copies `text()` and says so; where the browser does not let a page copy, `byHand(text)` has to do. */
export function copyButton({ t, text, byHand, ...looks }) {
  const press = button({
    ...looks,
    onPress: async () => {
      try {
        await navigator.clipboard.writeText(text());
        press.set(t("copied"));
        setTimeout(() => press.set(looks.label), 2000);
      } catch {
        byHand(text());
      }
    },
  });
  return press.element;
}

/** Several controls under one heading. */
export const group = (label, ...children) => h("fieldset", {}, h("legend", {}, label), ...children);

/** Controls that are one click away. */
export const more = (label, ...children) =>
  h("details", {}, h("summary", {}, label), h("div", { class: "more" }, ...children));
