// Where one is stands in the address: reload, Back and Forward find it again, and the focus goes along.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, forEachBrowser, open, pageUrl } from "./browser.mjs";
import { glue, schemes } from "./engine.mjs";

/** What each place is called in the address, in its title, and where its focus is. */
const PLACES = [
  ["#schemes", /^Schemes/, "record"],
  ["#method", /^Method/, "method"],
  ["#costs", /^Unit costs/, "costs"],
  ["#bid", /^I am bidding/, "bid"],
  ["#commission", /^I am commissioning/, "commission"],
  ["#calculator", /./, "answer"],
];
const hash = (page) => page.evaluate(() => location.hash);
const focused = (page) => page.evaluate(() => document.activeElement.id);
const at = (page, wanted) => page.waitForFunction((wanted) => location.hash === wanted[0] && document.activeElement.id === wanted[1], {}, wanted);
const ready = (page) => page.waitForSelector("html[data-ready]");
const name = (page) => page.$eval(".scheme-name", (e) => e.textContent);

forEachBrowser((browser) => {
  test("every place opens from its address, says so in its title, and a reload finds it again", async () => {
    const page = await open(browser, "#calculator");
    for (const [address, title, region] of PLACES) {
      await page.evaluate((address) => (location.hash = address), address);
      await page.waitForFunction((region) => document.getElementById(region)?.checkVisibility(), {}, region);
      await page.reload(); // as it opens for whoever is sent the address
      await ready(page);
      assert.equal(await hash(page), address);
      assert.match(await page.title(), title);
      assert.ok(await page.$eval(`#${region}`, (e) => e.checkVisibility()), address);
      assert.equal(await page.$(".trouble"), null);
    }
  });

  test("going somewhere is a step in the browser's history, and takes the focus along", async () => {
    const page = await open(browser);
    await page.click(".places [data-act=record]");
    await at(page, ["#schemes", "record"]);
    await page.click("[data-act=costs]");
    await at(page, ["#costs", "costs"]);
    await page.click("[data-act=bid]");
    await at(page, ["#bid", "bid"]);
    await page.click(".places [data-act=method]");
    await at(page, ["#method", "method"]);
    assert.equal(await page.$eval(".places [aria-current=page]", (a) => a.textContent), "Method");
    assert.deepEqual(await axe(page), []);
    for (const back of [["#bid", "bid"], ["#costs", "costs"], ["#schemes", "record"], ["#calculator", "answer"]]) {
      await page.evaluate(() => history.back());
      await at(page, back);
    }
    await page.evaluate(() => history.forward());
    await at(page, ["#schemes", "record"]);
    await page.reload();
    await ready(page);
    assert.match(await page.title(), /^Schemes/);
  });

  test("a drawing between Back and its being heard of does not take Back back", async () => {
    const page = await open(browser);
    await page.click(".places [data-act=record]");
    await at(page, ["#schemes", "record"]);
    await page.click(".places [data-act=method]");
    await at(page, ["#method", "method"]);
    await page.evaluate(() => {
      // popstate comes with the new address, before the page hears of it
      addEventListener("popstate", () => dispatchEvent(new Event("beforeprint")), { once: true });
      history.back();
    });
    await at(page, ["#schemes", "record"]);
    await page.evaluate(() => history.forward());
    await at(page, ["#method", "method"]);
  });

  test("a link that is pasted over a place opens in the calculator, and Back returns to the place", async () => {
    const page = await open(browser, "#method");
    const other = schemes.find(({ id }) => id === "peterborough");
    await page.evaluate((link) => (location.hash = link), glue.encode(other.draft));
    await at(page, ["#calculator", "answer"]);
    assert.equal(await name(page), other.name);
    await page.evaluate(() => history.back());
    await at(page, ["#method", "method"]);
    assert.equal(await name(page), other.name, "the draft is the same everywhere");
  });

  test("where nothing is kept, Back to a link does not undo what was changed since", async () => {
    const other = schemes.find(({ id }) => id === "peterborough");
    const link = `#${glue.encode(other.draft)}`;
    const page = await open(browser, link, {
      before: (tab) => tab.evaluateOnNewDocument(() => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("denied", "SecurityError"); } })),
    });
    assert.equal(await name(page), other.name);
    assert.equal(await hash(page), link, "the link is all there is");
    await page.click(".scheme");
    await page.click('[data-scheme="front1"]');
    const changed = await name(page);
    await page.click(".places [data-act=method]");
    await page.evaluate(() => history.back());
    await at(page, [link, "answer"]);
    assert.equal(await name(page), changed);
  });

  test("an address of no place is told like a wrong link, and the front page stands", async () => {
    const page = await open(browser);
    await page.goto(`${pageUrl}#`);
    const front = await page.title();
    for (const wrong of ["#nowhere", "#/method", "#embed", "#embed/"]) {
      await page.evaluate((wrong) => (location.hash = wrong), wrong);
      await page.waitForSelector(".trouble");
      assert.equal(await page.title(), front, wrong);
      assert.ok(await page.$eval(".trouble", (e) => e.checkVisibility()));
      assert.notEqual(await hash(page), wrong);
      await page.click(".trouble button");
    }
  });

  test("the bar fits a phone and a tablet", async () => {
    const page = await open(browser);
    for (const width of [320, 768, 1440]) {
      await page.setViewport({ width, height: 700 });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${width}`);
    }
  });
});
