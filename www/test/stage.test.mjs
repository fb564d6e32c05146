// The stage: a scheme told by keyboard alone, resumed after the reload of a clicker, large enough for the last row.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, forEachBrowser, open as opened, shot } from "./browser.mjs";
import { glue, schemes } from "./engine.mjs";

const card = schemes.find((s) => s.id === "work_programme");
const told = glue.scheme(card.id, "en");
const words = (parts) => parts.map((part) => part.text).join("");
const spaced = (text) => text.replace(/\s+/g, " ").trim();
const step = (page) => page.$eval("#slide", (e) => Number(e.dataset.step));
const says = async (page) => spaced(await page.$eval("#slide", (e) => e.textContent));

/** The scheme on a full screen, of a page that remembers nothing. */
async function present(browser, width = 1920, height = 1080) {
  const page = await opened(browser);
  await page.setViewport({ width, height });
  await page.evaluate(() => [...document.querySelectorAll(".foot button")].at(-1).click());
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  await page.click("[data-act=record]");
  await page.focus(`[data-present="${card.id}"]`);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".stage-foot")?.textContent.includes("1 of 7"));
  return page;
}

forEachBrowser((browser) => {
  test("every step is reached by page keys and says its one thing", async () => {
    const page = await present(browser);
    assert.equal(await page.evaluate(() => document.activeElement.id), "slide");
    const [what, paid, pro, contra, ended, unsettled] = card.story.map((line) => line.text);
    const steps = [[card.name, what], [paid], [told.answer.map(words).join(" ")], [told.picture.question, words(told.picture.headline)], [ended, told.record[0].value], [pro, contra], [unsettled]];
    for (const [i, wanted] of steps.entries()) {
      assert.equal(await step(page), i);
      const text = await says(page);
      for (const want of wanted) assert.ok(text.includes(spaced(want)), `${i}: ${want}`);
      assert.deepEqual(await axe(page), [], `step ${i}`);
      const [least, high, wide] = await page.evaluate(() => {
        const picture = document.querySelector(".stage-picture");
        const zoom = picture ? Number(getComputedStyle(picture).zoom) : 1;
        const worded = [...document.querySelectorAll(".stage *")].filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()));
        const sizes = worded.map((e) => parseFloat(getComputedStyle(e).fontSize) * (e.closest("svg") ? zoom : 1));
        return [Math.min(...sizes), document.documentElement.scrollHeight, document.documentElement.scrollWidth];
      });
      assert.ok(least >= 28, `step ${i}: ${least} px`);
      assert.ok(high <= 1081 && wide <= 1920, `step ${i}: ${wide} × ${high} px`);
      await shot(page, `stage-${i}`, { width: 1920, height: 1080, dark: true, fullPage: false });
      await page.keyboard.press("PageDown");
    }
    assert.equal(await step(page), steps.length - 1, "the last step stays");
    await page.keyboard.press("Home");
    assert.equal(await step(page), 0);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press(" ");
    await page.keyboard.press("PageUp");
    assert.equal(await step(page), 1);
  });

  test("a reload comes back to the same step; Escape leaves to where it began, and it is not found again", async () => {
    const page = await present(browser);
    await page.keyboard.press("PageDown");
    await page.keyboard.press("PageDown");
    await page.reload();
    await page.waitForSelector("html[data-ready]");
    assert.equal(await step(page), 2);
    await page.keyboard.press("Escape");
    assert.equal(await page.$("#slide"), null);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.present), card.id);
    await page.reload();
    await page.waitForSelector("html[data-ready]");
    assert.equal(await page.$("#slide"), null);
    await page.click("[data-act=calculator]");
    // the calculator behind it draws at its own width, though it was hidden when the page began
    assert.ok(await page.waitForSelector("svg.chart"));
  });

  test("on a phone nothing scrolls sideways and the buttons do what the keys do", async () => {
    const page = await present(browser, 320, 640);
    for (let i = 0; i < 6; i += 1) {
      assert.equal(await step(page), i);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${i}`);
      await page.click(".stage-acts button:nth-of-type(2)");
    }
    assert.equal(await step(page), 6);
    await page.click("[data-act=leave]");
    assert.equal(await page.$("#slide"), null);
  });
});
