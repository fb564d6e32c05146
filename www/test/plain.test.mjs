// The answer to e-mail: a page that runs nothing, whatever is in the draft, and says what the calculator said.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { axe, forEachBrowser, open as opened, settled } from "./browser.mjs";
import { glue, schemes, words } from "./engine.mjs";

const HOSTILE = `</title><script>alert(1)</script><img src=x onerror="alert(2)"> 'Ours' & "theirs"`;
const spaced = (text) => text.replace(/\s+/g, " ").trim();
const plain = (parts) => parts.map((part) => part.text).join("");

/** A draft in a page that remembers nothing, its drawer open; what it saves or copies is caught. */
async function open(browser, draft, { clipboard = "caught" } = {}) {
  const page = await opened(browser, `#${glue.encode(draft)}`, {
    before: (tab) =>
      tab.evaluateOnNewDocument((clipboard) => {
        const caught = { write: async ([item]) => (globalThis.copied = await Promise.all(["text/html", "text/plain"].map(async (type) => (await item.getType(type)).text()))) };
        const refuses = { write: () => Promise.reject(new DOMException("no", "NotAllowedError")) };
        Object.defineProperty(navigator, "clipboard", { value: { caught, refuses }[clipboard] });
        URL.createObjectURL = (blob) => ((globalThis.saved = blob.text()), "#saved");
        URL.revokeObjectURL = () => {};
        HTMLAnchorElement.prototype.click = function () {
          globalThis.named = this.download;
        };
      }, clipboard),
  });
  await settled(page);
  await page.click("[data-act=link]");
  return page;
}

async function save(page) {
  await page.click("[data-act=save-plain]");
  return page.evaluate(async () => [globalThis.named, await globalThis.saved]);
}

/** What the calculator says now, in the words on the screen. */
const onScreen = (page) =>
  page.evaluate(() => ({
    said: document.querySelector(".said").textContent,
    rows: [...document.querySelectorAll(".rows tbody tr")].map((tr) => [...tr.children].map((cell) => cell.textContent)),
    method: document.querySelector(".method").textContent,
  }));

forEachBrowser((browser) => {
  browser.once("the saved page runs nothing, asks for nothing, and says what the screen says, without script", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pbr-"));
    for (const id of browser.few(["peterborough", "front1", "savings"], 1)) {
      const tree = JSON.parse(schemes.find((s) => s.id === id).draft);
      tree.scenarios[0].name = HOSTILE;
      const draft = JSON.stringify(tree);
      const page = await open(browser, draft);
      assert.equal(await page.$eval(".scheme-name", (e) => e.textContent), HOSTILE);
      const [name, text] = await save(page);
      assert.equal(name, `${id}.html`);
      assert.doesNotMatch(text, /<script|<img|<[^>]*\son\w+=|javascript:/i);
      const seen = await onScreen(page);
      const { inputs, form, provenance, tag } = glue.evaluate(draft, undefined, 0).views[0];

      await writeFile(join(folder, name), text);
      const saved = await opened(browser, "", { scripting: false, url: pathToFileURL(join(folder, name)).href });
      const told = await saved.evaluate(() => ({
        name: document.querySelector("h1").textContent,
        text: document.body.textContent,
        tables: [...document.querySelectorAll("table")].map((t) => [...t.querySelectorAll("tbody tr")].map((tr) => [...tr.children].map((cell) => cell.textContent))),
      }));
      assert.equal(told.name, HOSTILE);
      assert.equal(await saved.title(), `${HOSTILE} – Payment by Results: what if?`);
      const all = spaced(told.text);
      for (const wanted of [seen.said, tag, plain(provenance), seen.method.split(". ")[0]]) assert.ok(all.includes(spaced(wanted)), wanted);
      const [rows, numbers] = told.tables;
      assert.deepEqual(rows.map((r) => spaced(r.join(" ")).replaceAll(" ", "")), seen.rows.map((r) => spaced(r.join(" ")).replaceAll(" ", "")));
      assert.deepEqual(numbers, inputs.map((i) => [i.name, i.text, i.status, i.source ?? ""]));
      for (const { id, sentences } of form.filter(({ id }) => id === "pay")) for (const { parts } of sentences) {
        const read = parts.map((p) => inputs.find(({ path }) => path === p.input)?.text ?? p.text).join("");
        assert.ok(all.includes(spaced(read)), `${id}: ${read}`);
      }
      assert.doesNotMatch(told.text, /#1d/, "no link unless it is asked for");
      await saved.setViewport({ width: 320, height: 640 });
      assert.ok(await saved.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    }
    await rm(folder, { recursive: true });
  });

  test("with the link in it, if that is asked for: from a disk without the folder, which may name somebody", async () => {
    const { draft } = schemes[0];
    const page = await open(browser, draft);
    await page.click("#plain-linked");
    const [, text] = await save(page);
    assert.ok(text.includes(`#${glue.encode(draft)}`));
    assert.doesNotMatch(text, /file:/);
    await page.click("#plain-linked");
    assert.doesNotMatch((await save(page))[1], /#1d/);
  });

  test("copied as a page and as text; where the clipboard is refused, the text is selected", async () => {
    const { draft, name } = schemes[0];
    const page = await open(browser, draft);
    await page.click("[data-act=copy-plain]");
    await page.waitForFunction((told) => document.querySelector("#link").textContent.includes(told), {}, words.plain_copied);
    const [body, text] = await page.evaluate(() => globalThis.copied);
    assert.ok(body.startsWith(`<h1>${name}</h1>`) && !/<(style|script|html)/.test(body));
    const { said } = await onScreen(page);
    assert.ok(text.startsWith(name) && text.includes(said));
    assert.deepEqual(await axe(page), []);

    const refused = await open(browser, draft, { clipboard: "refuses" });
    await refused.click("[data-act=copy-plain]");
    await refused.waitForSelector("#plain-text");
    const selected = await refused.evaluate(() => {
      const { value, selectionStart, selectionEnd } = document.activeElement;
      return [document.activeElement.id, value.slice(selectionStart, selectionEnd)];
    });
    assert.deepEqual(selected, ["plain-text", text]);
    assert.deepEqual(await axe(refused), []);
    await refused.setViewport({ width: 320, height: 640 });
    assert.ok(await refused.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
  });
});
