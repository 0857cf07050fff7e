// The network laboratory in Keras: the code of its settings, and its training as a script.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import {
  accessible,
  call,
  fits,
  press,
  refuseWorkers,
  select,
  state,
  until,
  withPage,
  withSource,
} from "./browser.mjs";

const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };
const BEGINNING = "# An experiment of nn-playground, trained by Keras: ";

const code = (page) => page.getByRole("region", { name: "These settings in Keras" });
const open = async (page) => {
  await page.getByText("In Keras", { exact: true }).click();
  await code(page).getByText("model.fit").waitFor();
};
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

/** The script of what was trained, by the button. */
async function script(page) {
  await page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
  await press(page, "Copy script");
  await page.getByText("Copied. The script begins like this:").waitFor();
  return clipboard(page);
}

test("no line of the code is cut, and it is copied as it is written", () =>
  withPage(
    "#seed=1&lang=en&dataset=blobs",
    async (page) => {
      await open(page);
      const [inside, outside] = await code(page).evaluate((box) => {
        const pre = box.querySelector("pre") ?? box;
        return [pre.scrollWidth, pre.clientWidth];
      });
      assert.ok(inside <= outside, `${inside} pixels of code in ${outside}`);
      await press(page, "Copy");
      await page.getByText("Copied").first().waitFor();
      assert.match(await clipboard(page), /^model\.compile\(.*, loss='sparse_categorical_crossentropy'.*\)$/m);
    },
    { viewport: { width: 1280, height: 720 }, ...CLIPBOARD },
  ));

/** What stands between two marks. */
function between(text, from, to) {
  const at = text.indexOf(from);
  assert.ok(at >= 0, `no ${from} in ${text.slice(0, 3000)}`);
  return text.slice(at + from.length, text.indexOf(to, at + from.length));
}

const training = (text) => between(text, "\ncompare()\n", "\nprint(");
const batches = (text) => between(text, "\nbatches = '''\n", "\n'''").split(/[\n,]/);
const losses = (text) =>
  Object.fromEntries(
    between(text, "\nlosses = {\n", "}")
      .split(",")
      .filter((item) => item.trim())
      .map((item) => item.split(":").map(Number)),
  );

/** The loss that the script asserts at its end is the one on the page. */
async function endsAsThePage(page, text) {
  const { step, loss } = await state(page);
  assert.equal(Math.fround(losses(text)[step]), Math.fround(loss), `after ${step} updates`);
}

test("the code follows the settings, and nothing is loaded for it before it is opened", async () => {
  const asked = [];
  await withPage(
    "#seed=7&loss=mse",
    async (page) => {
      assert.equal(await page.getByText("In Keras", { exact: true }).isVisible(), true);
      assert.deepEqual(asked, []);
      await open(page);
      assert.ok(asked.length >= 4, String(asked));
      const expected = `from keras import Input, Sequential
from keras.layers import Dense
from keras.optimizers import SGD

model = Sequential([
    Input(shape=(2,)),
    Dense(4, activation='tanh'),
    Dense(2, activation='tanh'),
    Dense(1, activation='sigmoid'),
])
model.compile(optimizer=SGD(learning_rate=0.03), loss='mean_squared_error')
model.fit(points, targets, batch_size=10)
`;
      assert.equal(await code(page).textContent(), expected);
      await select(page, "Optimizer").selectOption("rmsprop");
      await code(page).getByText("optimizer=RMSprop(learning_rate=0.03, rho=0.9)").waitFor();
      await select(page, "Batch size").selectOption("all");
      await code(page).getByText("batch_size=len(targets)").waitFor();
      await press(page, "Remove layer 2");
      await code(page).getByText("Dense(2,").waitFor({ state: "detached" });
      await page.getByText("Regularization", { exact: true }).click();
      await select(page, "L2 regularization").selectOption("0.01");
      await code(page).getByText("Dense(4, activation='tanh', kernel_regularizer=L2(0.01)),").waitFor();
      // What is refused leaves the code as it was.
      const before = await code(page).textContent();
      await page.evaluate(() => {
        document.querySelector("nn-playground").settings = { activation: "heaviside" };
      });
      await page.getByText(/heaviside” is a step: its gradient is 0/).waitFor();
      assert.equal(await code(page).textContent(), before);
      // While it is closed it need not follow; opened again it says what is.
      await page.getByText("In Keras", { exact: true }).click();
      await select(page, "Dataset").selectOption("blobs");
      await page.getByText("In Keras", { exact: true }).click();
      await code(page).getByText("Dense(3, activation='softmax', ").waitFor();
    },
    {
      prepare: (page) =>
        page.on("request", (request) => /keras|code\.|pkg-lessons/.test(request.url()) && asked.push(request.url())),
    },
  );
});

test("the code is copied; where nobody may copy it is selected", async () => {
  await withPage(
    "#seed=7",
    async (page) => {
      await open(page);
      await press(page, "Copy");
      await page.getByRole("button", { name: "Copied" }).waitFor();
      assert.equal(await clipboard(page), await code(page).textContent());
      await page.getByRole("button", { name: "Copy", exact: true }).waitFor();
    },
    CLIPBOARD,
  );
  await withPage(
    "#seed=7",
    async (page) => {
      await open(page);
      await press(page, "Copy");
      await page.getByText("The text is selected: press Ctrl+C").waitFor();
      assert.equal(
        (await page.evaluate(() => getSelection().toString())).trim(),
        (await code(page).textContent()).trim(),
      );
      await call(page, "step", 1);
      await press(page, "Copy script");
      await page.getByText("The browser blocked copying: download the script instead.").waitFor();
    },
    {
      prepare: (page) => page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined })),
    },
  );
});

test("a script has the initial weights, the points, and the batches of every update", () =>
  withPage(
    "#seed=7&samples=80&noise=5",
    async (page) => {
      await open(page);
      await press(page, "Copy script");
      await page.getByText("No update has been made yet").waitFor();
      await call(page, "step", 7);
      const text = await script(page);
      assert.ok(text.startsWith(`${BEGINNING}7 updates.\n`), text.slice(0, 200));
      // The experiment itself says what there was before the first update.
      await withSource(page);
      const start = await page.evaluate(async () => {
        const [{ load }, { toExperiment }] = await Promise.all([
          import("/source/engine/load.js"),
          import("/source/settings/experiment.js"),
        ]);
        const { wasm, catalog } = await load();
        const experiment = new wasm.Experiment(toExperiment(document.querySelector("nn-playground").settings, catalog));
        return {
          weights: [...experiment.parameters()],
          points: [...experiment.points().slice(0, 80)],
          loss: experiment.state().loss,
        };
      });
      const weights = between(text, "\nweights = [", "\n]\n")
        .match(/-?[\d.]+(e-?\d+)?/g)
        .map(Number)
        .map(Math.fround);
      assert.deepEqual(weights, start.weights);
      const points = between(text, "\ndata = '''\n", "\n'''")
        .split("\n")
        .flatMap((line) => line.split(" ").slice(0, 2).map(Number).map(Math.fround));
      assert.deepEqual(points, start.points);
      assert.equal(training(text), "train(7)");
      // 40 points in batches of 10: an epoch of four, and three of the next; in an epoch each point once.
      assert.equal(batches(text).length, 7);
      const rows = batches(text).map((batch) => batch.split(" ").map(Number));
      assert.deepEqual(
        rows
          .slice(0, 4)
          .flat()
          .sort((a, b) => a - b),
        Array.from({ length: 40 }, (_, at) => at),
      );
      assert.equal(Math.fround(losses(text)[0]), Math.fround(start.loss));
      await endsAsThePage(page, text);
      assert.equal(
        await page.getByRole("region", { name: "The first lines of the script" }).textContent(),
        text.split("\n\n")[0],
      );
    },
    CLIPBOARD,
  ));

for (const refuse of [false, true]) {
  test(`what was changed on the way is changed in the script, ${refuse ? "on the main thread" : "in the worker"}`, () =>
    withPage(
      "#seed=7&optimizer=adam",
      async (page) => {
        await open(page);
        // Before the first update it is as if nothing had been changed.
        await select(page, "Optimizer").selectOption("sgd");
        await select(page, "Learning rate").selectOption("0.01");
        await call(page, "step", 5);
        await select(page, "Learning rate").selectOption("0.1");
        await call(page, "step", 4);
        const workers = [];
        page.on("worker", (worker) => workers.push(new URL(worker.url()).pathname.split("/").at(-1)));
        const text = await script(page);
        assert.deepEqual(
          workers,
          refuse ? [] : ["keras-worker.js"],
          "a script is written beside the page, where that can be",
        );
        assert.equal(training(text), "train(5)\nmodel.optimizer.learning_rate = 0.1\ntrain(4)");
        assert.ok(text.includes("model.compile(optimizer='SGD', loss='binary_crossentropy')"));
        assert.equal(batches(text).length, 9);
        await endsAsThePage(page, text);
        // Another optimizer, and an epoch to its end.
        await select(page, "Optimizer").selectOption("adam");
        await call(page, "epoch", 1);
        const longer = await script(page);
        assert.equal(
          training(longer),
          "train(5)\nmodel.optimizer.learning_rate = 0.1\ntrain(4)\nmodel.compile(optimizer=Adam(learning_rate=0.1, beta_1=0.9, beta_2=0.999), loss='binary_crossentropy')\ntrain(16)",
        );
        await endsAsThePage(page, longer);
        // From the start again: with the settings of the moment, and without what was before.
        await press(page, "Reset");
        await until(page, (now) => now.step === 0);
        await call(page, "step", 3);
        const again = await script(page);
        assert.equal(training(again), "train(3)");
        assert.ok(again.includes("model.compile(optimizer=Adam(learning_rate=0.1, beta_1=0.9, beta_2=0.999), loss"));
        await endsAsThePage(page, again);
        // Other data starts over, too.
        await select(page, "Dataset").selectOption("moons");
        await until(page, (now) => now.step === 0);
        await call(page, "step", 2);
        const other = await script(page);
        assert.equal(training(other), "train(2)");
        await endsAsThePage(page, other);
      },
      {
        ...CLIPBOARD,
        prepare: (page) => refuse && refuseWorkers(page),
      },
    ));
}

test("Download script saves the same; where it ends early, its first lines say why", () =>
  withPage(
    "#seed=7&samples=60",
    async (page) => {
      await open(page);
      await call(page, "step", 1200);
      const [download] = await Promise.all([page.waitForEvent("download"), press(page, "Download script")]);
      assert.equal(download.suggestedFilename(), "training_in_keras.py");
      const text = await readFile(await download.path(), "utf8");
      assert.ok(
        text.startsWith(`${BEGINNING}1000 updates,\n# the first of 1200: a script has 1000 at most.\n`),
        text.slice(0, 300),
      );
      assert.equal(await script(page), text);
      await page.getByText("the first of 1200: a script has 1000 at most").waitFor();
    },
    CLIPBOARD,
  ));

test("after divergence the script ends where the weights were last finite", () =>
  withPage(
    "#seed=4&dataset=plane&learning-rate=10&activation=relu",
    async (page) => {
      await open(page);
      await call(page, "epoch", 5);
      const { step, diverged } = await state(page);
      assert.equal(diverged, true);
      if (step === 0) return; // nothing to repeat
      const text = await script(page);
      assert.ok(batches(text).length <= step, `${batches(text).length} of ${step}`);
    },
    CLIPBOARD,
  ));

test("it can be hidden, and another language keeps it open", () =>
  withPage("#seed=7&hide=keras", async (page) => {
    assert.equal(await page.getByText("In Keras", { exact: true }).isVisible(), false);
    await page.evaluate(() => {
      document.querySelector("nn-playground").settings = { hide: null };
    });
    await open(page);
    await press(page, "Polski");
    const polish = page.getByRole("region", { name: "Te ustawienia w Kerasie" });
    await polish.getByText("model.fit").waitFor();
    await page.getByRole("button", { name: "Kopiuj skrypt" }).click();
    await page.getByText("Nie było jeszcze ani jednej aktualizacji wag").waitFor();
    // It still follows.
    await select(page, "Optymalizator").selectOption("adam");
    await polish.getByText("Adam(learning_rate=0.03, beta_1=0.9, beta_2=0.999)").waitFor();
  }));

test("the keys that scroll the code do not train", () =>
  withPage("#seed=7", async (page) => {
    await open(page);
    await code(page).focus();
    for (const key of ["ArrowRight", "Space", "ArrowDown"]) await page.keyboard.press(key);
    await page.keyboard.press("r");
    const { step, running } = await state(page);
    assert.deepEqual([step, running], [0, false]);
    assert.equal(await code(page).evaluate((box) => box.getRootNode().activeElement === box), true);
  }));

test("without the package of the lessons the reason is said, and it is tried again", () =>
  withPage("#seed=7&lang=en", async (page) => {
    let refused = 0;
    // Not as an error of the server, which the console would tell.
    await page.route("**/pkg-lessons/*.wasm", (route) =>
      refused++ === 0 ? route.fulfill({ status: 200, body: "no module" }) : route.continue(),
    );
    await page.getByText("In Keras", { exact: true }).click();
    await page.getByText(/^Something failed: the server sent something else in the place of pkg-lessons/).waitFor();
    await page.getByText("In Keras", { exact: true }).click();
    await open(page);
    assert.equal(await page.getByText(/^Something failed/).count(), 0);
  }));

for (const colorScheme of ["light", "dark"]) {
  test(`opened on a phone, ${colorScheme}: nothing wider than the window, no accessibility fault`, () =>
    withPage(
      "#seed=7&features=x,y,x2,y2,xy,sinx,siny&optimizer=adamw&l1=0.001&l2=0.001",
      async (page) => {
        await open(page);
        await call(page, "step", 3);
        await press(page, "Copy script");
        await page.getByRole("region", { name: "The first lines of the script" }).waitFor();
        await fits(page);
        assert.equal(
          await code(page).evaluate((box) => box.scrollWidth <= box.clientWidth),
          true,
          "a line of the code is cut",
        );
        await accessible(page);
      },
      { ...CLIPBOARD, bypassCSP: true, colorScheme, viewport: { width: 360, height: 740 } },
    ));
}

/** Python takes a comma for the end of an argument, and no other minus sign than a hyphen. */
test("code is code in every language: in Polish, too, its numbers have a decimal point", async () => {
  for (const [hash, summary, expected] of [
    ["lab=network&learning-rate=0.015", "W Kerasie", "SGD(learning_rate=0.015)"],
    ["lab=backprop&eta=0.015&weights=-0.5%0A0.25", "To samo w Kerasie", "SGD(learning_rate=0.015)"],
    [
      "lab=optimizers&racers=adam,learning-rate:0.015,beta-1:0.85&racer=1",
      null,
      "Adam(learning_rate=0.015, beta_1=0.85, beta_2=0.999)",
    ],
  ]) {
    await withPage(`#lang=pl&seed=7&${hash}`, async (page) => {
      if (summary) await page.getByText(summary, { exact: true }).click();
      await page.locator(".program code", { hasText: expected }).first().waitFor();
      const programs = await page.locator(".program code").allTextContents();
      for (const program of programs) assert.doesNotMatch(program, /\d,\d|−|·/, program);
    });
  }
  for (const [eta, expected] of [
    ["0.03", "SGD(learning_rate=0.015)"],
    ["0.0000002", "SGD(learning_rate=0.0000001)"],
    ["2", "SGD(learning_rate=1.0)"],
  ]) {
    await withPage(`#lang=pl&seed=7&lab=descent&eta=${eta}`, async (page) => {
      await page.getByText(`${expected} robi w Kerasie dokładnie te kroki`).waitFor();
    });
  }
});
