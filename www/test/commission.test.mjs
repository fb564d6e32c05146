// The door "I am commissioning": the purpose first, one verdict, terms opened in the calculator; by keyboard, on a phone, on paper.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as glue from "../gen/pbr.js";
import { axe, forEachBrowser, open, shot } from "./browser.mjs";

glue.initSync({ module: await readFile(new URL("../gen/pbr_bg.wasm", import.meta.url)) });
const { draft } = glue.catalogue("en").schemes.find(({ id }) => id === "commission");
const { questions } = glue.evaluate(draft, undefined, 0).views[0].door;

/** What the engine tells a commissioner of this draft. */
function told(draft) {
  const run = new glue.Run(draft, undefined, 0, 'ask:{"is":"commission"}');
  for (;;) {
    const { done, total, asked } = run.step(1 << 12);
    if (done === total) return asked.commissioned;
  }
}

const plain = (parts) => parts.map((part) => part.text).join("");
const text = (page, selector) => page.$eval(selector, (e) => e.value ?? e.textContent.trim());
const kept = (page) => page.evaluate(() => localStorage.getItem("pbr.draft"));
/** Every candidate is tried, and what is told is told of the draft as it stands. */
const settled = (page) =>
  page.waitForFunction(() => document.querySelector("#commission .found:not(.is-stale) [data-verdict]") && !document.querySelector("#commission .working"), { timeout: 120_000 });
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
const at = (id) => `#commission [data-input$="${id}"]`;

/** The door, of a page that remembers nothing. */
async function door(browser) {
  const page = await open(browser);
  await page.click("[data-act=commission]");
  await settled(page);
  return page;
}

forEachBrowser((browser) => {
  test("opens on an example of its own with the purpose first, and says what the engine says", async () => {
    const page = await door(browser);
    assert.equal(await page.evaluate(() => document.activeElement.id), "commission");
    assert.match(await page.title(), /^I am commissioning/);
    assert.equal(await page.evaluate(() => location.hash), "#commission");
    const asks = await page.$$eval(".questions li > label:first-child, .questions .asks", (all) => all.map((e) => e.textContent));
    assert.deepEqual(asks, questions.map((q) => q.asks));
    const c = told(draft);
    assert.equal(await text(page, ".verdict .said"), plain(c.verdict));
    assert.deepEqual(await page.$$eval("#commission .offer h4", (all) => all.map((e) => e.textContent)), c.proposals.map((p) => p.title));
    const said = await page.$$eval("#commission .offer p, #commission .findings section > p", (all) => all.map((e) => e.textContent));
    for (const { says } of c.sections) assert.ok(said.includes(plain(says)), plain(says));
    await shot(page, "commission", { width: 1440, height: 900 });
  });

  test("by keyboard: from the first question to a proposal in the calculator, one step that can be undone", async () => {
    const page = await door(browser);
    const radio = await page.$("#commission .picks input:checked");
    await radio.focus();
    await page.keyboard.press("ArrowDown"); // better results → lower cost
    await settled(page);
    assert.equal(JSON.parse(await kept(page)).scenarios[0].purpose, "cheaper");
    await page.focus(at("year_budget"));
    await page.keyboard.type("1.2m");
    await page.keyboard.press("Enter");
    await settled(page);
    const before = await kept(page);
    assert.equal(JSON.parse(before).scenarios[0].year_budget.v, 1_200_000);
    const c = told(before);
    assert.equal(await text(page, ".verdict .said"), plain(c.verdict));
    await page.focus("#commission [data-act=open-proposal]");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => location.hash), "#calculator");
    assert.equal(await kept(page), c.proposals[0].draft);
    await page.click("[data-act=undo]");
    assert.equal(await kept(page), before);
  });

  browser.once("published figures, “I don't know”, and a no", async () => {
    const page = await door(browser);
    const fields = await page.$$("#commission [name=commission-field]");
    await fields[0].press(" ");
    await settled(page);
    assert.equal(await text(page, at("responds.p0")), "8.6");
    assert.match(await text(page, ".questions"), /Published|Calculated/);
    const box = await page.$('[aria-labelledby^="unknown:"][aria-labelledby*="value.result"]');
    await box.press(" ");
    await settled(page);
    assert.match(await text(page, ".because"), /you do not know|do not know does not decide/i);
    await page.focus(at("value.result"));
    await page.keyboard.type("£1,000");
    await page.keyboard.press("Enter");
    await settled(page);
    assert.equal(await text(page, ".verdict .said"), "Do not use payment by results here.");
    assert.equal(await page.$("#commission .offer"), null);
  });

  test("a mistake is told at its question and on top; what was found stays, marked as older", async () => {
    const page = await door(browser);
    await page.focus(at("year_budget"));
    await page.keyboard.type("much");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#commission [data-errors]");
    assert.ok(await page.$("#commission .found.is-stale .stale"));
    assert.equal(await text(page, at("year_budget")), "much");
  });

  browser.once("breaks no accessibility rule, wide or narrow, light or dark, and fits a phone", async () => {
    const page = await door(browser);
    assert.deepEqual(await axe(page), []);
    const levels = await page.$$eval("h1, #commission h2, #commission h3, #commission h4", (all) => all.map((h) => Number(h.localName[1])));
    levels.reduce((last, level) => (assert.ok(level <= last + 1, `${levels}`), level));
    await shot(page, "commission-dark", { width: 768, height: 900, dark: true });
    await page.setViewport({ width: 320, height: 640 });
    assert.ok(await fits(page));
    assert.deepEqual(await axe(page), []);
    await shot(page, "commission-phone", { width: 320, height: 640 });
  });

  test("on paper: the answers that were given, and a line to sign", { skip: browser.name !== "Chromium" }, async () => {
    const page = await door(browser);
    await page.emulateMediaType("print");
    const seen = await page.$$eval("#commission .signed, #commission .given", (all) => all.map((e) => e.checkVisibility()));
    assert.deepEqual(seen, [true, true]);
    assert.equal(await page.$eval("#commission .contract", (e) => e.checkVisibility()), false);
    assert.match(await text(page, "#commission .given"), /How many people will start, in all\? 900/);
    await page.emulateMediaType("screen");
    assert.equal(await page.$eval("#commission .signed", (e) => e.checkVisibility()), false);
  });
});
