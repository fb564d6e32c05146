// No number on the page is the page's own: each is a result or an input of the engine, in the engine's words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachBrowser, open, settled as futures } from "./browser.mjs";
import { glue, picture, results as rows, scene, schemes, settled, words } from "./engine.mjs";

const known = new Map();

/** The engine's last answer with every picture in it, the costly ones too; worked out once for each draft. */
function answered(draft) {
  if (!known.has(draft)) {
    const answer = settled(draft);
    const drawn = ({ id }) => answer.figures.find((figure) => figure.id === id) ?? picture(draft, id);
    known.set(draft, { ...answer, figures: answer.tabs.map(drawn).filter(Boolean) });
  }
  return known.get(draft);
}

/** All futures are drawn, and the number that matters most is told: nothing on the page is still to come. */
async function drawn(page) {
  await futures(page);
  await page.waitForFunction(() => !document.querySelector(".most-room:not(:has(.most))"), { timeout: 120_000 });
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

/** Every text that a person wrote into a draft, as it is and where a name begins with it, longest first: never a number. */
function written(node, found = new Set()) {
  if (typeof node === "string") found.add(node).add(node.charAt(0).toUpperCase() + node.slice(1));
  else if (node && typeof node === "object") Object.values(node).forEach((each) => written(each, found));
  return [...found].filter((text) => /\p{L}{2}.* /u.test(text)).sort((a, b) => b.length - a.length);
}

/** What the engine's fixed words say with a digit in them, each of which stands on some page: why, where, which words. */
const FIXED = [
  ["the chance that defines a bad year and a good one", ".rows, .remark", ["in 1 bad year in 20", "In 1 bad year in 20", "in 1 good year in 20"]],
  ["the chance beyond which nobody plans", ".headline", ["the worst 1 in 20", "To get through 19 of 20"]],
  ["the same, of what may be owed and lost", ".subtitle, .twin caption, .remark", ["in all but 1 future in 20"]],
  ["futures are counted out of 20", ".subtitle, .twin caption", ["Futures of 20"]],
  ["people are counted out of 100", ".headline, .subtitle, .twin caption, .remark", ["of every 100 who succeed", "fewer of every 100 succeed", "of 100 larger charities"]],
  ["people are counted out of 100, in the names of numbers", ".most", [", of 100"]],
  ["what a pound is worth, in the name of a number", ".most", ["Counts £1 of public value as"]],
  ["what charities hold, as it was published", ".remark", ["1 month of reserves", "; 4 months, ", "; 12 months, ", "(Clifford and Mohan 2020)"]],
  ["how sure a test should be", ".remark", ["the least effect that it finds 4 times in 5 is", "To be paid in 4 futures of 5 "]],
];
/** The same in the labels of pictures, which may be broken into lines. */
const LABELS = [
  ["the chance beyond which nobody plans, beside a bar", "svg .total, svg .bar-note", ["in 19 of 20, never over"]],
  ["people are counted out of 100, beside a mark", "svg .point-label", ["of 100 fewer:"]],
  ["how sure a test should be, beside a mark", "svg .point-label", ["paid 4 times in 5 from"]],
];
const PRECEDENTS = [
  "Work Programme: −25.6% (This is Money 2012; calculated)",
  "Work Programme: 28 of 100, not 38 (LGiU on NAO 2012; L&W 2018)",
  "Peterborough: cohort 2 came 12 months late (Webster 2017)",
];

/**
 * What shows a digit and is neither a result nor an input: why, where, and the only texts that may stand there. A list names
 * whole texts of the element; `lines` says that a line may hold a part of one that is there whole, `within` that prose may hold
 * them, and no other digit.
 */
function exceptions(draft, answer, { chart, table, dial } = {}) {
  const tables = [answer.ledger_table, ...(table ? [table] : [])];
  const of = (is, texts) => (chart?.is === is ? texts(chart) : []);
  const names = of("bars", ({ bars }) => bars.map(({ name }) => name));
  const words_of = written(draft);
  return [
    ["the chance that defines a bad year, at the head of its column", ".rows thead th", [words.row_bad]],
    ["words of the draft", ".said, .digest, .rows, .most, .headline, .subtitle, .remark, .offer", { within: words_of }],
    ...FIXED.map(([why, where, within]) => [why, where, { within }]),
    ...LABELS.map(([why, where, lines]) => [why, where, { lines }]),
    ["the year of the prices", ".remark", { within: [`In prices of ${draft.scenarios[0].price_year?.v}`] }],
    ["the names of groups and payments, beside their bands and lanes", "svg .band-label, svg .lane-name", { lines: words_of }],
    ["what a bar stands for", "svg .bar-name", names],
    ["the same, told of the worst", ".headline", { within: names }],
    ["what has happened to others, as it was published", ".twin tbody td", PRECEDENTS],
    ["the periods that head a table", ".twin thead th", tables.flatMap(({ columns }) => columns)],
    ["the periods and names that head its rows", ".twin tbody th", tables.flatMap(({ rows }) => rows.map(({ head }) => head.text))],
    ["the periods under a picture", "svg .x-axis .tick", of("stack", ({ periods }) => periods)],
    ["the chances between a bad and a good year", "svg .likely-label", { within: ["18 futures of 20:"] }],
    ["the numbers along an axis", "svg .x-axis .tick, svg .y-axis .tick", { test: isTick }],
    ["how many futures a band holds", "svg .band-name", of("curves", ({ bands }) => bands.map(({ name }) => name))],
    ["how many futures were drawn", ".method", [answer.method_text]],
    ["where a dial stands", ".dial output", dial ? [dial.text] : []],
  ];
}

/** A number that the engine words as an axis shows it: it says the same of the number that it seems to be. */
function isTick(text) {
  const scale = { m: 1e6, bn: 1e9, p: 0.01, "%": 0.01 }[/([a-z]+|%)$/.exec(text)?.[0]] ?? 1;
  const value = Number(text.replace("−", "-").replaceAll(/[£,a-z%]/g, "")) * scale;
  return ["gbp", "gbp_short", "people", "count", "points", "pence", "percent"].some((unit) => glue.format(value, unit, "en") === text);
}

/** Whether something in this list excuses a text, its elements known in the list's order; what did is added to `used`. */
function excused(list, { text, holders }, used) {
  let rest = text;
  for (const [i, [why, , allowed]] of list.entries()) {
    const whole = holders[i];
    if (whole === null) continue;
    let by = [];
    if (allowed.within) {
      by = allowed.within.filter((each) => rest.includes(each));
      for (const each of by) rest = rest.replaceAll(each, "");
    } else if (allowed.lines) by = allowed.lines.filter((each) => each.includes(text.trim().replace(/,$/, "")) && whole.includes(each)).slice(0, 1);
    else if (allowed.test?.(whole) ?? allowed.includes(whole)) by = [whole];
    if (by.length > 0) used.add(why);
    for (const each of by) used.add(each);
    if (by.length > 0 && (!allowed.within || !/\d/.test(rest))) return true;
  }
  return false;
}

/**
 * Runs in the page. With each of these tabs open, or as it stands: each result in the answer as it reads, and each text with a
 * digit in it that is none, with what holds it, by selector. `none` is what a tab says that has no picture.
 */
async function read(tabs, selectors, none) {
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
  const seen = () => {
    const all = [...document.querySelectorAll("#answer, .detail, .digest")];
    const results = all.flatMap((root) => [...root.querySelectorAll("[data-result]")]);
    return {
      results: results.map((e) => [e.closest("figure") ? "picture" : "page", e.dataset.result, e.textContent]),
      digits: all.flatMap(texts).filter(loose).map((node) => {
        const at = node.parentElement;
        const holders = selectors.map((selector) => at.closest(selector)).map((holder) => holder && whole(holder));
        return { text: node.data.replaceAll(/\s+/g, " "), holders, where: `${at.localName}.${at.getAttribute("class") ?? ""}` };
      }),
      method: document.querySelector(".method").textContent,
    };
  };
  const found = [];
  for (const tab of tabs ?? []) {
    document.getElementById(tab).click();
    const panel = () => document.querySelector(`#figure-panel[aria-labelledby="${tab}"]`);
    const lacks = () => panel()?.querySelector(".awaited")?.textContent === none;
    while (panel()?.ariaBusy !== "false" && !lacks()) await new Promise(requestAnimationFrame);
    found.push({ ...seen(), lacks: lacks() });
  }
  return JSON.stringify(tabs ? found : [seen()]);
}

/** What to hold the page against, with this picture open if there is one. */
function against(draft, answer, id) {
  const { sentences, changed, rows, ledger_table } = answer;
  const figure = answer.figures.find((each) => each.id === id);
  return { id, answer, figure, page: worded([sentences, changed, rows, ledger_table]), picture: worded(figure), list: exceptions(draft, answer, figure) };
}

/** Whatever is wrong with what was read of the page. */
function faults({ results, digits, method, lacks }, { answer, figure, list, ...pairs }, used = new Set()) {
  const found = lacks ? ["a tab that leads to no picture"] : [];
  for (const place of ["page", ...(figure ? ["picture"] : [])]) if (!results.some(([at]) => at === place)) found.push(`no result on the ${place}`);
  for (const [place, result, text] of results) {
    const said = pairs[place].get(result);
    if (!said?.has(text)) found.push(`${result} reads “${text}” on the ${place}, not ${[...(said ?? ["anything known"])]}`);
  }
  for (const each of digits) if (!excused(list, each, used)) found.push(`nobody answers for “${each.text.trim()}” in ${each.where}`);
  if (method !== answer.method_text) found.push(`“${method}” is not how it was reached`);
  return found;
}

/** The least schemes that have every picture between them, those with the most first: another browser shows the first of these. */
const few = [];
const seen = new Set();
const tabs = new Map(schemes.map((scheme) => [scheme, glue.evaluate(scheme.draft, undefined, 0).views[0].answer.tabs.map(({ id }) => id)]));
for (;;) {
  const fresh = (scheme) => tabs.get(scheme).filter((id) => !seen.has(id)).length;
  const most = schemes.reduce((a, b) => (fresh(b) > fresh(a) ? b : a));
  if (fresh(most) === 0) break;
  few.push(most);
  tabs.get(most).forEach((id) => seen.add(id));
}

forEachBrowser((browser) => {
  const used = new Set();
  for (const scheme of browser.whole ? schemes : few.slice(0, 2)) {
    test(`every number, field and measure of ${scheme.id} is the engine's, as the engine words it`, async () => {
      const page = await open(browser, `#${glue.encode(scheme.draft)}`);
      const answer = answered(scheme.draft); // while the page draws its own futures
      await drawn(page);
      const views = answer.tabs.map(({ id }) => against(JSON.parse(scheme.draft), answer, id));
      const tabs = views.map(({ id }) => `tab:${id}`);
      const selectors = views[0].list.map(([, selector]) => selector);
      const wrong = [];
      // below 560 pixels labels leave the sides and go beneath: each kind of picture is looked at in either state, and as a table
      for (const [width, tables] of few.includes(scheme) ? [[1440, false], [400, false], [400, true]] : [[400, false]]) {
        await page.setViewport({ width, height: 1000 });
        await page.waitForFunction((narrow) => document.querySelector("svg.chart").width.baseVal.value < 400 === narrow, {}, width < 560);
        if (tables) await page.$eval("[role=switch]", (b) => b.click());
        assert.equal(await page.$eval("[role=switch]", (b) => b.getAttribute("aria-checked")), String(tables));
        assert.deepEqual(await page.$$eval("[role=tab]", (all) => all.map((tab) => tab.id)), tabs);
        for (const [i, seen] of JSON.parse(await page.evaluate(read, tabs, selectors, words.figure_none)).entries()) {
          const where = `${views[i].id}, ${tables ? "table" : "picture"}, ${width} px`;
          wrong.push(...faults(seen, views[i], used).map((fault) => `${where}: ${fault}`));
        }
        await page.$eval("[role=tab]", (tab) => tab.click());
      }
      assert.deepEqual(wrong, []);

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
      await page.click("[data-act=fields]");
      const { results } = answered(scheme.draft);
      await page.click("[data-act=method]");
      const said = await page.$$eval(".measure", (all) => all.map((e) => ({
        name: e.querySelector("h4").textContent,
        text: e.textContent,
        shown: [...e.querySelectorAll("[data-result]")].map((each) => [each.dataset.result, each.textContent]),
      })));
      const measures = rows.filter(({ says }) => says !== undefined);
      assert.deepEqual(said.map(({ name }) => name), measures.map(({ label }) => label));
      for (const [i, { id, standard = "", says, formula, limits = "" }] of measures.entries()) {
        for (const words of [standard, says, formula, limits]) assert.ok(said[i].text.includes(words), `${id}: ${words}`);
        const { text, error } = results.find((result) => result.id === id);
        assert.deepEqual(said[i].shown, (error === undefined ? [text] : [text, error]).map((each) => [id, each]), id);
      }
    });
  }

  test("every number of the explainer is a result or an input, or was written in its talk", async () => {
    const page = await open(browser, "#explainer");
    const { steps } = glue.deck(undefined, "en");
    const strings = (node) => (typeof node === "string" ? [node] : node && typeof node === "object" ? Object.values(node).flatMap(strings) : []);
    for (const step of steps) {
      const at = `[data-live="${step.id}"]`;
      await page.waitForSelector(`${at} .live-picture[aria-busy=false]`, { timeout: 60_000 });
      const told = scene(step.id, glue.pose(step.id, 0, undefined, "en"));
      const { results, fields, loose } = await page.$eval(at, (figure) => {
        const walk = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
        const loose = [];
        for (let node = walk.nextNode(); node; node = walk.nextNode())
          if (/\d/.test(node.data) && !node.parentElement.closest("[data-result], [data-input], .mirror")) loose.push(node.data.trim().replace(/\s+/g, " "));
        return {
          results: [...figure.querySelectorAll("[data-result]")].map((e) => [e.dataset.result, e.textContent]),
          fields: [...figure.querySelectorAll("input[data-input]")].map((e) => [e.dataset.input, e.value]),
          loose,
        };
      });
      const said = worded(told);
      for (const [result, text] of results) assert.ok(said.get(result)?.has(text), `${step.id}: ${result} reads “${text}”`);
      for (const [path, text] of fields) assert.equal(text, told.inputs.find((input) => input.path === path).text);
      assert.ok(results.length > 0);
      const written = strings([step, told]).map((text) => text.replace(/\s+/g, " "));
      const ends = told.inputs.flatMap(({ slider, min, max, unit }) => (slider ?? [min, max]).map((end) => end === undefined ? "" : glue.format(end, unit, "en")));
      const number = glue.format(steps.indexOf(step) + 1, "count", "en");
      for (const text of loose) assert.ok(written.some((each) => each.includes(text)) || ends.includes(text) || text === number || isTick(text), `${step.id}: nobody answers for “${text}”`);
    }
  });

  test("no exception is made for nothing", { skip: browser.whole ? false : "not all schemes were shown" }, () => {
    const all = exceptions(JSON.parse(schemes[0].draft), answered(schemes[0].draft)).map(([why]) => why);
    const texts = [...FIXED, ...LABELS].flatMap(([, , texts]) => texts).concat(PRECEDENTS);
    assert.deepEqual([...all, ...texts].filter((each) => !used.has(each)), []);
  });

  test("a number of nobody is found, and so is one that is no longer said", async () => {
    const page = await open(browser, `#${glue.encode(schemes[0].draft)}`);
    const answer = answered(schemes[0].draft);
    await drawn(page);
    const view = against(JSON.parse(schemes[0].draft), answer, answer.tabs[0].id);
    const selectors = view.list.map(([, selector]) => selector);
    const look = async () => faults(JSON.parse(await page.evaluate(read, null, selectors))[0], view);
    for (const selector of [".said", ".rows td", ".headline"]) {
      assert.deepEqual(await look(), []);
      await page.$eval(selector, (e) => e.append(" £12 more"));
      assert.match(`${await look()}`, /^nobody answers for “£12 more”[^“]+$/, selector);
      await page.$eval(selector, (e) => e.lastChild.remove());
    }
    const replace = (selector, text) => page.$eval(selector, (e, text) => ([text, e.textContent] = [e.textContent, text], text), text);
    const method = await replace(".method", answer.method_text.replace(/[\d,]+/, "1,024"));
    const [loose, early, ...others] = await look();
    assert.match(loose, /^nobody answers for .*1,024/);
    assert.match(early, /1,024.* is not how it was reached/);
    assert.deepEqual(others, []);
    await replace(".method", method);
    assert.deepEqual(await look(), []);
    await replace("[data-result]", "£1");
    assert.match(`${await look()}`, /^\S+ reads “£1” on the page, not [^“]+$/);
  });
});
