// Half a page for an IT team: true to the file it stands in, and on one sheet.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { axe, forEachBrowser, open, pageUrl, shot } from "./browser.mjs";

const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

forEachBrowser((browser) => {
  test("is a step from the foot of every place, and from the method", async () => {
    const page = await open(browser);
    for (const [place, link] of [["calculator", ".foot"], ["schemes", ".foot"], ["costs", ".foot"], ["bid", ".foot"], ["method", ".foot"], ["method", "#method"]]) {
      await page.evaluate((place) => (location.hash = place), place);
      await page.waitForFunction(() => !document.querySelector("#it"));
      await page.$eval(`${link} [data-act=it]`, (a) => a.click());
      await page.waitForFunction(() => document.activeElement.id === "it");
      assert.equal(await page.evaluate(() => location.hash), "#it");
      assert.match(await page.title(), /^For your IT team/);
    }
  });

  test("shows the policy and the notices of the very file, letter for letter", async () => {
    const file = await readFile(new URL(pageUrl), "utf8");
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(file);
    const page = await open(browser, "#it");
    assert.equal(await page.$eval("#it .policy", (e) => e.textContent), policy);
    assert.match(policy, /^default-src 'none'/);
    await page.$eval("#it summary", (e) => e.click());
    const [shown, carried] = await page.evaluate(() => [document.querySelector(".notices").textContent, document.getElementById("notices").textContent]);
    assert.equal(shown, carried);
    assert.ok(shown.length > 10_000);
    assert.deepEqual(await axe(page), []);
    for (const link of await page.$$eval("a[href]", (all) => all.map((a) => a.getAttribute("href")))) assert.match(link, /^#/, "no link leads out");
  });

  test("names every key that is kept", async () => {
    const page = await open(browser, "#it");
    await page.evaluate(() => {
      document.querySelector("[data-act=theme]").click();
      dispatchEvent(new Event("pagehide"));
    });
    const kept = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("pbr.")));
    for (const key of kept) assert.ok(["pbr.draft", "pbr.history", "pbr.shelf", "pbr.tables", "pbr.theme", "pbr.stage"].includes(key), `${key} is not in the words of the page`);
    await page.evaluate(() => [...document.querySelectorAll(".foot button")].at(-1).click());
  });

  test("fits a phone, and one sheet of paper", async () => {
    const page = await open(browser, "#it");
    for (const width of [320, 768, 1440]) {
      await page.setViewport({ width, height: 800 });
      assert.ok(await fits(page), `${width}`);
      await shot(page, `it-${width}`, { width });
      await shot(page, `it-${width}-dark`, { width, dark: true });
    }
    if (browser.name === "Chromium") {
      const pdf = Buffer.from(await page.pdf({ format: "A4", margin: { top: "16mm", bottom: "16mm", left: "16mm", right: "16mm" } })).toString("latin1");
      assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1, "one sheet");
    }
    await shot(page, "it-print", { width: 768, print: true });
  });
});
