// What must hold of any page we ever ship, whatever is on it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { test } from "node:test";
import { axe, forEachBrowser, open, shot, trouble } from "./browser.mjs";

const file = new URL("../../dist/index.html", import.meta.url);

test("the checksum beside the page is the page's", async () => {
  const hash = createHash("sha256").update(await readFile(file)).digest("hex");
  assert.equal(await readFile(new URL("index.html.sha256", file), "utf8"), `${hash}  index.html\n`);
});

forEachBrowser((browser) => {
  test("opens from a file, offline and without an error", async () => {
    const page = await open(browser);
    assert.notEqual(await page.title(), "");
    assert.notEqual(await page.$eval("h1", (h1) => h1.innerText.trim()), "");
    assert.notEqual(await page.$eval("html", (html) => html.lang), "");
    await shot(page, "page");
    await shot(page, "page-dark", { dark: true });
    await shot(page, "page-phone", { width: 360, height: 740 });
    await shot(page, "page-print", { print: true });
  });

  test("breaks no accessibility rule", async () => {
    const page = await open(browser);
    assert.deepEqual(await axe(page), []);
  });

  test("cannot send anything anywhere, even if told to", async () => {
    let reached = 0;
    const server = createServer().on("connection", () => reached++).listen(0, "127.0.0.1");
    await once(server, "listening");
    const page = await open(browser);
    const ways = await page.evaluate(async (url) => {
      const load = (tag, key) => new Promise((end) => {
        const element = document.createElement(tag);
        element.onload = () => end("sent");
        element.onerror = () => end("refused");
        element[key] = url;
        document.head.append(element);
      });
      return {
        fetch: await fetch(url).then(() => "sent", () => "refused"),
        image: await load("img", "src"),
        script: await load("script", "src"),
      };
    }, `http://127.0.0.1:${server.address().port}/`);
    server.close();
    assert.deepEqual(ways, { fetch: "refused", image: "refused", script: "refused" });
    assert.equal(reached, 0);
    assert.ok((await trouble(page)).length >= 3, "and the harness sees each of them");
  });

  test("no trouble escapes these tests", async () => {
    const page = await open(browser);
    const provoke = {
      thrown: () => setTimeout(() => { throw new Error("provoked"); }),
      rejected: () => void Promise.reject(new Error("provoked")),
      logged: () => console.error("provoked"),
      "inline style": () => document.body.setAttribute("style", "color: red"),
      // its browser is told of it by the worker, once that comes to it: after its page, and later still where it has work to do
      "thrown in a busy worker": () => new Promise((end) => {
        const script = new Blob([`
          setTimeout(() => { throw new Error("provoked"); });
          setTimeout(() => { const begun = Date.now(); while (Date.now() - begun < 300); });
        `]);
        new Worker(URL.createObjectURL(script)).onerror = end;
      }).then(() => {}),
    };
    for (const [kind, start] of Object.entries(provoke)) {
      await page.evaluate(start);
      assert.match((await trouble(page)).join("\n"), /provoked|Content.Security.Policy/, kind);
    }
    assert.deepEqual(await trouble(page), []);
  });

  test("carries the licence notices of what is inside", async () => {
    const page = await open(browser);
    const notices = await page.$eval("#notices", (block) => block.textContent);
    for (const work of ["Rust standard library", "wasm-bindgen", "lit-html", "govuk-frontend"]) {
      assert.ok(notices.includes(work), work);
    }
  });

  test("is readable without scripting", async () => {
    const page = await open(browser, "", { scripting: false });
    assert.notEqual(await page.$eval("h1", (h1) => h1.innerText.trim()), "");
  });
});
