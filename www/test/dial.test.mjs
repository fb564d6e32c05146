// The slider that stands on a picture: turned by hand or by key it moves the whole page, and a whole turn is one step.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, forEachBrowser, open, settled } from "./browser.mjs";

const stands = (page) => page.$eval("#dial", (d) => [d.value, document.querySelector(".dial output").textContent]);
const canUndo = (page) => page.$eval("[data-act=undo]", (b) => b.ariaDisabled === "false");
const drawn = (page) => page.waitForSelector("#figure-panel[aria-busy=false] #dial");

/** The picture with the dial, of a page that remembers nothing. */
async function risk(browser) {
  const page = await open(browser, "", { width: 1440, height: 1000 });
  await settled(page);
  await page.$eval('[id="tab:risk"]', (tab) => tab.click());
  await drawn(page);
  return page;
}

forEachBrowser((browser) => {
  test("a dial under a hand stays where it is put, and the whole turn is one step", async () => {
    const page = await risk(browser);
    assert.deepEqual(await stands(page), ["1", "100p"]);
    const dial = await page.$("#dial");
    await dial.evaluate((e) => e.scrollIntoView({ block: "center", behavior: "instant" }));
    const { x, y, width, height } = await dial.boundingBox();
    const at = (share) => page.mouse.move(x + width * share, y + height / 2);
    await at(0.9);
    await page.mouse.down();
    for (const share of [0.8, 0.7, 0.6, 0.5]) await at(share);
    await page.waitForFunction(() => Math.abs(Number(document.querySelector("#dial").value) - 0.525) < 0.125);
    const [value] = await stands(page);
    await page.mouse.up();
    await drawn(page);
    const left = await stands(page);
    assert.equal(left[0], value, "what is worked out agrees with where the hand left it");
    assert.notEqual(left[1], "100p");
    await page.click("[data-act=undo]");
    await drawn(page);
    assert.deepEqual(await stands(page), ["1", "100p"]);
    assert.equal(await canUndo(page), false);
  });

  test("Escape lets go of a dial as if it had never been taken", async () => {
    const page = await risk(browser);
    const dial = await page.$("#dial");
    await dial.evaluate((e) => e.scrollIntoView({ block: "center", behavior: "instant" }));
    const { x, y, width, height } = await dial.boundingBox();
    await page.mouse.move(x + width * 0.9, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.5, y + height / 2);
    assert.notEqual((await stands(page))[0], "1");
    await page.keyboard.press("Escape");
    assert.equal((await stands(page))[0], "1");
    await page.mouse.up();
    assert.equal(await canUndo(page), false);
  });

  test("keys turn it, focus stays, and steps in one burst are undone at once", async () => {
    const page = await risk(browser);
    await page.focus("#dial");
    for (const key of ["ArrowLeft", "ArrowLeft", "ArrowLeft"]) await page.keyboard.press(key);
    assert.equal((await stands(page))[0], "0.85");
    await page.waitForFunction(() => document.querySelector("[data-spoken]").textContent !== "");
    await drawn(page);
    assert.deepEqual(await stands(page), ["0.85", "85p"]);
    assert.equal(await page.evaluate(() => document.activeElement.id), "dial");
    assert.equal(await page.$eval("#dial", (d) => d.getAttribute("aria-valuetext")), "85p");
    assert.deepEqual(await axe(page), []);
    await page.click("[data-act=undo]");
    assert.equal((await stands(page))[0], "1");
    assert.equal(await canUndo(page), false);
  });
});
