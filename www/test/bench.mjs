// How fast the built page is, in Chromium: size, first answer, and a slider dragged in every scheme. `cargo xtask bench`
// starts it. It prints times and asserts none; what it asserts is that no two parts of the page were ever of two
// generations.
//
// One event is timed inside the page from dispatching it until it returns: evaluation and drawing are done by then. What
// `requestAnimationFrame` would tell is a multiple of the screen's own rhythm.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { arch, availableParallelism, cpus, loadavg, platform } from "node:os";
import { test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { forEachBrowser, FROM, pageUrl } from "./browser.mjs";

const LOADS = 10;
const drags = JSON.parse(await readFile(process.env.PBR_DRAGS, "utf8"));

const sorted = (times) => [...times].sort((a, b) => a - b);
const quantile = (times, q) => sorted(times)[Math.ceil(q * times.length) - 1];
const ms = (time) => time.toFixed(time < 9.995 ? 2 : 1);

/** A table in plain text: words begin, numbers end, at the same place. */
function table(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  for (const row of rows) {
    console.log(`   ${row.map((cell, i) => (i < 1 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  ")}`);
  }
}

const spread = (times) => [0.5, 0.95, 1].map((q) => ms(quantile(times, q)));

/** Runs in the page before any of its scripts: a stopwatch around what the engine does, and one that stops at `data-ready`. */
function watch() {
  globalThis.spent = { evaluate: 0, set: 0 };
  const { Instance } = WebAssembly;
  WebAssembly.Instance = function (module, imports) {
    const { exports } = new Instance(module, imports);
    const timed = (name) => (...given) => {
      const started = performance.now();
      const got = exports[name](...given);
      globalThis.spent[name] += performance.now() - started;
      return got;
    };
    return { exports: { ...exports, evaluate: timed("evaluate"), set: timed("set") } };
  };
  new MutationObserver(() => (globalThis.ready ??= performance.now())).observe(document, {
    attributes: true,
    attributeFilter: ["data-ready"],
    subtree: true,
  });
}

/** The page as somebody finds it who has never been there. */
async function visit(browser) {
  const context = await (await browser.process(true)).createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1440, height: 1000 });
  await page.evaluateOnNewDocument(watch);
  await page.goto(pageUrl + FROM);
  await page.waitForSelector("html[data-ready]");
  return { page, leave: () => context.close() };
}

/** Times of every event of one drag, in ms, and the generations that stood on the page after it. */
function dragged(path, values) {
  const at = CSS.escape(path);
  const slider = () => document.querySelector(`[data-panel="${at}"] input[type=range]`);
  const generations = () => [...document.querySelectorAll("[data-generation]")].map((e) => Number(e.dataset.generation));
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  return (async () => {
    slider().dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    const events = [];
    for (const value of values) {
      // one event a frame, so that each finds the page as the browser has drawn it
      await frame();
      const field = slider();
      field.value = String(value);
      globalThis.spent = { evaluate: 0, set: 0 };
      const started = performance.now();
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      const returned = performance.now();
      const seen = generations();
      document.body.getBoundingClientRect(); // the browser places what changed
      const placed = performance.now();
      events.push({ ...globalThis.spent, event: returned - started, placed: placed - started, seen });
    }
    return events;
  })();
}

/** The least step of the page's clock, which browsers keep coarse. */
function clock() {
  const steps = [];
  for (let last = performance.now(); steps.length < 20; ) {
    const now = performance.now();
    if (now > last) steps.push(now - last);
    last = now;
  }
  return Math.min(...steps);
}

/** The shipped module in this process: closed forms, laws, the first futures and all of them. */
test("one draft by tier, native and WebAssembly", async () => {
  const glue = await import("../gen/pbr.js");
  glue.initSync({ module: await readFile(new URL("../gen/pbr_bg.wasm", import.meta.url)) });
  const timed = (work) => {
    const started = performance.now();
    work();
    return performance.now() - started;
  };
  const middle = (work) => quantile(Array.from({ length: 9 }, () => timed(work)), 0.5);
  const rows = [["", "native", "WebAssembly", "÷"]];
  for (const { scheme, work } of drags) {
    const job = new glue.Run(work.draft, undefined, 1, "futures");
    const first = timed(() => job.step(1024));
    const rest = timed(() => {
      for (let done = false; !done; ) {
        const progress = job.step(16_384);
        done = progress.done === progress.total;
      }
    });
    job.free();
    const here = {
      closed: middle(() => glue.evaluate(work.certain, undefined, 1)),
      exact: middle(() => glue.evaluate(work.draft, undefined, 1)),
      first,
      all: first + rest,
    };
    const row = (what, key) => [`  ${what}`, ms(work[key]), ms(here[key]), (here[key] / work[key]).toFixed(1)];
    rows.push(
      [`${scheme}, ms`, "", "", ""],
      row("answer with nothing uncertain: closed forms", "closed"),
      row("answer with its laws worked out", "exact"),
      row("and 1,024 futures", "first"),
      row("and 16,384 futures", "all"),
    );
  }
  console.log("\n   One draft, natively and in the shipped module under Node");
  table(rows);
});

forEachBrowser((browser) => {
  test("the page, from its bytes to a dragged slider", async () => {
    const bytes = await readFile(new URL(pageUrl));
    console.log(`\n   ${new Date().toISOString().slice(0, 10)}, ${cpus()[0].model.trim()} (${platform()} ${arch()})`);
    console.log(`   ${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}: what others did meanwhile is in every time below`);

    const packed = [bytes, gzipSync(bytes, { level: 9 }), brotliCompressSync(bytes)];
    console.log("\n   Bytes");
    table([
      ["", "raw", "gzip", "brotli"],
      ["dist/index.html", ...packed.map(({ length }) => length.toLocaleString("en-GB"))],
    ]);

    const firsts = [];
    for (let i = 0; i <= LOADS; i += 1) {
      const { page, leave } = await visit(browser);
      firsts.push(await page.evaluate(() => globalThis.ready));
      await leave();
    }
    const [cold, ...warm] = firsts;
    console.log(`\n   From opening the page to its first answer, ms`);
    table([
      ["", "median", "95th", "worst"],
      ["in a browser just started, once", ms(cold), "", ""],
      [`in a new profile of the same, ${LOADS} times`, ...spread(warm)],
    ]);

    console.log("\n   A slider dragged from end to end and back, ms an event");
    const rows = [["", "median", "95th", "worst", "÷ native", "5th to 95th"]];
    let checked = 0;
    let resolution = 0;
    for (const { scheme, name, path, field, values, answering, writing } of drags) {
      const { page, leave } = await visit(browser);
      resolution ||= await page.evaluate(clock);
      await page.click(".scheme");
      await page.waitForSelector("#schemes");
      await page.click(`[data-scheme="${scheme}"]`);
      await page.waitForFunction((wanted) => document.title.startsWith(wanted), {}, name);
      await page.focus(`[data-input="${path}"]`);
      await page.waitForSelector(`[data-panel="${path}"] input[type=range]`);
      const before = await page.$eval("[data-generation]", (part) => Number(part.dataset.generation));
      const events = await page.evaluate(dragged, path, values);
      await leave();
      let last = before;
      for (const { seen } of events) {
        const [generation, ...others] = [...new Set(seen)];
        assert.ok(seen.length > 1, `${scheme}: nothing says of which generation it is`);
        assert.deepEqual(others, [], `${scheme}: generations ${generation} and ${others.join(", ")} mix`);
        assert.ok(generation > last, `${scheme}: an event was not answered`);
        last = generation;
        checked += 1;
      }
      // event by event: the same draft natively and in the page
      const row = (what, times, compared) => {
        const ratios = times.map((time, i) => time / answering[i]);
        const [low, middle, high] = [0.05, 0.5, 0.95].map((q) => quantile(ratios, q).toFixed(1));
        return [`  ${what}`, ...spread(times), ...(compared ? [middle, `${low} to ${high}`] : ["", ""])];
      };
      const of = (what) => events.map((event) => event[what]);
      rows.push(
        [`${scheme}: ${field}, ${events.length} events`, "", "", "", "", ""],
        row("answer, native", answering, false),
        row("  and written as JSON", answering.map((time, i) => time + writing[i]), true),
        row("answer, WebAssembly, handed over as objects", of("evaluate"), true),
        row("edit of the draft, WebAssembly", of("set"), false),
        row("drawing, by difference", events.map(({ event, evaluate, set }) => event - evaluate - set), false),
        row("whole event", of("event"), false),
        row("  and placed by the browser", of("placed"), false),
      );
    }
    table(rows);
    console.log(`\n   ${await (await browser.process(true)).version()}; the page's clock has steps of ${resolution.toFixed(2)} ms`);
    console.log(`   Generations: ${checked} events, after each of which every part of the page was of the newest`);
  });
}, { as: "shipped" });
