// The record: schemes are found, opened, compared and taken into the calculator; the method says how, and every figure where from.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { axe, forEachBrowser, open as opened, settled, shot } from "./browser.mjs";
import { glue, results, schemes as library } from "./engine.mjs";

const { method } = glue.catalogue("en");
/** In the order of the place: those that ran before the invented ones. */
const schemes = [...library.filter((s) => s.years !== ""), ...library.filter((s) => s.years === "")];
const words = (parts) => parts.map((part) => part.text).join("");
const spaced = (text) => text.replace(/\s+/g, " ").trim();
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
const cards = (page) => page.$$eval("[data-card]", (all) => all.map((e) => e.dataset.card));
const count = (page) => page.$eval(".record-search [role=status]", (e) => e.textContent);
const story = (s) => s.story.map((line) => line.text).join(" ");
const holds = (s, word) => [s.name, s.about, s.years, story(s), ...s.facets.map((f) => f.says)].join(" ").toLowerCase().includes(word);

/** A place of a page that remembers nothing. */
async function open(browser, place, width = 1440) {
  const page = await opened(browser, "", { width });
  if (place !== "calculator") {
    await page.focus(`[data-act=${place}]`);
    await page.keyboard.press("Enter");
    await page.waitForSelector(`#${place}`);
  }
  return page;
}

/** Opens a card by keyboard, and waits for all that it says. */
async function unfold(page, id) {
  await page.focus(`[data-card="${id}"] button[aria-expanded]`);
  await page.keyboard.press("Enter");
  await page.waitForFunction((id) => document.querySelector(`[data-card="${id}"] .scheme-told`) && ![...document.querySelectorAll(`[data-card="${id}"] [role=status]`)].some((status) => status.textContent.trim() !== ""), {}, id); // a table to be copied has one that says nothing
}

test("every scheme comes back from a link as it was", () => {
  for (const { id, draft } of schemes) assert.equal(glue.decode(glue.encode(draft)).draft, draft, id);
});

test("what is unverified passes nowhere for published", () => {
  const at = (draft, path) => path.split(/[.[\]]+/).filter(Boolean).reduce((node, key) => node?.[key], draft);
  let seen = 0;
  for (const { id, draft } of schemes) {
    const tree = JSON.parse(draft);
    for (const input of glue.evaluate(draft, undefined, 0).views[0].inputs) {
      const status = at(tree, input.path)?.status;
      if (status !== "unverified" && status !== "illustrative") continue;
      assert.equal(input.status_id, "example", `${id} ${input.path}`);
      seen += 1;
    }
    const told = glue.scheme(id, "en");
    for (const fact of told.record) assert.ok(["published", "secondary", "calculated"].includes(fact.status_id), `${id}: ${fact.says}`);
  }
  assert.ok(seen > 100, `${seen}`);
});

forEachBrowser((browser) => {
  browser.once("schemes are found by words and by what they are", async () => {
    const page = await open(browser, "record");
    assert.match(await page.title(), /^Schemes/);
    assert.deepEqual(await cards(page), schemes.map((s) => s.id));
    await page.focus("#record-search");
    await page.keyboard.type("Prison");
    const prison = schemes.filter((s) => holds(s, "prison")).map((s) => s.id);
    assert.ok(prison.length > 1 && prison.length < schemes.length);
    assert.deepEqual(await cards(page), prison);
    assert.equal(await count(page), `${prison.length} found`);
    await page.evaluate(() => document.activeElement.select());
    await page.keyboard.press("Delete");
    for (const kind of ["field", "measure", "payer", "share", "ended"]) {
      const choices = await page.$$eval(`#quality-${kind} option`, (all) => all.map((o) => o.value));
      assert.ok(choices.length > 2, kind);
      for (const choice of browser.few(choices)) {
        await page.select(`#quality-${kind}`, choice);
        const want = schemes.filter((s) => choice === "" || s.facets.some((f) => f.kind === kind && f.id === choice));
        assert.deepEqual(await cards(page), want.map((s) => s.id), `${kind} ${choice}`);
      }
      await page.select(`#quality-${kind}`, "");
    }
    await page.select("#quality-field", "justice");
    await page.select("#quality-measure", "events");
    const both = schemes.filter((s) => ["justice", "events"].every((id) => s.facets.some((f) => f.id === id)));
    assert.deepEqual(await cards(page), both.map((s) => s.id), "both at once");
  });

  browser.once("every card opens: its story, its terms, what was published, what the model says, its sources", async () => {
    const page = await open(browser, "record");
    for (const card of browser.few(schemes, 4)) {
      await unfold(page, card.id);
      const told = glue.scheme(card.id, "en");
      const text = spaced(await page.$eval(`[data-card="${card.id}"]`, (e) => e.textContent));
      const said = [
        card.name,
        card.about,
        ...card.story.flatMap((line) => [line.head, line.text]),
        ...told.terms.flatMap((t) => [words(t.parts), t.status]),
        told.simplified,
        told.answer.map(words).join(" "),
        ...told.record.flatMap((f) => [f.says, f.value, f.status, f.source]),
        ...(told.tests.length === 0 ? [] : glue.checks(told.tests).flatMap((c) => [c.claim, c.check, c.published, c.calculated, c.verdict, c.why])),
        ...told.sources.map((s) => s.text),
      ];
      for (const one of said) assert.ok(text.includes(spaced(one)), `${card.id}: ${one}`);
      assert.equal(card.story.length, 6, card.id);
      assert.equal((await page.$$(".scheme-told")).length, 1, "one at a time");
      if (told.curve) assert.equal(await page.$eval(`[data-card="${card.id}"] .thumb .line`, (e) => e.getAttribute("d")), told.curve.path);
    }
    await unfold(page, "work_programme");
    for (const theme of ["dark", "light"]) {
      await page.click("[data-act=theme]");
      assert.equal(await page.$eval("html", (html) => html.dataset.theme), theme);
      assert.deepEqual(await axe(page), [], theme);
    }
    await shot(page, "record", { width: 1440, height: 900 });
    await page.setViewport({ width: 320, height: 640 });
    assert.ok(await fits(page));
    await shot(page, "record-phone", { width: 320, height: 640 });
  });

  test("a scheme opens in the calculator, and undo brings the contract back that stood there", async () => {
    const page = await open(browser, "record");
    const { name } = schemes.find((s) => s.id === "peterborough");
    await page.focus('[data-card="peterborough"] .button');
    await page.keyboard.press("Enter");
    await page.waitForFunction((name) => document.title.startsWith(name), {}, name);
    assert.equal(await page.$("#record"), null);
    assert.equal(await page.evaluate(() => document.activeElement.id), "answer");
    await page.click("[data-act=undo]");
    assert.ok((await page.title()).startsWith(library[0].name));
  });

  test("every scheme is saved as a file and opened again as it was; what is no scenario says so and loses nothing", async () => {
    const page = await open(browser, "calculator");
    const kept = () => page.evaluate(() => localStorage.getItem("pbr.draft"));
    await page.evaluate(() => {
      URL.createObjectURL = (blob) => {
        globalThis.saved = blob.text();
        return "#saved";
      };
      URL.revokeObjectURL = () => {};
      HTMLAnchorElement.prototype.click = function () {
        globalThis.named = this.download;
      };
    });
    const folder = await mkdtemp(join(tmpdir(), "pbr-"));
    const give = async (name, text) => {
      await writeFile(join(folder, name), text);
      if (!(await page.$("#file-open"))) await page.click("[data-act=link]");
      await (await page.$("#file-open")).uploadFile(join(folder, name));
      await page.waitForFunction(() => !document.querySelector("#file-open"));
    };
    for (const { id, name, draft } of browser.few(library, 4)) {
      await give(`${id}.json`, draft);
      await page.waitForFunction((name) => document.title.startsWith(name), {}, name);
      await page.click("[data-act=link]");
      await page.click("[data-act=save-file]");
      assert.deepEqual(await page.evaluate(async () => [globalThis.named, await globalThis.saved]), [`${id}.json`, draft]);
      assert.equal(await kept(), draft);
    }
    const stood = await kept();
    for (const wrong of ["not a scenario", "", "[1, 2]", '{"format": 1, "scenarios": ']) {
      await give("wrong.json", wrong);
      await page.waitForSelector(".trouble[role=alert]");
      assert.ok((await page.$eval(".trouble p", (e) => e.textContent)).length > 10, wrong);
      assert.equal(await kept(), stood);
      await page.click(".trouble .text-button");
    }
    await rm(folder, { recursive: true });
  });

  browser.once("up to four stand side by side, each with what the calculator says of it", async () => {
    const page = await open(browser, "record");
    const four = ["front1", "front1_people", "work_programme", "peterborough"];
    for (const id of four) {
      await page.focus(`[data-card="${id}"] input`);
      await page.keyboard.press(" ");
    }
    assert.ok(await page.$eval('[data-card="hybrid"] input', (e) => e.disabled), "four are enough");
    await page.waitForFunction((n) => document.querySelectorAll('[data-compared$=".paid"]').length === n && [...document.querySelectorAll('[data-compared$=".paid"]')].every((e) => e.textContent !== ""), {}, 4);
    const shown = await page.$$eval("[data-compared]", (all) => Object.fromEntries(all.map((e) => [e.dataset.compared, e.textContent])));
    const [first] = glue.evaluate(library[0].draft, undefined, 0).views;
    for (const id of four) {
      for (const { id: result, text } of glue.scheme(id, "en").results) {
        const key = `${id}.${result}`;
        if (key in shown) assert.equal(shown[key], text, key);
      }
    }
    assert.equal(shown["front1.paid"], first.answer.results.find((r) => r.id === "paid").text);
    assert.ok(Object.keys(shown).length >= 4 * 6);
    assert.deepEqual(await axe(page), []);
    await page.click(".side-by-side .text-button");
    assert.equal((await page.$$('[data-compared$=".paid"]')).length, 3);
  });

  browser.once("the method: the model, its check values, every back-test, its limits, words and logs", async () => {
    const page = await open(browser, "method");
    await page.waitForSelector(".record-checks[aria-busy=false]");
    const text = spaced(await page.$eval("#method", (e) => e.textContent));
    const tests = glue.checks([]);
    const said = [
      ...method.sections.flatMap((s) => [s.title, ...s.says, ...s.formulas, s.rests, ...s.checks.flatMap((c) => [c.says, c.case, c.value])]),
      ...method.limits,
      ...method.unsettled,
      ...method.glossary.flatMap((w) => [w.word, w.standard, w.means]),
      ...method.assumptions.flatMap((a) => [a.what, a.taken, a.sure, a.instead]),
      ...[...method.assurance, ...method.versions].flatMap((l) => [l.head, l.text]),
      ...tests.flatMap((c) => [c.claim, c.check, c.published, c.calculated, c.verdict, c.strength, c.why, c.source]),
    ];
    for (const one of said) assert.ok(text.includes(spaced(one)), one);
    const ids = [...new Set(tests.map((c) => c.id))];
    assert.deepEqual(await page.$$eval("[data-test]", (all) => all.map((e) => e.dataset.test)), ids);
    assert.ok(tests.every((c) => c.holds) && tests.some((c) => c.strength.includes("arithmetic only")));
    assert.deepEqual(await axe(page), []);
    await page.setViewport({ width: 320, height: 640 });
    assert.ok(await fits(page));
  });

  browser.once("from any headline figure to its formula and its inputs in two actions", async () => {
    const page = await open(browser, "calculator");
    await settled(page);
    const told = await page.$$eval(".answer .said [data-result], table.rows [data-result]", (all) => [...new Set(all.map((e) => e.dataset.result))]);
    const known = told.filter((id) => results.some((r) => r.id === id));
    assert.ok(known.length > 10, known.join());
    for (const what of ["answer", "rows"]) {
      const mine = await page.$$eval(what === "answer" ? ".answer .said [data-result]" : "table.rows [data-result]", (all) => all.map((e) => [e.dataset.result, e.textContent]));
      await page.focus(`[data-explain=${what}]`);
      await page.keyboard.press("Enter"); // one
      // what is paid first: its inputs are gone on to
      for (const [id, text] of browser.few(mine.toSorted(([a], [b]) => (b === "paid") - (a === "paid")), 4)) {
        if (!results.some((r) => r.id === id)) continue;
        const entry = await page.waitForSelector(`#trail-${what} [data-trail="${id}"]`);
        if (await entry.evaluate((e) => !e.open)) {
          await entry.$eval("summary", (e) => e.focus());
          await page.keyboard.press("Enter"); // two
        }
        const says = spaced(await entry.evaluate((e) => e.textContent));
        const row = results.find((r) => r.id === id);
        assert.ok(row.of ? says.includes(row.sign) : says.includes(spaced(row.formula)), `${id}: ${says.slice(0, 200)}`);
        assert.ok((await entry.$$(".trail-inputs li")).length > 0 || row.rests.length === 0, `${id}: on which inputs (${text})?`);
      }
      if (what === "rows") assert.deepEqual(await axe(page), []);
    }
    // an input named there is one more action away
    const input = await page.$('[data-trail="paid"] .jump');
    await input.focus();
    await page.keyboard.press("Enter");
    assert.ok(await page.evaluate(() => document.activeElement.hasAttribute("data-input")));
  });

  test("the working: any result of this scenario with its formula, its numbers and its inputs; the workbench's tools lead to theirs", async () => {
    const page = await open(browser, "calculator");
    await settled(page);
    await page.focus("[data-tool=working]");
    await page.keyboard.press("Enter");
    const told = await page.$$eval("#working-result option", (all) => all.map((o) => o.value));
    assert.deepEqual(told, results.filter(({ id }) => told.includes(id)).map(({ id }) => id), "in the order of the table");
    assert.ok(told.length > 60, `${told.length}`);
    assert.deepEqual(await axe(page), []);
    for (const id of ["margin", "cash_needed"]) {
      await page.select("#working-result", id);
      const row = results.find((r) => r.id === id);
      await page.waitForSelector(`.working-out [data-trail="${id}"][open]`);
      const first = await page.$eval(`.working-out [data-trail="${id}"]`, (e) => e.textContent);
      assert.ok(first.includes(row.label), id);
      // with the numbers of this contract, or the formula in words
      if (row.of) {
        for (const part of row.of) assert.ok(await page.$(`.working-out [data-trail="${part}"]`), `${id} is made of ${part}`);
      } else assert.ok(first.includes(row.formula), id);
    }
    for (const [tool, ask] of [["matters", null], ["ask", "[data-question=even]"], ["compare", null]]) {
      await page.$eval(`[data-tool=${tool}]`, (b) => b.click());
      if (ask) await page.$eval(ask, (b) => b.click());
      await page.waitForSelector(`[data-explain=${tool}]`, { timeout: 120_000 });
      await page.$eval(`[data-explain=${tool}]`, (b) => b.click());
      await page.waitForSelector(`#trail-${tool} [data-trail]`);
      assert.equal(await page.$eval("#bench-tool [data-teach]", (b) => b.dataset.teach), "weigh");
    }
  });

  browser.once("every picture leads to the part of the method that explains it", async () => {
    const page = await open(browser, "calculator");
    await settled(page);
    const tabs = await page.$$eval("[role=tab]", (all) => all.map((e) => e.id));
    for (const id of [tabs[0], tabs.at(-1)]) {
      await page.$eval(`[id="${id}"]`, (tab) => tab.click());
      await page.waitForSelector(`#figure-panel[aria-labelledby="${id}"][aria-busy=false] [data-teach]`);
      const section = await page.$eval("[data-teach]", (e) => e.dataset.teach);
      assert.ok(method.sections.find((s) => s.id === section).figures.includes(id.slice(4)), id);
      await page.focus("[data-teach]");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.id), `method-${section}`);
      await page.click("[data-act=calculator]");
    }
  });
});
