// "Forget everything on this computer": every key goes, nothing comes back on leaving, and the page says so.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { axe, forEachBrowser, open, shot } from "./browser.mjs";
import { words } from "./engine.mjs";

const kept = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("pbr.")).sort());
const forget = (page) => page.evaluate(() => [...document.querySelectorAll(".foot button")].at(-1).click());
const leave = (page) => page.evaluate(() => dispatchEvent(new Event("pagehide")));
const told = (page) => page.$eval(".foot [role=status]", (e) => e.textContent);
const denied = (tab) => tab.evaluateOnNewDocument(() => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("denied", "SecurityError"); } }));

/** What is kept after all that keeps something, but for a stage. */
async function busy(page) {
  await page.click("[data-act=theme]");
  await page.click(".contract [data-input]");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.$eval("[role=switch]", (b) => b.click());
  await leave(page);
}

forEachBrowser((browser) => {
  test("every key goes, and none comes back on leaving, on looking on, or with a reload", async () => {
    const page = await open(browser);
    await busy(page);
    assert.deepEqual(await kept(page), ["pbr.draft", "pbr.history", "pbr.tables", "pbr.theme"]);
    await page.evaluate(() => localStorage.setItem("pbr.stage", "front1:2"));
    await forget(page);
    assert.deepEqual(await kept(page), []);
    assert.equal(await told(page), words.forgotten);
    assert.deepEqual(await axe(page), []);
    await shot(page, "forgotten", { width: 1440, height: 900 });
    // looking on changes nothing that would have to be kept
    await page.click("[data-act=theme]");
    await page.$eval("[role=switch]", (b) => b.click());
    await page.focus(".contract [data-input]");
    await page.keyboard.press("Enter");
    await page.click(".places [data-act=method]");
    await leave(page);
    assert.deepEqual(await kept(page), []);
    assert.equal(await told(page), words.forgotten);
    await page.reload();
    await page.waitForSelector("html[data-ready]");
    assert.equal(await page.$eval(".scheme-name", (e) => e.textContent), "Three groups, one price");
  });

  test("the next change is kept again, and the page no longer says that nothing is", async () => {
    const page = await open(browser);
    await forget(page);
    await page.click(".contract [data-input]");
    await page.keyboard.press("ArrowUp");
    assert.equal(await told(page), "");
    await leave(page);
    assert.deepEqual(await kept(page), ["pbr.draft", "pbr.history"]);
    await forget(page);
  });

  test("a link that stands in the address goes too", async () => {
    const page = await open(browser);
    await page.click("[data-act=link]");
    await page.click("[data-act=place]");
    await forget(page);
    assert.equal(await page.evaluate(() => location.hash), "#calculator");
  });

  test("what one tab forgets another does not write again", async () => {
    const one = await open(browser);
    const two = await open(browser);
    await one.bringToFront(); // one in the background draws no frame
    await busy(one);
    await two.bringToFront();
    await two.waitForFunction(() => "pbr.draft" in localStorage); // tabs tell one another within a moment
    await forget(two);
    await one.bringToFront();
    await one.waitForFunction(() => Object.keys(localStorage).every((key) => !key.startsWith("pbr.")));
    await leave(one);
    assert.deepEqual(await kept(one), []);
  });

  test("the note is true of a file, and where nothing can be kept", async () => {
    const page = await open(browser);
    const note = () => page.$eval(".foot", (e) => e.textContent);
    assert.ok((await note()).includes(words.forget_note) && (await note()).includes(words.forget_shared));
    const closed = await open(browser, "", { before: denied });
    const said = await closed.$eval(".foot", (e) => e.textContent);
    assert.ok(said.includes(words.forget_none) && !said.includes(words.forget_note) && !said.includes(words.forget_shared));
  });

  test("no other file of the page names what lasts", async () => {
    const script = await readFile(new URL("../store.ts", import.meta.url), "utf8");
    const keys = /const KEPT = \[([^\]]+)\]/.exec(script)[1].match(/\w+/g);
    const page = await open(browser, "#it");
    const text = await page.$eval("#it", (e) => e.textContent);
    // each key, and the words by which an IT team is told of it
    const said = { draft: "the contract as last typed", history: "the steps that led to it", shelf: "the scenarios that you keep by name", tables: "tables stand in place of pictures", theme: "light or dark", stage: "how far a talk on the stage has come" };
    for (const key of keys) assert.ok(text.includes(said[key]), `${key} is kept: say so in the half page for an IT team`);
  });
});
