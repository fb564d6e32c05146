// The explainer as somebody tries it: guessed, moved by keys, mouse and finger, read aloud, printed, taken to the calculator.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, forEachBrowser, open, shot } from "./browser.mjs";
import { glue, scene, words } from "./engine.mjs";

const { steps } = glue.deck(undefined, "en");
const plain = (parts) => parts.map(({ text }) => text).join("");
const pose = (id, setting = 0) => glue.pose(id, setting, undefined, "en");
const settingOf = (step, kind) => step.exhibit.settings.findIndex((s) => s.kind === kind);

const waiting = steps.find(({ id }) => glue.scene(id, pose(id), undefined, 0, "en").waits);
const quick = steps.find(({ id }) => {
  const told = glue.scene(id, pose(id), undefined, 0, "en");
  return told.figure?.chart.is === "help_map" && told.controls.some(({ input }) => told.says.some((part) => input && part.input === input));
});
const start = scene(quick.id, pose(quick.id));
const price = start.inputs.find(({ path }) => start.says.some((part) => part.input === path));
const control = start.controls.find(({ input }) => input === price.path);

const at = (id, rest = "") => `[data-live="${id}"] ${rest}`;
const set = at(quick.id, `[id$="-set:${price.path}"]`);
const inSentence = at(quick.id, `[id$="-said:${price.path}"]`);
/** The sentence without the fields' second copies of their text. */
const said = (page, id) =>
  page.$eval(at(id, ".live-said"), (p) => {
    const copy = p.cloneNode(true);
    const fields = [...p.querySelectorAll("input")].map(({ value }) => value);
    copy.querySelectorAll(".mirror").forEach((mirror, i) => (mirror.textContent = fields[i]));
    return copy.textContent.trim();
  });
const idle = (page, id) => page.waitForSelector(at(id, ".live-picture[aria-busy=false]"), { timeout: 60_000 });
const spoken = (page) => page.$eval("[data-spoken]", (p) => p.textContent);

async function explainer(browser, width = 1200, height = 900, before = null) {
  const page = await open(browser, "#explainer", { width, height, before });
  for (const { id } of steps) await idle(page, id);
  return page;
}

/** From now on every state that the page is ever in is looked at: each figure of one generation, whatever is done. */
const watch = (page) =>
  page.evaluate(() => {
    globalThis.states = 0;
    globalThis.torn = [];
    new MutationObserver(() => {
      for (const figure of document.querySelectorAll("[data-live]")) {
        const all = new Set([...figure.querySelectorAll("[data-generation]")].map((e) => e.dataset.generation));
        globalThis.states += 1;
        if (all.size > 1) globalThis.torn.push(`${figure.dataset.live}: ${[...all]}`);
      }
    }).observe(document.getElementById("app"), { subtree: true, childList: true, characterData: true, attributes: true });
  });
async function whole(page) {
  const [states, torn] = await page.evaluate(() => [globalThis.states, globalThis.torn]);
  assert.ok(states > 0);
  assert.deepEqual(torn, [], "a sentence and a picture of two generations");
}

forEachBrowser((browser) => {
  browser.once("the page opens with it: the figures in order, each told as the engine tells it", async () => {
    const page = await open(browser, "#");
    for (const { id } of steps) await idle(page, id);
    assert.deepEqual(await page.$$eval("[data-live] h2", (all) => all.map((h) => h.textContent)), steps.map(({ head }) => head));
    for (const { id, exhibit } of steps) {
      assert.equal(await said(page, id), plain(scene(id, pose(id)).says), id);
      const text = (await page.$eval(at(id), (e) => e.textContent)).replace(/\s+/g, " ");
      const wanted = [
        ...exhibit.options.map(({ says }) => says),
        ...exhibit.settings.filter(({ kind }) => ["for", "against", "more"].includes(kind)).map(({ says }) => says),
        ...exhibit.published.flatMap(({ says, value, status, source }) => [says, value, status, source]),
        ...exhibit.sides.flatMap(({ head, text }) => [head, text]),
        exhibit.tag,
      ];
      for (const each of wanted) assert.ok(text.includes(each), `${id}: ${each}`);
    }
    assert.ok((await page.$eval(".closing", (e) => e.textContent)).includes(words.explainer_closing));
  });

  browser.once("breaks no accessibility rule, light or dark, as pictures or as tables", async () => {
    const page = await explainer(browser);
    await page.click(at(quick.id, "[data-act=reveal]"));
    assert.deepEqual(await axe(page), []);
    await page.click("[data-act=theme]");
    assert.deepEqual(await axe(page), []);
    await page.click(at(quick.id, "[role=switch]"));
    assert.deepEqual(await axe(page), []);
  });

  browser.once("breaks no accessibility rule while a figure is awaited", async () => {
    const page = await explainer(browser, 1200, 900, (tab) => tab.evaluateOnNewDocument(() => {
      const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function (request) {
        if (!globalThis.held) postMessage.call(this, request);
      };
    }));
    await page.evaluate(() => (globalThis.held = true));
    const { controls } = glue.scene(waiting.id, pose(waiting.id), undefined, 0, "en");
    const { input } = controls.find(({ input }) => input);
    await page.focus(at(waiting.id, `[id$="-set:${input}"]`));
    await page.keyboard.press("ArrowUp");
    await page.waitForSelector(at(waiting.id, "[aria-busy=true]"));
    assert.deepEqual(await axe(page), []);
    await page.click("[data-act=theme]");
    await page.waitForFunction(() => document.getAnimations().length === 0);
    assert.ok(await page.$(at(waiting.id, "[aria-busy=true]")));
    assert.deepEqual(await axe(page), []);
  });

  test("keys, the slider and the mouse on a number: sentence and picture are of one generation at every moment", async () => {
    const page = await explainer(browser);
    await watch(page);
    await page.focus(set);
    for (const key of ["ArrowUp", "PageUp", "ArrowDown", "End", "Home"]) await page.keyboard.press(key);
    await page.keyboard.press("PageUp");
    let draft = glue.nudge(pose(quick.id), price.path, -Infinity).draft;
    draft = glue.nudge(draft, price.path, 10).draft;
    assert.equal(await said(page, quick.id), plain(scene(quick.id, draft).says));

    // sideways on the number in the sentence: a step for every four pixels
    await page.$eval(inSentence, (e) => e.scrollIntoView({ block: "center" }));
    const { x, y, width, height } = await (await page.$(inSentence)).boundingBox();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + 42, y + height / 2, { steps: 7 });
    await page.mouse.up();
    draft = glue.nudge(draft, price.path, 10).draft;
    assert.equal(await said(page, quick.id), plain(scene(quick.id, draft).says));
    await page.keyboard.down("Control");
    await page.keyboard.press("z");
    await page.keyboard.up("Control");
    const undone = glue.nudge(glue.nudge(pose(quick.id), price.path, -Infinity).draft, price.path, 10).draft;
    assert.equal(await said(page, quick.id), plain(scene(quick.id, undone).says), "a drag is undone as one step");

    // the slider beneath it
    const range = at(quick.id, ".control input[type=range]");
    await page.$eval(range, (e) => e.scrollIntoView({ block: "center" }));
    const track = await (await page.$(range)).boundingBox();
    await page.mouse.move(track.x + track.width / 4, track.y + track.height / 2);
    await page.mouse.down();
    await page.mouse.move(track.x + (track.width * 3) / 4, track.y + track.height / 2, { steps: 9 });
    await page.mouse.up();
    const value = await page.$eval(range, (e) => e.valueAsNumber);
    assert.ok(value > (price.slider[0] + price.slider[1]) / 2);
    assert.equal(await said(page, quick.id), plain(scene(quick.id, glue.set(undone, price.path, value).draft).says));
    await whole(page);
  });

  test("the mark on the picture is dragged, and what it moves is undone as one step", async () => {
    const page = await explainer(browser);
    await watch(page);
    const grip = at(quick.id, "[data-grip] rect:last-of-type");
    await page.$eval(grip, (e) => e.scrollIntoView({ block: "center" }));
    const box = await (await page.$(grip)).boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2, { steps: 6 });
    await page.mouse.up();
    const value = await page.$eval(set, (e) => e.value);
    assert.notEqual(value, price.text);
    assert.equal(await said(page, quick.id), plain(scene(quick.id, glue.edit(pose(quick.id), price.path, value).draft).says));
    assert.ok(await page.$(at(quick.id, ".ghost-note")), "what stood before stays behind, dashed");
    await page.keyboard.down("Control");
    await page.keyboard.press("z");
    await page.keyboard.up("Control");
    assert.equal(await page.$eval(set, (e) => e.value), price.text);
    await whole(page);
  });

  test("what is typed is kept letter by letter; what cannot be read is told, and what is shown stays whole", async () => {
    const page = await explainer(browser);
    await watch(page);
    const before = await said(page, quick.id);
    await page.focus(set);
    await page.keyboard.type("7x");
    assert.equal(await page.$eval(set, (e) => e.value), "7x");
    assert.equal(await page.$eval(set, (e) => e.ariaInvalid ?? e.getAttribute("aria-invalid")), "true");
    assert.notEqual(await page.$eval(at(quick.id, ".live-wrong"), (e) => e.textContent.trim()), "");
    const readable = plain(scene(quick.id, glue.edit(pose(quick.id), price.path, "7").draft).says);
    assert.equal(await said(page, quick.id), readable, "of the last that could be read");
    await page.keyboard.press("Escape");
    assert.equal(await page.$(at(quick.id, ".live-wrong")), null);
    assert.equal(await said(page, quick.id), before);
    await whole(page);
  });

  test("a figure that takes long: of a burst the newest wins, and until then the older stands whole", async () => {
    const page = await explainer(browser);
    await watch(page);
    const { controls } = glue.scene(waiting.id, pose(waiting.id), undefined, 0, "en");
    const { input } = controls.find(({ input }) => input);
    const field = at(waiting.id, `[id$="-set:${input}"]`);
    await page.focus(field);
    // a burst: no frame between the keys
    await page.$eval(field, (e) => {
      for (let i = 0; i < 6; i += 1) e.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true, cancelable: true }));
    });
    const drafts = [pose(waiting.id)];
    for (let i = 0; i < 6; i += 1) drafts.push(glue.nudge(drafts[i], input, 1).draft);
    const { inputs } = glue.scene(waiting.id, drafts[6], undefined, 0, "en");
    assert.equal(await page.$eval(field, (e) => e.value), inputs.find(({ path }) => path === input).text, "the control follows the hand");
    const known = drafts.map((draft) => plain(scene(waiting.id, draft).says));
    for (let told = ""; told !== known[6]; ) {
      told = await said(page, waiting.id);
      assert.ok(known.includes(told), `no draft says: ${told}`);
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    await idle(page, waiting.id);
    await whole(page);
  });

  test("guess, then see: both are marked, the answer stands, and it is announced once", async () => {
    const page = await explainer(browser);
    for (const step of browser.few(steps, 3)) {
      const { options, answer } = step.exhibit;
      const wrong = (answer + 1) % options.length;
      const buttons = at(step.id, ".option");
      await page.$$eval(buttons, (all, i) => all[i].click(), wrong);
      await page.focus(at(step.id, "[data-act=reveal]"));
      await page.keyboard.press("Enter");
      const marks = await page.$$eval(at(step.id, ".option .mark"), (all) => all.map((e) => e.textContent));
      assert.equal(marks[wrong], words.explainer_mine, step.id);
      assert.equal(marks[answer], words.explainer_right, step.id);
      const told = plain(scene(step.id, pose(step.id, settingOf(step, "answer"))).says);
      await page.waitForFunction((told) => document.querySelector("[data-spoken]").textContent.endsWith(told), {}, told);
      assert.match(await spoken(page), new RegExp(`^The answer is ${options[answer].letter}`));
      assert.equal(await said(page, step.id), told);
      assert.equal(await page.evaluate(() => document.activeElement.dataset.act), "reveal", "focus stays");
    }
    await shot(page, "explainer-revealed", { width: 1440, height: 1000 });
  });

  browser.once("each side's setting can be reached on the figure", async () => {
    const page = await explainer(browser);
    for (const step of browser.few(steps, 3))
      for (const kind of ["for", "against"]) {
        const i = settingOf(step, kind);
        const { says } = step.exhibit.settings[i];
        const done = (pressed) => page.$$eval(at(step.id, ".setting"), (all, says, press) => {
          const button = all.find((e) => e.textContent.trim() === says);
          if (press) button.click();
          return button.getAttribute("aria-pressed");
        }, says, pressed);
        await done(true);
        assert.equal(await done(false), "true");
        const told = plain(scene(step.id, pose(step.id, i)).says);
        await idle(page, step.id);
        assert.equal(await said(page, step.id), told, `${step.id}, ${kind}`);
      }
  });

  test("one announcement for a change, a second after the last key: the figure's sentence", async () => {
    const page = await explainer(browser);
    await page.evaluate(() => {
      globalThis.heard = [];
      const region = document.querySelector("[data-spoken]");
      new MutationObserver(() => globalThis.heard.push(region.textContent)).observe(region, { subtree: true, childList: true, characterData: true });
    });
    await page.focus(set);
    for (let i = 0; i < 4; i += 1) await page.keyboard.press("ArrowUp");
    assert.deepEqual(await page.evaluate(() => globalThis.heard), [], "nothing while keys are pressed");
    await page.waitForFunction(() => globalThis.heard.length > 0);
    const draft = [1, 1, 1, 1].reduce((draft, step) => glue.nudge(draft, price.path, step).draft, pose(quick.id));
    await page.keyboard.press("Tab");
    await page.focus(set);
    await page.evaluate(() => new Promise((end) => setTimeout(end, 1200)));
    assert.deepEqual(await page.evaluate(() => globalThis.heard), [plain(scene(quick.id, draft).says)]);
  });

  test("a finger on a number opens less, more and a slider, and no keyboard", async () => {
    const page = await explainer(browser, 390, 800);
    await page.$eval(inSentence, (field) => {
      field.dispatchEvent(new PointerEvent("pointerdown", { pointerType: "touch", bubbles: true, cancelable: true }));
      field.click();
    });
    const panel = at(quick.id, ".live-says [data-panel]");
    assert.ok(await page.$(`${panel} input[type=range]`));
    assert.equal(await page.evaluate(() => document.activeElement.dataset.panel), price.path);
    await page.click(`${panel} .step-by:last-of-type`);
    assert.equal(await said(page, quick.id), plain(scene(quick.id, glue.nudge(pose(quick.id), price.path, 1).draft).says));
    assert.ok(await page.$(panel));
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    assert.equal(await page.$(panel), null);
  });

  test("on the narrowest phone nothing scrolls sideways, as pictures or as tables", async () => {
    const page = await explainer(browser, 320, 640);
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
    assert.ok(await fits());
    for (const step of browser.few(steps, 3)) {
      await page.$eval(at(step.id, "[data-act=reveal]"), (b) => b.click());
      await idle(page, step.id);
      assert.ok(await fits(), step.id);
      for (const [i, { says }] of step.exhibit.settings.entries()) {
        await page.$$eval(at(step.id, ".setting"), (all, says) => all.find((e) => e.textContent.trim() === says)?.click(), says);
        await idle(page, step.id);
        assert.ok(await fits(), `${step.id}, ${i}`);
      }
    }
    await page.$eval(at(quick.id, "[role=switch]"), (b) => b.click());
    assert.ok(await fits());
    await shot(page, "explainer-phone", { width: 320, height: 640, fullPage: false });
  });

  test("tables instead of pictures lasts", async () => {
    const page = await explainer(browser);
    await page.click(at(quick.id, "[role=switch]"));
    for (const { id } of steps) {
      const { table } = scene(id, pose(id)).figure;
      assert.deepEqual(await page.$$eval(at(id, ".live-picture td.govuk-table__cell"), (all) => all.map((e) => e.textContent)), table.rows.flatMap(({ cells }) => cells.map(({ text }) => text)), id);
      assert.equal(await page.$(at(id, "svg.chart")), null);
    }
    await page.reload();
    await page.waitForSelector("html[data-ready]");
    await idle(page, quick.id);
    assert.ok(await page.$(at(quick.id, ".live-picture table")));
  });

  browser.once("the calculator opens with the figure as it stands", async () => {
    const page = await explainer(browser);
    await page.focus(set);
    await page.keyboard.press("PageUp");
    const shown = await page.$eval(set, (e) => e.value);
    assert.notEqual(shown, price.text);
    await page.click(at(quick.id, "[data-act=open]"));
    assert.equal(await page.evaluate(() => location.hash), "#calculator");
    assert.equal(await page.$("[data-live]"), null);
    assert.equal(await page.$eval(`.contract [data-input="${price.path}"]`, (e) => e.value), shown);
    const reply = glue.evaluate(glue.nudge(pose(quick.id), price.path, 10).draft, undefined, 0);
    await page.waitForFunction(() => document.documentElement.dataset.settled === document.querySelector(".contract").dataset.generation, { timeout: 60_000 });
    assert.ok((await page.$eval(".scheme-name", (e) => e.textContent)) === reply.views[0].name, "its futures are drawn once it is there");
    await page.click("[data-act=explainer]");
    await idle(page, quick.id);
    assert.equal(await page.$eval(set, (e) => e.value), shown, "and the figure still stands where it stood");
  });

  browser.once("on paper each figure has its picture and its table, and nothing to press", async () => {
    const page = await explainer(browser);
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    for (const { id } of steps) {
      assert.ok(await page.$(at(id, "svg.chart")), id);
      assert.ok(await page.$(at(id, ".live-picture table")), id);
    }
    if (browser.name !== "Chromium") return; // Firefox does not take the medium from outside
    await page.emulateMediaType("print");
    const pressed = await page.$$eval("[data-live] button, [data-live] input[type=range], [data-live] input[type=radio]", (all) =>
      all.filter((e) => e.checkVisibility() && !e.matches(".option")).map((e) => e.textContent.trim()));
    assert.deepEqual(pressed, []);
    await shot(page, "explainer-print", { print: true });
  });
});
