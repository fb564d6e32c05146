// A figure in somebody else's page: in a frame that may run scripts and nothing else, it moves, keeps nothing and asks for nothing.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { test } from "node:test";
import { axe, forEachBrowser, open, pageUrl, shot } from "./browser.mjs";
import { glue, words } from "./engine.mjs";

const example = new URL("embed-example.html", pageUrl).href;
const { steps } = glue.deck(undefined, "en");
const figures = steps.filter(({ exhibit }) => exhibit);
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
const said = (at) => at.$eval(".live-says", (e) => e.textContent.trim());
const stands = (at) => at.waitForSelector(".live-says[aria-busy=false] .live-said", { timeout: 120_000 });

/** Moves the first number that there is by keyboard, and waits for the sentence to follow. */
async function move(at, key = "PageUp") {
  await stands(at);
  const before = await said(at);
  const field = await at.$(".live-controls input[data-input], .live-says input[data-input]");
  await field.focus();
  await field.press(key);
  await at.waitForFunction((before) => {
    const now = document.querySelector(".live-says");
    return now.ariaBusy === "false" && now.textContent.trim() !== before;
  }, { timeout: 120_000 }, before);
  return [before, await said(at)];
}

/** The example page at an address, and the frame in it. */
async function framed(browser, url, asked) {
  const page = await (await browser.profile()).newPage();
  page.on("request", (request) => asked.push(request.url()));
  await page.setViewport({ width: 1000, height: 900 });
  await page.goto(url, { waitUntil: "load" });
  const handle = await page.waitForSelector("iframe");
  const frame = await handle.contentFrame();
  await frame.waitForSelector("html[data-ready]");
  return { page, frame };
}

forEachBrowser((browser) => {
  test("from a file: the figure moves in its frame, its storage is denied, and nothing is asked for", async () => {
    const asked = [];
    const { page, frame } = await framed(browser, example, asked);
    const [before, after] = await move(frame);
    assert.notEqual(after, before);
    assert.ok(await frame.$("svg.chart"));
    assert.deepEqual(
      await frame.evaluate(() => {
        const tried = (deed) => {
          try {
            deed();
            return "open";
          } catch {
            return "denied";
          }
        };
        return [tried(() => localStorage.length), tried(() => parent.document.title), self.origin];
      }),
      ["denied", "denied", "null"],
    );
    const others = asked.filter((url) => !/^(blob|data|about):/.test(url)).map((url) => url.split("#")[0]);
    assert.ok(others.every((url) => [example, pageUrl].includes(url)), `${others}`);
    await shot(page, "embed-example", { width: 1000, height: 1200 });
    await page.close();
  });

  test("from a server: the page and the frame are all that is ever asked for", async () => {
    const asked = [];
    const server = createServer(async ({ url }, reply) => {
      asked.push(url);
      if (url === "/favicon.ico") return reply.writeHead(204).end();
      reply.setHeader("content-type", "text/html; charset=utf-8");
      reply.end(await readFile(new URL(`.${url}`, pageUrl)));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { page, frame } = await framed(browser, `http://127.0.0.1:${server.address().port}/embed-example.html`, []);
    const [before, after] = await move(frame);
    assert.notEqual(after, before);
    assert.deepEqual(asked.filter((path) => path !== "/favicon.ico"), ["/embed-example.html", "/index.html"]);
    await page.close();
    server.closeAllConnections();
    server.close();
  });

  test("each figure gives the text for it, and opens there as it stood", async () => {
    const page = await open(browser, "#explainer");
    for (const { id, head } of browser.few(figures.filter(({ id }) => ["help", "risk"].includes(id)), 1)) {
      const at = `[data-live="${id}"]`;
      await page.bringToFront(); // one in the background draws no frame
      await page.$eval(at, (e) => e.scrollIntoView());
      await page.waitForSelector(`${at} .live-says[aria-busy=false] .live-said`, { timeout: 120_000 });
      const snippet = async () => {
        await page.$eval(`${at} [data-act=embed]`, (b) => b.click());
        return page.$eval(`${at} #embed-text`, (e) => {
          const frame = new DOMParser().parseFromString(e.value, "text/html").querySelector("iframe");
          return Object.fromEntries([...frame.attributes].map(({ name, value }) => [name, value]));
        });
      };
      const first = await snippet();
      assert.deepEqual(first, { src: `index.html#embed/${id}`, title: head, width: "100%", height: "820", loading: "lazy", sandbox: "allow-scripts" });
      assert.equal(await page.evaluate(() => document.activeElement.id), "embed-text");
      const [, after] = await move(await page.$(at).then((e) => ({
        $: (s) => e.$(s),
        $eval: (s, f) => e.$eval(s, f),
        waitForSelector: (s, o) => page.waitForSelector(`${at} ${s}`, o),
        waitForFunction: (_, o, before) => page.waitForFunction((at, before) => {
          const now = document.querySelector(`${at} .live-says`);
          return now.ariaBusy === "false" && now.textContent.trim() !== before;
        }, o, at, before),
      })));
      assert.equal(await page.$(`${at} #embed-text`), null, "a figure that moved on has another text");
      const { src } = await snippet();
      assert.match(src, new RegExp(`^index\\.html#embed/${id}/1d`));
      assert.deepEqual(await axe(page), []);
      await shot(page, `embed-text-${id}`, { width: 1440, height: 900, fullPage: false });
      const alone = await open(browser, src.slice("index.html".length));
      await stands(alone);
      assert.equal(await said(alone), after);
      assert.equal(await alone.$eval("h1", (e) => e.textContent), head);
    }
  });

  test("by itself: no bar, no foot, nothing kept, no rule of accessibility broken, and it fits", async () => {
    for (const { id } of browser.few(figures)) {
      const page = await open(browser, `#embed/${id}`);
      await stands(page);
      assert.equal(await page.$(".bar, .foot, .drawer"), null);
      assert.deepEqual(await axe(page), [], id);
      for (const width of [320, 768, 1440]) {
        await page.setViewport({ width, height: 820 });
        assert.ok(await fits(page), `${id}, ${width} px`);
      }
      await shot(page, `embed-${id}`, { width: 700, height: 820 });
      await shot(page, `embed-${id}-phone-dark`, { width: 320, height: 820, dark: true });
    }
    const page = await open(browser, "#embed/help");
    await page.evaluate(() => localStorage.clear());
    await move(page);
    await page.$eval("[role=switch]", (b) => b.click());
    await page.evaluate(() => dispatchEvent(new Event("pagehide")));
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
    assert.equal(await page.evaluate(() => location.hash), "#embed/help");
  });

  test("a figure that is none, and a link that is none, are told in words", async () => {
    const none = await open(browser, "#embed/nothing");
    assert.ok((await none.$eval("main", (e) => e.textContent)).includes(words.embed_unknown));
    assert.deepEqual(await axe(none), []);
    for (const link of browser.few([glue.encode("{"), "1dAAAA", "rubbish", glue.encode('{"format": 1, "scenarios": []}')], 1)) {
      const page = await open(browser, `#embed/help/${link}`);
      assert.ok((await page.$eval(".trouble", (e) => e.textContent)).includes(words.link_wrong), link);
      await stands(page);
      assert.ok(await page.$("svg.chart"), "the figure stands where it starts");
    }
  });
});
