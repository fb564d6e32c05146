// The tool "ask": questions of the trade, any number against any result, three bids; by keyboard, with its mistakes, on a phone.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as glue from "../gen/pbr.js";
import { axe, forEachBrowser, open, shot } from "./browser.mjs";

glue.initSync({ module: await readFile(new URL("../gen/pbr_bg.wasm", import.meta.url)) });
const { draft } = glue.catalogue("en").schemes[0];
const PRICE = "scenarios[0].contracts[0].payments[0].pay.of.rate";

/** What the engine answers to a question about this draft. */
function told(draft, question) {
  const run = new glue.Run(draft, undefined, 0, `ask:${JSON.stringify(question)}`);
  for (;;) {
    const { done, total, asked } = run.step(1 << 12);
    if (done === total) return asked;
  }
}

const plain = (parts) => parts.map((part) => part.text).join("");
const text = (page, selector) => page.$eval(selector, (e) => e.value ?? e.textContent.trim());
const kept = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("pbr.draft")));
const lines = (page) => page.$$eval("#ask-answer > p:not(.working)", (all) => all.map((p) => p.textContent));
const shown = (page, first) => page.waitForFunction((first) => document.querySelector("#ask-answer > p:not(.working)")?.textContent === first, { timeout: 120_000 }, first);
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

/** The tool, open, on a page that remembers nothing. */
async function tool(browser) {
  const page = await open(browser);
  await page.focus("[data-tool=ask]");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".ask");
  return page;
}

forEachBrowser((browser) => {
  test("a question of the trade is asked by keyboard, answered in the engine's words, and its value used in one step", async () => {
    const page = await tool(browser);
    const before = await text(page, `.desk [data-input="${PRICE}"]`);
    await page.focus("[data-question=nobody]");
    await page.keyboard.press("Enter");
    const asked = told(draft, { is: "nobody", value: "" });
    await shown(page, plain(asked.says[0]));
    assert.deepEqual(await lines(page), asked.says.map(plain));
    assert.equal(await page.evaluate(() => document.activeElement.id), "ask-answer", "whoever asks is taken to the answer");
    await page.waitForFunction((first) => document.querySelector("[data-spoken]").textContent === first, {}, plain(asked.says[0]));
    assert.equal(await page.$eval("[data-question=nobody]", (b) => b.ariaPressed), "true");
    const results = await page.$$eval("#ask-answer [data-result]", (all) => all.map((e) => [e.dataset.result, e.textContent]));
    const said = asked.says.flat().filter((p) => p.result).map((p) => [p.result, p.text]);
    assert.deepEqual(results, said);
    await page.focus("#ask-answer [data-act=use]");
    await page.keyboard.press("Enter");
    assert.equal(await text(page, `.desk [data-input="${PRICE}"]`), "£12,501");
    await page.click("[data-act=undo]");
    assert.equal(await text(page, `.desk [data-input="${PRICE}"]`), before, "one step");
  });

  test("a question with a number tells its mistake at the field, and keeps what was typed", async () => {
    const page = await tool(browser);
    const type = async (words) => {
      await page.focus("#ask-budget");
      await page.$eval("#ask-budget", (e) => e.select());
      await page.keyboard.type(words);
      await page.keyboard.press("Enter");
    };
    await type("a lot");
    await page.waitForSelector("#ask-budget-issue");
    assert.equal(await text(page, "#ask-budget-issue"), "Enter a sum, like £500,000");
    assert.deepEqual(await page.$eval("#ask-budget", (e) => [e.value, e.ariaInvalid, e.getAttribute("aria-describedby")]), ["a lot", "true", "ask-budget-issue"]);
    assert.deepEqual(await axe(page), []);
    await type("900k");
    await shown(page, plain(told(draft, { is: "budget", value: "900k" }).says[0]));
    assert.equal(await page.$("#ask-budget-issue"), null);
  });

  browser.once("any number against any result: searched by name, sought, and no answer names what binds", async () => {
    const page = await tool(browser);
    await page.type("#ask-find", "results price");
    assert.deepEqual(await page.$$eval("#ask-input option", (all) => all.map((o) => o.value)), [PRICE]);
    await page.select("#ask-result", "unhelped");
    await page.select("#ask-want", "most");
    await page.$eval("#ask-value", (e) => e.select());
    await page.type("#ask-value", "0");
    await page.click("[data-question=seek]");
    const question = { is: "seek", input: PRICE, result: "unhelped", want: "most", value: "0", prefer: "lowest" };
    await shown(page, plain(told(draft, question).says[0]));
    await page.select("#ask-result", "successes");
    await page.select("#ask-want", "least");
    await page.$eval("#ask-value", (e) => e.select());
    await page.type("#ask-value", "900");
    await page.click("[data-question=seek]");
    await page.waitForFunction(() => document.querySelector("#ask-answer").textContent.includes("What binds is the range"), { timeout: 120_000 });
    await page.type("#ask-find", " nothing like it");
    assert.equal(await page.$("#ask-input"), null);
  });

  browser.once("bids are fields of the draft: added, changed, compared, taken out", async () => {
    const page = await tool(browser);
    await page.focus("[data-act=bid-add]");
    await page.keyboard.press("Enter");
    await page.click("[data-act=bid-add]");
    await page.waitForFunction(() => document.querySelectorAll(".ask-bids tbody tr").length === 2, { timeout: 120_000 });
    const field = '.one-bid:nth-child(2) [data-input$="bids[1].price"]';
    await page.focus(field);
    await page.keyboard.type("3000");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector(".ask-bids .ask-told")?.textContent.includes("Abnormally low"), { timeout: 120_000 });
    assert.deepEqual((await kept(page)).scenarios[0].bids.map((b) => b.price.v), [5000, 3000]);
    assert.deepEqual(await axe(page), []);
    await shot(page, "ask", { width: 1440, height: 900 });
    await page.focus(".one-bid:nth-child(2) [data-act=bid-remove]");
    await page.keyboard.press("Enter");
    assert.equal(await page.$$eval(".one-bid", (all) => all.length), 1);
    await page.click("[data-act=undo]");
    assert.equal(await page.$$eval(".one-bid", (all) => all.length), 2);
  });

  browser.once("fits a phone and breaks no accessibility rule", async () => {
    const page = await tool(browser);
    await page.click("[data-question=carry]");
    await shown(page, plain(told(draft, { is: "carry", value: "" }).says[0]));
    assert.deepEqual(await axe(page), []);
    await page.setViewport({ width: 320, height: 640 });
    assert.ok(await fits(page));
    assert.deepEqual(await axe(page), []);
    await shot(page, "ask-phone", { width: 320, height: 640 });
    await shot(page, "ask-dark", { width: 768, height: 900, dark: true });
  });
});
