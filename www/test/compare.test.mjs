// Scenarios side by side, as somebody sets them there by keyboard: what differs, what each comes to, which change caused how much.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, forEachBrowser, open, shot } from "./browser.mjs";
import { glue, schemes, words } from "./engine.mjs";

const RATE = "scenarios[0].contracts[0].payments[0].pay.of.rate";
const draft = (id) => schemes.find((s) => s.id === id).draft;
const plain = (parts) => parts.map(({ text }) => text).join("");
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

/** What the engine says of these side by side, when all is worked out. */
function compared(first, others, same_budget = false) {
  const run = new glue.Run(first, undefined, 0, `compare:${JSON.stringify({ others, same_budget })}`);
  let told;
  let progress;
  do {
    progress = run.step(2 ** 20);
    told = progress.compared ?? told;
  } while (progress.done < progress.total);
  run.free();
  return told;
}

/** Once nothing is being worked out any more. */
const ready = (page) => page.waitForFunction(() => document.querySelector(".compare [aria-busy=false]") && !document.querySelector(".compare progress"), { timeout: 120_000 });
async function choose(page, id) {
  await page.select("#compare-with", id);
  await page.$eval("[data-act=compare-add]", (b) => b.click());
}
const cells = (page) => page.$$eval("[data-compared]", (all) => all.map((e) => e.textContent.replace(/\s+/g, " ").trim()));
const first = (row) => row.differs && row.main;
const wanted = (rows) => rows.flatMap(({ sides }) => sides.map(({ text, more }) => `${text} ${more}`.trim()));

async function begun(browser) {
  const page = await open(browser);
  await page.$eval("[data-tool=compare]", (b) => b.click());
  await page.waitForSelector("#compare-with");
  return page;
}

forEachBrowser((browser) => {
  browser.once("a scheme stands beside the scenario, cell for cell as the engine says", async () => {
    const page = await begun(browser);
    await choose(page, "front1_graded");
    await ready(page);
    const told = compared(draft("front1"), [draft("front1_graded")]);
    assert.deepEqual(await cells(page), wanted([...told.inputs, ...told.results.filter(first)]));
    assert.deepEqual(await page.$$eval("[data-column] > p:not(.muted):not(:has(button))", (all) => all.map((p) => p.textContent)), told.columns.flatMap((c) => c.says.map(plain)));
    await page.focus("#compare-all");
    await page.keyboard.press(" ");
    assert.deepEqual(await cells(page), wanted([...told.inputs, ...told.results]));
    await page.keyboard.press(" ");
    // every result has its waterfall, and the words to it
    const [cause] = told.causes;
    const { value } = cause.options.find((o) => o.value === "margin");
    await page.select("#compare-result", value);
    const figure = cause.figures[cause.options.findIndex((o) => o.value === value)];
    assert.ok((await page.$eval("[data-cause] h4", (e) => e.textContent)).includes(plain(figure.headline)));
    assert.equal((await page.$$("[data-cause] svg .bar-name")).length, figure.chart.bars.length);
    // the first scenario's picture stands behind the other's
    await page.select("#compare-figure", "help");
    await page.waitForSelector("[data-picture='1'] .ghost");
    assert.deepEqual(await axe(page), []);
    await shot(page, "compare", { width: 1440, height: 900 });
    await shot(page, "compare-dark", { width: 768, height: 900, dark: true });
    await shot(page, "compare-phone", { width: 320, height: 900 });
    for (const width of [320, 768, 1440]) {
      await page.setViewport({ width, height: 900 });
      assert.ok(await fits(page), `${width}`);
    }
  });

  test("what was before a change is a scenario too, by keyboard, and at the same budget", async () => {
    const page = await open(browser);
    await page.focus(`.contract [data-input="${RATE}"]`);
    await page.keyboard.press("PageUp");
    await page.keyboard.press("Enter");
    await page.focus("[data-tool=compare]");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#compare-with");
    // the keys of a list pass by what is not meant: nothing stands there until it is put there
    await page.focus("#compare-with");
    const named = await page.$eval("#compare-with option[value=before]", (o) => o.textContent);
    await page.keyboard.type(named.slice(0, 12));
    assert.equal(await page.$eval("#compare-with", (e) => e.value), "before");
    assert.equal(await page.$("[data-column]"), null);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await ready(page);
    assert.equal((await page.$$("[data-column]")).length, 2);
    const now = await page.evaluate(() => localStorage.getItem("pbr.draft"));
    const told = compared(now, [draft("front1")]);
    assert.equal(told.inputs.length, 1);
    assert.deepEqual(await cells(page), wanted([...told.inputs, ...told.results.filter(first)]));
    await page.focus("#same-budget");
    await page.keyboard.press(" ");
    await page.waitForFunction(() => document.querySelectorAll("[data-column] > .muted").length > 2);
    await ready(page);
    const same = compared(now, [draft("front1")], true);
    assert.ok((await page.$eval("[data-column='1']", (e) => e.textContent)).includes(plain(same.columns[1].budget)));
    assert.deepEqual(await cells(page), wanted([...same.inputs, ...same.results.filter(first)]));
  });

  test("four at most; each can be taken away and opened; a change on the desk is compared anew", async () => {
    const page = await begun(browser);
    for (const id of ["bid", "front1_people", "front1_graded"]) await choose(page, id);
    await ready(page);
    assert.ok(await page.$eval("#compare-with", (e) => e.disabled));
    assert.equal(await page.$eval("#compare-with option", (e) => e.textContent), words.compare_full);
    assert.equal((await page.$$("[data-column]")).length, 4);
    await page.$eval(".compare th .text-button", (b) => b.click());
    await page.waitForFunction(() => document.querySelectorAll("[data-column]").length === 3);
    await ready(page);
    const before = await cells(page);
    await page.focus(`.contract [data-input="${RATE}"]`);
    await page.keyboard.press("PageUp");
    await page.keyboard.press("Enter");
    await page.waitForFunction((was) => [...document.querySelectorAll("[data-compared]")].map((e) => e.textContent.replace(/\s+/g, " ").trim()).join() !== was.join(), {}, before);
    await ready(page);
    const now = await page.evaluate(() => localStorage.getItem("pbr.draft"));
    const told = compared(now, [draft("front1_people"), draft("front1_graded")]);
    assert.deepEqual(await cells(page), wanted([...told.inputs, ...told.results.filter(first)]));
    await page.$$eval("[data-column='2'] button", ([b]) => b.click());
    await page.waitForFunction((name) => document.querySelector(".scheme-name").textContent === name, {}, schemes.find((s) => s.id === "front1_graded").name);
    await page.click("[data-act=undo]");
    assert.equal(await page.evaluate(() => localStorage.getItem("pbr.draft")), now);
  });
});
