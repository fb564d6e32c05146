// What is taken away: each file says what the engine says, opens where it should, and runs nothing that it should not.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { crc32 } from "node:zlib";
import { axe, forEachBrowser, open as opened, pageUrl, settled, shot } from "./browser.mjs";
import { glue, schemes, words } from "./engine.mjs";

const HOSTILE = `</script><!-- <script>alert(1)</script> =1+1 & "theirs"`;
const scheme = (id) => schemes.find((s) => s.id === id).draft;
const plain = (parts) => parts.map(({ text }) => text).join("");
const text = (page, selector) => page.$eval(selector, (e) => e.value ?? e.textContent.trim());
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

/** What a task comes to in the end, in this process. */
function worked(draft, job) {
  const run = new glue.Run(draft, undefined, 0, job);
  let progress;
  do progress = run.step(2 ** 31);
  while (progress.done < progress.total);
  run.free();
  return progress;
}

/** Runs in the page, before its script: what is saved, copied or printed is caught. */
function caught(clipboard) {
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
  globalThis.print = () => (globalThis.printed = true);
  const kept = {
    write: async ([item]) => (globalThis.copied = await Promise.all(["text/html", "text/plain"].map(async (type) => (await item.getType(type)).text()))),
    writeText: async (text) => (globalThis.copied = text),
  };
  const no = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  if (clipboard !== "real") Object.defineProperty(navigator, "clipboard", { value: clipboard === "refuses" ? { write: no, writeText: no } : kept });
}

/** The last file that was saved: its name, and its text or its first bytes. */
async function file(page) {
  await page.waitForFunction(() => globalThis.saved.length > 0);
  const found = await page.evaluate(async () => {
    const { name, blob } = globalThis.saved.pop();
    return { name, type: blob.type, text: blob.type === "image/png" ? null : await blob.text(), bytes: [...new Uint8Array(await blob.slice(0, 24).arrayBuffer())] };
  });
  return found;
}

const press = (page, act) => page.$eval(`[data-act="${act}"]`, (b) => b.click());
const whole = (page) => page.waitForSelector(".take[data-papers=whole]", { timeout: 120_000 });

/** A draft in a page that remembers nothing, with the tool open and everything worked out. */
async function open(browser, draft, { clipboard = "caught", url = pageUrl, hash = `#${glue.encode(draft)}` } = {}) {
  const page = await opened(browser, hash, { url, before: (tab) => tab.evaluateOnNewDocument(caught, clipboard) });
  await page.setViewport({ width: 1280, height: 900 });
  await settled(page);
  await page.$eval("[data-tool=take]", (b) => b.click());
  await whole(page);
  return page;
}

/** A draft with another name, or another number, as the page writes it. */
function changed(draft, change) {
  const tree = JSON.parse(draft);
  change(tree.scenarios[0]);
  return JSON.stringify(tree);
}

/** An SVG that says its headline and its stamp, and needs nothing but itself; with so many words of its own. */
async function stands(page, svg, headline) {
  const found = await page.evaluate((svg) => {
    const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    const ids = new Set([...root.querySelectorAll("[id]")].map((e) => e.id));
    return {
      root: root.localName,
      texts: [...root.children].filter((e) => e.localName === "text").map((e) => e.textContent).join(" "),
      marks: root.querySelectorAll("path, rect, circle, line").length,
      styled: root.querySelectorAll("[class], [style], script, style, [data-result]").length,
      dangling: [...root.querySelectorAll("[fill^=url], [stroke^=url]")].map((e) => /#([^)]+)/.exec(`${e.getAttribute("fill")}${e.getAttribute("stroke")}`)[1]).filter((id) => !ids.has(id)),
      colours: [...new Set([...root.querySelectorAll("[fill]")].map((e) => e.getAttribute("fill")))].filter((c) => !/^(#[0-9a-f]{6}|none|url\(#[^)]+\)|context-fill)$/.test(c)),
    };
  }, svg);
  assert.equal(found.root, "svg");
  assert.ok(found.texts.includes(headline), `${found.texts} | ${headline}`);
  assert.ok(found.texts.includes("seed 1") && found.texts.includes("Example"), found.texts);
  assert.ok(found.marks > 3);
  assert.deepEqual([found.styled, found.dangling, found.colours], [0, [], []], headline);
  assert.doesNotMatch(svg, /var\(|color-mix|<!--|https?:(?!\/\/www\.w3\.org)/);
  return found.texts;
}

forEachBrowser((browser) => {
  test("one list says what each is for; it breaks no rule, wide or narrow", async () => {
    const page = await open(browser, scheme("front1"));
    const told = await page.$$eval(".take-entry", (all) => all.map((e) => [e.querySelector("h4").textContent, e.querySelector(".muted").textContent, e.querySelectorAll("button").length]));
    assert.ok(told.length >= 9 && told.every(([title, why, buttons]) => title.length > 5 && why.startsWith("For ") && buttons > 0), `${told}`);
    assert.deepEqual(await axe(page), []);
    await shot(page, "take");
    await shot(page, "take-dark", { dark: true, width: 768 });
    await page.setViewport({ width: 320, height: 640 });
    assert.ok(await fits(page));
    assert.deepEqual(await axe(page), []);
    await shot(page, "take-phone", { width: 320, height: 640 });
  });

  browser.once("the CSV and the words are the engine's, with the link only if that is asked for", async () => {
    const draft = scheme("front1");
    const page = await open(browser, draft);
    const { papers } = worked(draft, "take:papers");
    await press(page, "save-csv");
    const csv = await file(page);
    assert.equal(csv.name, "front1.csv");
    assert.deepEqual(csv.bytes.slice(0, 3), [0xef, 0xbb, 0xbf], "Excel reads UTF-8 by its mark");
    assert.equal(csv.text, papers.csv.replace(/^\ufeff/, ""));
    assert.doesNotMatch(csv.text, /#1d/);
    assert.equal(await text(page, "#take-words-text"), papers.words);
    await press(page, "copy-words");
    await page.waitForFunction((told) => document.querySelector("#take-words-text ~ [role=status]").textContent === told, {}, words.take_copied);
    assert.equal(await page.evaluate(() => globalThis.copied), papers.words);
    await page.click("#take-linked");
    await page.waitForFunction(() => document.querySelector("#take-words-text")?.value.includes("#1d"), { timeout: 60_000 });
    await whole(page);
    await press(page, "save-csv");
    const linked = (await file(page)).text;
    const link = /#1d[\w-]+/.exec(linked)[0];
    assert.equal(glue.decode(link.slice(1)).draft, JSON.stringify(JSON.parse(draft)));
    assert.doesNotMatch(linked, /file:/, "no folder, which may name somebody");
  });

  test("the page with the scenario inside opens from a disk as it was left, whatever is kept there, and can be saved again", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pbr-"));
    const draft = changed(scheme("recovery"), (s) => (s.name = HOSTILE));
    const page = await open(browser, draft);
    const said = await text(page, ".said");
    await press(page, "save-inside");
    const first = await file(page);
    assert.equal(first.name, "recovery-page.html");
    // its program, its style and its policy are those of the page, letter for letter
    const dist = await readFile(fileURLToPath(pageUrl), "utf8");
    for (const part of ["script", "style", "meta"]) {
      const of = (html) => [...html.matchAll(part === "meta" ? /<meta http-equiv[^>]*>/g : new RegExp(`<${part}[^>]*>(.*?)</${part}>`, "gs"))].map((m) => m[1] ?? m[0]);
      const mine = of(first.text.replace(/<script type="application\/json" id="inside">[^<]*<\/script>/, ""));
      assert.deepEqual(mine.map((code) => code.length), of(dist).map((code) => code.length));
      assert.ok(of(dist).every((code, i) => code === mine[i]), part);
    }
    const path = join(folder, first.name);
    await writeFile(path, first.text);
    const url = pathToFileURL(path).href;

    const kept = scheme("bid");
    const saved = await opened(browser, "", {
      url,
      before: (tab) => tab.evaluateOnNewDocument((draft) => {
        globalThis.theirs = draft;
        if (location.protocol === "file:") localStorage.setItem("pbr.draft", draft); // not in the empty page before
      }, kept),
    });
    assert.equal(await text(saved, ".scheme-name"), HOSTILE);
    await settled(saved);
    assert.equal(await text(saved, ".said"), said);
    assert.ok(await saved.$eval(".desk", (e) => !e.hidden), "where it was left");
    assert.equal(await saved.$eval("[data-act=undo]", (b) => b.getAttribute("aria-disabled")), "true", "nothing of others is before it");
    // a change lasts as long as the tab, and touches nothing of what was kept by others
    const field = '.contract input[data-input$="referrals"]';
    await saved.focus(field);
    await saved.keyboard.press("ArrowUp");
    await saved.keyboard.press("Enter");
    const moved = await text(saved, field);
    const others = () => saved.evaluate(() => [localStorage.getItem("pbr.draft") === globalThis.theirs, Object.keys(localStorage).filter((key) => key.startsWith("pbr.") && !["pbr.draft", "pbr.history"].includes(key))]);
    assert.deepEqual(await others(), [true, []]);
    await saved.reload();
    await saved.waitForSelector("html[data-ready]");
    assert.equal(await text(saved, field), moved);
    await saved.click("[data-act=undo]");
    await settled(saved);
    assert.equal(await text(saved, ".said"), said);

    // saved from the saved one: the same file again
    const again = await open(browser, draft, { url, hash: "" });
    assert.equal(await text(again, ".said"), said);
    await press(again, "save-inside");
    assert.ok((await file(again)).text === first.text, "letter for letter");
    await rm(folder, { recursive: true });
  });

  test("without script the saved page still tells the story", { skip: browser.name !== "Chromium" }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "pbr-"));
    const page = await open(browser, scheme("front1"));
    await press(page, "save-inside");
    const path = join(folder, "page.html");
    await writeFile(path, (await file(page)).text);
    const told = async (url) => (await opened(browser, "", { url, scripting: false })).$eval("body", (b) => b.innerText.replace(/\s+/g, " "));
    assert.equal(await told(pathToFileURL(path).href), await told(pageUrl));
    await rm(folder, { recursive: true });
  });

  browser.once("two pages of report and one for a board, on paper and as pages without script", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pbr-"));
    const pages = { report: 2, digest: 1 };
    // the longest of all
    const longest = schemes.map((s) => s.draft).reduce((a, b) => (b.length > a.length ? b : a));
    const drafts = [...new Set([scheme("front1"), scheme("bid"), longest])];
    for (const draft of browser.few(drafts, 1)) {
      const page = await open(browser, draft);
      const { papers } = worked(draft, "take:papers");
      for (const [kind, count] of Object.entries(pages)) {
        await press(page, `print-${kind}`);
        assert.ok(await page.evaluate(() => globalThis.printed));
        const told = (await page.$eval(".paper", (e) => e.textContent)).replace(/\s+/g, " ");
        assert.ok(told.includes(papers.report.answer.map(plain).join("").replace(/\s+/g, " ").trim().slice(0, 80)), told.slice(0, 300));
        assert.ok(told.includes(papers.stamp.line));
        if (kind === "report") {
          const rows = await page.$$eval(".paper-assumed tbody tr", (all) => all.length);
          const left = papers.report.assumed.rows.length - rows;
          if (left > 0) assert.ok(told.includes(papers.report.assumed_more[left - 1]), "what has no room is told");
          const terms = await page.$$eval(".paper-terms li", (all) => all.length);
          const untold = papers.report.terms.length - terms;
          if (untold > 0) assert.ok(told.includes(papers.report.terms_more[untold - 1]));
        } else {
          for (const risk of papers.digest.risks) assert.ok(told.includes(plain(risk)));
          assert.ok(told.includes(words.paper_signed) && told.includes(words.paper_date));
        }
        if (browser.name === "Chromium") {
          const pdf = Buffer.from(await page.pdf({ format: "A4" })).toString("latin1");
          assert.equal(pdf.match(/\/Type\s*\/Page\b(?!s)/g).length, count, kind);
          assert.equal(await page.$(".paper"), null, "it goes with the paper");
        } else await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
        await press(page, `save-${kind}`);
        const { name, text: html } = await file(page);
        assert.match(name, new RegExp(`-${kind}.html$`));
        assert.doesNotMatch(html, /<script|<img|<[^>]*\son\w+=|javascript:|var\(--hue|<!--/i);
        await writeFile(join(folder, name), html);
        const saved = await opened(browser, "", { scripting: false, url: pathToFileURL(join(folder, name)).href });
        const there = (await saved.$eval(".paper", (e) => e.textContent)).replace(/\s+/g, " ").trim();
        assert.equal(there, told.trim());
        if (browser.name === "Chromium") {
          const again = Buffer.from(await saved.pdf({ format: "A4" })).toString("latin1");
          assert.equal(again.match(/\/Type\s*\/Page\b(?!s)/g).length, count, `${kind}, from its own page`);
        }
      }
      if (draft !== longest) continue;
      // its link has no room on paper, and that is said
      await page.bringToFront(); // one in the background draws no frame
      await page.click("#take-linked");
      await page.waitForFunction(() => document.querySelector("#take-words-text")?.value.includes("#1d"), { timeout: 120_000 });
      await whole(page);
      for (const [kind, count] of Object.entries(pages)) {
        await press(page, `print-${kind}`);
        assert.ok((await text(page, ".paper-link")).length > 30);
        const pdf = Buffer.from(await page.pdf({ format: "A4" })).toString("latin1");
        assert.equal(pdf.match(/\/Type\s*\/Page\b(?!s)/g).length, count);
      }
    }
    await rm(folder, { recursive: true });
  });

  test("each picture as SVG that stands alone, the same on a dark page, and as PNG", async () => {
    for (const id of browser.few(["front1", "recovery"], 1)) {
      const page = await open(browser, scheme(id));
      for (const tab of await page.$$eval('[role="tab"]', (all) => all.map((e) => e.id))) {
        await page.$eval(`[id="${tab}"]`, (e) => e.click());
        await page.waitForFunction(() => document.querySelector("#figure-panel").ariaBusy === "false" || document.querySelector("#figure-panel .awaited"), { timeout: 120_000 });
        if (!(await page.$('[data-act="save-svg"]'))) continue; // a picture that this draft has not
        await press(page, "save-svg");
        const { name, text: svg } = await file(page);
        assert.equal(name, `${id}-${tab.slice(4)}.svg`);
        const headline = await text(page, "figure .headline");
        await stands(page, svg, headline);
      }
      await page.$eval('[role="tab"]', (e) => e.click());
      await press(page, "save-svg");
      const light = (await file(page)).text;
      await page.evaluate(() => (document.documentElement.dataset.theme = "dark"));
      await press(page, "save-svg");
      assert.equal((await file(page)).text, light);
      await press(page, "save-png");
      const png = await file(page);
      assert.deepEqual(png.bytes.slice(0, 8), [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
      const across = (png.bytes[16] << 24) | (png.bytes[17] << 16) | (png.bytes[18] << 8) | png.bytes[19];
      assert.equal(across, 2 * Number(/ width="(\d+)"/.exec(light)[1]));
    }
  });

  browser.once("the workbench's own pictures as SVG and PNG: bars, shares, the map with its key, what caused a difference", async () => {
    const page = await open(browser, scheme("front1"));
    await page.$eval("[data-tool=matters]", (b) => b.click());
    for (const [view, drawn] of [["alone", ".tornado"], ["together", ".importance"], ["map", ".heat .cells"]]) {
      await page.$eval(`[name=weigh-view][value=${view}]`, (radio) => radio.click());
      await page.waitForSelector(`.matters[data-view=${view}] ${drawn}`, { timeout: 120_000 });
      if (view === "alone") await page.waitForSelector(".matters[aria-busy=false]", { timeout: 120_000 }); // the others begin with it
      await page.$$eval(".matters .working button", ([stop]) => stop?.click()); // as far as it is: what is saved stands still
      await page.$eval(".matters figure [data-act=save-svg]", (b) => b.click());
      const { name, text: svg } = await file(page);
      assert.equal(name, `front1-matters-${view}.svg`);
      const texts = await stands(page, svg, await text(page, ".matters .headline"));
      const keys = await page.$$eval(`.matters .weigh-key li`, (all) => all.map((li) => li.textContent.trim().replace(/\s+/g, " ")));
      assert.ok(keys.length > 1);
      for (const key of keys) assert.ok(texts.includes(key), `${texts} | ${key}`);
    }
    await page.$eval(".matters figure [data-act=save-png]", (b) => b.click());
    assert.deepEqual((await file(page)).bytes.slice(0, 4), [0x89, 0x50, 0x4e, 0x47]);
    await page.$eval("[data-tool=compare]", (b) => b.click());
    await page.select("#compare-with", "front1_graded");
    await page.$eval("[data-act=compare-add]", (b) => b.click());
    await page.waitForSelector("[data-cause]", { timeout: 120_000 });
    for (const [of, name] of [["data-cause", "cause"], ["data-picture", "picture"]]) {
      await page.$eval(`[${of}="0"] [data-act=save-svg]`, (b) => b.click());
      const headline = await text(page, `[${of}="0"] h4`);
      const saved = await file(page);
      assert.match(saved.name, /^front1-[a-z_]+-0\.svg$/, name);
      await stands(page, saved.text, headline);
    }
  });

  test("a table is copied with all digits of its numbers; where the browser refuses, it stands selected", async () => {
    const draft = scheme("front1");
    const page = await open(browser, draft);
    await page.$eval('[role="switch"]', (b) => b.click());
    await page.$eval('[id="tab:payments_by_group"]', (tab) => tab.click());
    await page.waitForSelector("#figure-panel .twin");
    await page.$eval("#figure-panel [data-act=copy-table]", (b) => b.click());
    await page.waitForFunction((told) => document.querySelector("#figure-panel .table-copy [role=status]").textContent === told, {}, words.take_copied_table);
    const [html, tsv] = await page.evaluate(() => globalThis.copied);
    const { table } = glue.evaluate(draft, undefined, 0).views[0].answer.figures.find(({ id }) => id === "payments_by_group");
    const lines = tsv.split("\n").map((line) => line.split("\t"));
    assert.deepEqual(lines[0], table.columns);
    assert.equal(lines.length, table.rows.length + 1);
    table.rows.forEach(({ cells }, i) => cells.forEach(({ value, text }, j) => {
      if (value === undefined) assert.equal(lines[i + 1][j + 1], text);
      else assert.equal(Number(lines[i + 1][j + 1]), value);
    }));
    assert.ok(html.startsWith("<table><tr><td>") && !/<(?!\/?(table|tr|td)>)/.test(html));

    const refused = await open(browser, draft, { clipboard: "refuses" });
    await refused.$eval(".rows ~ .table-copy [data-act=copy-table]", (b) => b.click());
    await refused.waitForSelector("#copied-table");
    const [id, selected, value] = await refused.evaluate(() => {
      const { id, value, selectionStart, selectionEnd } = document.activeElement;
      return [id, value.slice(selectionStart, selectionEnd), value];
    });
    assert.equal(id, "copied-table");
    assert.equal(selected, value);
    assert.ok(value.includes("The council\tpays £1.53m"), value);
    assert.deepEqual(await axe(refused), []);
  });

  test("the futures one by one: drawn only when asked for, the same bytes as everywhere", async () => {
    const draft = scheme("bid");
    const page = await open(browser, draft);
    const task = await page.evaluate(() => document.querySelector("[data-act=save-draws]"));
    assert.equal(task, null, "nothing is drawn that nobody asked for");
    await press(page, "ask-draws");
    await page.waitForSelector(".take .working .text-button, [data-act=save-draws]");
    await page.waitForSelector("[data-act=save-draws]", { timeout: 120_000 });
    await press(page, "save-draws");
    const { name, text: csv } = await file(page);
    const { drawn } = worked(draft, "take:draws");
    assert.equal(name, drawn.file);
    assert.equal(csv, drawn.csv.replace(/^\ufeff/, ""));
    // and natively: tests/it/take.rs holds the command line's to the same
    const golden = await readFile(new URL("../../tests/goldens/draws.txt", import.meta.url), "utf8");
    const crc = crc32(drawn.csv).toString(16).padStart(8, "0");
    assert.ok(golden.split("\n").includes(`bid ${crc}`), `bid ${crc}`);
  });

  test("groups from a spreadsheet: every mistake at its cell, mended there, one step", async () => {
    const draft = scheme("front1");
    const page = await open(browser, draft);
    const kept = () => page.evaluate(() => localStorage.getItem("pbr.draft"));
    await press(page, "fill-groups");
    assert.equal(await text(page, "#take-groups-text"), glue.groups_table(draft).trim());
    const before = await kept();
    const given = "Name\tPeople\tAnyway of 100\nclosest to coping\tlots\t40\nhardest to help\t1,000\t400";
    await page.$eval("#take-groups-text", (e, given) => {
      e.value = given;
      e.dispatchEvent(new Event("input"));
    }, given);
    await press(page, "read-groups");
    await page.waitForSelector("[data-groups=bad]");
    const wrong = await page.$$eval(".pasted [aria-invalid]", (all) => all.map((e) => [e.getAttribute("aria-label"), e.value, document.getElementById(e.getAttribute("aria-describedby")).textContent]));
    assert.deepEqual(wrong.map(([where, typed]) => [where, typed]), [["Row 2, People", "lots"], ["Row 3, Anyway of 100", "400"]]);
    assert.ok(wrong.every(([, typed, why]) => why.includes(typed)));
    assert.equal(await kept(), before);
    assert.equal(await text(page, "#take-groups-text"), given, "nothing is lost");
    assert.deepEqual(await axe(page), []);
    for (const [where, right] of [["Row 2, People", "450"], ["Row 3, Anyway of 100", "4"]]) {
      await page.$eval(`.pasted [aria-label="${where}"]`, (e, right) => {
        e.value = right;
        e.dispatchEvent(new Event("change"));
      }, right);
    }
    await page.waitForSelector("[data-groups=good]");
    await press(page, "put-groups");
    await page.waitForSelector("[data-groups=done]", { timeout: 60_000 });
    const { scenarios: [now] } = JSON.parse(await kept());
    assert.deepEqual(now.people.map((g) => [g.name, g.referrals, g.stream]), [["closest to coping", 450, 1], ["hardest to help", 1000, 3]]);
    assert.equal(now.people[0].delivery.success.responds.x1.v, 1000, "what has no column stays");
    await page.click("[data-act=undo]");
    assert.equal(JSON.parse(await kept()).scenarios[0].people.length, 3);
    await page.setViewport({ width: 320, height: 640 });
    assert.ok(await fits(page));
  });
});
