// Formulas are drawn in the font that comes along, in each lesson: Chromium says which font drew what.
import assert from "node:assert/strict";
import test from "node:test";
import { LABS } from "../../www/labs/index.js";
import { call, follow, withPage } from "./browser.mjs";

/** Moments of lessons with other formulas than at their beginning. */
const MORE = {
  perceptron: ["&step=3", "&rule=hebb&step=3"],
  descent: ["&step=2"],
  optimizers: [1, 2, 3, 4, 5].map((racer) => `&racer=${racer}&step=3`),
  backprop: ["&stage=3", "&stage=4", "&stage=8", "&preset=xor&stage=5", "&preset=softmax&stage=6"],
  functions: ["&function=softmax", "&function=gelu", "&function=binary_crossentropy", "&function=huber"],
};

/** Fonts of the leaves of formulas, words in between left out: those that come along, and texts in another one. */
async function fonts(page) {
  const session = await page.context().newCDPSession(page);
  let isStill = false;
  for (const change of ["childNodeInserted", "childNodeRemoved", "characterDataModified"])
    session.on(`DOM.${change}`, () => {
      isStill = false;
    });
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  let found;
  // A node that was drawn anew meanwhile has no font any more: what is not still is looked at again.
  while (!isStill) {
    isStill = true;
    // Before it is laid out nothing has a font.
    await page.evaluate(() => document.body.getBoundingClientRect());
    found = await look(session);
  }
  await session.detach();
  return found;
}

/** The fonts, as they are now. */
async function look(session) {
  const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
  const [own, others, seen] = [new Set(), [], new Set()];
  async function below(node, isMath) {
    const inside = isMath || node.nodeName === "math";
    if (inside && ["mi", "mn", "mo"].includes(node.nodeName)) {
      const text = node.children.map(({ nodeValue }) => nodeValue).join("");
      if (seen.has(text)) return;
      seen.add(text);
      const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId: node.nodeId });
      for (const { familyName, isCustomFont } of fonts) {
        if (isCustomFont) own.add(familyName);
        else others.push(`${text}: ${familyName}`);
      }
    } else for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) await below(child, inside);
  }
  await below(root, false);
  return { own: [...own], others };
}

for (const lab of LABS.filter((name) => !["home", "neuron", "network"].includes(name)))
  test(`${lab}: every sign of a formula is drawn in the font that comes along, in either language`, () =>
    withPage(`#lab=${lab}&seed=1`, async (page) => {
      for (const lang of ["en", "pl"])
        for (const more of ["", ...(MORE[lab] ?? [])]) {
          await follow(page, `#lab=${lab}&seed=1&lang=${lang}${more}`);
          assert.deepEqual(await fonts(page), { own: ["Noto Sans Math"], others: [] }, `${lang}${more}`);
        }
    }));

test("without the font a lesson opens as ever", () =>
  withPage(
    "#lab=descent&seed=1&lang=en",
    async (page) => {
      await call(page, "step");
      const { own, others } = await fonts(page);
      assert.deepEqual(own, []);
      assert.ok(others.length > 5, String(others));
    },
    { prepare: (page) => page.route("**/*.woff2", (route) => route.abort()), expected: /woff2|ERR_FAILED/ },
  ));
