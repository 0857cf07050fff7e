// The field for one's own points, and what a click on the picture adds to them.
import { select } from "../../ui/controls.js";
import { h } from "../../ui/dom.js";
import { pointsText } from "../../ui/points.js";

/** { element, set(points), pen }: `pen` is the class that a click on the picture adds. */
export function pointsField({ t, change }) {
  const text = pointsText({
    t,
    label: t("points"),
    hint: t("points.hint"),
    placeholder: "1.5, 2, 0\n-1, 0.5, 1",
    onInput: (points) => change({ points }),
  });
  const options = [0, 1, 2].map((index) => [index, t("legend.class", { index })]);
  const field = { pen: "0", element: null, set: text.set };
  const pen = select({
    label: t("pen"),
    options,
    onInput: (value) => {
      field.pen = value;
    },
  });
  field.element = h("div", { class: "more" }, text.element, pen.element);
  return field;
}
