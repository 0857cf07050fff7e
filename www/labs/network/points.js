// The field for one's own points, and what a click on the picture adds to them.
import { select } from "../../ui/controls.js";
import { h } from "../../ui/dom.js";
import { pointsText } from "../../ui/points.js";

/**
 * { element, set(points), pen }: `pen` is the class that a click on the picture adds.
 *
 * @param {{ t: import("../../i18n/index.js").Text["t"], change: (written: { points: string }) => unknown }} parts
 */
export function pointsField({ t, change }) {
  const text = pointsText({
    t,
    label: t("points"),
    hint: t("points.hint"),
    placeholder: "1.5, 2, 0\n-1, 0.5, 1",
    onInput: (points) => change({ points }),
  });
  const options = [0, 1, 2].map((index) => [String(index), t("legend.class", { index })]);
  const pen = select({
    label: t("pen"),
    options,
    onInput: (value) => {
      field.pen = value;
    },
  });
  const field = { pen: "0", element: h("div", { class: "more" }, text.element, pen.element), set: text.set };
  return field;
}
