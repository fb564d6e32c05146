// What can be done on a picture: its mark is dragged or typed, its switches turned, its offers taken, its costly kin awaited.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, forEachBrowser, open as opened, settled, shot } from "./browser.mjs";
import { glue, picture, results as rows, schemes } from "./engine.mjs";

const RATE = "scenarios[0].contracts[0].payments[0].pay.of.rate";
const inForm = `.contract [data-input="${RATE}"]`;
const beneath = `figure [data-input="${RATE}"]`;
const GRIP = ".grip > rect:not(.reach)";

const until = (page, condition, ...args) => page.waitForFunction(condition, {}, ...args);
const text = (page, selector) => page.$eval(selector, (e) => e.value ?? e.textContent.trim());
const generations = (page) =>
  page.$eval("#app", (app) => [...new Set([...app.querySelectorAll("[data-generation]")].map((e) => e.dataset.generation))]);
const canUndo = (page) => page.$eval("[data-act=undo]", (b) => b.getAttribute("aria-disabled") === "false");
const focus = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.className);
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
const drawn = (page) => until(page, () => document.querySelector("#figure-panel").ariaBusy === "false");

const groups = (page) =>
  page.$$eval(".lane-mark", (all) => all.map((mark) => /is-(\w+)/.exec(mark.getAttribute("class"))[1]));
const rates = (page) => page.$$eval(`.contract [data-input^="${RATE}"]`, (all) => all.map((field) => field.value));
const headings = (page) => page.$$eval(".lane-name", (all) => all.map((e) => e.textContent));
const words = (parts) => parts.map((part) => part.text).join("");
/** The headline of a costly picture, as the engine words it for the draft that the page keeps. */
const headline = async (page, id) => words(picture((await page.evaluate(() => localStorage.getItem("pbr.draft"))) ?? schemes[0].draft, id).headline);

/** Runs in the page, before its script: counts how often a costly picture is asked for. */
function count() {
  const { postMessage } = Worker.prototype;
  globalThis.asked = 0;
  Worker.prototype.postMessage = function (request) {
    if (request.start && request.start.job !== "futures" && !request.start.job.includes(":")) globalThis.asked += 1;
    postMessage.call(this, request);
  };
}

/** The help map of a page that remembers nothing, on a screen that holds it. */
async function open(browser, width = 1440, height = 1000, scheme = "front1") {
  const page = await opened(browser, "", { width, height, before: (tab) => tab.evaluateOnNewDocument(count) });
  if (scheme !== "front1") {
    await page.click(".scheme");
    await page.waitForSelector("#schemes");
    await page.click(`[data-scheme="${scheme}"]`);
    await until(page, (name) => document.title.startsWith(name), schemes.find(({ id }) => id === scheme).name);
  }
  await page.waitForSelector(".help-map");
  return page;
}

/** The middle of the mark, on the screen, once it stays where it is. */
async function grip(page, n = 0) {
  await settled(page);
  const mark = (await page.$$(GRIP))[n];
  await mark.evaluate((e) => e.scrollIntoView({ block: "center", behavior: "instant" }));
  const { x, y, width, height } = await mark.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}

forEachBrowser((browser) => {
  test("a drag on the picture moves everything at once, and is one step", async () => {
    const page = await open(browser);
    const { x, y } = await grip(page);
    await page.mouse.move(x, y);
    await page.mouse.down();
    const seen = new Set();
    for (const dx of [10, 30, 80, 140, 200]) {
      await page.mouse.move(x + dx, y);
      assert.equal((await generations(page)).length, 1, `no two generations after ${dx} pixels`);
      assert.equal(await text(page, inForm), await text(page, ".grip text"));
      // the mark stays under the pointer, to a step of its number, as soon as it is drawn
      await page.waitForFunction(
        (mark, want) => {
          const { x, width } = document.querySelector(mark).getBoundingClientRect();
          return Math.abs(x + width / 2 - want) < 6;
        },
        {},
        GRIP,
        x + dx,
      );
      seen.add(await text(page, inForm));
    }
    assert.equal(seen.size, 5);
    assert.equal(await text(page, "[data-spoken]"), "", "nothing is spoken while it is dragged");
    await page.mouse.up();
    assert.equal((await generations(page)).length, 1);
    assert.equal(await text(page, "[data-spoken]"), await text(page, ".changed"));
    assert.ok(await page.$("figure .ghost"), "what stood before stays behind, dashed");
    await shot(page, "dragged", { width: 1440, height: 1000 });
    await page.click("[data-act=undo]");
    assert.equal(await text(page, inForm), "£5,000");
    assert.equal(await canUndo(page), false);
  });

  test("Escape lets go of the mark as if it had never been taken", async () => {
    const page = await open(browser);
    const { x, y } = await grip(page);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 90, y);
    assert.notEqual(await text(page, inForm), "£5,000");
    await page.keyboard.press("Escape");
    assert.equal(await text(page, inForm), "£5,000");
    await page.mouse.move(x + 120, y);
    await page.mouse.up();
    assert.equal(await text(page, inForm), "£5,000");
    assert.equal(await canUndo(page), false);
  });

  test("a press that does not move the mark is no step; a finger may scroll the page from it", async () => {
    const page = await open(browser);
    const { x, y } = await grip(page);
    await page.mouse.click(x + 8, y);
    assert.equal(await canUndo(page), false);
    assert.equal(await page.$eval(".picture", (p) => getComputedStyle(p).touchAction.includes("pan-y")), true);
    const taken = await page.evaluate((selector) => {
      const mark = document.querySelector(selector);
      const send = (type, clientX) =>
        mark.dispatchEvent(new PointerEvent(type, { bubbles: true, clientX, pointerId: 1, pointerType: "touch" }));
      Element.prototype.setPointerCapture = () => {}; // this finger is none of the browser's
      const { x } = mark.getBoundingClientRect();
      send("pointerdown", x);
      send("pointermove", x + 50);
      const moved = document.querySelector(".grip text").textContent;
      send("pointercancel", x + 50);
      return [moved, document.querySelector(".grip text").textContent];
    }, GRIP);
    assert.notEqual(taken[0], "£5,000");
    assert.equal(taken[1], "£5,000", "what the browser takes for scrolling changes nothing");
    assert.equal(await canUndo(page), false);
  });

  test("on a phone the mark is dragged and the answer's digest stays in sight", async () => {
    const page = await open(browser, 320, 640);
    const { x, y } = await grip(page);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y);
    await page.waitForSelector(".digest");
    assert.equal((await generations(page)).length, 1);
    await page.mouse.up();
    assert.notEqual(await text(page, inForm), "£5,000");
    assert.ok(await fits(page));
  });

  browser.once("the field beneath the picture is the one in the contract, and the other way round", async () => {
    const page = await open(browser);
    assert.equal(await page.$$eval("[id]", (all) => all.length - new Set(all.map((e) => e.id)).size), 0, "ids are unique");
    await page.focus(beneath);
    await page.keyboard.type("12000");
    assert.equal(await text(page, inForm), "12000", "as it is typed, letter for letter");
    assert.ok(await page.$("figure [data-panel]"), "its panel unfolds where it stands");
    assert.equal((await page.$$("[data-panel]")).length, 1);
    assert.equal((await generations(page)).length, 1);
    await page.keyboard.press("Enter");
    assert.equal(await text(page, inForm), "£12,000");
    assert.equal(await text(page, ".grip text"), "£12,000");
    assert.deepEqual(await axe(page), []);

    await page.focus(inForm);
    assert.ok(await page.$(".contract [data-panel]"));
    assert.equal((await page.$$("[data-panel]")).length, 1);
    await page.keyboard.press("ArrowUp");
    assert.equal(await text(page, beneath), await text(page, inForm));
    assert.notEqual(await text(page, beneath), "£12,000");
    await page.keyboard.press("Escape");
    assert.equal(await text(page, beneath), "£12,000");
    assert.equal(await focus(page), `field:${RATE}`);

    await page.focus(beneath);
    await page.keyboard.press("PageUp");
    await page.keyboard.press("Escape");
    assert.equal(await text(page, inForm), "£12,000");
    assert.equal(await focus(page), `beneath:${RATE}`, "focus stays in the field that was used");
  });

  test("the mark is no tab stop; tables keep the field", async () => {
    const page = await open(browser);
    assert.equal(await page.$$eval(".picture [tabindex], .picture a, .picture button", (all) => all.length), 0);
    await page.click("[role=switch]");
    assert.ok(await page.$("figure table"));
    assert.ok(await page.$(beneath));
    assert.deepEqual(await axe(page), []);
    await page.click("[role=switch]");
  });

  test("a switch is one tab stop, turns with the arrow keys, and is undone", async () => {
    const page = await open(browser);
    const now = () => page.$eval(".choose :checked + span", (s) => s.textContent);
    const before = await text(page, ".said");
    assert.equal(await now(), "looks to its margin");
    await page.focus(".choose :checked");
    await page.keyboard.press("ArrowRight");
    await until(page, () => document.querySelector(".choose :checked + span").textContent === "puts people first");
    assert.notEqual(await text(page, ".said"), before);
    assert.equal((await generations(page)).length, 1);
    assert.equal(await text(page, "[data-spoken]"), await text(page, ".changed"));
    assert.equal(await page.evaluate(() => document.activeElement.nextElementSibling.textContent), "puts people first");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.closest(".choose")), null);
    await page.click("[data-act=undo]");
    assert.equal(await now(), "looks to its margin");
    assert.equal(await text(page, ".said"), before);
  });

  test("an offer is taken as one step, told like any other, and focus stays at the picture", async () => {
    const page = await open(browser);
    assert.deepEqual(await groups(page), ["helped", "little", "not"]);
    await page.$eval('[id="tab:terms"]', (tab) => tab.click());
    await drawn(page);
    const { offers } = picture(schemes[0].draft, "terms");
    assert.deepEqual(await page.$$eval(".offer h4", (all) => all.map((h) => h.textContent)), offers.map(({ title }) => title));
    assert.equal((await page.$$(".offer button")).length, offers.filter(({ act }) => act).length, "advice has no button");
    await page.focus(".offer button");
    await page.keyboard.press("Enter");
    await until(page, (path) => !document.querySelector(`[data-input="${path}"]`), RATE);
    const [view] = glue.evaluate(glue.act(schemes[0].draft, offers[0].act).draft, undefined, 0).views;
    const priced = view.inputs.filter(({ path }) => path.startsWith(`${RATE}.`)).map((input) => input.text);
    assert.deepEqual(await rates(page), priced, "each group has the price that was offered");
    await drawn(page);
    assert.equal((await generations(page)).length, 1);
    assert.equal(await text(page, "[data-spoken]"), await text(page, ".changed"));
    assert.ok(await page.$("figure .ghost"));
    assert.ok(await page.evaluate(() => document.activeElement.closest("#figure-panel") !== null));
    await page.$eval('[id="tab:help"]', (tab) => tab.click());
    assert.deepEqual(await groups(page), ["helped", "helped", "helped"]);
    assert.equal((await page.$$(".grip")).length, 3, "one a price");
    await page.click("[data-act=undo]");
    assert.equal(await text(page, inForm), "£5,000");
    assert.deepEqual(await groups(page), ["helped", "little", "not"]);
    assert.equal(await canUndo(page), false);
  });

  browser.once("how results are counted turns round who is helped, on the map and in its table", async () => {
    const page = await open(browser, 1440, 1000, "how_often");
    const told = () => page.$$eval(".lane-help", (all) => all.map((e) => e.textContent.includes("no extra help") ? "none" : "some"));
    const turn = async (to) => {
      const label = await page.waitForSelector(`xpath/.//fieldset[@class="choose"]//label[normalize-space()="${to}"]`);
      await label.click();
      await until(page, (to) => [...document.querySelectorAll(".choose :checked + span")].some((s) => s.textContent === to), to);
    };
    const before = await headings(page);
    assert.match(before[0], /once/);
    assert.match(before[2], /six/);
    assert.deepEqual(await groups(page), ["helped", "not", "not"]);
    assert.deepEqual(await told(), ["some", "none", "none"]);
    assert.match(await text(page, ".help-map .axis-title"), /stretched|shrinks|closer/i);
    await shot(page, "yes-or-no", { width: 1440, height: 1000 });
    await turn("how often");
    assert.deepEqual(await headings(page), before, "the groups keep their order");
    assert.deepEqual(await groups(page), ["not", "not", "helped"]);
    assert.deepEqual(await told(), ["none", "none", "some"]);
    assert.equal((await generations(page)).length, 1);
    assert.equal(await text(page, "[data-spoken]"), await text(page, ".changed"));
    await shot(page, "how-often", { width: 1440, height: 1000 });

    await page.click("[role=switch]");
    const help = () => page.$$eval("figure tbody tr", (all) => all.map((row) => [...row.cells].some((c) => c.textContent === "£0") ? "none" : "some"));
    assert.deepEqual(await help(), ["none", "none", "some"]);
    await turn("yes or no");
    assert.deepEqual(await help(), ["some", "none", "none"]);
    await page.click("[role=switch]");
    assert.deepEqual(await groups(page), ["helped", "not", "not"]);
    await page.click("[data-act=undo]");
    assert.deepEqual(await groups(page), ["not", "not", "helped"]);
    await page.click("[data-act=undo]");
    assert.deepEqual(await groups(page), ["helped", "not", "not"]);
  });

  test("of graded prices each group's own is dragged, and nothing else is moved", async () => {
    const page = await open(browser, 1440, 1000, "front1_graded");
    const before = await rates(page);
    assert.equal(before.length, 3);
    const { x, y } = await grip(page, 2);
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (const dx of [-20, -60, -120, -200, -260]) {
      await page.mouse.move(x + dx, y);
      assert.equal((await generations(page)).length, 1, `no two generations after ${dx} pixels`);
      const now = await rates(page);
      assert.deepEqual(now.slice(0, 2), before.slice(0, 2));
      assert.equal(now[2], await page.$$eval(".grip text", (all) => all[2].textContent.trim()));
    }
    assert.deepEqual(await groups(page), ["helped", "helped", "not"], "under the price at which help begins");
    await page.mouse.up();
    await page.click("[data-act=undo]");
    assert.deepEqual(await rates(page), before);
  });

  browser.once("each costly picture opens, with its table", async () => {
    const page = await open(browser);
    const [{ answer }] = glue.evaluate(schemes[0].draft, undefined, 0).views;
    const costly = answer.tabs.filter(({ id }) => answer.figures.every((figure) => figure.id !== id)).map(({ id }) => id);
    for (const id of ["terms", "motive"]) assert.ok(costly.includes(id), id);
    // tabs stand where they will stay once all futures are drawn
    await settled(page);
    for (const id of costly) {
      await page.$eval(`[id="tab:${id}"]`, (tab) => tab.click());
      await page.waitForSelector(`[id="tab:${id}"][aria-selected=true]`);
      await drawn(page);
      const { headline, table } = picture(schemes[0].draft, id);
      assert.equal(await text(page, ".headline"), words(headline));
      assert.ok(await page.$("figure svg.chart"), id);
      await page.click("[role=switch]");
      const told = await page.$$eval("figure tbody tr", (all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
      assert.deepEqual(told, table.rows.map(({ head, cells }) => [head, ...cells].map((cell) => cell.text)), id);
      await page.click("[role=switch]");
    }
  });

  test("a costly picture is worked out once the draft has settled, and is never another draft's", async () => {
    const page = await open(browser);
    const asked = () => page.evaluate(() => globalThis.asked);
    const state = () =>
      page.$eval("figure", (f) => ({ stale: f.classList.contains("is-stale"), generation: f.dataset.generation, says: f.querySelector(".headline").textContent }));
    assert.equal(await asked(), 0, "nobody has looked");
    await page.$eval('[id="tab:terms"]', (tab) => tab.click());
    await drawn(page);
    assert.equal(await asked(), 1);
    const first = await state();
    assert.deepEqual(first, { stale: false, generation: (await generations(page))[0], says: await headline(page, "terms") });
    assert.deepEqual(await axe(page), []);

    // keys: nothing until the pause that ends the step
    await page.focus(inForm);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    const waiting = await state();
    assert.deepEqual(waiting, { ...first, stale: true }, "the one before stays, and says whose it is");
    assert.equal(await text(page, ".awaited"), "Follows when you let go");
    assert.equal(await asked(), 1);
    await page.keyboard.press("Enter");
    await drawn(page);
    assert.equal(await asked(), 2);
    assert.equal((await state()).says, await headline(page, "terms"));
    assert.equal((await generations(page)).length, 1);
    assert.ok(await page.$("figure .ghost"), "beside the one before");

    // what was worked out once is not worked out again
    await page.click("[data-act=undo]");
    await drawn(page);
    assert.equal((await state()).says, first.says);
    assert.equal(await asked(), 2);
    assert.equal((await generations(page)).length, 1);

    // a hand on the slider
    await page.click(inForm);
    const slider = await (await page.waitForSelector(".contract input[type=range]")).boundingBox();
    await page.mouse.move(slider.x + slider.width * 0.3, slider.y + slider.height / 2);
    await page.mouse.down();
    await page.mouse.move(slider.x + slider.width * 0.6, slider.y + slider.height / 2, { steps: 4 });
    assert.equal((await state()).stale, true);
    assert.deepEqual(await axe(page), [], "while it is awaited");
    assert.equal(await asked(), 2);
    await page.mouse.up();
    await drawn(page);
    assert.equal(await asked(), 3);
    assert.equal((await state()).says, await headline(page, "terms"));
  });

  test("a long pause in a drag does not end its step", async () => {
    const page = await open(browser);
    const { x, y } = await grip(page);
    await page.evaluate(() => {
      // the page's clock: all that it waits for comes when the test says so
      const { setTimeout, clearTimeout } = window;
      let waiting = [];
      window.setTimeout = (deed) => waiting.push(deed);
      window.clearTimeout = () => (waiting = []);
      globalThis.pass = () => {
        waiting.forEach((deed) => deed());
        Object.assign(window, { setTimeout, clearTimeout });
      };
    });
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 40, y);
    await page.evaluate(() => globalThis.pass());
    assert.equal(await text(page, "[data-spoken]"), "");
    await page.mouse.move(x + 80, y);
    await page.mouse.up();
    await page.click("[data-act=undo]");
    assert.equal(await text(page, inForm), "£5,000");
  });

  browser.once("the method: each measure with its names, its limits and what it is now", async () => {
    const page = await open(browser);
    await page.click("[data-act=method]");
    assert.equal(await page.$eval("[data-act=method]", (a) => a.getAttribute("aria-current")), "page");
    const measures = await page.$$eval(".measure", (all) => all.map((e) => e.textContent));
    const explained = rows.filter(({ says }) => says);
    assert.ok(explained.length >= 8);
    assert.equal(measures.length, explained.length);
    for (const [i, { label, standard, says, formula, limits }] of explained.entries()) {
      for (const said of [label, standard, says, formula, limits]) assert.ok(measures[i].includes(said), said);
    }
    assert.equal(await page.$eval("#answer", (e) => e.checkVisibility?.() ?? e.offsetParent !== null), false);
    assert.deepEqual(await axe(page), []);
    await page.setViewport({ width: 320, height: 640 });
    assert.ok(await fits(page));
    await page.click("[data-act=calculator]");
    assert.equal(await page.$("#method"), null);
    await until(page, () => document.querySelector("svg.chart")?.width.baseVal.value < 320);
  });

  browser.once("breaks no accessibility rule in either theme, and nothing scrolls sideways at 320 pixels", async () => {
    const page = await open(browser);
    for (const id of ["help", "margin", "terms", "motive"]) {
      await page.$eval(`[id="tab:${id}"]`, (tab) => tab.click());
      await drawn(page);
      for (const theme of ["dark", "light"]) {
        await page.click("[data-act=theme]");
        assert.equal(await page.$eval("html", (html) => html.dataset.theme), theme);
        assert.deepEqual(await axe(page), [], `${id}, ${theme}`);
      }
      await page.setViewport({ width: 320, height: 640 });
      await until(page, () => document.querySelector("svg.chart").width.baseVal.value < 320);
      assert.ok(await fits(page), id);
      await shot(page, `phone-${id}`, { width: 320, height: 640 });
      await page.setViewport({ width: 1440, height: 1000 });
    }
  });
});
