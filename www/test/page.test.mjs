// The page as somebody uses it: by keyboard, by pointer, with mistakes, with links, narrow, dark, as tables.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, forEachBrowser, FROM, open, pageUrl, shot } from "./browser.mjs";
import { glue, picture, schemes } from "./engine.mjs";

const reply = glue.evaluate(schemes[0].draft, undefined, 1);
const view = reply.views[0];
const numbers = view.inputs.filter(({ unit, value }) => value !== undefined && unit !== "text" && unit !== "choice");
const shown = new Set(
  view.form.flatMap(({ sentences }) => sentences.flatMap(({ parts }) => parts.map(({ input }) => input))),
);
const pounds = numbers.filter(({ unit, path, value }) => unit === "gbp" && value > 0 && shown.has(path));
const price = pounds.find(({ path }) => path.includes(".contracts["));
const other = pounds.find((input) => input !== price);

const at = ({ path }) => `[data-input="${path}"]`;
const text = (page, input) => page.$eval(at(input), (field) => field.value);
const generations = (page, where = "#app") =>
  page.$eval(where, (root) => [
    ...new Set([...root.querySelectorAll("[data-generation]")].map((e) => Number(e.dataset.generation))),
  ]);
const said = (page) => page.$$eval(".said, .rows, figure", (all) => all.map((e) => e.textContent).join("\n"));
const until = (page, condition, ...args) => page.waitForFunction(condition, {}, ...args);

async function reload(page) {
  await page.reload();
  await page.waitForSelector("html[data-ready]");
}

async function type(page, input, typed) {
  await page.focus(at(input));
  await page.$eval(at(input), (field) => field.select());
  await page.keyboard.type(typed);
}

forEachBrowser((browser) => {
  test("opens on the first scheme with an answer, a form and a picture of one generation", async () => {
    const page = await open(browser);
    assert.deepEqual(await generations(page), [1]);
    assert.equal(await page.title(), `${view.name} – Payment by Results: what if?`);
    const plain = view.answer.sentences.map((parts) => parts.map((part) => part.text).join("")).join(" ");
    assert.equal(await page.$eval(".said", (p) => p.textContent), plain);
    assert.ok(await page.$("svg.chart"));
    await shot(page, "calculator", { width: 1440, height: 1200 });
  });

  test("the arrow keys move a price, and everything follows at once", async () => {
    const page = await open(browser);
    const before = await said(page);
    await page.focus(at(price));
    assert.ok(await page.$(`[data-panel="${price.path}"]`), "its panel unfolds");
    await page.keyboard.press("PageUp");
    assert.notEqual(await text(page, price), price.text);
    assert.notEqual(await said(page), before);
    assert.equal((await generations(page)).length, 1);
    assert.notDeepEqual(await generations(page), [1]);
    assert.equal(
      await page.$eval("[data-spoken]", (p) => p.textContent),
      "",
      "nothing is spoken while keys are pressed",
    );
    await until(page, () => document.querySelector("[data-spoken]").textContent !== "");
    const changed = await page.$eval(".changed", (p) => p.textContent);
    assert.equal(await page.$eval("[data-spoken]", (p) => p.textContent), changed);
    assert.ok(await page.$(".ghost-note"), "what stood before stays behind, dashed");
    await page.click(".ghost-note button");
    assert.equal(await page.$(".ghost-note"), null);
  });

  test("between an input and the next frame no part of the page is older than another", async () => {
    const page = await open(browser);
    await page.focus(at(price));
    const seen = await page.evaluate(
      (selector) =>
        new Promise((end) => {
          const field = document.querySelector(selector);
          field.value = "777";
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
          requestAnimationFrame(() =>
            end([...new Set([...document.querySelectorAll("[data-generation]")].map((e) => e.dataset.generation))]),
          );
        }),
      at(price),
    );
    assert.equal(seen.length, 1);
    assert.notEqual(seen[0], "1");
  });

  test("Escape puts back what stood; a burst of keys is one step to undo", async () => {
    const page = await open(browser);
    await page.focus(at(price));
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Escape");
    assert.equal(await text(page, price), price.text);

    await type(page, price, "777");
    await page.keyboard.press("Enter");
    const typed = await text(page, price);
    assert.notEqual(typed, price.text);
    await page.click("[data-act=undo]");
    assert.equal(await text(page, price), price.text);
    assert.equal(await page.$eval("[data-act=undo]", (b) => b.getAttribute("aria-disabled")), "true");
    await page.click("[data-act=redo]");
    assert.equal(await text(page, price), typed);
    assert.equal((await generations(page)).length, 1);
  });

  test("a drag of the slider is one step", async () => {
    const page = await open(browser);
    await page.setViewport({ width: 1440, height: 1000 });
    await page.click(at(price));
    const slider = await page.waitForSelector(`[data-panel="${price.path}"] input[type=range]`);
    const { x, y, width, height } = await slider.boundingBox();
    await page.mouse.move(x + 20, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.5, y + height / 2, { steps: 5 });
    await page.mouse.move(x + width * 0.9, y + height / 2, { steps: 5 });
    await page.mouse.up();
    assert.notEqual(await text(page, price), price.text);
    assert.ok(await page.$(`[data-panel="${price.path}"]`), "the panel stays open under the pointer");
    await page.click("[data-act=undo]");
    assert.equal(await text(page, price), price.text);
  });

  test("all mistakes are listed, each leads to its field, and the last answer stays", async () => {
    const page = await open(browser);
    const before = await page.$eval(".said", (p) => p.textContent);
    await type(page, price, "five pounds");
    await page.keyboard.press("Enter");
    await type(page, other, "12x");
    await page.keyboard.press("Enter");
    await until(page, () => document.querySelectorAll("[data-errors] li").length === 2);
    assert.equal(await text(page, price), "five pounds", "what was typed stays, letter for letter");
    assert.equal(await page.$eval(".said", (p) => p.textContent), before);
    assert.ok(await page.$(".stale"), "and is marked as older");
    const figure = await page.$eval("figure", (f) => [Number(f.dataset.generation)]);
    assert.deepEqual(figure, await generations(page, "#answer"), "as is the picture; the field beneath it is the draft's");
    await shot(page, "mistakes", { width: 1440, height: 1000 });
    assert.deepEqual(await axe(page), []);

    const link = `[data-issue="${price.path}"]`;
    const told = await page.$eval(link, (a) => a.textContent);
    await page.click(link);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.input), price.path);
    const described = await page.$eval(at(price), (f) => {
      return document.querySelector(`#${CSS.escape(f.getAttribute("aria-describedby"))} .govuk-error-message`)
        .textContent;
    });
    assert.ok(told.endsWith(described), "in the same words at the field");
    await type(page, price, "777");
    await type(page, other, "888");
    assert.equal(await page.$("[data-errors]"), null);
    assert.equal(await page.$(".stale"), null);
    assert.equal((await generations(page)).length, 1);
  });

  test("a reload loses nothing; forgetting forgets", async () => {
    const page = await open(browser);
    await type(page, price, "777");
    await page.keyboard.press("Enter");
    const typed = await text(page, price);
    await reload(page);
    assert.equal(await text(page, price), typed);
    await page.evaluate(() => [...document.querySelectorAll(".foot button")].at(-1).click());
    await reload(page);
    assert.equal(await text(page, price), price.text);
  });

  test("tables instead of pictures, and it lasts", async () => {
    const page = await open(browser);
    await page.click("[role=switch]");
    const isTable = () =>
      page.$eval("figure", (f) => f.querySelector("table") !== null && f.querySelector("svg") === null);
    assert.ok(await isTable());
    await reload(page);
    assert.ok(await isTable());
    assert.deepEqual(await axe(page), []);
    await page.click("[role=switch]");
  });

  test("the tabs turn with the arrow keys", async () => {
    const page = await open(browser);
    await page.focus("[role=tab]");
    await page.keyboard.press("ArrowRight");
    const second = view.answer.tabs[1];
    const { headline } = view.answer.figures.find(({ id }) => id === second.id) ?? picture(schemes[0].draft, second.id);
    assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), second.question);
    await page.waitForSelector("#figure-panel[aria-busy=false]");
    assert.equal(await page.$eval(".headline", (h) => h.textContent), headline.map((part) => part.text).join(""));
  });

  test("a link carries the contract, only when asked, and is undone like any step", async () => {
    const page = await open(browser);
    await type(page, price, "777");
    await page.keyboard.press("Enter");
    const typed = await text(page, price);
    assert.equal(await page.evaluate(() => location.hash), FROM, "nothing is in the address unasked");
    await page.click("[data-act=link]");
    const url = await page.$eval("#link-text", (field) => field.value);
    assert.deepEqual(await axe(page), []);
    assert.equal(await page.evaluate(() => location.hash), FROM);
    await page.click("[data-act=place]");
    assert.equal(await page.evaluate(() => location.href), url);
    await page.click(at(other));
    await page.keyboard.press("ArrowUp");
    assert.equal(await page.evaluate(() => location.hash), FROM, "a link that no longer fits is taken away");

    const reader = await open(browser, new URL(url).hash);
    assert.equal(await text(reader, price), typed);
  });

  test("a damaged link is explained, and the page stands", async () => {
    for (const link of ["#this-is-no-link", "#%E0%A4%A", "#1.aaaa"]) {
      const page = await open(browser, link);
      assert.notEqual(await page.$eval(".trouble", (p) => p.textContent.trim()), "", link);
      assert.notEqual(await page.$eval("main", (p) => p.innerText.trim()), "");
      await page.click(".trouble button");
      assert.equal(await page.$(".trouble"), null);
    }
  });

  browser.once("what was kept and cannot be read is explained, and the example stands in its place", async () => {
    const page = await open(browser);
    await page.evaluate(() => {
      [...document.querySelectorAll(".foot button")].at(-1).click();
      localStorage.setItem("pbr.draft", '{"format": ');
    });
    await reload(page);
    assert.notEqual(await page.$eval(".trouble", (p) => p.textContent.trim()), "");
    assert.equal(await text(page, price), price.text);
  });

  browser.once("every scheme opens, and Undo returns", async () => {
    const page = await open(browser);
    for (const { id, name } of browser.few(schemes, 6)) {
      await page.click(".scheme");
      await page.waitForSelector("#schemes");
      await page.click(`[data-scheme="${id}"]`);
      await until(page, (wanted) => document.title.startsWith(wanted), name);
      assert.ok(await page.$(".said"), id);
      assert.equal((await generations(page)).length, 1);
    }
  });

  browser.once("every field can be edited in the table of all fields", async () => {
    const page = await open(browser);
    await page.click("[data-act=fields]");
    assert.equal((await page.$$(".fields [data-input]")).length, view.inputs.length);
    await type(page, price, "777");
    assert.equal((await generations(page)).length, 1);
    assert.notDeepEqual(await generations(page), [1]);
    assert.deepEqual(await axe(page), []);
    await shot(page, "fields", { width: 1440, height: 1000 });
  });

  browser.once("breaks no accessibility rule in the dark, nor with a panel unfolded", async () => {
    const page = await open(browser);
    await page.click("[data-act=theme]");
    assert.equal(await page.$eval("html", (html) => html.dataset.theme), "dark");
    await page.focus(at(price));
    await page.keyboard.press("ArrowUp");
    assert.deepEqual(await axe(page), []);
    await page.click("[data-act=theme]");
    await page.focus(at(price));
    assert.deepEqual(await axe(page), []);
  });

  test("nothing scrolls sideways at 320 pixels", async () => {
    const page = await open(browser);
    await page.setViewport({ width: 320, height: 640 });
    const fits = () =>
      page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
    assert.ok(await fits());
    for (const tab of await page.$$("[role=tab]")) {
      await tab.evaluate((button) => button.click());
      await page.waitForSelector("#figure-panel[aria-busy=false]");
      assert.ok(await fits(), await tab.evaluate((button) => button.textContent));
    }
    for (const input of view.inputs.filter(({ path }) => shown.has(path))) {
      await page.focus(at(input));
      assert.ok(await fits(), input.path);
    }
    await page.click("[data-act=link]");
    assert.ok(await fits(), "link");
    await page.click("[data-act=fields]");
    assert.ok(await fits(), "all fields");
    await shot(page, "phone", { width: 320, height: 640 });
  });

  test("one tab stop a number: the slider and the panel's buttons are not among them", async () => {
    const page = await open(browser);
    await page.focus(at(price));
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.dataset.input !== undefined));
    await page.focus(at(price));
    await page.keyboard.down("Alt");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.up("Alt");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.panel), price.path);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter"); // reset
    assert.equal(await text(page, price), price.text);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.input), price.path);
  });

  test("a trap costs the instance, not the numbers", async () => {
    const page = await (await browser.profile()).newPage();
    await page.evaluateOnNewDocument(() => {
      const { Instance } = WebAssembly;
      globalThis.instances = 0;
      WebAssembly.Instance = function (module, imports) {
        const { exports } = new Instance(module, imports);
        globalThis.instances += 1;
        const evaluate = (...given) => {
          if (!globalThis.trap) return exports.evaluate(...given);
          globalThis.trap = false;
          throw new WebAssembly.RuntimeError("unreachable");
        };
        return { exports: { ...exports, evaluate } };
      };
    });
    await page.goto(pageUrl + FROM);
    await page.waitForSelector("html[data-ready]");
    await page.evaluate(() => (globalThis.trap = true));
    await type(page, price, "7");
    assert.notEqual(await page.$eval(".trouble", (p) => p.textContent.trim()), "", "the page says so");
    assert.equal(await page.evaluate(() => globalThis.instances), 2);
    await page.keyboard.type("77");
    await page.keyboard.press("Enter");
    assert.equal(await text(page, price), "£777", "and goes on, with what was typed");
    assert.equal((await generations(page)).length, 1);
    await page.close();
  });

  test("where WebAssembly is refused the page says so in words", async () => {
    const page = await (await browser.profile()).newPage();
    await page.evaluateOnNewDocument(() => delete globalThis.WebAssembly);
    await page.goto(pageUrl + FROM);
    await page.waitForSelector("html[data-ready]");
    assert.match(await page.$eval("main", (main) => main.textContent), /WebAssembly/);
    assert.notEqual(await page.$eval("h1", (h1) => h1.textContent.trim()), "");
    assert.deepEqual(await axe(page), []);
    await page.close();
  });
});
