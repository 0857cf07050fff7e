// L1, done by hand: with the mouse, with touch, and with the keyboard alone; in both languages.
import assert from "node:assert/strict";
import test from "node:test";
import { looks, middle, press, select, settings, state, swipe, until, wait, withPage } from "./browser.mjs";

/** The table as text, row by row; what has not been tried is a question mark. */
const table = (page) => page.locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.textContent));
const unit = (page, name) => page.locator(`.drawing .unit[data-symbol=${name}] .body`);

test("inputs are clicked, signals travel, the table fills in row by row", () =>
  withPage("#lab=neuron&seed=1", async (page) => {
    assert.deepEqual(await table(page), ["000", "01?", "10?", "11?"]);
    await page.mouse.click(...(await middle(page.locator(".drawing .unit.input .body").first())));
    await wait(page, "on", ["A"]);
    await until(page, (now) => now.step === 1 && !now.running);
    assert.deepEqual(await table(page), ["000", "01?", "100", "11?"], "A alone is not enough");
    await page.getByRole("button", { name: "Input B" }).click();
    await wait(page, "on", ["A", "B"]);
    // On its way a signal is seen as a dot on each of the two connections.
    await page.waitForFunction(
      () => document.querySelector("nn-playground").shadowRoot.querySelectorAll(".signal").length === 2,
    );
    await page.getByRole("img", { name: "Step 1 of the network: A = 1, B = 1, C = 1" }).waitFor();
    await page.locator(".drawing .unit.neuron.active").waitFor();
    assert.deepEqual(await table(page), ["000", "01?", "100", "111"]);
    await press(page, "Fill in the whole table");
    await page.waitForFunction(
      () => !document.querySelector("nn-playground").shadowRoot.querySelector("tbody").textContent.includes("?"),
    );
    assert.deepEqual(await table(page), ["000", "010", "100", "111"]);
  }));

test("the four networks of the slide, and the negation", () =>
  withPage("#lab=neuron&seed=1&tried=all", async (page) => {
    for (const [name, rows] of [
      ["(a) Identity: A twice", ["00", "11"]],
      ["(b) AND", ["000", "010", "100", "111"]],
      ["(c) OR", ["000", "011", "101", "111"]],
      ["(d) A AND NOT B", ["000", "010", "101", "110"]],
      ["(d) with A always on: NOT B", ["01", "10"]],
    ]) {
      await select(page, "Network").selectOption(name);
      await press(page, "Fill in the whole table");
      await page.waitForFunction(
        (wanted) =>
          [...document.querySelector("nn-playground").shadowRoot.querySelectorAll("tbody tr")]
            .map((row) => row.textContent)
            .join() === wanted,
        rows.join(),
      );
    }
  }));

test("a step forth and a step back; a link names the moment", async () => {
  const link = "#lab=neuron&net=D:2<A,A;E:2<D,D;F:2<E,E&on=A&seed=1";
  const active = (page) => page.locator(".drawing .unit.neuron.active").count();
  await withPage(link, async (page) => {
    assert.equal(await active(page), 0);
    await press(page, "Step");
    await page.getByRole("img", { name: /^Step 1 .*D = 1, E = 0/ }).waitFor();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("img", { name: /^Step 2 .*E = 1, F = 0/ }).waitFor();
    await press(page, "Back");
    await page.getByRole("img", { name: /^Step 1 .*D = 1, E = 0/ }).waitFor();
    await press(page, "Reset");
    await page.getByRole("img", { name: /^Step 0 .*D = 0/ }).waitFor();
    await press(page, "Play");
    await until(page, (now) => now.step === 3 && !now.running);
  });
  await withPage(`${link}&step=2`, async (page) => assert.equal(await active(page), 2));
});

test("formula, picture and value light up together", () =>
  withPage("#lab=neuron&seed=1&on=A", async (page) => {
    await page.locator("math [data-symbol=A]").first().hover();
    const highlighted = await page.locator(".highlighted").evaluateAll((parts) => parts.map((part) => part.localName));
    for (const part of ["mi", "mn", "g", "button", "th", "td"])
      assert.ok(highlighted.includes(part), `${part} is not among ${highlighted}`);
    assert.ok(
      (await page.locator(".highlighted").evaluateAll((parts) => parts.map((part) => part.dataset.symbol))).every(
        (symbol) => symbol === "A",
      ),
    );
    await page.getByRole("button", { name: "Input B" }).focus();
    assert.ok(
      (await page.locator(".highlighted").evaluateAll((parts) => parts.map((part) => part.dataset.symbol))).every(
        (symbol) => symbol === "B",
      ),
    );
  }));

test("XOR is built with the mouse, and why one neuron cannot is said", () =>
  withPage("#lab=neuron&seed=1&net=D:2<A,A,-B&exercise=xor", async (page) => {
    // Nothing is told before it has been tried; why it cannot be is told to those who ask then.
    await page.getByText("Right so far, in 1 of 4 rows.").waitFor();
    assert.deepEqual(await table(page), ["0000✓", "01?1", "10?1", "11?0"]);
    const why = page.getByText("Why can one neuron not do it?");
    assert.equal(await why.isVisible(), false);
    await press(page, "Check all rows");
    await page.getByText("Not yet: with A = 0, B = 1 the output D has to be 1.").waitFor();
    assert.deepEqual(await table(page), ["0000✓", "0101✗", "1011✓", "1100✓"]);
    const proof = page.getByText("One neuron that receives only the inputs can never do it.");
    assert.equal(await proof.isVisible(), false);
    await why.click();
    await proof.waitFor();
    await page.getByText("Build your own").click();
    const drag = async (from, to) => {
      await unit(page, from).scrollIntoViewIfNeeded();
      await page.mouse.move(...(await middle(unit(page, from))));
      await page.mouse.down();
      await page.mouse.move(...(await middle(unit(page, to))), { steps: 4 });
      await page.mouse.up();
    };
    const after = async (work, net) => {
      await work();
      await wait(page, "net", net);
    };
    await after(() => press(page, "Add a neuron"), "D:2<A,A,-B;E:2");
    await page.getByText("E receives no input").waitFor();
    await after(() => drag("B", "E"), "D:2<A,A,-B;E:2<B");
    await page.getByText("E can never be active: its threshold is 2, and only 1").waitFor();
    await after(() => drag("B", "E"), "D:2<A,A,-B;E:2<B,B");
    await after(() => drag("A", "E"), "D:2<A,A,-B;E:2<B,B,A");
    // A click on a connection turns it around.
    await after(
      () => page.locator(".drawing .wire[data-symbol=A] .reach").last().click({ force: true }),
      "D:2<A,A,-B;E:2<B,B,-A",
    );
    await after(() => press(page, "Add a neuron"), "D:2<A,A,-B;E:2<B,B,-A;F:2");
    for (const [from, net] of [
      ["D", "F:2<D"],
      ["D", "F:2<D,D"],
      ["E", "F:2<D,D,E"],
      ["E", "F:2<D,D,E,E"],
    ]) {
      await after(() => drag(from, "F"), `D:2<A,A,-B;E:2<B,B,-A;${net}`);
    }
    await press(page, "Check all rows");
    await page.getByText("Solved: F is what it has to be in every row.").waitFor();
    await page.waitForFunction(() =>
      decodeURIComponent(location.hash).includes("net=D:2<A,A,-B;E:2<B,B,-A;F:2<D,D,E,E&"),
    );
  }));

test("in Polish NOR is built with the keyboard alone, and the wrong network is refused", () =>
  withPage("#lab=neuron&seed=1&lang=pl", async (page) => {
    const control = (role, name) => page.getByRole(role, { name, exact: true });
    const choose = async (name, wanted, key = "ArrowDown") => {
      const list = control("combobox", name);
      await list.focus();
      for (
        let presses = 0;
        presses < 9 && (await list.evaluate((element) => element.selectedOptions[0].text)) !== wanted;
        presses++
      ) {
        await page.keyboard.press(key);
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
      }
    };
    const push = async (name) => {
      await control("button", name).focus();
      await page.keyboard.press("Enter");
    };
    await choose("Zadanie", "Zbuduj NOR");
    await wait(page, "exercise", "nor");
    await page.getByText("Jeszcze nie: dla A = 0, B = 0 wyjście C ma być równe 1.").waitFor();
    await page.getByText("Zbuduj własną", { exact: true }).focus();
    await page.keyboard.press("Enter");
    await choose("Rodzaj połączenia 1 do C", "hamuje");
    await wait(page, "net", "C:2<-A,B");
    await choose("Rodzaj połączenia 2 do C", "hamuje");
    await wait(page, "net", "C:2<-A,-B");
    assert.equal(
      await control("combobox", "Rodzaj połączenia 2 do C").evaluate(
        (list) => list === list.getRootNode().activeElement,
      ),
      true,
      "the focus stays",
    );
    await push("Dodaj połączenie do C");
    await wait(page, "net", "C:2<-A,-B,A");
    await choose("Źródło połączenia 3 do C", "1, zawsze włączone");
    await wait(page, "net", "C:2<-A,-B,1");
    await choose("Próg neuronu C", "≥ 1", "ArrowUp");
    await wait(page, "net", "C:1<-A,-B,1");
    await page.getByText("Na razie dobrze").or(page.getByText("Jeszcze nie")).first().waitFor();
    await push("Sprawdź wszystkie wiersze");
    await page.getByText("Rozwiązane: C jest w każdym wierszu takie, jakie ma być.").waitFor();
    await control("button", "Wejście A").focus();
    await page.keyboard.press("Space");
    await wait(page, "on", ["A"]);
    await push("Usuń połączenie 3 do C");
    await wait(page, "net", "C:1<-A,-B");
    await push("Sprawdź wszystkie wiersze");
    await page.getByText("Jeszcze nie").waitFor();
  }));

test("what cannot be a network is said beside the field, and nothing is lost", () =>
  withPage("#lab=neuron&seed=1", async (page) => {
    await page.getByText("Build your own").click();
    const field = page.getByRole("textbox", { name: "The network as text" });
    for (const [written, said] of [
      ["D:2<A,X", "D receives input from “X”"],
      ["D:0<A", "not a whole number from 1 to 9"],
      ["", "there is no neuron"],
      ["D:1e308<A", "1E308"],
    ]) {
      await field.fill(written);
      await field.press("Enter");
      await page.getByText(said).waitFor();
      assert.equal(await field.inputValue(), written);
      assert.equal((await settings(page)).net, "C:2<A,B");
    }
    await field.fill("d<a,a;e:1<d,e");
    await field.press("Enter");
    await wait(page, "net", "d<a,a;e:1<d,e");
    await page.getByText("E: signals run in a loop here.").waitFor();
    assert.equal(await field.inputValue(), "D:2<A,A;E:1<D,E");
  }));

test("a network that never comes to rest can be stopped", () =>
  withPage("#lab=neuron&seed=1&net=D:1<1,-D", async (page) => {
    await page.getByText("the same states recur every 2 steps").waitFor();
    assert.deepEqual(
      await table(page),
      ["↻"].map(() => "?"),
    );
    await press(page, "Play");
    await until(page, (now) => now.step >= 2);
    await press(page, "Pause");
    assert.equal((await state(page)).running, false);
  }));

test("each thing to try does what it says", () =>
  withPage("#lab=neuron&seed=1&reduced", async (page) => {
    const tries = page.locator(".tries button");
    assert.equal(await tries.count(), 3);
    await tries.nth(1).click();
    await until(page, (now) => now.step === 1 && !now.running);
    await page.getByRole("img", { name: /B = 1, 1 = 1, C = 0/ }).waitFor();
    await tries.nth(2).click();
    await page.getByText("Right so far").waitFor();
    await tries.nth(0).click();
    await page.getByRole("img", { name: /A = 1, B = 0, C = 0/ }).waitFor();
    assert.equal((await settings(page)).exercise, null);
  }));

test("another language keeps the moment, the network and what is open", () =>
  withPage("#lab=neuron&seed=1&net=D:1<A;E:1<D&on=A&step=1", async (page) => {
    await page.getByText("Build your own").click();
    const before = await settings(page);
    await press(page, "Polski");
    await page.getByRole("img", { name: "Krok 1 sieci: A = 1, D = 1, E = 0" }).waitFor();
    assert.deepEqual(await settings(page), { ...before, lang: "pl" });
    assert.equal(await page.getByRole("combobox", { name: "Próg neuronu D" }).isVisible(), true);
    await page.keyboard.press("ArrowRight");
    await page.getByRole("img", { name: "Krok 2 sieci: A = 1, D = 1, E = 1" }).waitFor();
  }));

test("a row of the table is filled in when the signals have arrived, not before; the step is told", () =>
  withPage("#lab=neuron&seed=1&net=D:2<A,A;E:2<D,D;F:2<E,E&on=A&step=2", async (page) => {
    await page.getByText("t = 2", { exact: true }).waitFor();
    const filled = () =>
      page.evaluate(() => {
        const { shadowRoot } = document.querySelector("nn-playground");
        return {
          dots: shadowRoot.querySelectorAll(".signal").length,
          row: [...shadowRoot.querySelectorAll("tbody tr")].at(-1).textContent,
        };
      });
    assert.equal((await filled()).row, "1???");
    await page.keyboard.press("ArrowRight");
    let whileOnTheWay = 0;
    for (let now = await filled(); now.row !== "1111"; now = await filled()) {
      assert.equal(now.row, "1???");
      if (now.dots) whileOnTheWay += 1;
    }
    assert.ok(whileOnTheWay > 0, "no signal was seen");
    await page.getByText("t = 3", { exact: true }).waitFor();
  }));

test("a table of seven columns is not cut beside the picture", async () => {
  for (const lang of ["en", "pl"])
    await withPage(
      `#lab=neuron&seed=1&lang=${lang}&tried=all&exercise=xor&net=${XOR}`,
      async (page) => {
        const [inside, outside] = await page
          .locator(".sheet")
          .first()
          .evaluate((sheet) => [sheet.scrollWidth, sheet.clientWidth]);
        assert.ok(inside <= outside, `${lang}: ${inside} pixels of table in ${outside}`);
      },
      { viewport: { width: 1280, height: 720 } },
    );
});

const XOR = "D:2<A,A,-B;E:2<B,B,-A;F:2<D,D,E,E";
const LARGEST = [..."DEFGHIJKLMNO"]
  .map((name, at, names) => `${name}:1<${names[at - 1] ?? "A"},-${names[at + 1] ?? "B"}`)
  .join(";");
const MOMENT = "exercise=xor&on=A&step=1";
const BUILT = `${MOMENT}&net=${XOR}`;
looks("neuron", [
  ["light", 1440, 900, "en", BUILT],
  ["dark", 1440, 900, "pl", BUILT],
  ["light", 360, 740, "pl", BUILT],
  ["dark", 360, 740, "en", `${MOMENT}&net=${LARGEST}`],
]);

test("with touch: a tap turns an input on, a drag connects", () =>
  withPage(
    "#lab=neuron&seed=1",
    async (page) => {
      await page.touchscreen.tap(...(await middle(page.locator(".drawing .unit.input .body").first())));
      await wait(page, "on", ["A"]);
      const [from, to] = [
        await middle(page.locator(".drawing .unit.input .body").last()),
        await middle(page.locator(".drawing .unit.neuron .body").first()),
      ];
      await swipe(page, from, to);
      await wait(page, "net", "C:2<A,B,B");
    },
    { viewport: { width: 390, height: 844 }, hasTouch: true },
  ));
