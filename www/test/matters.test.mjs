// What matters: bars, shares and a map that fill in from the worker while the form stays fresh; ranges that are typed and taken back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, forEachBrowser, open, shot } from "./browser.mjs";
import { glue, schemes, words } from "./engine.mjs";

const draftOf = (id) => schemes.find((scheme) => scheme.id === id).draft;
const SMALL = draftOf("recovery"); // a tenth of a millisecond an evaluation
const FRONT = draftOf("front1");
const plain = (parts) => parts.map(({ text }) => text).join("");
const kept = (page) => page.evaluate(() => localStorage.getItem("pbr.draft"));
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

/** What the engine makes of a question, whole. */
function told(draft, question) {
  const run = new glue.Run(draft, undefined, 0, `matters:${JSON.stringify(question)}`);
  let mattered;
  for (;;) {
    const progress = run.step(1 << 14);
    mattered = progress.mattered ?? mattered;
    if (progress.done < progress.total) continue;
    run.free();
    return mattered;
  }
}

const idle = (page) => page.waitForSelector(".matters[aria-busy=false]", { timeout: 120_000 });

/** The tool, open on a draft of its own, one way of varying chosen. */
async function tool(browser, draft, view = "alone") {
  const page = await open(browser, `#${glue.encode(draft)}`);
  await page.setViewport({ width: 1440, height: 1000 });
  await page.$eval("[data-tool=matters]", (button) => button.click());
  await page.waitForSelector(".matters");
  if (view !== "alone") await page.$eval(`[name=weigh-view][value=${view}]`, (radio) => radio.click());
  return page;
}

forEachBrowser((browser) => {
  browser.once("each number alone: bars, turns and the sentence beneath the answer are the engine's", async () => {
    const page = await tool(browser, SMALL);
    await idle(page);
    const { tornado, most } = told(SMALL, { view: "alone", result: "" });
    assert.equal(await page.$eval(".matters .headline", (e) => e.textContent), plain(tornado.headline));
    const bars = await page.$$eval(".tornado .bar-note [data-result]", (all) => all.map((e) => e.textContent));
    assert.deepEqual(bars.toSorted(), tornado.bars.flatMap(({ texts }) => texts.map(({ text }) => text)).toSorted());
    assert.equal(await page.$eval(".most", (e) => e.textContent), plain(most));
    assert.ok(tornado.turns.rows.length > 0);
    assert.deepEqual(
      await page.$$eval(".weigh-turns tbody tr", (all) => all.map((row) => [...row.cells].map((c) => c.textContent))),
      tornado.turns.rows.map(({ head, cells }) => [head.text, ...cells.map(({ text }) => text)]),
    );
    assert.deepEqual(await axe(page), []);
    await shot(page, "matters", { width: 1440, height: 1000 });
    // the same numbers to read
    await page.$eval(".matters .switches [role=switch]", (button) => button.click());
    const table = await page.$$eval(".matters figure .twin tbody tr", (all) => all.map((row) => [...row.cells].map((c) => c.textContent)));
    assert.deepEqual(table, tornado.table.rows.map(({ head, cells }) => [head.text, ...cells.map(({ text }) => text)]));
    assert.deepEqual(await axe(page), []);
    await page.$eval(".matters .switches [role=switch]", (button) => button.click()); // it is remembered
  });

  browser.once("another result is weighed, and the terms too, when that is asked", async () => {
    const page = await tool(browser, SMALL);
    await idle(page);
    const { choices } = told(SMALL, { view: "alone", result: "" });
    assert.deepEqual(await page.$$eval("#weigh-of option", (all) => all.map((o) => o.value)), choices.map(({ value }) => value));
    await page.select("#weigh-of", "paid");
    await page.$eval(".weighing > p [role=switch]", (button) => button.click());
    await idle(page);
    const { tornado } = told(SMALL, { view: "alone", result: "paid", terms: true });
    assert.equal(await page.$eval(".matters .headline", (e) => e.textContent), plain(tornado.headline));
    assert.notDeepEqual(tornado.strongest, told(SMALL, { view: "alone", result: "paid", terms: false }).tornado.strongest);
  });

  browser.once("all together: rough shares come first, and the last are the engine's", async () => {
    const page = await tool(browser, SMALL, "together");
    await page.waitForSelector(".importance");
    await idle(page);
    const { result, tornado } = told(SMALL, { view: "alone", result: "" });
    const { together } = told(SMALL, { view: "together", result, terms: false, inputs: tornado.strongest });
    const shares = await page.$$eval(".importance .bar-note [data-result]", (all) => all.map((e) => e.textContent));
    assert.deepEqual(shares, together.bars.flatMap(({ texts }) => texts.map(({ text }) => text)));
    assert.deepEqual(await axe(page), []);
  });

  test("a map fills in while the form stays fresh, and is never shown as another draft's", async () => {
    const page = await tool(browser, FRONT, "map");
    await page.waitForSelector(".heat .cells");
    const price = "scenarios[0].contracts[0].payments[0].pay.of.rate";
    const seen = await page.evaluate((path) => {
      const of = (selector) => Number(document.querySelector(selector).dataset.generation);
      const look = () => ({
        filling: document.querySelector(".matters progress") !== null,
        contract: of(".contract"),
        answer: of(".answer"),
        map: of(".matters figure"),
        stale: document.querySelector(".matters figure").classList.contains("is-stale"),
        says: document.querySelector(".matters .stale")?.textContent,
        cells: document.querySelectorAll(".heat .cells").length,
      });
      const before = look();
      const field = document.querySelector(`.contract [data-input="${path}"]`);
      field.focus();
      field.value = "6000";
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      return { before, after: look() }; // the same task, and so the same frame
    }, price);
    assert.ok(seen.before.filling && !seen.before.stale, "it was still filling in");
    assert.equal(seen.before.map, seen.before.answer);
    assert.ok(seen.after.answer > seen.before.answer && seen.after.contract === seen.after.answer);
    assert.deepEqual([seen.after.map, seen.after.stale, seen.after.says], [seen.before.map, true, words.matters_stale]);
    // nor may anything of it be put into the new draft
    await page.keyboard.press("Enter");
    await page.waitForFunction(
      () => {
        const map = document.querySelector(".matters figure");
        return map && !map.classList.contains("is-stale") && map.dataset.generation === document.querySelector(".answer").dataset.generation && map.querySelector(".heat .cells");
      },
      { timeout: 120_000 },
    );
    assert.equal(await page.$(".matters .stale"), null);
    // stopped, it stays as it is; and goes on when that is asked
    await page.$eval(".matters .working button", (button) => button.click());
    assert.equal(await page.$eval(".matters .working button", (b) => b.textContent.trim()), words.bench_resume);
    assert.ok((await page.$$(".heat .cells")).length > 0);
    const done = await page.$eval(".matters progress", (e) => e.value);
    await page.$eval(".matters .working button", (button) => button.click());
    await page.waitForFunction((done) => !(document.querySelector(".matters progress")?.value <= done), { timeout: 120_000 }, done);
  });

  test("the map is read by keys and by pointer, and a place of it is taken in one step", async () => {
    const page = await tool(browser, SMALL, "map");
    await page.waitForSelector(".heat .cells");
    await idle(page);
    const { result, tornado } = told(SMALL, { view: "alone", result: "" });
    const inputs = tornado.movable.slice(0, 2).map(({ value }) => value);
    const question = { view: "map", result, terms: false, inputs };
    const { map } = told(SMALL, question);
    const spot = (column, row) => glue.spot(SMALL, JSON.stringify(question), column, row, map.values[row * map.side + column], true, "en");
    const says = () => page.$eval(".read-says", (e) => e.textContent.trim());
    await page.focus("[data-axis='0']");
    await page.keyboard.press("ArrowRight");
    assert.deepEqual(await page.$$eval(".heat .cells", (all) => all.length), map.classes.length);
    assert.equal(await page.$eval(".matters .subtitle", (e) => e.textContent), plain(map.subtitle));
    assert.equal(await says(), plain(spot(26, 25).says));
    assert.equal(await page.$eval("[data-axis='0']", (e) => e.getAttribute("aria-valuetext")), plain(spot(26, 25).says));
    await page.$eval(".heat", (e) => e.scrollIntoView({ block: "center" }));
    const ground = await page.$eval(".heat-ground", (e) => {
      const { left, top, width, height } = e.getBoundingClientRect();
      return { left, top, width, height };
    });
    await page.mouse.click(ground.left + ground.width * 0.21, ground.top + ground.height * 0.29);
    assert.equal(await says(), plain(spot(10, 35).says));
    assert.deepEqual(await axe(page), []);
    await page.$eval("[data-use]", (button) => button.click());
    const after = await kept(page);
    assert.equal(after, glue.act(SMALL, spot(10, 35).act).draft);
    await page.click("[data-act=undo]");
    assert.deepEqual(JSON.parse(await kept(page)), JSON.parse(SMALL));
    await page.$eval(".matters .switches [role=switch]", (button) => button.click());
    assert.equal((await page.$$(".matters figure tbody tr")).length, 6);
    await page.$eval(".matters .switches [role=switch]", (button) => button.click());
  });

  test("a range is typed in one step, told if it is wrong, and taken back", async () => {
    const page = await tool(browser, SMALL);
    await idle(page);
    await page.$eval(".weigh-ranges summary", (summary) => summary.click());
    const [first] = glue.ranges(SMALL, false, "en").filter(({ low, high }) => low !== high);
    const at = `[data-range="${first.path}.low"]`;
    const type = async (text) => {
      await page.$eval(at, (field, text) => {
        field.focus();
        field.value = text;
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }, text);
    };
    const row = () => page.$eval(at, (field) => field.closest("tr").textContent);
    await type("0");
    assert.match(await row(), new RegExp(words.matters_back));
    assert.equal(await kept(page), glue.edit(SMALL, `${first.path}.low`, "0").draft);
    await page.click("[data-act=undo]");
    assert.equal(await page.$eval(at, (field) => field.value), first.low);
    await type("few");
    assert.equal(await page.$eval(at, (field) => field.getAttribute("aria-invalid")), "true");
    assert.match(await row(), /few/);
    assert.equal(await page.$eval(at, (field) => field.value), "few");
    assert.deepEqual(await axe(page), []);
    await page.$eval(at, (field) => field.closest("tr").querySelector("button").click());
    assert.equal(await page.$eval(at, (field) => field.value), first.low);
    assert.equal(await page.$eval(at, (field) => field.getAttribute("aria-invalid")), null);
  });

  test("on a phone nothing runs out of the page", async () => {
    const page = await tool(browser, SMALL);
    await page.setViewport({ width: 320, height: 640 });
    for (const view of ["alone", "together", "map"]) {
      await page.$eval(`[name=weigh-view][value=${view}]`, (radio) => radio.click());
      await page.waitForSelector({ alone: ".tornado", together: ".importance", map: ".heat" }[view]);
      assert.ok(await fits(page), view);
    }
  });
});
