// The story as those read it who have no script, or no WebAssembly: every question, every table, every source, and why.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { story } from "../prerender.mjs";
import { axe, forEachBrowser, open } from "./browser.mjs";
import { glue, scene, words } from "./engine.mjs";

const wasm = await readFile(new URL("../gen/pbr_bg.wasm", import.meta.url));
const { steps } = glue.deck(undefined, "en");
const plain = (parts) => parts.map(({ text }) => text).join("");
const spaced = (text) => text.replace(/\s+/g, " ");

const shownAt = (id, kind, settings) => scene(id, glue.pose(id, settings.findIndex((s) => s.kind === kind), undefined, "en"));

/** Everything that must be there to read, figure by figure. */
const wanted = steps.map(({ id, head, text, exhibit }) => {
  const { options, answer, settings, published, sides, credit } = exhibit;
  const shown = shownAt(id, "answer", settings);
  const rows = shown.figure.table.rows.flatMap(({ head, cells }) => [head, ...cells].map((cell) => cell.text));
  return [
    head,
    text,
    ...options.map(({ says }) => says),
    `The answer is ${options[answer].letter}: ${options[answer].says}.`,
    plain(shown.says),
    ...["for", "against"].flatMap((kind) => [settings.find((s) => s.kind === kind).says, plain(shownAt(id, kind, settings).says)]),
    plain(shown.figure.table.caption),
    ...shown.figure.table.columns,
    ...rows,
    ...published.flatMap(({ says, value, status, source }) => [says, value, status, source]),
    ...sides.flatMap(({ head, text }) => [head, text]),
    credit,
  ];
});

test("the same engine tells the same story, byte for byte, and the page holds it", async () => {
  const once = story(wasm);
  assert.equal(story(wasm), once);
  const page = await readFile(new URL("../../dist/index.html", import.meta.url), "utf8");
  assert.ok(page.includes(once));
  assert.doesNotMatch(once, /<script|<style|\son\w+=|style=/);
});

forEachBrowser((browser) => {
  const refuse = (page) => page.evaluateOnNewDocument(() => delete globalThis.WebAssembly);
  const ways = [
    ["script", "switched off", async () => open(browser, "", { scripting: false })],
    ["WebAssembly", "does not let it", async () => open(browser, "#explainer", { before: refuse })],
  ];
  for (const [what, why, opened] of ways)
    test(`without ${what} every question, table and source can be read, and the reason stands on top`, async () => {
      const page = await opened(); // of one element at a time: Firefox without scripts answers nothing else
      const sections = (await page.$eval("main", (e) => [...e.querySelectorAll(".exhibit")].map((each) => each.textContent))).map(spaced);
      assert.equal(sections.length, steps.length);
      for (const [i, texts] of wanted.entries()) for (const text of texts) assert.ok(sections[i].includes(spaced(text)), `${steps[i].id}: ${text}`);
      assert.ok((await page.$eval("main", (e) => e.innerText)).includes(words.explainer_closing));
      assert.ok((await page.$eval(".refused", (e) => e.innerText)).includes(why));
      assert.equal(await page.$eval("main", (e) => e.querySelectorAll(".exhibit button, .exhibit input").length), 0);
      if (what === "WebAssembly") assert.deepEqual(await axe(page), []);
      await page.setViewport({ width: 320, height: 640 });
      assert.ok(await page.$eval("html", (html) => html.scrollWidth <= html.clientWidth), "nothing scrolls sideways");
    });
});
