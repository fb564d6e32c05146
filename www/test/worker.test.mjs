// Long jobs: in a worker, on the page where there is none, after a trap; never for another draft, never by the size of a step.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { axe, forEachBrowser, FROM, open as opened, pageUrl, trouble } from "./browser.mjs";
import { picture } from "./engine.mjs";

// what the page is made of, without the page
const folder = await mkdtemp(join(tmpdir(), "worker-"));
after(() => rm(folder, { recursive: true }));
const outfile = join(folder, "parts.mjs");
const parts = ["server.ts", "transport.ts", "state.ts", "gen/pbr.js"].map((part) => `export * from "./${part}";`);
await build({
  stdin: {
    contents: ['export { start as engine, Trapped } from "./engine.ts";', ...parts].join("\n"),
    resolveDir: fileURLToPath(new URL("..", import.meta.url)),
  },
  bundle: true,
  format: "esm",
  platform: "node",
  outfile,
  logLevel: "warning",
});
const core = await import(pathToFileURL(outfile));
core.initSync({ module: await readFile(new URL("../gen/pbr_bg.wasm", import.meta.url)) });
const { schemes } = core.catalogue("en");
const [{ draft }] = schemes;
const job = { draft, before: null, generation: 7, job: "futures" };
const here = core.onPage(core, setImmediate);

async function all(progress) {
  const heard = [];
  for await (const p of progress) heard.push(p);
  return heard;
}

test("the same bits by whatever steps", async () => {
  const work = { ...job, before: core.act(draft, "none").draft };
  const [first, ...others] = await Promise.all(
    [2, 15, 1e9].map(async (step) => {
      const heard = await all(core.engine("en", core, queued(), step).run(work));
      heard.reduce((before, { done }) => (assert.ok(done > before), done), 0);
      for (const p of heard) assert.equal(p.generation, 7);
      assert.equal(heard.at(-1).done, heard.at(-1).total);
      return heard.at(-1);
    }),
  );
  // by units as well, whatever time they take
  for (const units of [97, 1000, 2 ** 31]) {
    core.serve({ id: -1, start: work });
    let p;
    do p = core.serve({ id: -1, units }).progress;
    while (p.done < p.total);
    others.push(p);
  }
  assert.ok(first.answer);
  // strict: Object.is for each number, so that -0 is not 0
  for (const other of others) assert.deepStrictEqual(other, first);
});

let last = Promise.resolve();
/** The one server in this process takes one job at a time: who shares it waits until the job before is stopped. */
function queued() {
  let free;
  const before = last;
  last = new Promise((then) => (free = then));
  return async (request) => {
    if (request.start) await before;
    const reply = await here(request);
    if (!request.start && !request.units) free();
    return reply;
  };
}

test("a costly picture is the one that the engine draws at once", async () => {
  const { tabs, figures } = core.evaluate(draft, undefined, 0).views[0].answer;
  const costly = tabs.filter(({ id }) => figures.every((figure) => figure.id !== id)).map(({ id }) => id);
  assert.ok(costly.length > 0);
  for (const id of costly) {
    const heard = await all(core.engine("en", core, queued()).run({ ...job, job: id }));
    assert.deepStrictEqual(heard.at(-1).figure, picture(draft, id), id);
  }
  const [none] = await all(core.engine("en", core, queued()).run({ ...job, job: "no such picture" }));
  assert.equal(none.figure, undefined, "a picture that a draft has not is no error");
});

/** Serves nothing, keeps what it is asked, and takes as many steps as it is told. */
function script(total) {
  const asked = [];
  let done = 0;
  return { asked, serve: async (request) => {
    asked.push(request);
    if (request.start) done = 0;
    if (request.units) done += request.units;
    return { id: request.id, took: 15, ...(request.units && { progress: { generation: 7, done, total } }) };
  } };
}

test("one request at a time: start, steps, stop; leaving the loop stops it, and so does a signal", async () => {
  const kinds = (asked) => asked.map(({ start, units }) => (start ? "start" : units ? "step" : "stop"));
  const whole = script(3);
  assert.equal((await all(core.engine("en", core, whole.serve).run(job))).length, 3);
  assert.deepEqual(kinds(whole.asked), ["start", "step", "step", "step", "stop"]);
  assert.equal(new Set(whole.asked.map(({ id }) => id)).size, 1);

  const left = script(1000);
  for await (const { done } of core.engine("en", core, left.serve).run(job)) if (done === 2) break;
  assert.deepEqual(kinds(left.asked), ["start", "step", "step", "stop"]);

  const aborted = script(1000);
  const abort = new AbortController();
  for await (const { done } of core.engine("en", core, aborted.serve).run(job, abort.signal)) if (done === 2) abort.abort();
  assert.deepEqual(kinds(aborted.asked), ["start", "step", "step", "stop"]);

  const replaced = script(1000);
  const engine = core.engine("en", core, replaced.serve);
  let newer;
  for await (const { done } of engine.run(job)) if (done === 2) newer = engine.run({ ...job, generation: 8 }).next();
  await newer;
  const order = replaced.asked.map(({ id, start }) => [id, !!start]).slice(0, 4);
  assert.deepEqual(order, [[1, true], [1, false], [1, false], [2, true]]);
  assert.ok(!replaced.asked.some(({ id }, i) => i > 3 && id === 1), "nothing more is asked for the older one");
});

test("a task that ends its steps early is never asked for more than can be counted", async () => {
  const units = [];
  let done = 0;
  // one at a time, in no time, whatever it is asked for
  const serve = async (request) => {
    if (request.units === undefined) return { id: request.id };
    units.push(request.units);
    return { id: request.id, took: 0, progress: { generation: 7, done: (done += 1), total: 40 } };
  };
  await all(core.engine("en", core, serve).run(job));
  assert.equal(units.length, 40);
  assert.ok(units.every((n) => Number.isInteger(n) && n >= 1 && n < 2 ** 32), `${units}`);
});

test("a stopped job is freed, and a job that is not in hand gets no step", async () => {
  for await (const p of core.engine("en", core, queued()).run(job)) if (p) break;
  await last;
  assert.deepEqual(core.serve({ id: 1, units: 1 }), { id: 1 });
  core.serve({ id: 5, start: job });
  core.serve({ id: 6, start: job });
  assert.deepEqual(core.serve({ id: 5, units: 1 }), { id: 5 }, "replaced");
  assert.deepEqual(core.serve({ id: 5 }), { id: 5 });
  assert.ok(core.serve({ id: 6, units: 1 }).progress, "who replaced it is not stopped by its end");
  core.serve({ id: 6 });
});

test("a trap is thrown once, a fresh instance stands, and what another's trap took away begins again", async () => {
  let traps = 1;
  const serve = (request) => {
    if (!request.units || traps === 0) return core.serve(request);
    traps -= 1;
    return { id: request.id, fault: "RuntimeError: unreachable" };
  };
  const engine = core.engine("en", core, core.onPage({ ...core, serve }, setImmediate));
  await assert.rejects(all(engine.run(job)), core.Trapped);
  const whole = await all(engine.run(job));
  assert.ok(whole.at(-1).answer);

  let away = 1;
  const robbed = core.engine("en", core, (request) => {
    if (request.units && away > 0) {
      away -= 1;
      core.afresh(); // as after a trap in an edit
    }
    return here(request);
  });
  // how far each step gets is the clock's affair, what comes of them all is not
  const again = await all(robbed.run(job));
  assert.equal(away, 0);
  assert.equal(whole.at(-1).done, whole.at(-1).total);
  assert.deepStrictEqual(again.at(-1), whole.at(-1));
});

test("a settled answer takes the place of the first in its reply, and nothing else changes", () => {
  const reply = core.evaluate(draft, undefined, 3);
  const [view] = reply.views;
  const answer = { ...view.answer, method_text: "settled" };
  assert.deepEqual(core.settled(reply, answer, undefined), { ...reply, views: [{ ...view, answer }] });
  const door = { questions: [], provenance: [] };
  assert.deepEqual(core.settled(reply, answer, door), { ...reply, views: [{ ...view, answer, door }] });
});

const field = core.evaluate(draft, undefined, 0).views[0].inputs.find(({ path }) => path.endsWith(".pay.of.rate"));
const FIELD = `.contract [data-input="${field.path}"]`;
const until = (page, condition, ...args) => page.waitForFunction(condition, { timeout: 120_000 }, ...args);
const generation = (page) => page.$eval(".contract", (e) => Number(e.dataset.generation));
const app = (page) => page.$eval("#app", (e) => e.textContent);

/** The page has nothing left to work out. */
const settled = (page) =>
  until(page, () => document.documentElement.dataset.settled === document.querySelector(".contract").dataset.generation
    && document.querySelector("#figure-panel").ariaBusy === "false");

/** A page that remembers nothing of the tests before, with something done to its browser before each of its scripts. */
async function open(browser, ...before) {
  return opened(browser, "", { before: async (tab) => {
    for (const [deed, ...args] of before) await tab.evaluateOnNewDocument(deed, ...args);
  } });
}

async function type(page, typed) {
  await page.focus(FIELD);
  await page.$eval(FIELD, (input) => input.select());
  await page.keyboard.type(typed);
  await page.keyboard.press("Enter");
}

/** Runs in the page: what passes between it and its workers, kept and marked; held back while a test says so. */
function overhear() {
  const Real = Worker;
  Object.assign(globalThis, { hired: 0, told: [], held: null, steps: 0 });
  globalThis.Worker = class extends Real {
    constructor(url) {
      super(url);
      globalThis.hired += 1;
      if (!url.startsWith("blob:")) throw new Error(url);
    }
    postMessage(request) {
      if (request.start && !request.start.job.includes(":")) globalThis.told.push([request.start.job, request.start.generation]);
      super.postMessage(request);
    }
    set onmessage(hear) {
      super.onmessage = ({ data }) => {
        const answer = data.progress?.answer;
        if (answer) {
          answer.method_text = `settled ${data.progress.generation}`;
          answer.settling = false;
          answer.changed.push({ text: " Settled." });
        }
        if (globalThis.held) globalThis.held.push(() => hear({ data }));
        else hear({ data });
      };
    }
  };
  // the watchdog's seconds pass when a test says so, however long its replies are held back
  const { setInterval, clearInterval } = window;
  globalThis.watches = new Map();
  window.setInterval = (tick, ms) => {
    if (ms !== 1000) return setInterval(tick, ms);
    watches.set(-1 - watches.size, tick);
    return -watches.size;
  };
  window.clearInterval = (id) => watches.delete(id) || clearInterval(id);
  globalThis.second = () => [...watches.values()].forEach((tick) => tick());
  const { Instance } = WebAssembly;
  WebAssembly.Instance = function (module, imports) {
    const { exports } = new Instance(module, imports);
    return { exports: { ...exports, run_step: (...given) => ((globalThis.steps += 1), exports.run_step(...given)) } };
  };
}

/** Runs in the page: what was held back arrives, in its order, and whatever follows it at once. */
function release() {
  const late = globalThis.held;
  globalThis.held = null;
  late.forEach((deliver) => deliver());
}

/** Runs in the page: its workers run this before their own script. */
function prepend(text) {
  const Real = Blob;
  globalThis.Blob = class extends Real {
    constructor(parts, options) {
      super(options?.type === "text/javascript" ? [text, ...parts] : parts, options);
    }
  };
}

/** Of a worker: a job on a draft with this number in it comes to grief. */
const FATAL = "7654321";
assert.ok(!draft.includes(FATAL));
const TRAPS = `{
  let doomed = false;
  const { Instance } = WebAssembly;
  WebAssembly.Instance = function (module, imports) {
    const { exports } = new Instance(module, imports);
    const run_step = (...given) => {
      if (doomed) throw new WebAssembly.RuntimeError("unreachable");
      return exports.run_step(...given);
    };
    return { exports: { ...exports, run_step } };
  };
  addEventListener("message", ({ data }) => data.start && (doomed = data.start.draft.includes("${FATAL}")));
}`;
const HANGS = `{
  let doomed = false;
  addEventListener("message", (event) => {
    if (event.data.start) doomed = event.data.start.draft.includes("${FATAL}");
    if (doomed) event.stopImmediatePropagation();
  });
}`;

forEachBrowser((browser) => {
  test("from a file, jobs are done in a worker, once the draft has settled", async () => {
    const page = await open(browser, [overhear]);
    await settled(page);
    assert.equal(await page.$eval(".method", (p) => p.textContent), "settled 1");
    assert.deepEqual(await page.evaluate(() => [hired, steps]), [1, 0], "none on the page");
    assert.deepEqual(await page.evaluate(() => told), [["futures", 1]]);
    await page.$eval('[id="tab:terms"]', (tab) => tab.click());
    await settled(page);
    assert.deepEqual(await page.evaluate(() => told), [["futures", 1], ["terms", 1]], "once each");

    // keys belong to one step until it ends; what is looked at comes first
    await page.focus(FIELD);
    for (let i = 0; i < 3; i += 1) await page.keyboard.press("ArrowUp");
    assert.equal(await page.evaluate(() => told.length), 2);
    await page.keyboard.press("Enter");
    await settled(page);
    const now = await generation(page);
    assert.deepEqual(await page.evaluate(() => told.slice(2)), [["terms", now], ["futures", now]]);
    assert.deepEqual(await page.evaluate(() => [hired, steps]), [1, 0]);
  });

  test("an answer that settles is its own draft's, however late it comes, and is spoken once", async () => {
    const page = await open(browser, [overhear]);
    await settled(page);
    await page.evaluate(() => {
      globalThis.seen = [];
      globalThis.spoken = [];
      const watch = (selector, see) =>
        new MutationObserver(see).observe(document.querySelector(selector), {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
      watch("#app", () => {
        const all = new Set([...document.querySelectorAll("[data-generation]")].map((e) => e.dataset.generation));
        seen.push([document.querySelector(".method").textContent, ...all]);
      });
      watch("[data-spoken]", () => spoken.push(document.querySelector("[data-spoken]").textContent));
      globalThis.held = [];
    });
    await type(page, "6000");
    const first = await generation(page);
    await until(page, (n) => told.some(([, generation]) => generation === n), first);
    await type(page, "7000");
    await type(page, "8000");
    await page.click("[data-act=undo]");
    const newest = await generation(page);
    assert.ok(newest >= first + 3);
    const before = await page.$eval(".changed", (p) => p.textContent);
    assert.doesNotMatch(before, /Settled/);
    const said = await page.evaluate(() => spoken.length);
    await page.evaluate(release);
    await settled(page);
    assert.equal(await generation(page), newest);
    assert.equal(await page.$eval(FIELD, (input) => input.value), "£7,000");
    assert.equal(await page.$eval(".method", (p) => p.textContent), `settled ${newest}`);
    assert.equal(await page.$eval(".changed", (p) => p.textContent), `${before} Settled.`);
    assert.equal(await page.$eval("[data-spoken]", (p) => p.textContent), before);
    assert.equal(await page.evaluate(() => spoken.length), said, "and not a second time");
    for (const [method, now, ...others] of await page.evaluate(() => seen)) {
      assert.deepEqual(others, [], "generations do not mix");
      if (method.startsWith("settled")) assert.equal(method, `settled ${now}`);
    }
    assert.ok(await page.$(".ghost-note"));
    await page.click(".ghost-note button");
    await settled(page);
    assert.equal(await page.$eval(".method", (p) => p.textContent), `settled ${newest + 1}`);
  });

  test("mistakes leave the answer that stood, and it settles", async () => {
    const page = await open(browser, [overhear]);
    await settled(page);
    await type(page, "6000");
    const stood = await page.$eval("#answer [data-generation]", (e) => e.dataset.generation);
    await page.evaluate(() => (globalThis.held = []));
    await type(page, "six");
    await page.evaluate(release);
    await until(page, (stood) => document.documentElement.dataset.settled === stood, stood);
    assert.equal(await page.$eval(".method", (p) => p.textContent), `settled ${stood}`);
    assert.equal(await page.$eval(FIELD, (input) => input.value), "six");
    assert.equal((await page.$$("[data-errors] li")).length, 1);
  });

  const refusals = {
    "Worker throws": [() => {
      globalThis.Worker = function () {
        throw new DOMException("refused", "SecurityError");
      };
    }],
    "a worker's script is not loaded": [() => {
      const Real = Worker;
      globalThis.Worker = class extends Real {
        constructor() {
          super("data:text/javascript,0"); // against the policy
        }
      };
    }],
    "WebAssembly is refused in workers": [prepend, "delete self.WebAssembly;"],
    "the module cannot be sent": [() => {
      const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function (message) {
        if (message instanceof WebAssembly.Module) throw new DOMException("refused", "DataCloneError");
        postMessage.call(this, message);
      };
    }],
  };
  let usual; // what is seen where nothing is refused
  for (const [how, refusal] of Object.entries(refusals)) {
    test(`the same numbers on the page itself: ${how}`, async () => {
      const see = async (page) => {
        const seen = [];
        await settled(page);
        await page.waitForSelector(".most", { timeout: 120_000 }); // what nobody waits for comes last
        seen.push(await app(page));
        await type(page, "12000");
        await page.$eval('[id="tab:terms"]', (tab) => tab.click());
        await settled(page);
        await page.waitForSelector(".most", { timeout: 120_000 }); // what nobody waits for comes last
        seen.push(await app(page));
        assert.equal(await page.$(".trouble"), null);
        await page.click("[data-act=undo]"); // the next page begins where this one did
        return seen;
      };
      usual ??= await see(await open(browser));
      const page = await open(browser, refusal);
      assert.deepEqual(await see(page), usual);
      await trouble(page); // some refusals are logged by the browser
    });
  }

  for (const [how, prelude] of [["a trap", TRAPS], ["no reply", HANGS]]) {
    test(`${how} costs the worker, not the numbers, and is not asked for again`, async () => {
      const page = await open(browser, [overhear], [prepend, prelude]);
      await settled(page);
      // the job's stop is the last request that is answered: nothing ticks while nothing is asked
      await until(page, () => watches.size === 0);
      await type(page, FATAL);
      if (prelude === HANGS) {
        await until(page, () => watches.size === 1);
        for (let i = 0; i < 19; i += 1) await page.evaluate(() => second());
        assert.equal(await page.$(".trouble"), null);
        await page.evaluate(() => second());
      }
      await page.waitForSelector(".trouble");
      assert.deepEqual(await axe(page), []);
      assert.equal(await page.$eval(FIELD, (input) => input.value), "£7,654,321");
      await settled(page);
      const broken = await generation(page);
      assert.notEqual(await page.$eval(".method", (p) => p.textContent), `settled ${broken}`);
      assert.deepEqual(await page.evaluate(() => [told.length, steps]), [2, 0], "neither again nor on the page");
      await page.click(".trouble button");
      await type(page, "12000");
      await settled(page);
      assert.equal(await page.$eval(".method", (p) => p.textContent), `settled ${await generation(page)}`);
      await page.$eval('[id="tab:terms"]', (tab) => tab.click());
      await settled(page);
      assert.deepEqual(await page.evaluate(() => [hired, steps]), [2, 0]);
      assert.equal(await page.$(".trouble"), null);
      await page.click("[data-act=undo]");
      assert.equal(await page.$eval(FIELD, (input) => input.value), "£7,654,321", "the draft is as good as any");
      if (prelude === TRAPS) await page.waitForSelector(".trouble");
    });
  }

  test("where WebAssembly is refused by a policy the page explains itself", async () => {
    const page = await (await browser.profile()).newPage();
    await page.evaluateOnNewDocument(() => {
      WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError("refused by policy"));
    });
    await page.goto(pageUrl + FROM);
    await page.waitForSelector("html[data-ready]");
    assert.match(await page.$eval("main", (main) => main.textContent), /WebAssembly/);
    assert.deepEqual(await axe(page), []);
    await page.close();
  });
});
