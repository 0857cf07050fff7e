// Links that stay in the page.
import { h } from "./dom.js";

/**
 * A link where it has an address, which is for another tab; else a button. A plain click stays in the page.
 *
 * @param {string | null} href
 * @param {() => unknown} press
 * @param {import("./dom.js").Attributes} attributes
 * @param {...import("./dom.js").Child} children
 */
export const pressed = (href, press, attributes, ...children) =>
  h(
    href === null ? "button" : "a",
    {
      ...(href === null ? { type: "button" } : { href }),
      ...attributes,
      on: {
        click: (event) => {
          if (href !== null && (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) return;
          event.preventDefault();
          press();
        },
      },
    },
    ...children,
  );

/**
 * A link to a chapter.
 *
 * @param {{ address: ((lab: string) => string) | null, go: (lab: string) => void }} to
 * @param {string} lab
 * @param {import("./dom.js").Attributes} attributes
 * @param {...import("./dom.js").Child} children
 */
export const chapter = ({ address, go }, lab, attributes, ...children) =>
  pressed(address ? address(lab) : null, () => go(lab), attributes, ...children);
