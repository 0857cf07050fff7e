// Files of CSV in the encodings of spreadsheets, against what Python's csv module reads in them (reference.json), and tables as CSV.
import assert from "node:assert/strict";
import { openAsBlob, readFileSync } from "node:fs";
import { before, test } from "node:test";
import { csvOf, encodingOf, pointsOf, readTable, shortest } from "../../www/labs/network/own/csv.js";
import { speaker } from "../../www/i18n/index.js";
import { summary } from "../../www/labs/network/own/told.js";
import { headerOf, labelOf, pointed, rowsOf, withMore, withRow } from "../../www/labs/network/own/rows.js";
import init, { TableReader } from "../../www/pkg-table/table.js";

const at = (name) => new URL(name, import.meta.url);
const reference = JSON.parse(readFileSync(at("reference.json"), "utf8"));
const choice = { column: -1, target: "auto", decimal: "auto" };
const open = ({ column, target, decimal }) => new TableReader(column, target, decimal);
const read = (file, how = choice, progress) => readTable(file, open, how, progress);
const blob = (...parts) => new Blob(parts);

before(() => init({ module_or_path: readFileSync(at("../../www/pkg-table/table_bg.wasm")) }));

for (const [name, expected] of Object.entries(reference))
  test(`${name} reads as in Python`, async () => {
    const table = await read(await openAsBlob(at(`files/${name}`)));
    const width = table.columns.length;
    const rows = [...table.lines].map((line, row) => [
      line,
      [...table.inputs.subarray(row * width, (row + 1) * width)],
      table.classes ? table.classes[table.targets[row]] : table.targets[row],
    ]);
    assert.deepEqual(rows, expected.rows);
    assert.deepEqual(
      table.faults.map(({ line }) => line),
      expected.bad,
    );
    if (expected.header) assert.deepEqual(table.names, expected.header);
  });

test("the encoding is told by the first bytes", () => {
  const utf16 = (text) => new Uint8Array(Buffer.from(text, "utf16le"));
  assert.equal(encodingOf(utf16("\ufeffx")), "utf-16le");
  assert.equal(encodingOf(utf16("x;y;klasa ż\n1;2;0\n")), "utf-16le");
  assert.equal(encodingOf(utf16("x;y;klasa ż\n1;2;0\n").reverse()), "utf-16be");
  assert.equal(encodingOf(new Uint8Array(0)), "utf-8");
  assert.equal(encodingOf(new Uint8Array(100)), "utf-8", "zeros alone are no text");
});

test("a letter may lie across two pieces of a file, in any encoding", async () => {
  // So long that it takes several pieces; the code page shows late.
  const rows = (letter) => `x;y;klasa\n${"1;2;a\n".repeat(99_990)}3,5;4;${letter}\n`;
  const utf8 = await read(blob(rows("żółw").replaceAll(";a", ";ż")));
  assert.deepEqual([utf8.lines.length, utf8.classes], [99_991, ["ż", "żółw"]]);
  const page = blob(rows("").slice(0, -1), new Uint8Array([0xbf, 0xf3, 0xb3, 0x77, 0x0a])); // żółw in windows-1250
  const seen = [];
  const table = await read(page, choice, (done, total) => seen.push([done, total]));
  assert.deepEqual(table.classes, ["a", "żółw"]);
  assert.deepEqual(seen.at(-1), [page.size, page.size]);
  assert.ok(seen.length > 3);
});

test("what cannot be used is refused by kind", async () => {
  const kind = (file) =>
    read(file).then(
      () => "",
      (error) => error.kind,
    );
  const huge = { size: 100_000_000, slice: () => blob("1,2,0\n") };
  await assert.rejects(read(huge), { kind: "too_long", found: 100_000_000, limit: 50_000_000 });
  assert.equal(await kind(blob(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]))), "binary");
  assert.equal(await kind(blob(new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0]))), "workbook");
  assert.equal(await kind(blob("")), "empty");
  assert.equal(await kind(blob("1\n2\n")), "one_column");
  assert.equal(await kind(blob("a,b\nc,d\n")), "only_text");
  const classes = Array.from({ length: 50 }, (_, at) => `1,2,class ${at}\n`).join("");
  assert.equal(await kind(blob(classes)), "classes");
  await assert.rejects(read(blob("x,y\n1,2,a\n3,b\n")), ({ kind, faults }) => kind === "rows" && faults.length > 0);
});

test("what is written reads as it was, in both notations", async () => {
  const names = ["długość", "szer; w cm", "klasa"];
  const table = { names, inputs: [1.5, -2, 0.1, 1e-9], targets: [1, 0], classes: ['"A", b', "B"] };
  for (const decimal of [".", ","]) {
    const text = csvOf(table, decimal);
    const again = await read(blob(text));
    assert.deepEqual([again.names, [...again.inputs], again.classes], [names, table.inputs, table.classes]);
    assert.deepEqual([...again.targets], table.targets);
    assert.ok(text.startsWith("\ufeff"), "spreadsheets would take the letters for others");
  }
  assert.equal(
    csvOf({ names: ["x", "y"], inputs: new Float32Array([0.1]), targets: [2.5], classes: null }, ","),
    "x;y\r\n0,1;2,5\r\n",
  );
  assert.deepEqual([0.1, 1 / 3, 16777217, -0].map(Math.fround).map(shortest), [0.1, 0.33333334, 16777216, 0]);
});

test("thousands or decimals: what was chosen is said, and can be switched", async () => {
  const say = async (lang, decimal) => {
    const texts = JSON.parse(readFileSync(at(`../../www/labs/network/own/${lang}.json`), "utf8"));
    const table = await read(blob('length,class\n"1,234",2\n"5,678",3\n'), { ...choice, decimal });
    const said = summary(table, "a.csv", false, speaker(lang, texts));
    return [table.inputs[0], table.decimal, said.find((sentence) => sentence.includes("1,234"))];
  };
  assert.deepEqual(await say("en", "auto"), [
    1234,
    "point",
    "“1,234” was read as 1234, with thousands. If it has decimals, choose another decimal sign.",
  ]);
  assert.deepEqual(await say("pl", "comma"), [
    1.234,
    "comma",
    "„1,234” odczytano jako 1,234, z częścią dziesiętną. Jeśli to tysiące, wybierz inny znak dziesiętny.",
  ]);
  const clear = await read(blob("1,5;2\n0,25;3\n"));
  assert.deepEqual([clear.decimal, clear.doubt], ["comma", null]);
});

test("what fits into the setting `points`", async () => {
  const points = async (text, how) => {
    const table = await read(blob(text), how);
    return pointsOf({ ...table, names: [...table.columns, table.target].map((column) => table.names[column]) });
  };
  assert.equal(await points("a;b;c\n1,5;2;yes\n3;4;no\n"), "a, b, c\n1.5, 2, 1\n3, 4, 0\n");
  assert.equal(await points('a,"b, in cm",c\n1,2,0\n3,4,1\n'), "a; b, in cm; c\n1, 2, 0\n3, 4, 1\n");
  for (const name of ["b; c", "b\nc", "1/2"])
    assert.equal(await points(`a,"${name}",d\n1,2,0\n3,4,1\n`), null, `${name} would be read otherwise`);
  assert.equal(await points("1,2.5\n3,4\n"), "1, 2.5\n3, 4\n");
  assert.equal(await points("1,2,0\n3,4,1\n", { ...choice, target: "values" }), null, "they would be read as classes");
  assert.equal(await points("1,2,3,a\n3,4,5,b\n"), null);
  assert.equal(await points("1,2,a\n3,4,b\n".repeat(400)), null);
});

test("the header of the setting `points` is read as the core reads it", () => {
  assert.deepEqual(headerOf("\n width, petal height ,kind\n1, 2, 0\n"), ["width", "petal height", "kind"]);
  assert.deepEqual(headerOf("width; height, in cm;\n1; 2; 0\n"), ["width", "height, in cm", ""]);
  assert.deepEqual(
    [headerOf("1, 2, 0\n"), headerOf("x, 1/2, z\n"), headerOf("NaN, y\n"), headerOf("")],
    [[], [], [], []],
  );
});

test("rows of the setting `points` are read as the core reads them, and one is changed without the others", () => {
  const text = "x, y, class\n1,5; -2; 0\n\n3, 4, 1\r\n1/2 1,5 1\n−1\t2\t0\n";
  assert.deepEqual(rowsOf(text), [
    { line: 1, numbers: [1.5, -2, 0] },
    { line: 3, numbers: [3, 4, 1] },
    { line: 4, numbers: [0.5, 1.5, 1] },
    { line: 5, numbers: [-1, 2, 0] },
  ]);
  assert.equal(withRow("x, y\n1, 2\n3, 4\n", 1, [5, 6]), "x, y\n5, 6\n3, 4\n");
  assert.equal(withRow("x, y\n1, 2\n3, 4\n", 2, null), "x, y\n1, 2\n");
  assert.equal(withMore("1, 2\n\n", [3, 4]), "1, 2\n3, 4\n");
  assert.deepEqual(
    [pointed(1.23456, [-5, 5]), pointed(1234.56, [0, 10000]), pointed(1e-7, [0, 1e-6])],
    [1.23, 1235, 1e-7],
  );
  assert.deepEqual([labelOf(0, rowsOf("1, 2, -1\n3, 4, 1\n")), labelOf(0, rowsOf("1, 2, 0\n"))], [-1, 0]);
});
