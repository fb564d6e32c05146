// A link without prices: whoever opens it finds gaps that ask for their own numbers, fills them in, and gets the answer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, forEachBrowser, open, shot } from "./browser.mjs";
import { glue, schemes, words } from "./engine.mjs";

const scheme = schemes.find(({ id }) => id === "front1_block");
const inputs = glue.evaluate(scheme.draft, undefined, 0).views[0].inputs;
const private_ = glue.without(scheme.draft, "prices");
const gaps = glue.evaluate(private_, undefined, 0).views[0].inputs.filter((i) => i.text === "").map((i) => i.path);
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
const at = (path) => `.contract [data-input="${path}"]`;

forEachBrowser((browser) => {
  test("stands beside the link, says what it leaves out, and holds no price", async () => {
    const page = await open(browser, `#${glue.encode(scheme.draft)}`);
    await page.click("[data-act=link]");
    const url = await page.$eval("#bare-text", (field) => field.value);
    const whole = await page.$eval("#link-text", (field) => field.value);
    assert.notEqual(url, whole);
    assert.equal(glue.decode(url).draft, private_);
    assert.ok((await page.$eval("#link", (e) => e.textContent)).includes(words.bare_note_prices));
    await page.$eval("#bare-text", (field) => field.parentElement.querySelector("[data-act=copy]").click());
    await page.waitForFunction(() => document.querySelector("#link [role=status]").textContent !== "");
    assert.deepEqual(await axe(page), []);
    for (const width of [320, 768, 1440]) {
      await page.setViewport({ width, height: 900 });
      assert.ok(await fits(page), `${width}`);
    }
  });

  test("leaves out one side's own numbers instead, and says which", async () => {
    const page = await open(browser, `#${glue.encode(scheme.draft)}`);
    await page.click("[data-act=link]");
    for (const secret of ["provider", "investor", "commissioner", "prices"]) {
      await page.select("#bare-of", secret);
      const url = await page.$eval("#bare-text", (field) => field.value);
      assert.equal(glue.decode(url).draft, glue.without(scheme.draft, secret));
      assert.ok((await page.$eval("#link", (e) => e.textContent)).includes(words[`bare_note_${secret}`]));
    }
    assert.deepEqual(await axe(page), []);
  });

  test("its reader finds gaps, each asking for a number, and the answer once they are filled in", async () => {
    const page = await open(browser, `#${glue.encode(private_)}`);
    assert.ok(gaps.length >= 4);
    assert.equal(await page.$eval("[data-errors] h2", (e) => e.textContent), words.errors_left_out);
    assert.equal((await page.$$("[data-errors] li")).length, gaps.length);
    assert.equal(await page.$(".said"), null, "nothing stands in for what is not there");
    assert.deepEqual(await axe(page), []);
    await shot(page, "private", { width: 1440, height: 900 });
    await shot(page, "private-dark", { width: 768, height: 900, dark: true });
    await shot(page, "private-phone", { width: 320, height: 900 });
    assert.ok(await fits(page));
    await page.setViewport({ width: 1440, height: 900 });
    for (const path of gaps) {
      await page.click(`[data-issue="${path}"]`);
      assert.equal(await page.evaluate(() => document.activeElement.dataset.input), path);
      assert.equal(await page.$eval(at(path), (field) => field.value), "");
      assert.ok((await page.$eval(`[data-panel="${path}"]`, (e) => e.textContent)).includes(words["issue.left_out"]), "told at the field too");
      await page.keyboard.type(`${inputs.find((i) => i.path === path).value}`);
      await page.keyboard.press("Enter");
    }
    assert.equal(await page.$("[data-errors]"), null);
    const told = (text) => text.map((s) => s.map((part) => part.text).join("")).join(" ");
    assert.equal(await page.$eval(".said", (e) => e.textContent), told(glue.evaluate(scheme.draft, undefined, 0).views[0].answer.sentences));
  });
});
