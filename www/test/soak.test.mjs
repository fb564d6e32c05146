// Use without end, and ten megabytes at once: the memory of the module that ships is flat however many edits are made, and a
// file or a paste of that size is told while the work in progress stays.
//
// `cargo xtask soak` makes 10,000 edits: SOAK says how many.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as glue from "../gen/pbr.js";
import { forEachBrowser, open } from "./browser.mjs";

const module = await readFile(new URL("../gen/pbr_bg.wasm", import.meta.url));
const { memory } = glue.initSync({ module });
const { schemes } = glue.catalogue("en");
const EDITS = Number(process.env.SOAK ?? 600);

/** One edit as the page makes it: the draft changed, answered against the one before, and now and then whatever else is asked. */
function edit(drafts, i) {
  const at = i % drafts.length;
  const { before, draft, paths } = drafts[at];
  const path = paths[Math.floor(i / drafts.length) % paths.length];
  const round = Math.floor(i / drafts.length / paths.length);
  const changed = glue.nudge(draft, path, round % 2 ? -1 : 1).draft;
  drafts[at].draft = changed;
  assert.equal(glue.evaluate(changed, before, i).generation, i);
  if (i % 10 === 0) glue.evaluate(glue.edit(changed, path, `no number ${i}`).draft, before, i);
  if (i % 50 === 0) assert.equal(glue.decode(glue.encode(changed)).draft, changed);
  if (i % 50 === 25) {
    const run = new glue.Run(changed, undefined, i, "futures");
    run.step(64);
    run.free();
  }
}

test(`memory is flat over ${EDITS} edits`, (t) => {
  const small = schemes.filter(({ draft }) => draft.length < 4000).slice(0, 8);
  assert.equal(small.length, 8);
  const drafts = small.map(({ draft }) => {
    const { inputs } = glue.evaluate(draft, undefined, 0).views[0];
    const paths = inputs.filter(({ step, value }) => step !== undefined && value !== undefined).map(({ path }) => path).slice(0, 4);
    assert.ok(paths.length > 1);
    return { before: draft, draft, paths };
  });
  const pages = () => memory.buffer.byteLength / 65536;
  const early = EDITS / 10;
  for (let i = 0; i < early; i += 1) edit(drafts, i);
  const then = pages();
  for (let i = early; i < EDITS; i += 1) edit(drafts, i);
  t.diagnostic(`${then} pages after ${early} edits, ${pages()} after ${EDITS}`);
  assert.equal(pages(), then, `pages of 64 kB after ${early} edits and after ${EDITS}`);
});

const MUCH = 10_000_000;

forEachBrowser((browser) => {
  browser.once("ten megabytes are told, and the work in progress is kept", async () => {
    const page = await open(browser);
    const field = (await page.$$("[data-input$='.referrals']"))[0];
    const path = await field.evaluate((e) => e.dataset.input);
    const now = () => page.$eval(`[data-input="${path}"]`, (e) => e.value);
    await field.focus();
    await field.evaluate((e) => e.select());
    await page.keyboard.type("321");
    await page.keyboard.press("Tab");
    await page.waitForFunction((path) => JSON.parse(localStorage.getItem("pbr.draft")).scenarios[0].people.some((g) => (g.referrals.v ?? g.referrals) === 321), {}, path);
    const kept = () => page.evaluate(() => localStorage.getItem("pbr.draft"));
    const before = await kept();

    const folder = await mkdtemp(join(tmpdir(), "pbr-"));
    for (const [name, text] of Object.entries({ letters: "x".repeat(MUCH), numbers: `[${"1,".repeat(MUCH / 2)}1]`, draft: before + " ".repeat(MUCH) })) {
      const file = join(folder, `${name}.json`);
      await writeFile(file, text);
      if (!(await page.$("#file-open"))) await page.click("[data-act=link]");
      await (await page.$("#file-open")).uploadFile(file);
      const told = await page.waitForSelector(".trouble[role=alert]");
      assert.match(await told.evaluate((e) => e.textContent), /[\d,]{9,} bytes long/, name);
      assert.equal(await now(), "321", name);
      await page.click(".trouble .text-button");
    }
    await rm(folder, { recursive: true });

    // as if from the clipboard, into a number: what stands there is told, and a step back leads to what was there
    await page.$eval(`[data-input="${path}"]`, (e, much) => {
      e.focus();
      e.value = "9".repeat(much);
      e.dispatchEvent(new Event("input", { bubbles: true }));
    }, MUCH);
    await page.waitForSelector(`[data-input="${path}"][aria-invalid=true]`);
    await page.$eval("[data-act=undo]", (e) => e.click());
    await page.waitForFunction((path) => document.querySelector(`[data-input="${path}"]`).value === "321", {}, path);
    await page.waitForFunction((before) => localStorage.getItem("pbr.draft") === before, {}, before);
  });
});
