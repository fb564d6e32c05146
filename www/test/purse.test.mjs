// Who pays and who gains, in the page: one payer and many who gain, one person and two payers, counting, and a fair share.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, forEachBrowser, open, settled, shot } from "./browser.mjs";

const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
const headline = (page) => page.$eval("#figure-panel .headline", (e) => e.textContent);
const remarks = (page) => page.$$eval("#figure-panel .remark", (all) => all.map((e) => e.textContent));
const drawn = (page) => page.waitForSelector("#figure-panel[aria-busy=false]");

/** A scheme's picture, of a page that remembers nothing. */
async function picture(browser, scheme, tab, width = 1440) {
  const page = await open(browser, "", { width, height: 1000 });
  await page.click(".scheme");
  await page.waitForSelector("#schemes");
  await page.click(`[data-scheme="${scheme}"]`);
  await page.waitForSelector(`[id="tab:${tab}"]`);
  await page.$eval(`[id="tab:${tab}"]`, (tab) => tab.click());
  await drawn(page);
  return page;
}

/** Chooses one side of a switch of the open picture, with the space bar. */
async function press(page, words) {
  const input = await page.evaluateHandle(
    (wanted) => [...document.querySelectorAll("#figure-panel .choose label")].find((l) => l.textContent.trim() === wanted)?.querySelector("input"),
    words,
  );
  await input.focus();
  await page.keyboard.press(" ");
  await drawn(page);
}

forEachBrowser((browser) => {
  test("the payer loses while the public purse gains, in a sentence, a picture and a table", async () => {
    const page = await picture(browser, "partnership", "gains");
    assert.equal(await headline(page), "The council loses £31,500 in cash, while the public purse gains £329,300.");
    assert.ok((await page.$$("#figure-panel svg [data-result]")).length >= 4);
    await shot(page, "purse", { width: 1440, height: 1000, fullPage: false });
    await press(page, "all public cash");
    assert.match(await headline(page), /gains £235,000.*£830,000/);
    await page.click("[data-act=undo]");
    await drawn(page);
    assert.match(await headline(page), /loses £31,500/);
    await page.setViewport({ width: 320, height: 640 });
    assert.ok(await fits(page));
    assert.deepEqual(await axe(page), []);
  });

  browser.once("it is said who would and who would not pay for treatment alone", async () => {
    const page = await picture(browser, "recovery", "gains");
    const [alone] = await remarks(page);
    assert.match(alone, /^Nobody would pay the £822,000 alone/);
    assert.match(alone, /the rest of the NHS/);
    assert.ok((await remarks(page)).some((r) => /never added up/.test(r)));
    assert.deepEqual(await axe(page), []);
  });

  browser.once("another rule for the overlap changes what both contracts pay for one more result", async () => {
    const page = await picture(browser, "leaver", "twice");
    const prices = () => page.$$eval('#figure-panel svg [data-result^="netted["]', (all) => all.map((e) => e.textContent));
    const before = await prices();
    assert.ok(before.includes("£5,600") && before.includes("£3,000"), `${before}`);
    await press(page, "By whose doing it is");
    const after = await prices();
    assert.ok(!after.includes("£5,600"), `${after}`);
    await press(page, "The larger pays");
    assert.ok((await prices()).includes("£5,600") && !(await prices()).includes("£3,000"));
    assert.deepEqual(await axe(page), []);
  });

  test("a pooled budget is chosen with one press, and stands in the form and the ledger", async () => {
    const page = await picture(browser, "partnership", "pool");
    await press(page, "by Shapley value");
    assert.match(await headline(page), /shared by Shapley value/);
    assert.match(await page.$eval(".contract", (e) => e.textContent), /one budget/);
    await page.click(".ledger summary");
    const flows = await page.$$eval(".ledger tbody th", (all) => all.map((e) => e.textContent));
    assert.ok(flows.some((f) => /→ the pooled budget/i.test(f)), `${flows}`);
  });

  browser.once("both readings of the published formula are a press apart", async () => {
    const page = await picture(browser, "ljr", "payments_by_kind");
    const paid = () => page.$eval('#answer [data-result="paid"]', (e) => e.textContent);
    // a tenth of demand is half of £1.08m × .1 and all beyond: less than £162,000 on average, as luck is cut off at a fifth
    await settled(page);
    const [first] = [await paid()];
    assert.match(first, /^£15\d,000$/);
    const button = await page.evaluateHandle(() => [...document.querySelectorAll("button")].find((b) => b.textContent.trim() === "half share"));
    await button.focus();
    await page.keyboard.press("Enter");
    await settled(page);
    assert.match(await paid(), /^£10\d,000$/);
    assert.notEqual(await paid(), first);
  });
});
