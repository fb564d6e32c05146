// Every reader: what WCAG 2.2 asks at level AA and a machine can measure, over all places of the page and tools of the workbench.
// What stands beside each success criterion, and what was done by hand: docs/accessibility.md.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, forEachBrowser, open, settled, shot } from "./browser.mjs";

const PLACES = ["#explainer", "#schemes", "#method", "#costs", "#bid", "#commission", "#it", "#calculator"];
const TOOLS = ["compare", "ask", "matters", "take"];
/** All rules of level AA, with the one on the size of targets, which axe leaves out unless it is asked for. */
const RULES = { rules: { "target-size": { enabled: true } } };

const frame = (page) => page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
const size = async (page, width, height) => {
  await page.setViewport({ width, height });
  await frame(page);
};

/** Nothing in sight is still being worked out: what is looked at is the same on any machine. */
const idle = async (page) => {
  await page.waitForFunction(() => [...document.querySelectorAll("[aria-busy=true]")].every((e) => !e.checkVisibility()), { timeout: 120_000 });
  await frame(page);
};

/** Goes to each place, in one and the same page, then opens each tool and the table of all fields. */
async function everywhere(page, look) {
  for (const place of PLACES) {
    await page.evaluate((place) => (location.hash = place), place);
    await page.waitForFunction((place) => location.hash === place && !document.querySelector(".desk").hidden === (place === "#calculator") && document.activeElement !== document.body, {}, place);
    await idle(page);
    await look(place);
  }
  for (const tool of TOOLS) {
    await page.$eval(`[data-tool=${tool}]`, (b) => b.click());
    await page.waitForSelector(`.bench [data-tool=${tool}]`);
    await idle(page);
    await look(tool);
  }
  await page.$eval("[data-act=fields]", (b) => b.click());
  await frame(page);
  await look("all fields");
  await page.$eval("[data-act=fields]", (b) => b.click());
}

const FOCUSABLE = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]:not([tabindex="-1"])';

/**
 * Targets too small for 2.5.8: under 24 pixels, and a circle of 24 about one reaches another target. What stands in a line of
 * text is excepted by the criterion, and so is what the browser itself draws.
 */
const small = (page) =>
  page.evaluate((focusable) => {
    const shown = (e) => e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !e.closest("[aria-hidden=true]");
    const targets = [...document.querySelectorAll(focusable)].filter((e) => shown(e) && !e.matches("[role=region], [tabindex='0']:not([role]):not(button):not(a):not(input)"));
    const box = (e) => {
      // a box to tick is pressed by its label too
      const label = e.matches("input[type=checkbox], input[type=radio], input[type=file]") ? e.closest("label") : null;
      return (label ?? e).getBoundingClientRect();
    };
    const boxes = targets.map((e) => [e, box(e)]).filter(([, r]) => r.width > 1 && r.height > 1);
    const inline = (e) => getComputedStyle(e).display === "inline" || (/inline/.test(getComputedStyle(e).display) && e.matches("p *, li *, td *, .sentence *") && [...e.parentElement.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== ""));
    const apart = (r, q) => {
      const [x, y] = [r.x + r.width / 2, r.y + r.height / 2];
      const dx = Math.max(q.left - x, 0, x - q.right);
      const dy = Math.max(q.top - y, 0, y - q.bottom);
      return Math.hypot(dx, dy) >= 12 - 0.5;
    };
    return boxes
      .filter(([e, r]) => (r.width < 23.5 || r.height < 23.5) && !inline(e))
      .filter(([e, r]) => !boxes.every(([f, q]) => f === e || e.contains(f) || f.contains(e) || apart(r, q)))
      .map(([e, r]) => `${e.outerHTML.slice(0, 90)} ${r.width.toFixed(0)}×${r.height.toFixed(0)}`);
  }, FOCUSABLE);

const sideways = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll("main *, header *, footer *")].filter((e) => e.getBoundingClientRect().right > clientWidth + 1 && !e.closest(".twin")).slice(0, 5).map((e) => e.outerHTML.slice(0, 120));
  });

/** Text that is cut off: its box hides what does not fit, and something does not. */
const cut = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("main *, header *")]
      .filter((e) => e.checkVisibility() && !e.closest(".govuk-visually-hidden, svg, textarea") && !e.matches("input, textarea, select") && e.textContent.trim() !== "")
      .filter((e) => {
        const { overflowX, overflowY } = getComputedStyle(e);
        return (/hidden|clip/.test(overflowX) && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1) || (/hidden|clip/.test(overflowY) && e.scrollHeight > e.clientHeight + 1 && e.clientHeight > 1);
      })
      .map((e) => e.outerHTML.slice(0, 120)),
  );

/** What has the focus: by what it is known again, and how it is hidden, if it is. */
const focus = (page) =>
  page.evaluate(() => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const { left, top, right, bottom, width, height } = e.getBoundingClientRect();
    const inside = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    const points = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [left + width * x, top + height * y]));
    const seen = points.some(([x, y]) => {
      const at = document.elementFromPoint(x, y);
      return at !== null && (e.contains(at) || at.contains(e) || at.closest("label")?.contains(e));
    });
    // a field in a sentence has its ring around its unit too
    const ringed = [e, e.parentElement].some((at) => getComputedStyle(at).outlineStyle !== "none" || getComputedStyle(at).boxShadow !== "none");
    globalThis.stops ??= new Map();
    if (!globalThis.stops.has(e)) globalThis.stops.set(e, globalThis.stops.size);
    return {
      key: globalThis.stops.get(e),
      is: e.outerHTML.replace(/<!--.*?-->/g, "").slice(0, 100),
      // the field in the contract, not its twin beneath the picture
      input: e.id.startsWith("field:") ? e.dataset.input : null,
      where: `${e.id || e.outerHTML.slice(0, 80)}: ${Math.round(top)} to ${Math.round(bottom)} of ${innerHeight}`,
      last: e === [...document.querySelectorAll(".foot button")].at(-1),
      inside, seen,
      ring: ringed || e.matches("input[type=range]"),
    };
  });

/** Tab through the whole page until it begins again: each stop in view, none that cannot be left. */
async function tabbed(page) {
  await page.evaluate(() => {
    globalThis.stops = new Map();
    scrollTo(0, 0);
    document.querySelector(".govuk-skip-link").focus(); // the first stop of all
  });
  await frame(page);
  const stops = [await focus(page)];
  for (let i = 0; i < 600; i += 1) {
    await page.keyboard.press("Tab");
    let now = await focus(page);
    if (now !== null && !(now.inside && now.seen)) {
      // Firefox brings what has the focus into view once it has laid the page out, and puts that off while more keys come
      await frame(page);
      now = await focus(page);
    }
    // beyond the last one lies the browser itself, and Firefox leaves that one named
    if (now === null || now.key === stops[0].key || (now.last && now.key === stops.at(-1).key)) return stops;
    assert.notEqual(now.key, stops.at(-1)?.key, `no way out of ${now.is}`);
    stops.push(now);
  }
  assert.fail("the page has no end by keyboard");
}

forEachBrowser((browser) => {
  test("no rule of WCAG 2.2 A or AA that axe knows is broken in any place or tool; targets, text spacing, small screens", { timeout: 300_000 }, async () => {
    const page = await open(browser);
    // each door stands before a draft that was started there
    await size(page, 1280, 900);
    await everywhere(page, async (where) => {
      assert.deepEqual(await axe(page, RULES), [], where);
      assert.deepEqual(await small(page), [], `${where}: targets`);
    });
    await size(page, 320, 256);
    await everywhere(page, async (where) => {
      assert.deepEqual(await sideways(page), [], `${where}: at 400 %`);
      assert.deepEqual(await small(page), [], `${where}: targets at 400 %`);
    });
    // text spacing (1.4.12): nothing is cut off and nothing runs out
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
      document.adoptedStyleSheets = [sheet];
    });
    await size(page, 320, 900);
    await everywhere(page, async (where) => {
      assert.deepEqual(await sideways(page), [], `${where}: spaced`);
      assert.deepEqual(await cut(page), [], `${where}: spaced`);
    });
  });

  test("the whole page by Tab at 400 %: one stop a number, every stop in view with its ring, no trap", { timeout: 300_000 }, async () => {
    for (const [width, height] of [[320, 256], [1280, 900]]) {
      const page = await open(browser); // the end of a walk leaves Firefox's own bar with the focus
      await size(page, width, height);
      // what arrives later moves what is beneath it
      await settled(page);
      await idle(page);
      const stops = await tabbed(page);
      assert.ok(stops.length > 40, `${stops.length} stops`);
      assert.deepEqual(stops.filter(({ inside, seen }) => !inside || !seen).map(({ where }) => where), [], `hidden at ${width}`);
      assert.deepEqual(stops.filter(({ ring }) => !ring).map(({ is }) => is), [], "without a ring");
      const inputs = await page.$$eval(".contract input[data-input]:not([type=range])", (all) => all.filter((e) => e.checkVisibility()).map((e) => e.dataset.input));
      assert.ok(inputs.length > 8);
      const stopped = stops.map(({ input }) => input);
      for (const path of inputs) assert.equal(stopped.filter((p) => p === path).length, 1, path);
    }
  });

  test("every picture has a name, a headline and a table; with tables in their place none is drawn anywhere", { timeout: 120_000 }, async () => {
    const page = await open(browser);
    const named = async (where) => {
      const bare = await page.$$eval("figure", (all) => all.filter((f) => f.checkVisibility() && (f.getAttribute("aria-label") ?? f.querySelector("figcaption")?.textContent ?? "").trim().length < 8).map((f) => f.outerHTML.slice(0, 120)));
      assert.deepEqual(bare, [], where);
      // the drawing itself is either named or left out, never read mark by mark
      const loud = await page.$$eval("svg", (all) => all.filter((s) => s.checkVisibility() && !s.closest("[aria-hidden=true]") && s.getAttribute("role") !== "img" && !s.closest('[role="img"]')).map((s) => s.outerHTML.slice(0, 120)));
      assert.deepEqual(loud, [], where);
      const mute = await page.$$eval('svg[role="img"]', (all) => all.filter((s) => s.checkVisibility() && (s.getAttribute("aria-label") ?? s.querySelector("title, desc")?.textContent ?? "").trim().length < 8 && !s.getAttribute("aria-labelledby")).map((s) => s.outerHTML.slice(0, 120)));
      assert.deepEqual(mute, [], where);
    };
    await everywhere(page, named);
    const tabs = browser.few(await page.$$eval("[role=tab]", (all) => all.map((e) => e.id)), 4);
    for (const tab of tabs) {
      await page.$eval(`[id="${tab}"]`, (e) => e.click());
      await page.waitForSelector("#figure-panel[aria-busy=false]", { timeout: 60_000 });
      await named(tab);
    }
    await page.$eval("figure [role=switch]", (b) => b.click());
    for (const tab of tabs) {
      await page.$eval(`[id="${tab}"]`, (e) => e.click());
      await page.waitForSelector("#figure-panel[aria-busy=false] .twin table", { timeout: 60_000 });
      assert.equal(await page.$("#figure-panel .picture"), null, tab);
    }
    await everywhere(page, async (where) => {
      const left = await page.$$eval("figure .picture", (all) => all.filter((e) => e.checkVisibility()).length);
      assert.equal(left, 0, `${where}: pictures`);
    });
    await page.$eval("[role=switch][aria-checked=true]", (b) => b.click());
  });

  test("nothing is there on hover alone, nothing turns with the screen, nothing moves where motion is reduced", async () => {
    const page = await open(browser);
    const rules = await page.evaluate(() => {
      const found = { hover: [], turned: [] };
      const walk = (list) => {
        for (const rule of list) {
          if (rule.media && /orientation/.test(rule.media.mediaText)) found.turned.push(rule.media.mediaText);
          if (/:hover/.test(rule.selectorText ?? "")) {
            for (const property of rule.style) {
              if (!/^(color|background.*|border-.*color|text-decoration.*|text-underline-offset|outline.*|cursor|stroke|fill|box-shadow|--.*)/.test(property)) found.hover.push(`${rule.selectorText}: ${property}`);
            }
          }
          if (rule.cssRules) walk(rule.cssRules);
        }
      };
      for (const sheet of document.styleSheets) walk(sheet.cssRules);
      return found;
    });
    assert.deepEqual(rules, { hover: [], turned: [] });
    assert.deepEqual(await page.$$eval("[title]", (all) => all.map((e) => e.outerHTML.slice(0, 100))), [], "a title is seen by a mouse alone");
    if (browser.name !== "Chromium") return; // Firefox is told neither from outside
    await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
    for (const place of ["#calculator", "#explainer"]) {
      await page.evaluate((place) => (location.hash = place), place);
      await frame(page);
      assert.equal(await page.evaluate(() => document.getAnimations().length), 0, place);
      const moving = await page.$$eval("body *", (all) => all.filter((e) => getComputedStyle(e).transitionDuration.split(", ").some((d) => parseFloat(d) > 0)).length);
      assert.equal(moving, 0, place);
    }
  });

  test("forced colours: words, controls and marks stay apart", { skip: browser.name !== "Chromium" }, async () => {
    const page = await open(browser);
    const client = await page.createCDPSession();
    for (const scheme of ["light", "dark"]) {
      await client.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }, { name: "prefers-color-scheme", value: scheme }] });
      await size(page, 1440, 900);
      assert.ok(await page.evaluate(() => matchMedia("(forced-colors: active)").matches));
      await page.$eval("[role=tab]", (b) => b.click());
      await frame(page);
      // what can be written in has an edge; what is chosen is told from what is not by more than a colour that is gone
      const edgeless = await page.$$eval(".contract input[data-input]:not([type=range])", (all) => all.filter((e) => e.checkVisibility() && parseFloat(getComputedStyle(e.closest(".field") ?? e).borderBottomWidth) < 1 && parseFloat(getComputedStyle(e).borderBottomWidth) < 1).map((e) => e.dataset.input));
      assert.deepEqual(edgeless, []);
      // every word of a picture stands out from the ground
      const lost = await page.$$eval(".chart text", (all) => {
        const canvas = getComputedStyle(document.body).backgroundColor;
        return all.filter((t) => t.checkVisibility() && !t.closest(".pin, .piece-in") && !t.matches(".piece-in") && getComputedStyle(t).fill === canvas).map((t) => t.textContent);
      });
      assert.deepEqual(lost, []);
      const names = await page.$$eval("[role=tab]", (all, dark) => all.map((e) => e.id).slice(0, dark ? 4 : undefined), scheme === "dark");
      for (const tab of names) {
        await page.$eval(`[id="${tab}"]`, (e) => e.click());
        await page.waitForSelector("#figure-panel[aria-busy=false]", { timeout: 60_000 });
        const shown = await page.$$eval("#figure-panel .chart :is(path, rect, circle, line)", (all) => {
          const canvas = getComputedStyle(document.body).backgroundColor;
          const visible = all.filter((e) => {
            const { fill, stroke } = getComputedStyle(e);
            return [fill, stroke].some((c) => c !== "none" && c !== canvas && !/, 0\)$/.test(c));
          });
          return visible.length;
        });
        assert.ok(shown > 3, `${tab}: ${shown} marks`);
        if (process.env.PBR_SHOTS === "1") {
          const { mkdir } = await import("node:fs/promises");
          const folder = `${process.env.CARGO_TARGET_DIR ?? "target"}/shots`;
          await mkdir(folder, { recursive: true });
          await (await page.$("#figure-panel")).screenshot({ path: `${folder}/forced-${scheme}-${tab.slice(4)}.png` });
        }
      }
    }
    await client.detach();
    await shot(page, "reach", { width: 1440 });
  });
});
