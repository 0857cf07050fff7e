// One's own data: opened, dropped, pasted, drawn, saved; and what is wrong with it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import {
  accessible,
  call,
  copyLink,
  picture,
  press,
  refuseWorkers,
  settings,
  state,
  until,
  wait,
  withPage,
} from "./browser.mjs";

const FILES = new URL("../table/files/", import.meta.url);
const fromFiles = async (name) => ({ name, mimeType: "text/csv", buffer: await readFile(new URL(name, FILES)) });
const made = (text, name = "table.csv") => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

/** Waits until a setting has another value, and that is seen. */
async function differs(page, key, before) {
  await page.waitForFunction(
    ([name, value]) => document.querySelector("nn-playground").settings[name] !== value,
    [key, before],
  );
  await call(page, "step", 0);
}

/** Opens a file by the button. */
async function open(page, file) {
  const chooser = page.waitForEvent("filechooser");
  await press(page, "Open CSV");
  await (await chooser).setFiles(file);
}

test("a table of a Polish spreadsheet opens from any data, its bad lines named; Undo brings back what was", () =>
  withPage("#seed=7&dataset=moons", async (page) => {
    await open(page, await fromFiles("libreoffice-pl.csv"));
    await wait(page, "dataset", "custom");
    const first = (await settings(page)).points;
    assert.equal(first, "długość, szerokość, gatunek\n5.1, 3.5, 1\n4.9, 3, 1\n7, 3.2, 0\n6.4, 3.2, 0\n6.3, 3.3, 2\n");
    await page.getByText("libreoffice-pl.csv: 5 points.").waitFor();
    await page.getByText("Inputs: długość and szerokość.").waitFor();
    await page
      .getByText('Classes: kosaciec "różnobarwny" = 0, kosaciec szczecinkowy = 1, żółty; wysoki = 2.')
      .waitFor();
    await page.getByRole("button", { name: "Input długość", exact: true }).waitFor();
    // The names of the classes are everywhere, and a link has them.
    await page.locator(".boundary .legend").getByText("żółty; wysoki").waitFor();
    await page.getByRole("button", { name: "Output 3: żółty; wysoki", exact: true }).waitFor();
    await page.getByText("In Keras", { exact: true }).click();
    await page
      .getByText('# classes: 0 = kosaciec "różnobarwny", 1 = kosaciec szczecinkowy, 2 = żółty; wysoki')
      .waitFor();
    assert.match(await page.evaluate(() => decodeURIComponent(location.hash)), /classes=kosaciec/);
    // The decimal sign of the file before is not that of one whose column is chosen after it was refused.
    const kinds = Array.from({ length: 50 }, (_, at) => `${at}.5,1.234,kind ${at}\n`).join("");
    await open(page, made(`a,b,c\n${kinds}`, "many.csv"));
    await page.getByText("has 50 classes").waitFor();
    await page.getByRole("combobox", { name: "Column to be learnt" }).selectOption("a");
    await page.getByText("many.csv: 50 points.").waitFor();
    assert.match((await settings(page)).points, /^b, a\n1\.234, 0\.5\n/);
    await open(page, await fromFiles("bad-lines.csv"));
    await page.getByText("Line 3: “abc” in column 1 is not a number").waitFor();
    await page.getByText("Line 4: 2 fields instead of 3").waitFor();
    await wait(page, "points", "x, y, class\n1, 2, 0\n8, 9, 1\n");
    await picture(page, /^Decision boundary.* 2 points/).waitFor();
    await press(page, "Undo");
    await differs(page, "points", "x, y, class\n1, 2, 0\n8, 9, 1\n");
    // What was said of a file goes with its points, and so does the list that would bring them back.
    await page.getByText("Line 3: “abc” in column 1 is not a number").waitFor({ state: "hidden" });
    assert.equal(await page.getByRole("combobox", { name: "Column to be learnt" }).isVisible(), false);
    await press(page, "Undo");
    await wait(page, "points", first);
    await press(page, "Undo");
    await wait(page, "dataset", "moons");
  }));

test("what is no table is refused with a sentence, in both languages, and everything stays", async () => {
  const classes = Array.from({ length: 50 }, (_, at) => `${at},2,kind ${at}\n`).join("");
  for (const [lang, sentences] of [
    [
      "en",
      [
        "This is no text.",
        "only one column of numbers",
        "No input column holds numbers",
        "has 50 classes",
        "of one class",
      ],
    ],
    [
      "pl",
      ["To nie jest tekst.", "tylko jedna kolumna liczb", "Żadna kolumna wejściowa", "ma 50 klas", "jednej klasy"],
    ],
  ])
    await withPage(`#seed=7&lang=${lang}`, async (page) => {
      await call(page, "step", 3);
      const before = await settings(page);
      const files = [
        "\u0089PNG\0\0\0",
        "1\n2\n3\n",
        "Once upon a time,\nthere was a king\n",
        classes,
        "1,2,a\n3,4,a\n",
      ];
      for (const [at, text] of files.entries()) {
        await page.locator("input[type=file]").setInputFiles(made(text));
        await page.getByText(sentences[at]).waitFor();
      }
      assert.deepEqual(await settings(page), before);
      assert.equal((await state(page)).step, 3);
    });
});

test("a class without points is told", () =>
  withPage("#seed=7&dataset=custom", async (page) => {
    const points = page.getByRole("textbox", { name: "Points" });
    await points.fill("1, 2, 0\n3, 4, 3\n5, 6, 0\n");
    await points.blur();
    await page.getByText("No points: class 1, 2.").waitFor();
    await points.fill("1, 2, 0\n3, 4, 1\n");
    await points.blur();
    await page.getByText("No points: class").waitFor({ state: "hidden" });
  }));

const dots = (page) => page.getByRole("group", { name: "Your own points" }).getByRole("button");

test("points are added in a class, dragged and erased in the picture, and Undo takes each back", () =>
  withPage("#seed=7&dataset=custom", async (page) => {
    await dots(page).nth(11).waitFor();
    const first = (await settings(page)).points;
    await press(page, "class 5");
    const box = await page.locator(".boundary .square").boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await dots(page).nth(12).waitFor();
    assert.match((await settings(page)).points, /\n-?0\.\d+, -?0\.\d+, 5\n$/);
    await page.getByText("No points: class 2, 3, 4.").waitFor();
    await press(page, "Undo");
    await wait(page, "points", first);
    await page.getByRole("radio", { name: "moves" }).check({ force: true });
    const dot = await dots(page).nth(0).boundingBox();
    await page.mouse.move(dot.x + dot.width / 2, dot.y + dot.height / 2);
    await page.mouse.down();
    await page.mouse.move(dot.x + dot.width / 2 + 30, dot.y + dot.height / 2, { steps: 4 });
    await page.mouse.up();
    await differs(page, "points", first);
    const moved = (await settings(page)).points.split("\n");
    assert.match(moved[1], /^-[12]\.\d+, (2|1\.9\d*|2\.0\d*), 0$/);
    assert.equal(
      moved.slice(2).join(),
      first.split("\n").slice(2).join(),
      "the other points stay as they were written",
    );
    await page.getByRole("radio", { name: "erases" }).check({ force: true });
    const erased = await dots(page).nth(0).boundingBox();
    await page.mouse.click(erased.x + erased.width / 2, erased.y + erased.height / 2);
    await wait(page, "points", first.split("\n").toSpliced(1, 1).join("\n"));
    await press(page, "Undo");
    await press(page, "Undo");
    await wait(page, "points", first);
  }));

test("points are moved, given a class and erased by keys", () =>
  withPage(
    "#seed=7&dataset=custom",
    async (page) => {
      await dots(page).nth(11).waitFor();
      await accessible(page);
      await dots(page).nth(0).focus();
      await page.keyboard.press("ArrowRight");
      await page.getByRole("button", { name: /^Point 1: −2\.\d+, 2, class 0$/ }).waitFor();
      await page.keyboard.press("7");
      await page.getByRole("button", { name: /^Point 1: −2\.\d+, 2, class 7$/ }).waitFor();
      await page.keyboard.press("PageDown");
      await page.keyboard.press("Delete");
      await dots(page).nth(11).waitFor({ state: "detached" });
      const lines = (await settings(page)).points.split("\n");
      assert.match(lines[1], /^-2\.\d+, 2, 7$/);
      assert.equal(lines[2], "-4, 4, 0", "the second point is gone");
    },
    { bypassCSP: true },
  )); // for axe

/** A table of words and numbers that is more than a link carries. */
const large = (rows) =>
  `length;width;height;kind\n${Array.from({ length: rows }, (_, at) => `${at % 10},5;${at % 7};${at % 3};${at % 10 < 5 ? "low" : "high"}`).join("\n")}\n`;

test("a large table of more columns is trained on, saved as CSV, and opened again with its experiment from a file", () =>
  withPage("#seed=7", async (page) => {
    await open(page, made(large(3000), "large.csv"));
    await page.getByText("large.csv: 3,000 points.").waitFor();
    await page.getByText("Classes: high = 0, low = 1.").waitFor();
    await page.locator(".sets [data-set=custom] svg").waitFor();
    await picture(page, /^Decision boundary.* 3,000 points/).waitFor();
    await call(page, "epoch", 1);
    const trained = await state(page);
    assert.ok(trained.loss < 0.6, "it learns");
    assert.doesNotMatch(
      await page.evaluate(() => location.hash),
      /points|@/,
      "the link does not name what only this page has",
    );
    const download = (name) =>
      Promise.all([page.waitForEvent("download"), press(page, name)]).then(([file]) => file.path());
    const csv = await readFile(await download("Save CSV"), "utf8");
    assert.equal(csv.slice(0, 54).split("\r\n").slice(0, 2).join("|"), "length,width,height,kind|0.5,0,0,low");
    assert.equal(csv.split("\r\n").length, 3002);
    const saved = await readFile(await download("Save experiment"));
    await page.getByText("In Keras", { exact: true }).click();
    await page.getByText("Input(shape=(3,))").waitFor();
    const script = await readFile(await download("Download script"), "utf8");
    assert.match(script, /^# An experiment of nn-playground, trained by Keras/);
    const data = script.split("\ndata = '''\n")[1].split("\n'''")[0];
    assert.equal(data.split("\n").length, 1500, "those for training");
    await press(page, "Undo");
    await wait(page, "dataset", "circle");
    await press(page, "Redo");
    await wait(page, "dataset", "custom");
    await page.waitForFunction(() => location.hash.includes("dataset=custom"));
    // Reloaded, the page has the table still, as far trained as it was. Its address says nothing of that: elsewhere the table is not.
    await page.waitForFunction((step) => sessionStorage["nn-playground.place"]?.includes(`at=${step}`), trained.step);
    await page.reload();
    await page.getByRole("button", { name: "Input height", exact: true }).waitFor();
    await picture(page, /^Decision boundary.* 3,000 points/).waitFor();
    await until(page, ({ step, loss }) => step === trained.step && loss === trained.loss);
    assert.doesNotMatch(await page.evaluate(() => location.hash), /[#&]at=/);
    await withPage("#seed=1", async (other) => {
      await open(other, { name: "saved.json", mimeType: "application/json", buffer: saved });
      await other.getByText("saved.json was opened.").waitFor();
      await until(other, ({ step, loss }) => step === trained.step && loss === trained.loss);
      await open(other, { name: "cut.json", mimeType: "application/json", buffer: saved.subarray(0, 2000) });
      await other.getByText("This is no experiment that this page has saved.").waitFor();
      assert.equal((await state(other)).step, trained.step, "everything is as before");
      await call(other, "step", 5);
      await open(other, { name: "again.json", mimeType: "application/json", buffer: saved });
      await other.getByText("again.json was opened.").waitFor();
      await until(other, ({ step, loss }) => step === trained.step && loss === trained.loss);
    });
  }));

test("the table is typed in, a bad cell is named and keeps its value, and Undo takes all of it back", () =>
  withPage(
    "#seed=7&dataset=custom&loss=hinge",
    async (page) => {
      const first = (await settings(page)).points;
      await press(page, "Edit table");
      await accessible(page);
      const cell = (name) => page.getByRole("textbox", { name, exact: true });
      await cell("x, row 1").fill("0,5");
      await page.keyboard.press("Enter");
      assert.equal(
        await page.evaluate(() => document.querySelector("nn-playground").shadowRoot.activeElement.ariaLabel),
        "x, row 2",
      );
      await cell("y, row 2").fill("abc");
      await cell("class, row 2").focus();
      await page.getByText("Row 2, y: “abc” is not a number. 3 stays.").waitFor();
      assert.equal(await cell("y, row 2").inputValue(), "3");
      await press(page, "Remove row 3");
      await page.keyboard.press("ArrowRight"); // what is behind the table does not hear of it
      await press(page, "Add a row");
      await cell("class, row 12").fill("2");
      // Escape loses nothing, not even what is being typed.
      await page.keyboard.press("Escape");
      const left = page.getByText("What you typed into the table is not applied yet");
      await left.waitFor();
      assert.equal((await settings(page)).points, first);
      // Who is about to leave the page is asked.
      const asked = page.waitForEvent("dialog");
      await page.evaluate(() => setTimeout(() => location.reload()));
      assert.equal((await asked).type(), "beforeunload");
      await (await asked).dismiss();
      // It is of these points: with others it is not offered, and Undo leads back to it. Another language keeps it.
      await page.locator(".boundary .overlay").click({ position: { x: 80, y: 60 }, force: true });
      await left.waitFor({ state: "detached" });
      await press(page, "Undo");
      await left.waitFor();
      await press(page, "Polski");
      await page.getByText("jeszcze nie obowiązuje").waitFor();
      await press(page, "English");
      await press(page, "Edit table");
      assert.equal(await cell("class, row 12").inputValue(), "2");
      // Who presses Apply out of a cell that is refused is told so, before anything is applied.
      await cell("y, row 2").fill("abc");
      await press(page, "Apply");
      await page.getByText("Row 2, y: “abc” is not a number. 3 stays.").waitFor();
      await press(page, "Apply");
      await wait(
        page,
        "points",
        `x, y, class\n0.5, 2, 0\n${first.split("\n").toSpliced(3, 1).slice(2, -1).join("\n")}\n-4, -2, 2\n`,
      );
      await left.waitFor({ state: "detached" });
      assert.equal((await settings(page)).loss, null, "a loss of two classes does not fit three");
      assert.equal((await state(page)).step, 0);
      await press(page, "Undo");
      await wait(page, "points", first);
      assert.equal((await settings(page)).loss, "hinge");
    },
    { bypassCSP: true },
  )); // for axe

test("a table of 15,000 rows is read without a worker, too, and only its rows in sight are in the editor", () =>
  withPage(
    "#seed=7&batch-size=all",
    async (page) => {
      await open(page, made(large(15_000), "huge.csv"));
      await page.getByText("huge.csv: 15,000 points.").waitFor();
      await page.getByText("10,000 of 15,000 points are drawn").waitFor();
      await press(page, "Edit table");
      await page.getByText("15,000 rows").waitFor();
      assert.ok((await page.getByRole("row").count()) < 60);
      await page.getByRole("grid").evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
      const last = page.getByRole("textbox", { name: "kind, row 15,000", exact: true });
      await last.fill("low");
      await press(page, "Apply");
      await page
        .getByText("points: 100,000")
        .or(picture(page, /15,000 points/))
        .first()
        .waitFor();
    },
    { prepare: refuseWorkers },
  ));

test("a file is dropped, a table pasted; another language keeps them; a link says what it cannot carry", () =>
  withPage("#lab=neuron&seed=7", async (page) => {
    // On the title: of a page of its own the browser would leave it.
    await page.locator(".title").evaluate((card) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["a;b;c\n1,5;2;yes\n3;4;no\n"], "dropped.csv", { type: "text/csv" }));
      for (const type of ["dragover", "drop"])
        card.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
    });
    await wait(page, "points", "a, b, c\n1.5, 2, 1\n3, 4, 0\n");
    await page.getByText("dropped.csv: 2 points.").waitFor();
    const paste = (text) =>
      page.getByRole("textbox", { name: "Points" }).evaluate((field, pasted) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", pasted);
        field.dispatchEvent(
          new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true }),
        );
      }, text);
    await paste("u\tv\tkind\n1\t2\tcat\n3\t4\tdog\n5\t6\tcat\n");
    await page.getByText("The pasted table: 3 points.").waitFor();
    await wait(page, "points", "u, v, kind\n1, 2, 0\n3, 4, 1\n5, 6, 0\n");
    await press(page, "Polski");
    await page.getByRole("button", { name: "Edytuj tabelę" }).waitFor();
    await page.locator(".own-dot").nth(2).waitFor();
    assert.equal(await page.locator(".own-points").count(), 1, "the points of the other language are gone");
    await press(page, "English");
    // 4 KB are full: a press on the picture says so.
    const full = `${"1.25, 2.125, 0\n3.125, 4.25, 1\n".repeat(136)}7, 7, 1\n9, 9, 0\n`;
    await page.getByRole("textbox", { name: "Points" }).fill(full);
    await page.getByRole("textbox", { name: "Points" }).blur();
    await wait(page, "points", full);
    await page.locator(".own-dot").nth(273).waitFor({ state: "attached" });
    await page.locator(".boundary .overlay").click({ position: { x: 80, y: 60 }, force: true });
    await page.getByText("There is no room for more than these 274 points").waitFor();
    // More text than a link has room for is there again after a reload.
    const more = `${full}-5, 5, 0\n`;
    await page.getByRole("textbox", { name: "Points" }).fill(more);
    await page.getByRole("textbox", { name: "Points" }).blur();
    await wait(page, "points", more);
    await page.waitForFunction(() => !location.hash.includes("points="));
    await page.reload();
    await wait(page, "points", more);
    await open(page, made(large(900), "large.csv"));
    await page.getByText("large.csv: 900 points.").waitFor();
    await copyLink(page);
    await page.getByText("Your table is more than a link can carry").waitFor();
  }));
