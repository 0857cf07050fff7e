// A link to a chapter.
import { h } from "./dom.js";

/**
 * A link where it has an address, which is for another tab: a plain click stays in the page.
 *
 * @param {{ address: ((lab: string) => string) | null, go: (lab: string) => void }} to
 * @param {string} lab
 * @param {import("./dom.js").Attributes} attributes
 * @param {...import("./dom.js").Child} children
 */
export const chapter = ({ address, go }, lab, attributes, ...children) =>
  h(
    address ? "a" : "button",
    {
      ...(address ? { href: address(lab) } : { type: "button" }),
      ...attributes,
      on: {
        click: (event) => {
          if (address && (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) return;
          event.preventDefault();
          go(lab);
        },
      },
    },
    ...children,
  );
