// What is shared of what is seen: its link, to copy, and as a QR code for those in the room. The bar loads it when it is opened, a
// tour with its strip.
import { encode } from "../vendor/uqr/uqr.js";
import { copyButton } from "./controls.js";
import { h, icon } from "./dom.js";
import { svg } from "./svg.js";

/** The most characters of a link that a code can hold: 2953 bytes in the largest, of version 40, with the least correction. */
const MOST = 2900;

/** The light border that readers need, in squares. */
const QUIET = 4;

const LINK = () => icon("M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1");

/**
 * The QR code of a text, dark on light in every theme: not every reader knows the reverse.
 *
 * @param {string} text
 * @param {string} label
 */
function qrCode(text, label) {
  const { size, data } = encode(text, { ecc: "L", boostEcc: true, border: QUIET });
  const rows = data.map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")).join(""));
  return svg(
    "svg",
    { viewBox: `0 0 ${size} ${size}`, class: "qr", role: "img", "aria-label": label, "shape-rendering": "crispEdges" },
    svg("path", { d: `M0 0h${size}v${size}h${-size}z`, fill: "#fff" }),
    svg("path", { d: rows.join(""), fill: "#000" }),
  );
}

/**
 * The QR code of a link, or the sentence that it is too long for one.
 *
 * @param {string} link
 * @param {import("../i18n/index.js").Text} text
 */
export const linkCode = (link, { t }) =>
  link.length <= MOST ? qrCode(link, t("share.qr")) : h("p", {}, t("share.long", { most: MOST }));

/**
 * The panel, which shows the link of now whenever `show` is called.
 *
 * @param {{ text: import("../i18n/index.js").Text, link: () => string }} parts
 */
export function sharePanel({ text, link }) {
  const { t } = text;
  const field = h("input", { type: "text", readOnly: true, "aria-label": t("copy_link.by_hand") });
  const copy = copyButton({
    t,
    label: t("copy_link"),
    picture: LINK(),
    hint: t("copy_link.hint"),
    className: "link",
    text() {
      show();
      return field.value;
    },
    byHand: () => field.select(),
  });
  const code = h("div", {});
  const element = h("div", { class: "share-panel" }, copy, field, code);
  const show = () => {
    const address = link();
    if (field.value === address) return;
    field.value = address;
    code.replaceChildren(linkCode(address, text));
  };
  return { element, show };
}
