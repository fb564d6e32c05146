// The library of unit costs: found by their words, each with its source; nothing unverified passes for published.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as glue from "../gen/pbr.js";
import { axe, forEachBrowser, open, shot } from "./browser.mjs";

glue.initSync({ module: await readFile(new URL("../gen/pbr_bg.wasm", import.meta.url)) });
const { unit_costs, words } = glue.catalogue("en");

const kept = (page) => page.evaluate(() => localStorage.getItem("pbr.draft"));
const rows = (page) => page.$$eval(".cost", (all) => all.map((e) => e.dataset.cost));
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
const holds = (c, word) => [c.says, c.payer, c.ledger, c.each, c.price_year, c.status, c.source, c.note].join(" ").toLowerCase().includes(word);

/** The library, of a page that remembers nothing. */
async function library(browser, width = 1440) {
  const page = await open(browser, "", { width });
  await page.focus("[data-act=costs]");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#costs");
  return page;
}

forEachBrowser((browser) => {
  browser.once("every row says what, how much, who, when, how sure and by whom, as the engine words it", async () => {
    const page = await library(browser);
    assert.match(await page.title(), /^Unit costs/);
    const shown = await page.$$eval(".cost", (all) =>
      all.map((e) => ({ id: e.dataset.cost, says: e.querySelector("h3").textContent, each: e.querySelector(".each").textContent, cells: [...e.querySelectorAll("dd")].map((d) => d.textContent) })),
    );
    assert.deepEqual(shown, unit_costs.map((c) => ({ id: c.id, says: c.says, each: c.each, cells: [c.payer, c.ledger, c.price_year, c.status, c.source] })));
    assert.ok(shown.length > 30 && shown.every(({ cells }) => cells.every((words) => words.trim() !== "")));
    const doubtful = await page.$$eval(".status.is-unverified", (all) => all.map((e) => e.textContent));
    assert.equal(doubtful.length, unit_costs.filter((c) => c.status_id === "unverified").length);
    assert.ok(doubtful.length > 0 && doubtful.every((words) => words === "Unverified"));
    await shot(page, "costs", { width: 1440, height: 900, fullPage: false });
    await shot(page, "costs-dark", { width: 1440, height: 900, dark: true, fullPage: false });
  });

  test("what is typed narrows the rows, in any order of its words", async () => {
    const page = await library(browser);
    await page.focus("#costs-search");
    await page.keyboard.type("prison");
    const want = unit_costs.filter((c) => holds(c, "prison")).map((c) => c.id);
    assert.deepEqual(await rows(page), want);
    assert.ok(want.length > 0 && want.length < unit_costs.length);
    assert.equal(await page.$eval(".costs-search [role=status]", (e) => e.textContent), `${want.length} found`);
    await page.keyboard.type(" DAY ");
    assert.deepEqual(await rows(page), unit_costs.filter((c) => holds(c, "prison") && holds(c, "day")).map((c) => c.id));
    await page.focus("#costs-search");
    await page.evaluate(() => document.activeElement.select());
    await page.keyboard.type("2022-23");
    assert.deepEqual(await rows(page), unit_costs.filter((c) => holds(c, "2022–23")).map((c) => c.id), "a year as it is typed");
    await page.keyboard.type(" zebra");
    assert.deepEqual(await rows(page), []);
    assert.equal(await page.evaluate(() => document.activeElement.id), "costs-search");
    await page.click("[data-act=costs]");
    await page.click("[data-act=costs]");
    assert.equal(await page.$eval("#costs-search", (e) => e.value), "2022-23 zebra", "what was looked for stays");
  });

  test("by keyboard: a cost is added as the engine does it, and taken out by Undo", async () => {
    const page = await library(browser);
    await page.evaluate(() => dispatchEvent(new Event("pagehide"))); // the draft is kept
    const before = await kept(page);
    const { id, act } = unit_costs.find((c) => c.id === "prison_year");
    const button = await page.$(`[data-cost=${id}] button`);
    assert.equal(await button.evaluate((b) => b.getAttribute("aria-label")), words.costs_add_named.replace("{name}", "a prison place, a year"));
    await button.press("Enter");
    const want = glue.act(before, act).draft;
    assert.equal(await kept(page), want);
    const told = await page.$eval(`[data-cost=${id}] [role=status]`, (e) => e.textContent);
    assert.equal(told, want === before ? "" : words.costs_added);
    assert.ok(await button.evaluate((b) => b === document.activeElement), "focus stays");
    await page.click("[data-act=undo]");
    assert.equal(await kept(page), before);
    assert.equal(await page.$eval(`[data-cost=${id}] [role=status]`, (e) => e.textContent), "");
  });

  browser.once("what has no number cannot be added", async () => {
    const page = await library(browser);
    const without = await page.$$eval(".cost:not(:has(button))", (all) => all.map((e) => e.dataset.cost));
    assert.deepEqual(without, unit_costs.filter((c) => c.act === "").map((c) => c.id));
  });

  browser.once("breaks no accessibility rule, wide or narrow, and fits a phone", async () => {
    const page = await library(browser);
    assert.deepEqual(await axe(page), []);
    const levels = await page.$$eval("h1, #costs h2, #costs h3", (all) => all.map((h) => Number(h.localName[1])));
    levels.reduce((last, level) => (assert.ok(level <= last + 1, `${levels}`), level));
    await page.setViewport({ width: 320, height: 640 });
    assert.ok(await fits(page));
    assert.deepEqual(await axe(page), []);
    await shot(page, "costs-phone", { width: 320, height: 900, fullPage: false });
    await shot(page, "costs-tablet", { width: 768, height: 900, fullPage: false });
    await shot(page, "costs-print", { width: 768, height: 900, print: true, fullPage: false });
  });
});
