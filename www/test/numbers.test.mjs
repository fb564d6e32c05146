// No number on the page is the page's own: each is a result or an input of the engine, in the engine's words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachBrowser, open } from "./browser.mjs";
import { answers, glue, picture, results as rows, schemes, words } from "./engine.mjs";

/** The engine's answer with every picture in it, the costly ones too. */
function answered(draft) {
  const [view] = glue.evaluate(draft, undefined, 0).views;
  const all = answers(draft);
  const answer = all.at(-1);
  const { tabs, figures } = answer;
  answer.figures = tabs.map(({ id }) => figures.find((figure) => figure.id === id) ?? picture(draft, id));
  const results = all.flatMap((each) => each.results).map(({ id, text }) => ({ result: id, text }));
  // until its futures are drawn the page says what it knew before
  return { ...view, answer, early: all.slice(0, -1), results };
}

/** Every text that the engine gives for a result, by its id, wherever the reply carries one. */
function worded(node, found = new Map()) {
  if (Array.isArray(node)) node.forEach((each) => worded(each, found));
  else if (node && typeof node === "object") {
    const said = node.text ?? node.total; // a series words its total
    if (typeof node.result === "string" && node.result !== "") {
      assert.equal(typeof said, "string", JSON.stringify(node));
      found.set(node.result, (found.get(node.result) ?? new Set()).add(said));
    }
    Object.values(node).forEach((each) => worded(each, found));
  }
  return found;
}

/** Every text that a person wrote into a draft, longest first: names, verbs, results in words, never a number. */
function written(node, found = new Set()) {
  if (typeof node === "string") found.add(node);
  else if (node && typeof node === "object") Object.values(node).forEach((each) => written(each, found));
  return [...found].filter((text) => /\p{L}{2}.* /u.test(text)).sort((a, b) => b.length - a.length);
}

/**
 * What shows a digit and is neither a result nor an input: why, where, and the only texts that may stand there. A list names
 * whole texts of the element; `lines` says that a line may hold a part of one, `within` that prose may hold them, and no
 * other digit.
 */
const exceptions = (draft, { answer }) => {
  const charts = answer.figures.map(({ chart }) => chart);
  const tables = [...answer.figures.map(({ table }) => table), answer.ledger_table];
  const of = (is, texts) => charts.flatMap((chart) => (chart.is === is ? texts(chart) : []));
  return [
    ["the chance that defines a bad year", ".rows thead th", [words.row_bad]],
    ["words of the draft, and the chance that defines a good year", ".said, .digest, .rows, .headline, .subtitle, .remark, .offer", { within: [...written(draft), "in 1 good year in 20"] }],
    ["the names of groups and payments, beside their bands, lanes and bars", "svg .band-label, svg .lane-name, svg .bar-name", { lines: written(draft) }],
    ["the periods that head a table", ".twin thead th", tables.flatMap(({ columns }) => columns)],
    ["the periods and names that head its rows", ".twin tbody th", tables.flatMap(({ rows }) => rows.map(({ head }) => head.text))],
    ["the periods under a picture", "svg .x-axis .tick", of("stack", ({ periods }) => periods)],
    ["the chances between a bad and a good year", "svg .likely-label", { within: ["18 futures of 20:"] }],
    ["the numbers along an axis", "svg .x-axis .tick, svg .y-axis .tick", { test: isTick }],
    ["how many futures a band holds", "svg .band-name", of("curves", ({ bands }) => bands.map(({ name }) => name))],
    ["where a dial stands", ".dial output", answer.figures.flatMap(({ dial }) => (dial ? [dial.text] : []))],
  ];
};

/** A number that the engine words as an axis shows it: it says the same of the number that it seems to be. */
function isTick(text) {
  const scale = { m: 1e6, bn: 1e9 }[/[a-z]+$/.exec(text)?.[0]] ?? 1;
  const value = Number(text.replace("−", "-").replaceAll(/[£,a-z]/g, "")) * scale;
  return ["gbp", "gbp_short", "people", "count", "points", "pence"].some((unit) => glue.format(value, unit, "en") === text);
}

/** Every text of the answer with a digit in it that is no result: what holds it, by selector. Runs in the page. */
function digits(selectors) {
  const texts = (root) => {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walk.nextNode(); node; node = walk.nextNode()) if (node.data.trim() !== "") found.push(node);
    return found;
  };
  // the lines of a label make one text
  const whole = (element) => texts(element).map((node) => node.data.trim()).join(" ").replaceAll(/\s+/g, " ");
  // a field beneath a picture lies over a copy of its text, which gives it its width
  const loose = (node) => /\d/.test(node.data) && !node.parentElement.closest("[data-result], [data-input], .mirror:has(+ [data-input])");
  return [...document.querySelectorAll("#answer, .detail, .digest")].flatMap(texts).filter(loose).map((node) => {
    const at = node.parentElement;
    const holders = selectors.map((selector) => at.closest(selector)).map((holder) => holder && whole(holder));
    return { text: node.data.trim(), holders, where: `${at.localName}.${at.getAttribute("class") ?? ""}` };
  });
}

/** What the page says of its results, and of what has no name in it. */
async function look(page, draft, view, where, used = new Set()) {
  const pairs = worded(view);
  const results = await page.$$eval("#answer [data-result], .detail [data-result], .digest [data-result]", (all) =>
    all.map((e) => [e.dataset.result, e.textContent]),
  );
  assert.ok(results.length > 0, where);
  for (const [result, text] of results) {
    assert.ok(pairs.get(result)?.has(text), `${where}: ${result} reads “${text}”, not ${[...(pairs.get(result) ?? ["anything known"])]}`);
  }
  const list = exceptions(draft, view);
  const allows = (allowed, text, whole) => {
    if (allowed.test) return allowed.test(whole);
    if (allowed.lines) return allowed.lines.some((each) => each.includes(text.replace(/,$/, "")));
    if (allowed.within) return !/\d/.test(allowed.within.reduce((rest, each) => rest.replaceAll(each, ""), text));
    return allowed.includes(whole);
  };
  const strays = [];
  for (const { text, holders, where: at } of await page.evaluate(digits, list.map(([, selector]) => selector))) {
    const found = list.find(([, , allowed], i) => holders[i] !== null && allows(allowed, text, holders[i]));
    if (found) used.add(found[0]);
    else strays.push(`“${text}” in ${at}`);
  }
  assert.deepEqual(strays, [], `${where}: numbers that nobody answers for`);
}

/** The page as it first opens, on this scheme: tables, drafts and links of the tests before are forgotten. */
async function start(browser, { id, name }) {
  const page = await open(browser);
  await page.evaluate(() => [...document.querySelectorAll(".foot button")].at(-1).click());
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  await page.click(".scheme");
  await page.waitForSelector("#schemes");
  await page.click(`[data-scheme="${id}"]`);
  await page.waitForFunction((wanted) => document.title.startsWith(wanted), {}, name);
  return page;
}

forEachBrowser((browser) => {
  const used = new Set();
  for (const scheme of schemes) {
    test(`every number of ${scheme.id} is a result or an input`, async () => {
      const page = await start(browser, scheme);
      const view = answered(scheme.draft);
      const draft = JSON.parse(scheme.draft);
      for (const width of [1440, 400]) {
        await page.setViewport({ width, height: 1000 });
        // below 560 pixels labels leave the sides and go beneath
        await page.waitForFunction((narrow) => document.querySelector("svg.chart").width.baseVal.value < 400 === narrow, {}, width < 560);
        for (const tables of [false, true]) {
          assert.equal(await page.$eval("[role=switch]", (b) => b.getAttribute("aria-checked")), String(tables));
          const ids = await page.$$eval("[role=tab]", (all) => all.map((tab) => tab.id));
          assert.deepEqual(ids, view.answer.tabs.map(({ id }) => `tab:${id}`));
          for (const id of ids) {
            await page.$eval(`[id="${id}"]`, (tab) => tab.click());
            await page.waitForSelector("#figure-panel[aria-busy=false]");
            await look(page, draft, view, `${scheme.id}, ${id}, ${tables ? "table" : "picture"}, ${width} px`, used);
          }
          await page.$eval("[role=switch]", (b) => b.click());
        }
      }
    });

    test(`every field of ${scheme.id} reads as the engine words it`, async () => {
      const page = await start(browser, scheme);
      const [view] = glue.evaluate(scheme.draft, undefined, 0).views;
      const stated = () => page.$$eval("input[data-input], .choice:has([data-input])", (all) => all.map((e) =>
        e.matches("input") ? [e.dataset.input, e.value] : [e.querySelector("select").dataset.input, e.querySelector(".chosen").textContent]));
      const text = new Map(view.inputs.map((input) => [input.path, input.text]));
      const inForm = await stated();
      assert.ok(inForm.length > 5);
      for (const [path, said] of inForm) assert.equal(said, text.get(path), path);
      await page.click("[data-act=fields]");
      const inTable = await stated();
      assert.deepEqual(new Map(inTable), text);
    });

    test(`every measure of ${scheme.id} reads as the engine words it`, async () => {
      const page = await start(browser, scheme);
      const { results } = answered(scheme.draft);
      await page.click("[data-act=method]");
      const said = await page.$$eval(".measure", (all) => all.map((e) => [e.querySelector("h3").textContent, e.textContent]));
      const measures = rows.filter(({ says }) => says !== undefined);
      assert.deepEqual(said.map(([name]) => name), measures.map(({ label }) => label));
      for (const [i, { id, standard = "", says, formula, limits = "" }] of measures.entries()) {
        for (const words of [standard, says, formula, limits]) assert.ok(said[i][1].includes(words), `${id}: ${words}`);
        const shown = await page.$eval(`.measure [data-result="${id}"]`, (e) => e.textContent);
        assert.ok(results.some(({ result, text }) => result === id && text === shown), `${id}: ${shown}`);
      }
    });
  }

  test("no exception is made for nothing", () => {
    const view = answered(schemes[0].draft);
    const all = exceptions(JSON.parse(schemes[0].draft), view).map(([why]) => why);
    assert.deepEqual(all.filter((why) => !used.has(why)), []);
  });

  test("a number of nobody is found", async () => {
    const page = await start(browser, schemes[0]);
    const view = answered(schemes[0].draft);
    const draft = JSON.parse(schemes[0].draft);
    const look1 = () => look(page, draft, view, "front1");
    for (const selector of [".said", ".rows td", ".headline"]) {
      await look1();
      await page.$eval(selector, (e) => e.append(" £12 more"));
      await assert.rejects(look1(), /“£12 more”/, selector);
      await page.$eval(selector, (e) => e.lastChild.remove());
    }
    await look1();
    await page.$eval("[data-result]", (e) => (e.textContent = "£1"));
    await assert.rejects(look1(), /reads “£1”/);
  });
});
