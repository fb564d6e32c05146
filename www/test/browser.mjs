// The built page in a real browser: forEachBrowser, open, axe, shot. No test sleeps: each waits for a condition.
//
//   forEachBrowser((browser) => {
//     test("a slider moves the sentence", async () => {
//       const page = await open(browser, "#help");
//       await page.locator("#price").fill("14000");
//       await page.waitForSelector("text/£14,000");
//     });
//   });
//
// The first page of a test remembers nothing of the tests before; others of the same test share what it keeps: each test has a
// profile of its own. One that was only emptied handed Chromium, under load, a draft of the test before.
//
// A test fails if its page logged an error, threw, broke its policy or asked for anything besides itself; one that means it
// to calls `await trouble(page)`, which returns what was found so far and clears it.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, afterEach, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";

const root = new URL("../../", import.meta.url);
export const pageUrl = new URL("dist/index.html", root).href;

const BROWSERS = [
  {
    name: "Chromium",
    browser: "chrome",
    executablePath: process.env.PBR_CHROMIUM,
    args: [
      "--no-sandbox", // in CI there is only root; and the one page it opens is ours
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      // the pages that would unfold beneath the address bar: to start them in each new window takes as long as to open ours
      "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
    ],
    // WebAssembly is optimised after far more work than it would be: most pages of tests live too short to win that back
    short: ["--js-flags=--wasm-tiering-budget=200000000"],
  },
  {
    name: "Firefox",
    browser: "firefox",
    executablePath: process.env.PBR_FIREFOX,
    // it cannot switch scripting off for one tab
    scriptless: { extraPrefsFirefox: { "javascript.enabled": false } },
  },
];
if (!BROWSERS.some(({ executablePath }) => executablePath)) {
  throw new Error("no browser: run `cargo xtask test`, or set PBR_CHROMIUM or PBR_FIREFOX to the path of one");
}

const troubles = new WeakMap();

// by their names: launched once for all files of a process, as to start one takes as long as some five tests, and closed by
// the last of them. A hook of the whole process would not do: where tests stand outside of any suite as well, it comes too early
const running = new Map();
const files = new Map();

/** A browser with an empty profile, which puppeteer makes and removes. */
function launched(name, options) {
  if (!running.has(name)) running.set(name, puppeteer.launch({ ...options, headless: true }));
  return running.get(name);
}

/** A file is done with this browser. */
async function left(name) {
  files.set(name, files.get(name) - 1);
  if (files.get(name) > 0) return;
  const mine = [...running.keys()].filter((key) => key.startsWith(name));
  await Promise.all(mine.map(async (key) => {
    const process = await running.get(key);
    running.delete(key);
    await process.close();
  }));
}

/** Declares the tests once for each browser; `as: "shipped"` where its speed is what is looked at. */
export function forEachBrowser(declare, { as = "tested" } = {}) {
  for (const { name, scriptless, short = [], ...options } of BROWSERS) {
    if (as === "tested" && options.args) options.args = [...options.args, ...short];
    files.set(name, (files.get(name) ?? 0) + 1);
    describe(name, { skip: options.executablePath ? false : `${name} was not found` }, () => {
      // the first shows everything. What Rust says and the page only repeats is the same text in any browser: of that the other
      // shows a few cases in each file, and everything in which browsers differ: events, focus, keys, dragging, layout, storage,
      // workers, files. That no rule of accessibility is broken, reach.test.mjs shows in all places
      const whole = name === "Chromium" || !BROWSERS[0].executablePath;
      const browser = {
        name,
        whole,
        /** All of a list in the first browser, the first few in the other. */
        few: (all, count = 2) => (whole ? all : all.slice(0, count)),
        /** Declares a test for the first browser alone. */
        once: whole ? test : () => {},
        pages: [],
        process: (scripting) =>
          scripting || !scriptless ? launched(name, options) : launched(`${name} without scripting`, { ...options, ...scriptless }),
        /** Where the tabs of a test are, made when the first is opened. */
        profile: (scripting = true) => {
          if (!profiles.has(scripting)) profiles.set(scripting, browser.process(scripting).then((process) => process.createBrowserContext()));
          return profiles.get(scripting);
        },
      };
      const profiles = new Map();
      afterEach(async () => {
        const pages = browser.pages.splice(0);
        const all = (await Promise.all(pages.map(trouble))).flat();
        await Promise.all([...profiles.values()].map(async (profile) => (await profile).close()));
        profiles.clear();
        assert.deepEqual(all, [], "the page was in trouble");
      });
      after(() => left(name));
      declare(browser);
    });
  }
}

/** Where a test begins that names no place: the front page may be another. `#` is the front page. */
export const FROM = "#calculator";

/**
 * A new tab with the page in it, once it says that its first answer is drawn: `<html data-ready>`.
 * `scripting: false` for the page as those without scripts see it; `url` for another file, as a page that was saved; `width` and
 * `height` of the tab, set before there is anything to draw anew; `before` is done with the tab before the page is in it.
 */
export async function open(browser, hash = "", { scripting = true, url = pageUrl, width, height = 900, before = null } = {}) {
  const page = await (await browser.profile(scripting)).newPage();
  browser.pages.push(page);
  const found = [];
  troubles.set(page, found);
  page.on("pageerror", (error) => String(error).includes(LAST) || found.push(`error: ${error.stack ?? error}`));
  page.on("console", (message) => {
    if (message.type() === "error" && message.text() !== LAST) found.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    // blob: and data: are the page's own bytes
    if (!/^(blob|data):/.test(request.url()) && request.url().split("#")[0] !== url) found.push(`request: ${request.url()}`);
  });
  if (!scripting && browser.name === "Chromium") await page.setJavaScriptEnabled(false);
  if (width) await page.setViewport({ width, height });
  await before?.(page);
  await page.goto(url + (hash || (url === pageUrl ? FROM : "")), { waitUntil: "load" });
  if (scripting) {
    await page.waitForSelector("html[data-ready]").catch((error) => {
      throw new Error(`<html data-ready> was never set. ${error.message}\n${found.join("\n")}`);
    });
  }
  return page;
}

const LAST = "the last error of this test, not one of the page's";

/** What went wrong in the page since this was last asked: a test that means it to go wrong asks, and so clears it. */
export async function trouble(page) {
  // Browsers report errors late but in order: once one of our own has come back, so has every other. Those of a worker come by
  // a way of their own, after its page has heard of them: a turn of the worker is what follows them. One that is gone says nothing
  await Promise.all(page.workers().map((worker) => worker.evaluate(() => new Promise((turn) => setTimeout(turn))).catch(() => {})));
  if (await page.$("html[data-ready]")) {
    const back = (event, text) => new Promise((seen) => {
      page.on(event, (value) => text(value).includes(LAST) && seen());
    });
    const all = [back("pageerror", String), back("console", (message) => message.text())];
    await page.evaluate((last) => setTimeout(() => {
      console.error(last);
      reportError(new Error(last));
    }), LAST);
    await Promise.all(all);
  }
  return troubles.get(page).splice(0);
}

const axeSource = readFile(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** All futures of what stands in the form are drawn: nothing on the page moves any more by itself. */
export const settled = (page) =>
  page.waitForFunction(() => document.documentElement.dataset.settled === document.querySelector(".contract").dataset.generation, { timeout: 120_000 });

/** Accessibility rules that the page breaks, with the elements that break them: compare with []. */
export async function axe(page, options = {}) {
  // evaluated by the debugger: the page's policy allows no script element
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(await axeSource);
  // what is not broken stays in the page: to fetch the nodes that keep each rule takes as long as to try them
  return page.evaluate(async (options) => {
    const { violations } = await globalThis.axe.run(document, { ...options, resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`),
    }));
  }, options);
}

/** A picture for the eye, target/shots/<name>-<browser>.png, when PBR_SHOTS=1; nothing is compared with it. */
export async function shot(page, name, { width = 1200, height = 900, dark = false, print = false, fullPage = true } = {}) {
  if (process.env.PBR_SHOTS !== "1") return;
  const folder = join(process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("target", root)), "shots");
  await mkdir(folder, { recursive: true });
  const chromium = (await page.browser().version()).startsWith("Chrome");
  await page.setViewport({ width, height });
  if (chromium) {
    await page.emulateMediaType(print ? "print" : "screen");
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
  } else if (dark || print) {
    return; // Firefox takes neither from outside
  }
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await page.screenshot({ path: join(folder, `${name}-${chromium ? "chromium" : "firefox"}.png`), fullPage });
  if (chromium) {
    await page.emulateMediaType();
    await page.emulateMediaFeatures();
  }
}
