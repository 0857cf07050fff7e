// The font of the formulas: Android has none for mathematics, and where there is one, fractions, roots and brackets differ from
// device to device.
import { fetched, once } from "../once.js";

const FILE = new URL("../vendor/noto-sans-math/noto-sans-math.woff2", import.meta.url);

/**
 * Resolves when formulas have their font, or cannot have it: then they are drawn in another one. Its bytes are fetched as other
 * files are, so that a page that embeds the element need not allow fonts.
 */
export const mathFont = () =>
  once(FILE.href, async () => {
    const bytes = await (await fetched(FILE)).arrayBuffer();
    document.fonts.add(await new FontFace("nn-playground math", bytes).load());
  }).catch(() => {});
