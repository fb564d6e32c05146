// Nothing is lost: undo and redo of everything, over a reload too; scenarios kept by name and given away as one file; what is left
// of a link or a file that was cut.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { axe, forEachBrowser, open, pageUrl, shot } from "./browser.mjs";
import { glue, schemes, words } from "./engine.mjs";

const kept = (page) => page.evaluate(() => localStorage.getItem("pbr.draft"));
const leave = (page) => page.evaluate(() => dispatchEvent(new Event("pagehide")));
const shown = (page) => page.$eval(".said", (e) => e.textContent);
const ready = (page) => page.waitForSelector("html[data-ready]");

/** The same "random" numbers in every run. */
function random(seed) {
  let state = seed;
  return (n) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state % n;
  };
}

const cut = (link, pick) => link.slice(0, pick(link.length));
function spoilt(link, pick) {
  const at = pick(link.length);
  return `${link.slice(0, at)}${"AZaz09-_"[pick(8)]}${link.slice(at + 1)}`;
}

test("a link that was cut or spoilt anywhere gives a draft or a reason, and never a throw", () => {
  const pick = random(8);
  const link = glue.encode(schemes[0].draft);
  for (let i = 0; i < 500; i += 1) {
    for (const text of [cut(link, pick), spoilt(link, pick)]) {
      const { draft, issue } = glue.decode(text);
      assert.ok(typeof draft === "string" || issue.length > 20, text);
    }
  }
});

forEachBrowser((browser) => {
  const EDITS = browser.whole ? 200 : 20;
  test(`${EDITS} edits are undone to the first letter and redone to the last, and view state is no edit`, { timeout: 240_000 }, async () => {
    const page = await open(browser);
    await leave(page);
    const first = await kept(page);
    const said = await shown(page);
    const pick = random(20_261_122);
    const fields = await page.$$eval(".contract [data-input]:not(select)", (all) => all.map((e) => e.id));
    const picks = Array.from({ length: 3 * EDITS }, () => [fields[pick(fields.length)], ["ArrowUp", "ArrowDown", "PageUp", "PageDown"][pick(4)]]);
    // in the page itself: what a browser makes of a key is tried elsewhere, and each that is pressed waits for a frame
    const drafts = await page.evaluate((picks, wanted, drafts) => {
      for (const [id, key] of picks) {
        if (drafts.length > wanted) break;
        document.getElementById(id)?.focus(); // a field may go with another's number
        for (const each of [key, "Enter"]) document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: each, bubbles: true, cancelable: true }));
        const draft = localStorage.getItem("pbr.draft");
        if (draft === drafts.at(-1)) continue; // it stood at its end
        drafts.push(draft);
        if (drafts.length % 10 === 0) document.querySelector("[data-act=theme]").click();
      }
      return drafts;
    }, picks, EDITS, [first]);
    assert.equal(drafts.length, EDITS + 1);
    const last = await shown(page);
    const press = (act) => page.evaluate((act, times) => {
      for (let i = 0; i < times; i += 1) document.querySelector(`[data-act=${act}]`).click();
    }, act, EDITS);
    await press("undo");
    assert.equal(await kept(page), first);
    assert.equal(await shown(page), said);
    assert.equal(await page.$eval("[data-act=undo]", (b) => b.getAttribute("aria-disabled")), "true");
    await press("redo");
    assert.equal(await kept(page), drafts.at(-1));
    assert.equal(await shown(page), last);
    assert.equal(await page.$eval("[data-act=redo]", (b) => b.getAttribute("aria-disabled")), "true");
    // and a page that is opened again, as after a crash, still knows the way back
    await page.reload();
    await ready(page);
    assert.equal(await shown(page), last);
    await page.$eval("[data-act=undo]", (b) => b.click());
    assert.equal(await kept(page), drafts.at(-2));
    await page.$eval("[data-act=redo]", (b) => b.click());
    assert.equal(await kept(page), drafts.at(-1));
  });

  test("a scenario is kept under a name, opened, removed and put back, and all go into one file and come out of it", async () => {
    const page = await open(browser);
    const folder = await mkdtemp(join(tmpdir(), "pbr-"));
    await page.click(".scheme");
    assert.ok((await page.$eval("#schemes", (e) => e.textContent)).includes(words.shelf_none));
    await page.$eval("[data-act=keep]", (b) => b.click());
    await page.$eval("#shelf-name", (e) => e.select());
    await page.type("#shelf-name", 'As it is <b>"now"</b>');
    await page.$eval("[data-act=keep]", (b) => b.click());
    await page.$eval("[data-act=keep]", (b) => b.click());
    const names = () => page.$$eval("[data-kept]", (all) => all.map((e) => e.textContent.trim()));
    const [own] = await names();
    assert.deepEqual(await names(), [own, 'As it is <b>"now"</b>', `${own} (2)`]);
    assert.deepEqual(await axe(page), []);
    await shot(page, "shelf", { width: 1440, height: 900 });
    await shot(page, "shelf-phone", { width: 320, height: 900 });
    await page.$$eval("[data-drop]", (all) => all[1].click());
    assert.deepEqual(await names(), [own, `${own} (2)`]);
    await page.$eval("[data-act=put-back]", (b) => b.click());
    assert.equal((await names())[1], 'As it is <b>"now"</b>');
    await page.reload();
    await ready(page);
    await page.click(".scheme");
    assert.equal((await names()).length, 3, "kept over a reload");

    // the file: ours letter for letter, with one that cannot be read among them
    const draft = schemes.find(({ id }) => id === "bid").draft;
    const file = join(folder, "set.json");
    await writeFile(file, JSON.stringify({ kept: [{ name: "A bid", draft }, { name: "Broken", draft: "no draft" }, { name: own, draft: schemes[0].draft }] }));
    await (await page.$("#set-open")).uploadFile(file);
    await page.waitForSelector(".trouble");
    assert.ok((await page.$eval(".trouble", (e) => e.textContent)).includes("Broken"));
    assert.deepEqual((await names()).slice(3), ["A bid", `${own} (3)`]);
    await leave(page);
    const before = await kept(page);
    await page.$$eval("[data-kept]", (all) => all[3].click());
    await leave(page);
    assert.equal(await kept(page), draft);
    await page.$eval("[data-act=undo]", (b) => b.click());
    assert.equal(await kept(page), before);
    await rm(folder, { recursive: true });
  });

  test("what is left of a cut link and of a spoilt file is offered, and the draft on the desk stands until it is taken", async () => {
    const draft = schemes.find(({ id }) => id === "front1_graded").draft;
    const link = glue.encode(draft);
    const page = await open(browser, `#${link.slice(0, Math.floor(link.length * 0.8))}`);
    assert.ok((await page.$eval(".trouble", (e) => e.textContent)).includes(words.link_wrong));
    await leave(page);
    const before = await kept(page);
    await page.click("[data-act=rest]");
    await page.waitForFunction((name) => document.querySelector(".scheme-name").textContent === name, {}, schemes.find(({ id }) => id === "front1_graded").name);
    assert.ok(await page.$("[data-errors]"), "what is missing is told");
    await page.$eval("[data-act=undo]", (b) => b.click());
    await leave(page);
    assert.equal(await kept(page), before);
    assert.equal(await page.$("[data-errors]"), null);
    assert.deepEqual(await axe(page), []);
  });

  test("no link, however wrong, gives a blank page", { timeout: 240_000 }, async () => {
    const page = await open(browser);
    const link = glue.encode(schemes[0].draft);
    const pick = random(8);
    const hostile = [
      "1d", "1dAAAA", "9zzzz", "#", "1d".padEnd(4000, "_"), `${link}${link}`, link.slice(2), link.toLowerCase(),
      glue.encode('{"format":1,"scenarios":[]}'), glue.encode("[]"), glue.encode('{"format":1,"scenarios":[{"name":"<img src=x onerror=alert(1)>"}]}'),
      glue.encode("{".repeat(500)), glue.encode('{"format":1e999}'), "embed/", "embed/offences/1dxx", "%00%ff", "../../etc", "a".repeat(100_000),
      cut(link, pick), spoilt(link, pick),
    ];
    for (const text of browser.few(hostile, 6).concat(hostile.slice(-2))) {
      await page.goto("about:blank");
      await page.goto(`${pageUrl}#${text}`);
      await ready(page);
      const words = await page.evaluate(() => document.body.innerText.trim().length);
      assert.ok(words > 200, `${text.slice(0, 60)}: ${words}`);
      assert.equal(await page.$("img[src='x']"), null);
    }
  });
});
