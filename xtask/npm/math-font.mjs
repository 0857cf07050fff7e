// Writes the font of the formulas with the signs that they use: `node math-font.mjs FILE.woff2`. A sign that is missing here is drawn
// in another font; the page's tests find it.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import subsetFont from "subset-font";

/** @param {string} first @param {string} last */
const range = (first, last) => {
  const [from, to] = [first, last].map((letter) => /** @type {number} */ (letter.codePointAt(0)));
  return String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
};

const SIGNS = [
  range(" ", "~"),
  range("Α", "Ω"),
  range("α", "ω"),
  // What browsers write for a letter that is a name by itself.
  range("𝐴", "𝑧"),
  "ℎ",
  range("𝛢", "𝜛"),
  "ϕϵ",
  "±×÷·¬−∓∗∘√∞∂∇∈∉∏∑∝∣∥∧∨⊕⊗⊘⊙≈≠≡≤≥≪≫←→↔↦⇒∀∃⋅⋯…⟨⟩⌈⌉⌊⌋′″°¯^ˆˉ˜½²³ⁿ",
  // Spaces, and the marks that stand for a product or an application and are not seen.
  "\u00a0\u2002\u2003\u2009\u202f\u2061\u2062",
].join("");

const file = createRequire(import.meta.url).resolve(
  "@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2",
);
writeFileSync(process.argv[2], await subsetFont(readFileSync(file), SIGNS, { targetFormat: "woff2" }));
