// A scenario from a stranger: every text in it is markup, a handler, a script's address, a formula, turned round or very long.
// Nothing of it does anything, in any place or tool, on paper or in any file. And what a long walk leaves behind, key by key.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { inflateRawSync } from "node:zlib";
import { forEachBrowser, open, pageUrl, settled } from "./browser.mjs";
import { glue, schemes, words } from "./engine.mjs";

const RUN = "globalThis.hostile=1";
const HOSTILE = [
  `<img data-hostile src=x onerror="${RUN}">`,
  `</script></style></title></textarea><script data-hostile>${RUN}</script>`,
  `"'><svg data-hostile onload=${RUN}>`,
  `javascript:${RUN}//`,
  `=HYPERLINK("https://hostile.invalid/","hostile")`,
  `+cmd|' /C hostile'!A1`,
  `@SUM(1)*hostile`,
  `-1+hostile`,
  `\u202egnp.hostile\u2066`,
  `]]>&#x3c;b data-hostile&#x3e;\${${RUN}}{{${RUN}}}<!-- hostile`,
  `https://hostile.invalid/?<iframe data-hostile srcdoc="<script>parent.${RUN}</script>">`,
  `hostile `.repeat(600),
  `hostile${"x".repeat(2000)}`,
];
const TURNS = /[\u202a-\u202e\u2066-\u2069]/;

/** A draft with every text hostile that no other part of it refers to by name, and how many those are. */
function spoilt() {
  const draft = JSON.parse(schemes.find(({ id }) => id === "front1").draft);
  const [scenario] = draft.scenarios;
  scenario.contracts[0].payments[0].pay.of.rate = { v: 5000, status: "yours", note: "a note", source: "a source" };
  draft.deck = {
    name: "a talk",
    steps: [
      { show: "help", notes: "notes" },
      { id: "cash", head: "a head", notes: "notes", options: [{ says: "one" }, { says: "two" }], answer: 1, scenes: [{ picture: "cash", controls: [{ input: "scenarios[0].provider.reserves_months" }], says: [{ says: "It lasts." }] }], settings: [{ says: "as offered", is: "start" }] },
    ],
    cuts: [{ name: "short", steps: "cash" }],
  };
  const sound = () => {
    const { issues, views } = glue.evaluate(JSON.stringify(draft), undefined, 0);
    return issues.length === 0 && views[0]?.answer !== undefined;
  };
  assert.ok(sound(), "it stands before it is spoilt");
  let count = 0;
  const taint = (node) => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === "object" && value !== null) taint(value);
      else if (typeof value === "string") {
        node[key] = HOSTILE[count % HOSTILE.length];
        if (sound()) count += 1;
        else node[key] = value; // a name that others refer to, or a word of the language
      }
    }
  };
  taint(draft);
  // the name is in every file: as markup here, and as a formula where a spreadsheet reads it
  scenario.name = HOSTILE[0];
  return { draft: JSON.stringify(draft), count };
}
const { draft, count } = spoilt();
const formula = JSON.stringify(Object.assign(JSON.parse(draft), { scenarios: [{ ...JSON.parse(draft).scenarios[0], name: HOSTILE[4] }] }));

/** What of it has come to life in a document. */
const alive = (page) =>
  page.evaluate(() => {
    const found = [...document.querySelectorAll("[data-hostile], iframe, object, embed, [src]:not(script), base")].map((e) => e.outerHTML.slice(0, 120));
    for (const e of document.querySelectorAll("*")) {
      for (const { name, value } of e.attributes) {
        if (/^on/i.test(name) || (/href$|^action$|^formaction$|^style$/i.test(name) && /javascript:|hostile/i.test(value))) found.push(`${e.localName} ${name}=${value}`.slice(0, 120));
      }
    }
    if (globalThis.hostile !== undefined) found.push("it ran");
    // two scripts and two blocks of text are the page's own; one more is a scenario inside a saved page
    if (document.scripts.length > 5) found.push(`${document.scripts.length} scripts`);
    if (/[\u202a-\u202e\u2066-\u2069]/.test(document.body.innerText)) found.push("writing that is turned round");
    return found;
  });
const press = (page, selector) => page.$eval(selector, (e) => e.click());
const told = (page) => page.evaluate(() => document.body.textContent.includes("data-hostile"));

/** Runs in the page, before its script: files are caught instead of saved. */
function caught() {
  const made = new Map();
  globalThis.saved = [];
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    const url = createObjectURL.call(URL, blob);
    made.set(url, blob);
    return url;
  };
  HTMLAnchorElement.prototype.click = function () {
    globalThis.saved.push({ name: this.download, blob: made.get(this.href) });
  };
  globalThis.print = () => {};
}

async function file(page, selector) {
  await page.waitForSelector(selector);
  await press(page, selector);
  await page.waitForFunction(() => globalThis.saved.length > 0);
  const { name, bytes } = await page.evaluate(async () => {
    const { name, blob } = globalThis.saved.pop();
    return { name, bytes: btoa(Array.from(new Uint8Array(await blob.arrayBuffer()), (b) => String.fromCharCode(b)).join("")) };
  });
  const all = Buffer.from(bytes, "base64");
  return { name, all, text: all.toString() };
}

/** Cells of a CSV as a spreadsheet parts them. */
const cells = (csv) => [...csv.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^,\r\n]*))/g)].map(([, quoted, bare]) => (quoted === undefined ? bare : quoted.replaceAll('""', '"')));

/** The formulas of a workbook. */
function formulas(zip) {
  const found = [];
  let at = zip.readUInt32LE(zip.lastIndexOf("PK\x05\x06") + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [method, name, extra, comment] = [10, 28, 30, 32].map((o) => zip.readUInt16LE(at + o));
    const offset = zip.readUInt32LE(at + 42);
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
    const bytes = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    const xml = (method === 0 ? bytes : inflateRawSync(bytes)).toString();
    assert.ok(!TURNS.test(xml));
    assert.doesNotMatch(xml, /<hyperlink|<!ENTITY|<externalLink/i);
    found.push(...[...xml.matchAll(/<f[^>]*>(.*?)<\/f>/gs)].map((m) => m[1]), ...[...xml.matchAll(/<definedName[^>]*>(.*?)<\/definedName>/gs)].map((m) => m[1]));
    at += 46 + name + extra + comment;
  }
  return found;
}

test("most of what a stranger may write is spoilt here, and the engine's words turn nothing round", () => {
  assert.ok(count >= 15, `${count} texts`);
  const reply = JSON.stringify(glue.evaluate(draft, undefined, 0));
  assert.ok(reply.includes("data-hostile"));
  assert.ok(!TURNS.test(reply));
});

forEachBrowser((browser) => {
  test("hostile texts are shown as text in every place and tool, in every file and on paper; and nothing is left behind but what is named", { timeout: 300_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "pbr-"));
    const page = await open(browser, `#${glue.encode(draft)}`, { before: (tab) => tab.evaluateOnNewDocument(caught) });
    await settled(page);
    const inert = async (where) => assert.deepEqual(await alive(page), [], where);
    await inert("calculator");
    assert.ok(await told(page), "they are shown");
    assert.ok((await page.title()).includes("data-hostile"));
    await press(page, "[data-act=fields]");
    await inert("all fields");
    await press(page, "[data-act=fields]");
    for (const tab of await page.$$eval("#figure-panel, [role=tab]", (all) => all.filter((e) => e.role === "tab").map((e) => e.id))) {
      await press(page, `[id="${tab}"]`);
      await page.waitForSelector("#figure-panel[aria-busy=false], #figure-panel .awaited");
      await inert(tab);
    }
    const svg = await (async () => {
      await press(page, "[role=tab]");
      return file(page, "[data-act=save-svg]");
    })();
    for (const tool of await page.$$eval("[data-tool]", (all) => all.map((e) => e.dataset.tool))) {
      await press(page, `[data-tool=${tool}]`);
      await page.waitForSelector(`[data-tool=${tool}][aria-expanded=true], [data-tool=${tool}][aria-selected=true], [data-tool=${tool}][aria-pressed=true]`);
      await inert(tool);
    }
    for (const place of ["#explainer", "#schemes", "#method", "#costs", "#it", "#calculator"]) {
      await page.evaluate((place) => (location.hash = place), place);
      await page.waitForFunction((place) => location.hash === place && !document.querySelector(".desk").hidden === (place === "#calculator"), {}, place);
      await inert(place);
    }
    for (const act of ["link", "talk"]) {
      await press(page, `[data-act=${act}]`);
      await page.waitForSelector(`#${act}`);
      await inert(act);
    }
    await press(page, "button.scheme");
    await page.waitForSelector("#schemes");
    await press(page, "[data-act=keep]");
    await inert("the shelf");
    assert.equal(await page.evaluate(() => location.hash), "#calculator", "no part of a scenario stands in the address unless it is asked for");

    // the stage: its own talk
    await press(page, "[data-act=talk]");
    await press(page, '#talk [data-act="present"], #talk [data-present]');
    await page.waitForSelector(".stage");
    for (let i = 0; i < 6 && (await page.$(".stage")); i += 1) {
      await inert(`slide ${i}`);
      await page.keyboard.press("PageDown");
    }
    for (let i = 0; i < 4 && (await page.$(".stage")); i += 1) await page.keyboard.press("Escape");

    // files
    assert.ok(!TURNS.test(svg.text));
    const marks = await page.evaluate((svg) => {
      const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
      return [root, ...root.querySelectorAll("*")].flatMap((e) => [e.localName, ...[...e.attributes].map((a) => a.name).filter((name) => /^on|href/.test(name))]);
    }, svg.text);
    assert.ok(marks.includes("svg"));
    assert.deepEqual(marks.filter((name) => /^(script|foreignObject|image|a|iframe|style|parsererror|on.*|.*href)$/.test(name)), []);
    if (!(await page.$(".take"))) await press(page, "[data-tool=take]");
    await page.waitForSelector(".take[data-papers=whole]", { timeout: 120_000 });
    const pages = [];
    for (const act of ["save-report", "save-digest", "save-inside"]) pages.push(await file(page, `[data-act=${act}]`));
    await press(page, "[data-act=link]");
    pages.push(await file(page, "[data-act=save-plain]"));
    for (const [i, { name, all, text }] of pages.entries()) {
      assert.match(name, /^[\w.-]+$/, "a name that a disk takes");
      assert.ok(!TURNS.test(text.replace(/<script type="application\/json".*?<\/script>/s, "")), name);
      const path = join(folder, `${i}.html`);
      await writeFile(path, all);
      const url = pathToFileURL(path).href;
      const inside = name.endsWith("-page.html");
      // with script allowed: what would run, runs
      const saved = await (await browser.profile()).newPage();
      const asked = [];
      saved.on("request", (request) => /^(blob|data):/.test(request.url()) || request.url().split("#")[0] === url || asked.push(request.url()));
      await saved.goto(url, { waitUntil: "load" });
      if (inside) await saved.waitForSelector("html[data-ready]");
      assert.deepEqual(await alive(saved), [], name);
      assert.ok(await told(saved), name);
      assert.deepEqual(asked, [], name);
      await saved.close();
    }
    for (const given of [draft, formula]) {
      const run = new glue.Run(given, undefined, 0, "take:papers");
      const { papers } = run.step(2 ** 31);
      run.free();
      const risky = cells(papers.csv.replace(/^\ufeff/, "")).filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^-?\d/.test(cell));
      assert.deepEqual(risky, []);
      assert.deepEqual(formulas(Buffer.from(glue.workbook(given, undefined, 0))).filter((f) => /hostile|HYPERLINK|\|/i.test(f)), []);
    }

    // what a walk through everything has left on this computer
    await page.evaluate(() => dispatchEvent(new Event("pagehide")));
    const kept = await page.evaluate(async () => ({
      local: Object.keys(localStorage).sort(),
      session: Object.keys(sessionStorage),
      databases: (await indexedDB.databases()).map(({ name }) => name),
      cookies: document.cookie,
      // a file has no caches and no service worker to begin with
      caches: globalThis.caches ? await caches.keys().catch(() => []) : [],
      workers: navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations().catch(() => [])).length : 0,
    }));
    const named = ["pbr.draft", "pbr.history", "pbr.shelf", "pbr.stage", "pbr.tables", "pbr.theme"];
    assert.deepEqual(kept.local.filter((key) => !named.includes(key)), []);
    assert.ok(["pbr.draft", "pbr.history", "pbr.shelf"].every((key) => kept.local.includes(key)), `${kept.local}`);
    assert.deepEqual({ ...kept, local: [] }, { local: [], session: [], databases: [], cookies: "", caches: [], workers: 0 });
    await page.evaluate(() => [...document.querySelectorAll(".foot button")].at(-1).click());
    await rm(folder, { recursive: true });
  });

  test("its policy allows no script, style, address or form but its own", async () => {
    const page = await open(browser);
    const policy = await page.$eval("meta[http-equiv=Content-Security-Policy]", (meta) => meta.content);
    const rules = Object.fromEntries(policy.split("; ").map((rule) => [rule.split(" ")[0], rule.split(" ").slice(1)]));
    assert.deepEqual(Object.keys(rules).sort(), ["base-uri", "default-src", "form-action", "img-src", "script-src", "style-src", "worker-src"]);
    for (const rule of ["default-src", "base-uri", "form-action"]) assert.deepEqual(rules[rule], ["'none'"]);
    const hash = /^'sha256-[\w+/]{43}='$/;
    assert.ok(rules["style-src"].every((source) => hash.test(source)));
    assert.ok(rules["script-src"].every((source) => hash.test(source) || source === "'wasm-unsafe-eval'"));
    assert.deepEqual([rules["img-src"], rules["worker-src"]], [["data:", "blob:"], ["blob:"]]);
    assert.equal(pageUrl.startsWith("file:"), true);
    assert.ok(words.title.length > 0);
  });
});
