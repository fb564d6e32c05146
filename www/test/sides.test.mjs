// Four views of one scenario: the same numbers as each side is told them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, forEachBrowser, open, shot } from "./browser.mjs";
import { schemes, settled } from "./engine.mjs";

const plain = (parts) => parts.map(({ text }) => text).join("");

forEachBrowser((browser) => {
  test("each side is told the same numbers in its own words, by keyboard", async () => {
    const page = await open(browser);
    const { sides, results } = settled(schemes[0].draft);
    // all futures are drawn
    await page.waitForSelector("html[data-settled]", { timeout: 60_000 });
    for (const { voice, says } of sides) {
      await page.focus(`[data-side=${voice}]`);
      await page.keyboard.press("Enter");
      assert.equal(await page.$eval(`[data-side=${voice}]`, (b) => b.getAttribute("aria-pressed")), "true");
      assert.deepEqual(await page.$$eval(".side-told p", (all) => all.map((p) => p.textContent)), says.map(plain));
      for (const [id, text] of await page.$$eval(".side-told [data-result]", (all) => all.map((e) => [e.dataset.result, e.textContent]))) {
        assert.equal(text.replace("−", ""), results.find((r) => r.id === id).text.replace("−", ""), id);
      }
      assert.deepEqual(await axe(page), []);
    }
    await shot(page, "sides", { width: 1440, height: 900, fullPage: false });
    await page.keyboard.press("Enter");
    assert.equal(await page.$(".side-told"), null, "nobody in particular");
    assert.equal(await page.$eval("[data-act=undo]", (b) => b.getAttribute("aria-disabled")), "true", "who is told is no edit");
  });
});
