// The field for one's own points.
import { select } from "../../ui/controls.js";
import { h } from "../../ui/dom.js";

/** { element, set(points), pen }: `pen` is the class that a click on the picture adds. */
export function pointsField({ t, change }) {
  let shown = null;
  const written = h("textarea", {
    rows: 6, spellcheck: false, placeholder: "1.5, 2, 0\n-1, 0.5, 1",
    on: { change: () => change({ points: written.value }) },
  });
  const field = {
    pen: "0",
    element: null,
    set(points) {
      // Text that was refused stays where it was typed.
      if (shown !== points) written.value = shown = points;
    },
  };
  const pen = select({ label: t("pen"), options: [0, 1, 2].map((index) => [index, t("legend.class", { index })]), onInput: (value) => { field.pen = value; } });
  field.element = h("div", { class: "more" },
    h("label", { class: "field" }, h("span", { class: "label" }, t("points")), written, h("span", { class: "hint" }, t("points.hint"))), pen.element);
  return field;
}
