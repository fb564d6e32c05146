// The stage: talks told by keyboard alone, guessed at, resumed after the reload of a clicker, large enough for the last row.
import assert from "node:assert/strict";
import { writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { axe, forEachBrowser, open as opened, shot } from "./browser.mjs";
import { glue, schemes } from "./engine.mjs";

const card = schemes.find((s) => s.id === "work_programme");
const told = glue.scheme(card.id, "en");
const deck = glue.deck(undefined, "en");
const words = (parts) => parts.map((part) => part.text).join("");
const spaced = (text) => text.replace(/\s+/g, " ").trim();
const step = (page) => page.$eval("#slide", (e) => Number(e.dataset.step));
const says = async (page) => spaced(await page.$eval("#slide", (e) => e.textContent));
const head = async (page) => spaced(await page.$eval("#slide h1", (e) => e.textContent));
const spoken = async (page) => spaced(await page.$eval("[data-spoken]", (e) => e.textContent));
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.dataset.present || document.activeElement.className);
/** Costly pictures are there. */
const whole = (page) => page.waitForFunction(() => document.querySelector("#slide") && !document.querySelector("#stage [aria-busy=true]"));
/** A slide that may follow: its id is that of its step, a full stop and what it shows of it. */
const on = (page, id) =>
  page.waitForFunction((id) => document.querySelector("#slide")?.dataset.slide === id, {}, id).catch(async (error) => {
    const found = await page.evaluate(() => [document.querySelector("#slide")?.dataset.slide, location.hash, localStorage.getItem("pbr.stage")]);
    throw new Error(`${id} was not shown, but: ${JSON.stringify(found)}`, { cause: error });
  });

/** The page at a size, remembering nothing, with the menu of talks open. */
async function menu(browser, width = 1920, height = 1080) {
  const page = await opened(browser, "#calculator", { width, height });
  await page.click("[data-act=talk]");
  await page.waitForSelector("#talk");
  return page;
}

async function begin(page, key) {
  await page.focus(`[data-present="${key}"]`);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#slide");
}

/** The least text on the screen, in pixels, and what overflows it. */
const measured = (page) =>
  page.evaluate(() => {
    const worded = [...document.querySelectorAll(".stage *")].filter(
      (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && e.getClientRects().length > 0 && !e.closest(".govuk-visually-hidden"),
    );
    const sizes = worded.map((e) => {
      const picture = e.closest("svg");
      const scale = picture ? picture.getBoundingClientRect().width / picture.viewBox.baseVal.width : 1;
      return [parseFloat(getComputedStyle(e).fontSize) * scale, e.textContent];
    });
    const [least, text] = sizes.reduce((a, b) => (b[0] < a[0] ? b : a));
    const { scrollHeight, scrollWidth, clientWidth } = document.documentElement;
    return { least, text, high: scrollHeight, wide: scrollWidth - clientWidth };
  });

forEachBrowser((browser) => {
  browser.once("a scheme: every step is reached by page keys and says its one thing", async () => {
    const page = await opened(browser, "#schemes");
    await page.setViewport({ width: 1920, height: 1080 });
    await begin(page, card.id);
    await page.waitForFunction(() => document.querySelector(".stage-foot")?.textContent.includes("1 of 7"));
    assert.equal(await focused(page), "slide");
    const [what, paid, pro, contra, ended, unsettled] = card.story.map((line) => line.text);
    const steps = [[card.name, what], [paid], [told.answer.map(words).join(" ")], [told.picture.question, words(told.picture.headline)], [ended, told.record[0].value], [pro, contra], [unsettled]];
    for (const [i, wanted] of steps.entries()) {
      assert.equal(await step(page), i);
      const text = await says(page);
      for (const want of wanted) assert.ok(text.includes(spaced(want)), `${i}: ${want}`);
      assert.deepEqual(await axe(page), [], `step ${i}`);
      const { least, text: small, high, wide } = await measured(page);
      assert.ok(least >= 28, `step ${i}: ${least} px: ${small}`);
      assert.ok(high <= 1081 && wide <= 0, `step ${i}: ${wide} × ${high} px`);
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

  test("the explainer by keyboard: each figure asks, reveals, shows what embarrasses either side, and stands beside the record", { timeout: 300_000 }, async () => {
    const page = await menu(browser);
    await begin(page, "explainer");
    const count = deck.steps.reduce((sum, s) => sum + s.exhibit.settings.length + 1, 0);
    let at = 0;
    async function look(id) {
      await on(page, id);
      await whole(page);
      assert.equal(await step(page), at);
      assert.match(await page.$eval(".stage-foot", (e) => e.textContent), new RegExp(`${at + 1} of ${count}`));
      const { least, text, wide } = await measured(page);
      assert.ok(least >= 28, `${id}: ${least} px: ${text}`);
      assert.ok(wide <= 0, `${id}: ${wide} px too wide`);
      assert.deepEqual(await axe(page), [], id);
      await shot(page, `talk-${String(at).padStart(2, "0")}`, { width: 1920, height: 1080, dark: at % 2 === 0, fullPage: false });
      at += 1;
    }
    const steps = browser.few(deck.steps);
    for (const { id, head: question, exhibit: e } of steps) {
      await look(`${id}.ask`);
      assert.equal(await head(page), question);
      assert.equal(await focused(page), "slide");
      for (const o of e.options) assert.ok((await says(page)).includes(`${o.letter} ${o.says}`), o.says);
      assert.doesNotMatch(await says(page), /the answer/);
      // the room guesses wrong, or not at all
      const wrong = e.answer === 0 ? 1 : 0;
      if (at % 2 === 1) {
        await page.keyboard.press(String(wrong + 1));
        assert.match(await says(page), new RegExp(`you guessed ${e.options[wrong].letter}`));
        assert.equal(await page.$eval(".guess-option.is-mine", (b) => b.ariaPressed), "true");
      }
      const guessed = at % 2 === 1;
      await page.keyboard.press("PageDown");
      await look(`${id}.answer`);
      assert.equal(await focused(page), "slide", "the reveal leaves the focus where it is");
      const right = e.options[e.answer];
      assert.match(await spoken(page), new RegExp(`^answer ${right.letter}: ${right.says}`));
      const answer = e.settings.find((s) => s.kind === "answer");
      assert.ok((await says(page)).includes(spaced(answer.says)));
      assert.match(await page.$eval(".guess-option.is-right", (b) => b.textContent), /the answer/);
      if (right.at !== undefined) {
        assert.equal((await page.$$(".chart .guess.is-answer")).length, 1, "the answer stands on the picture");
        assert.equal((await page.$$(".chart .guess.is-guess")).length, guessed ? 1 : 0);
      }
      for (const [i, s] of e.settings.entries()) {
        if (s.kind === "start" || s.kind === "answer") continue;
        await page.keyboard.press("ArrowRight");
        await look(`${id}.set-${i}`);
        assert.equal(await head(page), spaced(s.says));
      }
      await page.keyboard.press("ArrowDown");
      await look(`${id}.evidence`);
      const text = await says(page);
      for (const f of e.published) assert.ok(text.includes(f.value) && text.includes(spaced(f.says)), f.says);
      for (const side of e.sides) assert.ok(text.includes(spaced(side.text)), side.head);
      await page.keyboard.press(" ");
    }
    if (steps === deck.steps) assert.equal(at, count);
    // the other theme
    await page.click("[data-act=theme]");
    await page.keyboard.press("Home");
    for (const i of browser.few([0, 1, 2, 3, 4, 5])) {
      assert.deepEqual(await axe(page), [], `slide ${i} in the other theme`);
      await page.keyboard.press("PageDown");
    }
  });

  test("a guess and a typed number outlast a reload; a clicker blanks the screen; Escape leaves the field first, then the stage", async () => {
    const page = await menu(browser);
    await begin(page, "explainer");
    for (let i = 0; i < 60 && (await page.$eval("#slide", (e) => e.dataset.slide)) !== "help.ask"; i += 1) await page.keyboard.press("PageDown");
    await page.keyboard.press("2");
    await page.keyboard.press("PageDown");
    await on(page, "help.answer");
    const field = '#stage .control [data-input$="rate"]';
    await page.focus(field);
    await page.$eval(field, (e) => e.select());
    await page.keyboard.type("8000"); // digits are the field's, not guesses
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("#slide").textContent.includes("£8,000"));
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "INPUT", "the caret stays");
    await page.keyboard.press("ArrowUp");
    await page.waitForFunction((field) => document.querySelector(field).value !== "£8,000", {}, field);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    assert.equal(await focused(page), "slide");
    assert.equal(await page.$eval("#slide", (e) => e.dataset.slide), "help.answer");
    // once more to where it was left
    await page.keyboard.press("PageDown");
    await page.keyboard.press("PageUp");
    await page.waitForFunction((field) => document.querySelector(field)?.value === "£8,000", {}, field);

    for (const key of [".", "b"]) {
      await page.keyboard.press(key);
      assert.match(await spoken(page), /blank/);
      assert.equal(await page.$eval("#slide", (e) => getComputedStyle(e).visibility), "hidden");
      await page.keyboard.press(key);
      assert.equal(await page.$eval("#slide", (e) => getComputedStyle(e).visibility), "visible");
    }
    await page.reload();
    await page.waitForSelector("html[data-ready]");
    await on(page, "help.answer");
    assert.match(await says(page), /you guessed B/);
    assert.equal(await page.$eval(field, (e) => e.value), "£8,000");
    await page.waitForFunction(() => document.querySelectorAll(".chart .guess.is-guess").length === 1);
    await page.keyboard.press("Escape");
    assert.equal(await page.$("#slide"), null);
    await page.reload();
    await page.waitForSelector("html[data-ready]");
    assert.equal(await page.$("#slide"), null, "what was left is not found again");
    assert.ok(await page.waitForSelector("svg.chart"), "the calculator draws at its own width");
  });

  test("Escape gives the focus back; what stands behind the stage is hidden; a click guesses and reveals", async () => {
    const page = await menu(browser);
    await page.keyboard.press("Escape");
    await page.click('.switches [data-present^="picture:"]');
    await page.waitForSelector("#slide");
    await page.keyboard.press("Escape");
    assert.match(await focused(page), /^picture:/);
    await page.goto(page.url().replace("#calculator", "#explainer"));
    await page.waitForSelector('[data-present="figure:help"]');
    await begin(page, "figure:help");
    assert.equal(await page.$eval(".all", (e) => e.hidden), true);
    assert.equal((await page.$$("main:not([hidden] main)")).length, 1);
    await page.click(".guess-option:nth-of-type(3)");
    await page.click("[data-act=next]");
    await on(page, "help.answer");
    assert.match(await says(page), /you guessed C: right/);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.act), "next", "the reveal leaves the focus where it is");
    // held, the picture stays behind whatever is changed
    await page.click("[data-act=hold]");
    await page.click('#stage .step-by:last-of-type');
    await page.click('#stage .step-by:last-of-type');
    await page.waitForSelector(".chart .ghost");
    assert.match(await says(page), /held/);
    await page.keyboard.press("Escape");
    assert.equal(await focused(page), "figure:help");
  });

  test("a talk of one's own: arranged, told with its notes, saved in the file and opened again", async () => {
    const page = await menu(browser, 1280, 900);
    await page.click("#talk-own summary");
    const heads = () => page.$$eval(".talk-step", (all) => all.map((e) => e.dataset.step));
    const made = await heads();
    assert.ok(made.length > 4);
    await page.select("#talk-what", "add:help");
    await page.click(".talk-add button");
    await page.select("#talk-what", "words");
    await page.click(".talk-add button");
    assert.deepEqual((await heads()).slice(made.length), ["help-2", "words"]);
    const last = made.length + 1;
    await page.$eval(`#talk-step-${last}-head`, (e) => e.select());
    await page.focus(`#talk-step-${last}-head`);
    await page.keyboard.down("Control");
    await page.keyboard.press("a");
    await page.keyboard.up("Control");
    await page.keyboard.type("Thank you; ask: why?");
    await page.focus(`#talk-step-${last}-notes`);
    await page.keyboard.type("Smile.");
    // the first place
    for (let i = last; i > 0; i -= 1) await page.click(`#talk_up-${i}`);
    assert.equal(await focused(page), "talk_up-0");
    assert.equal((await heads())[0], "words");
    await page.click("#talk_remove-1");
    assert.equal((await heads()).length, made.length + 1);
    assert.deepEqual(await axe(page), []);
    await shot(page, "talk-own", { width: 1280, height: 900 });

    const draft = await page.evaluate(() => localStorage.getItem("pbr.draft"));
    const folder = await mkdtemp(join(tmpdir(), "talk-"));
    const file = join(folder, "talk.json");
    await writeFile(file, draft);
    await page.evaluate(() => localStorage.clear());
    await page.click("[data-act=link]");
    await (await page.waitForSelector("#file-open")).uploadFile(file);
    await page.waitForFunction(() => !document.querySelector("#link"));
    await rm(folder, { recursive: true });
    await page.click("[data-act=talk]");
    await begin(page, "desk");
    assert.equal(await head(page), "Thank you; ask: why?");
    await page.keyboard.press("End");
    await on(page, "help-2.evidence");
    await page.keyboard.press("Escape");
    assert.equal(await focused(page), "desk");
  });

  test("notes stand in a window of their own that follows, and turns the slides", async () => {
    const page = await menu(browser);
    await begin(page, "explainer");
    const popup = new Promise((seen) => page.once("popup", seen));
    await page.focus("[data-act=notes]");
    await page.keyboard.press("Enter");
    const notes = await popup;
    await notes.waitForSelector(".notes-of");
    const text = () => notes.$eval(".notes-of", (e) => e.textContent);
    assert.ok((await text()).includes(deck.steps[0].notes));
    assert.ok((await text()).includes(deck.steps[1].head), "what comes next");
    await notes.keyboard.press("PageDown");
    await on(page, `${deck.steps[0].id}.answer`);
    for (let i = 0; i < deck.steps[0].exhibit.settings.length; i += 1) await page.keyboard.press("PageDown");
    await notes.waitForFunction((note) => document.querySelector(".notes-of").textContent.includes(note), {}, deck.steps[1].notes);
    const gone = new Promise((seen) => notes.once("close", seen));
    await page.bringToFront();
    await page.click("[data-act=leave]");
    await gone;
  });

  test("where no window may be opened, notes unfold beneath the slide; the talk goes on paper a page a step", async () => {
    const page = await menu(browser);
    await page.evaluate(() => {
      window.open = () => null;
      window.print = () => {
        window.printed = [...document.querySelectorAll(".sheet")].map((e) => e.textContent);
      };
    });
    await page.click("#talk-own summary");
    await page.click("[data-act=print-talk]");
    await page.waitForFunction(() => window.printed);
    const sheets = await page.evaluate(() => window.printed);
    assert.equal(sheets.length, (await page.$$(".talk-step")).length);
    assert.equal(await page.$(".sheet"), null);
    await begin(page, "explainer");
    await page.click("[data-act=notes]");
    assert.ok((await page.$eval("#stage .notes-of", (e) => e.textContent)).includes(deck.steps[0].notes));
  });

  test("on a phone nothing scrolls sideways and the buttons do what the keys do", async () => {
    const page = await menu(browser, 320, 640);
    await begin(page, "explainer");
    for (let i = 0; i < 12; i += 1) {
      assert.equal(await step(page), i);
      await whole(page);
      assert.ok((await measured(page)).wide <= 0, `${i}`);
      await page.click("[data-act=next]");
    }
    await page.click("[data-act=leave]");
    assert.equal(await page.$("#slide"), null);
  });
});
