// The door "I am bidding": nine questions, a verdict, what to take away; by keyboard, on a phone, on one sheet of paper.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as glue from "../gen/pbr.js";
import { axe, forEachBrowser, open, shot } from "./browser.mjs";

glue.initSync({ module: await readFile(new URL("../gen/pbr_bg.wasm", import.meta.url)) });
const { draft } = glue.catalogue("en").schemes.find(({ id }) => id === "bid");

/** What the engine tells a bidder of this draft, every future drawn. */
function told(draft) {
  const run = new glue.Run(draft, undefined, 0, "futures");
  for (;;) {
    const { done, total, door } = run.step(1 << 14);
    if (done === total) return door;
  }
}

const { questions } = told(draft);
const at = ({ path }) => `#bid [data-input="${path}"]`;
const PRICE = questions[4];
const text = (page, selector) => page.$eval(selector, (e) => e.value ?? e.textContent.trim());
const kept = (page) => page.evaluate(() => localStorage.getItem("pbr.draft"));
const plain = (parts) => parts.map((part) => part.text).join("");
const settled = (page) => page.waitForSelector("#bid .offer");
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

/** The door, of a page that remembers nothing. */
async function door(browser, width = 1440) {
  const page = await open(browser, "", { width });
  await page.click("[data-act=bid]");
  await settled(page);
  return page;
}

forEachBrowser((browser) => {
  test("opens on an example of its own, says what it comes to, and leads back to the calculator with it", async () => {
    const page = await door(browser);
    assert.equal(await page.evaluate(() => document.activeElement.id), "bid");
    assert.match(await page.title(), /^I am bidding/);
    assert.deepEqual(await page.$$eval(".questions li > label:first-child", (all) => all.map((e) => e.textContent)), questions.map((q) => q.asks));
    const { findings, provenance } = told(draft);
    assert.equal(await text(page, ".verdict .said"), plain(findings.verdict));
    assert.equal(await text(page, ".verdict .muted"), plain(provenance));
    assert.deepEqual(await page.$$eval(".findings h3", (all) => all.slice(0, 3).map((e) => e.textContent)), findings.answers.map((a) => a.title));
    await shot(page, "door", { width: 1440, height: 900 });
    await page.click("[data-act=calculator]");
    assert.equal(await page.$("#bid"), null);
    assert.equal(await page.$eval(`.desk [data-input="${PRICE.path}"]`, (e) => e.value), "£3,750");
    await page.click("[data-act=undo]");
    assert.notEqual(await page.$eval(".scheme-name", (e) => e.textContent), "A bid", "what stood before is an Undo away");
  });

  browser.once("every number in it is the engine's, in the engine's words", async () => {
    const page = await door(browser);
    const said = new Map();
    (function hear(node) {
      if (Array.isArray(node)) node.forEach(hear);
      else if (node && typeof node === "object") {
        if (node.result) said.set(node.result, [...(said.get(node.result) ?? []), node.text]);
        Object.values(node).forEach(hear);
      }
    })(told(draft));
    const shown = await page.$$eval("#bid [data-result]", (all) => all.map((e) => [e.dataset.result, e.textContent]));
    assert.ok(shown.length > 25);
    for (const [result, words] of shown) assert.ok(said.get(result)?.includes(words), `${result}: ${words}`);
  });

  browser.once("what is found leads to how it is worked out, and that to numbers which no question asks", async () => {
    const page = await door(browser);
    await page.focus("[data-explain=bid]");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#trail-bid [data-trail=margin]");
    assert.equal(await page.$eval(".found [data-teach]", (b) => b.dataset.teach), "bid");
    assert.deepEqual(await axe(page), []);
    const elsewhere = await page.$$eval("#trail-bid .jump", (all) => {
      const jump = all.find((b) => !document.getElementById(`field:${b.nextElementSibling.dataset.inputShown}`));
      jump.click();
      return jump.nextElementSibling.dataset.inputShown;
    });
    await page.waitForFunction((path) => document.activeElement.dataset.input === path, {}, elsewhere);
    assert.equal(await page.$("#bid"), null);
  });
  test("by keyboard: a question is typed, stepped, undone; a burst is one step", async () => {
    const page = await door(browser);
    await page.focus(at(PRICE));
    assert.equal(await page.$eval(at(PRICE), (e) => e.getAttribute("aria-label")), `${PRICE.asks}, Example`);
    assert.equal(await page.$eval("#bid [data-panel] .hint", (e) => e.textContent), PRICE.hint);
    await page.keyboard.type("9000");
    const typed = glue.edit(draft, PRICE.path, "9000").draft;
    assert.equal(await text(page, ".verdict .said"), plain(glue.evaluate(typed, undefined, 0).views[0].door.findings.verdict));
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector(".verdict .muted").textContent.startsWith("8 of 9"));
    await page.keyboard.press("ArrowUp");
    assert.notEqual(await text(page, at(PRICE)), "£9,000");
    await page.keyboard.press("Enter");
    await page.click("[data-act=undo]");
    assert.equal(await text(page, at(PRICE)), "£9,000");
    await page.click("[data-act=undo]");
    assert.equal(await text(page, at(PRICE)), "£3,750");
  });

  test("a mistake is told at its question and on top; what was found stays, marked as older", async () => {
    const page = await door(browser);
    await page.focus(at(PRICE));
    await page.keyboard.type("much");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#bid [data-errors]");
    assert.ok(await page.$("#bid .found.is-stale .stale"));
    assert.ok((await text(page, ".verdict .said")) !== "");
    assert.equal(await text(page, at(PRICE)), "much");
    await page.focus(at(questions[0]));
    await page.click(`[data-issue="${PRICE.path}"]`);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.input), PRICE.path);
  });

  browser.once("“I don't know” and the readings that many would choose", async () => {
    const page = await door(browser);
    const box = (await page.$$(".unknown input"))[0];
    await box.press(" ");
    assert.equal(await box.evaluate((e) => e.checked), true);
    assert.match(await text(page, ".findings"), /You do not know/);
    await box.press(" ");
    assert.equal(await box.evaluate((e) => e.checked), false);
    const [steady] = await page.$$(".questions .also button");
    await steady.press("Enter");
    assert.equal(await steady.evaluate((e) => e.ariaPressed), "true");
    assert.equal(await text(page, at(questions[8])), "1.5");
  });

  browser.once("terms to ask for are tried with one press", async () => {
    const page = await door(browser);
    const before = await kept(page);
    await page.$eval("#bid .offer .button", (b) => b.click());
    assert.notEqual(await kept(page), before);
    await page.click("[data-act=undo]");
    assert.equal(await kept(page), before);
  });

  test("the words to paste are the engine's, and selected if the browser does not let the page copy", async () => {
    const page = await door(browser);
    assert.equal(await page.$eval("#paste-text", (e) => e.value), told(draft).findings.paste);
    await page.$eval("#bid [data-act=copy]", (b) => b.click());
    await page.waitForFunction(() => document.querySelector(".paste [role=status]").textContent !== "");
    assert.ok(await page.$eval("#paste-text", (e) => e.selectionEnd - e.selectionStart === e.value.length));
  });

  browser.once("breaks no accessibility rule, wide or narrow, and fits a phone", async () => {
    const page = await door(browser);
    assert.deepEqual(await axe(page), []);
    const levels = await page.$$eval("h1, #bid h2, #bid h3, #bid h4", (all) => all.map((h) => Number(h.localName[1])));
    levels.reduce((last, level) => (assert.ok(level <= last + 1, `${levels}`), level));
    await page.setViewport({ width: 320, height: 640 });
    await page.focus(at(PRICE));
    assert.ok(await fits(page));
    assert.deepEqual(await axe(page), []);
    assert.ok(await page.$eval(".verdict", (e) => e.getBoundingClientRect().top >= 0), "in view, far down the questions");
    const [foot, top] = await page.evaluate(() => {
      scrollTo({ top: 0, behavior: "instant" });
      const box = (selector) => document.querySelector(selector).getBoundingClientRect();
      return [box(".verdict").bottom, box(".questions").top];
    });
    assert.ok(foot <= top, `${foot} ${top}`);
    await shot(page, "door-phone", { width: 320, height: 640 });
  });

  test("one sheet of paper", { skip: browser.name !== "Chromium" }, async () => {
    const page = await door(browser);
    await (await page.$$(".unknown input"))[0].press(" ");
    await page.waitForFunction(() => document.documentElement.dataset.settled && document.querySelector("#bid .offer"));
    const pdf = Buffer.from(await page.pdf({ format: "A4" })).toString("latin1");
    assert.equal(pdf.match(/\/Type\s*\/Page\b(?!s)/g).length, 1);
  });
});
